/** `object.name`, read and set. */
import { BoundMethod, LibraryFunction, NativeFunction, Partial, PythonFunction } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import { ofPlainMember } from '../library/enum.ts';
import { methodOf } from '../library/methods.ts';
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

/** The attribute, or undefined where Python raises AttributeError. */
export function getAttribute(interpreter: Interpreter, object: Value, name: string): Value | undefined {
  if (object instanceof Unknown) return derived([object]);
  if (object instanceof Instance) return ofInstance(interpreter, object, name);
  if (object instanceof Class) return ofClass(object, name);
  if (object instanceof Module) return ofModule(interpreter, object, name);
  if (object instanceof PythonFunction) {
    return object.attributes.get(name) ?? (name === '__name__' ? object.name : name === '__doc__' ? null : undefined);
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
  const own = object instanceof MethodTuple ? object.methods.get(name) : undefined;
  const method = own ?? methodOf(object, name);
  return method && new BoundMethod(object, method);
}

function ofNamedTuple(object: NamedTuple, name: string): Value | undefined {
  const { items, names, type } = object;
  if (names.includes(name)) return items[names.indexOf(name)];
  if (name === '_fields') return new Tuple(names);
  if (name === '_asdict') {
    return new LibraryFunction(name, () => Dict.of(names.map((field, at) => [field, items[at] ?? null] as const)));
  }
  if (name !== '_replace') return undefined;
  return new LibraryFunction(name, ({ keywords }) => {
    const replaced = names.map((field, at) => (keywords.has(field) ? keywords.get(field) : items[at]) as Value);
    return new NamedTuple(replaced, names, type);
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
  const hook = object.cls.lookup('__getattr__');
  if (hook !== undefined) return interpreter.call(hook, { positional: [object, name] });
  const unknown = object.cls.mro.find((cls) => cls.unknownBase)?.unknownBase;
  if (unknown) return derived([unknown]);
  return isNative(object.cls) ? notModelled(interpreter, `\`${name}\` of ${object.cls.name}`) : undefined;
}

function bindMember(object: Value, cls: Class, member: Value): Value {
  if (member instanceof PythonFunction || member instanceof NativeFunction) return new BoundMethod(object, member);
  if (member instanceof StaticMethod) return member.inner;
  if (member instanceof ClassMethod) return bindMember(cls, cls, member.inner);
  return member;
}

function ofClass(cls: Class, name: string): Value | undefined {
  const member = cls.lookup(name);
  if (member instanceof StaticMethod) return member.inner;
  if (member instanceof ClassMethod) return bindMember(cls, cls, member.inner);
  return member ?? (name === '__name__' ? cls.name : undefined);
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
  if (type.name === 'dict' && name === 'fromkeys') return methodOf(type, name);
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
