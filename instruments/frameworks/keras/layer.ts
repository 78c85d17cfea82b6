/** `keras.layers.Layer`: how every layer is made, built once and called. */
import type { Call } from '../../graph/graph.ts';
import { mapLeaves, tensorsIn, unknownIn } from '../../graph/graph.ts';
import { Tensor } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import { BoundMethod, bind, method, NativeFunction, parameters } from '../../languages/python/callables.ts';
import type { Arguments, Parameter } from '../../languages/python/callables.ts';
import { Class, Instance } from '../../languages/python/classes.ts';
import { NotFollowed, PythonError, Refusal } from '../../languages/python/errors.ts';
import { NdArray } from '../../languages/python/library/numpy.ts';
import { typeName } from '../../languages/python/library/operators.ts';
import { Dict, List, Property, PySet, Tuple, Unknown } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { checkName } from './names.ts';
import { dimensions } from './settings.ts';
import type { Session } from './session.ts';
import { assertCompatible } from './spec.ts';
import type { InputSpec } from './spec.ts';
import { snakeCase, tuple } from './text.ts';

/** A weight of a layer: `layer.add_weight`. */
export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  /** What the paste gets to compute with. */
  readonly tensor: Tensor;
}

/** What is kept in `instance.state` of every layer and model. */
export interface LayerState {
  name: string;
  /** Whether the paste gave the name. */
  named: boolean;
  trainable: boolean;
  built: boolean;
  dtype: string;
  readonly weights: Weight[];
  /** `input_shape=` or `input_dim=` of its making: the first layer of a `Sequential` gives its input by it. */
  inputShape: Shape | null;
  specs: InputSpec[];
  /** What a built-in layer keeps of its arguments. */
  settings: unknown;
  /** The arguments with which a built-in layer was made, under Keras's names. */
  given: ReadonlyMap<string, Value>;
  /** Layers inside that are no attributes: those of a wrapper or a model. */
  inner: Instance[];
  /** The calls that were followed to their end. */
  readonly calls: Call[];
}

/**
 * The state of a layer.
 *
 * @throws Refusal RuntimeError where a class of the paste forgot `super().__init__()`
 * @throws NotFollowed where its `__init__` was not followed
 */
export function stateOf(layer: Instance): LayerState {
  if (layer.state === undefined) {
    if (layer.doubt) throw new NotFollowed(layer.doubt, `this ${layer.cls.name}`);
    const message =
      `In layer '${layer.cls.name}', you forgot to call \`super().__init__()\` as the first statement in the ` +
      '`__init__()` method. Go add it!';
    throw new Refusal('RuntimeError', message, 'super');
  }
  return layer.state as LayerState;
}

/** Arguments of every layer, which come through `**kwargs`. */
const COMMON: readonly Parameter[] = parameters([
  '*',
  ['activity_regularizer', null],
  ['trainable', true],
  ['dtype', null],
  ['autocast', true],
  ['name', null],
  '**kwargs',
]);

/** Old arguments that Keras 3 still takes; none changes a size. */
const IGNORED: Readonly<Record<string, string>> = {
  Embedding: 'input_length',
  LeakyReLU: 'alpha',
  LSTM: 'implementation',
  GRU: 'implementation',
};

/** `Layer.__init__` with what `**kwargs` brought. */
export function initialize(self: Instance, keywords: ReadonlyMap<string, Value>, session: Session): LayerState {
  const type = self.cls.name;
  const bound = bind(COMMON, { positional: [], keywords }, `${type}.__init__`);
  const others = bound.get('kwargs') as Dict;
  const inputShape = takeInputShape(others, type);
  const ignored = IGNORED[type];
  if (ignored !== undefined) others.delete(ignored);
  if (others.entries.size > 0) {
    const said = session.context.repr(others);
    const names = others.keys();
    const message = `Unrecognized keyword arguments passed to ${type}: ${said}`;
    throw new Refusal('ValueError', message, 'argument', { arguments: names });
  }
  checkName(type, 'activity_regularizer', bound.get('activity_regularizer'));
  const name = layerName(bound.get('name'), session);
  const trainable = bound.get('trainable');
  const state: LayerState = {
    name: name ?? session.automaticName(type),
    named: name !== null,
    trainable: trainable !== false,
    built: false,
    dtype: session.dtype,
    weights: [],
    inputShape,
    specs: [],
    settings: undefined,
    given: new Map(),
    inner: [],
    calls: [],
  };
  self.state = state;
  return state;
}

