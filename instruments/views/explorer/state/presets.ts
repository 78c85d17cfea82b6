/** The numbers of the input and the kernel. */
import { range } from '../../../arithmetic/index.ts';
import type { Pair, Setting } from '../../../arithmetic/index.ts';
import type { State, Values } from './state.ts';

/** One number, of the cell of a grid of so many rows and columns. */
type Preset = (row: number, column: number, rows: number, columns: number, seed: number) => number;

const LEAST_OF_KERNEL = -4; // of its random numbers, those of the input begin at 0

/** Row `count` − 1 of Pascal’s triangle, over its sum: 1 2 1 over 4, 1 3 3 1 over 8. */
const binomial = (count: number, index: number): number =>
  index ? (binomial(count, index - 1) * (count - index)) / index : 2 ** (1 - count);

/** A triangle whose middle is 1. */
const triangle = (count: number, index: number): number => 1 - Math.abs(index - (count - 1) / 2) / Math.ceil(count / 2);

const isCentre = (row: number, column: number, rows: number, columns: number): boolean =>
  row === (rows - 1) >> 1 && column === (columns - 1) >> 1;

/** 0 to 9, the same for the same cell and seed. */
function random(row: number, column: number, seed: number): number {
  const { imul } = Math;
  const mixed = imul(seed + 1, 0x9e3779b1) ^ imul(row + 7, 0x85ebca6b) ^ imul(column + 3, 0xc2b2ae35);
  const hash = imul(mixed, 0x2c1b3c6d);
  return (((hash ^ (hash >>> 15)) >>> 0) % 997) % 10;
}

const PRESETS: Readonly<Record<string, Preset>> = {
  ones: () => 1,
  count: (row, column, _, columns) => row * columns + column + 1,
  identity: (row, column, rows, columns) => Number(isCentre(row, column, rows, columns)),
  edge: (row, column, rows, columns) => (isCentre(row, column, rows, columns) ? rows * columns - 1 : -1),
  blur: (row, column, rows, columns) => binomial(rows, row) * binomial(columns, column),
  bilinear: (row, column, rows, columns) => triangle(rows, row) * triangle(columns, column),
  random: (row, column, _, __, seed) => random(row, column, seed),
};

/** A preset, or the numbers with zeros where they end; random ones begin at `least`. */
function filled(values: Values, [rows, columns]: Pair, least: number): number[][] {
  if (typeof values !== 'string')
    return range(rows).map((row) => range(columns).map((column) => values[row]?.[column] ?? 0));
  const [, name = '', seed = ''] = /^([a-z]+)(\d*)$/.exec(values) ?? [];
  const preset = PRESETS[name];
  if (!preset) throw new RangeError(`no preset ${values}`);
  const shift = seed ? least : 0;
  return range(rows).map((row) =>
    range(columns).map((column) => preset(row, column, rows, columns, Number(seed)) + shift),
  );
}

/** The state's layer with its numbers. */
export const setting = (state: State): Setting => ({
  ...state,
  image: filled(state.input, [state.height, state.width], 0),
  kernel: filled(state.kernel, state.kernel_size, LEAST_OF_KERNEL),
});
