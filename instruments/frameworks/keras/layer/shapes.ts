/** Shapes as the paste gets them. */
import { Tensor } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import { Dict, List, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';

/** The shape or shapes of a value that goes into a layer, as `build` gets them. */
export function shapeOf(value: Value): Value {
  if (value instanceof Tensor) return shapeTuple(value.shape);
  if (value instanceof Tuple || value instanceof List) return new List(value.items.map(shapeOf));
  if (value instanceof Dict) return Dict.of(value.keys().map((key) => [key, shapeOf(value.get(key) ?? null)] as const));
  return null;
}

export function shapeTuple(shape: Shape): Tuple {
  return new Tuple(shape);
}