/** @throws Refusal where a name is none of Keras's: it becomes part of the paths of weights */
function layerName(given: Value, session: Session): string | null {
  if (given === null || given instanceof Unknown) return null;
  if (typeof given === 'string' && !given.includes('/')) return given;
  const said = `${session.context.text(given)} (of type <class '${typeName(given)}'>)`;
  const message = `Argument \`name\` must be a string and cannot contain character \`/\`. Received: name=${said}`;
  throw new Refusal('ValueError', message, 'name', { argument: 'name' });
}

/** `input_dim=8` and `input_shape=(28, 28, 1)` become a shape with the batch in front. */
function takeInputShape(others: Dict, type: string): Shape | null {
  for (const name of ['input_dim', 'input_shape']) {
    const value = others.get(name);
    if (value === undefined) continue;
    others.delete(name);
    if (value === null) continue;
    const sizes = dimensions(name === 'input_dim' ? new Tuple([value]) : value, `\`${name}\` of ${type}`);
    if (sizes) return [null, ...sizes];
    throw new Refusal('ValueError', `Cannot convert '${name}' of ${type} to a shape.`, 'argument', { argument: name });
  }
  return null;
}

/** Add a weight and give the paste its tensor. */
export function addWeight(
  self: Instance,
  name: string,
  shape: Shape,
  session: Session,
  options: { trainable?: boolean; dtype?: string } = {},
): Tensor {
  const state = stateOf(self);
  if (shape.includes(null)) {
    const message =
      'Shapes used to initialize variables must be fully-defined (no `None` dimensions). ' +
      `Received: shape=${tuple(shape)} for variable path='${pathOf(self, session)}/${cellOf(self)}${name}'`;
    throw new Refusal('ValueError', message, 'open', { shape, layer: self.cls.name });
  }
  const tensor = session.tensor(shape, options.dtype ?? session.dtype);
  const trainable = options.trainable ?? true;
  state.weights.push({ name, shape: shape as readonly number[], trainable, tensor });
  return tensor;
}

/** The cell that has the weights of a recurrent layer. */
function cellOf({ cls }: Instance): string {
  return ['SimpleRNN', 'LSTM', 'GRU'].includes(cls.name) && cls.module !== null ? `${snakeCase(cls.name)}_cell/` : '';
}

/** The layers that a layer holds: its own inner ones, then those that attributes hold, in order, each once. */
export function sublayers(layer: Instance): Instance[] {
  const state = layer.state as LayerState | undefined;
  const found = new Set<Instance>(state?.inner ?? []);
  collectLayers(layer.attributes.values(), found);
  found.delete(layer);
  return [...found];
}

function collectLayers(values: Iterable<Value>, found: Set<Instance>): void {
  for (const value of values) {
    if (value instanceof List || value instanceof Tuple) collectLayers(value.items, found);
    else if (value instanceof PySet) collectLayers(value.items, found);
    else if (value instanceof Dict) collectLayers(value.values(), found);
    else if (value instanceof Instance && isLayer(value)) found.add(value);
  }
}

export function isLayer(value: Value): value is Instance {
  return value instanceof Instance && value.cls.mro.some(({ name, module }) => name === 'Layer' && module !== null);
}

