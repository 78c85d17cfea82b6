/** What the page loads to read what is written: `<whole-models>`, which reads a chain of layers, and reads and shows any other paste. */
import type { Shape } from '../../graph/tensor.ts';
import type { Mend } from '../../tracer/stack/mending.ts';
import type { ReadStack } from '../../tracer/stack/chain.ts';
import type { Answer, Stack } from '../../tracer/stack/stack.ts';
import type { Words } from './dom.ts';
import { readGiven } from './given.ts';
import { isLoadedFor, kerasModule, loadFor, readOr } from './loading.ts';
import { read, View } from './view.ts';
import { warm } from './warming.ts';
import type { Page } from './view.ts';
import type { Verdict } from './verdict.ts';

export class WholeModels extends HTMLElement {
  private view: View | null = null;
  /** The text that was read last. */
  private chain: { readonly text: string; readonly input: string; readonly read: ReadStack | null } | null = null;

  /**
   * @param words the sentences of the page's language
   * @param reasons what the tracer says of a place: English, and the same in the page's language
   * @param page what the page does for the view
   */
  begin(words: Words, reasons: Words, page: Page): void {
    this.view ??= new View(this, words, reasons, page);
  }

  /** Whether the frameworks are there that a paste names; reading it may find another, which it is not ready for. */
  isReadyFor(text: string): boolean {
    return isLoadedFor(text);
  }

  /** Loads what is not there of them. */
  async prepare(text: string): Promise<void> {
    await loadFor(text);
  }

  /** The paste has changed, and is read soon. */
  expect(): void {
    this.view?.begin();
  }

  /** The paste is no longer shown as a whole: its folds are closed. */
  leave(): void {
    this.view?.leave();
  }

  /** @param isNew whether the text came in one go @returns null where it cannot be read, or is not ready for it */
  show(code: string, given: string, isNew: boolean): Verdict | null {
    return readOr(code, null, () => this.view?.show(code, given, isNew) ?? null);
  }

  /** Shows which layers a line of the paste makes. */
  point(line: number, scrolls: boolean): void {
    this.view?.point(line, scrolls);
  }

  /** A text as one chain of layers, to be shown as rows; null where it is another. @param input its sizes, where the code has none */
  stackOf(text: string, input: string): Stack | null {
    return this.chainOf(text, input)?.stack ?? null;
  }

  private chainOf(text: string, input: string): ReadStack | null {
    const keras = kerasModule();
    if (!keras) return null;
    if (this.chain?.text !== text || this.chain.input !== input)
      this.chain = { text, input, read: keras.readStack(text, input) };
    return this.chain.read;
  }

  /** Whether a text is followed to its end, though its brackets or quotation marks look amiss. */
  follows(text: string): boolean {
    return readOr(text, false, () => {
      const { models, unfollowed } = read(text, readGiven(new Map()));
      return models.length > 0 && unfollowed.length === 0;
    });
  }

  /** Reads texts while nothing else is done, those whose frameworks are there. */
  warm(texts: readonly string[]): void {
    warm(texts, (text) => {
      if (isLoadedFor(text)) this.follows(text);
    });
  }

  /** What mends the first row that breaks, a trial a step. */
  *mendsOf(text: string, input: string): Generator<undefined, readonly Mend[]> {
    const [keras, chain] = [kerasModule(), this.chainOf(text, input)];
    return keras && chain ? yield* keras.mended(text, input, chain) : [];
  }

  /** What leads to a wanted size of a row, a trial a step. It calls the layers anew: of a chain of its own. */
  *backwards(text: string, input: string, at: number, wanted: Shape | null): Generator<undefined, Answer> {
    const keras = kerasModule();
    const chain = keras?.readStack(text, input);
    if (!keras || !chain) return { inputs: [], alone: false, changes: [], hit: false };
    return yield* keras.backwards(chain, at, wanted);
  }

  /** What the tracer says, in the language of the page. */
  reason(text: string): Node {
    return this.view?.reason(text) ?? document.createTextNode(text);
  }
}

customElements.define('whole-models', WholeModels);
