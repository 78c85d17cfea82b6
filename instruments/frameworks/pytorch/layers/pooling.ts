/** Pooling, whole and adaptive. */
import type { Shape } from '../../../graph/tensor.ts';
import type { Reading } from '../reading.ts';
import { sizesOf } from '../reading.ts';
import type { ModuleRules, Result, Short } from '../rules.ts';
import { List, Tuple, Unknown } from '../../../languages/python/values.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { list } from '../text.ts';
import { each, pooled } from './sizes.ts';
import type { Window } from './sizes.ts';

interface Pooling extends Window {
  readonly ceilMode: boolean;
  readonly returnIndices: boolean;
}

export const MAX_POOL: readonly Short[] = [
  'kernel_size',
  ['stride', null],
  ['padding', 0],
  ['dilation', 1],
  ['return_indices', false],
  ['ceil_mode', false],
];

export const AVERAGE_POOL: readonly Short[] = [
  'kernel_size',
  ['stride', null],
  ['padding', 0],
  ['ceil_mode', false],
  ['count_include_pad', true],
  ['divisor_override', null],
];

/** The window of a pooling module or function; without `stride` it moves by its own size. */
export function poolingOf(args: Reading, rank: number, isMaximum: boolean): Pooling {
  const kernelSize = args.sizes('kernel_size', rank);
  return {
    kernelSize,
    stride: args.value('stride') === null ? kernelSize : args.sizes('stride', rank),
    padding: args.sizes('padding', rank),
    dilation: isMaximum ? args.sizes('dilation', rank) : each(rank, 1),
    ceilMode: args.boolean('ceil_mode'),
    returnIndices: isMaximum && args.boolean('return_indices'),
  };
}

export function pool(settings: Pooling, input: Shape, rank: number): Result {
  requirePoolRank(input, rank);
  const output = pooled(input, rank, settings, settings.ceilMode);
  return settings.returnIndices ? { nested: [output, output] } : output;
}

function requirePoolRank(input: Shape, rank: number): void {
  if (input.length === rank + 1 || input.length === rank + 2) return;
  const message = `non-empty ${rank + 1}D or ${rank + 2}D (batch mode) tensor expected for input, but got input of size ${list(input)}`;
  throw new Refusal('RuntimeError', message, 'rank', { input });
}

export function pooling(rank: number, isMaximum: boolean): ModuleRules<Pooling> {
  return {
    parameters: isMaximum ? MAX_POOL : rank === 1 ? AVERAGE_POOL.slice(0, 5) : AVERAGE_POOL,
    make: (args) => poolingOf(args, rank, isMaximum),
    forward: (settings, input) => pool(settings, input, rank),
  };
}

/** `MaxUnpool2d(x, indices)`: back to the size before the pooling, or to the one that `output_size` says. */
export function unpooling(rank: number): ModuleRules<Window> {
  return {
    parameters: ['kernel_size', ['stride', null], ['padding', 0]],
    make: (args) => {
      const kernelSize = args.sizes('kernel_size', rank);
      const stride = args.value('stride') === null ? kernelSize : args.sizes('stride', rank);
      return { kernelSize, stride, padding: args.sizes('padding', rank), dilation: each(rank, 1) };
    },
    forward: ({ kernelSize, stride, padding }, input, { args }) => {
      const given = args.keywords.get('output_size') ?? args.positional[2] ?? null;
      if (given instanceof Unknown) throw new NotFollowed(given, '`output_size`');
      const ahead = input.slice(0, input.length - rank);
      if (given !== null) return [...ahead, ...sizesOf(given, '`output_size`').slice(-rank)];
      const at = (sizes: readonly number[], axis: number): number => sizes[axis] as number;
      return [
        ...ahead,
        ...input
          .slice(-rank)
          .map((size, axis) =>
            size === null ? null : (size - 1) * at(stride, axis) - 2 * at(padding, axis) + at(kernelSize, axis),
          ),
      ];
    },
  };
}

/** A wanted size on each axis; `None` keeps that of the input. */
export function adaptive(size: readonly (number | null)[], input: Shape, rank: number): Shape {
  requirePoolRank(input, rank);
  const wanted = size.length === 1 ? each(rank, 0).map(() => size[0] ?? null) : size;
  const ahead = input.slice(0, input.length - rank);
  return [...ahead, ...wanted.map((one, axis) => one ?? input[ahead.length + axis] ?? null)];
}

export function adaptivePooling(rank: number): ModuleRules<readonly (number | null)[]> {
  return {
    parameters: ['output_size', ['return_indices', false]],
    make: (args) => {
      const value = args.value('output_size');
      return value instanceof Tuple || value instanceof List
        ? sizesOf(value, '`output_size`')
        : [args.integer('output_size')];
    },
    forward: (size, input) => adaptive(size, input, rank),
  };
}
