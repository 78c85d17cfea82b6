/** Back from a wanted size: which inputs give it, which changes of one argument do. */
import { element, fill, rich } from '../../site/element.ts';
import { whole } from '../../site/whole.ts';
import { Slices } from '../models/slices.ts';
import type { Shape } from '../../graph/tensor.ts';
import { core, sizes, written } from '../../tracer/stack/stack.ts';
import type { Answer, Change, Row, Stack } from '../../tracer/stack/stack.ts';
import { goalOf, proposedText } from '../../tracer/stack/wish.ts';
import { choices, mend } from './controls.ts';
import type { Parts } from './parts.ts';
import { ranges, shown } from './sentences.ts';
import type { Gaps, Sentences } from './sentences.ts';

/** What the way back needs of the page. */
interface Page {
  readonly attempt: (action: () => void) => void;
  /** Sets an argument of a layer. */
  readonly set: (row: number, key: string, value: string) => void;
  readonly save: () => void;
  /** What leads to a wanted size, or what is known of it already; null while what finds it is not there yet. */
  readonly backwards: (at: number, wanted: Shape | null) => Generator<undefined, Answer> | Answer | null;
  /** All of it is there. */
  readonly reveal: () => void;
}

/** Milliseconds until the reader is told that an answer takes longer. */
const PATIENCE = 400;

/** Changes that are shown at once, and each time that more are asked for. */
const FIRST = 8;
const NEXT = 24;

export class WayBack {
  /** Whether the reader said which layer's size is wanted. */
  isPinned = false;
  private stack: Stack | null = null;
  /** The answer that stands there. */
  private told: Answer | null = null;
  private readonly slices: Slices<Answer>;
  private trying: ReturnType<typeof setTimeout> | undefined;
  private readonly at: HTMLSelectElement;
  private readonly wanted: HTMLInputElement;
  private readonly answer: HTMLElement;

  constructor(
    { at, wanted, answer }: Pick<Parts, 'at' | 'wanted' | 'answer'>,
    private readonly sentences: Sentences,
    private readonly page: Page,
  ) {
    this.at = at;
    this.wanted = wanted;
    this.answer = answer;
    this.slices = new Slices(page.attempt);
    at.onchange = (): void => page.attempt(() => this.want(true));
    wanted.oninput = (): void => page.attempt(() => this.want(false));
  }

  /** The row whose size is wanted. */
  get chosen(): number {
    return this.at.selectedIndex;
  }

  /** The size that is wanted, as it is written. */
  get wish(): string {
    return this.wanted.value;
  }

  /** @param broken the row that breaks, -1 where none does @param chosen the reader's row, and the size wanted of it */
  show(stack: Stack, broken: number, chosen: number, want: string): void {
    const { rows } = stack;
    this.stack = stack;
    this.at.replaceChildren(...choices(rows.map(({ item }, i) => `${i + 1}. ${item.node.name}`)));
    this.at.selectedIndex = this.isPinned && rows[chosen] ? chosen : broken < 0 ? rows.length - 1 : broken;
    if (this.isPinned) this.wanted.value = want;
    else this.propose();
    this.solve();
  }

  clear(): void {
    this.stop();
    this.told = null;
    this.at.replaceChildren();
    this.answer.replaceChildren();
  }

  private stop(): void {
    this.slices.stop();
    clearTimeout(this.trying);
  }

  /** Without a wish, the size of the input, where the layer has as many axes. */
  private propose(): void {
    this.wanted.value = this.stack ? proposedText(this.stack, this.chosen) : '';
  }

  private want(isOtherRow: boolean): void {
    this.isPinned = true;
    if (isOtherRow) this.propose();
    this.solve();
    this.page.save();
  }

  private solve(): void {
    this.stop();
    const { stack, chosen } = this;
    const row = stack?.rows[chosen];
    const input = stack?.input;
    const wish = sizes(this.wish);
    if (!row || !input || !wish || row.issue?.stage === 'text') {
      const isGone = row && input && wish;
      this.told = null;
      this.answer.replaceChildren(this.paragraph(isGone ? 'gone' : 'want_help'));
      this.page.reveal();
      return;
    }
    const goal = goalOf(wish, row, input);
    const tell = (found: Answer): void => {
      clearTimeout(this.trying);
      if (found !== this.told) this.tell(found, row, goal ? '' : '_any'); // else what the reader has unfolded would close
      this.told = found;
      this.page.reveal();
    };
    const found = this.page.backwards(chosen, goal);
    if (found !== null && 'hit' in found) return tell(found);
    this.trying = setTimeout(() => {
      this.told = null;
      this.answer.replaceChildren(this.paragraph('trying'));
      this.page.reveal();
    }, PATIENCE);
    if (found) this.slices.run(() => found, 0, tell);
  }

  private paragraph(name: string, gaps: Gaps = {}): HTMLElement {
    return element('p', {}, rich(fill(this.sentences.word(name), gaps)));
  }

  private title(name: string, gaps: Gaps = {}): HTMLElement {
    return element('h3', {}, this.sentences.fill(name, gaps));
  }

  /** What leads to the wanted size. @param any the ending of the words where any size will do */
  private tell({ inputs, alone, changes, hit }: Answer, { y }: Row, any: string): void {
    const hasInputs = inputs.length > 0;
    this.answer.replaceChildren(
      hit ? this.paragraph('hit') : y ? this.paragraph('miss', { shape: shown(y) }) : this.paragraph('gone'),
      this.title(`inputs${any}`),
      hasInputs ? this.inputs(inputs) : this.paragraph(`no_input${any}`),
      ...(alone && hasInputs ? [this.paragraph('alone')] : []),
      ...(hit && changes.length === 0
        ? [] // nothing is wanted
        : [this.title(`changes${any}`, { n: changes.length }), ...this.changes(changes, hit ? 0 : FIRST)]),
    );
  }

  private inputs(inputs: Answer['inputs']): HTMLElement {
    const words = inputs.length > 1 ? 'axis_sizes' : 'one_size';
    const lines = inputs.map(({ axis, sizes }) => {
      const found = element('b', {}, ...whole(ranges(sizes) || this.sentences.word('none')));
      return element('li', {}, this.sentences.fill(words, { axis }), ' ', found);
    });
    return element('ul', {}, lines);
  }

  /** @param first how many are shown at once, the others when they are unfolded */
  private changes(changes: readonly Change[], first: number): HTMLElement[] {
    if (changes.length === 0) return [this.paragraph('no_change')];
    const rest = changes.slice(first);
    const shownAtOnce = this.mends(changes.slice(0, first));
    if (rest.length === 0) return [shownAtOnce];
    const words = this.sentences.fill(first > 0 ? 'rest' : 'all', { n: changes.length - first });
    const summary = element('summary', {}, words);
    const more = element('details', {}, summary);
    more.ontoggle = (): void => more.replaceChildren(summary, ...this.changes(rest, NEXT));
    return [shownAtOnce, more];
  }

  private mends(changes: readonly Change[]): HTMLElement {
    const rows = this.stack?.rows ?? [];
    const buttons = changes.map(({ row, key, value }) => {
      const node = rows[row]?.item.node;
      const layer = `${row + 1}. ${node ? core(node).name : ''}`;
      const set = (): void => this.page.set(row, key, written(value));
      const words = rich(this.sentences.word('mend_set'), { layer, code: `${key}=${written(value)}` });
      return mend(words, () => this.page.attempt(set));
    });
    return element('div', { class: 'st-mends' }, buttons);
  }
}
