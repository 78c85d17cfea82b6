/**
 * Which cells of the input a cell of a tensor sees: its receptive field, axis by axis.
 *
 * For every axis it is kept as two functions: the first and the last cell of the input that cell `i` depends on. They
 * are exact through windows, strides, transposed windows and merges alike. The input is thought to go on beyond its
 * edges, as is usual, so that a field may be larger than a small input.
 */
import { Tensor } from './tensor.ts';
import type { Dimension } from './tensor.ts';

/** What cell `i` of an axis sees of the input. The width repeats after `period` cells. */
interface AxisField {
  first(cell: number): number;
  last(cell: number): number;
  readonly period: number;
  /** Where windows alone have moved, `scale · cell + begin` to `scale · cell + end`: one step however deep the net is. */
  readonly line?: Line;
}

interface Line {
  readonly scale: number;
  readonly begin: number;
  readonly end: number;
}

/** The axes that windows have moved over; on every other axis a cell still sees the input's cell at its own place. */
export type Field = ReadonlyMap<number, AxisField>;

/** The input itself. */
export const INPUT: Field = new Map();

/** What a layer does on one axis. */
export type Motion =
  /** A window of `reach` cells moves by `stride`, beginning `before` cells ahead of the first. */
  | { readonly kind: 'window'; readonly reach: number; readonly stride: number; readonly before: number }
  /** Each cell spreads over `reach` cells, `stride` apart, of which the first `before` are cut off. */
  | { readonly kind: 'transposed'; readonly reach: number; readonly stride: number; readonly before: number }
  /** Each cell is repeated. */
  | { readonly kind: 'repeated'; readonly times: number };

/** Motions by axis: `same` moves nothing; null where they are not known. */
export type Motions = ReadonlyMap<number, Motion> | null;
export const STILL: Motions = new Map();

function onLine(line: Line): AxisField {
  const { scale, begin, end } = line;
  return { first: (cell) => scale * cell + begin, last: (cell) => scale * cell + end, period: 1, line };
}

const IDENTITY: AxisField = onLine({ scale: 1, begin: 0, end: 0 });

/** Longer patterns than this are not looked through. */
const LONGEST_PERIOD = 256;

/** Asked for again and again in a graph with many branches: each cell is computed once. */
function remembered(compute: (cell: number) => number): (cell: number) => number {
  const known = new Map<number, number>();
  return (cell) => {
    let value = known.get(cell);
    if (value === undefined) known.set(cell, (value = compute(cell)));
    return value;
  };
}

function moved(before: AxisField, motion: Motion): AxisField {
  if (motion.kind === 'repeated') {
    const source = (cell: number): number => Math.floor(cell / motion.times);
    return field(
      (cell) => before.first(source(cell)),
      (cell) => before.last(source(cell)),
      before.period * motion.times,
    );
  }
  const { reach, stride, before: ahead } = motion;
  if (motion.kind === 'window') {
    if (before.line) {
      const { scale, begin, end } = before.line;
      return onLine({ scale: scale * stride, begin: begin - ahead * scale, end: end + (reach - 1 - ahead) * scale });
    }
    return field(
      (cell) => before.first(cell * stride - ahead),
      (cell) => before.last(cell * stride - ahead + reach - 1),
      before.period,
    );
  }
  return field(
    (cell) => before.first(Math.ceil((cell + ahead - reach + 1) / stride)),
    (cell) => before.last(Math.floor((cell + ahead) / stride)),
    before.period * stride,
  );
}

function field(first: (cell: number) => number, last: (cell: number) => number, period: number): AxisField {
  return { first: remembered(first), last: remembered(last), period };
}

function union(one: AxisField, other: AxisField): AxisField {
  if (one === other) return one;
  if (one.line && one.line.scale === other.line?.scale) {
    const { scale, begin, end } = one.line;
    return onLine({ scale, begin: Math.min(begin, other.line.begin), end: Math.max(end, other.line.end) });
  }
  return field(
    (cell) => Math.min(one.first(cell), other.first(cell)),
    (cell) => Math.max(one.last(cell), other.last(cell)),
    leastCommonMultiple(one.period, other.period),
  );
}

function leastCommonMultiple(one: number, other: number): number {
  const divisor = (left: number, right: number): number => (right === 0 ? left : divisor(right, left % right));
  return (one / divisor(one, other)) * other;
}

/**
 * The field after one layer or operation; undefined where nothing of it depends on the input, null where it is not
 * known.
 *
 * @param inputs the fields of what goes in
 */
function fieldAfter(inputs: readonly (Field | null | undefined)[], motions: Motions): Field | null | undefined {
  const dependent = inputs.filter((one) => one !== undefined);
  if (dependent.length === 0) return undefined;
  if (motions === null || dependent.includes(null)) return null;
  const merged = (dependent as Field[]).reduce(mergedFields);
  const after = new Map(merged);
  for (const [axis, motion] of motions) after.set(axis, moved(merged.get(axis) ?? IDENTITY, motion));
  return [...after.values()].some(({ period }) => period > LONGEST_PERIOD) ? null : after;
}

function mergedFields(one: Field, other: Field): Field {
  if (one === other) return one;
  const merged = new Map(one);
  for (const [axis, right] of other) merged.set(axis, union(one.get(axis) ?? IDENTITY, right));
  for (const [axis, left] of one) if (!other.has(axis)) merged.set(axis, union(left, IDENTITY));
  return merged;
}

/** The number of the input's cells that a cell sees on each axis that windows moved over; the largest of all cells. */
export function receptiveField(tensor: Tensor | undefined): readonly number[] | null {
  const known = tensor?.field;
  if (!known || known.size === 0) return null;
  const axes = [...known].sort(([one], [other]) => one - other);
  return axes.map(([, { first, last, period }]) =>
    Math.max(...Array.from({ length: period }, (_, cell) => last(cell) - first(cell) + 1)),
  );
}

/** How many cells `SAME` puts ahead of an axis; of an open size it is taken that the stride divides it. */
export function aheadOfSame(size: Dimension, reach: number, stride: number): number {
  const outputs = size === null ? 0 : Math.ceil(size / stride);
  const total = size === null ? reach - stride : (outputs - 1) * stride + reach - size;
  return Math.floor(Math.max(0, total) / 2);
}

/** Give the tensors of a result the field that they have after a layer or operation. */
export function sees(tensors: readonly Tensor[], inputs: readonly Tensor[], motions: Motions): void {
  const field = fieldAfter(
    inputs.map((input) => input.field),
    motions,
  );
  for (const tensor of tensors) tensor.field = field;
}

/** Cell by cell, or side by side along `joined`: nothing moves where the inputs lie on each other, else it is not known. */
export function overlaid(inputs: readonly Tensor[], joined: number | null = null): Motions {
  const [first, ...others] = inputs.filter((input) => input.field !== undefined);
  const fits = others.every(
    ({ shape }) =>
      shape.length === first?.shape.length &&
      shape.every((size, axis) => axis === joined || size === first.shape[axis]),
  );
  return fits && !first?.field?.has(joined ?? -1) ? STILL : null;
}
