/** What may mend an error of PyTorch. Nothing here is sure: each proposal is tried by tracing the changed paste. */
import type { PythonError } from '../../../languages/python/errors.ts';
import { forMember } from '../../../repairs/names.ts';
import { forNumbers } from '../../../repairs/numbers.ts';
import { NO_PROPOSALS } from '../../../repairs/rewriter.ts';
import type { Proposal, Proposals, SizedInput } from '../../../repairs/rewriter.ts';
import type { Session } from '../session.ts';
import { forBatch, forInputs, sizedInput, sizesOf } from './inputs.ts';
import { forMerging } from './merging.ts';
import {
  disagreeing,
  forArgument,
  forCells,
  forChannels,
  forFeatures,
  forLayout,
  forOrder,
  forRank,
  forSize,
  forState,
  forTarget,
  forType,
  isBehind,
  ofHiddenSize,
} from './modules.ts';
import { TorchProposing } from './proposing.ts';

const BY_KIND: Readonly<Record<string, (at: TorchProposing) => Proposal[]>> = {
  merge: forMerging,
  broadcast: forMerging,
  features: forFeatures,
  channels: (at) => (isBehind(at) ? [...forInputs(at), ...forChannels(at)] : [...forChannels(at), ...forInputs(at)]),
  size: forSize,
  rank: (at) => [...forRank(at), ...forInputs(at)],
  cells: forCells,
  layout: forLayout,
  target: forTarget,
  type: forType,
  state: forState,
  batches: forOrder,
  batch: forBatch,
  argument: forArgument,
  member: forMember,
  heads: () => [],
  division: () => [],
};

/** Kinds of which both sizes are known: the paste may write one of them. */
const OF_NUMBERS = ['merge', 'broadcast', 'features', 'channels', 'heads', 'state', 'target'];

/** Kinds that another size of the input may mend. */
const OF_SIZE = ['merge', 'broadcast', 'size', 'features', 'cells', 'division'];

export function proposals(error: PythonError, session: Session): Proposals {
  const at = new TorchProposing(error, session);
  const find = BY_KIND[at.kind];
  if (!find) return NO_PROPOSALS;
  const ofNumbers = OF_NUMBERS.includes(at.kind) ? forNumbers(at, disagreeing(at)) : [];
  const others = at.kind === 'state' ? [...ofNumbers, ...ofHiddenSize(at, false)] : ofNumbers;
  return { single: find(at), others, sizes: OF_SIZE.includes(at.kind) ? sizesOf(at) : null };
}

/** The one input of the paste, with sizes that may be others; null where there are several or none. */
export function inputSizes(session: Session): SizedInput | null {
  return sizedInput(new TorchProposing(null, session));
}
