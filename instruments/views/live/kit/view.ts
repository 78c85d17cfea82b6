/** A live figure: what the reader can set, what is drawn of it, and what is said. All of it pure. */
import type { Drawing } from './drawing.ts';
import type { Grip } from './grips.ts';
import type { Point } from './shape.ts';

/** What is set, by the name of the handle. */
export type State = Readonly<Record<string, number>>;

export interface Handle {
  name: string;
  least: number;
  most: (state: State) => number;
  /** What stands beside it: `strides=2`. */
  text: (value: number, state: State) => string;
  /** Whether a button goes through all its values by itself: where steps teach. */
  plays?: boolean;
  /** From where to where the button goes, if not from the least to the most. */
  way?: readonly [number, number];
  /** How long a step of it stays, in ms; 900 unless given: more where a step brings several numbers. */
  pace?: number;
}

/** A key of the figure's words in the page's front matter, and what fills its gaps: {0}, {1}, … */
export type Saying = readonly [string, ...(string | number)[]];

export interface View {
  handles: readonly Handle[];
  /** What the figure shows until the reader touches it. */
  initial: State;
  /** Whether the handle that plays begins by itself and begins anew at its end, where the reader has nothing against motion. */
  loops?: boolean;
  draw: (state: State) => Drawing;
  says: (state: State) => Saying;
  /** The parts of the picture that a hand can press or drag: where `touched` sets something. */
  grips?: (now: State) => readonly Grip[];
  /** What of `grips` a finger takes hold of, whichever way it goes: elsewhere a press brings it there, and a swipe up or down scrolls the page. */
  dragHandles?: (now: State) => readonly Grip[];
  /** What is set by a press at a point of the picture; null where it sets nothing and no drag begins. */
  touched?: (at: Point, now: State) => State | null;
  /** What else is set when the handle of this name has been moved. */
  followed?: (state: State, moved: string) => State;
  /** What is set by a drag that began in the state `from` and has come `by` so many cells. */
  dragged?: (from: State, by: Point) => State;
}
