/** Tensors that the paste makes of sizes or numbers: `torch.zeros(2, 3)`, `torch.arange(4)`, `torch.Tensor(2, 3)`. */
import { Tensor } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import { NativeFunction } from '../../languages/python/callables.ts';
import type { Arguments } from '../../languages/python/callables.ts';
import { NotFollowed, PythonError, Refusal } from '../../languages/python/errors.ts';
import { NdArray } from '../../languages/python/library/numpy.ts';
import { Float, List, Tuple, Unknown } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { requireTaken } from './functions/taken.ts';
import { sizesOf } from './reading.ts';
import { Numbers } from './session.ts';
import { ofKind, sure } from './types.ts';
import type { Session } from './session.ts';

/** Functions that make a tensor of given sizes. */
const OF_SIZES = ['zeros', 'ones', 'rand', 'randn', 'empty'];
/** The types that tensors had classes of, and what they hold. */
const OLD_CLASSES: Readonly<Record<string, string>> = {
  FloatTensor: 'float32',
  DoubleTensor: 'float64',
  HalfTensor: 'float16',
  LongTensor: 'int64',
  IntTensor: 'int32',
  ByteTensor: 'uint8',
  BoolTensor: 'bool',
};

/** A function of `torch` that makes a tensor; undefined for another name. */
export function maker(name: string, session: Session): NativeFunction | undefined {
  const made = makerOf(name, session);
  if (!made) return undefined;
  return new NativeFunction(name, (args, context) => {
    requireTaken('torch', name, args);
    return made.invoke(args, context);
  });
}

function makerOf(name: string, session: Session): NativeFunction | undefined {
  if (OF_SIZES.includes(name)) return new NativeFunction(name, (args) => bySizes(name, args, session));
  const old = OLD_CLASSES[name];
  if (old !== undefined) return new NativeFunction(name, (args) => ofOldClass(args, old, session));
  if (name === 'randint') return randomIntegers(session);
  if (name === 'full') return filled(session);
  if (name === 'tensor' || name === 'from_numpy' || name === 'as_tensor') return fromValues(name, session);
  if (name === 'arange') return range(session);
  if (name === 'linspace') return evenly(session);
  if (name === 'randperm' || name === 'eye') return square(name, session);
  return undefined;
}

/** `torch.zeros(2, 3)`, `torch.zeros((2, 3))`, `torch.zeros(size=(2, 3))`. */
function bySizes(name: string, { positional, keywords }: Arguments, session: Session): Tensor {
  const [only] = positional;
  const isTogether = positional.length === 1 && (only instanceof Tuple || only instanceof List);
  const value = keywords.get('size') ?? (isTogether ? only : new Tuple(positional));
  const sizes = knownSizes(value, 'sizes', 'a size');
  if (name === 'zeros' && sizes.some((size) => size !== null && size < 0))
    throw new Refusal('RuntimeError', 'zeros: Dimension size must be non-negative.', 'negative', { shape: sizes });
  const made = asSaid(session.tensor(sizes, dtypeIn(keywords)), keywords, session);
  made.site = session.context.site;
  return made;
}

/** `torch.long` is another name of `torch.int64`. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  long: 'int64',
  int: 'int32',
  short: 'int16',
  half: 'float16',
  float: 'float32',
  double: 'float64',
  cfloat: 'complex64',
  cdouble: 'complex128',
};

/** The kind of number that a paste asks for. */
export function dtypeNamed(given: Value): string {
  return OTHER_NAMES[String(given)] ?? String(given);
}

function dtypeIn(keywords: Arguments['keywords'], usual = 'float32'): string {
  const given = keywords.get('dtype');
  return typeof given === 'string' ? dtypeNamed(given) : usual;
}

function knownSizes(value: Value, name: string, what = name): Shape {
  if (value instanceof Unknown) throw new NotFollowed(value, name);
  return sizesOf(value, what);
}

