/** Methods of str, list, tuple, dict, set and numbers. */
import { LibraryFunction, NativeFunction } from '../callables.ts';
import { Instance } from '../classes.ts';
import type { Arguments } from '../callables.ts';
import type { Context } from '../context.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import { Dict, Float, Iterator, List, PySet, Range, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { format, str } from './format.ts';
import { Beyond, compare, contains, equal, LARGEST, place } from './operators.ts';

type Method<Self> = (self: Self, args: readonly Value[], context: Context, all: Arguments) => Value;
type Methods<Self> = Record<string, Method<Self>>;

const text = (value: Value | undefined, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
const integer = (value: Value | undefined, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

const ofString: Methods<string> = {
  lower: (self) => self.toLowerCase(),
  upper: (self) => self.toUpperCase(),
  title: (self) => self.replace(/\p{L}+/gu, (word) => (word[0] ?? '').toUpperCase() + word.slice(1).toLowerCase()),
  capitalize: (self) => (self[0] ?? '').toUpperCase() + self.slice(1).toLowerCase(),
  strip: (self, [of]) => stripped(self, of, true, true),
  lstrip: (self, [of]) => stripped(self, of, true, false),
  rstrip: (self, [of]) => stripped(self, of, false, true),
  split: (self, [by, most]) => new List(split(self, by, integer(most, -1))),
  rsplit: (self, [by]) => new List(split(self, by, -1)),
  splitlines: (self) => new List(self.split(/\r?\n/)),
  join: (self, [items], context) =>
    joined(
      context.items(items ?? null).map((item) => stringIn(item)),
      self,
    ),
  replace: (self, [old, by]) => replaced(self, text(old, ''), text(by, '')),
  startswith: (self, [start]) => strings(start).some((one) => self.startsWith(one)),
  endswith: (self, [end]) => strings(end).some((one) => self.endsWith(one)),
  find: (self, [part]) => self.indexOf(text(part, '')),
  rfind: (self, [part]) => self.lastIndexOf(text(part, '')),
  count: (self, [part]) => self.split(text(part, '')).length - 1,
  index(self, [part]) {
    const at = self.indexOf(text(part, ''));
    if (at < 0) throw new PythonError('ValueError', 'substring not found');
    return at;
  },
  isdigit: (self) => /^\p{Nd}+$/u.test(self),
  isnumeric: (self) => /^\p{N}+$/u.test(self),
  isalpha: (self) => /^\p{L}+$/u.test(self),
  isupper: (self) => self !== self.toLowerCase() && self === self.toUpperCase(),
  islower: (self) => self !== self.toUpperCase() && self === self.toLowerCase(),
  zfill: (self, [width]) => format(self, `0>${integer(width, 0)}`),
  ljust: (self, [width, fill]) => format(self, `${text(fill, ' ')}<${integer(width, 0)}`),
  rjust: (self, [width, fill]) => format(self, `${text(fill, ' ')}>${integer(width, 0)}`),
  center: (self, [width, fill]) => format(self, `${text(fill, ' ')}^${integer(width, 0)}`),
  format: (self, _, context, all) => formatMethod(self, all, context),
  encode: (_, __, context) => context.unknown('bytes are not read', { harmless: true }),
};

/** @throws Beyond where the text would be too long */
function joined(parts: readonly string[], by: string): string {
  const size = parts.reduce((sum, part) => sum + part.length + by.length, 0);
  if (size > LARGEST) throw new Beyond('too long a string');
  return parts.join(by);
}

function replaced(self: string, old: string, by: string): string {
  if (self.length * (by.length + 1) > LARGEST * 10) throw new Beyond('too long a string');
  return joined([self.replaceAll(old, () => by)], '');
}

function stripped(self: string, of: Value | undefined, start: boolean, end: boolean): string {
  const drop = typeof of === 'string' ? (one: string) => of.includes(one) : (one: string) => /\s/.test(one);
  let [from, to] = [0, self.length];
  while (start && from < to && drop(self[from] as string)) from++;
  while (end && to > from && drop(self[to - 1] as string)) to--;
  return self.slice(from, to);
}

function split(self: string, by: Value | undefined, most: number): string[] {
  const parts = typeof by === 'string' ? self.split(by) : self.split(/\s+/).filter((part) => part !== '');
  if (most < 0 || parts.length <= most + 1) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(typeof by === 'string' ? by : ' ')];
}

function strings(value: Value | undefined): string[] {
  const items = value instanceof Tuple ? value.items : [value ?? null];
  return items.filter((item) => typeof item === 'string');
}

function stringIn(item: Value): string {
  if (item instanceof Unknown) throw new NotFollowed(item, 'a part of the text');
  if (typeof item !== 'string') throw new PythonError('TypeError', 'sequence item 0: expected str instance');
  return item;
}

function formatMethod(self: string, args: Arguments, context: Context): string {
  let next = 0;
  return self.replace(
    /\{\{|\}\}|\{([^{}:!]*)(?:!([rsa]))?(?::([^{}]*))?\}/g,
    (whole, field?: string, how?: string, spec = '') => {
      if (whole === '{{' || whole === '}}') return whole[0] as string;
      const [, name = '', rest = ''] = /^(\w*)(.*)$/.exec(field ?? '') ?? [];
      const key = name === '' ? next++ : Number(name);
      let value = /^\d*$/.test(name) ? args.positional[key] : args.keywords.get(name);
      for (const [, index, attribute] of rest.matchAll(/\[(\w+)\]|\.(\w+)/g)) {
        if (value === undefined) break;
        if (attribute !== undefined) value = context.attribute(value, attribute);
        else value = context.item(value, /^\d+$/.test(index ?? '') ? Number(index) : (index ?? null));
      }
      if (value === undefined)
        throw new PythonError('IndexError', 'Replacement index out of range for positional args tuple');
      if (value instanceof Unknown) throw new NotFollowed(value, 'a part of the text');
      const shown = how === 'r' ? context.repr(value) : value instanceof Instance ? context.text(value) : value;
      return format(shown, spec);
    },
  );
}

const ofList: Methods<List> = {
  append(self, [item]) {
    self.items.push(item ?? null);
    return null;
  },
  extend(self, [items], context) {
    for (const item of context.items(items ?? null)) self.items.push(item);
    return null;
  },
  insert(self, [at, item]) {
    self.items.splice(integer(at, 0), 0, item ?? null);
    return null;
  },
  pop(self, [at]) {
    if (self.items.length === 0) throw new PythonError('IndexError', 'pop from empty list');
    return self.items.splice(place(integer(at, -1), self.items.length, 'pop'), 1)[0] as Value;
  },
  remove(self, [item]) {
    const at = self.items.findIndex((one) => equal(one, item ?? null) === true);
    if (at < 0) throw new PythonError('ValueError', 'list.remove(x): x not in list');
    self.items.splice(at, 1);
    return null;
  },
  clear(self) {
    self.items = [];
    return null;
  },
  reverse(self) {
    self.items.reverse();
    return null;
  },
  sort(self, _, context, { keywords }) {
    self.items = sorted(self.items, keywords, context);
    return null;
  },
  copy: (self) => new List([...self.items]),
  index: (self, [item]) => indexOf(self.items, item ?? null),
  count: (self, [item]) => self.items.filter((one) => equal(one, item ?? null) === true).length,
};

const ofTuple: Methods<Tuple> = {
  index: (self, [item]) => indexOf(self.items, item ?? null),
  count: (self, [item]) => self.items.filter((one) => equal(one, item ?? null) === true).length,
};

function indexOf(items: readonly Value[], item: Value): number {
  const at = items.findIndex((one) => equal(one, item) === true);
  if (at < 0) throw new PythonError('ValueError', `${str(item)} is not in list`);
  return at;
}

/** Sorted as `sorted(…, key=…, reverse=…)` does; equal ones keep their order. */
export function sorted(items: readonly Value[], keywords: Arguments['keywords'], context: Context): Value[] {
  const key = keywords.get('key') ?? null;
  const keyed = items.map((item) => [key === null ? item : context.call(key, { positional: [item] }), item] as const);
  const sign = keywords.get('reverse') === true ? -1 : 1;
  const ordered = [...keyed].sort(([left], [right]) => {
    const order = compare(left, right);
    if (order !== undefined) return sign * order;
    throw new NotFollowed(left instanceof Unknown ? left : (right as Unknown), 'what is sorted');
  });
  return ordered.map(([, item]) => item);
}

const ofDict: Methods<Dict> = {
  get: (self, [key, otherwise]) => self.get(key ?? null) ?? otherwise ?? null,
  keys: (self) => new List(self.keys()),
  values: (self) => new List(self.values()),
  items: (self) => new List([...self.entries.values()].map(([key, value]) => new Tuple([key, value]))),
  pop(self, [key, otherwise]) {
    const value = self.get(key ?? null);
    if (value === undefined && otherwise === undefined) throw new PythonError('KeyError', str(key ?? null));
    self.delete(key ?? null);
    return value ?? otherwise ?? null;
  },
  update(self, [other], context, { keywords }) {
    if (other instanceof Dict) for (const [key, value] of other.entries.values()) self.set(key, value);
    else if (other !== undefined) {
      for (const pair of context.items(other)) self.set(context.item(pair, 0), context.item(pair, 1));
    }
    for (const [key, value] of keywords) self.set(key, value);
    return null;
  },
  setdefault(self, [key, value]) {
    const before = self.get(key ?? null);
    if (before === undefined) self.set(key ?? null, value ?? null);
    return before ?? value ?? null;
  },
  copy: (self) => Dict.of(self.entries.values()),
  clear(self) {
    self.entries.clear();
    return null;
  },
  popitem(self) {
    const last = [...self.entries.values()].at(-1);
    if (!last) throw new PythonError('KeyError', "'popitem(): dictionary is empty'");
    self.delete(last[0]);
    return new Tuple(last);
  },
  move_to_end: () => null,
};

const ofSet: Methods<PySet> = {
  add(self, [item]) {
    self.add(item ?? null);
    return null;
  },
  update(self, [items], context) {
    for (const item of context.items(items ?? null)) self.add(item);
    return null;
  },
  copy: (self) => new PySet(self.items),
  union: (self, [other], context) => new PySet([...self.items, ...context.items(other ?? null)]),
  difference: (self, [other], context) => {
    const others = new List(context.items(other ?? null));
    return new PySet(self.items.filter((item) => contains(others, item) !== true));
  },
};

const ofNumber: Methods<Value> = {
  bit_length: (self) => Number(self).toString(2).length,
  is_integer: (self) => Number.isInteger(self instanceof Float ? self.value : Number(self)),
  item: (self) => self,
};

const ofRange: Methods<Range> = {
  index: (self, [item]) => Math.round((integer(item, 0) - self.start) / self.step),
};

const ofIterator: Methods<Iterator> = {
  __next__(self) {
    const next = self.items.next();
    if (next.done) throw new PythonError('StopIteration', '');
    return next.value;
  },
};

const ofDictType: Methods<NativeFunction> = {
  fromkeys: (_, [keys, value], context) =>
    Dict.of(context.items(keys ?? null).map((key) => [key, value ?? null] as const)),
};

const made = new Map<string, NativeFunction>();

/** The method of a value of Python's own, taking the value as its first argument; undefined if it has none so named. */
export function methodOf(value: Value, name: string): NativeFunction | undefined {
  const [type, methods] = methodsOf(value);
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method) return undefined;
  const key = `${type}.${name}`;
  const known = made.get(key);
  if (known) return known;
  const native = new LibraryFunction(name, (args, context) => {
    const [self, ...rest] = args.positional;
    if (self instanceof List && name !== 'append') context.step(self.items.length >> 3);
    return method(self as never, rest, context, { positional: rest, keywords: args.keywords });
  });
  made.set(key, native);
  return native;
}

function methodsOf(value: Value): [string, Methods<never>] {
  if (typeof value === 'string') return ['str', ofString];
  if (value instanceof List) return ['list', ofList];
  if (value instanceof Tuple) return ['tuple', ofTuple];
  if (value instanceof Dict) return ['dict', ofDict];
  if (value instanceof PySet) return ['set', ofSet];
  if (value instanceof Range) return ['range', ofRange];
  if (value instanceof Iterator) return ['iterator', ofIterator];
  if (value instanceof NativeFunction) return ['type', ofDictType];
  return ['number', typeof value === 'number' || value instanceof Float ? ofNumber : {}];
}
