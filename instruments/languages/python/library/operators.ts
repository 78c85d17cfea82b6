/** Arithmetic, comparison and indexing of Python's own values. Those of instances are the interpreter's. */
import { Class, Instance } from '../classes.ts';
import { PythonError } from '../errors.ts';
import { Dict, Float, hash, List, Module, NamedTuple, PySet, Range, Slice, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { formatPercent } from './format.ts';

/** Larger than this, a list or string is no part of a model's description. */
export const LARGEST = 1_000_000;

/** Thrown for what Python could compute and this small one does not; the result is unknown. */
export class Beyond extends Error {}

export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'int';
  if (typeof value === 'string') return 'str';
  if (value instanceof Float) return 'float';
  if (value instanceof List) return 'list';
  if (value instanceof Tuple) return value instanceof NamedTuple ? (value.type ?? 'tuple') : 'tuple';
  if (value instanceof Dict) return 'dict';
  if (value instanceof PySet) return 'set';
  if (value instanceof Range) return 'range';
  if (value instanceof Slice) return 'slice';
  if (value instanceof Module) return 'module';
  if (value instanceof Class) return 'type';
  if (value instanceof Instance) return value.cls.name;
  return 'function';
}

/** The number of an int, bool or float, also of NumPy; else undefined. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Float ? value.value : value instanceof Instance ? value.number : undefined;
}

/** A number of NumPy as one of Python; anything else as it is. */
export function plainNumber(value: Value): Value {
  return value instanceof Instance && value.number !== undefined ? value.number : value;
}

const isWhole = (value: Value): boolean => typeof value === 'number' || typeof value === 'boolean';

function whole(value: number): number {
  if (!Number.isSafeInteger(value)) throw new Beyond('a number beyond 2^53');
  return value === 0 ? 0 : value; // no -0
}

type Arithmetic = (left: number, right: number) => number;

const arithmetic: Record<string, Arithmetic> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '//': (left, right) => floorDivision(left, right)[0],
  '%': (left, right) => floorDivision(left, right)[1],
  '**': (left, right) => left ** right,
};

/** Quotient and remainder as CPython's `float_divmod` gives them: the remainder is exact and has the sign of the right side. */
function floorDivision(left: number, right: number): [number, number] {
  let remainder = left % right;
  let quotient = (left - remainder) / right;
  if (remainder === 0) {
    remainder = right < 0 ? -0 : 0;
  } else if (remainder < 0 !== right < 0) {
    remainder += right;
    quotient -= 1;
  }
  if (quotient === 0) return [Math.sign(left / right) * 0, remainder]; // zero keeps the sign of left / right
  const floor = Math.floor(quotient);
  return [quotient - floor > 0.5 ? floor + 1 : floor, remainder];
}

/** What Python says where the right side is zero, for integers and for floats. */
const zeroRight: Record<string, readonly [string, string]> = {
  '/': ['division by zero', 'float division by zero'],
  '//': ['integer division or modulo by zero', 'float floor division by zero'],
  '%': ['integer modulo by zero', 'float modulo'],
};

const bits: Record<string, (left: bigint, right: bigint) => bigint> = {
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '<<': (left, right) => {
    if (right > 60n) throw new Beyond('a number beyond 2^53');
    return left << right;
  },
  '>>': (left, right) => left >> right,
};

/**
 * `left operator right` for Python's own values.
 * @throws PythonError where Python refuses, Beyond where it would be too large
 */
export function binary(operator: string, left: Value, right: Value): Value {
  const [one, other] = [numberOf(left), numberOf(right)];
  if (one !== undefined && other !== undefined) return onNumbers(operator, left, right, one, other);
  if (operator === '%' && typeof left === 'string') return formatPercent(left, right);
  if (operator === '+') {
    if (typeof left === 'string' && typeof right === 'string') return limited(left + right);
    if (left instanceof List && right instanceof List) return new List(joined(left.items, right.items));
    if (left instanceof Tuple && right instanceof Tuple) return new Tuple(joined(left.items, right.items));
  }
  if (operator === '*') {
    if (isWhole(right)) return repeat(left, Number(right)) ?? refuse(operator, left, right);
    if (isWhole(left)) return repeat(right, Number(left)) ?? refuse(operator, left, right);
  }
  if (left instanceof PySet && right instanceof PySet) return onSets(operator, left, right);
  if (operator === '|' && left instanceof Dict && right instanceof Dict) {
    return Dict.of([...left.entries.values(), ...right.entries.values()]);
  }
  return refuse(operator, left, right);
}

function refuse(operator: string, left: Value, right: Value): never {
  const types = `'${typeName(left)}' and '${typeName(right)}'`;
  if (operator === '+' && typeof left === 'string') {
    throw new PythonError('TypeError', `can only concatenate str (not "${typeName(right)}") to str`);
  }
  const shown = operator === '**' ? '** or pow()' : operator;
  throw new PythonError('TypeError', `unsupported operand type(s) for ${shown}: ${types}`);
}