/** `torch.Tensor(2, 3)` has these sizes, `torch.Tensor([2, 3])` these numbers. */
export function ofOldClass(args: Arguments, dtype: string, session: Session): Tensor {
  const [only = null] = args.positional;
  if (only instanceof Unknown) throw new NotFollowed(only, 'sizes');
  if (only instanceof Tensor) return only;
  if (only instanceof NdArray) return session.tensor(only.shape, dtype);
  const isOfNumbers = only instanceof List || (only instanceof Tuple && args.positional.length === 1);
  if (isOfNumbers) return session.tensor(shapeOfItems(only), dtype);
  return session.tensor(args.positional.length === 0 ? [0] : sizesOf(new Tuple(args.positional), 'sizes'), dtype);
}

/** Lists in a list have one length. @throws PythonError ValueError */
function requireEven(value: Value, shape: readonly number[], dim = 0): void {
  const [size, ...rest] = shape;
  if (size === undefined) return;
  if (!(value instanceof List || value instanceof Tuple)) return;
  if (value.items.length !== size)
    throw new PythonError(
      'ValueError',
      `expected sequence of length ${size} at dim ${dim} (got ${value.items.length})`,
    );
  for (const one of value.items) requireEven(one, rest, dim + 1);
}

function shapeOfItems(value: Value): number[] {
  const shape: number[] = [];
  for (let first: Value = value; first instanceof List || first instanceof Tuple; first = first.items[0] ?? null)
    shape.push(first.items.length);
  return shape;
}

function randomIntegers(session: Session): NativeFunction {
  return new NativeFunction('randint', ({ positional, keywords }) => {
    const size = keywords.get('size') ?? positional.find((one) => one instanceof Tuple || one instanceof List) ?? null;
    const made = session.tensor(knownSizes(size, '`size` of randint'), dtypeIn(keywords, 'int64'));
    return asSaid(made, keywords, session);
  });
}

function filled(session: Session): NativeFunction {
  return new NativeFunction('full', ({ positional: [size = null, value = null], keywords }) => {
    const isWhole = typeof (keywords.get('fill_value') ?? value) === 'number';
    const sizes = knownSizes(keywords.get('size') ?? size, '`size` of full');
    const count = sizes.length === 1 ? (sizes[0] ?? MANY + 1) : MANY + 1;
    const number = numberIn(keywords.get('fill_value') ?? value);
    const numbers = number === undefined || count > MANY ? undefined : new Numbers(Array<number>(count).fill(number));
    return asSaid(session.tensor(sizes, dtypeIn(keywords, isWhole ? 'int64' : 'float32'), numbers), keywords, session);
  });
}

function square(name: string, session: Session): NativeFunction {
  return new NativeFunction(name, ({ positional: [size = null, other], keywords }) => {
    const rows = knownSizes(keywords.get('n') ?? size, `\`n\` of ${name}`);
    if (name === 'randperm') return asSaid(session.tensor(rows, dtypeIn(keywords, 'int64')), keywords, session);
    const columns = keywords.get('m') ?? other;
    return session.tensor([...rows, ...(columns === undefined ? rows : knownSizes(columns, '`m` of eye'))]);
  });
}

const numberIn = (value: Value): number | undefined =>
  value instanceof Float ? value.value : typeof value === 'number' ? value : undefined;

export function fromValues(name: string, session: Session): NativeFunction {
  return new NativeFunction(name, ({ positional: [value = null], keywords }) => {
    if (value instanceof Tensor) return ofKind(value, [keywords.get('dtype') ?? null], dtypeNamed);
    const first = firstOf(value);
    if (first instanceof Unknown) return first; // what it holds may have axes of its own
    const shape = [...shapeOfItems(value), ...shapeWithin(first)];
    requireEven(value, shapeOfItems(value));
    const own = kindOfItems(value);
    const dtype = dtypeIn(keywords, own ?? (typeof first === 'number' ? 'int64' : 'float32'));
    const made = session.tensor(shape, dtype, numbersIn(value));
    return own === undefined && !keywords.has('dtype') ? made : asSaid(made, keywords, session);
  });
}

