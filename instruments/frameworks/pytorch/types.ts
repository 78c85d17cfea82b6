/**
 * Kinds of numbers that PyTorch refuses: whole numbers in a `Linear`, `float64` of NumPy in a convolution, fractions as
 * indices. Only tensors whose kind is sure are judged, and weights only where the paste names no other kind for them.
 */
import { Tensor } from '../../graph/tensor.ts';
import { Instance } from '../../languages/python/classes.ts';
import type { Context } from '../../languages/python/context.ts';
import { Refusal } from '../../languages/python/errors.ts';
import type { Value } from '../../languages/python/values.ts';
import { stateOf } from './module.ts';

/** What PyTorch calls a kind: in Python's classes, in C++. */
const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  float32: ['Float', 'float'],
  float64: ['Double', 'double'],
  int64: ['Long', 'long int'],
  int32: ['Int', 'int'],
  uint8: ['Byte', 'unsigned char'],
  bool: ['Bool', 'bool'],
  complex64: ['ComplexFloat', 'c10::complex<float>'],
};

/** Words that may give weights another kind than `float32`. */
const OTHER_WEIGHTS = /\b(double|half|bfloat16|float16|set_default_\w+|autocast|amp)\b|\.to\([^)\n]*float64/;

const nameOf = (kind: string): string => NAMES[kind]?.[0] ?? kind;
const isIndex = (kind: string): boolean => kind === 'int64' || kind === 'int32';

/** The kind of a tensor where it is sure; undefined elsewhere. */
function sureKind(tensor: Tensor | undefined): string | undefined {
  return tensor?.isTyped && NAMES[tensor.dtype] !== undefined ? tensor.dtype : undefined;
}

/** Marks a tensor whose kind the paste says. */
export function sure(tensor: Tensor): Tensor {
  tensor.isTyped = true;
  return tensor;
}

/** The same tensor as one of another kind, as `x.to(torch.float32)` gives it; itself where no kind is given. */
export function ofKind(self: Tensor, given: readonly Value[], kindOf: (value: Value) => string): Tensor {
  const kind = given.map(kindOf).find((one) => NAMES[one] !== undefined);
  const isOpen = given.some((one) => !isDevice(one) && NAMES[kindOf(one)] === undefined);
  if (kind === undefined && !(isOpen && self.isTyped)) return self;
  const isOther = self.meta === 'parameter' && kind !== undefined && kind !== self.dtype; // what is computed is none
  const cls = isOther ? (self.cls.bases[0] ?? self.cls) : self.cls;
  const made = new Tensor(cls, self.shape, kind ?? self.dtype, isOther ? undefined : self.meta);
  made.producer = self.producer;
  made.site = self.site;
  made.field = self.field;
  made.strides = self.strides;
  made.isTyped = kind !== undefined && !isOpen;
  return made;
}

/** What says where a tensor is to be, or how it is copied. */
function isDevice(value: Value): boolean {
  if (typeof value === 'string') return /^(cpu|cuda|mps|xla)\b/.test(value);
  return value === null || typeof value === 'boolean' || (value instanceof Instance && value.cls.name === 'device');
}

/** @throws Refusal `type`, where a module does not take numbers of a kind; its sizes fit already */
export function requireKind(module: Instance, name: string, input: Tensor, context: Context): void {
  const kind = sureKind(input);
  if (kind === undefined) return;
  if (name === 'Embedding' && !isIndex(kind)) throw refused(indices(kind), kind);
  if (kind === 'float32' || OTHER_WEIGHTS.test(context.paste)) return;
  const { given } = stateOf(module);
  if ((given.get('dtype') ?? null) !== null) return;
  const message = ofWeights(name, kind, given.get('bias') !== false, input);
  if (message) throw refused(message, kind, /^(RNN|LSTM|GRU)$/.test(name) ? 'ValueError' : 'RuntimeError');
}

function indices(kind: string): string {
  const type = kind === 'bool' ? 'CPUBoolType' : `torch.${nameOf(kind)}Tensor`;
  return `Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got ${type} instead (while checking arguments for embedding)`;
}

function ofWeights(name: string, kind: string, hasBias: boolean, { strides, shape }: Tensor): string | null {
  const inCpp = NAMES[kind]?.[1] ?? kind;
  if (/^Conv[123]d$/.test(name)) {
    if (hasBias) return `Input type (${inCpp}) and bias type (float) should be the same`;
    return kind === 'bool' ? null : `expected scalar type ${nameOf(kind)} but found Float`;
  }
  if (name === 'Linear') {
    const isFlat = hasBias && (shape.length < 3 || strides === undefined);
    if (isFlat) return `mat1 and mat2 must have the same dtype, but got ${nameOf(kind)} and Float`;
    return `expected m1 and m2 to have the same dtype, but got: ${inCpp} != float`;
  }
  if (!/^(RNN|LSTM|GRU)$/.test(name)) return null;
  return `RNN input dtype (torch.${kind}) does not match weight dtype (torch.float32). Convert input: input.to(torch.float32), or convert model: model.to(torch.${kind})`;
}

/** Labels of classes are whole numbers. @throws Refusal `type` */
export function requireClasses(target: Tensor): void {
  const kind = sureKind(target);
  if (kind === undefined || kind === 'int64' || kind === 'uint8') return;
  throw refused(`expected target dtype to be Long or Byte, but got ${nameOf(kind)}`, kind);
}

function refused(message: string, dtype: string, type = 'RuntimeError'): Refusal {
  return new Refusal(type, message, 'type', { dtype });
}
