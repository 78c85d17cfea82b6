/** Arguments of operations: tensors, numbers and arrays where a tensor is wanted, axes, sizes. */
import { Tensor } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import type { Bound } from '../../../languages/python/callables.ts';
import { NotFollowed, PythonError, Refusal } from '../../../languages/python/errors.ts';
import { NdArray } from '../../../languages/python/library/numpy.ts';
import { Float, List, Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { known } from '../../framework.ts';
import type { Session } from '../session.ts';
import { dimensions } from '../settings.ts';

export class OperationArguments {
  constructor(
    private readonly bound: Bound,
    readonly operation: string,
    readonly session: Session,
  ) {}

  has(name: string): boolean {
    return this.bound.values.has(name);
  }

  /** Whether the caller gives it: an open size, which is None here, may be given. */
  isGiven(name: string): boolean {
    return this.bound.given.has(name);
  }

  raw(name: string): Value {
    return this.bound.get(name);
  }

  value(name: string): Exclude<Value, Unknown> {
    return known(this.bound.get(name), `\`${name}\` of ${this.operation}`);
  }

  /** The shape of a tensor, or of what stands for one: a number, a list of numbers, an array. */
  shape(name: string): Shape {
    const isOpenSize = this.raw(name) === null && this.operation === 'cast' && this.session.context.graph.current;
    if (isOpenSize) return []; // `ops.shape(x)[0]` is a number, nobody knows which
    return shapeOfOperand(this.bound.get(name), `\`${name}\` of ${this.operation}`);
  }

  /** The shapes of several tensors in a list or tuple. */
  shapes(name: string): Shape[] {
    const value = this.value(name);
    if (value instanceof Tensor) return Array.from({ length: value.shape[0] ?? 0 }, () => value.shape.slice(1));
    return this.session.context.items(value).map((item) => shapeOfOperand(item, `\`${name}\` of ${this.operation}`));
  }

  integer(name: string, usual?: number): number {
    const value = this.value(name);
    if (value === null && usual !== undefined) return usual;
    if (typeof value === 'number') return value;
    throw new PythonError('TypeError', `\`${name}\` of ${this.operation} should be an integer`);
  }

  boolean(name: string): boolean {
    return this.session.context.truth(this.value(name));
  }

  text(name: string): string {
    return this.session.context.text(this.value(name));
  }

  /** One axis, several, or null for all. */
  axes(name: string): readonly number[] | null {
    const value = this.value(name);
    if (value === null) return null;
    const axes = dimensions(value, `\`${name}\` of ${this.operation}`);
    if (!axes || axes.includes(null)) {
      throw new PythonError('TypeError', `\`${name}\` of ${this.operation} should be integers`);
    }
    return axes as number[];
  }

  /** Sizes in a tuple or list; what is a symbolic size (`ops.shape(x)[0]`) is open. */
  sizes(name: string): Shape {
    return sizesOf(this.value(name), `\`${name}\` of ${this.operation}`);
  }
}

function sizesOf(value: Exclude<Value, Unknown>, what: string): Shape {
  if (typeof value === 'number') return [value];
  if (value instanceof Tensor && value.shape.length === 1 && typeof value.shape[0] === 'number')
    return Array<null>(value.shape[0]).fill(null); // as many sizes, none of them known
  if (!(value instanceof Tuple || value instanceof List)) {
    throw new NotFollowed(new Unknown(`${what} is no list of sizes`, 0));
  }
  return value.items.map((item) => {
    const one = known(item, what);
    if (typeof one === 'number' || one === null) return one;
    if (one instanceof Tensor) return null;
    throw new Refusal('TypeError', `${what} should hold integers`, 'argument');
  });
}

/** @throws NotFollowed where the shape cannot be known */
export function shapeOfOperand(value: Value, what: string): Shape {
  if (value instanceof Unknown) throw new NotFollowed(value, what);
  if (value instanceof Tensor || value instanceof NdArray) return value.shape;
  if (typeof value === 'number' || typeof value === 'boolean' || value instanceof Float) return [];
  if (value instanceof List || value instanceof Tuple) {
    const inner = value.items[0];
    return inner === undefined ? [0] : [value.items.length, ...shapeOfOperand(inner, what)];
  }
  throw new NotFollowed(new Unknown(`${what} is no tensor`, 0));
}
