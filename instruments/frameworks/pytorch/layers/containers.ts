/** `Sequential`, `ModuleList`, `ModuleDict`, `ParameterList`: modules that hold others by number or name. */
import { method } from '../../../languages/python/callables.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, PythonError } from '../../../languages/python/errors.ts';
import { Dict, Iterator, List, Slice, Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { initialize, isModule, stateOf } from '../module.ts';
import type { Session } from '../session.ts';

/** The three classes of containers. */
export function containers(base: Class, session: Session): Record<string, Class> {
  return {
    Sequential: new Class('Sequential', [base], sequentialMembers(session), 'torch.nn'),
    ModuleList: new Class('ModuleList', [base], listMembers(session), 'torch.nn'),
    ModuleDict: new Class('ModuleDict', [base], dictMembers(session), 'torch.nn'),
  };
}

function children(self: Instance): Map<string, Instance> {
  return stateOf(self).children;
}

function put(self: Instance, name: string, value: Value): void {
  if (value instanceof Unknown) throw new NotFollowed(value, `a module of ${self.cls.name}`);
  if (value === null) return;
  if (!isModule(value)) {
    const kind = typeof value === 'object' && 'name' in value ? String(value.name) : typeof value;
    throw new PythonError('TypeError', `${kind} is not a Module subclass`);
  }
  children(self).set(name, value);
}

function append(self: Instance, value: Value): void {
  put(self, String(children(self).size), value);
}

function sequentialMembers(session: Session): Map<string, Value> {
  const { context } = session;
  return new Map<string, Value>([
    ...sharedMembers(),
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
      'forward',
      method('forward', (self, args) => {
        let value = args.positional[0] ?? null;
        for (const child of children(self).values()) value = context.call(child, { positional: [value] });
        return value;
      }),
    ],
  ]);
}

function listMembers(session: Session): Map<string, Value> {
  return new Map<string, Value>([
    ...sharedMembers(),
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
    [
      'extend',
      method('extend', (self, args) => {
        for (const module of session.context.items(args.positional[0] ?? null)) append(self, module);
        return self;
      }),
    ],
    [
      '__iadd__',
      method('__iadd__', (self, args) => {
        for (const module of session.context.items(args.positional[0] ?? null)) append(self, module);
        return self;
      }),
    ],
  ]);
}

function dictMembers(session: Session): Map<string, Value> {
  return new Map<string, Value>([
    [
      '__init__',
      method('__init__', (self, args) => {
        initialize(self);
        const modules = args.positional[0] ?? args.keywords.get('modules') ?? null;
        if (modules instanceof Dict)
          for (const [name, value] of modules.entries.values()) put(self, String(name), value);
        else if (modules !== null) {
          for (const pair of session.context.items(modules)) {
            const [name = null, value = null] = session.context.items(pair);
            put(self, String(name), value);
          }
        }
        return null;
      }),
    ],
    [
      '__getitem__',
      method('__getitem__', (self, args) => {
        const found = children(self).get(String(args.positional[0]));
        if (found) return found;
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
    ['__len__', method('__len__', (self) => children(self).size)],
    ['__contains__', method('__contains__', (self, args) => children(self).has(String(args.positional[0])))],
    ['__iter__', method('__iter__', (self) => iterate([...children(self).keys()]))],
    ['keys', method('keys', (self) => new List([...children(self).keys()]))],
    ['values', method('values', (self) => new List([...children(self).values()]))],
    [
      'items',
      method('items', (self) => new List([...children(self)].map(([name, value]) => new Tuple([name, value])))),
    ],
  ]);
}

function iterate(items: Value[]): Iterator {
  return new Iterator(items[Symbol.iterator]() as IterableIterator<Value>);
}

/** What `Sequential` and `ModuleList` share: they are read like lists. */
function sharedMembers(): [string, Value][] {
  return [
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
    ['__len__', method('__len__', (self) => children(self).size)],
    ['__iter__', method('__iter__', (self) => iterate([...children(self).values()]))],
    ['__getitem__', method('__getitem__', (self, args) => taken(self, args.positional[0] ?? null))],
    [
      '__setitem__',
      method('__setitem__', (self, args) => {
        const [index = 0, value = null] = args.positional;
        const size = children(self).size;
        put(self, String((index as number) < 0 ? (index as number) + size : index), value);
        return null;
      }),
    ],
  ];
}

function taken(self: Instance, key: Value): Value {
  const all = [...children(self).values()];
  if (typeof key === 'number') {
    const found = all.at(key);
    if (found && key < all.length && key >= -all.length) return found;
    throw new PythonError('IndexError', `index ${key} is out of range`);
  }
  if (!(key instanceof Slice)) throw new PythonError('TypeError', 'a module is taken by a number or a slice');
  const part = newLike(self);
  const [start, stop] = [key.start, key.stop].map((edge) => (typeof edge === 'number' ? edge : undefined));
  all.slice(start, stop).forEach((one) => append(part, one));
  return part;
}

function newLike(self: Instance): Instance {
  const part = new Instance(self.cls);
  part.line = self.line;
  initialize(part);
  return part;
}
