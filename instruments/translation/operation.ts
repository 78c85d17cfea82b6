/** What a layer or function does, in words of neither framework. Weights are laid out as PyTorch lays them out. */
import type { Shape } from '../graph/tensor.ts';

export type FrameworkName = 'keras' | 'pytorch';

/** A weight's name in PyTorch → the Python expression that takes it from the source model. */
export type Weights = Readonly<Record<string, string>>;

/** Cells that are added before and after, for each axis that a window moves over. */
export type Pads = readonly (readonly [number, number])[];

interface Spatial {
  readonly rank: number;
  /** The axis of the source's tensors that holds the channels. */
  readonly channels: number;
}

/** Whose source adds its bias along another axis than it says: why what comes out differs. */
interface Biased {
  readonly misplaced?: string;
}

/** What a convolution and its transpose have in common. */
interface WithKernel extends Spatial, Biased {
  readonly filters: number;
  readonly inChannels: number;
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
  readonly weights: Weights;
}

export interface Convolution extends WithKernel {
  readonly kind: 'convolution';
  readonly pads: Pads;
  readonly padMode: string;
  /** The input's sizes that the window moves over. */
  readonly sizes: Shape;
  /** Said behind the layer's name where one layer becomes two. */
  readonly part?: string;
}

export interface Transposed extends WithKernel {
  readonly kind: 'transposed';
  /** How many cells of the canvas are cut off before and after; fewer than none behind are added. */
  readonly crops: Pads;
}

export interface Pooling extends Spatial {
  readonly kind: 'pooling';
  readonly method: 'max' | 'avg';
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly pads: Pads;
  /** Cells behind the padding that the last window still takes: `ceil_mode`. */
  readonly over: readonly number[];
  /** Whether an average counts the cells of the padding. */
  readonly countsPads: boolean;
  readonly sizes: Shape;
}

export interface AdaptivePooling extends Spatial {
  readonly kind: 'adaptive';
  readonly method: 'max' | 'avg';
  /** The wanted sizes; null for one value for each channel, with (1 on each axis) or without its axes. */
  readonly wanted: readonly number[] | null;
  readonly sizes: Shape;
}

export interface Dense {
  readonly kind: 'dense';
  readonly inFeatures: number;
  readonly units: number;
  readonly weights: Weights;
}

export interface Embedding {
  readonly kind: 'embedding';
  readonly rows: number;
  readonly columns: number;
  readonly paddingIndex: number | null;
  readonly masks: boolean;
  readonly weights: Weights;
}

export interface BatchNorm {
  readonly kind: 'batchNorm';
  readonly channels: number;
  readonly features: number;
  readonly epsilon: number;
  /** How much of the old running mean stays at each step. */
  readonly keeps: number;
  readonly scale: boolean;
  readonly center: boolean;
  readonly weights: Weights;
}

export interface LayerNorm {
  readonly kind: 'layerNorm';
  /** The last axes, from the first of them on. */
  readonly sizes: readonly number[];
  readonly epsilon: number;
  readonly scale: boolean;
  readonly center: boolean;
  readonly weights: Weights;
}

export interface GroupNorm {
  readonly kind: 'groupNorm';
  readonly channels: number;
  readonly features: number;
  readonly groups: number;
  readonly epsilon: number;
  readonly scale: boolean;
  readonly center: boolean;
  readonly weights: Weights;
}

export interface Activation {
  readonly kind: 'activation';
  /** PyTorch's name of the function: `leaky_relu`. */
  readonly name: string;
  readonly settings: Readonly<Record<string, number | string>>;
  /** Of softmax and kin: the source's axis. */
  readonly axis?: number;
}

export interface PRelu {
  readonly kind: 'prelu';
  readonly channels: number;
  readonly count: number;
  readonly weights: Weights;
}

export interface Dropout {
  readonly kind: 'dropout';
  readonly rate: number;
  /** Whole channels are dropped, on so many axes. */
  readonly rank: number;
  readonly channels?: number;
}

