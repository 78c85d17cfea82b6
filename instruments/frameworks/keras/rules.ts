/** What a built-in layer does with shapes: the form in which `layers/` says it, and how a class is made of it. */
import { multiplyAddsOf, product, total } from '../../graph/costs.ts';
import { tensorsIn } from '../../graph/graph.ts';
import { sees } from '../../graph/receptive.ts';
import { Tensor } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import { bind, method, parameters } from '../../languages/python/callables.ts';
import type { Arguments, Parameter } from '../../languages/python/callables.ts';
import { Class } from '../../languages/python/classes.ts';
import type { Instance } from '../../languages/python/classes.ts';
import { NotFollowed } from '../../languages/python/errors.ts';
import { Dict, List, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { known } from '../framework.ts';
import { attributeMember } from './attributes.ts';
import { noTensor } from './layer/given.ts';
import { initialize, stateOf } from './layer/state.ts';
import { addWeight } from './layer/weights.ts';
import { checkName } from './names.ts';
import type { Session } from './session.ts';
import { Settings } from './settings.ts';
import type { InputSpec } from './spec.ts';
import { workOf } from './work.ts';
import signatures from './signatures.json' with { type: 'json' };

/** Adds weights to the layer that is being built. */
export type AddWeight = (name: string, shape: Shape, options?: { trainable?: boolean; dtype?: string }) => void;

/**
 * The rules of one layer. `S` is what it keeps of its arguments.
 *
 * Shapes hold the batch in front, `null` for open sizes. Every function throws `Refusal` in Keras's words.
 */
export interface LayerRules<S> {
  /** Reads and checks the arguments, as the class's `__init__` does. */
  settings(args: Settings, self: Instance): S;
  /** What is asked of the input before and after the layer is built. */
  spec?(settings: S): InputSpec[];
  /** The weights, from the shapes of the first input (all inputs, in order). */
  build?(
    add: AddWeight,
    settings: S,
    inputs: readonly Shape[],
    self: Instance,
    session: Session,
  ): InputSpec[] | undefined;
  /** The output's shape from those of the inputs. */
  output(settings: S, inputs: readonly Shape[], call: LayerCall): Shape | readonly Shape[];
  /** What comes out, where the paste's own code computes it: the tensors in it are those that `output` tells of. */
  computed?(settings: S, call: LayerCall): Value | undefined;
  /** The kind of number that comes out; that of the first input where it is absent. */
  dtype?(settings: S): string;
}

/** What else a rule may ask of the call that it computes. */
export interface LayerCall {
  readonly self: Instance;
  readonly args: Arguments;
  readonly session: Session;
  readonly tensors: readonly Tensor[];
}

interface Signature {
  readonly class: string;
  readonly parameters: readonly (string | readonly [string, Value])[];
}

const LAYERS = signatures.layers as unknown as Readonly<Record<string, Signature>>;

/** All names of `keras.layers` that are classes: name → the class's own name (`MaxPool2D` → `MaxPooling2D`). */
export const layerNames: ReadonlyMap<string, string> = new Map(
  Object.entries(LAYERS).map(([name, signature]) => [name, signature.class]),
);

const bySignatureClass = new Map(Object.values(LAYERS).map((signature) => [signature.class, signature]));

/** The names of a layer's arguments, in the order of their places. */
export function layerParameters(type: string): readonly string[] {
  const entries = bySignatureClass.get(type)?.parameters ?? [];
  return entries.map((entry) => (typeof entry === 'string' ? entry : entry[0]));
}

/** What holds where a layer is not given an argument, under any of its names; undefined where it must be given. */
export function defaultOf(name: string, argument: string): unknown {
  const entries = bySignatureClass.get(layerNames.get(name) ?? name)?.parameters ?? [];
  const found = entries.find((entry) => typeof entry !== 'string' && entry[0] === argument);
  return found?.[1];
}

/** The built-in class of a name, with its signature from Keras. */
export function builtIn<S>(name: string, base: Class, rules: LayerRules<S>, session: Session): Class {
  const signature = bySignatureClass.get(name);
  if (!signature) throw new Error(`Keras has no layer ${name}; run tools/keras_signatures.py`);
  const members = new Map<string, Value>([
    [
      '__init__',
      method('__init__', (self, args) => {
        const bound = bind(parametersOf(signature), args, `${self.cls.name}.__init__`, 1);
        const state = initialize(self, commonKeywords(bound.values), session);
        state.given = bound.values;
        for (const [argument, value] of bound.values) checkName(name, argument, value);
        const settings = rules.settings(new Settings(bound, name, session), self);
        state.settings = settings;
        state.specs = rules.spec?.(settings) ?? [];
        return null;
      }),
    ],
    ['build', method('build', (self, args) => buildRules(self, args, rules, session))],
    ['compute_output_shape', method('compute_output_shape', (self, args) => shapeOfOutput(self, args, rules, session))],
    ['call', method('call', (self, args) => compute(self, args, name, rules, session))],
    attributeMember(name, session),
  ]);
  return new Class(name, [base], members, 'keras.layers');
}

const read = new Map<Signature, readonly Parameter[]>();

/** Read when a layer is first made: a paste uses few of them. */
function parametersOf(signature: Signature): readonly Parameter[] {
  let list = read.get(signature);
  if (!list) read.set(signature, (list = parameters(signature.parameters.map(withoutArrays))));
  return list;
}

/** Defaults that are arrays in JSON are tuples in Python. */
function withoutArrays(entry: string | readonly [string, Value]): string | readonly [string, Value] {
  return typeof entry === 'string' ? entry : [entry[0], fromJson(entry[1])];
}

function fromJson(value: unknown): Value {
  return Array.isArray(value) ? new List(value.map(fromJson)) : (value as Value);
}

/** What goes on to `Layer.__init__`: `**kwargs`, and `name`, `dtype`, `trainable` where a signature names them. */
function commonKeywords(values: ReadonlyMap<string, Value>): Map<string, Value> {
  const keywords = new Map<string, Value>();
  for (const name of ['name', 'dtype', 'trainable', 'activity_regularizer']) {
    const value = values.get(name);
    if (value !== undefined) keywords.set(name, value);
  }
  const rest = values.get('kwargs');
  if (rest instanceof Dict) for (const [key, value] of rest.entries.values()) keywords.set(key as string, value);
  return keywords;
}

function buildRules<S>(self: Instance, args: Arguments, rules: LayerRules<S>, session: Session): Value {
  const state = stateOf(self);
  if (state.built) return null;
  const shapes = shapesGiven(self, args, session);
  const add: AddWeight = (name, shape, options) => {
    addWeight(self, name, shape, session, options);
  };
  const specs = rules.build?.(add, state.settings as S, shapes, self, session);
  if (specs) state.specs = specs;
  state.built = true;
  return null;
}

/** What `build` and `compute_output_shape` are given. @throws NotFollowed where it is no shape */
function shapesGiven(self: Instance, args: Arguments, { context }: Session): Shape[] {
  const given = known(
    args.positional[0] ?? args.keywords.get('input_shape') ?? null,
    `\`input_shape\` of ${self.cls.name}`,
  );
  const shapes = shapesIn(given);
  if (shapes.length > 0) return shapes;
  throw new NotFollowed(
    context.unknown(`\`${context.text(given)}\` is not followed`),
    `\`input_shape\` of ${self.cls.name}`,
  );
}

/** `layer.compute_output_shape((None, 28, 28, 1))` @throws NotFollowed for a layer that holds others */
function shapeOfOutput<S>(self: Instance, args: Arguments, rules: LayerRules<S>, session: Session): Value {
  const { inner, settings } = stateOf(self);
  if (inner.length > 0 || rules.computed)
    throw new NotFollowed(session.context.unknown(`what \`compute_output_shape\` of ${self.cls.name} gives`));
  const shapes = shapesGiven(self, args, session);
  const tensors = shapes.map((shape) => session.tensor(shape));
  const [first = null] = tensors;
  const positional = [tensors.length > 1 ? new List([...tensors]) : first];
  const call = { self, args: { positional, keywords: new Map<string, Value>() }, session, tensors };
  const output = rules.output(settings as S, shapes, call);
  return isShape(output) ? new Tuple([...output]) : new List(output.map((one) => new Tuple([...one])));
}

/** Shapes that Python hands over as tuples: one, or one for each input. */
function shapesIn(value: Value): Shape[] {
  if (value instanceof Dict) return value.values().flatMap(shapesIn);
  if (value === null || typeof value !== 'object' || !('items' in value)) return [];
  const items = value.items as readonly Value[];
  if (items.every((item) => item === null || typeof item === 'number')) return [items as Shape];
  return items.flatMap(shapesIn);
}

function compute<S>(self: Instance, args: Arguments, name: string, rules: LayerRules<S>, session: Session): Value {
  const state = stateOf(self);
  const tensors = tensorsIn([...args.positional, ...args.keywords.values()]);
  if (tensors.length === 0) throw noTensor(self);
  const call: LayerCall = { self, args, session, tensors };
  const settings = state.settings as S;
  const dtype = rules.dtype?.(settings) ?? tensors[0]?.dtype ?? session.dtype;
  const shapes = tensorsIn([args.positional[0] ?? null]).map(shapeOfTensor);
  const output = rules.computed?.(settings, call) ?? tensorsOf(rules.output(settings, shapes, call), dtype, session);
  account(call, name, output);
  return output;
}

/** What the call costs and what its cells see, for the columns. */
function account({ self, session, tensors }: LayerCall, name: string, value: Value): void {
  const state = stateOf(self);
  const outputs = tensorsIn([value]);
  const call = session.context.graph.current;
  const { motions, uses } = workOf(name, state.settings, tensors, outputs[0]?.shape ?? []);
  sees(outputs, tensors, motions);
  if (call?.callee !== self || self.cls.module === null) return;
  if (call.children.length > 0) {
    const inside = total(call.children.map(multiplyAddsOf));
    call.multiplyAdds = product(inside, turnsOf(name, tensors[0]?.shape ?? [], call.children.length));
  } else {
    const kernels = state.weights.filter((weight) => KERNELS.test(weight.name));
    call.multiplyAdds = product(
      uses,
      kernels.reduce((sum, { shape }) => sum + shape.reduce(times, 1), 0),
    );
  }
}

const times = (one: number, other: number): number => one * other;

/** The weights that are multiplied with what comes in. */
const KERNELS = /^((depthwise|pointwise|recurrent)_)?kernel$/;

/** How often a wrapper runs what it holds. */
function turnsOf(name: string, [, steps = null]: Shape, children: number): number | null {
  if (name === 'TimeDistributed') return steps;
  return name === 'Bidirectional' && children === 1 ? 2 : 1;
}

const shapeOfTensor = ({ shape }: Tensor): Shape => shape;

function tensorsOf(shape: Shape | readonly Shape[], dtype: string, session: Session): Value {
  if (isShape(shape)) return session.tensor(shape, dtype);
  return new List(shape.map((one) => session.tensor(one, dtype)));
}

function isShape(shape: Shape | readonly Shape[]): shape is Shape {
  return shape.every((item) => item === null || typeof item === 'number');
}
