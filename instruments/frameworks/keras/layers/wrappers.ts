/** Layers that hold another layer, or a function of the paste. */
import type { Shape } from '../../../graph/tensor.ts';
import { Tensor } from '../../../graph/tensor.ts';
import { tensorsIn } from '../../../graph/graph.ts';
import { NativeFunction } from '../../../languages/python/callables.ts';
import { Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, PythonError, Refusal } from '../../../languages/python/errors.ts';
import { Dict, Float, List, Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { onlyShapes } from '../layer/calling.ts';
import { shapeTuple } from '../layer/shapes.ts';
import { beforeCall } from '../layer/situation.ts';
import { isLayer, stateOf } from '../layer/state.ts';
import { allWeights } from '../layer/weights.ts';
import type { LayerCall, LayerRules } from '../rules.ts';
import signatures from '../signatures.json' with { type: 'json' };
import type { Session } from '../session.ts';
import { dimensions } from '../settings.ts';
import type { Settings } from '../settings.ts';
import { tuple } from '../text.ts';
import type { Recurrent } from './recurrent.ts';

function innerLayer(args: Settings, self: Instance): Instance {
  const value = args.value('layer');
  if (!isLayer(value)) {
    const message = `Please initialize \`${args.type}\` layer with a \`keras.layers.Layer\` instance. Received: ${args.context.text(value)}`;
    throw new Refusal('ValueError', message, 'argument', { argument: 'layer' });
  }
  stateOf(self).inner.push(value);
  return value;
}

/** The shapes that a layer gives for a tensor; it is built and traced inside the call. */
function applied(layer: Instance, tensors: readonly Tensor[], { session }: LayerCall): Shape[] {
  const [first] = tensors;
  const output = session.context.call(layer, {
    positional: [tensors.length === 1 ? (first as Value) : new List([...tensors])],
  });
  if (output instanceof Unknown) throw new NotFollowed(output, `what ${layer.cls.name} gives`);
  return tensorsIn([output]).map(({ shape }) => shape);
}

/** `TimeDistributed(layer)`: the layer on every step, without the second axis. */
export const timeDistributed: LayerRules<Instance> = {
  settings: innerLayer,
  output: (layer, [input], call) => {
    const shape = input as Shape;
    if (shape.length < 3) {
      const message = `\`TimeDistributed\` Layer should be passed an \`input_shape\` with at least 3 dimensions, received: ${tuple(shape)}`;
      const refusal = new Refusal('ValueError', message, 'rank', { input: shape });
      refusal.isEarly = true; // as the layer is built
      throw refusal;
    }
    const [tensor] = call.tensors;
    const step = call.session.tensor([shape[0] ?? null, ...shape.slice(2)], tensor?.dtype);
    step.field = tensor?.field; // of a symbolic tensor a step is symbolic, too
    const [output = []] = named(() => {
      buildWithoutCheck(layer, step.shape, call.session);
      return onlyShapes(call.session, () => applied(layer, [step], call));
    });
    return [output[0] ?? null, shape[1] ?? null, ...output.slice(1)];
  },
};

/**
 * A built-in layer is built as the wrapper is, before anybody looks at its input; a model is when it is called.
 *
 * @param ahead what the wrapper puts before the layer's name
 */
function buildWithoutCheck(layer: Instance, shape: Shape, session: Session, ahead = ''): void {
  const state = stateOf(layer);
  const build = layer.cls.lookup('build');
  const isModel = layer.cls.mro.some(({ name }) => name === 'Model');
  if (state.built || isModel || !(build instanceof NativeFunction)) return;
  const { name } = state;
  state.name = ahead + name;
  beforeCall(() => session.context.call(build, { positional: [layer, new List([shapeTuple(shape)])] }));
  state.name = name;
  state.built = true;
}

/** Keras builds the layer with its wrapper, and then says of an error only that it came in the wrapper's `call`. */
function named<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PythonError) {
      error.isEarly = error.preamble === '';
      error.preamble = '';
    }
    throw error;
  }
}

interface Both {
  readonly forward: Instance;
  readonly backward: Instance | null;
  readonly mergeMode: string | null;
}

/** The copy that reads from the end is made from the layer's arguments, of which one says so. @throws Refusal */
function requireTurned(layer: Instance): void {
  const own = (signatures.layers as Readonly<Record<string, { class: string; module: string; parameters: unknown[] }>>)[
    layer.cls.name
  ];
  if (layer.cls.module !== 'keras.layers' || own === undefined) return;
  const names = own.parameters.map((one) => (Array.isArray(one) ? String(one[0]) : String(one)));
  if (names.includes('go_backwards')) return;
  const message =
    `<class 'keras.src.layers.${own.module}.${own.class}'> could not be deserialized properly. Please ensure that components that ` +
    "are Python object instances (layers, models, etc.) returned by `get_config()` are explicitly deserialized in the model's `from_config()` method.";
  throw new Refusal('TypeError', message, 'argument', { argument: 'layer' });
}

