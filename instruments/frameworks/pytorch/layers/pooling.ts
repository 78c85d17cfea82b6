/** Pooling, whole and adaptive. */
import type { Shape } from '../../../graph/tensor.ts';
import type { Reading } from '../reading.ts';
import { axisIn, sizesOf } from '../reading.ts';
import type { ModuleRules, Result, Short } from '../rules.ts';
import { List, Tuple, Unknown } from '../../../languages/python/values.ts';
import { NotFollowed, PythonError, Refusal } from '../../../languages/python/errors.ts';
import { list } from '../text.ts';
import { each, pooled, reachOf } from './sizes.ts';
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

export function pool(settings: Pooling, input: Shape, rank: number, isMaximum: boolean): Result {
  requirePoolRank(input, rank, isMaximum);
  const isRowMaximum = rank === 1 && isMaximum;
  requireMoving(settings, rank, isMaximum);
  if (!isRowMaximum) requirePadding(settings);
  requireFilled(input, rank, isMaximum);
  if (isRowMaximum) requireHalf(settings);
  if (rank === 3 && !isMaximum) requireCovered(input, settings);
  const output = pooled(input, rank, settings, settings.ceilMode, refusal(input, rank, isMaximum));
  return settings.returnIndices ? { nested: [output, output] } : output;
}

/** Each kind of pooling is written by itself in PyTorch, and so are its words. */
function requirePoolRank(input: Shape, rank: number, isMaximum: boolean): void {
  if (input.length === rank + 1 || input.length === rank + 2) return;
  const allowed = `${rank + 1}D or ${rank + 2}D (batch mode) tensor`;
  if (rank === 1) {
    const message = isMaximum
      ? `max_pool1d: Expected ${allowed} with optional 0 dim batch size for input, but got:${list(input)}`
      : dimensions(input, 'avg_pool1d');
    throw new Refusal('RuntimeError', message, 'rank', { input });
  }
  if (rank === 2 && !isMaximum) {
    if (input.length < 3) axisIn(-3, input.length);
    const message = `Expected ${allowed} with optional 0 dim batch size for input, but got:${list(input)}`;
    throw new Refusal('RuntimeError', message, 'rank', { input });
  }
  throw new Refusal('RuntimeError', `non-empty ${allowed} expected for input`, 'rank', { input });
}

/** Only the batch may be of no example. */
function requireFilled(input: Shape, rank: number, isMaximum: boolean): void {
  if (!input.slice(-1 - rank).includes(0)) return;
  throw new Refusal('RuntimeError', emptyRefusal(input, rank, isMaximum), 'size', { input });
}

function emptyRefusal(input: Shape, rank: number, isMaximum: boolean): string {
  if (rank === 3) {
    const name = isMaximum ? 'max_pool3d_with_indices_out_cpu_template' : 'avg_pool3d';
    return `${name}(): Expected input's non-batch dimensions to have positive length, but input has a shape of ${list(input)} and non-batch dimension 0 has length zero!`;
  }
  const got = (shape: Shape): string => `with optional 0 dim batch size for input, but got:${list(shape)}`;
  if (rank === 1 && isMaximum) return `max_pool1d: Expected 2D or 3D (batch mode) tensor ${got(input)}`;
  // an average of rows is one of pictures of one row
  const picture = rank === 1 ? [...input.slice(0, -1), 1, ...input.slice(-1)] : input;
  return `Expected 3D or 4D (batch mode) tensor ${got(picture)}`;
}

function dimensions(input: Shape, name: string): string {
  return `Expected 2 to 3 dimensions, but got ${input.length}-dimensional tensor for argument #1 'self' (while checking arguments for ${name})`;
}

const COUNTS = ['', 'one', 'two', 'three'];

