/**
 * What reads the text: its script is large and loaded when the reader first touches the tracer, or a text needs it; a
 * framework's rules come when a text first names it.
 */
import type { Shape } from '../../graph/tensor.ts';
import type { Mend } from '../../tracer/stack/mending.ts';
import type { Answer, Stack } from '../../tracer/stack/stack.ts';
import type { WholeModels } from '../models/index.ts';
import type { Page } from '../models/view.ts';
import type { Verdict } from '../models/verdict.ts';
import type { Fault } from './colours.ts';
import { straightened } from './colours.ts';
import type { Given, Prepared } from './parts.ts';

/** What it needs of the tracer. */
interface Tracer extends Omit<Page, 'fill'> {
  readonly attempt: (action: () => void) => void;
  /** The script is there, or failed to come: what waits for it can be read. */
  readonly render: () => void;
  /** The verdict, null where the reader of the whole failed itself. */
  readonly tell: (verdict: Verdict | null) => void;
  readonly save: () => void;
}

/** How a text is shown: as rows, as a whole, or not yet, while its reader comes. */
export type View = 'rows' | 'whole' | 'pending';

const EMPTY: Stack = {
  rows: [],
  input: null,
  declared: null,
  trained: 0,
  frozen: 0,
  stopped: -1,
  over: null,
  isCautioned: false,
};

export class Reader {
  view: View = 'pending';
  /** The layers of a chain; of other texts none. */
  stack: Stack = EMPTY;
  /** Where the text cannot be read. */
  fault: Fault | null = null;
  /** Whether the text is a chain, which can be shown as rows too where it is shown as a whole. */
  isChain = false;
  /** Whether a chain, too, is to be read as a whole: for its columns, and the model in the other framework. */
  isWholeAsked = false;
  /** What the reader filled in for names that the paste lacks. */
  filled = '';
  /** Milliseconds that reading a whole took last. */
  cost = 0;
  private text = '';
  private input = '';
  /** What was asked last of the way back: it stays as it is while the same is asked. */
  private answered: { readonly key: string; readonly answer: Answer } | null = null;
  private loading: Promise<void> | null = null;
  private isLost = false;

  constructor(
    private readonly element: WholeModels,
    private readonly given: Given,
    private readonly tracer: Tracer,
  ) {}

  private get hasScript(): boolean {
    return 'stackOf' in this.element; // which is there once its script is
  }

  private get isLoaded(): boolean {
    return this.hasScript && this.element.isReadyFor(this.text);
  }

  /** What was read as the page was built, where it is of this text. */
  private get prepared(): Prepared | null {
    const { prepared, examples } = this.given;
    const isFirst = this.text === (examples[0]?.code ?? '') && this.input === '' && this.filled === '';
    return prepared && isFirst && !this.hasScript && !this.isWholeAsked ? prepared : null;
  }

  /** There is another text: reads it, or decides that it waits. @param fault what is wrong with its brackets and quotes */
  read(text: string, input: string, fault: Fault | null): void {
    this.text = text;
    this.input = input;
    this.element.ariaBusy = 'true'; // until the whole of this text stands
    if (this.hasScript) this.element.expect();
    const { prepared } = this;
    if (prepared) this.show(prepared.stack, null);
    else if (this.isLoaded) this.decide(fault);
    else this.await();
    if (this.hasScript && this.view === 'rows') this.element.leave();
  }

  private show(stack: Stack | null, fault: Fault | null): void {
    const { over = null } = stack ?? {};
    const tooMany = over && stack ? { ...over, code: 'layers', got: '', most: stack.rows.length } : null;
    this.isChain = stack !== null;
    this.stack = stack ?? EMPTY;
    this.fault = fault ?? tooMany;
    this.view = (stack && !stack.isCautioned && !this.isWholeAsked) || fault ? 'rows' : 'whole';
  }

  private decide(fault: Fault | null): void {
    const { text, input, element } = this;
    if (fault?.code === 'deep') return this.show(null, null); // no chain, and long to read: the whole does it in its time
    const stack = element.stackOf(text, input);
    if (!fault) return this.show(stack, null);
    const isSlip =
      fault.code === 'quotes' ? element.stackOf(straightened(text), input) !== null : !element.follows(text);
    if (!this.isLoaded) return this.await(); // it named a further framework
    this.show(stack, stack || isSlip ? fault : null);
  }

