/** The whole paste as the reader sees it: the verdict in a sentence, what is asked, each model, what was passed over. */
import { NotLoaded } from '../../frameworks/framework.ts';
import type { Shapes } from '../../frameworks/framework.ts';
import { mendedInput } from '../../tracer/mended_input.ts';
import { likelyInput } from '../../tracer/likely_input.ts';
import type { Offered } from '../../tracer/mended_input.ts';
import { repairs, sizes, trace } from '../../tracer/trace.ts';
import type { FrameworkModel, Trace, TraceOptions } from '../../tracer/trace.ts';
import { ColumnChoice } from './columns.ts';
import { element, english, sentence } from './dom.ts';
import type { Child, Words } from './dom.ts';
import { Drawings } from './drawing/drawings.ts';
import { Fields } from './fields.ts';
import { formatGiven, parseGiven, readGiven } from './given.ts';
import type { ReadGiven } from './given.ts';
import { FRAMEWORKS } from './loading.ts';
import { Reasons } from './reasons.ts';
import { Repairs } from './repairs.ts';
import { isEmpty } from './rows.ts';
import { shapeText } from './shapes.ts';
import { Slices } from './slices.ts';
import { modelTable } from './table.ts';
import { Folds } from './translated/fold.ts';
import { askedOf, frameworksOf, placesOf, verdictOf } from './verdict.ts';
import type { Verdict } from './verdict.ts';
import { messageIn } from './sections.ts';
import { explained, whyOf } from './why.ts';

/** Characters of a paste that are read; the text box holds more, which is then said. */
const LONGEST = 100_000;

/** After which no further repair is tried. */
const REPAIR_MILLISECONDS = 3000;

/** What the page does for the view. */
export interface Page {
  /** Shows a line of the paste. */
  readonly select: (line: number) => void;
  /** Puts a repaired paste in the place of the reader's. */
  readonly replace: (code: string, line: number) => void;
  /** Changes what may stand above the code; who writes in the code sees it stay in its place. */
  readonly steadily: (change: () => void) => void;
  /** The reader filled in something: all of it, as it stands in the link. */
  readonly fill: (given: string) => void;
}

/** Reads a paste; what the reader filled in counts only where it can be read. */
export function read(code: string, { inputs, settings }: ReadGiven): Trace {
  return trace(code, { frameworks: FRAMEWORKS, inputs, settings });
}

/** What stands below the verdict, once it is made. */
interface Below {
  readonly offered: Offered | null;
  readonly models: readonly HTMLElement[];
}

export class View {
  private readonly verdict = element('p', { id: 'sm-verdict', class: 'sm-verdict', role: 'status' });
  private readonly framework = element('p', { class: 'sm-framework' });
  private readonly places = element('ul', { class: 'sm-places' });
  private readonly models = element('div', { class: 'sm-models' });
  private readonly why = element('div', { class: 'sm-why' });
  private readonly quiet = element('div', { class: 'sm-notes' });
  private readonly fields: Fields;
  private readonly drawings: Drawings;
  private readonly repairs: Repairs;
  private readonly columns: ColumnChoice;
  private readonly reasons: Reasons;
  private readonly folds: Folds;
  /** What is made once the verdict has been painted. */
  private readonly below = new Slices<Below>((slice) => this.attempt(slice));
  private found: Trace | null = null;
  private given = new Map<string, string>();
  private said = '';

  constructor(
    private readonly host: HTMLElement,
    private readonly words: Words,
    reasons: Words,
    private readonly page: Page,
  ) {
    this.reasons = new Reasons(reasons);
    this.fields = new Fields(
      words,
      (line) => this.at(line),
      (name, text) => this.fillIn(name, text),
    );
    const done = (): void => this.settle();
    this.drawings = new Drawings(words, page.select, done);
    this.repairs = new Repairs(
      words,
      (text) => this.reason(text),
      (line) => this.text(line),
      ({ source, line }) => page.replace(source, line),
      done,
      page.steadily,
    );
    this.columns = new ColumnChoice(words, () => this.drawModels());
    this.folds = new Folds({ words, line: this.line, reason: (text) => this.reason(text) });
    host.replaceChildren(
      this.framework,
      this.verdict,
      this.why,
      this.fields.element,
      this.repairs.element,
      this.places,
      this.drawings.element,
      this.columns.element,
      this.models,
      this.quiet,
    );
  }

  /** The paste has changed: what is shown is that of another text until `show` and all that follows it is through. */
  begin(): void {
    this.below.stop();
    this.drawings.stop();
    this.repairs.stop();
    this.host.setAttribute('aria-busy', 'true');
  }

  /** What the reader unfolded belongs to a paste that is no longer shown. */
  leave(): void {
    this.folds.forget();
  }

