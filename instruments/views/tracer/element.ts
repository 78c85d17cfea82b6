/** `<shape-tracer>`: a stack of Keras layers as code and as rows, both in step, and what becomes of a shape in it. */
import { withInput } from '../../tracer/stack/edit.ts';
import type { Edit } from '../../tracer/stack/edit.ts';
import type { Mend } from '../../tracer/stack/mending.ts';
import { brokenRow, listed, sizes } from '../../tracer/stack/stack.ts';
import type { Item, Row } from '../../tracer/stack/stack.ts';
import { copies, element, fill, put, rich } from '../../site/element.ts';
import { whole } from '../../site/whole.ts';
import { Slices } from '../models/slices.ts';
import type { Verdict } from '../models/verdict.ts';
import { encode } from './address.ts';
import type { State } from './address.ts';
import { Beside } from './beside.ts';
import { add, addArgument, move, placeAfter, set } from './changes.ts';
import type { Act } from './changes.ts';
import { straightened, tokenize } from './colours.ts';
import type { Tokens } from './colours.ts';
import { choices, mend } from './controls.ts';
import { Editor, hasNewLines, linesThatDiffer } from './editor.ts';
import { Steps } from './history.ts';
import { furnished, readGiven } from './parts.ts';
import type { Example, Given, Parts } from './parts.ts';
import { Reader } from './reader.ts';
import { Sentences } from './sentences.ts';
import type { Shown } from './sentences.ts';
import LAYERS from './table/layers.json' with { type: 'json' };
import { StackTable } from './table/table.ts';
import { Undo } from './undo.ts';
import { WayBack } from './way_back.ts';

/** More characters are not read anyway, and a browser would labour at them. */
const LONGEST = 200_000;
/** Of so many a coloured copy is made. */
const MOST_COLOURED = 20_000;
/** New lines that are coloured at once; colours of more of them come when the verdict has been painted. */
const COLOURED_AT_ONCE = 5;

/** The kind of edit that a browser tells in one event, however many lines there are. */
const PASTING = 'insertFromPaste';

/** Milliseconds: of a frame; that a writer rests before what takes longer than a frame may is done; until what takes less is. */
const FRAME = 1000 / 60;
const REST = 250;
const SOON = 30;

/** Whether colouring a text would delay its verdict. */
const isMuchNew = (before: string, text: string): boolean =>
  text.length <= MOST_COLOURED && linesThatDiffer(before.split('\n'), text.split('\n')).length > COLOURED_AT_ONCE;

export class ShapeTracer extends HTMLElement {
  private given: Given | null = null;
  // from `begin` on
  private parts!: Parts;
  private sentences!: Sentences;
  private editor!: Editor;
  private table!: StackTable;
  private wayBack!: WayBack;
  private beside!: Beside;
  private reader!: Reader;

  private readonly steps = new Steps(() => this.state());
  private readonly undo = new Undo();
  private readonly mending = new Slices<readonly Mend[]>((slice) => this.attempt(slice));
  private readonly colouring = new Slices<unknown>((slice) => this.attempt(slice));
  /** The rows of a paste, which come when its verdict has been painted. */
  private readonly coming = new Slices<unknown>((slice) => this.attempt(slice));
  private later: ReturnType<typeof setTimeout> | undefined;
  private tokens: Tokens = tokenize('');
  /** The input's sizes, for code that has none. */
  private apart = '';
  /** Of which row what size is wanted, while the text waits to be read. */
  private asked: { readonly chosen: number; readonly want: string } | null = null;
  /** Whether the reader wrote anything. */
  private isTouched = false;
  /** Whether the text has just been pasted or repaired; whether it came in one go: pasted, opened, repaired. */
  private isPasted = false;
  private isNew = true;
  private areRowsExpected = false;
  /** The text as it was last laid out, and as it was before what comes at once. */
  private seen = '';
  private atOnce: string | null = null;
  /** Whether the reader wants the rows of what is read as a whole. */
  private byLine = false;
  /** Of the link to each example. */
  private readonly codeOf = new Map<HTMLElement, string>();

  get area(): HTMLTextAreaElement {
    return this.parts.area;
  }

  connectedCallback(): void {
    if (this.given) return;
    this.className = 'st-waiting'; // until all is there, so that nothing moves
    document.documentElement.classList.add('keeps-place'); // shapes.css
    // in steps: a page that is still loading does other things in between
    setTimeout(() => this.attempt(() => this.begin()));
  }

