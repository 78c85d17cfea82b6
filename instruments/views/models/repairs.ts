/** Repairs of a fault as buttons. They are tried in slices, so that the page answers in between. */
import type { Repair } from '../../frameworks/framework.ts';
import { element, english } from './dom.ts';
import type { Words } from './dom.ts';

/** Milliseconds without a change of the paste until repairs are tried. */
const PAUSE = 250;
/** Milliseconds that a slice may take. */
const SLICE = 8;

export class Repairs {
  readonly element = element('div', { class: 'sm-repairs', role: 'group' });
  private later: ReturnType<typeof setTimeout> | undefined;
  private shown = '';

  /** @param apply puts the repaired text in the place of the reader's */
  constructor(
    private readonly words: Words,
    private readonly at: (line: number) => string,
    private readonly apply: (repair: Repair) => void,
  ) {
    this.element.setAttribute('aria-label', words.repairs ?? '');
  }

  /** Takes away what was offered for another paste, and tries what to offer for this one. */
  show(steps: () => Generator<undefined, readonly Repair[]>, isFault: boolean): void {
    clearTimeout(this.later);
    if (!isFault) this.offer([]);
    else {
      for (const button of this.element.querySelectorAll('button')) button.disabled = true; // until they are tried anew
      this.later = setTimeout(() => this.slice(steps()), PAUSE);
    }
  }

  clear(): void {
    clearTimeout(this.later);
    this.offer([]);
  }

  private slice(steps: Generator<undefined, readonly Repair[]>): void {
    const end = performance.now() + SLICE;
    do {
      const step = steps.next();
      if (step.done) {
        this.offer(step.value);
        return;
      }
    } while (performance.now() < end);
    this.later = setTimeout(() => this.slice(steps), 0);
  }

  private offer(repairs: readonly Repair[]): void {
    const key = JSON.stringify(repairs);
    if (key === this.shown && !this.element.querySelector(':disabled')) return;
    this.shown = key;
    const buttons = repairs.map((repair) => this.button(repair));
    const title = buttons.length > 0 ? [element('p', {}, this.words.repairs ?? '')] : [];
    this.element.replaceChildren(...title, ...buttons);
  }

  private button(repair: Repair): HTMLElement {
    const lines = repair.changes.map(({ line, text }) =>
      element('span', { class: 'sm-change' }, this.at(line), ': ', element('code', {}, text.trim())),
    );
    const button = element('button', { type: 'button', class: 'sm-repair' }, english('span', repair.says), ...lines);
    button.addEventListener('click', () => this.apply(repair));
    return button;
  }
}
