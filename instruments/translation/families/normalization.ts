/** Normalizations: over the batch, over groups of channels, over the last axes. */
import type { TargetTensor, Place } from '../draft.ts';
import { spatialOrder } from '../draft.ts';
import { Untranslated } from '../operation.ts';
import type { BatchNorm, GroupNorm, LayerNorm, Weights } from '../operation.ts';
import { flag, number, tuple } from '../python.ts';
import type { Argument } from '../python.ts';
import { sizeOf } from '../source.ts';
import type { Reader, Source } from '../source.ts';

/** Keras keeps gamma, beta, mean and variance in this order, those that it has. */
function kerasWeights(source: Source, scale: boolean, center: boolean, hasMoments: boolean): Weights {
  const names = [
    ...(scale ? ['weight'] : []),
    ...(center ? ['bias'] : []),
    ...(hasMoments ? ['running_mean', 'running_var'] : []),
  ];
  return Object.fromEntries(names.map((name, index) => [name, source.weight(index)]));
}

const kerasBatchNorm: Reader = (source) => {
  if (source.flag('renorm')) throw new Untranslated('PyTorch has no batch renormalization');
  const channels = source.axis(source.number('axis'));
  const [scale, center] = [source.flag('scale'), source.flag('center')];
  const features = sizeOf(source.shape, channels);
  const [epsilon, keeps] = [source.number('epsilon'), source.number('momentum')];
  return [
    {
      kind: 'batchNorm',
      channels,
      features,
      epsilon,
      keeps,
      scale,
      center,
      weights: kerasWeights(source, scale, center, true),
    },
  ];
};

const kerasLayerNorm: Reader = (source) => {
  const axes = [...source.kept<readonly number[]>('axes')].map((axis) => source.axis(axis)).sort((a, b) => a - b);
  const first = source.shape.length - axes.length;
  if (axes.some((axis, index) => axis !== first + index))
    throw new Untranslated('PyTorch’s LayerNorm takes the last axes only');
  const [scale, center] = [source.flag('scale'), source.flag('center')];
  const sizes = axes.map((axis) => sizeOf(source.shape, axis));
  return [
    {
      kind: 'layerNorm',
      sizes,
      epsilon: source.number('epsilon'),
      scale,
      center,
      weights: kerasWeights(source, scale, center, false),
    },
  ];
};

const kerasGroupNorm: Reader = (source) => {
  const channels = source.axis(source.number('axis'));
  const features = sizeOf(source.shape, channels);
  const given = source.number('groups');
  const [scale, center] = [source.flag('scale'), source.flag('center')];
  return [
    {
      kind: 'groupNorm',
      channels,
      features,
      groups: given === -1 ? features : given,
      epsilon: source.number('epsilon'),
      scale,
      center,
      weights: kerasWeights(source, scale, center, false),
    },
  ];
};

function torchWeights(source: Source, names: readonly string[]): Weights {
  return Object.fromEntries(names.map((name) => [name, source.weight(name)]));
}

const torchBatchNorm: Reader = (source) => {
  if (!source.flag('track_running_stats')) {
    throw new Untranslated(
      'without running statistics it normalizes each batch by itself, which Keras’s layer does in training only',
    );
  }
  const affine = source.flag('affine');
  const weights = torchWeights(source, [...(affine ? ['weight', 'bias'] : []), 'running_mean', 'running_var']);
  const features = source.kept<number>('features');
  const keeps = 1 - source.number('momentum', 0.1);
  return [
    {
      kind: 'batchNorm',
      channels: 1,
      features,
      epsilon: source.number('eps', 1e-5),
      keeps,
      scale: affine,
      center: affine,
      weights,
    },
  ];
};

const torchLayerNorm: Reader = (source) => {
  const scale = source.flag('elementwise_affine');
  const center = scale && source.flag('bias');
  const sizes = source.numbers('normalized_shape') as number[];
  const weights = torchWeights(source, [...(scale ? ['weight'] : []), ...(center ? ['bias'] : [])]);
  return [{ kind: 'layerNorm', sizes, epsilon: source.number('eps', 1e-5), scale, center, weights }];
};

const torchGroupNorm: Reader = (source) => {
  const affine = source.flag('affine');
  const { groups, channels } = source.settings as { groups: number; channels: number };
  return [
    {
      kind: 'groupNorm',
      channels: 1,
      features: channels,
      groups,
      epsilon: source.number('eps', 1e-5),
      scale: affine,
      center: affine,
      weights: torchWeights(source, affine ? ['weight', 'bias'] : []),
    },
  ];
};

const torchInstanceNorm: Reader = (source, rank) => {
  source.requireRank(rank);
  if (source.flag('track_running_stats'))
    throw new Untranslated('Keras has no instance normalization with running statistics');
  const affine = source.flag('affine');
  const features = sizeOf(source.shape, 1);
  return [
    {
      kind: 'groupNorm',
      channels: 1,
      features,
      groups: features,
      epsilon: source.number('eps', 1e-5),
      scale: affine,
      center: affine,
      weights: torchWeights(source, affine ? ['weight', 'bias'] : []),
    },
  ];
};

