/** Layers that normalize: their weights are as long as the axes that they keep. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { NdArray } from '../../../languages/python/library/numpy.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { known } from '../../framework.ts';
import type { LayerRules } from '../rules.ts';
import type { Settings } from '../settings.ts';
import { tuple } from '../text.ts';

function axisOf(args: Settings): number[] {
  const value = args.value('axis');
  return typeof value === 'number' ? [value] : (args.shape('axis') as number[]);
}

/** The size on an axis. @throws Refusal as Python's tuples do, for an axis that the input does not have */
function sizeAt(shape: Shape, axis: number): Dimension {
  const size = shape.at(axis);
  if (size !== undefined) return size;
  throw new Refusal('IndexError', 'tuple index out of range', 'axis', { input: shape, axis });
}

interface BatchNormalization {
  readonly axis: number;
  readonly center: boolean;
  readonly scale: boolean;
  readonly renorm: boolean;
}

export const batchNormalization: LayerRules<BatchNormalization> = {
  settings: (args) => ({
    axis: args.integer('axis'),
    center: args.boolean('center'),
    scale: args.boolean('scale'),
    renorm: args.boolean('renorm'),
  }),
  build: (add, { axis, center, scale, renorm }, [input]) => {
    const shape = [sizeAt(input as Shape, axis)];
    if (scale) add('gamma', shape);
    if (center) add('beta', shape);
    const moving = [
      'moving_mean',
      'moving_variance',
      ...(renorm ? ['moving_stddev', 'renorm_mean', 'renorm_stddev'] : []),
    ];
    for (const name of moving) add(name, shape, { trainable: false });
    const rank = (input as Shape).length;
    return [{ ndim: rank, axes: new Map([[axis, shape[0] ?? null]]) }];
  },
  output: (_, [input]) => input as Shape,
};

interface LayerNormalization {
  readonly axes: readonly number[];
  readonly center: boolean;
  readonly scale: boolean;
}

export const layerNormalization: LayerRules<LayerNormalization> = {
  settings: (args) => ({ axes: axisOf(args), center: args.boolean('center'), scale: args.boolean('scale') }),
  build: (add, { axes, center, scale }, [input]) => {
    const sorted = axes.length > 1 ? [...axes].sort((a, b) => a - b) : axes;
    const shape = sorted.map((axis) => sizeAt(input as Shape, axis));
    if (scale) add('gamma', shape);
    if (center) add('beta', shape);
    return undefined;
  },
  output: (_, [input]) => input as Shape,
};

export const rmsNormalization: LayerRules<readonly number[]> = {
  settings: axisOf,
  build: (add, axes, [input]) => {
    add(
      'scale',
      axes.map((axis) => sizeAt(input as Shape, axis)),
    );
    return undefined;
  },
  output: (_, [input]) => input as Shape,
};

export const unitNormalization: LayerRules<readonly number[]> = {
  settings: axisOf,
  output: (axes, [input]) => {
    const shape = input as Shape;
    for (const axis of axes) {
      if (axis < shape.length && axis >= -shape.length) continue;
      const message = `Axis ${axis} is out of bounds for input shape ${tuple(shape)}.`;
      throw new Refusal('ValueError', message, 'axis', { input: shape, axis });
    }
    return shape;
  },
};

interface GroupNormalization extends BatchNormalization {
  readonly groups: number;
}

export const groupNormalization: LayerRules<GroupNormalization> = {
  settings: (args) => {
    const groups = args.integer('groups');
    if (groups !== -1 && groups <= 0) {
      const message = `\`groups\` must be a positive integer or -1. Received: groups=${groups}`;
      throw new Refusal('ValueError', message, 'argument', { argument: 'groups' });
    }
    const [axis, center, scale] = [args.integer('axis'), args.boolean('center'), args.boolean('scale')];
    return { groups, axis, center, scale, renorm: false };
  },
  build: (add, { groups, axis, center, scale }, [input]) => {
    const shape = input as Shape;
    const size = sizeAt(shape, axis);
    if (size === null) {
      const message = `Axis ${axis} of input tensor should have a defined dimension but the layer received an input with shape ${tuple(shape)}.`;
      throw new Refusal('ValueError', message, 'open', { input: shape });
    }
    const count = groups === -1 ? size : groups;
    if (count === 0) throw new PythonError('ZeroDivisionError', 'integer modulo by zero');
    if (size < count) {
      const message = `Number of groups (${count}) cannot be more than the number of channels (${size}).`;
      throw new Refusal('ValueError', message, 'groups', { input: shape, groups });
    }
    if (size % count !== 0) {
      const message = `Number of groups (${count}) must be a multiple of the number of channels (${size}).`;
      throw new Refusal('ValueError', message, 'groups', { input: shape, groups });
    }
    if (scale) add('gamma', [size]);
    if (center) add('beta', [size]);
    return [{ ndim: shape.length, axes: new Map([[axis, size]]) }];
  },
  output: (_, [input]) => input as Shape,
};