function onNumbers(operator: string, left: Value, right: Value, one: number, other: number): Value {
  const wholes = isWhole(left) && isWhole(right);
  const said = other === 0 ? zeroRight[operator]?.[wholes ? 0 : 1] : undefined;
  if (said !== undefined) throw new PythonError('ZeroDivisionError', said);
  if (operator === '**' && one === 0 && other < 0) {
    throw new PythonError('ZeroDivisionError', '0.0 cannot be raised to a negative power');
  }
  if (operator === '/') return new Float(one / other);
  const bitwise = bits[operator];
  if (bitwise && wholes) {
    if (operator.length === 2 && other < 0) throw new PythonError('ValueError', 'negative shift count');
    const result = whole(Number(bitwise(BigInt(one), BigInt(other))));
    return typeof left === 'boolean' && typeof right === 'boolean' && operator.length === 1 ? Boolean(result) : result;
  }
  const compute = arithmetic[operator];
  if (!compute) return refuse(operator, left, right);
  const result = compute(one, other);
  return wholes && !(operator === '**' && other < 0) ? whole(result) : new Float(result);
}

function onSets(operator: string, left: PySet, right: PySet): Value {
  const kept: Record<string, () => Value[]> = {
    '|': () => [...left.items, ...right.items],
    '&': () => left.items.filter((item) => right.has(item)),
    '-': () => left.items.filter((item) => !right.has(item)),
    '^': () => [...left.items.filter((item) => !right.has(item)), ...right.items.filter((item) => !left.has(item))],
  };
  const items = kept[operator]?.();
  return items ? new PySet(items) : refuse(operator, left, right);
}

function repeat(value: Value, times: number): Value | undefined {
  const count = Math.max(0, times);
  if (typeof value === 'string') {
    if (value.length * count > LARGEST) throw new Beyond('too long a string');
    return value.repeat(count);
  }
  if (!(value instanceof List || value instanceof Tuple)) return undefined;
  if (value.items.length * count > LARGEST) throw new Beyond('too long a list');
  const items: Value[] = [];
  for (let time = 0; time < count; time++) for (const item of value.items) items.push(item);
  return value instanceof List ? new List(items) : new Tuple(items);
}

function joined(left: readonly Value[], right: readonly Value[]): Value[] {
  if (left.length + right.length > LARGEST) throw new Beyond('too long a list');
  return left.concat(right);
}

function limited(text: string): string {
  if (text.length > LARGEST) throw new Beyond('too long a string');
  return text;
}

export function unary(operator: string, operand: Value): Value {
  const number = numberOf(operand);
  if (number === undefined) {
    throw new PythonError('TypeError', `bad operand type for unary ${operator}: '${typeName(operand)}'`);
  }
  if (operator === '~') {
    if (!isWhole(operand)) throw new PythonError('TypeError', `bad operand type for unary ~: '${typeName(operand)}'`);
    return whole(-number - 1);
  }
  const signed = operator === '-' ? -number : number;
  return operand instanceof Float ? new Float(signed) : whole(signed);
}

/** How many values one comparison looks at: lists that hold each other twice would take for ever. */
const MOST_COMPARED = 100_000;

/** `==`; undefined where it cannot be known. */
export function equal(left: Value, right: Value, budget = { left: MOST_COMPARED }, depth = 0): boolean | undefined {
  if (left instanceof Unknown || right instanceof Unknown || depth > 100 || budget.left-- <= 0) return undefined;
  if (left === right) return true;
  const [one, other] = [numberOf(left), numberOf(right)];
  if (one !== undefined && other !== undefined) return one === other;
  if ((left instanceof List && right instanceof List) || (left instanceof Tuple && right instanceof Tuple)) {
    if (left.items.length !== right.items.length) return false;
    return every(left.items.map((item, index) => () => equal(item, right.items[index] as Value, budget, depth + 1)));
  }
  if (left instanceof Dict && right instanceof Dict) {
    if (left.entries.size !== right.entries.size) return false;
    return every(
      [...left.entries].map(([key, [, value]]) => () => {
        const counterpart = right.entries.get(key);
        return counterpart ? equal(value, counterpart[1], budget, depth + 1) : false;
      }),
    );
  }
  if (left instanceof PySet && right instanceof PySet) {
    return left.entries.size === right.entries.size && left.items.every((item) => right.has(item));
  }
  if (left instanceof Range && right instanceof Range) {
    return left.start === right.start && left.stop === right.stop && left.step === right.step;
  }
  return false;
}

function every(tests: (() => boolean | undefined)[]): boolean | undefined {
  let result: boolean | undefined = true;
  for (const test of tests) {
    const answer = test();
    if (answer === false) return false;
    if (answer === undefined) result = undefined;
  }
  return result;
}

