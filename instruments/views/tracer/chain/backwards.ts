/** From a wanted size back: which inputs give it, and which change of one argument of one layer does. */
import { core, definition } from './layers/definitions.ts';
import { layerOf, passed, variants } from './layers/layer.ts';
import type { Layer } from './layers/layer.ts';
import { Refusal } from './layers/refusal.ts';
import type { Shape } from './layers/shape.ts';
import { finished } from './steps.ts';
import type { Steps } from './steps.ts';
import type { Row, Traced } from './trace.ts';

type Value = number | string | null | readonly number[];

/** One argument of one layer gets another value. */
export interface Change {
  readonly row: number;
  readonly key: string;
  readonly value: Value;
  /** Small changes come first. */
  readonly cost: number;
}

/** The sizes of one axis of the input that give what is wanted. */
interface InputSizes {
  readonly axis: number;
  readonly sizes: readonly number[];
}

export interface Answer {
  readonly inputs: readonly InputSizes[];
  /** Whether axes are mixed, so that each was tried with the others as they are. */
  readonly alone: boolean;
  readonly changes: readonly Change[];
  /** Whether it is what is wanted already. */
  readonly hit: boolean;
}

/** The largest input that is tried. */
const LARGEST = 512;

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

const RANGES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['kernel_size', [1, 7]],
  ['pool_size', [1, 7]],
  ['strides', [1, 5]],
  ['dilation_rate', [1, 3]],
  ['output_padding', [0, 4]],
]);

/** What is made, or null where that is refused. */
function tried<Made>(make: () => Made): Made | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** A shape after some layers; null where one is refused, built or called. */
function through(layers: readonly (Layer | null)[], x: Shape): Shape | null {
  return tried(() => {
    let shape = x;
    for (const layer of layers) {
      if (!layer) return null;
      const y = passed(layer, shape);
      if (layer.called(shape, y)?.stage === 'call') return null;
      shape = y;
    }
    return shape;
  });
}

/** A value as Python writes it. */
export function written(value: Value | Shape): string {
  if (value === null) return 'None';
  if (typeof value !== 'object') return JSON.stringify(value);
  const parts = value.map((one) => written(one)).join(', ');
  return value.length === 1 ? `(${parts},)` : `(${parts})`;
}

/** Every list of one value for each axis. */
function combinations<One>(values: readonly One[], rank: number): One[][] {
  if (!(rank > 0)) return [[]];
  return combinations(values, rank - 1).flatMap((list) => values.map((value) => [...list, value]));
}

/** The layers of the rows up to one, also of those that a break left out; null where one cannot be made. */
function layersOf(rows: readonly Row[], at: number): (Layer | null)[] {
  return rows.slice(0, at + 1).map(({ x, item }) =>
    tried(() => {
      const layer = layerOf(item.node);
      if (x) layer.weights(x); // which may need what is not there
      return layer;
    }),
  );
}

/** The axes of an input that have sizes: all but the batch and, where there are more, the channels. */
const axesOf = (input: Shape): number[] =>
  upTo(1, Math.max(2, input.length - 1) - 1).filter((axis) => axis < input.length);

/** The input, as much larger as a row needs to stand. */
export function* enlarging({ rows, input }: Traced, at: number): Steps<Shape | undefined> {
  if (!input) return undefined;
  const layers = layersOf(rows, at);
  const axes = axesOf(input);
  for (const n of upTo(1, LARGEST)) {
    const x = input.map((size, i) => (axes.includes(i) && size !== null ? Math.max(size, n) : size));
    if (through(layers, x)) return x;
    yield;
  }
  return undefined;
}

/**
 * What leads to a wanted size, in one go.
 *
 * @param at the row
 * @param wanted its sizes without the batch, null where any will do
 */
export const backwards = (traced: Traced, at: number, wanted: Shape | null): Answer =>
  finished(reckoned(traced, at, wanted));

/** Whether a shape is what is wanted, on the axes that count. */
type Hits = (y: Shape | null, counts?: (axis: number) => boolean) => boolean;

/** The same in steps. */
export function* reckoned({ rows, input }: Traced, at: number, wanted: Shape | null): Steps<Answer> {
  const layers = layersOf(rows, at);
  const hits: Hits = (y, counts = () => true) => {
    if (!y || !wanted) return y !== null;
    const fits = wanted.every((size, j) => size === null || size === y[j + 1] || !counts(j + 1));
    return fits && y.length === wanted.length + 1;
  };
  const found = yield* inputs(layers, input ?? [], hits, rows);
  return { ...found, changes: yield* changes(layers, rows, hits), hit: hits(rows[at]?.y ?? null) };
}