interface Normalization {
  readonly axes: readonly number[];
  /** The shape of the mean that is given; null where it is counted. */
  readonly mean: Shape | null;
}

/** `Normalization`, which counts its mean, its variance and how much it has seen, unless these are given. */
export const normalization: LayerRules<Normalization> = {
  settings: (args) => {
    const axes = args.value('axis') === null ? [] : axisOf(args);
    return { axes, mean: givenMean(args, axes) };
  },
  build: (add, { axes, mean }, [input]) => {
    const shape = input as Shape;
    if (axes.some((axis) => axis < -shape.length || axis >= shape.length)) {
      const message = `All \`axis\` values must be in the range [-ndim, ndim). Received inputs with ndim=${shape.length}, while axis=${tuple(axes)}`;
      throw new Refusal('ValueError', message, 'axis', { input: shape });
    }
    const kept = axes.map((axis) => (axis < 0 ? axis + shape.length : axis)).sort((a, b) => a - b);
    const open = kept.find((axis) => shape[axis] === null);
    if (open !== undefined) {
      const message =
        `All \`axis\` values to be kept must have a known shape. Received axis=${tuple(axes)}, ` +
        `inputs.shape=${tuple(shape)}, with unknown axis at index ${open}`;
      throw new Refusal('ValueError', message, 'open', { input: shape });
    }
    if (mean) {
      requireStretched(mean, kept, shape);
      return undefined;
    }
    const sizes = kept.map((axis) => sizeAt(shape, axis));
    add('mean', sizes, { trainable: false });
    add('variance', sizes, { trainable: false });
    add('count', [], { trainable: false, dtype: 'int' });
    return undefined;
  },
  output: (_, [input]) => input as Shape,
};

/** @throws Refusal `argument` where the mean that is given has no variance beside it, or more axes than are kept */
function givenMean(args: Settings, axes: readonly number[]): Shape | null {
  const [mean, variance] = [args.value('mean'), args.value('variance')];
  const refuse = (message: string): Refusal => new Refusal('ValueError', message, 'argument', { argument: 'mean' });
  if ((mean === null) !== (variance === null)) {
    const received = `mean=${args.context.text(mean)} and variance=${args.context.text(variance)}`;
    throw refuse(`When setting values directly, both \`mean\` and \`variance\` must be set. Received: ${received}`);
  }
  if (mean === null) return null;
  const [shape, other] = [shapeOfNumbers(mean), shapeOfNumbers(variance)];
  if (tuple(shape) !== tuple(other)) {
    const received = `mean shape ${tuple(shape)} and variance shape ${tuple(other)}`;
    throw refuse(
      `When setting values directly, \`mean\` and \`variance\` must have the same shape. Received: ${received}`,
    );
  }
  if (shape.length > axes.length) {
    const received = `mean shape ${tuple(shape)} for axis ${tuple(axes)}`;
    throw refuse(
      `The rank of \`mean\` must be less than or equal to the number of axes (${axes.length}). Received: ${received}`,
    );
  }
  return shape;
}

/** NumPy's shape of a number, of an array, or of lists in lists. */
function shapeOfNumbers(value: Value): Shape {
  const given = known(value, '`mean` of Normalization');
  if (given instanceof NdArray) return given.shape;
  if (!(given instanceof List || given instanceof Tuple)) return [];
  return [given.items.length, ...(given.items[0] === undefined ? [] : shapeOfNumbers(given.items[0]))];
}

/** @throws Refusal `argument`, as TensorFlow does where the mean cannot be stretched over the axes that are kept */
function requireStretched(mean: Shape, kept: readonly number[], input: Shape): void {
  if (mean.length === 0) return;
  const expanded: number[] = input.map(() => 1);
  for (let back = 1; back <= mean.length; back++) expanded[kept.at(-back) ?? 0] = mean.at(-back) ?? 1;
  const target = input.map((size, axis) => (kept.includes(axis) ? size : 1));
  if (expanded.every((size, axis) => size === 1 || size === target[axis])) return;
  const [from, to] = [expanded, target].map((shape) => `[${shape.join(',')}]`);
  const isAlien = expanded.some((size, axis) => size !== 1 && target[axis] !== 1 && size !== target[axis]);
  const message = isAlien
    ? `Incompatible shapes: ${from} vs. ${to}`
    : `Unable to broadcast tensor of shape ${from} to tensor of shape ${to}`;
  throw new Refusal('InvalidArgumentError', message, 'argument', { argument: 'mean', input });
}
