/** From tensors back to the calls that made them, in Keras's order: `map_graph` of a functional model. */
import { edgeOf } from '../../../graph/graph.ts';
import type { Call } from '../../../graph/graph.ts';
import type { Tensor } from '../../../graph/tensor.ts';
import type { NativeFunction } from '../../../languages/python/callables.ts';
import { Instance } from '../../../languages/python/classes.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { stateOf } from '../layer/state.ts';
import { tuple } from '../text.ts';
import { isInputLayer } from './input.ts';

/** A layer, or one use of a function: Keras makes an operation of each. */
type Operation = Instance | Call;

function operationOf(call: Call): Operation {
  return call.callee instanceof Instance ? call.callee : call;
}

export interface Network {
  /** The calls between inputs and outputs, those first on which others stand. */
  readonly calls: readonly Call[];
  /** Layers and operations in the order of `model.layers`. */
  readonly operations: readonly Operation[];
}

/** @throws Refusal `graph` where an output does not come from the inputs, or two layers have one name */
export function network(inputs: readonly Tensor[], outputs: readonly Tensor[]): Network {
  const { order, indices } = depthFirst(inputs, outputs);
  const { callDepths, operationDepths } = depths(order);
  for (const tensor of inputs) {
    const call = tensor.producer?.call;
    if (!call || !isInputLayer(call.callee) || operationDepths.has(call.callee)) continue;
    operationDepths.set(call.callee, 0);
    indices.set(call.callee, -1);
    callDepths.set(call, 0);
  }
  const operations = [...operationDepths.keys()].sort(
    (one, other) =>
      (operationDepths.get(other) as number) - (operationDepths.get(one) as number) ||
      (indices.get(one) as number) - (indices.get(other) as number),
  );
  const calls = [...callDepths.keys()].sort(
    (one, other) => (callDepths.get(other) as number) - (callDepths.get(one) as number),
  );
  requireConnected(inputs, calls);
  requireNames(operations);
  return { calls, operations };
}

/** What is computed at once, of numbers: a layer that is called with it is no part of the model. */
const isConstant = ({ field }: Tensor): boolean => field === undefined;

function depthFirst(
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
): { order: Call[]; indices: Map<Operation, number> } {
  const order: Call[] = [];
  const indices = new Map<Operation, number>();
  const seen = new Set<Call>();
  const given = new Set(inputs);
  // A stack instead of recursion: a deep model must not exhaust JavaScript's.
  const stack: { tensor: Tensor; call?: Call }[] = [...outputs].reverse().map((tensor) => ({ tensor }));
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (top.call) {
      order.push(top.call);
      continue;
    }
    const call = isConstant(top.tensor) ? undefined : top.tensor.producer?.call;
    if (!call || seen.has(call)) continue;
    seen.add(call);
    if (!isInputLayer(call.callee) && given.has(top.tensor)) continue;
    const operation = operationOf(call);
    if (!indices.has(operation)) indices.set(operation, indices.size);
    stack.push({ tensor: top.tensor, call });
    stack.push(...[...call.inputs].reverse().map((tensor) => ({ tensor })));
  }
  return { order, indices };
}

function depths(order: readonly Call[]): { callDepths: Map<Call, number>; operationDepths: Map<Operation, number> } {
  const callDepths = new Map<Call, number>();
  const operationDepths = new Map<Operation, number>();
  const inGraph = new Set(order);
  for (const call of [...order].reverse()) {
    const operation = operationOf(call);
    const depth = Math.max(callDepths.get(call) ?? 0, operationDepths.get(operation) ?? 0);
    operationDepths.set(operation, depth);
    callDepths.set(call, depth);
    for (const tensor of call.inputs) {
      const parent = tensor.producer?.call;
      if (!parent || !inGraph.has(parent)) continue;
      callDepths.set(parent, Math.max(depth + 1, callDepths.get(parent) ?? 0));
    }
  }
  return { callDepths, operationDepths };
}

/** Whether a tensor is one of those edges, a constant or a weight. */
const isComputed = (tensor: Tensor, computed: ReadonlySet<Tensor>): boolean =>
  computed.has(edgeOf(tensor)) || tensor.producer === null || isConstant(tensor);

function requireConnected(inputs: readonly Tensor[], calls: readonly Call[]): void {
  const computed = new Set(inputs.map(edgeOf));
  const accessed: string[] = [];
  for (const call of calls) {
    for (const tensor of call.inputs) {
      if (isComputed(tensor, computed)) continue;
      const message =
        `Graph disconnected: cannot find parent for tensor <KerasTensor shape=${tuple(tensor.shape)}> at operation ` +
        `'${nameOf(operationOf(call))}'. The following previous operations were accessed without issue: [${accessed.map((name) => `'${name}'`).join(', ')}]`;
      throw new Refusal('ValueError', message, 'graph');
    }
    accessed.push(nameOf(operationOf(call)));
    for (const tensor of call.outputs) computed.add(edgeOf(tensor));
  }
}

/**
 * What a model computes from its inputs: another `keras.Input` on which an output stands has no value then.
 *
 * @param outputs the tensors, with their places in what the model gives: `0`, `boxes.1`
 * @throws Refusal `graph` for the first output that is not computed
 */
export function requireOutputs(
  inputs: readonly Tensor[],
  { calls }: Network,
  outputs: readonly (readonly [path: string, tensor: Tensor])[],
): void {
  const computed = new Set(inputs.map(edgeOf));
  for (const call of calls) {
    if (isInputLayer(call.callee) || !call.inputs.every((tensor) => isComputed(tensor, computed))) continue;
    for (const tensor of call.outputs) computed.add(edgeOf(tensor));
  }
  const lost = outputs.find(([, tensor]) => !isComputed(tensor, computed));
  if (!lost) return;
  const others = calls.filter(({ callee }) => isInputLayer(callee)).flatMap((call) => call.outputs);
  const facts = { others: others.filter((tensor) => !computed.has(edgeOf(tensor))) };
  throw new Refusal('ValueError', `Output with path \`${lost[0]}\` is not connected to \`inputs\``, 'graph', facts);
}

function requireNames(operations: readonly Operation[]): void {
  const counts = new Map<string, number>();
  for (const operation of operations) {
    if (!(operation instanceof Instance)) continue;
    const { name } = stateOf(operation);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  for (const [name, count] of counts) {
    if (count === 1) continue;
    const message = `The name "${name}" is used ${count} times in the model. All operation names should be unique.`;
    throw new Refusal('ValueError', message, 'name', { name });
  }
}

function nameOf(operation: Operation): string {
  return operation instanceof Instance ? stateOf(operation).name : (operation.callee as NativeFunction).name;
}
