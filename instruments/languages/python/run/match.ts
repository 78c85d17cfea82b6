/** `match`: the first case whose pattern fits. */
import { Class, Instance } from '../classes.ts';
import { NotFollowed } from '../errors.ts';
import { builtins } from '../library/builtins.ts';
import { equal } from '../library/operators.ts';
import type { Pattern, Statement } from '../syntax.ts';
import { Dict, List, NamedTuple, Range, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { evaluate, tested } from './expressions.ts';
import type { Frame, Signal } from './frame.ts';
import type { Interpreter } from './interpreter.ts';
import { skip } from './skipped.ts';
import { runBlock } from './statements.ts';

/** Whether a pattern fits, and what it binds; why that is not known. */
type Fit = Unknown | boolean;

export function runMatch(
  interpreter: Interpreter,
  frame: Frame,
  { subject, cases, line }: Extract<Statement, { kind: 'match' }>,
): Signal {
  const value = evaluate(interpreter, frame, subject);
  for (const [index, { pattern, guard, body }] of cases.entries()) {
    const fitting = new Fitting(interpreter, frame);
    let fits = fitting.of(pattern, value);
    for (const [name, bound] of fitting.bound) if (fits !== false) frame.scope.set(name, bound);
    if (fits === true && guard) fits = tested(interpreter, frame, guard);
    if (fits instanceof Unknown) {
      const left = cases.slice(index).flatMap((one) => one.body);
      return skip(interpreter, frame, left, fits, line);
    }
    if (fits) return runBlock(interpreter, frame, body);
  }
  return null;
}

/** Of built-in types one pattern in brackets is the whole value: `str(name)`. */
const PLAIN = ['bool', 'bytearray', 'bytes', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple'];

class Fitting {
  readonly bound = new Map<string, Value>();

  constructor(
    private readonly interpreter: Interpreter,
    private readonly frame: Frame,
  ) {}

  of(pattern: Pattern, value: Value): Fit {
    this.interpreter.step();
    switch (pattern.kind) {
      case 'capture':
        if (pattern.name !== '_') this.bound.set(pattern.name, value);
        return true;
      case 'star':
        return true; // is seen to where it stands in a sequence
      case 'as': {
        const fits = this.of(pattern.pattern, value);
        if (fits !== false) this.bound.set(pattern.name, value);
        return fits;
      }
      case 'or':
        return this.any(pattern.options, value);
      case 'value':
        return value instanceof Unknown
          ? value
          : this.equals(value, evaluate(this.interpreter, this.frame, pattern.value));
      default:
        if (value instanceof Unknown) return value;
        if (pattern.kind === 'sequence') return this.sequence(pattern.items, value);
        return pattern.kind === 'mapping' ? this.mapping(pattern, value) : this.class(pattern, value);
    }
  }

  private equals(value: Value, wanted: Value): Fit {
    if (wanted === null || typeof wanted === 'boolean') return value === wanted;
    return equal(value, wanted) ?? this.unknown(wanted instanceof Unknown ? wanted.why : 'what is compared');
  }

  private unknown(why: string): Unknown {
    return this.interpreter.unknown(why);
  }

  private any(options: readonly Pattern[], value: Value): Fit {
    for (const option of options) {
      const fits = this.of(option, value);
      if (fits !== false) return fits;
    }
    return false;
  }

  /** All of them fit; of those that are not known, once no other says no. */
  private all(pairs: readonly (readonly [Pattern, Value])[]): Fit {
    let found: Fit = true;
    for (const [pattern, value] of pairs) {
      const fits = this.of(pattern, value);
      if (fits === false) return false;
      if (fits !== true) found = fits;
    }
    return found;
  }

  private sequence(patterns: readonly Pattern[], value: Value): Fit {
    if (!(value instanceof List || value instanceof Tuple || value instanceof Range)) return false;
    const items = this.interpreter.items(value);
    const star = patterns.findIndex(({ kind }) => kind === 'star');
    if (star < 0) return items.length === patterns.length && this.all(zip(patterns, items));
    const after = patterns.length - star - 1;
    if (items.length < patterns.length - 1) return false;
    const rest = patterns[star];
    const middle = new List(items.slice(star, items.length - after));
    if (rest?.kind === 'star' && rest.name !== '_') this.bound.set(rest.name, middle);
    const [ahead, behind] = [patterns.slice(0, star), patterns.slice(star + 1)];
    return this.all([...zip(ahead, items), ...zip(behind, items.slice(items.length - after))]);
  }

  private mapping({ entries, rest }: Extract<Pattern, { kind: 'mapping' }>, value: Value): Fit {
    if (!(value instanceof Dict)) return false;
    const keys = entries.map(([key]) => evaluate(this.interpreter, this.frame, key));
    if (keys.some((key) => !value.has(key))) return false;
    if (rest !== null) {
      const others = [...value.entries.values()].filter(([key]) => !keys.some((one) => equal(one, key) === true));
      this.bound.set(rest, Dict.of(others));
    }
    return this.all(entries.map(([, pattern], at) => [pattern, value.get(keys[at] ?? null) ?? null]));
  }

  private class({ cls, positional, keywords }: Extract<Pattern, { kind: 'class' }>, value: Value): Fit {
    const type = evaluate(this.interpreter, this.frame, cls);
    if (type instanceof Unknown) return type;
    const isOne = this.interpreter.call(builtins.get('isinstance') ?? null, { positional: [value, type] });
    if (typeof isOne !== 'boolean') return isOne instanceof Unknown ? isOne : this.unknown('a class of a case');
    if (!isOne) return false;
    const pairs: [Pattern, Value][] = [];
    for (const [name, pattern] of [...this.named(type, positional, value), ...keywords]) {
      const found = name === null ? value : this.interpreter.attribute(value, name);
      if (found === undefined) return false;
      pairs.push([pattern, found]);
    }
    return this.all(pairs);
  }

  /** By which attributes the patterns in brackets go; null is the whole value. @throws NotFollowed */
  private named(type: Value, patterns: readonly Pattern[], value: Value): [string | null, Pattern][] {
    const isPlain = !(value instanceof Instance) && !(value instanceof NamedTuple);
    if (isPlain && patterns.length === 1 && PLAIN.includes(String(this.interpreter.attribute(type, '__name__'))))
      return patterns.map((pattern) => [null, pattern]);
    const given = type instanceof Class ? type.lookup('__match_args__') : undefined;
    const own = type instanceof Class ? type.mro.toReversed().flatMap(({ fields }) => fields) : [];
    const fields = given instanceof Tuple ? given.items.map(String) : [...new Set(own)];
    if (patterns.length > fields.length) throw new NotFollowed(this.unknown('the fields of a class'), 'a case');
    return zip(patterns, fields).map(([pattern, name]) => [name, pattern]);
  }
}

const zip = <One, Other>(ones: readonly One[], others: readonly Other[]): [One, Other][] =>
  ones.map((one, at) => [one, others[at] as Other]);
