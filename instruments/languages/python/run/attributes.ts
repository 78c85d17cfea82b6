/** `object.name`, read and set. */
import { BoundMethod, LibraryFunction, NativeFunction, Partial, PythonFunction } from '../callables.ts';
import { AttributeDict, Class, Instance } from '../classes.ts';
import { ofPlainMember } from '../library/enum.ts';
import { objectClass } from '../library/exceptions.ts';
import { isOfPython, methodOf } from '../library/methods.ts';
import { typeName } from '../library/operators.ts';
import {
  ClassMethod,
  Dict,
  MethodTuple,
  Module,
  NamedTuple,
  Property,
  StaticMethod,
  Tuple,
  Unknown,
} from '../values.ts';
import type { Value } from '../values.ts';
import { derived } from './interpreter.ts';
import type { Interpreter } from './interpreter.ts';
import { plainObject } from './super.ts';

/** The attribute, or undefined where Python raises AttributeError. */
export function getAttribute(interpreter: Interpreter, object: Value, name: string): Value | undefined {
  if (object instanceof Unknown) return derived([object]);
  if (object instanceof Instance) return ofInstance(interpreter, object, name);
  if (object instanceof Class) return ofClass(interpreter, object, name);
  if (object instanceof Module) return ofModule(interpreter, object, name);
  if (object instanceof PythonFunction) {
    const own = object.attributes.get(name);
    if (own !== undefined) return own;
    if (name === '__name__') return object.name;
    return isOfPython(object, name) ? notModelled(interpreter, `\`${name}\` of a function`) : undefined;
  }
  if (object instanceof Partial && object.part(name) !== undefined) return object.part(name);
  if (object instanceof NativeFunction) {
    return name === '__name__' ? object.name : (object.members.get(name) ?? ofNative(interpreter, object, name));
  }
  if (object instanceof BoundMethod) {
    return name === '__self__' ? object.receiver : getAttribute(interpreter, object.callee, name);
  }
  if (object instanceof NamedTuple) {
    const item = ofNamedTuple(object, name);
    if (item !== undefined) return item;
  }
  const member = ofPlainMember(interpreter, object, name);
  if (member !== undefined) return member;
  const own = object instanceof MethodTuple || object instanceof NamedTuple ? object.methods.get(name) : undefined;
  const method = own ?? methodOf(object, name);
  if (method) return new BoundMethod(object, method);
  return isOfPython(object, name) ? notModelled(interpreter, `\`${name}\` of ${typeName(object)}`) : undefined;
}

function ofNamedTuple(object: NamedTuple, name: string): Value | undefined {
  const { items, names } = object;
  if (names.includes(name)) return items[names.indexOf(name)];
  if (name === '_fields') return new Tuple(names);
  if (name === '_asdict') {
    return new LibraryFunction(name, () => Dict.of(names.map((field, at) => [field, items[at] ?? null] as const)));
  }
  if (name !== '_replace') return undefined;
  return new LibraryFunction(name, ({ keywords }) => {
    const replaced = names.map((field, at) => (keywords.has(field) ? keywords.get(field) : items[at]) as Value);
    return object.with(replaced);
  });
}

function ofInstance(interpreter: Interpreter, object: Instance, name: string): Value | undefined {
  const member = object.cls.lookup(name);
  if (member instanceof Property) {
    return interpreter.call(member.get, { positional: [object] });
  }
  const own = object.attributes.get(name);
  if (own !== undefined) return own;
  if (member !== undefined) return bindMember(object, object.cls, member);
  if (name === '__class__') return object.cls;
  if (name === '__dict__') return new AttributeDict(object);
  const hook = object.cls.lookup('__getattr__');
  if (hook !== undefined) return interpreter.call(hook, { positional: [object, name] });
  const unknown = object.cls.mro.find((cls) => cls.unknownBase)?.unknownBase;
  if (unknown) return derived([unknown]);
  const isOpen = isNative(object.cls) || /^__\w+__$/.test(name);
  return isOpen ? notModelled(interpreter, `\`${name}\` of ${object.cls.name}`) : undefined;
}

function bindMember(object: Value, cls: Class, member: Value): Value {
  if (member instanceof PythonFunction || member instanceof NativeFunction) return new BoundMethod(object, member);
  if (member instanceof StaticMethod) return member.inner;
  if (member instanceof ClassMethod) return bindMember(cls, cls, member.inner);
  return member;
}

function ofClass(interpreter: Interpreter, cls: Class, name: string): Value | undefined {
  const member = cls.lookup(name);
  if (member instanceof StaticMethod) return member.inner;
  if (member instanceof ClassMethod) return bindMember(cls, cls, member.inner);
  if (member !== undefined) return member;
  if (name === '__name__' || name === '__qualname__') return cls.name;
  const plain = cls === objectClass ? plainObject[name] : undefined;
  if (plain) return plain;
  if (name === '__bases__') return new Tuple(cls.bases);
  const isOpen = cls.unknownBase !== null || isNative(cls) || /^__\w+__$|^mro$/.test(name);
  return isOpen ? notModelled(interpreter, `\`${name}\` of the class ${cls.name}`) : undefined;
}

function ofModule(interpreter: Interpreter, module: Module, name: string): Value | undefined {
  const path = `${module.path}.${name}`;
  const found = module.find(name); // null is None, as np.newaxis is
  if (found !== undefined || module.isWhole) return found;
  return interpreter.module(path) ?? notModelled(interpreter, `\`${path}\``);
}

/** A type of Python's own, `str` or `dict`, has its methods unbound. */
function ofNative(interpreter: Interpreter, type: NativeFunction, name: string): Value | undefined {
  const samples: Record<string, Value> = { str: '', int: 0 };
  const sample = samples[type.name];
  if (type.name === 'dict' && name === 'fromkeys') {
    const fromKeys = methodOf(type, name);
    return fromKeys && new BoundMethod(type, fromKeys);
  }
  return (
    (sample === undefined ? undefined : methodOf(sample, name)) ?? notModelled(interpreter, `\`${type.name}.${name}\``)
  );
}

const isNative = (cls: Class): boolean => cls.mro.some((one) => one.module !== null && one.module !== 'builtins');

function notModelled(interpreter: Interpreter, what: string): Unknown {
  return interpreter.unknown(`${what} is not known here`);
}

export function setAttribute(interpreter: Interpreter, object: Value, name: string, value: Value): void {
  if (object instanceof Instance) {
    const member = object.cls.lookup(name);
    if (member instanceof Property && member.set) {
      interpreter.call(member.set, { positional: [object, value] });
      return;
    }
    const hook = object.cls.lookup('__setattr__');
    if (hook === undefined) object.attributes.set(name, value);
    else interpreter.call(hook, { positional: [object, name, value] });
  } else if (object instanceof Class) {
    object.members.set(name, value);
  } else if (object instanceof PythonFunction) {
    object.attributes.set(name, value);
  }
}
