/** `Unfold`: the cells under each window as a column; `Fold`: columns added up where they came from. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import type { Reading } from '../reading.ts';
import type { ModuleRules, Short } from '../rules.ts';
import { cross, list } from '../text.ts';
import { reachOf, requireFilled } from './sizes.ts';
import type { Window } from './sizes.ts';

interface Folding extends Window {
  readonly outputSize: readonly number[];
}

const WINDOW: readonly Short[] = ['kernel_size', ['dilation', 1], ['padding', 0], ['stride', 1]];
export const UNFOLD = WINDOW;
export const FOLD: readonly Short[] = ['output_size', ...WINDOW];

export function unfoldingOf(args: Reading): Window {
  return {
    kernelSize: args.sizes('kernel_size', 2),
    dilation: args.sizes('dilation', 2),
    padding: args.sizes('padding', 2),
    stride: args.sizes('stride', 2),
  };
}

export function foldingOf(args: Reading): Folding {
  return { outputSize: args.sizes('output_size', 2), ...unfoldingOf(args) };
}

/** @throws Refusal `argument` for a window without a cell, or one that stands still */
function requireMoving({ kernelSize, stride, dilation, padding }: Window, order: readonly string[]): void {
  const asked: Readonly<Record<string, readonly number[]>> = { kernel_size: kernelSize, stride, dilation, padding };
  for (const argument of order) {
    const sizes = asked[argument] ?? [];
    if (sizes.every((one) => one > 0 || (one === 0 && argument === 'padding'))) continue;
    const name = argument === 'padding' ? 'pad' : argument.replace('_size', '');
    const [height, width] = sizes;
    const wanted = argument === 'padding' ? 'non-negative' : 'greater than zero';
    const message = `${argument.replace('_', ' ')} should be ${wanted}, but got ${name}_height: ${height} ${name}_width: ${width}`;
    throw new Refusal('RuntimeError', message, 'argument', { argument });
  }
}

/** `(N, C, H, W)` → `(N, C · cells of the kernel, windows)`. @throws Refusal `size` where no window has room */
export function unfolded(window: Window, input: Shape): Shape {
  requireMoving(window, ['kernel_size', 'dilation', 'padding', 'stride']);
  requireFilled(input, 2);
  const space = input.slice(-2);
  const blocks = blocksOf(window, space);
  if (blocks.some((count) => count !== null && count < 1)) {
    const message =
      `Given input with spatial size ${told(space)}, kernel_size=${told(window.kernelSize)}, dilation=${told(window.dilation)}, padding=${told(window.padding)}, ` +
      `calculated shape of the array of sliding blocks as ${told(blocks)}, but its components must be at least one.`;
    throw new Refusal('RuntimeError', message, 'size', { input });
  }
  const channels = input.at(-3) ?? null;
  return [...input.slice(0, -3), channels === null ? null : channels * cellsOf(window), product(blocks)];
}

/** `(N, C · cells of the kernel, windows)` → `(N, C, *output_size)`. @throws Refusal where the columns are not those of that size */
export function folded(folding: Folding, input: Shape): Shape {
  const { kernelSize, dilation, padding, stride, outputSize } = folding;
  requireMoving(folding, ['kernel_size', 'stride', 'dilation', 'padding']);
  requireColumns(input);
  const [channels = null, columns = null] = input.slice(-2);
  const axis = input.length - 2;
  if (channels !== null && channels % cellsOf(folding) !== 0) {
    const message = `Expected size of input's dimension ${axis} to be divisible by the product of kernel_size, but got input.size(${axis})=${channels} and kernel_size=${told(kernelSize)}.`;
    throw new Refusal('RuntimeError', message, 'channels', { input });
  }
  const blocks = blocksOf(folding, outputSize);
  if (columns !== null && columns !== product(blocks)) {
    const message =
      `Given output_size=${told(outputSize)}, kernel_size=${told(kernelSize)}, dilation=${told(dilation)}, padding=${told(padding)}, stride=${told(stride)}, ` +
      `expected size of input's dimension ${axis + 1} to match the calculated number of sliding blocks ${cross(blocks, ' * ')} = ${product(blocks)}, but got input.size(${axis + 1})=${columns}.`;
    throw new Refusal('RuntimeError', message, 'size', { input });
  }
  return [...input.slice(0, -2), channels === null ? null : channels / cellsOf(folding), ...outputSize];
}

function requireColumns(input: Shape): void {
  if ((input.length === 2 || input.length === 3) && !input.slice(-2).includes(0)) return;
  const message = `Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: ${list(input)}`;
  throw new Refusal('RuntimeError', message, 'rank', { input });
}

/** How many windows there are along each axis. */
function blocksOf(window: Window, space: Shape): Shape {
  return space.map((size, axis): Dimension => {
    if (size === null) return null;
    const room = size + 2 * (window.padding[axis] as number) - reachOf(window, axis);
    return Math.floor(room / (window.stride[axis] as number)) + 1;
  });
}

function cellsOf({ kernelSize }: Window): number {
  return kernelSize.reduce((all, one) => all * one, 1);
}

function product(sizes: Shape): Dimension {
  return sizes.reduce<Dimension>((all, one) => (all === null || one === null ? null : all * one), 1);
}

function told(sizes: Shape): string {
  return `(${cross(sizes, ', ')})`;
}

export const unfold: ModuleRules<Window> = { parameters: UNFOLD, make: unfoldingOf, forward: unfolded };
export const fold: ModuleRules<Folding> = { parameters: FOLD, make: foldingOf, forward: folded };
