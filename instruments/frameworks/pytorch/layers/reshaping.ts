/** Modules that move cells: flatten, shuffle, fold. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { axisIn } from '../reading.ts';
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
  const negative = sizes.findIndex((size) => size !== null && size < -1);
  if (negative >= 0) {
    const message = `invalid shape dimension ${sizes[negative]} at index ${negative} of shape ${list(sizes)}`;
    throw new Refusal('RuntimeError', message, 'cells', { input, sizes });
  }
  if (total === 0 && fixed === 0 && open > 0) {
    const message = `cannot reshape tensor of 0 elements into shape ${list(sizes)} because the unspecified dimension size -1 can be any value and is ambiguous`;
    throw new Refusal('RuntimeError', message, 'cells', { input, sizes });
  }
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

function requireThree(input: Shape, name: string): void {
  if (input.length >= 3) return;
  const message = `${name} expects input to have at least 3 dimensions, but got input with ${input.length} dimension(s)`;
  throw new Refusal('RuntimeError', message, 'rank', { input });
}

/** Channels become pixels, `factor` times as many each way. */
export function shuffled(input: Shape, factor: number): Shape {
  requireThree(input, 'pixel_shuffle');
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
  forward: (factor, input) => unshuffled(input, factor),
};

/** Cells beside each other become channels. @throws Refusal `size` where they are not as many as that */
export function unshuffled(input: Shape, factor: number): Shape {
  requireThree(input, 'pixel_unshuffle');
  const [channels = null, ...sizes] = input.slice(-3);
  const wrong = sizes.findIndex((size) => size !== null && size % factor !== 0);
  if (wrong >= 0) {
    const message = `pixel_unshuffle expects ${wrong === 0 ? 'height' : 'width'} to be divisible by downscale_factor, but input.size(${wrong - 2})=${sizes[wrong]} is not divisible by ${factor}`;
    throw new Refusal('RuntimeError', message, 'size', { input });
  }
  const by = (size: Dimension, factorOf: number): Dimension => (size === null ? null : size * factorOf);
  return [...input.slice(0, -3), by(channels, factor * factor), ...sizes.map((size) => by(size, 1 / factor))];
}