/** Every weight of a layer and of those in it, each once. */
export function allWeights(layer: Instance, seen = new Set<Instance>()): Weight[] {
  if (seen.has(layer)) return [];
  seen.add(layer);
  const own = (layer.state as LayerState | undefined)?.weights ?? [];
  return [...own, ...sublayers(layer).flatMap((inner) => allWeights(inner, seen))];
}

export function countParameters(layer: Instance): number {
  return allWeights(layer).reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}

/** The number of weights that training changes: `trainable = False` holds for all that a layer holds. */
export function countTrainable(layer: Instance, seen = new Set<Instance>()): number {
  const state = layer.state as LayerState | undefined;
  if (state?.trainable !== true || seen.has(layer)) return 0;
  seen.add(layer);
  const own = state.weights.filter(({ trainable }) => trainable);
  const cells = own.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  return sublayers(layer).reduce((sum, inner) => sum + countTrainable(inner, seen), cells);
}

/** The class `Layer`, on which the built-in ones and those of the paste stand. */
export function layerClass(session: Session): Class {
  const { context } = session;
  const members: Record<string, Value> = {
    __init__: method('__init__', (self, args) => {
      if (args.positional.length > 0) {
        const message = `Layer.__init__() takes 1 positional argument but ${args.positional.length + 1} were given`;
        throw new Refusal('TypeError', message, 'argument');
      }
      initialize(self, args.keywords, session);
      return null;
    }),
    __call__: method('__call__', (self, args) => callLayer(self, args, session)),
    build: method('build', (self) => {
      stateOf(self).built = true;
      return null;
    }),
    add_weight: method('add_weight', (self, args) => addWeightFromPaste(self, args, session)),
    count_params: method('count_params', (self) => countParameters(self)),
    get_config: method('get_config', () => new Dict()),
    get_weights: method('get_weights', () => context.unknown('weights have no values here', { harmless: true })),
    set_weights: method('set_weights', () => null),
    name: new Property(method('name', (self) => stateOf(self).name)),
    built: new Property(method('built', (self) => stateOf(self).built)),
    trainable: new Property(
      method('trainable', (self) => stateOf(self).trainable),
      method('trainable', (self, args) => {
        setTrainable(self, args.positional[0] !== false);
        return null;
      }),
    ),
    weights: new Property(method('weights', (self) => tensorsOf(allWeights(self)))),
    variables: new Property(method('variables', (self) => tensorsOf(allWeights(self)))),
    trainable_weights: new Property(
      method('trainable_weights', (self) => tensorsOf(allWeights(self).filter(({ trainable }) => trainable))),
    ),
    output: new Property(method('output', (self) => lastCall(self, 'output').output ?? null)),
    input: new Property(method('input', (self) => lastCall(self, 'input').args.positional[0] ?? null)),
    output_shape: new Property(
      method('output_shape', (self) => shapeTuple(lastCall(self, 'output_shape').outputs[0]?.shape ?? [])),
    ),
  };
  return new Class('Layer', [], new Map(Object.entries(members)), 'keras.layers');
}

function tensorsOf(weights: readonly Weight[]): List {
  return new List(weights.map(({ tensor }) => tensor));
}

export function lastCall(self: Instance, asked: string): Call {
  const call = stateOf(self).calls.at(0);
  if (call) return call;
  const message = `The layer ${stateOf(self).name} has never been called and thus has no defined ${asked}.`;
  throw new Refusal('AttributeError', message, 'order');
}

function setTrainable(layer: Instance, trainable: boolean): void {
  stateOf(layer).trainable = trainable;
  for (const inner of sublayers(layer)) if (inner.state !== undefined) setTrainable(inner, trainable);
}

