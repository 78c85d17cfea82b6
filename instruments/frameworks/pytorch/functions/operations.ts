/** Operations that are functions (`torch.cat`, `F.relu`) and methods (`x.view`) alike: one table for both. */
import { tensorsIn, unknownIn } from '../../../graph/graph.ts';
import { sees } from '../../../graph/receptive.ts';
import { Tensor } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import { bind, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import type { Arguments, Parameter } from '../../../languages/python/callables.ts';
import { NotFollowed, PythonError, Refusal } from '../../../languages/python/errors.ts';
import { typeName } from '../../../languages/python/library/operators.ts';
import { Float, List, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { forgetBounds, requireRows, withBounds } from '../bounds.ts';
import {
  convolvedSame,
  isOfLibrary,
  requireCells,
  requireChannels,
  requireGroups,
  transposed,
} from '../layers/convolution.ts';
import { convolved, spatialOf } from '../layers/sizes.ts';
import { requireDilation, requireWindow } from '../layers/windows.ts';
import { projected, requireShare } from '../layers/linear.ts';
import { FOLD, folded, foldingOf, UNFOLD, unfolded, unfoldingOf } from '../layers/unfolding.ts';
import { adaptive, adaptiveSizeOf, withPlaces, AVERAGE_POOL, MAX_POOL, pool, poolingOf } from '../layers/pooling.ts';
import { padded } from '../layers/padding.ts';
import type { PaddingMode } from '../layers/padding.ts';
import { flattened, shuffled, unflattened, unshuffled, viewed } from '../layers/reshaping.ts';
import { upsampled, upsamplingOf } from '../layers/resizing.ts';
import { requireViewable, setStrides, stridesOf } from '../layout.ts';
import type { Strides } from '../layout.ts';
import { Reading, sizesOf, tensorOf } from '../reading.ts';
import { motionsOf, multipliesTensors, paddingMotions, windowMotions } from '../work.ts';
import { valueOf } from '../rules.ts';
import type { Short } from '../rules.ts';
import { Numbers } from '../session.ts';
import type { Session } from '../session.ts';
import { list } from '../text.ts';
import { ALONG } from './along.ts';
import { ARRANGING } from './arranging.ts';
import { FOURIER } from './fourier.ts';
import { typed } from './kinds.ts';
import { isOfPython, underTorchsNames } from './numpys.ts';
import { PRODUCTS } from './products.ts';
import { input } from './rule.ts';
import type { Rule } from './rule.ts';
import { SAMPLING } from './sampling.ts';
import { SELECTING, unfoldMethod } from './selecting.ts';
import * as shapes from './shapes.ts';
import { requireTaken } from './taken.ts';
import type { Space } from './taken.ts';

const SAME = `relu relu_ relu6 leaky_relu elu selu celu gelu silu mish sigmoid tanh softplus hardtanh
  hardswish hardsigmoid logsigmoid
  instance_norm abs exp log log2 log10 log1p sqrt rsqrt square sin cos tan neg sign floor ceil
  round erf reciprocal clamp clamp_ clip detach clone contiguous float double half long int bool
  to cuda cpu type type_as requires_grad_ zeros_like ones_like rand_like randn_like empty_like full_like nan_to_num fill_ zero_ sigmoid_ tanh_ prelu threshold hardshrink
  local_response_norm logical_not data detach_ bernoulli bernoulli_ uniform_ normal_ random_ exponential_ sin_ cos_ exp_ sqrt_ relu6_
  leaky_relu_ elu_ hardtanh_ softsign tanhshrink softshrink rrelu isnan isinf isfinite erfinv sinh cosh asin acos atan trunc frac deg2rad logit sgn expm1 exp2 sinc`.split(
  /\s+/,
);

const BINARY =
  `add sub subtract mul multiply div divide true_divide floor_divide fmod remainder maximum minimum eq ne lt le gt ge
  logical_and logical_or logical_xor bitwise_and bitwise_or atan2 pow float_power`.split(/\s+/);

const IN_PLACE = ['add_', 'sub_', 'mul_', 'div_', 'subtract_', 'multiply_', 'divide_', 'pow_', 'copy_'];

const same: Rule = { parameters: ['input', '*rest', '**kwargs'], run: input };

const dropped: Rule = {
  parameters: ['input', ['p', 0.5], ['training', true], ['inplace', false]],
  run: (args) => {
    requireShare(args);
    return input(args);
  },
};

const binary: Rule = {
  parameters: ['input', 'other', '**kwargs'],
  run: (args) => shapes.broadcast(input(args), args.tensor('other').shape),
};

/** `x += y`: what comes out must have the shape of x. */
const inPlace = (...parameters: readonly [string, ...Short[]]): Rule => ({
  parameters: ['input', ...parameters],
  run: (args) => {
    const other = args.tensor(parameters[0]).shape;
    const result = shapes.broadcast(input(args), other);
    if (list(result) === list(input(args))) return result;
    const message = `output with shape ${list(input(args))} doesn't match the broadcast shape ${list(result)}`;
    throw new Refusal('RuntimeError', message, 'broadcast', { left: input(args), right: other });
  },
});

const masked: Rule = {
  parameters: ['input', 'mask', 'value'],
  run: (args) => shapes.broadcast(args.tensor('mask').shape, input(args)),
};

const triangle = (name: string): Rule => ({
  parameters: ['input', ['diagonal', 0]],
  run: (args) => {
    if (input(args).length < 2)
      throw new PythonError('RuntimeError', `${name}: input tensor must have at least 2 dimensions`);
    return input(args);
  },
});

/** `x.view(a, b)`, `x.view((a, b))`, `x.view(size=…)`: sizes one by one or together. */
function sizesIn(args: Reading, ...names: string[]): Shape {
  const named = names.find((name) => args.has(name) && args.raw(name) !== null);
  if (named) return args.shape(named);
  const rest = args.raw('sizes') as Tuple;
  const [only] = rest.items;
  const together = rest.items.length === 1 && (only instanceof Tuple || only instanceof List);
  return sizesOf((together ? only : rest) as Tuple, `sizes of ${args.callee}`);
}

const bySizes = (run: (shape: Shape, sizes: Shape) => Shape, ...names: string[]): Rule => ({
  parameters: ['input', '*sizes', ...names.map((name): Short => [name, null])],
  run: (args) => run(input(args), sizesIn(args, ...names)),
});

const MAY_BE_REFUSED =
  'a `view` behind einsum or attention may be refused, which is not known here: `reshape` never is';

/** Unlike `reshape` it never copies. */
function view(args: Reading, sizes: Shape): Shape {
  const output = viewed(input(args), sizes);
  const tensor = args.tensor('input');
  if (stridesOf(tensor) === null) args.session.context.note(MAY_BE_REFUSED);
  requireViewable(tensor, output);
  return output;
}

/** `torch.meshgrid(a, b)` or `torch.meshgrid([a, b])`. */
function gridded(args: Reading): Shape[] {
  const { items } = args.value('tensors') as Tuple;
  const [only = null] = items;
  const all = only instanceof List || only instanceof Tuple ? only.items : items;
  return all.map((one) => tensorOf(one, 'an argument of meshgrid', args.session).shape);
}

const windows = (rank: number, isMaximum: boolean): Rule => ({
  parameters: ['input', ...(isMaximum ? MAX_POOL : AVERAGE_POOL)],
  run: (args) => pool(poolingOf(args, rank, isMaximum), input(args), rank, isMaximum),
  motions: (args) => windowMotions(poolingOf(args, rank, isMaximum), input(args)),
});

const adaptiveWindows = (rank: number, isMaximum: boolean): Rule => ({
  parameters: ['input', 'output_size', ['return_indices', false]],
  run: (args) => withPlaces(args, adaptive(adaptiveSizeOf(args), input(args), rank, isMaximum)),
});

const convolution = (rank: number): Rule => ({
  parameters: ['input', 'weight', ['bias', null], ['stride', 1], ['padding', 0], ['dilation', 1], ['groups', 1]],
  run: (args) => {
    const weight = args.tensor('weight').shape as number[];
    const { ahead, spatial } = spatialOf(input(args), rank, `conv${rank}d`);
    if (weight.length !== rank + 2) refuseWeight(weight.length - 2, args.sizes('stride', rank));
    const padding = args.text('padding') === null ? args.sizes('padding', rank) : [0];
    const moved = { kernelSize: weight.slice(2), padding };
    const asked = { ...moved, stride: args.sizes('stride', rank), dilation: args.sizes('dilation', rank) };
    requireWindow(asked);
    requireGroups(weight, args.integer('groups'));
    requireChannels(weight, args.integer('groups'), input(args), ahead.at(-1) ?? null);
    shapes.requireBias(weight, biasOf(args), weight[0] ?? null);
    const computed = { rank, groups: args.integer('groups'), kernelSize: weight.slice(2) };
    requireDilation(asked, false, isOfLibrary(computed, input(args)));
    const sizes =
      args.text('padding') === 'same'
        ? convolvedSame(spatial, asked)
        : convolved(spatial, { ...asked, padding: args.sizes('padding', rank) });
    requireCells(rank, input(args), spatial);
    return [...ahead.slice(0, -1), weight[0] ?? null, ...sizes];
  },
});

const transposedConvolution = (rank: number): Rule => ({
  parameters: [
    'input',
    'weight',
    ...[['bias', null] as const, ['stride', 1] as const, ['padding', 0] as const, ['output_padding', 0] as const],
    ...[['groups', 1] as const, ['dilation', 1] as const],
  ],
  run: (args) => {
    const weight = args.tensor('weight').shape as number[];
    const [inChannels = 0, perGroup = 0, ...kernelSize] = weight;
    const [stride, groups] = [args.sizes('stride', rank), args.integer('groups')];
    if (weight.length !== rank + 2) refuseWeight(weight.length - 2, stride);
    const outChannels = perGroup * groups;
    const settings = {
      ...{ rank, inChannels, outChannels, groups, kernelSize, stride, bias: false, isSame: false },
      padding: args.sizes('padding', rank),
      outputPadding: args.sizes('output_padding', rank),
      dilation: args.sizes('dilation', rank),
    };
    return transposed(settings, input(args), () => {
      shapes.requireBias(weight, biasOf(args), outChannels, 'transposed=1, ');
    });
  },
});

const biasOf = (args: Reading): Shape | null => (args.value('bias') === null ? null : args.tensor('bias').shape);

function refuseWeight(rank: number, stride: readonly number[]): never {
  const one =
    rank === 1 ? 'a single integer value or a list of 1 values' : `a single integer value or a list of ${rank} values`;
  const message = `expected stride to be ${one} to match the convolution dimensions, but got stride=${list(stride)}`;
  throw new PythonError('RuntimeError', message);
}

const dims = (first: string, second: string): Rule => ({
  parameters: ['input', first, second],
  run: (args) => shapes.swapped(input(args), args.integer(first), args.integer(second)),
  strides: (args, strides) => shapes.swapped(strides, args.integer(first), args.integer(second)) as Strides,
});

const each = (name: string, rule: (rank: number) => Rule): [string, Rule][] =>
  [1, 2, 3].map((rank) => [`${name}${rank}d`, rule(rank)]);

/** Of attention whose queries share keys. */
const GROUPED: readonly Short[] = ['*', ['scale', null], ['enable_gqa', false]];

const RULES = new Map<string, Rule>([
  ...SAME.map((name): [string, Rule] => [name, same]),
  ...BINARY.map((name): [string, Rule] => [name, binary]),
  ...IN_PLACE.map((name): [string, Rule] => [name, inPlace('other', '**kwargs')]),
  ...'dropout dropout1d dropout2d dropout3d alpha_dropout feature_alpha_dropout'
    .split(' ')
    .map((name): [string, Rule] => [name, dropped]),
  ['unfold', unfoldMethod],
  ...ALONG,
  ...ARRANGING,
  ...PRODUCTS,
  ...SAMPLING,
  ...FOURIER,
  ...SELECTING,
  ['masked_fill', masked],
  ['masked_fill_', inPlace('mask', 'value')],
  ['triu', triangle('triu')],
  ['tril', triangle('tril')],
  ...each('max_pool', (rank) => windows(rank, true)),
  ...each('avg_pool', (rank) => windows(rank, false)),
  ...each('adaptive_avg_pool', (rank) => adaptiveWindows(rank, false)),
  ...each('adaptive_max_pool', (rank) => adaptiveWindows(rank, true)),
  ...each('conv', convolution),
  ...each('conv_transpose', transposedConvolution),
  ['im2col', { parameters: ['input', ...UNFOLD], run: (args) => unfolded(unfoldingOf(args), input(args)) }],
  ['col2im', { parameters: ['input', ...FOLD], run: (args) => folded(foldingOf(args), input(args)) }],
  [
    'view',
    {
      parameters: ['input', '*sizes', ['size', null], ['dtype', null]],
      run: (args) => {
        const [kind] = (args.raw('sizes') as Tuple).items;
        if (typeof kind === 'string' || args.value('dtype') !== null)
          throw new NotFollowed(args.session.context.unknown('`view` as another kind of number is not followed'));
        return view(args, sizesIn(args, 'size'));
      },
    },
  ],
  ['reshape', bySizes(viewed, 'shape')],
  [
    'permute',
    {
      ...bySizes((shape, order) => shapes.permuted(shape, order as number[]), 'dims'),
      strides: (args, strides) => shapes.permuted(strides, sizesIn(args, 'dims') as number[]) as Strides,
    },
  ],
  [
    'expand',
    {
      ...bySizes(shapes.expandedTo, 'size'),
      strides: (args, strides) => shapes.expandedStrides(input(args), strides, sizesIn(args, 'size')),
    },
  ],
  ['repeat', bySizes((shape, times) => shapes.repeated(shape, times as number[]), 'repeats')],
  ['tile', bySizes((shape, times) => shapes.tiled(shape, times as number[]), 'dims')],
  ['view_as', { parameters: ['input', 'other'], run: (args) => view(args, args.tensor('other').shape) }],
  ['reshape_as', { parameters: ['input', 'other'], run: (args) => viewed(input(args), args.tensor('other').shape) }],
  [
    'expand_as',
    {
      parameters: ['input', 'other'],
      run: (args) => shapes.expandedTo(input(args), args.tensor('other').shape),
      strides: (args, strides) => shapes.expandedStrides(input(args), strides, args.tensor('other').shape),
    },
  ],
  [
    'flatten',
    {
      parameters: ['input', ['start_dim', 0], ['end_dim', -1]],
      run: (args) => flattened(input(args), args.integer('start_dim'), args.integer('end_dim')),
    },
  ],
  ['ravel', { parameters: ['input'], run: (args) => flattened(input(args), 0, -1) }],
  [
    'unflatten',
    {
      parameters: ['input', 'dim', 'sizes'],
      run: (args) => unflattened(input(args), args.integer('dim'), args.shape('sizes')),
    },
  ],
  ['transpose', dims('dim0', 'dim1')],
  ['swapaxes', dims('axis0', 'axis1')],
  ['swapdims', dims('dim0', 'dim1')],
  [
    't',
    {
      parameters: ['input'],
      run: (args) => {
        const rank = input(args).length;
        if (rank > 2)
          throw new PythonError('RuntimeError', `t() expects a tensor with <= 2 dimensions, but self is ${rank}D`);
        return [...input(args)].reverse();
      },
      strides: (_, strides) => [...strides].reverse(),
    },
  ],
  [
    'movedim',
    {
      parameters: ['input', 'source', 'destination'],
      run: (args) => shapes.moved(input(args), args.shape('source') as number[], args.shape('destination') as number[]),
      strides: (args, strides) =>
        shapes.moved(strides, args.shape('source') as number[], args.shape('destination') as number[]) as Strides,
    },
  ],
  [
    'squeeze',
    {
      parameters: ['input', ['dim', null]],
      run: (args) => shapes.squeezed(input(args), args.axes('dim', input(args).length)),
      strides: (args, strides) => {
        const axes = args.axes('dim', input(args).length);
        return strides.filter((_, axis) => input(args)[axis] !== 1 || (axes !== null && !axes.includes(axis)));
      },
    },
  ],
  [
    'unsqueeze',
    {
      parameters: ['input', 'dim'],
      run: (args) => shapes.unsqueezed(input(args), args.integer('dim')),
      strides: (args, strides) => {
        const axis = args.axis('dim', strides.length + 1);
        const own = (strides[axis] ?? 1) * (input(args)[axis] ?? 1);
        return [...strides.slice(0, axis), own, ...strides.slice(axis)];
      },
    },
  ],
  [
    'cat',
    {
      parameters: ['tensors', ['dim', 0], '**kwargs'],
      run: (args) =>
        shapes.concatenated(
          args.tensors('tensors').map(({ shape }) => shape),
          args.integer('dim'),
        ),
    },
  ],
  [
    'stack',
    {
      parameters: ['tensors', ['dim', 0]],
      run: (args) =>
        shapes.stacked(
          args.tensors('tensors').map(({ shape }) => shape),
          args.integer('dim'),
        ),
    },
  ],
  [
    'chunk',
    {
      parameters: ['input', 'chunks', ['dim', 0]],
      run: (args) => ({ several: shapes.chunked(input(args), args.integer('chunks'), args.integer('dim')) }),
      strides: (_, strides) => strides,
    },
  ],
  [
    'split',
    {
      // a function and a method, which call it by two names
      parameters: ['input', ['split_size_or_sections', null], ['dim', 0], '*', ['split_size', null]],
      run: (args) => {
        const name = args.value('split_size') === null ? 'split_size_or_sections' : 'split_size';
        const sizes = args.value(name);
        const parts = typeof sizes === 'number' ? sizes : (args.shape(name) as number[]);
        return { several: shapes.split(input(args), parts, args.integer('dim')) };
      },
      strides: (_, strides) => strides,
    },
  ],
  [
    'tensor_split',
    {
      parameters: ['input', ['indices_or_sections', null], ['dim', 0], '*', ['sections', null], ['indices', null]],
      run: (args) => {
        const names = ['sections', 'indices', 'indices_or_sections'];
        const name = names.find((one) => args.value(one) !== null) ?? 'indices_or_sections';
        const given = args.value(name);
        const parts = typeof given === 'number' ? given : (args.shape(name) as number[]);
        return { several: shapes.splitEvenly(input(args), parts, args.integer('dim')) };
      },
      strides: (_, strides) => strides,
    },
  ],
  [
    'unbind',
    {
      parameters: ['input', ['dim', 0]],
      run: (args) => {
        const shape = input(args);
        const axis = args.axis('dim', shape.length);
        const rest = shape.filter((_, at) => at !== axis);
        return { several: Array.from({ length: shape[axis] ?? 0 }, () => rest) };
      },
      strides: (args, strides) => strides.filter((_, at) => at !== args.axis('dim', strides.length)),
    },
  ],
  [
    'meshgrid',
    {
      parameters: ['*tensors', ['indexing', 'ij']],
      run: (args) => ({ several: shapes.grid(gridded(args), args.text('indexing') === 'xy') }),
    },
  ],
  [
    'matmul',
    { parameters: ['input', 'other'], run: (args) => shapes.multiplied(input(args), args.tensor('other').shape) },
  ],
  ['spmm', { parameters: ['input', 'mat2'], run: (args) => shapes.matrices(input(args), args.tensor('mat2').shape) }],
  ['mm', { parameters: ['input', 'mat2'], run: (args) => shapes.matrices(input(args), args.tensor('mat2').shape) }],
  ['bmm', { parameters: ['input', 'mat2'], run: (args) => shapes.batches(input(args), args.tensor('mat2').shape) }],
  [
    'linear',
    {
      parameters: ['input', 'weight', ['bias', null]],
      run: (args) => {
        const [rows = 0, columns = 0] = args.tensor('weight').shape as number[];
        const output = projected(input(args), columns, rows);
        const bias = biasOf(args);
        const examples = output.slice(0, -1).reduce<number>((product, size) => product * (size ?? 1), 1);
        if (bias) shapes.expandedTo(bias, [examples, rows]);
        return output;
      },
    },
  ],
  [
    'pad',
    {
      parameters: ['input', 'pad', ['mode', 'constant'], ['value', null]],
      run: (args) =>
        padded(input(args), args.shape('pad') as number[], (args.text('mode') ?? 'constant') as PaddingMode),
      motions: (args) => paddingMotions(args.shape('pad') as number[], input(args)),
    },
  ],
  [
    'interpolate',
    {
      parameters: [
        'input',
        ['size', null],
        ['scale_factor', null],
        ['mode', 'nearest'],
        ['align_corners', null],
        ['recompute_scale_factor', null],
        ['antialias', false],
      ],
      run: (args) => upsampled(upsamplingOf(args), input(args)),
    },
  ],
  [
    'upsample',
    {
      parameters: ['input', ['size', null], ['scale_factor', null], ['mode', 'nearest'], ['align_corners', null]],
      run: (args) => upsampled(upsamplingOf(args), input(args)),
    },
  ],
  [
    'pixel_shuffle',
    { parameters: ['input', 'upscale_factor'], run: (args) => shuffled(input(args), args.integer('upscale_factor')) },
  ],
  [
    'pixel_unshuffle',
    {
      parameters: ['input', 'downscale_factor'],
      run: (args) => unshuffled(input(args), args.integer('downscale_factor')),
    },
  ],
  [
    'where',
    {
      parameters: ['condition', ['input', null], ['other', null]],
      run: (args) => {
        if (args.value('input') === null)
          throw new NotFollowed(args.session.context.unknown('how many cells fulfil it, the values tell'));
        return shapes.broadcast(
          args.tensor('condition').shape,
          shapes.broadcast(input(args), args.tensor('other').shape),
        );
      },
    },
  ],
  [
    'scaled_dot_product_attention',
    {
      parameters: ['query', 'key', 'value', ['attn_mask', null], ['dropout_p', 0], ['is_causal', false], ...GROUPED],
      run: (args) => {
        const [query, key, value] = ['query', 'key', 'value'].map((name) => args.tensor(name).shape) as [
          Shape,
          Shape,
          Shape,
        ];
        if (args.boolean('enable_gqa')) return [...query.slice(0, -1), value.at(-1) ?? null];
        return shapes.attended(
          query,
          key,
          value,
          args.value('attn_mask') === null ? null : args.tensor('attn_mask').shape,
        );
      },
    },
  ],
  [
    'one_hot',
    {
      parameters: ['input', ['num_classes', -1]],
      run: (args) => {
        if (args.integer('num_classes') >= 0) return [...input(args), args.integer('num_classes')];
        throw new NotFollowed(args.session.context.unknown('how many classes there are, the values tell'));
      },
    },
  ],
  [
    'embedding',
    {
      parameters: ['input', 'weight', '*rest', '**kwargs'],
      run: (args) => {
        const { shape } = args.tensor('weight');
        requireRows(args.tensor('input'), shape[0] ?? null);
        return [...input(args), shape.at(-1) ?? null];
      },
    },
  ],
]);

/** Other names of the same operation. */
const ALIASES: Readonly<Record<string, string>> = {
  concat: 'cat',
  concatenate: 'cat',
  moveaxis: 'movedim',
  absolute: 'abs',
};

export const operationNames: ReadonlySet<string> = new Set([...RULES.keys(), ...Object.keys(ALIASES)]);

const made = new WeakMap<Session, Map<string, NativeFunction>>();

/** The operation of a name, as it stands in `space`; where nothing is named, it takes whatever its rule takes. */
export function operation(name: string, session: Session, space?: Space): NativeFunction | undefined {
  const rule = RULES.get(ALIASES[name] ?? name);
  if (!rule) return undefined;
  const known = made.get(session) ?? new Map<string, NativeFunction>();
  made.set(session, known);
  const key = space ? `${space}.${name}` : name;
  const found = known.get(key);
  if (found) return found;
  let list: readonly Parameter[] | undefined;
  const native: NativeFunction = new NativeFunction(name, (given) => {
    if (space) requireTaken(space, name, given);
    const args = underTorchsNames(rule.parameters, given, name, space === 'F' && isOfPython(name));
    return traced(native, args, session, () => {
      const reading = new Reading(bind((list ??= parameters(rule.parameters)), args, name), name, session);
      return performed(rule, reading, args, session);
    });
  });
  known.set(key, native);
  return native;
}

function performed(rule: Rule, reading: Reading, args: Arguments, session: Session): Value {
  const name = reading.callee;
  if (rule.parameters[0] === 'input' && !BINARY.includes(name)) requireTensor(reading);
  const result = rule.run(reading);
  const given = tensorsIn([...args.positional, ...args.keywords.values()]);
  const made = 'several' in result ? parts(result.several, args, session) : valueOf(result, session);
  const kept = withBounds(name, given, typed(name, given, made, toldBy(args)));
  const value = withTotal(name, args, kept, session);
  if (rule.motions) sees(tensorsIn([value]), [reading.tensor('input')], rule.motions(reading));
  setStrides(name, given, value);
  if (rule.strides) keepStrides(rule.strides.bind(rule), reading, value);
  return value;
}

/** Functions of numbers stand in `math`; those of PyTorch take tensors. @throws PythonError TypeError */
function requireTensor(args: Reading): void {
  const given = args.raw('input');
  if (typeof given !== 'number' && !(given instanceof Float)) return;
  const message = `${args.callee}(): argument 'input' (position 1) must be Tensor, not ${typeName(given)}`;
  throw new PythonError('TypeError', message);
}

const toldBy = ({ positional, keywords }: Arguments): Parameters<typeof typed>[3] => ({
  hasFraction: [...positional, ...keywords.values()].some((one) => one instanceof Float),
  asksForKind: keywords.has('dtype'),
});

/** The sum or product of all numbers is known where they are: `x.shape` has few cells. */
function withTotal(name: string, { positional, keywords }: Arguments, value: Value, session: Session): Value {
  const [first, ...others] = positional;
  const isOfAll = (name === 'sum' || name === 'prod') && others.length === 0 && keywords.size === 0;
  const all = isOfAll && first instanceof Tensor && first.meta instanceof Numbers ? first.meta.all : [];
  if (all.length === 0 || !(value instanceof Tensor)) return value;
  const total = all.reduce((before, one) => (name === 'sum' ? before + one : before * one));
  return session.tensor(value.shape, value.dtype, new Numbers([total]));
}

/** Several tensors; of one axis whose numbers are known, each has its own of them. */
function parts(shapes: readonly Shape[], { positional: [first] }: Arguments, session: Session): Tuple {
  const numbers = first instanceof Tensor && first.meta instanceof Numbers ? first.meta.all : [];
  let from = 0;
  return new Tuple(
    shapes.map((shape) => {
      const [size = 0] = shape as number[];
      const own = numbers.slice(from, (from += size));
      const isKnown = shape.length === 1 && own.length === size && own.length > 0;
      const dtype = first instanceof Tensor ? first.dtype : undefined;
      return session.tensor(shape, dtype, isKnown ? new Numbers(own) : undefined);
    }),
  );
}

/** What comes out are the input's cells, where they were. */
function keepStrides(of: NonNullable<Rule['strides']>, reading: Reading, value: Value): void {
  const from = stridesOf(reading.tensor('input'));
  const strides = from && of(reading, from);
  for (const output of tensorsIn([value])) output.strides = strides;
}

/** What changes a tensor in place leaves none of its numbers known. */
export function forget(tensor: Tensor): void {
  const { meta } = tensor;
  if (meta instanceof Numbers) meta.all = [];
  forgetBounds(tensor);
}

const COMPARISONS = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge']);

/** Run an operation as a node of the graph. */
export function traced(callee: NativeFunction, args: Arguments, session: Session, run: () => Value): Value {
  const all = [...args.positional, ...args.keywords.values()];
  const missing = unknownIn(all);
  const [first] = args.positional;
  if (/[^_]_$/.test(callee.name) && first instanceof Tensor) forget(first);
  if (missing && COMPARISONS.has(callee.name)) return missing; // told where something hangs on it
  if (missing && !missing.harmless) throw new NotFollowed(missing, `an argument of ${callee.name}`);
  if (tensorsIn(all).length === 0) return run();
  const { graph, line, site } = session.context;
  const output = graph.traced({ callee, type: callee.name, args, line, site }, () =>
    accounted(callee.name, session, run()),
  );
  const isInPlace =
    (/[^_]_$/.test(callee.name) && !/^(requires_grad|detach)_$/.test(callee.name)) ||
    args.keywords.get('inplace') === true;
  if (isInPlace && first instanceof Tensor) graph.changes(first);
  return output;
}

/** What the operation costs and what its cells see, for the columns. */
function accounted(name: string, session: Session, output: Value): Value {
  const call = session.context.graph.current;
  if (!call) return output;
  const outputs = tensorsIn([output]);
  const isSeen = outputs.some(({ field }) => field !== undefined);
  if (!isSeen) sees(outputs, call.inputs, motionsOf(name, call.inputs, outputs[0]?.shape ?? []));
  call.multiplyAdds = multipliesTensors(name) ? null : 0;
  return output;
}
