/** Programs that print what is seen, in Keras and in PyTorch. */
import { kernelAxes } from './channels.ts';
import type { Arrays } from './channels.ts';
import { kerasCall } from './keras.ts';
import { array, nested, tuple } from './python.ts';
import { torchRecipe } from './recipe.ts';
import { channelsOf, hasKernel, isDepthwise, isLine, isSeparable, outputChannels, spatial } from './setting.ts';
import type { Arguments, Setting } from './setting.ts';

/** What else a layer with channels needs: its arrays, and which output channel is printed. */
export interface ChannelNumbers {
  arrays: Arrays;
  out: number;
}

const FLOAT = '"float32"';

const assigned = (name: string, numbers: readonly number[], shape: readonly number[]): string =>
  `${name} = np.array(${nested(numbers, shape)}, ${FLOAT})`;

/** The input's axes but for the batch. */
export function inputShape(layer: Arguments): number[] {
  return [...spatial(layer, [layer.height, layer.width]), channelsOf(layer).channels];
}

export function kerasProgram(setting: Setting, channelNumbers: ChannelNumbers | null = null): string {
  return [
    'import keras',
    'import numpy as np',
    '',
    ...(channelNumbers ? kerasOfChannels(setting, channelNumbers) : plainKeras(setting)),
    '',
  ].join('\n');
}

function plainKeras(setting: Setting): string[] {
  const { height, width, image, kernel } = setting;
  const weights = [
    `kernel = np.array(${array(kernel)}, ${FLOAT})`,
    `layer.build(${tuple([1, height, width, 1])})`,
    'layer.set_weights([kernel[..., None, None]])',
  ];
  return [
    `image = np.array(${array(image)}, ${FLOAT})`,
    `layer = ${kerasCall(setting)}`,
    ...(hasKernel(setting) ? weights : []),
    'print(layer(image[None, ..., None])[0, ..., 0].numpy())',
  ];
}

/** The kernel and what belongs to it, as assignments. */
function weightsOf(layer: Arguments, { kernel, pointwise, bias }: Arrays): { name: string; line: string }[] {
  const { channels, depth_multiplier, filters, use_bias } = channelsOf(layer);
  const between = channels * depth_multiplier;
  const shape = [...spatial(layer, layer.kernel_size), ...kernelAxes(layer)];
  const made = [{ name: 'kernel', line: assigned('kernel', kernel, shape) }];
  if (isSeparable(layer))
    made.push({ name: 'pointwise', line: assigned('pointwise', pointwise, [1, 1, between, filters]) });
  if (use_bias) made.push({ name: 'bias', line: assigned('bias', bias, [outputChannels(layer)]) });
  return made;
}

function kerasOfChannels(setting: Setting, { arrays, out }: ChannelNumbers): string[] {
  const weights = hasKernel(setting) ? weightsOf(setting, arrays) : [];
  const build = [
    ...weights.map(({ line }) => line),
    `layer.build(${tuple([1, ...inputShape(setting)])})`,
    `layer.set_weights([${weights.map(({ name }) => name).join(', ')}])`,
  ];
  return [
    assigned('image', arrays.image, inputShape(setting)),
    `layer = ${kerasCall(setting)}`,
    ...(weights.length ? build : []),
    `print(layer(image[None])[0, ..., ${out}].numpy())`,
  ];
}

/** `transpose` puts the axes of Keras's kernel in PyTorch's order. */
export function torchProgram(setting: Setting, channelNumbers: ChannelNumbers | null = null): string {
  const { layer, lines } = torchRecipe(setting);
  const [input, ...weights] = channelNumbers ? torchOfChannels(setting, channelNumbers) : plainTorch(setting);
  return [
    'import numpy as np',
    'import torch',
    '',
    ...(input ?? []),
    `layer = ${layer}`,
    ...weights.flat(),
    ...lines,
    `print(y[0, ${channelNumbers?.out ?? 0}].detach().numpy())`,
    '',
  ].join('\n');
}

/** The lines of the input, then those of the weights. */
function plainTorch(setting: Setting): string[][] {
  const input = [`x = torch.tensor(${array(setting.image)}, dtype=torch.float32)[None, None]`];
  if (!hasKernel(setting)) return [input];
  const weights = [
    `kernel = np.array(${array(setting.kernel)}, ${FLOAT})[..., None, None]`,
    'layer.weight.data = torch.tensor(kernel.transpose(3, 2, 0, 1))',
  ];
  return [input, weights];
}

function torchOfChannels(setting: Setting, { arrays }: ChannelNumbers): string[][] {
  const first = isLine(setting) ? '1, 0' : '2, 0, 1';
  const input = [
    assigned('image', arrays.image, inputShape(setting)),
    `x = torch.tensor(image.transpose(${first}))[None]`,
  ];
  if (!hasKernel(setting)) return [input];
  const lines = weightsOf(setting, arrays).map(({ line }) => line);
  return [input, lines, torchWeights(setting)];
}

/** The arrays of `weightsOf` in PyTorch's order. */
function torchWeights(setting: Setting): string[] {
  const { channels, depth_multiplier, use_bias } = channelsOf(setting);
  const made = [channels * depth_multiplier, 1, ...setting.kernel_size];
  const depthwise = `kernel.transpose(2, 3, 0, 1).reshape${tuple(made)}`;
  const moved = isLine(setting) ? 'kernel.transpose(2, 1, 0)' : 'kernel.transpose(3, 2, 0, 1)';
  const first = isSeparable(setting) ? 'layer[0]' : 'layer';
  const last = isSeparable(setting) ? 'layer[1]' : 'layer';
  return [
    `${first}.weight.data = torch.tensor(${isDepthwise(setting) ? depthwise : moved})`,
    ...(isSeparable(setting) ? [`${last}.weight.data = torch.tensor(pointwise.transpose(3, 2, 0, 1))`] : []),
    ...(use_bias ? [`${last}.bias.data = torch.tensor(bias)`] : []),
  ];
}
