/** The sign of an operation, between a grid and the one before it. */
import type { Grid } from '../scene/look.ts';

const SIGNS: Readonly<Record<string, string>> = {
  input: '×',
  kernel: '×',
  canvas: '→',
  pointwise: '×',
  sums: '→',
  bias: '+',
};

/** The channels are added; before room that is kept for later stands no sign. */
export function signOf({ id, plane, title }: Grid, index: number): string {
  if (title[0] === 'none') return '';
  if (id === 'input' && plane) return '+';
  return index ? (SIGNS[id] ?? '') : '';
}
