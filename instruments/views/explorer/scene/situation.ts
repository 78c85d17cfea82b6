/** What a step and the cell that is looked at come to: all that the grids and the sentences are drawn from. */
import { allTermsAt, axes, canvasOf, cellAt, combine, forBoth, hasKernel, range } from '../../../arithmetic/index.ts';
import type { Axis, Pair, Setting, Term } from '../../../arithmetic/index.ts';
import type { Cell, State } from '../state/state.ts';
import type { Colour } from './look.ts';
import { modeOf } from './mode.ts';
import type { Mode } from './mode.ts';
import { cellOf, placeOf } from './place.ts';
import type { Part, Place } from './place.ts';
import { walkOf } from './walk.ts';
import type { Walk } from './walk.ts';

const COLOURS = ['blue', 'orange', 'yellow', 'green'] as const;
const CELLS_WITH_COLOUR = COLOURS.length;

export interface Situation {
  setting: Setting;
  both: readonly [Axis, Axis];
  mode: Mode;
  walk: Walk;
  /** Rows and columns. */
  extent: Readonly<Record<Part, Pair>>;
  /** What each cell of the canvas is made of in the end. */
  made: (row: number, column: number) => readonly Term[];
  /** What it comes to in the end. */
  total: (row: number, column: number) => number;
  leads: Reckoned['leads'];
  /** Which channel's grids are drawn; where there are no channels, and of all of them, not given. */
  plane?: number;
  /** The cell that the reader chose, else that of the step. */
  focus: Place | null;
  /** Whether the reader chose it. */
  chosen: boolean;
  /** Of the cell of the canvas in focus, what has come to it. */
  parts: readonly Term[];
  /** The rows and the columns of the canvas to which the input or kernel cell in focus leads. */
  reached: readonly [number[], number[]];
}

/** What does not change from step to step. */
interface Reckoned {
  both: readonly [Axis, Axis];
  made: Situation['made'];
  /** Of each cell of the canvas, in the end. */
  values: readonly (readonly number[])[];
  /** Of the rows, then of the columns, where in the canvas each cell of the input or the kernel has a part. */
  leads: Readonly<Record<'input' | 'kernel', readonly [number[][], number[][]]>>;
}

const known = new WeakMap<Setting, Reckoned>();

/** Reckoned once for a setting, however often it is looked at. */
export function reckoned(setting: Setting): Reckoned {
  const before = known.get(setting);
  if (before) return before;
  const both = axes(setting);
  const leads = {
    input: forBoth((axis) => placesOf(both[axis], 'input')),
    kernel: forBoth((axis) => placesOf(both[axis], 'kernel')),
  };
  const terms: (readonly Term[])[] = [];
  const columns = both[1].links.length;
  // only of those cells that are seen or asked for
  const made: Situation['made'] = (row, column) =>
    (terms[row * columns + column] ??= allTermsAt(setting, both, [row, column]));
  const found = { both, made, leads, values: canvasOf(setting, both) };
  known.set(setting, found);
  return found;
}

/** For each input or kernel cell of an axis, the places of the canvas that have a part of it. */
function placesOf({ links, cells, kernel }: Axis, name: 'input' | 'kernel'): number[][] {
  const found = range(name === 'input' ? cells : kernel).map((): number[] => []);
  for (const [place, all] of links.entries())
    for (const link of all) {
      const places = found[link[name]];
      if (places?.at(-1) !== place) places?.push(place); // some link a cell twice
    }
  return found;
}

/** @param pointed where the pointer or the keyboard is */
export function situationOf(setting: Setting, state: State, pointed: Cell): Situation {
  const { both, made, leads, values } = reckoned(setting);
  const mode = modeOf(setting, both, state);
  const walk = walkOf(setting, both, mode, state.step);
  const [rows, columns] = both;
  const extent: Situation['extent'] = {
    input: [setting.height, setting.width],
    kernel: hasKernel(setting) ? [rows.kernel, columns.kernel] : [0, 0],
    canvas: [rows.links.length, columns.links.length],
  };
  const wanted = placeOf(pointed || state.cell);
  const isThere = ({ part, row, column, plane = 0 }: Place): boolean =>
    row < extent[part][0] && column < extent[part][1] && plane < planeCount(setting);
  const chosen = wanted !== null && isThere(wanted);
  const focus = chosen ? wanted : walk.now;
  // the bias is added when all stamps have come together
  const unfinished = mode.stamping && !walk.done ? { ...setting, bias: 0 } : setting;
  const bare: Situation = {
    setting: unfinished,
    both,
    mode,
    walk,
    extent,
    made,
    total: (row, column) => cellAt(values, row, column),
    leads,
    focus,
    chosen,
    parts: [],
    reached: [[], []],
  };
  if (focus?.part === 'canvas') return { ...bare, parts: come(bare, focus.row, focus.column) };
  return focus ? { ...bare, reached: leadsTo(bare, focus) } : bare;
}

export const planeCount = ({ planes }: Setting): number => planes?.length ?? 1;

