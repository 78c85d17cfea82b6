/** Every module of `torch.nn` that is followed, by its name. */
import type { ModuleRules } from '../rules.ts';
import { multiheadAttention } from './attention.ts';
import { convolution, transposedConvolution } from './convolution.ts';
import { bilinear, embedding, embeddingBag, glu, linear, prelu, sameShape } from './linear.ts';
import { batchNorm, groupNorm, instanceNorm, layerNorm } from './normalization.ts';
import { adaptivePooling, pooling, unpooling } from './pooling.ts';
import { recurrent, recurrentCell } from './recurrent.ts';
import { flatten, pad, pixelShuffle, pixelUnshuffle, unflatten, unfold, upsample } from './reshaping.ts';

// Each module keeps its own kind of settings; the table does not look into them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyRules = ModuleRules<any>;

function dimensional(name: string, rules: (rank: number) => AnyRules): [string, AnyRules][] {
  return [1, 2, 3].map((rank) => [`${name}${rank}d`, rules(rank)]);
}

const SAME_SHAPE =
  `Identity ReLU ReLU6 LeakyReLU ELU SELU CELU GELU SiLU Mish Sigmoid Tanh Softmax Softmax2d LogSoftmax Softmin
  Hardtanh Hardswish Hardsigmoid Hardshrink Softplus Softshrink Softsign Tanhshrink Threshold LogSigmoid RReLU
  Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout LocalResponseNorm ChannelShuffle`.split(/\s+/);

export const MODULES: ReadonlyMap<string, AnyRules> = new Map<string, AnyRules>([
  ...dimensional('Conv', (rank) => convolution(rank)),
  ...dimensional('LazyConv', (rank) => convolution(rank, true)),
  ...dimensional('ConvTranspose', (rank) => transposedConvolution(rank)),
  ...dimensional('LazyConvTranspose', (rank) => transposedConvolution(rank, true)),
  ...dimensional('MaxPool', (rank) => pooling(rank, true)),
  ...dimensional('AvgPool', (rank) => pooling(rank, false)),
  ...dimensional('AdaptiveAvgPool', adaptivePooling),
  ...dimensional('AdaptiveMaxPool', adaptivePooling),
  ...dimensional('BatchNorm', (rank) => batchNorm(rank)),
  ...dimensional('LazyBatchNorm', (rank) => batchNorm(rank, true)),
  ...dimensional('InstanceNorm', instanceNorm),
  ...dimensional('ZeroPad', pad),
  ...dimensional('ConstantPad', pad),
  ...dimensional('ReflectionPad', pad),
  ...dimensional('ReplicationPad', pad),
  ...dimensional('CircularPad', pad),
  ...SAME_SHAPE.map((name): [string, AnyRules] => [name, sameShape]),
  ['SyncBatchNorm', batchNorm(2)],
  ['GroupNorm', groupNorm],
  ['LayerNorm', layerNorm(true)],
  ['RMSNorm', layerNorm(false)],
  ['Linear', linear()],
  ['LazyLinear', linear(true)],
  ['Bilinear', bilinear],
  ['Embedding', embedding],
  ['EmbeddingBag', embeddingBag],
  ['PReLU', prelu],
  ['GLU', glu],
  ['Flatten', flatten],
  ['Unflatten', unflatten],
  ['Upsample', upsample],
  ['UpsamplingNearest2d', upsample],
  ['UpsamplingBilinear2d', upsample],
  ['PixelShuffle', pixelShuffle],
  ['PixelUnshuffle', pixelUnshuffle],
  ['Unfold', unfold],
  ['RNN', recurrent('RNN')],
  ['GRU', recurrent('GRU')],
  ['LSTM', recurrent('LSTM')],
  ['RNNCell', recurrentCell('RNN')],
  ['GRUCell', recurrentCell('GRU')],
  ['LSTMCell', recurrentCell('LSTM')],
  ['MultiheadAttention', multiheadAttention],
  ...dimensional('MaxUnpool', unpooling),
]);
