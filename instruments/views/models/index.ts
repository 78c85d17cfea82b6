/** What the page loads to read what is written: `<whole-models>`, which reads a chain of layers, and reads and shows any other paste. */
import type { Shape } from '../../graph/tensor.ts';
import { backwards } from '../../tracer/stack/backwards.ts';
import { mended } from '../../tracer/stack/mending.ts';
import type { Mend } from '../../tracer/stack/mending.ts';
import { readStack } from '../../tracer/stack/read.ts';
import type { ReadStack } from '../../tracer/stack/chain.ts';
import type { Answer, Stack } from '../../tracer/stack/stack.ts';
import type { Words } from './dom.ts';
import { readGiven } from './given.ts';
import { read, View } from './view.ts';
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

  /** The paste has changed, and is read soon. */
  expect(): void {
    this.view?.begin();
  }

  /** The paste is no longer shown as a whole: its folds are closed. */
  leave(): void {
    this.view?.leave();
  }

  /** @param isNew whether the text came in one go */
  show(code: string, given: string, isNew: boolean): Verdict | null {
    return this.view?.show(code, given, isNew) ?? null;
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
    if (this.chain?.text !== text || this.chain.input !== input)
      this.chain = { text, input, read: readStack(text, input) };
    return this.chain.read;
  }

  /** Whether a text is followed to its end, though its brackets or quotation marks look amiss. */
  follows(text: string): boolean {
    const { models, unfollowed } = read(text, readGiven(new Map()));
    return models.length > 0 && unfollowed.length === 0;
  }

  /** What mends the first row that breaks, a trial a step. */
  *mendsOf(text: string, input: string): Generator<undefined, readonly Mend[]> {
    const chain = this.chainOf(text, input);
    return chain ? yield* mended(text, input, chain) : [];
  }

  /** What leads to a wanted size of a row, a trial a step. It calls the layers anew: of a chain of its own. */
  *backwards(text: string, input: string, at: number, wanted: Shape | null): Generator<undefined, Answer> {
    const chain = readStack(text, input);
    return chain ? yield* backwards(chain, at, wanted) : { inputs: [], alone: false, changes: [], hit: false };
  }

  /** What the tracer says, in the language of the page. */
  reason(text: string): Node {
    return this.view?.reason(text) ?? document.createTextNode(text);
  }
}

customElements.define('whole-models', WholeModels);
