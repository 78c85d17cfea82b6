/** What a built-in module or an operation does besides giving a shape: how its cells see the input, what is multiplied. */
import { cellsOfExample } from '../../graph/costs.ts';
import { overlaid, STILL } from '../../graph/receptive.ts';
import type { Motion, Motions } from '../../graph/receptive.ts';
import type { Shape, Tensor } from '../../graph/tensor.ts';
import type { Window } from './layers/sizes.ts';

interface Work {
  readonly motions: Motions;
  /** How often each weight of a kernel is multiplied: 0 for modules without one, null if unknown. */
  readonly uses: number | null;
}

interface Given {
  readonly settings: never;
  readonly input: Shape;
  readonly output: Shape;
}

type Rule = (given: Given) => Work;

const STILL_MODULES =
  `Identity ReLU ReLU6 LeakyReLU ELU SELU CELU GELU SiLU Mish Sigmoid Tanh Hardtanh Hardswish Hardsigmoid Hardshrink
  Softplus Softshrink Softsign Tanhshrink Threshold LogSigmoid RReLU PReLU Dropout Dropout1d Dropout2d Dropout3d
  AlphaDropout FeatureAlphaDropout BatchNorm1d BatchNorm2d BatchNorm3d LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d
  SyncBatchNorm`.split(/\s+/);

/** Their products are of tensors, or their weights are used in ways that are not counted here. */
const UNCOUNTED = 'MultiheadAttention Bilinear RNN GRU LSTM RNNCell GRUCell LSTMCell'.split(' ');

/** The work of a built-in module by the name of its class. */
export function workOf(name: string, settings: unknown, input: Shape, output: Shape): Work {
  const kind = name.replace(/^Lazy|[123]d$/g, '');
  const rule = RULES[kind];
  if (rule) return rule({ settings: settings as never, input, output });
  if (UNCOUNTED.includes(name)) return { motions: null, uses: null };
  return { motions: STILL_MODULES.includes(name) ? STILL : null, uses: 0 };
}

/** The last axes are those that windows move over, whether a batch stands in front or not. */
function byAxis(input: Shape, motions: readonly Motion[]): Motions {
  return new Map(motions.map((motion, index) => [input.length - motions.length + index, motion]));
}

/** How many places a kernel is laid on. */
function places(shape: Shape, rank: number): number | null {
  const batch = shape.length === rank + 2 ? [shape[0] ?? null] : [];
  return cellsOfExample([...batch, ...shape.slice(-rank)]);
}

export function windowMotions(window: Window & { isSame?: boolean }, input: Shape): Motions {
  return byAxis(
    input,
    window.kernelSize.map((size, axis) => {
      const reach = (size - 1) * (window.dilation[axis] as number) + 1;
      const before = window.isSame ? Math.floor((reach - 1) / 2) : (window.padding[axis] as number);
      return { kind: 'window', reach, stride: window.stride[axis] as number, before };
    }),
  );
}

/** `(left, right, top, bottom …)`: pairs from the last axis on. */
export function paddingMotions(padding: readonly number[], input: Shape): Motions {
  const befores = padding.filter((_, index) => index % 2 === 0).reverse();
  return byAxis(
    input,
    befores.map((before) => ({ kind: 'window', reach: 1, stride: 1, before })),
  );
}

const pooling: Rule = ({ settings, input }) => ({ motions: windowMotions(settings, input), uses: 0 });
const padding: Rule = ({ settings, input }) => ({ motions: paddingMotions(settings, input), uses: 0 });

const RULES: Readonly<Record<string, Rule>> = {
  Conv: (given) => {
    const window: Window = given.settings;
    return { motions: windowMotions(window, given.input), uses: places(given.output, window.kernelSize.length) };
  },
  ConvTranspose: (given) => {
    const window: Window = given.settings;
    const motions = byAxis(
      given.input,
      window.kernelSize.map((size, axis) => ({
        kind: 'transposed',
        reach: (size - 1) * (window.dilation[axis] as number) + 1,
        stride: window.stride[axis] as number,
        before: window.padding[axis] as number,
      })),
    );
    return { motions, uses: places(given.input, window.kernelSize.length) };
  },
  MaxPool: pooling,
  AvgPool: pooling,
  ZeroPad: padding,
  ConstantPad: padding,
  // One axis of features: all of them go into each cell.
  Linear: ({ output }) => ({
    motions: output.length > 2 ? STILL : null,
    uses: cellsOfExample(output.slice(0, -1)),
  }),
};

/** Operations that give each cell something of its own place only. */
const STILL_OPERATIONS = new Set(
  `relu relu_ relu6 leaky_relu elu selu celu gelu silu mish sigmoid tanh softplus hardtanh hardswish hardsigmoid logsigmoid
  dropout dropout1d dropout2d dropout3d alpha_dropout feature_alpha_dropout batch_norm abs exp log log2 log10 log1p sqrt rsqrt
  square sin cos tan neg sign floor ceil round erf reciprocal clamp clamp_ clip pow detach clone contiguous float double half
  long int bool to cuda cpu type type_as requires_grad_ sigmoid_ tanh_ prelu threshold hardshrink data nan_to_num
  add sub subtract mul multiply div divide true_divide maximum minimum add_ mul_ sub_ div_`.split(/\s+/),
);

const WITH_PRODUCTS =
  /^(matmul|mm|bmm|linear|einsum|conv[123]d|conv_transpose[123]d|scaled_dot_product_attention|baddbmm|addmm|dot|mv)$/;

/** Side by side along channels, or cell by cell; null for what moves cells. */
export function motionsOf(operation: string, inputs: readonly Tensor[], output: Shape): Motions {
  if (STILL_OPERATIONS.has(operation)) return overlaid(inputs);
  if (!/^(cat|concat|concatenate)$/.test(operation)) return null;
  const [first] = inputs;
  const joined = first ? output.findIndex((size, axis) => size !== first.shape[axis]) : -1;
  return overlaid(inputs, joined < 0 ? null : joined);
}

export function multipliesTensors(operation: string): boolean {
  return WITH_PRODUCTS.test(operation);
}
