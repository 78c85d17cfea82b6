/** What functions and methods on tensors do to shapes, refused in PyTorch's words. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { Ellipsis, Slice, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { axisIn } from '../reading.ts';
import { list } from '../text.ts';

/** Sizes stretched over each other. @throws Refusal `broadcast` */
export function broadcast(left: Shape, right: Shape): Shape {
  const rank = Math.max(left.length, right.length);
  return Array.from({ length: rank }, (_, index): Dimension => {
    const at = index - rank;
    const one = left.length >= -at ? (left.at(at) ?? null) : 1;
    const other = right.length >= -at ? (right.at(at) ?? null) : 1;
    if (one === 1) return other;
    if (other === 1 || one === other || other === null) return one;
    if (one === null) return other;
    const message = `The size of tensor a (${one}) must match the size of tensor b (${other}) at non-singleton dimension ${index}`;
    throw new Refusal('RuntimeError', message, 'broadcast', { left, right });
  });
}

/** `torch.cat`. @throws Refusal `merge` */
export function concatenated(shapes: readonly Shape[], dim: number): Shape {
  const [first] = shapes;
  if (!first) throw new PythonError('RuntimeError', 'torch.cat(): expected a non-empty list of Tensors');
  const axis = axisIn(dim, first.length);
  let sum: Dimension = 0;
  shapes.forEach((shape, index) => {
    if (shape.length !== first.length) {
      throw new Refusal(
        'RuntimeError',
        `Tensors must have same number of dimensions: got ${first.length} and ${shape.length}`,
        'rank',
        { inputs: shapes },
      );
    }
    const wrong = shape.findIndex(
      (size, at) => at !== axis && size !== null && first[at] !== null && size !== first[at],
    );
    if (wrong >= 0) {
      const message = `Sizes of tensors must match except in dimension ${axis}. Expected size ${first[wrong]} but got size ${shape[wrong]} for tensor number ${index} in the list.`;
      throw new Refusal('RuntimeError', message, 'merge', { inputs: shapes, axis });
    }
    const size: Dimension = shape[axis] ?? null;
    sum = sum === null || size === null ? null : sum + size;
  });
  return first.map((size, at) => (at === axis ? sum : size));
}

export function stacked(shapes: readonly Shape[], dim: number): Shape {
  const [first = []] = shapes;
  shapes.forEach((shape, index) => {
    if (list(shape) === list(first)) return;
    const message = `stack expects each tensor to be equal size, but got ${list(first)} at entry 0 and ${list(shape)} at entry ${index}`;
    throw new Refusal('RuntimeError', message, 'merge', { inputs: shapes });
  });
  const axis = axisIn(dim, first.length + 1);
  return [...first.slice(0, axis), shapes.length, ...first.slice(axis)];
}

/** Matrix product with batches in front. @throws Refusal `features` */
export function multiplied(left: Shape, right: Shape): Shape {
  const one = left.length === 1 ? [1, ...left] : left;
  const other = right.length === 1 ? [...right, 1] : right;
  const [inner, outer] = [one.at(-1) ?? null, other.at(-2) ?? null];
  if (inner !== null && outer !== null && inner !== outer) {
    const rows = one.slice(0, -1).reduce<number>((product, size) => product * (size ?? 1), 1);
    const message =
      right.length > 2
        ? `Expected size for first two dimensions of batch2 tensor to be: [${one[0]}, ${inner}] but got: [${other[0]}, ${outer}].`
        : `mat1 and mat2 shapes cannot be multiplied (${rows}x${inner} and ${outer}x${other.at(-1)})`;
    throw new Refusal('RuntimeError', message, 'features', { left, right });
  }
  const ahead = broadcast(one.slice(0, -2), other.slice(0, -2));
  const rows = left.length === 1 ? [] : [one.at(-2) ?? null];
  const columns = right.length === 1 ? [] : [other.at(-1) ?? null];
  return [...ahead, ...rows, ...columns];
}

export function reduced(shape: Shape, axes: readonly number[] | null, keepdim: boolean): Shape {
  if (keepdim) return shape.map((size, axis) => (axes === null || axes.includes(axis) ? 1 : size));
  return axes === null ? [] : shape.filter((_, axis) => !axes.includes(axis));
}

export function swapped(shape: Shape, one: number, other: number): Shape {
  const [i, j] = [axisIn(one, shape.length), axisIn(other, shape.length)];
  return shape.map((size, axis) => (axis === i ? (shape[j] ?? null) : axis === j ? (shape[i] ?? null) : size));
}

export function permuted(shape: Shape, order: readonly number[]): Shape {
  const axes = order.map((axis) => axisIn(axis, shape.length));
  if (axes.length !== shape.length) {
    const message = `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${shape.length} is not equal to len(dims) = ${axes.length}`;
    throw new Refusal('RuntimeError', message, 'rank', { input: shape });
  }
  if (new Set(axes).size !== axes.length)
    throw new PythonError('RuntimeError', 'permute(): duplicate dims are not allowed.');
  return axes.map((axis) => shape[axis] ?? null);
}

