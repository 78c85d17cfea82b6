/** Python's own functions. What they are given and cannot know makes their result unknown. */
import { BoundMethod, LibraryFunction, NativeFunction, Partial, PythonFunction } from '../callables.ts';
import type { Arguments } from '../callables.ts';
import { AttributeDict, Class, Instance } from '../classes.ts';
import type { Context } from '../context.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import {
  ClassMethod,
  Dict,
  doubtOf,
  ELLIPSIS,
  Float,
  Endless,
  Iterator,
  List,
  Module,
  Property,
  PySet,
  Range,
  Slice,
  StaticMethod,
  NamedTuple,
  Tuple,
  Unknown,
} from '../values.ts';
import type { Value } from '../values.ts';
import { exceptionClasses, objectClass } from './exceptions.ts';
import { format, repr } from './format.ts';
import { itemsOf, lazy, rowsOf } from './lazy.ts';
import { classesOnBuiltins, builtinOf } from './builtin_bases.ts';
import { sorted } from './methods.ts';
import { Beyond, binary, compare, LARGEST, numberOf, plainNumber, typeName } from './operators.ts';

type Builtin = (args: readonly Value[], context: Context, all: Arguments) => Value;

const fail = (message: string, type = 'TypeError'): never => {
  throw new PythonError(type, message);
};