/** `Bidirectional(LSTM(8))`: the layer, and a copy that reads from the end. */
export const bidirectional: LayerRules<Both> = {
  spec: () => [{ ndim: 3 }],
  settings: (args, self) => {
    const forward = innerLayer(args, self);
    const mergeMode = args.value('merge_mode');
    const names = ['sum', 'mul', 'ave', 'concat', null];
    if (!names.includes(mergeMode as string | null)) {
      const message =
        `Invalid merge mode. Received: ${args.context.text(mergeMode)}. ` +
        'Merge mode should be one of {"sum", "mul", "ave", "concat", None}';
      throw new Refusal('ValueError', message, 'argument', { argument: 'merge_mode' });
    }
    const given = args.value('backward_layer');
    if (given === null) requireTurned(forward);
    const backward = given instanceof Instance ? given : null;
    if (backward) stateOf(self).inner.push(backward);
    return { forward, backward, mergeMode: mergeMode as string | null };
  },
  output: ({ forward, backward, mergeMode }, _, call) => {
    const tensors = tensorsIn([call.args.positional[0] ?? null]);
    const isNew = !stateOf(forward).built;
    if (tensors[0]) buildWithoutCheck(forward, tensors[0].shape, call.session, 'forward_');
    const [output = [], ...states] = onlyShapes(call.session, () => applied(forward, tensors, call));
    if (backward) onlyShapes(call.session, () => applied(backward, tensors, call));
    else if (isNew) stateOf(call.self).weights.push(...allWeights(forward));
    const both = [...states, ...states];
    if (mergeMode === null) return [output, output, ...both];
    const last = output.at(-1) ?? null;
    const merged = mergeMode === 'concat' ? [...output.slice(0, -1), last === null ? null : last * 2] : output;
    return both.length > 0 && (stateOf(forward).settings as Recurrent).returnState ? [merged, ...both] : merged;
  },
};

/** `SpectralNormalization(layer)`: one more vector, as long as the last axis of the layer's kernel. */
export const spectralNormalization: LayerRules<Instance> = {
  settings: innerLayer,
  output: (layer, _, call) => {
    const tensors = tensorsIn([call.args.positional[0] ?? null]);
    const [output = []] = onlyShapes(call.session, () => applied(layer, tensors, call));
    const state = stateOf(call.self);
    if (state.weights.length === 0) {
      const kernel = stateOf(layer).weights.find(({ name }) => name === 'kernel' || name === 'embeddings');
      if (!kernel) {
        const message = `${layer.cls.name} object has no attribute 'kernel' nor 'embeddings'`;
        throw new Refusal('ValueError', message, 'argument', { argument: 'layer' });
      }
      const shape = [1, kernel.shape.at(-1) ?? 1];
      state.specs = [{ axes: new Map([[-1, tensors[0]?.shape.at(-1) ?? null]]) }];
      state.weights.push({ name: 'vector_u', shape, trainable: false, tensor: call.session.tensor(shape) });
    }
    return output;
  },
};

interface LambdaFunction {
  readonly run: Value;
  readonly outputShape: Value;
  readonly extra: Dict | null;
}

/** `Lambda(function)`: the function is read as any other of the paste. */
export const lambda: LayerRules<LambdaFunction> = {
  settings: (args) => {
    const extra = args.value('arguments');
    requireCallable(args);
    return {
      run: args.value('function'),
      outputShape: args.value('output_shape'),
      extra: extra instanceof Dict ? extra : null,
    };
  },
  output: ({ outputShape }, inputs, call) => (outputShape === null ? [] : declaredShape(outputShape, inputs, call)),
  computed: ({ run, outputShape, extra }, call) => {
    if (outputShape !== null) return undefined; // Keras believes it
    const { context } = call.session;
    const keywords = new Map((extra ? [...extra.entries.values()] : []).map(([key, value]) => [String(key), value]));
    const output = context.call(run, { positional: call.args.positional, keywords });
    if (output instanceof Unknown) throw new NotFollowed(output, 'what the function of Lambda gives');
    return tensorsIn([output]).length > 0 ? output : undefined;
  },
};

/** Keras asks Python's `inspect` for the function's parameters. @throws PythonError for what has none */
function requireCallable(args: Settings): void {
  const run = args.value('function');
  const isPlain = run === null || ['number', 'string', 'boolean'].includes(typeof run) || run instanceof Tensor;
  if (isPlain || run instanceof List || run instanceof Tuple || run instanceof Dict || run instanceof Float)
    throw new PythonError('TypeError', 'unsupported callable');
}

function declaredShape(outputShape: Value, inputs: readonly Shape[], { session }: LayerCall): Shape {
  const batch = inputs[0]?.[0] ?? null;
  const fixed = dimensions(outputShape, '`output_shape` of Lambda');
  if (fixed) return [batch, ...fixed];
  const shapes = inputs.map((shape) => new Tuple(shape));
  const given = shapes.length === 1 ? (shapes[0] as Tuple) : new List(shapes);
  const shape = dimensions(session.context.call(outputShape, { positional: [given] }), '`output_shape` of Lambda');
  if (shape) return shape;
  throw new Refusal('ValueError', '`output_shape` of Lambda should be a shape or give one.', 'argument');
}