/** The same for each channel that the output channel is made of: with its image, its kernel and what it adds. */
export function byPlane(situation: Situation): Situation[] {
  const { setting, parts } = situation;
  const { planes } = setting;
  if (!planes) return [situation];
  return planes.map(({ image, kernel }, plane) => ({
    ...situation,
    plane,
    setting: { ...setting, image, kernel },
    parts: parts.filter((part) => part.plane === plane),
  }));
}

/** Which of the planes is in front. */
export function frontOf({ planes = [] }: Setting, { input_channel }: State): number {
  return Math.max(
    planes.findIndex(({ channel }) => channel === input_channel),
    0,
  );
}

/** One channel as if there were no other: what comes out is its part of the sum, without the bias. */
export function alone(situation: Situation, plane: number): Situation {
  const { planes, ...setting } = situation.setting;
  const own = planes?.[plane];
  if (!own) return situation;
  const isOwn = (term: Term): boolean => term.plane === plane;
  const made: Situation['made'] = (row, column) => situation.made(row, column).filter(isOwn);
  const bare: Setting = { ...setting, image: own.image, kernel: own.kernel, bias: 0 };
  return {
    ...situation,
    plane,
    setting: bare,
    made,
    total: (row, column) => combine(bare, made(row, column)),
    parts: situation.parts.filter(isOwn),
  };
}

/** What has come to a cell of the canvas by now. */
export function come({ made, mode, walk, setting }: Situation, row: number, column: number): readonly Term[] {
  const all = made(row, column);
  return mode.stamping ? all.filter(({ input }) => input[0] * setting.width + input[1] <= walk.active) : all;
}

/** The rows and the columns of the canvas in which an input or kernel cell has a part. */
export function leadsTo({ leads }: Situation, { part, row, column }: Place): readonly [number[], number[]] {
  const [rows, columns] = leads[part === 'kernel' ? 'kernel' : 'input'];
  return [rows[row] ?? [], columns[column] ?? []];
}

/** Whether a cell of the canvas is part of the output. */
export const isKept = ({ both: [rows, columns] }: Situation, row: number, column: number): boolean =>
  row >= rows.start && row < rows.start + rows.size && column >= columns.start && column < columns.start + columns.size;

/** Whether the whole canvas is the output. */
export const isWhole = ({ both }: Situation): boolean => both.every(({ size, full }) => size === full);

/** How many cells of different colours lie side by side. */
export const coloursAcross = (situation: Situation): number => (isSmall(situation) ? coloured(situation)[1] : 2);

/** Rows and columns of what gives its colour: the input cells where they are stamped, else the output cells. */
const coloured = ({ both, mode }: Situation): Pair =>
  mode.scattering ? [both[0].cells, both[1].cells] : [both[0].size, both[1].size];

/** Whether each origin has a colour of its own. */
export function isSmall(situation: Situation): boolean {
  const [height, width] = coloured(situation);
  return height * width <= CELLS_WITH_COLOUR;
}

/** The colour of an input cell where it is stamped, else of an output cell; of more than there are colours, the chosen one alone has one. */
export function colourOf(situation: Situation, row: number, column: number): Colour[] {
  const { mode, focus } = situation;
  if (!mode.scattering && mode.upsampling) return [];
  const place = row * coloured(situation)[1] + column;
  const isChosen =
    focus?.part === (mode.scattering ? 'input' : 'canvas') && focus.row === row && focus.column === column;
  const colour = isSmall(situation) ? COLOURS[place] : isChosen ? COLOURS[0] : undefined;
  return colour ? [colour] : [];
}

/** The colour of a part of the cell in focus. */
export function tintOf(situation: Situation, { input }: Term): Colour {
  const { mode, focus } = situation;
  const [row, column] = mode.scattering ? input : [focus?.row ?? 0, focus?.column ?? 0];
  return colourOf(situation, row, column)[0] ?? 'blue';
}

/** The input cells, and where they are stamped the kernel cells, that the cell in focus is made of. */
export function litBy(situation: Situation): Map<Cell, Colour> {
  const lit = new Map<Cell, Colour>();
  for (const part of situation.parts) {
    const tint = tintOf(situation, part);
    lit.set(cellOf('input', ...part.input), tint);
    if (situation.mode.scattering) lit.set(cellOf('kernel', ...part.kernel), tint);
  }
  return lit;
}

export const isFocus = ({ focus, plane }: Situation, part: Part, row: number, column: number): boolean =>
  focus?.part === part && focus.row === row && focus.column === column && (focus.plane ?? plane) === plane;

/** The input cell in focus, where it leaves a stamp. */
export const stamped = ({ mode, focus }: Situation): Place | null =>
  mode.scattering && focus?.part === 'input' ? focus : null;

/** By which the kernel is multiplied in the stamp; 1 where no input cell is in focus. */
export function stampValue(situation: Situation): number {
  const place = stamped(situation);
  return place ? cellAt(situation.setting.image, place.row, place.column) : 1;
}
