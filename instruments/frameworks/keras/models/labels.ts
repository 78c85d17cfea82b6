/** What a model is compiled with: the labels that its loss needs are told where they are other than one an image. */
import { Tensor } from '../../../graph/tensor.ts';
import { NativeFunction } from '../../../languages/python/callables.ts';
import { Instance } from '../../../languages/python/classes.ts';
import type { Context } from '../../../languages/python/context.ts';
import { Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { passive } from '../../framework.ts';
import { stateOf } from '../layer/state.ts';
import { modelSettings } from './settings.ts';

/** Losses over classes, by both of their spellings without underscores: whether a label is one whole number. */
const OF_CLASSES: Readonly<Record<string, boolean>> = {
  categoricalcrossentropy: false,
  sparsecategoricalcrossentropy: true,
};

/** `compile` runs nothing; it tells of an output that keeps axes between the batch and the classes. */
export function compile(): NativeFunction {
  const { name, invoke } = passive('compile');
  return new NativeFunction(
    name,
    (args, context) => {
      const [self, , second] = args.positional;
      if (self instanceof Instance) tellLabels(self, args.keywords.get('loss') ?? second ?? null, context);
      return invoke(args, context);
    },
    true,
  );
}

/** What changes no axis, so that the layer before it says what the axes are. */
const KEEPS_AXES = ['Activation', 'BatchNormalization', 'Dropout', 'LeakyReLU', 'ReLU', 'Softmax'];

/** A Dense layer on an image or a series is often a Flatten that was forgotten; a convolution that ends a model means a label a cell. */
function tellLabels(model: Instance, loss: Value, context: Context): void {
  const isWhole = OF_CLASSES[lossName(loss)];
  const output = outputOf(model);
  if (isWhole === undefined || !(output instanceof Tensor) || output.shape.length < 3) return;
  const axes = isWhole ? output.shape.slice(0, -1) : output.shape;
  const labels = `(${axes.map((size) => size ?? 'None').join(', ')})`;
  const needs = `to fit, the loss needs labels of the shape ${labels}`;
  if (lastLayer(output) !== 'Dense') return context.note(needs);
  const repair = 'the layers need Flatten() or GlobalAveragePooling2D() before the last Dense';
  context.caution(`${needs}; for one label an image ${repair}`);
}

/** The type of the layer whose axes an output has; "" where no call made it. */
function lastLayer(output: Tensor): string {
  const { call } = output.producer ?? {};
  const [input, ...others] = call?.inputs ?? [];
  return call && KEEPS_AXES.includes(call.type) && input && others.length === 0 ? lastLayer(input) : (call?.type ?? '');
}

function outputOf(model: Instance): Value {
  const settings = modelSettings(model);
  if (settings?.kind === 'functional') return settings.outputs;
  return settings?.stages.at(-1) ?? stateOf(model).calls.at(0)?.output ?? null;
}

/** `SparseCategoricalCrossentropy` as `sparsecategoricalcrossentropy`; "" where it is not known. */
function lossName(loss: Value): string {
  return writtenLoss(loss).replace(/\(.*/, '').split('.').at(-1)?.replaceAll('_', '').toLowerCase() ?? '';
}

function writtenLoss(loss: Value): string {
  if (typeof loss === 'string') return loss;
  if (loss instanceof NativeFunction) return loss.name;
  return loss instanceof Unknown ? loss.why : ''; // `losses.CategoricalCrossentropy(…) is not run`
}
