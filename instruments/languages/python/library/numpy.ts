/** As much of NumPy as pastes compute shapes with: arrays are shapes without values. */
import { LibraryFunction } from '../callables.ts';
import type { Arguments } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import type { Context } from '../context.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import { Ellipsis, Float, List, Module, Property, Slice, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { SHAPE_METHODS, shapeBy } from './array_shapes.ts';
import { libraryFunction } from './builtins.ts';
import { binary, numberOf, plainNumber, sliced } from './operators.ts';

/** A method of arrays; where it is not computed the reader need not be told: arrays are no layers. */
function method(name: string, run: (self: NdArray, args: Arguments, context: Context) => Value): LibraryFunction {
  return new LibraryFunction(name, ({ positional: [self, ...positional], keywords }, context) =>
    run(self as NdArray, { positional, keywords }, context),
  );
}

/** An array of which only the shape is known, or a whole number of NumPy's. */
export class NdArray extends Instance {
  constructor(
    readonly shape: readonly number[],
    override readonly number: number | undefined = undefined,
    /** Those of a row whose numbers are known. */
    readonly numbers: readonly number[] | undefined = undefined,
  ) {
    super(ndarray);
  }

  /** The numbers of a row that the paste writes out as whole ones. */
  whole: readonly number[] | undefined = undefined;
  /** The kind of number, where it is known. */
  dtype: string | undefined = undefined;

  ofKind(dtype: string | undefined): this {
    this.dtype = dtype;
    return this;
  }
}

/** So many numbers of a row are kept. */
const MOST_NUMBERS = 10_000;

const OPERATORS = [
  ...['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow'].flatMap((name) => [name, `r${name}`]),
  'neg',
  'abs',
];

const SIGNS: Readonly<Record<string, string>> = {
  add: '+',
  sub: '-',
  mul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
};

/** The result of two numbers; undefined where one is an array. */
function computed(name: string, self: NdArray, other: Value): Value | undefined {
  const isSwapped = !SIGNS[name];
  const sign = SIGNS[isSwapped ? name.slice(1) : name];
  if (self.number === undefined || sign === undefined || numberOf(other) === undefined) return undefined;
  const [left, right] = isSwapped ? [plainNumber(other), self.number] : [self.number, plainNumber(other)];
  const result = binary(sign, left, right);
  return typeof result === 'number' ? new NdArray([], result) : result;
}

const shapeOf = (array: NdArray): Tuple => new Tuple(array.shape);

const floats = ({ numbers = [] }: NdArray): Value[] => numbers.map((number) => new Float(number));

const ndarray: Class = new Class(
  'ndarray',
  [],
  new Map<string, Value>([
    ['shape', new Property(method('shape', shapeOf))],
    ['ndim', new Property(method('ndim', (self) => self.shape.length))],
    ['size', new Property(method('size', (self) => self.shape.reduce((product, size) => product * size, 1)))],
    ['__len__', method('__len__', (self) => self.shape[0] ?? 0)],
    ['__getitem__', method('__getitem__', (self, { positional: [key] }) => taken(self, key ?? null))],
    [
      '__setitem__',
      method('__setitem__', (self) => {
        self.whole = undefined;
        return null;
      }),
    ],
    ['reshape', method('reshape', (self, { positional }, context) => reshaped(self, positional, context))],
    [
      'astype',
      method('astype', (self, { positional: [kind], keywords }) =>
        new NdArray(self.shape).ofKind(kindNamed(kind ?? keywords.get('dtype') ?? null)),
      ),
    ],
    ...SHAPE_METHODS.map((name): [string, Value] => [name, method(name, (self, args) => changed(name, self, args))]),
    ['T', new Property(method('T', (self) => changed('transpose', self, NONE)))],
    ['copy', method('copy', (self) => new NdArray(self.shape).ofKind(self.dtype))],
    ['tolist', method('tolist', (self, _, context) => (self.numbers ? new List(floats(self)) : notComputed(context)))],
    ...OPERATORS.map((name): [string, Value] => [
      `__${name}__`,
      method(
        name,
        (self, { positional: [other = null] }) =>
          computed(name, self, other) ?? new NdArray(broadcast(self.shape, shapeOfOperand(other))),
      ),
    ]),
    [
      '__getattr__',
      method('__getattr__', (self, { positional: [name] }, context) => {
        self.whole = undefined; // `fill` and `put` change them
        return context.unknown(`\`ndarray.${String(name)}\` is not computed`, { harmless: true });
      }),
    ],
  ]),
  'builtins',
);

