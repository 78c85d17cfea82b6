/** Functions of TensorFlow that change shapes, under their own names and arguments. */
import { mapTensors, tensorsIn } from '../../../graph/graph.ts';
import { bind, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import type { Arguments, Parameter } from '../../../languages/python/callables.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { libraryFunction } from '../../../languages/python/library/builtins.ts';
import { evenlySpaced } from '../../../languages/python/library/numpy.ts';
import { Tensor } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import { Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Session } from '../session.ts';
import { OperationArguments } from './arguments.ts';
import { operation } from './operations.ts';

/** TensorFlow's parameters → the argument names of the operation of `keras.ops` that does the same. */
interface Renamed {
  readonly operation: string;
  readonly parameters: readonly (string | readonly [string, Value])[];
  readonly names: Readonly<Record<string, string>>;
}

function renamed(name: string, names: Readonly<Record<string, string>>, given: Renamed['parameters']): Renamed {
  return { operation: name, parameters: given, names };
}

const reduction = (name: string): Renamed =>
  renamed(name, { input_tensor: 'x', axis: 'axis', keepdims: 'keepdims' }, [
    'input_tensor',
    ['axis', null],
    ['keepdims', false],
    ['name', null],
  ]);
const unary = (name: string): Renamed => renamed(name, { x: 'x' }, ['x', ['name', null]]);
const binary = (name: string): Renamed => renamed(name, { x: 'x1', y: 'x2' }, ['x', 'y', ['name', null]]);

const FUNCTIONS: Readonly<Record<string, Renamed>> = {
  ...Object.fromEntries(
    ['mean', 'sum', 'max', 'min', 'prod', 'std', 'all', 'any', 'logsumexp'].map((name) => [
      `reduce_${name}`,
      reduction(name),
    ]),
  ),
  reduce_variance: reduction('var'),
  ...Object.fromEntries(
    'abs exp sqrt square sigmoid tanh relu relu6 elu selu gelu silu swish softplus log sin cos sign floor ceil round negative rsqrt identity_like'
      .split(' ')
      .map((name) => [name, unary(name)]),
  ),
  ...Object.fromEntries(
    ['add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum', 'equal', 'greater', 'less'].map((name) => [
      name,
      binary(name),
    ]),
  ),
  leaky_relu: renamed('leaky_relu', { features: 'x' }, ['features', ['alpha', null], ['name', null]]),
  l2_normalize: renamed('normalize', { x: 'x', axis: 'axis' }, ['x', ['axis', -1], ['epsilon', 1e-12], ['name', null]]),
  softmax: renamed('softmax', { logits: 'x' }, ['logits', ['axis', null], ['name', null]]),
  cast: renamed('cast', { x: 'x', dtype: 'dtype' }, ['x', 'dtype', ['name', null]]),
  concat: renamed('concatenate', { values: 'xs', axis: 'axis' }, ['values', 'axis', ['name', null]]),
  concatenate: renamed('concatenate', { tensors: 'xs', axis: 'axis' }, ['tensors', ['axis', -1]]),
  stack: renamed('stack', { values: 'x', axis: 'axis' }, ['values', ['axis', 0], ['name', null]]),
  unstack: renamed('unstack', { value: 'x', num: 'num', axis: 'axis' }, ['value', ['num', null], ['axis', 0]]),
  reshape: renamed('reshape', { tensor: 'x', shape: 'newshape' }, ['tensor', 'shape', ['name', null]]),
  transpose: renamed('transpose', { a: 'x', perm: 'axes' }, ['a', ['perm', null], ['name', null]]),
  expand_dims: renamed('expand_dims', { input: 'x', axis: 'axis' }, ['input', 'axis', ['name', null]]),
  squeeze: renamed('squeeze', { input: 'x', axis: 'axis' }, ['input', ['axis', null], ['name', null]]),
  pad: renamed('pad', { tensor: 'x', paddings: 'pad_width' }, [
    'tensor',
    'paddings',
    ['mode', 'CONSTANT'],
    ['constant_values', 0],
  ]),
  split: renamed('split', { value: 'x', num_or_size_splits: 'indices_or_sections', axis: 'axis' }, [
    'value',
    'num_or_size_splits',
    ['axis', 0],
  ]),
  tile: renamed('tile', { input: 'x', multiples: 'repeats' }, ['input', 'multiples', ['name', null]]),
  repeat: renamed('repeat', { input: 'x', repeats: 'repeats', axis: 'axis' }, ['input', 'repeats', ['axis', null]]),
  repeat_elements: renamed('repeat', { x: 'x', rep: 'repeats', axis: 'axis' }, ['x', 'rep', 'axis']),
  gather: renamed('take', { params: 'x', indices: 'indices', axis: 'axis' }, ['params', 'indices', ['axis', 0]]),
  one_hot: renamed('one_hot', { indices: 'x', depth: 'num_classes' }, ['indices', 'depth', ['axis', -1]]),
  argmax: renamed('argmax', { input: 'x', axis: 'axis' }, ['input', ['axis', 0], '**kwargs']),
  cumsum: renamed('cumsum', { x: 'x', axis: 'axis' }, ['x', ['axis', 0], '**kwargs']),
  argmin: renamed('argmin', { input: 'x', axis: 'axis' }, ['input', ['axis', 0], '**kwargs']),
  zeros_like: renamed('zeros_like', { input: 'x' }, ['input', ['dtype', null]]),
  ones_like: renamed('ones_like', { input: 'x' }, ['input', ['dtype', null]]),
};

const FORMATS: Readonly<Record<string, string>> = {
  NHWC: 'channels_last',
  NCHW: 'channels_first',
};

/** Functions that make a tensor from sizes. */
const MAKERS = ['zeros', 'ones', 'normal', 'uniform', 'truncated_normal', 'random_normal', 'random_uniform', 'fill'];

/** All functions by name, for `tf`, `tf.nn`, `tf.math` and `keras.backend`. */
export function tensorflowFunctions(session: Session): Map<string, Value> {
  const functions = new Map<string, Value>();
  for (const [name, one] of Object.entries(FUNCTIONS)) functions.set(name, renamedFunction(name, one, session));
  for (const name of MAKERS) functions.set(name, maker(name, session));
  functions.set('shape', operation('shape', session));
  functions.set('einsum', operation('einsum', session));
  functions.set('resize', resize(session));
  functions.set('range', range(session));
  functions.set('matmul', matmul(session));
  functions.set('map_fn', mapped(session));
  functions.set('extract_patches', extractPatches(session));
  for (const [name, dropped] of CROSS_ENTROPIES) functions.set(name, crossEntropy(name, dropped, session));
  for (const name of ['depth_to_space', 'space_to_depth']) functions.set(name, blocks(name, session));
  functions.set('linspace', libraryFunction('linspace', evenlySpaced));
  functions.set('constant', same('constant'));
  functions.set('convert_to_tensor', same('convert_to_tensor'));
  functions.set('identity', same('identity'));
  functions.set('Variable', same('Variable'));
  functions.set('stop_gradient', same('stop_gradient'));
  return functions;
}

function renamedFunction(
  name: string,
  { operation: target, parameters: short, names }: Renamed,
  session: Session,
): NativeFunction {
  const list: Parameter[] = parameters([...short]);
  const run = operation(target, session);
  return new NativeFunction(name, (args) => {
    refuseSymbolic(args, session);
    const bound = bind(list, args, name);
    const [first] = list;
    const keywords = new Map<string, Value>();
    for (const [theirs, ours] of Object.entries(names)) {
      const value = bound.get(theirs);
      const isOpenSize = value === null && theirs === first?.name && session.context.graph.current !== null;
      keywords.set(ours, isOpenSize ? session.tensor([]) : value); // `tf.shape(x)[0]` is a number
    }
    return session.context.call(run, { positional: [], keywords });
  });
}

/** Outside a layer Keras 3 refuses to hand its symbolic tensors to TensorFlow. */
export function refuseSymbolic(args: Arguments, session: Session): void {
  if (session.context.graph.current) return;
  const symbolic = tensorsIn([...args.positional, ...args.keywords.values()]).some(({ field }) => field !== undefined);
  if (!symbolic) return;
  const message =
    'A KerasTensor cannot be used as input to a TensorFlow function. A KerasTensor is a symbolic placeholder for a shape ' +
    'and dtype, used when constructing Keras Functional models or Keras Functions. You can only use it as input to a ' +
    'Keras layer or a Keras operation (from the namespaces `keras.layers` and `keras.ops`).';
  throw new Refusal('ValueError', message, 'symbolic');
}

function maker(name: string, session: Session): NativeFunction {
  return new NativeFunction(name, (args) => {
    const bound = bind(parameters(['shape', '*rest', '**kwargs']), args, name);
    return session.tensor(new OperationArguments(bound, name, session).sizes('shape'));
  });
}

/** What it is given, by whichever name. */
function same(name: string): NativeFunction {
  return new NativeFunction(name, ({ positional: [value], keywords }) => {
    const named = ['initial_value', 'value', 'input'].flatMap((one) => keywords.get(one) ?? []);
    return value ?? named[0] ?? null;
  });
}

/** `tf.nn.depth_to_space(input, block_size, data_format="NHWC")` */
function blocks(name: string, session: Session): NativeFunction {
  const list = parameters(['input', 'block_size', ['data_format', 'NHWC'], ['name', null]]);
  const run = operation(name, session);
  return new NativeFunction(name, (args) => {
    refuseSymbolic(args, session);
    const bound = bind(list, args, name);
    const format = FORMATS[new OperationArguments(bound, name, session).text('data_format')];
    if (!format) return session.context.unknown(`what \`${name}\` gives is not followed`);
    return session.context.call(run, {
      positional: [bound.get('input'), bound.get('block_size'), format],
    });
  });
}

/** `tf.map_fn(f, x)`: what the function gives for one row, as often as there are rows. */
function mapped(session: Session): NativeFunction {
  const list = parameters(['fn', 'elems', '**kwargs']);
  return new NativeFunction('map_fn', (args) => {
    refuseSymbolic(args, session);
    const bound = bind(list, args, 'map_fn');
    const elems = bound.get('elems');
    const rows = tensorsIn([elems])[0]?.shape[0] ?? null;
    const row = mapTensors(elems, (tensor) => like(tensor, tensor.shape.slice(1)));
    const given = session.context.call(bound.get('fn'), { positional: [row] });
    if (given instanceof Unknown) throw new NotFollowed(given, 'what the function of map_fn gives');
    return mapTensors(given, (tensor) => like(tensor, [rows, ...tensor.shape]));
  });

  function like(tensor: Tensor, shape: Shape): Tensor {
    const made = session.tensor(shape, tensor.dtype);
    made.field = tensor.field;
    return made;
  }
}

/** `tf.matmul(a, b, transpose_b=True)` */
function matmul(session: Session): NativeFunction {
  const list = parameters(['a', 'b', ['transpose_a', false], ['transpose_b', false], '**kwargs']);
  const [run, swap] = [operation('matmul', session), operation('swapaxes', session)];
  return new NativeFunction('matmul', (args) => {
    refuseSymbolic(args, session);
    const bound = bind(list, args, 'matmul');
    const factors = ['a', 'b'].map((name) => {
      const factor = bound.get(name);
      const isTurned = session.context.truth(bound.get(`transpose_${name}`));
      return isTurned ? session.context.call(swap, { positional: [factor, -1, -2] }) : factor;
    });
    return session.context.call(run, { positional: factors });
  });
}

/** Losses that give a number for each cell, or for each example: without the axis of the classes. */
const CROSS_ENTROPIES = [
  ['sigmoid_cross_entropy_with_logits', 0],
  ['softmax_cross_entropy_with_logits', 1],
  ['sparse_softmax_cross_entropy_with_logits', 1],
] as const;

function crossEntropy(name: string, dropped: number, session: Session): NativeFunction {
  const list = parameters([
    ['labels', null],
    ['logits', null],
    ['axis', -1],
    ['name', null],
  ]);
  return new NativeFunction(name, (args) => {
    refuseSymbolic(args, session);
    const shape = new OperationArguments(bind(list, args, name), name, session).shape('logits');
    return session.tensor(shape.slice(0, shape.length - dropped));
  });
}

/** `tf.range(limit)`, `tf.range(start, limit, delta)` */
function range(session: Session): NativeFunction {
  const run = operation('arange', session);
  return new NativeFunction('range', ({ positional, keywords }) => {
    const given =
      positional.length === 1 && !keywords.has('limit') && !keywords.has('start') ? [0, ...positional] : positional;
    const names = new Map<string, Value>([['start', 0]]);
    for (const [at, value] of given.entries()) names.set(['start', 'stop', 'step'][at] ?? 'dtype', value);
    for (const [theirs, ours] of [
      ['start', 'start'],
      ['limit', 'stop'],
      ['delta', 'step'],
    ] as const)
      if (keywords.has(theirs)) names.set(ours, keywords.get(theirs) ?? null);
    return session.context.call(run, { keywords: names });
  });
}

/** `tf.image.resize(images, [height, width])` */
function resize(session: Session): NativeFunction {
  const native: NativeFunction = new NativeFunction('resize', (args) => {
    refuseSymbolic(args, session);
    const bound = bind(parameters(['images', 'size', '**kwargs']), args, 'resize');
    const images = bound.get('images');
    if (!(images instanceof Tensor)) return session.context.unknown('what is resized is not known');
    const [height = null, width = null] = new OperationArguments(bound, 'resize', session).sizes('size');
    const { shape } = images;
    return session.tensor([...shape.slice(0, -3), height, width, shape.at(-1) ?? null]);
  });
  return native;
}

/** `tf.image.extract_patches(images, sizes=[1, 6, 6, 1], …)`: the operation of Keras, without batch and channels. */
function extractPatches(session: Session): NativeFunction {
  const list = parameters(['images', 'sizes', 'strides', 'rates', 'padding', ['name', null]]);
  const run = operation('image.extract_patches', session);
  return new NativeFunction('extract_patches', (args) => {
    refuseSymbolic(args, session);
    const bound = bind(list, args, 'extract_patches');
    const of = new OperationArguments(bound, 'extract_patches', session);
    const inner = (name: string): Value => new Tuple((of.axes(name) ?? []).slice(1, 3));
    const keywords = new Map<string, Value>([
      ['size', inner('sizes')],
      ['strides', inner('strides')],
      ['dilation_rate', inner('rates')],
      ['padding', of.text('padding').toLowerCase()],
    ]);
    return session.context.call(run, {
      positional: [bound.get('images')],
      keywords,
    });
  });
}
