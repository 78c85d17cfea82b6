/** Puts a view into a figure: the drawing takes the place of the one that stands there, the handles their reserved place below. */
import { element, fill } from '../../../site/element.ts';
import { yieldToSwipes } from '../../../site/sliders.ts';
import { whole } from '../../../site/whole.ts';
import { trueMinus } from './formula.ts';
import { corners, isOn } from './grips.ts';
import type { Point } from './shape.ts';
import { translated } from './labels.ts';
import type { Labels } from './labels.ts';
import { LASTS, Stage } from './svg.ts';
import { MARGIN, POINTS } from './tokens.ts';
import type { Handle, State, View } from './view.ts';

export type Words = Readonly<Record<string, string>>;

/** The blank before a sign: where a sentence breaks, no line begins with the sign (sitebuild/prose/formulas.py). */
const SIGN = /(?<=\S) (?=[=≈→×·÷+−≤≥] )/g;

const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** A quantity, `E` or `∂E/∂W`, each letter italic as in the page's formulas. */
function quantity(letters: string): Element {
  const made = document.createElementNS(MATHML, 'math');
  for (const letter of letters) made.appendChild(document.createElementNS(MATHML, 'mi')).textContent = letter;
  return made;
}

/** What a sentence is made of; what stands between dollars is a quantity. */
const set = (sentence: string): (string | Node)[] =>
  sentence.split('$').flatMap((piece, at) => (at % 2 ? [quantity(piece)] : whole(piece)));

const STEP = 900; // ms
const MANY = 12; // steps: a slider of more has a line of its own, or a finger passes over some
const REST = 2400; // ms, at the end of a loop: with four steps it takes six seconds

/** What a first visit needs no style sheet for, as they come with their figure. */
const CORNERS = {
  class: 'grips',
  fill: 'none',
  'stroke-width': '1.1',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
  'pointer-events': 'none',
};

interface Row {
  handle: Handle;
  root: HTMLElement;
  slider: HTMLInputElement;
  value: HTMLElement;
  less: HTMLButtonElement;
  more: HTMLButtonElement;
  player: HTMLButtonElement | undefined;
}

/** A press that may become a drag: where it began, and what the figure showed there. */
interface Gesture {
  at: Point;
  state: State;
  /** What is set if it is let go where it began; null once it drags. */
  pressed: State | null;
  /** Whether a finger came down where it may scroll the page. */
  isLoose: boolean;
}

const SLIP = 6; // px that a finger which presses may slip

/** Whether all that is named here is so there. */
const isPart = (values: State, state: State): boolean =>
  Object.entries(values).every(([name, value]) => state[name] === value);

export class Awake {
  /** What the reader set; `state` is as much of it as the handles allow together. */
  private wanted: State;
  private state: State;
  private gesture: Gesture | undefined;
  /** Whether what is seen is what the reader made of it. */
  private isTouched = false;
  private readonly stage: Stage;
  private readonly rows: readonly Row[];
  private readonly corners = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  private playing: ReturnType<typeof setTimeout> | undefined;
  private readonly said = element('p', { className: 'tells', role: 'status' });

  /**
   * @param words of the figure, and "less", "more", "play" and "pause" for the buttons
   * @param labels the words in its drawing
   */
  constructor(
    figure: HTMLElement,
    private readonly svg: SVGSVGElement,
    private readonly view: View,
    private readonly words: Words,
    private readonly labels: Labels,
  ) {
    this.wanted = this.state = view.initial;
    this.stage = new Stage(svg, labels);
    this.rows = view.handles.map((handle) => this.row(handle));
    const handles = figure.querySelector<HTMLElement>('.handles');
    handles?.replaceChildren(...this.rows.map(({ root }) => root), this.said);
    if (handles) yieldToSwipes(handles);
    for (const [name, value] of Object.entries(CORNERS)) this.corners.setAttribute(name, value);
    if (view.touched) {
      svg.classList.add('touched');
      svg.addEventListener('pointerdown', (event) => this.press(event));
      svg.classList.toggle('sideways', view.dragged !== undefined);
      svg.addEventListener('pointermove', (event) => {
        this.drag(event);
        this.reach(event);
      });
      svg.addEventListener('pointerup', () => this.release());
      svg.addEventListener('pointercancel', () => (this.gesture = undefined)); // the page scrolls
      svg.addEventListener('touchstart', (event) => this.hold(event), { passive: false });
    }
    this.label();
    this.show();
    this.loop();
  }

