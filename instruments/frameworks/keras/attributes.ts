/** What a paste reads of a built-in layer: its arguments under Keras's names, and its weights. */
import { method, NativeFunction } from '../../languages/python/callables.ts';
import type { Instance } from '../../languages/python/classes.ts';
import { List, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { stateOf } from './layer/state.ts';
import { vocabularyOf } from './layers/vocabulary.ts';
import type { Session } from './session.ts';

/** Arguments that Keras keeps as one number for each axis, given one or not. */
const SIZES = new Set(['kernel_size', 'strides', 'dilation_rate', 'pool_size', 'size', 'output_size']);
/** Of these Keras keeps something else than was given; they are not known here. */
const OTHERWISE = new Set(['ZeroPadding.padding', 'Cropping.cropping', 'Normalization.axis']);
/** Arguments that are None unless given, and whose value they then have. */
const SAME_AS: Readonly<Record<string, string>> = { strides: 'pool_size', value_dim: 'key_dim' };

export function attributeMember(type: string, session: Session): [string, Value] {
  return [
    '__getattr__',
    method('__getattr__', (self, { positional: [name] }) => read(self, String(name), type, session)),
  ];
}

function read(self: Instance, name: string, type: string, session: Session): Value {
  const own = self.attributes.get(name);
  if (own !== undefined) return own;
  const { weights, given } = stateOf(self);
  const weight = weights.find((one) => one.name === name);
  if (weight) return weight.tensor;
  if (name === 'bias') return null;
  const words = /^(get_vocabulary|vocabulary_size)$/.test(name) ? vocabularyOf((one) => given.get(one) ?? null) : null;
  if (words) return new NativeFunction(name, () => (name === 'vocabulary_size' ? words.length : new List([...words])));
  const value = given.get(name);
  const [, kind = type, rank = 0] = /^(.*?)([123])D/.exec(type) ?? [];
  if (value === undefined || OTHERWISE.has(`${kind}.${name}`)) {
    return session.context.unknown(`\`${name}\` of ${self.cls.name} is not known here`);
  }
  if (name === 'data_format' && value === null) return session.dataFormat;
  const other = value === null ? SAME_AS[name] : undefined;
  if (other !== undefined && given.has(other)) return read(self, other, type, session);
  const isSpread = SIZES.has(name) && typeof value === 'number' && type !== 'UpSampling1D';
  if (isSpread) return new Tuple(Array<Value>(Number(rank)).fill(value));
  return value instanceof List ? new Tuple(value.items) : value;
}
