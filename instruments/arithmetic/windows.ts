/** Sizes of one axis, in cells, after a window has moved over it. Formulas: keras/src/ops/operation_utils.py. */

interface Move {
  /** Cells that a window spans, the holes of its dilation included. */
  readonly reach: number;
  readonly stride: number;
  /** `padding="same"`; else `valid`. */
  readonly isSame: boolean;
}

export const reachOf = (kernel: number, dilation: number): number => (kernel - 1) * dilation + 1;

/** Windows that fit, `stride` apart; 0 or less where none does. */
export function slidSize(cells: number, { reach, stride, isSame }: Move): number {
  return Math.floor((isSame ? cells - 1 : cells - reach) / stride) + 1;
}

/** Cells that a transposed convolution gives. @param outputPadding null where it is left to Keras */
export function transposedSize(cells: number, { reach, stride, isSame }: Move, outputPadding: number | null): number {
  const last = (cells - 1) * stride; // where the last stamp begins
  if (isSame) return outputPadding === null ? cells * stride : last + (reach % 2) + outputPadding;
  return last + (outputPadding === null ? Math.max(reach, stride) : reach + outputPadding);
}
