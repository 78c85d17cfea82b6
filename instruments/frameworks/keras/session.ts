/** What Keras keeps while a paste is read: counters of names, global settings, the models that were made. */
import type { Call } from '../../graph/graph.ts';
import type { Shape } from '../../graph/tensor.ts';
import { Tensor } from '../../graph/tensor.ts';
import type { Class, Instance } from '../../languages/python/classes.ts';
import type { Context } from '../../languages/python/context.ts';
import { Refusal } from '../../languages/python/errors.ts';
import { snakeCase, tuple } from './text.ts';

export type DataFormat = 'channels_last' | 'channels_first';

export class Session {
  /** `keras.config.image_data_format()` */
  dataFormat: DataFormat = 'channels_last';
  /** `keras.config.floatx()`, or the policy that `set_dtype_policy` made the default. */
  dtype = 'float32';
  /** Every model that was made, in order; models that are only layers of others, too. */
  readonly models: Instance[] = [];
  /** The models' classes that the paste defines, in order. */
  readonly classes: Class[] = [];
  /** The call that infers shapes: the layers in it do not check their input. */
  inferring: Call | null = null;
  /** The Sequential whose layers are built though it is not called, and the call in which that is. */
  stack: { readonly model: Instance; readonly within: Call | null } | null = null;
  private readonly counts = new Map<string, number>();

  constructor(
    readonly context: Context,
    /** The class of symbolic tensors. */
    readonly tensors: Class,
  ) {}

  /** The name of the next layer of a class that was given none: `conv2d`, `conv2d_1`. */
  automaticName(type: string): string {
    const base = snakeCase(type);
    const count = this.counts.get(base) ?? 0;
    this.counts.set(base, count + 1);
    return count ? `${base}_${count}` : base;
  }

  /** `keras.utils.clear_session()`: names begin afresh. */
  clear(): void {
    this.counts.clear();
  }

  /** @throws Refusal for a size below zero, whatever makes the tensor */
  tensor(shape: Shape, dtype = this.dtype, meta?: unknown): Tensor {
    requireSizes(shape);
    return new Tensor(this.tensors, shape, dtype, meta);
  }
}

/** @throws Refusal where a size is negative */
export function requireSizes(shape: Shape): void {
  if (shape.every((size) => size === null || size >= 0)) return;
  const message = `Cannot convert '${tuple(shape)}' to a shape. Negative dimensions are not allowed.`;
  throw new Refusal('ValueError', message, 'negative', { shape });
}