/** Of all numbers of a row one. */
const TOTALS: Readonly<Record<string, (all: readonly number[]) => number>> = {
  prod: (all) => all.reduce((product, one) => product * one, 1),
  sum: (all) => all.reduce((sum, one) => sum + one, 0),
  max: (all) => Math.max(...all),
  min: (all) => Math.min(...all),
};

const NONE: Arguments = { positional: [], keywords: new Map() };

/** What a method makes of an array that changes its shape. */
function changed(name: string, array: NdArray, args: Arguments): NdArray {
  const isOfAll = args.positional.length === 0 && args.keywords.size === 0;
  const total = isOfAll && array.whole ? TOTALS[name]?.(array.whole) : undefined;
  if (total !== undefined) return new NdArray([], total);
  const { shape, dtype } = shapeBy(name, array.shape, array.dtype, args);
  return new NdArray(shape).ofKind(dtype);
}

/** Of numbers and arrays; nothing stands for a number, too. */
function shapeOfOperand(value: Value): readonly number[] {
  if (value instanceof NdArray) return value.shape;
  if (value === null || numberOf(value) !== undefined) return [];
  throw new NotFollowed(new Unknown('the array is not computed', 0, [], true));
}

/** The shape of two arrays that are combined cell by cell. @throws PythonError where they do not fit */
function broadcast(one: readonly number[], other: readonly number[]): number[] {
  const rank = Math.max(one.length, other.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [left = 1, right = 1] = [one[axis - rank + one.length], other[axis - rank + other.length]];
    if (left === right || left === 1 || right === 1) return left === 1 ? right : left;
    const said = [one, other].map((shape) => `(${shape.join(',')}${shape.length === 1 ? ',' : ''})`).join(' ');
    throw new PythonError('ValueError', `operands could not be broadcast together with shapes ${said} `);
  });
}

/** `array[3]`, `array[..., None]`, `array[:100, :, 1:]`: the shape of what is taken. */
function taken(array: NdArray, key: Value): Value {
  const keys = key instanceof Tuple ? key.items : [key];
  const unknown = keys.find((one) => one instanceof Unknown);
  if (unknown) throw new NotFollowed(unknown);
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
    } else if (one instanceof NdArray && named === 1) {
      shape.push(...one.shape);
      axis += 1;
    } else if (typeof one === 'number') {
      requireIndex(one, axis, array);
      axis += 1;
    } else throw new NotFollowed(new Unknown('the part of an array is not computed', 0, [], true));
  }
  shape.push(...array.shape.slice(axis));
  if (shape.length > 0) return new NdArray(shape);
  const number = typeof key === 'number' ? array.numbers?.at(key) : undefined;
  if (number !== undefined) return new Float(number);
  throw new NotFollowed(new Unknown('the numbers of an array are not known', 0, [], true));
}

/** @throws PythonError for an index beyond the end, which ends a loop, too */
function requireIndex(index: number, axis: number, { shape }: NdArray): void {
  const size = shape[axis] ?? 1;
  if (index >= -size && index < size) return;
  const message = `index ${index} is out of bounds for axis ${axis} with size ${size}`;
  throw new PythonError('IndexError', message);
}

/** `np.linspace(0, 0.1, 12)`, whose numbers are known where its arguments are. */
export function evenlySpaced(args: readonly Value[], context: Context, { keywords }: Arguments): Value {
  const [start, stop, num = 50] = ['start', 'stop', 'num'].map((name, at) => {
    const given = args[at] ?? keywords.get(name);
    return given === undefined ? undefined : numberOf(given);
  });
  const others = [...keywords.keys()].filter((name) => !['start', 'stop', 'num', 'dtype'].includes(name));
  if (start === undefined || stop === undefined || others.length > 0 || args.length > 3) return notComputed(context);
  const step = (stop - start) / Math.max(1, num - 1);
  if (num > MOST_NUMBERS) return new NdArray([num]);
  return new NdArray(
    [num],
    undefined,
    Array.from({ length: num }, (_, index) => start + index * step),
  );
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
  return new NdArray(shape).ofKind(array.dtype);
}

function sizesOf(value: Value, context: Context): number[] {
  const items = typeof value === 'number' ? [value] : context.items(value);
  return items.map((item) => {
    if (item instanceof Unknown) throw new NotFollowed(item, 'a size of an array');
    if (typeof item !== 'number') throw new PythonError('TypeError', 'expected a sequence of integers');
    if (item < 0) throw new PythonError('ValueError', 'negative dimensions are not allowed');
    return item;
  });
}

