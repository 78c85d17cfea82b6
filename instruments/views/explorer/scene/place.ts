/** A cell that can be looked at. */
import type { Cell } from '../state/state.ts';

export type Part = 'input' | 'kernel' | 'canvas';

export interface Place {
  part: Part;
  row: number;
  column: number;
  /** Of several channels: which of those that the output channel is made of; else, and where all are meant, not given. */
  plane?: number;
}

export const cellOf = (part: Part, row: number, column: number, plane?: number): Cell =>
  `${part},${row},${column}${plane === undefined ? '' : `,${plane}`}`;

/** Null for "". */
export function placeOf(cell: Cell | null): Place | null {
  if (!cell) return null;
  const [part, row, column, plane] = cell.split(',');
  const place = { part: part as Part, row: Number(row), column: Number(column) };
  return plane === undefined ? place : { ...place, plane: Number(plane) };
}
