/** Layers that a layer of the paste holds: Keras lists them in the order in which it came by them, and copies lists. */
import { Instance } from '../../../languages/python/classes.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { Dict, List, NamedTuple, PySet, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { isLayer } from './state.ts';
import type { LayerState } from './state.ts';

/** What Keras tells a layer's own layers by: they stay its own where the attribute is set to another. */
class Tracker {
  readonly layers = new Set<Instance>();
  /** The attributes that came by it. */
  readonly names = new Set<string>();

  constructor(private readonly owner: Instance) {}

  add(layer: Instance): void {
    if (this.layers.has(layer)) return;
    refuseLocked(this.owner);
    this.layers.add(layer);
  }
}

const trackers = new WeakMap<Instance, Tracker>();

/** @throws Refusal ValueError where a layer that is built would get a weight or a layer more */
export function refuseLocked(owner: Instance): void {
  if ((owner.state as LayerState | undefined)?.locked !== true) return;
  const message =
    'You cannot add new elements of state (variables or sub-layers) to a layer that is already built. ' +
    'All state must be created in the `__init__()` method or in the `build()` method.';
  throw new Refusal('ValueError', message, 'locked');
}

/** What stands for a value that is set on a layer: lists, dicts and sets become the layer's own, and tell it what is put in. */
export function tracked(owner: Instance, name: string, value: Value): Value {
  const tracker = trackers.get(owner) ?? new Tracker(owner);
  trackers.set(owner, tracker);
  tracker.names.add(name);
  return copied(value, tracker);
}

function copied(value: Value, tracker: Tracker): Value {
  if (value instanceof Instance && isLayer(value)) tracker.add(value);
  if (value instanceof NamedTuple) value.items.forEach((item) => copied(item, tracker));
  else if (value instanceof Tuple) return new Tuple(value.items.map((item) => copied(item, tracker)));
  const own = copyOf(value, tracker);
  if (!own) return value;
  let before = new Set(itemsOf(own));
  own.changed = (how) => {
    follow(own, how, before, tracker);
    before = new Set(itemsOf(own));
  };
  return own;
}

/** Null for what is no list, dict or set. */
function copyOf(value: Value, tracker: Tracker): List | Dict | PySet | null {
  const copy = (item: Value): Value => copied(item, tracker);
  if (value instanceof List) return Object.assign(new List(value.items.map(copy)), { doubt: value.doubt });
  if (value instanceof PySet) return Object.assign(new PySet(value.items.map(copy)), { doubt: value.doubt });
  if (!(value instanceof Dict)) return null;
  const pairs = [...value.entries.values()].map(([key, item]) => [key, copy(item)] as const);
  return Object.assign(Dict.of(pairs), { doubt: value.doubt });
}

function itemsOf(own: List | Dict | PySet): readonly Value[] {
  return own instanceof Dict ? own.values() : [...own.items];
}

/** By these Keras's lists, dicts and sets lose a layer; `del` of a dict's key leaves it. */
const LOSING = new Set(['pop', 'popitem', 'remove', 'discard', 'clear', 'del']);
/** By these what is put in becomes Keras's own, so that what comes into a list inside is heard of too. */
const COPYING = new Set(['extend', 'update', '+=']);
/** Of these Keras hears nothing: an item of a list that is set, an entry that `setdefault` makes. */
const UNHEARD = new Set(['item', 'setdefault', 'sort', 'reverse']);

function follow(own: List | Dict | PySet, how: string, before: ReadonlySet<Value>, tracker: Tracker): void {
  if (LOSING.has(how)) {
    const now = new Set(itemsOf(own));
    for (const item of before) if (item instanceof Instance && !now.has(item)) tracker.layers.delete(item);
  } else if (COPYING.has(how) && own instanceof List) {
    own.items = own.items.map((item) => (how === '+=' || !before.has(item) ? copied(item, tracker) : item));
  } else if (COPYING.has(how) && own instanceof Dict) {
    for (const [key, item] of own.entries.values()) if (!before.has(item)) own.set(key, copied(item, tracker));
  } else if (!UNHEARD.has(how) || (how === 'item' && own instanceof Dict)) {
    for (const item of itemsOf(own)) if (!before.has(item)) copied(item, tracker);
  }
}

/** What Keras knows of the layers of a layer, in that order; the others are those of attributes that came otherwise. */
export function trackedBy(owner: Instance): { layers: ReadonlySet<Instance>; names: ReadonlySet<string> } {
  return trackers.get(owner) ?? { layers: new Set(), names: new Set() };
}
