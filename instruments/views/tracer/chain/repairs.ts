/** What mends a layer that breaks. Whatever may help is tried, and offered where the layer stands with it. */
import { enlarging, written } from './backwards.ts';
import { insert, put, remove, replaced } from './edit.ts';
import { core, definition } from './layers/definitions.ts';
import KERAS from './layers/keras.json' with { type: 'json' };
import type { Shape } from './layers/shape.ts';
import { isInput } from './reading/known.ts';
import type { Call } from './reading/nodes.ts';
import { finished } from './steps.ts';
import type { Steps } from './steps.ts';
import { listed, trace } from './trace.ts';
import type { Issue, Row, Traced } from './trace.ts';

/** The code with one change. */
export interface Edit {
  readonly text: string;
  /** The input's sizes, where the code has none. */
  readonly input?: string;
}

export interface Repair extends Edit {
  /** Names what is done with `code`. */
  readonly words: string;
  readonly code: string;
  readonly layer?: string;
}

/** More would be a list to read. */
const MOST = 4;

/** @param i the row */
export const repairs = (text: string, input: string, traced: Traced, i: number): Repair[] =>
  finished(mended(text, input, traced, i));

/** The same in steps. */
export function* mended(text: string, input: string, traced: Traced, i: number): Steps<Repair[]> {
  const row = traced.rows[i];
  if (!row?.issue || row.issue.stage === 'maybe') return [];
  const proposals = new Proposals(text, traced, i, row, row.issue);
  const found = [...proposals.found, ...(yield* proposals.ofInput())];
  const good: Repair[] = [];
  for (const repair of found) {
    yield;
    if (helps(traced, i, trace(repair.text, repair.input ?? input)) && good.push(repair) === MOST) break;
  }
  return good;
}

/** Whether the layer stands after a change, and none before it breaks that stood. */
function helps(before: Traced, i: number, after: Traced): boolean {
  const broken = ({ rows }: Traced, to: number): number =>
    rows.slice(0, to).filter(({ issue }) => issue && issue.stage !== 'maybe').length;
  const to = i + 1 + after.rows.length - before.rows.length;
  return !after.fault === !before.fault && broken(after, to) <= broken(before, i);
}

const TRIES: Readonly<Record<string, string | number | readonly (string | number)[]>> = KERAS.tries;

/** What may help a layer, not tried yet. */
class Proposals {
  readonly found: Repair[] = [];
  /** The layer, or the one inside of TimeDistributed. */
  private readonly inner: Call;
  private readonly before: Call | undefined;

  constructor(
    private readonly text: string,
    private readonly traced: Traced,
    private readonly i: number,
    private readonly row: Row,
    private readonly issue: Issue,
  ) {
    this.inner = core(row.item.node);
    this.before = traced.rows[i - 1]?.item.node;
    const { arg, got } = issue;
    if (arg) this.ofArgument(arg);
    else if (got) this.ofUnknownArgument(got);
    else if (issue.near) this.ofName(issue.near);
    else if (row.x) this.ofShape(row.x);
    else this.enter([28, 28, 1]);
  }

  /** What changes the input, which takes longer, and, last of all, what takes the layer out. */
  *ofInput(): Steps<Repair[]> {
    const { text, traced, i, issue, row } = this;
    if (issue.arg || issue.got || issue.near || !row.x) return [];
    const larger = yield* enlarging(traced, i);
    const enlarged = larger ? [this.entered(larger.slice(1))] : [];
    return [...enlarged, { words: 'remove', code: row.name, text: remove(text, this.items, i) }];
  }

  private get items(): Row['item'][] {
    return this.traced.rows.map(({ item }) => item);
  }

  private propose(words: string, code: string, text: string): void {
    this.found.push({ words, code, text });
  }

  private set(key: string, value: string | number, call = this.inner): void {
    const text = put(this.text, call, key, String(value));
    this.found.push({ words: 'set', code: `${key}=${value}`, text, layer: call.name });
  }

  private entered(shape: Shape): Repair {
    return { words: 'input', code: written(shape), ...withInput(this.text, this.traced, shape) };
  }

