/** What can be called, and how arguments find their parameters. */
import type { Class, Instance } from './classes.ts';
import type { Context } from './context.ts';
import { PythonError } from './errors.ts';
import type { Scope } from './scope.ts';
import type { Block, Expression } from './syntax.ts';
import { Dict, Tuple } from './values.ts';
import type { Value } from './values.ts';

export interface Arguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
}

export interface Parameter {
  readonly name: string;
  /** `*args` is `rest`, `**kwargs` is `keywords`; `named` can only be given by its name. */
  readonly kind: 'positional-only' | 'ordinary' | 'named' | 'rest' | 'keywords';
  /** Absent where the caller must give a value. */
  readonly default?: Value;
}

/**
 * Parameters from a short notation, for tables: `['filters', 'kernel_size', ['strides', 1], '*', ['name', null],
 * '**kwargs']`. After `'*'` or `'*args'` parameters can only be named; `'/'` ends those that cannot.
 */
export function parameters(short: readonly (string | readonly [string, Value])[]): Parameter[] {
  const list: Parameter[] = [];
  let kind: Parameter['kind'] = 'ordinary';
  for (const entry of short) {
    const name = typeof entry === 'string' ? entry : entry[0];
    if (name === '/') {
      list.forEach((earlier, index) => (list[index] = { ...earlier, kind: 'positional-only' }));
    } else if (name.startsWith('**')) {
      list.push({ name: name.slice(2), kind: 'keywords' });
    } else if (name.startsWith('*')) {
      if (name.length > 1) list.push({ name: name.slice(1), kind: 'rest' });
      kind = 'named';
    } else {
      list.push(typeof entry === 'string' ? { name, kind } : { name, kind, default: entry[1] });
    }
  }
  return list;
}

/**
 * Bind arguments as Python does; every parameter has a value afterwards, those of `*args` a `Tuple`, those of
 * `**kwargs` a `Dict`. Parameters that were given by the caller stand in `given`.
 *
 * @param besides how many more Python counts among the positional ones: 1 for a `self` that stands in no table
 * @throws PythonError TypeError in Python's words, with `callable` as the name of what was called
 */
export function bind(list: readonly Parameter[], args: Arguments, callable: string, besides = 0): Bound {
  const values = new Map<string, Value>();
  const given = new Set<string>();
  const kinds = kindsOf(list);
  const { slots, rest } = kinds;
  args.positional.slice(0, slots.length).forEach((value, index) => {
    const slot = slots[index] as Parameter;
    values.set(slot.name, value);
    given.add(slot.name);
  });
  const surplus = args.positional.slice(slots.length);
  if (rest) values.set(rest.name, new Tuple(surplus));
  else if (surplus.length > 0) throw tooMany(slots, args.positional.length, callable, besides);
  bindKeywords(kinds, args, callable, values, given);
  fillDefaults(list, callable, values);
  return new Bound(values, given);
}

/** The parameters of a list by how they are given. */
interface Kinds {
  /** Those that may be given by position. */
  readonly slots: readonly Parameter[];
  readonly rest: Parameter | undefined;
  readonly keywords: Parameter | undefined;
  /** Those that may be named. */
  readonly named: ReadonlyMap<string, Parameter>;
}

/** A long paste calls the same few functions thousands of times. */
const kinds = new WeakMap<readonly Parameter[], Kinds>();

function kindsOf(list: readonly Parameter[]): Kinds {
  const known = kinds.get(list);
  if (known) return known;
  const found = {
    slots: list.filter(({ kind }) => kind === 'ordinary' || kind === 'positional-only'),
    rest: list.find(({ kind }) => kind === 'rest'),
    keywords: list.find(({ kind }) => kind === 'keywords'),
    named: new Map(
      list.filter(({ kind }) => kind === 'ordinary' || kind === 'named').map((one) => [one.name, one] as const),
    ),
  };
  kinds.set(list, found);
  return found;
}

function bindKeywords(
  { keywords: open, named }: Kinds,
  args: Arguments,
  callable: string,
  values: Map<string, Value>,
  given: Set<string>,
): void {
  if (!open && args.keywords.size === 0) return;
  const others = new Dict();
  for (const [name, value] of args.keywords) {
    if (!named.has(name)) {
      if (!open) throw new PythonError('TypeError', `${callable}() got an unexpected keyword argument '${name}'`);
      others.set(name, value);
    } else if (given.has(name)) {
      throw new PythonError('TypeError', `${callable}() got multiple values for argument '${name}'`);
    } else {
      values.set(name, value);
      given.add(name);
    }
  }
  if (open) values.set(open.name, others);
}

function fillDefaults(list: readonly Parameter[], callable: string, values: Map<string, Value>): void {
  let isWhole = true;
  for (const { name, default: usual } of list) {
    if (values.has(name)) continue;
    if (usual === undefined) isWhole = false;
    else values.set(name, usual);
  }
  if (!isWhole)
    throw missing(
      list.filter(({ name }) => !values.has(name)),
      callable,
    );
}

