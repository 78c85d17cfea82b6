/** Values as Python writes them. */
import type { Matrix, Pair } from './numbers.ts';

export const tuple = (pair: Pair): string => `(${pair.join(', ')})`;

/** Rows as a nested list. */
export const array = (rows: Matrix): string => JSON.stringify(rows).replaceAll(',', ', ');

/** One number for a pair of equal ones, as Keras and PyTorch take it. */
export const sizes = (pair: Pair): string => (pair[0] === pair[1] ? String(pair[0]) : tuple(pair));

/** A value of an argument as Python has it, one number for a pair of equal ones. */
export function written(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'string') return `"${value}"`;
  return Array.isArray(value) ? sizes(value as unknown as Pair) : String(value);
}

/** `name(first, second)` of those arguments that are there. */
export const call = (name: string, parts: readonly (string | null)[]): string =>
  `${name}(${parts.filter((part) => part !== null).join(', ')})`;

/** `name=value`, or null where the value is the usual one, or none. */
export function keyword(name: string, pair: Pair | null, usual: Pair | null): string | null {
  const isUsual = pair === null || (usual !== null && pair[0] === usual[0] && pair[1] === usual[1]);
  return isUsual ? null : `${name}=${sizes(pair)}`;
}
