/** Repairs of a fault as buttons, and which sizes of the input fit, where another one is a repair. */
import type { Repair, Shapes } from '../../frameworks/framework.ts';
import type { FittingSizes } from '../../repairs/sizes.ts';
import { element, sentence } from './dom.ts';
import type { Words } from './dom.ts';
import { isShape } from './shapes.ts';
import { Slices } from './slices.ts';

/** Milliseconds without a change of the paste until repairs are tried. */
const PAUSE = 250;
/** Where the code stands beside what is said of it, as in shapes.css. */
const BESIDE = '(min-width: 60em)';

/** What is tried of a paste, a trial a step. */
interface Trials {
  readonly repairs: () => Generator<undefined, readonly Repair[]>;
  readonly sizes: () => Generator<undefined, FittingSizes | null>;
  /** Shapes as the framework of what is refused prints them. */
  readonly shape: (outputs: Shapes) => string;
}

export class Repairs {
  readonly element = element('div', { class: 'sm-repairs', role: 'group' });
  private readonly repairs = new Slices<readonly Repair[]>();
  private readonly sizes = new Slices<FittingSizes | null>();
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
    return this.repairs.isPending;
  }

  /** Takes away what was offered for another paste, and says that repairs of this one come. */
  announce(isFault: boolean, atOnce: boolean): void {
    this.stop();
    if (!isFault || atOnce) this.offer([]);
    if (isFault && atOnce) this.element.append(element('p', { class: 'sm-quiet' }, this.words.trying ?? ''));
  }

  /**
   * Tries what to offer.
   *
   * @param atOnce does not wait for a pause of the writer
   */
  show(trials: Trials, isFault: boolean, atOnce: boolean): void {
    if (!isFault) return this.offer([]);
    this.repairs.run(trials.repairs, atOnce ? 0 : PAUSE, (repairs) => {
      const offer = (): void => {
        this.offer(repairs, outputsOf(repairs, trials.shape), repairs.length === 0);
        if (repairs.some(({ resizesInput }) => resizesInput)) this.showSizes(trials.sizes);
      };
      if (atOnce) offer();
      else this.steadily(offer);
      this.done();
    });
  }

  /** What was offered for a text that is another by now cannot be chosen until it is tried anew. */
  stop(): void {
    this.repairs.stop();
    this.sizes.stop();
    for (const button of this.element.querySelectorAll('button')) button.disabled = true;
  }

  clear(): void {
    this.stop();
    this.offer([]);
  }

  /** All sizes take seconds: the line that will tell them stands from the first, and nothing moves when they are known. */
  private showSizes(steps: Trials['sizes']): void {
    const line = element('p', { class: 'sm-sizes' });
    const say = (sizes: Node): void => line.replaceChildren(...sentence(this.words.sizes ?? '', { sizes }));
    say(element('span', {}, this.words.trying_sizes ?? ''));
    this.element.append(line);
    this.sizes.run(steps, 0, (found) => {
      if (found) say(this.reason(found.says));
      else line.remove();
    });
  }

  /**
   * @param outputs of each what the model then gives; null where that need not be told
   * @param isNoneFound whether none was found of those that were tried, which is then said
   */
  private offer(repairs: readonly Repair[], outputs: readonly (string | null)[] = [], isNoneFound = false): void {
    const key = JSON.stringify(repairs);
    if (key === this.shown && !isNoneFound && !this.element.querySelector(':disabled, .sm-quiet')) return;
    this.shown = key;
    const [best, ...others] = repairs.map((repair, at) => this.button(repair, outputs[at] ?? null));
    this.element.replaceChildren();
    const isWhole = repairs[0]?.stops === null;
    const words = isWhole ? this.words.repairs : this.words.repairs_partly;
    if (isNoneFound) this.element.append(element('p', { class: 'sm-quiet' }, this.words.no_repair ?? ''));
    if (best) this.element.append(element('p', {}, words ?? ''), best);
    if (others.length > 0) this.element.append(this.folded(others));
  }

  /** Beside the code there is room for all of them; above it, on a phone, for the best one. */
  private folded(buttons: readonly HTMLElement[]): HTMLElement {
    const summary = element('summary', {}, ...sentence(this.words.others ?? '', { n: buttons.length }));
    const details = element('details', { class: 'sm-fold' }, summary, ...buttons);
    details.open = matchMedia(BESIDE).matches;
    return details;
  }

  private button(repair: Repair, output: string | null): HTMLElement {
    const lines = repair.changes.map(({ line, text }) =>
      element('span', { class: 'sm-change' }, this.at(line), ': ', element('code', {}, text.trim())),
    );
    const gives =
      output === null
        ? []
        : [element('span', { class: 'sm-gives' }, ...sentence(this.words.repair_gives ?? '', { shape: output }))];
    const button = element(
      'button',
      { type: 'button', class: 'sm-repair' },
      this.reason(repair.says),
      ...lines,
      ...gives,
    );
    button.addEventListener('click', () => this.apply(repair));
    return button;
  }
}

/** Of a picture or a series, whose sides a repair may change; of other outputs only where the repairs give different ones. */
function outputsOf(repairs: readonly Repair[], shape: Trials['shape']): (string | null)[] {
  const texts = repairs.map(({ outputs }) => (outputs === null ? null : shape(outputs)));
  const areSame = new Set(texts).size === 1;
  return texts.map((text, at) => (areSame && !hasSides(repairs[at]?.outputs ?? null) ? null : text));
}

const hasSides = (outputs: Shapes): boolean => outputs !== null && (!isShape(outputs) || outputs.length > 2);
