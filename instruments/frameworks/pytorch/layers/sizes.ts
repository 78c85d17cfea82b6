/** Sizes after a window has moved over them, as PyTorch computes and refuses them. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { cross, list } from '../text.ts';

export interface Window {
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
}

/** The same number for each axis. */
export function each(rank: number, value: number): number[] {
  return Array<number>(rank).fill(value);
}

export function reachOf(window: Pick<Window, 'kernelSize' | 'dilation'>, axis: number): number {
  return (window.dilation[axis] as number) * ((window.kernelSize[axis] as number) - 1) + 1;
}

/** The sizes that the window moves over, whether a batch stands in front or not. @throws Refusal `rank` */
export function spatialOf(
  input: Shape,
  rank: number,
  name: string,
  /** A lazy module that looks at the input before the function does. */
  lazy: string | null = null,
): { ahead: Shape; spatial: Shape } {
  if (input.length !== rank + 1 && input.length !== rank + 2) {
    const got = lazy === null ? list(input) : `torch.Size(${list(input)})`;
    const message = `Expected ${rank + 1}D (unbatched) or ${rank + 2}D (batched) input to ${lazy ?? name}, but got input of size: ${got}`;
    throw new Refusal('RuntimeError', message, 'rank', { input });
  }
  return { ahead: input.slice(0, input.length - rank), spatial: input.slice(input.length - rank) };
}

/** Only a batch may be empty. @throws Refusal `size`, or Python's own where an axis is missing */
export function requireFilled(input: Shape, rank: number): void {
  if (input.length === rank) {
    const message = `Dimension out of range (expected to be in range of [-${rank}, ${rank - 1}], but got ${rank})`;
    throw new Refusal('IndexError', message, 'rank', { input });
  }
  const isBatched = input.length === rank + 2;
  if ((isBatched || input.length === rank + 1) && !input.slice(isBatched ? 1 : 0).includes(0)) return;
  const message = `Expected ${rank + 1}D or ${rank + 2}D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ${list(input)}`;
  throw new Refusal('RuntimeError', message, 'size', { input });
}

/** `floor((n + 2p − reach) / s) + 1` on each axis. @throws Refusal `size` where the kernel is larger than the input */
export function convolved(spatial: Shape, window: Window): Shape {
  const padded = spatial.map((size, axis) => (size === null ? null : size + 2 * (window.padding[axis] as number)));
  const reaches = spatial.map((_, axis) => reachOf(window, axis));
  if (padded.some((size, axis) => size !== null && size < (reaches[axis] as number))) {
    const message =
      `Calculated padded input size per channel: (${cross(padded)}). Kernel size: (${cross(reaches)}). ` +
      "Kernel size can't be greater than actual input size";
    throw new Refusal('RuntimeError', message, 'size', { spatial, window });
  }
  return padded.map((size, axis) =>
    size === null ? null : Math.floor((size - (reaches[axis] as number)) / (window.stride[axis] as number)) + 1,
  );
}

/** Pooling, with `ceil_mode`: a last window may hang over the end, but must begin inside. */
export function pooled(
  input: Shape,
  rank: number,
  window: Window,
  ceilMode: boolean,
  /** What is said where no window fits, if not the usual. */
  refusal: ((output: Shape) => string) | null = null,
): Shape {
  const ahead = input.slice(0, input.length - rank);
  const spatial = input.slice(input.length - rank);
  const output = spatial.map((size, axis): Dimension => {
    if (size === null) return null;
    const stride = window.stride[axis] as number;
    const padding = window.padding[axis] as number;
    const span = size + 2 * padding - reachOf(window, axis);
    const count = Math.floor((span + (ceilMode ? stride - 1 : 0)) / stride) + 1;
    return ceilMode && (count - 1) * stride >= size + padding ? count - 1 : count;
  });
  if (output.some((size) => size !== null && size < 1)) {
    const channel = ahead.at(-1) ?? null;
    const usual =
      `Given input size: (${cross([channel, ...spatial], 'x')}). Calculated output size: ` +
      `(${cross([channel, ...output], 'x')}). Output size is too small`;
    throw new Refusal('RuntimeError', refusal?.(output) ?? usual, 'size', { input, window });
  }
  return [...ahead, ...output];
}
