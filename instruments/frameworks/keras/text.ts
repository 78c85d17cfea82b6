/** How Python prints shapes and names, for messages in Keras's own words. */
import type { Shape } from '../../graph/tensor.ts';

/** `(None, 28, 28, 1)`, with Python's comma for a single size. */
export function tuple(items: readonly (number | string | null)[]): string {
  return `(${items.map(size).join(', ')}${items.length === 1 ? ',' : ''})`;
}

/** `[28, 28]` */
export function list(items: readonly (number | string | null)[]): string {
  return `[${items.map(size).join(', ')}]`;
}

/** `[28 28]`, as NumPy prints a whole-number array. */
export function array(items: readonly (number | null)[]): string {
  const texts = items.map(size);
  const width = items.includes(null) ? 0 : Math.max(0, ...texts.map((text) => text.length));
  return `[${texts.map((text) => text.padStart(width)).join(' ')}]`;
}

export function shapes(all: readonly Shape[]): string {
  return `[${all.map(tuple).join(', ')}]`;
}

function size(item: number | string | null): string {
  return item === null ? 'None' : String(item);
}

/** Keras's name for the first layer of a class, without its number: `Conv2DTranspose` is `conv2d_transpose`. */
export function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
