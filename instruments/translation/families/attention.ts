/** Attention with several heads: `nn.MultiheadAttention`, `layers.MultiHeadAttention`. */
import type { Heads } from '../../frameworks/keras/layers/attention.ts';
import type { Attention as Settings } from '../../frameworks/pytorch/layers/attention.ts';
import type { TargetTensor, Place } from '../draft.ts';
import { Untranslated } from '../operation.ts';
import type { Attention, Weights } from '../operation.ts';
import { flag, number } from '../python.ts';
import type { Argument } from '../python.ts';
import type { Shape } from '../../graph/tensor.ts';
import { isTensor, sizeOf } from '../source.ts';
import type { Reader, Source } from '../source.ts';

/** What is projected onto the heads, in the order in which both frameworks keep it. */
const PROJECTED = ['query', 'key', 'value'] as const;

const MISPLACED =
  'Keras on TensorFlow adds the bias of heads of size 1 to the steps where there are as many, and gives other values; its PyTorch backend gives these';

type Dims = Pick<Attention, 'heads' | 'keyDim' | 'valueDim'>;

/** What changes none of the values that come out when the model is used. */
const IDLE = ['training', 'need_weights', 'average_attn_weights', 'return_attention_scores'];

/**
 * Which of the inputs are query, key and value; the key is the value where it is not given.
 *
 * @param order in which they are given where they are not named
 */
function placesOf({ step }: Source, order: readonly string[]): [number, number, number] {
  const { positional, keywords } = step.call.args;
  const names: string[] = [];
  positional.forEach((value, at) => {
    if (isTensor(value)) names.push(order[at] ?? 'mask');
  });
  for (const [name, value] of keywords) {
    if (isTensor(value)) names.push(name);
    else if (value !== null && value !== false && !IDLE.includes(name))
      throw new Untranslated(`\`${name}\` of ${step.type} is not translated`);
  }
  const other = names.find((name) => !order.includes(name));
  if (other !== undefined) throw new Untranslated('a mask of attention');
  const [query, value, key] = ['query', 'value', 'key'].map((name) => names.indexOf(name)) as [number, number, number];
  return [query, key < 0 ? value : key, value];
}

/**
 * Whether Keras on TensorFlow adds biases of heads of size 1 to the steps: its `add` takes the second axis for that of a
 * bias which is as long.
 */
function addsToSteps({ heads, keyDim, valueDim }: Dims, [query, key, value]: readonly Shape[]): boolean {
  const asMany = (shape: Shape | undefined, size: number): boolean =>
    size === 1 && (shape?.[1] === heads || shape?.[1] === null);
  return heads > 1 && (asMany(query, keyDim) || asMany(key, keyDim) || asMany(value, valueDim));
}

const kerasAttention: Reader = (source) => {
  const { heads, keyDim, valueDim, useBias, useGate, outputShape } = source.settings as unknown as Heads;
  const places = placesOf(source, ['query', 'value', 'key']);
  if (source.index > 0) throw new Untranslated('the scores of attention');
  const [query, key, value] = places.map((at) => source.step.inputs[at]?.shape ?? []) as [Shape, Shape, Shape];
  const isOwn = ['attention_axes', 'sliding_window'].some((name) => source.value(name) !== null);
  if (useGate || outputShape !== null || isOwn || [query, key, value].some(({ length }) => length !== 3))
    throw new Untranslated('attention with a gate, axes or an output shape of its own');
  const widths = [query, key, value].map((shape) => sizeOf(shape, -1)) as [number, number, number];
  const [width, keyWidth, valueWidth] = widths;
  // Keras keeps kernels as (features, heads, size of a head): as one matrix they are PyTorch's, turned
  const step = useBias ? 2 : 1;
  const onto = (at: number): string => `${source.weight(at * step)}.reshape(${widths[at]}, -1).T`;
  const bias = (at: number): string => `${source.weight(at * step + 1)}.reshape(-1)`;
  const weights: Record<string, string> = {};
  PROJECTED.forEach((name, at) => {
    weights[`${name}.weight`] = onto(at);
    if (useBias) weights[`${name}.bias`] = bias(at);
  });
  weights['output.weight'] = `${source.weight(3 * step)}.reshape(-1, ${width}).T`;
  if (useBias) weights['output.bias'] = source.weight(3 * step + 1);
  return [
    {
      kind: 'attention',
      width,
      heads,
      keyDim,
      valueDim,
      keyWidth,
      valueWidth,
      dropout: source.number('dropout', 0),
      places,
      batch: 0,
      weights,
      ...(useBias && addsToSteps({ heads, keyDim, valueDim }, [query, key, value]) ? { misplaced: MISPLACED } : {}),
    },
  ];
};

