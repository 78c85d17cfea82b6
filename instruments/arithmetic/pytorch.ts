/** The nearest call in PyTorch. */
import { axes, gather, scatter } from './axes.ts';
import type { Axis } from './axes.ts';
import { output } from './cells.ts';
import { forBoth } from './numbers.ts';
import type { Pair } from './numbers.ts';
import { call, keyword, sizes } from './python.ts';
import { hasKernel, isPooling, isScattering, isTransposed, isUpsampling } from './setting.ts';
import type { Setting } from './setting.ts';

export const NAMES = {
  Conv2D: 'Conv2d',
  Conv2DTranspose: 'ConvTranspose2d',
  MaxPooling2D: 'MaxPool2d',
  AveragePooling2D: 'AvgPool2d',
  UpSampling2D: 'Upsample',
} as const;
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

export function paddingOf(setting: Setting, both: readonly [Axis, Axis]): Padding {
  const same = setting.padding === 'same';
  const whole = same && setting.op === 'Conv2D' && both.every(({ stride }) => stride === 1);
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
function torchAxes(setting: Setting, both: readonly [Axis, Axis], padding: Padding): readonly [Axis, Axis] {
  if (isUpsampling(setting)) return both;
  return forBoth((index) => {
    const axis = both[index];
    const around = padding.cells[index];
    if (isTransposed(setting)) return scatter(axis, around, axis.full - 2 * around + padding.more[index]);
    const size = Math.floor((axis.cells + 2 * around - axis.reach) / axis.stride) + 1;
    return gather(axis, around, padding.whole ? axis.size : size);
  });
}

function hintOf(setting: Setting, both: readonly [Axis, Axis], { cells, lacking, more }: Padding): string {
  if (isTransposed(setting)) return (more === lacking ? null : keyword('output_padding', lacking, ZERO)) ?? '';
  const isSymmetric = both.every(({ before, after }) => before === after);
  return setting.op === 'AveragePooling2D' && isAny(cells) && isSymmetric ? 'count_include_pad=False' : '';
}

function written(setting: Setting, both: readonly [Axis, Axis], { whole, cells, more }: Padding): string {
  const name = `torch.nn.${NAMES[setting.op]}`;
  const strides = forBoth((axis) => both[axis].stride);
  if (isUpsampling(setting))
    return call(name, [`scale_factor=${sizes(strides)}`, isScattering(setting) ? null : 'mode="bilinear"']);
  const kernel = hasKernel(setting);
  return call(name, [
    kernel ? '1, 1' : null,
    sizes(setting.kernel_size),
    keyword('stride', strides, isPooling(setting) ? setting.kernel_size : ONE),
    whole ? 'padding="same"' : keyword('padding', cells, ZERO),
    keyword('output_padding', more, ZERO),
    kernel ? keyword('dilation', setting.dilation_rate, ONE) : null,
    kernel ? 'bias=False' : null,
  ]);
}

const isAny = (pair: Pair): boolean => pair.some((cells) => cells !== 0);
