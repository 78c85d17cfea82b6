/** How large the numbers in the cells are: they keep from the walls as those of the figures do. Lengths are CSS pixels. */
import { DIGIT, FREE } from '../../live/kit/tokens.ts';

export const TITLE_FONT = 12; // of a grid's title
const LEAST = 11;
const TIGHT = 10; // on a phone, where it saves the reader scrolling
const MOST = 17;
const OF_CELL = 0.4;
const WRITTEN = 1 - 2 * FREE; // of a cell's width, what its number may take
const EASY = 1 - 3 * FREE; // the same where there is room: all cells are full, unlike those of a figure

/** @param cell its side @param longest characters in a cell */
export const letters = (cell: number, longest: number): number => {
  const [fitting, easy] = [WRITTEN, EASY].map((share) => (cell * share) / (longest * DIGIT)) as [number, number];
  return Math.min(Math.max(cell * OF_CELL, LEAST), MOST, Math.max(easy, Math.min(fitting, LEAST)));
};

const cellFor = (longest: number, size: number, share: number): number => Math.ceil((longest * size * DIGIT) / share);

/** The side of the smallest cell in which so many characters can be read. */
export const leastCell = (longest: number): number => cellFor(longest, LEAST, EASY);

/** The same on a phone, where larger cells would not all be in sight; and where not even these are. */
export const [closeCell, tightCell] = [LEAST, TIGHT].map(
  (size) =>
    (longest: number): number =>
      cellFor(longest, size, WRITTEN),
) as [(longest: number) => number, (longest: number) => number];