const filled = (name: string, place = 0, usual: string | undefined = 'float64'): [string, Value] => [
  name,
  libraryFunction(name, (args, context, { keywords }) => {
    const shape = keywords.get('size') ?? keywords.get('shape') ?? args[place];
    return shape === undefined
      ? context.unknown('a random number', { harmless: true })
      : new NdArray(sizesOf(shape, context)).ofKind(
          keywords.has('dtype') ? kindNamed(keywords.get('dtype') ?? null) : usual,
        );
  }),
];

const bySizes = (name: string): [string, Value] => [
  name,
  libraryFunction(name, (args, context) => new NdArray(args.flatMap((one) => sizesOf(one, context))).ofKind('float64')),
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

/** A function that gives an array of the same shape. */
const keeps = (name: string): [string, Value] => [
  name,
  libraryFunction(name, ([value = null], context) =>
    value instanceof NdArray ? new NdArray(value.shape) : notComputed(context),
  ),
];

/** A function of a list of arrays. */
const joins = (
  name: string,
  shapeOfAll: (shapes: readonly (readonly number[])[], axis: number) => readonly number[],
): [string, Value] => [
  name,
  libraryFunction(name, ([arrays = null, axis], context, { keywords }) => {
    const items = arrays instanceof Unknown ? [arrays] : context.items(arrays);
    const shapes = items.map((one) => (one instanceof NdArray ? one.shape : null));
    if (shapes.includes(null)) return notComputed(context);
    return new NdArray(shapeOfAll(shapes as number[][], Number(axis ?? keywords.get('axis') ?? 0)));
  }),
];

function requireAlike(first: readonly number[], shape: readonly number[], axis: number, index: number): void {
  const wrong = first.findIndex((size, at) => at !== axis && shape[at] !== size);
  if (shape.length === first.length && wrong < 0) return;
  const [ahead, one, other] =
    shape.length === first.length
      ? [
          `array dimensions except for the concatenation axis must match exactly, but along dimension ${wrong},`,
          `size ${first[wrong]}`,
          `size ${shape[wrong]}`,
        ]
      : [
          'arrays must have same number of dimensions, but',
          `${first.length} dimension(s)`,
          `${shape.length} dimension(s)`,
        ];
  const message = `all the input ${ahead} the array at index 0 has ${one} and the array at index ${index} has ${other}`;
  throw new PythonError('ValueError', message);
}

/** @throws PythonError where the arrays differ on another axis */
function joined(shapes: readonly (readonly number[])[], axis: number): number[] {
  const [first = []] = shapes;
  const at = axis < 0 ? first.length + axis : axis;
  shapes.forEach((shape, index) => {
    requireAlike(first, shape, at, index);
  });
  return first.map((size, index) =>
    index === at ? shapes.reduce((sum, shape) => sum + (shape[index] ?? 0), 0) : size,
  );
}

const notComputed = (context: Context): Unknown => context.unknown('the array is not computed', { harmless: true });

const random = new Map<string, Value>([
  bySizes('rand'),
  bySizes('randn'),
  filled('random'),
  filled('random_sample'),
  filled('normal', 2),
  filled('uniform', 2),
  filled('randint', 2, 'int64'),
]);

const members = new Map<string, Value>([
  filled('zeros'),
  filled('ones'),
  filled('empty'),
  filled('full', 0, undefined),
  onNumber('sqrt', Math.sqrt),
  onNumber('ceil', Math.ceil),
  onNumber('floor', Math.floor),
  onNumber('log2', Math.log2),
  onNumber('log', Math.log),
  onNumber('exp', Math.exp),
  onNumber('sin', Math.sin),
  onNumber('cos', Math.cos),
  onNumber('tanh', Math.tanh),
  onNumber('abs', Math.abs),
  [
    'eye',
    libraryFunction('eye', ([rows, columns], context, { keywords }) => {
      const [height = null, width = null] = [rows ?? keywords.get('N'), columns ?? keywords.get('M')];
      return new NdArray(sizesOf(new Tuple([height, width ?? height]), context)).ofKind('float64');
    }),
  ],
  [
    'identity',
    libraryFunction('identity', ([rows = null], context) => new NdArray(sizesOf(new Tuple([rows, rows]), context))),
  ],
  ...SHAPE_METHODS.map((name): [string, Value] => [
    name,
    new LibraryFunction(name, ({ positional: [array = null, ...positional], keywords }, context) =>
      array instanceof NdArray ? changed(name, array, { positional, keywords }) : notComputed(context),
    ),
  ]),
  keeps('square'),
  keeps('zeros_like'),
  keeps('ones_like'),
  keeps('asarray'),
  keeps('copy'),
  [
    'reshape',
    libraryFunction('reshape', ([array = null, ...sizes], context, { keywords }) => {
      const shape = sizes[0] ?? keywords.get('newshape') ?? keywords.get('shape') ?? null;
      return array instanceof NdArray ? reshaped(array, [shape], context) : notComputed(context);
    }),
  ],
  joins('concatenate', (shapes, axis) => joined(shapes, axis)),
  joins('vstack', (shapes) =>
    joined(
      shapes.map((shape) => (shape.length < 2 ? [1, ...(shape.length === 0 ? [1] : shape)] : shape)),
      0,
    ),
  ),
  joins('hstack', (shapes) => joined(shapes, shapes[0]?.length === 1 ? 0 : 1)),
  joins('stack', (shapes, axis) => {
    const shape = [...(shapes[0] ?? [])];
    shape.splice(axis < 0 ? shape.length + 1 + axis : axis, 0, shapes.length);
    return shape;
  }),
  [
    'meshgrid',
    libraryFunction('meshgrid', (arrays, context, { keywords }) => {
      if (!arrays.every((one) => one instanceof NdArray)) return notComputed(context);
      const [first = 1, second, ...rest] = arrays.map(({ shape }) => shape.reduce((all, size) => all * size, 1));
      const isSwapped = keywords.get('indexing') !== 'ij' && second !== undefined;
      const shape = second === undefined ? [first] : isSwapped ? [second, first, ...rest] : [first, second, ...rest];
      return new Tuple(arrays.map(() => new NdArray(shape)));
    }),
  ],
  [
    'prod',
    libraryFunction('prod', ([items = null], context) => {
      const all = typeof items === 'number' ? [items] : context.items(items);
      const product = all.reduce((before, item) => binary('*', before, item), 1 as Value);
      return typeof product === 'number' ? new NdArray([], product) : product;
    }),
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
    libraryFunction('arange', (args, context) => {
      const numbers = args.map(numberOf);
      return numbers.includes(undefined) ? notComputed(context) : new NdArray([rangeLength(numbers as number[])]);
    }),
  ],
  ['linspace', libraryFunction('linspace', evenlySpaced)],
  ['newaxis', null],
  ...['float16', 'float32', 'float64', 'single', 'double', 'float_'].map(floatType),
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

/** `np.float32`, `'float32'` or `float` as the kind of an array's numbers; undefined for others. */
function kindNamed(value: Value): string | undefined {
  const name = value instanceof LibraryFunction ? value.name : typeof value === 'string' ? value : undefined;
  return name !== undefined && KINDS.has(name) ? name : undefined;
}

const KINDS = new Set(['float32', 'float64', 'int64', 'int32', 'uint8']);

/** `np.float32`, as a `dtype` and as a function of a number or an array. */
function floatType(name: string): [string, Value] {
  const convert = libraryFunction(name, ([value = null], context) => {
    if (value instanceof NdArray) return new NdArray(value.shape);
    const number = numberOf(value);
    return number === undefined ? notComputed(context) : new Float(number);
  });
  return [name, convert];
}

function rangeLength([start = 0, stop, step = 1]: readonly number[]): number {
  return Math.max(0, stop === undefined ? Math.ceil(start) : Math.ceil((stop - start) / step));
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
  let inner: Value | undefined = value;
  for (; inner instanceof List || inner instanceof Tuple; inner = inner.items[0]) shape.push(inner.items.length);
  if (inner instanceof Unknown) throw new NotFollowed(inner);
  if (inner instanceof NdArray) shape.push(...inner.shape);
  if (shape.length === 0) return context.unknown('the array is not computed', { harmless: true });
  const array = new NdArray(shape);
  const row = shape.length === 1 && shape[0] !== 0 ? (value as List | Tuple).items : [];
  if (row.length > 0 && row.every((one) => Number.isInteger(one))) array.whole = row as readonly number[];
  return array;
}

const notRun = (what: string): Unknown => new Unknown(`\`${what}\` is not run`, 0, [], true);

export const numpy: Module = new Module('numpy', (name) =>
  // Not `??`: `np.newaxis` is None.
  name === 'random' ? randomModule : members.has(name) ? members.get(name) : notRun(`np.${name}`),
);
