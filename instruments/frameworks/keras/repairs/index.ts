/** What may mend an error of Keras. Nothing here is sure: each proposal is tried by tracing the changed paste. */
import type { PythonError } from '../../../languages/python/errors.ts';
import { forMember } from '../../../repairs/names.ts';
import { forNumbers } from '../../../repairs/numbers.ts';
import { NO_PROPOSALS } from '../../../repairs/rewriter.ts';
import type { Proposal, Proposals, SizedInput } from '../../../repairs/rewriter.ts';
import type { Session } from '../session.ts';
import { forArgument, forAxis, forMissing, forName } from './arguments.ts';
import { forCall, forGraph } from './calls.ts';
import { forData, forInnerModel, forInputs, sizedInput, sizesOf } from './inputs.ts';
import { forCells, forOpen, forRank, forSize } from './layers.ts';
import { disagreeing, forMerging, ofLayersAhead } from './merging.ts';
import { KerasProposing } from './proposing.ts';

const BY_KIND: Readonly<Record<string, (at: KerasProposing) => Proposal[]>> = {
  merge: forMerging,
  broadcast: forMerging,
  size: (at) => [...forInputs(at), ...forSize(at)],
  rank: (at) => [...forInputs(at), ...forData(at), ...forRank(at), ...forInnerModel(at)],
  axis: (at) => [...forAxis(at), ...forInputs(at), ...forData(at), ...forInnerModel(at)],
  name: forName,
  call: forCall,
  graph: forGraph,
  shape: (at) => [...forInnerModel(at), ...forInputs(at), ...forData(at), ...ofLayersAhead(at)],
  open: forOpen,
  cells: forCells,
  argument: forArgument,
  member: forMember,
  groups: forArgument,
};

/** Kinds that another size of the input may mend. */
const OF_SIZE = ['merge', 'broadcast', 'size', 'cells'];

export function proposals(error: PythonError, session: Session): Proposals {
  const at = new KerasProposing(error, session);
  const find = BY_KIND[at.kind] ?? (error.type === 'TypeError' ? forMissing : undefined);
  if (!find) return NO_PROPOSALS;
  const isOfNumbers = at.kind === 'merge' || at.kind === 'broadcast';
  const others = isOfNumbers ? forNumbers(at, disagreeing(at)) : [];
  const sizes = OF_SIZE.includes(at.kind) ? sizesOf(at) : null;
  if (at.call?.parent) return { single: [...others, ...find(at)], sizes };
  return { single: find(at), others, sizes };
}

/** The one input of the paste, with sizes that may be others; null where there are several or none. */
export function inputSizes(session: Session): SizedInput | null {
  return sizedInput(new KerasProposing(null, session));
}
