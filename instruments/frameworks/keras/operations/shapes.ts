/** What operations on tensors do to shapes, in Keras's words where it refuses. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { Ellipsis, Slice, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { repr } from '../../../languages/python/library/format.ts';
import { list, tuple } from '../text.ts';

/** `canonicalize_axis`. @throws Refusal `axis` */
export function axisIn(axis: number, rank: number): number {
  if (axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  const message = `axis ${axis} is out of bounds for an array with dimension ${rank}.`;
  throw new Refusal('ValueError', message, 'axis', { axis, rank });
}

/** `broadcast_shapes`. @throws Refusal `broadcast` */
export function broadcastShapes(left: Shape, right: Shape): Shape {
  const rank = Math.max(left.length, right.length);
  const padded = (shape: Shape): Shape => [...Array<number>(rank - shape.length).fill(1), ...shape];
  const others = padded(right);
  return padded(left).map((size, axis): Dimension => {
    const other = others[axis] ?? null;
    if (size === 1) return other;
    if (size === null) return other === 1 ? null : other;
    if (other === 1 || other === null || other === size) return size;
    const message =
      `Cannot broadcast shape, the failure dim has value ${size}, which cannot be broadcasted to ${other}. ` +
      `Input shapes are: ${list(left)} and ${list(right)}.`;
    throw new Refusal('ValueError', message, 'broadcast', { left, right });
  });
}

/**
 * In the `call` of a paste's own layer TensorFlow computes, and refuses in its words; what it says further names nodes
 * of its graph and is left out.
 */
export function broadcastByTensorFlow(left: Shape, right: Shape): Shape {
  try {
    return broadcastShapes(left, right);
  } catch (error) {
    const words =
      error instanceof Refusal && /has value (\d+), which cannot be broadcasted to (\d+)/.exec(error.message);
    if (!words) throw error;
    const message = `Dimensions must be equal, but are ${words[1]} and ${words[2]}`;
    throw new Refusal('ValueError', message, 'broadcast', { left, right });
  }
}

/** Tensors that have their numbers are computed at once, and TensorFlow refuses; what it says of its nodes is left out. */
export function broadcastComputed(left: Shape, right: Shape): Shape {
  try {
    return broadcastShapes(left, right);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [one, other] = [left, right].map((shape) => `[${shape.join(',')}]`);
    throw new Refusal('InvalidArgumentError', `Incompatible shapes: ${one} vs. ${other}`, 'broadcast', { left, right });
  }
}

export function reduced(shape: Shape, axes: readonly number[] | null, keepdims: boolean): Shape {
  const gone = new Set(axes === null ? shape.keys() : axes.map((axis) => axisIn(axis, shape.length)));
  if (keepdims) return shape.map((size, axis) => (gone.has(axis) ? 1 : size));
  return shape.filter((_, axis) => !gone.has(axis));
}

export function transposed(shape: Shape, axes: readonly number[] | null): Shape {
  if (axes === null) return [...shape].reverse();
  const rank = shape.length;
  if (axes.length !== rank) {
    const message = `axis must be a list of the same length as the input shape, expected ${rank}, but received ${axes.length}.`;
    throw new Refusal('ValueError', message, 'rank', { input: shape });
  }
  const order = axes.map((axis) => axisIn(axis, rank));
  if (new Set(order).size !== rank) {
    const message = `\`axes\` must be a valid permutation of the input dimensions (no duplicates). Received: axes=${list(axes)} for input of rank ${rank}.`;
    throw new Refusal('ValueError', message, 'argument', { argument: 'axes' });
  }
  return order.map((axis) => shape[axis] ?? null);
}

/** `ops.concatenate`, which is stricter than the layer: other sizes must be equal. */
export function concatenated(shapes: readonly Shape[], axis: number): Shape {
  const [first = []] = shapes;
  const at = axisIn(axis, first.length);
  let sum: Dimension = 0;
  for (const shape of shapes) {
    const fits =
      shape.length === first.length &&
      shape.every((size, index) => index === at || size === null || first[index] === null || size === first[index]);
    if (!fits) {
      const message =
        'Every value in `xs` must have the same shape except on the `axis` dim. But found element of shape ' +
        `${tuple(shape)}, which is different from the first element's shape ${tuple(first)}.`;
      throw new Refusal('ValueError', message, 'merge', { inputs: shapes });
    }
    const size: Dimension = shape[at] ?? null;
    sum = sum === null || size === null ? null : sum + size;
  }
  return first.map((size, index) => (index === at ? sum : size));
}

export function stacked(shapes: readonly Shape[], axis: number): Shape {
  const [first = []] = shapes;
  for (const shape of shapes) {
    const fits =
      shape.length === first.length &&
      shape.every((size, index) => size === null || first[index] === null || size === first[index]);
    if (fits) continue;
    const message = `Every value in \`x\` must have the same shape. But found element of shape ${tuple(shape)},  which is different from the first element's shape ${tuple(first)}.`;
    throw new Refusal('ValueError', message, 'merge', { inputs: shapes });
  }
  const at = axisIn(axis, first.length + 1);
  return [...first.slice(0, at), shapes.length, ...first.slice(at)];
}

/** `compute_matmul_output_shape`. @throws Refusal `merge` */
export function multiplied(left: Shape, right: Shape): Shape {
  const one = left.length === 1 ? [1, ...left] : left;
  const other = right.length === 1 ? [...right, 1] : right;
  const inner = one.at(-1) ?? null;
  const outer = other.at(-2) ?? null;
  if (inner !== null && outer !== null && inner !== outer) {
    const message =
      'Inner dimensions (`x1.shape[-1]` and `x2.shape[-2]`) must be equal, but received ' +
      `\`x1.shape=${tuple(one)}\` and \`x2.shape=${tuple(other)}\`.`;
    throw new Refusal('ValueError', message, 'merge', { left, right });
  }
  const shape = [...broadcastShapes(one.slice(0, -2), other.slice(0, -2)), one.at(-2) ?? null, other.at(-1) ?? null];
  if (left.length === 1) shape.splice(-2, 1);
  if (right.length === 1) shape.pop();
  return shape;
}

/** `dot`: the last axis of one times the last but one of the other, all others beside each other. */
export function dotted(left: Shape, right: Shape): Shape {
  if (left.length === 0 || right.length === 0) return broadcastShapes(left, right);
  const [inner, outer] = [left.at(-1) ?? null, right.at(right.length === 1 ? 0 : -2) ?? null];
  const rest = right.length === 1 ? [] : [...right.slice(0, -2), right.at(-1) ?? null];
  const isOpen = right.length > 1 && (inner === null || outer === null);
  if (inner === outer || isOpen) return [...left.slice(0, -1), ...rest];
  const message =
    right.length === 1
      ? 'Shape must match on the last axis of `x1` and `x2` when `x1` is N-d array while `x2` is 1-D, but receive shape ' +
        `\`x1.shape=${tuple(left)}\` and x2.shape=\`${tuple(right)}\`.`
      : 'Shape must match on the last axis of `x1` and second last axis of `x2` when `x1` is N-d array while `x2` is ' +
        `M-D, but received \`x1.shape=${tuple(left)}\` and x2.shape=\`${tuple(right)}\`.`;
  throw new Refusal('ValueError', message, 'merge', { left, right });
}

export function expanded(shape: Shape, axes: readonly number[]): Shape {
  const rank = shape.length + axes.length;
  const at = new Set(axes.map((axis) => axisIn(axis, rank)));
  const left = [...shape];
  return Array.from({ length: rank }, (_, axis) => (at.has(axis) ? 1 : (left.shift() ?? null)));
}

/** @param isOpen whether an open size may turn out to be 1, as it may where TensorFlow computes */
export function squeezed(shape: Shape, axes: readonly number[] | null, isOpen: boolean): Shape {
  if (axes === null) return shape.filter((size) => size !== 1);
  const gone = axes.map((given) => {
    if (given < -shape.length || given >= shape.length)
      throw new Refusal('IndexError', 'list index out of range', 'axis', {
        axis: given,
        rank: shape.length,
      });
    const axis = axisIn(given, shape.length);
    if (shape[axis] === 1 || (isOpen && shape[axis] === null)) return axis;
    const message = `Cannot squeeze axis${isOpen ? '=' : ' '}${given}, because the dimension is not 1.`;
    throw new Refusal('ValueError', message, 'axis', { input: shape, axis });
  });
  return shape.filter((_, axis) => !gone.includes(axis));
}

export function padded(shape: Shape, widths: readonly (readonly number[])[]): Shape {
  const each = widths.length === 1 ? shape.map(() => widths[0] as readonly number[]) : widths;
  return shape.map((size, axis) => {
    const [before = 0, after = before] = each[axis] ?? [0, 0];
    return size === null ? null : size + before + after;
  });
}

/** Shapes of the parts of `split`: by their number or by where they begin. */
export function split(shape: Shape, sections: number | readonly number[], axis: number): Shape[] {
  const at = axisIn(axis, shape.length);
  const size = shape[at] ?? null;
  const withSize = (part: Dimension): Shape => shape.map((one, index) => (index === at ? part : one));
  if (typeof sections === 'number') {
    if (size !== null && size % sections !== 0) {
      const message = `\`x\` size on given \`axis\` must be divisible by \`indices_or_sections\` when \`indices_or_sections\` is an int. But received ${size} and ${sections}.`;
      throw new Refusal('ValueError', message, 'size', { input: shape });
    }
    return Array.from({ length: sections }, () => withSize(size === null ? null : size / sections));
  }
  const edges = [0, ...sections, size];
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? null;
    return withSize(end === null || start === null ? null : Math.max(0, end - start));
  });
}

