/** The layer as a line of Keras. */
import { call, keyword, sizes } from './python.ts';
import { hasKernel, isScattering, isTransposed, isUpsampling } from './setting.ts';
import type { Setting } from './setting.ts';

export function kerasCall(setting: Setting): string {
  const { op, kernel_size, strides, dilation_rate } = setting;
  const name = `keras.layers.${op}`;
  if (isUpsampling(setting))
    return call(name, [sizes(strides ?? kernel_size), isScattering(setting) ? null : 'interpolation="bilinear"']);
  const kernel = hasKernel(setting);
  return call(name, [
    kernel ? '1' : null,
    sizes(kernel_size),
    keyword('strides', strides, kernel ? [1, 1] : null),
    setting.padding === 'same' ? 'padding="same"' : null,
    isTransposed(setting) ? keyword('output_padding', setting.output_padding, null) : null,
    kernel ? keyword('dilation_rate', dilation_rate, [1, 1]) : null,
    kernel ? 'use_bias=False' : null,
  ]);
}
