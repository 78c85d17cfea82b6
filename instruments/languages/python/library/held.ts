/** Classes of the paste that stand on `dict` or `list`: their instances hold one, and hand on to it what they do not define. */
import { LibraryFunction } from '../callables.ts';
import type { Arguments } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import type { Context } from '../context.ts';
import { PythonError } from '../errors.ts';
import { Dict, List } from '../values.ts';
import type { Value } from '../values.ts';
import type { Copyable } from './copy.ts';
import { repr } from './format.ts';
import { contains, item } from './operators.ts';

class Held implements Copyable {
  constructor(readonly plain: Dict | List) {}

  copied(inner: (value: Value) => Value): Held {
    const { plain } = this;
    if (plain instanceof List) return new Held(new List(plain.items.map(inner)));
    return new Held(Dict.of([...plain.entries.values()].map(([key, value]) => [key, inner(value)] as const)));
  }
}

/** The dict or list that an instance of such a class is; a value itself where it is none. */
export function plainOf(value: Value): Value {
  return value instanceof Instance && value.state instanceof Held ? value.state.plain : value;
}

type Member = (plain: Dict | List, args: readonly Value[], context: Context) => Value;

const DICT: Readonly<Record<string, Member>> = {
  __setitem__: (plain, [key = null, value = null]) => {
    (plain as Dict).set(key, value);
    return null;
  },
  __delitem__: (plain, [key = null]) => {
    (plain as Dict).delete(key);
    return null;
  },
  __len__: (plain) => (plain as Dict).entries.size,
  __iter__: (plain) => new List((plain as Dict).keys()),
  __contains__: (plain, [key = null]) => (plain as Dict).has(key),
};

const LIST: Readonly<Record<string, Member>> = {
  __setitem__: (plain, [at, value = null]) => {
    if (typeof at === 'number') (plain as List).items[at < 0 ? at + (plain as List).items.length : at] = value;
    return null;
  },
  __len__: (plain) => (plain as List).items.length,
  __iter__: (plain) => plain,
  __contains__: (plain, [one = null]) => contains(plain, one) ?? false,
};

/** @param named its methods by their names, which are those of the value that is held */
function standingOn(name: string, make: Value, own: Readonly<Record<string, Member>>, named: string): Class {
  const members = new Map<string, Value>();
  const add = (key: string, run: Member): void => {
    const invoke = ([self = null, ...args]: readonly Value[], context: Context): Value => {
      const plain = plainOf(self);
      if (plain instanceof Dict || plain instanceof List) return run(plain, args, context);
      throw new PythonError('TypeError', `descriptor '${key}' requires a '${name}' object`);
    };
    members.set(key, new LibraryFunction(key, ({ positional }, context) => invoke(positional, context)));
  };
  for (const [key, run] of Object.entries(own)) add(key, run);
  add('__getitem__', (plain, [key = null]) => item(plain, key));
  add('__repr__', (plain) => repr(plain));
  for (const key of named.split(' ')) {
    const call = ({ positional: [self = null, ...rest], keywords }: Arguments, context: Context): Value =>
      context.call(context.attribute(plainOf(self), key) ?? null, { positional: rest, keywords });
    members.set(key, new LibraryFunction(key, call));
  }
  members.set(
    '__new__',
    new LibraryFunction('__new__', ({ positional: [cls] }, context) => {
      const made = new Instance(cls as Class);
      made.state = new Held(context.call(make) as Dict | List);
      return made;
    }),
  );
  members.set(
    '__init__',
    new LibraryFunction('__init__', ({ positional: [self = null, ...rest], keywords }, context) => {
      const [plain, given] = [plainOf(self), context.call(make, { positional: rest.map(plainOf), keywords })];
      if (plain instanceof List && given instanceof List) plain.items.push(...given.items);
      else if (plain instanceof Dict && given instanceof Dict)
        for (const [key, value] of given.entries.values()) plain.set(key, value);
      return null;
    }),
  );
  return new Class(name, [], members, 'builtins');
}

/** The classes that stand for `dict` and `list` among the bases of a class. @param builtins Python's own functions */
export function plainClasses(builtins: ReadonlyMap<string, Value>): ReadonlyMap<Value, Class> {
  const dict = builtins.get('dict') as LibraryFunction;
  const list = builtins.get('list') as LibraryFunction;
  const found = new Map<Value, Class>([
    [dict, standingOn('dict', dict, DICT, 'keys values items get pop update setdefault clear copy')],
    [list, standingOn('list', list, LIST, 'append extend insert pop index count remove reverse sort clear copy')],
  ]);
  // `__getattr__ = dict.__getitem__`
  for (const [type, cls] of found)
    for (const [name, member] of cls.members)
      if (/^__(get|set|del)item__$|^get$/.test(name)) (type as LibraryFunction).members.set(name, member);
  return found;
}
