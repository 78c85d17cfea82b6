/** `keras.Sequential`: layers are added, taken off, and called one after another. */
import { tensorsIn } from '../../../graph/graph.ts';
import { Tensor } from '../../../graph/tensor.ts';
import { bind, method, parameters } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { onlyShapes } from '../layer/calling.ts';
import { beforeCall, isSymbolic } from '../layer/situation.ts';
import { initialize, isLayer, stateOf, Unusable } from '../layer/state.ts';
import type { Session } from '../session.ts';
import { assertCompatible } from '../spec.ts';
import { tuple } from '../text.ts';
import { specOf, withRankOf } from './functional.ts';
import { inputTensor, isInputLayer, tensorOfInput } from './input.ts';
import { modelSettings } from './settings.ts';
import type { ModelSettings, SequentialSettings } from './settings.ts';

export function sequentialClass(model: Class, inputLayer: Class, session: Session): Class {
  const members = new Map<string, Value>([
    ['__init__', method('__init__', (self, args) => initializeSequential(self, args, inputLayer, session))],
    ['add', method('add', (self, args) => addFromPaste(self, args, inputLayer, session))],
    ['pop', method('pop', (self) => pop(self, session))],
    ['call', method('call', (self, args) => callSequential(self, args, inputLayer, session))],
  ]);
  return new Class('Sequential', [model], members, 'keras');
}

/** Where a statement that changes the stack was refused, or may not happen, what stands from there on is not known. */
export function sequentialSettings(self: Instance): SequentialSettings {
  stateOf(self);
  const settings = modelSettings(self) as SequentialSettings;
  if (self.doubt) settings.missing ??= { unknown: self.doubt, at: followedUpTo(settings) };
  return settings;
}

/** The place of the first layer that has not been called though the input is known; else behind the last. */
function followedUpTo({ layers, stages }: SequentialSettings): number {
  const inputs = layers.filter((layer) => isInputLayer(layer)).length;
  return stages.length > 0 ? inputs + stages.length - 1 : layers.length;
}

function initializeSequential(self: Instance, args: Arguments, inputLayer: Class, session: Session): Value {
  const bound = bind(
    parameters([
      ['layers', null],
      ['trainable', true],
      ['name', null],
    ]),
    args,
    'Sequential.__init__',
  );
  session.models.push(self);
  const name = bound.get('name');
  const trainable = bound.get('trainable');
  requireBoolean(trainable, session);
  const state = initialize(self, new Map<string, Value>(name === null ? [] : [['name', name]]), session);
  state.settings = {
    kind: 'sequential',
    layers: [],
    stages: [],
    missing: null,
    functional: '',
  } satisfies SequentialSettings;
  const layers = bound.get('layers');
  if (layers === null) return null;
  if (layers instanceof Unknown) throw new NotFollowed(layers, '`layers` of Sequential');
  const settings = sequentialSettings(self);
  let lost: NotFollowed | undefined;
  for (const layer of session.context.items(layers)) {
    try {
      add(self, layer, inputLayer, session);
    } catch (error) {
      if (!(error instanceof NotFollowed)) throw error;
      lost ??= error;
    }
  }
  followSequential(self, settings, session);
  if (lost) throw lost;
  return null;
}

function requireBoolean(trainable: Value, session: Session): void {
  if (typeof trainable === 'boolean') return;
  const said = session.context.text(trainable);
  const message = `Expected \`trainable\` to be a boolean. Received: trainable=${said}`;
  throw new Refusal('ValueError', message, 'argument', { argument: 'layers' });
}

function addFromPaste(self: Instance, args: Arguments, inputLayer: Class, session: Session): Value {
  const bound = bind(parameters(['layer', ['rebuild', true]]), args, 'Sequential.add');
  add(self, bound.get('layer'), inputLayer, session);
  followSequential(self, sequentialSettings(self), session);
  return null;
}

/** The input that the first layer gives by `input_shape=`. @throws Refusal `argument` where that is no tuple */
function firstInput(layer: Instance, inputLayer: Class, session: Session): Instance[] {
  const { inputShape } = stateOf(layer);
  if (inputShape === null || layer.cls.name === 'InputLayer') return [];
  if (inputShape instanceof Unusable) {
    const { value } = inputShape;
    const message = `Cannot convert '${session.context.text(value)}' to a shape.`;
    const facts = { argument: 'input_shape', ...(typeof value === 'number' ? { number: value } : {}), at: layer.site };
    throw new Refusal('ValueError', message, 'argument', facts);
  }
  return [inputTensor(inputShape, inputLayer, session).producer?.call.callee as Instance];
}

function add(self: Instance, value: Value, inputLayer: Class, session: Session): void {
  const settings = sequentialSettings(self);
  const unknown = value instanceof Unknown ? value : value instanceof Instance && !value.state ? value.doubt : null;
  if (unknown) {
    settings.missing ??= { unknown, at: settings.layers.length };
    throw new NotFollowed(unknown, `a layer of ${stateOf(self).name}`);
  }
  const layer =
    value instanceof Tensor && isInputLayer(value.producer?.call.callee) ? value.producer?.call.callee : value;
  if (!(layer instanceof Instance) || !isLayer(layer)) {
    const message = `Only instances of \`keras.Layer\` can be added to a Sequential model. Received: ${session.context.repr(value)}`;
    throw new Refusal('ValueError', message, 'argument', { argument: 'layer' });
  }
  const state = stateOf(layer);
  if (settings.layers.length === 0) settings.layers.push(...firstInput(layer, inputLayer, session));
  if (settings.layers.some((other) => other !== layer && stateOf(other).name === state.name)) {
    const message =
      `All layers added to a Sequential model should have unique names. Name '${state.name}' is already the name of ` +
      'a layer in this model. Update the `name` argument to pass a unique name.';
    throw new Refusal('ValueError', message, 'name', { name: state.name });
  }
  const [first] = settings.layers;
  if (isInputLayer(layer) && isInputLayer(first)) {
    const message =
      `Sequential model '${stateOf(self).name}' has already been configured to use input shape ` +
      `${tuple(tensorOfInput(first).shape)}. You cannot add a different Input layer to it.`;
    throw new Refusal('ValueError', message, 'inputs');
  }
  settings.layers.push(layer);
  if (!isInputLayer(layer)) stateOf(self).inner.push(layer);
}