  /** Does something; where that fails, the reader is told, and what the reader wrote stays. */
  private attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      console.error(error);
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    clearTimeout(this.later);
    this.mending.stop();
    this.colouring.stop();
    this.expectRows(false);
    this.reveal();
    const told = fill(this.given?.words['trouble'] ?? '{message}', { message: String(error) });
    const { outcome, whole, mends, fault, totals } = this.parts ?? {};
    if (!outcome) return void this.append(element('p', { role: 'alert' }, told));
    whole.ariaBusy = 'false';
    for (const part of [mends, fault, totals]) part.replaceChildren();
    this.wayBack.clear();
    this.table.clear();
    this.editor.paintPlain(this.area.value);
    outcome.classList.add('st-bad');
    outcome.textContent = told;
  }

  private begin(): void {
    const given = (this.given = readGiven());
    const parts = (this.parts = furnished(this));
    this.sentences = new Sentences(given.words);
    this.editor = new Editor(parts);
    this.table = new StackTable(parts.body, this.sentences, {
      attempt: (action) => this.attempt(action),
      set: (row, key, value) => this.change(row, (text, it) => set(text, it, key, value)),
      add: (row, key) => this.change(row, (text, it) => addArgument(text, it, key)),
      act: (row, act) => this.act(row, act),
    });
    this.wayBack = new WayBack(parts, this.sentences, {
      attempt: (action) => this.attempt(action),
      set: (row, key, value) => this.change(row, (text, it) => set(text, it, key, value)),
      save: () => this.steps.save(),
      backwards: (at, wanted) => this.reader.backwards(at, wanted),
      reveal: () => this.reveal(),
    });
    this.beside = new Beside(parts, this.editor, () => !this.hasRows);
    this.reader = new Reader(parts.whole, given, {
      select: (line) => this.beside.select(line),
      replace: (code, line) => this.mendWhole(code, line),
      steadily: (change) => this.beside.steadily(change),
      attempt: (action) => this.attempt(action),
      render: () => this.render(),
      tell: (verdict) => this.markRefused(verdict),
      save: () => this.steps.save(),
    });
    this.listen(given);
    this.open();
  }

  private listen({ words, examples, programs }: Given): void {
    const { parts } = this;
    for (const kind of ['pointerover', 'pointerdown', 'focusin'])
      this.addEventListener(kind, () => void this.reader.load(), { once: true, passive: true });
    const guarded =
      (action: (event: Event) => void) =>
      (event: Event): void =>
        this.attempt(() => action(event));
    parts.area.maxLength = LONGEST;
    parts.area.oninput = guarded((event) => {
      if (this.editor.isReplacing) return;
      this.editor.markChanged('', '');
      const { inputType } = event as InputEvent;
      this.read(this.isPaste(inputType), inputType === PASTING);
    });
    addEventListener('click', () => this.steps.finish(), { capture: true }); // a link may lead away with what was just written
    for (const kind of ['click', 'keyup'])
      parts.area.addEventListener(
        kind,
        guarded(() => this.beside.point()),
      );
    addEventListener('scroll', () => requestAnimationFrame(() => this.beside.follow()), { passive: true });
    parts.input.oninput = guarded(() => this.enter());
    parts.menu.append(...choices(LAYERS.layers.split(' ')));
    parts.menu.value = 'Conv2D';
    parts.adder.onclick = guarded(() => this.write({ text: add(this.area.value, this.items, parts.menu.value) }));
    parts.undo.onclick = guarded(() => this.takeBack());
    copies(parts.copyCode, () => this.area.value, words);
    copies(parts.copyLink, () => this.link(), words);
    parts.byLines.onclick = guarded(() => this.switch());
    parts.nav.append(...[...examples, ...programs].map((example) => this.exampleLink(example)));
  }

  private exampleLink(example: Example): HTMLElement {
    const open = (event: MouseEvent): void => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // elsewhere
      event.preventDefault();
      this.load(example);
      this.steps.save(true);
    };
    const onclick = (event: MouseEvent): void => this.attempt(() => open(event));
    const link = element('a', { href: encode(example), onclick }, example.name);
    this.codeOf.set(link, example.code ?? '');
    return link;
  }

  /** The example that stands in the box. */
  private markExample(): void {
    for (const [link, code] of this.codeOf) put(link, { ariaCurrent: String(code === this.area.value) });
  }

  /** Shows what the address says, now and whenever the reader goes back or on. */
  private open(): void {
    const open = (): void => this.attempt(() => this.load(Steps.read() ?? this.given?.examples[0] ?? {}));
    addEventListener('popstate', open);
    // What an address points at below is read first, and stays in its place: the page's own scrolling has to be seen before.
    const seen = (): number => requestAnimationFrame(() => setTimeout(open));
    if (document.readyState === 'complete') seen();
    else addEventListener('load', seen);
  }

  load({ code = '', input = '', at = '', want = '', set = '', view = '' }: Partial<State>): void {
    if (this.isTouched) this.editor.replace(code);
    else this.area.value = code;
    this.editor.markChanged('', '');
    this.reader.filled = set;
    this.byLine = view === 'lines';
    this.reader.isWholeAsked = view === 'whole';
    this.apart = input;
    this.wayBack.isPinned = at !== '';
    this.isNew = true;
    this.render();
    this.considerLater(0, Number(at), want);
  }

  /** Later, what takes longer than a frame may. */
  considerLater(pause: number, chosen?: number, want?: string): void {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.attempt(() => this.consider(chosen, want)), pause);
  }

  /** Whether the text was pasted: a phone's keyboard calls that writing, and tells it line by line, all at once. */
  private isPaste(inputType = ''): boolean {
    if (this.atOnce === null) setTimeout(() => (this.atOnce = null));
    this.atOnce ??= this.seen;
    const isWriting = inputType.startsWith('insert');
    return inputType === PASTING || (isWriting && hasNewLines(this.atOnce, this.area.value));
  }

  /** The reader wrote code. */
  private read(isPasted = false, isWhole = false): void {
    this.isTouched = true;
    this.isPasted = this.isNew = isPasted;
    this.render(isWhole);
    this.steps.save();
  }

  /** Something else changed the code. */
  private write({ text, input = this.apart }: Edit): void {
    const before = { text: this.area.value, input: this.apart };
    this.undo.add(before, text);
    this.put(text, input);
  }

  /** Takes back what was changed last. */
  private takeBack(): void {
    const before = this.undo.take();
    if (!before) return;
    this.put(before.text, before.input);
    this.editor.showChanged();
    this.editor.unmark(); // what stands there is what the reader had
    if (this.parts.undo.hidden) this.parts.copyCode.focus(); // not into the text: a phone would open its keyboard
  }

  private put(text: string, input: string): void {
    this.apart = input;
    this.editor.markChanged(this.area.value, text);
    this.editor.replace(text);
    this.read();
  }

  /** The reader wrote another input shape. */
  private enter(): void {
    const shape = sizes(this.parts.input.value);
    this.parts.input.ariaInvalid = String(!shape);
    if (shape) this.write(withInput(this.area.value, this.reader.stack, shape));
  }

  private get items(): Item[] {
    return this.reader.stack.rows.map(({ item }) => item);
  }

  /** Changes a layer. */
  private change(at: number, by: (text: string, row: Row) => string): void {
    const row = this.reader.stack.rows[at];
    if (row) this.write({ text: by(this.area.value, row) });
  }

  /** Moves a layer or takes it out; the focus stays with it or where it was. */
  private act(row: number, act: Act): void {
    const { items } = this;
    this.write({ text: move(this.area.value, items, row, act) });
    (this.table.button(placeAfter(act, items, row), act) ?? this.area).focus();
  }

  /** @param isWhole whether all of the text came in one event: its verdict is painted with it, not a frame behind */
  private render(isWhole = false): void {
    this.markExample();
    this.beside.steadily(() => this.lay(isWhole));
    if (isWhole && this.seen.length <= MOST_COLOURED) this.consider();
    else this.considerLater(this.isPasted ? 0 : this.reader.cost > FRAME / 2 ? REST : SOON);
  }

  private lay(isWhole: boolean): void {
    const { parts, reader, seen: before } = this;
    const text = (this.seen = this.area.value);
    this.tokens = tokenize(text.length > MOST_COLOURED ? '' : text);
    reader.read(text, this.apart, this.tokens.fault);
    this.arrange();
    const { rows, input, stopped } = reader.stack;
    if (document.activeElement !== parts.input) parts.input.value = input ? listed(input.slice(1)) : this.apart;
    if (isWhole && isMuchNew(before, text)) this.paintLater(text);
    else this.paint(text);
    this.expectRows(isWhole && this.hasRows);
    if (!this.areRowsExpected) this.table.show(this.hasRows ? rows : [], stopped, text);
    this.conclude(text);
  }

  /** Of a text that came in one event the rows, their repairs and the way back come when the verdict has been painted, unseen until then. */
  private expectRows(are: boolean): void {
    this.coming.stop();
    this.areRowsExpected = are;
    const { chain, way } = this.parts ?? {};
    for (const part of [chain, way]) part?.toggleAttribute('data-new', are);
  }

  /** Whether the rows are seen: of a chain that is cautioned of, where the reader asks for them. */
  private get hasRows(): boolean {
    const { view, isChain, stack } = this.reader;
    return view === 'rows' || (this.byLine && isChain && stack.isCautioned);
  }

  /** Shows the rows, the whole, or of a whole only its verdict above the rows: the two never say different things. */
  private arrange(): void {
    const { parts, hasRows, reader } = this;
    const isWhole = reader.view !== 'rows';
    const isEmpty = reader.stack.rows.length === 0;
    if (hasRows) this.markRefused(null);
    parts.undo.hidden = !this.undo.isOf(this.area.value);
    parts.whole.hidden = !isWhole;
    const isRead = reader.isChain && reader.fault === null && !isEmpty;
    parts.switcher.hidden = !isRead || (!isWhole && reader.stack.stopped >= 0);
    this.toggleAttribute('data-whole', !hasRows);
    parts.whole.className = hasRows ? 'sm-brief' : '';
    parts.byLines.textContent = this.sentences.word(hasRows ? 'as_whole' : 'by_line');
    parts.outcome.hidden = isWhole;
    for (const part of [parts.chain, parts.fault, parts.mends, parts.adding, parts.inputLine]) part.hidden = !hasRows;
    for (const part of [parts.way, parts.stack, parts.totals]) part.hidden = !hasRows || isEmpty;
    this.area.setAttribute('aria-describedby', isWhole ? 'sm-verdict' : 'st-outcome st-fault');
  }

  /** In the address: what is shown where it is not what the text is shown as by itself. */
  private get addressedView(): string {
    const { view, isChain, stack } = this.reader;
    if (view === 'rows' || !isChain) return '';
    return stack.isCautioned ? (this.byLine ? 'lines' : '') : 'whole';
  }

  private get shown(): Shown {
    const { stack, fault } = this.reader;
    return { ...stack, fault };
  }

  private switch(): void {
    this.steps.finish();
    const { reader } = this;
    if (reader.stack.isCautioned) this.byLine = !this.byLine;
    else reader.isWholeAsked = !reader.isWholeAsked;
    this.render();
    this.steps.save(true);
  }

  /** The coloured copy behind the text, with the place of each fault. */
  paint(text: string): void {
    this.colouring.stop();
    if (text.length > MOST_COLOURED) return this.editor.paintPlain(text);
    const { fault, stack } = this.reader;
    const broken = stack.rows.flatMap(({ issue }) => (issue && issue.stage !== 'maybe' ? [issue.place] : []));
    const marks = this.hasRows ? [...(fault ? [fault] : []), ...broken] : [];
    this.editor.paint(text, this.tokens.tokens, marks);
  }

  /** The text at once, its colours when the verdict has been painted, which they would delay. */
  private paintLater(text: string): void {
    this.editor.paintPlain(text);
    this.colouring.runPainted(
      function* () {
        yield;
      },
      () => this.paint(text),
    );
  }

  /** The outcome in a sentence. */
  private conclude(text: string): void {
    const { outcome, fault, totals } = this.parts;
    const { shown, sentences } = this;
    outcome.classList.toggle('st-bad', shown.fault !== null || brokenRow(shown) >= 0);
    outcome.classList.toggle('st-none', !shown.rows.length);
    const said = sentences.outcome(shown, text);
    if (outcome.textContent !== said) outcome.replaceChildren(...whole(said)); // else it would be read out again
    const reasons = fault.hidden ? [] : sentences.reasons(shown, text);
    fault.replaceChildren(...reasons.map((reason) => element('p', {}, reason)));
    totals.textContent = sentences.totals(shown);
  }

  /** What takes longer than a frame may: the whole, repairs, and the way back from a wanted size. */
  consider(chosen = this.asked?.chosen ?? this.wayBack.chosen, want = this.asked?.want ?? this.wayBack.wish): void {
    clearTimeout(this.later);
    this.mending.stop();
    const { reader } = this;
    this.asked = reader.view === 'pending' ? { chosen, want } : null; // considered once the text is read
    if (this.asked) return;
    if (reader.view === 'whole') reader.showWhole(this.isNew);
    else if (!this.areRowsExpected) this.parts.whole.ariaBusy = 'false';
    this.face();
    if (!this.areRowsExpected) this.considerRows(chosen, want);
    else
      this.coming.runPainted(
        function* () {
          yield;
        },
        () => this.showRows(chosen, want),
      );
  }

  private showRows(chosen: number, want: string): void {
    const { stack, view } = this.reader;
    this.expectRows(false);
    this.table.show(stack.rows, stack.stopped, this.area.value);
    if (view !== 'whole') this.parts.whole.ariaBusy = 'false';
    this.considerRows(chosen, want);
  }

  private considerRows(chosen: number, want: string): void {
    const { reader } = this;
    this.table.offer();
    if (!this.hasRows) return this.reveal();
    const at = brokenRow(reader.stack);
    if (at < 0) this.offer(this.straightening());
    else
      this.mending.run(
        () => reader.mends(),
        0,
        (found) => this.offer(found, found.length === 0),
      );
    this.wayBack.show(reader.stack, at, chosen, want);
  }

  /** The repair of quotation marks that a word processor made. */
  private straightening(): Mend[] {
    if (this.reader.fault?.code !== 'quotes') return [];
    return [{ text: straightened(this.area.value), says: '', words: 'quotes', code: `'…'  "…"` }];
  }

  /** The reader chose a repair of a row. */
  private mendRow(mended: Mend): void {
    this.write(mended);
    this.editor.showChanged();
    this.isPasted = true;
  }

  /** The reader chose a repair of the whole. */
  private mendWhole(code: string, line: number): void {
    this.write({ text: code });
    this.isNew = this.isPasted = true;
    this.beside.select(line);
    this.editor.showChanged();
  }

  /** The line that the whole is refused at is seen in the code; what is pasted is scrolled to it. */
  private markRefused(verdict: Verdict | null): void {
    const isRefused = verdict?.kind === 'fault' && !this.hasRows;
    this.editor.markRefused(isRefused ? verdict.line : null, this.isPasted);
  }

  /** Brings the verdict of what was pasted or repaired into sight. */
  private face(): void {
    const verdict = this.reader.view === 'whole' ? this.parts.whole.querySelector('#sm-verdict') : this.parts.outcome;
    if (this.isPasted) verdict?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    this.isPasted = false;
  }

  /** Shows the tracer, once all of it is there; what is read meanwhile stays in its place. */
  private reveal(): void {
    if (!this.className) return;
    const read = document.querySelector(':target');
    const top = read?.getBoundingClientRect().top ?? 0;
    this.className = '';
    if (read) scrollBy(0, read.getBoundingClientRect().top - top);
  }

  /** @param isInVain whether none was found of those that were tried, which is then said */
  private offer(proposals: readonly Mend[], isInVain = false): void {
    const buttons = proposals.map((one) => {
      const words = one.says
        ? this.reader.reason(one.says)
        : rich(this.sentences.word(`mend_${one.words}`), { layer: one.layer, code: one.code });
      return mend(words, () => this.attempt(() => this.mendRow(one)));
    });
    const label = element('span', {}, this.sentences.word('mend'));
    const none = isInVain ? [element('span', {}, this.sentences.word('no_mend'))] : [];
    this.beside.steadily(() => this.parts.mends.replaceChildren(...(buttons.length > 0 ? [label, ...buttons] : none)));
  }

  /** The address of what is seen; "" where it would be too long. */
  link(): string {
    return this.steps.link();
  }

  private state(): Partial<State> {
    const { isPinned, chosen, wish } = this.wayBack;
    return {
      code: this.area.value,
      input: this.reader.stack.declared ? '' : this.apart,
      set: this.reader.filled,
      view: this.addressedView,
      ...(isPinned && { at: String(chosen), want: wish }),
    };
  }
}
