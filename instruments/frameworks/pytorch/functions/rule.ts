/** What an operation on tensors is made of. */
import type { Motions } from '../../../graph/receptive.ts';
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import type { Strides } from '../layout.ts';
import type { Reading } from '../reading.ts';
import type { Result, Short } from '../rules.ts';

export interface Rule {
  readonly parameters: readonly Short[];
  run(args: Reading): Result | { readonly several: readonly Shape[] };
  /** How cells see the input where windows move over it. */
  motions?(args: Reading): Motions;
  /** Where it gives other axes of the same cells: their strides from the input's. */
  strides?(args: Reading, strides: Strides): Strides;
}

export const input = (args: Reading): Shape => args.tensor('input').shape;

/** Whether two sizes are known, and are not one. */
export const differs = (one: Dimension | undefined, other: Dimension | undefined): boolean =>
  one !== null && other !== null && one !== undefined && other !== undefined && one !== other;

/** What PyTorch says of an input. */
export const refused = (message: string, kind: string, shape: Shape): Refusal =>
  new Refusal('RuntimeError', message, kind, { input: shape });