/** The kind is sure, but where the paste gives one that is not read, or changes the usual one. */
function asSaid(made: Tensor, keywords: Arguments['keywords'], { context }: Session): Tensor {
  const given = keywords.get('dtype') ?? null;
  const isRead = given === null || typeof given === 'string';
  return isRead && !/set_default_(dtype|tensor_type)/.test(context.paste) ? sure(made) : made;
}

/** Of an array, or of lists of numbers; undefined where it is not known of all. */
function kindOfItems(value: Value): string | undefined {
  if (value instanceof NdArray) return value.dtype;
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'int64';
  if (value instanceof Float) return 'float32';
  if (!(value instanceof List || value instanceof Tuple)) return undefined;
  const kinds = new Set(value.items.map(kindOfItems));
  const [only] = kinds;
  if (kinds.size === 2 && kinds.has('int64') && kinds.has('float32')) return 'float32';
  return kinds.size === 1 ? only : undefined;
}

/** What lists in lists hold first. */
function firstOf(value: Value): Value {
  return value instanceof List || value instanceof Tuple ? firstOf(value.items[0] ?? null) : value;
}

/** @throws PythonError for tensors that are no numbers */
function shapeWithin(first: Value): Shape {
  if (first instanceof NdArray) return first.shape;
  if (first instanceof Tensor && first.shape.some((size) => size !== 1))
    throw new PythonError('ValueError', 'only one element tensors can be converted to Python scalars');
  return [];
}

/** Of a number, or of a list of numbers. */
function numbersIn(value: Value): Numbers | undefined {
  const all = (value instanceof List || value instanceof Tuple ? value.items : [value]).map(numberIn);
  return all.every((one) => one !== undefined) ? new Numbers(all) : undefined;
}

/** Larger ones are not kept number by number. */
const MANY = 10_000;

function range(session: Session): NativeFunction {
  return new NativeFunction('arange', ({ positional, keywords }) => {
    const given = [...positional, ...['start', 'end', 'step'].flatMap((name) => keywords.get(name) ?? [])];
    const numbers = given.map(numberIn);
    if (numbers.some((one) => one === undefined)) return session.tensor([null]);
    const [first = 0, stop, step = 1] = numbers as number[];
    const [start, end] = stop === undefined ? [0, first] : [first, stop];
    const count = Math.max(0, Math.ceil((end - start) / step));
    const isFloat = given.some((one) => one instanceof Float);
    const all = count > MANY ? undefined : Array.from({ length: count }, (_, index) => start + index * step);
    const made = session.tensor([count], dtypeIn(keywords, isFloat ? 'float32' : 'int64'), all && new Numbers(all));
    return asSaid(made, keywords, session);
  });
}

function evenly(session: Session): NativeFunction {
  return new NativeFunction('linspace', ({ positional, keywords }) => {
    const names = ['start', 'end', 'steps'];
    const given = names.map((name, index) => keywords.get(name) ?? positional[index] ?? null);
    const unknown = given.find((one) => one instanceof Unknown);
    if (unknown instanceof Unknown) throw new NotFollowed(unknown, 'an argument of linspace');
    const [start, end, steps] = given.map(numberIn);
    if (steps === undefined) throw new PythonError('TypeError', "linspace() missing required argument: 'steps'");
    const isKnown = start !== undefined && end !== undefined && steps <= MANY;
    const at = (index: number): number =>
      Math.fround((start ?? 0) + (((end ?? 0) - (start ?? 0)) / Math.max(1, steps - 1)) * index);
    const all = isKnown ? Array.from({ length: steps }, (_, index) => at(index)) : undefined;
    return asSaid(session.tensor([steps], dtypeIn(keywords), all && new Numbers(all)), keywords, session);
  });
}
