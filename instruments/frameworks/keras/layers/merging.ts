/** Layers that take several inputs and give one. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import { known } from '../../framework.ts';
import { beforeCall, isSymbolic } from '../layer/situation.ts';
import type { LayerCall, LayerRules } from '../rules.ts';
import { broadcastByTensorFlow, broadcastComputed } from '../operations/shapes.ts';
import { shapes, tuple } from '../text.ts';

/** @param axis along which the sizes may differ */
function refuse(message: string, kind: string, inputs: readonly Shape[], axis?: number): Refusal {
  return new Refusal('ValueError', message, kind, { inputs, axis });
}

function isList({ args }: LayerCall): boolean {
  return args.positional[0] instanceof List || args.positional[0] instanceof Tuple;
}

/** `Add`, `Multiply`, `Maximum` …: cell by cell, sizes of 1 stretched. */
export function elementwise(exactlyTwo = false): LayerRules<null> {
  return {
    settings: () => null,
    build: (_, __, inputs) => {
      if (exactlyTwo && inputs.length !== 2) {
        const message = `A \`Subtract\` layer should be called on exactly 2 inputs. Received: input_shape=${shapes(inputs)}`;
        throw refuse(message, 'inputs', inputs);
      }
      merged(inputs);
      return undefined;
    },
    output: (_, inputs, call) => {
      if (!isList(call)) {
        const message = `A merge layer should be called on a list of inputs. Received: input_shape=${tuple(inputs[0] ?? [])} (not a list of shapes)`;
        throw refuse(message, 'inputs', inputs);
      }
      return isComputed(call)
        ? inputs.reduce((left, right) => stretchedByTensorFlow(left, right, call))
        : merged(inputs);
    },
  };
}

/** Whether the values are computed, and not the shapes alone: the batches are then sizes like others. */
const isComputed = ({ session }: LayerCall): boolean => !isSymbolic(session.context.graph.current);

/** @throws Refusal in TensorFlow's words: those of what it computes at once, or as it makes a graph */
function stretchedByTensorFlow(one: Shape, other: Shape, { tensors }: LayerCall): Shape {
  const axes = Math.max(one.length, other.length);
  const [left = [], right = []] = [one, other].map(([batch = null, ...rest]): Shape => [
    batch,
    ...Array<number>(axes - rest.length - 1).fill(1), // behind the batch
    ...rest,
  ]);
  return tensors.every(({ field }) => field === undefined)
    ? broadcastComputed(left, right)
    : broadcastByTensorFlow(left, right);
}

function merged(inputs: readonly Shape[]): Shape {
  const batches = new Set(inputs.map(([batch]) => batch ?? null).filter((batch) => batch !== null));
  if (batches.size > 1) {
    const message = `Cannot merge tensors with different batch sizes. Received tensors with shapes ${shapes(inputs)}`;
    throw refuse(message, 'batch', inputs);
  }
  const [first, ...others] = inputs.map((shape) => shape.slice(1));
  const sizes = others.reduce<Shape>((left, right) => stretched(left, right, inputs), first ?? []);
  return [[...batches][0] ?? null, ...sizes];
}

function stretched(left: Shape, right: Shape, inputs: readonly Shape[]): Shape {
  const [long, short] = left.length < right.length ? [right, left] : [left, right];
  const ahead = long.length - short.length;
  const rest = short.map((size, axis): Dimension => {
    const other = long[ahead + axis] ?? null;
    if (other === null || size === null) return null;
    if (other === 1) return size;
    if (size === 1 || size === other) return other;
    const message = `Inputs have incompatible shapes. Received shapes ${tuple(long)} and ${tuple(short)}`;
    throw refuse(message, 'merge', inputs);
  });
  return [...long.slice(0, ahead), ...rest];
}

export const concatenation: LayerRules<number> = {
  settings: (args) => args.integer('axis'),
  output: (axis, inputs, call) =>
    beforeCall(() => {
      if (isList(call) && inputs.length > 0) return joined(inputs, axis);
      const message = `A \`Concatenate\` layer should be called on a list of at least 1 input. Received: input_shape=${tuple(inputs[0] ?? [])}`;
      throw refuse(message, 'inputs', inputs);
    }),
};

