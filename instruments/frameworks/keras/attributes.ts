/** What a paste reads of a built-in layer: its arguments under Keras's names, and its weights. */
import { method } from '../../languages/python/callables.ts';
import type { Instance } from '../../languages/python/classes.ts';
import { List, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { stateOf } from './layer.ts';
import type { Session } from './session.ts';

/** Arguments that Keras keeps as one number for each axis. */
const SIZES = new Set(['kernel_size', 'strides', 'dilation_rate', 'pool_size', 'size']);

export function attributeMember(type: string, session: Session): [string, Value] {
  return [
    '__getattr__',
    method('__getattr__', (self, { positional: [name] }) => read(self, String(name), type, session)),
  ];
}

function read(self: Instance, name: string, type: string, session: Session): Value {
  const own = self.attributes.get(name);
  if (own !== undefined) return own;
  const state = stateOf(self);
  const weight = state.weights.find((one) => one.name === name);
  if (weight) return weight.tensor;
  const value = name === 'bias' ? null : state.given.get(name);
  if (value === undefined) return session.context.unknown(`\`${name}\` of ${self.cls.name} is not known here`);
  const rank = Number(/([123])D/.exec(type)?.[1] ?? 0);
  if (rank > 0 && SIZES.has(name)) {
    if (name === 'strides' && value === null) return read(self, 'pool_size', type, session);
    if (typeof value === 'number') return new Tuple(Array<Value>(rank).fill(value));
  }
  return value instanceof List ? new Tuple(value.items) : value;
}