/** Call the layers that have not been called yet, once the input is known. */
export function followSequential(self: Instance, settings: SequentialSettings, session: Session): void {
  const [first] = settings.layers;
  if (settings.stages.length === 0) {
    const known = first && knownInput(first);
    if (known) settings.stages = [known];
  }
  if (settings.stages.length === 0) return;
  const { layers, missing } = settings;
  const stack = layers.slice(0, missing?.at).filter((layer) => !isInputLayer(layer));
  for (const layer of stack.slice(settings.stages.length - 1)) {
    const before = settings.stages.at(-1) as Value;
    requireOneInput(layer);
    const output = inStack(self, session, () => session.context.call(layer, { positional: [before] }));
    if (output instanceof Unknown) throw new NotFollowed(output, `what ${stateOf(layer).name} gives`);
    settings.stages.push(output);
  }
  if (stack.length > 0) nameAnew(settings, session);
  stateOf(self).built = true;
}

/** Call a layer of a stack, which stands in the paths of its weights. */
function inStack<T>(model: Instance, session: Session, run: () => T): T {
  const before = session.stack;
  const within = session.context.graph.current;
  if (within?.callee !== model) session.stack = { model, within };
  try {
    return run();
  } finally {
    session.stack = before;
  }
}

const SEVERAL_INPUTS = ['MultiHeadAttention', 'GroupedQueryAttention'];

function requireOneInput({ cls }: Instance): void {
  if (cls.module === null || !SEVERAL_INPUTS.includes(cls.name)) return;
  const message =
    'Layers added to a Sequential model can only have a single required positional argument, the input tensor. ' +
    `Layer ${cls.name} has multiple required positional arguments: [<Parameter "query">, <Parameter "value">]`;
  throw new Refusal('ValueError', message, 'inputs');
}

/** Keras makes a functional model of the stack, anew at each change: its name counts among those of all models. */
function nameAnew(settings: SequentialSettings, session: Session): void {
  settings.functional = session.automaticName('Functional');
}

/** The input that a first layer brings: an `Input`, or that of a model which has one. */
function knownInput(first: Instance): Tensor | undefined {
  if (isInputLayer(first)) return tensorOfInput(first);
  const settings = stateOf(first).settings as ModelSettings;
  if (settings?.kind === 'functional') {
    const tensors = tensorsIn([settings.inputs]);
    return tensors.length === 1 ? tensors[0] : undefined;
  }
  return settings?.kind === 'sequential' ? (settings.stages[0] as Tensor | undefined) : undefined;
}

function pop(self: Instance, session: Session): Value {
  const settings = sequentialSettings(self);
  if (settings.missing) throw new NotFollowed(settings.missing.unknown, `a layer of ${stateOf(self).name}`);
  const layer = settings.layers.pop();
  if (!layer) throw new Refusal('IndexError', 'pop from empty list', 'order');
  const state = stateOf(self);
  state.inner = state.inner.filter((other) => other !== layer);
  const left = settings.layers.filter((other) => !isInputLayer(other)).length;
  settings.stages = settings.stages.slice(0, left + 1);
  if (left > 0 && settings.stages.length > 0) nameAnew(settings, session);
  return layer;
}

/** A `Sequential` as a layer: built by its first input, the same layers for every other. */
function callSequential(self: Instance, args: Arguments, inputLayer: Class, session: Session): Value {
  const settings = sequentialSettings(self);
  const [given] = args.positional;
  if (!(given instanceof Tensor)) {
    const message = `Sequential model '${stateOf(self).name}' takes one tensor.`;
    throw new Refusal('ValueError', message, 'inputs');
  }
  if (settings.stages.length === 0 && settings.layers.length > 0) {
    settings.stages = [inputTensor(given.shape, inputLayer, session)];
    beforeCall(() => {
      followSequential(self, settings, session);
    });
  }
  const input = fitted(settings, given, session);
  if (settings.missing) throw new NotFollowed(settings.missing.unknown, `a layer of ${stateOf(self).name}`);
  return onlyShapes(session, () => {
    let output: Value = input;
    for (const layer of settings.layers) {
      if (!isInputLayer(layer)) output = session.context.call(layer, { positional: [output] });
    }
    return output;
  });
}

/** Where only shapes are asked for Keras checks the input; where a stack computes, it makes up for a last axis of 1. */
function fitted(settings: SequentialSettings, given: Tensor, session: Session): Tensor {
  const [expected] = settings.stages;
  if (!(expected instanceof Tensor)) return given;
  if (!isSymbolic(session.context.graph.current)) return withRankOf(expected, given);
  assertCompatible([specOf(expected)], [given], settings.functional);
  return given;
}
