/** What a running stretch of the paste knows of where it stands. */
import type { Class } from '../classes.ts';
import type { Scope } from '../scope.ts';
import type { Unknown, Value } from '../values.ts';

export interface Frame {
  readonly scope: Scope;
  /** The class whose method runs, and its `self`: what `super()` needs. */
  readonly owner: Class | null;
  readonly receiver: Value | undefined;
  /** Where `yield` puts its values. */
  readonly yields: Value[] | null;
  /** Behind how many of these others would stand, which are not known. */
  passedOver?: { readonly after: number; readonly cause: Unknown };
}

/** How a statement ends: as usual, or by leaving the loop or the function. */
export type Signal = null | 'break' | 'continue' | { readonly returns: Value };

/** Thrown to end the whole reading: too many steps, `exit()`. */
export class Stop extends Error {
  constructor(
    message: string,
    /** Whether the paste itself asked for it. */
    readonly asked = false,
  ) {
    super(message);
  }
}

/** A loop with more turns than this is looked at instead of run, unless it touches a model. */
export const MANY_TURNS = 1000;
export const MOST_STEPS = 1_000_000;
/** Milliseconds, unless others are asked for; only a hostile paste needs as many with so few steps. */
export const LONGEST = 3000;
/** Deeper recursion than this is not followed; CPython stops at 1000. */
export const MOST_CALLS = 150;