const torchAttention: Reader = (source) => {
  const { width, heads, keys, values, hasOwnWidths, batchFirst } = source.settings as unknown as Settings;
  if (source.index > 0) throw new Untranslated('the scores of attention');
  if (source.flag('add_bias_kv') || source.flag('add_zero_attn'))
    throw new Untranslated('Keras’s attention has no add_bias_kv or add_zero_attn');
  if (source.shape.length !== 3) throw new Untranslated('the input has no batch axis');
  const places = placesOf(source, ['query', 'key', 'value']);
  const weights: Record<string, string> = {};
  PROJECTED.forEach((name, at) => {
    const rows = `[${at * width}:${(at + 1) * width}]`;
    weights[`${name}.weight`] = hasOwnWidths
      ? source.weight(`${name[0]}_proj_weight`)
      : `${source.weight('in_proj_weight')}${rows}`;
    if (source.flag('bias')) weights[`${name}.bias`] = `${source.weight('in_proj_bias')}${rows}`;
  });
  weights['output.weight'] = source.weight('out_proj.weight');
  if (source.flag('bias')) weights['output.bias'] = source.weight('out_proj.bias');
  return [
    {
      kind: 'attention',
      width,
      heads,
      keyDim: width / heads,
      valueDim: width / heads,
      keyWidth: keys,
      valueWidth: values,
      dropout: source.number('dropout', 0),
      places,
      batch: batchFirst ? 0 : 1,
      weights,
    },
  ];
};

export const readers = {
  keras: { MultiHeadAttention: kerasAttention },
  pytorch: { MultiheadAttention: torchAttention },
};

/** Query, key and value with the batch in front. */
function inputsOf({ places, batch }: Attention, place: Place): [TargetTensor, TargetTensor, TargetTensor] {
  const order = batch === 0 ? [0, 1, 2] : [1, 0, 2];
  const inputs = places.map((at) => place.draft.aligned(place.inputs[at] as TargetTensor, order));
  return inputs as [TargetTensor, TargetTensor, TargetTensor];
}

function attentionToKeras(operation: Attention, place: Place): TargetTensor {
  const { heads, keyDim, dropout, width, batch, weights, places } = operation;
  const order = batch === 0 ? [0, 1, 2] : [1, 0, 2];
  const shapes = places.map((at) => order.map((axis) => place.inputs[at]?.shape[axis] ?? null));
  if ('query.bias' in weights && addsToSteps(operation, shapes))
    throw new Untranslated('Keras on TensorFlow adds the bias of heads of size 1 to the steps where there are as many');
  const kept: Record<string, string> = {};
  for (const name of PROJECTED) {
    kept[`${name}.weight`] = `${weights[`${name}.weight`]}.T.reshape(-1, ${heads}, ${keyDim})`;
    if (`${name}.bias` in weights) kept[`${name}.bias`] = `${weights[`${name}.bias`]}.reshape(${heads}, ${keyDim})`;
  }
  kept['output.weight'] = `${weights['output.weight']}.T.reshape(${heads}, ${keyDim}, ${width})`;
  if ('output.bias' in weights) kept['output.bias'] = weights['output.bias'] as string;
  const options: Argument[] = [
    ['dropout', number(dropout), '0'],
    ['use_bias', flag('output.bias' in weights), 'True'],
  ];
  const layer = place.layer('layers.MultiHeadAttention', [String(heads), String(keyDim)], options, kept);
  const [query, key, value] = inputsOf(operation, place);
  return place.draft.line([query, value, key], ([q, v, k]) => `${layer}(${q}, ${v}, ${k})`, place.output, order);
}

