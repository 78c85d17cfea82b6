/** Arguments of modules and functions, read as PyTorch reads them. */
import { Tensor } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import type { Bound } from '../../languages/python/callables.ts';
import { NotFollowed, PythonError } from '../../languages/python/errors.ts';
import { typeName } from '../../languages/python/library/operators.ts';
import { NdArray } from '../../languages/python/library/numpy.ts';
import { Float, List, Tuple, Unknown } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { known } from '../framework.ts';
import type { Session } from './session.ts';

export class Reading {
  constructor(
    private readonly bound: Bound,
    /** What was called, for messages. */
    readonly callee: string,
    readonly session: Session,
  ) {}

  has(name: string): boolean {
    return this.bound.values.has(name);
  }

  raw(name: string): Value {
    return this.bound.get(name);
  }

  value(name: string): Exclude<Value, Unknown> {
    return known(this.bound.get(name), `\`${name}\` of ${this.callee}`);
  }

  integer(name: string): number {
    const value = this.value(name);
    if (typeof value === 'boolean') return Number(value);
    if (typeof value === 'number') return value;
    throw new PythonError('TypeError', `${this.callee}: argument '${name}' must be int, not ${kindOf(value)}`);
  }

  optionalInteger(name: string): number | null {
    return this.value(name) === null ? null : this.integer(name);
  }

  number(name: string): number {
    const value = this.value(name);
    return value instanceof Float ? value.value : this.integer(name);
  }

  boolean(name: string): boolean {
    return this.session.context.truth(this.value(name));
  }

  text(name: string): string | null {
    const value = this.value(name);
    return typeof value === 'string' ? value : null;
  }

  /** One number for all axes, or as many as there are axes. */
  sizes(name: string, rank: number): number[] {
    const given = sizesOf(this.value(name), `\`${name}\` of ${this.callee}`) as number[];
    return given.length === 1 ? Array<number>(rank).fill(given[0] as number) : given;
  }

  shape(name: string): Shape {
    return sizesOf(this.value(name), `\`${name}\` of ${this.callee}`);
  }

  tensor(name: string): Tensor {
    return tensorOf(this.bound.get(name), `\`${name}\` of ${this.callee}`, this.session);
  }

  /** The tensors of a list or tuple. */
  tensors(name: string): Tensor[] {
    const items = this.session.context.items(this.value(name));
    return items.map((item) => tensorOf(item, `\`${name}\` of ${this.callee}`, this.session));
  }

  /** One axis or several, counted from the front; null for all. */
  axes(name: string, rank: number): number[] | null {
    const value = this.value(name);
    return value === null ? null : (this.shape(name) as number[]).map((axis) => axisIn(axis, rank));
  }

  axis(name: string, rank: number): number {
    return this.axisOf(this.integer(name), rank);
  }

  axisOf(axis: number, rank: number): number {
    return axisIn(axis, rank);
  }
}

function kindOf(value: Value): string {
  if (value instanceof Float) return 'float';
  return value === null ? 'NoneType' : typeof value;
}

/** Sizes in a tuple or list, `torch.Size` included; a single number is one size. */
export function sizesOf(value: Exclude<Value, Unknown>, what: string): Shape {
  if (typeof value === 'number') return [value];
  if (!(value instanceof Tuple || value instanceof List)) {
    throw new PythonError('TypeError', `${what} should be an int or a tuple of ints`);
  }
  return value.items.map((item) => {
    const size = known(item, what);
    if (typeof size === 'number' || size === null) return size;
    throw new PythonError('TypeError', `${what} should be a tuple of ints`);
  });
}

/** @throws NotFollowed where the shape cannot be known, TypeError for what is no tensor */
export function tensorOf(value: Value, what: string, session: Session): Tensor {
  if (value instanceof Unknown) throw new NotFollowed(value, what);
  if (value instanceof Tensor) return value;
  if (value instanceof NdArray) return session.tensor(value.shape);
  if (typeof value === 'number' || typeof value === 'boolean' || value instanceof Float) return session.tensor([]);
  throw new PythonError('TypeError', `${what} must be Tensor, not ${typeName(value)}`);
}

/** @throws PythonError IndexError, in PyTorch's words */
export function axisIn(axis: number, rank: number): number {
  const most = Math.max(rank, 1);
  if (axis >= -most && axis < most) return axis < 0 ? axis + most : axis;
  const message = `Dimension out of range (expected to be in range of [${-most}, ${most - 1}], but got ${axis})`;
  throw new PythonError('IndexError', message);
}
