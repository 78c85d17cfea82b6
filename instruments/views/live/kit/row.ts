/** A transposed convolution along one axis, as the explorer's arithmetic has it (judged by Keras in tests/explorer). */
import { axes, combine, refusal, terms } from '../../../arithmetic/index.ts';
import type { Axis, Setting } from '../../../arithmetic/index.ts';
import { settingOf } from './setting.ts';

export interface Row {
  setting: Setting;
  axis: Axis;
  /** Of each cell of the canvas, and of the zeros behind it. */
  values: number[];
  /** Which input cells' stamps meet there. */
  stamps: number[][];
  isRefused: boolean;
}

/** @param outputPadding null where it is left to Keras */
export function stampedRow(
  signal: readonly number[],
  kernel: readonly number[],
  strides: number,
  padding: 'valid' | 'same' = 'valid',
  outputPadding: number | null = null,
): Row {
  const setting = settingOf('Conv2DTranspose', [signal], [kernel], {
    strides: [1, strides],
    padding,
    output_padding: outputPadding === null ? null : [0, outputPadding],
  });
  const both = axes(setting);
  const cells = terms(setting, both)[0] ?? [];
  return {
    setting,
    axis: both[1],
    values: cells.map((all) => combine(setting, all)),
    stamps: cells.map((all) => all.map(({ input }) => input[1])),
    isRefused: refusal(setting) !== null,
  };
}
