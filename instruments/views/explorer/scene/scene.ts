/** What is to be seen: number grids with their colours, for every view and step; and what is said of them. */
import { combine, hasKernel, isDepthwise, isSeparable, kept, outputChannels } from '../../../arithmetic/index.ts';
import type { Matrix, Setting } from '../../../arithmetic/index.ts';
import type { Cell, State } from '../state/state.ts';
import { beamOf } from './beams.ts';
import { foldedGrids } from './blocks.ts';
import { format } from './look.ts';
import type { Beam, Grid } from './look.ts';
import { biasGrid, inputGrid, kernelGrid, pointwiseGrid, productsGrid } from './operands.ts';
import { placeOf } from './place.ts';
import type { Place } from './place.ts';
import { canvasGrid, canvasVector, inputVector, matrixGrid, torchGrid } from './results.ts';
import { explained, happened } from './sentences.ts';
import type { Sentence } from './sentences.ts';
import { alone, byPlane, frontOf, planeCount, reckoned, situationOf, stampValue } from './situation.ts';
import type { Situation } from './situation.ts';

const LARGEST_MATRIX = 1600; // cells

export interface Scene {
  grids: Grid[];
  /** Null where nothing leads from the input to the canvas now. */
  beam: Beam | null;
  /** Characters in a cell, at most. */
  longest: number;
  says: Sentence[];
  /** Of each cell of the canvas, in the end. */
  values: Matrix;
  step: number;
  /** The step that shows the result. */
  last: number;
  done: boolean;
  /** The cell of this step's stamp or window. */
  now: Place | null;
}

/** What the reader looks at. */
interface Gaze {
  /** Where the pointer or the keyboard is. */
  pointed: Cell;
  /** PyTorch's result, where it is drawn too and is another. */
  byPyTorch: Matrix | null;
}

/** The scene of a setting that Keras takes. */
export function scene(setting: Setting, state: State, { pointed, byPyTorch }: Gaze): Scene {
  const situation = situationOf(setting, state, pointed);
  const { both, walk, chosen } = situation;
  const { values } = reckoned(setting);
  const out = Math.min(state.output_channel, outputChannels(setting) - 1);
  const tooLarge = isTooLarge(situation);
  const isMatrix = situation.mode.matrix && !tooLarge;
  // a matrix is of one channel; the others are added
  const shown = isMatrix && planeCount(setting) > 1 ? alone(situation, frontOf(setting, state)) : situation;
  const grids = isMatrix ? matrixGrids(shown) : plainGrids(situation, state, out);
  if (byPyTorch) grids.push(torchGrid(byPyTorch, kept(both, values)));
  const says = [
    ...(tooLarge ? [['tooLarge', ...matrixSize(situation)] as const] : []),
    ...(shown === situation ? [] : [['oneChannel', setting.planes?.[shown.plane ?? 0]?.channel ?? 0, out] as const]),
    ...(chosen ? [] : happened(shown)),
    ...(walk.done && !chosen && areFiltersEqual(setting, state) ? [['equalFilters'] as const] : []),
    ...explained(shown, out),
  ];
  const longest = longestText(situation, values, byPyTorch);
  const beam = tooLarge ? null : beamOf(situation);
  return {
    grids,
    beam,
    longest,
    says,
    values,
    step: walk.step,
    last: walk.last,
    done: walk.done,
    now: walk.now,
  };
}

/** The last is filled as a cell is looked at. */
function plainGrids(situation: Situation, state: State, out: number): Grid[] {
  const { setting, mode } = situation;
  if (isFolded(setting, state)) return foldedGrids(situation, frontOf(setting, state), out);
  if (setting.planes) return deepGrids(situation, out);
  const grids = [inputGrid(situation)];
  if (hasKernel(setting)) grids.push(kernelGrid(situation));
  grids.push(canvasGrid(situation, null));
  if (!mode.upsampling) grids.push(productsGrid(situation));
  return grids;
}

/** Whether of several channels only one is seen; a cell of another that is kept has all of them seen. */
function isFolded(setting: Setting, state: State): boolean {
  const { plane } = placeOf(state.cell) ?? {};
  return (
    planeCount(setting) > 1 && state.depth === 'folded' && (plane === undefined || plane === frontOf(setting, state))
  );
}

/** For each channel its input, its kernel and their products; the bias; and what all of them come to. */
function deepGrids(situation: Situation, out: number): Grid[] {
  const { setting, mode } = situation;
  const grids = byPlane(situation).flatMap((plane) => [
    inputGrid(plane),
    ...(hasKernel(setting) ? [kernelGrid(plane)] : []),
    ...(isSeparable(setting) ? [pointwiseGrid(plane, out)] : []),
    ...(mode.upsampling ? [] : [productsGrid(plane)]),
  ]);
  if (setting.use_bias) grids.push(biasGrid(setting, out));
  return [...grids, canvasGrid(situation, outputChannels(setting) > 1 ? out : null)];
}

const matrixGrids = (situation: Situation): Grid[] => [
  kernelGrid(situation),
  matrixGrid(situation),
  inputVector(situation),
  canvasVector(situation),
];

/** Whether every filter has the same numbers, so that what they come to differs by the bias alone. */
function areFiltersEqual(setting: Setting, { kernel }: State): boolean {
  if (!hasKernel(setting) || isDepthwise(setting) || outputChannels(setting) === 1) return false;
  return typeof kernel === 'string' && !/^(count|random)/.test(kernel);
}

/** Rows and columns of the matrix. */
function matrixSize({ setting, extent }: Situation): [number, number] {
  return [extent.canvas[0] * extent.canvas[1], setting.height * setting.width];
}

function isTooLarge(situation: Situation): boolean {
  const [rows, columns] = matrixSize(situation);
  return situation.mode.matrix && rows * columns > LARGEST_MATRIX;
}

/** Characters of the longest number that this step or another may show. */
function longestText(situation: Situation, values: Matrix, byPyTorch: Matrix | null): number {
  const { setting, mode, parts } = situation;
  const isWindow = parts.length > 0 && !mode.stamping && !mode.upsampling;
  const stamp = stampValue(situation);
  const products = isWindow
    ? [parts.map(({ weight, value }) => weight * value)]
    : setting.kernel.map((row) => row.map((weight) => weight * stamp));
  const sums = byPlane(situation).flatMap(({ parts }) =>
    parts.length > 0 ? [combine({ ...setting, bias: 0 }, parts)] : [],
  );
  const operands = (setting.planes ?? [setting]).flatMap(({ image, kernel }) => [image, kernel]);
  return longestOf([...operands, products, [sums], mode.counting ? [] : values, byPyTorch ?? []]);
}

/** Characters of the longest of all these numbers: of whole ones the least or the greatest, the others have to be written. */
function longestOf(grids: readonly Matrix[]): number {
  let [least, most, areWhole] = [Infinity, -Infinity, true];
  for (const grid of grids)
    for (const row of grid)
      for (const value of row) {
        if (value < least) least = value;
        if (value > most) most = value;
        areWhole &&= Number.isInteger(value);
      }
  const shown = areWhole ? [least, most] : grids.flat(2);
  return Math.max(...shown.map((value) => format(value).length));
}
