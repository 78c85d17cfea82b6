/** The row of a layer: what it gives, what it weighs, and whether Keras refuses to compute it. */
import { uncomputedCall } from '../../frameworks/keras/computing.ts';
import { stateOf } from '../../frameworks/keras/layer/state.ts';
import { countParameters, countTrainable } from '../../frameworks/keras/layer/weights.ts';
import { memoryOf } from '../../graph/costs.ts';
import type { Call } from '../../graph/graph.ts';
import type { Instance } from '../../languages/python/classes.ts';
import { fieldsOf } from './fields.ts';
import { argument, core, isInput } from './stack.ts';
import type { Item, Row } from './stack.ts';

export function rowOf(
  text: string,
  item: Item,
  layer: Instance | null,
  call: Call | undefined,
): Omit<Row, 'x' | 'issue'> {
  const y = call?.outputs[0]?.shape ?? null;
  const [all, trained] = layer && y ? [countParameters(layer), countTrainable(layer)] : [0, 0];
  return {
    item,
    ...fieldsOf(text, core(item.node)),
    y,
    weights: [trained, all - trained],
    bytes: call ? memoryOf(call.outputs) : null,
    isChannelsFirst:
      layer?.state !== undefined && layer !== null && stateOf(layer).given.get('data_format') === 'channels_first',
  };
}

/** A layer that is built, and whose call is refused, or may be. */
export function withDoubt(row: Row, layer: Instance | null): Row {
  const { x, y, item } = row;
  const found = layer && x && y && !row.issue && !isInput(item.node) ? uncomputedCall(layer, x, y) : null;
  if (!found) return row;
  const node = core(item.node);
  const value = found.argument === undefined ? undefined : argument(node, found.argument)?.value;
  const gaps = { ...found.gaps, arg: found.argument, layer: node.name };
  const place = value ?? { at: node.nameAt, end: node.end };
  const stage = found.isSure ? 'call' : 'maybe';
  return { ...row, issue: { code: found.code, stage, says: found.says ?? '', gaps, near: '', place } };
}
