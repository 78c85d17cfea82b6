/** The numbers of the input and the kernel. */
import {
  channelsOf,
  isLine,
  isSeparable,
  kernelAxes,
  ofGrids,
  outputChannels,
  range,
} from '../../../arithmetic/index.ts';
import type { Arrays, ChannelNumbers, Grids, Matrix, Pair, Setting } from '../../../arithmetic/index.ts';
import type { State, Values } from './state.ts';

/** One number, of the cell of a grid of so many rows and columns; `plane` counts the grids. */
type Preset = (row: number, column: number, rows: number, columns: number, seed: number, plane: number) => number;

const SEEDS = 131; // from one plane to the next
const LEAST_OF_KERNEL = -4; // of its random numbers, those of the input begin at 0

/** Row `count` − 1 of Pascal’s triangle, over its sum: 1 2 1 over 4, 1 3 3 1 over 8. */
const binomial = (count: number, index: number): number =>
  index ? (binomial(count, index - 1) * (count - index)) / index : 2 ** (1 - count);

/** A triangle whose middle is 1. */
const triangle = (count: number, index: number): number => 1 - Math.abs(index - (count - 1) / 2) / Math.ceil(count / 2);

const isCentre = (row: number, column: number, rows: number, columns: number): boolean =>
  row === (rows - 1) >> 1 && column === (columns - 1) >> 1;

/** 0 to 9, the same for the same cell and seed. */
function random(row: number, column: number, seed: number): number {
  const { imul } = Math;
  const mixed = imul(seed + 1, 0x9e3779b1) ^ imul(row + 7, 0x85ebca6b) ^ imul(column + 3, 0xc2b2ae35);
  const hash = imul(mixed, 0x2c1b3c6d);
  return (((hash ^ (hash >>> 15)) >>> 0) % 997) % 10;
}

const PRESETS: Readonly<Record<string, Preset>> = {
  ones: () => 1,
  count: (row, column, rows, columns, _, plane) => (plane * rows + row) * columns + column + 1,
  identity: (row, column, rows, columns) => Number(isCentre(row, column, rows, columns)),
  edge: (row, column, rows, columns) => (isCentre(row, column, rows, columns) ? rows * columns - 1 : -1),
  blur: (row, column, rows, columns) => binomial(rows, row) * binomial(columns, column),
  bilinear: (row, column, rows, columns) => triangle(rows, row) * triangle(columns, column),
  random: (row, column, _, __, seed, plane) => random(row, column, seed + plane * SEEDS),
};

/** Of one plane a preset, or the numbers with zeros where they end; random ones begin at `least`. */
function filled(values: Values, [rows, columns]: Pair, least: number, plane: number): number[][] {
  if (typeof values !== 'string') {
    const numbers = planeAt(values, plane);
    return range(rows).map((row) => range(columns).map((column) => numbers[row]?.[column] ?? 0));
  }
  const [, name = '', seed = ''] = /^([a-z]+)(\d*)$/.exec(values) ?? [];
  const preset = PRESETS[name];
  if (!preset) throw new RangeError(`no preset ${values}`);
  const shift = seed ? least : 0;
  return range(rows).map((row) =>
    range(columns).map((column) => preset(row, column, rows, columns, Number(seed), plane) + shift),
  );
}

const isOfOne = (values: Matrix | readonly Matrix[]): values is Matrix => typeof values[0]?.[0] === 'number';

/** Those of a plane that was not typed are those of the first. */
function planeAt(values: Matrix | readonly Matrix[], plane: number): Matrix {
  return isOfOne(values) ? values : (values[plane] ?? values[0] ?? []);
}

/** One plane: of the input a channel, of the kernel a place in the last two axes of Keras's array, counted row by row. */
function planeIn(state: State, name: 'input' | 'kernel', plane: number): number[][] {
  return name === 'input'
    ? filled(state.input, [state.height, state.width], 0, plane)
    : filled(state.kernel, state.kernel_size, LEAST_OF_KERNEL, plane);
}

/** Every plane. */
export function planesIn(state: State, name: 'input' | 'kernel'): number[][][] {
  const [ones, others] = name === 'input' ? [state.channels, 1] : kernelAxes(sound(state));
  return range(ones * others).map((plane) => planeIn(state, name, plane));
}

/** With the groups that the channels can be parted into: what Keras refuses for them is to be seen too. */
function sound(state: State): State {
  const { channels, filters, groups } = channelsOf(state);
  return channels % groups || filters % groups ? { ...state, groups: 1 } : state;
}

/** Planes as one array whose last axis is the plane. */
const interleaved = (planes: readonly Matrix[], [rows, columns]: Pair): number[] =>
  range(rows).flatMap((row) => range(columns).flatMap((column) => planes.map((plane) => plane[row]?.[column] ?? 0)));

/** What has no grid of its own: a separable convolution's pointwise kernel, and the bias. */
function lists(state: State): Pick<Arrays, 'pointwise' | 'bias'> {
  const { channels, filters, depth_multiplier } = channelsOf(state);
  const between = isSeparable(state) ? channels * depth_multiplier : 0;
  return {
    pointwise: filled(state.pointwise, [between, filters], LEAST_OF_KERNEL, 0).flat(),
    bias: filled(state.bias, [1, outputChannels(state)], LEAST_OF_KERNEL, 0).flat(),
  };
}

const arraysOf = (state: State): Arrays => ({
  image: interleaved(planesIn(state, 'input'), [state.height, state.width]),
  kernel: interleaved(planesIn(state, 'kernel'), state.kernel_size),
  ...lists(state),
});

function gridsOf(state: State): Grids {
  const [, others] = kernelAxes(state);
  return {
    image: (channel) => planeIn(state, 'input', channel),
    kernel: ([one, other]) => planeIn(state, 'kernel', one * others + other),
    ...lists(state),
  };
}

/** Whether one channel, one filter and no more than a kernel is not all of it. */
function hasChannels(state: State): boolean {
  const { channels, groups, use_bias } = channelsOf(state);
  return channels > 1 || outputChannels(state) > 1 || groups > 1 || use_bias || isSeparable(state);
}

/** Which of the output channels is seen. */
const channelInView = (state: State): number => Math.min(state.output_channel, outputChannels(state) - 1);

/** What the programs of a layer need that has channels, or one axis. */
export function numbersOfChannels(state: State): ChannelNumbers | null {
  if (!hasChannels(state) && !isLine(state)) return null;
  return { arrays: arraysOf(sound(state)), out: channelInView(state) };
}

/** The state's layer with its numbers. */
export function setting(state: State): Setting {
  if (!hasChannels(state))
    return { ...state, image: planeIn(state, 'input', 0), kernel: planeIn(state, 'kernel', 0), bias: 0 };
  const whole = sound(state);
  const { image, kernel, planes = [], bias = 0 } = ofGrids(whole, gridsOf(whole), channelInView(state));
  return { ...state, image, kernel, planes, bias };
}
