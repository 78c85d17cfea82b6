/** What the reader does to a layer, as changes of the code. */
import { insert, put, remove, swap } from './chain/edit.ts';
import { core, definition } from './chain/layers/definitions.ts';
import KERAS from './chain/layers/keras.json' with { type: 'json' };
import type { Item } from './chain/reading/stack.ts';

const FIRST: Readonly<Record<string, string>> = KERAS.first;
const ADDED: Readonly<Record<string, string>> = KERAS.added;

/** A further layer, with the arguments that it needs. */
export function add(text: string, items: readonly Item[], name: string): string {
  const args = FIRST[name.replace(/\dD/, '')] ?? '';
  return insert(text, items, items.length, `${name}(${args})`);
}

/** An argument of a layer gets another value. */
export const set = (text: string, { node }: Item, key: string, value: string): string =>
  put(text, core(node), key, value);

/** An argument that the layer does not have yet, with a value that changes something. */
export function addArgument(text: string, { node }: Item, key: string): string {
  const inner = core(node);
  const value = ADDED[key] ?? definition(inner.name)?.parameters.get(key)?.text ?? null;
  return put(text, inner, key, value);
}

export type Act = 'up' | 'down' | 'remove';

/** Where the reader is once a layer has been moved or taken out. */
export function placeAfter(act: Act, items: readonly Item[], i: number): number {
  return act === 'up' ? i - 1 : act === 'down' ? i + 1 : Math.min(i, items.length - 2);
}

/** Moves a layer or takes it out. */
export function move(text: string, items: readonly Item[], i: number, act: Act): string {
  return act === 'remove' ? remove(text, items, i) : swap(text, items, act === 'up' ? i - 1 : i);
}
