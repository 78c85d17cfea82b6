/** `copy.copy` and `copy.deepcopy`. */
import { BoundMethod } from '../callables.ts';
import { Instance } from '../classes.ts';
import { NotFollowed } from '../errors.ts';
import { Dict, doubtOf, List, NamedTuple, PySet, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';

/** What a framework keeps about an instance, where it says how that is copied. */
export interface Copyable {
  copied(inner: (value: Value) => Value, copy: Instance): unknown;
}

/** Deeper than any paste nests what it copies. */
const DEEP = 50;

/** A copy of a value, with copies of what it holds down to `depth`; each thing is copied once. */
export function copied(value: Value, depth = DEEP, done = new Map<Value, Value>()): Value {
  const inner = (item: Value): Value => (depth > 0 ? copied(item, depth - 1, done) : item);
  const before = done.get(value);
  if (before !== undefined) return before;
  const doubt = doubtOf(value);
  if (doubt) return doubt;
  let copy = value;
  if (value instanceof List) copy = new List(value.items.map(inner));
  else if (value instanceof NamedTuple) copy = value.with(value.items.map(inner));
  else if (value instanceof Tuple) copy = new Tuple(value.items.map(inner));
  else if (value instanceof Dict) {
    copy = Dict.of([...value.entries.values()].map(([key, item]) => [key, inner(item)] as const));
  } else if (value instanceof PySet) copy = new PySet(value.items.map(inner));
  else if (value instanceof BoundMethod) copy = new BoundMethod(inner(value.receiver), value.callee);
  else if (value instanceof Instance) return copiedInstance(value, inner, done);
  done.set(value, copy);
  return copy;
}

function copiedInstance(value: Instance, inner: (item: Value) => Value, done: Map<Value, Value>): Instance {
  const { state } = value;
  if (value.constructor !== Instance) return value; // tensors and arrays, which nothing changes
  if (state !== undefined && !isCopyable(state)) {
    const why = new Unknown('copies of such objects are not followed', 0);
    throw new NotFollowed(why, `the copy of a ${value.cls.name}`);
  }
  const copy = new Instance(value.cls);
  done.set(value, copy); // first: what it holds may hold it
  Object.assign(copy, { line: value.line, owner: value.owner, doubt: value.doubt });
  for (const [name, item] of value.attributes) copy.attributes.set(name, inner(item));
  copy.state = state?.copied(inner, copy);
  return copy;
}

function isCopyable(state: unknown): state is Copyable {
  return typeof state === 'object' && state !== null && 'copied' in state;
}
