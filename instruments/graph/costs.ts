/** What a call costs: memory of what comes out, multiplications with weights. Null where it is not known. */
import type { Call } from './graph.ts';
import type { Shape, Tensor } from './tensor.ts';

/** The number of cells of one example: an open first axis, the batch, counts once. */
export function cellsOfExample(shape: Shape): number | null {
  const [first, ...rest] = shape;
  const sizes = first === null ? rest : shape;
  return sizes.reduce<number | null>((product, size) => (product === null || size === null ? null : product * size), 1);
}

/** `float32` → 4 */
function bytesOf(dtype: string): number {
  if (/bool|int8/.test(dtype)) return 1;
  const bits = /(16|32|64)$/.exec(dtype)?.[1];
  return bits ? Number(bits) / 8 : dtype === 'half' ? 2 : ['double', 'long'].includes(dtype) ? 8 : 4;
}

/** Bytes that tensors take. */
export function memoryOf(tensors: readonly Tensor[]): number | null {
  return total(
    tensors.map(({ shape, dtype }) => {
      const cells = cellsOfExample(shape);
      return cells === null ? null : cells * bytesOf(dtype);
    }),
  );
}

/** The multiply-adds of a call: its own, or those of all calls inside it. */
export function multiplyAddsOf(call: Call): number | null {
  if (call.multiplyAdds !== undefined) return call.multiplyAdds;
  return call.children.length > 0 ? total(call.children.map(multiplyAddsOf)) : null;
}

export function total(numbers: readonly (number | null)[]): number | null {
  return numbers.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

/** `one × other`, null where one of them is. */
export function product(...numbers: readonly (number | null)[]): number | null {
  return numbers.reduce<number | null>((made, one) => (made === null || one === null ? null : made * one), 1);
}
