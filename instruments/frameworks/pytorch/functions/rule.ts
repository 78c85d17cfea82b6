/** What an operation on tensors is made of. */
import type { Motions } from '../../../graph/receptive.ts';
import type { Shape } from '../../../graph/tensor.ts';
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
