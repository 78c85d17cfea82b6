/** What the tracer's page knows of its first example before it reads anything. */
import { backwards } from '../tracer/stack/backwards.ts';
import { readStack } from '../tracer/stack/read.ts';
import { proposedWish } from '../tracer/stack/wish.ts';
import type { Prepared } from '../views/tracer/parts.ts';

/** @param code a chain of layers that fits @throws Error where it is none */
export function prepared(code: string): Prepared {
  const read = readStack(code);
  if (!read || read.stack.stopped >= 0)
    throw new Error('the first example of the tracer is no chain of layers that fits');
  const { stack } = read;
  const at = stack.rows.length - 1;
  const wanted = proposedWish(stack, at);
  const steps = backwards(read, at, wanted);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return { stack, at, wanted, answer: step.value };
}
