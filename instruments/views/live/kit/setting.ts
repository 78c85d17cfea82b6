/** A setting of the explorer's arithmetic from what a figure names; all else as Keras has it by default. */
import type { Setting } from '../../../arithmetic/index.ts';

type Rows = readonly (readonly number[])[];

/** @param options what differs from the default: strides, padding, … */
export function settingOf(op: Setting['op'], image: Rows, kernel: Rows, options: Partial<Setting> = {}): Setting {
  return {
    op,
    height: image.length,
    width: image[0]?.length ?? 0,
    kernel_size: [kernel.length, kernel[0]?.length ?? 0],
    strides: [1, 1],
    padding: 'valid',
    output_padding: null,
    dilation_rate: [1, 1],
    interpolation: 'nearest',
    image: image.map((row) => [...row]),
    kernel: kernel.map((row) => [...row]),
    ...options,
  };
}
