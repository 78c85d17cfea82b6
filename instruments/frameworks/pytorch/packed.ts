/** `torch.nn.utils.rnn`: series of several lengths behind one another, which recurrent modules take as they are. */
import { Tensor } from '../../graph/tensor.ts';
import type { Dimension, Shape } from '../../graph/tensor.ts';
import { bind, NativeFunction, parameters } from '../../languages/python/callables.ts';
import { NotFollowed, PythonError, Refusal } from '../../languages/python/errors.ts';
import { typeName } from '../../languages/python/library/operators.ts';
import { NamedTuple, Tuple, Unknown } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { known } from '../framework.ts';
import { traced } from './functions/operations.ts';
import { tensorOf } from './reading.ts';
import { Numbers } from './session.ts';
import type { Session } from './session.ts';

const TYPE = 'PackedSequence';
const NAMES = ['data', 'batch_sizes', 'sorted_indices', 'unsorted_indices'];

/** How many series go on at each step; `batch` also where the lengths are not known. */
class BatchSizes extends Numbers {
  constructor(
    all: readonly number[],
    readonly batch: Dimension,
  ) {
    super(all);
  }
}

/** A `PackedSequence`: the cells of all series, step by step, and how many series there are (null: not known). */
export interface Packed {
  readonly data: Tensor;
  readonly sizes: Tensor;
  readonly batch: Dimension;
  /** The same series with other cells. */
  with(data: Tensor): NamedTuple;
}

/** What recurrent modules see of a value that is a `PackedSequence`; undefined for any other. */
export function packedIn(value: Value): Packed | undefined {
  if (!(value instanceof NamedTuple) || value.type !== TYPE) return undefined;
  const [data, sizes, ...indices] = value.items;
  if (!(data instanceof Tensor) || !(sizes instanceof Tensor)) return undefined;
  const { meta } = sizes;
  const [first] = meta instanceof Numbers ? meta.all : [];
  const batch = meta instanceof BatchSizes ? meta.batch : (first ?? null);
  return { data, sizes, batch, with: (other) => packed([other, sizes, ...indices]) };
}

const STAY = ['to', 'cpu', 'cuda', 'float', 'double', 'half', 'long', 'int', 'pin_memory'];

function packed(items: readonly Value[]): NamedTuple {
  const all = NAMES.map((_, index) => items[index] ?? null);
  const methods = new Map(
    STAY.map((name) => [name, new NativeFunction(name, ({ positional: [self = null] }) => self)]),
  );
  return new NamedTuple(all, NAMES, TYPE, methods);
}

const PARAMETERS = {
  pack_padded_sequence: parameters(['input', 'lengths', ['batch_first', false], ['enforce_sorted', true]]),
  pad_packed_sequence: parameters(['sequence', ['batch_first', false], ['padding_value', 0], ['total_length', null]]),
  pad_sequence: parameters(['sequences', ['batch_first', false], ['padding_value', 0], ['padding_side', 'right']]),
  pack_sequence: parameters(['sequences', ['enforce_sorted', true]]),
};
type Name = keyof typeof PARAMETERS;
type Given = (name: string) => Value;

const RUN: Readonly<Record<Name, (given: Given, session: Session) => Value>> = {
  pack_padded_sequence: (given, session) => {
    const input = tensorOf(given('input'), '`input` of pack_padded_sequence', session);
    const isBatchFirst = session.context.truth(given('batch_first'));
    return pack(input, isBatchFirst, given('lengths'), session.context.truth(given('enforce_sorted')), session);
  },
  pad_packed_sequence: pad,
  pad_sequence: (given, session) => padded(given, session).tensor,
  pack_sequence: (given, session) => {
    const { tensor, lengths } = padded(given, session, true);
    const numbers = lengths.some((one) => one === null) ? undefined : new Numbers(lengths as number[]);
    const told = session.tensor([lengths.length], 'int64', numbers);
    return pack(tensor, true, told, session.context.truth(given('enforce_sorted')), session);
  },
};

/** A member of `torch.nn.utils.rnn`; undefined for a name that is not followed. */
export function packedMember(name: string, session: Session): Value | undefined {
  if (name === TYPE) return new NativeFunction(name, ({ positional, keywords }) => made(positional, keywords));
  if (!Object.hasOwn(RUN, name)) return undefined;
  const [run, list] = [RUN[name as Name], PARAMETERS[name as Name]];
  const native: NativeFunction = new NativeFunction(name, (args) =>
    traced(native, args, session, () => {
      const bound = bind(list, args, name);
      return run((one) => bound.get(one), session);
    }),
  );
  return native;
}

function made(positional: readonly Value[], keywords: ReadonlyMap<string, Value>): Value {
  return packed(NAMES.map((name, index) => keywords.get(name) ?? positional[index] ?? null));
}

const UNSORTED =
  '`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass `enforce_sorted=False` to ' +
  'pack_padded_sequence and/or pack_sequence to sidestep this requirement if you do not need ONNX exportability.';

