/** `itertools`: what a paste goes through in another way than one by one. */
import { LibraryFunction } from '../callables.ts';
import type { Context } from '../context.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import { Endless, Iterator, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { libraryFunction, moduleOf } from './builtins.ts';
import { endless, itemsOf, lazy } from './lazy.ts';
import { binary, numberOf, typeName } from './operators.ts';

/** As often as this a value is repeated; a paste that asks for more is not followed. */
const MOST = 100_000;

function number(value: Value | undefined, usual: number): number {
  if (value instanceof Unknown) throw new NotFollowed(value);
  const read = value === undefined || value === null ? usual : numberOf(value);
  if (read === undefined) throw new PythonError('TypeError', `a number is required, not ${typeName(value ?? null)}`);
  return read;
}

const iterate = (items: Iterable<Value>): Iterator => new Iterator(items[Symbol.iterator]() as IterableIterator<Value>);
const tuples = (rows: Iterable<readonly Value[]>): Iterator => iterate([...rows].map((row) => new Tuple([...row])));

/** Every choice of so many items, in the order of their places; `again` says behind which place the next may stand. */
function choices(
  items: readonly Value[],
  count: number,
  next: (at: number, taken: readonly number[]) => number[],
): Iterator {
  let rows: number[][] = [[]];
  for (let step = 0; step < count; step++)
    rows = rows.flatMap((row) => next(items.length, row).map((at) => [...row, at]));
  return tuples(rows.map((row) => row.map((at) => items[at] ?? null)));
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

function product(args: readonly Value[], context: Context, times: number): Iterator {
  const columns = args.map((one) => context.items(one));
  const all = upTo(times).flatMap(() => columns);
  return tuples(
    all.reduce<Value[][]>((rows, column) => rows.flatMap((row) => column.map((one) => [...row, one])), [[]]),
  );
}

function* accumulated(
  items: Iterable<Value>,
  callee: Value,
  first: Value | undefined,
  context: Context,
): Generator<Value> {
  let total: Value | undefined = first === null ? undefined : first;
  if (total !== undefined) yield total;
  for (const item of items) {
    if (total === undefined) total = item;
    else total = callee === null ? binary('+', total, item) : context.call(callee, { positional: [total, item] });
    yield total;
  }
}

function* counted(start: number, step: number): Generator<Value> {
  for (let at = 0; ; at++) yield start + at * step;
}

function* cycled(all: readonly Value[]): Generator<Value> {
  for (;;) yield* all;
}

function repeated(value: Value, times: Value | undefined, context: Context): Iterator {
  if (times === undefined) return endless(cycled([value]));
  const count = number(times, 0);
  if (count > MOST) throw new NotFollowed(context.unknown(`more than ${MOST} of one value`));
  return iterate(upTo(Math.max(count, 0)).map(() => value));
}

function isliced(items: Value, context: Context, [start, stop, step]: readonly (Value | undefined)[]): Iterator {
  const isShort = stop === undefined && step === undefined;
  const [from, to, by] = [isShort ? 0 : number(start, 0), number(isShort ? start : stop, Infinity), number(step, 1)];
  if (to === Infinity && items instanceof Endless)
    throw new NotFollowed(context.unknown('an `islice` that never ends'));
  return lazy(everyOf(itemsOf(items, context), from, to, by));
}

function* everyOf(items: Iterable<Value>, from: number, to: number, by: number): Generator<Value> {
  let at = 0;
  if (to === 0) return;
  for (const one of items) {
    if (at >= from && (at - from) % by === 0) yield one;
    if (++at >= to) return;
  }
}

function* takenWhile(test: Value, items: Iterable<Value>, context: Context): Generator<Value> {
  for (const one of items) {
    if (!context.truth(context.call(test, { positional: [one] }))) return;
    yield one;
  }
}

function* droppedWhile(test: Value, items: Iterable<Value>, context: Context): Generator<Value> {
  let isDropping = true;
  for (const one of items) {
    isDropping &&= context.truth(context.call(test, { positional: [one] }));
    if (!isDropping) yield one;
  }
}

function* chained(rows: Iterable<Value>, context: Context): Generator<Value> {
  for (const row of rows) yield* itemsOf(row, context);
}

function* paired(items: Iterable<Value>): Generator<Value> {
  let before: Value | undefined;
  for (const one of items) {
    if (before !== undefined) yield new Tuple([before, one]);
    before = one;
  }
}

function* spread(callee: Value, rows: Iterable<Value>, context: Context): Generator<Value> {
  for (const row of rows) yield context.call(callee, { positional: context.items(row) });
}

const chain = libraryFunction('chain', (args, context) => lazy(chained(args, context)));
chain.members.set(
  'from_iterable',
  libraryFunction('from_iterable', ([rows = null], context) => lazy(chained(itemsOf(rows, context), context))),
);

const functions: Record<string, Parameters<typeof libraryFunction>[1]> = {
  product: (args, context, { keywords }) => product(args, context, number(keywords.get('repeat'), 1)),
  repeat: ([value = null, times], context, { keywords }) => repeated(value, times ?? keywords.get('times'), context),
  count: ([start, step], _, { keywords }) =>
    endless(counted(number(start ?? keywords.get('start'), 0), number(step ?? keywords.get('step'), 1))),
  cycle: ([items = null], context) => {
    const all = context.items(items);
    return all.length === 0 ? iterate([]) : endless(cycled(all));
  },
  pairwise: ([items = null], context) => lazy(paired(itemsOf(items, context))),
  batched: ([items = null, size], context) => {
    const [all, many] = [context.items(items), number(size, 1)];
    return tuples(upTo(Math.ceil(all.length / many)).map((at) => all.slice(at * many, (at + 1) * many)));
  },
  zip_longest: (args, context, { keywords }) => {
    const columns = args.map((one) => context.items(one));
    const most = Math.max(0, ...columns.map(({ length }) => length));
    const fill = keywords.get('fillvalue') ?? null;
    return tuples(upTo(most).map((at) => columns.map((column) => (at < column.length ? (column[at] ?? null) : fill))));
  },
  accumulate: ([items = null, callee = null], context, { keywords }) =>
    lazy(accumulated(itemsOf(items, context), keywords.get('func') ?? callee, keywords.get('initial'), context)),
  islice: ([items = null, ...bounds], context) => isliced(items, context, bounds),
  starmap: ([callee = null, rows = null], context) => lazy(spread(callee, itemsOf(rows, context), context)),
  takewhile: ([test = null, items = null], context) => lazy(takenWhile(test, itemsOf(items, context), context)),
  dropwhile: ([test = null, items = null], context) => lazy(droppedWhile(test, itemsOf(items, context), context)),
  combinations: ([items = null, count], context) =>
    choices(context.items(items), number(count, 0), (all, taken) => upTo(all).slice((taken.at(-1) ?? -1) + 1)),
  permutations: ([items = null, count], context) => {
    const all = context.items(items);
    return choices(all, number(count, all.length), (most, taken) => upTo(most).filter((at) => !taken.includes(at)));
  },
};

export const itertools = moduleOf(
  'itertools',
  new Map<string, Value>([
    ['chain', chain],
    ...Object.entries(functions).map(([name, run]): [string, LibraryFunction] => [name, libraryFunction(name, run)]),
  ]),
);