/** Whose words tell that an index does not fit. */
interface IndexWords {
  readonly tooMany: (shape: Shape, key: Value) => string;
  readonly outside: (shape: Shape, key: Value, index: number, axis: number) => string;
}

const OF_KERAS: IndexWords = {
  tooMany: (shape, key) => `Array has shape ${tuple(shape)} but slice has to many indices. Received: \`${repr(key)}\``,
  outside: (shape, key) => `Array has shape ${tuple(shape)} but out-of-bounds index ${repr(key)} was requested.`,
};

const OF_TENSORFLOW: IndexWords = {
  tooMany: ({ length }) => `Index out of range using input dim ${length}; input has only ${length} dims`,
  outside: (shape, _key, index, axis) =>
    `slice index ${index < 0 ? index + (shape[axis] ?? 0) : index} of dimension ${axis} out of bounds.`,
};

/** `x[…]`: numbers take an axis away, slices keep it, `None` adds one, `...` stands for all that is not named. */
export function indexed(shape: Shape, key: Value, isOfTensorFlow = false): Shape {
  const words = isOfTensorFlow ? OF_TENSORFLOW : OF_KERAS;
  const items = key instanceof Tuple ? [...key.items] : [key];
  if (!items.some((item) => item instanceof Ellipsis)) items.push(ELLIPSIS);
  const output: Dimension[] = [];
  let rest = shape;
  items.forEach((item, place) => {
    if (item === null) output.push(1);
    else if (item instanceof Ellipsis) {
      const needed = items.slice(place + 1).filter((one) => one !== null).length;
      const consumed = rest.length - needed; // below zero it counts from the end, as in Keras
      output.push(...rest.slice(0, consumed));
      rest = rest.slice(consumed);
    } else {
      const [size, ...others] = rest;
      if (size === undefined) throw new Refusal('ValueError', words.tooMany(shape, key), 'rank', { input: shape });
      const axis = shape.length - rest.length;
      rest = others;
      if (item instanceof Slice) output.push(slicedSize(size, item));
      else if (typeof item === 'number') {
        if (size !== null && (item >= size || item < -size))
          throw new Refusal('ValueError', words.outside(shape, key, item, axis), 'size', { input: shape });
      } else throw new PythonError('NotImplementedError', 'this index is not followed');
    }
  });
  return output;
}

