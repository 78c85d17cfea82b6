/** Python that is written: numbers, tuples, calls. */

export type Argument = readonly [name: string, value: string, usual?: string];

export function number(value: number): string {
  if (value === Infinity) return 'float("inf")';
  return value === -Infinity ? '-float("inf")' : String(value);
}

export const flag = (value: boolean): string => (value ? 'True' : 'False');

export function tuple(values: readonly (number | null)[]): string {
  const items = values.map((value) => (value === null ? 'None' : number(value)));
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
}

/** One number where all are the same, as both frameworks take it. */
export function sizes(values: readonly number[]): string {
  return new Set(values).size === 1 ? number(values[0] as number) : tuple(values);
}

/** `((1, 0), (2, 2))` */
export const pairs = (values: readonly (readonly [number, number])[]): string =>
  `(${values.map((pair) => tuple(pair)).join(', ')}${values.length === 1 ? ',' : ''})`;

/** A call; arguments that have their usual value are left out. */
export function call(callee: string, positional: readonly string[], named: readonly Argument[] = []): string {
  const given = named.filter(([, value, usual]) => value !== usual).map(([name, value]) => `${name}=${value}`);
  return `${callee}(${[...positional, ...given].join(', ')})`;
}

/** Python's `keyword.kwlist` */
const KEYWORDS = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in
  is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);

/** A name that Python takes. */
export function identifier(name: string): string {
  const bare = name.replace(/\W+/g, '_').replace(/^_+|_+$/g, '') || 'layer';
  if (KEYWORDS.has(bare)) return `${bare}_`;
  return /^\d/.test(bare) ? `layer_${bare}` : bare;
}
