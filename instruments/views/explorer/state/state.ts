/** The explorer's whole state: a layer's arguments, its numbers, and what is looked at. */
import {
  hasFilters,
  hasKernel,
  isDepthwise,
  isLine,
  isPooling,
  isSeparable,
  isTransposed,
  isUpsampling,
  LAYER_ARGUMENTS,
} from '../../../arithmetic/index.ts';
import type { Arguments, Channels, Matrix, Operation, Pair } from '../../../arithmetic/index.ts';

/** A preset's name, `random` with its seed, or the numbers: of one channel, or of each. */
export type Values = string | Matrix | readonly Matrix[];

/** A cell of the input, the kernel or the canvas, as NumPy counts: "canvas,2,2", with channels "input,2,2,1"; "" is none. */
export type Cell = string;

export interface State extends Omit<Arguments, keyof Channels>, Channels {
  input: Values;
  kernel: Values;
  pointwise: Values;
  bias: Values;
  /** The output channel in view. */
  output_channel: number;
  /** The input channel in front where only one is seen. */
  input_channel: number;
  /** `folded`: of several channels a block with one in front; `unfolded`: each has grids of its own. */
  depth: string;
  view: string;
  /** Null is the last. */
  step: number | null;
  cell: Cell | null;
}

/** Arguments that a link names only where they are not as the operation has them at first: links from before there were channels stay right. */
const CHANNEL_ARGUMENTS: readonly string[] = [
  'filters',
  'groups',
  'depth_multiplier',
  'use_bias',
] satisfies (keyof Channels)[];

/** What can be set of a layer, in the order of its address, LAYER_ARGUMENTS' own; Keras's names, and what the explorer adds to them. */
export function argumentsOf(layer: Pick<State, 'op'>): readonly string[] {
  return [
    ...LAYER_ARGUMENTS[layer.op].filter((name) => !CHANNEL_ARGUMENTS.includes(name)),
    ...(hasKernel(layer) ? ['kernel'] : []),
    ...(isSeparable(layer) ? ['pointwise'] : []),
    ...(isTransposed(layer) ? ['view'] : []),
  ];
}

/** What can be set of channels and filters; in an address only where it is not as the operation has it at first. */
export function channelArgumentsOf(layer: Pick<State, 'op'>): readonly string[] {
  return [
    'channels',
    ...LAYER_ARGUMENTS[layer.op].filter((name) => CHANNEL_ARGUMENTS.includes(name)),
    ...(hasKernel(layer) ? ['bias'] : []),
    'output_channel',
    ...(hasFilters(layer) ? ['input_channel', 'depth'] : []),
  ];
}

export const OPERATIONS = Object.keys(LAYER_ARGUMENTS) as Operation[];

export const CHOICES = {
  op: OPERATIONS as readonly string[],
  padding: ['valid', 'same', 'causal'],
  use_bias: ['False', 'True'],
  interpolation: ['nearest', 'bilinear'],
  view: ['stamps', 'zeros', 'matrix', 'counts'],
  depth: ['folded', 'unfolded'],
  input: ['count', 'ones', 'random'],
  kernel: ['ones', 'count', 'identity', 'edge', 'blur', 'bilinear', 'random'],
  pointwise: ['ones', 'count', 'random'],
  bias: ['count', 'ones', 'random'],
} as const;

export interface Limits {
  least: number;
  most: number;
  /** How many numbers: 2 has one for each axis. */
  count: 1 | 2;
}

export const LIMITS = {
  height: { least: 1, most: 8, count: 1 },
  width: { least: 1, most: 8, count: 1 },
  channels: { least: 1, most: 4, count: 1 },
  filters: { least: 1, most: 4, count: 1 },
  groups: { least: 1, most: 4, count: 1 },
  depth_multiplier: { least: 1, most: 3, count: 1 },
  output_channel: { least: 0, most: 11, count: 1 },
  input_channel: { least: 0, most: 3, count: 1 },
  kernel_size: { least: 1, most: 7, count: 2 },
  strides: { least: 1, most: 5, count: 2 },
  output_padding: { least: 0, most: 5, count: 2 },
  dilation_rate: { least: 1, most: 4, count: 2 },
  step: { least: 0, most: 9999, count: 1 },
} as const satisfies Record<string, Limits>;

/** The arguments that are pairs. */
export const PAIRS = ['kernel_size', 'strides', 'output_padding', 'dilation_rate'] as const;

export type ChoiceName = keyof typeof CHOICES;
type NumberName = keyof typeof LIMITS;

/** The state's name for what Keras calls so. */
export function keyOf(name: string): keyof State {
  if (name === 'pool_size') return 'kernel_size';
  return name === 'size' ? 'strides' : (name as keyof State);
}

export const isChoice = (name: string): name is ChoiceName => Object.hasOwn(CHOICES, name);

/** What a number may be, undefined for what is none; along one axis one number stands for a pair. */
export function limitsOf(name: string): Limits | undefined {
  const key = keyOf(name);
  return Object.hasOwn(LIMITS, key) ? LIMITS[key as NumberName] : undefined;
}

/** A number for each axis, where one is given for all. */
export function onBothAxes(layer: Pick<State, 'op'>, name: string, number: number): Pair {
  if (!isLine(layer)) return [number, number];
  return [name === 'output_padding' ? 0 : 1, number];
}

/** What may be chosen: `causal` is for one axis without stamps. */
export const takes = ({ op }: Pick<State, 'op'>, name: string, value: string): boolean =>
  name !== 'padding' || value !== 'causal' || op === 'Conv1D';

export const takesNone = (state: Pick<State, 'op'>, name: string): boolean =>
  name === 'output_padding' || (name === 'strides' && isPooling(state));

/** What a bare element shows of an operation: Keras's own defaults. */
export function initial(op: Operation): State {
  const pooling = isPooling({ op });
  const line = isLine({ op });
  const cells = isTransposed({ op }) || isUpsampling({ op }) ? 2 : 4;
  return {
    op,
    height: line ? 1 : cells,
    width: line ? cells + 2 : cells,
    kernel_size: pooling ? [2, 2] : onBothAxes({ op }, 'kernel_size', 3),
    strides: pooling ? null : isUpsampling({ op }) ? [2, 2] : [1, 1],
    padding: 'valid',
    output_padding: null,
    dilation_rate: [1, 1],
    interpolation: 'nearest',
    channels: isDepthwise({ op }) ? 2 : 1,
    filters: isSeparable({ op }) ? 2 : 1,
    groups: 1,
    depth_multiplier: 1,
    use_bias: false,
    input: 'count',
    kernel: 'ones',
    pointwise: 'count',
    bias: 'count',
    output_channel: 0,
    input_channel: 0,
    depth: 'folded',
    view: 'stamps',
    step: null,
    cell: null,
  };
}
