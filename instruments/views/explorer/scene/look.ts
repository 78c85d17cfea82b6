/** What the scene is made of: grids, and how each of their cells is drawn. */
import type { Cell } from '../state/state.ts';

/** The classes fill-… and stroke-… of the style sheet. */
export type Colour =
  'blue' | 'orange' | 'yellow' | 'green' | 'count' | 'focus' | 'ink' | 'quiet' | 'line' | 'paper' | 'shade';

export interface Look {
  text: string;
  /** Each in its part of the cell. */
  fills?: readonly Colour[];
  /** How many of the cells that have these colours lie side by side; 2 where it is not given. */
  columns?: number;
  /** Of the usual strength; 1 where it is not given. */
  share?: number;
  quiet?: boolean;
  /** The number of the kernel that lies over this cell, small in its corner. */
  over?: string;
  /** A zero that was put there. */
  shade?: boolean;
  /** Not in the result. */
  hatch?: boolean;
  /** Looked at. */
  mark?: boolean;
}

/** Round some cells. */
export interface Frame {
  row: number;
  column: number;
  rows: number;
  columns: number;
  colour: Colour;
  /** Of a frame that may be higher than the picture: which of the grid's rows have what it is about. */
  filled?: { row: number; rows: number };
}

export type GridId = 'input' | 'kernel' | 'canvas' | 'products' | 'matrix' | 'torch' | 'pointwise' | 'bias' | 'sums';

/** A key of the page's words, and what fills its gaps. */
export type Saying = readonly [string, ...(string | number)[]];

export interface Grid {
  id: GridId;
  /** Where it has no values, the grid's size fills the gaps. */
  title: Saying;
  /** Added to the title: which channel it is. */
  suffix?: Saying;
  /** Of several channels: the place of this one among those that are added; the bias comes last. */
  plane?: number;
  /** Of a block: how many grids of the same size lie behind this one. */
  behind?: number;
  /** Another title, of another step, whose room is kept so that nothing moves. */
  reserved?: Saying;
  rows: number;
  columns: number;
  /** Null where nothing is drawn. */
  look(row: number, column: number): Look | null;
  /** What the place stands for, "" for nothing. */
  cell(row: number, column: number): Cell;
  frames: readonly Frame[];
}

/** From some cells of a grid to what they lead to in another: a window to its output, an input cell to its stamp. */
export interface Beam {
  from: Omit<Frame, 'colour'>;
  to: Omit<Frame, 'colour'>;
  colour: Colour;
}

/** A number as the reader sees it. */
export const format = (value: number, digits = 2): string =>
  String(Number.isInteger(value) ? value : Number(value.toFixed(digits))).replace('-', '−');
