/** Every module of `torch.nn` that is followed, by its name. */
import type { ModuleRules } from '../rules.ts';
import { cosineSimilarity, pairwiseDistance } from './distances.ts';
import { multiheadAttention } from './attention.ts';
import { convolution, transposedConvolution } from './convolution.ts';
import {
  alongAxis,
  bilinear,
  channelShuffle,
  dropout,
  dropout1d,
  embedding,
  embeddingBag,
  glu,
  linear,
  localResponseNorm,
  prelu,
  activation,
  sameShape,
  softmax2d,
} from './linear.ts';
import { batchNorm, groupNorm, instanceNorm, layerNorm } from './normalization.ts';
import { pad } from './padding.ts';
import { adaptivePooling, pooling, powerPooling, unpooling } from './pooling.ts';
import { recurrent, recurrentCell } from './recurrent.ts';
import { flatten, pixelShuffle, pixelUnshuffle, unflatten } from './reshaping.ts';
import { fold, unfold } from './unfolding.ts';
import { upsample, upsample2d } from './resizing.ts';

// Each module keeps its own kind of settings; the table does not look into them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyRules = ModuleRules<any>;

function dimensional(name: string, rules: (rank: number) => AnyRules): [string, AnyRules][] {
  return [1, 2, 3].map((rank) => [`${name}${rank}d`, rules(rank)]);
}

/** Activations, and the names of what they are made with. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries('ReLU ReLU6 SELU SiLU Mish Hardswish Hardsigmoid'.split(' ').map((name) => [name, 'inplace'])),
  ...Object.fromEntries('Sigmoid Tanh Softsign Tanhshrink LogSigmoid'.split(' ').map((name) => [name, ''])),
  LeakyReLU: 'negative_slope inplace',
  ELU: 'alpha inplace',
  CELU: 'alpha inplace',
  GELU: 'approximate',
  Hardtanh: 'min_val max_val inplace min_value max_value',
  Hardshrink: 'lambd',
  Softplus: 'beta threshold',
  Softshrink: 'lambd',
  Threshold: 'threshold value inplace',
  RReLU: 'lower upper inplace',
};

export const MODULES: ReadonlyMap<string, AnyRules> = new Map<string, AnyRules>([
  ...dimensional('Conv', (rank) => convolution(rank)),
  ...dimensional('LazyConv', (rank) => convolution(rank, true)),
  ...dimensional('ConvTranspose', (rank) => transposedConvolution(rank)),
  ...dimensional('LazyConvTranspose', (rank) => transposedConvolution(rank, true)),
  ...dimensional('MaxPool', (rank) => pooling(rank, true)),
  ...dimensional('AvgPool', (rank) => pooling(rank, false)),
  ...dimensional('AdaptiveAvgPool', (rank) => adaptivePooling(rank, false)),
  ...dimensional('AdaptiveMaxPool', (rank) => adaptivePooling(rank, true)),
  ...dimensional('LPPool', powerPooling),
  ...dimensional('BatchNorm', (rank) => batchNorm(rank)),
  ...dimensional('LazyBatchNorm', (rank) => batchNorm(rank, true)),
  ...dimensional('InstanceNorm', instanceNorm),
  ...dimensional('ZeroPad', pad('constant')),
  ...dimensional('ConstantPad', pad('constant')),
  ...dimensional('ReflectionPad', pad('reflect')),
  ...dimensional('ReplicationPad', pad('replicate')),
  ...dimensional('CircularPad', pad('circular')),
  ['Identity', sameShape],
  ...Object.entries(ACTIVATIONS).map(([name, taken]): [string, AnyRules] => [name, activation(taken)]),
  ...['Dropout', 'Dropout2d', 'Dropout3d', 'AlphaDropout', 'FeatureAlphaDropout'].map((name): [string, AnyRules] => [
    name,
    dropout,
  ]),
  ['SyncBatchNorm', batchNorm(2)],
  ['GroupNorm', groupNorm],
  ['LayerNorm', layerNorm(true)],
  ['RMSNorm', layerNorm(false)],
  ['Linear', linear()],
  ['LazyLinear', linear(true)],
  ['Bilinear', bilinear],
  ['Embedding', embedding],
  ['EmbeddingBag', embeddingBag],
  ...['Softmax', 'LogSoftmax', 'Softmin'].map((name): [string, AnyRules] => [name, alongAxis]),
  ['Softmax2d', softmax2d],
  ['Dropout1d', dropout1d],
  ['LocalResponseNorm', localResponseNorm],
  ['ChannelShuffle', channelShuffle],
  ['PReLU', prelu],
  ['GLU', glu],
  ['Flatten', flatten],
  ['Unflatten', unflatten],
  ['Upsample', upsample],
  ['UpsamplingNearest2d', upsample2d('nearest')],
  ['UpsamplingBilinear2d', upsample2d('bilinear')],
  ['PixelShuffle', pixelShuffle],
  ['PixelUnshuffle', pixelUnshuffle],
  ['Fold', fold],
  ['Unfold', unfold],
  ['RNN', recurrent('RNN')],
  ['GRU', recurrent('GRU')],
  ['LSTM', recurrent('LSTM')],
  ['RNNCell', recurrentCell('RNN')],
  ['GRUCell', recurrentCell('GRU')],
  ['LSTMCell', recurrentCell('LSTM')],
  ['MultiheadAttention', multiheadAttention],
  ['CosineSimilarity', cosineSimilarity],
  ['PairwiseDistance', pairwiseDistance],
  ...dimensional('MaxUnpool', unpooling),
]);
