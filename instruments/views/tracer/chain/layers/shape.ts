/** Shapes: lists of sizes, the batch first. */

/** null is not known yet; NaN, in a layer's answer, an axis on which nothing is left. */
export type Size = number | null;
export type Shape = readonly Size[];

export const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

/** The sizes, where all of them are known; else null. */
export function allKnown(shape: Shape): number[] | null {
  const sizes = shape.filter((size) => size !== null);
  return sizes.length === shape.length ? sizes : null;
}
