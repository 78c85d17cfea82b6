/** Convolutions: plain, depthwise, separable, transposed; one to three dimensions. */
import { reachOf, transposedSize } from '../../../arithmetic/windows.ts';
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { isOfTensorFlow } from '../layer/situation.ts';
import type { LayerCall, LayerRules } from '../rules.ts';
import type { Settings } from '../settings.ts';
import type { InputSpec } from '../spec.ts';
import { tuple } from '../text.ts';
import { channelAxis, channels, convolved, spatial, withChannels } from './sizes.ts';
import type { Window } from './sizes.ts';

interface Convolution extends Window {
  readonly rank: number;
  readonly filters: number;
  readonly groups: number;
  readonly depthMultiplier: number;
  readonly useBias: boolean;
  readonly loraRank: number | null;
}

/** Arguments that all convolutions have, checked in Keras's order. */
function windowOf(args: Settings, rank: number, causal: boolean): Window {
  return {
    kernelSize: args.sizes('kernel_size', rank),
    strides: args.sizes('strides', rank),
    dilationRate: args.sizes('dilation_rate', rank),
    padding: args.padding(causal),
    format: args.dataFormat(),
  };
}

function refuse(message: string, argument: string): Refusal {
  return new Refusal('ValueError', message, 'argument', { argument });
}

function positive(value: number, name: string): number {
  if (value > 0) return value;
  throw refuse(
    `Invalid value for argument \`${name}\`. Expected a strictly positive value. Received ${name}=${value}.`,
    name,
  );
}

function refuseStridesWithDilation({ strides, dilationRate }: Window): void {
  if (Math.max(...strides) <= 1 || Math.max(...dilationRate) <= 1) return;
  throw refuse(
    '`strides > 1` not supported in conjunction with `dilation_rate > 1`. ' +
      `Received: strides=${tuple(strides)} and dilation_rate=${tuple(dilationRate)}`,
    'strides',
  );
}

/** Before the layer is built only the rank is asked for, afterwards the channels too. */
function specs(rank: number): InputSpec[] {
  return [{ minimumNdim: rank + 2 }];
}

function builtSpecs({ rank, format }: Convolution, channel: Dimension): InputSpec[] {
  return [{ minimumNdim: rank + 2, axes: new Map([[channelAxis(format), channel]]) }];
}

export function convolution(rank: number): LayerRules<Convolution> {
  return {
    settings: (args) => {
      const filters = args.integer('filters');
      const groups = args.integer('groups');
      const window = windowOf(args, rank, rank === 1);
      positive(filters, 'filters');
      if (groups <= 0) {
        throw refuse(`The number of groups must be a positive integer. Received: groups=${groups}.`, 'groups');
      }
      if (filters % groups !== 0) {
        const message =
          'The number of filters must be evenly divisible by the number of groups. ' +
          `Received: groups=${groups}, filters=${filters}.`;
        throw refuse(message, 'groups');
      }
      refuseStridesWithDilation(window);
      const loraRank = args.isGiven('lora_rank') ? args.optionalInteger('lora_rank') : null;
      return { ...window, rank, filters, groups, depthMultiplier: 1, useBias: args.boolean('use_bias'), loraRank };
    },
    spec: () => specs(rank),
    build: (add, settings, inputs) => buildConvolution(add, settings, inputs[0] as Shape),
    output: (settings, [input], call) =>
      dilated(convolved(input as Shape, settings.filters, settings), settings, input as Shape, call),
  };
}

/** TensorFlow does not know the sides of a dilated convolution where one is open, or where one that pads itself steps. */
function dilated(output: Shape, settings: Window, input: Shape, { session }: LayerCall): Shape {
  if (settings.dilationRate.every((rate) => rate === 1) || !isOfTensorFlow(session.context.graph.current))
    return output;
  const steps = settings.padding !== 'valid' && settings.strides.some((stride) => stride > 1);
  const sides = spatial(input, settings.format);
  if (!steps && !sides.includes(null)) return output;
  return withChannels(
    output[0] ?? null,
    sides.map(() => null),
    channels(output, settings.format),
    settings.format,
  );
}

function buildConvolution(
  add: (name: string, shape: Shape, options?: { trainable?: boolean }) => void,
  settings: Convolution,
  input: Shape,
): InputSpec[] {
  const { groups, filters, kernelSize, format } = settings;
  const channel = channels(input, format);
  if (channel === null) {
    const message = "unsupported operand type(s) for %: 'NoneType' and 'int'";
    throw new Refusal('TypeError', message, 'open', { input });
  }
  if (channel % groups !== 0) {
    const message =
      `The number of input channels must be evenly divisible by the number of groups. Received groups=${groups}, ` +
      `but the input has ${channel} channels (full input shape is ${tuple(input)}).`;
    throw new Refusal('ValueError', message, 'groups', { input, groups });
  }
  convolved(input, filters, settings);
  const kernel = [...kernelSize, channel / groups, filters];
  add('kernel', kernel, { trainable: settings.loraRank === null });
  if (settings.useBias) add('bias', [filters]);
  if (settings.loraRank !== null) {
    add('lora_kernel_a', [...kernel.slice(0, -1), settings.loraRank]);
    add('lora_kernel_b', [settings.loraRank, filters]);
  }
  return builtSpecs(settings, channel);
}

