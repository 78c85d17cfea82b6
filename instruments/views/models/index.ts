/** What the page loads when a paste is more than one chain: `<whole-models>`, an element that reads and shows it. */
import { doubts } from './doubts.ts';
import type { ChainRows } from './doubts.ts';
import type { Words } from './dom.ts';
import { View } from './view.ts';
import type { Page } from './view.ts';
import type { Verdict } from './verdict.ts';

export class WholeModels extends HTMLElement {
  private view: View | null = null;

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

  /** Whether the whole says otherwise than the rows of a chain; where the tracer itself fails, nothing is known. */
  doubts(code: string, rows: ChainRows): boolean {
    try {
      return doubts(code, rows);
    } catch {
      return false;
    }
  }
}

customElements.define('whole-models', WholeModels);
