/** The explorer's whole state: a layer's arguments, its numbers, and what is looked at. */
import { isPooling, isUpsampling } from '../../../arithmetic/index.ts';
import type { Arguments, Matrix, Operation } from '../../../arithmetic/index.ts';

/** A preset's name, `random` with its seed, or the numbers. */
export type Values = string | Matrix;

/** A cell of the input, the kernel or the canvas, as NumPy counts: "canvas,2,2"; "" is none. */
export type Cell = string;

export interface State extends Arguments {
  input: Values;
  kernel: Values;
  view: string;
  /** Null is the last. */
  step: number | null;
  cell: Cell | null;
}

/** What can be set of a layer, in the order of its address; Keras's names. */
export const ARGUMENTS: Readonly<Record<Operation, readonly string[]>> = {
  Conv2D: ['kernel_size', 'strides', 'padding', 'dilation_rate', 'kernel'],
  Conv2DTranspose: ['kernel_size', 'strides', 'padding', 'output_padding', 'dilation_rate', 'kernel', 'view'],
  MaxPooling2D: ['pool_size', 'strides', 'padding'],
  AveragePooling2D: ['pool_size', 'strides', 'padding'],
  UpSampling2D: ['size', 'interpolation'],
};
export const OPERATIONS = Object.keys(ARGUMENTS) as Operation[];

export const CHOICES = {
  op: OPERATIONS as readonly string[],
  padding: ['valid', 'same'],
  interpolation: ['nearest', 'bilinear'],
  view: ['stamps', 'zeros', 'matrix', 'counts'],
  input: ['count', 'ones', 'random'],
  kernel: ['ones', 'count', 'identity', 'edge', 'blur', 'bilinear', 'random'],
} as const;

export interface Limits {
  least: number;
  most: number;
  /** How many numbers: 2 has one for each axis. */
  count: 1 | 2;
}

export const LIMITS = {
  height: { least: 1, most: 8, count: 1 },
  width: { least: 1, most: 8, count: 1 },
  kernel_size: { least: 1, most: 7, count: 2 },
  strides: { least: 1, most: 5, count: 2 },
  output_padding: { least: 0, most: 5, count: 2 },
  dilation_rate: { least: 1, most: 4, count: 2 },
  step: { least: 0, most: 9999, count: 1 },
} as const satisfies Record<string, Limits>;

/** The arguments that are pairs. */
export const PAIRS = ['kernel_size', 'strides', 'output_padding', 'dilation_rate'] as const;

export type ChoiceName = keyof typeof CHOICES;
type NumberName = keyof typeof LIMITS;

/** The state's name for what Keras calls so. */
export function keyOf(name: string): keyof State {
  if (name === 'pool_size') return 'kernel_size';
  return name === 'size' ? 'strides' : (name as keyof State);
}

export const isChoice = (name: string): name is ChoiceName => Object.hasOwn(CHOICES, name);

/** What a number may be, undefined for what is none. */
export function limitsOf(name: string): Limits | undefined {
  const key = keyOf(name);
  return Object.hasOwn(LIMITS, key) ? LIMITS[key as NumberName] : undefined;
}

export const takesNone = (state: Pick<State, 'op'>, name: string): boolean =>
  name === 'output_padding' || (name === 'strides' && isPooling(state));

/** What a bare element shows of an operation: Keras's own defaults. */
export function initial(op: Operation): State {
  const pooling = isPooling({ op });
  const cells = pooling || op === 'Conv2D' ? 4 : 2;
  return {
    op,
    height: cells,
    width: cells,
    kernel_size: pooling ? [2, 2] : [3, 3],
    strides: pooling ? null : isUpsampling({ op }) ? [2, 2] : [1, 1],
    padding: 'valid',
    output_padding: null,
    dilation_rate: [1, 1],
    interpolation: 'nearest',
    input: 'count',
    kernel: 'ones',
    view: 'stamps',
    step: null,
    cell: null,
  };
}
