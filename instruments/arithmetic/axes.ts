/** One axis of a layer: its sizes, and which input cells each output cell is made of. Formulas: keras/src/ops/operation_utils.py. */
import { forBoth, range } from './numbers.ts';
import type { AxisIndex } from './numbers.ts';
import { hasKernel, isScattering, isTransposed, isUpsampling } from './setting.ts';
import type { Arguments } from './setting.ts';
import { reachOf, slidSize, transposedSize } from './windows.ts';

/** All in cells; `reach` is the kernel with the gaps of its dilation. */
export interface Window {
  cells: number;
  kernel: number;
  stride: number;
  dilation: number;
  reach: number;
  outputPadding: number | null;
}

/** A part of an output cell: of which input cell, by way of which kernel cell, with what weight. */
export interface Link {
  input: number;
  kernel: number;
  weight: number;
}

export interface Axis extends Window {
  /** Output cells. */
  size: number;
  /** Cells that stamps cover; where there are none, as `size`. */
  full: number;
  /** The first cell of the canvas that is kept. */
  start: number;
  /** Cells padded before the input, or cropped from the start of the canvas. */
  before: number;
  /** The same at the end. */
  after: number;
  /** Of each cell of the canvas. */
  links: Link[][];
}

/** Windows `stride` apart, over the input and `before` more cells at its start. */
export function gather(window: Window, before: number, size: number): Axis {
  const { cells, kernel, stride, dilation, reach } = window;
  const links = range(size).map((output) =>
    range(kernel)
      .map((tap) => ({ input: output * stride + tap * dilation - before, kernel: tap, weight: 1 }))
      .filter(({ input }) => input >= 0 && input < cells),
  );
  const after = Math.max((size - 1) * stride + reach - cells - before, 0);
  return { ...window, size, full: size, start: 0, before, after, links };
}

/** Stamps `stride` apart, of which `size` cells from `start` on are kept. */
export function scatter(window: Window, start: number, size: number): Axis {
  const full = fullSize(window);
  const links = range(Math.max(full, start + size)).map((): Link[] => []);
  for (const input of range(window.cells))
    for (const kernel of range(window.kernel))
      links[input * window.stride + kernel * window.dilation]?.push({ input, kernel, weight: 1 });
  return { ...window, size, full, start, before: start, after: Math.max(full - start - size, 0), links };
}

/** Each output cell between two input cells, measured from middle to middle. */
function blend(window: Window, size: number): Axis {
  const { cells, stride } = window;
  const links = range(size).map((output) => {
    const middle = Math.min(Math.max((output + 0.5) / stride - 0.5, 0), cells - 1);
    return range(cells)
      .map((input) => ({ input, kernel: 0, weight: 1 - Math.abs(middle - input) }))
      .filter(({ weight }) => weight > 0);
  });
  return { ...window, size, full: size, start: 0, before: 0, after: 0, links };
}

const fullSize = ({ cells, stride, reach }: Window): number => (cells - 1) * stride + reach;

function windowOf(setting: Arguments, axis: AxisIndex): Window {
  const cells = axis === 0 ? setting.height : setting.width;
  const stride = (setting.strides ?? setting.kernel_size)[axis];
  const copies = isScattering(setting) ? stride : 1; // of a cell that is upsampled
  const kernel = isUpsampling(setting) ? copies : setting.kernel_size[axis];
  const dilation = hasKernel(setting) ? setting.dilation_rate[axis] : 1;
  const outputPadding = setting.output_padding?.[axis] ?? null;
  return { cells, kernel, stride, dilation, reach: reachOf(kernel, dilation), outputPadding };
}

/** The rows' axis and the columns', of any setting, also of one that Keras refuses. */
export function axes(setting: Arguments): [Axis, Axis] {
  const isSame = setting.padding === 'same';
  return forBoth((index) => {
    const window = windowOf(setting, index);
    const { cells, stride, reach, outputPadding } = window;
    if (isUpsampling(setting))
      return isScattering(setting) ? scatter(window, 0, cells * stride) : blend(window, cells * stride);
    if (isTransposed(setting)) {
      const size = transposedSize(cells, { reach, stride, isSame }, outputPadding);
      return scatter(window, Math.max(fullSize(window) - size, 0) >> 1, size);
    }
    const isCausal = setting.padding === 'causal';
    const size = Math.max(slidSize(cells, { reach, stride, isSame: isSame || isCausal }), 0);
    const around = isSame ? Math.max((size - 1) * stride + reach - cells, 0) >> 1 : 0;
    const before = isCausal ? reach - 1 : around;
    return gather(window, before, size);
  });
}
