/** What is told below the picture and stays in sight with it: what happens there, or why Keras refuses. */
import { put, wantsStillness } from '../../../site/element.ts';
import { keepWhole } from '../../../site/whole.ts';
import type { Sentence } from '../scene/sentences.ts';
import type { Stage } from '../stage/stage.ts';
import { say } from '../words.ts';
import type { Parts } from './parts.ts';

const CLEAR = 4; // px between the sentence and what the finger is on
const SHARE = 0.5; // of the window's height, that picture and sentence keep while the reader scrolls on
const LEAST = 2; // lines of it that always stay
const SMOOTH = 1000; // ms: while the sentence comes into sight, the page scrolls by itself

export class Told {
  /** The sentence, as HTML. */
  private html = '';
  /** What a change to another operation has changed besides, or why what was typed is not taken; until something else is done. */
  private remarked = '';
  /** Whether the reader has pressed something of the picture since it was at rest. */
  private isPressed = false;
  /** What the reader set last, below the picture; null when something else has been done since. */
  private setting: Element | null = null;
  /** Whether the sentence is to come into sight when it has been written. */
  private isAsked = false;
  /** Where the page was when the sentence had come into sight. */
  private from = 0;
  /** Until when it comes there, by performance.now(). */
  private coming = 0;
  /** CSS pixels of the sentence's room that have been left below the picture, to be scrolled past. */
  private spare = 0;
  /** … that it has given to what comes from below as the reader scrolls. */
  private given = 0;
  /** Both as they were before it gave any. */
  private whole = { room: 0, spare: 0 };

  constructor(
    private readonly parts: Parts,
    private readonly stage: Stage,
  ) {
    parts.asks.onclick = () => this.explain(parts.asks.ariaExpanded !== 'true');
    parts.saying.onclick = () => {
      this.press();
      this.makeRoom();
    };
    addEventListener('scroll', () => this.pass(), { passive: true });
    parts.says.onscroll = () => this.showCut();
  }

  /** Of a layer that is new: what was told of the one before is past. */
  begin(): void {
    this.remarked = '';
    this.explain(false);
  }

  /** The reader goes a step on or chooses a cell: all of the sentence is shown. @param isAsked whether it comes into sight */
  press(isAsked = false): void {
    this.isPressed = true;
    this.isAsked = isAsked;
    this.from = scrollY;
    this.setting = null;
  }

  /** What is seen is no longer what the reader made of it. */
  leave(): void {
    this.setting = null;
  }

  /** What goes on by itself takes room for its sentences when it has come to rest. */
  play(): void {
    this.isPressed = false;
    this.setting = null;
  }

  /** The reader sets this, below the picture: it stays where it is. */
  set(control: Element): void {
    this.setting = control;
  }

  /** What the reader sets stays where it is, whatever this makes of what stands above it. */
  keepStill(act: () => void): void {
    const before = this.setting?.getBoundingClientRect().top ?? 0;
    act();
    if (!this.setting) return;
    const at = scrollY;
    scrollBy({ top: this.setting.getBoundingClientRect().top - before, behavior: 'instant' });
    this.from += scrollY - at; // this is not the reader
  }

  /** Tells what the reader has to know of the last change, first and until another; nothing where there is nothing. */
  remark(sentence: string): void {
    this.remarked = sentence;
  }

  write(said: readonly Sentence[]): void {
    const { says } = this.parts;
    const sentences = said.map((it) => (typeof it === 'string' ? it : say(...it)));
    const note = this.remarked && `<span class="remark">${this.remarked}</span>`;
    const html = [note, ...sentences].filter(Boolean).join(' ');
    this.mark();
    if (html !== this.html) {
      says.innerHTML = this.html = html;
      keepWhole(says);
    }
    if (this.isAsked) this.coming = performance.now() + SMOOTH;
    if (this.isAsked) says.scrollIntoView({ block: 'nearest', behavior: wantsStillness() ? 'instant' : 'smooth' });
    this.isAsked = false;
  }

  /** For those who are read to. */
  heard(isRefused: boolean): string {
    const { refusal, brief, reason, says } = this.parts;
    if (!isRefused) return says.textContent;
    const all = [refusal.querySelector('strong'), brief, ...reason.children];
    return all.map((part) => (part?.checkVisibility() ? part.textContent : '')).join(' ');
  }

