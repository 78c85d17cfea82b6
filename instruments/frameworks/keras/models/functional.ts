/** A model of tensors: made of them, and its calls made once more on others. */
import { edgeOf, mapTensors, tensorsIn } from '../../../graph/graph.ts';
import { Tensor } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { Dict, List, Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { onlyShapes } from '../layer/calling.ts';
import { beforeCall, isSymbolic } from '../layer/situation.ts';
import { stateOf } from '../layer/state.ts';
import type { Session } from '../session.ts';
import { assertCompatible } from '../spec.ts';
import type { InputSpec } from '../spec.ts';
import { tuple } from '../text.ts';
import { isInputLayer } from './input.ts';
import { network, requireOutputs } from './network.ts';
import { modelSettings, sortedKeys } from './settings.ts';
import type { FunctionalSettings } from './settings.ts';

export function functional(inputs: Value, outputs: Value, session: Session): FunctionalSettings {
  for (const [name, value] of [
    ['inputs', inputs],
    ['outputs', outputs],
  ] as const)
    requireTensors(name, value, session);
  const given = tensorsIn([inputs]);
  const found = network(given, tensorsIn([sortedKeys(outputs)]));
  requireOutputs(given, found, withPaths(sortedKeys(outputs)));
  return { kind: 'functional', inputs, outputs, network: found };
}

/** The tensors in lists and dicts, each with the way to it. */
function withPaths(value: Value, path: readonly string[] = []): [string, Tensor][] {
  if (value instanceof Tensor) return [[path.join('.'), value]];
  if (value instanceof Dict)
    return [...value.entries.values()].flatMap(([key, item]) => withPaths(item, [...path, String(key)]));
  const items = value instanceof List || value instanceof Tuple ? value.items : [];
  return items.flatMap((item, at) => withPaths(item, [...path, String(at)]));
}

function requireTensors(name: string, value: Value, session: Session): void {
  if (value instanceof Tensor && value.field !== undefined) return;
  if (value instanceof Tensor) {
    const message = `All \`${name}\` values must be KerasTensors.`; // this one is computed at once
    throw new Refusal('ValueError', message, 'argument', { argument: name });
  }
  if (value instanceof Unknown) throw new NotFollowed(value, `\`${name}\` of Model`);
  if (value instanceof List || value instanceof Tuple) {
    for (const item of value.items) requireTensors(name, item, session);
    return;
  }
  if (value instanceof Dict) {
    for (const item of value.values()) requireTensors(name, item, session);
    return;
  }
  const message = `All \`${name}\` values must be KerasTensors. Received: ${name} including invalid value ${session.context.repr(value)}`;
  throw new Refusal('ValueError', message, 'argument', { argument: name });
}

/** A functional model as a layer: its calls once more, on other tensors. */
export function callFunctional(self: Instance, args: Arguments, session: Session): Value {
  const settings = modelSettings(self);
  if (settings?.kind !== 'functional') {
    const message = `Model ${self.cls.name} does not have a \`call()\` method implemented.`;
    throw new Refusal('NotImplementedError', message, 'call');
  }
  const given = tensorsIn([args.positional[0] ?? null]);
  const expected = tensorsIn([settings.inputs]);
  beforeCall(() => {
    assertCompatible(expected.map(specOf), given, stateOf(self).name);
  });
  const isComputed = !isSymbolic(session.context.graph.current);
  const replaced = new Map<string | Tensor, Value>();
  expected.forEach((tensor, index) => {
    const one = given[index] as Tensor;
    replaced.set(edgeOf(tensor), isComputed ? withRankOf(tensor, one) : one);
  });
  const outputs = onlyShapes(session, () => replay(settings, replaced, session));
  return isComputed ? unpackSingleton(outputs) : outputs;
}

/** Where a model computes, a list of one output is that output, which it is not where only shapes are asked for. */
function unpackSingleton(value: Value): Value {
  const [one, ...others] = value instanceof List || value instanceof Tuple ? value.items : [];
  return one === undefined || others.length > 0 ? value : one;
}

function inputName(tensor: Tensor): string {
  const callee = tensor.producer?.call.callee;
  return callee instanceof Instance ? stateOf(callee).name : 'input';
}

/** `_adjust_input_rank`: where a model computes, `(8, 28, 28)` passes for `(8, 28, 28, 1)` and the other way round. */
export function withRankOf(expected: Tensor, given: Tensor): Tensor {
  const [wanted, { shape }] = [expected.shape, given];
  if (shape.length === wanted.length) return given;
  if (shape.length === wanted.length + 1 && shape.at(-1) === 1) return reshaped(given, shape.slice(0, -1));
  if (shape.length === wanted.length - 1 && wanted.at(-1) === 1) return reshaped(given, [...shape, 1]);
  const message =
    `Invalid input shape for input with name '${inputName(expected)}'. Expected shape ` +
    `${tuple(wanted)}, but input has incompatible shape ${tuple(shape)}`;
  throw new Refusal('ValueError', message, 'rank', { input: shape, wanted });
}

/** The same edge, its cells under another shape. */
function reshaped(tensor: Tensor, shape: Shape): Tensor {
  const made = new Tensor(tensor.cls, shape, tensor.dtype, tensor.meta);
  [made.producer, made.field, made.isTyped] = [tensor.producer, tensor.field, tensor.isTyped];
  return made;
}

function replay(settings: FunctionalSettings, replaced: Map<string | Tensor, Value>, session: Session): Value {
  const change = (value: Value): Value => mapTensors(value, (tensor) => replaced.get(edgeOf(tensor)) ?? tensor);
  for (const call of settings.network.calls) {
    if (isInputLayer(call.callee)) continue;
    if (call.outputs.every((tensor) => replaced.has(edgeOf(tensor)))) continue;
    const keywords = new Map([...call.args.keywords].map(([name, value]) => [name, change(value)] as const));
    const output = session.context.call(call.callee, { positional: call.args.positional.map(change), keywords });
    const found = tensorsIn([output]);
    call.outputs.forEach((tensor, index) => {
      const made = found[index];
      if (made) replaced.set(edgeOf(tensor), made);
    });
  }
  return change(settings.outputs);
}

export function specOf(tensor: Tensor): InputSpec {
  return { shape: [null, ...tensor.shape.slice(1)], allowLastAxisSqueeze: true, name: inputName(tensor) };
}
