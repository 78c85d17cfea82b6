/** What gives in one framework the very values of the other's layer, as lines over `x` that leave `y`. */
import { axes } from './axes.ts';
import type { Axis } from './axes.ts';
import { kerasLayer } from './keras.ts';
import { forBoth } from './numbers.ts';
import type { Pair } from './numbers.ts';
import { keyword, tuple } from './python.ts';
import { paddingOf, torchLayer, upsample } from './pytorch.ts';
import { isLine, isPooling, isTransposed, isUpsampling, spatial } from './setting.ts';
import type { Arguments } from './setting.ts';

/** The layer, and the lines that call it. */
export interface Recipe {
  layer: string;
  lines: string[];
}

type Both = readonly [Axis, Axis];

const ZERO: Pair = [0, 0];

const isAny = (pair: Pair): boolean => pair.some((cells) => cells !== 0);

/** In PyTorch, of a setting that Keras takes; `x` and `y` have the channel before height and width. */
export function torchRecipe(setting: Arguments): Recipe {
  const both = axes(setting);
  if (isUpsampling(setting)) return plain(upsample(setting, both));
  return isTransposed(setting) ? cropped(setting, both) : padded(setting, both);
}

const plain = (layer: string): Recipe => ({ layer, lines: ['y = layer(x)'] });

/** PyTorch's layers pad as much at the end as at the start; where Keras pads more at the end, the input is padded before. */
function padded(setting: Arguments, both: Both): Recipe {
  const before = forBoth((axis) => both[axis].before);
  const { whole } = paddingOf(setting, both);
  if (whole) return plain(torchLayer(setting, both, ['padding="same"']));
  const isEven = both.every((axis) => axis.before === axis.after);
  const averages = setting.op === 'AveragePooling2D';
  if (isEven) {
    const uncounted = averages && isAny(before) ? 'count_include_pad=False' : null;
    return plain(torchLayer(setting, both, [keyword('padding', spatial(setting, before), ZERO), uncounted]));
  }
  const layer = torchLayer(setting, both, []);
  const [rows, columns] = both;
  const last = [columns.before, columns.after];
  const around = tuple(isLine(setting) ? last : [...last, rows.before, rows.after]);
  const pad = (what: string, value = ''): string => `torch.nn.functional.pad(${what}, ${around}${value})`;
  // an average is over the cells that there are: what ones come to says of how many
  if (averages) return { layer, lines: [`y = layer(${pad('x')}) / layer(${pad('torch.ones_like(x)')})`] };
  const value = isPooling(setting) ? ', value=float("-inf")' : '';
  return { layer, lines: [`x = ${pad('x', value)}`, 'y = layer(x)'] };
}

/** PyTorch crops as much at the end as at the start; where Keras crops one more at the end, that is cut off after. */
function cropped(setting: Arguments, both: Both): Recipe {
  const excess = forBoth((axis) => both[axis].full - both[axis].size);
  const padding = forBoth((axis) => Math.max(excess[axis], 0) >> 1);
  const added = forBoth((axis) => Math.max(-excess[axis], 0));
  const layer = torchLayer(setting, both, [
    keyword('padding', spatial(setting, padding), ZERO),
    keyword('output_padding', spatial(setting, added), ZERO),
  ]);
  const odd = forBoth((axis) => excess[axis] - 2 * padding[axis]);
  const slices = spatial(setting, odd).map((cells) => (cells === 1 ? ':-1' : ':'));
  const isCut = slices.some((slice) => slice !== ':');
  return { layer, lines: ['y = layer(x)', ...(isCut ? [`y = y[..., ${slices.join(', ')}]`] : [])] };
}

/** In Keras, of what PyTorch's own padding gives where Keras has no such argument; null where `torch` is Keras's own. */
export function kerasRecipe(setting: Arguments): Recipe | null {
  const both = axes(setting);
  const { whole, cells, more } = paddingOf(setting, both);
  if (whole || isUpsampling(setting) || setting.padding !== 'same') return null;
  const transposed = isTransposed(setting);
  const isShort = both.some(({ reach, stride }) => reach < stride);
  const layer = kerasLayer(setting, 'valid', transposed && (isAny(more) || isShort) ? more : null);
  if (!isAny(cells)) return { layer, lines: ['y = layer(x)'] };
  const [name, around] = isLine(setting) ? ['1D', String(cells[1])] : ['2D', tuple(cells)];
  if (transposed) return { layer, lines: ['y = layer(x)', `y = keras.layers.Cropping${name}(${around})(y)`] };
  if (setting.op !== 'MaxPooling2D')
    return { layer, lines: [`x = keras.layers.ZeroPadding${name}(${around})(x)`, 'y = layer(x)'] };
  const [rows, columns] = cells;
  const pads = `((0, 0), (${rows}, ${rows}), (${columns}, ${columns}), (0, 0))`;
  return { layer, lines: [`x = keras.ops.pad(x, ${pads}, constant_values=float("-inf"))`, 'y = layer(x)'] };
}
