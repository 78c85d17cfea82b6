/** How PyTorch prints sizes, for messages in its own words. */
import type { Shape } from '../../graph/tensor.ts';

/** `[1, 3, 28, 28]` */
export function list(shape: Shape): string {
  return `[${shape.map((size) => size ?? '?').join(', ')}]`;
}

/** `28 x 28` */
export function cross(sizes: Shape, sign = ' x '): string {
  return sizes.map((size) => size ?? '?').join(sign);
}
