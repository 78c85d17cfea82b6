/** Layers that put the cells into another shape. */
import { Refusal, refuse } from '../refusal.ts';
import { allKnown, product } from '../shape.ts';
import type { Shape, Size } from '../shape.ts';
import { exactly, maker } from './rule.ts';

export const flatten = maker(() => ({
  min: 1,
  out([batch = null, ...rest]) {
    const sizes = allKnown(rest);
    return [batch, sizes && product(sizes)];
  },
}));

interface Reshape {
  readonly target_shape: Shape;
}

export const reshape = maker(({ target_shape: sizes }: Reshape) => {
  const arg = 'target_shape';
  const fixed = sizes.filter((size): size is number => size !== null && size !== -1);
  const rest = product(fixed);
  const open = sizes.length - fixed.length;
  if (fixed.some((size) => size < 0) || sizes.indexOf(-1) < sizes.lastIndexOf(-1)) refuse('target', { arg });
  const fits = (x: Shape): boolean => {
    const known = allKnown(x);
    if (!known) return true;
    return open > 0 ? rest > 0 && product(known) % rest === 0 : product(known) === rest;
  };
  /** How many cells there are; as with NumPy, none where a size is not known. */
  const cells = (x: Shape): number => product(x.map(Number));
  const wrong = (x: Shape): ConstructorParameters<typeof Refusal>[1] => {
    const all = cells(x);
    return { arg, cells: { all, rest, open, sizes }, gaps: { all, rest } };
  };
  return {
    min: 1,
    out([batch = null, ...x]) {
      const isUnsure = x.includes(null) || sizes.includes(null);
      if (!isUnsure && !fits(x)) refuse('reshape', wrong(x));
      const left = isUnsure ? null : cells(x) / rest;
      return [batch, ...sizes.map((size) => (size === -1 ? left : size))];
    },
    called: ([, ...x]) =>
      open > 1 || !fits(x) ? new Refusal('reshape', { ...wrong(x), stage: 'call', says: '' }) : null,
  };
});

export const permute = maker(({ dims }: { readonly dims: readonly number[] }) => ({
  ...exactly(dims.length + 1),
  out: (x) => [x[0] ?? null, ...dims.map((dim): Size => x[dim] ?? null)],
}));

export const repeatVector = maker(({ n }: { readonly n: number }) => ({
  ...exactly(2),
  out: ([batch = null, features = null]) => [batch, n, features],
}));
