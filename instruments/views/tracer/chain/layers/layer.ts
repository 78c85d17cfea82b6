/** One layer as its call is written: what it does to a shape, and what Keras refuses of it. */
import { nearest } from '../../../../repairs/nearest.ts';
import { isInputName } from '../reading/known.ts';
import type { Argument, Call } from '../reading/nodes.ts';
import { typed } from './arguments.ts';
import { core, definition } from './definitions.ts';
import type { Definition } from './definitions.ts';
import { refuse } from './refusal.ts';
import { flatten, permute, repeatVector, reshape } from './rules/reshaping.ts';
import { maker, unchanged } from './rules/rule.ts';
import type { Maker, OwnRule, Rule } from './rules/rule.ts';
import { convolution, globalPooling, margin, pooling, transposed, upSampling } from './rules/spatial.ts';
import { dense, embedding, normalisation, recurrent } from './rules/weighted.ts';
import type { Shape, Size } from './shape.ts';
import { LAYERS } from './words.ts';

type Values = Readonly<Record<string, unknown>>;

export interface Layer extends Rule {
  /** Its arguments. */
  readonly values: Values;
  /** The input's shape, where the layer says it. */
  readonly shape: Shape | null;
}

const timeDistributed = maker(({ layer }: { readonly layer: Layer }) => {
  const step = ([batch = null, , ...rest]: Shape): Shape => [batch, ...rest];
  return {
    nothing: layer.nothing,
    out(x) {
      if (x.length < 3) refuse('time');
      // Keras does not look at the number of axes inside: the call may then be refused, or give another shape
      if (isMisfit(layer, x.length - 1)) refuse('wrapped', { stage: 'text' });
      const [batch = null, ...rest] = layer.out(step(x));
      return [batch, x[1] ?? null, ...rest];
    },
    weights: (x) => layer.weights(step(x)),
    called: (x, y) => layer.called(step(x), step(y)),
  };
});

/** By family; any other leaves the shape as it is. */
const MAKERS: Readonly<Record<string, Maker>> = {
  Conv: convolution,
  DepthwiseConv: convolution,
  SeparableConv: convolution,
  ConvTranspose: transposed,
  MaxPooling: pooling,
  AveragePooling: pooling,
  GlobalMaxPooling: globalPooling,
  GlobalAveragePooling: globalPooling,
  ZeroPadding: margin,
  Cropping: margin,
  UpSampling: upSampling,
  Flatten: flatten,
  Reshape: reshape,
  Permute: permute,
  RepeatVector: repeatVector,
  Dense: dense,
  BatchNormalization: normalisation,
  LayerNormalization: normalisation,
  LSTM: recurrent(4),
  GRU: recurrent(3),
  SimpleRNN: recurrent(1),
  Embedding: embedding,
  TimeDistributed: timeDistributed,
};

/** @throws Refusal where Keras would not make it */
export const layerOf = (node: Call): Layer => variants(node)();

/**
 * A function that makes the layer, also with arguments of the inmost layer changed.
 *
 * @throws Refusal where Keras would not make it
 */
export function variants(node: Call): (changes?: Values) => Layer {
  const found = definition(node.name) ?? refuse('unknown', { stage: 'text', near: nearest(node.name, LAYERS) });
  const given = argumentsOf(node, found);
  const inner = innerOf(node);
  const values: Record<string, unknown> = { ...found.defaults };
  for (const [key, one] of given) values[key] = inner && key === 'layer' ? null : valueOf(one, key, found);
  return (changes) => {
    const all = { ...values, ...(inner ? { layer: inner(changes) } : changes) };
    return whole((MAKERS[found.family] ?? unchanged)(all, found), all);
  };
}

/** What is inside of a TimeDistributed; read once: else the time would double with each level. */
function innerOf(node: Call): ReturnType<typeof variants> | null {
  const value = node.args[0]?.value;
  if (core(node) === node || value?.kind !== 'call' || isInputName(value.name)) return null;
  return variants(value);
}

function valueOf({ value }: Argument, key: string, { parameters, rank }: Definition): unknown {
  const parameter = parameters.get(key);
  if (!parameter) return undefined;
  if (parameter.type !== 'inner') return typed(value, parameter, rank);
  if (value.kind === 'call' && !isInputName(value.name)) return layerOf(value);
  return refuse('inner', { arg: key, stage: 'text' });
}

/** The arguments of a call by their names. @throws Refusal */
function argumentsOf(node: Call, { args, parameters }: Definition): Map<string, Argument> {
  const given = new Map<string, Argument>();
  for (const [i, one] of node.args.entries()) {
    const { key: name, value, at } = one;
    const key = name ?? args[i];
    const place = name === null ? value : { at, end: at + name.length };
    if (name === null && node.args[i - 1]?.key) refuse('order', { place, ...(key && { got: key }) });
    if (key === undefined) refuse('many', { place, gaps: { most: args.length } });
    const got = key as string;
    if (given.has(got)) refuse('double', { place, got });
    if (!parameters.has(got)) refuse('argument', { place, got, near: nearest(got, args) });
    given.set(got, one);
  }
  const missing = args.find((arg) => !parameters.get(arg)?.text && !given.has(arg));
  if (missing) refuse('missing', { arg: missing });
  return given;
}

const NO_WEIGHTS = [0, 0] as const;

function whole(own: OwnRule, values: Values): Layer {
  const { weights = (): typeof NO_WEIGHTS => NO_WEIGHTS } = own;
  return {
    called: () => null,
    min: 0,
    max: Infinity,
    over: undefined,
    nothing: 'window',
    axis: undefined,
    ...own,
    values,
    shape: shapeSaid(values),
    weights(x) {
      const [trained, frozen] = weights(x);
      return values['trainable'] === false ? [0, trained + frozen] : [trained, frozen];
    },
  };
}

/** The input's shape, as `shape`, `batch_shape` or `input_shape` say it. */
function shapeSaid(values: Values): Shape | null {
  const {
    batch_shape,
    batch_size = null,
    input_shape,
    shape = input_shape,
  } = values as {
    [key in string]?: Shape | null;
  } & { batch_size?: Size };
  return batch_shape ?? (shape ? [batch_size, ...shape] : null);
}

const isMisfit = ({ min, max }: Rule, axes: number): boolean => axes < min || axes > max;

/** The shape that a layer makes of another as Keras does before it computes a value. @throws Refusal */
export function passed(layer: Rule, x: Shape): Shape {
  const { min, max, over, nothing } = layer;
  const axes = x.length;
  if (isMisfit(layer, axes)) {
    const says = axes > min ? (over ?? 'rank') : 'rank';
    const isExact = max < Infinity && over === undefined;
    refuse('rank', { says, gaps: { ndim: min, found: axes, min: isExact ? '' : 'min_' } });
  }
  const y = layer.out(x);
  const axis = y.findIndex(Number.isNaN);
  if (axis >= 0) refuse(nothing, { gaps: { axis, size: x[axis] ?? 'None' } });
  return y;
}
