/**
 * Repairs that were tried. A framework proposes changes of the text, each is made and the paste is traced anew, and
 * only those that end the fault are kept: fewest changes first, at most three together, within a given time.
 */
import type { Repair, Shapes } from '../frameworks/framework.ts';
import { edited } from './edit.ts';
import type { Change, Proposal, Proposals, SizeSearch } from './rewriter.ts';
import { LARGEST_SIZE } from './sizes.ts';

/** What a tracing says that matters here. */
export interface Reading {
  /** The paste without prompts and the like; places count in it. */
  readonly cleaned: string;
  readonly faults: readonly { readonly line: number; readonly says: string; readonly reason: string }[];
  readonly unfollowed: number;
  /** How many layers and operations are called before its first fault. */
  readonly reached: number;
  readonly asked: number;
  /** How many models are followed to their outputs. */
  readonly known: number;
  /** Of each model what it gives; null where it is refused or not followed to its end. */
  readonly outputs: readonly Shapes[];
  /** Whether its fault arose before any layer was called: no input can have been asked for. */
  readonly isBeforeCalls: boolean;
  /** What may mend its first fault. */
  proposals(): Proposals;
}

const MOST_CHANGES = 3;
/** Kept for a fault; more would not be read. */
const MOST_REPAIRS = 6;
/** Of those after which the paste breaks at a later place. */
const MOST_PARTIAL = 2;
/** Texts from which a further change is tried. */
const MOST_BEGUN = 8;
/** Sizes that fit a net of six halvings are so far from each other. */
const LONGEST_PERIOD = 64;

interface Begun {
  readonly paste: string;
  readonly reading: Reading;
  readonly says: readonly string[];
}

/**
 * @param read traces a text
 * @param milliseconds after which nothing further is tried
 */
