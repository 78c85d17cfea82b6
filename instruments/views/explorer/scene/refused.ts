/** What is to be seen of a setting that Keras refuses: the window that hangs over the edge, the stamp that has no place. */
import { axes, cellAt, channelsOf, hasKernel, isTransposed, range } from '../../../arithmetic/index.ts';
import type { Axis, Pair, Refusal, Setting } from '../../../arithmetic/index.ts';
import { format } from './look.ts';
import type { Colour, Frame, Grid, GridId, Look, Saying } from './look.ts';

interface Drawn {
  setting: Setting;
  both: readonly [Axis, Axis];
}

/** Rows, then columns. */
type Cells = readonly [Axis, Axis];

/** The grids, of which nothing can be set or stepped through. */
export function refusedGrids(setting: Setting, { why }: Refusal): Grid[] {
  if (why === 'filters' || why === 'groups') return [parted(setting, why)];
  const drawn: Drawn = { setting, both: axes(setting) };
  const operands = isTransposed(setting) ? [inputGrid(drawn)] : [];
  if (hasKernel(setting)) operands.push(kernelGrid(drawn));
  if (why === 'window' || why === 'pool') return [hanging(drawn), ...operands];
  if (why === 'dilation') return isTransposed(setting) ? [...operands, apart(drawn)] : [apart(drawn), ...operands];
  return [...operands, why === 'output_padding' ? beyond(drawn) : cut(drawn)];
}

const still = (id: GridId, title: Saying, [rows, columns]: Pair, look: Grid['look'], frames: Frame[] = []): Grid => ({
  id,
  title,
  rows,
  columns,
  look,
  cell: () => '',
  frames,
});

const pairOf = (both: Cells, of: (axis: Axis) => number): Pair => [of(both[0]), of(both[1])];

function inputGrid({ setting }: Drawn): Grid {
  const size = [setting.height, setting.width] as const;
  return still('input', ['input', ...size], size, (row, column) => ({
    text: format(cellAt(setting.image, row, column)),
  }));
}

function kernelGrid({ setting, both }: Drawn): Grid {
  const size = pairOf(both, ({ kernel }) => kernel);
  return still('kernel', ['kernel'], size, (row, column) => ({ text: format(cellAt(setting.kernel, row, column)) }));
}

/** Whether a window that begins at a cell has a kernel cell there, and not a gap. */
function taps([down, across]: Cells, [top, left]: Pair): (row: number, column: number) => boolean {
  const on = ({ dilation, reach }: Axis, place: number): boolean =>
    place >= 0 && place < reach && place % dilation === 0;
  return (row, column) => on(down, row - top) && on(across, column - left);
}

/** The input's cell, or, where there is none, nothing but what a window wants there. */
function inputLook({ setting }: Drawn, wanted: (row: number, column: number) => boolean): Grid['look'] {
  return (row, column): Look | null => {
    const isThere = row < setting.height && column < setting.width;
    if (!isThere) return wanted(row, column) ? { text: '', hatch: true } : null;
    return { text: format(cellAt(setting.image, row, column)), mark: wanted(row, column) };
  };
}

const windowAt = (both: Cells, [row, column]: Pair, colour: Colour): Frame => ({
  row,
  column,
  rows: both[0].reach,
  columns: both[1].reach,
  colour,
});

/** The first window, larger than the input. */
function hanging(drawn: Drawn): Grid {
  const { both } = drawn;
  const size = pairOf(both, ({ cells, reach }) => Math.max(cells, reach));
  const window = pairOf(both, ({ reach }) => reach);
  const look = inputLook(drawn, taps(both, [0, 0]));
  return still('input', ['hanging', ...window], size, look, [windowAt(both, [0, 0], 'focus')]);
}

/** Two windows, or two stamps, that are strides apart and have gaps. */
function apart({ setting, both }: Drawn): Grid {
  const next = pairOf(both, ({ stride }) => stride);
  const [first, second] = [taps(both, [0, 0]), taps(both, next)];
  const size = pairOf(both, ({ cells, stride, reach }) => Math.max(isTransposed(setting) ? 0 : cells, stride + reach));
  const look = (row: number, column: number): Look => {
    const isCell = !isTransposed(setting) && row < setting.height && column < setting.width;
    const fills: Colour[] = [];
    if (first(row, column)) fills.push('blue');
    if (second(row, column)) fills.push('orange');
    return { text: isCell ? format(cellAt(setting.image, row, column)) : '', fills };
  };
  const frames = [windowAt(both, [0, 0], 'blue'), windowAt(both, next, 'orange')];
  const isStamp = isTransposed(setting);
  return still(isStamp ? 'canvas' : 'input', [isStamp ? 'stampsApart' : 'windowsApart'], size, look, frames);
}

/** Channels in groups of equal size, and those that are left over. */
function parted(setting: Setting, why: 'filters' | 'groups'): Grid {
  const { channels, filters, groups } = channelsOf(setting);
  const [name, count] = why === 'filters' ? ['filters', filters] : ['channels', channels];
  const each = Math.floor(count / groups);
  const frames = range(each ? groups : 0).map((group): Frame => {
    return { row: 0, column: group * each, rows: 1, columns: each, colour: 'focus' };
  });
  const look = (_: number, column: number): Look => ({ text: String(column), hatch: column >= groups * each });
  return still('input', [name, count, groups], [1, count], look, frames);
}

/** The canvas, what output_padding adds, and where one more stamp would begin: it adds no less than a whole stride. */
function beyond({ both }: Drawn): Grid {
  const whole = pairOf(both, ({ full, outputPadding }) => full + (outputPadding ?? 0));
  const next = pairOf(both, ({ cells, stride, outputPadding }) =>
    (outputPadding ?? 0) >= stride ? cells * stride : 0,
  );
  const size = pairOf(both, ({ full, outputPadding, cells, stride, reach }) =>
    (outputPadding ?? 0) >= stride
      ? Math.max(full + (outputPadding ?? 0), cells * stride + reach)
      : full + (outputPadding ?? 0),
  );
  const look = (row: number, column: number): Look | null => {
    if (row >= whole[0] || column >= whole[1]) return null;
    return { text: '', hatch: row >= both[0].full || column >= both[1].full };
  };
  const canvas = { row: 0, column: 0, rows: both[0].full, columns: both[1].full, colour: 'ink' } as const;
  return still('canvas', ['beyond'], size, look, [canvas, windowAt(both, next, 'orange')]);
}

/** The canvas, and, in a frame, what would be kept of it; nothing, where the size comes to none. */
function cut({ both }: Drawn): Grid {
  const size = pairOf(both, ({ full }) => full);
  const [down, across] = pairOf(both, (axis) => Math.max(axis.size, 0));
  const kept = (axis: Axis): number[] => range(axis.size).map((cell) => axis.start + cell);
  const [rows, columns] = [kept(both[0]), kept(both[1])];
  const look = (row: number, column: number): Look => ({
    text: '',
    hatch: !rows.includes(row) || !columns.includes(column),
  });
  if (down === 0 || across === 0) return still('canvas', ['canvas', ...size], size, look);
  const frame = { row: both[0].start, column: both[1].start, rows: down, columns: across, colour: 'ink' } as const;
  return still('canvas', ['wanted', ...size, down, across], size, look, [frame]);
}
