/** Operations that take a part of a tensor, turn it round or repeat it: each looks at an axis first. */
import { Tensor } from '../../../graph/tensor.ts';
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { NotFollowed, PythonError, Refusal } from '../../../languages/python/errors.ts';
import { Tuple } from '../../../languages/python/values.ts';
import type { Strides } from '../layout.ts';
import type { Reading } from '../reading.ts';
import type { Short } from '../rules.ts';
import { list } from '../text.ts';
import { input } from './rule.ts';
import type { Rule } from './rule.ts';

/** The shape with another size on an axis. */
function withSize(shape: Shape, axis: number, size: Dimension): Shape {
  return shape.map((one, at) => (at === axis ? size : one));
}

/** Axes that are given one by one or together: `flip(1)`, `flip(1, 2)`, `flip([1, 2])`, `roll(x, 1, dims=2)`. */
function distinctAxes(args: Reading, given: readonly number[]): void {
  const axes = given.map((axis) => args.axisOf(axis, input(args).length));
  const twice = axes.find((axis, at) => axes.indexOf(axis) !== at);
  if (twice !== undefined)
    throw new PythonError('RuntimeError', `dim ${twice} appears multiple times in the list of dims`);
}

function numbers(args: Reading, name: string): number[] {
  const { items } = args.value(name) as Tuple;
  return items.flatMap((item) => (typeof item === 'number' ? [item] : ([...(item as Tuple).items] as number[])));
}

const onAxis = (parameters: readonly Short[], run: (args: Reading, shape: Shape, axis: number) => Shape): Rule => ({
  parameters,
  run: (args) => run(args, input(args), args.axis('dim', input(args).length)),
});

/** As `onAxis`, of the cells where they are. */
const inPlace = (
  rule: Rule,
  strides: (strides: Strides, axis: number, args: Reading) => Strides = (strides) => strides,
): Rule => ({
  ...rule,
  strides: (args, from) => strides(from, args.axis('dim', from.length), args),
});

function narrowed(args: Reading, shape: Shape, axis: number): Shape {
  const size = shape[axis] ?? null;
  const [start, length] = [args.integer('start'), args.integer('length')];
  if (size === null) return withSize(shape, axis, length);
  if (start < -size || start > size) {
    const message = `start out of range (expected to be in range of [${-size}, ${size}], but got ${start})`;
    throw new Refusal('IndexError', message, 'size', { input: shape });
  }
  const from = start < 0 ? start + size : start;
  if (from + length > size) {
    const message = `start (${from}) + length (${length}) exceeds dimension size (${size}).`;
    throw new Refusal('RuntimeError', message, 'size', { input: shape });
  }
  return withSize(shape, axis, length);
}

function unfolded(args: Reading, shape: Shape, axis: number): Shape {
  const have = shape[axis] ?? null;
  const [size, step] = [args.integer('size'), args.integer('step')];
  if (have !== null && size > have) {
    const message = `maximum size for tensor at dimension ${axis} is ${have} but size is ${size}`;
    throw new Refusal('RuntimeError', message, 'size', { input: shape });
  }
  if (step <= 0) throw new PythonError('RuntimeError', `step is ${step} but must be > 0`);
  return [...withSize(shape, axis, have === null ? null : Math.floor((have - size) / step) + 1), size];
}

function selected(args: Reading, shape: Shape, axis: number): Shape {
  const [size, index] = [shape[axis] ?? null, args.integer('index')];
  if (size !== null && (index >= size || index < -size)) {
    const message = `select(): index ${index} out of range for tensor of size ${list(shape)} at dimension ${axis}`;
    throw new Refusal('IndexError', message, 'size', { input: shape });
  }
  return shape.filter((_, at) => at !== axis);
}

const repeatInterleaved: Rule = {
  parameters: ['input', 'repeats', ['dim', null], '**kwargs'],
  run: (args) => {
    if (args.value('repeats') instanceof Tensor)
      throw new NotFollowed(args.session.context.unknown('how often each is repeated, the values tell'));
    const times = args.integer('repeats');
    const shape = input(args);
    const many = (size: Dimension): Dimension => (size === null ? null : size * times);
    if (args.value('dim') === null) {
      return [many(shape.reduce<Dimension>((all, one) => (all === null || one === null ? null : all * one), 1))];
    }
    const axis = args.axis('dim', shape.length);
    return withSize(shape, axis, many(shape[axis] ?? null));
  },
};

