/** How a tensor's cells lie in memory, by strides as PyTorch has them: only `view` asks, and refuses what is not in order. */
import { tensorsIn } from '../../graph/graph.ts';
import type { Shape, Tensor } from '../../graph/tensor.ts';
import { Refusal } from '../../languages/python/errors.ts';
import type { Value } from '../../languages/python/values.ts';

/** How many cells lie between neighbours on each axis. */
export type Strides = readonly number[];

/** Stands for an open size, which is not 1 and takes no part in whether axes lie behind one another. */
const OPEN = 7919;
const sizesOf = (shape: Shape): number[] => shape.map((size) => size ?? OPEN);

/** Strides of cells in order: `order` has the axes from the slowest to the fastest. */
function inOrder(shape: Shape, order: readonly number[] = shape.map((_, axis) => axis)): number[] {
  const [sizes, strides] = [sizesOf(shape), Array<number>(shape.length).fill(1)];
  let stride = 1;
  for (const axis of [...order].reverse()) {
    strides[axis] = stride;
    stride *= Math.max(1, sizes[axis] ?? 1);
  }
  return strides;
}

/** Null where they are not known. */
export function stridesOf({ shape, strides }: Tensor): Strides | null {
  return strides === undefined ? inOrder(shape) : strides;
}

/** A size that is open in `wanted` is what is left of all cells. */
function filled(shape: Shape, wanted: Shape): number[] {
  const product = (sizes: Shape): number => sizes.reduce<number>((all, size) => all * (size ?? 1), 1);
  const left = product(sizesOf(shape)) / product(wanted);
  return wanted.map((size) => size ?? left);
}

/** The strides of other sizes over the same cells; null where `view` would have to copy. */
function viewStrides(shape: Shape, strides: Strides, wanted: Shape): Strides | null {
  const [sizes, into] = [sizesOf(shape), filled(shape, wanted)];
  if (sizes.includes(0) || sizes.length === 0) return inOrder(wanted);
  const found = Array<number>(into.length).fill(1);
  let at = into.length - 1;
  let base = strides.at(-1) ?? 1;
  let [cells, taken] = [1, 1];
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    cells *= sizes[axis] as number;
    const isLast = axis === 0 || (sizes[axis - 1] !== 1 && strides[axis - 1] !== cells * base);
    if (!isLast) continue;
    for (; at >= 0 && (taken < cells || into[at] === 1); at--) {
      found[at] = taken * base;
      taken *= into[at] as number;
    }
    if (taken !== cells) return null;
    if (axis > 0) [base, cells, taken] = [strides[axis - 1] as number, 1, 1];
  }
  return at === -1 ? found : null;
}

/** Does nothing where the strides are not known. @throws Refusal `layout` */
export function requireViewable(input: Tensor, sizes: Shape): void {
  const strides = stridesOf(input);
  const isOpen = sizes.filter((size) => size === null).length > 1;
  if (strides === null || isOpen || viewStrides(input.shape, strides, sizes) !== null) return;
  const message =
    "view size is not compatible with input tensor's size and stride (at least one dimension spans across two " +
    'contiguous subspaces). Use .reshape(...) instead.';
  throw new Refusal('RuntimeError', message, 'layout', { input: input.shape, sizes });
}

/** As `reshape` and `flatten` leave cells: where they lie if that can be, else copied. */
function reshaped(input: Tensor, output: Shape): Strides | null {
  const strides = stridesOf(input);
  return strides && (viewStrides(input.shape, strides, output) ?? inOrder(output));
}

/** Cell by cell, PyTorch writes in the order in which the inputs lie, the first before all. */
function cellwise(inputs: readonly Tensor[], output: Shape): Strides | null {
  const operands: number[][] = [];
  for (const input of inputs) {
    const strides = stridesOf(input);
    if (strides === null) return null;
    const ahead = output.length - strides.length;
    operands.push(
      output.map((_, axis) =>
        axis < ahead || input.shape[axis - ahead] === 1 ? 0 : (strides[axis - ahead] as number),
      ),
    );
  }
  const sizes = sizesOf(output);
  const compare = (one: number, other: number): number => {
    for (const strides of operands) {
      const [left, right] = [strides[one] as number, strides[other] as number];
      if (left === 0 || right === 0) continue;
      if (left !== right) return left - right;
      if ((sizes[one] as number) > (sizes[other] as number)) return 1;
    }
    return 0;
  };
  return inOrder(output, sortedBy(compare, output.length).reverse());
}

