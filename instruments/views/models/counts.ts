/** Numbers as readers read them. */
import { UNKNOWN } from './shapes.ts';

export function count(number: number | null): string {
  return number === null ? UNKNOWN : number.toLocaleString('en');
}
