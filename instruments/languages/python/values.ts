/**
 * The values of the small Python that reads a paste. Integers are JavaScript numbers, so that shapes stay plain;
 * a float is a `Float`, because `4 / 2` must not pass for the integer 2.
 */
import type { NativeFunction, PythonFunction, BoundMethod } from './callables.ts';
import type { Class, Instance } from './classes.ts';

export type Value =
  | null
  | boolean
  | number
  | string
  | Float
  | Ellipsis
  | Tuple
  | List
  | Dict
  | PySet
  | Slice
  | Range
  | Iterator
  | Module
  | Class
  | Instance
  | NativeFunction
  | PythonFunction
  | BoundMethod
  | Property
  | StaticMethod
  | ClassMethod
  | Unknown;

export class Float {
  constructor(readonly value: number) {}
}

export class Ellipsis {
  readonly text = '...';
}

export const ELLIPSIS = new Ellipsis();

export class Tuple {
  constructor(readonly items: readonly Value[]) {}
}

/** A tuple whose items have names too. */
export class NamedTuple extends Tuple {
  constructor(
    items: readonly Value[],
    readonly names: readonly string[],
    /** The name of its class, with which it is written: `Size(height=3, width=4)`; null where it is written as a tuple. */
    readonly type: string | null = null,
    /** What it can do beside a tuple. */
    readonly methods: ReadonlyMap<string, NativeFunction> = new Map(),
  ) {
    super(items);
  }

  /** The same names with other items. */
  with(items: readonly Value[]): NamedTuple {
    return new NamedTuple(items, this.names, this.type, this.methods);
  }
}

/** A tuple that has methods beside those of a tuple. */
export class MethodTuple extends Tuple {
  constructor(
    items: readonly Value[],
    readonly methods: ReadonlyMap<string, NativeFunction>,
  ) {
    super(items);
  }
}

/** Hears that something was put in or taken out: by which method, by an `item` that is set, `+=` of an attribute or `del`. */
export type Changed = (how: string) => void;

export class List {
  /** Set where something was put in or taken out of which it is not known what. */
  doubt: Unknown | null = null;
  /** Who hears that something was put in. */
  changed: Changed | null = null;

  constructor(public items: Value[]) {}
}

/** A dict keeps the order of its keys, as Python's does. `1`, `1.0` and `True` are one key, as in Python. */
export class Dict {
  readonly entries = new Map<unknown, [Value, Value]>();
  doubt: Unknown | null = null;
  changed: Changed | null = null;

  static of(pairs: Iterable<readonly [Value, Value]>): Dict {
    const dict = new Dict();
    for (const [key, value] of pairs) dict.set(key, value);
    return dict;
  }

  get(key: Value): Value | undefined {
    return this.entries.get(hash(key))?.[1];
  }

  set(key: Value, value: Value): void {
    const known = this.entries.get(hash(key));
    this.entries.set(hash(key), [known ? known[0] : key, value]);
  }

  has(key: Value): boolean {
    return this.entries.has(hash(key));
  }

  delete(key: Value): boolean {
    return this.entries.delete(hash(key));
  }

  keys(): Value[] {
    return [...this.entries.values()].map(([key]) => key);
  }

  values(): Value[] {
    return [...this.entries.values()].map(([, value]) => value);
  }
}

export class PySet {
  readonly entries = new Map<unknown, Value>();
  doubt: Unknown | null = null;
  changed: Changed | null = null;

  constructor(items: Iterable<Value> = []) {
    for (const item of items) this.add(item);
  }

  add(item: Value): void {
    if (!this.entries.has(hash(item))) this.entries.set(hash(item), item);
  }

  has(item: Value): boolean {
    return this.entries.has(hash(item));
  }

  delete(item: Value): boolean {
    return this.entries.delete(hash(item));
  }

  get items(): Value[] {
    return [...this.entries.values()];
  }
}

export class Slice {
  constructor(
    readonly start: Value,
    readonly stop: Value,
    readonly step: Value,
  ) {}
}

