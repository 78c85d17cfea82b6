/** What each output cell is made of, and what it comes to. */
import { axes } from './axes.ts';
import type { Axis } from './axes.ts';
import { cellAt, range } from './numbers.ts';
import type { Pair } from './numbers.ts';
import { hasKernel, isPooling } from './setting.ts';
import type { Setting } from './setting.ts';

/** weight · value; `input` and `kernel` are the cells that these come from. */
export interface Term {
  input: Pair;
  kernel: Pair;
  weight: number;
  value: number;
  /** Which of the planes; where there are no channels it is not given. */
  plane?: number;
}

/** Of each cell of the canvas, of all channels. */
export function terms(setting: Setting, both: readonly [Axis, Axis] = axes(setting)): Term[][][] {
  const { planes } = setting;
  if (!planes) return planeTerms(setting, both);
  const each = planes.map(({ image, kernel }, plane) =>
    planeTerms({ ...setting, image, kernel }, both).map((row) =>
      row.map((cell) => cell.map((term) => ({ ...term, plane }))),
    ),
  );
  return both[0].links.map((_, row) =>
    both[1].links.map((__, column) => each.flatMap((plane) => cellAt(plane, row, column))),
  );
}

function planeTerms(setting: Setting, [rows, columns]: readonly [Axis, Axis]): Term[][][] {
  return rows.links.map((down) =>
    columns.links.map((across) =>
      down.flatMap((row) =>
        across.map((column) => ({
          input: [row.input, column.input],
          kernel: [row.kernel, column.kernel],
          weight: hasKernel(setting) ? cellAt(setting.kernel, row.kernel, column.kernel) : row.weight * column.weight,
          value: cellAt(setting.image, row.input, column.input),
        })),
      ),
    ),
  );
}

/** What a cell comes to. An average is over the cells that there are, or over `count`. */
export function combine(setting: Setting, all: readonly Term[], count: number = all.length): number {
  if (setting.op === 'MaxPooling2D') return Math.max(...all.map(({ value }) => value));
  const { planes, bias = 0 } = setting;
  const scaled = ({ weight, value, plane }: Term): number =>
    weight * value * (plane === undefined ? 1 : (planes?.[plane]?.scale ?? 1));
  const sum = all.reduce((total, term) => total + scaled(term), 0);
  return isPooling(setting) ? sum / count : sum + bias;
}

/** What is kept of something that each cell of the canvas has. */
export function kept<Entry>([rows, columns]: readonly [Axis, Axis], canvas: readonly (readonly Entry[])[]): Entry[][] {
  const wanted = canvas.slice(rows.start, rows.start + rows.size);
  return wanted.map((row) => row.slice(columns.start, columns.start + columns.size));
}

/** The layer's result; `count` is what an average divides by. */
export function output(setting: Setting, both: readonly [Axis, Axis] = axes(setting), count?: number): number[][] {
  return kept(both, terms(setting, both)).map((row) => row.map((all) => combine(setting, all, count)));
}

/** Which input cell stands where, among the zeros that are put between (`gap` apart) and around; -1 for the zeros. */
export function spread(cells: number, gap: number, before: number, after: number): number[] {
  const length = before + (cells - 1) * gap + 1 + after;
  return range(length).map((place) => range(cells).indexOf((place - before) / gap));
}
