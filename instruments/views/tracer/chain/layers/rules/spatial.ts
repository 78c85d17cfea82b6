/** Layers that map the sizes of the axes along which they move, the channels apart. */
import { reachOf, slidSize, transposedSize } from '../../../../../arithmetic/windows.ts';
import type { Margins } from '../arguments.ts';
import type { Definition } from '../definitions.ts';
import { dependsOnProcessor, refuse, refusedCall } from '../refusal.ts';
import { product } from '../shape.ts';
import type { Shape } from '../shape.ts';
import { known } from '../words.ts';
import { exactly, maker, sizeOf } from './rule.ts';
import type { OwnRule, Rule } from './rule.ts';

type Sizes = readonly number[];

interface Placed {
  readonly data_format: string | null;
}

/** Where a layer has the channels. */
const channelAxis = ({ rank }: Definition, { data_format }: Placed): number =>
  data_format === 'channels_first' ? 1 : rank + 1;

/** What a layer does to a size along an axis of those it moves along; NaN where nothing is left. */
type Mapping = (size: number, axis: number) => number;

interface Channels {
  /** How many channels it gives. */
  channels?(channels: number | null): number | null;
  weights?(channels: number): number;
}

type More = Channels & Partial<Pick<Rule, 'called' | 'over' | 'nothing'>>;

function spatial(definition: Definition, values: Placed, map: Mapping, more: More = {}): OwnRule {
  const { channels = (size): number | null => size, weights, ...rest } = more;
  const axis = channelAxis(definition, values);
  const sized = (size: number | null, i: number): number | null => {
    if (i === axis) return channels(size);
    return i === 0 || size === null ? size : map(size, i < axis ? i - 1 : i - 2);
  };
  return {
    axis,
    ...exactly(definition.rank + 2),
    out: (x) => x.map(sized),
    weights: (x) => [weights ? weights(sizeOf(x, axis)) : 0, 0],
    ...rest,
  };
}

interface Windows {
  readonly kernel_size: Sizes;
  readonly strides: Sizes;
  readonly dilation_rate: Sizes;
}

const at = (sizes: Sizes, axis: number): number => sizes[axis] ?? 1;

/**
 * How far a kernel with holes reaches, (k - 1)·d + 1.
 *
 * @param takesBoth whether Keras takes strides along with holes
 */
function reach({ kernel_size, strides, dilation_rate }: Windows, takesBoth = false): number[] {
  if (!takesBoth && Math.max(...strides) > 1 && Math.max(...dilation_rate) > 1)
    refuse('dilated', { arg: 'dilation_rate' });
  return kernel_size.map((size, i) => reachOf(size, at(dilation_rate, i)));
}

function shrink(windows: Sizes, strides: Sizes, padding: string): Mapping {
  return (size, axis) => {
    const move = { reach: at(windows, axis), stride: at(strides, axis), isSame: padding !== 'valid' };
    const made = slidSize(size, move);
    return made <= 0 && padding === 'valid' ? NaN : made;
  };
}

interface Convolution extends Windows, Placed {
  readonly filters?: number;
  readonly padding: string;
  readonly groups?: number;
  readonly depth_multiplier: number;
  readonly use_bias: boolean;
}

/** Conv, DepthwiseConv and SeparableConv. */
export const convolution = maker((values: Convolution, definition) => {
  const { filters = 0, kernel_size, strides, padding, groups = 1, depth_multiplier, use_bias } = values;
  const isPlain = definition.family === 'Conv';
  const isFirst = channelAxis(definition, values) === 1;
  const made = (channels: number): number => filters || channels * depth_multiplier;
  const divides = (size: number, of: string): void => {
    if (size % groups) refuse('groups', { arg: 'groups', says: `groups_${of}`, gaps: { of, size, groups } });
  };
  divides(filters, 'filters');
  return spatial(definition, values, shrink(reach(values, !isPlain), strides, padding), {
    over: 'rank_more',
    channels(channels) {
      divides(channels ?? 0, 'channels');
      return channels === null && !filters ? null : made(channels ?? 0);
    },
    weights(channels) {
      const bias = use_bias ? made(channels) : 0;
      const cells = product(kernel_size) * channels;
      if (isPlain) return (cells * filters) / groups + bias;
      return cells * depth_multiplier + channels * depth_multiplier * filters + bias;
    },
    called() {
      if (isPlain) return isFirst ? dependsOnProcessor('data_format') : null;
      return new Set(strides).size > 1 ? dependsOnProcessor('strides') : null;
    },
  });
});

