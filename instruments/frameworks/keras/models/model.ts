/** `keras.Model`: of tensors, of a class of the paste, and `Sequential`. */
import { edgeOf, mapTensors, tensorsIn } from '../../../graph/graph.ts';
import { Tensor } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import { bind, method, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { Dict, List, Property, Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { passive } from '../../framework.ts';
import {
  beforeCall,
  initialize,
  isLayer,
  isSymbolic,
  lastCall,
  onlyShapes,
  shapeTuple,
  stateOf,
  sublayers,
} from '../layer.ts';
import type { Session } from '../session.ts';
import { dimensions } from '../settings.ts';
import { assertCompatible } from '../spec.ts';
import type { InputSpec } from '../spec.ts';
import { tuple } from '../text.ts';
import { inputTensor, isInputLayer, tensorOfInput } from './input.ts';
import { network } from './network.ts';
import type { Network } from './network.ts';

/** What is kept in `state.settings` of a model that is made of tensors. */
export interface FunctionalSettings {
  readonly kind: 'functional';
  readonly inputs: Value;
  readonly outputs: Value;
  readonly network: Network;
}

/** What is kept in `state.settings` of a `Sequential`: its layers, and the tensors after each that has been called. */
export interface SequentialSettings {
  readonly kind: 'sequential';
  layers: Instance[];
  tensors: Tensor[];
  /** A layer that is not known: from its place in `layers` on nothing is traced. */
  missing: { readonly unknown: Unknown; readonly at: number } | null;
  /** The name of the functional model that Keras makes of them. */
  functional: string;
}

export type ModelSettings = FunctionalSettings | SequentialSettings | undefined;

export function modelSettings(model: Instance): ModelSettings {
  return stateOf(model).settings as ModelSettings;
}

/** What models of Keras do that changes no shape. */
const PASSIVE = [
  'compile',
  'fit',
  'evaluate',
  'predict',
  'predict_on_batch',
  'train_on_batch',
  'test_on_batch',
  'summary',
  'save',
  'save_weights',
  'load_weights',
  'export',
  'to_json',
  'add_loss',
  'add_metric',
  'reset_metrics',
  'reset_states',
  'fit_generator',
  'predict_generator',
  'evaluate_generator',
  'predict_classes',
  'predict_proba',
  'get_compile_config',
  'quantize',
];

/** `keras.Model`, and `Functional`, which the class becomes when it is called with tensors. */
export function modelClasses(layer: Class, inputLayer: Class, session: Session): { model: Class; sequential: Class } {
  const members = new Map<string, Value>(PASSIVE.map((name) => [name, passive(name)]));
  members.set(
    '__init__',
    method('__init__', (self, args) => initializeModel(self, args, session)),
  );
  members.set(
    '__init_subclass__',
    new NativeFunction('__init_subclass__', ({ positional: [cls] }) => {
      if (cls instanceof Class) session.classes.push(cls);
      return null;
    }),
  );
  members.set(
    'build',
    method('build', (self, args) => buildFromShape(self, args, inputLayer, session)),
  );
  members.set(
    'call',
    method('call', (self, args) => callFunctional(self, args, session)),
  );
  members.set('layers', new Property(method('layers', (self) => new List(layersOf(self)))));
  members.set(
    'get_layer',
    method('get_layer', (self, args) => getLayer(self, args)),
  );
  // A Sequential has, unlike a functional model, no `input` until it was called, as any layer.
  const isSequential = (self: Instance): boolean => modelSettings(self)?.kind === 'sequential';
  const inputOf = (self: Instance): Value =>
    isSequential(self) ? (lastCall(self, 'input').args.positional[0] ?? null) : ends(self, 'inputs');
  const outputOf = (self: Instance): Value =>
    isSequential(self) ? (lastCall(self, 'output').output ?? null) : ends(self, 'outputs');
  members.set('input', new Property(method('input', inputOf)));
  members.set('output', new Property(method('output', outputOf)));
  members.set('inputs', new Property(method('inputs', (self) => new List(tensorsIn([ends(self, 'inputs')])))));
  members.set('outputs', new Property(method('outputs', (self) => new List(tensorsIn([ends(self, 'outputs')])))));
  members.set('input_shape', new Property(method('input_shape', (self) => shapesOf(ends(self, 'inputs')))));
  members.set('output_shape', new Property(method('output_shape', (self) => shapesOf(ends(self, 'outputs')))));
  const model = new Class('Model', [layer], members, 'keras');
  return { model, sequential: sequentialClass(model, inputLayer, session) };
}

const FUNCTIONAL = parameters(['inputs', 'outputs', ['name', null], '**kwargs']);

/** Whether `Model(…)` was called with tensors, by position or by name. */
function hasTensors(args: Arguments): boolean {
  const { positional, keywords } = args;
  return (
    positional.length === 2 ||
    (positional.length === 1 && keywords.has('outputs')) ||
    (keywords.has('inputs') && keywords.has('outputs'))
  );
}

function initializeModel(self: Instance, args: Arguments, session: Session): Value {
  session.models.push(self);
  if (!hasTensors(args)) {
    if (args.keywords.has('input') || args.keywords.has('output')) {
      const message = `Unrecognized keyword arguments passed to ${self.cls.name}: ${[...args.keywords.keys()].join(', ')}`;
      throw new Refusal('ValueError', message, 'argument', { argument: 'inputs' });
    }
    initialize(self, args.keywords, session);
    return null;
  }
  const bound = bind(FUNCTIONAL, args, 'Functional.__init__');
  const keywords = new Map<string, Value>();
  if (bound.get('name') !== null) keywords.set('name', bound.get('name'));
  for (const [key, value] of (bound.get('kwargs') as Dict).entries.values()) keywords.set(key as string, value);
  const isOwn = self.cls.module === null;
  const state = initialize(self, keywords, session);
  if (!state.named && !isOwn) state.name = session.automaticName('Functional');
  state.settings = functional(bound.get('inputs'), bound.get('outputs'), session);
  const { operations } = (state.settings as FunctionalSettings).network;
  state.inner.push(...operations.filter((operation) => operation instanceof Instance));
  state.built = true;
  return null;
}

function functional(inputs: Value, outputs: Value, session: Session): FunctionalSettings {
  for (const [name, value] of [
    ['inputs', inputs],
    ['outputs', outputs],
  ] as const)
    requireTensors(name, value, session);
  const found = network(tensorsIn([inputs]), tensorsIn([sortedKeys(outputs)]));
  return { kind: 'functional', inputs, outputs, network: found };
}

/** Keras flattens dicts in the order of their keys. */
export function sortedKeys(value: Value): Value {
  if (!(value instanceof Dict)) return value;
  const pairs = [...value.entries.values()].sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
  return Dict.of(pairs);
}

function requireTensors(name: string, value: Value, session: Session): void {
  if (value instanceof Tensor) return;
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

/** The layers of `model.layers`. */
export function layersOf(model: Instance): Instance[] {
  const settings = modelSettings(model);
  if (settings?.kind === 'functional') {
    return settings.network.operations.filter((operation) => operation instanceof Instance);
  }
  if (settings?.kind === 'sequential')
    return settings.layers.filter((layer, index) => index > 0 || !isInputLayer(layer));
  return sublayers(model);
}

function getLayer(self: Instance, args: Arguments): Value {
  const bound = bind(
    parameters([
      ['name', null],
      ['index', null],
    ]),
    args,
    'Model.get_layer',
  );
  const layers = layersOf(self);
  const index = bound.get('index');
  const name = bound.get('name');
  const found = typeof index === 'number' ? layers.at(index) : layers.find((layer) => stateOf(layer).name === name);
  if (found) return found;
  const names = layers.map((layer) => `'${stateOf(layer).name}'`).join(', ');
  const message =
    typeof index === 'number'
      ? `Was asked to retrieve layer at index ${index} but model only has ${layers.length} layers.`
      : `No such layer: ${String(name)}. Existing layers are: [${names}].`;
  throw new Refusal('ValueError', message, 'name', { name });
}

/** What goes in or comes out: of the making for a functional model, else of the first call. */
export function ends(model: Instance, side: 'inputs' | 'outputs'): Value {
  const settings = modelSettings(model);
  if (settings?.kind === 'functional') return settings[side];
  if (settings?.kind === 'sequential') {
    const tensor = side === 'inputs' ? settings.tensors[0] : settings.tensors.at(-1);
    if (tensor) return tensor;
    const message = `Sequential model '${stateOf(model).name}' has no defined ${side} yet.`;
    throw new Refusal('AttributeError', message, 'order');
  }
  const call = stateOf(model).calls.at(0);
  if (!call) return null;
  return side === 'inputs' ? (call.args.positional[0] ?? null) : (call.output ?? null);
}

function shapesOf(value: Value): Value {
  if (value instanceof Tensor) return shapeTuple(value.shape);
  if (value instanceof List || value instanceof Tuple) return new List(value.items.map(shapesOf));
  if (value instanceof Dict)
    return Dict.of(value.keys().map((key) => [key, shapesOf(value.get(key) ?? null)] as const));
  return null;
}

/** A functional model as a layer: its calls once more, on other tensors. */
function callFunctional(self: Instance, args: Arguments, session: Session): Value {
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
  requireRank(given, expected);
  const replaced = new Map<string | Tensor, Value>();
  expected.forEach((tensor, index) => replaced.set(edgeOf(tensor), given[index] as Value));
  return onlyShapes(session, () => replay(settings, replaced, session));
}

function inputName(tensor: Tensor): string {
  const callee = tensor.producer?.call.callee;
  return callee instanceof Instance ? stateOf(callee).name : 'input';
}

function requireRank(given: readonly Tensor[], expected: readonly Tensor[]): void {
  given.forEach((tensor, index) => {
    const wanted = (expected[index] as Tensor).shape;
    const { shape } = tensor;
    if (shape.length === wanted.length) return;
    if (shape.length === wanted.length + 1 && shape.at(-1) === 1) return;
    if (shape.length === wanted.length - 1 && wanted.at(-1) === 1) return;
    const message =
      `Invalid input shape for input with name '${inputName(expected[index] as Tensor)}'. Expected shape ` +
      `${tuple(wanted)}, but input has incompatible shape ${tuple(shape)}`;
    throw new Refusal('ValueError', message, 'rank', { input: shape, wanted });
  });
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

/** `model.build((None, 28, 28, 1))`: a call with a tensor of that shape. */
function buildFromShape(self: Instance, args: Arguments, inputLayer: Class, session: Session): Value {
  const state = stateOf(self);
  const settings = modelSettings(self);
  if (settings?.kind === 'functional') return null;
  const [given = args.keywords.get('input_shape') ?? null] = args.positional;
  const shape = dimensions(given, '`input_shape` of build');
  // Inside a call the shape comes from the tensor itself, and nothing is to be traced twice.
  if (!shape || state.built || session.context.graph.current?.callee === self) return null;
  buildModel(self, shape, inputLayer, session);
  return null;
}

/** Trace a model that has not seen an input yet. */
export function buildModel(self: Instance, shape: Shape, inputLayer: Class, session: Session): void {
  const settings = modelSettings(self);
  if (settings?.kind === 'sequential') {
    if (settings.tensors.length > 0) return requireInputShape(self, settings, shape);
    settings.tensors = [inputTensor(shape, inputLayer, session)];
    followSequential(self, settings, session);
    return;
  }
  session.context.call(self, { positional: [inputTensor(shape, inputLayer, session)] });
}

function requireInputShape(self: Instance, settings: SequentialSettings, shape: Shape): void {
  const have = (settings.tensors[0] as Tensor).shape;
  if (tuple(have) === tuple(shape)) return;
  const message =
    `Sequential model '${stateOf(self).name}' has already been configured to use input shape ${tuple(have)}. ` +
    `You cannot build it with input_shape ${tuple(shape)}`;
  throw new Refusal('ValueError', message, 'shape', { have, shape });
}

function sequentialClass(model: Class, inputLayer: Class, session: Session): Class {
  const members = new Map<string, Value>([
    ['__init__', method('__init__', (self, args) => initializeSequential(self, args, inputLayer, session))],
    ['add', method('add', (self, args) => addFromPaste(self, args, inputLayer, session))],
    ['pop', method('pop', (self) => pop(self, session))],
    ['call', method('call', (self, args) => callSequential(self, args, inputLayer, session))],
  ]);
  return new Class('Sequential', [model], members, 'keras');
}

function sequentialSettings(self: Instance): SequentialSettings {
  stateOf(self);
  return modelSettings(self) as SequentialSettings;
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
    tensors: [],
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
  if (settings.layers.length === 0 && state.inputShape && !isInputLayer(layer)) {
    const tensor = inputTensor(state.inputShape, inputLayer, session);
    settings.layers.push(tensor.producer?.call.callee as Instance);
  }
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
function followSequential(self: Instance, settings: SequentialSettings, session: Session): void {
  const [first] = settings.layers;
  if (settings.tensors.length === 0) {
    const known = first && knownInput(first);
    if (known) settings.tensors = [known];
  }
  if (settings.tensors.length === 0) return;
  const { layers, missing } = settings;
  const stack = layers.slice(0, missing?.at).filter((layer) => !isInputLayer(layer));
  for (const layer of stack.slice(settings.tensors.length - 1)) {
    const before = settings.tensors.at(-1) as Tensor;
    requireOneInput(layer);
    const output = session.context.call(layer, { positional: [before] });
    if (output instanceof Unknown) throw new NotFollowed(output, `what ${stateOf(layer).name} gives`);
    const [tensor] = tensorsIn([output]);
    if (!(output instanceof Tensor) || !tensor) {
      const message = `Layer ${stateOf(layer).name} gives several tensors, and a Sequential hands on one.`;
      throw new Refusal('ValueError', message, 'inputs');
    }
    settings.tensors.push(tensor);
  }
  if (stack.length > 0) nameAnew(settings, session);
  stateOf(self).built = true;
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
  return settings?.kind === 'sequential' ? settings.tensors[0] : undefined;
}

function pop(self: Instance, session: Session): Value {
  const settings = sequentialSettings(self);
  if (settings.missing) throw new NotFollowed(settings.missing.unknown, `a layer of ${stateOf(self).name}`);
  const layer = settings.layers.pop();
  if (!layer) throw new Refusal('IndexError', 'pop from empty list', 'order');
  const state = stateOf(self);
  state.inner = state.inner.filter((other) => other !== layer);
  const left = settings.layers.filter((other) => !isInputLayer(other)).length;
  settings.tensors = settings.tensors.slice(0, left + 1);
  if (left > 0 && settings.tensors.length > 0) nameAnew(settings, session);
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
  if (settings.tensors.length === 0 && settings.layers.length > 0) {
    settings.tensors = [inputTensor(given.shape, inputLayer, session)];
    beforeCall(() => {
      followSequential(self, settings, session);
    });
  }
  if (isSymbolic(session.context.graph.current)) requireFit(settings, given);
  if (settings.missing) throw new NotFollowed(settings.missing.unknown, `a layer of ${stateOf(self).name}`);
  return onlyShapes(session, () => {
    let output: Value = given;
    for (const layer of settings.layers) {
      if (!isInputLayer(layer)) output = session.context.call(layer, { positional: [output] });
    }
    return output;
  });
}

/** Only where shapes alone are asked for does Keras check the input; numbers just run through the layers. */
function requireFit(settings: SequentialSettings, given: Tensor): void {
  const [expected] = settings.tensors;
  if (expected) assertCompatible([specOf(expected)], [given], settings.functional);
}

function specOf(tensor: Tensor): InputSpec {
  return { shape: [null, ...tensor.shape.slice(1)], allowLastAxisSqueeze: true, name: inputName(tensor) };
}

/** Whether a model has seen an input, so that its shapes are known. */
export function isTraced(model: Instance): boolean {
  const settings = modelSettings(model);
  if (settings?.kind === 'functional') return true;
  if (settings?.kind === 'sequential') return settings.tensors.length > 0;
  return stateOf(model).calls.length > 0;
}

/** Whether a model was traced to its end, so that what comes out is known, and how much it holds. */
export function isWhole(model: Instance): boolean {
  const settings = modelSettings(model);
  if (settings?.kind !== 'sequential') return isTraced(model);
  const stack = settings.layers.filter((layer) => !isInputLayer(layer));
  return !settings.missing && settings.tensors.length === stack.length + 1;
}