  /** The sentence has room of its own, which gets smaller only where the reader looks at the picture and not at what is set below. */
  makeRoom(): void {
    const { saying, says } = this.parts;
    this.mark();
    const room = saying.offsetHeight;
    const wanted = this.setting ? Math.min(says.scrollHeight, this.above(this.setting)) : says.offsetHeight;
    if (this.isPressed || wanted > room) {
      const spare = this.isPressed ? 0 : Math.max(this.spare - Math.max(wanted - room, 0), 0);
      if (this.stage.isShared) this.keepStill(() => this.give(wanted, spare));
      else this.give(wanted, spare);
      this.given = 0;
      this.from = scrollY;
    } else this.takeBack(wanted);
    this.isPressed = false;
    this.showCut();
  }

  /** Of room that a shorter sentence does not need, as much as what is below has come under: there it is seen, and nothing moves. */
  private takeBack(wanted: number): void {
    if (!this.canGive) return;
    const room = this.parts.saying.getBoundingClientRect().height;
    const free = Math.min(room - Math.max(wanted, LEAST * this.line), this.covered());
    if (free <= 0) return;
    this.give(room - free, this.spare + free);
    this.given = 0;
    this.from = scrollY;
  }

  /** Whether the sentence's room is that of what stands below the picture: where a layer is refused, a reason stands in its place. */
  private get canGive(): boolean {
    return this.stage.isShared && !this.parts.form.hasAttribute('data-refused');
  }

  /** Gives the sentence that much room, and leaves that much below it. */
  private give(room: number, spare: number): void {
    this.spare = spare;
    this.parts.saying.style.setProperty('--said', `${room}px`);
    this.parts.view.style.setProperty('--spare', `${spare}px`);
  }

  /**
   * The reader scrolls on: what comes from below takes the room of a long sentence, as far as its beginning, which stays in
   * sight with the picture; the rest is scrolled to within it. It comes back as the reader scrolls back.
   */
  private pass(): void {
    if (!this.canGive) return;
    // taken once: from what is measured again and again, and rounded, what is below would creep
    if (!this.given) this.whole = { room: this.parts.saying.getBoundingClientRect().height, spare: this.spare };
    const { room, spare } = this.whole;
    const covered = this.covered() + this.given;
    if (performance.now() < this.coming || covered <= 0) this.from = scrollY;
    const given = Math.max(Math.min(scrollY - this.from, covered, room - this.least()), 0);
    if (given === this.given) return;
    this.give(room - given, spare + given);
    this.given = given;
    this.showCut();
  }

  /** Of the sentence's room what is left where it and the picture together take their share of the window: whole lines. */
  private least(): number {
    const { view, saying } = this.parts;
    const room = SHARE * innerHeight - (view.offsetHeight - saying.offsetHeight);
    return Math.max(Math.floor(room / this.line), LEAST) * this.line;
  }

  /** CSS pixels of what is below that have come under the picture and its sentence. */
  private covered(): number {
    const { view, views, controls } = this.parts;
    const below = views.offsetHeight ? views : controls; // not every layer has several views
    return view.getBoundingClientRect().bottom - below.getBoundingClientRect().top;
  }

  /** CSS pixels of a line of the sentence. */
  private get line(): number {
    return parseFloat(getComputedStyle(this.parts.says).lineHeight);
  }

  /** Where the sentence goes on below its room it fades. */
  private showCut(): void {
    const { form, says } = this.parts;
    form.toggleAttribute('data-passed', this.given > 0);
    form.toggleAttribute('data-cut', says.scrollTop + says.clientHeight + this.line / 2 < says.scrollHeight);
  }

  /** As much room as ends above what is set. */
  private above(control: Element): number {
    const line = control.closest('.dial') ?? control;
    return line.getBoundingClientRect().top - CLEAR - this.parts.saying.getBoundingClientRect().top;
  }

  /** What the form's style hangs on changes with the words: earlier, the frame of the picture would wait for their layout. */
  private mark(): void {
    const { form } = this.parts;
    form.toggleAttribute('data-setting', this.setting !== null);
    if (this.isPressed) for (const cut of ['data-passed', 'data-cut']) form.removeAttribute(cut);
  }

  /** Where there is little room the reason lies over what is below it, when it is asked for. */
  private explain(isAsked: boolean): void {
    put(this.parts.asks, { ariaExpanded: String(isAsked) });
    this.parts.reason.toggleAttribute('data-asked', isAsked);
  }
}
