/** What functions and methods on tensors do to shapes, refused in PyTorch's words. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Tensor } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { Ellipsis, List, Slice, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Strides } from '../layout.ts';
import { axisIn } from '../reading.ts';
import { list } from '../text.ts';

/** Sizes stretched over each other, from the last axis on. @throws Refusal `broadcast` */
export function broadcast(left: Shape, right: Shape): Shape {
  const rank = Math.max(left.length, right.length);
  const output: Dimension[] = [];
  for (let at = -1; at >= -rank; at--) {
    const one = left.length >= -at ? (left.at(at) ?? null) : 1;
    const other = right.length >= -at ? (right.at(at) ?? null) : 1;
    if (one !== null && other !== null && one !== other && one !== 1 && other !== 1) {
      const message = `The size of tensor a (${one}) must match the size of tensor b (${other}) at non-singleton dimension ${rank + at}`;
      throw new Refusal('RuntimeError', message, 'broadcast', { left, right });
    }
    output.unshift(one === 1 || one === null ? (one === null && other === 1 ? one : other) : one);
  }
  return output;
}

/** `torch.cat`. @throws Refusal `merge` */
export function concatenated(given: readonly Shape[], dim: number): Shape {
  // one axis without a cell is left out, whatever the others are
  const full = given.filter((shape) => !(shape.length === 1 && shape[0] === 0));
  const shapes = full.length > 0 ? full : given;
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

/** `tensor_split`: so many parts whose sizes differ by one at most, or parts that begin at these places. */
export function splitEvenly(shape: Shape, parts: number | readonly number[], dim: number): Shape[] {
  const axis = axisIn(dim, shape.length);
  const size = shape[axis] ?? 0;
  const within = (place: number): number => Math.min(Math.max(place < 0 ? place + size : place, 0), size);
  const starts =
    typeof parts === 'number'
      ? Array.from({ length: parts }, (_, at) => at * Math.floor(size / parts) + Math.min(at, size % parts))
      : [0, ...parts.map(within)];
  return starts.map((start, at) => {
    const own = Math.max(0, (starts[at + 1] ?? size) - start);
    return shape.map((other, index) => (index === axis ? own : other));
  });
}

/** `scaled_dot_product_attention`, as the two products that it is. @throws Refusal */
export function attended(query: Shape, key: Shape, value: Shape, mask: Shape | null): Shape {
  const ranks = [query, key, value].map(({ length }) => length);
  if (ranks.some((rank) => rank < 2)) {
    const [first, second, third] = ranks;
    const message =
      'Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: ' +
      `${first} key.dim: ${second} and value.dim: ${third} instead.`;
    throw new Refusal('RuntimeError', message, 'rank', { input: query });
  }
  const scores = multiplied(query, swapped(key, -1, -2));
  return multiplied(mask ? broadcast(scores, mask) : scores, value);
}

/** A bias has a number for each channel that comes out. @throws Refusal */
export function requireBias(weight: Shape, bias: Shape | null, channels: Dimension, ahead = ''): void {
  if (!bias || (bias.length === 1 && (bias[0] === channels || channels === null))) return;
  const message = `Given ${ahead}weight of size ${list(weight)}, expected bias to be 1-dimensional with ${channels} elements, but got bias of size ${list(bias)} instead`;
  throw new Refusal('RuntimeError', message, 'channels', { input: bias });
}

/** `torch.meshgrid`: every tensor has the sizes of all; with `xy` the first two axes change places. */
export function grid(axes: readonly Shape[], isSwapped: boolean): Shape[] {
  const sizes = axes.map((shape) => shape[0] ?? (shape.length === 0 ? 1 : null));
  const [first = null, second = null, ...rest] = sizes;
  const output = isSwapped && sizes.length > 1 ? [second, first, ...rest] : sizes;
  return axes.map(() => output);
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
  if (left.length === 0 || right.length === 0) {
    const message = `both arguments to matmul need to be at least 1D, but they are ${left.length}D and ${right.length}D`;
    throw new PythonError('RuntimeError', message);
  }
  const one = left.length === 1 ? [1, ...left] : left;
  const other = right.length === 1 ? [...right, 1] : right;
  const [inner, outer] = [one.at(-1) ?? null, other.at(-2) ?? null];
  const ahead = broadcast(one.slice(0, -2), other.slice(0, -2));
  if (inner !== null && outer !== null && inner !== outer) {
    throw new Refusal('RuntimeError', productRefusal(left, right, ahead), 'features', { left, right });
  }
  const rows = left.length === 1 ? [] : [one.at(-2) ?? null];
  const columns = right.length === 1 ? [] : [other.at(-1) ?? null];
  return [...ahead, ...rows, ...columns];
}

const count = (sizes: Shape): number => sizes.reduce<number>((product, size) => product * (size ?? 1), 1);

/** PyTorch computes each kind of product in another way, and each refuses in its own words. */
function productRefusal(left: Shape, right: Shape, ahead: Shape): string {
  const [inner, outer] = [left.at(-1) ?? null, right.length === 1 ? right[0] : right.at(-2)];
  const rows = count(left.slice(0, -1));
  if (left.length === 1 && right.length === 1) {
    return `inconsistent tensor size, expected tensor [${inner}] and src [${outer}] to have the same number of elements, but got ${inner} and ${outer} elements respectively`;
  }
  if (right.length === 1) {
    const said = left.length === 2 ? left[0] : rows;
    return `size mismatch, got input (${said}), mat (${said}x${inner}), vec (${outer})`;
  }
  if (right.length === 2)
    return `mat1 and mat2 shapes cannot be multiplied (${rows}x${inner} and ${outer}x${right[1]})`;
  return batchesRefusal(count(ahead), inner, count(ahead), outer);
}

function batchesRefusal(
  batch: Dimension,
  inner: Dimension,
  otherBatch: Dimension,
  outer: Dimension | undefined,
): string {
  return `Expected size for first two dimensions of batch2 tensor to be: [${batch}, ${inner}] but got: [${otherBatch}, ${outer}].`;
}

/** `mm`: two matrices and nothing else. */
export function matrices(left: Shape, right: Shape): Shape {
  if (left.length !== 2) throw new Refusal('RuntimeError', 'self must be a matrix', 'rank', { left, right });
  if (right.length !== 2) throw new Refusal('RuntimeError', 'mat2 must be a matrix', 'rank', { left, right });
  return multiplied(left, right);
}

/** `bmm`: two batches of as many matrices. */
export function batches(left: Shape, right: Shape): Shape {
  const wrong = [left, right].findIndex((shape) => shape.length !== 3);
  if (wrong >= 0) {
    throw new Refusal('RuntimeError', `batch${wrong + 1} must be a 3D tensor`, 'rank', { left, right });
  }
  const [[batch = null, , inner = null], [otherBatch = null, outer = null]] = [left, right];
  const differs = (one: Dimension, other: Dimension): boolean => one !== null && other !== null && one !== other;
  if (differs(batch, otherBatch) || differs(inner, outer)) {
    const message = batchesRefusal(batch, inner, otherBatch, outer);
    throw new Refusal('RuntimeError', message, 'features', { left, right });
  }
  return multiplied(left, right);
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
  if (order.length !== shape.length) {
    const message = `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${shape.length} is not equal to len(dims) = ${order.length}`;
    throw new Refusal('RuntimeError', message, 'rank', { input: shape });
  }
  const axes = order.map((axis) => axisIn(axis, shape.length));
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
  if (ahead < 0) {
    const message = `expand(torch.FloatTensor{${list(shape)}}, size=${list(sizes)}): the number of sizes provided (${sizes.length}) must be greater or equal to the number of dimensions in the tensor (${shape.length})`;
    throw new Refusal('RuntimeError', message, 'rank', { input: shape, sizes });
  }
  const output = [...sizes];
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    const size = sizes[axis] ?? null;
    const own = axis < ahead ? 1 : (shape[axis - ahead] ?? null);
    if (size === -1 && axis < ahead) {
      const message = `The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension ${axis}`;
      throw new Refusal('RuntimeError', message, 'broadcast', { input: shape, sizes });
    }
    if (size === -1) output[axis] = own;
    else if (own !== 1 && own !== size && own !== null && size !== null) {
      const message = `The expanded size of the tensor (${size}) must match the existing size (${own}) at non-singleton dimension ${axis}.  Target sizes: ${list(sizes)}.  Tensor sizes: ${list(shape)}`;
      throw new Refusal('RuntimeError', message, 'broadcast', { input: shape, sizes });
    }
  }
  return output;
}

