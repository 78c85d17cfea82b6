/** What is told below the picture and stays in sight with it: what happens there, or why Keras refuses. */
import { put, wantsStillness } from '../../../site/element.ts';
import { keepWhole } from '../../../site/whole.ts';
import type { Sentence } from '../scene/sentences.ts';
import type { Stage } from '../stage/stage.ts';
import { say } from '../words.ts';
import type { Parts } from './parts.ts';

const CLEAR = 4; // px between the sentence and what the finger is on

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

  constructor(
    private readonly parts: Parts,
    private readonly stage: Stage,
  ) {
    parts.asks.onclick = () => this.explain(parts.asks.ariaExpanded !== 'true');
    parts.saying.onclick = () => {
      this.press();
      this.makeRoom();
    };
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
    if (this.isPressed || wanted > room) saying.style.setProperty('--said', `${wanted}px`);
    if (this.setting && wanted > room) this.stage.follow(wanted - room);
    this.isPressed = false;
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
