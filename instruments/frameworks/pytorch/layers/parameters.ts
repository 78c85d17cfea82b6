/** `ParameterList`, `ParameterDict`: parameters by number or name, kept as attributes, as PyTorch does. */
import { Tensor } from '../../../graph/tensor.ts';
import { method } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { Class } from '../../../languages/python/classes.ts';
import type { Instance } from '../../../languages/python/classes.ts';
import { NotFollowed } from '../../../languages/python/errors.ts';
import { Dict, Iterator, List, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { initialize } from '../module.ts';
import type { Session } from '../session.ts';

/** A member that does something to the parameters of `self` and gives what it returns. */
type Member = (self: Instance, args: Arguments) => Value;

export function parameterContainers(base: Class, session: Session): Record<string, Class> {
  const made = (name: string, members: Readonly<Record<string, Member>>): Class => {
    const methods = Object.entries(members).map(([key, run]): [string, Value] => [key, method(key, run)]);
    return new Class(name, [base], new Map(methods), 'torch.nn');
  };
  return {
    ParameterList: made('ParameterList', listMembers(session)),
    ParameterDict: made('ParameterDict', dictMembers(session)),
  };
}

/** A tensor becomes a parameter. */
function put(self: Instance, name: string, value: Value, session: Session): void {
  if (value instanceof Unknown) throw new NotFollowed(value, `a parameter of ${self.cls.name}`);
  const isPlain = value instanceof Tensor && value.meta !== 'parameter';
  self.attributes.set(name, isPlain ? session.parameter(value.shape, value.dtype) : value);
}

function sharedMembers(session: Session): Record<string, Member> {
  return {
    __len__: (self) => self.attributes.size,
    __setitem__: (self, { positional: [key = null, value = null] }) => {
      put(self, String(key), value, session);
      return null;
    },
  };
}

function listMembers(session: Session): Record<string, Member> {
  const { context } = session;
  const append: Member = (self, { positional: [value = null] }) => {
    put(self, String(self.attributes.size), value, session);
    return self;
  };
  const extend: Member = (self, { positional: [values = null], keywords }) => {
    for (const value of context.items(values)) append(self, { positional: [value], keywords });
    return self;
  };
  return {
    ...sharedMembers(session),
    __init__: (self, { positional: [values], keywords }) => {
      initialize(self);
      const given = values ?? keywords.get('values') ?? null;
      if (given !== null) extend(self, { positional: [given], keywords });
      return null;
    },
    append,
    extend,
    __iadd__: extend,
    __iter__: (self) => new Iterator(self.attributes.values()),
    __getitem__: (self, { positional: [key = null] }) => context.item(new List([...self.attributes.values()]), key),
  };
}

function dictMembers(session: Session): Record<string, Member> {
  const { context } = session;
  const asDict = (self: Instance): Dict => Dict.of(self.attributes);
  const ofDict = (name: string): [string, Member] => [
    name,
    (self, args) => context.call(context.attribute(asDict(self), name) ?? null, args),
  ];
  const update: Member = (self, { positional: [given = null] }) => {
    const isDict = given instanceof Dict;
    const pairs = isDict ? [...given.entries.values()] : context.items(given).map((pair) => context.items(pair));
    for (const [name = null, value = null] of pairs) put(self, String(name), value, session);
    return null;
  };
  return {
    ...sharedMembers(session),
    ...Object.fromEntries(['keys', 'values', 'items', 'get'].map(ofDict)),
    __init__: (self, { positional: [values], keywords }) => {
      initialize(self);
      const given = values ?? keywords.get('parameters') ?? null;
      return given === null ? null : update(self, { positional: [given], keywords });
    },
    update,
    __iter__: (self) => new Iterator(self.attributes.keys()),
    __contains__: (self, { positional: [key = null] }) => asDict(self).has(key),
    __getitem__: (self, { positional: [key = null] }) => context.item(asDict(self), key),
  };
}
