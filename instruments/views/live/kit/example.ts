/** The small image and kernel that the chapters count with. */

export const IMAGE = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
];
export const KERNEL = [
  [1, 2],
  [3, 4],
];