/** What changes nothing when the model is used, and may when it is trained. */
export interface Nothing {
  readonly kind: 'nothing';
  readonly note: string | null;
}

/** The same cells, in the source's order, under other sizes. */
export interface Reshape {
  readonly kind: 'reshape';
  readonly to: Shape;
}

/** Axis i of what comes out is axis `axes[i]` of what goes in. */
export interface Permute {
  readonly kind: 'permute';
  readonly axes: readonly number[];
}

/** Cells added (or, where fewer than none, cut off) on each axis of the source. */
export interface Pad {
  readonly kind: 'pad';
  readonly pads: Pads;
  readonly mode: string;
  readonly value: number;
}

export interface Upsampling extends Spatial {
  readonly kind: 'upsampling';
  readonly mode: string;
  readonly factors: readonly number[];
  readonly alignCorners: boolean;
}

export interface Shuffle {
  readonly kind: 'shuffle';
  readonly factor: number;
}

/** A number, or one of the inputs. */
export type Operand = number | 'input';

export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly operator: 'add' | 'subtract' | 'multiply' | 'divide' | 'maximum' | 'minimum' | 'average' | 'power';
  readonly operands: readonly Operand[];
}

/** Of two tensors, each with its axes put into an order in which the last two are multiplied as matrices. */
export interface Product {
  readonly kind: 'product';
  readonly orders: readonly [readonly number[], readonly number[]];
}

/** Pictures of other sizes; "nearest" takes the cell in whose middle a new one's lies, which PyTorch calls "nearest-exact". */
export interface Resizing {
  readonly kind: 'resizing';
  readonly channels: number;
  readonly sizes: readonly [number, number];
  readonly mode: 'bilinear' | 'nearest';
}

export interface Concatenation {
  readonly kind: 'concatenation';
  readonly axis: number;
}

export interface Reduction {
  readonly kind: 'reduction';
  readonly method: 'mean' | 'sum' | 'max' | 'min';
  readonly axes: readonly number[];
  readonly keeps: boolean;
}

/** One entry an axis: a start, a stop and a step, or the index that is taken. */
export interface Slicing {
  readonly kind: 'slicing';
  readonly parts: readonly (number | readonly [number | null, number | null, number])[];
}

export interface Recurrent {
  readonly kind: 'recurrent';
  readonly cell: 'RNN' | 'GRU' | 'LSTM';
  readonly inputSize: number;
  readonly units: number;
  readonly isBidirectional: boolean;
  /** Whether it reads from the last step on, and gives what it then has in that order. */
  readonly isBackwards: boolean;
  readonly steps: 'all' | 'last';
  readonly nonlinearity: 'tanh' | 'relu';
  /** Of the source: 0 for (batch, steps, features), 1 for (steps, batch, features). */
  readonly batch: number;
  readonly weights: Weights;
}

export interface Attention extends Biased {
  readonly kind: 'attention';
  /** The query's features, and those of what comes out. */
  readonly width: number;
  readonly heads: number;
  /** The size of a head of query and key, and of value. */
  readonly keyDim: number;
  readonly valueDim: number;
  readonly keyWidth: number;
  readonly valueWidth: number;
  readonly dropout: number;
  /** Which of the inputs are query, key and value. */
  readonly places: readonly [number, number, number];
  /** Of the source: 0 for (batch, steps, features), 1 for (steps, batch, features). */
  readonly batch: number;
  /** `query.weight`, `query.bias`, … `output.bias`, laid out as of `nn.Linear`. */
  readonly weights: Weights;
}

export type Operation =
  | Convolution
  | Transposed
  | Pooling
  | AdaptivePooling
  | Dense
  | Embedding
  | BatchNorm
  | LayerNorm
  | GroupNorm
  | Activation
  | PRelu
  | Dropout
  | Nothing
  | Reshape
  | Permute
  | Pad
  | Upsampling
  | Shuffle
  | Arithmetic
  | Product
  | Resizing
  | Concatenation
  | Reduction
  | Slicing
  | Recurrent
  | Attention;

/** Where no translation gives the same values: why. */
export class Untranslated extends Error {}