interface Transposed extends Windows, Placed {
  readonly filters: number;
  readonly padding: string;
  readonly output_padding: Sizes | null | undefined;
  readonly use_bias: boolean;
}

export const transposed = maker((values: Transposed, definition) => {
  const { filters, kernel_size, strides, padding, output_padding: more, dilation_rate, use_bias } = values;
  if (more?.some((size, i) => size >= at(strides, i))) refuse('output_padding', { arg: 'output_padding' });
  const windows = reach(values);
  const isFirst = channelAxis(definition, values) === 1;
  const map: Mapping = (size, i) => {
    const move = { reach: at(windows, i), stride: at(strides, i), isSame: padding === 'same' };
    return transposedSize(size, move, more?.[i] ?? null);
  };
  /** The axis whose SAME convolution back would not give the input's size; -1 where there is none. */
  const evenAxis = (x: Shape, y: Shape): number => {
    if (padding !== 'same' || !more || y.includes(0)) return -1;
    return windows.findIndex((reached, i) => Number(x[i + (isFirst ? 2 : 1)]) > 1 && (reached % 2) + at(more, i) < 1);
  };
  return spatial(definition, values, map, {
    over: '',
    channels: () => filters,
    weights: (channels) => product(kernel_size) * filters * channels + (use_bias ? filters : 0),
    called(x, y) {
      const axis = evenAxis(x, y);
      if (axis >= 0) return refusedCall('even', { arg: 'output_padding', gaps: { axis } });
      if (Math.max(...dilation_rate) > 1) return dependsOnProcessor('dilation_rate');
      return isFirst ? dependsOnProcessor('data_format') : null;
    },
  });
});

interface Pooling extends Placed {
  readonly pool_size: Sizes;
  readonly strides: Sizes | null | undefined;
  readonly padding: string;
}

export const pooling = maker((values: Pooling, definition) => {
  const strides = values.strides ?? values.pool_size;
  if (strides.includes(0)) refuse('whole', { arg: 'strides', gaps: { least: 1 } });
  const map = shrink(values.pool_size, strides, values.padding);
  return spatial(definition, values, map, { nothing: 'window_pool' });
});

/** Pooling over all there is. */
export const globalPooling = maker((values: Placed & { readonly keepdims: boolean }, definition) => {
  const axis = channelAxis(definition, values);
  return {
    axis,
    ...exactly(definition.rank + 2),
    out: (x) =>
      values.keepdims ? x.map((size, i) => (i === 0 || i === axis ? size : 1)) : [x[0] ?? null, x[axis] ?? null],
  };
});

interface Margin extends Placed {
  readonly padding?: readonly Margins[];
  readonly cropping?: readonly Margins[];
}

/** ZeroPadding widens, Cropping cuts. */
export const margin = maker((values: Margin, definition) => {
  const { padding, cropping } = values;
  const margins = padding ?? cropping ?? [];
  const isNegative = margins.flat().some((size) => size < 0);
  if (cropping && isNegative) refuse('whole', { arg: 'cropping', gaps: { least: 0 } });
  const map: Mapping = (size, i) => {
    const [before, after] = margins[i] ?? [0, 0];
    const made = padding ? size + before + after : size - before - after;
    return made < (padding ? 0 : 1) ? NaN : made;
  };
  const called = (): ReturnType<Rule['called']> => (isNegative ? refusedCall('negative', { arg: 'padding' }) : null);
  return spatial(definition, values, map, { nothing: 'cut', called });
});

interface UpSampling extends Placed {
  readonly size: number | Sizes;
  readonly interpolation?: string;
}

export const upSampling = maker((values: UpSampling, definition) => {
  const sizes = [values.size].flat();
  const isKnown = known('interpolation').includes(values.interpolation ?? 'nearest');
  return spatial(definition, values, (size, i) => size * at(sizes, i), {
    called: () => (isKnown ? null : refusedCall('interpolation', { arg: 'interpolation' })),
  });
});
