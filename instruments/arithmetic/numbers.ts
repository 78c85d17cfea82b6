/** What the arithmetic needs of numbers and arrays. */

/** Rows, then columns. */
export type Pair = readonly [number, number];
export type Matrix = readonly (readonly number[])[];
/** 0 is the rows' axis, 1 the columns'. */
export type AxisIndex = 0 | 1;

/** 0, 1, … up to `count`; none where it is negative. */
export function range(count: number): number[] {
  const numbers: number[] = [];
  for (let index = 0; index < count; index++) numbers.push(index); // Array.from would take several times as long
  return numbers;
}

/** Something for the rows, and the same for the columns. */
export const forBoth = <Made>(make: (axis: AxisIndex) => Made): [Made, Made] => [make(0), make(1)];

/** Throws: RangeError where the array ends before. */
export function at<Entry>(array: readonly Entry[], index: number): Entry {
  const entry = array[index];
  // looked up only where there may be none: this is asked for each product of each cell
  if (entry === undefined && !(index in array)) throw new RangeError(`no entry ${index} among ${array.length}`);
  return entry as Entry;
}

/** Throws: RangeError where there is no such cell. */
export function cellAt<Entry>(rows: readonly (readonly Entry[])[], row: number, column: number): Entry {
  return at(at(rows, row), column);
}
