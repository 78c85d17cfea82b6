/** What is kept of a model beside what is kept of every layer, and what is asked of it. */
import { Instance } from '../../../languages/python/classes.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { Dict, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { stateOf } from '../layer/state.ts';
import { sublayers } from '../layer/weights.ts';
import { isInputLayer } from './input.ts';
import type { Network } from './network.ts';

/** What is kept in `state.settings` of a model that is made of tensors. */
export interface FunctionalSettings {
  readonly kind: 'functional';
  readonly inputs: Value;
  readonly outputs: Value;
  readonly network: Network;
}

/** What is kept in `state.settings` of a `Sequential`: its layers, its input and what each that has been called gives. */
export interface SequentialSettings {
  readonly kind: 'sequential';
  layers: Instance[];
  stages: Value[];
  /** A layer that is not known: from its place in `layers` on nothing is traced. */
  missing: { readonly unknown: Unknown; readonly at: number } | null;
  /** The name of the functional model that Keras makes of them. */
  functional: string;
}

export type ModelSettings = FunctionalSettings | SequentialSettings | undefined;

export function modelSettings(model: Instance): ModelSettings {
  return stateOf(model).settings as ModelSettings;
}

/** Keras flattens dicts in the order of their keys. */
export function sortedKeys(value: Value): Value {
  if (!(value instanceof Dict)) return value;
  const pairs = [...value.entries.values()].sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
  return Dict.of(pairs);
}

/** The layers of `model.layers`. */
export function layersOf(model: Instance): Instance[] {
  const settings = modelSettings(model);
  if (settings?.kind === 'functional') {
    return settings.network.operations.filter((operation) => operation instanceof Instance);
  }
  if (settings?.kind === 'sequential')
    return settings.layers.filter((layer, index) => index > 0 || !isInputLayer(layer));
  return sublayers(model);
}

/** What goes in or comes out: of the making for a functional model, else of the first call. */
export function ends(model: Instance, side: 'inputs' | 'outputs'): Value {
  const settings = modelSettings(model);
  if (settings?.kind === 'functional') return settings[side];
  if (settings?.kind === 'sequential') {
    const tensor = side === 'inputs' ? settings.stages[0] : settings.stages.at(-1);
    if (tensor) return tensor;
    const message = `Sequential model '${stateOf(model).name}' has no defined ${side} yet.`;
    throw new Refusal('AttributeError', message, 'order');
  }
  const call = stateOf(model).calls.at(0);
  if (!call) return null;
  return side === 'inputs' ? (call.args.positional[0] ?? null) : (call.output ?? null);
}

/** Whether a model has seen an input, so that its shapes are known. */
export function isTraced(model: Instance): boolean {
  const settings = modelSettings(model);
  if (settings?.kind === 'functional') return true;
  if (settings?.kind === 'sequential') return settings.stages.length > 0;
  return stateOf(model).calls.length > 0;
}

/** Whether a model was traced to its end, so that what comes out is known, and how much it holds. */
export function isWhole(model: Instance): boolean {
  const settings = modelSettings(model);
  if (settings?.kind !== 'sequential') return isTraced(model);
  const stack = settings.layers.filter((layer) => !isInputLayer(layer));
  return !settings.missing && !model.doubt && settings.stages.length === stack.length + 1;
}