const functions: Record<string, Builtin> = {
  len: ([value], context) => length(value ?? null, context),
  int: ([value = 0, radix], context, { keywords }) =>
    toInteger(numberItself(value, '__int__', context), radix ?? keywords.get('base')),
  float: ([value = 0], context) => toFloat(numberItself(value, '__float__', context)),
  bool: ([value = false], context) => context.truth(value),
  str: ([value = ''], context) => context.text(value),
  repr: ([value], context) => context.repr(value ?? null),
  format: ([value, spec]) => format(value ?? null, typeof spec === 'string' ? spec : ''),
  list: ([items], context) => new List(items === undefined ? [] : context.items(items)),
  tuple: ([items], context) =>
    items instanceof Tuple && !(items instanceof NamedTuple)
      ? items
      : new Tuple(items === undefined ? [] : context.items(items)),
  set: ([items], context) => new PySet(items === undefined ? [] : context.items(items)),
  frozenset: ([items], context) => new PySet(items === undefined ? [] : context.items(items)),
  dict: ([given], context, { keywords }) => {
    const dict = new Dict();
    const source = given === undefined ? given : builtinOf(given);
    if (source instanceof Dict) for (const [key, value] of source.entries.values()) dict.set(key, value);
    else if (source !== undefined)
      for (const pair of context.items(source)) dict.set(context.item(pair, 0), context.item(pair, 1));
    for (const [key, value] of keywords) dict.set(key, value);
    return dict;
  },
  range: (args, context) => {
    const numbers = args.map((one) => wholeNumber(numberItself(one, '__index__', context)));
    const [start, stop, step = 1] = numbers as [number, number?, number?];
    if (step === 0) return fail('range() arg 3 must not be zero', 'ValueError');
    return stop === undefined ? new Range(0, start, 1) : new Range(start, stop, step);
  },
  enumerate: ([items, start], context, { keywords }) => {
    const first = Number(start ?? keywords.get('start') ?? 0);
    return lazy(numbered(itemsOf(items ?? null, context), first), 'enumerate');
  },
  zip: (args, context, { keywords }) => {
    if (args.length > 0 && args.every((one) => one instanceof Endless))
      throw new NotFollowed(context.unknown('a `zip` that never ends'));
    const sources = args.map((one) => itemsOf(one, context));
    return lazy(zipped(sources, context, keywords.get('strict') === true), 'zip');
  },
  reversed: ([items], context) => iterator('reversed', context.items(items ?? null).reverse()),
  sorted: ([items], context, { keywords }) => new List(sorted(context.items(items ?? null), keywords, context)),
  map: ([callee = null, ...args], context) => {
    const sources = args.map((one) => itemsOf(one, context));
    return lazy(mapped(callee, sources, context), 'map');
  },
  filter: ([callee = null, items = null], context) =>
    lazy(filtered(callee, itemsOf(items, context), context), 'filter'),
  iter: ([items], context) => (items instanceof Iterator ? items : iterator('iterator', context.items(items ?? null))),
  next: ([iterator, otherwise], context) => {
    if (!(iterator instanceof Iterator)) {
      const method = context.attribute(iterator ?? null, '__next__');
      return method === undefined
        ? fail(`'${typeName(iterator ?? null)}' object is not an iterator`)
        : context.call(method);
    }
    const next = iterator.items.next();
    if (!next.done) return next.value;
    return otherwise === undefined ? fail('', 'StopIteration') : otherwise;
  },
  any: ([items], context) => context.items(items ?? null).some((item) => context.truth(item)),
  all: ([items], context) => context.items(items ?? null).every((item) => context.truth(item)),
  sum: ([items, start], context, { keywords }) =>
    context
      .items(items ?? null)
      .reduce((total, item) => add(total, item, context), start ?? keywords.get('start') ?? 0),
  min: (args, context, { keywords }) => extreme(args, context, keywords, -1),
  max: (args, context, { keywords }) => extreme(args, context, keywords, 1),
  abs: ([value], context) => absolute(value ?? null, context),
  pow: ([base, exponent, modulus = null]) => {
    const power = binary('**', base ?? null, exponent ?? null);
    return modulus === null ? power : binary('%', power, modulus);
  },
  divmod: ([left, right]) =>
    new Tuple([binary('//', left ?? null, right ?? null), binary('%', left ?? null, right ?? null)]),
  round: ([value, digits], _, { keywords }) => rounded(value ?? null, digits ?? keywords.get('ndigits') ?? null),
  chr: ([code]) => String.fromCodePoint(wholeNumber(code ?? 0)),
  ord: ([character]) => String(character).codePointAt(0) ?? 0,
  isinstance: ([value, type]) => isInstance(value ?? null, type ?? null),
  issubclass: ([cls, other], context) => {
    const others = other instanceof Tuple ? other.items : [other];
    if (cls instanceof Class && others.every((one) => one instanceof Class))
      return others.some((one) => cls.isSubclassOf(one));
    return context.unknown('what a class stands on is not known here');
  },
  type: ([value, ...others], context) =>
    others.length > 0 ? context.unknown('a class that `type(…)` makes is not followed') : typeOf(value ?? null),
  id: ([value]) => (value instanceof Instance ? value.line : 0),
  callable: ([value], context) => isCallable(value ?? null, context),
  getattr: ([object, name, otherwise], context) => {
    const find = otherwise === undefined ? attributeOf : attributeIfAny;
    const value = find(object ?? null, name ?? null, context);
    if (value !== undefined) return value; // None is one, too
    if (otherwise !== undefined) return otherwise;
    return fail(`'${typeName(object ?? null)}' object has no attribute '${String(name)}'`, 'AttributeError');
  },
  hasattr: ([object, name], context) => {
    const value = attributeIfAny(object ?? null, name ?? null, context);
    return value instanceof Unknown ? value : value !== undefined;
  },
  setattr: ([object, name, value], context) => {
    context.setAttribute(object ?? null, String(name), value ?? null);
    return null;
  },
  vars: ([object], context) =>
    object instanceof Instance && object.cls.members.get('__slots__') === undefined
      ? new AttributeDict(object)
      : context.unknown('the names of a scope are not listed', { harmless: true }),
  slice: (args) =>
    args.length === 1
      ? new Slice(null, args[0] ?? null, null)
      : new Slice(args[0] ?? null, args[1] ?? null, args[2] ?? null),
  property: ([get]) =>
    get instanceof PythonFunction || get instanceof NativeFunction
      ? new Property(get)
      : fail('property() of no function'),
  staticmethod: ([inner]) => new StaticMethod(inner ?? null),
  classmethod: ([inner]) => new ClassMethod(inner ?? null),
  input: (_, context) => context.unknown('what is typed at `input` is not known', { harmless: true }),
  open: (_, context) => context.unknown('files are not read', { harmless: true }),
};

/** Python's functions that look at a value only by itself may be given something unknown. */
const TAKES_UNKNOWN = new Set(['print', 'setattr', 'staticmethod', 'classmethod', 'display', 'exit', 'quit']);

function iterator(name: string, items: Value[]): Iterator {
  return new Iterator(items.values(), name);
}

export function length(value: Value, context: Context): Value {
  if (typeof value === 'string') return [...value].length;
  const doubt = doubtOf(value);
  if (doubt) throw new NotFollowed(doubt);
  if (value instanceof List || value instanceof Tuple) return value.items.length;
  if (value instanceof Dict || value instanceof PySet) return value.entries.size;
  if (value instanceof Range) return value.length;
  const members = value instanceof Class ? value.lookup('__class_iter__') : undefined;
  if (members !== undefined && value instanceof Class)
    return context.items(context.call(members, { positional: [value] })).length;
  const method = value instanceof Instance ? context.attribute(value, '__len__') : undefined;
  return method === undefined ? fail(`object of type '${typeName(value)}' has no len()`) : context.call(method);
}

