/** A step of the source model as the families read it: its arguments by name, its shapes, where its weights are. */
import type { Step } from '../graph/program.ts';
import type { Shape } from '../graph/tensor.ts';
import { Tensor } from '../graph/tensor.ts';
import { Float, List, Tuple, Unknown } from '../languages/python/values.ts';
import type { Value } from '../languages/python/values.ts';
import { Untranslated } from './operation.ts';
import type { FrameworkName, Operation } from './operation.ts';

export class Source {
  constructor(
    readonly step: Step,
    readonly framework: FrameworkName,
    /** The arguments of the layer's making, or of the function's call. */
    private readonly given: ReadonlyMap<string, Value>,
    /** What the layer keeps of its arguments: sizes on each axis, the padding. */
    readonly settings: Readonly<Record<string, unknown>>,
    /** The Python expression of the layer's weight: by its place (Keras) or its name (PyTorch). */
    readonly weight: (which: number | string) => string,
    /** The layer in another (of `Bidirectional`), read in the same way. */
    readonly inner: (name: string) => Source,
    /** Which of the step's outputs is asked for. */
    readonly index = 0,
  ) {}

  get shape(): Shape {
    return this.step.inputs[0]?.shape ?? [];
  }

  get output(): Shape {
    return this.step.outputs[this.index]?.shape ?? [];
  }

  get channels(): number {
    if (this.framework === 'pytorch') return 1;
    return this.settings['format'] === 'channels_first' ? 1 : this.shape.length - 1;
  }

  /** The input's sizes on the axes that a window moves over. */
  get sizes(): Shape {
    return this.shape.filter((_, axis) => axis !== 0 && axis !== this.channels);
  }

  has(name: string): boolean {
    return this.given.has(name);
  }

  value(name: string): Value {
    const value = this.given.get(name) ?? null;
    if (value instanceof Unknown) throw new Untranslated(`\`${name}\` is not known`);
    return value;
  }

  number(name: string, usual?: number): number {
    const number = numberOf(this.value(name));
    if (number !== null) return number;
    if (usual !== undefined && this.value(name) === null) return usual;
    throw new Untranslated(`\`${name}\` is no number that is known`);
  }

  numbers(name: string): number[] | null {
    const value = this.value(name);
    if (value === null) return null;
    const items = value instanceof Tuple || value instanceof List ? value.items : [value];
    return items.map((item) => {
      const number = numberOf(item);
      if (number === null) throw new Untranslated(`\`${name}\` holds what is no number`);
      return number;
    });
  }

  flag(name: string): boolean {
    return this.value(name) === true;
  }

  text(name: string): string | null {
    const value = this.value(name);
    return typeof value === 'string' ? value : null;
  }

  /** A setting that the layer's rules read. */
  kept<T>(name: string): T {
    return this.settings[name] as T;
  }

  /** A window as long as the axes that it moves over. */
  window(name: string): number[] {
    return [...this.kept<readonly number[]>(name)];
  }

  /** @throws Untranslated for a tensor without its batch axis, which PyTorch takes too */
  requireRank(rank: number): void {
    if (this.shape.length !== rank + 2) throw new Untranslated('the input has no batch axis');
  }

  /** An axis counted from the front. */
  axis(axis: number): number {
    return axis < 0 ? axis + this.shape.length : axis;
  }
}

export type Reader = (source: Source, rank: number) => readonly Operation[];

export function numberOf(value: Value): number | null {
  if (value instanceof Float) return value.value;
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' ? value : null;
}

/** A size that must be known. */
export function sizeOf(shape: Shape, axis: number): number {
  const size = shape.at(axis);
  if (size === null || size === undefined) throw new Untranslated('a size that it needs is open');
  return size;
}

export const isTensor = (value: Value): value is Tensor => value instanceof Tensor;
