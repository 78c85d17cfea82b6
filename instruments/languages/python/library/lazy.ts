/** Iterators whose items are made as they are asked for: generators, `zip`, `map`, `filter` and `enumerate`. */
import type { Context } from '../context.ts';
import { PythonError } from '../errors.ts';
import { Endless, Iterator } from '../values.ts';
import type { Value } from '../values.ts';

/** The items of a generator, which a loop that ends early does not end, and which may not ask for themselves. */
class Asked implements IterableIterator<Value> {
  private isRunning = false;

  constructor(private readonly items: Generator<Value>) {}

  next(): IteratorResult<Value> {
    if (this.isRunning) throw new PythonError('ValueError', 'generator already executing');
    this.isRunning = true;
    try {
      return this.items.next();
    } finally {
      this.isRunning = false;
    }
  }

  [Symbol.iterator](): this {
    return this;
  }
}

export const lazy = (items: Generator<Value>, name = 'iterator'): Iterator => new Iterator(new Asked(items), name);

/** Of a generator that never ends. */
export const endless = (items: Generator<Value>): Endless => new Endless(new Asked(items));

/** The items one by one: of an iterator no more than are asked for. */
export function itemsOf(value: Value, context: Context): IterableIterator<Value> {
  return value instanceof Iterator ? value.items : context.items(value).values();
}

/**
 * A row of one item of each for as long as all have one.
 *
 * @param isStrict whether those that have more or less are refused, as by `zip(…, strict=True)`
 */
export function* rowsOf(
  sources: readonly IterableIterator<Value>[],
  context: Context,
  isStrict = false,
): Generator<Value[]> {
  while (sources.length > 0) {
    const row: Value[] = [];
    for (const source of sources) {
      const next = source.next();
      if (next.done) {
        if (isStrict) requireEnded(sources, row.length);
        return;
      }
      row.push(next.value);
    }
    context.step();
    yield row;
  }
}

/** @param shorter which has ended first */
function requireEnded(sources: readonly IterableIterator<Value>[], shorter: number): void {
  const longer = sources.findIndex((source, at) => at > shorter && !source.next().done);
  const [at, which] = shorter > 0 ? [shorter, 'shorter'] : [longer, 'longer'];
  if (at < 0) return;
  const before = at === 1 ? 'argument 1' : `arguments 1-${at}`;
  throw new PythonError('ValueError', `zip() argument ${at + 1} is ${which} than ${before}`);
}
