/** Another input: channels in front, an axis for them or for the batch, another size. */
import type { Shape } from '../../../graph/tensor.ts';
import { proposal } from '../../../repairs/proposing.ts';
import { searchOf } from '../../../repairs/rewriter.ts';
import type { Proposal, SizedInput, SizeSearch } from '../../../repairs/rewriter.ts';
import type { TorchProposing } from './proposing.ts';

function resized(at: TorchProposing, change: (shape: Shape) => Shape | null, why: string): Proposal[] {
  return at.madeInputs().flatMap(({ tensor, sizes }) => {
    const shape = change(tensor.shape);
    return shape ? proposal(`an input of [${shape.join(', ')}]: ${why}`, [{ ...sizes, text: shape.join(', ') }]) : [];
  });
}

/** Shapes that people write instead of the one that they mean. */
export function forInputs(at: TorchProposing): Proposal[] {
  return [
    ...resized(
      at,
      ([batch = null, ...rest]) => (rest.length > 1 ? [batch, rest.at(-1) ?? null, ...rest.slice(0, -1)] : null),
      'PyTorch has the channels in front',
    ),
    ...resized(
      at,
      (shape) => (shape.length === 3 ? [shape[0] ?? null, 1, ...shape.slice(1)] : null),
      'with one channel',
    ),
    ...resized(at, (shape) => (shape.length < 4 ? [1, ...shape] : null), 'with an axis for the batch'),
    ...resized(at, (shape) => (shape.length === 2 ? [1, 1, ...shape] : null), 'with axes for batch and channels'),
  ];
}

/** Statistics of a batch need more than one example. */
export function forBatch(at: TorchProposing): Proposal[] {
  return resized(at, (shape) => [2, ...shape.slice(1)], 'a batch of more than one');
}

/** Pictures and series of other sizes, where there is one input. */
export function sizedInput(at: TorchProposing): SizedInput | null {
  const [input, ...others] = at.madeInputs();
  if (!input || others.length > 0 || input.tensor.shape.length < 3) return null;
  const space = input.tensor.shape.slice(2);
  return {
    now: space,
    with: (sizes) => {
      const now = input.tensor.shape;
      const shape = [...now.slice(0, 2), ...sizes];
      const changes = at.rewriter.reshaped(input.sizes, now, shape, shape.join(', '));
      return { says: `an input of ${sizes.join('×')} fits`, changes };
    },
  };
}

/** The same for repairs, which look for other sizes where all are known. */
export function sizesOf(at: TorchProposing): SizeSearch | null {
  return searchOf(sizedInput(at), at.kind === 'size');
}
