/** Modules that move cells: flatten, pad, shuffle, upsample, fold. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { Float, List, Tuple } from '../../../languages/python/values.ts';
import { axisIn } from '../reading.ts';
import type { Reading } from '../reading.ts';
import type { ModuleRules } from '../rules.ts';
import { list } from '../text.ts';

/** Axes from `start` to `end` become one. @throws RuntimeError in PyTorch's words */
export function flattened(input: Shape, start: number, end: number): Shape {
  if (input.length === 0) return [1];
  const [first, last] = [axisIn(start, input.length), axisIn(end, input.length)];
  if (first > last)
    throw new PythonError('RuntimeError', 'flatten() has invalid args: start_dim cannot come after end_dim');
  const size = input
    .slice(first, last + 1)
    .reduce<Dimension>((product, one) => (product === null || one === null ? null : product * one), 1);
  return [...input.slice(0, first), size, ...input.slice(last + 1)];
}

/** What `view` and `reshape` give; one size may be −1. @throws Refusal `cells` */
export function viewed(input: Shape, sizes: Shape): Shape {
  const total = input.reduce<Dimension>((product, one) => (product === null || one === null ? null : product * one), 1);
  const fixed = sizes
    .filter((size) => size !== -1)
    .reduce<Dimension>((product, one) => (product === null || one === null ? null : product * one), 1);
  const open = sizes.filter((size) => size === -1).length;
  if (open > 1) throw new PythonError('RuntimeError', 'only one dimension can be inferred');
  if (total === null || fixed === null) return sizes.map((size) => (size === -1 ? null : size));
  if (open === 0 ? fixed === total : fixed !== 0 && total % fixed === 0) {
    return sizes.map((size) => (size === -1 ? total / fixed : size));
  }
  const message = `shape '${list(sizes)}' is invalid for input of size ${total}`;
  throw new Refusal('RuntimeError', message, 'cells', { input, sizes });
}

export const flatten: ModuleRules<readonly [number, number]> = {
  parameters: [
    ['start_dim', 1],
    ['end_dim', -1],
  ],
  make: (args) => [args.integer('start_dim'), args.integer('end_dim')],
  forward: ([start, end], input) => flattened(input, start, end),
};

/** One axis becomes several. @throws Refusal `cells` */
export function unflattened(input: Shape, dim: number, sizes: Shape): Shape {
  const axis = axisIn(dim, input.length);
  const size = input[axis] ?? null;
  const known = sizes.filter((one) => one !== -1).reduce<number>((product, one) => product * (one ?? 1), 1);
  const fits = size === null || (sizes.includes(-1) ? size % known === 0 : known === size);
  if (!fits) {
    const message = `unflatten: Provided sizes ${list(sizes)} don't multiply up to the size of dim ${axis} (${size}) in the input tensor`;
    throw new Refusal('RuntimeError', message, 'cells', { input, sizes });
  }
  const filled = sizes.map((one) => (one === -1 ? (size === null ? null : size / known) : one));
  return [...input.slice(0, axis), ...filled, ...input.slice(axis + 1)];
}

export const unflatten: ModuleRules<{ dim: number; sizes: Shape }> = {
  parameters: ['dim', 'unflattened_size'],
  make: (args) => ({ dim: args.integer('dim'), sizes: args.shape('unflattened_size') }),
  forward: ({ dim, sizes }, input) => unflattened(input, dim, sizes),
};

/** `(left, right, top, bottom …)`: pairs from the last axis on. */
export function padded(input: Shape, padding: readonly number[]): Shape {
  return input.map((size, axis) => {
    const pair = (input.length - 1 - axis) * 2;
    return size === null ? null : size + (padding[pair] ?? 0) + (padding[pair + 1] ?? 0);
  });
}

export function pad(rank: number): ModuleRules<readonly number[]> {
  return {
    parameters: ['padding', ['value', 0]],
    make: (args) => args.sizes('padding', rank * 2),
    forward: (padding, input) => padded(input, padding),
  };
}

/** Channels become pixels, `factor` times as many each way. */
export function shuffled(input: Shape, factor: number): Shape {
  const [channels = null, height = null, width = null] = input.slice(-3);
  if (channels !== null && channels % (factor * factor) !== 0) {
    const message =
      "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but " +
      `input.size(-3)=${channels} is not divisible by ${factor * factor}`;
    throw new Refusal('RuntimeError', message, 'channels', { input });
  }
  const times = (size: Dimension, by: number): Dimension => (size === null ? null : size * by);
  return [...input.slice(0, -3), times(channels, 1 / (factor * factor)), times(height, factor), times(width, factor)];
}

