/** What Keras builds and refuses when it computes is told beside the verdict, at the line of its layer. */
import type { Call } from '../../graph/graph.ts';
import { placeOf } from '../../graph/origins.ts';
import { Instance } from '../../languages/python/classes.ts';
import type { Context } from '../../languages/python/context.ts';
import { uncomputedCall } from './computing.ts';
import { isLayer, stateOf } from './layer/state.ts';

export function cautionOfUncomputed(context: Context): void {
  for (const call of context.graph.calls) {
    const isTold = call.parent && uncomputed(call.parent) !== null; // of what wraps it
    const text = isTold ? null : uncomputed(call);
    if (text !== null) context.caution(text, placeOf(call).line);
  }
}

/** Null where nothing is known to fail: what depends on the CPU, or has no cells, is no fault of the model. */
function uncomputed({ callee, inputs, outputs, fault, type }: Call): string | null {
  const [x, y] = [inputs[0]?.shape, outputs[0]?.shape];
  if (fault || !x || !y || !(callee instanceof Instance) || !isLayer(callee) || callee.state === undefined) return null;
  if (stateOf(callee).settings === undefined) return null; // a layer of the paste
  const found = uncomputedCall(callee, x, y);
  if (found?.code === 'wrapped')
    return `the number of axes does not fit the layer in this ${type}, at which Keras does not look: it may be refused, or give another shape`;
  return found?.isSure ? `Keras builds this ${type} and refuses to compute it` : null;
}
