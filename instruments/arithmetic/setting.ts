/** A Keras layer over one image. */
import type { Matrix, Pair } from './numbers.ts';

export type Operation =
  | 'Conv2D'
  | 'Conv2DTranspose'
  | 'MaxPooling2D'
  | 'AveragePooling2D'
  | 'UpSampling2D'
  | 'Conv1D'
  | 'Conv1DTranspose'
  | 'DepthwiseConv2D'
  | 'SeparableConv2D';

/** A layer's arguments under Keras's names. One axis is an image that is one cell high. */
export interface Arguments extends Partial<Channels> {
  op: Operation;
  height: number;
  width: number;
  /** Also the pooling layers' pool_size. */
  kernel_size: Pair;
  /** Also UpSampling2D's size; null, which pooling takes, is pool_size. */
  strides: Pair | null;
  padding: string;
  output_padding: Pair | null;
  dilation_rate: Pair;
  interpolation: string;
}

/** How many channels there are; where they are not given, one, and no bias. */
export interface Channels {
  /** Of the input. */
  channels: number;
  filters: number;
  groups: number;
  depth_multiplier: number;
  use_bias: boolean;
}

/** One channel under the kernel that an output channel has for it. */
export interface Plane {
  channel: number;
  image: Matrix;
  kernel: Matrix;
  /** Where the kernel stands in the last two axes of Keras's array. */
  place: readonly [number, number];
  /** By which a separable convolution multiplies what comes of it: its pointwise kernel's number. */
  scale: number;
}

/** The layer with its numbers. */
export interface Setting extends Arguments {
  image: Matrix;
  kernel: Matrix;
  /** Where there are channels: those that the output channel in view is made of; `image` and `kernel` are the first's. */
  planes?: readonly Plane[];
  /** What is added to each cell of the output channel in view; 0 where it is not given. */
  bias?: number;
}

type Layer = Pick<Arguments, 'op'>;

/** What Keras's layers take, in an order that stays. Pooling's kernel_size is pool_size, UpSampling2D's strides are size. */
export const LAYER_ARGUMENTS = {
  Conv2D: ['kernel_size', 'strides', 'padding', 'dilation_rate', 'filters', 'groups', 'use_bias'],
  Conv2DTranspose: ['kernel_size', 'strides', 'padding', 'output_padding', 'dilation_rate', 'filters', 'use_bias'],
  MaxPooling2D: ['pool_size', 'strides', 'padding'],
  AveragePooling2D: ['pool_size', 'strides', 'padding'],
  UpSampling2D: ['size', 'interpolation'],
  Conv1D: ['kernel_size', 'strides', 'padding', 'dilation_rate', 'filters', 'groups', 'use_bias'],
  Conv1DTranspose: ['kernel_size', 'strides', 'padding', 'output_padding', 'dilation_rate', 'filters', 'use_bias'],
  DepthwiseConv2D: ['kernel_size', 'strides', 'padding', 'dilation_rate', 'depth_multiplier', 'use_bias'],
  SeparableConv2D: ['kernel_size', 'strides', 'padding', 'dilation_rate', 'filters', 'depth_multiplier', 'use_bias'],
} as const satisfies Record<Operation, readonly string[]>;

const takes = ({ op }: Layer, name: string): boolean => (LAYER_ARGUMENTS[op] as readonly string[]).includes(name);

export const isUpsampling = ({ op }: Layer): boolean => op === 'UpSampling2D';
export const isPooling = (layer: Layer): boolean => takes(layer, 'pool_size');
export const isTransposed = ({ op }: Layer): boolean => op === 'Conv2DTranspose' || op === 'Conv1DTranspose';
export const hasKernel = (layer: Layer): boolean => takes(layer, 'kernel_size');
/** Whether a window moves along one axis only. */
export const isLine = ({ op }: Layer): boolean => op === 'Conv1D' || op === 'Conv1DTranspose';
/** Whether each channel has kernels of its own. */
export const isDepthwise = (layer: Layer): boolean => takes(layer, 'depth_multiplier');
export const isSeparable = ({ op }: Layer): boolean => op === 'SeparableConv2D';
/** Whether the layer has `filters`; else each channel gives channels of its own. */
export const hasFilters = (layer: Layer): boolean => takes(layer, 'filters');
const hasGroups = (layer: Layer): boolean => takes(layer, 'groups');

/** Whether each input cell goes out to output cells, as a stamp; else each output cell gathers. */
export const isScattering = (layer: Pick<Arguments, 'op' | 'interpolation'>): boolean =>
  isTransposed(layer) || (isUpsampling(layer) && layer.interpolation === 'nearest');

/** The numbers of those axes along which a window moves. */
export const spatial = (layer: Layer, pair: Pair): readonly number[] => (isLine(layer) ? [pair[1]] : pair);

/** What the layer takes of its channels, filters, groups and bias; 1 of each that it does not take. */
export function channelsOf(layer: Arguments): Channels {
  const { channels = 1, filters = 1, groups = 1, depth_multiplier = 1, use_bias = false } = layer;
  return {
    channels,
    filters: hasFilters(layer) ? filters : 1,
    groups: hasGroups(layer) ? groups : 1,
    depth_multiplier: isDepthwise(layer) ? depth_multiplier : 1,
    use_bias: hasKernel(layer) && use_bias,
  };
}

/** How many channels come out. */
export function outputChannels(layer: Arguments): number {
  const { channels, filters, depth_multiplier } = channelsOf(layer);
  if (hasFilters(layer)) return filters;
  return isDepthwise(layer) ? channels * depth_multiplier : channels;
}
