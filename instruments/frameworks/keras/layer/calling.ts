/** How a layer is called: its input is checked, it is built once, it computes. */
import { mapLeaves, tensorsIn, unknownIn } from '../../../graph/graph.ts';
import type { Call } from '../../../graph/graph.ts';
import { BoundMethod, NativeFunction, PythonFunction } from '../../../languages/python/callables.ts';
import type { Arguments, Parameter } from '../../../languages/python/callables.ts';
import { Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { NdArray } from '../../../languages/python/library/numpy.ts';
import { List, Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Session } from '../session.ts';
import { assertCompatible } from '../spec.ts';
import type { InputSpec } from '../spec.ts';
import { noTensor, requireArguments } from './given.ts';
import { shapeOf } from './shapes.ts';
import { isSymbolic, namedInErrors } from './situation.ts';
import { stateOf } from './state.ts';
import type { LayerState } from './state.ts';
import { trackedBy } from './tracking.ts';
import { sublayers } from './weights.ts';

/** `Layer.__call__`: check the input, build once, compute. */
export function callLayer(self: Instance, given: Arguments, session: Session): Value {
  const { context } = session;
  const args = withTensors(given, session);
  const state = stateOf(self);
  const data = isBuiltModel(self) && !context.graph.current ? unknownIn(args.positional) : null;
  if (data) return data; // what a model computes of data stacks nothing
  const traced = { callee: self, type: self.cls.name, args, line: context.line, site: context.site };
  let call: Call | null = null;
  const output = context.graph.traced(traced, () => {
    call = context.graph.current;
    const missing = unknownIn(args.positional);
    if (missing) throw new NotFollowed(missing, `what goes into ${state.name}`);
    requireArguments(self, args, session);
    const [first] = args.positional;
    const specs = state.built && isShapeInference(call, session) ? specsOfRank(self) : state.specs;
    if (first === null && specs.length > 0) throw noTensor(self);
    const inputs = tensorsIn(first === undefined ? [] : [first]);
    assertCompatible(specs, inputs, state.name);
    if (inputs.length > 1) refuseList(self, session);
    const isAhead = !state.built && runsAhead(self);
    buildOnce(self, args, session);
    const declared = ownShape(self, call, args, session);
    if (declared) return declared;
    const run = (): Value => context.call(callOf(self, session), withoutTraining(self, args));
    // asked for its output's shape alone a layer is not called, and an error names the model that asks
    const isInferred = isShapeInference(call, session) && isParentModel(call, self);
    const whole = isAhead ? (): Value => runAgain(self, session, run) : run;
    return isInferred ? whole() : namedInErrors(self, session, whole);
  });
  if (call) state.calls.push(call);
  lock(self);
  return output;
}

/** @throws Refusal NotImplementedError for a layer of the paste that says nowhere what it computes */
function callOf(self: Instance, { context }: Session): Value {
  if (self.cls.lookup('call') !== undefined || self.attributes.has('call'))
    return context.attribute(self, 'call') ?? null;
  const message = `Layer ${self.cls.name} does not have a \`call\` method implemented.`;
  throw new Refusal('NotImplementedError', message, 'call');
}

/** Keras takes `training` from everyone, and hands it on to a `call` that asks for it. */
function withoutTraining(self: Instance, args: Arguments): Arguments {
  const call = self.cls.lookup('call');
  const takes = ({ name, kind }: Parameter): boolean => name === 'training' || kind === 'keywords';
  if (!args.keywords.has('training') || !(call instanceof PythonFunction) || call.parameters.some(takes)) return args;
  return { ...args, keywords: new Map([...args.keywords].filter(([name]) => name !== 'training')) };
}

const DECLARED =
  'Keras asks `compute_output_shape` of this layer and does not run its `call`: layers that only `call` would build have no weights yet';

/** What a layer of the paste says that it gives: where it builds itself too, Keras asks nothing else for the shape. */
function ownShape(self: Instance, call: Call | null, args: Arguments, session: Session): Value | null {
  const [compute, build] = ['compute_output_shape', 'build'].map((name) => self.cls.lookup(name));
  const [first] = args.positional;
  const isOwn = compute instanceof PythonFunction && build instanceof PythonFunction;
  if (!isOwn || first === undefined || args.positional.length > 1 || !isSymbolic(call)) return null;
  const bound = session.context.attribute(self, 'compute_output_shape') ?? null;
  const shape = session.context.call(bound, { positional: [shapeOf(first)] });
  if (shape instanceof Unknown) throw new NotFollowed(shape, `what \`compute_output_shape\` of ${self.cls.name} gives`);
  session.context.note(DECLARED, self.cls.line);
  return tensorsOfShapes(shape, session);
}

/** A shape, or a list of shapes. */
function tensorsOfShapes(shape: Value, session: Session): Value {
  const items = session.context.items(shape);
  const isOne = items.every((size) => size === null || typeof size === 'number');
  if (isOne) return session.tensor(items as (number | null)[]);
  const tensors = items.map((one) => tensorsOfShapes(one, session));
  return shape instanceof List ? new List(tensors) : new Tuple(tensors);
}

/** Whether a model has all its weights. */
function isBuiltModel(self: Instance): boolean {
  return stateOf(self).built && isModel(self);
}

function isModel({ cls }: Instance): boolean {
  return cls.mro.some(({ name, module }) => name === 'Model' && module !== null);
}

/**
 * Where only shapes are asked for, a model or wrapper asks each layer in it for its output's shape and does not call it: a
 * layer that is built does not look at the input's channels.
 */
export function onlyShapes<T>(session: Session, run: () => T): T {
  const before = session.inferring;
  const { current } = session.context.graph;
  if (isSymbolic(current)) session.inferring = current;
  try {
    return run();
  } finally {
    session.inferring = before;
  }
}

/** Layers that take one tensor and fail on a list of them, each in other words of its code. */
const OF_ONE_TENSOR =
  /^(Masking|PReLU|(Batch|Layer|Group|RMS|Unit)?Normalization|Reshape|CategoryEncoding|Embedding|EinsumDense|Resizing|CenterCrop|RandomCrop|TimeDistributed|RNN|Adaptive(Average|Max)Pooling[123]D)$/;

function refuseList({ cls }: Instance, { context }: Session): void {
  if (cls.module === null || !OF_ONE_TENSOR.test(cls.name)) return;
  throw new NotFollowed(new Unknown(`${cls.name} takes one tensor, not a list of several`, context.line));
}

/** Of these Keras knows the output's shape for an input of any rank. */
const OF_ANY_RANK =
  /^(BatchNormalization|Bidirectional|GroupNormalization|(Depthwise|Separable)?Conv[123]D(Transpose)?|LSTM|GRU|SimpleRNN|(Global)?(Average|Max)Pool(ing)?[123]D|SpatialDropout[123]D|UpSampling[123]D|PReLU|Permute|RepeatVector|(ZeroPadding|Cropping)[123]D)$/;

/** What is checked of a built layer's input as shapes are inferred: the rank, at most. */
function specsOfRank(self: Instance): InputSpec[] {
  if (OF_ANY_RANK.test(self.cls.name)) return [];
  return stateOf(self).specs.map((spec) => ({ ...spec, axes: new Map() }));
}

/** Whether a model infers the output's shape of a layer of Keras's own. */
function isParentModel(call: Call | null, { cls }: Instance): boolean {
  const parent = call?.parent?.callee;
  return parent instanceof Instance && isModel(parent) && cls.module !== null && cls.name !== 'Lambda';
}

function isShapeInference(call: Call | null, session: Session): boolean {
  return call !== null && session.inferring !== null && call.parent === session.inferring;
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
function buildOnce(self: Instance, args: Arguments, session: Session): void {
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
  if (!runsAhead(self)) lock(self);
}

/** Without a `build` of its own, and with layers that are not built, Keras runs `call` once before: there it may make others. */
function runsAhead(self: Instance): boolean {
  const hasOwn = self.cls.lookup('build') instanceof PythonFunction;
  return !hasOwn && sublayers(self).some((one) => (one.state as LayerState | undefined)?.built === false);
}

/** What `call` made as it ran ahead is there as it runs: what it would make anew is refused. */
function runAgain(self: Instance, session: Session, run: () => Value): Value {
  const { graph } = session.context;
  const state = stateOf(self);
  const parts = (): number => trackedBy(self).layers.size + state.weights.length;
  const [before, calls, children] = [parts(), graph.calls.length, graph.current?.children.length ?? 0];
  const ahead = run();
  if (parts() === before) return ahead;
  const dropped = new Set(graph.calls.splice(calls));
  graph.current?.children.splice(children);
  forget(self, dropped);
  lock(self);
  return run();
}

function forget(layer: Instance, dropped: ReadonlySet<Call>, seen = new Set([layer])): void {
  for (const inner of sublayers(layer).filter((one) => !seen.has(one))) {
    seen.add(inner);
    const { calls } = stateOf(inner);
    calls.splice(0, calls.length, ...calls.filter((call) => !dropped.has(call)));
    forget(inner, dropped, seen);
  }
}

/** A model of tensors or a stack takes more layers as attributes. */
function lock(self: Instance): void {
  const state = stateOf(self);
  state.locked = !isModel(self) || state.settings === undefined;
}

const INPUTS = ['inputs', 'query', 'value', 'key'];

/** What a layer is called with, that which is named in the order of the built-in layers' inputs. */
function inOrder({ positional, keywords }: Arguments): readonly Value[] {
  const place = (name: string): number => (INPUTS.includes(name) ? INPUTS.indexOf(name) : INPUTS.length);
  const named = [...keywords].sort(([one], [other]) => place(one) - place(other));
  return [...positional, ...named.map(([, value]) => value)];
}
