/** Puts a view into a figure: the drawing takes the place of the one that stands there, the handles their reserved place below. */
import { element, fill } from '../../../site/element.ts';
import { Stage } from './svg.ts';
import { MARGIN, POINTS } from './tokens.ts';
import type { Handle, State, View } from './view.ts';

export type Words = Readonly<Record<string, string>>;

const STEP = 900; // ms

interface Row {
  handle: Handle;
  root: HTMLElement;
  slider: HTMLInputElement;
  value: HTMLElement;
  less: HTMLButtonElement;
  more: HTMLButtonElement;
}

export class Awake {
  private state: State;
  private readonly stage: Stage;
  private readonly rows: readonly Row[];
  private playing: ReturnType<typeof setTimeout> | undefined;
  private readonly said = element('p', { className: 'tells', role: 'status' });

  /** @param words of the figure, and "less" and "more" for the buttons */
  constructor(
    figure: HTMLElement,
    private readonly svg: SVGSVGElement,
    private readonly view: View,
    private readonly words: Words,
  ) {
    this.state = view.first;
    this.stage = new Stage(svg);
    this.rows = view.handles.map((handle) => this.row(handle));
    figure.querySelector('.handles')?.replaceChildren(...this.rows.map(({ root }) => root), this.said);
    if (view.touched) {
      svg.classList.add('touched');
      svg.addEventListener('pointerdown', (event) => this.point(event));
      svg.addEventListener('pointermove', (event) => event.buttons && this.point(event));
    }
    this.show();
  }

  private point({ clientX, clientY }: PointerEvent): void {
    const { left, top, width } = this.svg.getBoundingClientRect();
    const cell = width / (this.svg.viewBox.baseVal.width / POINTS);
    const wanted = this.view.touched?.((clientX - left) / cell - MARGIN, (clientY - top) / cell - MARGIN);
    if (!wanted || Object.entries(wanted).every(([name, value]) => this.state[name] === value)) return;
    clearTimeout(this.playing);
    this.state = { ...this.state, ...wanted };
    this.show();
  }

  private row(handle: Handle): Row {
    const value = element('code');
    const slider = element('input', {
      type: 'range',
      min: handle.least,
      step: 1,
      'aria-label': handle.name,
      oninput: () => this.set(handle, Number(slider.value)),
    });
    const button = (sign: string, name: string, by: number): HTMLButtonElement =>
      element('button', {
        type: 'button',
        textContent: sign,
        'aria-label': `${handle.name}: ${this.words[name] ?? ''}`,
        onclick: () => this.set(handle, (this.state[handle.name] ?? 0) + by),
      });
    const [less, more] = [button('−', 'less', -1), button('+', 'more', 1)];
    const root = element(
      'div',
      { className: 'handle' },
      handle.plays && this.player(handle),
      value,
      less,
      slider,
      more,
    );
    return { handle, root, slider, value, less, more };
  }

  private player(handle: Handle): HTMLButtonElement {
    const label = `${handle.name}: ${this.words['play'] ?? ''}`;
    const onclick = (): void => this.play(handle, handle.least);
    return element('button', { type: 'button', className: 'play', textContent: '▶', 'aria-label': label, onclick });
  }

  /** From this value on, a step at a time; a new start, or another handle, ends the one before. */
  private play(handle: Handle, value: number): void {
    this.set(handle, value);
    if (value < handle.most(this.state)) this.playing = setTimeout(() => this.play(handle, value + 1), STEP);
  }

  /** Each value is held within what its handle allows now: the most of one may follow from another. */
  private set({ name }: Handle, value: number): void {
    clearTimeout(this.playing);
    const wanted = { ...this.state, [name]: value };
    this.state = this.rows.reduce<State>((state, { handle }) => {
      const given = state[handle.name] ?? handle.least;
      return { ...state, [handle.name]: Math.min(Math.max(given, handle.least), handle.most(state)) };
    }, wanted);
    this.show();
  }

  private show(): void {
    const { view, state } = this;
    for (const { handle, slider, value, less, more } of this.rows) {
      const [now, most] = [state[handle.name] ?? 0, handle.most(state)];
      slider.max = String(most);
      slider.value = String(now);
      slider.setAttribute('aria-valuetext', handle.text(now));
      value.textContent = handle.text(now);
      // not `disabled`, which would take the focus from whoever presses it again and again
      less.setAttribute('aria-disabled', String(now <= handle.least));
      more.setAttribute('aria-disabled', String(now >= most));
    }
    this.stage.show(view.draw(state));
    const [name, ...values] = view.says(state);
    const sentence = fill(this.words[name] ?? '', Object.fromEntries(values.map((value, index) => [index, value])));
    this.said.textContent = sentence;
    if (state !== view.first) this.svg.querySelector('desc')?.replaceChildren(sentence);
  }
}