export function depthwiseConvolution(rank: number): LayerRules<Convolution> {
  const filtersOf = (settings: Convolution, input: Shape): Dimension => {
    const channel = channels(input, settings.format);
    if (channel === null) {
      throw new Refusal('TypeError', "unsupported operand type(s) for *: 'int' and 'NoneType'", 'open', { input });
    }
    return channel * settings.depthMultiplier;
  };
  return {
    settings: (args) => {
      const depthMultiplier = args.integer('depth_multiplier');
      const window = windowOf(args, rank, false);
      positive(depthMultiplier, 'depth_multiplier');
      const useBias = args.boolean('use_bias');
      return { ...window, rank, filters: 0, groups: 1, depthMultiplier, useBias, loraRank: null };
    },
    spec: () => specs(rank),
    build: (add, settings, inputs) => {
      const input = inputs[0] as Shape;
      const filters = filtersOf(settings, input);
      convolved(input, filters, settings);
      const channel = channels(input, settings.format);
      add('kernel', [...settings.kernelSize, channel, settings.depthMultiplier]);
      if (settings.useBias) add('bias', [filters]);
      return builtSpecs(settings, channel);
    },
    output: (settings, [input], call) =>
      dilated(convolved(input as Shape, filtersOf(settings, input as Shape), settings), settings, input as Shape, call),
  };
}

export function separableConvolution(rank: number): LayerRules<Convolution> {
  return {
    settings: (args) => {
      const depthMultiplier = args.integer('depth_multiplier');
      const filters = args.integer('filters');
      const window = windowOf(args, rank, false);
      positive(depthMultiplier, 'depth_multiplier');
      positive(filters, 'filters');
      const useBias = args.boolean('use_bias');
      return { ...window, rank, filters, groups: 1, depthMultiplier, useBias, loraRank: null };
    },
    spec: () => specs(rank),
    build: (add, settings, inputs) => {
      const input = inputs[0] as Shape;
      const { kernelSize, depthMultiplier, filters, useBias } = settings;
      const channel = channels(input, settings.format);
      if (channel === null) {
        throw new Refusal('TypeError', "unsupported operand type(s) for *: 'int' and 'NoneType'", 'open', { input });
      }
      convolved(input, filters, settings);
      add('depthwise_kernel', [...kernelSize, channel, depthMultiplier]);
      add('pointwise_kernel', [...kernelSize.map(() => 1), depthMultiplier * channel, filters]);
      if (useBias) add('bias', [filters]);
      return builtSpecs(settings, channel);
    },
    output: (settings, [input], call) =>
      dilated(convolved(input as Shape, settings.filters, settings), settings, input as Shape, call),
  };
}

interface TransposedConvolution extends Convolution {
  readonly outputPadding: readonly number[] | null;
}

export function transposedConvolution(rank: number): LayerRules<TransposedConvolution> {
  return {
    settings: (args) => {
      const filters = args.integer('filters');
      const window = windowOf(args, rank, false);
      const outputPadding = args.value('output_padding') === null ? null : args.sizes('output_padding', rank, true);
      positive(filters, 'filters');
      refuseOutputPadding(outputPadding, window.strides);
      refuseStridesWithDilation(window);
      const useBias = args.boolean('use_bias');
      return { ...window, rank, filters, groups: 1, depthMultiplier: 1, useBias, loraRank: null, outputPadding };
    },
    spec: () => specs(rank),
    build: (add, settings, inputs) => {
      const channel = channels(inputs[0] as Shape, settings.format);
      add('kernel', [...settings.kernelSize, settings.filters, channel]);
      if (settings.useBias) add('bias', [settings.filters]);
      return builtSpecs(settings, channel);
    },
    output: (settings, [input]) => transposed(settings, input as Shape),
  };
}

function refuseOutputPadding(outputPadding: readonly number[] | null, strides: readonly number[]): void {
  outputPadding?.forEach((padding, axis) => {
    const stride = strides[axis] as number;
    if (padding < stride) return;
    throw refuse(
      '`output_padding` must be strictly less than `strides` for all dimensions. ' +
        `At dimension ${axis}, \`output_padding\` is ${padding} but \`strides\` is ${stride}. ` +
        `Received: output_padding=${tuple(outputPadding)}, strides=${tuple(strides)}`,
      'output_padding',
    );
  });
}

function transposed(settings: TransposedConvolution, input: Shape): Shape {
  const { kernelSize, strides, padding, outputPadding, dilationRate, filters, format, rank } = settings;
  if (input.length > rank + 2) {
    throw new Refusal('IndexError', 'tuple index out of range', 'rank', { input }); // Keras does not check the rank itself
  }
  const sizes = spatial(input, format).map((size, axis) => {
    if (size === null) return null;
    const reach = reachOf(kernelSize[axis] as number, dilationRate[axis] as number);
    const move = { reach, stride: strides[axis] as number, isSame: padding !== 'valid' };
    return transposedSize(size, move, outputPadding?.[axis] ?? null);
  });
  return withChannels(input[0] ?? null, sizes, filters, format);
}
