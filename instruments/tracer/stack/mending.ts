/** What mends a row that breaks. Whatever may help is tried, and offered where the row stands with it. */
import { repairSteps } from '../../repairs/repairs.ts';
import type { Reading } from '../../repairs/repairs.ts';
import { enlarging } from './backwards.ts';
import { put, remove, replaced, withInput } from './edit.ts';
import type { Edit } from './edit.ts';
import { readStack } from './read.ts';
import type { ReadStack } from './chain.ts';
import { brokenRow, core, written } from './stack.ts';
import type { Issue, Row } from './stack.ts';

export interface Mend extends Edit {
  /** What it does: a sentence in English, or, where it is none, `words` names that of the page, with `code` in it. */
  readonly says: string;
  readonly words: string;
  readonly code: string;
  readonly layer?: string;
}

type Steps<Result> = Generator<undefined, Result>;

/** More would be a list to read. */
const MOST = 4;
/** After which no further repair is tried. */
const MILLISECONDS = 3000;

/** What is tried where a call is refused that Keras has built, or an argument has no value that is taken. */
const TRIES: Readonly<Record<string, readonly string[]>> = {
  axis: ['-1'],
  interpolation: ['"nearest"'],
  output_padding: ['None', '1'],
  padding: ['1'],
  use_cudnn: ['"auto"'],
};

/** The repairs of the first row that breaks, a trial a step. */
export function* mended(text: string, input: string, read: ReadStack): Steps<Mend[]> {
  const at = brokenRow(read.stack);
  const row = read.stack.rows[at];
  if (!row?.issue) return [];
  const found = row.issue.stage === 'build' ? yield* ofEngine(text, input, read) : ofRow(text, read, row, row.issue);
  const others = row.issue.stage === 'build' && found.length < MOST ? yield* ofRest(text, read, row, at) : [];
  const good: Mend[] = [];
  for (const mend of [...found, ...others]) {
    if (good.length === MOST) break;
    yield;
    const isKnown = good.some((one) => one.text === mend.text && one.input === mend.input);
    if (!isKnown && helps(read, at, readStack(mend.text, mend.input ?? input))) good.push(mend);
  }
  return good;
}

/** Whether the row stands after a change, and none before it breaks that stood. */
function helps({ stack: before }: ReadStack, at: number, after: ReadStack | null): boolean {
  if (!after) return false;
  const broken = (rows: readonly Row[]): number => rows.filter(({ issue }) => issue && issue.stage !== 'maybe').length;
  const end = at + 1 + after.stack.rows.length - before.rows.length;
  return broken(after.stack.rows.slice(0, end)) <= broken(before.rows.slice(0, at));
}

/** What is not known of a text that is no chain any more. */
const LOST: Omit<Reading, 'cleaned'> = {
  faults: Array.from({ length: 99 }, () => ({ line: 0, says: '', reason: '' })),
  unfollowed: Infinity,
  reached: 0,
  asked: Infinity,
  known: 0,
  outputs: [],
  isBeforeCalls: true,
  proposals: () => ({ single: [], sizes: null }),
};

/** What Keras's repairs propose. */
function* ofEngine(text: string, input: string, read: ReadStack): Steps<Mend[]> {
  const reread = (changed: string): Reading => readStack(changed, input)?.reading ?? { ...LOST, cleaned: changed };
  const found = yield* repairSteps(text, read.reading, reread, MILLISECONDS);
  const whole = found.filter(({ stops }) => stops === null); // which row breaks next is seen
  return whole.map(({ says, source }) => ({ says, words: '', code: '', text: source }));
}

/** What the page itself may change of a row that is not followed, or whose call is refused. */
function ofRow(text: string, { stack }: ReadStack, { item }: Row, { code, near, gaps }: Issue): Mend[] {
  const node = core(item.node);
  if (code === 'noinput') {
    const shape = [28, 28, 1];
    return [{ says: '', words: 'input', code: written(shape), ...withInput(text, stack, shape) }];
  }
  // `Conv2d(1, 20, 5)` alone may be PyTorch's, whose numbers mean something else
  if (code === 'unknown' && (node.path !== node.name || !/\dd$/.test(node.name))) {
    const place = { at: node.nameAt, end: node.nameAt + node.name.length };
    return [{ says: '', words: 'rename', code: near, text: replaced(text, place, near) }];
  }
  const arg = String(gaps['arg'] ?? '');
  return (TRIES[arg] ?? []).map((value) => {
    const edited = put(text, node, arg, value);
    return { says: '', words: 'set', code: `${arg}=${value}`, layer: node.name, text: edited };
  });
}

/** A larger input where the code has none, and, last of all, the row taken out. */
function* ofRest(text: string, read: ReadStack, { item }: Row, at: number): Steps<Mend[]> {
  const { declared, rows } = read.stack;
  const larger = declared ? undefined : yield* enlarging(read, at);
  const shape = larger?.slice(1);
  const items = rows.map((row) => row.item);
  return [
    ...(shape ? [{ says: '', words: 'input', code: written(shape), ...withInput(text, read.stack, shape) }] : []),
    { says: '', words: 'remove', code: item.node.name, text: remove(text, items, at) },
  ];
}
