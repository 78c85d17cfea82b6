/** The arguments of a layer, read as Keras reads them: each method says in Keras's words what it refuses. */
import { Instance } from '../../languages/python/classes.ts';
import type { Bound } from '../../languages/python/callables.ts';
import type { Context } from '../../languages/python/context.ts';
import { Refusal } from '../../languages/python/errors.ts';
import { typeName } from '../../languages/python/library/operators.ts';
import { Float, List, Tuple } from '../../languages/python/values.ts';
import type { Unknown, Value } from '../../languages/python/values.ts';
import { known } from '../framework.ts';
import type { DataFormat, Session } from './session.ts';

export type Padding = 'valid' | 'same' | 'causal';

export class Settings {
  constructor(
    private readonly bound: Bound,
    /** The class whose arguments these are, for messages. */
    readonly type: string,
    readonly session: Session,
  ) {}

  get context(): Context {
    return this.session.context;
  }

  /** Whether the paste gave it, rather than the default. */
  isGiven(name: string): boolean {
    return this.bound.given.has(name);
  }

  /** As it is, unknown values included. */
  raw(name: string): Value {
    return this.bound.get(name);
  }

  /** @throws NotFollowed where it is unknown */
  value(name: string): Exclude<Value, Unknown> {
    return known(this.bound.get(name), `\`${name}\` of ${this.type}`);
  }

  /** A whole number; a float that is one, as arithmetic of a paste makes, is refused as Keras's weights refuse it. */
  integer(name: string): number {
    const value = this.value(name);
    if (typeof value === 'boolean') return Number(value);
    if (typeof value === 'number') return value;
    throw this.refuse(name, value, 'an integer');
  }

  optionalInteger(name: string): number | null {
    return this.value(name) === null ? null : this.integer(name);
  }

  number(name: string): number {
    const value = this.value(name);
    if (value instanceof Float) return value.value;
    return this.integer(name);
  }

  boolean(name: string): boolean {
    return this.context.truth(this.value(name));
  }

  text(name: string): string {
    const value = this.value(name);
    if (typeof value === 'string') return value;
    throw this.refuse(name, value, 'a string');
  }

  /** `standardize_tuple`: one number for all axes, or as many as there are axes. */
  sizes(name: string, rank: number, allowZero = false): number[] {
    const value = this.value(name);
    const many = rank === 1 ? '1 integer' : `${rank} integers`;
    const refuse = (more: string): Refusal =>
      new Refusal(
        'ValueError',
        `The \`${name}\` argument must be a tuple of ${rank} integers. Received ${name}=${this.context.repr(value)}${more}`,
        'argument',
        { argument: name, wanted: many },
      );
    if (typeof value === 'number' || typeof value === 'boolean') {
      return this.positive(name, Array<number>(rank).fill(Number(value)), allowZero, refuse);
    }
    if (!(value instanceof Tuple || value instanceof List)) throw refuse('');
    const items = value.items.map((item) => known(item, `\`${name}\` of ${this.type}`));
    if (items.length !== rank) throw refuse('');
    const numbers = items.map((item) => {
      if (typeof item === 'number') return item;
      throw refuse(`, including element ${this.context.text(item)} of type <class '${typeName(item)}'>`);
    });
    return this.positive(name, numbers, allowZero, refuse);
  }

  private positive(name: string, numbers: number[], allowZero: boolean, refuse: (more: string) => Refusal): number[] {
    const wrong = numbers.filter((number) => (allowZero ? number < 0 : number <= 0));
    if (wrong.length === 0) return numbers;
    const set = `{${[...new Set(wrong)].join(', ')}}`;
    throw refuse(`, including values ${set} that do not satisfy \`value ${allowZero ? '>=' : '>'} 0\``);
  }

  padding(allowCausal = false, name = 'padding'): Padding {
    const value = this.value(name);
    const text = typeof value === 'string' ? value.toLowerCase() : this.context.text(value);
    const allowed = allowCausal ? ['valid', 'same', 'causal'] : ['valid', 'same'];
    if (allowed.includes(text)) return text as Padding;
    const names = allowCausal ? "{'valid', 'same', 'causal'}" : "{'valid', 'same'}";
    throw new Refusal(
      'ValueError',
      `The \`padding\` argument must be a list/tuple or one of ${names}. Received: ${text}`,
      'argument',
      { argument: name },
    );
  }

  dataFormat(name = 'data_format'): DataFormat {
    const value = this.value(name);
    if (value === null) return this.session.dataFormat;
    const text = String(this.context.text(value)).toLowerCase();
    if (text === 'channels_last' || text === 'channels_first') return text;
    throw new Refusal(
      'ValueError',
      `The \`data_format\` argument must be one of {'channels_first', 'channels_last'}. Received: data_format=${text}`,
      'argument',
      { argument: name },
    );
  }

  /** A layer that is an argument of another: of `TimeDistributed`, `Bidirectional`. */
  instance(name: string): Instance {
    const value = this.value(name);
    if (value instanceof Instance) return value;
    throw this.refuse(name, value, 'a layer');
  }

  /** As `shape`, of what Keras goes through: a number is refused by Python. */
  several(name: string): (number | null)[] {
    if (typeof this.value(name) !== 'number') return this.shape(name);
    throw new Refusal('TypeError', "'int' object is not iterable", 'argument', { argument: name });
  }

  /** Whole numbers in a tuple or list; null stays null. */
  shape(name: string): (number | null)[] {
    const value = this.value(name);
    return dimensions(value, `\`${name}\` of ${this.type}`) ?? this.fail(name, value);
  }

  private fail(name: string, value: Value): never {
    throw this.refuse(name, value, 'a tuple of integers');
  }

  private refuse(name: string, value: Value, wanted: string): Refusal {
    const message = `\`${name}\` of ${this.type} should be ${wanted}. Received: ${name}=${this.context.repr(value)}`;
    return new Refusal('TypeError', message, 'argument', { argument: name });
  }
}

/**
 * A tuple or list of whole numbers and None as a shape; undefined where it is something else.
 *
 * @throws NotFollowed where it, or a size of it, is unknown
 */
export function dimensions(given: Value, what: string): (number | null)[] | undefined {
  const value = known(given, what);
  if (typeof value === 'number') return [value];
  if (!(value instanceof Tuple || value instanceof List)) return undefined;
  const items = value.items.map((item) => known(item, what));
  if (!items.every((item) => item === null || typeof item === 'number')) return undefined;
  return items as (number | null)[];
}