const rolled: Rule = {
  parameters: ['input', 'shifts', ['dims', null]],
  run: (args) => {
    if (args.value('dims') === null) return input(args);
    const [shifts, dims] = [args.shape('shifts'), args.shape('dims') as number[]];
    if (shifts.length !== dims.length) {
      const message = `shifts and dimensions must align. shifts: ${shifts.length}, dims:${dims.length}`;
      throw new PythonError('RuntimeError', message);
    }
    dims.forEach((axis) => args.axisOf(axis, input(args).length));
    return input(args);
  },
};

const flipped: Rule = {
  parameters: ['input', '*axes', ['dims', null]],
  run: (args) => {
    distinctAxes(args, args.value('dims') === null ? numbers(args, 'axes') : (args.shape('dims') as number[]));
    return input(args);
  },
};

/** Which cells are meant: as many axes as the tensor, and on the others no larger. */
function requireIndex(index: Shape, shape: Shape, axis: number, of: 'input' | 'self', source: Shape | null): void {
  if (index.length !== shape.length) {
    const message = `Index tensor must have the same number of dimensions as ${of} tensor`;
    throw new Refusal('RuntimeError', message, 'size', { input: shape });
  }
  const wrong = index.findIndex((size, at) => at !== axis && (size ?? 0) > (shape[at] ?? Infinity));
  const isLarger = index.some((size, at) => (size ?? 0) > (source?.[at] ?? Infinity));
  if (wrong < 0 && !isLarger) return;
  const ahead = of === 'input' ? `Size does not match at dimension ${wrong} expected` : 'Expected';
  const beside = source ? ` and to be no larger size than src ${list(source)}` : '';
  const apart = `to be no larger than self ${list(shape)} apart from dimension ${axis}${beside}`;
  throw new Refusal('RuntimeError', `${ahead} index ${list(index)} ${apart}`, 'size', { input: shape });
}

function gathered(args: Reading): Shape {
  const [shape, index] = [input(args), args.tensor('index').shape];
  requireIndex(index, shape, args.axis('dim', shape.length), 'input', null);
  return index;
}

/** Cells of a tensor get other values. */
const scattered = onAxis(
  ['input', 'dim', 'index', ['src', null], ['value', null], '*more', '**kwargs'],
  (args, shape, axis) => {
    const source = args.value('src');
    requireIndex(args.tensor('index').shape, shape, axis, 'self', source instanceof Tensor ? source.shape : null);
    return shape;
  },
);

/** Whole slices of a tensor get other values: as many as there are indices. */
const putIn = (name: string): Rule =>
  onAxis(['input', 'dim', 'index', 'source', '**kwargs'], (args, shape, axis) => {
    const indices = args.tensor('index').shape[0] ?? 1;
    const size = args.tensor('source').shape[axis] ?? 1;
    if (indices === size) return shape;
    const told = name === 'index_add_' ? `: (${size}), for dim: ${axis}` : ` (${size})`;
    const message = `${name}(): Number of indices (${indices}) should be equal to source.size(dim)${told}`;
    throw new Refusal('RuntimeError', message, 'size', { input: shape });
  });

export const SELECTING: readonly (readonly [string, Rule])[] = [
  ['flip', flipped],
  ['roll', rolled],
  ['narrow', inPlace(onAxis(['input', 'dim', 'start', 'length'], narrowed))],
  [
    'select',
    inPlace(onAxis(['input', 'dim', 'index'], selected), (strides, axis) => strides.filter((_, at) => at !== axis)),
  ],
  ['repeat_interleave', repeatInterleaved],
  ['gather', { parameters: ['input', 'dim', 'index', '**kwargs'], run: gathered }],
  ...['scatter', 'scatter_', 'scatter_add', 'scatter_add_', 'scatter_reduce', 'scatter_reduce_'].map(
    (name) => [name, scattered] as const,
  ),
  ...['index_add_', 'index_copy_'].flatMap((name) => [
    [name, putIn(name)] as const,
    [name.slice(0, -1), putIn(name)] as const,
  ]),
  ...['index_fill', 'index_fill_'].map(
    (name) => [name, onAxis(['input', 'dim', 'index', 'value'], (_, shape) => shape)] as const,
  ),
  [
    'index_select',
    onAxis(['input', 'dim', 'index', '**kwargs'], (args, shape, axis) =>
      withSize(shape, axis, args.tensor('index').shape[0] ?? null),
    ),
  ],
];

/** `x.unfold(dim, size, step)`: a method only, `F.unfold` is another operation. */
export const unfoldMethod = inPlace(onAxis(['input', 'dim', 'size', 'step'], unfolded), (strides, axis, args) => {
  const own = strides[axis] ?? 1;
  return [...strides.map((one, at) => (at === axis ? own * args.integer('step') : one)), own];
});
