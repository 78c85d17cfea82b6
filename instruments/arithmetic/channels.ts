/** A layer over several channels: which of them, under which kernels, an output channel is the sum of. */
import { output } from './cells.ts';
import { at, range } from './numbers.ts';
import type { Matrix } from './numbers.ts';
import { channelsOf, hasKernel, isDepthwise, isSeparable, isTransposed, outputChannels } from './setting.ts';
import type { Arguments, Plane, Setting } from './setting.ts';

/** Numbers in the order of Keras's arrays, the last axis running fastest. */
export interface Arrays {
  /** (height, width, channels) */
  image: readonly number[];
  /** (rows, columns, …), the last two as in `kernelAxes`; of a separable convolution the depthwise kernel. */
  kernel: readonly number[];
  /** (1, 1, channels · depth_multiplier, filters), of a separable convolution only. */
  pointwise: readonly number[];
  /** One for each output channel; none without a bias. */
  bias: readonly number[];
}

/** The last two axes of the kernel. */
export function kernelAxes(layer: Arguments): readonly [number, number] {
  const { channels, filters, groups, depth_multiplier } = channelsOf(layer);
  if (isDepthwise(layer)) return [channels, depth_multiplier];
  return isTransposed(layer) ? [filters, channels] : [channels / groups, filters];
}

/** What an output channel is made of: which input channel, which place in the kernel's last two axes, times what. */
interface Source {
  channel: number;
  place: readonly [number, number];
  scale: number;
}

function sourcesOf(layer: Arguments, pointwise: readonly number[], out: number): Source[] {
  const { channels, filters, groups, depth_multiplier: multiplier } = channelsOf(layer);
  const channel = Math.floor(out / multiplier);
  if (!hasKernel(layer)) return [{ channel: out, place: [0, 0], scale: 1 }];
  if (isSeparable(layer))
    return range(channels * multiplier).map((between) => ({
      channel: Math.floor(between / multiplier),
      place: [Math.floor(between / multiplier), between % multiplier],
      scale: at(pointwise, between * filters + out),
    }));
  if (isDepthwise(layer)) return [{ channel, place: [channel, out % multiplier], scale: 1 }];
  if (isTransposed(layer)) return range(channels).map((each) => ({ channel: each, place: [out, each], scale: 1 }));
  const inGroup = channels / groups;
  const first = Math.floor((out * groups) / filters) * inGroup;
  return range(inGroup).map((each) => ({ channel: first + each, place: [each, out], scale: 1 }));
}

/** What one place of an array's last axes has: rows and columns. */
function matrixOf(
  numbers: readonly number[],
  rows: number,
  columns: number,
  last: readonly [number, number],
  [one, other]: readonly [number, number],
): Matrix {
  const [ones, others] = last;
  return range(rows).map((row) =>
    range(columns).map((column) => at(numbers, ((row * columns + column) * ones + one) * others + other)),
  );
}

/** The same numbers, as the grids that they stand in: only those that are asked for need be made. */
export interface Grids extends Pick<Arrays, 'pointwise' | 'bias'> {
  image: (channel: number) => Matrix;
  /** Of a place in the last two axes of the kernel. */
  kernel: (place: readonly [number, number]) => Matrix;
}

function gridsOf(layer: Arguments, { image, kernel, pointwise, bias }: Arrays): Grids {
  const { height, width, kernel_size } = layer;
  const { channels } = channelsOf(layer);
  return {
    image: (channel) => matrixOf(image, height, width, [1, channels], [0, channel]),
    kernel: (place) => matrixOf(kernel, ...kernel_size, kernelAxes(layer), place),
    pointwise,
    bias,
  };
}

/** Of a layer that Keras takes: the planes that the output channel `out` is the sum of. */
function planesOf(layer: Arguments, { image, kernel, pointwise }: Grids, out: number): Plane[] {
  return sourcesOf(layer, pointwise, out).map(({ channel, place, scale }) => ({
    channel,
    place,
    scale,
    image: image(channel),
    kernel: hasKernel(layer) ? kernel(place) : [],
  }));
}

/** The layer with the numbers of an output channel. */
export function ofGrids(layer: Arguments, grids: Grids, out: number): Setting {
  const planes = planesOf(layer, grids, out);
  const { image, kernel } = at(planes, 0);
  return { ...layer, image, kernel, planes, bias: channelsOf(layer).use_bias ? at(grids.bias, out) : 0 };
}

/** The same of Keras's arrays. */
export const ofChannel = (layer: Arguments, arrays: Arrays, out: number): Setting =>
  ofGrids(layer, gridsOf(layer, arrays), out);

/** Each output channel. */
export const channelsOut = (layer: Arguments, arrays: Arrays): number[][][] =>
  range(outputChannels(layer)).map((out) => output(ofChannel(layer, arrays, out)));
