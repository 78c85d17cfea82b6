/** What snippets/draw.py has under these names; tests/live/test_drawings.py holds both together. Lengths are in cells, sizes in points. */
export const CELLS = ['blue', 'orange', 'yellow', 'green'] as const;
export const COVER: readonly number[] = [0, 0.5, 0.64, 0.7, 0.74];
export const DIMMED = 0.4;
export const MARGIN = 0.12;
export const SMALL = 8.25;
export const NORMAL = 9.75;
export const LARGE = 12.75;
export const DIGIT = 0.58;
export const MINUS = 0.6;
export const DOT = 0.28;
export const TALL = 0.72;
/** Points of a cell's side. */
export const POINTS = 18;
/** Between a number and the walls of its cell. */
export const FREE = 1.6 / POINTS;
