/** Layers that a layer of the paste holds: Keras lists them in the order in which it came by them, and copies lists. */
import { Instance } from '../../../languages/python/classes.ts';
import { Dict, List, NamedTuple, PySet, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { isLayer } from './state.ts';

const found = new WeakMap<Instance, Set<Instance>>();

/** What stands for a value that is set on a layer: lists, dicts and sets become the layer's own, and tell it what is put in. */
export function tracked(owner: Instance, value: Value): Value {
  const known = found.get(owner) ?? new Set();
  found.set(owner, known);
  return copied(value, known);
}

function copied(value: Value, known: Set<Instance>): Value {
  if (value instanceof Instance && isLayer(value)) known.add(value);
  if (value instanceof NamedTuple) value.items.forEach((item) => copied(item, known));
  else if (value instanceof Tuple) return new Tuple(value.items.map((item) => copied(item, known)));
  const own = copyOf(value, known);
  if (!own) return value;
  own.changed = () => {
    collect(own, known);
  };
  return own;
}

/** Null for what is no list, dict or set. */
function copyOf(value: Value, known: Set<Instance>): List | Dict | PySet | null {
  const copy = (item: Value): Value => copied(item, known);
  if (value instanceof List) return Object.assign(new List(value.items.map(copy)), { doubt: value.doubt });
  if (value instanceof PySet) return Object.assign(new PySet(value.items.map(copy)), { doubt: value.doubt });
  if (!(value instanceof Dict)) return null;
  const pairs = [...value.entries.values()].map(([key, item]) => [key, copy(item)] as const);
  return Object.assign(Dict.of(pairs), { doubt: value.doubt });
}

function collect(value: Value, known: Set<Instance>): void {
  if (value instanceof Instance && isLayer(value)) known.add(value);
  else if (value instanceof List || value instanceof Tuple) for (const item of value.items) collect(item, known);
  else if (value instanceof Dict) for (const item of value.values()) collect(item, known);
  else if (value instanceof PySet) for (const item of value.items) collect(item, known);
}

/** The same layers in that order; those of which it is not known come last. */
export function inOrder(owner: Instance, layers: ReadonlySet<Instance>): Instance[] {
  const known = [...(found.get(owner) ?? [])].filter((one) => layers.has(one));
  return [...new Set([...known, ...layers])];
}
