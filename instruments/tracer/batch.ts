/** Whether an input that the reader filled in lacks its batch. */
import type { Shape } from '../graph/tensor.ts';
import { trace } from './trace.ts';
import type { Trace, TraceOptions } from './trace.ts';

/**
 * The inputs with an axis for the batch in front, where the paste is refused without it and fits with it: tried, not
 * guessed from the number of axes.
 *
 * @param found the trace with the inputs as they were given
 */
export function withBatch(paste: string, options: TraceOptions, found: Trace): readonly Shape[] | null {
  const given = options.inputs ?? [];
  if (found.verdict !== 'fault' || given.length === 0) return null;
  const batch = found.framework === 'keras' ? null : 1;
  const inputs = given.map((shape) => [batch, ...shape]);
  const { verdict, unfollowed, asked } = trace(paste, { ...options, inputs, repairMilliseconds: 0 });
  const isFollowed = unfollowed.length <= found.unfollowed.length && asked.length <= found.asked.length;
  return verdict !== 'fault' && isFollowed ? inputs : null;
}
