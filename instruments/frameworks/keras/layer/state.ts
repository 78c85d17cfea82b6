/** What is kept of every layer and model, from the arguments that all layers take. */
import { typeName } from '../../../languages/python/library/operators.ts';
import type { Call } from '../../../graph/graph.ts';
import { Tensor } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import { bind, parameters } from '../../../languages/python/callables.ts';
import type { Parameter } from '../../../languages/python/callables.ts';
import { Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { Dict, Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { checkName } from '../names.ts';
import type { Session } from '../session.ts';
import { dimensions } from '../settings.ts';
import type { InputSpec } from '../spec.ts';

/** A weight of a layer: `layer.add_weight`. */
export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  /** What the paste gets to compute with. */
  readonly tensor: Tensor;
}

/** What is kept in `instance.state` of every layer and model. */
export interface LayerState {
  name: string;
  /** Whether the paste gave the name. */
  named: boolean;
  trainable: boolean;
  built: boolean;
  /** Whether it takes no more weights and layers: built by its first call, where its parts are attributes. */
  locked: boolean;
  dtype: string;
  readonly weights: Weight[];
  /** `input_shape=` or `input_dim=` of its making: the first layer of a `Sequential` gives its input by it, and is alone to look at it. */
  inputShape: Shape | Unusable | null;
  specs: InputSpec[];
  /** What a built-in layer keeps of its arguments. */
  settings: unknown;
  /** The arguments with which a built-in layer was made, under Keras's names. */
  given: ReadonlyMap<string, Value>;
  /** Layers inside that are no attributes: those of a wrapper or a model. */
  inner: Instance[];
  /** The calls that were followed to their end. */
  readonly calls: Call[];
}

/** What is no shape. */
export class Unusable {
  constructor(readonly value: Value) {}
}

/**
 * The state of a layer.
 *
 * @throws Refusal RuntimeError where a class of the paste forgot `super().__init__()`
 * @throws NotFollowed where its `__init__` was not followed
 */
export function stateOf(layer: Instance): LayerState {
  if (layer.state === undefined) {
    if (layer.doubt) throw new NotFollowed(layer.doubt, `this ${layer.cls.name}`);
    const message =
      `In layer '${layer.cls.name}', you forgot to call \`super().__init__()\` as the first statement in the ` +
      '`__init__()` method. Go add it!';
    throw new Refusal('RuntimeError', message, 'super');
  }
  return layer.state as LayerState;
}

/** Arguments of every layer, which come through `**kwargs`. */
const COMMON: readonly Parameter[] = parameters([
  '*',
  ['activity_regularizer', null],
  ['trainable', true],
  ['dtype', null],
  ['autocast', true],
  ['name', null],
  '**kwargs',
]);

/** Old arguments that Keras 3 still takes; none changes a size. */
const IGNORED: Readonly<Record<string, string>> = {
  Embedding: 'input_length',
  LeakyReLU: 'alpha',
  LSTM: 'implementation',
  GRU: 'implementation',
};

/** `Layer.__init__` with what `**kwargs` brought. */
export function initialize(self: Instance, keywords: ReadonlyMap<string, Value>, session: Session): LayerState {
  const type = self.cls.name;
  const bound = bind(COMMON, { positional: [], keywords }, `${type}.__init__`);
  const others = bound.get('kwargs') as Dict;
  const inputShape = takeInputShape(others, type);
  const ignored = IGNORED[type];
  if (ignored !== undefined) others.delete(ignored);
  if (others.entries.size > 0) {
    const said = session.context.repr(others);
    const names = others.keys();
    const message = `Unrecognized keyword arguments passed to ${type}: ${said}`;
    throw new Refusal('ValueError', message, 'argument', { arguments: names });
  }
  checkName(type, 'activity_regularizer', bound.get('activity_regularizer'));
  const name = layerName(bound.get('name'), session);
  const trainable = bound.get('trainable');
  const state: LayerState = {
    name: name ?? session.automaticName(type),
    named: name !== null,
    trainable: trainable !== false,
    built: false,
    locked: false,
    dtype: session.dtype,
    weights: [],
    inputShape,
    specs: [],
    settings: undefined,
    given: new Map(),
    inner: [],
    calls: [],
  };
  self.state = state;
  return state;
}

/** @throws Refusal where a name is none of Keras's: it becomes part of the paths of weights */
function layerName(given: Value, session: Session): string | null {
  if (given === null || given instanceof Unknown) return null;
  if (typeof given === 'string' && !given.includes('/')) return given;
  const said = `${session.context.text(given)} (of type <class '${typeName(given)}'>)`;
  const message = `Argument \`name\` must be a string and cannot contain character \`/\`. Received: name=${said}`;
  throw new Refusal('ValueError', message, 'name', { argument: 'name' });
}

/** `input_dim=8` and `input_shape=(28, 28, 1)` become a shape with the batch in front. */
function takeInputShape(others: Dict, type: string): Shape | Unusable | null {
  for (const name of ['input_dim', 'input_shape']) {
    const value = others.get(name);
    if (value === undefined) continue;
    others.delete(name);
    if (value === null) continue;
    const given = name === 'input_dim' ? new Tuple([value]) : value;
    const sizes = typeof given === 'number' ? undefined : dimensions(given, `\`${name}\` of ${type}`);
    return sizes ? [null, ...sizes] : new Unusable(given);
  }
  return null;
}

export function isLayer(value: Value): value is Instance {
  return value instanceof Instance && value.cls.mro.some(({ name, module }) => name === 'Layer' && module !== null);
}

/** Whether a call is a node that Keras keeps: not one on numbers, nor one in the `call` of a layer of the paste. */
function isNode(call: Call): boolean {
  if (call.inputs.length > 0 && call.inputs.every(({ field }) => field === undefined)) return false;
  for (let { parent } = call; parent; { parent } = parent) {
    const { callee } = parent;
    const isOwn = callee instanceof Instance && callee.cls.module === null;
    if (isOwn && stateOf(callee).settings === undefined) return false;
  }
  return true;
}

/** The first call that Keras keeps of a layer. @throws Refusal, NotFollowed for one that is in doubt */
export function lastCall(self: Instance, asked: string): Call {
  if (self.doubt) throw new NotFollowed(self.doubt, `\`${asked}\` of ${self.cls.name}`);
  const call = stateOf(self).calls.find(isNode);
  if (call) return call;
  const message = `The layer ${stateOf(self).name} has never been called and thus has no defined ${asked}.`;
  throw new Refusal('AttributeError', message, 'order');
}
