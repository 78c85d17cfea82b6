/** `keras.Input`: where a model begins. */
import { INPUT } from '../../../graph/receptive.ts';
import { Tensor as TensorClass } from '../../../graph/tensor.ts';
import type { Shape, Tensor } from '../../../graph/tensor.ts';
import { bind, method, parameters } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { Unknown } from '../../../languages/python/values.ts';
import type { Dict, Value } from '../../../languages/python/values.ts';
import { initialize, stateOf } from '../layer/state.ts';
import { requireSizes } from '../session.ts';
import type { Session } from '../session.ts';
import { dimensions } from '../settings.ts';

const PARAMETERS = parameters([
  ['shape', null],
  ['batch_size', null],
  ['dtype', null],
  ['sparse', null],
  ['ragged', null],
  ['batch_shape', null],
  ['name', null],
  ['tensor', null],
  ['optional', false],
  '**kwargs',
]);

/** What an input layer keeps in `state.settings`. */
interface InputSettings {
  readonly tensor: Tensor;
}

/** The class `InputLayer`, which pastes make themselves, too: `InputLayer(shape=(28, 28, 1))`. */
export function inputLayerClass(layer: Class, session: Session): Class {
  const members = new Map<string, Value>();
  const cls = new Class('InputLayer', [layer], members, 'keras.layers');
  const initializeInput = method('__init__', (self, args) => {
    const { shape, name, dtype } = readArguments(args, session);
    initializeTensor(self, shape, session, { name, ...(dtype === null ? {} : { dtype }) });
    return null;
  });
  members.set('__init__', initializeInput);
  return cls;
}

/** The tensor of `Input(…)`, batch in front. @throws Refusal where neither `shape` nor `batch_shape` is given */
export function input(args: Arguments, layers: Class, session: Session): Tensor {
  const { shape, name, dtype } = readArguments(args, session);
  return inputTensor(shape, layers, session, { name, ...(dtype === null ? {} : { dtype }) });
}

function readArguments(args: Arguments, session: Session): { shape: Shape; name: string | null; dtype: string | null } {
  const bound = bind(PARAMETERS, args, 'Input');
  const old = bound.get('kwargs') as Dict;
  const shape = sizes(old.get('input_shape') ?? bound.get('shape'), 'shape', session);
  const tensor = bound.get('tensor');
  const whole =
    tensor instanceof TensorClass
      ? tensor.shape
      : sizes(old.get('batch_input_shape') ?? bound.get('batch_shape'), 'batch_shape', session);
  if (shape && whole) {
    const message = 'You cannot pass both `shape` and `batch_shape` at the same time.';
    throw new Refusal('ValueError', message, 'argument', { argument: 'shape' });
  }
  if (!shape && !whole) {
    throw new Refusal('ValueError', 'You must pass a `shape` argument.', 'argument', { argument: 'shape' });
  }
  const batch = bound.get('batch_size');
  const name = bound.get('name');
  const dtype = bound.get('dtype');
  return {
    shape: whole ?? [typeof batch === 'number' ? batch : null, ...(shape ?? [])],
    name: typeof name === 'string' ? name : null,
    dtype: typeof dtype === 'string' ? dtype : null,
  };
}

/** A fresh input layer for a shape, as `Sequential` makes it, and its tensor. */
export function inputTensor(
  shape: Shape,
  layers: Class,
  session: Session,
  options: { name?: string | null; dtype?: string } = {},
): Tensor {
  const layer = new Instance(layers);
  layer.line = session.context.line;
  layer.site = session.context.site;
  return initializeTensor(layer, shape, session, options);
}

function initializeTensor(
  layer: Instance,
  shape: Shape,
  session: Session,
  options: { name?: string | null; dtype?: string },
): Tensor {
  requireSizes(shape[0] === null ? shape.slice(1) : shape); // Keras says it without a batch that is open
  const keywords = new Map<string, Value>(options.name ? [['name', options.name]] : []);
  const state = initialize(layer, keywords, session);
  state.built = true;
  const call = {
    callee: layer,
    type: 'InputLayer',
    args: { positional: [], keywords: new Map() },
    line: session.context.line,
    site: session.context.site,
  };
  const tensor = session.context.graph.traced(call, () => session.tensor(shape, options.dtype)) as Tensor;
  tensor.field = INPUT;
  if (tensor.producer) tensor.producer.call.multiplyAdds = 0;
  state.settings = { tensor } satisfies InputSettings;
  const made = tensor.producer?.call;
  if (made) state.calls.push(made);
  return tensor;
}

export function isInputLayer(value: unknown): value is Instance {
  return value instanceof Instance && value.cls.name === 'InputLayer';
}

/** The tensor of an input layer. */
export function tensorOfInput(layer: Instance): Tensor {
  return (stateOf(layer).settings as InputSettings).tensor;
}

function sizes(value: Value, name: string, session: Session): Shape | null {
  if (value === null) return null;
  if (value instanceof Unknown) throw new NotFollowed(value, `\`${name}\` of Input`);
  const { context } = session;
  if (typeof value === 'number') {
    throw new Refusal('ValueError', `Cannot convert '${value}' to a shape.`, 'argument', {
      argument: name,
      number: value,
    });
  }
  const shape = dimensions(value, `\`${name}\` of Input`);
  if (!shape) {
    const message = `Cannot convert '${context.repr(value)}' to a shape.`;
    throw new Refusal('ValueError', message, 'argument', { argument: name });
  }
  return shape;
}
