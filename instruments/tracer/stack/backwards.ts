/** From a wanted size back: which inputs give it, and which change of one argument of one layer does. */
import { argumentsOf, madeAnew, shapeAfter } from '../../frameworks/keras/anew.ts';
import type { ArgumentValue } from '../../frameworks/keras/anew.ts';
import { isInputLayer } from '../../frameworks/keras/models/input.ts';
import type { Shape } from '../../graph/tensor.ts';
import type { Instance } from '../../languages/python/classes.ts';
import type { Interpreter } from '../../languages/python/run/interpreter.ts';
import { LARGEST_SIZE } from '../../repairs/sizes.ts';
import type { ReadStack } from './chain.ts';
import type { Answer, Change, Row } from './stack.ts';

type Steps<Result> = Generator<undefined, Result>;

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** The values that are tried of an argument, for each axis. */
const RANGES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['kernel_size', [1, 7]],
  ['pool_size', [1, 7]],
  ['strides', [1, 5]],
  ['dilation_rate', [1, 3]],
  ['output_padding', [0, 4]],
]);

/** What happens to a shape, asked once of each layer and shape. */
class Passing {
  private readonly known = new Map<Instance, Map<string, Shape | null>>();

  constructor(private readonly interpreter: Interpreter) {}

  /** A shape after some layers; null where one is refused, built or called. */
  through(layers: readonly (Instance | null)[], x: Shape): Shape | null {
    let shape: Shape | null = x;
    for (const layer of layers) {
      if (!layer || !shape) return null;
      shape = this.after(layer, shape);
    }
    return shape;
  }

  private after(layer: Instance, shape: Shape): Shape | null {
    if (isInputLayer(layer)) return shape;
    const known = this.known.get(layer) ?? new Map<string, Shape | null>();
    this.known.set(layer, known);
    const key = shape.join();
    if (!known.has(key)) known.set(key, shapeAfter(layer, shape, this.interpreter));
    return known.get(key) ?? null;
  }
}

/** Every list of one value for each axis. */
function combinations<One>(values: readonly One[], rank: number): One[][] {
  if (!(rank > 0)) return [[]];
  return combinations(values, rank - 1).flatMap((list) => values.map((value) => [...list, value]));
}

/** The axes of an input that have sizes: all but the batch and, where there are more, the channels. */
const axesOf = (input: Shape): number[] =>
  upTo(1, Math.max(2, input.length - 1) - 1).filter((axis) => axis < input.length);

/** The input, as much larger as a row needs to stand; undefined where no size up to 512 is enough. */
export function* enlarging({ stack, layers, interpreter }: ReadStack, at: number): Steps<Shape | undefined> {
  const { input } = stack;
  if (!input) return undefined;
  const passing = new Passing(interpreter);
  const axes = axesOf(input);
  for (const n of upTo(1, LARGEST_SIZE)) {
    const x = input.map((size, i) => (axes.includes(i) && size !== null ? Math.max(size, n) : size));
    if (passing.through(layers.slice(0, at + 1), x)) return x;
    yield;
  }
  return undefined;
}

/** Whether a shape is what is wanted, on the axes that count. */
type Hits = (y: Shape | null, counts?: (axis: number) => boolean) => boolean;

/**
 * What leads to a wanted size, a trial a step.
 *
 * @param at the row
 * @param wanted its sizes without the batch, null where any will do
 */
export function* backwards({ stack, layers, interpreter }: ReadStack, at: number, wanted: Shape | null): Steps<Answer> {
  const { rows, input } = stack;
  const chain = layers.slice(0, at + 1);
  const passing = new Passing(interpreter);
  const hits: Hits = (y, counts = () => true) => {
    if (!y || !wanted) return y !== null;
    const fits = wanted.every((size, j) => size === null || size === y[j + 1] || !counts(j + 1));
    return fits && y.length === wanted.length + 1;
  };
  const found = yield* inputs(chain, input ?? [], hits, rows, passing);
  const changed = yield* changes(chain, rows, hits, passing, interpreter);
  return { ...found, changes: changed, hit: hits(rows[at]?.y ?? null) };
}

