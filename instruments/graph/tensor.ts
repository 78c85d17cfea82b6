/** A symbolic tensor: a shape and a kind of number, no values. */
import { Instance } from '../languages/python/classes.ts';
import type { Class } from '../languages/python/classes.ts';
import type { Call } from './graph.ts';
import type { Field } from './receptive.ts';

/** A size, or null where the framework leaves it open (`None`: the batch, a picture of any size). */
export type Dimension = number | null;
export type Shape = readonly Dimension[];

/** An edge of the graph. What it can do (`x.view(…)`, `x + y`) is said by the framework's class of tensors. */
export class Tensor extends Instance {
  /** The call that made it, and which of its outputs it is; null for what no call made. */
  producer: { readonly call: Call; readonly index: number } | null = null;
  /** What its cells see of the model's input; null where that is not known, undefined where it is nothing of it. */
  field: Field | null | undefined = undefined;
  /** How its cells lie in memory, where a framework asks: undefined in order, null where that is not known. */
  strides: readonly number[] | null | undefined = undefined;

  /** How many calls there had been when its cells were changed in place; undefined where they never were. */
  changedAt: number | undefined = undefined;

  /** Whether its kind of number is what the paste says, not what is usual. */
  isTyped = false;

  /** @param meta what the framework keeps about it (a mask, a name, values known at this point) */
  constructor(
    cls: Class,
    readonly shape: Shape,
    readonly dtype: string,
    readonly meta: unknown = undefined,
  ) {
    super(cls);
  }

  /** The same tensor as another edge: what goes into a call and comes out unchanged is a new edge all the same. */
  copy(): Tensor {
    const copy = new Tensor(this.cls, this.shape, this.dtype, this.meta);
    copy.field = this.field;
    copy.strides = this.strides;
    copy.isTyped = this.isTyped;
    return copy;
  }
}

/** What is one of two tensors of a shape, nobody knows which: made by neither; undefined where they differ. */
export function eitherTensor(one: Tensor, other: Tensor): Tensor | undefined {
  const isAlike = one.dtype === other.dtype && JSON.stringify(one.shape) === JSON.stringify(other.shape);
  if (!isAlike) return undefined;
  const either = new Tensor(one.cls, one.shape, one.dtype);
  if (one.field !== undefined || other.field !== undefined) either.field = null;
  either.strides = null;
  either.isTyped = one.isTyped && other.isTyped;
  return either;
}

/** The number of cells, null if a size is open. */
export function cells(shape: Shape): number | null {
  return shape.reduce<number | null>((product, size) => (product === null || size === null ? null : product * size), 1);
}