export function repairsOf(...given: Parameters<typeof repairSteps>): Repair[] {
  const steps = repairSteps(...given);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same, each step one trial, so that whoever shows the repairs can do something else in between. */
export function* repairSteps(
  paste: string,
  reading: Reading,
  read: (paste: string) => Reading,
  milliseconds: number,
): Generator<undefined, Repair[]> {
  const search = new Search(paste, reading, read, Date.now() + milliseconds);
  const found = yield* search.run();
  return found.slice(0, MOST_REPAIRS);
}

class Search {
  private readonly tried = new Set<string>();
  private readonly found: Repair[] = [];
  /** The single changes that lead to a later break. */
  private partial: Begun[] = [];
  private readonly sized = new Map<string, Begun | null>();

  constructor(
    private readonly paste: string,
    private readonly reading: Reading,
    private readonly read: (paste: string) => Reading,
    private readonly end: number,
  ) {}

  *run(): Generator<undefined, Repair[]> {
    let begun: Begun[] = [{ paste: this.paste, reading: this.reading, says: [] }];
    for (let changes = 1; changes <= MOST_CHANGES && this.found.length === 0 && begun.length > 0; changes++) {
      const further: Begun[] = [];
      for (const one of begun) further.push(...(yield* this.further(one)));
      begun = further.slice(0, MOST_BEGUN);
      if (changes === 1) this.partial = further.filter(({ paste, reading }) => this.isFurther(paste, reading));
      if (changes === 1) yield* this.sizes(this.reading.proposals().sizes);
    }
    return this.found.length > 0 ? this.found : this.farthest();
  }

  /** Try every proposal on a text; those after which another fault comes first are begun. */
  private *further(from: Begun): Generator<undefined, Begun[]> {
    const begun: Begun[] = [];
    const { single, others = [] } = from.reading.proposals();
    begun.push(...(yield* this.each(from, single)));
    if (this.found.length === 0) begun.push(...(yield* this.each(from, others)));
    return begun;
  }

  private *each(from: Begun, proposals: readonly Proposal[]): Generator<undefined, Begun[]> {
    const begun: Begun[] = [];
    for (const proposal of proposals) {
      if (Date.now() > this.end) break;
      const next = this.attempt(from, proposal);
      if (!next) continue;
      yield;
      if (this.mends(next)) this.keep(next);
      else if (hasMoved(from.reading, next.reading)) begun.push(next);
    }
    return begun;
  }

  private attempt(from: Begun, { says, changes }: Proposal): Begun | null {
    const paste = changes.length > 0 ? changed(from.paste, from.reading.cleaned, changes) : from.paste;
    if (this.tried.has(paste) || paste === this.paste) return null;
    this.tried.add(paste);
    return { paste, reading: this.read(paste), says: [...from.says, says] };
  }

  private *sizes(search: SizeSearch | null): Generator<undefined, void> {
    if (search?.isTooSmall) yield* this.smallestSize(search);
    else if (search) yield* this.nearestSizes(search);
  }

  /** The nearest sizes below and the nearest above that fit, each side by itself. */
  private *nearestSizes(search: SizeSearch): Generator<undefined, void> {
    for (const sign of [-1, 1]) {
      const sizes: number[] = [];
      for (const side of search.now) sizes.push((yield* this.nearestSize(search, side, sign)) ?? 0);
      const fitting = sizes.includes(0) ? null : yield* this.withSizes(search, sizes);
      if (fitting) this.keep(fitting, true);
    }
  }

  /** The nearest size on one side of a size that fits where all sides are alike, the size itself included. */
  private *nearestSize(search: SizeSearch, from: number, sign: number): Generator<undefined, number | null> {
    for (let distance = 0; distance <= LONGEST_PERIOD && Date.now() <= this.end; distance++) {
      const size = from + sign * distance;
      if (size * 2 < from || size > LARGEST_SIZE) return null; // a far smaller picture is another picture
      if (yield* this.withSize(search, size)) return size;
    }
    return null;
  }

  /** The smallest size that fits, by halving between one that does not and one that does. */
  private *smallestSize(search: SizeSearch): Generator<undefined, void> {
    const now = Math.min(...search.now);
    let [tooSmall, size] = [now, now * 2];
    let fitting = yield* this.withSize(search, size);
    while (!fitting && size * 2 <= LARGEST_SIZE && Date.now() <= this.end) {
      [tooSmall, size] = [size, size * 2];
      fitting = yield* this.withSize(search, size);
    }
    while (fitting && size - tooSmall > 1) {
      const middle = (tooSmall + size) >> 1;
      const smaller = yield* this.withSize(search, middle);
      if (smaller) [size, fitting] = [middle, smaller];
      else tooSmall = middle;
    }
    if (fitting) this.keep(fitting, true);
  }

  /** The paste with another size on all sides, where it mends the fault. */
  private withSize(search: SizeSearch, size: number): Generator<undefined, Begun | null> {
    return this.withSizes(
      search,
      search.now.map(() => size),
    );
  }

  /** The paste with other sizes, where they mend the fault. */
  private *withSizes(search: SizeSearch, sizes: readonly number[]): Generator<undefined, Begun | null> {
    const key = sizes.join('×');
    if (!this.sized.has(key)) {
      const next = this.attempt({ paste: this.paste, reading: this.reading, says: [] }, search.with(sizes));
      this.sized.set(key, next && this.mends(next) ? next : null);
      yield;
    }
    return this.sized.get(key) ?? null;
  }

  /** The fault has ended, no other came in its place, and nothing became unknown or is asked that was not before. */
  private mends({ paste, reading: after }: Begun): boolean {
    const before = this.reading;
    const added = linesOf(paste) - linesOf(this.paste);
    const others = new Set(before.faults.slice(1).flatMap(({ line }) => [line, line + added]));
    const areOld = after.faults.every(({ line }) => others.has(line));
    return areOld && after.faults.length < before.faults.length && isNoWorse(before, after);
  }

  /** Whether another line, or a call that is not the next, is refused: of a layer that is refused once more nothing is mended. */
  private isFurther(paste: string, after: Reading): boolean {
    const { reading: before } = this;
    const added = linesOf(paste) - linesOf(this.paste);
    const [old, now] = [before.faults[0]?.line ?? 0, after.faults[0]?.line ?? 0];
    const isLater = after.reached > before.reached && now !== old && now !== old + added;
    return isLater || after.reached > before.reached + 2;
  }

  /** Those that lead farthest. */
  private farthest(): Repair[] {
    const ordered = [...this.partial].sort((one, other) => other.reading.reached - one.reading.reached);
    return ordered.slice(0, MOST_PARTIAL).flatMap(({ paste, reading, says }) => {
      const [stop] = reading.faults;
      const changes = changedLines(this.paste, paste);
      const [first] = changes;
      if (!stop || !first) return [];
      const told = `${says.join(', then ')}; it then stops at line ${stop.line}: ${stop.reason}`;
      const stops = { line: stop.line, says: stop.reason };
      return [{ says: told, ...first, changes, source: paste, resizesInput: false, outputs: null, stops }];
    });
  }

  /** What the one model gives that gave nothing before. */
  private newOutputs({ outputs }: Reading): Shapes {
    const [found = null, ...others] = outputs.filter(
      (one, at) => one !== null && (this.reading.outputs[at] ?? null) === null,
    );
    return others.length > 0 ? null : found;
  }

  private keep({ paste, reading, says }: Begun, resizesInput = false): boolean {
    const changes = changedLines(this.paste, paste);
    const [first] = changes;
    const isSaid = !resizesInput && this.found.some((one) => one.says === says.join(', then ')); // the same at fewer places
    if (!first || isSaid) return false;
    const outputs = this.newOutputs(reading);
    const [other] = reading.faults; // one that was there before, of another line
    this.found.push({
      says: says.join(', then '),
      ...first,
      changes,
      source: paste,
      resizesInput,
      outputs,
      stops: other ? { line: other.line, says: other.reason } : null,
    });
    return true;
  }
}

const linesOf = (text: string): number => text.split('\n').length;

function hasMoved(before: Reading, after: Reading): boolean {
  const [old] = before.faults;
  const [now] = after.faults;
  return (
    old !== undefined && now !== undefined && isNoWorse(before, after) && now.line >= old.line && now.says !== old.says
  );
}

/** A model that can be made now waits for its input, which is no loss; nor is it that another, behind one that fits now, does. */
function isNoWorse(before: Reading, after: Reading): boolean {
  const mayAsk = before.asked + (before.isBeforeCalls || after.known > before.known ? 1 : 0);
  return after.unfollowed <= before.unfollowed && after.asked <= mayAsk;
}

/** In the paste as it is, or where its lines were changed too much in cleaning, in what was cleaned. */
export function changed(paste: string, cleaned: string, changes: readonly Change[]): string {
  return edited(paste, cleaned, changes) ?? edited(cleaned, cleaned, changes) ?? paste;
}

/** The lines that are new or other, each with the line of the paste as it was where it stands. */
function changedLines(before: string, after: string): { line: number; text: string }[] {
  const [old, now] = [before, after].map((text) => text.split(/\r\n?|\n/)) as [string[], string[]];
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const nowPart = now.slice(head, now.length - tail);
  const places = placesIn(old.slice(head, old.length - tail), nowPart);
  return nowPart.flatMap((text, index) => {
    const { place, isKept } = places[index] as Place;
    return isKept ? [] : [{ line: head + 1 + place, text }];
  });
}

interface Place {
  /** The old line that a new one is, stands for, or stands before. */
  readonly place: number;
  readonly isKept: boolean;
}

/** More lines than this between the first change and the last are not compared one by one. */
const MOST_COMPARED = 1000;

/** Where new lines stand among the old ones: as few lines as can be are new. */
function placesIn(old: readonly string[], now: readonly string[]): Place[] {
  if (Math.max(old.length, now.length) > MOST_COMPARED) return now.map(() => ({ place: 0, isKept: false }));
  const common = commonLines(old, now);
  const at = (row: number, column: number): number => common[row]?.[column] ?? 0;
  let place = 0;
  return now.map((text, index) => {
    // old lines that are gone from before one that is kept
    while (at(place, index) > at(place, index + 1) && at(place + 1, index) === at(place, index)) place++;
    const isKept = text === old[place];
    const found = { place, isKept };
    const isPutIn = !isKept && at(place, index + 1) > at(place + 1, index + 1);
    if (!isPutIn) place++;
    return found;
  });
}

/** How many lines old and new have in common, in order, from each pair of lines on. */
function commonLines(old: readonly string[], now: readonly string[]): number[][] {
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (row: number, column: number): number => common[row]?.[column] ?? 0;
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = now.length - 1; column >= 0; column--) {
      const same = old[row] === now[column] ? 1 + at(row + 1, column + 1) : 0;
      (common[row] as number[])[column] = Math.max(same, at(row + 1, column), at(row, column + 1));
    }
  }
  return common;
}
