/** Shapes as each framework prints them: `(None, 28, 28, 1)` by Keras, `[1, 3, 32, 32]` by PyTorch. */
import type { Shapes } from '../../frameworks/framework.ts';
import type { Dimension, Shape } from '../../graph/tensor.ts';

/** What stands where nothing is known. */
export const UNKNOWN = '—';

export function shapeText(shapes: Shapes, framework: string | null): string {
  if (shapes === null) return UNKNOWN;
  if (isShape(shapes)) return framework === 'pytorch' ? `[${sizes(shapes)}]` : tuple(shapes);
  if (Array.isArray(shapes)) {
    return `[${(shapes as readonly Shapes[]).map((one) => shapeText(one, framework)).join(', ')}]`;
  }
  const named = Object.entries(shapes as Readonly<Record<string, Shapes>>);
  return `{${named.map(([key, one]) => `${key}: ${shapeText(one, framework)}`).join(', ')}}`;
}

export function isShape(shapes: Shapes): shapes is Shape {
  return Array.isArray(shapes) && shapes.every((size) => size === null || typeof size === 'number');
}

const size = (dimension: Dimension): string => (dimension === null ? 'None' : String(dimension));
const sizes = (shape: Shape): string => shape.map(size).join(', ');

/** As Python writes a tuple: one size keeps its comma. */
function tuple(shape: Shape): string {
  return shape.length === 1 ? `(${sizes(shape)},)` : `(${sizes(shape)})`;
}
