/** `collections`: dicts that make what they lack, lists with methods for their front, tuples with names. */
import { LibraryFunction } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import type { Context } from '../context.ts';
import { PythonError } from '../errors.ts';
import { List } from '../values.ts';
import type { Dict, Value } from '../values.ts';
import { builtinBases, builtins, moduleOf } from './builtins.ts';
import { builtinOf } from './builtin_bases.ts';
import { namedTuple } from './records.ts';

/** A dict that makes what it lacks; in all else it is as a class of the paste that stands on `dict`. */
const dictClass = builtinBases.get(builtins.get('dict') as Value) as Class;
const initializeDict = dictClass.members.get('__init__') as Value;
const defaultdict = new Class(
  'defaultdict',
  [dictClass],
  new Map<string, Value>([
    [
      '__init__',
      new LibraryFunction('__init__', ({ positional: [self = null, factory = null, ...rest], keywords }, context) => {
        if (self instanceof Instance) self.attributes.set('default_factory', factory);
        return context.call(initializeDict, { positional: [self, ...rest], keywords });
      }),
    ],
    [
      '__getitem__',
      new LibraryFunction('__getitem__', ({ positional: [self = null, key = null] }, context) => {
        const dict = builtinOf(self) as Dict;
        const before = dict.get(key);
        if (before !== undefined) return before;
        const factory = (self as Instance).attributes.get('default_factory') ?? null;
        if (factory === null) throw new PythonError('KeyError', context.repr(key));
        const found = context.call(factory);
        dict.set(key, found);
        return found;
      }),
    ],
  ]),
  'builtins',
);

const listClass = builtinBases.get(builtins.get('list') as Value) as Class;
const initializeList = listClass.members.get('__init__') as Value;

/** What is too much for a `deque(maxlen=3)` falls off at the other end. */
function trimmed(self: Value, isFromFront: boolean): null {
  const { items } = builtinOf(self) as List;
  const most = (self as Instance).attributes.get('maxlen');
  const beyond = typeof most === 'number' ? Math.max(0, items.length - most) : 0;
  items.splice(isFromFront ? 0 : items.length - beyond, beyond);
  return null;
}

type OnItems = (items: Value[], given: Value, context: Context) => void;

/** A list with methods for its front. */
function dequeClass(): Class {
  const onItems = (run: OnItems, isFromFront: boolean): LibraryFunction =>
    new LibraryFunction('deque', ({ positional: [self = null, given = null] }, context) => {
      run((builtinOf(self) as List).items, given, context);
      return trimmed(self, isFromFront);
    });
  const start: LibraryFunction = new LibraryFunction('__init__', ({ positional, keywords }, context) => {
    const [self = null, items = new List([]), most] = positional;
    (self as Instance).attributes.set('maxlen', most ?? keywords.get('maxlen') ?? null);
    context.call(initializeList, { positional: [self, keywords.get('iterable') ?? items] });
    return trimmed(self, true);
  });
  const members = new Map<string, Value>([
    ['__init__', start],
    ['append', onItems((items, one) => items.push(one), true)],
    ['extend', onItems((items, more, context) => items.push(...context.items(more)), true)],
    ['appendleft', onItems((items, one) => items.unshift(one), false)],
    ['extendleft', onItems((items, more, context) => items.unshift(...context.items(more).reverse()), false)],
    ['rotate', onItems((items, by) => items.unshift(...items.splice(-(typeof by === 'number' ? by : 1))), true)],
    [
      'popleft',
      new LibraryFunction('popleft', ({ positional: [self = null] }) => {
        const { items } = builtinOf(self) as List;
        if (items.length === 0) throw new PythonError('IndexError', 'pop from an empty deque');
        return items.shift() ?? null;
      }),
    ],
  ]);
  return new Class('deque', [listClass], members, 'builtins');
}

export const collections = moduleOf(
  'collections',
  new Map<string, Value>([
    ['OrderedDict', builtins.get('dict') as Value],
    ['deque', dequeClass()],
    ['defaultdict', defaultdict],
    [
      'namedtuple',
      new LibraryFunction('namedtuple', ({ positional: [name, fields = null], keywords }, context) =>
        namedTuple(String(name), keywords.get('field_names') ?? fields, keywords.get('defaults') ?? null, context),
      ),
    ],
    [
      'abc',
      moduleOf(
        'collections.abc',
        new Map(['Iterable', 'Sequence'].map((name) => [name, new LibraryFunction(name, () => null)])),
      ),
    ],
    ['Iterable', new LibraryFunction('Iterable', () => null)],
  ]),
);
