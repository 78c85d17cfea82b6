/** Numbers as readers read them. */
import { UNKNOWN } from './shapes.ts';

export function count(number: number | null): string {
  return number === null ? UNKNOWN : number.toLocaleString('en');
}

/** `12.5`, and `387` also where it was rounded to that: in one column sizes are written alike. */
export const tenths = (number: number): string => String(Number(number.toFixed(1)));
