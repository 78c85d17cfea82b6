/** Classes and their instances, one kind for those of the paste and those of a framework. */
import { PythonError } from './errors.ts';
import type { Expression } from './syntax.ts';
import { Dict } from './values.ts';
import type { Unknown, Value } from './values.ts';

/**
 * A class: of the paste (`class Net(nn.Module)`) or of a framework, whose members are then `NativeFunction`s
 * under Python's own names: `__init__`, `__call__`, `__getattr__`, `__setattr__`, `__len__`, `__getitem__`,
 * `__add__` … Attributes are looked up along `mro`, so a class of the paste overrides those it stands on.
 */
export class Class {
  readonly mro: readonly Class[];
  /** Names with annotations in its body, in order: the fields of a dataclass. */
  readonly fields: string[] = [];
  /** Set where a base is not known: what instances can do is then not known either. */
  unknownBase: Unknown | null = null;
  /** Whether it stands on a type of Python's own, too: `class Kind(str, Enum)`. */
  isPlainToo = false;
  /** Whether `ABCMeta` made it or one that it stands on: it is made only where each abstract method is filled in. */
  isOfABCMeta = false;
  /** Where the paste defines it; 1 for what it does not define. */
  line = 1;

  constructor(
    readonly name: string,
    readonly bases: readonly Class[],
    readonly members: Map<string, Value>,
    /** The module it stands in, `keras.layers`; null for a class of the paste. */
    readonly module: string | null = null,
  ) {
    const [base] = bases;
    const isMerged = bases.length > 1; // else there is nothing to merge, and a framework has hundreds of classes
    this.mro = [
      this,
      ...(isMerged ? merge([...bases.map(({ mro }) => [...mro]), [...bases]], name) : (base?.mro ?? [])),
    ];
  }

  /** What an instance finds under a name, or `undefined`; `after` starts behind that class, as `super()` does. */
  lookup(name: string, after: Class | null = null): Value | undefined {
    const start = after ? this.mro.indexOf(after) + 1 : 0;
    for (let index = start; index < this.mro.length; index++) {
      const member = this.mro[index]?.members.get(name);
      if (member !== undefined) return member;
    }
    return undefined;
  }

  isSubclassOf(other: Class): boolean {
    return this.mro.includes(other);
  }
}

/** C3, Python's order of base classes. */
function merge(sequences: Class[][], name: string): Class[] {
  const order: Class[] = [];
  for (;;) {
    const left = sequences.filter((sequence) => sequence.length > 0);
    if (left.length === 0) return order;
    const next = left
      .map((sequence) => sequence[0] as Class)
      .find((candidate) => left.every((sequence) => !sequence.slice(1).includes(candidate)));
    if (!next) {
      throw new PythonError(
        'TypeError',
        `Cannot create a consistent method resolution order (MRO) for bases of ${name}`,
      );
    }
    order.push(next);
    sequences = left.map((sequence) => (sequence[0] === next ? sequence.slice(1) : sequence));
  }
}

export class Instance {
  /** What the paste and the framework set on it, in the order in which they did. */
  readonly attributes = new Map<string, Value>();
  /** What the framework keeps about it; typed by the framework, never read by anyone else. */
  state: unknown = undefined;
  /** The line of the paste on which it was made, 0 if no line made it. */
  line = 0;
  /** The call of the paste that made it. */
  site: Expression | null = null;
  /** The instance of the paste in whose `__init__` it was made, if any. */
  owner: Instance | null = null;
  /** The first name at the top level of the paste that it was given. */
  variable: string | null = null;
  /** Set where the paste may have changed it in a way that was not followed. */
  /** What an array without axes holds: the whole number of `np.prod(shape)`, which is no `int`. */
  readonly number: number | undefined;
  doubt: Unknown | null = null;

  constructor(public cls: Class) {}

  isA(cls: Class): boolean {
    return this.cls.isSubclassOf(cls);
  }
}

/** `vars(object)` and `object.__dict__`: what is set in it is set on the object. */
export class AttributeDict extends Dict {
  constructor(private readonly object: Instance) {
    super();
    for (const [name, value] of object.attributes) super.set(name, value);
  }

  override set(key: Value, value: Value): void {
    super.set(key, value);
    this.object.attributes.set(String(key), value);
  }

  override delete(key: Value): boolean {
    this.object.attributes.delete(String(key));
    return super.delete(key);
  }
}