function addWeightFromPaste(self: Instance, args: Arguments, session: Session): Value {
  const slots = parameters([
    ['shape', null],
    ['initializer', null],
    ['dtype', null],
    ['trainable', true],
    ['autocast', true],
    ['regularizer', null],
    ['constraint', null],
    ['aggregation', 'none'],
    ['overwrite_with_gradient', false],
    ['name', null],
  ]);
  const bound = bind(slots, args, 'Layer.add_weight');
  const given = bound.get('shape');
  const shape = given === null ? [] : dimensions(given, '`shape` of add_weight');
  if (!shape) {
    const message = `Cannot convert '${session.context.repr(given)}' to a shape.`;
    throw new Refusal('ValueError', message, 'argument', { argument: 'shape' });
  }
  const name = bound.get('name');
  const label = typeof name === 'string' ? name : 'variable';
  return addWeight(self, label, shape, session, { trainable: bound.get('trainable') !== false });
}

/** `Layer.__call__`: check the input, build once, compute. */
function callLayer(self: Instance, given: Arguments, session: Session): Value {
  const { context } = session;
  const args = withTensors(given, session);
  const state = stateOf(self);
  const data = isFinished(self) && !context.graph.current ? unknownIn(args.positional) : null;
  if (data) return data; // what a model computes of data stacks nothing
  const traced = { callee: self, type: self.cls.name, args, line: context.line, site: context.site };
  let call: Call | null = null;
  const output = context.graph.traced(traced, () => {
    call = context.graph.current;
    const missing = unknownIn(args.positional);
    if (missing) throw new NotFollowed(missing, `what goes into ${state.name}`);
    const [first] = args.positional;
    const specs = state.built && isUnchecked(call, session) ? state.specs.map(ranksOnly) : state.specs;
    assertCompatible(specs, tensorsIn(first === undefined ? [] : [first]), state.name);
    buildOnce(self, args, session);
    const compute = context.attribute(self, 'call');
    if (compute === undefined) {
      const message = `Layer ${self.cls.name} does not have a \`call()\` method implemented.`;
      throw new Refusal('NotImplementedError', message, 'call');
    }
    return namedInErrors(self, session, () => context.call(compute, args));
  });
  if (call) state.calls.push(call);
  return output;
}

/** Whether a model has all its weights. */
function isFinished(self: Instance): boolean {
  return stateOf(self).built && self.cls.mro.some(({ name, module }) => name === 'Model' && module !== null);
}

/**
 * Where only shapes are asked for, a model or wrapper asks each layer in it for its output's shape and does not call it: a
 * layer that is built does not look at the input's channels.
 */
export function onlyShapes<T>(session: Session, run: () => T): T {
  const before = session.unchecked;
  const { current } = session.context.graph;
  if (isSymbolic(current)) session.unchecked = current;
  try {
    return run();
  } finally {
    session.unchecked = before;
  }
}

function ranksOnly(spec: InputSpec): InputSpec {
  return { ...spec, axes: new Map() };
}

function isUnchecked(call: Call | null, session: Session): boolean {
  return call !== null && session.unchecked !== null && call.parent === session.unchecked;
}

/** Keras puts before an error in which layer's `call` it came: the innermost one's. */
function namedInErrors(self: Instance, session: Session, run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof PythonError) {
      if (error.isEarly) error.isEarly = false;
      else error.preamble = preambleOf(self, error, session);
    }
    throw error;
  }
}

/** What Keras does as it builds a layer or checks its input: an error there names no `call` of this layer. */
export function beforeCall<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PythonError) error.isEarly = true;
    throw error;
  }
}

/** The innermost layer is named; where Keras ran it only to learn its output's shape, also that this failed. */
function preambleOf(self: Instance, error: PythonError, session: Session): string {
  const { name, module } = self.cls;
  const named = `Exception encountered when calling ${name}.call().\n\n`;
  if (!isSymbolic(session.context.graph.current)) return error.preamble || named;
  if (name === 'Lambda') {
    const asks = "We could not automatically infer the shape of the Lambda's output. Please specify the ";
    return `${named}${asks}\`output_shape\` argument for this Lambda layer.\n\n`;
  }
  if (module !== null) return error.preamble || named;
  return (
    `${named}Could not automatically infer the output shape / dtype of '${stateOf(self).name}' (of type ${name}). ` +
    `Either the \`${name}.call()\` method is incorrect, or you need to implement the ` +
    `\`${name}.compute_output_spec() / compute_output_shape()\` method. Error encountered:\n\n${error.preamble}`
  );
}

