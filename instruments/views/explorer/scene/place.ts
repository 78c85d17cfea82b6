/** A cell that can be looked at. */
import type { Cell } from '../state/state.ts';

export type Part = 'input' | 'kernel' | 'canvas';

export interface Place {
  part: Part;
  row: number;
  column: number;
}

export const cellOf = (part: Part, row: number, column: number): Cell => `${part},${row},${column}`;

/** Null for "". */
export function placeOf(cell: Cell | null): Place | null {
  if (!cell) return null;
  const [part, row, column] = cell.split(',');
  return { part: part as Part, row: Number(row), column: Number(column) };
}
