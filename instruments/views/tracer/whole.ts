/** The part of the page that reads a paste as a whole, and when it does; its script is loaded only then. */
import type { ChainRows } from '../models/doubts.ts';
import type { WholeModels } from '../models/index.ts';
import type { Page } from '../models/view.ts';
import type { Verdict } from '../models/verdict.ts';
import { isInput } from './chain/reading/known.ts';
import type { Traced } from './chain/trace.ts';
import type { Given } from './parts.ts';
import { isWhole } from './program.ts';
import { brokenRow, shown } from './sentences.ts';

/** What stands in the editor. */
interface Written {
  readonly text: string;
  readonly traced: Traced;
  /** Whether the text came in one go: pasted, opened, repaired. */
  readonly isNew: boolean;
  /** Whether the reader wrote anything. */
  readonly isTouched: boolean;
}

/** What it needs of the tracer. */
interface Tracer extends Omit<Page, 'fill'> {
  readonly written: () => Written;
  /** What was found calls for another view. */
  readonly render: () => void;
  /** The verdict, null where the reader of the whole failed itself. */
  readonly tell: (verdict: Verdict | null) => void;
  readonly save: () => void;
}

export class Whole {
  /** Whether the paste is more than a chain, and shown as a whole. */
  isShown = false;
  /** What the reader filled in for names that the paste lacks. */
  filled = '';
  /** Milliseconds that reading took last. */
  cost = 0;
  /** A chain by the rows, of which the reader of the whole says otherwise. */
  private doubted: string | null = null;
  /** A paste in which the reader of the whole found no model, but the rows have layers. */
  private barren: string | null = null;
  private loading: Promise<void> | null = null;

  constructor(
    private readonly element: WholeModels,
    private readonly given: Given,
    private readonly tracer: Tracer,
  ) {}

  /** There is another text: decides who reads it. */
  expect({ text, traced }: Pick<Written, 'text' | 'traced'>): void {
    this.isShown = text === this.doubted || (text !== this.barren && isWhole(text, traced));
    this.element.ariaBusy = 'true'; // until the whole of this text stands
    this.element.expect?.(); // which is there once its script is
    if (!this.isShown) this.element.leave?.();
  }

  /** Reads the paste, or, where the rows say that a chain fits, asks whether it does. */
  async read(): Promise<void> {
    const written = this.tracer.written();
    const { isShown } = this;
    if (!isShown && !mayBeDoubted(written)) return;
    try {
      await this.load();
    } catch {
      if (!isShown) return;
      this.element.textContent = this.given.words['unloaded'] ?? '';
      this.element.ariaBusy = 'false';
      return;
    }
    if (written.text !== this.tracer.written().text) return;
    if (isShown) this.show(written);
    else if (this.timed(() => this.element.doubts(written.text, rowsOf(written)))) {
      this.doubted = written.text;
      this.tracer.render();
    }
  }

  private show({ text, traced, isNew }: Written): void {
    let found: Verdict | null = null;
    this.tracer.steadily(() => {
      found = this.timed(() => this.verdict(text, isNew));
    });
    this.tracer.tell(found);
    if ((found as Verdict | null)?.kind !== 'nothing' || traced.rows.length === 0) return;
    this.barren = text;
    this.tracer.render();
  }

  private verdict(text: string, isNew: boolean): Verdict | null {
    const fill = (filled: string): void => this.fill(filled);
    this.element.begin(this.given.models, this.given.reasons ?? {}, { ...this.tracer, fill });
    return this.element.show(text, this.filled, isNew);
  }

  /** The reader filled in what the paste lacks. */
  private fill(filled: string): void {
    this.filled = filled;
    this.tracer.tell(this.verdict(this.tracer.written().text, false));
    this.tracer.save();
  }

  private timed<Result>(action: () => Result): Result {
    const start = performance.now();
    const result = action();
    this.cost = performance.now() - start;
    return result;
  }

  /** Loads the script, once; after a failure it may be tried again. */
  private async load(): Promise<void> {
    this.loading ??= loadScript(this.given.wholeScript, this.given.isHosted);
    try {
      await this.loading;
    } catch (error) {
      this.loading = null;
      throw error;
    }
  }
}

/** Whether the reader wrote it, and it fits by the rows. */
function mayBeDoubted({ isTouched, traced }: Written): boolean {
  return isTouched && !traced.fault && brokenRow(traced) < 0 && traced.rows.length > 0;
}

/** What the rows say of the whole chain. */
function rowsOf({ traced: { rows, trained, frozen } }: Written): ChainRows {
  const layers = rows.filter(({ item }) => !isInput(item.node)).length;
  return { output: shown(rows.at(-1)?.y), parameters: trained + frozen, layers };
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
