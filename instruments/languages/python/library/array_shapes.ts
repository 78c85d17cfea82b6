/** The shapes that NumPy's methods give an array, and its functions of the same names. */
import { bind, parameters } from '../callables.ts';
import type { Arguments, Bound } from '../callables.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import { Dict, List, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';

type Shape = readonly number[];

interface Rule {
  readonly parameters: readonly (string | readonly [string, Value])[];
  readonly shape: (of: Shape, bound: Bound) => Shape;
  /** The kind of its numbers by that of the array's, where it is not the same. */
  readonly dtype?: (of: string | undefined) => string | undefined;
}

const sizeOf = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

/** Small whole numbers become larger ones, so that they do not overflow. */
const summed = (of: string | undefined): string | undefined =>
  of === undefined || of.startsWith('float') ? of : of.startsWith('int') ? 'int64' : undefined;
const averaged = (of: string | undefined): string | undefined =>
  of === undefined || of.startsWith('float') ? of : 'float64';

const REDUCED = [['axis', null], '**others'] as const;
const reduction = (dtype?: Rule['dtype']): Rule => ({
  parameters: REDUCED,
  shape: (of, bound) => {
    const axes = axesOf(bound.get('axis'), of);
    const keeps = (bound.get('others') as Dict).get('keepdims') === true;
    return of.flatMap((size, axis) => (!axes.includes(axis) ? [size] : keeps ? [1] : []));
  },
  ...(dtype === undefined ? {} : { dtype }),
});
const same: Rule = { parameters: ['*args', '**others'], shape: (of) => of };
const flat: Rule = { parameters: [['order', 'C']], shape: (of) => [sizeOf(of)] };

const RULES: Readonly<Record<string, Rule>> = {
  flatten: flat,
  ravel: flat,
  clip: same,
  round: same,
  squeeze: { parameters: [['axis', null]], shape: squeezed },
  swapaxes: { parameters: ['axis1', 'axis2'], shape: swapped },
  repeat: { parameters: ['repeats', ['axis', null]], shape: repeated },
  cumsum: {
    parameters: REDUCED,
    shape: (of, bound) => (bound.get('axis') === null ? [sizeOf(of)] : (axesOf(bound.get('axis'), of), of)),
    dtype: summed,
  },
  ...Object.fromEntries(['max', 'min'].map((name) => [name, reduction()])),
  ...Object.fromEntries(['sum', 'prod'].map((name) => [name, reduction(summed)])),
  ...Object.fromEntries(['mean', 'std', 'var'].map((name) => [name, reduction(averaged)])),
  ...Object.fromEntries(['argmax', 'argmin'].map((name) => [name, reduction(() => 'int64')])),
};

/** Methods of which `shapeBy` knows what they give. */
export const SHAPE_METHODS: readonly string[] = [...Object.keys(RULES), 'transpose'];

/**
 * The shape and the kind of numbers that a method gives an array.
 *
 * @param dtype the array's kind of numbers, where it is known
 * @param name one of `SHAPE_METHODS`
 * @param args those of the method; a function of that name has the array before them
 * @throws PythonError where NumPy refuses, NotFollowed where one number is left, which is not known
 */
export function shapeBy(
  name: string,
  of: Shape,
  dtype: string | undefined,
  args: Arguments,
): { shape: Shape; dtype: string | undefined } {
  const unknown = [...args.positional, ...args.keywords.values()].find((one) => one instanceof Unknown);
  if (unknown instanceof Unknown) throw new NotFollowed(unknown);
  if (name === 'transpose') return { shape: transposed(of, args), dtype };
  const rule = RULES[name] as Rule;
  const shape = rule.shape(of, bind(parameters(rule.parameters), args, name));
  if (shape.length === 0 && of.length > 0)
    throw new NotFollowed(new Unknown('the numbers of an array are not known', 0, [], true));
  return { shape, dtype: rule.dtype ? rule.dtype(dtype) : dtype };
}

/** `transpose()`, `transpose(1, 0)` or `transpose((1, 0))`. */
export function transposed(of: Shape, { positional, keywords }: Arguments): Shape {
  const [first = keywords.get('axes') ?? null] = positional;
  if (first === null) return [...of].reverse();
  const given = first instanceof Tuple || first instanceof List ? first.items : positional;
  const axes = given.map((one) => axisOf(one, of));
  if (axes.length !== of.length) throw new PythonError('ValueError', "axes don't match array");
  if (new Set(axes).size !== axes.length) throw new PythonError('ValueError', 'repeated axis in transpose');
  return axes.map((axis) => of[axis] as number);
}

function squeezed(of: Shape, bound: Bound): Shape {
  const axis = bound.get('axis');
  if (axis === null) return of.filter((size) => size !== 1);
  const axes = axesOf(axis, of);
  if (axes.some((one) => of[one] !== 1)) {
    const message = 'cannot select an axis to squeeze out which has size not equal to one';
    throw new PythonError('ValueError', message);
  }
  return of.filter((_, at) => !axes.includes(at));
}

function swapped(of: Shape, bound: Bound): Shape {
  const [one, other] = [axisOf(bound.get('axis1'), of), axisOf(bound.get('axis2'), of)];
  return of.map((size, at) => (at === one ? of[other] : at === other ? of[one] : size) as number);
}

function repeated(of: Shape, bound: Bound): Shape {
  const [repeats, axis] = [bound.get('repeats'), bound.get('axis')];
  if (typeof repeats !== 'number') throw new NotFollowed(new Unknown('the array is not computed', 0, [], true));
  if (axis === null) return [sizeOf(of) * repeats];
  const at = axisOf(axis, of);
  return of.map((size, one) => (one === at ? size * repeats : size));
}

/** All axes where none is given. */
function axesOf(value: Value, of: Shape): readonly number[] {
  if (value === null) return of.map((_, axis) => axis);
  return value instanceof Tuple ? value.items.map((one) => axisOf(one, of)) : [axisOf(value, of)];
}

function axisOf(value: Value, of: Shape): number {
  if (typeof value !== 'number') throw new NotFollowed(new Unknown('the array is not computed', 0, [], true));
  const axis = value < 0 ? value + of.length : value;
  if (axis >= 0 && axis < of.length) return axis;
  throw new PythonError('AxisError', `axis ${value} is out of bounds for array of dimension ${of.length}`);
}