/** @throws Refusal `argument` for a window that stands still, or that has other axes */
function requireMoving({ kernelSize, stride, padding, dilation }: Window, rank: number, isMaximum: boolean): void {
  const name = `${isMaximum ? 'max' : 'avg'}_pool${rank}d`;
  const say = (message: string, argument: string): Refusal =>
    new Refusal('RuntimeError', message, 'argument', { argument });
  if (kernelSize.length !== rank)
    throw say(`${name}: kernel_size must either be a single int, or a tuple of ${COUNTS[rank]} ints`, 'kernel_size');
  const still = stride.find((one) => one <= 0);
  if (still !== undefined && rank === 1 && isMaximum)
    throw say(`max_pool1d() stride must be greater than zero, but got ${still}`, 'stride');
  if (stride.includes(0)) throw say('stride should not be zero', 'stride');
  if (still !== undefined) {
    const sides = ['T', 'H', 'W'].slice(-Math.max(rank, 2));
    const all = rank === 1 ? [1, ...stride] : stride;
    const told = sides.map((side, axis) => `d${side}: ${all[axis]}`).join(' ');
    throw say(`stride should be greater than zero, but got ${told}`, 'stride');
  }
  const negative = padding.find((one) => one < 0);
  if (negative !== undefined && !(rank === 1 && isMaximum))
    throw say(`pad must be non-negative, but got pad: ${negative}`, 'padding');
  const close = dilation.find((one) => one <= 0);
  if (close === undefined) return;
  const sides = ['T', 'H', 'W'].slice(-rank).map((side, axis) => `dilation${side}: ${dilation[axis]}`);
  const said = `dilation should be greater than zero, but got ${sides.join(' ')}`;
  throw say(rank === 1 ? `max_pool1d() dilation must be greater than zero, but got ${close}` : said, 'dilation');
}

function requirePadding(window: Window): void {
  for (const [axis, padding] of window.padding.entries()) {
    if (padding * 2 <= reachOf(window, axis)) continue;
    const message = `pad should be at most half of effective kernel size, but got pad=${padding}, kernel_size=${window.kernelSize[axis]} and dilation=${window.dilation[axis]}`;
    throw new Refusal('RuntimeError', message, 'argument', { argument: 'padding' });
  }
}

/** A maximum of rows looks at its input first, and has words of its own. */
function requireHalf({ kernelSize, padding }: Window): void {
  const [size = 1, added = 0] = [kernelSize[0], padding[0]];
  if (added * 2 <= size) return;
  const message = `max_pool1d() padding should be at most half of kernel size, but got padding=${added} and kernel_size=${size}`;
  throw new Refusal('RuntimeError', message, 'argument', { argument: 'padding' });
}

/** What PyTorch says where the output has no cell, if not what the others say. */
function refusal(input: Shape, rank: number, isMaximum: boolean): ((output: Shape) => string) | null {
  const channel = input.at(-1 - rank) ?? null;
  if (rank === 1 && isMaximum) return ([size]) => `max_pool1d() Invalid computed output size: ${size}`;
  if (rank === 1) {
    return ([size]) =>
      `Given input size: (${channel}x1x${input.at(-1)}). Calculated output size: (${channel}x1x${size}). Output size is too small`;
  }
  return null;
}

/** An average in three dimensions does not count on padding. */
function requireCovered(input: Shape, { kernelSize }: Window): void {
  const space = input.slice(-3);
  if (space.every((size, axis) => size === null || size >= (kernelSize[axis] as number))) return;
  const told = (name: string, sizes: Shape): string =>
    ['T', 'H', 'W'].map((side, axis) => `${name}${side}: ${sizes[axis]}`).join(' ');
  const message = `input image (${told('', space)}) smaller than kernel size (${told('k', kernelSize)})`;
  throw new Refusal('RuntimeError', message, 'size', { input });
}

/** `LPPool2d(norm_type, kernel_size)`: an average of powers. */
export function powerPooling(rank: number): ModuleRules<Pooling> {
  return {
    parameters: ['norm_type', 'kernel_size', ['stride', null], ['ceil_mode', false]],
    make: (args) => {
      const kernelSize = args.sizes('kernel_size', rank);
      return {
        kernelSize,
        stride: args.value('stride') === null ? kernelSize : args.sizes('stride', rank),
        padding: each(rank, 0),
        dilation: each(rank, 1),
        ceilMode: args.boolean('ceil_mode'),
        returnIndices: false,
      };
    },
    forward: (settings, input) => pool(settings, input, rank, false),
  };
}