export const readers = {
  keras: { BatchNormalization: kerasBatchNorm, LayerNormalization: kerasLayerNorm, GroupNormalization: kerasGroupNorm },
  pytorch: {
    'BatchNorm#d': torchBatchNorm,
    'LazyBatchNorm#d': torchBatchNorm,
    SyncBatchNorm: torchBatchNorm,
    LayerNorm: torchLayerNorm,
    GroupNorm: torchGroupNorm,
    'InstanceNorm#d': torchInstanceNorm,
  },
};

/** PyTorch has both of gamma and beta or none: the one that Keras leaves out stands there as ones or zeros. */
function bothOrNone({ weights, scale, center }: BatchNorm | GroupNorm | LayerNorm, sizes: readonly number[]): Weights {
  if (scale === center) return weights;
  const missing = `np.${scale ? 'zeros' : 'ones'}(${tuple(sizes)}, "float32")`;
  return scale ? { ...weights, bias: missing } : { weight: missing, ...weights };
}

/** A decimal without the noise of 1 − 0.99. */
const tidy = (value: number): string => number(Number(value.toPrecision(12)));

function batchNormToPytorch(operation: BatchNorm, place: Place): TargetTensor {
  const { channels, features, epsilon, keeps, scale, center } = operation;
  const rank = place.input.shape.length;
  if (rank > 5) throw new Untranslated('PyTorch’s BatchNorm takes at most five axes');
  const input = place.draft.aligned(place.input, spatialOrder('pytorch', rank - 2, channels));
  place.note(`momentum ${tidy(keeps)} of Keras is ${tidy(1 - keeps)} of PyTorch; eps is Keras’s`);
  const options: Argument[] = [
    ['eps', number(epsilon), number(1e-5)],
    ['momentum', tidy(1 - keeps), '0.1'],
    ['affine', flag(scale || center), 'True'],
  ];
  const counted = { ...bothOrNone(operation, [features]), num_batches_tracked: 'np.array(0)' };
  return place.apply(place.layer(`nn.BatchNorm${Math.max(rank - 2, 1)}d`, [String(features)], options, counted), input);
}

function batchNormToKeras({ channels, epsilon, keeps, scale, center, weights }: BatchNorm, place: Place): TargetTensor {
  place.note(`momentum ${tidy(1 - keeps)} of PyTorch is ${tidy(keeps)} of Keras; epsilon is PyTorch’s`);
  const axis = place.input.order.indexOf(channels);
  const options: Argument[] = [
    ['axis', axis === place.input.shape.length - 1 ? '-1' : String(axis), '-1'],
    ['momentum', tidy(keeps), '0.99'],
    ['epsilon', number(epsilon), '0.001'],
    ['scale', flag(scale), 'True'],
    ['center', flag(center), 'True'],
  ];
  return place.apply(place.layer('layers.BatchNormalization', [], options, weights), place.input);
}

function layerNormToPytorch(operation: LayerNorm, place: Place): TargetTensor {
  const { sizes, epsilon, scale, center } = operation;
  const options: Argument[] = [
    ['eps', number(epsilon), number(1e-5)],
    ['elementwise_affine', flag(scale || center), 'True'],
  ];
  const shape = sizes.length === 1 ? String(sizes[0]) : tuple(sizes);
  const layer = place.layer('nn.LayerNorm', [shape], options, bothOrNone(operation, sizes));
  return place.apply(layer, place.draft.inSourceOrder(place.input));
}

function layerNormToKeras({ sizes, epsilon, scale, center, weights }: LayerNorm, place: Place): TargetTensor {
  const axes = sizes.map((_, index) => index - sizes.length);
  const options: Argument[] = [
    ['axis', axes.length === 1 ? '-1' : `[${axes.join(', ')}]`, '-1'],
    ['epsilon', number(epsilon), '0.001'],
    ['scale', flag(scale), 'True'],
    ['center', flag(center), 'True'],
  ];
  return place.apply(
    place.layer('layers.LayerNormalization', [], options, weights),
    place.draft.inSourceOrder(place.input),
  );
}

function groupNormToPytorch(operation: GroupNorm, place: Place): TargetTensor {
  const { channels, features, groups, epsilon, scale, center } = operation;
  const input = place.draft.aligned(place.input, spatialOrder('pytorch', place.input.shape.length - 2, channels));
  const options: Argument[] = [
    ['eps', number(epsilon), number(1e-5)],
    ['affine', flag(scale || center), 'True'],
  ];
  return place.apply(
    place.layer('nn.GroupNorm', [String(groups), String(features)], options, bothOrNone(operation, [features])),
    input,
  );
}

function groupNormToKeras(
  { channels, features, groups, epsilon, scale, center, weights }: GroupNorm,
  place: Place,
): TargetTensor {
  const input = place.draft.aligned(place.input, spatialOrder('keras', place.input.shape.length - 2, channels));
  const options: Argument[] = [
    ['groups', groups === features ? '-1' : String(groups), '32'],
    ['epsilon', number(epsilon), '0.001'],
    ['scale', flag(scale), 'True'],
    ['center', flag(center), 'True'],
  ];
  return place.apply(place.layer('layers.GroupNormalization', [], options, weights), input);
}

export const writers = {
  batchNorm: { pytorch: batchNormToPytorch, keras: batchNormToKeras },
  layerNorm: { pytorch: layerNormToPytorch, keras: layerNormToKeras },
  groupNorm: { pytorch: groupNormToPytorch, keras: groupNormToKeras },
};