function attentionToPytorch(operation: Attention, place: Place): TargetTensor {
  const { heads, keyDim, valueDim, width } = operation;
  return heads * keyDim === width && valueDim === keyDim ? asModule(operation, place) : writtenOut(operation, place);
}

function asModule(operation: Attention, place: Place): TargetTensor {
  const { heads, width, keyWidth, valueWidth, dropout, weights } = operation;
  const hasOwnWidths = keyWidth !== width || valueWidth !== width;
  const joined = (part: string): string =>
    `np.concatenate([${PROJECTED.map((name) => weights[`${name}.${part}`]).join(', ')}])`;
  const hasBias = 'output.bias' in weights;
  const kept: Weights = {
    ...(hasOwnWidths
      ? Object.fromEntries(PROJECTED.map((name) => [`${name[0]}_proj_weight`, weights[`${name}.weight`] as string]))
      : { in_proj_weight: joined('weight') }),
    ...(hasBias ? { in_proj_bias: joined('bias') } : {}),
    'out_proj.weight': weights['output.weight'] as string,
    ...(hasBias ? { 'out_proj.bias': weights['output.bias'] as string } : {}),
  };
  const options: Argument[] = [
    ['dropout', number(dropout), '0'],
    ['bias', flag(hasBias), 'True'],
    ['kdim', String(keyWidth), String(width)],
    ['vdim', String(valueWidth), String(width)],
    ['batch_first', 'True'],
  ];
  const layer = place.layer('nn.MultiheadAttention', [String(width), String(heads)], options, kept);
  const write = ([q, k, v]: readonly string[]): string => `${layer}(${q}, ${k}, ${v}, need_weights=False)[0]`;
  return place.draft.line(inputsOf(operation, place), write, place.output);
}

/** Heads of another size than PyTorch's module has: four linear layers, and the product between them. */
function writtenOut(operation: Attention, place: Place): TargetTensor {
  const { heads, keyDim, valueDim, width, keyWidth, valueWidth, dropout, weights } = operation;
  if (dropout > 0) place.note('its dropout in training is left out: PyTorch’s own attention has heads of another size');
  else place.note('PyTorch’s own attention has heads of another size: it is written out');
  const hasBias = 'output.bias' in weights;
  const linear = (name: string, from: number, to: number): string => {
    const kept: Weights = {
      weight: weights[`${name}.weight`] as string,
      ...(hasBias ? { bias: weights[`${name}.bias`] as string } : {}),
    };
    return place.layer('nn.Linear', [String(from), String(to)], [['bias', flag(hasBias), 'True']], kept, name);
  };
  const layers = [
    linear('query', width, heads * keyDim),
    linear('key', keyWidth, heads * keyDim),
    linear('value', valueWidth, heads * valueDim),
  ];
  const output = linear('output', heads * valueDim, width);
  const parts = inputsOf(operation, place).map((input, at) => {
    const size = at === 2 ? valueDim : keyDim;
    const write = ([x]: readonly string[]): string =>
      `${layers[at]}(${x}).unflatten(-1, (${heads}, ${size})).transpose(1, 2)`;
    return place.draft.line([input], write, [...input.shape.slice(0, 1), heads, input.shape[1] ?? null, size]);
  });
  const attended = place.draft.line(
    parts,
    ([q, k, v]) => `F.scaled_dot_product_attention(${q}, ${k}, ${v}).transpose(1, 2).flatten(2)`,
    [...place.output.slice(0, 2), heads * valueDim],
  );
  return place.draft.line([attended], ([x]) => `${output}(${x})`, place.output);
}

export const writers = { attention: { pytorch: attentionToPytorch, keras: attentionToKeras } };