export function moved(shape: Shape, source: readonly number[], destination: readonly number[]): Shape {
  const from = source.map((axis) => axisIn(axis, shape.length));
  const to = destination.map((axis) => axisIn(axis, shape.length));
  const rest = shape.map((_, axis) => axis).filter((axis) => !from.includes(axis));
  return shape.map(
    (_, axis) => shape[to.includes(axis) ? (from[to.indexOf(axis)] as number) : (rest.shift() as number)] ?? null,
  );
}

/** Only axes of size 1 go; others stay without a word. */
export function squeezed(shape: Shape, axes: readonly number[] | null): Shape {
  return shape.filter((size, axis) => size !== 1 || (axes !== null && !axes.includes(axis)));
}

export function unsqueezed(shape: Shape, dim: number): Shape {
  const axis = axisIn(dim, shape.length + 1);
  return [...shape.slice(0, axis), 1, ...shape.slice(axis)];
}

export function expandedTo(shape: Shape, sizes: Shape): Shape {
  const ahead = sizes.length - shape.length;
  return sizes.map((size, axis) => {
    const own = axis < ahead ? 1 : (shape[axis - ahead] ?? null);
    if (size === -1) return own;
    if (own === 1 || own === size || own === null || size === null) return size;
    const message = `The expanded size of the tensor (${size}) must match the existing size (${own}) at non-singleton dimension ${axis}.  Target sizes: ${list(sizes)}.  Tensor sizes: ${list(shape)}`;
    throw new Refusal('RuntimeError', message, 'broadcast', { input: shape, sizes });
  });
}

export function repeated(shape: Shape, times: readonly number[]): Shape {
  const ahead = times.length - shape.length;
  if (ahead < 0) {
    const message = 'Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor';
    throw new PythonError('RuntimeError', message);
  }
  return times.map((count, axis) => {
    const size = axis < ahead ? 1 : (shape[axis - ahead] ?? null);
    return size === null ? null : size * count;
  });
}

/** `chunk`: as many parts, the last one smaller. */
export function chunked(shape: Shape, count: number, dim: number): Shape[] {
  const axis = axisIn(dim, shape.length);
  const size = shape[axis] ?? null;
  return size === null ? Array.from({ length: count }, () => shape) : parts(shape, Math.ceil(size / count), axis);
}

/** `split`: parts of a size, or of the sizes given. @throws RuntimeError where they do not add up */
export function split(shape: Shape, sizes: number | readonly number[], dim: number): Shape[] {
  const axis = axisIn(dim, shape.length);
  if (typeof sizes === 'number') return parts(shape, sizes, axis);
  const size = shape[axis] ?? null;
  if (size !== null && sizes.reduce((sum, one) => sum + one, 0) !== size) {
    const message = `split_with_sizes expects split_sizes to sum exactly to ${size} (input tensor's size at dimension ${axis}), but got split_sizes=[${sizes.join(', ')}]`;
    throw new Refusal('RuntimeError', message, 'size', { input: shape });
  }
  return sizes.map((one) => shape.map((other, at) => (at === axis ? one : other)));
}

function parts(shape: Shape, length: number, axis: number): Shape[] {
  const size = shape[axis] ?? 0;
  return Array.from({ length: Math.ceil(size / length) }, (_, index) =>
    shape.map((other, at) => (at === axis ? Math.min(length, size - index * length) : other)),
  );
}

/** `x[…]` with numbers, slices, `None` and `...`. */
export function indexed(shape: Shape, key: Value): Shape {
  const items = key instanceof Tuple ? key.items : [key];
  const named = items.filter((item) => item !== null && !(item instanceof Ellipsis)).length;
  if (named > shape.length) {
    throw new PythonError('IndexError', `too many indices for tensor of dimension ${shape.length}`);
  }
  const output: Dimension[] = [];
  let axis = 0;
  for (const item of items) {
    if (item === null) output.push(1);
    else if (item instanceof Ellipsis) {
      output.push(...shape.slice(axis, axis + shape.length - named));
      axis += shape.length - named;
    } else if (item instanceof Slice) output.push(sliced(shape[axis++] ?? null, item));
    else requireIndex(item, shape[axis] ?? null, axis++);
  }
  return [...output, ...shape.slice(axis)];
}

function requireIndex(item: Value, size: Dimension, axis: number): void {
  if (typeof item !== 'number' || size === null || (item < size && item >= -size)) return;
  throw new PythonError('IndexError', `index ${item} is out of bounds for dimension ${axis} with size ${size}`);
}

function sliced(size: Dimension, { start, stop, step }: Slice): Dimension {
  if (start === null && stop === null && step === null) return size;
  if (size === null) return null;
  const edge = (value: Value, usual: number): number => {
    if (typeof value !== 'number') return usual;
    return Math.min(Math.max(value < 0 ? value + size : value, 0), size);
  };
  const stride = typeof step === 'number' ? step : 1;
  if (stride <= 0) throw new PythonError('ValueError', 'step must be greater than zero');
  return Math.max(0, Math.ceil((edge(stop, size) - edge(start, 0)) / stride));
}
