/** Diagonals, and tensors that are put together, stretched or turned. */
import { Tensor } from '../../../graph/tensor.ts';
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { PythonError } from '../../../languages/python/errors.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import { axisIn, tensorOf } from '../reading.ts';
import type { Reading } from '../reading.ts';
import { input, refused } from './rule.ts';
import type { Rule } from './rule.ts';
import { broadcast, concatenated, expandedStrides, expandedTo } from './shapes.ts';

/** How long a diagonal is. */
function diagonalOf(rows: Dimension, columns: Dimension, offset: number): Dimension {
  if (rows === null || columns === null) return null;
  return Math.max(0, offset >= 0 ? Math.min(rows, columns - offset) : Math.min(rows + offset, columns));
}

const DIAGONAL = ['input', ['offset', 0], ['dim1', 0], ['dim2', 1]] as const;

function diagonalAxes(args: Reading, rank: number): [number, number] {
  const [one, other] = [args.axis('dim1', rank), args.axis('dim2', rank)];
  if (one === other)
    throw new PythonError(
      'RuntimeError',
      `diagonal dimensions cannot be identical ${args.integer('dim1')}, ${args.integer('dim2')}`,
    );
  return [one, other];
}

const diagonal: Rule = {
  parameters: DIAGONAL,
  run: (args) => {
    const shape = input(args);
    const axes = diagonalAxes(args, shape.length);
    const [rows, columns] = axes.map((axis) => shape[axis] ?? null) as [Dimension, Dimension];
    return [...shape.filter((_, axis) => !axes.includes(axis)), diagonalOf(rows, columns, args.integer('offset'))];
  },
  strides: (args, strides) => {
    const axes = diagonalAxes(args, strides.length);
    const along = axes.reduce((sum, axis) => sum + (strides[axis] ?? 0), 0);
    return [...strides.filter((_, axis) => !axes.includes(axis)), along];
  },
};

const embedded: Rule = {
  parameters: ['input', ['offset', 0], ['dim1', -2], ['dim2', -1]],
  run: (args) => {
    const shape = input(args);
    const rank = shape.length + 1;
    const size = shape.at(-1) ?? null;
    const side = size === null ? null : size + Math.abs(args.integer('offset'));
    const axes = diagonalAxes(args, rank);
    const rest = shape.slice(0, -1);
    return Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? side : (rest.shift() ?? null)));
  },
};

const diag: Rule = {
  parameters: ['input', ['diagonal', 0]],
  run: (args) => {
    const [shape, offset] = [input(args), args.integer('diagonal')];
    const [rows = null, columns = null] = shape;
    if (shape.length === 1) {
      const side = rows === null ? null : rows + Math.abs(offset);
      return [side, side];
    }
    if (shape.length !== 2) throw refused(`diag(): Supports 1D or 2D tensors. Got ${shape.length}D`, 'rank', shape);
    return [diagonalOf(rows, columns, offset)];
  },
};

/** `hstack`, `vstack`, `dstack`: each tensor gets the axes that it lacks, then they are put together. */
const joined = (axesAtLeast: number, axis: (rank: number) => number): Rule => ({
  parameters: ['tensors'],
  run: (args) => {
    const shapes = args.tensors('tensors').map(({ shape }) => atLeast(shape, axesAtLeast));
    return concatenated(shapes, axis(shapes[0]?.length ?? 0));
  },
});

function atLeast(shape: Shape, rank: number): Shape {
  if (shape.length >= rank) return shape;
  if (rank === 3 && shape.length > 0) return shape.length === 1 ? [1, ...shape, 1] : [...shape, 1];
  return [...Array<number>(rank - shape.length).fill(1), ...shape];
}

function broadcastAll(args: Reading): Shape[] {
  const { items } = args.value('tensors') as Tuple;
  const [only = null] = items;
  const all = only instanceof List || only instanceof Tuple ? only.items : items;
  const shapes = all.map((one) => tensorOf(one, 'an argument of broadcast_tensors', args.session).shape);
  const whole = shapes.reduce(broadcast);
  return shapes.map(() => whole);
}

const stretched: Rule = {
  parameters: ['input', 'size'],
  run: (args) => expandedTo(input(args), args.shape('size')),
  strides: (args, strides) => expandedStrides(input(args), strides, args.shape('size')),
};

/** As `torch.where` reads it: each of the tensors is stretched over the others. */
const stretchedOver = (...names: string[]): Rule => ({
  parameters: ['input', ...names.map((name): [string, null] => [name, null]), '**kwargs'],
  run: (args) =>
    names
      .map((name) => args.value(name))
      .filter((value) => value instanceof Tensor)
      .map((tensor) => tensor.shape)
      .reduce(broadcast, input(args)),
});

const turned: Rule = {
  parameters: ['input', ['k', 1], ['dims', null]],
  run: (args) => {
    const shape = input(args);
    const given = args.value('dims') === null ? [0, 1] : (args.shape('dims') as number[]);
    const [one = 0, other = 1] = given.map((axis) => axisIn(axis, shape.length));
    if (args.integer('k') % 2 === 0) return shape;
    return shape.map((size, axis) => shape[axis === one ? other : axis === other ? one : axis] ?? size);
  },
};

export const ARRANGING: readonly (readonly [string, Rule])[] = [
  ['diagonal', diagonal],
  ['diag_embed', embedded],
  ['diag', diag],
  ['hstack', joined(1, (rank) => (rank === 1 ? 0 : 1))],
  ['vstack', joined(2, () => 0)],
  ['row_stack', joined(2, () => 0)],
  ['dstack', joined(3, () => 2)],
  ['broadcast_to', stretched],
  ['broadcast_tensors', { parameters: ['*tensors'], run: (args) => ({ several: broadcastAll(args) }) }],
  ['lerp', stretchedOver('end', 'weight')],
  ['addcmul', stretchedOver('tensor1', 'tensor2')],
  ['addcdiv', stretchedOver('tensor1', 'tensor2')],
  ['clamp_min', stretchedOver('min')],
  ['clamp_max', stretchedOver('max')],
  ['rot90', turned],
];