/** Whether Keras only asks for shapes: what began with `keras.Input` goes in, and no `call` of the paste's own is run. */
export function isSymbolic(call: Call | null): boolean {
  if (call === null || !call.inputs.some(({ field }) => field !== undefined)) return false;
  for (let outer = call.parent; outer; outer = outer.parent) {
    const isPastes = outer.callee instanceof Instance && outer.callee.cls.module === null;
    if (isPastes || outer.type === 'Lambda') return false;
  }
  return true;
}

/** Whether TensorFlow, and not Keras, computes: in the `call` of a layer of the paste's own that gets symbolic tensors. */
export function isOfTensorFlow(call: Call | null): boolean {
  for (let outer = call; outer; outer = outer.parent) {
    const isPastes = outer.callee instanceof Instance && outer.callee.cls.module === null;
    if (isPastes && isLayer(outer.callee)) return outer.inputs.some(({ field }) => field !== undefined);
  }
  return false;
}

/** The names of the layers that are being called, from the outermost on. */
function pathOf(self: Instance, session: Session): string {
  const names: string[] = [];
  for (let call = session.context.graph.current; call; call = call.parent) {
    if (call.callee instanceof Instance && isLayer(call.callee)) names.unshift(stateOf(call.callee).name);
  }
  return names.length > 0 ? names.join('/') : stateOf(self).name;
}

/** Arrays become tensors, as Keras makes them. */
function withTensors({ positional, keywords }: Arguments, session: Session): Arguments {
  const tensors = (value: Value): Value =>
    mapLeaves(value, (leaf) => (leaf instanceof NdArray ? session.tensor(leaf.shape) : leaf));
  return {
    positional: positional.map(tensors),
    keywords: new Map([...keywords].map(([name, value]) => [name, tensors(value)] as const)),
  };
}

/** Call `build` with the shapes of the first call, the paste's own or the built-in one. */
export function buildOnce(self: Instance, args: Arguments, session: Session): void {
  const state = stateOf(self);
  if (state.built) return;
  const given = inOrder(args);
  const [first] = given;
  const build = session.context.attribute(self, 'build');
  if (build !== undefined && first !== undefined) {
    const isNative = build instanceof BoundMethod && build.callee instanceof NativeFunction;
    // A built-in layer may get its inputs by several arguments, as attention does.
    const inputs = isNative ? new List(tensorsIn(given)) : first;
    session.context.call(build, { positional: [shapeOf(inputs)] });
  }
  state.built = true;
}

const INPUTS = ['inputs', 'query', 'value', 'key'];

/** What a layer is called with, that which is named in the order of the built-in layers' inputs. */
function inOrder({ positional, keywords }: Arguments): readonly Value[] {
  const place = (name: string): number => (INPUTS.includes(name) ? INPUTS.indexOf(name) : INPUTS.length);
  const named = [...keywords].sort(([one], [other]) => place(one) - place(other));
  return [...positional, ...named.map(([, value]) => value)];
}

/** The shape or shapes of a value that goes into a layer, as `build` gets them. */
export function shapeOf(value: Value): Value {
  if (value instanceof Tensor) return shapeTuple(value.shape);
  if (value instanceof Tuple || value instanceof List) return new List(value.items.map(shapeOf));
  if (value instanceof Dict) return Dict.of(value.keys().map((key) => [key, shapeOf(value.get(key) ?? null)] as const));
  return null;
}

export function shapeTuple(shape: Shape): Tuple {
  return new Tuple(shape);
}
