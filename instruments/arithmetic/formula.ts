/** The size of the output along an axis. */
import { axes } from './axes.ts';
import type { Axis } from './axes.ts';
import type { AxisIndex } from './numbers.ts';
import { isTransposed, isUpsampling } from './setting.ts';
import type { Arguments } from './setting.ts';
import { slidSize } from './windows.ts';

/** In letters (n input cells, k kernel cells, s strides, d dilation, op output_padding), with the numbers put in, and what it comes to. */
export interface Formula {
  letters: string;
  numbers: string;
  size: number;
  /** Of a transposed convolution: the canvas with the numbers put in, and what is cut off it, or added at its end. */
  canvas: Canvas | null;
}

export interface Canvas {
  numbers: string;
  size: number;
  start: number;
  end: number;
  added: number;
}

interface Names {
  cells: string | number;
  kernel: string | number;
  stride: string | number;
  dilation: string | number;
  outputPadding: string | number | null;
}

const LETTERS: Names = { cells: 'n', kernel: 'k', stride: 's', dilation: 'd', outputPadding: 'op' };

export function formula(setting: Arguments, index: AxisIndex): Formula {
  const axis = axes(setting)[index];
  const letters = { ...LETTERS, outputPadding: axis.outputPadding === null ? null : LETTERS.outputPadding };
  const dilated = axis.dilation > 1;
  return {
    letters: written(setting, letters, dilated),
    numbers: written(setting, axis, dilated),
    size: sizeOf(setting, axis),
    canvas: isTransposed(setting) ? canvasOf(axis) : null,
  };
}

/** What the formula comes to: below 0, too, where no window fits by far. The axis itself has no fewer than no cells. */
function sizeOf(setting: Arguments, { size, cells, reach, stride }: Axis): number {
  if (size || isTransposed(setting)) return size;
  return slidSize(cells, { reach, stride, isSame: setting.padding !== 'valid' });
}

function canvasOf({ cells, stride, kernel, dilation, full, size, start, after }: Axis): Canvas {
  const reach = dilation > 1 ? `((${kernel} − 1)·${dilation} + 1)` : kernel;
  const numbers = `(${cells} − 1)·${stride} + ${reach}`;
  return { numbers, size: full, start, end: after, added: Math.max(start + size - full, 0) };
}

function written(setting: Arguments, names: Names, dilated: boolean): string {
  const { cells, kernel, stride, dilation, outputPadding } = names;
  const same = setting.padding === 'same';
  const reach = dilated ? `((${kernel} − 1)·${dilation} + 1)` : kernel;
  const transposed = isTransposed(setting);
  if (isUpsampling(setting) || (transposed && same && outputPadding === null)) return `${cells}·${stride}`;
  if (!transposed)
    return same || setting.padding === 'causal' ? `⌈${cells} / ${stride}⌉` : `⌊(${cells} − ${reach}) / ${stride}⌋ + 1`;
  const last =
    outputPadding === null
      ? `max(${reach}, ${stride})`
      : `${same ? remainder(names, reach) : reach} + ${outputPadding}`;
  return `(${cells} − 1)·${stride} + ${last}`;
}

/** What is left of the kernel where half of it is cut off on either side: once it is known, the number says it best. */
function remainder({ kernel, dilation }: Names, reach: string | number): string {
  const isKnown = typeof kernel === 'number' && typeof dilation === 'number';
  return isKnown ? String(((kernel - 1) * dilation + 1) % 2) : `(${reach} mod 2)`;
}