/** Shapes side by side along an axis. @throws Refusal `merge` where another size differs */
export function joined(inputs: readonly Shape[], axis: number): Shape {
  const [first = []] = inputs;
  const rank = first.length;
  const at = axis < 0 ? axis + rank : axis;
  const fits = (shape: Shape): boolean =>
    shape.length === rank &&
    shape.every((size, index) => {
      const other = first[index] ?? null;
      return index === at || size === null || other === null || size === other;
    });
  if (at < 0 || at >= rank || !inputs.every(fits)) {
    const message =
      'A `Concatenate` layer requires inputs with matching shapes except for the concatenation axis. ' +
      `Received: input_shape=${shapes(inputs)}`;
    throw refuse(message, 'merge', inputs, at);
  }
  const sum = inputs.reduce<Dimension>((total, shape) => {
    const size = shape[at] ?? null;
    return total === null || size === null ? null : total + size;
  }, 0);
  return first.map((size, index) => (index === at ? sum : size));
}

type Axes = number | readonly [number, number];

export const dot: LayerRules<Axes> = {
  settings: (args) => {
    const value = args.value('axes');
    if (typeof value === 'number') return value;
    const received = `Received: axes=${args.context.text(value)}`;
    const refused = (type: string, says: string): Refusal =>
      new Refusal(type, `${says}. ${received}`, 'argument', { argument: 'axes' });
    if (!(value instanceof List || value instanceof Tuple))
      throw refused('TypeError', 'Invalid type for argument `axes`: it should be a list or an int');
    if (value.items.length !== 2)
      throw refused('ValueError', 'Invalid format for argument `axes`: it should contain two elements');
    const [left, right] = value.items.map((item) => known(item, '`axes` of Dot'));
    if (typeof left === 'number' && typeof right === 'number') return [left, right];
    const list = args.context.text(new List([...value.items]));
    const message = `Invalid format for argument \`axes\`: list elements should be integers. Received: axes=${list}`;
    throw new Refusal('ValueError', message, 'argument', { argument: 'axes' });
  },
  output: (axes, inputs, call) => {
    const shape = beforeCall(() => dotted(axes, inputs, call));
    const [one = null, other = null] = inputs.map(([batch]) => batch ?? null);
    if (!isComputed(call) || one === null || other === null || one === other) return shape;
    const message = `Cannot do batch_dot on inputs with different batch sizes. Received inputs with shapes ${inputs.map(tuple).join(' and ')}`;
    throw refuse(message, 'batch', inputs);
  },
};

/** Keras checks the two as it builds the layer. */
function dotted(axes: Axes, inputs: readonly Shape[], call: LayerCall): Shape {
  const [left, right] = inputs;
  if (!isList(call) || !left || !right || inputs.length !== 2) {
    const received = isList(call) ? shapes(inputs) : tuple(left ?? []);
    const message = `A \`Dot\` layer should be called on a list of 2 inputs. Received: input_shape=${received}`;
    throw refuse(message, 'inputs', inputs);
  }
  const [one, other] = typeof axes === 'number' ? [axes, axes] : axes;
  const i = one < 0 ? one + left.length : one;
  const j = other < 0 ? other + right.length : other;
  if (!(i in left && j in right)) throw new Refusal('IndexError', 'tuple index out of range', 'axis', { inputs });
  if (left[i] !== right[j]) {
    const [first, second] = typeof axes === 'number' ? [i, j] : axes;
    const message =
      `Incompatible input shapes: axis values ${left[i] ?? 'None'} (at axis ${first}) != ${right[j] ?? 'None'} (at axis ${second}). ` +
      `Full input shapes: ${tuple(left)}, ${tuple(right)}`;
    throw refuse(message, 'merge', inputs);
  }
  const shape = [...left.filter((_, axis) => axis !== i), ...right.filter((_, axis) => axis !== j).slice(1)];
  return shape.length === 1 ? [...shape, 1] : shape;
}