  /** A view that loops begins by itself; a reader who prefers it still, or who is read to, hears and sees it at rest. */
  private loop(): void {
    const player = this.view.handles.find(({ plays }) => plays);
    if (!this.view.loops || !player || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.playing = setTimeout(() => this.start(player), STEP);
    this.label();
  }

  /** How wide one is, in px. */
  private cell(): number {
    return this.svg.getBoundingClientRect().width / (this.svg.viewBox.baseVal.width / POINTS);
  }

  /** In cells of the picture. */
  private point({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    const { left, top } = this.svg.getBoundingClientRect();
    const cell = this.cell();
    return [(clientX - left) / cell - MARGIN, (clientY - top) / cell - MARGIN];
  }

  private isHeld(at: Point): boolean {
    return this.view.dragHandles?.(this.state).some((grip) => isOn(at, grip)) ?? false;
  }

  /** A finger on the part that is dragged drags it, wherever it goes; elsewhere on the picture it scrolls the page up and down. */
  private hold(event: TouchEvent): void {
    const [finger, another] = event.touches;
    if (finger && !another && this.isHeld(this.point(finger))) event.preventDefault();
  }

  /** A finger's press waits for what becomes of it; the part that is dragged stays as it was taken. */
  private press(event: PointerEvent): void {
    const at = this.point(event);
    const pressed = this.view.touched?.(at, this.state);
    this.gesture = undefined;
    if (!pressed || !event.isPrimary) return;
    this.svg.setPointerCapture(event.pointerId); // a drag may leave the picture and come back
    const isHeld = this.isHeld(at);
    const isLoose = event.pointerType === 'touch' && !isHeld;
    if (!isLoose && !isHeld) this.touch(pressed, false);
    this.gesture = { at, state: this.state, pressed, isLoose };
  }

  /** What was not dragged was pressed. */
  private release(): void {
    const { gesture } = this;
    this.gesture = undefined;
    if (gesture?.pressed) this.touch(gesture.pressed, false);
  }

  /** The hand is shown where a press does something, and while it drags. */
  private reach(event: PointerEvent): void {
    const isOn = this.gesture !== undefined || !!this.view.touched?.(this.point(event), this.state);
    this.svg.classList.toggle('reached', isOn);
    this.svg.style.cursor = isOn ? (this.view.dragged ? 'grab' : 'pointer') : '';
  }

  private drag(event: PointerEvent): void {
    if (!event.buttons) this.gesture = undefined;
    const { gesture, view } = this;
    if (!gesture) return;
    const [x, y] = this.point(event);
    const by: Point = [x - gesture.at[0], y - gesture.at[1]];
    if (gesture.pressed && Math.hypot(...by) * this.cell() < SLIP) return;
    if (gesture.pressed && !this.begins(gesture, by)) this.gesture = undefined;
    else if (view.dragged) this.touch(view.dragged(gesture.state, by), true);
  }

  /** Whether it is a drag, now that it has moved: a finger beside what it could hold brings that there where it goes sideways. */
  private begins(gesture: Gesture, [across, down]: Point): boolean {
    if (!this.view.dragged || !gesture.pressed) return false;
    if (gesture.isLoose) {
      if (Math.abs(across) <= Math.abs(down)) return false;
      this.touch(gesture.pressed, true);
      gesture.state = this.state;
    }
    gesture.pressed = null;
    return true;
  }

  private touch(values: State, isHeld: boolean): void {
    this.stop();
    this.isTouched = true;
    if (isPart(values, this.state)) return;
    this.wanted = this.state = { ...this.state, ...values };
    this.show(isHeld);
  }

  /** Corners around what can be touched now. */
  private mark(): void {
    const { grips } = this.view;
    if (!grips) return;
    this.corners.setAttribute('d', corners(grips(this.state)));
    this.svg.append(this.corners);
  }

  private row(handle: Handle): Row {
    const value = element('code');
    const slider = element('input', {
      type: 'range',
      min: handle.least,
      step: 1,
      'aria-label': this.nameOf(handle),
      oninput: () => this.set(handle, Number(slider.value)),
    });
    const button = (sign: string, name: string, by: number): HTMLButtonElement =>
      element('button', {
        type: 'button',
        textContent: sign,
        'aria-label': `${this.nameOf(handle)}: ${this.words[name] ?? ''}`,
        onclick: () => this.set(handle, (this.state[handle.name] ?? 0) + by),
      });
    const [less, more] = [button('−', 'less', -1), button('+', 'more', 1)];
    const player = handle.plays ? this.player(handle) : undefined;
    const isLong = handle.most(this.state) - handle.least > MANY;
    const root = element('div', { className: isLong ? 'handle long' : 'handle' }, player, value, less, slider, more);
    return { handle, root, slider, value, less, more, player };
  }

  /** In the page's language, but for an argument of Keras. */
  private nameOf({ name }: Handle): string {
    return this.labels[name] ?? name;
  }

  private player(handle: Handle): HTMLButtonElement {
    const onclick = (): void => {
      if (this.playing !== undefined) this.stop();
      else this.start(handle);
    };
    return element('button', { type: 'button', className: 'play', onclick });
  }

  /** From where the reader has put it; all of it where it stands at the end or beside the way, or where its figure put it. */
  private start(handle: Handle): void {
    const [value, [first, last]] = [this.state[handle.name] ?? handle.least, this.wayOf(handle)];
    if (first === last) return;
    const step = Math.sign(last - first);
    const isWithin = (value - first) * step >= 0 && (last - value) * step > 0;
    const isAnew = !isWithin || (!this.isTouched && value !== first);
    this.play(handle, isAnew ? first : value + step);
  }

  /** From this value on, a step at a time; a second press, or another handle, ends it. */
  private play(handle: Handle, value: number): void {
    const [first, last] = this.wayOf(handle);
    this.set(handle, value, value === first ? 'anew' : 'on');
    const next = value + Math.sign(last - first);
    const pace = value === first ? STEP : (handle.pace ?? STEP); // where it begins there is nothing to read yet
    if (value !== last) this.playing = setTimeout(() => this.play(handle, next), pace);
    else if (this.view.loops) this.playing = setTimeout(() => this.play(handle, first), REST);
    else this.playing = setTimeout(() => this.stop(), LASTS); // until the last of it has come
    this.label();
  }

  private wayOf({ least, most, way }: Handle): readonly [number, number] {
    return way ?? [least, most(this.state)];
  }

  private stop(): void {
    clearTimeout(this.playing);
    this.playing = undefined;
    this.label();
  }

  private label(): void {
    // who is read to is not told each step of what goes on by itself
    this.said.setAttribute('aria-live', this.view.loops && this.playing !== undefined ? 'off' : 'polite');
    const [sign, name] = this.playing === undefined ? ['▶', 'play'] : ['❚❚', 'pause'];
    for (const { handle, player } of this.rows)
      if (player) {
        player.textContent = sign;
        player.setAttribute('aria-label', `${this.nameOf(handle)}: ${this.words[name] ?? ''}`);
      }
  }

  /** Each value is kept within what its handle allows now: the most of one may follow from another. */
  private set(moved: Handle, value: number, plays?: 'on' | 'anew'): void {
    if (moved.plays || !this.view.loops) this.stop(); // a loop goes on under the other handles
    this.isTouched = true;
    const before = this.state;
    const clamped = ({ least, most }: Handle, given: number): number =>
      Math.min(Math.max(given, least), most(this.state));
    this.wanted = { ...this.wanted, [moved.name]: clamped(moved, value) };
    this.state = this.wanted;
    for (const { handle } of this.rows)
      this.state = { ...this.state, [handle.name]: clamped(handle, this.state[handle.name] ?? handle.least) };
    if (this.view.followed) this.wanted = this.state = { ...this.state, ...this.view.followed(this.state, moved.name) };
    // at its end a button moves nothing; and where the show begins anew nothing flies back
    if (!isPart(this.state, before)) this.show(plays === 'anew', plays === 'on');
  }

  /**
   * @param isAtOnce whether nothing is seen to move
   * @param isPlayed whether no hand has set it: then what is told waits for the numbers
   */
  private show(isAtOnce = false, isPlayed = false): void {
    const { view, state, stage } = this;
    if (!isPlayed) this.tell();
    stage.show(view.draw(state), isAtOnce, isPlayed ? () => this.tell() : undefined);
    this.mark();
    this.svg.toggleAttribute('data-moved', !isPart(view.initial, state));
  }

  /** What is set, and the sentence below the picture. */
  private tell(): void {
    const { view, state } = this;
    for (const { handle, slider, value, less, more, player } of this.rows) {
      const [now, most] = [state[handle.name] ?? 0, handle.most(state)];
      slider.disabled = most <= handle.least; // there is one place, or none
      player?.setAttribute('aria-disabled', String(slider.disabled));
      slider.max = String(most);
      slider.value = String(now);
      value.textContent = translated(handle.text(now, state), this.labels);
      slider.setAttribute('aria-valuetext', value.textContent);
      // not `disabled`, which would take the focus from whoever presses it again and again
      less.setAttribute('aria-disabled', String(now <= handle.least));
      more.setAttribute('aria-disabled', String(now >= most));
    }
    const [name, ...values] = view.says(state);
    const gaps = Object.fromEntries(values.map((value, index) => [index, value]));
    const sentence = trueMinus(fill(this.words[name] ?? '', gaps)).replace(SIGN, '\u00a0');
    this.said.replaceChildren(...set(sentence));
    if (state !== view.initial) this.svg.querySelector('desc')?.replaceChildren(this.said.textContent);
  }
}
