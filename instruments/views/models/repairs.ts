/** Repairs of a fault as buttons. They are tried in slices, so that the page answers in between. */
import type { Repair } from '../../frameworks/framework.ts';
import { element, sentence } from './dom.ts';
import type { Words } from './dom.ts';

/** Milliseconds without a change of the paste until repairs are tried. */
const PAUSE = 250;
/** Milliseconds that a slice may take. */
const SLICE = 8;
/** Where the code stands beside what is said of it, as in shapes.css. */
const BESIDE = '(min-width: 60em)';

export class Repairs {
  readonly element = element('div', { class: 'sm-repairs', role: 'group' });
  private later: ReturnType<typeof setTimeout> | undefined;
  private shown = '';

  /**
   * @param reason what the tracer says, in the page's language
   * @param apply puts the repaired text in the place of the reader's
   */
  constructor(
    private readonly words: Words,
    private readonly reason: (text: string) => HTMLElement,
    private readonly at: (line: number) => string,
    private readonly apply: (repair: Repair) => void,
    private readonly done: () => void,
    private readonly steadily: (change: () => void) => void,
  ) {
    this.element.setAttribute('aria-label', words.repairs ?? '');
  }

  get isPending(): boolean {
    return this.later !== undefined;
  }

  /**
   * Takes away what was offered for another paste, and tries what to offer for this one.
   *
   * @param atOnce does not wait for a pause of the writer
   */
  show(steps: () => Generator<undefined, readonly Repair[]>, isFault: boolean, atOnce: boolean): void {
    this.stop();
    if (!isFault || atOnce) this.offer([]);
    if (isFault && atOnce) this.element.append(element('p', { class: 'sm-quiet' }, this.words.trying ?? ''));
    if (isFault) this.later = setTimeout(() => this.slice(steps(), atOnce), atOnce ? 0 : PAUSE);
  }

  /** What was offered for a text that is another by now cannot be chosen until it is tried anew. */
  stop(): void {
    clearTimeout(this.later);
    this.later = undefined;
    for (const button of this.element.querySelectorAll('button')) button.disabled = true;
  }

  clear(): void {
    this.stop();
    this.offer([]);
  }

  private slice(steps: Generator<undefined, readonly Repair[]>, atOnce: boolean): void {
    const end = performance.now() + SLICE;
    do {
      const step = steps.next();
      if (step.done) {
        this.later = undefined;
        const offer = (): void => this.offer(step.value);
        if (atOnce) offer();
        else this.steadily(offer);
        this.done();
        return;
      }
    } while (performance.now() < end);
    this.later = setTimeout(() => this.slice(steps, atOnce), 0);
  }

  private offer(repairs: readonly Repair[]): void {
    const key = JSON.stringify(repairs);
    if (key === this.shown && !this.element.querySelector(':disabled, .sm-quiet')) return;
    this.shown = key;
    const [best, ...others] = repairs.map((repair) => this.button(repair));
    this.element.replaceChildren();
    if (best) this.element.append(element('p', {}, this.words.repairs ?? ''), best);
    if (others.length > 0) this.element.append(this.folded(others));
  }

  /** Beside the code there is room for all of them; above it, on a phone, for the best one. */
  private folded(buttons: readonly HTMLElement[]): HTMLElement {
    const summary = element('summary', {}, ...sentence(this.words.others ?? '', { n: buttons.length }));
    const details = element('details', {}, summary, ...buttons);
    details.open = matchMedia(BESIDE).matches;
    return details;
  }

  private button(repair: Repair): HTMLElement {
    const lines = repair.changes.map(({ line, text }) =>
      element('span', { class: 'sm-change' }, this.at(line), ': ', element('code', {}, text.trim())),
    );
    const button = element('button', { type: 'button', class: 'sm-repair' }, this.reason(repair.says), ...lines);
    button.addEventListener('click', () => this.apply(repair));
    return button;
  }
}
