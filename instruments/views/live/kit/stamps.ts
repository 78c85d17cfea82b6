/** The 2×2 input and the kernel of ones that the chapter stamps. */
import type { Term } from '../../../arithmetic/index.ts';

export const IMAGE = [
  [1, 2],
  [3, 4],
];
export const KERNEL = [
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
];
export const COLUMNS = 2;

/** The number of the stamp that a term belongs to: that of its input cell. */
export const stampOf = ({ input }: Term): number => input[0] * COLUMNS + input[1];