function wholeNumber(value: Value): number {
  const number = typeof value === 'boolean' ? Number(value) : value;
  if (number instanceof Unknown) throw new NotFollowed(number);
  return typeof number === 'number' ? number : fail(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** What an instance says that it is as a number; else the value itself. */
function numberItself(value: Value, name: '__int__' | '__float__' | '__index__', context: Context): Value {
  const names = name === '__index__' ? [name] : [name, '__index__'];
  const methods = value instanceof Instance ? names.map((one) => context.attribute(value, one)) : [];
  const method = methods.find((one) => one !== undefined);
  const number = method === undefined ? value : context.call(method);
  if (number instanceof Unknown) throw new NotFollowed(number);
  return number;
}

function toInteger(value: Value, radix: Value | undefined): Value {
  if (typeof value === 'string') {
    const plain = value.trim().replaceAll('_', '');
    const number = typeof radix === 'number' ? parseInt(plain, radix) : /^[+-]?\d+$/.test(plain) ? Number(plain) : NaN;
    if (Number.isNaN(number))
      return fail(`invalid literal for int() with base ${Number(radix ?? 10)}: ${repr(value)}`, 'ValueError');
    return number;
  }
  const number = numberOf(value);
  if (number === undefined)
    return fail(`int() argument must be a string, a bytes-like object or a real number, not '${typeName(value)}'`);
  const whole = Math.trunc(number);
  if (!Number.isSafeInteger(whole)) throw new Beyond('a number beyond 2^53');
  return whole === 0 ? 0 : whole;
}

function toFloat(value: Value): Value {
  const number =
    typeof value === 'string' ? Number(value.trim().replace(/^([+-]?)inf(inity)?$/i, '$1Infinity')) : numberOf(value);
  if (number === undefined) return fail(`float() argument must be a string or a real number, not '${typeName(value)}'`);
  if (Number.isNaN(number) && value !== 'nan')
    return fail(`could not convert string to float: ${repr(value)}`, 'ValueError');
  return new Float(number);
}

function add(left: Value, right: Value, context: Context): Value {
  const method = left instanceof Instance ? context.attribute(left, '__add__') : undefined;
  if (method !== undefined) return context.call(method, { positional: [right] });
  const backwards = right instanceof Instance ? context.attribute(right, '__radd__') : undefined;
  if (backwards !== undefined) return context.call(backwards, { positional: [left] });
  const unknown = [left, right].find((one) => one instanceof Unknown);
  if (unknown instanceof Unknown) throw new NotFollowed(unknown, 'a part of the sum');
  return binary('+', left, right);
}

function* numbered(items: Iterable<Value>, first: number): Generator<Value> {
  let number = first;
  for (const item of items) yield new Tuple([number++, item]);
}

function* zipped(sources: readonly IterableIterator<Value>[], context: Context, isStrict: boolean): Generator<Value> {
  for (const row of rowsOf(sources, context, isStrict)) yield new Tuple(row);
}

function* mapped(callee: Value, sources: readonly IterableIterator<Value>[], context: Context): Generator<Value> {
  for (const positional of rowsOf(sources, context)) yield context.call(callee, { positional });
}

function* filtered(test: Value, items: Iterable<Value>, context: Context): Generator<Value> {
  for (const item of items)
    if (context.truth(test === null ? item : context.call(test, { positional: [item] }))) yield item;
}

function extreme(args: readonly Value[], context: Context, keywords: Arguments['keywords'], sign: 1 | -1): Value {
  const items = args.length === 1 ? context.items(args[0] ?? null) : args;
  if (items.length === 0) {
    const otherwise = keywords.get('default');
    if (otherwise !== undefined) return otherwise;
    return fail(`${sign > 0 ? 'max' : 'min'}() arg is an empty sequence`, 'ValueError');
  }
  const key = keywords.get('key') ?? null;
  const keyed = items.map((item) => ({ item, key: key === null ? item : context.call(key, { positional: [item] }) }));
  return keyed.reduce((best, one) => {
    const order = compare(one.key, best.key);
    if (order === undefined) {
      const unknown = [one.key, best.key].find((value) => value instanceof Unknown);
      throw new NotFollowed(
        unknown instanceof Unknown ? unknown : context.unknown('how objects are ordered is not followed'),
      );
    }
    return order * sign > 0 ? one : best;
  }).item;
}

function absolute(value: Value, context: Context): Value {
  const method = value instanceof Instance ? context.attribute(value, '__abs__') : undefined;
  if (method !== undefined) return context.call(method);
  const number = numberOf(value) ?? fail(`bad operand type for abs(): '${typeName(value)}'`);
  return value instanceof Float ? new Float(Math.abs(number)) : Math.abs(number);
}

/** Half to even, as Python rounds. */
function rounded(value: Value, digits: Value): Value {
  const number = numberOf(value) ?? fail(`type ${typeName(value)} doesn't define __round__ method`);
  if (typeof digits === 'number' && digits < 0) {
    const tens = 10 ** -digits;
    const whole = Number(rounded(new Float(number / tens), null)) * tens;
    return value instanceof Float ? new Float(whole) : whole;
  }
  if (digits !== null)
    return value instanceof Float ? new Float(Number(number.toFixed(Math.min(Number(digits), 100)))) : value;
  const low = Math.floor(number);
  const whole = number - low === 0.5 ? low + (low % 2 === 0 ? 0 : 1) : Math.round(number);
  if (!Number.isSafeInteger(whole)) throw new Beyond('a number beyond 2^53');
  return whole;
}

function attributeOf(object: Value, name: Value, context: Context): Value | undefined {
  return typeof name === 'string' ? context.attribute(object, name) : undefined;
}

/** Undefined too where the object's own class raises AttributeError, as a module of PyTorch does. */
function attributeIfAny(object: Value, name: Value, context: Context): Value | undefined {
  try {
    return attributeOf(object, name, context);
  } catch (error) {
    if (error instanceof PythonError && error.type === 'AttributeError') return undefined;
    throw error;
  }
}

function isInstance(value: Value, type: Value): Value {
  const types = type instanceof Tuple ? type.items : [type];
  for (const one of types) {
    if (one instanceof Class) {
      if (one === objectClass || (value instanceof Instance && value.isA(one))) return true;
      if (value instanceof NamedTuple && value.type === one.name) return true;
    } else if (one instanceof NativeFunction) {
      if (value instanceof Partial && one === value.type) return true;
      if (one.name === 'tuple' && value instanceof Tuple) return true;
      if (one.name === typeName(builtinOf(value)) || (one.name === 'int' && typeof value === 'boolean')) return true;
      if (
        ['Iterable', 'Sequence'].includes(one.name) &&
        !['int', 'float', 'bool', 'NoneType'].includes(typeName(value))
      )
        return true;
    } else if (one instanceof Unknown) throw new NotFollowed(one, 'a type');
  }
  return false;
}

function typeOf(value: Value): Value {
  if (value instanceof Instance) return value.cls;
  if (value instanceof Partial) return value.type;
  return builtins.get(typeName(value)) ?? new LibraryFunction(typeName(value), () => null);
}

function isCallable(value: Value, context: Context): boolean {
  if (value instanceof Instance) return context.attribute(value, '__call__') !== undefined;
  return (
    value instanceof NativeFunction ||
    value instanceof PythonFunction ||
    value instanceof BoundMethod ||
    value instanceof Class
  );
}

const made = new Map<string, Value>(Object.entries(functions).map(([name, run]) => [name, libraryFunction(name, run)]));

/** A function of Python's library: something unknown among its arguments makes its result unknown. */
export function libraryFunction(name: string, run: Builtin): LibraryFunction {
  return new LibraryFunction(name, (args, context) => {
    const unknown = [...args.positional, ...args.keywords.values()].find((one) => one instanceof Unknown);
    if (unknown instanceof Unknown && !TAKES_UNKNOWN.has(name)) throw new NotFollowed(unknown);
    if (args.positional.length > LARGEST) throw new Beyond('too many arguments');
    return run(args.positional.map(plainNumber), context, args);
  });
}

for (const name of ['print', 'display', 'help']) made.set(name, new NativeFunction(name, () => null, true));
for (const [name, cls] of exceptionClasses) made.set(name, cls);
made.set('object', objectClass);
made.set('Ellipsis', ELLIPSIS);
made.set('NotImplemented', ELLIPSIS);

/** Names that every Python has. */
export const builtins: ReadonlyMap<string, Value> = made;

/** What stands for `dict` and `list` among the bases of a class. */
export const builtinBases = classesOnBuiltins(made);

/** Functions of Python's library by their names. */
export const functionsOf = (table: Record<string, Builtin>): [string, Value][] =>
  Object.entries(table).map(([name, run]) => [name, libraryFunction(name, run)]);

/** A module of functions and constants. */
export function moduleOf(path: string, members: ReadonlyMap<string, Value>): Module {
  return new Module(
    path,
    (name) => members.get(name),
    () => [...members.keys()].filter((name) => !name.startsWith('_')),
  );
}
