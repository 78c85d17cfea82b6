/** The grids of what is multiplied: the input, the kernel, and their products. */
import { cellAt, combine, hasKernel, range, spread, isLine } from '../../../arithmetic/index.ts';
import type { Axis, Pair, Setting } from '../../../arithmetic/index.ts';
import { format } from './look.ts';
import type { Colour, Frame, Grid, Look, Saying } from './look.ts';
import { cellOf } from './place.ts';
import {
  colourOf,
  coloursAcross,
  isFocus,
  leadsTo,
  litBy,
  planeCount,
  stamped,
  stampValue,
  tintOf,
} from './situation.ts';
import type { Situation } from './situation.ts';
import type { Cell } from '../state/state.ts';

const FAINT = 0.35; // what is not concerned, beside what the reader chose

/** The look of input cells. */
export function inputLooks(situation: Situation): (row: number, column: number) => Look {
  const { setting, mode, focus, chosen } = situation;
  const lit = litBy(situation);
  const columns = coloursAcross(situation);
  return (row, column) => {
    const [down, across] = leadsTo(situation, { part: 'input', row, column });
    const used = lit.get(cellOf('input', row, column));
    const unused = !down.length || !across.length;
    const isLooked = isFocus(situation, 'input', row, column);
    const windows = (): Colour[] => down.flatMap((y) => across.flatMap((x) => colourOf(situation, y, x)));
    return {
      text: format(cellAt(setting.image, row, column)),
      quiet: unused,
      hatch: unused,
      mark: isLooked || (used !== undefined && !mode.framed),
      fills: used ? [used] : mode.scattering ? colourOf(situation, row, column) : windows(),
      columns,
      share: chosen && focus?.part !== 'kernel' && !used && !isLooked ? FAINT : 1,
    };
  };
}

/** Along an axis, which input cell stands where; -1 for what is put around and between. */
function places({ mode }: Situation, { cells, stride, reach, before, after }: Axis): number[] {
  if (mode.zeros) return spread(cells, stride, reach - 1, reach - 1);
  return mode.scattering ? range(cells) : spread(cells, 1, before, after);
}

/** The input, with what is put around it and between its cells. */
export function inputGrid(situation: Situation): Grid {
  const { both, mode, walk, extent } = situation;
  const [down, across] = [places(situation, both[0]), places(situation, both[1])];
  const look = inputLooks(situation);
  const source = (row: number, column: number): Pair | null => {
    const cell = [down[row] ?? -1, across[column] ?? -1] as const;
    return cell[0] >= 0 && cell[1] >= 0 ? cell : null;
  };
  const isBorder = (all: readonly number[], at: number): boolean =>
    at < all.indexOf(0) || at > all.indexOf(Math.max(...all));
  const zero = (row: number, column: number): Look | null => {
    const border = isBorder(down, row) || isBorder(across, column);
    const isThere = walk.step >= (border ? walk.first.length : 1);
    return isThere ? { ...nothing(situation), shade: border } : null;
  };
  const over = kernelOver(situation);
  return {
    id: 'input',
    title: mode.zeros ? ['inserted'] : ['input', ...extent.input],
    rows: down.length,
    columns: across.length,
    look: (row, column) => {
      const cell = source(row, column);
      const own = cell ? look(...cell) : zero(row, column);
      return own && { ...own, ...over(row, column) };
    },
    cell: (row, column) => {
      const cell = source(row, column);
      return cell ? cellOf('input', ...cell, situation.plane) : '';
    },
    frames: windowFrame(situation),
    ...ofPlane(situation, 'input'),
  };
}

/** Of several channels, which it is. */
function ofPlane({ setting, plane }: Situation, part: 'input' | 'kernel'): Pick<Grid, 'plane' | 'suffix'> {
  const shown = plane === undefined ? undefined : setting.planes?.[plane];
  if (plane === undefined || !shown) return {};
  return {
    plane,
    suffix: part === 'input' ? ['channel', shown.channel] : [isLine(setting) ? 'sliceLine' : 'slice', ...shown.place],
  };
}

/** The kernel laid over the window of the cell in focus: it moves with the window. */
function kernelOver(situation: Situation): (row: number, column: number) => Pick<Look, 'over'> {
  const { setting, both, focus, mode, parts } = situation;
  if (!hasKernel(setting) || mode.stamping || focus?.part !== 'canvas' || !parts.length) return () => ({});
  const source = turned(situation);
  const place = ({ stride, dilation, kernel }: Axis, at: number, from: number): number | null => {
    const steps = (at - from * (mode.zeros ? 1 : stride)) / dilation;
    return Number.isInteger(steps) && steps >= 0 && steps < kernel ? steps : null;
  };
  return (row, column) => {
    const down = place(both[0], row, focus.row);
    const across = place(both[1], column, focus.column);
    if (down === null || across === null) return {};
    return { over: format(cellAt(setting.kernel, ...source(down, across))) };
  };
}

