/** What a paste reads and sets on a built-in module: its arguments under PyTorch's names, and its weights. */
import { Tensor } from '../../graph/tensor.ts';
import { method } from '../../languages/python/callables.ts';
import type { Instance } from '../../languages/python/classes.ts';
import { Float, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { parameterOf, stateOf, tie } from './module.ts';
import type { Session } from './session.ts';

/** Arguments that PyTorch keeps as one number for each axis. */
const SIZES = new Set(['kernel_size', 'stride', 'padding', 'dilation', 'output_padding']);
/** Arguments that are None unless given, and whose value they then have. */
const SAME_AS: Readonly<Record<string, string>> = { stride: 'kernel_size', kdim: 'embed_dim', vdim: 'embed_dim' };

export function attributeMembers(session: Session): [string, Value][] {
  return [
    ['__getattr__', method('__getattr__', (self, { positional: [name = null] }) => read(self, String(name), session))],
    [
      '__setattr__',
      method('__setattr__', (self, { positional: [name = null, value = null] }) => {
        const isTied = value instanceof Tensor && tie(self, String(name), value);
        if (!isTied) self.attributes.set(String(name), value);
        return null;
      }),
    ],
  ];
}

function read(self: Instance, name: string, session: Session): Value {
  const own = self.attributes.get(name) ?? parameterOf(self, name, session);
  if (own !== undefined) return own;
  const { given } = stateOf(self);
  const type = builtInName(self);
  if (isLeftOut(name, type, given)) return null;
  const value = given.get(name);
  if (value === undefined) return session.context.unknown(`\`${name}\` of ${self.cls.name} is not known here`);
  const other = value === null ? SAME_AS[name] : undefined;
  if (other !== undefined && given.has(other)) return read(self, other, session);
  return typeof value === 'number' ? kept(name, value, type) : value;
}

/** Whether it is a weight without which the module was made: None, where the recurrent ones keep the argument itself. */
function isLeftOut(name: string, type: string, given: ReadonlyMap<string, Value>): boolean {
  if (/^(RNN|LSTM|GRU)/.test(type)) return false;
  return (
    (name === 'bias' && given.has('bias')) ||
    (name === 'weight' && (given.has('affine') || given.has('elementwise_affine')))
  );
}

/** As PyTorch keeps a number: one for each axis, or for each side that is padded. */
function kept(name: string, value: number, type: string): Value {
  const [, kind = type, rank = 0] = /^(?:Lazy)?(.*?)([123])d$/.exec(type) ?? [];
  const spread = (count: number): Tuple => new Tuple(Array<Value>(count).fill(value));
  if (SIZES.has(name) && (/^Conv/.test(kind) || type === 'AvgPool1d')) return spread(Number(rank));
  if (name === 'padding' && kind.endsWith('Pad')) return spread(2 * Number(rank));
  if (name === 'normalized_shape') return spread(1);
  return name === 'scale_factor' ? new Float(value) : value;
}

/** The name of the class of `torch.nn`, of which the paste's own may be made. */
function builtInName(self: Instance): string {
  return self.cls.mro.find(({ module }) => module === 'torch.nn')?.name ?? '';
}
