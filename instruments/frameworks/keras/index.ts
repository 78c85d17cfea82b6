/** Keras: as small an example of a framework as works, `Input`, `Dense` and `Model`. */
import type { Shape } from '../../graph/tensor.ts';
import { Tensor } from '../../graph/tensor.ts';
import { bind, method, NativeFunction, parameters } from '../../languages/python/callables.ts';
import type { Arguments } from '../../languages/python/callables.ts';
import { Class, Instance } from '../../languages/python/classes.ts';
import type { Context } from '../../languages/python/context.ts';
import { Refusal } from '../../languages/python/errors.ts';
import { List, Module, Property, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { faultOf, known, passive } from '../framework.ts';
import type { FrameworkFactory, TracedLayer, TracedModel } from '../framework.ts';

/** What is kept in `instance.state` of a layer. */
interface LayerState {
  readonly name: string;
  parameters: number;
  readonly units?: Value;
}

interface ModelState {
  readonly name: string;
  readonly inputs: Value;
  readonly outputs: Value;
}

const kerasTensor = new Class(
  'KerasTensor',
  [],
  new Map([['shape', new Property(method<Tensor>('shape', (self) => new Tuple(self.shape)))]]),
  'keras',
);

export const keras: FrameworkFactory = (context) => {
  const counts = new Map<string, number>();
  const models: Instance[] = [];
  const automaticName = (type: string): string => {
    const base = type.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase();
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    return count ? `${base}_${count}` : base;
  };

  const call = method('__call__', (self, args, { line, graph }) =>
    graph.traced({ callee: self, type: self.cls.name, args, line }, () => {
      const compute = context.attribute(self, 'call');
      return compute === undefined ? null : context.call(compute, args);
    }),
  );
  const layer = new Class('Layer', [], new Map<string, Value>([['__call__', call]]), 'keras.layers');

  const dense = new Class(
    'Dense',
    [layer],
    new Map([
      ['__init__', method('__init__', (self, args) => initializeDense(self, args, automaticName))],
      ['call', method('call', callDense)],
    ]),
    'keras.layers',
  );

  const input = new NativeFunction('Input', (args) => {
    const shape = known(bind(parameters([['shape', null]]), args, 'Input').get('shape'), 'shape of Input');
    if (!(shape instanceof Tuple)) throw new Refusal('ValueError', 'You must pass a `shape` argument.', 'argument');
    return new Tensor(kerasTensor, [null, ...(shape.items as number[])], 'float32');
  });

  const model = new Class(
    'Model',
    [layer],
    new Map([
      [
        '__init__',
        method('__init__', (self, args) => {
          const bound = bind(parameters(['inputs', 'outputs', ['name', null]]), args, 'Model');
          const name = (bound.get('name') as string | null) ?? automaticName('Functional');
          self.state = { name, inputs: bound.get('inputs'), outputs: bound.get('outputs') } satisfies ModelState;
          models.push(self);
          return null;
        }),
      ],
      ['compile', passive('compile')],
    ]),
    'keras',
  );

  const layers = named('keras.layers', { Dense: dense, Input: input, Layer: layer });
  const top = named('keras', { Input: input, Model: model, layers });
  return {
    name: 'keras',
    module: (path) => ({ keras: top, 'keras.layers': layers })[path],
    assumed: (name) => ({ keras: 'keras', layers: 'keras.layers' })[name],
    models: () => models.map((one) => traced(one, context)),
    unfinished: (error) => ({ ...nothing, line: error.line, fault: faultOf(error) }),
  };
};

const nothing = {
  name: null,
  variable: null,
  type: 'Functional',
  layers: [],
  inputs: null,
  outputs: null,
  parameters: null,
};

function named(path: string, members: Record<string, Value>): Module {
  return new Module(
    path,
    (name) => members[name],
    () => Object.keys(members),
  );
}

function initializeDense(self: Instance, args: Arguments, automaticName: (type: string) => string): Value {
  const bound = bind(parameters(['units', ['activation', null], ['name', null]]), args, 'Dense.__init__');
  const name = (bound.get('name') as string | null) ?? automaticName('Dense');
  self.state = { name, parameters: 0, units: bound.get('units') } satisfies LayerState;
  return null;
}

function callDense(self: Instance, args: Arguments): Value {
  const state = self.state as LayerState;
  const units = known(state.units ?? null, 'units of Dense') as number;
  const x = args.positional[0] as Tensor;
  const features = x.shape.at(-1) ?? 0;
  state.parameters = features * units + units;
  return new Tensor(kerasTensor, [...x.shape.slice(0, -1), units], 'float32');
}

function traced(model: Instance, context: Context): TracedModel {
  const state = model.state as ModelState;
  const layers = context.graph.calls
    .filter(({ depth }) => depth === 0)
    .map((call): TracedLayer => {
      const { name, parameters } = (call.callee as Instance).state as LayerState;
      return {
        name,
        type: call.type,
        output_shape: shapes(call.output ?? null),
        parameters,
        line: call.callee instanceof Instance ? call.callee.line : 0,
      };
    });
  return {
    name: state.name,
    variable: model.variable,
    type: 'Functional',
    line: model.line,
    layers,
    inputs: shapes(state.inputs),
    outputs: shapes(state.outputs),
    parameters: layers.reduce((sum, layer) => sum + (layer.parameters ?? 0), 0),
    fault: null,
  };
}

function shapes(value: Value): Shape | null {
  if (value instanceof Tensor) return value.shape;
  return value instanceof List ? shapes(value.items[0] ?? null) : null;
}
