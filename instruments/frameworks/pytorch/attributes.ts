/** What a paste reads and sets on a built-in module: its arguments under PyTorch's names, and its weights. */
import { Tensor } from '../../graph/tensor.ts';
import { method } from '../../languages/python/callables.ts';
import type { Instance } from '../../languages/python/classes.ts';
import { Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { parameterOf, stateOf, tie } from './module.ts';
import type { Session } from './session.ts';

/** Arguments of convolutions that PyTorch keeps as one number for each axis. */
const SIZES = new Set(['kernel_size', 'stride', 'padding', 'dilation', 'output_padding']);
/** Weights that are None where a module was made without them. */
const WEIGHTS = new Set(['weight', 'bias']);

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
  if (WEIGHTS.has(name)) return null;
  const value = stateOf(self).given.get(name);
  if (value === undefined) return session.context.unknown(`\`${name}\` of ${self.cls.name} is not known here`);
  const rank = /^(?:Lazy)?Conv(?:Transpose)?([123])d$/.exec(builtInName(self))?.[1];
  const isSpread = rank !== undefined && SIZES.has(name) && typeof value === 'number';
  return isSpread ? new Tuple(Array<Value>(Number(rank)).fill(value)) : value;
}

/** The name of the class of `torch.nn`, of which the paste's own may be made. */
function builtInName(self: Instance): string {
  return self.cls.mro.find(({ module }) => module === 'torch.nn')?.name ?? '';
}
