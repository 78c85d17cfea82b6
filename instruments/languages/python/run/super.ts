/** `super()` and `super(Net, self)`: the attributes behind a class in the order of the receiver's classes. */
import { BoundMethod, LibraryFunction, NativeFunction, PythonFunction } from '../callables.ts';
import type { Arguments } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import { PythonError } from '../errors.ts';
import { ClassMethod, Module, Property, StaticMethod, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';
import { derived } from './interpreter.ts';

/** A view of the receiver that finds attributes only behind `owner`; a `Module`, since it only has names. */
export function superOf(interpreter: Interpreter, frame: Frame, args: Arguments | Unknown): Value {
  if (args instanceof Unknown) return derived([args]);
  const [owner = frame.owner, receiver = frame.receiver] = args.positional;
  const unknown = [owner, receiver].find((one) => one instanceof Unknown);
  if (unknown instanceof Unknown) return derived([unknown]);
  if (!(owner instanceof Class)) throw interpreter.locate(new PythonError('RuntimeError', 'super(): no arguments'));
  const cls = receiver instanceof Instance ? receiver.cls : receiver;
  if (!(cls instanceof Class) || receiver === undefined || !cls.isSubclassOf(owner)) {
    const said = 'super(type, obj): obj must be an instance or subtype of type';
    throw interpreter.locate(new PythonError('TypeError', said));
  }
  return new Module('super()', (name) => behind(interpreter, cls, owner, receiver, name));
}

function behind(interpreter: Interpreter, cls: Class, owner: Class, receiver: Value, name: string): Value {
  const member = cls.lookup(name, owner);
  if (member instanceof Property) return interpreter.call(member.get, { positional: [receiver] });
  if (member instanceof PythonFunction || member instanceof NativeFunction) return new BoundMethod(receiver, member);
  if (member instanceof StaticMethod) return member.inner;
  if (member instanceof ClassMethod) return interpreter.attribute(cls, name) ?? null;
  if (member !== undefined) return member;
  const plain = plainObject[name];
  if (plain) return name === '__new__' ? plain : new BoundMethod(receiver, plain);
  const unknown = cls.mro.find((one) => one.unknownBase)?.unknownBase;
  if (unknown) return derived([unknown]);
  if (cls.mro.some(({ module }) => module !== null))
    return interpreter.unknown(`\`super().${name}\` is not known here`);
  throw interpreter.locate(new PythonError('AttributeError', `'super' object has no attribute '${name}'`));
}

/** What every class has from `object`. */
export const plainObject: Readonly<Record<string, NativeFunction>> = {
  __new__: new LibraryFunction('__new__', ({ positional: [cls = null] }) =>
    cls instanceof Class ? new Instance(cls) : null,
  ),
  __init__: new LibraryFunction('__init__', () => null),
  __setattr__: new LibraryFunction('__setattr__', ({ positional: [self, name, value] }) => {
    if (self instanceof Instance && typeof name === 'string') self.attributes.set(name, value ?? null);
    return null;
  }),
  __init_subclass__: new LibraryFunction('__init_subclass__', () => null),
};
