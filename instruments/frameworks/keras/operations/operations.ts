/** `keras.ops`: which operation does what to shapes. */
import { tensorsIn, unknownIn } from '../../../graph/graph.ts';
import { overlaid, sees } from '../../../graph/receptive.ts';
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { bind, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { libraryFunction } from '../../../languages/python/library/builtins.ts';
import { evenlySpaced } from '../../../languages/python/library/numpy.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { isOfTensorFlow } from '../layer/situation.ts';
import { convolved, pooled } from '../layers/sizes.ts';
import type { DataFormat, Session } from '../session.ts';
import type { Padding } from '../settings.ts';
import signatures from '../signatures.json' with { type: 'json' };
import { OperationArguments } from './arguments.ts';
import { IMAGES } from './images.ts';
import { reshaped, validateReshape } from '../layers/reshaping.ts';
import * as shapes from './shapes.ts';

/** What an operation gives: one shape, or several. */
type Result = Shape | { readonly several: readonly Shape[]; readonly as?: 'list' | 'tuple' };
type Rule = (args: OperationArguments) => Result;

const SAME =
  `abs absolute arccos arccosh arcsin arcsinh arctan arctanh cast cbrt ceil celu clip conj conjugate copy cos cosh
  deg2rad elu erf erfc erfinv exp exp2 expm1 fabs floor gelu hard_shrink hard_sigmoid hard_silu
  hard_swish hard_tanh i0 isfinite isinf isnan leaky_relu log log10 log1p log2 log_sigmoid logical_not
  nan_to_num negative ones_like positive rad2deg real reciprocal relu relu6 round rsqrt selu sigmoid sign
  signbit silu sin sinc sinh soft_shrink softplus softsign sparse_plus sparse_sigmoid sqrt square
  squareplus stop_gradient swish tan tanh tanh_shrink threshold tril triu trunc zeros_like bitwise_not bitwise_invert
  rms_normalization batch_normalization convert_to_tensor angle imag saturate_cast
  empty_like fliplr flipud`.split(/\s+/);

const BROADCAST = `add arctan2 bitwise_and bitwise_or bitwise_xor divide divide_no_nan equal floor_divide fmax fmin fmod
  greater greater_equal heaviside hypot less less_equal logaddexp logical_and logical_or logical_xor maximum minimum mod
  multiply not_equal power subtract true_divide gcd lcm nextafter ldexp isclose`.split(/\s+/);

const REDUCTIONS =
  `all amax amin any argmax argmin count_nonzero logsumexp max mean median min nanmax nanmean nanmin nansum
  norm prod std sum var average`.split(/\s+/);

const first = (args: OperationArguments, ...names: string[]): string =>
  names.find((name) => args.has(name)) ?? (names[0] as string);

const sameAs: Rule = (args) => args.shape(first(args, 'x', 'inputs', 'variable', 'a'));

const broadcasting: Rule = (args) => {
  const [left, right] = args.has('x1') ? ['x1', 'x2'] : ['x', 'y'];
  return shapes.broadcastShapes(args.shape(left), args.shape(right));
};

const reducing: Rule = (args) =>
  shapes.reduced(args.shape('x'), args.axes('axis'), args.has('keepdims') && args.boolean('keepdims'));

const axesOf = (args: OperationArguments, name: string): readonly number[] => args.axes(name) ?? [];

/** What TensorFlow says of an axis that is not there; null where it says nothing. */
const OF_TENSORFLOW: Readonly<Record<string, (axis: number, rank: number) => string | null>> = {
  roll: () => null,
  cumsum: () => null,
  cumprod: () => null,
  softmax: () => UNPRINTABLE,
  log_softmax: () => UNPRINTABLE,
  normalize: (axis, rank) => `Invalid reduction dimension ${axis} for input with ${rank} dimensions.`,
  sort: (axis) => `slice index ${axis} of dimension 0 out of bounds.`,
  argsort: (axis) => `slice index ${axis} of dimension 0 out of bounds.`,
  sparsemax: (axis) => `slice index ${axis} of dimension 0 out of bounds.`,
};
const UNPRINTABLE = "InvalidArgumentError.__init__() missing 2 required positional arguments: 'op' and 'message'";

/** @throws Refusal `axis` for one beyond the last, in the words of who computes */
function requireAxes(args: OperationArguments, shape: Shape): void {
  const axes = args.axes('axis') ?? [];
  const says = isOfTensorFlow(args.session.context.graph.current) ? OF_TENSORFLOW[args.operation] : undefined;
  const wrong = axes.find((axis) => axis < -shape.length || axis >= shape.length);
  if (wrong === undefined) return;
  if (!says) shapes.axisIn(wrong, shape.length);
  const message = says?.(wrong, shape.length) ?? null;
  if (message === null) return;
  const type = message === UNPRINTABLE ? 'TypeError' : 'ValueError';
  throw new Refusal(type, message, 'axis', { axis: wrong, rank: shape.length });
}

/** The cells of an axis, or of several, among themselves. */
const alongAxis: Rule = (args) => {
  const shape = sameAs(args);
  if (!('several' in shape)) requireAxes(args, shape);
  return shape;
};

/** Along an axis; without one, of all cells in a row. */
const cumulative: Rule = (args) => {
  const shape = args.shape('x');
  if (args.value('axis') === null) return reshaped(shape, [-1], 'newshape');
  requireAxes(args, shape);
  return shape;
};

/** Where a size is open TensorFlow looks whether some number of examples could fill the new shape. */
function requireWhole(input: Shape, target: Shape): void {
  if (!input.includes(null) || target.some((size) => size === null || size < 0)) return;
  const [have, want] = [input, target].map((shape) => shape.reduce<number>((cells, size) => cells * (size ?? 1), 1));
  if (have === undefined || want === undefined || have === 0 || want % have === 0) return;
  const message = `Dimension size must be evenly divisible by ${have} but is ${want}`;
  throw new Refusal('ValueError', message, 'cells', { input, target });
}

const OTHERS: Readonly<Record<string, Rule>> = {
  cumsum: cumulative,
  cumprod: cumulative,
  reshape: (args) => {
    const target = args.sizes('newshape');
    validateReshape(target, 'newshape');
    if (isOfTensorFlow(args.session.context.graph.current)) requireWhole(args.shape('x'), target);
    return reshaped(args.shape('x'), target, 'newshape');
  },
  ravel: (args) => reshaped(args.shape('x'), [-1], 'newshape'),
  transpose: (args) => shapes.transposed(args.shape('x'), args.axes('axes')),
  concatenate: (args) => shapes.concatenated(args.shapes('xs'), args.integer('axis', 0)),
  stack: (args) => shapes.stacked(args.shapes('x'), args.integer('axis', 0)),
  append: (args) => shapes.concatenated([args.shape('x1'), args.shape('x2')], args.integer('axis', 0)),
  expand_dims: (args) => shapes.expanded(args.shape('x'), axesOf(args, 'axis')),
  squeeze: (args) =>
    shapes.squeezed(args.shape('x'), args.axes('axis'), isOfTensorFlow(args.session.context.graph.current)),
  matmul: (args) => shapes.multiplied(args.shape('x1'), args.shape('x2')),
  dot: (args) => shapes.dotted(args.shape('x1'), args.shape('x2')),
  swapaxes: (args) => {
    const shape = [...args.shape('x')];
    const [one, other] = [args.integer('axis1'), args.integer('axis2')].map((axis) =>
      shapes.axisIn(axis, shape.length),
    );
    return shape.map((size, axis) =>
      axis === one ? (shape[other as number] ?? null) : axis === other ? (shape[one as number] ?? null) : size,
    );
  },
  moveaxis: (args) => moved(args.shape('x'), axesOf(args, 'source'), axesOf(args, 'destination')),
  repeat: (args) => {
    const shape = args.shape('x');
    const given = args.integer('axis');
    if (given >= shape.length || given < -shape.length) {
      throw new Refusal('IndexError', 'list index out of range', 'axis', { axis: given, rank: shape.length });
    }
    const axis = shapes.axisIn(given, shape.length);
    const count = args.integer('repeats');
    return shape.map((size, index) => (index === axis && size !== null ? size * count : size));
  },
  tile: (args) => {
    const shape = args.shape('x');
    const repeats = args.sizes('repeats');
    const rank = Math.max(shape.length, repeats.length);
    const [left, right] = [
      [...Array<number>(rank - shape.length).fill(1), ...shape],
      [...Array<number>(rank - repeats.length).fill(1), ...repeats],
    ];
    return left.map((size, axis) => {
      const times = right[axis] as Dimension;
      return size === null || times === null ? null : size * times;
    });
  },
  pad: (args) => {
    const widths = args.value('pad_width');
    const items = args.session.context.items(typeof widths === 'number' ? new List([widths]) : widths);
    const pairs = items.map((item) =>
      typeof item === 'number' ? [item, item] : (args.session.context.items(item) as number[]),
    );
    return shapes.padded(args.shape('x'), pairs);
  },
  split: (args) => {
    const sections = args.value('indices_or_sections');
    const parts = typeof sections === 'number' ? sections : ((args.axes('indices_or_sections') ?? []) as number[]);
    return { several: shapes.split(args.shape('x'), parts, args.integer('axis', 0)), as: 'list' };
  },
  unstack: (args) => {
    const shape = args.shape('x');
    const axis = shapes.axisIn(args.integer('axis', 0), shape.length);
    const rest = shape.filter((_, index) => index !== axis);
    return { several: Array.from({ length: shape[axis] ?? 0 }, () => rest), as: 'list' };
  },
  take: (args) => {
    const shape = args.shape('x');
    const axis = args.value('axis');
    const indices = args.shape('indices');
    if (axis === null) return indices;
    const at = shapes.axisIn(axis as number, shape.length);
    return [...shape.slice(0, at), ...indices, ...shape.slice(at + 1)];
  },
  where: (args) =>
    shapes.broadcastShapes(args.shape('condition'), shapes.broadcastShapes(args.shape('x1'), args.shape('x2'))),
  one_hot: (args) => {
    const shape = args.shape('x');
    const at = shapes.axisIn(args.integer('axis', -1), shape.length + 1);
    return [...shape.slice(0, at), args.integer('num_classes'), ...shape.slice(at)];
  },
  arange: (args) => {
    const [start, stop, step] = [args.value('start'), args.value('stop'), args.value('step') ?? 1];
    if (!args.isGiven('stop')) return [start as Dimension];
    const whole = typeof start === 'number' && typeof stop === 'number' && typeof step === 'number';
    return [whole ? Math.max(0, Math.ceil((stop - start) / step)) : null];
  },
  broadcast_to: (args) => args.sizes('shape'),
  zeros: (args) => args.sizes('shape'),
  ones: (args) => args.sizes('shape'),
  full: (args) => args.sizes('shape'),
  top_k: (args) => {
    const shape = [...args.shape('x').slice(0, -1), args.integer('k')];
    return { several: [shape, shape], as: 'tuple' };
  },
  moments: (args) => {
    const shape = shapes.reduced(args.shape('x'), args.axes('axes'), args.boolean('keepdims'));
    return { several: [shape, shape], as: 'tuple' };
  },
  glu: (args) => {
    const shape = args.shape('x');
    const axis = shapes.axisIn(args.integer('axis', -1), shape.length);
    return shape.map((size, index) => (index === axis && size !== null ? size / 2 : size));
  },
  conv: (args) => {
    const kernel = args.shape('kernel');
    const rank = kernel.length - 2;
    const input = args.shape('inputs');
    return convolved(input, kernel.at(-1) ?? null, {
      kernelSize: kernel.slice(0, rank) as number[],
      strides: repeated(args, 'strides', rank),
      dilationRate: repeated(args, 'dilation_rate', rank),
      padding: args.text('padding') as Padding,
      format: formatOf(args),
    });
  },
  max_pool: (args) => pool(args),
  average_pool: (args) => pool(args),
  dot_product_attention: (args) => args.shape('query'),
};

function pool(args: OperationArguments): Shape {
  const input = args.shape('inputs');
  const rank = input.length - 2;
  const kernelSize = repeated(args, 'pool_size', rank);
  const strides = args.value('strides') === null ? kernelSize : repeated(args, 'strides', rank);
  return pooled(input, { kernelSize, strides, padding: args.text('padding') as Padding, format: formatOf(args) });
}

function repeated(args: OperationArguments, name: string, rank: number): number[] {
  const sizes = args.axes(name) ?? [1];
  return sizes.length === 1 ? Array<number>(rank).fill(sizes[0] as number) : [...sizes];
}

function formatOf(args: OperationArguments): DataFormat {
  const value = args.value('data_format');
  return value === null ? args.session.dataFormat : (value as DataFormat);
}

function moved(shape: Shape, source: readonly number[], destination: readonly number[]): Shape {
  const from = source.map((axis) => shapes.axisIn(axis, shape.length));
  const to = destination.map((axis) => shapes.axisIn(axis, shape.length));
  const rest = shape.map((_, axis) => axis).filter((axis) => !from.includes(axis));
  const order = shape.map((_, axis) =>
    to.includes(axis) ? (from[to.indexOf(axis)] as number) : (rest.shift() as number),
  );
  return order.map((axis) => shape[axis] ?? null);
}

const RULES = new Map<string, Rule>([
  ...SAME.map((name): [string, Rule] => [name, sameAs]),
  ...'flip log_softmax normalize roll softmax sort sparsemax argsort'
    .split(' ')
    .map((name): [string, Rule] => [name, alongAxis]),
  ...BROADCAST.map((name): [string, Rule] => [name, broadcasting]),
  ...REDUCTIONS.map((name): [string, Rule] => [name, reducing]),
  ...Object.entries(OTHERS),
  ...Object.entries(IMAGES),
]);

const SIGNATURES = signatures.ops as unknown as Readonly<
  Record<string, readonly (string | readonly [string, Value])[]>
>;

export const operationNames: readonly string[] = Object.keys(SIGNATURES);

/** An operation of `keras.ops` as a function of the paste. */
export function operation(name: string, session: Session): NativeFunction {
  if (name === 'shape') return shapeFunction(session);
  if (name === 'linspace') return libraryFunction(name, evenlySpaced);
  if (name === 'einsum') return einsumFunction(session);
  const rule = RULES.get(name);
  const list = parameters(SIGNATURES[name] ?? []);
  const native: NativeFunction = new NativeFunction(name, (args) => {
    if (!rule) return notYet(name, session);
    return traced(native, args, session, () => {
      const bound = bind(list, args, name);
      return resultOf(rule(new OperationArguments(bound, name, session)), session);
    });
  });
  return native;
}

function notYet(name: string, session: Session): Value {
  return session.context.unknown(`what \`${name}\` gives is not followed`);
}

/** Run an operation as a node of the graph, unless nothing in it is a tensor. */
export function traced(callee: NativeFunction, args: Arguments, session: Session, run: () => Value): Value {
  const { context } = session;
  const missing = unknownIn([...args.positional, ...args.keywords.values()]);
  if (missing) throw new NotFollowed(missing, `an argument of ${callee.name}`);
  if (tensorsIn([...args.positional, ...args.keywords.values()]).length === 0) return run();
  return context.graph.traced({ callee, type: typeOf(callee.name), args, line: context.line, site: context.site }, () =>
    accounted(callee.name, session, run()),
  );
}

/** Operations that give each cell something of other cells, though the shape stays. */
const MIXING =
  'cumprod cumsum flip fliplr flipud log_softmax normalize rms_normalization roll softmax sort sparsemax tril triu argsort'.split(
    ' ',
  );
const STILL_OPERATIONS = new Set(SAME.filter((name) => !MIXING.includes(name)).map(plain));
const OVERLAYING = new Set([...BROADCAST, 'negative', 'neg', 'abs', 'pos', 'invert'].map(plain));
const WITH_PRODUCTS = ['matmul', 'dot', 'tensordot', 'einsum', 'conv', 'dotproductattention'];

/** `Add` of an operator and `add` of `keras.ops` are one operation. */
function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** What the operation costs and what its cells see, for the columns. */
function accounted(operation: string, session: Session, output: Value): Value {
  const call = session.context.graph.current;
  const name = plain(operation);
  if (!call) return output;
  const overlays = STILL_OPERATIONS.has(name) || OVERLAYING.has(name);
  sees(tensorsIn([output]), call.inputs, overlays ? overlaid(call.inputs) : null);
  call.multiplyAdds = WITH_PRODUCTS.some((one) => name.includes(one)) ? null : 0;
  return output;
}

/** `expand_dims` is the operation `ExpandDims`, `image.resize` is `Resize`. */
function typeOf(name: string): string {
  return name.replace(/^image\./, '').replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export function resultOf(result: Result, session: Session): Value {
  if (!('several' in result)) return session.tensor(result);
  const tensors = result.several.map((shape) => session.tensor(shape));
  return result.as === 'tuple' ? new Tuple(tensors) : new List(tensors);
}

/** `ops.shape(x)`: sizes as numbers; an open one stays open. */
function shapeFunction(session: Session): NativeFunction {
  return new NativeFunction('shape', (args) => {
    const bound = bind(parameters(['x']), args, 'shape');
    return new Tuple(new OperationArguments(bound, 'shape', session).shape('x'));
  });
}

function einsumFunction(session: Session): NativeFunction {
  const native: NativeFunction = new NativeFunction('einsum', (args) =>
    traced(native, args, session, () => {
      const [equation, ...operands] = args.positional;
      if (typeof equation !== 'string') throw new Refusal('TypeError', 'einsum takes an equation first', 'argument');
      return session.tensor(
        shapes.einsum(
          equation,
          tensorsIn(operands).map(({ shape }) => shape),
        ),
      );
    }),
  );
  return native;
}
