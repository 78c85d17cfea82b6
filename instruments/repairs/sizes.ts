/** Which sizes of the input fit: each is tried, and those that fit are told as a rule. */
import type { Shape } from '../graph/tensor.ts';

/** The sizes that are tried. */
export const LARGEST_SIZE = 512;

/** Sizes from 1 to 512, on all sides alike, that fit. */
export interface FittingSizes {
  readonly sizes: readonly number[];
  /** `multiples of 16: 16, 32, … 512` */
  readonly says: string;
}

/**
 * Try every size, one at each step.
 *
 * @param fits whether the paste with that size fits
 */
export function* fittingSizes(fits: (size: number) => boolean): Generator<undefined, FittingSizes> {
  const sizes: number[] = [];
  for (let size = 1; size <= LARGEST_SIZE; size++) {
    if (fits(size)) sizes.push(size);
    yield;
  }
  return { sizes, says: said(sizes) };
}

/** Sizes as a rule where they have one, else as the stretches that they make. */
export function said(sizes: readonly number[]): string {
  const [first, second] = sizes;
  if (first === undefined) return `none from 1 to ${LARGEST_SIZE}`;
  const last = sizes.at(-1) as number;
  if (sizes.length === last - first + 1) {
    if (first === last) return `${first} only`;
    return last === LARGEST_SIZE ? `all from ${first} to ${LARGEST_SIZE}` : `${first}–${last}`;
  }
  const step = (second as number) - first;
  if (sizes.length > 2 && sizes.every((size, index) => size === first + index * step)) {
    const listed = sizes.length > 3 ? `${first}, ${second}, … ${last}` : sizes.join(', ');
    return first === step ? `multiples of ${step}: ${listed}` : `from ${first} in steps of ${step}: ${listed}`;
  }
  return stretches(sizes);
}

/** `5–8, 13–16, … 509–512` */
function stretches(sizes: readonly number[]): string {
  const found: [number, number][] = [];
  for (const size of sizes) {
    const open = found.at(-1);
    if (open?.[1] === size - 1) open[1] = size;
    else found.push([size, size]);
  }
  const told = found.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  return told.length > 6 ? `${told.slice(0, 4).join(', ')}, … ${told.at(-1)}` : told.join(', ');
}

/** Whether a model gives what is wanted: an open size fits any, and the batch is not looked at. */
export function gives(outputs: unknown, wanted: Shape): boolean {
  if (!Array.isArray(outputs) || outputs.length !== wanted.length) return false;
  return wanted.every((size, axis) => axis === 0 || size === null || outputs[axis] === size);
}
