/** The words that `StringLookup` and `IntegerLookup` know, in the order of their numbers. */
import { hash, List, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';

/**
 * Those given, behind the one that stands for padding and those that stand for all others.
 *
 * @param argument the value of an argument of the layer
 * @returns null where the words are learned from data or stand in a file
 */
export function vocabularyOf(argument: (name: string) => Value): Value[] | null {
  const given = argument('vocabulary');
  if (!(given instanceof List || given instanceof Tuple)) return null;
  const mask = argument('mask_token');
  const others = argument('num_oov_indices');
  if (typeof others !== 'number') return null;
  const special = [
    ...(mask !== null && argument('output_mode') === 'int' ? [mask] : []),
    ...Array<Value>(others).fill(argument('oov_token')),
  ];
  const isAhead = special.every((token, index) => hash(token) === hash(given.items[index] ?? null));
  return isAhead ? [...given.items] : [...special, ...given.items];
}