export function pooling(rank: number, isMaximum: boolean): ModuleRules<Pooling> {
  return {
    parameters: isMaximum ? MAX_POOL : rank === 1 ? AVERAGE_POOL.slice(0, 5) : AVERAGE_POOL,
    make: (args) => poolingOf(args, rank, isMaximum),
    forward: (settings, input) => pool(settings, input, rank, isMaximum),
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

/** What an adaptive pooling is given: one size, a size for each axis, or nothing, which Python refuses at the call. */
type AdaptiveSize = number | readonly (number | null)[] | null;

export function adaptiveSizeOf(args: Reading): AdaptiveSize {
  const value = args.value('output_size');
  if (value === null) return null;
  return value instanceof Tuple || value instanceof List
    ? sizesOf(value, '`output_size`')
    : args.integer('output_size');
}

/** A wanted size on each axis; `None` keeps that of the input. */
export function adaptive(size: AdaptiveSize, input: Shape, rank: number, isMaximum: boolean): Shape {
  if (size === null) throw new PythonError('TypeError', "object of type 'NoneType' has no len()");
  if (typeof size !== 'number' && rank > 1 && input.length <= size.length) {
    throw new PythonError('ValueError', `Input dimension should be at least ${size.length + 1}`);
  }
  const given = typeof size === 'number' ? each(rank, size) : size;
  const name = `adaptive_${isMaximum ? 'max' : 'avg'}_pool${rank}d`;
  if (given.length !== rank)
    throw new Refusal('RuntimeError', `${name}: output_size must be ${rank}`, 'argument', { argument: 'output_size' });
  if (given.some((one) => one !== null && one < 0)) {
    const message = `${name}: elements of output_size must be greater than or equal to 0 but received {${given.join(', ')}}`;
    throw new Refusal('RuntimeError', message, 'argument', { argument: 'output_size' });
  }
  const ahead = input.slice(0, input.length - rank);
  const wanted = given.map((one, axis) => one ?? input[ahead.length + axis] ?? null);
  // an average over all cells is computed as a mean, which takes any rank and no cell
  const isMean = !isMaximum && input.length >= rank && wanted.every((one) => one === 1);
  if (!isMean || rank === 1) requireAdaptiveRank(input, rank, isMaximum);
  if (!isMean) requireCells(input, rank, isMaximum);
  return [...ahead, ...wanted];
}

/** An average of one row is computed as one of an image of one row, and says so. */
function requireCells(input: Shape, rank: number, isMaximum: boolean): void {
  const isImage = !isMaximum && rank < 3;
  const sizes = isImage && rank === 1 ? [...input.slice(0, -1), 1, input.at(-1) ?? null] : input;
  const empty = sizes.findIndex((size, axis) => size === 0 && axis >= (isImage ? sizes.length - 2 : 1));
  if (empty < 0) return;
  const name = `adaptive_${isMaximum ? 'max' : 'avg'}_pool${isImage ? 2 : rank}d`;
  const message = `${name}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes ${list(sizes)} with dimension ${empty} being empty`;
  throw new Refusal('RuntimeError', message, 'size', { input });
}

function requireAdaptiveRank(input: Shape, rank: number, isMaximum: boolean): void {
  if (input.length === rank + 1 || input.length === rank + 2) return;
  const name = `adaptive_${isMaximum ? 'max' : 'avg'}_pool${rank}d`;
  const message =
    rank === 1
      ? dimensions(input, name)
      : `${name}(): Expected ${rank + 1}D or ${rank + 2}D tensor, but got${isMaximum ? ':' : ''} ${list(input)}`;
  throw new Refusal('RuntimeError', message, 'rank', { input });
}

/** With `return_indices` the places of the largest stand beside them. */
export function withPlaces(args: Reading, output: Shape): Result {
  return args.boolean('return_indices') ? { nested: [output, output] } : output;
}

interface Adaptive {
  readonly size: AdaptiveSize;
  readonly withPlaces: (output: Shape) => Result;
}

export function adaptivePooling(rank: number, isMaximum: boolean): ModuleRules<Adaptive> {
  return {
    parameters: ['output_size', ...(isMaximum ? [['return_indices', false] as const] : [])],
    make: (args) => ({
      size: adaptiveSizeOf(args),
      withPlaces: (output) => (isMaximum ? withPlaces(args, output) : output),
    }),
    forward: ({ size, ...settings }, input) => settings.withPlaces(adaptive(size, input, rank, isMaximum)),
  };
}
