/** `keras.models.clone_model`: a model of the same layers, each made anew from its arguments. */
import { edgeOf, mapTensors, tensorsIn } from '../../../graph/graph.ts';
import type { Tensor } from '../../../graph/tensor.ts';
import { bind, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { Dict, List } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { known } from '../../framework.ts';
import { isLayer, stateOf } from '../layer/state.ts';
import type { Session } from '../session.ts';
import { inputTensor, isInputLayer, tensorOfInput } from './input.ts';
import { sequentialSettings } from './sequential.ts';
import { modelSettings } from './settings.ts';
import type { FunctionalSettings } from './settings.ts';

interface Classes {
  readonly model: Class;
  readonly sequential: Class;
  readonly inputLayer: Class;
}

const PARAMETERS = parameters([
  'model',
  ['input_tensors', null],
  ['clone_function', null],
  ['call_function', null],
  ['recursive', false],
  '**kwargs',
]);

export function cloneFunction(classes: Classes, session: Session): NativeFunction {
  return new NativeFunction('clone_model', (args) => {
    const bound = bind(PARAMETERS, args, 'clone_model');
    for (const name of ['input_tensors', 'clone_function', 'call_function'])
      if (bound.get(name) !== null) throw notMade(`\`${name}\` is not followed`, session);
    const model = known(bound.get('model'), '`model` of clone_model');
    const isModel = model instanceof Instance && model.isA(classes.model);
    if (!isModel || (model.cls !== classes.model && model.cls !== classes.sequential)) {
      const message =
        'Expected `model` argument to be a functional `Model` instance, but got a subclassed model instead: ';
      throw new Refusal('ValueError', `${message}${session.context.text(model)}`, 'argument', { argument: 'model' });
    }
    return new Cloning(classes, session).model(model);
  });
}

const notMade = (why: string, { context }: Session): NotFollowed =>
  new NotFollowed(context.unknown(why), '`clone_model`');

class Cloning {
  /** A layer that is called twice is one layer in the copy, too. */
  private readonly made = new Map<Instance, Instance>();

  constructor(
    private readonly classes: Classes,
    private readonly session: Session,
  ) {}

  model(model: Instance): Instance {
    const settings = modelSettings(model);
    if (settings?.kind === 'functional') return this.functional(model, settings);
    const { layers, missing } = sequentialSettings(model);
    if (missing) throw new NotFollowed(missing.unknown, '`clone_model`');
    const copies = layers.map((layer) => (isInputLayer(layer) ? this.input(layer) : this.layer(layer)));
    return this.call(this.classes.sequential, model, new Map<string, Value>([['layers', new List(copies)]]));
  }

  private functional(model: Instance, { inputs, outputs, network }: FunctionalSettings): Instance {
    const replaced = new Map<string | Tensor, Value>();
    for (const tensor of tensorsIn([inputs])) {
      const layer = tensor.producer?.call.callee;
      if (!isInputLayer(layer)) throw notMade('the layers of the copy are not made anew', this.session);
      replaced.set(edgeOf(tensor), this.input(layer));
    }
    const change = (value: Value): Value => mapTensors(value, (tensor) => replaced.get(edgeOf(tensor)) ?? tensor);
    for (const call of network.calls) {
      if (isInputLayer(call.callee)) continue;
      const callee = call.callee instanceof Instance ? this.layer(call.callee) : call.callee;
      const keywords = new Map([...call.args.keywords].map(([name, value]) => [name, change(value)] as const));
      const output = this.session.context.call(callee, { positional: call.args.positional.map(change), keywords });
      const found = tensorsIn([output]);
      call.outputs.forEach((tensor, index) => {
        const one = found[index];
        if (one) replaced.set(edgeOf(tensor), one);
      });
    }
    const ends = new Map([
      ['inputs', change(inputs)],
      ['outputs', change(outputs)],
    ]);
    return this.call(this.classes.model, model, ends);
  }

  private input(layer: Instance): Tensor {
    const { shape, dtype } = tensorOfInput(layer);
    return inputTensor(shape, this.classes.inputLayer, this.session, { name: stateOf(layer).name, dtype });
  }

  /** @throws NotFollowed for a layer of the paste, whose `get_config` is not read */
  private layer(layer: Instance): Instance {
    const known = this.made.get(layer);
    if (known) return known;
    const isOwn = layer.cls.module === null;
    if (isOwn) throw notMade(`the configuration of ${layer.cls.name} is not read`, this.session);
    const made = layer.isA(this.classes.model) ? this.model(layer) : this.anew(layer);
    this.made.set(layer, made);
    return made;
  }

  private anew(layer: Instance): Instance {
    const { given } = stateOf(layer);
    const others = given.get('kwargs');
    const keywords = new Map([...given].filter(([name]) => name !== 'kwargs'));
    if (others instanceof Dict) for (const [name, value] of others.entries.values()) keywords.set(String(name), value);
    keywords.delete('input_shape');
    keywords.delete('input_dim');
    for (const [name, value] of keywords) if (isLayer(value)) keywords.set(name, this.layer(value));
    return this.call(layer.cls, layer, keywords);
  }

  /** Made as the layer was, under its name. */
  private call(cls: Class, of: Instance, keywords: ReadonlyMap<string, Value>): Instance {
    const { name, trainable } = stateOf(of);
    const made = this.session.context.call(cls, { keywords: new Map([...keywords, ['name', name]]) });
    if (!(made instanceof Instance)) throw notMade('the layers of the copy are not made anew', this.session);
    stateOf(made).trainable = trainable;
    return made;
  }
}
