/** What Keras builds and then refuses to compute: the shape is known, the values are not. */
import { cells } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import { reachOf } from '../../arithmetic/windows.ts';
import { Instance } from '../../languages/python/classes.ts';
import { List, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { stateOf } from './layer/state.ts';
import type { Window } from './layers/sizes.ts';

/** `code` names the words that say why. */
interface UncomputedCall {
  readonly code:
    'axes' | 'cudnn' | 'empty' | 'even' | 'interpolation' | 'negative' | 'processor' | 'reshape' | 'wrapped';
  /** The argument that it is about. */
  readonly argument?: string;
  /** Whether it is refused everywhere; else it depends on the CPU, or there is nothing to compute. */
  readonly isSure: boolean;
  /** What Keras says of it, where that is short. */
  readonly says?: string;
  readonly gaps?: Readonly<Record<string, number>>;
}

const INTERPOLATIONS = ['nearest', 'bilinear', 'bicubic', 'lanczos3', 'lanczos5', 'area'];

const sure = (code: UncomputedCall['code'], argument: string, gaps = {}): UncomputedCall => ({
  code,
  argument,
  isSure: true,
  gaps,
});

/** Without oneDNN TensorFlow refuses the call. */
const byProcessor = (argument: string): UncomputedCall => ({ code: 'processor', argument, isSure: false });

/** @param x the shape that goes in, batch in front @param y the one that comes out */
export function uncomputedCall(layer: Instance, x: Shape, y: Shape): UncomputedCall | null {
  const [, family = layer.cls.name] = /^(.*?)(?:[123]D(?:Transpose)?)?$/.exec(layer.cls.name) ?? [];
  const kind = layer.cls.name.endsWith('Transpose') ? 'ConvTranspose' : family;
  const found = RULES[kind]?.(layer, x, y) ?? null;
  if (found) return found;
  return x.includes(0) || y.includes(0) ? { code: 'empty', isSure: false } : null;
}

/** The rank, batch included, that a layer takes whose output shape Keras computes without checking it inside a wrapper. */
const RANK_INSIDE: Readonly<Record<string, number>> = { SimpleRNN: 3, LSTM: 3, GRU: 3, RepeatVector: 2 };

type Rule = (layer: Instance, x: Shape, y: Shape) => UncomputedCall | null;

const windowOf = (layer: Instance): Window => stateOf(layer).settings as Window;
const given = (layer: Instance, name: string): Value => stateOf(layer).given.get(name) ?? null;

const steppedUnequally: Rule = (layer) => (new Set(windowOf(layer).strides).size > 1 ? byProcessor('strides') : null);

const normalised: Rule = (layer, x) => {
  const axis = given(layer, 'axis');
  const axes = axis instanceof List || axis instanceof Tuple ? axis.items : [axis];
  const places = new Set(axes.map((one) => (Number(one) + x.length) % x.length));
  return places.size < axes.length ? sure('axes', 'axis') : null;
};

/** A layer with a window that a model or TimeDistributed asks for the shape of other axes: NumPy stretches sizes, TensorFlow does not. */
const onOtherAxes: Rule = (layer, x) =>
  x.length === windowOf(layer).strides.length + 2 ? null : { code: 'wrapped', isSure: false };

/** The same before another rule. */
const onItsAxes =
  (rule: Rule): Rule =>
  (layer, x, y) =>
    onOtherAxes(layer, x, y) ?? rule(layer, x, y);

const withoutCudnn: Rule = (layer) => (given(layer, 'use_cudnn') === true ? sure('cudnn', 'use_cudnn') : null);

const RULES: Readonly<Record<string, Rule>> = {
  Conv: (layer) => (windowOf(layer).format === 'channels_first' ? byProcessor('data_format') : null),
  DepthwiseConv: onItsAxes(steppedUnequally),
  MaxPooling: onOtherAxes,
  AveragePooling: onOtherAxes,
  SeparableConv: onItsAxes(steppedUnequally),
  ConvTranspose: onItsAxes(transposed),
  ZeroPadding(layer) {
    const { amounts } = stateOf(layer).settings as { amounts: readonly (readonly number[])[] };
    return amounts.flat().some((size) => size < 0)
      ? { ...sure('negative', 'padding'), says: 'Paddings must be non-negative' }
      : null;
  },
  UpSampling(layer) {
    const interpolation = given(layer, 'interpolation') ?? 'nearest';
    const isKnown = INTERPOLATIONS.includes(String(interpolation).toLowerCase());
    return isKnown ? null : sure('interpolation', 'interpolation');
  },
  Reshape(layer, [, ...x]) {
    const target = stateOf(layer).settings as Shape;
    const fixed = target.filter((size): size is number => size !== null && size !== -1);
    const rest = fixed.reduce((product, size) => product * size, 1);
    const all = cells(x);
    const open = target.length - fixed.length;
    const fits = all === null || (open > 0 ? rest > 0 && all % rest === 0 : all === rest);
    return open > 1 || !fits ? sure('reshape', 'target_shape', { all: all ?? 0, rest }) : null;
  },
  BatchNormalization: normalised,
  LayerNormalization: normalised,
  LSTM: withoutCudnn,
  GRU: withoutCudnn,
  SimpleRNN: withoutCudnn,
  TimeDistributed(layer, x, y) {
    const inner = given(layer, 'layer');
    if (!(inner instanceof Instance)) return null;
    const step = ([batch = null, , ...rest]: Shape): Shape => [batch, ...rest];
    const rank = RANK_INSIDE[inner.cls.name];
    if (rank !== undefined && step(x).length !== rank) return { code: 'wrapped', isSure: false };
    return uncomputedCall(inner, step(x), step(y));
  },
};

/** With SAME, zeros added at the end and an even reach, no SAME convolution leads back from an output of that size. */
function transposed(layer: Instance, x: Shape, y: Shape): UncomputedCall | null {
  const window = stateOf(layer).settings as Window & { outputPadding: readonly number[] | null };
  const isFirst = window.format === 'channels_first';
  if (window.padding === 'same' && window.outputPadding && !y.includes(0)) {
    const axis = window.kernelSize.findIndex((size, i) => {
      const reach = reachOf(size, window.dilationRate[i] ?? 1);
      return Number(x[i + (isFirst ? 2 : 1)]) > 1 && (reach % 2) + (window.outputPadding?.[i] ?? 1) < 1;
    });
    if (axis >= 0) return sure('even', 'output_padding', { axis });
  }
  if (Math.max(...window.dilationRate) > 1) return byProcessor('dilation_rate');
  return isFirst ? byProcessor('data_format') : null;
}