/** Python names the positional ones alone where any of them are missing. */
function missing(parameters: readonly Parameter[], callable: string): PythonError {
  const positional = parameters.filter(({ kind }) => kind !== 'named');
  const sort = positional.length > 0 ? 'positional' : 'keyword-only';
  const names = (positional.length > 0 ? positional : parameters).map(({ name }) => `'${name}'`);
  const plural = names.length > 1 ? 's' : '';
  return new PythonError(
    'TypeError',
    `${callable}() missing ${names.length} required ${sort} argument${plural}: ${enumerate(names)}`,
  );
}

function enumerate(names: readonly string[]): string {
  if (names.length < 3) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
}

function tooMany(slots: readonly Parameter[], given: number, callable: string, besides: number): PythonError {
  const [most, count] = [slots.length + besides, given + besides];
  const optional = slots.filter((slot) => slot.default !== undefined).length;
  const takes = optional > 0 ? `from ${most - optional} to ${most}` : `${most}`;
  const noun = most === 1 && optional === 0 ? 'argument' : 'arguments';
  const were = count === 1 ? 'was' : 'were';
  return new PythonError('TypeError', `${callable}() takes ${takes} positional ${noun} but ${count} ${were} given`);
}

/** Arguments that have found their parameters. */
export class Bound {
  constructor(
    readonly values: ReadonlyMap<string, Value>,
    readonly given: ReadonlySet<string>,
  ) {}

  /** The value of a parameter; it is a mistake of the caller's code to ask for a parameter that does not exist. */
  get(name: string): Value {
    const value = this.values.get(name);
    if (value === undefined) throw new Error(`no parameter ${name}`);
    return value;
  }
}

/** A function of Python's library or a framework's, written in TypeScript. */
export class NativeFunction {
  /** Calling it and being left in the dark is told to the reader; not so for Python's own `len`. */
  readonly followsModels: boolean = true;
  private own: Map<string, Value> | null = null;

  /** What it has besides itself: `chain.from_iterable`. */
  get members(): Map<string, Value> {
    return (this.own ??= new Map<string, Value>());
  }

  /**
   * @param name as messages and the graph call it, `concatenate`
   * @param invoke gets the values as they are, unknown ones too; throws PythonError, Refusal or NotFollowed
   * @param harmless whether handing it unknown values or models changes nothing that is traced
   * @param changesSettings whether it changes how later layers are made (`set_image_data_format`)
   */
  constructor(
    readonly name: string,
    readonly invoke: (args: Arguments, context: Context) => Value,
    readonly harmless = false,
    readonly changesSettings = false,
  ) {}
}

/** A function of Python's own library: what is not known to it makes its result unknown, and nothing worse. */
export class LibraryFunction extends NativeFunction {
  override readonly followsModels = false;
}

/** `functools.partial(f, 3, strides=2)`, which can be told from other functions and taken apart. */
export class Partial extends NativeFunction {
  /** @param type `functools.partial` itself, of which it is one */
  constructor(
    readonly type: Value,
    readonly parts: { readonly func: Value; readonly args: readonly Value[]; readonly keywords: Arguments['keywords'] },
  ) {
    super('partial', ({ positional, keywords }, context) =>
      context.call(parts.func, {
        positional: [...parts.args, ...positional],
        keywords: new Map([...parts.keywords, ...keywords]),
      }),
    );
  }

  /** Undefined where it has no such attribute. */
  part(name: string): Value | undefined {
    if (name === 'func') return this.parts.func;
    if (name === 'args') return new Tuple([...this.parts.args]);
    return name === 'keywords' ? Dict.of(this.parts.keywords) : undefined;
  }
}

/** A method of a native class: `self` is taken off the arguments. */
export function method<Self extends Instance = Instance>(
  name: string,
  invoke: (self: Self, args: Arguments, context: Context) => Value,
): NativeFunction {
  return new NativeFunction(name, (args, context) => {
    const [self, ...positional] = args.positional;
    return invoke(self as Self, { positional, keywords: args.keywords }, context);
  });
}

/** A function of the paste: `def`, `lambda`. */
export class PythonFunction {
  readonly attributes = new Map<string, Value>();
  /** What it has given, by its arguments, where it keeps that: `@lru_cache`. */
  memo: Map<unknown, Value> | null = null;

  constructor(
    readonly name: string,
    readonly parameters: readonly Parameter[],
    /** The expression of a lambda, or statements. */
    readonly body: Block | Expression,
    readonly scope: Scope,
    readonly line: number,
    /** The class in whose body it was defined, for `super()`. */
    public owner: Class | null = null,
    readonly isGenerator = false,
  ) {}
}

export class BoundMethod {
  constructor(
    readonly receiver: Value,
    readonly callee: NativeFunction | PythonFunction,
  ) {}
}