/** Axes from the fastest to the slowest: an insertion sort, as ties and broadcast axes make the order a partial one. */
function sortedBy(compare: (one: number, other: number) => number, rank: number): number[] {
  const order = Array.from({ length: rank }, (_, index) => rank - 1 - index);
  for (let index = 1; index < rank; index++) {
    let moving = index;
    for (let before = index - 1; before >= 0; before--) {
      const compared = compare(order[before] as number, order[moving] as number);
      if (compared < 0) break;
      if (compared === 0) continue;
      [order[before], order[moving]] = [order[moving] as number, order[before] as number];
      moving = before;
    }
  }
  return order;
}

/** The axes of pictures with their channels last, from the slowest to the fastest. */
function channelsLast(rank: number): number[] {
  const spatial = Array.from({ length: rank - 2 }, (_, index) => index + 2);
  return [0, ...spatial, 1];
}

/** Whether PyTorch takes it for one with the channels last, as behind `permute(0, 3, 1, 2)`. */
function isChannelsLast(shape: Shape, strides: Strides): boolean {
  if (shape.length !== 4 && shape.length !== 5) return false;
  const sizes = sizesOf(shape);
  if (strides[1] === 0) return false;
  let least = 0;
  for (const axis of channelsLast(shape.length).reverse()) {
    const [size, stride] = [sizes[axis] as number, strides[axis] as number];
    if (size === 0 || stride < least || (axis === 0 && least === strides[1])) return false;
    least = size > 1 ? stride * size : stride;
  }
  return true;
}

/** What works on pictures leaves the channels where they are: last if they were last in all inputs. */
function pictures(inputs: readonly Tensor[], output: Shape): Strides | null {
  const all = inputs.map((input) => ({ input, strides: stridesOf(input) }));
  if (all.some(({ strides }) => strides === null)) return null;
  const isLast = all.every(({ input, strides }) => strides !== null && isChannelsLast(input.shape, strides));
  return inOrder(output, isLast && output.length > 3 ? channelsLast(output.length) : undefined);
}

/** What works on lines works on pictures of height 1; a convolution first puts into order what is not. */
function lines([input]: readonly Tensor[], output: Shape, isConvolution: boolean): Strides | null {
  const strides = input && stridesOf(input);
  if (!strides || input.shape.length !== 3 || output.length !== 3) return strides ? inOrder(output) : null;
  const [batch = null, channels = null, width = null] = input.shape;
  const ordered = inOrder(input.shape);
  const isOrdered = ordered.every((stride, axis) => input.shape[axis] === 1 || stride === strides[axis]);
  const [a = 1, b = 1, c = 1] = isConvolution && !isOrdered ? ordered : strides;
  const isLast = isChannelsLast([batch, channels, 1, width], [a, b, c * (width ?? OPEN), c]);
  return inOrder(output, isLast ? [0, 2, 1] : undefined);
}

const LINES = 'conv1d Conv1d LazyConv1d ConvTranspose1d LazyConvTranspose1d'.split(' ');
const POOLED_LINES =
  'avg_pool1d adaptive_avg_pool1d adaptive_max_pool1d AvgPool1d AdaptiveAvgPool1d AdaptiveMaxPool1d'.split(' ');
