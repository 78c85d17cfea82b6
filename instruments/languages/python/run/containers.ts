/** `for`, `in`, `[]` and truth, for Python's own values and for instances that define them. */
import { Class, Instance } from '../classes.ts';
import { BoundMethod, NativeFunction, PythonFunction } from '../callables.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import { contains, item, LARGEST, numberOf, typeName } from '../library/operators.ts';
import { Dict, doubtOf, Iterator, List, PySet, Range, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { derived } from './interpreter.ts';
import type { Interpreter } from './interpreter.ts';

/** Python's special method of an instance, bound, or undefined. */
export function special(interpreter: Interpreter, value: Value, name: string): Value | undefined {
  if (!(value instanceof Instance)) return undefined;
  const member = value.cls.lookup(name);
  if (member instanceof NativeFunction || member instanceof PythonFunction) return new BoundMethod(value, member);
  return member === undefined ? undefined : interpreter.attribute(value, name);
}

export function truth(interpreter: Interpreter, value: Value): boolean {
  if (value === null || value === false || value === '') return false;
  const doubt = doubtOf(value);
  if (doubt) throw new NotFollowed(doubt, 'a condition');
  const number = numberOf(value);
  if (number !== undefined) return number !== 0;
  if (value instanceof List || value instanceof Tuple) return value.items.length > 0;
  if (value instanceof Dict || value instanceof PySet) return value.entries.size > 0;
  if (value instanceof Range) return value.length > 0;
  for (const name of ['__bool__', '__len__']) {
    const method = special(interpreter, value, name);
    if (method !== undefined) return interpreter.truth(interpreter.call(method));
  }
  return true;
}

/** The items of an iterable, one after the other, each counted as a step. */
export function* each(interpreter: Interpreter, iterable: Value): Generator<Value> {
  const unknown = iterable instanceof Unknown ? iterable : doubtOf(iterable);
  if (unknown) throw new NotFollowed(unknown, 'what is looped over');
  if (iterable instanceof Range) {
    for (let index = 0; index < iterable.length; index++) {
      interpreter.step();
      yield iterable.at(index);
    }
    return;
  }
  if (iterable instanceof List) {
    // A list that grows while it is read is read to its new end, as in Python.
    for (let index = 0; index < iterable.items.length; index++) {
      interpreter.step();
      yield iterable.items[index] as Value;
    }
    return;
  }
  for (const one of plainItems(interpreter, iterable)) {
    interpreter.step();
    yield one;
  }
}

function plainItems(interpreter: Interpreter, iterable: Value): Iterable<Value> {
  if (typeof iterable === 'string') return [...iterable];
  if (iterable instanceof Tuple) return iterable.items;
  if (iterable instanceof Dict) return iterable.keys();
  if (iterable instanceof PySet) return iterable.items;
  if (iterable instanceof Iterator) return whatIsLeft(iterable);
  const members = iterable instanceof Class ? iterable.lookup('__class_iter__') : undefined;
  if (members !== undefined) return each(interpreter, interpreter.call(members, { positional: [iterable] }));
  const iterator = special(interpreter, iterable, '__iter__');
  if (iterator !== undefined) {
    const made = interpreter.call(iterator);
    return made === iterable ? byNext(interpreter, made) : each(interpreter, made);
  }
  if (special(interpreter, iterable, '__getitem__') !== undefined) return byIndex(interpreter, iterable);
  throw new PythonError('TypeError', `'${typeName(iterable)}' object is not iterable`);
}

/** A loop that is left does not end the iterator: another goes on where it stopped. */
function* whatIsLeft({ items }: Iterator): Generator<Value> {
  for (let next = items.next(); next.done !== true; next = items.next()) yield next.value;
}

function* byNext(interpreter: Interpreter, iterator: Value): Generator<Value> {
  const next = special(interpreter, iterator, '__next__');
  if (next === undefined) throw new PythonError('TypeError', `'${typeName(iterator)}' object is not an iterator`);
  for (;;) {
    try {
      yield interpreter.call(next);
    } catch (error) {
      if (error instanceof PythonError && error.type === 'StopIteration') return;
      throw error;
    }
  }
}

function* byIndex(interpreter: Interpreter, sequence: Value): Generator<Value> {
  for (let index = 0; ; index++) {
    interpreter.step(100); // what has no end must not go on for ever
    try {
      yield getItem(interpreter, sequence, index);
    } catch (error) {
      if (error instanceof PythonError && error.type === 'IndexError') return;
      throw error;
    }
  }
}

export function iterate(interpreter: Interpreter, iterable: Value): Value[] {
  const items: Value[] = [];
  for (const one of each(interpreter, iterable)) {
    items.push(one);
    if (items.length > LARGEST) throw new NotFollowed(interpreter.unknown('too long a list'));
  }
  return items;
}

export function getItem(interpreter: Interpreter, object: Value, key: Value): Value {
  const unknowns = [object, key, doubtOf(object)].filter((one) => one instanceof Unknown);
  if (unknowns.length > 0) return derived(unknowns);
  if (object instanceof Class) {
    const ofClass = object.lookup('__class_getitem__');
    if (ofClass !== undefined) return interpreter.call(ofClass, { positional: [object, key] });
    return interpreter.unknown(`\`${object.name}[…]\` is not known here`);
  }
  if (!(object instanceof Instance)) return item(object, indexIn(interpreter, object, key));
  const method = special(interpreter, object, '__getitem__');
  if (method !== undefined) return interpreter.call(method, { positional: [key] });
  if (object.doubt) return derived([object.doubt]);
  throw new PythonError('TypeError', `'${typeName(object)}' object is not subscriptable`);
}

/** What stands for a whole number as an index of a list. */
function indexIn(interpreter: Interpreter, object: Value, key: Value): Value {
  const isSequence = object instanceof List || object instanceof Tuple || object instanceof Range;
  const index = isSequence ? special(interpreter, key, '__index__') : undefined;
  if (index === undefined) return key;
  const value = interpreter.call(index);
  if (value instanceof Unknown) throw new NotFollowed(value, 'an index');
  return value;
}

/** `item in container`; undefined where it cannot be known. */
export function isIn(interpreter: Interpreter, value: Value, container: Value): boolean | undefined {
  if (doubtOf(container)) return undefined;
  if (container instanceof Iterator) {
    let isKnown = true;
    for (const one of each(interpreter, container)) {
      const found = contains(new List([one]), value);
      if (found) return true; // what stands behind it is left
      isKnown &&= found !== undefined;
    }
    return isKnown ? false : undefined;
  }
  if (container instanceof Instance) {
    const method = special(interpreter, container, '__contains__');
    if (method === undefined) return contains(new List(iterate(interpreter, container)), value);
    const answer = interpreter.call(method, { positional: [value] });
    return answer instanceof Unknown ? undefined : interpreter.truth(answer);
  }
  return contains(container, value);
}