/** An axis that is stretched stays where it is. */
export function expandedStrides(shape: Shape, strides: Strides, sizes: Shape): Strides {
  const ahead = sizes.length - shape.length;
  return sizes.map((size, axis) => {
    const own = axis < ahead ? 1 : (shape[axis - ahead] ?? null);
    return axis < ahead || (own === 1 && size !== 1 && size !== -1) ? 0 : (strides[axis - ahead] as number);
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

/** `tile` is `repeat` that takes fewer numbers than there are axes. */
export function tiled(shape: Shape, times: readonly number[]): Shape {
  const missing = Math.max(0, shape.length - times.length);
  return repeated(shape, [...Array<number>(missing).fill(1), ...times]);
}

/** `chunk`: as many parts, the last one smaller. */
export function chunked(shape: Shape, count: number, dim: number): Shape[] {
  if (count <= 0) throw new PythonError('RuntimeError', `chunk expects \`chunks\` to be greater than 0, got: ${count}`);
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
    const message = `split_with_sizes expects split_sizes to sum exactly to ${size} (input tensor's size at dimension ${dim}), but got split_sizes=[${sizes.join(', ')}]`;
    throw new Refusal('RuntimeError', message, 'size', { input: shape });
  }
  return sizes.map((one) => shape.map((other, at) => (at === axis ? one : other)));
}

function parts(shape: Shape, length: number, axis: number): Shape[] {
  const size = shape[axis] ?? 0;
  if (length === 0 && size > 0) {
    const message = `split_size can only be 0 if dimension size is 0, but got dimension size of ${size}`;
    throw new PythonError('RuntimeError', message);
  }
  return Array.from({ length: Math.ceil(size / length) }, (_, index) =>
    shape.map((other, at) => (at === axis ? Math.min(length, size - index * length) : other)),
  );
}

/** `x[…]` with numbers, slices, `None` and `...`. */
export function indexed(shape: Shape, key: Value): Shape {
  const items = key instanceof Tuple ? key.items : [key];
  const named = items.filter((item) => item !== null && !(item instanceof Ellipsis)).length;
  if (named > 0 && shape.length === 0) {
    const message =
      'invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number';
    throw new PythonError('IndexError', message);
  }
  if (named > shape.length) {
    throw new PythonError('IndexError', `too many indices for tensor of dimension ${shape.length}`);
  }
  const output: Dimension[] = [];
  const picks: { readonly at: number; readonly shape: Shape }[] = [];
  let axis = 0;
  for (const item of items) {
    if (item === null) output.push(1);
    else if (item instanceof Ellipsis) {
      output.push(...shape.slice(axis, axis + shape.length - named));
      axis += shape.length - named;
    } else if (item instanceof Slice) output.push(sliced(shape[axis++] ?? null, item));
    else if (item instanceof List || item instanceof Tensor)
      picks.push({ at: output.length, shape: picked(item, shape[axis++] ?? null) });
    else requireIndex(item, shape[axis] ?? null, axis++);
  }
  return withPicks([...output, ...shape.slice(axis)], picks);
}

/** Several lists or tensors of places pick together: what they pick stands where they do, ahead of all else where they stand apart. */
function withPicks(rest: Shape, picks: readonly { readonly at: number; readonly shape: Shape }[]): Shape {
  const [first] = picks;
  if (!first) return rest;
  const at = picks.every((one) => one.at === first.at) ? first.at : 0;
  return [...rest.slice(0, at), ...together(picks.map(({ shape }) => shape)), ...rest.slice(at)];
}

function together(picks: readonly Shape[]): Shape {
  try {
    return picks.reduce(broadcast);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = `shape mismatch: indexing tensors could not be broadcast together with shapes ${picks.map(list).join(', ')}`;
    throw new Refusal('IndexError', message, 'broadcast', { left: picks[0] ?? [], right: picks.at(-1) ?? [] });
  }
}

/** `x[key] = y`: what is put in is stretched to the place for it, its axes of 1 ahead left out. @throws Refusal */
export function requireFits(place: Shape, value: Shape, isPicked: boolean): void {
  const first = value.findIndex((size) => size !== 1);
  const given = first < 0 ? [] : value.slice(first);
  if (!isPicked) {
    expandedTo(given, place);
    return;
  }
  const ahead = place.length - given.length;
  const fits = given.every((size, axis) => size === 1 || size === null || size === (place[ahead + axis] ?? size));
  if (ahead >= 0 && fits) return;
  const message = `shape mismatch: value tensor of shape ${list(given)} cannot be broadcast to indexing result of shape ${list(place)}`;
  throw new Refusal('RuntimeError', message, 'broadcast', { left: place, right: value });
}

/** The strides of `x[…]`. */
export function indexedStrides(shape: Shape, strides: Strides, key: Value): Strides {
  const items = key instanceof Tuple ? key.items : [key];
  const named = items.filter((item) => item !== null && !(item instanceof Ellipsis)).length;
  const output: number[] = [];
  let axis = 0;
  for (const item of items) {
    if (item === null) output.push((strides[axis] ?? 1) * (shape[axis] ?? 1));
    else if (item instanceof Ellipsis) {
      output.push(...strides.slice(axis, axis + shape.length - named));
      axis += shape.length - named;
    } else if (item instanceof Slice)
      output.push((strides[axis++] as number) * (typeof item.step === 'number' ? item.step : 1));
    else axis++;
  }
  return [...output, ...strides.slice(axis)];
}

/** The sizes that stand for an axis of which a list or a tensor of integers picks places: `x[:, [-1]]`, `table[idx]`. */
function picked(places: List | Tensor, size: Dimension): Shape {
  if (places instanceof Tensor) return places.shape;
  for (const place of places.items) requireIndex(place, size, 0); // PyTorch counts what is picked from as axis 0
  return [places.items.length];
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
