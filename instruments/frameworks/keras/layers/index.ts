/** Every layer of `keras.layers`, by its class: what it does, or why it is not followed. */
import type { LayerRules } from '../rules.ts';
import { attention, groupedQueryAttention, multiHeadAttention } from './attention.ts';
import { convolution, depthwiseConvolution, separableConvolution, transposedConvolution } from './convolution.ts';
import { dense, dropout, einsumDense, embedding, prelu, sameShape } from './core.ts';
import { concatenation, dot, elementwise } from './merging.ts';
import {
  batchNormalization,
  groupNormalization,
  layerNormalization,
  normalization,
  rmsNormalization,
  unitNormalization,
} from './normalization.ts';
import { adaptivePooling, globalPooling, pooling } from './pooling.ts';
import { binned, categoryEncoding, lookup, textVectorization, toSize } from './preprocessing.ts';
import { convolutionalLstm, recurrentCell, recurrentLayer, rnn, stackedCellLayer } from './recurrent.ts';
import { cropping, flatten, permute, repeatVector, reshape, upSampling, zeroPadding } from './reshaping.ts';
import { bidirectional, lambda, spectralNormalization, timeDistributed } from './wrappers.ts';

// Each layer keeps its own kind of settings; the table does not look into them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyRules = LayerRules<any>;

/** A layer for one, two and three dimensions, under `name1D` … `name3D`. */
function dimensional(
  name: string,
  rules: (rank: number) => AnyRules,
  suffix = '',
  ranks = [1, 2, 3],
): [string, AnyRules][] {
  return ranks.map((rank) => [`${name}${rank}D${suffix}`, rules(rank)]);
}

const SAME_SHAPE =
  `Activation ActivityRegularization ELU GaussianNoise Identity LeakyReLU Masking ReLU Rescaling Softmax
  AugMix AutoContrast ContrastLimitedAdaptiveHistogramEqualization CutMix Equalization MaxNumBoundingBoxes MixUp RandAugment
  RandomBrightness RandomColorDegeneration RandomColorJitter RandomContrast RandomElasticTransform RandomErasing RandomFlip
  RandomGaussianBlur RandomGrayscale RandomHue RandomInvert RandomPerspective RandomPosterization RandomRotation
  RandomSaturation RandomSharpness RandomShear RandomTranslation RandomZoom Solarization`.split(/\s+/);

export const LAYERS: ReadonlyMap<string, AnyRules> = new Map<string, AnyRules>([
  ...dimensional('Conv', convolution),
  ...dimensional('Conv', transposedConvolution, 'Transpose'),
  ...dimensional('DepthwiseConv', depthwiseConvolution, '', [1, 2]),
  ...dimensional('SeparableConv', separableConvolution, '', [1, 2]),
  ...dimensional('MaxPooling', pooling),
  ...dimensional('AveragePooling', pooling),
  ...dimensional('GlobalMaxPooling', globalPooling),
  ...dimensional('GlobalAveragePooling', globalPooling),
  ...dimensional('AdaptiveMaxPooling', adaptivePooling),
  ...dimensional('AdaptiveAveragePooling', adaptivePooling),
  ...dimensional('UpSampling', upSampling),
  ...dimensional('ZeroPadding', zeroPadding),
  ...dimensional('Cropping', cropping),
  ...dimensional('ConvLSTM', convolutionalLstm),
  ...dimensional('SpatialDropout', (rank) => dropout(rank + 2)),
  ...SAME_SHAPE.map((name): [string, AnyRules] => [name, sameShape]),
  ...['Dropout', 'AlphaDropout', 'GaussianDropout'].map((name): [string, AnyRules] => [name, dropout()]),
  ...['Add', 'Multiply', 'Average', 'Maximum', 'Minimum'].map((name): [string, AnyRules] => [name, elementwise()]),
  ['Subtract', elementwise(true)],
  ['Concatenate', concatenation],
  ['Dot', dot],
  ['Dense', dense],
  ['EinsumDense', einsumDense],
  ['Embedding', embedding],
  ['PReLU', prelu],
  ['Flatten', flatten],
  ['Reshape', reshape],
  ['Permute', permute],
  ['RepeatVector', repeatVector],
  ['BatchNormalization', batchNormalization],
  ['LayerNormalization', layerNormalization],
  ['GroupNormalization', groupNormalization],
  ['RMSNormalization', rmsNormalization],
  ['UnitNormalization', unitNormalization],
  ['Normalization', normalization],
  ['SpectralNormalization', spectralNormalization],
  ['SimpleRNN', recurrentLayer('SimpleRNN')],
  ['GRU', recurrentLayer('GRU')],
  ['LSTM', recurrentLayer('LSTM')],
  ['SimpleRNNCell', recurrentCell('SimpleRNN')],
  ['GRUCell', recurrentCell('GRU')],
  ['LSTMCell', recurrentCell('LSTM')],
  ['StackedRNNCells', stackedCellLayer],
  ['RNN', rnn],
  ['MultiHeadAttention', multiHeadAttention],
  ['GroupedQueryAttention', groupedQueryAttention],
  ['Attention', attention(false)],
  ['AdditiveAttention', attention(true)],
  ['TimeDistributed', timeDistributed],
  ['Bidirectional', bidirectional],
  ['Lambda', lambda],
  ['Resizing', toSize],
  ['CenterCrop', toSize],
  ['RandomCrop', toSize],
  ['CategoryEncoding', categoryEncoding],
  ['StringLookup', lookup],
  ['IntegerLookup', lookup],
  ['Hashing', binned],
  ['Discretization', binned],
  ['HashedCrossing', binned],
  ['TextVectorization', textVectorization],
]);

/** Layers that are named as not followed, and why. */
export const LIMITS: Readonly<Record<string, string>> = {
  FlaxLayer: 'it runs a module of Flax',
  JaxLayer: 'it runs a function of JAX',
  TorchModuleWrapper: 'it runs a module of PyTorch',
  TFSMLayer: 'it runs a saved model from a file',
  Pipeline: 'it applies layers to data one after another, outside a model',
  MelSpectrogram: 'its frames are not computed',
  STFTSpectrogram: 'its frames are not computed',
  ReversibleEmbedding: 'its two directions are not computed',
  Wrapper: 'it is there to be extended',
};
