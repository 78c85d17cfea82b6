/** `enum`: members with a name and a value. */
import { method, NativeFunction, PythonFunction } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import type { Context } from '../context.ts';
import { PythonError } from '../errors.ts';
import { repr } from './format.ts';
import { equal } from './operators.ts';
import { ClassMethod, List, Module, Property, StaticMethod, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';

/** What `auto()` gives stands for the next number. */
const AUTO = new Instance(new Class('auto', [], new Map(), 'enum'));

const isMember = (name: string, value: Value): boolean =>
  !/^_/.test(name) &&
  ![PythonFunction, NativeFunction, Property, ClassMethod, StaticMethod, Class].some((kind) => value instanceof kind);

interface PlainMember {
  readonly name: string;
  readonly cls: Class;
}

/** Whether a paste writes a text once only: where it defines the member with that value. */
const isWrittenOnce = (paste: string, text: string): boolean =>
  paste.split(`'${text}'`).length + paste.split(`"${text}"`).length <= 3;

/** Of each reading the members that are numbers or texts themselves, `IntEnum`. */
const plainMembers = new WeakMap<Context, Map<Value, PlainMember>>();

/** `.value` or `.name` of a member that is a number or a text itself; undefined for what is none. */
export function ofPlainMember(context: Context, value: Value, name: string): Value | undefined {
  const known = plainMembers.get(context)?.get(value);
  if (known === undefined || (name !== 'value' && name !== 'name')) return undefined;
  return name === 'value' ? value : known.name;
}

/**
 * What `str` or an f-string makes of a text that is the value of a `class Kind(str, Enum)`, by its own `__str__`; undefined for
 * other texts. Without one the member is `Kind.RELU`, in an f-string before Python 3.11 its value. A text that the paste writes
 * elsewhere, too, need not be the member.
 */
export function toldPlainMember(context: Context, value: Value): Value | undefined {
  const member = typeof value === 'string' ? plainMembers.get(context)?.get(value) : undefined;
  if (!member || member.cls.isSubclassOf(others.get('StrEnum') as Class)) return undefined;
  if (!isWrittenOnce(context.paste, String(value))) return undefined;
  const own = member.cls.lookup('__str__');
  if (own instanceof PythonFunction) return context.call(own, { positional: [value] });
  const path = `${member.cls.name}.${member.name}`;
  return new Unknown(`as text \`${path}\` is '${path}', not '${String(value)}' as before Python 3.11`, context.line);
}

/** Makes members of what the body of a class binds. */
function fill(cls: Class, context: Context): void {
  const [kind] = cls.mro.filter(({ module }) => module === 'enum');
  const isPlain = kind !== undefined || cls.isPlainToo || cls.bases.length > 1;
  let count = 0;
  for (const [name, value] of cls.members) {
    if (!isMember(name, value)) continue;
    count = value === AUTO ? count + 1 : typeof value === 'number' ? value : count;
    const given = value === AUTO ? (kind?.name === 'StrEnum' ? name.toLowerCase() : count) : value;
    cls.members.set(name, isPlain ? plainMember(cls, name, given, context) : memberOf(cls, name, given, context));
  }
}

/** A number or a text stands for itself; of a `Flag` what several make together is not followed. */
function plainMember(cls: Class, name: string, value: Value, context: Context): Value {
  const isFlag = cls.mro.some((one) => one.module === 'enum' && /Flag/.test(one.name));
  if (isFlag || (typeof value !== 'number' && typeof value !== 'string'))
    return new Unknown(`\`${cls.name}.${name}\` is a number or a text, too: it is not followed`, cls.line);
  const known = plainMembers.get(context) ?? new Map<Value, PlainMember>();
  plainMembers.set(context, known.set(value, { name, cls }));
  return value;
}

/** Of two names with one value the second is another name of the first. */
function memberOf(cls: Class, name: string, value: Value, context: Context): Instance {
  const known = membersOf(cls).find((one) => equal(one.attributes.get('value') ?? null, value) === true);
  if (known) return known;
  const member = new Instance(cls);
  for (const [key, it] of [['name', name] as const, ['value', value] as const]) member.attributes.set(key, it);
  const start = cls.lookup('__init__');
  if (start instanceof PythonFunction)
    context.call(start, { positional: [member, ...(value instanceof Tuple ? value.items : [value])] });
  return member;
}

const membersOf = (cls: Class): Instance[] =>
  [...cls.members.values()].filter((one): one is Instance => one instanceof Instance && one.cls === cls);

/** Its members in the order in which they are written, each once. */
const allOf = (cls: Class): Value[] => [
  ...new Set([...cls.members].filter(([name, value]) => isMember(name, value)).map(([, value]) => value)),
];

/** `Kind(8)` is the member with that value. */
function found(cls: Class, value: Value): Value {
  if (value instanceof Unknown) return value;
  if ([...cls.members].some(([name, one]) => isMember(name, one) && one === value)) return value;
  const member = value instanceof Instance && value.cls === cls ? value : undefined;
  const same = membersOf(cls).find((one) => equal(one.attributes.get('value') ?? null, value) === true);
  const result = member ?? same;
  if (!result) throw new PythonError('ValueError', `${repr(value)} is not a valid ${cls.name}`);
  return result;
}

const textOf = (self: Instance): string => `${self.cls.name}.${String(self.attributes.get('name'))}`;

const base: Class = new Class(
  'Enum',
  [],
  new Map<string, Value>([
    [
      '__init_subclass__',
      new NativeFunction('__init_subclass__', ({ positional: [cls] }, context) => {
        if (cls instanceof Class) fill(cls, context);
        return null;
      }),
    ],
    [
      '__new__',
      new NativeFunction('__new__', ({ positional: [cls = null, value = null] }) => found(cls as Class, value)),
    ],
    ['__init__', method('__init__', () => null)],
    ['__class_iter__', new NativeFunction('__iter__', ({ positional: [cls] }) => new List(allOf(cls as Class)))],
    [
      '__class_getitem__',
      new NativeFunction('__getitem__', ({ positional: [cls, name = null] }) => {
        const value = (cls as Class).members.get(String(name));
        if (value !== undefined && isMember(String(name), value)) return value;
        throw new PythonError('KeyError', repr(name));
      }),
    ],
    ['__str__', method('__str__', textOf)],
    ['__repr__', method('__repr__', (self) => `<${textOf(self)}: ${repr(self.attributes.get('value') ?? null)}>`)],
  ]),
  'builtins', // is no part of a model
);

const others = new Map(
  ['IntEnum', 'StrEnum', 'Flag', 'IntFlag'].map((name) => [name, new Class(name, [base], new Map(), 'enum')]),
);

export const enumeration = new Module('enum', (name) => {
  if (name === 'Enum') return base;
  if (name === 'auto') return new NativeFunction('auto', () => AUTO);
  if (name === 'unique') return new NativeFunction('unique', ({ positional: [cls = null] }) => cls);
  return others.get(name) ?? new Unknown(`\`enum.${name}\` is not run`, 0, [], true);
});
