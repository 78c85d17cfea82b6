/** As much of NumPy as pastes compute shapes with: arrays are shapes without values. */
import { LibraryFunction, method } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import type { Context } from '../context.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import { Ellipsis, Float, List, Module, Property, Slice, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { libraryFunction } from './builtins.ts';
import { binary, numberOf, sliced } from './operators.ts';

/** An array of which only the shape is known. */
export class NdArray extends Instance {
  constructor(readonly shape: readonly number[]) {
    super(ndarray);
  }
}

const shapeOf = (array: NdArray): Tuple => new Tuple(array.shape);
const keepsShape = method<NdArray>('keeps its shape', (self) => new NdArray(self.shape));

const ndarray: Class = new Class(
  'ndarray',
  [],
  new Map<string, Value>([
    ['shape', new Property(method<NdArray>('shape', shapeOf))],
    ['ndim', new Property(method<NdArray>('ndim', (self) => self.shape.length))],
    ['size', new Property(method<NdArray>('size', (self) => self.shape.reduce((product, size) => product * size, 1)))],
    ['__len__', method<NdArray>('__len__', (self) => self.shape[0] ?? 0)],
    ['__getitem__', method<NdArray>('__getitem__', (self, { positional: [key] }) => taken(self, key ?? null))],
    ['__setitem__', method('__setitem__', () => null)],
    ['reshape', method<NdArray>('reshape', (self, { positional }, context) => reshaped(self, positional, context))],
    ['astype', keepsShape],
    ['copy', keepsShape],
    ...['add', 'sub', 'mul', 'truediv', 'radd', 'rsub', 'rmul', 'rtruediv', 'neg', 'pow', 'abs'].map(
      (name): [string, Value] => [
        `__${name}__`,
        method<NdArray>(name, (self, { positional: [other] }) => {
          if (other instanceof Unknown || other instanceof NdArray)
            throw new NotFollowed(new Unknown('the array is not computed', 0, [], true));
          return new NdArray(self.shape);
        }),
      ],
    ),
    [
      '__getattr__',
      method('__getattr__', (_, { positional: [name] }, context) =>
        context.unknown(`\`ndarray.${String(name)}\` is not computed`, { harmless: true }),
      ),
    ],
  ]),
  'builtins',
);

/** `array[3]`, `array[..., None]`, `array[:100, :, 1:]`: the shape of what is taken. */
function taken(array: NdArray, key: Value): Value {
  const keys = key instanceof Tuple ? key.items : [key];
  const named = keys.filter((one) => one !== null && !(one instanceof Ellipsis)).length;
  if (named > array.shape.length) throw new PythonError('IndexError', 'too many indices for array');
  const shape: number[] = [];
  let axis = 0;
  for (const one of keys) {
    const size = array.shape[axis] ?? 1;
    if (one === null) shape.push(1);
    else if (one instanceof Ellipsis) {
      const skipped = array.shape.length - named;
      shape.push(...array.shape.slice(axis, axis + skipped));
      axis += skipped;
    } else if (one instanceof Slice) {
      shape.push(sliced(one, size).length);
      axis += 1;
    } else if (typeof one === 'number') axis += 1;
    else throw new NotFollowed(new Unknown('the part of an array is not computed', 0, [], true));
  }
  shape.push(...array.shape.slice(axis));
  if (shape.length > 0) return new NdArray(shape);
  throw new NotFollowed(new Unknown('the numbers of an array are not known', 0, [], true));
}

function reshaped(array: NdArray, args: readonly Value[], context: Context): Value {
  const [first] = args;
  const sizes = (args.length === 1 && !(typeof first === 'number') ? context.items(first ?? null) : args).map(Number);
  const total = array.shape.reduce((product, size) => product * size, 1);
  const known = sizes.filter((size) => size >= 0).reduce((product, size) => product * size, 1);
  const shape = sizes.map((size) => (size < 0 ? total / known : size));
  if (!shape.every(Number.isInteger) || shape.reduce((product, size) => product * size, 1) !== total) {
    throw new PythonError('ValueError', `cannot reshape array of size ${total} into shape (${sizes.join(',')})`);
  }
  return new NdArray(shape);
}

function sizesOf(value: Value, context: Context): number[] {
  const items = typeof value === 'number' ? [value] : context.items(value);
  return items.map((item) => {
    if (item instanceof Unknown) throw new NotFollowed(item, 'a size of an array');
    if (typeof item !== 'number') throw new PythonError('TypeError', 'expected a sequence of integers');
    return item;
  });
}