export class Range {
  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step: number,
  ) {}

  get length(): number {
    return Math.max(0, Math.ceil((this.stop - this.start) / this.step));
  }

  at(index: number): number {
    return this.start + index * this.step;
  }
}

/** `zip(…)`, `enumerate(…)`, a generator expression: read once, from the front. */
export class Iterator {
  constructor(
    readonly items: IterableIterator<Value>,
    readonly name = 'iterator',
  ) {}
}

/** An iterator that never ends, `itertools.count()`: nobody may ask for all of its items. */
export class Endless extends Iterator {
  /** The next so many. */
  take(count: number): Value[] {
    return Array.from({ length: count }, () => this.items.next().value as Value);
  }
}

/** What `import` binds: a name, and a way to ask for what stands in it. */
export class Module {
  /**
   * @param path the dotted name under which it is known, `keras.layers`
   * @param find what stands under a name, or `undefined` if the module has no such name
   * @param names what `from module import *` brings
   * @param isWhole whether a name that it does not find is not there, so that Python refuses it
   */
  constructor(
    readonly path: string,
    readonly find: (name: string) => Value | undefined,
    readonly names: () => Iterable<string> = () => [],
    readonly isWhole = false,
  ) {}
}

/** A module of one paste, which makes each of its members once, so that a name is one object as in Python. */
export function memoizedModule(
  path: string,
  find: (name: string) => Value | undefined,
  names?: () => Iterable<string>,
  isWhole?: boolean,
): Module {
  const made = new Map<string, Value>();
  const once = (name: string): Value | undefined => {
    if (made.has(name)) return made.get(name);
    const value = find(name);
    if (value !== undefined) made.set(name, value);
    return value;
  };
  return new Module(path, once, names, isWhole);
}

export class Property {
  constructor(
    readonly get: NativeFunction | PythonFunction,
    readonly set: NativeFunction | PythonFunction | null = null,
  ) {}
}

export class StaticMethod {
  constructor(readonly inner: Value) {}
}

export class ClassMethod {
  constructor(readonly inner: Value) {}
}

/**
 * A value that cannot be known without running the paste, and why. Whatever is made from it is unknown too and
 * keeps the same `root`, so that a reader is told once, where it began.
 */
export class Unknown {
  /** Set once the reader was told about it. */
  reported = false;
  readonly root: Unknown;

  /**
   * @param why a sentence without its full stop: "`num_classes` is not in the paste"
   * @param line where it began, counted from 1
   * @param asks expressions of the paste that the reader may fill in to make it known
   * @param harmless whether a model may be handed to it without being changed (`plt`, an optimizer, data)
   */
  constructor(
    readonly why: string,
    readonly line: number,
    readonly asks: readonly string[] = [],
    readonly harmless = false,
    root?: Unknown,
  ) {
    this.root = root ?? this;
  }
}

/** Why it is not known what a list, dict or set holds; null for what is known and for other values. */
export function doubtOf(value: Value): Unknown | null {
  return value instanceof List || value instanceof Dict || value instanceof PySet ? value.doubt : null;
}

const identities = new WeakMap<object, symbol>();

/** Equal for values that Python holds for the same key of a dict. */
export function hash(value: Value, depth = 0): unknown {
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Float) return value.value;
  if (typeof value === 'string') return `s${value}`;
  if (value instanceof Tuple && depth < 6) {
    return `t${value.items.map((item) => hashText(hash(item, depth + 1))).join(',')}`;
  }
  if (value === null || typeof value === 'number') return value;
  return identityOf(value);
}

const identityNames = new Map<symbol, number>();

function hashText(key: unknown): string {
  if (typeof key === 'symbol') return `#${identityNames.get(key)}`;
  return typeof key === 'string' ? JSON.stringify(key) : String(key);
}

function identityOf(value: object): symbol {
  let identity = identities.get(value);
  if (!identity) {
    identity = Symbol();
    identities.set(value, identity);
    identityNames.set(identity, identityNames.size);
  }
  return identity;
}
