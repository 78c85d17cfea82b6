/** A size that is wanted of a row, as the reader writes it. */
import type { Shape } from '../../graph/tensor.ts';
import { listed, sizes } from './stack.ts';
import type { Row, Stack } from './stack.ts';

/** Without a wish, the size of the input, where the layer has as many axes. */
export function proposedText({ rows, input }: Pick<Stack, 'rows' | 'input'>, at: number): string {
  const y = rows[at]?.y;
  const from = y && input?.length === y.length ? input : (y ?? []);
  return listed(from.slice(1, Math.max(2, from.length - 1)));
}

/** A wish as sizes without the batch: without the channels, these may be any; null where any size will do. */
export function goalOf(wish: Shape, { y, isChannelsFirst }: Row, input: Shape): Shape | null {
  if (wish.length === 0) return null;
  if (wish.length !== (y ?? input).length - 2) return wish;
  return isChannelsFirst ? [null, ...wish] : [...wish, null];
}

/** The wish that the page begins with. */
export function proposedWish(stack: Stack, at: number): Shape | null {
  const row = stack.rows[at];
  const wish = sizes(proposedText(stack, at));
  return row && wish && stack.input ? goalOf(wish, row, stack.input) : null;
}
