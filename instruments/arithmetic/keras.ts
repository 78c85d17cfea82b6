/** The layer as a line of Keras. */
import type { Pair } from './numbers.ts';
import { call, keyword, sizes } from './python.ts';
import { channelsOf, hasFilters, hasKernel, isScattering, isTransposed, isUpsampling, spatial } from './setting.ts';
import type { Arguments } from './setting.ts';

export function kerasCall(setting: Arguments): string {
  const { op, kernel_size, strides, padding, output_padding } = setting;
  if (isUpsampling(setting)) {
    const smooth = isScattering(setting) ? null : 'interpolation="bilinear"';
    return call(`keras.layers.${op}`, [sizes(strides ?? kernel_size), smooth]);
  }
  return kerasLayer(setting, padding, isTransposed(setting) ? output_padding : null);
}

/** A layer with a window, with this padding. */
export function kerasLayer(setting: Arguments, padding: string, outputPadding: Pair | null): string {
  const { op, kernel_size, strides, dilation_rate } = setting;
  const { filters, groups, depth_multiplier, use_bias } = channelsOf(setting);
  const kernel = hasKernel(setting);
  const along = (pair: Pair | null): readonly number[] | null => pair && spatial(setting, pair);
  const several = (name: string, count: number): string | null => (count > 1 ? `${name}=${count}` : null);
  return call(`keras.layers.${op}`, [
    hasFilters(setting) ? String(filters) : null,
    sizes(spatial(setting, kernel_size)),
    keyword('strides', along(strides), kernel ? [1, 1] : null),
    padding === 'valid' ? null : `padding="${padding}"`,
    keyword('output_padding', along(outputPadding), null),
    kernel ? keyword('dilation_rate', along(dilation_rate), [1, 1]) : null,
    several('depth_multiplier', depth_multiplier),
    several('groups', groups),
    kernel && !use_bias ? 'use_bias=False' : null,
  ]);
}