type Layers = readonly (Layer | null)[];

/** The sizes of each axis of the input, from 1, that give what is wanted. */
function* inputs(
  layers: Layers,
  input: Shape,
  hits: Hits,
  rows: readonly Row[],
): Steps<{ inputs: readonly InputSizes[]; alone: boolean }> {
  const axes = axesOf(input);
  const base = yield* fitting(layers, input, axes);
  if (!base) return { inputs: [], alone: false };
  const answers: (Shape | null)[][] = [];
  for (const axis of axes) {
    const shapes: (Shape | null)[] = [];
    for (const n of upTo(1, LARGEST)) {
      shapes.push(through(layers, base.with(axis, n)));
      yield;
    }
    answers.push(shapes);
  }
  const governs = answers.map(governed);
  const isMixed = (governs[0] ?? []).some((_, j) => governs.filter((axis) => axis[j]).length > 1);
  const alone = isMixed || rows.slice(0, layers.length).some(({ name }) => name === 'Reshape');
  // what another axis of the input governs is not this one's to answer for
  const found = axes.map((axis, a) => {
    const counts = (j: number): boolean => alone || !governs.some((one, b) => b !== a && one[j]);
    return { axis, sizes: upTo(1, LARGEST).filter((n) => hits(answers[a]?.[n - 1] ?? null, counts)) };
  });
  return { inputs: alone || found.every(({ sizes }) => sizes.length > 0) ? found : [], alone };
}

/** The input, or the least that fits, all axes alike. */
function* fitting(layers: Layers, input: Shape, axes: readonly number[]): Steps<number[] | Shape | null> {
  if (through(layers, input)) return input;
  for (const n of upTo(1, LARGEST)) {
    const grown = input.map((size, i) => (axes.includes(i) ? n : size));
    if (through(layers, grown)) return grown;
    yield;
  }
  return null;
}

/** Which axes of the output change with an axis of the input. @param shapes that came out, by the input's size */
function governed(shapes: readonly (Shape | null)[]): boolean[] {
  const given = shapes.filter((shape) => shape !== null);
  return (given[0] ?? []).map((_, j) => j > 0 && new Set(given.map((shape) => shape[j])).size > 1);
}

/** Every change of one argument of one layer that gives what is wanted: the same for all axes first, small ones first. */
function* changes(layers: Layers, rows: readonly Row[], hits: Hits): Steps<Change[]> {
  const found: Change[] = [];
  for (const [row, { x, item }] of rows.slice(0, layers.length).entries()) {
    const inner = core(item.node);
    const known = definition(inner.name);
    const vary = tried(() => variants(item.node));
    const values = tried(() => layerOf(inner).values) ?? {};
    for (const key of x && known ? known.parameters.keys() : []) {
      const now = (values[key] ?? null) as Value;
      for (const value of triesOf(key, known?.parameters.get(key)?.type ?? '', known?.rank ?? 0)) {
        yield;
        if (String(value) === String(now)) continue;
        const changed = tried(() => vary?.({ [key]: value }) ?? null);
        if (x && hits(through([changed, ...layers.slice(row + 1)], x))) found.push(change(row, key, value, now));
      }
    }
  }
  return found.sort((a, b) => a.cost - b.cost || b.row - a.row);
}

/** The values of an argument that are tried. */
function triesOf(key: string, type: string, rank: number): readonly Value[] {
  const range = RANGES.get(key);
  if (!range) return type.startsWith('valid') ? ['valid', 'same'] : [];
  const [from, to] = range;
  return [...(from === 0 ? [null] : []), ...combinations(upTo(from, to), rank)];
}

function change(row: number, key: string, value: Value, now: Value): Change {
  const each = [value].flat();
  const before = [now].flat();
  const isAlike = new Set(each).size === 1;
  const steps = each.map((size, j) => Math.abs(Number(size) - Number(before[j] ?? 0)) || 0);
  return { row, key, value: isAlike ? (each[0] ?? null) : value, cost: (isAlike ? 0 : 10) + Math.max(...steps) };
}
