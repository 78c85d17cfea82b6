/** What a model computes, step by step: the calls of its layers and functions, those of models inside it opened. */
import { edgeOf, tensorsIn } from './graph.ts';
import type { Call } from './graph.ts';
import type { Tensor } from './tensor.ts';
import { Instance } from '../languages/python/classes.ts';
import type { Value } from '../languages/python/values.ts';

export interface Program {
  readonly root: Instance;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** Which of them were changed in place after they had been made. */
  readonly changed: ReadonlySet<Tensor>;
  /** In an order in which they can be run; only those that an output needs. */
  readonly steps: readonly Step[];
}

/** A call of a layer or a function that holds no other. */
export interface Step {
  readonly call: Call;
  readonly type: string;
  /** The layer that is called; null for a function. */
  readonly layer: Instance | null;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** Whether cells of what goes in had been changed in place, which no step tells. */
  readonly takesChanged: boolean;
}

/**
 * @param isOpened whether a call is a model's or a layer's of the paste: what it calls stands for it
 */
export function programOf(
  root: Instance,
  calls: readonly Call[],
  ends: { readonly inputs: readonly Tensor[]; readonly outputs: readonly Tensor[] },
  isOpened: (call: Call) => boolean,
): Program {
  const all = calls.flatMap(function open(call): Call[] {
    return isOpened(call) ? call.children.flatMap(open) : [call];
  });
  const from = (tensor: Tensor): Tensor => origin(tensor, isOpened);
  const outputs = ends.outputs.map(from);
  const needed = new Set(outputs.map(edgeOf));
  const steps: Step[] = [];
  for (const call of [...all].reverse()) {
    if (!call.outputs.some((tensor) => needed.has(edgeOf(tensor)))) continue;
    const inputs = call.inputs.map(from);
    const takesChanged = call.inputs.some((tensor) => isChanged(tensor, call.order, isOpened));
    for (const tensor of inputs) needed.add(edgeOf(tensor));
    const layer = call.callee instanceof Instance ? call.callee : null;
    steps.unshift({ call, type: call.type, layer, inputs, outputs: call.outputs, takesChanged });
  }
  const changed = new Set(outputs.filter((_, index) => isChanged(ends.outputs[index] as Tensor, Infinity, isOpened)));
  return { root, inputs: ends.inputs, outputs, changed, steps };
}

/** Whether it was changed in place before so many calls, here or in the call that gave it. */
function isChanged(tensor: Tensor, before: number, isOpened: (call: Call) => boolean): boolean {
  if (tensor.changedAt !== undefined && tensor.changedAt <= before) return true;
  const inner =
    tensor.producer && isOpened(tensor.producer.call) && tensor.producer.call.returned[tensor.producer.index];
  return inner ? isChanged(inner, before, isOpened) : false;
}

/** What an opened call gave comes from a call inside it. */
function origin(tensor: Tensor, isOpened: (call: Call) => boolean): Tensor {
  let made = tensor;
  while (made.producer && isOpened(made.producer.call)) {
    const inner = made.producer.call.returned[made.producer.index];
    if (!inner) return made;
    made = inner;
  }
  return made;
}

/** The tensors of a value, through tuples, lists and dicts. */
export const tensorsOf = (value: Value): Tensor[] => tensorsIn([value]);
