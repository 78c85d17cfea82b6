/** Layers that move cells or add and take whole rows of them, without weights. */
import { cells } from '../../../graph/tensor.ts';
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { typeName } from '../../../languages/python/library/operators.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import { isCalledByPaste } from '../layer/situation.ts';
import type { LayerRules } from '../rules.ts';
import type { DataFormat } from '../session.ts';
import type { Settings } from '../settings.ts';
import { tuple } from '../text.ts';

export const flatten: LayerRules<null> = {
  settings: (args) => {
    args.dataFormat();
    return null;
  },
  spec: () => [{ minimumNdim: 1 }],
  output: (_, [input]) => [(input as Shape)[0] ?? null, cells((input as Shape).slice(1))],
};

export const reshape: LayerRules<Shape> = {
  settings: (args) => {
    const target = args.several('target_shape');
    validateReshape(target, 'target_shape');
    return target;
  },
  output: (target, [input]) => [
    (input as Shape)[0] ?? null,
    ...reshaped((input as Shape).slice(1), target, 'target_shape'),
  ],
};

/** `validate_reshape_shape`. @throws Refusal `argument` */
export function validateReshape(target: Shape, name: string): void {
  if (target.some((size) => size !== null && size < -1)) {
    const message =
      `Each dimension in \`${name}\` must be a non-negative integer, or \`-1\` for a single unknown dimension. ` +
      `Received: ${name}=${tuple(target)}.`;
    throw new Refusal('ValueError', message, 'argument', { argument: name });
  }
  if (target.filter((size) => size === -1).length > 1) {
    const message = `There must be at most one unknown dimension (-1) in \`${name}\`. Received: ${name}=${tuple(target)}.`;
    throw new Refusal('ValueError', message, 'argument', { argument: name });
  }
}

/** `compute_reshape_output_shape`. @throws Refusal `cells` where the numbers of cells differ */
export function reshaped(input: Shape, target: Shape, name: string): Shape {
  const size = cells(input);
  if (size === null || target.includes(null)) return target.map((one) => (one === -1 ? null : one));
  const sizes = target as readonly number[];
  const fixed = sizes.filter((one) => one !== -1).reduce((product, one) => product * one, 1);
  if (!sizes.includes(-1)) {
    if (fixed === size) return sizes;
    const message = `The total size of the tensor must be unchanged. Received: input_shape=${tuple(input)}, ${name}=${tuple(target)}`;
    throw new Refusal('ValueError', message, 'cells', { input, target });
  }
  if (fixed === 0 || size % fixed !== 0) {
    const message =
      'The total size of the tensor must be unchanged, however, the input size cannot by divided by the specified ' +
      `dimensions in ${name}. Received: input_shape=${tuple(input)}, ${name}=${tuple(target)}`;
    throw new Refusal('ValueError', message, 'cells', { input, target });
  }
  return sizes.map((one) => (one === -1 ? size / fixed : one));
}

export const permute: LayerRules<readonly number[]> = {
  settings: (args) => {
    const dims = args.several('dims') as number[];
    const sorted = [...dims].sort((a, b) => a - b);
    if (sorted.every((dim, index) => dim === index + 1)) return dims;
    const message =
      'Invalid permutation argument `dims` for Permute Layer. The set of indices in `dims` must be consecutive and ' +
      `start from 1. Received dims=${tuple(dims)}`;
    throw new Refusal('ValueError', message, 'argument', { argument: 'dims' });
  },
  spec: (dims) => [{ ndim: dims.length + 1 }],
  output: (dims, [input]) => {
    const shape = withAxes(input as Shape, dims.length + 1);
    return [shape[0] ?? null, ...dims.map((dim) => shape[dim] ?? null)];
  },
};

/** The axes that Keras names one by one, however many there are. */
function withAxes(shape: Shape, count: number, kind = 'tuple'): Shape {
  if (shape.length < count) throw new PythonError('IndexError', `${kind} index out of range`);
  return shape.slice(0, count);
}

export const repeatVector: LayerRules<number> = {
  settings: (args) => positiveInteger(args, 'n'),
  spec: () => [{ ndim: 2 }],
  output: (n, [input]) => [(input as Shape)[0] ?? null, n, (input as Shape)[1] ?? null],
};

function positiveInteger(args: Settings, name: string): number {
  const value = args.value(name);
  if (typeof value !== 'number') {
    const message = `Expected an integer value for \`${name}\`, got <class '${typeName(value)}'>.`;
    throw new Refusal('TypeError', message, 'argument', { argument: name });
  }
  if (value > 0) return value;
  const message = `Argument \`${name}\` should be a positive integer. Received: ${name}=${value}`;
  throw new Refusal('ValueError', message, 'argument', { argument: name });
}

interface PerAxis {
  readonly format: DataFormat;
  readonly amounts: readonly (readonly [number, number])[];
}

interface UpSampling {
  readonly format: DataFormat;
  readonly size: readonly number[];
  /** Whether cells are repeated, not blended. */
  readonly isNearest: boolean;
}