/** @throws Refusal for lengths that do not go with the batch */
function pack(input: Tensor, isBatchFirst: boolean, given: Value, isSorted: boolean, session: Session): NamedTuple {
  const { shape } = input;
  if (shape.length < 2) {
    const message = 'Dimension out of range (expected to be in range of [-1, 0], but got 1)';
    throw new Refusal('IndexError', message, 'rank', { input: shape });
  }
  const batch = shape[isBatchFirst ? 0 : 1] ?? null;
  const { count, numbers } = lengthsOf(given, session);
  if (count !== null && batch !== null && count !== batch) {
    const message = `Expected \`len(lengths)\` to be equal to batch_size, but got ${count} (batch_size=${batch})`;
    throw new Refusal('RuntimeError', message, 'batch', { input: shape });
  }
  if (numbers && isSorted && numbers.some((one, at) => at > 0 && one > (numbers[at - 1] ?? one)))
    throw new Refusal('RuntimeError', UNSORTED, 'argument');
  if (numbers?.some((one) => one <= 0)) {
    const message = "Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0";
    throw new Refusal('RuntimeError', message, 'argument');
  }
  const longest = numbers ? Math.max(...numbers) : null;
  const going = Array.from({ length: longest ?? 0 }, (_, step) => numbers?.filter((one) => one > step).length ?? 0);
  const cells = numbers ? going.reduce((sum, one) => sum + one, 0) : null;
  const data = new Tensor(input.cls, [cells, ...shape.slice(2)], input.dtype);
  data.isTyped = input.isTyped;
  const sizes = session.tensor([longest], 'int64', new BatchSizes(going, batch));
  const order = (): Tensor => session.tensor([batch], 'int64');
  return packed(isSorted ? [data, sizes] : [data, sizes, order(), order()]);
}

/** @throws Refusal for lengths that are no axis of numbers */
function lengthsOf(given: Value, { context }: Session): { count: Dimension; numbers: readonly number[] | null } {
  if (given instanceof Unknown) return { count: null, numbers: null };
  if (given instanceof Tensor) {
    if (given.shape.length !== 1) {
      const message = `'lengths' argument should be a 1D CPU int64 tensor, but got ${given.shape.length}D cpu Long tensor`;
      throw new Refusal('RuntimeError', message, 'rank', { input: given.shape });
    }
    const all = given.meta instanceof Numbers ? given.meta.all.map(Math.trunc) : [];
    return { count: given.shape[0] ?? null, numbers: all.length > 0 ? all : null };
  }
  const items = context.items(given);
  const numbers = items.filter((one) => typeof one === 'number');
  return { count: items.length, numbers: numbers.length === items.length ? numbers : null };
}

/** @throws Refusal for a length that is shorter than the longest series */
function pad(given: Given, session: Session): Tuple {
  const sequence = given('sequence');
  if (sequence instanceof Unknown) throw new NotFollowed(sequence, 'what goes into pad_packed_sequence');
  const found = packedIn(sequence);
  if (!found) {
    const message = `'${typeName(sequence)}' object has no attribute 'batch_sizes'`;
    throw new Refusal('AttributeError', message, 'argument');
  }
  const total = known(given('total_length'), '`total_length` of pad_packed_sequence');
  const longest = found.sizes.shape[0] ?? null;
  if (typeof total === 'number' && longest !== null && total < longest) {
    const message = `Expected total_length to be at least the length of the longest sequence in input, but got total_length=${total} and max sequence length being ${longest}`;
    throw new Refusal('ValueError', message, 'size');
  }
  const steps = typeof total === 'number' ? total : longest;
  const ahead = session.context.truth(given('batch_first')) ? [found.batch, steps] : [steps, found.batch];
  const output = session.tensor([...ahead, ...found.data.shape.slice(1)], found.data.dtype);
  return new Tuple([output, session.tensor([found.batch], 'int64')]);
}

/** Series of several lengths as one tensor, the longest of which says how long it is. @throws Refusal */
function padded(given: Given, session: Session, isBatchFirst = false): { tensor: Tensor; lengths: Dimension[] } {
  const sequences = given('sequences');
  if (sequences instanceof Unknown) throw new NotFollowed(sequences, 'the sequences');
  const items = sequences instanceof Tensor ? [] : session.context.items(sequences);
  const tensors = items.map((one) => tensorOf(one, 'a sequence', session));
  const [first] = tensors;
  if (!first) throw new NotFollowed(session.context.unknown('which sequences are padded is not known'));
  for (const { shape } of tensors) requireAlike(first.shape, shape);
  const lengths = tensors.map(({ shape }) => shape[0] ?? null);
  const longest = lengths.includes(null) ? null : Math.max(...(lengths as number[]));
  const ahead =
    isBatchFirst || session.context.truth(given('batch_first')) ? [tensors.length, longest] : [longest, tensors.length];
  return { tensor: session.tensor([...ahead, ...first.shape.slice(1)], first.dtype), lengths };
}

/** Only the first axes may differ. */
function requireAlike(first: Shape, other: Shape): void {
  const axis = first.findIndex((size, at) => at > 0 && size !== null && other[at] !== null && size !== other[at]);
  if (axis < 0 && first.length === other.length) return;
  const [one, two] = [first[axis] ?? null, other[axis] ?? null];
  const message = `The size of tensor a (${one}) must match the size of tensor b (${two}) at non-singleton dimension ${axis}`;
  throw first.length === other.length
    ? new Refusal('RuntimeError', message, 'broadcast', { left: first, right: other })
    : new PythonError('RuntimeError', 'sequences of different ranks cannot be padded');
}
