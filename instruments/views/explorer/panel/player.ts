/** Walks from step to step: one at a time, or by itself. */
import { put } from '../../../site/element.ts';
import type { Scene } from '../scene/scene.ts';
import type { Panel } from './panel.ts';
import { control } from './parts.ts';

const WHOLE = 20_000; // ms, from the first step to the last
const SHORTEST = 60; // ms, a step
const LONGEST = 1000;

export class Player {
  private timer: number | undefined;

  constructor(private readonly panel: Panel) {
    const { play, back, forward } = panel.parts;
    play.onclick = () => this.toggle();
    back.onclick = () => this.move(-1);
    forward.onclick = () => this.move(1);
  }

  get isPlaying(): boolean {
    return this.timer !== undefined;
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    put(this.panel.parts.play, { ariaPressed: 'false' });
  }

  /** How far it is, and what can be pressed there; nothing where there is no scene. */
  show(seen: Scene | null): void {
    const { form, walk, position } = this.panel.parts;
    const { step, last } = seen ?? { step: 0, last: 0 };
    walk.disabled = !seen;
    const told = seen ? `${step} / ${last}` : '';
    put(position, { textContent: told });
    put(control(form, 'step'), { max: String(last) }); // first: a value beyond it would be cut
    put(control(form, 'step'), { value: String(step), ariaValueText: told });
    this.enable(step > 0, step < last);
  }

  /** The keyboard goes on at the slider when the button that it is on can do no more. */
  private enable(back: boolean, forward: boolean): void {
    const { parts } = this.panel;
    const focused = document.activeElement;
    parts.back.disabled = !back;
    parts.forward.disabled = !forward;
    if (focused instanceof HTMLButtonElement && focused.disabled) control(parts.form, 'step').focus();
  }

  private toggle(): void {
    if (this.isPlaying) this.stop();
    else this.play(() => this.panel.keepInAddress(false));
  }

  /** From where it stands, or from the start. @param ended is called at the last step */
  play(ended?: () => void): void {
    const { panel } = this;
    if (!panel.seen) return;
    if (panel.seen.done) panel.go(0);
    const wait = Math.min(Math.max(WHOLE / panel.seen.last, SHORTEST), LONGEST);
    this.timer = window.setInterval(() => this.advance(ended), wait);
    panel.parts.play.ariaPressed = 'true';
  }

  private advance(ended?: () => void): void {
    const { panel } = this;
    panel.go((panel.seen?.step ?? 0) + 1);
    if (!panel.seen?.done) return;
    this.stop();
    ended?.();
  }

  private move(by: number): void {
    this.panel.go((this.panel.seen?.step ?? 0) + by);
    this.panel.keepInAddress(false);
  }
}