  private enter(shape: Shape): void {
    this.found.push(this.entered(shape));
  }

  private rename(name: string): void {
    const { nameAt, name: old } = this.inner;
    this.propose('rename', name, replaced(this.text, { at: nameAt, end: nameAt + old.length }, name));
  }

  private ofArgument(arg: string): void {
    const { code, near, cells } = this.issue;
    for (const value of near ? [`"${near}"`] : [TRIES[arg] ?? []].flat()) this.set(arg, value);
    if (this.found.length === 0) this.propose('drop', arg, put(this.text, this.inner, arg, null));
    if (code === 'dilated') this.set('strides', 1);
    if (cells) this.ofCells(arg, cells);
  }

  /** Another size of a Reshape, on each axis in turn, or as many units before it as it has cells. */
  private ofCells(arg: string, { all, rest, open, sizes }: NonNullable<Issue['cells']>): void {
    for (const [a] of sizes.entries()) {
      const other = sizes.reduce<number>(
        (made, size, b) => (b !== a && Number(size) > 0 ? made * Number(size) : made),
        1,
      );
      if (all % other === 0) this.set(arg, written(sizes.with(a, all / other)));
    }
    if (this.before?.name === 'Dense' && open === 0) this.set('units', rest, this.before);
  }

  private ofUnknownArgument(got: string): void {
    const { near, place } = this.issue;
    if (near) this.propose('write', `${near}=`, replaced(this.text, place, near));
    this.propose('drop', got, put(this.text, this.inner, got, null));
  }

  /** `Conv2d(1, 20, 5)` alone may be PyTorch's, whose numbers mean something else. */
  private ofName(near: string): void {
    if (this.inner.path !== this.inner.name || !/\dd$/.test(this.inner.name)) this.rename(near);
  }

  private ofShape(x: Shape): void {
    const { text, inner, before, items, i } = this;
    const { node } = this.row.item;
    const sizes = x.slice(1);
    const takes = definition(inner.name)?.args ?? [];
    const least = Math.min(...sizes.slice(0, -1).map((size) => size ?? Infinity));
    const cropped = Math.floor((least - 1) / 2);
    const tries = { padding: '"same"', kernel_size: least, pool_size: least, cropping: cropped };
    for (const [key, value] of Object.entries(tries)) if (takes.includes(key)) this.set(key, value);
    const isRecurrent = before && definition(core(before).name)?.args.includes('return_sequences');
    if (isRecurrent) this.set('return_sequences', 'True', core(before));
    if (before && isInput(before)) this.enter([...sizes, 1]);
    this.rename(inner.name.replace(/\dD/, `${sizes.length - 1}D`));
    const wrapper = node.path.replace(/\w+$/, 'TimeDistributed');
    this.propose('wrap', 'TimeDistributed', replaced(text, node, `${wrapper}(${text.slice(node.at, node.end)})`));
    const longer = written([...sizes, 1].map((size) => size ?? -1));
    const channels = sizes.at(-1) ?? null;
    const series = channels === null ? [] : [`Reshape((-1, ${channels}))`];
    const layers = [`Reshape(${longer})`, ...series, 'RepeatVector(4)', 'Flatten()'];
    for (const layer of layers) this.propose('before', layer, insert(text, items, i, layer));
  }
}

/** The repair of quotation marks that a word processor made. */
export function straightened(text: string, { fault }: Traced): Repair[] {
  if (fault?.code !== 'quotes') return [];
  const straight = text.replace(/[‘’‚‛]/g, "'").replace(/[“”„‟«»]/g, '"');
  return [{ text: straight, words: 'quotes', code: `'…'  "…"` }];
}

/** The code with another input shape, or the shape apart where the code has none. */
export function withInput(text: string, { declared }: Traced, shape: Shape): Edit {
  if (!declared) return { text, input: listed(shape) };
  const { node, key } = declared;
  return { text: put(text, node, key, written(key === 'batch_shape' ? [null, ...shape] : shape)) };
}
