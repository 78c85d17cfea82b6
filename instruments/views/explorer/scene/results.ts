/** The grids of what comes out: the canvas, the same as a product with a matrix, and PyTorch's result. */
import { at, cellAt, combine } from '../../../arithmetic/index.ts';
import type { Axis, Matrix, Pair } from '../../../arithmetic/index.ts';
import { format } from './look.ts';
import type { Colour, Frame, Grid, Look, Saying } from './look.ts';
import { inputLooks } from './operands.ts';
import { cellOf } from './place.ts';
import { colourOf, coloursAcross, come, isKept, isSmall, isWhole, planeCount, stamped } from './situation.ts';
import type { Situation } from './situation.ts';

const FAINT = 0.35; // what is not concerned, beside what the reader chose
const CROPPED = 0.4;
const STRONGEST_COUNT = 1.4;

/** The look of the canvas's cells. */
function canvasLooks(situation: Situation): (row: number, column: number) => Look | null {
  const { setting, both, mode, walk, focus, chosen, reached, made, total } = situation;
  const most = both.reduce((product, { links }) => product * Math.max(...links.map((all) => all.length)), 1);
  // of more stamps than there are colours, how many there are in a cell is shaded
  const isCrowded = mode.scattering && !mode.upsampling && !isSmall(situation);
  const isWhole = walk.done || !mode.stamping; // all has come: what and how much is known without the parts
  const isPlain = isCrowded && focus?.part !== 'input'; // no stamp has a colour
  const across = coloursAcross(situation);
  const lengthOf = (axis: Axis, place: number): number => at(axis.links, place).length;
  return (row, column) => {
    const appended = row >= both[0].full || column >= both[1].full;
    if (!walk.done && appended) return null;
    if (!walk.done && !mode.stamping && row * walk.across + column > walk.active) return { text: '' };
    const isLost = walk.done && !isKept(situation, row, column);
    const isReached = reached[0].includes(row) && reached[1].includes(column);
    const parts = isWhole ? null : come(situation, row, column);
    const count = parts ? parts.length / planeCount(setting) : lengthOf(both[0], row) * lengthOf(both[1], column);
    const value = mode.counting ? count : parts ? combine(setting, parts) : total(row, column);
    const stamps = (): Colour[] => (parts ?? made(row, column)).flatMap(({ input }) => colourOf(situation, ...input));
    const own = !mode.scattering ? colourOf(situation, row, column) : isPlain ? [] : stamps();
    const isCounted = mode.counting || (isCrowded && !own.length);
    const strength = isCounted ? (STRONGEST_COUNT * count) / most : 1;
    return {
      text: format(value),
      hatch: isLost,
      quiet: !count || isLost,
      shade: appended,
      mark: isReached && (!mode.scattering || focus?.part === 'kernel'),
      fills: !isCounted ? own : count ? ['count'] : [],
      columns: across,
      share: strength * (isLost ? CROPPED : 1) * (chosen && focus?.part !== 'canvas' && !isReached ? FAINT : 1),
    };
  };
}

/** @param out which output channel, where there are several */
export function canvasGrid(situation: Situation, out: number | null): Grid {
  const [rows, columns] = situation.extent.canvas;
  return {
    id: 'canvas',
    title: canvasTitle(situation),
    reserved: canvasTitle({ ...situation, walk: { ...situation.walk, done: true } }),
    rows,
    columns,
    look: canvasLooks(situation),
    cell: (row, column) => cellOf('canvas', row, column),
    frames: canvasFrames(situation),
    ...(out === null ? {} : { suffix: ['channel', out] }),
  };
}

/** A canvas until it is cropped. */
function canvasTitle(situation: Situation): Saying {
  const {
    both: [rows, columns],
    mode,
    walk,
  } = situation;
  if (!mode.transposed) return ['output'];
  if (!walk.done) return ['canvas', rows.full, columns.full];
  const name = (mode.counting ? 'counts_' : '') + (isWhole(situation) ? 'whole' : 'kept');
  return [name, rows.full, columns.full, rows.size, columns.size];
}

