/** What each output cell is made of, and what it comes to. */
import { axes } from './axes.ts';
import type { Axis, Link } from './axes.ts';
import { at, cellAt, range } from './numbers.ts';
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
  const [first, ...others] = planes.map((own, plane) => planeTerms({ ...setting, ...own }, both, plane));
  for (const other of others)
    for (const [row, cells] of other.entries())
      for (const [column, cell] of cells.entries()) first?.[row]?.[column]?.push(...cell);
  return first ?? [];
}

/** The same of one cell; the canvas as a whole need not be reckoned. */
export function allTermsAt(setting: Setting, both: readonly [Axis, Axis], place: Pair): Term[] {
  const { planes } = setting;
  if (!planes) return termsAt(setting, both, place);
  return planes.flatMap((own, plane) => termsAt({ ...setting, ...own }, both, place, plane));
}

/** What each cell of the canvas comes to: the same as its terms do, without a record of them. */
export function canvasOf(setting: Setting, both: readonly [Axis, Axis]): number[][] {
  const [rows, columns] = both;
  if (!hasKernel(setting))
    return rows.links.map((_, row) =>
      columns.links.map((__, column) => combine(setting, allTermsAt(setting, both, [row, column]))),
    );
  const across = columns.links.flatMap((links, column) =>
    links.map(({ input, kernel }) => ({ column, input, kernel })),
  );
  return rows.links.map((down) => sumsOf(setting, down, across, columns.links.length));
}

/** Of one row of the canvas, whose cells are made of what `down` links; `across` has the links of all its columns. */
function sumsOf(
  setting: Setting,
  down: readonly Link[],
  across: readonly { column: number; input: number; kernel: number }[],
  columns: number,
): number[] {
  const { planes, bias = 0 } = setting;
  const sums = new Array<number>(columns).fill(0);
  for (const { kernel, image, scale } of planes ?? [{ ...setting, scale: 1 }])
    for (const row of down) {
      const [weights, values] = [at(kernel, row.kernel), at(image, row.input)];
      for (const { column, input, kernel } of across)
        sums[column] = at(sums, column) + at(weights, kernel) * at(values, input) * scale;
    }
  return sums.map((sum) => sum + bias);
}

function planeTerms(setting: Setting, both: readonly [Axis, Axis], plane?: number): Term[][][] {
  const [rows, columns] = both;
  const each = (row: number, column: number): Term[] => termsAt(setting, both, [row, column], plane);
  return rows.links.map((_, row) => columns.links.map((__, column) => each(row, column)));
}

/** Of one cell of the canvas and one channel; the canvas as a whole need not be reckoned. */
function termsAt(setting: Setting, both: readonly [Axis, Axis], [y, x]: Pair, plane?: number): Term[] {
  const ofPlane = plane === undefined ? {} : { plane };
  const isWeighted = hasKernel(setting);
  const made: Term[] = [];
  for (const row of at(both[0].links, y))
    for (const column of at(both[1].links, x))
      made.push({
        input: [row.input, column.input],
        kernel: [row.kernel, column.kernel],
        weight: isWeighted ? cellAt(setting.kernel, row.kernel, column.kernel) : row.weight * column.weight,
        value: cellAt(setting.image, row.input, column.input),
        ...ofPlane,
      });
  return made;
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