  /**
   * Reads a paste and says its verdict; once that has been painted, what stands below it is made and shown.
   *
   * @param isNew whether the text came in one go, not as it was written: all below the verdict then appears when it is
   *   complete, and nothing moves under the reader's pointer
   * @returns the verdict; null where the tracer itself failed, which is then said
   * @throws NotLoaded where the paste asks for a framework that is yet to come: nothing is shown
   */
  show(code: string, given: string, isNew: boolean): Verdict | null {
    this.begin();
    this.given = parseGiven(given);
    let isWaiting = false;
    try {
      const filled = readGiven(this.given);
      const found = read(code.slice(0, LONGEST), filled);
      this.host.toggleAttribute('data-new', isNew);
      this.say(found, filled, code);
      this.showBelow(found, filled, code, isNew);
      return verdictOf(found);
    } catch (error) {
      isWaiting = error instanceof NotLoaded;
      if (isWaiting) throw error;
      this.fail(error);
      return null;
    } finally {
      if (!isWaiting) this.settle();
    }
  }

  /** Once all of a paste stands, it is said so to those who cannot see it. */
  private settle(): void {
    if ([this.below, this.drawings, this.repairs].some(({ isPending }) => isPending)) return;
    this.host.removeAttribute('data-new');
    this.host.setAttribute('aria-busy', 'false');
  }

  /** Marks the layers that a line makes; the first of them is scrolled to where code and layers stand side by side. */
  point(line: number, scrolls: boolean): void {
    const rows = [...this.models.querySelectorAll('tr[data-line]')];
    for (const row of rows) row.classList.toggle('sm-here', row.getAttribute('data-line') === String(line));
    const first = this.models.querySelector('.sm-here');
    if (scrolls) first?.scrollIntoView({ block: 'nearest' });
  }

  /** What is known at once: the verdict, why, what is asked, which places are named. */
  private say(found: Trace, { wrong }: ReadGiven, code: string): void {
    const needed = [...this.given.keys()].filter((name) => !wrong.has(name) && !found.unneeded.includes(name));
    const names = [...new Set([...needed, ...askedOf(found)])];
    const waiting = found.models.find(({ inputs, fault }) => inputs === null && fault === null) ?? found;
    const example = waiting.framework === 'pytorch' ? '(1, 3, 32, 32)' : '(None, 32, 32, 3)';
    this.framework.replaceChildren(...sentence(this.word('read_as'), { names: frameworksOf(found).join(', ') }));
    this.framework.hidden = frameworksOf(found).length === 0;
    this.tell(verdictOf(found));
    this.explain(found, code);
    this.fields.show({ names, given: this.given, wrong, example, code });
    const places = placesOf(found).map(({ line, text, isFault }) =>
      element(
        'li',
        { class: isFault ? 'sm-fault' : '' },
        ...this.at(line),
        ': ',
        isFault ? english('q', text) : this.reason(text),
      ),
    );
    const cut = code.length > LONGEST ? [element('li', {}, ...this.cut())] : [];
    this.places.replaceChildren(...cut, ...places);
    this.found = found;
  }

  /** What takes longer: the tables, the drawing, the repairs. */
  private showBelow(found: Trace, { inputs, settings }: ReadGiven, code: string, isNew: boolean): void {
    const isFault = verdictOf(found).kind === 'fault' && code.length <= LONGEST;
    const options = { frameworks: FRAMEWORKS, inputs, settings, repairMilliseconds: REPAIR_MILLISECONDS };
    if (isNew) this.folds.forget();
    this.repairs.announce(isFault, isNew);
    const put = ({ offered, models }: Below): void => {
      this.fields.showOffered(offered);
      this.models.replaceChildren(...models);
      this.columns.element.hidden = found.models.every(isEmpty);
      this.quiet.replaceChildren(...this.quietLines(found));
    };
    const show = (below: Below): void => {
      if (isNew) put(below);
      else this.page.steadily(() => put(below));
      this.drawings.show(found.models, isNew);
      const refused = found.models.find(({ fault }) => fault !== null)?.framework ?? null;
      const trials = {
        repairs: () => repairs(code, options),
        sizes: () => sizes(code, options),
        shape: (outputs: Shapes) => shapeText(outputs, refused),
      };
      // without its batch an input is repaired first: other changes would fit the model to a single example
      this.repairs.show(trials, isFault && below.offered === null, isNew);
      this.settle();
    };
    this.below.runPainted(() => this.made(found, options, code), show);
  }

