/** Objects that hold fields: `collections.namedtuple`, `typing.NamedTuple`, dataclasses. */
import { bind, LibraryFunction, parameters } from '../callables.ts';
import type { Arguments } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import type { Context } from '../context.ts';
import { PythonError } from '../errors.ts';
import { Dict, List, NamedTuple, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { functionsOf, moduleOf } from './builtins.ts';
import { equal } from './operators.ts';

/** A class that makes tuples whose items have names; one of the paste that stands on it makes objects that hold them. */
export function namedTuple(name: string, fields: Value, defaults: Value, context: Context): Value {
  const names = typeof fields === 'string' ? fields.split(/[\s,]+/) : context.items(fields).map(String);
  const usual = defaults === null ? [] : context.items(defaults);
  const first = names.length - usual.length;
  const cls = recordClass(name, names, new Map(names.slice(first).map((field, at) => [field, usual[at] ?? null])));
  const make = ({ positional: [self = null, ...values], keywords }: Arguments): Value => {
    if (self !== cls) return new Instance(self as Class);
    // None is a value, too
    const all = names.map((field, at) => {
      if (at < values.length) return values[at];
      return keywords.has(field) ? keywords.get(field) : usual[at - first];
    });
    const missing = names.filter((_, at) => all[at] === undefined);
    if (missing.length > 0 || values.length > names.length) {
      const told = missing.map((field) => `'${field}'`).join(' and ');
      const wrong = `missing ${missing.length} required positional argument${missing.length > 1 ? 's' : ''}: ${told}`;
      const given = `takes ${names.length + 1} positional arguments but ${values.length + 1} were given`;
      throw new PythonError('TypeError', `${name}.__new__() ${missing.length > 0 ? wrong : given}`);
    }
    return new NamedTuple(all as Value[], names, name);
  };
  cls.members.set('__new__', new LibraryFunction('__new__', make));
  return cls;
}

/** A class whose instances hold fields: a namedtuple, a dataclass. */
function recordClass(name: string, fields: readonly string[], members: Map<string, Value>): Class {
  members.set(
    '__init__',
    new LibraryFunction('__init__', ({ positional: [self, ...values], keywords }, context) => {
      const list = parameters(
        fields.map((field) => (members.has(field) ? [field, members.get(field) ?? null] : field)),
      );
      const bound = bind(list, { positional: values, keywords }, `${name}.__init__`, 1);
      fields.forEach((field) => {
        const value = bound.get(field);
        const made = value instanceof Factory ? context.call(value.make) : value;
        (self as Instance).attributes.set(field, made);
      });
      const after = (self as Instance).cls.lookup('__post_init__');
      if (after !== undefined) context.call(after, { positional: [self ?? null] });
      return null;
    }),
  );
  members.set(
    '__iter__',
    new LibraryFunction('__iter__', ({ positional: [self] }) => new List([...(self as Instance).attributes.values()])),
  );
  members.set(
    '__getitem__',
    new LibraryFunction('__getitem__', ({ positional: [self, key = null] }, context) =>
      context.item(new Tuple([...(self as Instance).attributes.values()]), key),
    ),
  );
  return new Class(name, [], members);
}

const factoryClass = new Class('field', [], new Map(), 'builtins');

/** `field(default_factory=list)` of a dataclass. */
class Factory extends Instance {
  constructor(readonly make: Value) {
    super(factoryClass);
  }
}

function dataclass(cls: Value): Value {
  if (!(cls instanceof Class))
    return new LibraryFunction('dataclass', ({ positional: [inner] }) => dataclass(inner ?? null));
  const inherited = cls.bases.flatMap((base) => base.fields);
  if (!cls.members.has('__eq__')) cls.members.set('__eq__', new LibraryFunction('__eq__', sameFields));
  cls.fields.unshift(...inherited.filter((name) => !cls.fields.includes(name)));
  const record = recordClass(cls.name, cls.fields, new Map(cls.mro.flatMap((one) => [...one.members]).reverse()));
  const initialize = record.members.get('__init__');
  if (initialize !== undefined && !cls.members.has('__init__')) cls.members.set('__init__', initialize);
  return cls;
}

/** Two objects of one dataclass are the same where all their fields are. */
function sameFields({ positional: [one = null, other = null] }: Arguments, context: Context): Value {
  const isOfOne = one instanceof Instance && other instanceof Instance && one.cls === other.cls;
  if (!isOfOne) return one === other;
  const [left, right] = [one, other].map((each) => new Tuple(fieldsOf(each).map(([, value]) => value)));
  return equal(left ?? null, right ?? null) ?? context.unknown('whether two objects are the same is not known');
}

/** The fields of a dataclass's instance. @throws PythonError */
function fieldsOf(object: Value): [string, Value][] {
  const fields = object instanceof Instance ? object.cls.fields : [];
  if (!(object instanceof Instance) || fields.length === 0)
    throw new PythonError('TypeError', 'asdict() should be called on dataclass instances');
  return fields.map((name) => [name, object.attributes.get(name) ?? null]);
}

export const dataclasses = moduleOf(
  'dataclasses',
  new Map<string, Value>([
    ['dataclass', new LibraryFunction('dataclass', ({ positional: [cls] }) => dataclass(cls ?? null))],
    [
      'field',
      new LibraryFunction('field', ({ keywords }) => {
        const factory = keywords.get('default_factory');
        return factory === undefined ? (keywords.get('default') ?? null) : new Factory(factory);
      }),
    ],
    ...functionsOf({
      asdict: ([object = null]) => Dict.of(fieldsOf(object)),
      astuple: ([object = null]) => new Tuple(fieldsOf(object).map(([, value]) => value)),
      replace: ([object = null], context, { keywords }) =>
        context.call((object as Instance).cls, { keywords: new Map([...fieldsOf(object), ...keywords]) }),
    }),
  ]),
);

/** `class Out(NamedTuple)`: its annotated names are the items of what it makes. */
export const namedTupleClass: Class = new Class(
  'NamedTuple',
  [],
  new Map<string, Value>([
    [
      '__init_subclass__',
      new LibraryFunction('__init_subclass__', ({ positional: [cls] }) => {
        if (cls instanceof Class) makeNamedTuple(cls);
        return null;
      }),
    ],
  ]),
  'builtins',
);

/** What has methods, too, would need instances, which are no tuples here. */
function makeNamedTuple(cls: Class): void {
  const { fields, members, name } = cls;
  if ([...members].some(([key, value]) => !fields.includes(key) && !/^__/.test(key) && value !== null)) {
    cls.unknownBase = new Unknown('a named tuple with methods is not followed', cls.line);
    return;
  }
  const list = parameters(fields.map((field) => (members.has(field) ? [field, members.get(field) ?? null] : field)));
  const make = ({ positional: [, ...values], keywords }: Arguments): Value => {
    const bound = bind(list, { positional: values, keywords }, `${name}.__new__`, 1);
    return new NamedTuple(
      fields.map((field) => bound.get(field)),
      fields,
      name,
    );
  };
  members.set('__new__', new LibraryFunction('__new__', make));
}
