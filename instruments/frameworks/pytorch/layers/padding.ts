/** Cells round the edge: zeros, copies, mirrored or from the other side, refused in PyTorch's words. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import type { ModuleRules } from '../rules.ts';
import { list } from '../text.ts';
import { requireFilled } from './sizes.ts';

export type PaddingMode = 'constant' | 'reflect' | 'replicate' | 'circular';

const COMBINATIONS =
  '\nSupported combinations for non-constant padding:\n  - 2D or 3D input: padding size = 2 (pads last dimension)\n' +
  '  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)';

/** `(left, right, top, bottom …)`: pairs from the last axis on. */
export function padded(input: Shape, padding: readonly number[], mode: PaddingMode = 'constant'): Shape {
  if (padding.length % 2 !== 0) throw new PythonError('RuntimeError', 'Padding length must be divisible by 2');
  if (padding.length > input.length * 2) {
    const message = `Padding length should be less than or equal to two times the input dimension but got padding length ${padding.length} and input of dimension ${input.length}`;
    throw new Refusal('RuntimeError', message, 'rank', { input });
  }
  const rank = padding.length / 2;
  if (mode !== 'constant' && input.length !== rank + 1 && input.length !== rank + 2) {
    const message = `Padding size ${padding.length} is not supported for ${input.length}D input tensor.${COMBINATIONS}`;
    throw new Refusal('NotImplementedError', message, 'rank', { input });
  }
  if (mode === 'reflect' || mode === 'replicate') requireFilled(input, rank);
  if (mode === 'reflect') requireInside(input, padding);
  if (mode === 'circular') requireOnce(input, padding);
  const output = input.map((size, axis): Dimension => {
    const [before, after] = pairOf(padding, input.length - 1 - axis);
    return size === null ? null : size + before + after;
  });
  refuseNegative(input, output, mode);
  return output;
}

function pairOf(padding: readonly number[], fromLast: number): [number, number] {
  return [padding[fromLast * 2] ?? 0, padding[fromLast * 2 + 1] ?? 0];
}

/** A mirror shows no more than there is beside the edge. */
function requireInside(input: Shape, padding: readonly number[]): void {
  for (let fromLast = 0; fromLast < padding.length / 2; fromLast++) {
    const axis = input.length - 1 - fromLast;
    const [pair, size] = [pairOf(padding, fromLast), input[axis] ?? null];
    if (size === null || pair.every((one) => one < size)) continue;
    const message = `Argument #${4 + fromLast * 2}: Padding size should be less than the corresponding input dimension, but got: padding (${pair.join(', ')}) at dimension ${axis} of input ${list(input)}`;
    throw new Refusal('RuntimeError', message, 'size', { input });
  }
}

function requireOnce(input: Shape, padding: readonly number[]): void {
  for (let fromLast = 0; fromLast < padding.length / 2; fromLast++) {
    const [pair, size] = [pairOf(padding, fromLast), input.at(-1 - fromLast) ?? null];
    if (size === null || pair.every((one) => one <= size)) continue;
    throw new Refusal('RuntimeError', 'Padding value causes wrapping around more than once.', 'size', { input });
  }
}

const SIDES = ['W', 'H', 'D'];

/** Padding below zero takes cells away, not more than there are. */
function refuseNegative(input: Shape, output: Shape, mode: PaddingMode): void {
  const wrong = output.findIndex((size) => size !== null && size < (mode === 'constant' ? 0 : 1));
  if (wrong < 0 || (mode !== 'constant' && input[wrong] === 0)) return;
  const side = SIDES[input.length - 1 - wrong];
  const message = {
    constant: 'narrow(): length must be non-negative.',
    circular: 'Negative padding value is resulting in an empty dimension',
    reflect: `input (${side}: ${input[wrong]}) is too small. Calculated output ${side}: ${output[wrong]}`,
    replicate: `input (${side}: ${input[wrong]}) is too small. Calculated output ${side}: ${output[wrong]}`,
  }[mode];
  throw new Refusal('RuntimeError', message, 'size', { input });
}

export function pad(mode: PaddingMode): (rank: number) => ModuleRules<readonly number[]> {
  return (rank) => ({
    parameters: ['padding', ['value', 0]],
    make: (args) => args.sizes('padding', rank * 2),
    forward: (padding, input) => {
      if (mode === 'circular' && input.length !== rank + 1 && input.length !== rank + 2) {
        const message = `expected ${rank + 1}D or ${rank + 2}D input (got ${input.length}D input)`;
        throw new Refusal('ValueError', message, 'rank', { input });
      }
      return padded(input, padding, mode);
    },
  });
}
