/** What gives in one framework the very values of the other's layer, as lines over `x` that leave `y`. */
import { axes } from './axes.ts';
import type { Axis } from './axes.ts';
import { forBoth } from './numbers.ts';
import type { Pair } from './numbers.ts';
import { array, call, keyword, sizes, tuple } from './python.ts';
import { NAMES, paddingOf } from './pytorch.ts';
import { hasKernel, isPooling, isScattering, isTransposed, isUpsampling } from './setting.ts';
import type { Setting } from './setting.ts';

/** The layer, and the lines that call it. */
export interface Recipe {
  layer: string;
  lines: string[];
}

type Both = readonly [Axis, Axis];

const ONE: Pair = [1, 1];
const ZERO: Pair = [0, 0];

const isAny = (pair: Pair): boolean => pair.some((cells) => cells !== 0);

/** In PyTorch, of a setting that Keras takes; `x` and `y` have the channel before height and width. */
export function torchRecipe(setting: Setting): Recipe {
  const both = axes(setting);
  if (isUpsampling(setting)) {
    const mode = isScattering(setting) ? null : 'mode="bilinear"';
    return plain(call('torch.nn.Upsample', [`scale_factor=${sizes(forBoth((axis) => both[axis].stride))}`, mode]));
  }
  return isTransposed(setting) ? cropped(setting, both) : padded(setting, both);
}

const plain = (layer: string): Recipe => ({ layer, lines: ['y = layer(x)'] });

function torchLayer(setting: Setting, both: Both, more: readonly (string | null)[]): string {
  const strides = forBoth((axis) => both[axis].stride);
  const kernel = hasKernel(setting);
  return call(`torch.nn.${NAMES[setting.op]}`, [
    kernel ? '1, 1' : null,
    sizes(setting.kernel_size),
    keyword('stride', strides, isPooling(setting) ? setting.kernel_size : ONE),
    ...more,
    kernel ? keyword('dilation', setting.dilation_rate, ONE) : null,
    kernel ? 'bias=False' : null,
  ]);
}

/** PyTorch's layers pad as much at the end as at the start; where Keras pads more at the end, the input is padded before. */
function padded(setting: Setting, both: Both): Recipe {
  const before = forBoth((axis) => both[axis].before);
  const { whole } = paddingOf(setting, both);
  if (whole) return plain(torchLayer(setting, both, ['padding="same"']));
  const isEven = both.every((axis) => axis.before === axis.after);
  const averages = setting.op === 'AveragePooling2D';
  if (isEven) {
    const uncounted = averages && isAny(before) ? 'count_include_pad=False' : null;
    return plain(torchLayer(setting, both, [keyword('padding', before, ZERO), uncounted]));
  }
  const layer = torchLayer(setting, both, []);
  const [rows, columns] = both;
  const around = tupleOf([columns.before, columns.after, rows.before, rows.after]);
  const pad = (what: string, value = ''): string => `torch.nn.functional.pad(${what}, ${around}${value})`;
  // an average is over the cells that there are: what ones come to says of how many
  if (averages) return { layer, lines: [`y = layer(${pad('x')}) / layer(${pad('torch.ones_like(x)')})`] };
  const value = isPooling(setting) ? ', value=float("-inf")' : '';
  return { layer, lines: [`x = ${pad('x', value)}`, 'y = layer(x)'] };
}

const tupleOf = (numbers: readonly number[]): string => `(${numbers.join(', ')})`;

/** PyTorch crops as much at the end as at the start; where Keras crops one more at the end, that is cut off after. */
function cropped(setting: Setting, both: Both): Recipe {
  const excess = forBoth((axis) => both[axis].full - both[axis].size);
  const padding = forBoth((axis) => Math.max(excess[axis], 0) >> 1);
  const added = forBoth((axis) => Math.max(-excess[axis], 0));
  const layer = torchLayer(setting, both, [keyword('padding', padding, ZERO), keyword('output_padding', added, ZERO)]);
  const slices = forBoth((axis) => (excess[axis] - 2 * padding[axis] === 1 ? ':-1' : ':'));
  const isCut = slices.some((slice) => slice !== ':');
  return { layer, lines: ['y = layer(x)', ...(isCut ? [`y = y[..., ${slices.join(', ')}]`] : [])] };
}

/** A program that prints what Keras gives: `transpose` puts the axes of Keras's kernel in PyTorch's order. */
export function torchProgram(setting: Setting): string {
  const { layer, lines } = torchRecipe(setting);
  const weights = [
    `kernel = np.array(${array(setting.kernel)}, "float32")[..., None, None]`,
    'layer.weight.data = torch.tensor(kernel.transpose(3, 2, 0, 1))',
  ];
  return [
    'import numpy as np',
    'import torch',
    '',
    `x = torch.tensor(${array(setting.image)}, dtype=torch.float32)[None, None]`,
    `layer = ${layer}`,
    ...(hasKernel(setting) ? weights : []),
    ...lines,
    'print(y[0, 0].detach().numpy())',
    '',
  ].join('\n');
}

/** In Keras, of what PyTorch's own padding gives where Keras has no such argument; null where `torch` is Keras's own. */
export function kerasRecipe(setting: Setting): Recipe | null {
  const both = axes(setting);
  const { whole, cells, more } = paddingOf(setting, both);
  if (whole || isUpsampling(setting) || setting.padding !== 'same') return null;
  const transposed = isTransposed(setting);
  const kernel = hasKernel(setting);
  const isShort = both.some(({ reach, stride }) => reach < stride);
  const layer = call(`keras.layers.${setting.op}`, [
    kernel ? '1' : null,
    sizes(setting.kernel_size),
    keyword('strides', setting.strides, kernel ? ONE : null),
    transposed && (isAny(more) || isShort) ? `output_padding=${sizes(more)}` : null,
    kernel ? keyword('dilation_rate', setting.dilation_rate, ONE) : null,
    kernel ? 'use_bias=False' : null,
  ]);
  if (!isAny(cells)) return { layer, lines: ['y = layer(x)'] };
  const around = tuple(cells);
  if (transposed) return { layer, lines: ['y = layer(x)', `y = keras.layers.Cropping2D(${around})(y)`] };
  if (setting.op !== 'MaxPooling2D')
    return { layer, lines: [`x = keras.layers.ZeroPadding2D(${around})(x)`, 'y = layer(x)'] };
  const [rows, columns] = cells;
  const pads = `((0, 0), (${rows}, ${rows}), (${columns}, ${columns}), (0, 0))`;
  return { layer, lines: [`x = keras.ops.pad(x, ${pads}, constant_values=float("-inf"))`, 'y = layer(x)'] };
}
