/** Products of vectors and matrices, distances, diagonals, and tensors put together along a fixed axis. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { Tensor } from '../../../graph/tensor.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import { axisIn, tensorOf } from '../reading.ts';
import type { Reading } from '../reading.ts';
import { list } from '../text.ts';
import { input } from './rule.ts';
import type { Rule } from './rule.ts';
import { broadcast, concatenated, expandedStrides, expandedTo, matrices, batches, multiplied } from './shapes.ts';

const differs = (one: Dimension | undefined, other: Dimension | undefined): boolean =>
  one !== null && other !== null && one !== undefined && other !== undefined && one !== other;

function refuse(message: string, kind: string, shape: Shape): Refusal {
  return new Refusal('RuntimeError', message, kind, { input: shape });
}

/** What is added to a product is stretched to it. */
const added = (product: (left: Shape, right: Shape) => Shape, left: string, right: string): Rule => ({
  parameters: ['input', left, right, '*', ['beta', 1], ['alpha', 1]],
  run: (args) => expandedTo(input(args), product(args.tensor(left).shape, args.tensor(right).shape)),
});

const outer: Rule = {
  parameters: ['input', 'vec2'],
  run: (args) => {
    const [self, other] = [input(args), args.tensor('vec2').shape];
    const wrong = [self, other].find((shape) => shape.length !== 1);
    const name = wrong === self ? 'self' : 'vec2';
    if (wrong) throw refuse(`outer: Expected 1-D argument ${name}, but got ${wrong.length}-D`, 'rank', wrong);
    return [...self, ...other];
  },
};

const dot: Rule = {
  parameters: ['input', 'tensor'],
  run: (args) => {
    const [self, other] = [input(args), args.tensor('tensor').shape];
    if (self.length !== 1 || other.length !== 1)
      throw refuse(`1D tensors expected, but got ${self.length}D and ${other.length}D tensors`, 'rank', self);
    return multiplied(self, other);
  },
};

const distances: Rule = {
  parameters: ['x1', 'x2', ['p', 2], ['compute_mode', null]],
  run: (args) => {
    const [one, other] = [args.tensor('x1').shape, args.tensor('x2').shape];
    for (const [name, shape] of [
      ['X1', one],
      ['X2', other],
    ] as const)
      if (shape.length < 2)
        throw refuse(`cdist only supports at least 2D tensors, ${name} got: ${shape.length}D`, 'rank', shape);
    if (differs(one.at(-1), other.at(-1)))
      throw refuse(
        `X1 and X2 must have the same number of columns. X1: ${one.at(-1)} X2: ${other.at(-1)}`,
        'features',
        one,
      );
    return [...broadcast(one.slice(0, -2), other.slice(0, -2)), one.at(-2) ?? null, other.at(-2) ?? null];
  },
};

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
    if (shape.length !== 2) throw refuse(`diag(): Supports 1D or 2D tensors. Got ${shape.length}D`, 'rank', shape);
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

const gridSampled: Rule = {
  parameters: ['input', 'grid', ['mode', 'bilinear'], ['padding_mode', 'zeros'], ['align_corners', null]],
  run: (args) => {
    const [shape, grid] = [input(args), args.tensor('grid').shape];
    const both = `got input with sizes ${list(shape)} and grid with sizes ${list(grid)}`;
    if (differs(shape[0], grid[0]))
      throw refuse(`grid_sampler(): expected grid and input to have same batch size, but ${both}`, 'batch', shape);
    if (differs(grid.at(-1), shape.length - 2)) {
      const message = `grid_sampler(): expected grid to have size ${shape.length - 2} in last dimension, but got grid with sizes ${list(grid)}`;
      throw refuse(message, 'features', shape);
    }
    if (shape.length !== grid.length) {
      const message = `grid_sampler(): expected ${shape.length}D input and grid with same number of dimensions, but ${both}`;
      throw refuse(message, 'rank', shape);
    }
    return [shape[0] ?? null, shape[1] ?? null, ...grid.slice(1, -1)];
  },
};

const affineGrid: Rule = {
  parameters: ['input', 'size', ['align_corners', null]],
  run: (args) => {
    const [theta, size] = [input(args), args.shape('size')];
    const space = size.length - 2;
    if (theta.length !== 3 || differs(theta[1], space) || differs(theta[2], space + 1)) {
      const message = `Expected a batch of ${space}D affine matrices of shape Nx${space}x${space + 1} for size (${size.join(', ')}). Got torch.Size(${list(theta)}).`;
      throw new Refusal('ValueError', message, 'rank', { input: theta });
    }
    batches([size[0] ?? null, 1, space + 1], [theta[0] ?? null, space + 1, space]);
    return [size[0] ?? null, ...size.slice(2), space];
  },
};

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

/** So many draws for each row of probabilities. */
const drawn: Rule = {
  parameters: ['input', 'num_samples', ['replacement', false], '**kwargs'],
  run: (args) => {
    const [shape, count] = [input(args), args.integer('num_samples')];
    const size = shape.at(-1) ?? null;
    if (size !== null && count > size && !args.boolean('replacement'))
      throw refuse('cannot sample n_sample > prob_dist.size(-1) samples without replacement', 'size', shape);
    return [...shape.slice(0, -1), count];
  },
};

export const PRODUCTS: readonly (readonly [string, Rule])[] = [
  ['addmm', added(matrices, 'mat1', 'mat2')],
  ['addbmm', added((left, right) => batches(left, right).slice(1), 'batch1', 'batch2')],
  ['baddbmm', added(batches, 'batch1', 'batch2')],
  ['outer', outer],
  ['ger', outer],
  ['dot', dot],
  ['mv', { parameters: ['input', 'vec'], run: (args) => multiplied(input(args), args.tensor('vec').shape) }],
  ['cdist', distances],
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
  ['grid_sample', gridSampled],
  ['affine_grid', affineGrid],
  ['rot90', turned],
  ['multinomial', drawn],
];