export const pixelShuffle: ModuleRules<number> = {
  parameters: ['upscale_factor'],
  make: (args) => args.integer('upscale_factor'),
  forward: (factor, input) => shuffled(input, factor),
};

export const pixelUnshuffle: ModuleRules<number> = {
  parameters: ['downscale_factor'],
  make: (args) => args.integer('downscale_factor'),
  forward: (factor, input) => {
    const [channels = null, ...sizes] = input.slice(-3);
    if (sizes.some((size) => size !== null && size % factor !== 0)) {
      const message = `pixel_unshuffle expects height to be divisible by downscale_factor, but input.size(-2)=${sizes[0]} is not divisible by ${factor}`;
      throw new Refusal('RuntimeError', message, 'size', { input });
    }
    const by = (size: Dimension, factorOf: number): Dimension => (size === null ? null : size * factorOf);
    return [...input.slice(0, -3), by(channels, factor * factor), ...sizes.map((size) => by(size, 1 / factor))];
  },
};

export interface Upsampling {
  readonly size: readonly number[] | null;
  readonly scale: readonly number[] | null;
}

/** `size` or `scale_factor` of `Upsample` and `interpolate`. */
export function upsamplingOf(args: Reading): Upsampling {
  const scale = args.value('scale_factor');
  const factors =
    scale === null
      ? null
      : (scale instanceof Tuple || scale instanceof List ? scale.items : [scale]).map((one) =>
          one instanceof Float ? one.value : Number(one),
        );
  return { size: args.value('size') === null ? null : (args.shape('size') as number[]), scale: factors };
}

export function upsampled({ size, scale }: Upsampling, input: Shape): Shape {
  const rank = input.length - 2;
  if (!size && !scale) throw new PythonError('ValueError', 'either size or scale_factor should be defined');
  if (size && scale) throw new PythonError('ValueError', 'only one of size or scale_factor should be defined');
  const at = (values: readonly number[], axis: number): number =>
    (values.length === 1 ? values[0] : values[axis]) as number;
  const output = input.slice(2).map((one, axis): Dimension => {
    if (size) return at(size, axis);
    return one === null ? null : Math.floor(one * at(scale as readonly number[], axis));
  });
  if (rank < 1)
    throw new PythonError(
      'NotImplementedError',
      `Input Error: Only 3D, 4D and 5D input Tensors supported (got ${input.length}D)`,
    );
  return [...input.slice(0, 2), ...output];
}

export const upsample: ModuleRules<Upsampling> = {
  parameters: [
    ['size', null],
    ['scale_factor', null],
    ['mode', 'nearest'],
    ['align_corners', null],
    ['recompute_scale_factor', null],
  ],
  make: upsamplingOf,
  forward: upsampled,
};

interface Unfolding {
  readonly kernelSize: readonly number[];
  readonly dilation: readonly number[];
  readonly padding: readonly number[];
  readonly stride: readonly number[];
}

export const unfold: ModuleRules<Unfolding> = {
  parameters: ['kernel_size', ['dilation', 1], ['padding', 0], ['stride', 1]],
  make: (args) => ({
    kernelSize: args.sizes('kernel_size', 2),
    dilation: args.sizes('dilation', 2),
    padding: args.sizes('padding', 2),
    stride: args.sizes('stride', 2),
  }),
  forward: ({ kernelSize, dilation, padding, stride }, input) => {
    const blocks = input.slice(-2).map((size, axis): Dimension => {
      if (size === null) return null;
      const reach = (dilation[axis] as number) * ((kernelSize[axis] as number) - 1) + 1;
      return Math.floor((size + 2 * (padding[axis] as number) - reach) / (stride[axis] as number)) + 1;
    });
    const cells = kernelSize.reduce((product, one) => product * one, 1);
    const channels = input.at(-3) ?? null;
    const count = blocks.reduce<Dimension>(
      (product, one) => (product === null || one === null ? null : product * one),
      1,
    );
    return [...input.slice(0, -3), channels === null ? null : channels * cells, count];
  },
};
