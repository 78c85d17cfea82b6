/** Places of a window that is dragged. */
import type { Point } from './shape.ts';
import type { Handle } from './view.ts';

/** The nearest whole number from 0 to `most`. */
export const roundedWithin = (value: number, most: number): number => Math.min(Math.max(Math.round(value), 0), most);

/** The place of this number among `shape` places, the last axis fastest. */
export const placeOf = (number: number, shape: readonly number[]): number[] =>
  shape.reduceRight<[number[], number]>(
    ([place, rest], size) => [[rest % size, ...place], Math.floor(rest / size)],
    [[], number],
  )[0];

export const numberOf = (place: readonly number[], shape: readonly number[]): number =>
  place.reduce((number, index, axis) => number * (shape[axis] ?? 1) + index, 0);

/** The number of the cell in which a point lies, of a grid of (rows, columns) with its corner there; null beside it. */
export function cellUnder(
  [x, y]: Point,
  [left, top]: Point,
  [rows = 0, columns = 0]: readonly number[],
): number | null {
  const [row, column] = [Math.floor(y - top), Math.floor(x - left)];
  return row >= 0 && row < rows && column >= 0 && column < columns ? numberOf([row, column], [rows, columns]) : null;
}

/** The handle `window`, which goes through the cells of an output of this shape; `output`: what the figure calls it. */
export const windowHandle = (output: string, shape: readonly number[]): Handle => ({
  name: 'window',
  least: 0,
  most: () => shape.reduce((product, size) => product * size, 1) - 1,
  text: (window) => `${output}[${placeOf(window, shape).join(', ')}]`,
  plays: true,
});
