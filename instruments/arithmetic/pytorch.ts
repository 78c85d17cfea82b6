/** The nearest call in PyTorch. */
import { axes, gather, scatter } from './axes.ts';
import type { Axis } from './axes.ts';
import { output } from './cells.ts';
import { forBoth } from './numbers.ts';
import type { Pair } from './numbers.ts';
import { call, keyword, sizes } from './python.ts';
import {
  channelsOf,
  hasKernel,
  isDepthwise,
  isPooling,
  isScattering,
  isSeparable,
  isTransposed,
  isUpsampling,
  outputChannels,
  spatial,
} from './setting.ts';
import type { Arguments, Setting } from './setting.ts';

export const NAMES = {
  Conv2D: 'Conv2d',
  Conv2DTranspose: 'ConvTranspose2d',
  MaxPooling2D: 'MaxPool2d',
  AveragePooling2D: 'AvgPool2d',
  UpSampling2D: 'Upsample',
  Conv1D: 'Conv1d',
  Conv1DTranspose: 'ConvTranspose1d',
  DepthwiseConv2D: 'Conv2d',
  SeparableConv2D: 'Conv2d',
} as const;
type Both = readonly [Axis, Axis];

const ONE: Pair = [1, 1];
const ZERO: Pair = [0, 0];

export interface TorchCall {
  call: string;
  /** What it gives where that is reckoned in another way than in Keras. */
  output: number[][] | null;
  /** An argument that makes it as Keras, or "". */
  hint: string;
}

/** PyTorch pads or crops as many cells at the start as at the end, but for padding="same", which takes no stride. */
interface Padding {
  /** Whether padding="same" is written. */
  whole: boolean;
  cells: Pair;
  /** Cells that Keras has more at the end. */
  lacking: Pair;
  /** output_padding */
  more: Pair;
}

/** Of a setting that Keras takes; null where no PyTorch layer has this size. */
export function torch(setting: Setting): TorchCall | null {
  if (setting.padding === 'causal') return null;
  const both = axes(setting);
  const padding = paddingOf(setting, both);
  if (padding.more[0] >= both[0].stride || padding.more[1] >= both[1].stride) return null;
  const made = torchAxes(setting, both, padding);
  const padsAverage = setting.op === 'AveragePooling2D' && isAny(padding.cells);
  const alike = JSON.stringify(made) === JSON.stringify(both) && !padsAverage;
  const count = setting.op === 'AveragePooling2D' ? setting.kernel_size[0] * setting.kernel_size[1] : undefined;
  return {
    call: written(setting, both, padding),
    output: alike ? null : output(setting, made, count),
    hint: hintOf(setting, both, padding),
  };
}

export function paddingOf(setting: Arguments, both: Both): Padding {
  const same = setting.padding === 'same';
  const whole = same && hasKernel(setting) && !isTransposed(setting) && both.every(({ stride }) => stride === 1);
  const cells = forBoth((axis) => {
    const { before, after } = both[axis];
    if (whole) return before;
    return same ? Math.ceil((before + after) / 2) : 0;
  });
  const lacking = forBoth((axis) => both[axis].size - both[axis].full + 2 * cells[axis]);
  const writesMore = isTransposed(setting) && (same || setting.output_padding !== null);
  return { whole, cells, lacking, more: writesMore ? lacking : ZERO };
}

/** The axes of PyTorch's layer. */
function torchAxes(setting: Setting, both: Both, padding: Padding): readonly [Axis, Axis] {
  if (isUpsampling(setting)) return both;
  return forBoth((index) => {
    const axis = both[index];
    const around = padding.cells[index];
    if (isTransposed(setting)) return scatter(axis, around, axis.full - 2 * around + padding.more[index]);
    const size = Math.floor((axis.cells + 2 * around - axis.reach) / axis.stride) + 1;
    return gather(axis, around, padding.whole ? axis.size : size);
  });
}

function hintOf(setting: Setting, both: Both, { cells, lacking, more }: Padding): string {
  if (isTransposed(setting))
    return (more === lacking ? null : keyword('output_padding', spatial(setting, lacking), ZERO)) ?? '';
  const isSymmetric = both.every(({ before, after }) => before === after);
  return setting.op === 'AveragePooling2D' && isAny(cells) && isSymmetric ? 'count_include_pad=False' : '';
}

function written(setting: Setting, both: Both, { whole, cells, more }: Padding): string {
  if (isUpsampling(setting)) return upsample(setting, both);
  return torchLayer(setting, both, [
    whole ? 'padding="same"' : keyword('padding', spatial(setting, cells), ZERO),
    keyword('output_padding', spatial(setting, more), ZERO),
  ]);
}

export function upsample(setting: Arguments, both: Both): string {
  const strides = forBoth((axis) => both[axis].stride);
  return call('torch.nn.Upsample', [
    `scale_factor=${sizes(strides)}`,
    isScattering(setting) ? null : 'mode="bilinear"',
  ]);
}

/** A layer with a window. @param padding its arguments */
export function torchLayer(setting: Arguments, both: Both, padding: readonly (string | null)[]): string {
  const { op, kernel_size, dilation_rate } = setting;
  const { channels, filters, groups, depth_multiplier, use_bias } = channelsOf(setting);
  const strides = spatial(
    setting,
    forBoth((axis) => both[axis].stride),
  );
  const kernel = hasKernel(setting);
  const between = channels * depth_multiplier;
  const made = isSeparable(setting) ? between : outputChannels(setting);
  const parts = isDepthwise(setting) ? channels : groups;
  const layer = call(`torch.nn.${NAMES[op]}`, [
    kernel ? `${channels}, ${made}` : null,
    sizes(spatial(setting, kernel_size)),
    keyword('stride', strides, isPooling(setting) ? kernel_size : ONE),
    ...padding,
    kernel ? keyword('dilation', spatial(setting, dilation_rate), ONE) : null,
    parts > 1 ? `groups=${parts}` : null,
    kernel && (!use_bias || isSeparable(setting)) ? 'bias=False' : null,
  ]);
  if (!isSeparable(setting)) return layer;
  const pointwise = call('torch.nn.Conv2d', [`${between}, ${filters}, 1`, use_bias ? null : 'bias=False']);
  return `torch.nn.Sequential(${layer}, ${pointwise})`;
}

const isAny = (pair: Pair): boolean => pair.some((cells) => cells !== 0);
