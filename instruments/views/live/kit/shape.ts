/** What a drawing is made of, as data: it can be compared with the figure that Python draws, and moved from one state to the next. */
import type { CELLS } from './tokens.ts';

export type Colour = (typeof CELLS)[number] | 'count' | 'focus' | 'ink' | 'quiet' | 'line';
/** (x, y) in cells, x to the right and y down. */
export type Point = readonly [number, number];

interface Common {
  /** The same thing in two states has the same key: it moves from one to the other. */
  key: string;
  colour: Colour;
}

export interface Rectangle extends Common {
  kind: 'fill' | 'frame';
  at: Point;
  size: Point;
  /** Of a fill: how much of the paper it covers. Of a frame: how wide its line is, in points. */
  strength: number;
  /** Of a fill: upper left corner and size of the cell that it is a part of. */
  cell?: readonly [Point, Point];
  dashed?: boolean;
  /** Whether it is a circle. */
  round?: boolean;
}

export interface Lines extends Common {
  /** An arrow has two points. */
  kind: 'line' | 'area' | 'arrow';
  points: readonly Point[];
  /** As of a Rectangle. */
  strength: number;
  dashed?: boolean;
}

export interface Text extends Common {
  kind: 'text';
  text: string;
  /** Its middle, or its left or right end. */
  at: Point;
  align: 'center' | 'left' | 'right';
  /** In points. */
  size: number;
  bold: boolean;
}

/** Each pixel a cell of the array, as large as the room allows. */
export interface Picture extends Common {
  kind: 'picture';
  at: Point;
  size: Point;
  values: readonly (readonly number[])[];
  /** What is black and what is white. */
  limits: readonly [number, number];
}

export type Shape = Rectangle | Lines | Text | Picture;
