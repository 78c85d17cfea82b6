/** Values as Python writes them. */
import { at, range } from './numbers.ts';
import type { Matrix, Pair } from './numbers.ts';

export const tuple = (numbers: readonly number[]): string =>
  numbers.length === 1 ? `(${numbers.join()},)` : `(${numbers.join(', ')})`;

/** A flat array as a nested list of this shape. */
export function nested(numbers: readonly number[], shape: readonly number[]): string {
  const [count, ...rest] = shape;
  if (count === undefined) return String(at(numbers, 0));
  const size = rest.reduce((all, one) => all * one, 1);
  return `[${range(count)
    .map((part) => nested(numbers.slice(part * size, (part + 1) * size), rest))
    .join(', ')}]`;
}

/** Rows as a nested list. */
export const array = (rows: Matrix): string => JSON.stringify(rows).replaceAll(',', ', ');

/** One number for equal ones, as Keras and PyTorch take it. */
export const sizes = (numbers: readonly number[]): string =>
  numbers.every((number) => number === numbers[0]) ? String(numbers[0]) : tuple(numbers);

/** A value of an argument as Python has it, one number for a pair of equal ones. */
export function written(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return Array.isArray(value) ? sizes(value as unknown as number[]) : String(value);
}

/** `name(first, second)` of those arguments that are there. */
export const call = (name: string, parts: readonly (string | null)[]): string =>
  `${name}(${parts.filter((part) => part !== null).join(', ')})`;

/** `name=value`, or null where the value is the usual one, or none. */
export function keyword(name: string, numbers: readonly number[] | null, usual: Pair | null): string | null {
  if (numbers === null) return null;
  const isUsual = usual !== null && numbers.every((number, axis) => number === usual[axis]);
  return isUsual ? null : `${name}=${sizes(numbers)}`;
}
