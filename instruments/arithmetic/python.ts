/** Values as Python writes them. */
import type { Pair } from './numbers.ts';

export const tuple = (pair: Pair): string => `(${pair.join(', ')})`;

/** One number for a pair of equal ones, as Keras and PyTorch take it. */
export const sizes = (pair: Pair): string => (pair[0] === pair[1] ? String(pair[0]) : tuple(pair));

/** `name(first, second)` of those arguments that are there. */
export const call = (name: string, parts: readonly (string | null)[]): string =>
  `${name}(${parts.filter((part) => part !== null).join(', ')})`;

/** `name=value`, or null where the value is the usual one, or none. */
export function keyword(name: string, pair: Pair | null, usual: Pair | null): string | null {
  const isUsual = pair === null || (usual !== null && pair[0] === usual[0] && pair[1] === usual[1]);
  return isUsual ? null : `${name}=${sizes(pair)}`;
}
