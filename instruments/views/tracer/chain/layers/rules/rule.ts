/** What a layer with its arguments does to a shape. */
import type { Definition } from '../definitions.ts';
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { Shape } from '../shape.ts';

/** How many weights are trained, and how many are not. */
export type Weights = readonly [number, number];

export interface Rule {
  /** @throws Refusal */
  out(x: Shape): Shape;
  /** @throws Refusal where a size that they depend on is not known */
  weights(x: Shape): Weights;
  /** What the call refuses, or may refuse, though the layer was built. */
  called(x: Shape, y: Shape): Refusal | null;
  /** The axes that it takes, the batch's too. */
  readonly min: number;
  readonly max: number;
  /** The key of Keras's words for more axes; "" where it has no short ones. */
  readonly over: string | undefined;
  /** The code for an axis on which nothing is left. */
  readonly nothing: string;
  /** The channels' axis, where the layer knows one. */
  readonly axis: number | undefined;
}

/** The part of a rule that is not as in most layers. */
export type OwnRule = Pick<Rule, 'out'> & Partial<Rule>;

/** Makes the rule of a layer of its arguments. */
export type Maker = (values: Readonly<Record<string, unknown>>, definition: Definition) => OwnRule;

/** A maker that takes its arguments by their types, as the signature has them: `typed` has seen to it. */
export function maker<Values>(make: (values: Values, definition: Definition) => OwnRule): Maker {
  return make as Maker;
}

export const exactly = (axes: number): Pick<Rule, 'min' | 'max'> => ({ min: axes, max: axes });

/** Any shape, unchanged. */
export const unchanged = (): OwnRule => ({ min: 1, out: (x) => x });

/** The size of an axis that weights depend on. */
export const sizeOf = (x: Shape, axis: number): number => x[axis] ?? refuse('channels', { gaps: { axis } });

export const features = (x: Shape): number => sizeOf(x, x.length - 1);
