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
  /** Whether there is so little room that its title is drawn in fewer letters. */
  isNarrow: boolean;
  /** In radians, by how much its cells are still to be turned; 0 where it is at rest. */
  turn: number;
  /** Between the grid before and this one. */
  sign: string;
}

const SHEET = 6; // CSS pixels, of each channel behind the first
const HIGHEST = 24; // of all of them
/** The grid, without its place as yet; the first has no sign, and each look is made once. */
export function unplaced(grid: Grid, index: number): Placed {
  const looks: (Look | null)[] = [];
  const { columns } = grid;
  return {
    ...grid,
    look: (row, column) => (looks[row * columns + column] ??= grid.look(row, column)),
    left: 0,
    top: 0,
    lift: Math.min((grid.behind ?? 0) * SHEET, HIGHEST),
    wide: 0,
    begins: false,
    isNarrow: false,
    turn: 0,
    sign: signOf(grid, index),
  };
}

export function titleOf({ title: [name, ...values], suffix, rows, columns }: Grid, isNarrow = false): string {
  const title = say(`title_${name}`, ...(values.length ? values : [rows, columns]));
  if (!suffix || !title) return title;
  const [ending, ...places] = suffix;
  const short = isNarrow ? say(`title_${ending}_narrow`, ...places) : '';
  return title + (short || say(`title_${ending}`, ...places));
}

/** The title, and before it the sign that has no place at the left of a grid that begins a line. */
export const signedTitle = (grid: Placed): string =>
  (grid.sign && grid.begins ? `${grid.sign} ` : '') + titleOf(grid, grid.isNarrow);
