/** `abc`: classes that leave methods for others to fill in, and are not made before all are. */
import { LibraryFunction, NativeFunction, PythonFunction } from '../callables.ts';
import { Class } from '../classes.ts';
import { PythonError } from '../errors.ts';
import { ClassMethod, Module, Property, StaticMethod } from '../values.ts';
import type { Value } from '../values.ts';

const ABSTRACT = '__isabstractmethod__';

/** A decorator that marks a function, and what it wraps it in. */
function marking(name: string, wrap: (inner: PythonFunction) => Value = (inner) => inner): LibraryFunction {
  return new LibraryFunction(name, ({ positional: [given = null] }) => {
    const inner = functionIn(given);
    inner?.attributes.set(ABSTRACT, true);
    return given instanceof PythonFunction ? wrap(given) : given;
  });
}

function functionIn(value: Value): PythonFunction | null {
  if (value instanceof PythonFunction) return value;
  if (value instanceof Property) return functionIn(value.get);
  return value instanceof ClassMethod || value instanceof StaticMethod ? functionIn(value.inner) : null;
}

const base = new Class('ABC', [], new Map(), 'builtins');
base.isOfABCMeta = true;

const members = new Map<string, Value>([
  ['ABC', base],
  ['ABCMeta', new NativeFunction('ABCMeta', () => null)],
  ['abstractmethod', marking('abstractmethod')],
  ['abstractproperty', marking('abstractproperty', (inner) => new Property(inner))],
  ['abstractclassmethod', marking('abstractclassmethod', (inner) => new ClassMethod(inner))],
  ['abstractstaticmethod', marking('abstractstaticmethod', (inner) => new StaticMethod(inner))],
]);
export const abstract = new Module('abc', (name) => members.get(name));

/** @throws PythonError TypeError where the class is made though a method of it is abstract */
export function requireConcrete(cls: Class): void {
  if (!cls.mro.some(({ isOfABCMeta }) => isOfABCMeta)) return;
  const names = new Set(cls.mro.flatMap((one) => (one.module === null ? [...one.members.keys()] : [])));
  const abstracts = [...names].filter((name) => functionIn(cls.lookup(name) ?? null)?.attributes.has(ABSTRACT)).sort();
  if (abstracts.length === 0) return;
  const methods = `method${abstracts.length > 1 ? 's' : ''} ${abstracts.join(', ')}`;
  throw new PythonError('TypeError', `Can't instantiate abstract class ${cls.name} with abstract ${methods}`);
}
