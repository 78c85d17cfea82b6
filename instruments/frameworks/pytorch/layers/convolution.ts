/** `Conv1d` … `ConvTranspose3d`, and the lazy ones that learn their channels from the first input. */
import type { Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { typeName } from '../../../languages/python/library/operators.ts';
import { List, Slice, Tuple } from '../../../languages/python/values.ts';
import { known } from '../../framework.ts';
import { stateOf } from '../module.ts';
import { sizesOf } from '../reading.ts';
import type { Reading } from '../reading.ts';
import { calledWith } from '../rules.ts';
import type { AddParameter, ModuleCall, ModuleRules, Short } from '../rules.ts';
import { cross, list } from '../text.ts';
import { padded } from './padding.ts';
import type { PaddingMode } from './padding.ts';
import { viewed } from './reshaping.ts';
import { convolved, each, reachOf, spatialOf } from './sizes.ts';
import type { Window } from './sizes.ts';
import { kernelOf, paddingModeOf, requireDilation, requireKernel, requireWindow } from './windows.ts';

interface Convolution extends Window {
  readonly rank: number;
  inChannels: number;
  readonly outChannels: number;
  readonly groups: number;
  readonly bias: boolean;
  readonly isSame: boolean;
  readonly paddingMode?: string;
}

const CONVOLUTION: readonly Short[] = [
  'in_channels',
  'out_channels',
  'kernel_size',
  ['stride', 1],
  ['padding', 0],
  ['dilation', 1],
  ['groups', 1],
  ['bias', true],
  ['padding_mode', 'zeros'],
  ['device', null],
  ['dtype', null],
];

function refuse(message: string, argument: string): Refusal {
  return new Refusal('ValueError', message, 'argument', { argument });
}

/** The channels of a lazy module that has seen no input. */
const UNLEARNED = -1;

function channelsOf(args: Reading, lazy: boolean): Pick<Convolution, 'inChannels' | 'outChannels' | 'groups' | 'bias'> {
  const inChannels = lazy ? UNLEARNED : args.integer('in_channels');
  const outChannels = args.integer('out_channels');
  const groups = args.integer('groups');
  if (groups <= 0) throw refuse('groups must be a positive integer', 'groups');
  if (!lazy && inChannels % groups !== 0) throw refuse('in_channels must be divisible by groups', 'in_channels');
  if (!lazy && outChannels % groups !== 0) throw refuse('out_channels must be divisible by groups', 'out_channels');
  return { inChannels, outChannels, groups, bias: args.boolean('bias') };
}

/** `padding="same"` is the padding that keeps the size at stride 1. */
function windowOf(args: Reading, rank: number): Window & { isSame: boolean } {
  const kernelSize = kernelOf(args, rank);
  const stride = args.sizes('stride', rank);
  const dilation = args.sizes('dilation', rank);
  const padding = args.text('padding');
  if (padding === null) return { kernelSize, stride, dilation, padding: args.sizes('padding', rank), isSame: false };
  if (padding !== 'same' && padding !== 'valid') {
    throw refuse(`Invalid padding string '${padding}', should be one of {'same', 'valid'}`, 'padding');
  }
  if (padding === 'same' && stride.some((one) => one !== 1)) {
    throw refuse("padding='same' is not supported for strided convolutions", 'padding');
  }
  return { kernelSize, stride, dilation, padding: each(rank, 0), isSame: padding === 'same' };
}

function addConvolution(add: AddParameter, settings: Convolution): void {
  const { outChannels, bias } = settings;
  add('weight', weightOf(settings));
  if (bias) add('bias', [outChannels]);
}

export function convolution(rank: number, lazy = false): ModuleRules<Convolution> {
  return {
    parameters: lazy ? CONVOLUTION.slice(1) : CONVOLUTION,
    make: (args, add) => {
      const settings = {
        rank,
        ...channelsOf(args, lazy),
        ...windowOf(args, rank),
        paddingMode: paddingModeOf(args, args.callee, false),
      };
      if (!lazy) addConvolution(add, settings);
      return settings;
    },
    forward: (settings, input, call) => {
      const { ahead, spatial } = spatialOf(
        input,
        rank,
        `conv${rank}d`,
        isLearning(settings) ? `LazyConv${rank}d` : null,
      );
      requirePaddable(settings, input);
      requireWindow(settings);
      learnChannels(settings, ahead.at(-1) ?? null, call, addConvolution);
      const given = settings.isSame ? evened(input, settings) : input;
      requireGroups(weightOf(settings), settings.groups);
      requireChannels(weightOf(settings), settings.groups, given, ahead.at(-1) ?? null);
      requireDilation(settings, false, isOfLibrary(settings, input));
      requireKernel(settings.kernelSize, false, isOfLibrary(settings, input));
      const sizes = settings.isSame ? convolvedSame(spatial, settings) : convolved(spatial, settings);
      requireCells(rank, input, spatial);
      return [...ahead.slice(0, -1), settings.outChannels, ...sizes];
    },
  };
}

/** What is mirrored or taken from the other side has to be there. */
function requirePaddable({ paddingMode = 'zeros', padding, isSame }: Convolution, input: Shape): void {
  if (paddingMode === 'zeros' || isSame) return;
  const sides = [...padding].reverse().flatMap((one) => [one, one]);
  padded(input, sides, paddingMode as PaddingMode);
}

function isLearning({ inChannels }: Pick<Convolution, 'inChannels'>): boolean {
  return inChannels === UNLEARNED;
}

/** @throws Refusal `argument` where the kernels cannot be dealt out to the groups */
export function requireGroups(weight: Shape, groups: number): void {
  const kernels = weight[0] ?? null;
  if (kernels === null || (kernels >= groups && kernels % groups === 0)) return;
  const [wanted, got] =
    kernels < groups ? [`at least ${groups}`, list(weight)] : [`divisible by ${groups}`, `[${list(weight)}]`];
  const message = `Given groups=${groups}, expected weight to be ${wanted} at dimension 0, but got weight of size ${got} instead`;
  throw new Refusal('RuntimeError', message, 'argument', { argument: 'out_channels' });
}

/** A lazy module takes its channels from the first input. */
function learnChannels(
  settings: Convolution,
  channel: number | null,
  { self }: ModuleCall,
  add: (add: AddParameter, settings: Convolution) => void,
): void {
  if (!isLearning(settings) || channel === null) return;
  const { groups, outChannels, kernelSize } = settings;
  if (channel % groups !== 0) throw refuse('in_channels must be divisible by groups', 'in_channels');
  requireGroups([outChannels, channel / groups, ...kernelSize], groups);
  settings.inChannels = channel;
  add((name, shape) => stateOf(self).parameters.push({ name, shape, isBuffer: false }), settings);
}

/** SAME keeps each size; of an empty axis not even the padding makes a window. @throws Refusal `size` */
export function convolvedSame(spatial: Shape, window: Omit<Window, 'padding'>): Shape {
  const wider = spatial.map((size, axis) => (size === null ? null : size + reachOf(window, axis) - 1));
  return convolved(wider, { ...window, padding: wider.map(() => 0) });
}

/** Where SAME cannot pad both sides alike, the further cell is put behind the input ahead of all else. */
function evened(input: Shape, settings: Convolution): Shape {
  const first = input.length - settings.rank;
  return input.map((size, axis) =>
    size === null || axis < first ? size : size + ((reachOf(settings, axis - first) - 1) % 2),
  );
}

function weightOf({ outChannels, inChannels, groups, kernelSize }: Convolution): number[] {
  return [outChannels, inChannels / groups, ...kernelSize];
}

/** PyTorch puts a batch of one in front of an input that has none, and says so. */
function batched(input: Shape, weight: Shape): Shape {
  return input.length < weight.length ? [1, ...input] : input;
}

export function requireChannels(weight: readonly number[], groups: number, input: Shape, channel: number | null): void {
  const inChannels = (weight[1] as number) * groups;
  if (channel === null || channel === inChannels) return;
  const message =
    `Given groups=${groups}, weight of size ${list(weight)}, expected input${list(batched(input, weight))} to have ` +
    `${inChannels} channels, but got ${channel} channels instead`;
  const asked = { name: 'in_channels', value: inChannels, weight };
  throw new Refusal('RuntimeError', message, 'channels', { input, inChannels, asked });
}

export interface TransposedConvolution extends Convolution {
  readonly outputPadding: readonly number[];
}

const TRANSPOSED: readonly Short[] = [
  'in_channels',
  'out_channels',
  'kernel_size',
  ['stride', 1],
  ['padding', 0],
  ['output_padding', 0],
  ['groups', 1],
  ['bias', true],
  ['dilation', 1],
  ['padding_mode', 'zeros'],
  ['device', null],
  ['dtype', null],
];

export function transposedConvolution(rank: number, lazy = false): ModuleRules<TransposedConvolution> {
  return {
    parameters: lazy ? TRANSPOSED.slice(1) : TRANSPOSED,
    make: (args, add) => {
      const settings = {
        rank,
        ...channelsOf(args, lazy),
        kernelSize: kernelOf(args, rank),
        paddingMode: paddingModeOf(args, args.callee, true),
        stride: args.sizes('stride', rank),
        padding: args.sizes('padding', rank),
        dilation: args.sizes('dilation', rank),
        outputPadding: args.sizes('output_padding', rank),
        isSame: false,
      };
      if (!lazy) addTransposed(add, settings);
      return settings;
    },
    forward: (settings, input, call) => {
      const { ahead, spatial } = spatialOf(
        input,
        rank,
        `conv_transpose${rank}d`,
        isLearning(settings) ? `LazyConvTranspose${rank}d` : null,
      );
      const channel = ahead.at(-1) ?? null;
      learnChannels(settings, channel, call, addTransposed);
      return transposed(withOutputSize(settings, input, spatial, call), input);
    },
  };
}

/** What comes out of `conv_transpose1d` … `conv_transpose3d`. @param check what else is looked at behind the channels */
export function transposed(settings: TransposedConvolution, input: Shape, check: () => void = () => undefined): Shape {
  const { rank, groups, outChannels } = settings;
  const { ahead, spatial } = spatialOf(input, rank, `conv_transpose${rank}d`);
  requireWindow(settings, settings.outputPadding);
  requireGroups(transposedWeight(settings), groups);
  requireTransposedChannels(settings, input, ahead.at(-1) ?? null);
  check();
  requireDilation(settings, true, isOfLibrary(settings, input));
  requireKernel(settings.kernelSize, true, isOfLibrary(settings, input));
  refuseOutputPadding(settings);
  const sizes = spatial.map((size, axis) => (size === null ? null : transposedSize(size, axis, settings)));
  requireCells(rank, input, spatial);
  requireWeight(settings);
  refuseTooSmall(settings, input, sizes);
  return [...ahead.slice(0, -1), outChannels, ...sizes];
}

function addTransposed(add: AddParameter, settings: Convolution): void {
  add('weight', transposedWeight(settings));
  if (settings.bias) add('bias', [settings.outChannels]);
}

function transposedWeight({ inChannels, outChannels, groups, kernelSize }: Convolution): number[] {
  return [inChannels, outChannels / groups, ...kernelSize];
}

/** @throws Refusal `argument` where no channels come out */
function requireWeight(settings: Convolution): void {
  if (settings.outChannels > 0) return;
  const [inputs = 0, outputs = 0, ...kernel] = transposedWeight(settings);
  const weight = list([inputs, outputs, ...asTwo(settings.rank, kernel)]);
  const message =
    settings.rank === 3
      ? 'non-empty 5D (n_output_plane x n_input_plane x kernel_depth x kernel_height x kernel_width) tensor expected ' +
        `for weight, but got: ${weight}`
      : `non-empty 2D or 4D weight tensor expected, but got: ${weight}`;
  throw new Refusal('RuntimeError', message, 'argument', { argument: 'out_channels' });
}

function requireTransposedChannels(settings: Convolution, input: Shape, channel: number | null): void {
  const { inChannels } = settings;
  if (channel === null || channel === inChannels) return;
  const weight = transposedWeight(settings);
  const message =
    `Given transposed=1, weight of size ${list(weight)}, expected input${list(batched(input, weight))} to have ${inChannels} channels, ` +
    `but got ${channel} channels instead`;
  const asked = { name: 'in_channels', value: inChannels, weight };
  throw new Refusal('RuntimeError', message, 'channels', { input, inChannels, asked });
}

function transposedSize(size: number, axis: number, settings: TransposedConvolution): number {
  const { stride, padding, outputPadding } = settings;
  const [s, p, added] = [stride[axis] as number, padding[axis] as number, outputPadding[axis] as number];
  return (size - 1) * s - 2 * p + reachOf(settings, axis) + added;
}

/**
 * `up(x, output_size=skip.shape[2:])`: the padding behind that gives this size, one of the `stride` many that a convolution would
 * have made this input of.
 *
 * @throws Refusal `argument` where it is none of them
 */
function withOutputSize(
  settings: TransposedConvolution,
  input: Shape,
  spatial: Shape,
  { args, session }: ModuleCall,
): TransposedConvolution {
  const { rank, stride } = settings;
  const [, given = null] = calledWith(`ConvTranspose${rank}d`, args);
  if (given === null) return settings;
  const size = known(given, '`output_size`');
  if (!(size instanceof Tuple || size instanceof List))
    throw new PythonError('TypeError', `object of type '${typeName(size)}' has no len()`);
  const ahead = input.length - rank;
  const asked = size.items.length === input.length ? session.context.item(size, new Slice(ahead, null, null)) : size;
  const wanted = sizesOf(known(asked, '`output_size`'), '`output_size`');
  if (wanted.length !== rank) {
    const message =
      `ConvTranspose${rank}D: for ${input.length}D input, output_size must have ${rank} or ${input.length} elements ` +
      `(got ${wanted.length})`;
    throw refuse(message, 'output_size');
  }
  const least = spatial.map((one, axis) => (one === null ? null : transposedSize(one, axis, bare(settings))));
  const most = least.map((one, axis) => (one === null ? null : one + (stride[axis] as number) - 1));
  const isOut = (one: number | null, axis: number): boolean =>
    [one, least[axis], most[axis]].every((it) => typeof it === 'number') &&
    ((one as number) < (least[axis] as number) || (one as number) > (most[axis] as number));
  if (wanted.some(isOut)) {
    const message =
      `requested an output size of ${session.context.repr(asked)}, but valid sizes range from ${list(least)} to ${list(most)} ` +
      `(for an input of torch.Size(${list(input.slice(2))}))`;
    throw refuse(message, 'output_size');
  }
  const added = wanted.map((one, axis) => (one === null ? 0 : one - (least[axis] ?? one)));
  return { ...settings, outputPadding: added };
}

const bare = (settings: TransposedConvolution): TransposedConvolution => ({
  ...settings,
  outputPadding: each(settings.rank, 0),
});

function refuseOutputPadding({ outputPadding, stride, dilation, rank }: TransposedConvolution): void {
  const fits = outputPadding.every(
    (added, axis) => added < (stride[axis] as number) || added < (dilation[axis] as number),
  );
  if (fits) return;
  // PyTorch computes one dimension as two, the first of size 1.
  const whole = rank === 1 ? [0, ...outputPadding] : outputPadding;
  const [strides, dilations] =
    rank === 1
      ? [
          [1, ...stride],
          [1, ...dilation],
        ]
      : [stride, dilation];
  const axes = rank === 3 ? ['depth', 'height', 'width'] : ['height', 'width'];
  const told = (name: string, values: readonly number[]): string =>
    axes.map((axis, index) => `${name}_${axis}: ${values[index]}`).join(' ');
  const message =
    'output padding must be smaller than either stride or dilation, but got ' +
    `${told('output_padding', whole)} ${told('stride', strides)} ${told('dilation', dilations)}`;
  throw new Refusal('RuntimeError', message, 'argument', { argument: 'output_padding' });
}

/** PyTorch computes one dimension as two, the first of size 1. */
function asTwo(rank: number, sizes: Shape): Shape {
  return rank === 1 ? [1, ...sizes] : sizes;
}

/** An input may be without an example, not without a place. @throws Refusal `size` */
export function requireCells(rank: number, input: Shape, spatial: Shape): void {
  if (!spatial.includes(0) || (input.length === rank + 2 && input[0] === 0)) return;
  const ahead = input.slice(0, input.length - rank);
  const whole = [...(ahead.length === 1 ? [1, ...ahead] : ahead), ...asTwo(rank, spatial)];
  const message = `Only zero batch or zero channel inputs are supported, but got input shape: ${list(whole)}`;
  throw new Refusal('RuntimeError', message, 'size', { input });
}

/**
 * The library that computes most transposed convolutions lets an output without a cell pass, and refuses one of less in its
 * own words; PyTorch's own code refuses both.
 */
function refuseTooSmall(settings: TransposedConvolution, input: Shape, sizes: Shape): void {
  const least = Math.min(...sizes.map((size) => size ?? 1));
  if (least > 0) return;
  const { rank } = settings;
  if (!isOfLibrary(settings, input)) {
    const [from, to] = [input.slice(input.length - rank), sizes].map((shape) => cross(asTwo(rank, shape)));
    const message = `Given input size per channel: (${from}). Calculated output size per channel: (${to}). Output size is too small`;
    throw new Refusal('RuntimeError', message, 'size', { input, window: settings });
  }
  if (least === 0) return;
  if (input.length === rank + 2 && input[0] === 0) viewed(input, [0, settings.outChannels, ...asTwo(rank, sizes)]);
  const message = 'could not construct a memory descriptor using a format tag';
  throw new Refusal('RuntimeError', message, 'size', { input, window: settings });
}

/** Whether the library computes it: more than one example, groups, a kernel above 3×3, or a large input. */
export function isOfLibrary(
  { rank, groups, kernelSize }: Pick<Convolution, 'rank' | 'groups' | 'kernelSize'>,
  input: Shape,
): boolean {
  const ahead = input.slice(0, input.length - rank);
  const [batch = null, ...rest] = [...(ahead.length === 1 ? [1, ...ahead] : ahead), ...asTwo(rank, input.slice(-rank))];
  const [height = 0, width = 0] = asTwo(rank, kernelSize).slice(-2);
  const isLarge = rest.slice(0, 3).reduce<number>((cells, size) => cells * (size ?? 1), batch ?? 1) > 20480;
  return batch !== 1 || groups > 1 || ((height ?? 0) > 3 && (width ?? 0) > 3) || isLarge;
}
