/** A grid that has its place in the picture. */
import { say } from '../words.ts';
import { signOf } from './signs.ts';
import type { Grid, Look } from '../scene/look.ts';

/** Lengths are CSS pixels. */
export interface Placed extends Grid {
  left: number;
  /** Of its cells, below its title. */
  top: number;
  /** How far what lies behind a block's front stands out above it and at its right. */
  lift: number;
  wide: number;
  /** Whether nothing stands at its left. */
  begins: boolean;
  /** Whether it is the first of the picture: what it comes of stands below it. */
  isFirst: boolean;
  /** Its title in the page's words, without the sign. */
  heading: string;
  /** The title of another step whose room is kept; else the same. */
  reservedHeading: string;
  /** In radians, by how much its cells are still to be turned; 0 where it is at rest. */
  turn: number;
  /** Between the grid before and this one. */
  sign: string;
  /** How far below the sheet's top the middle of the sign is, where that is not the grid's own, in CSS pixels. */
  signTop?: number;
}

const SHEET = 6; // CSS pixels, of each channel behind the first
const HIGHEST = 24; // of all of them

/**
 * The grid, without its place as yet; the first has no sign. Each look and each title is made once.
 * @param isNarrow whether there is so little room that titles have fewer letters
 */
export function unplaced(grid: Grid, index: number, isNarrow = false): Placed {
  const looks: (Look | null)[] = [];
  const { columns, reserved } = grid;
  const heading = titleOf(grid, isNarrow);
  return {
    ...grid,
    heading,
    reservedHeading: reserved ? titleOf({ ...grid, title: reserved }, isNarrow) : heading,
    look: (row, column) => (looks[row * columns + column] ??= grid.look(row, column)),
    left: 0,
    top: 0,
    lift: Math.min((grid.behind ?? 0) * SHEET, HIGHEST),
    wide: 0,
    begins: false,
    isFirst: false,
    turn: 0,
    sign: signOf(grid, index),
  };
}

export function titleOf({ title: [name, ...values], suffix, rows, columns }: Grid, isNarrow = false): string {
  const sizes = values.length ? values : [rows, columns];
  const brief = isNarrow && suffix ? say(`title_${name}_narrow`) : '';
  const title = brief || say(`title_${name}`, ...sizes);
  if (!suffix || !title) return title;
  const [ending, ...places] = suffix;
  const short = isNarrow ? say(`title_${ending}_narrow`, ...places) : '';
  return title + (short || say(`title_${ending}`, ...places));
}

/** Its title, and before it the sign that has no place at the left of a grid that begins a line. */
export const signedTitle = ({ sign, begins, isFirst, heading }: Placed): string =>
  (sign && begins && !isFirst ? `${sign} ` : '') + heading;
