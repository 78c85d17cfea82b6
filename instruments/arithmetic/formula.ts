/** The size of the output along an axis. */
import { axes } from './axes.ts';
import type { AxisIndex } from './numbers.ts';
import { isTransposed, isUpsampling } from './setting.ts';
import type { Setting } from './setting.ts';

/** In letters (n input cells, k kernel cells, s strides, d dilation, op output_padding), with the numbers put in, and what it comes to. */
export interface Formula {
  letters: string;
  numbers: string;
  size: number;
}

interface Names {
  cells: string | number;
  kernel: string | number;
  stride: string | number;
  dilation: string | number;
  outputPadding: string | number | null;
}

const LETTERS: Names = { cells: 'n', kernel: 'k', stride: 's', dilation: 'd', outputPadding: 'op' };

export function formula(setting: Setting, index: AxisIndex): Formula {
  const axis = axes(setting)[index];
  const letters = { ...LETTERS, outputPadding: axis.outputPadding === null ? null : LETTERS.outputPadding };
  const dilated = axis.dilation > 1;
  return { letters: written(setting, letters, dilated), numbers: written(setting, axis, dilated), size: axis.size };
}

function written(setting: Setting, names: Names, dilated: boolean): string {
  const { cells, kernel, stride, dilation, outputPadding } = names;
  const same = setting.padding === 'same';
  const reach = dilated ? `((${kernel} − 1)·${dilation} + 1)` : kernel;
  const transposed = isTransposed(setting);
  if (isUpsampling(setting) || (transposed && same && outputPadding === null)) return `${cells}·${stride}`;
  if (!transposed) return same ? `⌈${cells} / ${stride}⌉` : `⌊(${cells} − ${reach}) / ${stride}⌋ + 1`;
  const last =
    outputPadding === null ? `max(${reach}, ${stride})` : `${reach}${same ? ' mod 2' : ''} + ${outputPadding}`;
  return `(${cells} − 1)·${stride} + ${last}`;
}