export function upSampling(rank: number): LayerRules<UpSampling> {
  return {
    settings: (args) =>
      rank === 1
        ? { format: 'channels_last', size: [positiveInteger(args, 'size')], isNearest: true }
        : {
            format: args.dataFormat(),
            size: args.sizes('size', rank),
            isNearest: rank === 3 || args.raw('interpolation') === 'nearest',
          },
    spec: () => [{ ndim: rank + 2 }],
    output: ({ format, size }, [input]) => {
      const shape = withAxes(input as Shape, rank + 2);
      return alongSpace(shape, format, rank, (one, axis) => one * (size[axis] as number));
    },
  };
}

/** The sizes that a window would move over, changed; open ones stay open. */
function alongSpace(
  input: Shape,
  format: DataFormat,
  rank: number,
  change: (size: number, axis: number) => number,
): Shape {
  const start = format === 'channels_first' ? 2 : 1;
  return input.map((size, index): Dimension => {
    const axis = index - start;
    return size === null || axis < 0 || axis >= rank ? size : change(size, axis);
  });
}

/** `padding=1`, `padding=(1, 2)` or `padding=((1, 0), (2, 2))`: what goes before and after, for each axis. */
function amounts(args: Settings, name: string, rank: number): (readonly [number, number])[] {
  const value = args.value(name);
  if (rank === 1) return [pair(args, name, value, name)];
  if (typeof value === 'number') {
    if (value < 0 && name === 'cropping') {
      const message = `\`${name}\` cannot be negative. Received: ${name}=${value}.`;
      throw new Refusal('ValueError', message, 'argument', { argument: name });
    }
    return Array.from({ length: rank }, () => [value, value] as const);
  }
  if (!(value instanceof Tuple || value instanceof List) || value.items.length !== rank) {
    const many = rank === 2 ? 'two' : '3';
    const message = `\`${name}\` should have ${many} elements. Received: ${name}=${args.context.repr(value)}.`;
    throw new Refusal('ValueError', message, 'argument', { argument: name });
  }
  const ordinals = ['1st', '2nd', '3rd'];
  return value.items.map((item, index) => pair(args, name, item, `${ordinals[index]} entry of ${name}`));
}

function pair(args: Settings, argument: string, value: unknown, name: string): readonly [number, number] {
  const items =
    typeof value === 'number' ? [value, value] : value instanceof Tuple || value instanceof List ? value.items : [];
  const [before, after] = items;
  if (items.length === 2 && typeof before === 'number' && typeof after === 'number' && before >= 0 && after >= 0) {
    return [before, after];
  }
  const said = args.context.repr(args.value(argument));
  const message = `The \`${name}\` argument must be a tuple of 2 integers. Received ${name}=${said}`;
  throw new Refusal('ValueError', message, 'argument', { argument });
}

export function zeroPadding(rank: number): LayerRules<PerAxis> {
  return {
    settings: (args) => ({ format: args.dataFormat(), amounts: amounts(args, 'padding', rank) }),
    spec: () => [{ ndim: rank + 2 }],
    output: ({ format, amounts: padding }, [input]) => {
      const shape = input as Shape;
      withAxes(shape, rank + (format === 'channels_first' ? 2 : 1), 'list');
      const made = alongSpace(shape, format, rank, (size, axis) => size + sum(padding[axis]));
      return notNegative(made, shape, padding);
    },
  };
}

/** Padding below zero takes cells away, down to none. */
function notNegative(made: Shape, input: Shape, padding: PerAxis['amounts']): Shape {
  if (made.every((size) => size === null || size >= 0)) return made;
  const message = `Cannot convert '${tuple(made)}' to a shape. Negative dimensions are not allowed.`;
  const crops = padding.map(([before, after]) => [-before - 1, -after]); // one cell more than there is
  throw new Refusal('ValueError', message, 'size', { input, crops });
}

function sum(both: readonly [number, number] | undefined): number {
  return both ? both[0] + both[1] : 0;
}

export function cropping(rank: number): LayerRules<PerAxis> {
  return {
    settings: (args) => ({
      format: rank === 1 ? 'channels_last' : args.dataFormat(),
      amounts: amounts(args, 'cropping', rank),
    }),
    spec: () => [{ ndim: rank + 2 }],
    output: ({ format, amounts: crops }, [input], { session }) => {
      const made = alongSpace(input as Shape, format, rank, (size, axis) => {
        const left = size - sum(crops[axis]);
        if (left > 0) return left;
        throw tooLargeCrop(rank, input as Shape, crops, isCalledByPaste(session) ? 'inputs.shape' : 'input_shape');
      });
      return withAxes(made, rank + 2);
    },
  };
}

/** @param received how Keras names the shape: otherwise where it computes than where it asks for shapes alone */
function tooLargeCrop(
  rank: number,
  input: Shape,
  crops: readonly (readonly [number, number])[],
  received: string,
): Refusal {
  const cropped = rank === 1 ? tuple(crops[0] ?? []) : `(${crops.map((crop) => tuple(crop)).join(', ')})`;
  const start =
    rank === 1
      ? '`cropping` parameter of `Cropping1D` layer must be smaller than the input length.'
      : 'Values in `cropping` argument should be smaller than the corresponding spatial dimension of the input.';
  const message = `${start} Received: ${received}=${tuple(input)}, cropping=${cropped}`;
  return new Refusal('ValueError', message, 'size', { input, crops });
}
