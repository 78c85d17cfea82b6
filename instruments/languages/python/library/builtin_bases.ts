/** Classes of the paste that stand on `dict` or `list`: their instances hold one, and hand on to it what they do not define. */
import { BoundMethod, LibraryFunction } from '../callables.ts';
import type { Arguments } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import type { Context } from '../context.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import { Dict, List } from '../values.ts';
import type { Value } from '../values.ts';
import type { Copyable } from './copy.ts';
import { repr } from './format.ts';
import { contains, item, place } from './operators.ts';

class OnBuiltin implements Copyable {
  constructor(readonly plain: Dict | List) {}

  copied(inner: (value: Value) => Value): OnBuiltin {
    const { plain } = this;
    if (plain instanceof List) return new OnBuiltin(new List(plain.items.map(inner)));
    return new OnBuiltin(Dict.of([...plain.entries.values()].map(([key, value]) => [key, inner(value)] as const)));
  }
}

/** The dict or list that an instance of such a class is; a value itself where it is none. */
export function builtinOf(value: Value): Value {
  return value instanceof Instance && value.state instanceof OnBuiltin ? value.state.plain : value;
}

/** Whether a method of such an instance is that of `dict` or `list`: the interpreter does the same with what it holds. */
export function isInherited(object: Value, method: Value): boolean {
  return builtinOf(object) !== object && method instanceof BoundMethod && method.callee instanceof LibraryFunction;
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
  __setitem__: (plain, [at, value = null], context) => {
    if (typeof at !== 'number') throw new NotFollowed(context.unknown('which item is set is not known'));
    const { items } = plain as List;
    items[place(at, items.length, 'list assignment')] = value;
    return null;
  },
  __len__: (plain) => (plain as List).items.length,
  __iter__: (plain) => plain,
  __contains__: (plain, [one = null], context) => {
    const found = contains(plain, one);
    if (found === undefined) throw new NotFollowed(context.unknown('whether a list has an item is not known'));
    return found;
  },
};

/** @param named its methods by their names, which are those of the value that is held */
function standingOn(name: string, make: Value, own: Readonly<Record<string, Member>>, named: string): Class {
  const members = new Map<string, Value>();
  const add = (key: string, run: Member): void => {
    const invoke = ([self = null, ...args]: readonly Value[], context: Context): Value => {
      const plain = builtinOf(self);
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
      context.call(context.attribute(builtinOf(self), key) ?? null, { positional: rest, keywords });
    members.set(key, new LibraryFunction(key, call));
  }
  members.set(
    '__new__',
    new LibraryFunction('__new__', ({ positional: [cls] }, context) => {
      const made = new Instance(cls as Class);
      made.state = new OnBuiltin(context.call(make) as Dict | List);
      return made;
    }),
  );
  members.set(
    '__init__',
    new LibraryFunction('__init__', ({ positional: [self = null, ...rest], keywords }, context) => {
      const [plain, given] = [builtinOf(self), context.call(make, { positional: rest.map(builtinOf), keywords })];
      if (plain instanceof List && given instanceof List) plain.items.push(...given.items);
      else if (plain instanceof Dict && given instanceof Dict)
        for (const [key, value] of given.entries.values()) plain.set(key, value);
      return null;
    }),
  );
  return new Class(name, [], members, 'builtins');
}

/** The classes that stand for `dict` and `list` among the bases of a class. @param builtins Python's own functions */
export function classesOnBuiltins(builtins: ReadonlyMap<string, Value>): ReadonlyMap<Value, Class> {
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