const ELLIPSIS = new Ellipsis();

function slicedSize(size: Dimension, { start, stop, step }: Slice): Dimension {
  if (start === null && stop === null && (step === null || step === 1 || step === -1)) return size;
  if (size === null) return null;
  const stride = typeof step === 'number' ? step : 1;
  const clamp = (value: Value, usual: number): number => {
    if (typeof value !== 'number') return usual;
    const at = value < 0 ? value + size : value;
    return stride > 0 ? Math.min(Math.max(at, 0), size) : Math.min(Math.max(at, -1), size - 1);
  };
  const from = clamp(start, stride > 0 ? 0 : size - 1);
  const to = clamp(stop, stride > 0 ? size : -1);
  return Math.max(0, Math.ceil((to - from) / stride));
}

/** `ops.einsum`: letters name axes; sizes of one letter must agree. */
export function einsum(equation: string, shapes: readonly Shape[]): Shape {
  const [left = '', right] = equation.replaceAll(' ', '').split('->');
  const sizes = new Map<string, Dimension>();
  let ellipsis: Shape = [];
  left.split(',').forEach((letters, operand) => {
    const shape = shapes[operand] ?? [];
    const dots = letters.indexOf('...');
    const plain = letters.replace('...', '');
    const rest = shape.length - plain.length;
    if (rest < 0 || (dots < 0 && rest !== 0)) {
      const message = `Einsum equation '${equation}' does not fit an operand of shape ${tuple(shape)}.`;
      throw new Refusal('ValueError', message, 'rank', { input: shape });
    }
    if (dots >= 0) ellipsis = broadcastShapes(ellipsis, shape.slice(dots, dots + rest));
    [...plain].forEach((letter, index) => {
      const size = shape[dots >= 0 && index >= dots ? index + rest : index] ?? null;
      const known = sizes.get(letter) ?? null;
      if (known !== null && size !== null && known !== 1 && size !== 1 && known !== size) {
        const message = `Einsum axis '${letter}' of '${equation}' has sizes ${known} and ${size}.`;
        throw new Refusal('ValueError', message, 'merge', { inputs: shapes });
      }
      sizes.set(letter, known === null || known === 1 ? size : known);
    });
  });
  const output = right ?? implicitOutput(left);
  const at = output.indexOf('...');
  const before = at < 0 ? output : output.slice(0, at);
  const after = at < 0 ? '' : output.slice(at + 3);
  const take = (letters: string): Dimension[] => [...letters].map((letter) => sizes.get(letter) ?? null);
  return [...take(before), ...(at < 0 ? [] : ellipsis), ...take(after)];
}

/** Without `->` the letters that stand once, in order of the alphabet. */
function implicitOutput(left: string): string {
  const letters = [...left.replaceAll(',', '').replaceAll('.', '')];
  const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
  return (left.includes('...') ? '...' : '') + once.sort().join('');
}
