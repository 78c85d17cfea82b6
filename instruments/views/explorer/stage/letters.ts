/** How large the numbers in the cells are: they keep from the walls as those of the figures do. Lengths are CSS pixels. */
import { DIGIT, FREE } from '../../live/kit/tokens.ts';

export const TITLE_FONT = 12; // of a grid's title
const LEAST = 11;
const TIGHT = 10; // on a phone, where it saves the reader scrolling
const MOST = 17;
const OF_CELL = 0.4;
const WRITTEN = 1 - 2 * FREE; // of a cell's width, what its number may take

/** @param cell its side @param longest characters in a cell */
export const letters = (cell: number, longest: number): number =>
  Math.min(Math.max(cell * OF_CELL, LEAST), MOST, (cell * WRITTEN) / (longest * DIGIT));

/** The side of the smallest cell in which so many characters can be read. */
export const leastCell = (longest: number, size = LEAST): number => Math.ceil((longest * size * DIGIT) / WRITTEN);

/** The same on a phone, where larger cells would not all be in sight. */
export const tightCell = (longest: number): number => leastCell(longest, TIGHT);
