/** Layers whose weights meet the features: dense, recurrent and embedding ones, and those that normalise. */
import { refuse, refusedCall } from '../refusal.ts';
import { product } from '../shape.ts';
import type { Shape } from '../shape.ts';
import { exactly, features, maker, sizeOf, unchanged } from './rule.ts';
import type { Maker } from './rule.ts';

interface Dense {
  readonly units: number;
  readonly use_bias: boolean;
}

export const dense = maker(({ units, use_bias }: Dense) => ({
  min: 2,
  out: (x) => [...x.slice(0, -1), units],
  weights: (x) => [(features(x) + Number(use_bias)) * units, 0],
}));

interface Recurrent extends Dense {
  readonly reset_after?: boolean;
  readonly return_sequences: boolean;
  readonly use_cudnn?: unknown;
}

/** @param gates how many there are, the cell's own included */
export const recurrent = (gates: number): Maker =>
  maker(({ units, use_bias, reset_after, return_sequences, use_cudnn }: Recurrent) => {
    const biases = use_bias ? (reset_after ? 2 : 1) : 0;
    return {
      ...exactly(3),
      out: ([batch = null, steps = null]) => (return_sequences ? [batch, steps, units] : [batch, units]),
      weights: (x) => [gates * units * (features(x) + units + biases), 0],
      called: () => (use_cudnn === true ? refusedCall('cudnn', { arg: 'use_cudnn' }) : null),
    };
  });

interface Embedding {
  readonly input_dim: number;
  readonly output_dim: number;
}

export const embedding = maker(({ input_dim, output_dim }: Embedding) => ({
  out: (x) => [...x, output_dim],
  weights: () => [input_dim * output_dim, 0],
}));

interface Normalisation {
  readonly axis: readonly number[];
  readonly center: boolean;
  readonly scale: boolean;
  readonly renorm?: boolean;
}

export const normalisation = maker(({ axis: axes, center, scale, renorm }: Normalisation, { family }) => {
  const kinds = Number(center) + Number(scale);
  const isBatch = family === 'BatchNormalization';
  const along = (axis: number, x: Shape): number => {
    const place = axis < 0 ? axis + x.length : axis;
    if (!(place in x)) refuse('axis', { arg: 'axis', gaps: { axis, found: x.length } });
    return isBatch || kinds > 0 ? sizeOf(x, place) : 1;
  };
  return {
    ...unchanged(),
    weights(x) {
      const size = product(axes.map((axis) => along(axis, x)));
      return [size * kinds, isBatch ? size * (renorm ? 5 : 2) : 0];
    },
    called(x) {
      const places = new Set(axes.map((axis) => (axis + x.length) % x.length));
      return places.size < axes.length ? refusedCall('axes', { arg: 'axis' }) : null;
    },
  };
});
