/** `keras.layers.Layer`: the class on which the built-in layers and those of the paste stand. */
import { bind, method, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { passive } from '../../framework.ts';
import { ClassMethod, Dict, List, Property } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import names from '../names.json' with { type: 'json' };
import type { Session } from '../session.ts';
import { dimensions } from '../settings.ts';
import { callLayer } from './calling.ts';
import { shapeTuple } from './shapes.ts';
import { initialize, lastCall, stateOf } from './state.ts';
import { refuseLocked, tracked } from './tracking.ts';
import type { Weight } from './state.ts';
import { addWeight, allWeights, countParameters, sublayers } from './weights.ts';

/** The class `Layer`, on which the built-in ones and those of the paste stand. */
export function layerClass(session: Session): Class {
  const members = { ...methods(session), ...properties() };
  return new Class('Layer', [], new Map(Object.entries(members)), 'keras.layers');
}

function methods(session: Session): Record<string, Value> {
  const { context } = session;
  return {
    __init__: method('__init__', (self, args) => {
      if (args.positional.length > 0) {
        const message = `Layer.__init__() takes 1 positional argument but ${args.positional.length + 1} were given`;
        throw new Refusal('TypeError', message, 'argument');
      }
      initialize(self, args.keywords, session);
      return null;
    }),
    __call__: method('__call__', (self, args) => callLayer(self, args, session)),
    __setattr__: setAttribute,
    __getattr__: method('__getattr__', (self, { positional: [name] }) => missing(self, String(name), session)),
    build: method('build', (self) => {
      stateOf(self).built = true;
      return null;
    }),
    add_weight: method('add_weight', (self, args) => addWeightFromPaste(self, args, session)),
    add_loss: passive('add_loss'),
    count_params: method('count_params', (self) => countParameters(self)),
    get_config: method('get_config', (self) => {
      const { name, trainable } = stateOf(self);
      if (!isPlain(self.cls)) return context.unknown(`the configuration of ${self.cls.name} is not read`);
      return Dict.of([['name', name] as const, ['trainable', trainable] as const]);
    }),
    from_config: new ClassMethod(
      new NativeFunction('from_config', ({ positional: [cls = null, config = null] }) => {
        if (!(cls instanceof Class) || !isPlain(cls) || !(config instanceof Dict))
          return context.unknown('what `from_config` makes is not followed');
        return context.call(cls, {
          keywords: new Map([...config.entries.values()].map(([key, it]) => [String(key), it])),
        });
      }),
    ),
    get_weights: method('get_weights', () => context.unknown('weights have no values here', { harmless: true })),
    set_weights: method('set_weights', () => null),
  };
}

const setAttribute = method('__setattr__', (self, { positional: [name, value = null] }) => {
  self.attributes.set(String(name), tracked(self, String(name), value));
  return null;
});

/** Attributes that only some of Keras's models and layers have. */
const OF_SOME = new Set(['inputs', 'outputs', 'input_names', 'output_names', 'input_shape', 'output_shape', 'dynamic']);

/**
 * What is neither the paste's nor told of here.
 *
 * @throws Refusal AttributeError where Keras has no such attribute either
 */
function missing(self: Instance, name: string, { context }: Session): Value {
  const base = self.cls.mro.find(({ module }) => module !== null)?.name;
  const isOwn = self.cls.module === null && (base === 'Layer' || base === 'Model');
  const isKeras = name.startsWith('_') || OF_SOME.has(name) || names.attribute.includes(name);
  if (isOwn && self.state !== undefined && !self.doubt && !isKeras) {
    throw new Refusal('AttributeError', `'${self.cls.name}' object has no attribute '${name}'`, 'name', { name });
  }
  return context.unknown(`\`${name}\` of ${self.cls.name} is not known here`);
}

/** Whether a class stands on `Layer` itself: of the others a configuration has arguments that are not kept. */
const isPlain = (cls: Class): boolean => cls.mro.find(({ module }) => module !== null)?.name === 'Layer';

function properties(): Record<string, Value> {
  return {
    name: new Property(method('name', (self) => stateOf(self).name)),
    built: new Property(method('built', (self) => stateOf(self).built)),
    trainable: new Property(
      method('trainable', (self) => stateOf(self).trainable),
      method('trainable', (self, args) => {
        setTrainable(self, args.positional[0] !== false);
        return null;
      }),
    ),
    weights: new Property(method('weights', (self) => tensorsOf(allWeights(self)))),
    variables: new Property(method('variables', (self) => tensorsOf(allWeights(self)))),
    trainable_weights: new Property(
      method('trainable_weights', (self) => tensorsOf(allWeights(self).filter(({ trainable }) => trainable))),
    ),
    output: new Property(method('output', (self) => lastCall(self, 'output').output ?? null)),
    input: new Property(method('input', (self) => lastCall(self, 'input').args.positional[0] ?? null)),
    output_shape: new Property(
      method('output_shape', (self) => shapeTuple(lastCall(self, 'output_shape').outputs[0]?.shape ?? [])),
    ),
  };
}

function tensorsOf(weights: readonly Weight[]): List {
  return new List(weights.map(({ tensor }) => tensor));
}

function setTrainable(layer: Instance, trainable: boolean): void {
  stateOf(layer).trainable = trainable;
  for (const inner of sublayers(layer)) if (inner.state !== undefined) setTrainable(inner, trainable);
}

function addWeightFromPaste(self: Instance, args: Arguments, session: Session): Value {
  refuseLocked(self);
  const slots = parameters([
    ['shape', null],
    ['initializer', null],
    ['dtype', null],
    ['trainable', true],
    ['autocast', true],
    ['regularizer', null],
    ['constraint', null],
    ['aggregation', 'none'],
    ['overwrite_with_gradient', false],
    ['name', null],
  ]);
  const bound = bind(slots, args, 'Layer.add_weight');
  const given = bound.get('shape');
  const shape = given === null ? [] : dimensions(given, '`shape` of add_weight');
  if (!shape) {
    const message = `Cannot convert '${session.context.repr(given)}' to a shape.`;
    throw new Refusal('ValueError', message, 'argument', { argument: 'shape' });
  }
  const name = bound.get('name');
  const label = typeof name === 'string' ? name : 'variable';
  return addWeight(self, label, shape, session, { trainable: bound.get('trainable') !== false });
}