const CELLWISE =
  `relu relu6 leaky_relu elu selu celu gelu silu mish sigmoid tanh softplus hardtanh hardswish hardsigmoid logsigmoid
  dropout dropout1d dropout2d dropout3d alpha_dropout feature_alpha_dropout abs exp log log2 log10 log1p sqrt rsqrt square
  sin cos tan neg sign floor ceil round erf reciprocal clamp clip pow clone double half long int bool zeros_like ones_like
  rand_like randn_like empty_like full_like nan_to_num prelu threshold hardshrink local_response_norm logical_not
  add sub subtract mul multiply div divide true_divide floor_divide fmod remainder maximum minimum eq ne lt le gt ge
  logical_and logical_or logical_xor bitwise_and bitwise_or atan2 where normalize sort flip glu
  ReLU ReLU6 LeakyReLU ELU SELU CELU GELU SiLU Mish Sigmoid Tanh Hardtanh Hardswish Hardsigmoid Hardshrink Softplus
  Softshrink Softsign Tanhshrink Threshold LogSigmoid PReLU Dropout Dropout1d Dropout2d Dropout3d AlphaDropout
  FeatureAlphaDropout LocalResponseNorm GLU`.split(/\s+/);
const PICTURES =
  `conv2d conv3d max_pool2d max_pool3d avg_pool2d avg_pool3d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool2d
  adaptive_max_pool3d batch_norm group_norm pad interpolate upsample pixel_shuffle cat concat concatenate
  Conv2d Conv3d LazyConv2d LazyConv3d ConvTranspose2d ConvTranspose3d LazyConvTranspose2d LazyConvTranspose3d MaxPool2d
  MaxPool3d AvgPool2d AvgPool3d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool2d AdaptiveMaxPool3d BatchNorm2d
  BatchNorm3d LazyBatchNorm2d LazyBatchNorm3d SyncBatchNorm GroupNorm LPPool2d Upsample UpsamplingNearest2d
  UpsamplingBilinear2d ZeroPad2d ZeroPad3d ConstantPad2d ConstantPad3d ReflectionPad2d ReflectionPad3d ReplicationPad2d
  ReplicationPad3d PixelShuffle PixelUnshuffle ChannelShuffle`.split(/\s+/);
/** The cells stay where they are. */
const IN_PLACE =
  `Identity float detach requires_grad_ detach_ to cuda cpu type data type_as relu_ clamp_ masked_fill_ fill_
  zero_ scatter_ scatter_add_ scatter_reduce_ index_add_ index_copy_ index_fill_ sigmoid_ tanh_ add_ sub_ mul_ div_ subtract_ multiply_ divide_`.split(
    /\s+/,
  );
/** How they leave their cells depends on how they compute. */
const UNKNOWN_LAYOUT = ['einsum', 'scaled_dot_product_attention'];

type StridesAfter = (inputs: readonly Tensor[], output: Shape) => Strides | null;

const STRIDES_AFTER: ReadonlyMap<string, StridesAfter> = new Map<string, StridesAfter>([
  ...CELLWISE.map((name) => [name, cellwise] as const),
  ...PICTURES.map((name) => [name, pictures] as const),
  ...IN_PLACE.map((name): [string, StridesAfter] => [name, ([first]) => (first ? stridesOf(first) : null)]),
  ...LINES.map((name): [string, StridesAfter] => [name, (inputs, output) => lines(inputs, output, true)]),
  ...POOLED_LINES.map((name): [string, StridesAfter] => [name, (inputs, output) => lines(inputs, output, false)]),
  ...UNKNOWN_LAYOUT.map((name): [string, StridesAfter] => [name, () => null]),
  ...['Flatten', 'flatten', 'ravel', 'reshape', 'reshape_as', 'view', 'view_as', 'unflatten', 'Unflatten'].map(
    (name): [string, StridesAfter] => [name, ([first], output) => (first ? reshaped(first, output) : null)],
  ),
]);

/** Sets the strides of what an operation or a built-in module gives; what is not listed gives contiguous cells. */
export function setStrides(name: string, inputs: readonly Tensor[], output: Value): void {
  const stridesAfter = STRIDES_AFTER.get(name);
  if (!stridesAfter) return;
  for (const one of tensorsIn([output])) one.strides = stridesAfter(inputs, one.shape);
}

/** As a recurrent module or attention with `batch_first` gives it: computed with the steps in front, then turned. */
export function setBatchFirst(output: Tensor): void {
  const [batch, steps, ...rest] = output.shape.map((_, axis) => axis);
  if (batch !== undefined && steps !== undefined) output.strides = inOrder(output.shape, [steps, batch, ...rest]);
}
