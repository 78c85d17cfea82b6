/** Methods of str, list, tuple, dict, set and numbers. */
import { LibraryFunction, NativeFunction } from '../callables.ts';
import { Instance } from '../classes.ts';
import type { Arguments } from '../callables.ts';
import type { Context } from '../context.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import { Dict, Float, Iterator, List, PySet, Range, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { format, repr, str } from './format.ts';
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
  split: (self, [by, most], _, { keywords }) =>
    new List(split(self, by ?? keywords.get('sep'), integer(most ?? keywords.get('maxsplit'), -1))),
  rsplit: (self, [by, most], _, { keywords }) =>
    new List(split(self, by ?? keywords.get('sep'), integer(most ?? keywords.get('maxsplit'), -1), true)),
  partition: (self, [by]) => parted(self, text(by, ''), self.indexOf(text(by, '')), false),
  rpartition: (self, [by]) => parted(self, text(by, ''), self.lastIndexOf(text(by, '')), true),
  removeprefix: (self, [start]) => (self.startsWith(text(start, '')) ? self.slice(text(start, '').length) : self),
  removesuffix: (self, [end]) =>
    self.endsWith(text(end, '')) ? self.slice(0, self.length - text(end, '').length) : self,
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

function split(self: string, by: Value | undefined, most: number, isFromEnd = false): string[] {
  const parts = typeof by === 'string' ? self.split(by) : self.split(/\s+/).filter((part) => part !== '');
  if (most < 0 || parts.length <= most + 1) return parts;
  const rest = (some: string[]): string => some.join(typeof by === 'string' ? by : ' ');
  const at = parts.length - most;
  return isFromEnd
    ? [rest(parts.slice(0, at)), ...parts.slice(at)]
    : [...parts.slice(0, most), rest(parts.slice(most))];
}

