/** The controls: they show the state, and say what the reader changes in it. */
import { hasKernel, isTransposed, written } from '../../../arithmetic/index.ts';
import type { Operation } from '../../../arithmetic/index.ts';
import { ARGUMENTS, CHOICES, isChoice, keyOf, limitsOf, PAIRS, takesNone } from '../state/state.ts';
import type { ChoiceName, Limits, State, Values } from '../state/state.ts';
import { switched } from '../state/switched.ts';
import { say, word } from '../words.ts';
import { NUMBERS } from './layer.ts';
import type { Numbers } from './layer.ts';
import type { Panel } from './panel.ts';
import { control } from './parts.ts';

const LARGEST_SEED = 1000;

const isRandom = (values: Values): boolean => typeof values === 'string' && values.startsWith('random');
const rolled = (): string => `random${Math.floor(Math.random() * LARGEST_SEED)}`;

export class Controls {
  private readonly form: HTMLFormElement;

  constructor(private readonly panel: Panel) {
    this.form = panel.parts.form;
    const steps = control(this.form, 'step');
    this.form.oninput = ({ target }) => this.changed(target as HTMLInputElement);
    this.form.onchange = ({ target }) => panel.keep(target !== steps);
    this.form.addEventListener('click', ({ target }) => stepped(target));
    panel.parts.fresh.onclick = () => this.roll();
  }

  /** Whether height and width are set apart. */
  get apart(): boolean {
    return control(this.form, 'apart').checked;
  }

  /** Sets them apart where the state has them unlike, and opens what is rarely set where it is. */
  spread(state: State): void {
    const isApart = PAIRS.some((name) => {
      const pair = state[name];
      return pair !== null && pair[0] !== pair[1];
    });
    control(this.form, 'apart').checked = isApart;
    const isDilated = hasKernel(state) && Math.max(...state.dilation_rate) > 1;
    this.panel.parts.rare.open = isApart || isDilated || (isTransposed(state) && state.output_padding !== null);
  }

  show(state: State): void {
    this.form.dataset['op'] = state.op;
    for (const name of Object.keys(CHOICES) as ChoiceName[]) {
      const value = state[name];
      control(this.form, name).value = typeof value === 'string' ? value.replace(/\d+$/, '') : 'own';
    }
    for (const line of this.form.querySelectorAll<HTMLElement>('[data-name]')) this.showLine(line, state);
    const kernelIsRandom = hasKernel(state) && isRandom(state.kernel);
    this.panel.parts.fresh.hidden = !isRandom(state.input) && !kernelIsRandom;
  }

  private showLine(line: HTMLElement, state: State): void {
    const name = line.dataset['name'] ?? '';
    const limits = limitsOf(name);
    line.hidden = limits?.count !== 1 && !ARGUMENTS[state.op].includes(name);
    if (line.hidden || !limits) return;
    const value = state[keyOf(name)] as number | readonly number[] | null;
    const all = [value].flat();
    const both = this.apart && limits.count === 2;
    const written = both ? `(${all.join(', ')})` : String(all[0]);
    line.querySelector('b')?.replaceChildren(value === null ? 'None' : written);
    for (const [axis, slider] of line.querySelectorAll('input').entries()) {
      if (slider.parentElement) slider.parentElement.hidden = axis > 0 && !both;
      slider.min = String(limits.least - Number(takesNone(state, name)));
      slider.max = String(limits.most);
      slider.value = String(all[axis] ?? limits.least - 1);
      slider.ariaValueText = String(all[axis] ?? 'None');
      if (axis === 0) slider.ariaLabel = name + (both ? `, ${word('height')}` : '');
    }
  }

  private changed(target: HTMLInputElement): void {
    const { name, value } = target;
    const limits = limitsOf(name);
    if (name === 'step') this.panel.go(Number(value));
    else if (name === 'beside') this.panel.look(true);
    else if (name === 'apart') this.join();
    else if (name === 'op') this.switchTo(value as Operation);
    else if (limits) this.panel.change({ [keyOf(name)]: this.numbersOf(target, limits) });
    else if (isChoice(name)) this.panel.change({ [name]: this.chosen(name, value) });
  }

  /** One number for both axes again. */
  private join(): void {
    const { state } = this.panel;
    if (!this.apart)
      for (const name of PAIRS) {
        const pair = state[name];
        if (pair) Object.assign(state, { [name]: [pair[0], pair[0]] });
      }
    this.panel.follow();
  }

  /** With the same numbers, as far as Keras takes them; what changes is told. */
  private switchTo(op: Operation): void {
    const { state, changes } = switched(this.panel.state, op);
    this.panel.change(state);
    const told = changes.map(({ name, before, after }) => `${name} ${written(before)} → ${written(after)}`);
    if (told.length) this.panel.notice(say('switched', op, told.join(', ')));
  }

  /** What a slider or the pair of them says; null is below the least. */
  private numbersOf(target: HTMLInputElement, { least, count }: Limits): number | number[] | null {
    const value = Number(target.value);
    if (value < least) return null;
    if (count === 1) return value;
    const line = [...this.form.querySelectorAll<HTMLInputElement>(`input[name="${target.name}"]`)];
    return line.map((slider) => Math.max(Number((this.apart ? slider : target).value), least));
  }

  private chosen(name: ChoiceName, value: string): Values {
    if (value === 'random') return rolled();
    return value === 'own' ? this.panel.layer.setting[NUMBERS[name as Numbers]] : value;
  }

  /** Other numbers at random. */
  private roll(): void {
    const { state } = this.panel;
    for (const name of Object.keys(NUMBERS) as Numbers[]) if (isRandom(state[name])) state[name] = rolled();
    this.panel.change({});
    this.panel.keep(true);
  }
}

/** A press on − or + moves the slider between them, as the keyboard would. */
function stepped(target: EventTarget | null): void {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-by]') : null;
  const slider = button?.parentElement?.querySelector('input');
  if (!button || !slider) return;
  slider.stepUp(Number(button.dataset['by']));
  for (const name of ['input', 'change']) slider.dispatchEvent(new Event(name, { bubbles: true }));
}