const filled = (name: string, place = 0): [string, Value] => [
  name,
  libraryFunction(name, (args, context, { keywords }) => {
    const shape = keywords.get('size') ?? keywords.get('shape') ?? args[place];
    return shape === undefined
      ? context.unknown('a random number', { harmless: true })
      : new NdArray(sizesOf(shape, context));
  }),
];

const bySizes = (name: string): [string, Value] => [
  name,
  libraryFunction(name, (args, context) => new NdArray(args.flatMap((one) => sizesOf(one, context)))),
];

const onNumber = (name: string, compute: (value: number) => number): [string, Value] => [
  name,
  libraryFunction(name, ([value = null], context) => {
    if (value instanceof NdArray) return new NdArray(value.shape);
    const number = numberOf(value);
    return number === undefined
      ? context.unknown(`\`np.${name}\` is not computed`, { harmless: true })
      : new Float(compute(number));
  }),
];

const random = new Map<string, Value>([
  bySizes('rand'),
  bySizes('randn'),
  filled('random'),
  filled('random_sample'),
  filled('normal', 2),
  filled('uniform', 2),
  filled('randint', 2),
]);

const members = new Map<string, Value>([
  filled('zeros'),
  filled('ones'),
  filled('empty'),
  filled('full'),
  onNumber('sqrt', Math.sqrt),
  onNumber('ceil', Math.ceil),
  onNumber('floor', Math.floor),
  onNumber('log2', Math.log2),
  onNumber('log', Math.log),
  onNumber('exp', Math.exp),
  [
    'prod',
    libraryFunction('prod', ([items = null], context) =>
      typeof items === 'number'
        ? items
        : context.items(items).reduce((product, item) => binary('*', product, item), 1 as Value),
    ),
  ],
  [
    'expand_dims',
    libraryFunction('expand_dims', ([array = null, axis], context, { keywords }) =>
      expanded(array, axis ?? keywords.get('axis') ?? 0, context),
    ),
  ],
  [
    'array',
    libraryFunction('array', ([value = null], context) => (value instanceof NdArray ? value : arrayOf(value, context))),
  ],
  [
    'arange',
    libraryFunction('arange', (args) =>
      args.every((one) => typeof one === 'number') ? new NdArray([rangeLength(args as number[])]) : null,
    ),
  ],
  ['newaxis', null],
  ['pi', new Float(Math.PI)],
  ['inf', new Float(Infinity)],
  ['ndarray', ndarray],
  ...['int32', 'int64', 'int8', 'uint8', 'int16'].map((name): [string, Value] => [
    name,
    new LibraryFunction('int', ({ positional: [value = 0] }, context) =>
      context.call(intOf(context), { positional: [value] }),
    ),
  ]),
]);
const randomModule = new Module('numpy.random', (name) => random.get(name) ?? notRun(`np.random.${name}`));

function rangeLength([start = 0, stop, step = 1]: readonly number[]): number {
  return Math.max(0, stop === undefined ? start : Math.ceil((stop - start) / step));
}

function intOf(context: Context): Value {
  return new LibraryFunction('int', ({ positional: [value = 0] }) => {
    const number = numberOf(value);
    return number === undefined ? context.unknown('no number') : Math.trunc(number);
  });
}

function expanded(array: Value, axis: Value, context: Context): Value {
  if (!(array instanceof NdArray) || typeof axis !== 'number')
    return context.unknown('the array is not computed', { harmless: true });
  const shape = [...array.shape];
  shape.splice(axis < 0 ? shape.length + 1 + axis : axis, 0, 1);
  return new NdArray(shape);
}

function arrayOf(value: Value, context: Context): Value {
  const shape: number[] = [];
  for (let one: Value | undefined = value; one instanceof List || one instanceof Tuple; one = one.items[0])
    shape.push(one.items.length);
  return shape.length > 0 ? new NdArray(shape) : context.unknown('the array is not computed', { harmless: true });
}

const notRun = (what: string): Unknown => new Unknown(`\`${what}\` is not run`, 0, [], true);

export const numpy: Module = new Module('numpy', (name) =>
  name === 'random' ? randomModule : (members.get(name) ?? notRun(`np.${name}`)),
);
