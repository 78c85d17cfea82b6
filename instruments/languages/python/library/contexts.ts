/** `contextlib` and `types`: what `with` enters, and objects of any attributes. */
import { BoundMethod, LibraryFunction, NativeFunction, PythonFunction } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import { PythonError } from '../errors.ts';
import { Module, Tuple } from '../values.ts';
import type { Value } from '../values.ts';

/** What `with` enters of a function that yields once. */
const entered = new Class(
  '_GeneratorContextManager',
  [],
  new Map<string, Value>([
    [
      '__enter__',
      new LibraryFunction('__enter__', ({ positional: [self = null] }, context) => {
        const [first = null] = context.items((self as Instance).attributes.get('gen') ?? null);
        return first;
      }),
    ],
  ]),
  'builtins',
);
const contextManager = new LibraryFunction('contextmanager', ({ positional: [run = null] }) => {
  return new NativeFunction('contextmanager', (args, context) => {
    const made = new Instance(entered);
    made.attributes.set('gen', context.call(run, args));
    return made;
  });
});
/** `with suppress(ValueError):` goes on behind such an error. */
const suppress = new Class(
  'suppress',
  [],
  new Map<string, Value>([
    [
      '__init__',
      new LibraryFunction('__init__', ({ positional: [self = null, ...types] }) => {
        (self as Instance).attributes.set('types', new Tuple(types));
        return null;
      }),
    ],
    [
      '__exit__',
      new LibraryFunction('__exit__', ({ positional: [self = null, type = null] }) => {
        const types = (self as Instance).attributes.get('types');
        const all = types instanceof Tuple ? types.items : [];
        return all.some((one) => one instanceof Class && type instanceof Class && type.isSubclassOf(one));
      }),
    ],
  ]),
  'builtins',
);
/** The members that are followed. */
export const contextMembers: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['contextmanager', contextManager],
  ['suppress', suppress],
]);

/** `SimpleNamespace(a=1)`: an object with these attributes. */
const namespace = new Class(
  'SimpleNamespace',
  [],
  new Map<string, Value>([
    [
      '__init__',
      new LibraryFunction('__init__', ({ positional: [self = null], keywords }) => {
        for (const [name, value] of keywords) (self as Instance).attributes.set(name, value);
        return null;
      }),
    ],
  ]),
  'builtins',
);
/** `MethodType(function, object)`: the function as a method of that object alone. */
const methodType = new LibraryFunction('MethodType', ({ positional: [run = null, object = null] }) => {
  if (run instanceof PythonFunction || run instanceof NativeFunction) return new BoundMethod(object, run);
  throw new PythonError('TypeError', 'first argument must be callable');
});

const typesMembers = new Map<string, Value>([
  ['SimpleNamespace', namespace],
  ['MethodType', methodType],
]);
export const types = new Module('types', (name) => typesMembers.get(name));
