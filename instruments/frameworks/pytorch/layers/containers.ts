/** `Sequential`, `ModuleList`, `ModuleDict`: modules that hold others by number or name. */
import { method } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, PythonError } from '../../../languages/python/errors.ts';
import { sliced, typeName } from '../../../languages/python/library/operators.ts';
import { Dict, Iterator, List, Slice, Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { countChildren, initialize, isModule, placesOf, stateOf } from '../module.ts';
import { calledWith } from '../rules.ts';
import type { Session } from '../session.ts';
import { parameterContainers } from './parameters.ts';

/** The classes of containers. */
export function containers(base: Class, session: Session): Record<string, Class> {
  return {
    Sequential: new Class('Sequential', [base], sequentialMembers(session), 'torch.nn'),
    ModuleList: new Class('ModuleList', [base], listMembers(session), 'torch.nn'),
    ModuleDict: new Class('ModuleDict', [base], dictMembers(session), 'torch.nn'),
    ...parameterContainers(base, session),
  };
}

function children(self: Instance): Map<string, Instance | null> {
  return stateOf(self).children;
}

/** In order, those too that a class of the paste set as attributes behind `super().__init__()`. */
function held(self: Instance): (Instance | null)[] {
  return [...placesOf(self).values()];
}

function put(self: Instance, name: string, value: Value): void {
  if (value instanceof Unknown) throw new NotFollowed(value, `a module of ${self.cls.name}`);
  if (value !== null && !isModule(value)) {
    const kind = value instanceof Class ? value.name : typeName(value);
    throw new PythonError('TypeError', `${kind} is not a Module subclass`);
  }
  children(self).set(name, value);
}

function append(self: Instance, value: Value): void {
  put(self, String(countChildren(self)), value);
}

function sequentialMembers(session: Session): Map<string, Value> {
  const { context } = session;
  return new Map<string, Value>([
    ...sharedMembers(session),
    [
      '__init__',
      method('__init__', (self, args) => {
        initialize(self);
        const [only] = args.positional;
        if (args.positional.length === 1 && only instanceof Dict) {
          for (const [name, value] of only.entries.values()) put(self, String(name), value);
        } else args.positional.forEach((value) => append(self, value));
        return null;
      }),
    ],
    [
      '__add__',
      method('__add__', (self, { positional: [other = null] }) => {
        if (!isModule(other) || !other.cls.mro.some(({ name }) => name === 'Sequential')) {
          const message = `add operator supports only objects of Sequential class, but ${typeName(other)} is given.`;
          throw new PythonError('ValueError', message);
        }
        const both = newLike(self);
        for (const one of [...held(self), ...held(other)]) append(both, one);
        return both;
      }),
    ],
    [
      'forward',
      method('forward', (self, args) => {
        let [value = null] = calledWith('Sequential', args);
        for (const child of held(self)) value = context.call(child, { positional: [value] });
        return value;
      }),
    ],
  ]);
}

function listMembers(session: Session): Map<string, Value> {
  return new Map<string, Value>([
    ...sharedMembers(session),
    [
      '__init__',
      method('__init__', (self, args) => {
        initialize(self);
        const modules = args.positional[0] ?? args.keywords.get('modules') ?? null;
        if (modules instanceof Unknown) throw new NotFollowed(modules, 'modules of ModuleList');
        if (modules !== null) for (const module of session.context.items(modules)) append(self, module);
        return null;
      }),
    ],
  ]);
}

/** The modules that a `ModuleDict` is made of: a dict, or pairs of a name and a module. */
function putAll(self: Instance, modules: Value, { context }: Session): void {
  const pairs =
    modules instanceof Dict ? modules.entries.values() : context.items(modules).map((pair) => context.items(pair));
  for (const [name = null, value = null] of pairs) put(self, String(name), value);
}

/** `update` and `pop` of a `ModuleDict`. */
function changedByName(session: Session): [string, Value][] {
  return [
    [
      'update',
      method('update', (self, args) => {
        putAll(self, args.positional[0] ?? args.keywords.get('modules') ?? null, session);
        return null;
      }),
    ],
    [
      'pop',
      method('pop', (self, { positional: [key = null] }) => {
        const found = placesOf(self).get(String(key));
        if (found === undefined) throw new PythonError('KeyError', `'${String(key)}'`);
        children(self).delete(String(key));
        self.attributes.delete(String(key));
        return found;
      }),
    ],
  ];
}

function dictMembers(session: Session): Map<string, Value> {
  return new Map<string, Value>([
    ...changedByName(session),
    [
      '__init__',
      method('__init__', (self, args) => {
        initialize(self);
        const modules = args.positional[0] ?? args.keywords.get('modules') ?? null;
        if (modules !== null) putAll(self, modules, session);
        return null;
      }),
    ],
    [
      '__getitem__',
      method('__getitem__', (self, args) => {
        const found = placesOf(self).get(String(args.positional[0]));
        if (found !== undefined) return found;
        throw new PythonError('KeyError', `'${String(args.positional[0])}'`);
      }),
    ],
    [
      '__setitem__',
      method('__setitem__', (self, args) => {
        put(self, String(args.positional[0]), args.positional[1] ?? null);
        return null;
      }),
    ],
    ['__len__', method('__len__', (self) => countChildren(self))],
    ['__contains__', method('__contains__', (self, args) => placesOf(self).has(String(args.positional[0])))],
    ['__iter__', method('__iter__', (self) => iterate([...placesOf(self).keys()]))],
    ['keys', method('keys', (self) => new List([...placesOf(self).keys()]))],
    ['values', method('values', (self) => new List(held(self)))],
    [
      'items',
      method('items', (self) => new List([...placesOf(self)].map(([name, value]) => new Tuple([name, value])))),
    ],
  ]);
}

function iterate(items: Value[]): Iterator {
  return new Iterator(items[Symbol.iterator]() as IterableIterator<Value>);
}

/** What `Sequential` and `ModuleList` share: they are read and changed like lists. */
function sharedMembers(session: Session): [string, Value][] {
  return [...growing(session), ...indexed()];
}

/** `append`, `extend` and `insert`: later modules are numbered anew. */
function growing(session: Session): [string, Value][] {
  const extend = (self: Instance, args: Arguments): Value => {
    for (const module of session.context.items(args.positional[0] ?? null)) append(self, module);
    return self;
  };
  return [
    ['extend', method('extend', extend)],
    ['__iadd__', method('__iadd__', extend)],
    [
      'append',
      method('append', (self, args) => {
        append(self, args.positional[0] ?? null);
        return self;
      }),
    ],
    [
      'insert',
      method('insert', (self, args) => {
        const all = [...children(self).values()];
        const [index = 0, value] = args.positional;
        if (isModule(value)) all.splice(index as number, 0, value);
        children(self).clear();
        all.forEach((one) => append(self, one));
        return null;
      }),
    ],
  ];
}

/** What a number or a slice reaches. */
function indexed(): [string, Value][] {
  return [
    ['__len__', method('__len__', (self) => countChildren(self))],
    ['__iter__', method('__iter__', (self) => iterate(held(self)))],
    ['__getitem__', method('__getitem__', (self, args) => taken(self, args.positional[0] ?? null))],
    [
      '__setitem__',
      method('__setitem__', (self, args) => {
        const [index = null, value = null] = args.positional;
        const [name] = namesAt(self, index);
        if (name !== undefined && self.attributes.has(name)) self.attributes.set(name, value);
        else put(self, name ?? String(index), value);
        return null;
      }),
    ],
    ['__delitem__', method('__delitem__', (self, args) => removed(self, args.positional[0] ?? null))],
    [
      'pop',
      method('pop', (self, args) => {
        const key = args.positional[0] ?? -1;
        const found = taken(self, key);
        removed(self, key);
        return found;
      }),
    ],
  ];
}

/** What a number or a slice picks, by name; an own name picks itself. */
function namesAt(self: Instance, key: Value): string[] {
  const names = [...placesOf(self).keys()];
  if (typeof key === 'string') return [key];
  if (typeof key === 'number') return names.slice(key, key === -1 ? undefined : key + 1);
  if (!(key instanceof Slice)) throw new PythonError('TypeError', 'a module is taken by a number or a slice');
  return sliced(key, names.length).flatMap((at) => names[at] ?? []);
}

/** Those that stay are numbered anew, as PyTorch does. */
function removed(self: Instance, key: Value): null {
  const gone = new Set(namesAt(self, key));
  const stay = [...placesOf(self)].filter(([name]) => !gone.has(name));
  for (const name of placesOf(self).keys()) self.attributes.delete(name);
  children(self).clear();
  for (const [, module] of stay) append(self, module);
  return null;
}

function taken(self: Instance, key: Value): Value {
  const all = held(self);
  if (typeof key === 'number') {
    const found = all.at(key);
    if (found !== undefined && key < all.length && key >= -all.length) return found;
    throw new PythonError('IndexError', `index ${key} is out of range`);
  }
  const part = newLike(self);
  const isNamed = self.cls.mro.some(({ name }) => name === 'Sequential');
  for (const name of namesAt(self, key)) {
    const module = placesOf(self).get(name) ?? null;
    if (isNamed) put(part, name, module);
    else append(part, module);
  }
  return part;
}

function newLike(self: Instance): Instance {
  const part = new Instance(self.cls);
  part.line = self.line;
  initialize(part);
  return part;
}