type Layers = readonly (Instance | null)[];

/** The sizes of each axis of the input, from 1, that give what is wanted. */
function* inputs(
  layers: Layers,
  input: Shape,
  hits: Hits,
  rows: readonly Row[],
  passing: Passing,
): Steps<Pick<Answer, 'inputs' | 'alone'>> {
  const axes = axesOf(input);
  const base = yield* fitting(layers, input, axes, passing);
  if (!base) return { inputs: [], alone: false };
  const answers: (Shape | null)[][] = [];
  for (const axis of axes) {
    const shapes: (Shape | null)[] = [];
    for (const n of upTo(1, LARGEST_SIZE)) {
      shapes.push(passing.through(layers, base.with(axis, n)));
      yield;
    }
    answers.push(shapes);
  }
  const governs = answers.map(governed);
  const isMixed = (governs[0] ?? []).some((_, j) => governs.filter((axis) => axis[j]).length > 1);
  const alone = isMixed || rows.slice(0, layers.length).some(({ item }) => item.node.name === 'Reshape');
  // what another axis of the input governs is not this one's to answer for
  const found = axes.map((axis, a) => {
    const counts = (j: number): boolean => alone || !governs.some((one, b) => b !== a && one[j]);
    return { axis, sizes: upTo(1, LARGEST_SIZE).filter((n) => hits(answers[a]?.[n - 1] ?? null, counts)) };
  });
  return { inputs: alone || found.every(({ sizes }) => sizes.length > 0) ? found : [], alone };
}

/** The input, or the least that fits, all axes alike. */
function* fitting(layers: Layers, input: Shape, axes: readonly number[], passing: Passing): Steps<Shape | null> {
  if (passing.through(layers, input)) return input;
  for (const n of upTo(1, LARGEST_SIZE)) {
    const grown = input.map((size, i) => (axes.includes(i) ? n : size));
    if (passing.through(layers, grown)) return grown;
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
function* changes(
  layers: Layers,
  rows: readonly Row[],
  hits: Hits,
  passing: Passing,
  interpreter: Interpreter,
): Steps<Change[]> {
  const found: Change[] = [];
  for (const [row, { x }] of rows.slice(0, layers.length).entries()) {
    const layer = layers[row];
    const isInput: boolean = isInputLayer(layer);
    if (!layer || !x || isInput) continue;
    const rank = Number(/\d(?=D)/.exec(rows[row]?.item.node.inner?.name ?? layer.cls.name)?.[0] ?? 0);
    for (const [key, now] of argumentsOf(layer)) {
      for (const value of triesOf(key, layer.cls.name, rank)) {
        yield;
        if (spread(value, rank).join() === spread(now, rank).join()) continue;
        const changed = madeAnew(layer, { [key]: value }, interpreter);
        if (hits(passing.through([changed, ...layers.slice(row + 1)], x)))
          found.push(change(row, key, value, now, rank));
      }
    }
  }
  return found.sort((a, b) => a.cost - b.cost || b.row - a.row);
}

/** The values of an argument that are tried. */
function triesOf(key: string, name: string, rank: number): readonly ArgumentValue[] {
  const range = RANGES.get(key);
  if (!range) return key === 'padding' && !name.startsWith('Zero') ? ['valid', 'same'] : [];
  const [from, to] = range;
  return [...(from === 0 ? [null] : []), ...combinations(upTo(from, to), rank)];
}

function change(row: number, key: string, value: ArgumentValue, now: ArgumentValue, rank: number): Change {
  const each = spread(value, rank);
  const before = spread(now, rank);
  const isAlike = new Set(each).size === 1;
  const steps = each.map((size, j) => Math.abs(Number(size) - Number(before[j] ?? 0)) || 0);
  return { row, key, value: isAlike ? (each[0] ?? null) : value, cost: (isAlike ? 0 : 10) + Math.max(...steps) };
}

/** One value for each axis. */
const spread = (value: ArgumentValue, rank: number): readonly (number | string | null)[] =>
  typeof value === 'object' && value !== null ? value : Array.from({ length: Math.max(1, rank) }, () => value);
