/** `model.build`: a model sees its first input. */
import { Tensor } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import { PythonFunction } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import type { Value } from '../../../languages/python/values.ts';
import { stateOf } from '../layer/state.ts';
import type { Session } from '../session.ts';
import { dimensions } from '../settings.ts';
import { tuple } from '../text.ts';
import { inputTensor } from './input.ts';
import { followSequential, sequentialSettings } from './sequential.ts';
import { modelSettings } from './settings.ts';
import type { SequentialSettings } from './settings.ts';

/** `model.build((None, 28, 28, 1))`: a call with a tensor of that shape. */
export function buildFromShape(self: Instance, args: Arguments, inputLayer: Class, session: Session): Value {
  const state = stateOf(self);
  const settings = modelSettings(self);
  if (settings?.kind === 'functional') return null;
  const [given = args.keywords.get('input_shape') ?? null] = args.positional;
  const shape = dimensions(given, '`input_shape` of build');
  // Inside a call the shape comes from the tensor itself, and nothing is to be traced twice.
  if (!shape || state.built || session.context.graph.current?.callee === self) return null;
  if (settings?.kind === undefined && !(self.cls.lookup('build') instanceof PythonFunction))
    session.context.note(
      `Keras 3 makes no weights here, as ${self.cls.name} has no build method of its own: its first call does`,
    ); // which `summary()` shows, while the tracer counts as after that call
  buildModel(self, shape, inputLayer, session);
  return null;
}

/** Trace a model that has not seen an input yet. */
export function buildModel(self: Instance, shape: Shape, inputLayer: Class, session: Session): void {
  const settings = modelSettings(self);
  if (settings?.kind === 'sequential') {
    if (settings.stages.length > 0) return requireInputShape(self, settings, shape);
    settings.stages = [inputTensor(shape, inputLayer, session)];
    followSequential(self, sequentialSettings(self), session);
    return;
  }
  if (!(self.cls.lookup('call') instanceof PythonFunction)) return; // its first call is refused, not this
  session.context.call(self, { positional: [inputTensor(shape, inputLayer, session)] });
}

function requireInputShape(self: Instance, settings: SequentialSettings, shape: Shape): void {
  const have = (settings.stages[0] as Tensor).shape;
  if (tuple(have) === tuple(shape)) return;
  const message =
    `Sequential model '${stateOf(self).name}' has already been configured to use input shape ${tuple(have)}. ` +
    `You cannot build it with input_shape ${tuple(shape)}`;
  throw new Refusal('ValueError', message, 'shape', { have, shape });
}