/** `<`, `<=`, `>`, `>=`; undefined where it cannot be known. */
export function ordered(operator: string, left: Value, right: Value): boolean | undefined {
  const order = compare(left, right, operator);
  if (order === undefined) return undefined;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

/** Negative, zero or positive. @throws PythonError where Python does not order the two */
export function compare(
  left: Value,
  right: Value,
  operator = '<',
  budget = { left: MOST_COMPARED },
  depth = 0,
): number | undefined {
  if (left instanceof Unknown || right instanceof Unknown || depth > 100 || budget.left-- <= 0) return undefined;
  const [one, other] = [numberOf(left), numberOf(right)];
  if (one !== undefined && other !== undefined) return one - other;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right);
  if ((left instanceof List && right instanceof List) || (left instanceof Tuple && right instanceof Tuple)) {
    for (let index = 0; index < Math.min(left.items.length, right.items.length); index++) {
      const order = compare(left.items[index] as Value, right.items[index] as Value, operator, budget, depth + 1);
      if (order !== 0) return order;
    }
    return left.items.length - right.items.length;
  }
  if (left instanceof PySet || left instanceof Instance || right instanceof Instance) return undefined; // not followed
  const types = `'${typeName(left)}' and '${typeName(right)}'`;
  throw new PythonError('TypeError', `'${operator}' not supported between instances of ${types}`);
}

/** `item in container` for Python's own containers; undefined where it cannot be known. */
export function contains(container: Value, item: Value): boolean | undefined {
  if (item instanceof Unknown || container instanceof Unknown) return undefined;
  if (typeof container === 'string' && typeof item === 'string') return container.includes(item);
  if (container instanceof Dict || container instanceof PySet) return container.entries.has(hash(item));
  if (container instanceof Range) {
    const number = numberOf(item);
    if (number === undefined || !Number.isInteger(number)) return false;
    const place = (number - container.start) / container.step;
    return Number.isInteger(place) && place >= 0 && place < container.length;
  }
  if (container instanceof List || container instanceof Tuple) {
    let answer: boolean | undefined = false;
    for (const one of container.items) {
      const same = equal(one, item);
      if (same) return true;
      if (same === undefined) answer = undefined;
    }
    return answer;
  }
  throw new PythonError('TypeError', `argument of type '${typeName(container)}' is not iterable`);
}

/** An index counted from the end where it is negative. @throws PythonError IndexError */
export function place(index: number, length: number, what: string): number {
  const at = index < 0 ? index + length : index;
  if (at < 0 || at >= length) throw new PythonError('IndexError', `${what} index out of range`);
  return at;
}

/** The indices that a slice takes of a sequence. */
export function sliced(slice: Slice, length: number): number[] {
  const read = (value: Value): number | undefined => {
    if (value === null) return undefined;
    const number = typeof value === 'boolean' ? Number(value) : value;
    if (typeof number === 'number') return number;
    throw new PythonError('TypeError', 'slice indices must be integers or None or have an __index__ method');
  };
  const step = read(slice.step) ?? 1;
  if (step === 0) throw new PythonError('ValueError', 'slice step cannot be zero');
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const clip = (value: number): number => Math.min(Math.max(value < 0 ? value + length : value, low), high);
  const start = read(slice.start);
  const stop = read(slice.stop);
  const indices: number[] = [];
  const end = stop === undefined ? (step > 0 ? length : -1) : clip(stop);
  for (
    let at = start === undefined ? (step > 0 ? 0 : length - 1) : clip(start);
    step > 0 ? at < end : at > end;
    at += step
  ) {
    indices.push(at);
  }
  return indices;
}

/** `object[key]` for Python's own containers. @throws PythonError */
export function item(object: Value, key: Value): Value {
  if (object instanceof Dict) {
    const found = object.get(key);
    if (found === undefined) throw new PythonError('KeyError', typeof key === 'string' ? `'${key}'` : String(key));
    return found;
  }
  const sequence = typeof object === 'string' ? [...object] : object instanceof Range ? null : itemsOf(object);
  if (sequence === undefined) {
    throw new PythonError('TypeError', `'${typeName(object)}' object is not subscriptable`);
  }
  const length = object instanceof Range ? object.length : (sequence as readonly Value[]).length;
  const at = (index: number): Value =>
    object instanceof Range ? object.at(index) : ((sequence as Value[])[index] ?? null);
  if (key instanceof Slice) {
    const taken = sliced(key, length).map(at);
    if (typeof object === 'string') return taken.join('');
    return object instanceof Tuple ? new Tuple(taken) : new List(taken);
  }
  const index = typeof key === 'boolean' ? Number(key) : key;
  if (typeof index !== 'number') {
    const kind = typeName(object) === 'str' ? 'string' : typeName(object);
    throw new PythonError('TypeError', `${kind} indices must be integers or slices, not ${typeName(key)}`);
  }
  return at(place(index, length, typeName(object) === 'str' ? 'string' : typeName(object)));
}

function itemsOf(value: Value): readonly Value[] | undefined {
  return value instanceof List || value instanceof Tuple ? value.items : undefined;
}
