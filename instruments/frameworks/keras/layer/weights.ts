/** The weights of a layer and of those in it: added, found, counted. */
import { Tensor } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import { Instance } from '../../../languages/python/classes.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { Dict, List, PySet, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Session } from '../session.ts';
import { snakeCase, tuple } from '../text.ts';
import { isLayer, stateOf } from './state.ts';
import { trackedBy } from './tracking.ts';
import type { LayerState, Weight } from './state.ts';

/** Add a weight and give the paste its tensor. */
export function addWeight(
  self: Instance,
  name: string,
  shape: Shape,
  session: Session,
  options: { trainable?: boolean; dtype?: string; within?: string | null } = {},
): Tensor {
  const state = stateOf(self);
  if (shape.includes(null)) {
    const message =
      'Shapes used to initialize variables must be fully-defined (no `None` dimensions). ' +
      `Received: shape=${tuple(shape)} for variable path='${pathOf(self, session, options.within ?? null)}/${cellOf(self)}${name}'`;
    throw new Refusal('ValueError', message, 'open', { shape, layer: self.cls.name });
  }
  const tensor = session.tensor(shape, options.dtype ?? session.dtype);
  const trainable = options.trainable ?? true;
  state.weights.push({ name, shape: shape as readonly number[], trainable, tensor });
  return tensor;
}

/** The cell that has the weights of a recurrent layer. */
function cellOf({ cls }: Instance): string {
  return ['SimpleRNN', 'LSTM', 'GRU'].includes(cls.name) && cls.module !== null ? `${snakeCase(cls.name)}_cell/` : '';
}

/** The layers that a layer holds: its own inner ones, then those that attributes hold, in order, each once. */
export function sublayers(layer: Instance): Instance[] {
  const inner = (layer.state as LayerState | undefined)?.inner ?? [];
  if (inner.length === 0 && layer.attributes.size === 0) return []; // as most of Keras's own
  const { layers, names } = trackedBy(layer);
  const all = new Set([...inner, ...layers]);
  const others = [...layer.attributes].filter(([name]) => !names.has(name)).map(([, value]) => value);
  collectLayers(others, all);
  all.delete(layer);
  return [...all];
}

function collectLayers(values: Iterable<Value>, found: Set<Instance>): void {
  for (const value of values) {
    if (value instanceof List || value instanceof Tuple) collectLayers(value.items, found);
    else if (value instanceof PySet) collectLayers(value.items, found);
    else if (value instanceof Dict) collectLayers(value.values(), found);
    else if (value instanceof Instance && isLayer(value)) found.add(value);
  }
}

/** Every weight of a layer and of those in it, each once. */
export function allWeights(layer: Instance, seen = new Set<Instance>()): Weight[] {
  if (seen.has(layer)) return [];
  seen.add(layer);
  const own = (layer.state as LayerState | undefined)?.weights ?? [];
  return [...own, ...sublayers(layer).flatMap((inner) => allWeights(inner, seen))];
}

export function countParameters(layer: Instance): number {
  return allWeights(layer).reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}

/** The number of weights that training changes: `trainable = False` holds for all that a layer holds. */
export function countTrainable(layer: Instance, seen = new Set<Instance>()): number {
  const state = layer.state as LayerState | undefined;
  if (state?.trainable !== true || seen.has(layer)) return 0;
  seen.add(layer);
  const own = state.weights.filter(({ trainable }) => trainable);
  const cells = own.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  return sublayers(layer).reduce((sum, inner) => sum + countTrainable(inner, seen), cells);
}

/**
 * The names of the layers that are being called, and of the stack that is being built, from the outermost on.
 *
 * @param within the layer that holds this one and is not called itself
 */
function pathOf(self: Instance, session: Session, within: string | null): string {
  const names: string[] = [];
  const { stack } = session;
  for (let call = session.context.graph.current; ; call = call.parent) {
    if (stack && stack.within === call) names.unshift(stateOf(stack.model).name);
    if (!call) break;
    if (call.callee instanceof Instance && isLayer(call.callee)) names.unshift(stateOf(call.callee).name);
  }
  if (within !== null) names.push(within);
  // a layer that is built and not called
  if (session.context.graph.current?.callee !== self) names.push(stateOf(self).name);
  return names.join('/');
}