export function canvasFrames(situation: Situation): Frame[] {
  const {
    both: [rows, columns],
    mode,
    walk,
    focus,
  } = situation;
  const frames: Frame[] = [];
  if (walk.done || !mode.scattering)
    frames.push({ row: rows.start, column: columns.start, rows: rows.size, columns: columns.size, colour: 'ink' });
  const place = stamped(situation);
  const [colour] = place ? colourOf(situation, place.row, place.column) : [];
  if (place && colour) {
    const [row, column] = [place.row * rows.stride, place.column * columns.stride];
    frames.push({ row, column, rows: rows.reach, columns: columns.reach, colour });
  }
  if (focus?.part === 'canvas')
    frames.push({ row: focus.row, column: focus.column, rows: 1, columns: 1, colour: 'focus' });
  return frames;
}

/** The transposed convolution as matrix times vector: a row for each cell of the canvas, a column for each input cell. */
export function matrixGrid(situation: Situation): Grid {
  const { setting, mode, walk, made, extent } = situation;
  const [rows, columns] = extent.canvas;
  const inputs = setting.height * setting.width;
  const source = (row: number): Pair => [Math.floor(row / columns), row % columns];
  return {
    id: 'matrix',
    title: ['matrix'],
    rows: rows * columns,
    columns: inputs,
    look: (row, column) => {
      if (mode.stamping && column > walk.active) return { text: '' };
      const term = made(...source(row)).find(({ input }) => input[0] * setting.width + input[1] === column);
      const isLost = walk.done && !isKept(situation, ...source(row));
      return {
        text: format(term?.weight ?? 0),
        quiet: !term || isLost,
        hatch: isLost,
        fills: term ? colourOf(situation, ...term.input) : [],
        share: isLost ? CROPPED : 1,
      };
    },
    cell: (row) => cellOf('canvas', ...source(row)),
    frames: matrixFrames(situation),
  };
}

/** Round the column of the input cell in focus, or the row of the canvas cell. */
function matrixFrames(situation: Situation): Frame[] {
  const { setting, extent, focus, both } = situation;
  const [rows, columns] = extent.canvas;
  if (focus?.part === 'canvas') {
    const row = focus.row * columns + focus.column;
    return [{ row, column: 0, rows: 1, columns: setting.height * setting.width, colour: 'focus' }];
  }
  const [colour] = focus?.part === 'input' ? colourOf(situation, focus.row, focus.column) : [];
  if (!focus || !colour) return [];
  const [down, across] = both;
  const row = focus.row * down.stride * columns + focus.column * across.stride;
  const filled = { row, rows: (down.reach - 1) * columns + across.reach };
  const column = focus.row * setting.width + focus.column;
  return [{ row: 0, column, rows: rows * columns, columns: 1, colour, filled }];
}

/** A grid as the vector that the matrix is multiplied with, or gives. */
function vector(id: 'input' | 'canvas', title: string, [rows, columns]: Pair, look: Grid['look']): Grid {
  const source = (row: number): Pair => [Math.floor(row / columns), row % columns];
  return {
    id,
    title: [title],
    rows: rows * columns,
    columns: 1,
    look: (row) => look(...source(row)),
    cell: (row) => cellOf(id, ...source(row)),
    frames: [],
  };
}

export const inputVector = (situation: Situation): Grid =>
  vector('input', 'x', situation.extent.input, inputLooks(situation));
export const canvasVector = (situation: Situation): Grid =>
  vector('canvas', 'y', situation.extent.canvas, canvasLooks(situation));

/** PyTorch's result; what is unlike Keras's is marked. */
export function torchGrid(byPyTorch: Matrix, ours: Matrix): Grid {
  const [rows, columns] = [byPyTorch.length, byPyTorch[0]?.length ?? 0];
  return {
    id: 'torch',
    title: ['torch'],
    rows,
    columns,
    look: (row, column) => {
      const value = cellAt(byPyTorch, row, column);
      return { text: format(value), mark: value !== ours[row]?.[column] };
    },
    cell: () => '',
    frames: [{ row: 0, column: 0, rows, columns, colour: 'ink' }],
  };
}
