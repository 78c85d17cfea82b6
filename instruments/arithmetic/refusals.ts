/** What Keras refuses, and what only some builds of TensorFlow do. */
import { axes } from './axes.ts';
import type { Axis } from './axes.ts';
import { forBoth } from './numbers.ts';
import type { AxisIndex } from './numbers.ts';
import { channelsOf, hasKernel, isDepthwise, isLine, isTransposed, isUpsampling, spatial } from './setting.ts';
import type { Arguments } from './setting.ts';
import { tuple } from './python.ts';

/** Why: a key of the explorer's sentences; `values` fill their gaps, and those of Keras's own message. */
export interface Refusal {
  why: 'output_padding' | 'filters' | 'dilation' | 'groups' | 'window' | 'pool' | 'empty' | 'even';
  values: (string | number)[];
}

/** Null where Keras takes the setting. */
export function refusal(setting: Arguments): Refusal | null {
  if (isUpsampling(setting)) return null;
  const both = axes(setting);
  const transposed = isTransposed(setting);
  const [tooMuch] = transposed ? excess(setting, both) : [];
  if (tooMuch) return { why: 'output_padding', values: tooMuch };
  const { channels, filters, groups } = channelsOf(setting);
  if (filters % groups) return { why: 'filters', values: [groups, filters] };
  const isDilated = both.some(({ stride }) => stride > 1) && both.some(({ dilation }) => dilation > 1);
  if (isDilated && !isDepthwise(setting)) return { why: 'dilation', values: stridesAndDilation(setting) };
  if (channels % groups) return { why: 'groups', values: [groups, channels] };
  if (both.some(({ size }) => size < 1))
    return { why: transposed ? 'empty' : hasKernel(setting) ? 'window' : 'pool', values: [] };
  const even = both.find(({ outputPadding, reach }) => outputPadding === 0 && reach % 2 === 0);
  return transposed && setting.padding === 'same' && even ? { why: 'even', values: wayBack(even) } : null;
}

/** Of a transposed convolution's axis: its output, the stride, what a SAME convolution makes of it, and the input. */
const wayBack = ({ size, stride, cells }: Axis): number[] => [size, stride, Math.ceil(size / stride), cells];

function stridesAndDilation(setting: Arguments): string[] {
  return [setting.strides ?? ([1, 1] as const), setting.dilation_rate].map((pair) => tuple(spatial(setting, pair)));
}

/** [dimension, output_padding, strides] of each axis whose output_padding is no smaller than its stride. */
function excess(setting: Arguments, both: readonly [Axis, Axis]): number[][] {
  return forBoth((axis: AxisIndex) => [
    axis - Number(isLine(setting)),
    both[axis].outputPadding ?? -1,
    both[axis].stride,
  ]).filter(([, outputPadding = -1, stride = 0]) => outputPadding >= stride);
}

/** What Keras takes and some builds of TensorFlow refuse or reckon wrongly: a key of the explorer's sentences, or "". */
export function caution(setting: Arguments): string {
  const both = axes(setting);
  const isDilated = both.some(({ dilation }) => dilation > 1);
  if (isTransposed(setting) && isDilated) return 'processor';
  // strides and dilation together go another way through Keras, which is right
  return isDepthwise(setting) && !isDilated && both[0].stride !== both[1].stride ? 'unequal' : '';
}
