/** Whether an input that the reader filled in lacks its batch, or has its channels behind. */
import type { TracedLayer } from '../frameworks/framework.ts';
import type { Shape } from '../graph/tensor.ts';
import { trace } from './trace.ts';
import type { Trace, TraceOptions } from './trace.ts';

/** Inputs that the reader may take, tried in the paste. */
export interface Offered {
  /** What they are for: the batch is missing in front of what the reader gave, its channels stand behind, or the paste says no input. */
  readonly why: 'batch' | 'channels' | 'unsaid';
  readonly inputs: readonly Shape[];
  /** Whether the paste fits with them; else it gets further than without. */
  readonly fits: boolean;
}

/** PyTorch's layers for one image are those for a batch: with as many axes as they have directions, and the channels. */
const DIRECTIONS = /(\d)d$/;

/**
 * The inputs with an axis for the batch in front, or one for the channels too, or in PyTorch with the channels brought there
 * from behind, where the paste is refused without it: tried, not guessed from the number of axes.
 *
 * @param found the trace with the inputs as they were given
 */
export function mendedInput(paste: string, options: TraceOptions, found: Trace): Offered | null {
  const given = options.inputs ?? [];
  if (found.verdict !== 'fault' || given.length === 0) return null;
  const batch = found.framework === 'keras' ? null : 1;
  const inFront = [[batch], [batch, 1]].map((front) => given.map((shape) => [...front, ...shape]));
  const candidates = [
    ...inFront.map((inputs) => ({ why: 'batch', inputs }) as const),
    ...(batch === null ? [] : [{ why: 'channels', inputs: given.map(channelsFirst) } as const]),
  ];
  const trials = candidates.map((one) => ({ ...one, ...tried(paste, { ...options, inputs: one.inputs }, found) }));
  const best = trials.find(({ fits }) => fits) ?? trials.find(({ isBetter }) => isBetter);
  return best ? { why: best.why, inputs: best.inputs, fits: best.fits } : null;
}

/** `(28, 28, 3)` and `(8, 28, 28, 3)` as PyTorch takes images, `(1, 3, 28, 28)` and `(8, 3, 28, 28)`; other shapes as they are. */
function channelsFirst(shape: Shape): Shape {
  const [batch, height, width, channels] = shape.length === 3 ? [1, ...shape] : shape;
  if (shape.length < 3 || shape.length > 4) return shape;
  return [batch, channels, height, width] as Shape;
}

function tried(paste: string, options: TraceOptions, found: Trace): { fits: boolean; isBetter: boolean } {
  const now = trace(paste, { ...options, repairMilliseconds: 0 });
  const isFollowed = now.unfollowed.length <= found.unfollowed.length && now.asked.length <= found.asked.length;
  const [before, after] = [layersOf(found), layersOf(now)];
  const isGiven = before.some(isUnbatched) && !after.some(isUnbatched) && after.length >= before.length;
  return {
    fits: isFollowed && now.verdict !== 'fault',
    isBetter: isFollowed && (isGiven || (after.length > before.length && !after.some(isUnbatched))),
  };
}

/** The layers of which it is known what comes out, those within others too. */
function layersOf({ models }: Trace): TracedLayer[] {
  const inner = (layers: readonly TracedLayer[]): TracedLayer[] =>
    layers.flatMap((layer) => [layer, ...inner(layer.layers ?? [])]);
  return inner(models.flatMap(({ layers }) => layers)).filter(({ output_shape }) => output_shape !== null);
}

function isUnbatched({ type, output_shape: shape }: TracedLayer): boolean {
  const directions = DIRECTIONS.exec(type)?.[1];
  return directions !== undefined && Array.isArray(shape) && shape.length === Number(directions) + 1;
}