/** Round the window of the cell in focus. */
export function windowFrame({ both: [rows, columns], mode, parts, focus }: Situation): Frame[] {
  if (!focus || !parts.length || !(mode.zeros || mode.framed)) return [];
  const row = focus.row * (mode.zeros ? 1 : rows.stride);
  const column = focus.column * (mode.zeros ? 1 : columns.stride);
  return [{ row, column, rows: rows.reach, columns: columns.reach, colour: 'focus' }];
}

/** A zero that was put there; of a pooling layer, no number. */
const nothing = ({ mode }: Situation): Look => ({ text: mode.pooling ? '' : '0', quiet: true, shade: true });

/** Which kernel cell stands where: turned by half where a window gathers stamps. */
function turned({ both: [rows, columns], mode }: Situation): (row: number, column: number) => Pair {
  return (row, column) => (mode.zeros ? [rows.kernel - 1 - row, columns.kernel - 1 - column] : [row, column]);
}

export function kernelGrid(situation: Situation): Grid {
  const { both, setting, mode } = situation;
  const lit = litBy(situation);
  const source = turned(situation);
  const name = (row: number, column: number): Cell => cellOf('kernel', ...source(row, column));
  return {
    id: 'kernel',
    title: [mode.zeros ? 'flipped' : 'kernel'],
    rows: both[0].kernel,
    columns: both[1].kernel,
    look: (row, column) => {
      const used = lit.get(name(row, column));
      return {
        text: format(cellAt(setting.kernel, ...source(row, column))),
        fills: used ? [used] : [],
        mark: used !== undefined || isFocus(situation, 'kernel', ...source(row, column)),
      };
    },
    cell: (row, column) => cellOf('kernel', ...source(row, column), situation.plane),
    frames: [],
    ...ofPlane(situation, 'kernel'),
  };
}

/** The stamp of the input cell, or the products of the window that is looked at: its cells are empty while none is, for a gap would stand there. */
export function productsGrid(situation: Situation): Grid {
  const { both, mode } = situation;
  const source = turned(situation);
  const isIdle = mode.stamping && !stamped(situation);
  const title: Saying = mode.stamping
    ? ['stamp', format(stampValue(situation))]
    : [mode.pooling ? 'window' : 'products'];
  return {
    id: 'products',
    title: isIdle ? ['none'] : title,
    reserved: title,
    rows: both[0].kernel,
    columns: both[1].kernel,
    // the room of a stamp is kept, so that nothing moves when there is one
    look: (row, column) => (isIdle ? null : productLook(situation, source(row, column))),
    cell: () => '',
    frames: [],
    ...(situation.plane === undefined ? {} : { plane: situation.plane }),
  };
}

/** One number, by itself. */
const single = (id: 'pointwise' | 'bias', title: Saying, value: number, plane: number): Grid => ({
  id,
  title,
  plane,
  rows: 1,
  columns: 1,
  look: () => ({ text: format(value) }),
  cell: () => '',
  frames: [],
});

/** By which a separable convolution multiplies what a channel comes to. */
export function pointwiseGrid({ setting, plane = 0 }: Situation, out: number): Grid {
  return single('pointwise', ['pointwise', plane, out], setting.planes?.[plane]?.scale ?? 1, plane);
}

/** What is added in the end. */
export const biasGrid = (setting: Setting, out: number): Grid =>
  single('bias', ['bias', out], setting.bias ?? 0, planeCount(setting));

function productLook(situation: Situation, [row, column]: Pair): Look {
  const { setting, mode, parts } = situation;
  if (!mode.stamping && !parts.length) return { text: '' };
  const place = stamped(situation);
  if (place)
    return {
      text: format(stampValue(situation) * cellAt(setting.kernel, row, column)),
      fills: colourOf(situation, place.row, place.column),
    };
  const term = parts.find(({ kernel }) => kernel[0] === row && kernel[1] === column);
  if (!term) return nothing(situation);
  const isLargest = setting.op === 'MaxPooling2D' && term.value === combine(setting, parts);
  return { text: format(term.weight * term.value), fills: [tintOf(situation, term)], mark: isLargest };
}
