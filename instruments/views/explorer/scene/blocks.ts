/** Several channels folded: blocks with one channel in front, and what each channel adds to the sum. */
import { at, combine, isSeparable, outputChannels } from '../../../arithmetic/index.ts';
import { format } from './look.ts';
import type { Grid, Saying } from './look.ts';
import { biasGrid, inputGrid, kernelGrid } from './operands.ts';
import { canvasGrid } from './results.ts';
import { byPlane, planeCount } from './situation.ts';
import type { Situation } from './situation.ts';

/** The grid in front of so many others. */
function block({ plane: _, ...grid }: Grid, behind: number, suffix: Saying | undefined = grid.suffix): Grid {
  return { ...grid, behind, ...(suffix ? { suffix } : {}) };
}

/** @param front which of the channels @param out which output channel */
export function foldedGrids(situation: Situation, front: number, out: number): Grid[] {
  const { setting } = situation;
  const shown = at(byPlane(situation), front);
  const channels = new Set(setting.planes?.map(({ channel }) => channel));
  const channel = setting.planes?.[front]?.channel ?? 0;
  const others = outputChannels(setting) - 1;
  const canvas = canvasGrid(situation, others ? out : null);
  return [
    block(inputGrid(shown), channels.size - 1, ['front', channel, channels.size - 1]),
    block(kernelGrid(shown), planeCount(setting) - 1),
    ...(isSeparable(setting) ? [scales(situation)] : []),
    sumsGrid(situation),
    ...(setting.use_bias ? [block(biasGrid(setting, out), 0)] : []),
    others ? block(canvas, others, ['front', out, others]) : canvas,
  ];
}

const column = (id: 'pointwise' | 'sums', title: Saying, numbers: readonly (number | null)[]): Grid => ({
  id,
  title,
  rows: numbers.length,
  columns: 1,
  look: (row) => {
    const number = numbers[row] ?? null;
    return { text: number === null ? '' : format(number) };
  },
  cell: () => '',
  frames: [],
});

/** By which a separable convolution multiplies what each channel comes to. */
const scales = ({ setting: { planes = [] } }: Situation): Grid =>
  column(
    'pointwise',
    ['scales'],
    planes.map(({ scale }) => scale),
  );

/** What each channel adds to the cell that is looked at; the cells are empty while none is. */
function sumsGrid(situation: Situation): Grid {
  const { setting, parts } = situation;
  const isIdle = !parts.length;
  const numbers = byPlane(situation).map((plane) => (isIdle ? null : combine({ ...setting, bias: 0 }, plane.parts)));
  return column('sums', ['sums'], numbers);
}