  /** Waits for the script; what was shown before stays, but as the reader's text is another it is not believed. */
  private await(): void {
    this.view = this.isLost ? 'whole' : 'pending';
    if (!this.isLost) void this.load();
  }

  /** Reads the text as a whole. @param isNew whether it came in one go: pasted, opened, repaired */
  showWhole(isNew: boolean): void {
    if (!this.isLoaded) {
      this.element.textContent = this.given.words['unloaded'] ?? '';
      this.element.ariaBusy = 'false';
      return;
    }
    let found: Verdict | null = null;
    this.tracer.steadily(() => {
      found = this.timed(() => this.verdict(isNew));
    });
    if (this.isLoaded) this.tracer.tell(found);
    else this.await(); // it named a further framework
  }

  private verdict(isNew: boolean): Verdict | null {
    this.begin();
    return this.element.show(this.text, this.filled, isNew);
  }

  private begin(): void {
    const fill = (filled: string): void => this.fill(filled);
    this.element.begin(this.given.models, this.given.reasons ?? {}, { ...this.tracer, fill });
  }

  /** The reader filled in what the paste lacks. */
  private fill(filled: string): void {
    this.filled = filled;
    const verdict = this.verdict(false);
    if (this.isLoaded) this.tracer.tell(verdict);
    else this.await();
    this.tracer.save();
  }

  /** What mends the row that breaks, a trial a step; none while the script is not there. */
  *mends(): Generator<undefined, readonly Mend[]> {
    return this.isLoaded ? yield* this.element.mendsOf(this.text, this.input) : [];
  }

  /** What leads to a wanted size; null while it is not known, and the script comes. */
  backwards(at: number, wanted: Shape | null): Generator<undefined, Answer> | Answer | null {
    const { prepared } = this;
    if (prepared) this.answered = { key: this.keyOf(prepared.at, prepared.wanted), answer: prepared.answer };
    if (this.answered?.key === this.keyOf(at, wanted)) return this.answered.answer;
    if (this.isLoaded) return this.answering(at, wanted);
    void this.load();
    return null;
  }

  private keyOf(at: number, wanted: Shape | null): string {
    return JSON.stringify([this.text, this.input, at, wanted]);
  }

  private *answering(at: number, wanted: Shape | null): Generator<undefined, Answer> {
    const key = this.keyOf(at, wanted);
    const answer = yield* this.element.backwards(this.text, this.input, at, wanted);
    this.answered = { key, answer };
    return answer;
  }

  /** What the tracer says, in the language of the page. */
  reason(text: string): Node {
    this.begin();
    return this.element.reason(text);
  }

  private timed<Result>(action: () => Result): Result {
    const start = performance.now();
    const result = action();
    this.cost = performance.now() - start;
    return result;
  }

  /** Loads the script and what the text needs of it, once; after a failure it may be tried again. */
  async load(): Promise<void> {
    if (this.loading || this.isLoaded) return;
    this.loading = this.prepare();
    this.isLost = false;
    try {
      await this.loading;
      this.begin();
    } catch {
      this.isLost = true;
    }
    this.loading = null;
    this.tracer.attempt(() => this.tracer.render());
    if (!this.isLost) this.element.warm([...this.given.examples, ...this.given.programs].map(({ code = '' }) => code));
    this.isLost = false;
  }

  private async prepare(): Promise<void> {
    const { wholeScript, isHosted } = this.given;
    if (!this.hasScript) await loadScript(wholeScript, isHosted);
    await this.element.prepare(this.text);
  }
}

/** @param isModule from a folder no module can be loaded */
function loadScript(address: string, isModule: boolean): Promise<void> {
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    const fail = (): void => failed(new Error(address));
    script.onload = (): void => (customElements.get('whole-models') ? done() : fail());
    script.onerror = fail;
    script.type = isModule ? 'module' : '';
    script.src = address;
    document.head.append(script);
  });
}