/** A text before, at and behind a part of it. */
function parted(self: string, by: string, at: number, isFromEnd: boolean): Tuple {
  if (at < 0) return new Tuple(isFromEnd ? ['', '', self] : [self, '', '']);
  return new Tuple([self.slice(0, at), by, self.slice(at + by.length)]);
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
    /\{\{|\}\}|\{([^{}:!]*)(?:!([rsa]))?(?::((?:[^{}]|\{\w*\})*))?\}/g,
    (whole, field?: string, how?: string, given = '') => {
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
      const spec = given.replace(/\{(\w*)\}/g, (_: string, inner: string): string => {
        const part = inner === '' || /^\d+$/.test(inner) ? args.positional[Number(inner || next++)] : null;
        return str(part ?? args.keywords.get(inner) ?? null);
      });
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

const UNORDERED = 'how objects are ordered is not followed';

/** Sorted as `sorted(…, key=…, reverse=…)` does; equal ones keep their order. */
export function sorted(items: readonly Value[], keywords: Arguments['keywords'], context: Context): Value[] {
  const key = keywords.get('key') ?? null;
  const keyed = items.map((item) => [key === null ? item : context.call(key, { positional: [item] }), item] as const);
  const sign = keywords.get('reverse') === true ? -1 : 1;
  const ordered = [...keyed].sort(([left], [right]) => {
    const order = compare(left, right);
    if (order !== undefined) return sign * order;
    const unknown = [left, right].find((one) => one instanceof Unknown);
    throw new NotFollowed(unknown instanceof Unknown ? unknown : context.unknown(UNORDERED), 'what is sorted');
  });
  return ordered.map(([, item]) => item);
}

const ofDict: Methods<Dict> = {
  get(self, [key, otherwise = null]) {
    const value = self.get(key ?? null);
    return value === undefined ? otherwise : value; // None is a value, too
  },
  keys: (self) => new List(self.keys()),
  values: (self) => new List(self.values()),
  items: (self) => new List([...self.entries.values()].map(([key, value]) => new Tuple([key, value]))),
  pop(self, [key, otherwise]) {
    const value = self.get(key ?? null);
    if (value === undefined && otherwise === undefined) throw new PythonError('KeyError', str(key ?? null));
    self.delete(key ?? null);
    return value === undefined ? (otherwise ?? null) : value;
  },
  update(self, [other], context, { keywords }) {
    if (other instanceof Dict) for (const [key, value] of other.entries.values()) self.set(key, value);
    else if (other !== undefined) {
      for (const pair of context.items(other)) self.set(context.item(pair, 0), context.item(pair, 1));
    }
    for (const [key, value] of keywords) self.set(key, value);
    return null;
  },
  setdefault(self, [key, value = null]) {
    const before = self.get(key ?? null);
    if (before !== undefined) return before;
    self.set(key ?? null, value);
    return value;
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
  discard(self, [item]) {
    self.delete(item ?? null);
    return null;
  },
  remove(self, [item]) {
    if (!self.delete(item ?? null)) throw new PythonError('KeyError', repr(item ?? null));
    return null;
  },
  intersection: (self, [other], context) => {
    const others = new List(context.items(other ?? null));
    return new PySet(self.items.filter((one) => contains(others, one) === true));
  },
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

/** All names that Python's own types have. */
const NAMES: Readonly<Record<string, string>> = {
  str: `capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii isdecimal
    isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition
    removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title
    translate upper zfill`,
  list: 'append clear copy count extend index insert pop remove reverse sort',
  tuple: 'count index',
  dict: 'clear copy fromkeys get items keys pop popitem setdefault update values',
  set: `add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset issuperset pop
    remove symmetric_difference symmetric_difference_update union update`,
  number: `as_integer_ratio bit_count bit_length conjugate denominator from_bytes fromhex hex imag is_integer numerator real
    to_bytes`,
  range: 'count index start step stop',
  iterator: 'send throw close',
  type: 'mro',
};

/** Whether Python's type has a name, whether it is followed here or not. */
export function isOfPython(value: Value, name: string): boolean {
  return /^__\w+__$/.test(name) || (NAMES[methodsOf(value)[0]] ?? '').split(/\s+/).includes(name);
}

/** Methods that take fewer arguments here than in Python: with more they are not followed. */
const MOST: Readonly<Record<string, number>> = {
  'str.replace': 2,
  'str.startswith': 1,
  'str.endswith': 1,
  'str.find': 1,
  'str.rfind': 1,
  'str.count': 1,
  'str.index': 1,
  'list.index': 1,
  'tuple.index': 1,
  'set.union': 1,
  'set.update': 1,
  'set.difference': 1,
};
/** Methods whose keywords are read. */
const WITH_KEYWORDS = new Set(['str.split', 'str.rsplit', 'str.format', 'str.encode', 'list.sort', 'dict.update']);

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
    const isMore = rest.length > (MOST[key] ?? Infinity) || (args.keywords.size > 0 && !WITH_KEYWORDS.has(key));
    if (isMore) throw new NotFollowed(context.unknown(`\`${name}\` with these arguments is not followed`));
    if (self instanceof List && name !== 'append') context.step(self.items.length >> 3);
    const call = (): Value => method(self as never, rest, context, { positional: rest, keywords: args.keywords });
    const container = self instanceof List || self instanceof Dict || self instanceof PySet ? self : null;
    if (name === 'clear' && container) container.doubt = null;
    if (container?.doubt) throw new NotFollowed(container.doubt);
    requireKnown(type, name, rest, args.keywords.values(), container);
    try {
      const value = call();
      if (CHANGES.has(name)) container?.changed?.(name);
      return value;
    } catch (error) {
      if (container && CHANGES.has(name) && error instanceof NotFollowed) container.doubt = error.unknown;
      throw error;
    }
  });
  made.set(key, native);
  return native;
}

/** Methods that change what a list, dict or set holds. */
const CHANGES = new Set('append extend insert pop popitem remove clear sort update setdefault add discard'.split(' '));
/** Which arguments need not be known: they are only put in, or looked through one by one. */
const ANY: Readonly<Record<string, number>> = {
  'str.format': 0,
  'list.append': 0,
  'list.insert': 1,
  'dict.get': 1,
  'dict.pop': 1,
  'dict.setdefault': 1,
  'dict.update': 1,
  'set.add': 0,
};

/** @throws NotFollowed where a method would need a value that is not known; what it would have changed is in doubt then */
function requireKnown(
  type: string,
  name: string,
  args: readonly Value[],
  keywords: Iterable<Value>,
  container: List | Dict | PySet | null,
): void {
  const from = ANY[`${type}.${name}`];
  const needed = [...args.slice(0, from), ...(from === undefined ? keywords : [])];
  const unknown = needed.find((one) => one instanceof Unknown);
  if (!(unknown instanceof Unknown)) return;
  if (container && CHANGES.has(name)) container.doubt = unknown;
  throw new NotFollowed(unknown);
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
