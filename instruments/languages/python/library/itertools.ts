/** `itertools`: what a paste goes through in another way than one by one. */
import { LibraryFunction } from '../callables.ts';
import type { Context } from '../context.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import { Iterator, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { libraryFunction, moduleOf } from './builtins.ts';
import { binary, numberOf, typeName } from './operators.ts';

/** Of what has no end no more than these are made. */
const MANY = 1000;

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

function accumulated(items: Value[], callee: Value, first: Value | undefined, context: Context): Iterator {
  const totals: Value[] = first === undefined || first === null ? items.splice(0, 1) : [first];
  for (const item of items) {
    const before = totals.at(-1) ?? null;
    totals.push(callee === null ? binary('+', before, item) : context.call(callee, { positional: [before, item] }));
  }
  return iterate(totals);
}

function isliced(items: Iterable<Value>, [start, stop, step]: readonly (Value | undefined)[]): Iterator {
  const isShort = stop === undefined && step === undefined;
  const [from, to, by] = [isShort ? 0 : number(start, 0), number(isShort ? start : stop, Infinity), number(step, 1)];
  const found: Value[] = [];
  let at = 0;
  for (const one of items) {
    if (at >= to) break;
    if (at >= from && (at - from) % by === 0) found.push(one);
    if (++at >= to) break;
  }
  return iterate(found);
}

/** What stands before the first item that is refused, or from there on. */
function split(items: readonly Value[], test: Value, context: Context): readonly [Value[], Value[]] {
  const found = items.findIndex((item) => !context.truth(context.call(test, { positional: [item] })));
  const end = found < 0 ? items.length : found;
  return [items.slice(0, end), items.slice(end)];
}

const chain = libraryFunction('chain', (args, context) => iterate(args.flatMap((one) => context.items(one))));
chain.members.set(
  'from_iterable',
  libraryFunction('from_iterable', ([rows = null], context) =>
    iterate(context.items(rows).flatMap((row) => context.items(row))),
  ),
);

const functions: Record<string, Parameters<typeof libraryFunction>[1]> = {
  product: (args, context, { keywords }) => product(args, context, number(keywords.get('repeat'), 1)),
  repeat: ([value = null, times], _, { keywords }) =>
    iterate(upTo(Math.min(number(times ?? keywords.get('times'), MANY), 100_000)).map(() => value)),
  count: ([start, step]) => iterate(upTo(MANY).map((at) => number(start, 0) + at * number(step, 1))),
  cycle: ([items = null], context) => {
    const all = context.items(items);
    return iterate(all.length === 0 ? [] : upTo(MANY).map((at) => all[at % all.length] ?? null));
  },
  pairwise: ([items = null], context) => {
    const all = context.items(items);
    return tuples(all.slice(1).map((one, at) => [all[at] ?? null, one]));
  },
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
    accumulated([...context.items(items)], keywords.get('func') ?? callee, keywords.get('initial'), context),
  islice: ([items = null, ...bounds], context) => isliced(context.items(items), bounds),
  starmap: ([callee = null, rows = null], context) =>
    iterate(context.items(rows).map((row) => context.call(callee, { positional: context.items(row) }))),
  takewhile: ([test = null, items = null], context) => iterate(split(context.items(items), test, context)[0]),
  dropwhile: ([test = null, items = null], context) => iterate(split(context.items(items), test, context)[1]),
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