  /** A model a step. */
  private *made(found: Trace, options: TraceOptions, code: string): Generator<undefined, Below> {
    const paste = code.slice(0, LONGEST);
    const offered = mendedInput(paste, options, found) ?? (yield* likelyInput(paste, options, found));
    yield;
    const models: HTMLElement[] = [];
    for (const model of found.models) {
      if (isEmpty(model)) continue;
      models.push(this.table(model));
      yield;
    }
    return { offered, models: [...models, ...found.models.filter(isEmpty).map((model) => this.unknownModel(model))] };
  }

  private table(model: FrameworkModel): HTMLElement {
    const table = modelTable(model, this.words, this.columns.columns, this.line);
    return element('div', {}, table, ...this.folds.of(model));
  }

  /** Other columns are chosen. */
  private drawModels(): void {
    const models = this.found?.models ?? [];
    this.models.replaceChildren(
      ...models.filter((model) => !isEmpty(model)).map((model) => this.table(model)),
      ...models.filter(isEmpty).map((model) => this.unknownModel(model)),
    );
  }

  /** The verdict is replaced only where it is another, else it would be read out again. */
  private tell(verdict: Verdict): void {
    const { kind, words, gaps, line, says } = verdict;
    const said = JSON.stringify(verdict);
    if (this.said === said) return;
    this.said = said;
    this.verdict.className = `sm-verdict sm-${kind}`;
    this.verdict.replaceChildren(
      ...sentence(this.word(words), line === null ? gaps : { ...gaps, line: this.line(line) }),
      ...(says === null ? [] : [' ', english('q', says)]),
    );
  }

  /** Why the paste is refused; else what is known of an error that stands in it, or is all of it. */
  private explain({ models }: Trace, code: string): void {
    const refused = models.find(({ fault }) => fault !== null);
    const { words, line } = this;
    this.why.replaceChildren(
      ...(refused?.fault
        ? whyOf(refused.fault, { words, framework: refused.framework, line, reason: (text) => this.reason(text) })
        : explained(messageIn(code.slice(0, LONGEST), models.length > 0), words)),
    );
  }

  private attempt(slice: () => void): void {
    try {
      slice();
    } catch (error) {
      this.fail(error);
      this.settle();
    }
  }

  private fail(error: unknown): void {
    this.said = '';
    this.verdict.className = 'sm-verdict sm-fault';
    this.verdict.replaceChildren(...sentence(this.word('failed'), { error: String(error) }));
    for (const part of [this.framework, this.why, this.places, this.models, this.quiet]) part.replaceChildren();
    this.drawings.clear();
    this.repairs.clear();
    this.columns.element.hidden = true;
  }

  private cut(): Child[] {
    return sentence(this.word('long'), { limit: LONGEST.toLocaleString('en') });
  }

  private quietLines({ passed, notes, assumed }: Trace): HTMLElement[] {
    const quiet = notes.filter(({ isCaution }) => !isCaution);
    const lines: Child[][] = quiet.map(({ line, text }) => [...this.at(line), ': ', this.reason(text)]);
    const meant = Object.entries(assumed).map(([name, path]) => (name === path ? name : `${name} = ${path}`));
    if (meant.length > 0) lines.push(sentence(this.word('assumed'), { names: english('span', meant.join(', ')) }));
    if (passed.length > 0) {
      const names = passed.map(({ name, lines: at }) => `${name} (${at.join(', ')})`).join(', ');
      lines.push(sentence(this.word('passed'), { names }));
    }
    return lines.map((line) => element('p', {}, ...line));
  }

  private unknownModel({ variable, name, type, line }: FrameworkModel): HTMLElement {
    const gaps = { model: variable ?? name ?? type, line: this.line(line) };
    return element('p', { class: 'sm-quiet' }, ...sentence(this.word('unknown_model'), gaps));
  }

  /** What the tracer says itself; English where the page has no words for it. */
  reason(text: string): HTMLElement {
    const said = this.reasons.say(text);
    return said === null ? english('span', text) : element('span', {}, ...sentence(said));
  }

  private text(line: number): string {
    return this.word('at').replace('{line}', String(line));
  }

  private at(line: number): Child[] {
    return sentence(this.word('at'), { line: this.line(line) });
  }

  private readonly line = (line: number): HTMLElement => {
    const name = line < 10 ? 'sm-go sm-digit' : 'sm-go';
    const button = element('button', { type: 'button', class: name, title: this.text(line) }, String(line));
    button.addEventListener('click', () => this.page.select(line));
    return button;
  };

  /** Leaving a field tells once more what was read while it was written in: it stays, else a press would lose its button. */
  private fillIn(name: string, text: string): void {
    if ((this.given.get(name) ?? '') === text) return;
    if (text) this.given.set(name, text);
    else this.given.delete(name);
    this.page.fill(formatGiven(this.given));
  }

  private word(key: string): string {
    return this.words[key] ?? key;
  }
}
