/** What the reader does to a layer, as changes of the code. */
import { insert, put, remove, swap } from '../../tracer/stack/edit.ts';
import { core } from '../../tracer/stack/stack.ts';
import type { Item, Row } from '../../tracer/stack/stack.ts';
import LAYERS from './table/layers.json' with { type: 'json' };

const FIRST: Readonly<Record<string, string>> = LAYERS.first;
const ADDED: Readonly<Record<string, string>> = LAYERS.added;

/** A further layer, with the arguments that it needs. */
export function add(text: string, items: readonly Item[], name: string): string {
  const args = FIRST[name.replace(/\dD/, '')] ?? '';
  return insert(text, items, items.length, `${name}(${args})`);
}

/** An argument of a layer gets another value. */
export const set = (text: string, { item }: Row, key: string, value: string): string =>
  put(text, core(item.node), key, value);

/** An argument that the layer does not have yet, with a value that changes something. */
export function addArgument(text: string, { item, rest }: Row, key: string): string {
  const usual = rest.find(([name]) => name === key)?.[1] ?? null;
  return put(text, core(item.node), key, ADDED[key] ?? usual);
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
