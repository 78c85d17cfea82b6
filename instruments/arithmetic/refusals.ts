/** What Keras refuses, and what only some builds of TensorFlow do. */
import { axes } from './axes.ts';
import { forBoth } from './numbers.ts';
import type { AxisIndex } from './numbers.ts';
import { hasKernel, isTransposed, isUpsampling } from './setting.ts';
import type { Setting } from './setting.ts';
import { tuple } from './python.ts';

/** Why: a key of the explorer's sentences; `values` fill the gaps of Keras's own message. */
export interface Refusal {
  why: 'output_padding' | 'dilation' | 'window' | 'pool' | 'empty' | 'even';
  values: (string | number)[];
}

/** Null where Keras takes the setting. */
export function refusal(setting: Setting): Refusal | null {
  if (isUpsampling(setting)) return null;
  const both = axes(setting);
  const transposed = isTransposed(setting);
  const [tooMuch] = transposed ? excess(setting) : [];
  if (tooMuch) return { why: 'output_padding', values: tooMuch };
  if (both.some(({ stride }) => stride > 1) && both.some(({ dilation }) => dilation > 1))
    return { why: 'dilation', values: [tuple(setting.strides ?? [1, 1]), tuple(setting.dilation_rate)] };
  if (both.some(({ size }) => size < 1))
    return { why: transposed ? 'empty' : hasKernel(setting) ? 'window' : 'pool', values: [] };
  const even = both.some(({ outputPadding, reach }) => outputPadding === 0 && reach % 2 === 0);
  return transposed && setting.padding === 'same' && even ? { why: 'even', values: [] } : null;
}

/** [axis, output_padding, strides] of each axis whose output_padding is no smaller than its stride. */
function excess(setting: Setting): number[][] {
  const both = axes(setting);
  return forBoth((axis: AxisIndex) => [axis, both[axis].outputPadding ?? -1, both[axis].stride]).filter(
    ([, outputPadding = -1, stride = 0]) => outputPadding >= stride,
  );
}

/** What Keras takes and some builds of TensorFlow refuse when it is called: a key of the explorer's sentences, or "". */
export const caution = (setting: Setting): string =>
  isTransposed(setting) && axes(setting).some(({ dilation }) => dilation > 1) ? 'processor' : '';
