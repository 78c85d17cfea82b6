/** What PyTorch keeps while a paste is read: the classes of tensors and modules, and the calls from its top level. */
import type { Call } from '../../graph/graph.ts';
import { Tensor } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import type { Class, Instance } from '../../languages/python/classes.ts';
import type { Context } from '../../languages/python/context.ts';

export class Session {
  /** The calls of modules that no other module made, in order. */
  readonly calls: Call[] = [];
  /** The modules' classes that the paste defines, in order. */
  readonly classes: Class[] = [];
  /** Whether a module is in training mode where its own does not say: batch statistics need more than one value. */
  readonly evaluating = new WeakSet<Instance>();

  constructor(
    readonly context: Context,
    /** The class of tensors. */
    readonly tensors: Class,
  ) {}

  tensor(shape: Shape, dtype = 'float32'): Tensor {
    return new Tensor(this.tensors, shape, dtype);
  }
}
