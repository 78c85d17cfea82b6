/** What is told below the picture and stays in sight with it: what happens there, or why Keras refuses. */
import { put, wantsStillness } from '../../../site/element.ts';
import { keepWhole } from '../../../site/whole.ts';
import type { Sentence } from '../scene/sentences.ts';
import type { Stage } from '../stage/stage.ts';
import { say } from '../words.ts';
import type { Parts } from './parts.ts';

const CLEAR = 4; // px between the sentence and what the finger is on
const SHARE = 0.5; // of the window's height, that picture and sentence keep while the reader scrolls on
const PASSED = 24; // px of scrolling, from which on the reader has gone on
const SMOOTH = 1000; // ms: while the sentence comes into sight, the page scrolls by itself

export class Told {
  /** The sentence, as HTML. */
  private html = '';
  /** What a change to another operation has changed besides, until something else is done. */
  private switched = '';
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
  }

  /** Of a layer that is new: what was told of the one before is past. */
  begin(): void {
    this.switched = '';
    this.explain(false);
  }

  /** The reader goes a step on or chooses a cell: all of the sentence is shown. @param isAsked whether it comes into sight */
  press(isAsked = false): void {
    this.isPressed = true;
    this.isAsked = isAsked;
    this.from = scrollY;
    this.parts.form.removeAttribute('data-passed');
    this.attend(null);
  }

  /** What is seen is no longer what the reader made of it. */
  leave(): void {
    this.attend(null);
  }

  /** What goes on by itself takes room for its sentences when it has come to rest. */
  play(): void {
    this.isPressed = false;
    this.attend(null);
  }

  /** The reader sets this, below the picture: it stays where it is. */
  set(control: Element): void {
    this.attend(control);
  }

  /** What the reader sets stays where it is, whatever this makes of what stands above it. */
  keepStill(act: () => void): void {
    const before = this.setting?.getBoundingClientRect().top ?? 0;
    act();
    if (!this.setting) return;
    scrollBy({ top: this.setting.getBoundingClientRect().top - before, behavior: 'instant' });
  }

  /** Tells what another operation has changed besides; nothing where there is nothing. */
  switch(sentence: string): void {
    this.switched = sentence;
  }

  write(said: readonly Sentence[]): void {
    const { says } = this.parts;
    const sentences = said.map((it) => (typeof it === 'string' ? it : say(...it)));
    const note = this.switched && `<span class="switched">${this.switched}</span>`;
    const html = [note, ...sentences].filter(Boolean).join(' ');
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
    const room = saying.offsetHeight;
    const wanted = this.setting ? Math.min(says.scrollHeight, this.least(this.setting)) : says.offsetHeight;
    if (this.isPressed || wanted > room) {
      const spare = this.isPressed ? 0 : Math.max(this.spare - Math.max(wanted - room, 0), 0);
      if (this.stage.isShared) this.keepStill(() => this.give(wanted, spare));
      else this.give(wanted, spare);
    }
    this.isPressed = false;
  }

  /** Gives the sentence that much room, and leaves that much below it. */
  private give(room: number, spare: number): void {
    this.spare = spare;
    this.parts.saying.style.setProperty('--said', `${room}px`);
    this.parts.view.style.setProperty('--spare', `${spare}px`);
  }

  /** The reader scrolls on: of a long sentence just the beginning stays in sight with the picture, the rest is scrolled to within it. */
  private pass(): void {
    const { view, saying, form, controls } = this.parts;
    if (performance.now() < this.coming) this.from = scrollY;
    if (scrollY - this.from < PASSED || form.hasAttribute('data-passed') || !this.stage.isShared) return;
    form.setAttribute('data-passed', '');
    const room = saying.offsetHeight;
    const over = view.offsetHeight - SHARE * innerHeight;
    if (over <= 0) return;
    const before = controls.getBoundingClientRect().top;
    this.give(Math.max(room - over, 0), this.spare + Math.min(over, room));
    const moved = before - controls.getBoundingClientRect().top; // its least height counts, and margins that are one
    this.give(Math.max(room - over, 0), this.spare + moved);
  }

  /** As much room as ends above what is set. */
  private least(control: Element): number {
    const line = control.closest('.dial') ?? control;
    return line.getBoundingClientRect().top - CLEAR - this.parts.saying.getBoundingClientRect().top;
  }

  private attend(control: Element | null): void {
    this.setting = control;
    this.parts.form.toggleAttribute('data-setting', control !== null);
  }

  /** Where there is little room the reason lies over what is below it, when it is asked for. */
  private explain(isAsked: boolean): void {
    put(this.parts.asks, { ariaExpanded: String(isAsked) });
    this.parts.reason.toggleAttribute('data-asked', isAsked);
  }
}
