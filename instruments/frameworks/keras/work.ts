/** What a built-in layer does besides giving a shape: how its cells see the input, how often its kernel is used. */
import { cellsOfExample } from '../../graph/costs.ts';
import { aheadOfSame, overlaid, STILL } from '../../graph/receptive.ts';
import type { Motion, Motions } from '../../graph/receptive.ts';
import type { Shape, Tensor } from '../../graph/tensor.ts';
import type { Window } from './layers/sizes.ts';
import type { DataFormat } from './session.ts';

interface Work {
  readonly motions: Motions;
  /** How often each weight of a kernel is multiplied for one example: 0 for layers without one, null if unknown. */
  readonly uses: number | null;
}

interface Given {
  readonly settings: never;
  readonly inputs: readonly Tensor[];
  readonly output: Shape;
}

type Rule = (given: Given) => Work;

const STILL_LAYERS =
  `Activation ActivityRegularization AlphaDropout BatchNormalization Dropout ELU GaussianDropout GaussianNoise Identity
  LeakyReLU Normalization PReLU ReLU Rescaling SpatialDropout1D SpatialDropout2D SpatialDropout3D`.split(/\s+/);

/** Their products are of tensors, or their kernels are used in ways that are not counted here. */
const UNCOUNTED =
  'Attention AdditiveAttention MultiHeadAttention GroupedQueryAttention Dot EinsumDense RNN ConvLSTM1D ConvLSTM2D ConvLSTM3D'.split(
    ' ',
  );

const RECURRENT = ['SimpleRNN', 'GRU', 'LSTM'];

/** The work of a layer by the name of its class. */
export function workOf(name: string, settings: unknown, inputs: readonly Tensor[], output: Shape): Work {
  const given: Given = { settings: settings as never, inputs, output };
  const kind = name.replace(/[123]D/, '');
  const rule = RULES[kind] ?? RULES[name];
  if (rule) return rule(given);
  if (UNCOUNTED.includes(name)) return { motions: null, uses: null };
  if (RECURRENT.includes(name)) return { motions: null, uses: cellsOfExample(shapeIn(given).slice(0, 2)) };
  return { motions: STILL_LAYERS.includes(name) ? STILL : null, uses: 0 };
}

const shapeIn = ({ inputs }: Given): Shape => inputs[0]?.shape ?? [];

const firstAxis = (format: DataFormat): number => (format === 'channels_last' ? 1 : 2);

function spatialOf(shape: Shape, format: DataFormat): Shape {
  return format === 'channels_last' ? shape.slice(1, -1) : shape.slice(2);
}

/** How many places a kernel is laid on, in one example. */
const places = (shape: Shape, format: DataFormat): number | null =>
  cellsOfExample([shape[0] ?? null, ...spatialOf(shape, format)]);

function byAxis(format: DataFormat, motions: readonly Motion[]): Motions {
  return new Map(motions.map((motion, index) => [firstAxis(format) + index, motion]));
}

function windowMotions(window: Omit<Window, 'dilationRate'> & Partial<Window>, input: Shape): Motions {
  const sizes = spatialOf(input, window.format);
  return byAxis(
    window.format,
    window.kernelSize.map((size, axis) => {
      const reach = (size - 1) * (window.dilationRate?.[axis] ?? 1) + 1;
      const stride = window.strides[axis] as number;
      const same = window.padding === 'same' ? aheadOfSame(sizes[axis] ?? null, reach, stride) : 0;
      return { kind: 'window', reach, stride, before: window.padding === 'causal' ? reach - 1 : same };
    }),
  );
}

function transposedMotions(window: Window, output: Shape): Motions {
  const sizes = spatialOf(output, window.format);
  return byAxis(
    window.format,
    window.kernelSize.map((size, axis) => {
      const reach = (size - 1) * (window.dilationRate[axis] as number) + 1;
      const stride = window.strides[axis] as number;
      const before = window.padding === 'same' ? aheadOfSame(sizes[axis] ?? null, reach, stride) : 0;
      return { kind: 'transposed', reach, stride, before };
    }),
  );
}

const convolution: Rule = (given) => {
  const window: Window = given.settings;
  return { motions: windowMotions(window, shapeIn(given)), uses: places(given.output, window.format) };
};

const pooling: Rule = (given) => ({ motions: windowMotions(given.settings, shapeIn(given)), uses: 0 });

/** Rows of cells added or taken away: a window of one cell that begins elsewhere. */
const moving =
  (sign: 1 | -1): Rule =>
  ({ settings }) => {
    const { format, amounts }: { format: DataFormat; amounts: readonly (readonly [number, number])[] } = settings;
    const motions = amounts.map(([before]): Motion => ({ kind: 'window', reach: 1, stride: 1, before: sign * before }));
    return { motions: byAxis(format, motions), uses: 0 };
  };

const merging: Rule = ({ inputs }) => ({ motions: overlaid(inputs), uses: 0 });

const RULES: Readonly<Record<string, Rule>> = {
  Conv: convolution,
  DepthwiseConv: convolution,
  SeparableConv: convolution,
  ConvTranspose: (given) => {
    const window: Window = given.settings;
    return { motions: transposedMotions(window, given.output), uses: places(shapeIn(given), window.format) };
  },
  MaxPooling: pooling,
  AveragePooling: pooling,
  ZeroPadding: moving(1),
  Cropping: moving(-1),
  UpSampling: ({ settings }) => {
    const { format, size, isNearest }: { format: DataFormat; size: readonly number[]; isNearest: boolean } = settings;
    const motions = byAxis(
      format,
      size.map((times) => ({ kind: 'repeated', times })),
    );
    return { motions: isNearest ? motions : null, uses: 0 };
  },
  Dense: ({ output }) => ({
    motions: output.length > 2 ? STILL : null,
    uses: cellsOfExample(output.slice(0, -1)),
  }),
  ...Object.fromEntries(
    ['Add', 'Subtract', 'Multiply', 'Average', 'Maximum', 'Minimum'].map((name) => [name, merging]),
  ),
  Concatenate: ({ settings, inputs, output }) => {
    const axis: number = settings;
    return { motions: overlaid(inputs, axis < 0 ? axis + output.length : axis), uses: 0 };
  },
};
