/** Sizes after a window has moved over them: Keras's `compute_conv_output_shape` and its kin. */
import { reachOf, slidSize } from '../../../arithmetic/windows.ts';
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import type { DataFormat } from '../session.ts';
import type { Padding } from '../settings.ts';
import { array, tuple } from '../text.ts';

/** The sizes that the window moves over. */
export function spatial(shape: Shape, format: DataFormat): readonly Dimension[] {
  return format === 'channels_last' ? shape.slice(1, -1) : shape.slice(2);
}

export function channels(shape: Shape, format: DataFormat): Dimension {
  return (format === 'channels_last' ? shape.at(-1) : shape[1]) ?? null;
}

/** Which axis of the input holds the channels, as Keras's input specs count it. */
export function channelAxis(format: DataFormat): number {
  return format === 'channels_last' ? -1 : 1;
}

export function withChannels(
  batch: Dimension,
  sizes: readonly Dimension[],
  channel: Dimension,
  format: DataFormat,
): Shape {
  return format === 'channels_last' ? [batch, ...sizes, channel] : [batch, channel, ...sizes];
}

export interface Window {
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly padding: Padding;
  readonly dilationRate: readonly number[];
  readonly format: DataFormat;
}

/** @throws Refusal `size` where an output would have no cell */
export function convolved(input: Shape, filters: Dimension, window: Window): Shape {
  const { kernelSize, strides, padding, dilationRate, format } = window;
  const kernelShape = [...kernelSize, channels(input, format), filters];
  if (kernelShape.length !== input.length) {
    const message =
      'Kernel shape must have the same length as input, but received ' +
      `kernel of shape ${tuple(kernelShape)} and input of shape ${tuple(input)}.`;
    throw new Refusal('ValueError', message, 'rank', { input });
  }
  const sizes = spatial(input, format).map((size, axis) => {
    if (size === null) return null;
    const reach = reachOf(kernelSize[axis] as number, dilationRate[axis] as number);
    return slidSize(size, { reach, stride: strides[axis] as number, isSame: padding !== 'valid' });
  });
  if (padding === 'valid' && sizes.some((size) => size !== null && size <= 0)) {
    const message =
      `Computed output size would be zero or negative. Received \`inputs shape=${tuple(input)}\`, ` +
      `\`kernel shape=${tuple(kernelShape)}\`, \`dilation_rate=${array(dilationRate)}\`, ` +
      `\`strides=${tuple(strides)}\`, \`padding=${padding}\`.`;
    throw new Refusal('ValueError', message, 'size', { input, kernelSize, strides, dilationRate, padding });
  }
  return withChannels(input[0] ?? null, sizes, filters, format);
}

/** @throws Refusal `size` where a window fits nowhere */
export function pooled(input: Shape, window: Omit<Window, 'dilationRate'>): Shape {
  const { kernelSize: poolSize, strides, padding, format } = window;
  const of = (all: readonly number[], axis: number): number => all[all.length === 1 ? 0 : axis] as number;
  const sizes = stretched(spatial(input, format), poolSize.length).map((size, axis) => {
    if (size === null) return null;
    return slidSize(size, { reach: of(poolSize, axis), stride: of(strides, axis), isSame: padding !== 'valid' });
  });
  if (padding === 'valid' && sizes.some((size) => size !== null && size <= 0)) {
    const message =
      `Computed output size would be zero or negative. Received: \`inputs.shape=${array(withoutOpen(input, format))}\`, ` +
      `\`pool_size=${array(poolSize)}\`, \`strides=${tuple(strides)}\`, \`padding=${padding}\`.`;
    throw new Refusal('ValueError', message, 'size', { input, kernelSize: poolSize, strides, padding });
  }
  return withChannels(input[0] ?? null, sizes, channels(input, format), format);
}

/** The sizes under so many windows: Keras computes with NumPy, which stretches what is one. @throws Refusal `rank` */
function stretched(sizes: readonly Dimension[], windows: number): readonly Dimension[] {
  if (sizes.length === windows || windows === 1) return sizes;
  const [only = null] = sizes;
  // an open size is -1 to NumPy, and put in again in its own place alone
  if (sizes.length === 1) return Array.from({ length: windows }, (_, axis) => (axis === 0 ? only : (only ?? -1)));
  const message = `operands could not be broadcast together with shapes (${sizes.length},) (${windows},) `;
  throw new Refusal('ValueError', message, 'rank', { windows, axes: sizes.length });
}

/** Where a window moves, Keras computes with -1 for an open size, and says so. */
function withoutOpen(input: Shape, format: DataFormat): Shape {
  const sizes = spatial(input, format).map((size) => size ?? -1);
  return withChannels(input[0] ?? null, sizes, channels(input, format), format);
}
