/** The controls: they show the state, and say what the reader changes in it. */
import {
  hasKernel,
  isDepthwise,
  isLine,
  isSeparable,
  isTransposed,
  outputChannels,
  written,
} from '../../../arithmetic/index.ts';
import type { Operation } from '../../../arithmetic/index.ts';
import {
  onBothAxes,
  argumentsOf,
  CHOICES,
  channelArgumentsOf,
  isChoice,
  keyOf,
  limitsOf,
  PAIRS,
  takes,
  takesNone,
} from '../state/state.ts';
import { planeCount } from '../scene/situation.ts';
import { planesIn } from '../state/presets.ts';
import type { ChoiceName, Limits, State, Values } from '../state/state.ts';
import { switched } from '../state/switched.ts';
import { put } from '../../../site/element.ts';
import { yieldToSwipes } from '../../../site/sliders.ts';
import { say, word } from '../words.ts';
import type { Panel } from './panel.ts';
import { control } from './parts.ts';

const LARGEST_SEED = 1000;

/** What a slider goes up to: a channel, to the last. */
function mostOf(state: State, name: string): number {
  if (name === 'output_channel') return outputChannels(state) - 1;
  return name === 'input_channel' ? state.channels - 1 : (limitsOf(name)?.most ?? 0);
}

const isTyped = (name: string): name is 'input' | 'kernel' => name === 'input' || name === 'kernel';
const isRandom = (values: Values): boolean => typeof values === 'string' && values.startsWith('random');
const rolled = (): string => `random${Math.floor(Math.random() * LARGEST_SEED)}`;

export class Controls {
  private readonly form: HTMLFormElement;

  constructor(private readonly panel: Panel) {
    this.form = panel.parts.form;
    const steps = control(this.form, 'step');
    yieldToSwipes(this.form);
    this.form.oninput = ({ target }) => {
      if (!(target as HTMLElement).isContentEditable) this.hold(target as HTMLInputElement); // a cell is taken when it is left
    };
    this.form.onchange = ({ target }) => panel.keepInAddress(target !== steps);
    this.form.addEventListener('click', ({ target }) => stepped(target));
    panel.parts.fresh.onclick = () => this.roll();
  }

  /** Whether height and width are set apart. */
  get apart(): boolean {
    return control(this.form, 'apart').checked;
  }

  /** Sets them apart where the state has them unlike, and opens what is rarely set where it is; what the reader opened stays so. */
  spread(state: State): void {
    const isApart =
      !isLine(state) &&
      PAIRS.some((name) => {
        const pair = state[name];
        return pair !== null && pair[0] !== pair[1];
      });
    control(this.form, 'apart').checked = isApart;
    const isDilated = hasKernel(state) && Math.max(...state.dilation_rate) > 1;
    const isRareChannels =
      state.groups > 1 || state.depth_multiplier > 1 || (isDepthwise(state) && !isSeparable(state));
    if (isApart || isDilated || isRareChannels || (isTransposed(state) && state.output_padding !== null))
      this.panel.parts.rare.open = true;
  }

  show(state: State): void {
    this.form.dataset['op'] = state.op;
    for (const name of (Object.keys(CHOICES) as ChoiceName[]).filter((one) => one !== 'depth')) {
      const value = state[name];
      const chosen = typeof value === 'boolean' ? written(value) : value;
      put(control(this.form, name), { value: typeof chosen === 'string' ? chosen.replace(/\d+$/, '') : 'own' });
    }
    for (const line of this.form.querySelectorAll<HTMLElement>('[data-name]')) this.showLine(line, state);
    const kernelIsRandom = hasKernel(state) && isRandom(state.kernel);
    this.panel.parts.fresh.hidden = !isRandom(state.input) && !kernelIsRandom;
    this.showChannels(state);
  }

  /** What there is only of some operations: which of the options, and the numbers of what has no grid to type into. */
  private showChannels(state: State): void {
    const { form } = this;
    form.toggleAttribute('data-kernel', hasKernel(state));
    form.toggleAttribute('data-transposed', isTransposed(state));
    form.toggleAttribute('data-separable', isSeparable(state));
    form.toggleAttribute('data-bias', hasKernel(state) && state.use_bias);
    form.toggleAttribute('data-line', isLine(state));
    for (const option of form.querySelectorAll<HTMLOptionElement>('select[name=padding] option'))
      put(option, { hidden: !takes(state, 'padding', option.value), disabled: !takes(state, 'padding', option.value) });
    const grids = this.panel.seen?.grids ?? [];
    form.toggleAttribute(
      'data-deep',
      grids.some(({ behind, plane }) => Boolean(behind ?? plane)),
    );
    const isFolded = state.depth === 'folded';
    put(this.panel.parts.unfold, { textContent: word(isFolded ? 'unfold' : 'fold'), ariaExpanded: String(!isFolded) });
  }

  private showLine(line: HTMLElement, state: State): void {
    const name = line.dataset['name'] ?? '';
    const limits = limitsOf(name);
    const isAxis = name === 'width' || (name === 'height' && !isLine(state));
    const isOne =
      (name === 'output_channel' && outputChannels(state) === 1) ||
      (name === 'input_channel' && planeCount(this.panel.layer.setting) === 1);
    put(line, {
      hidden: isOne || (!isAxis && ![...argumentsOf(state), ...channelArgumentsOf(state)].includes(name)),
    });
    if (line.hidden || !limits) return;
    const value = state[keyOf(name)] as number | readonly number[] | null;
    const all = isLine(state) && Array.isArray(value) ? [value[1]] : [value].flat();
    const both = this.isApart(state) && limits.count === 2;
    line.toggleAttribute('data-apart', both);
    const shown = both ? `(${all.join(', ')})` : String(all[0]);
    const number = line.querySelector('b');
    if (number) put(number, { textContent: value === null ? 'None' : shown });
    for (const [axis, slider] of line.querySelectorAll('input').entries()) {
      const dial = slider.closest<HTMLElement>('.dial');
      if (dial) put(dial, { hidden: axis > 0 && !both });
      put(slider, { min: String(limits.least - Number(takesNone(state, name))), max: String(mostOf(state, name)) });
      put(slider, { value: String(all[axis] ?? limits.least - 1), ariaValueText: String(all[axis] ?? 'None') });
      const [less, more] = dial?.querySelectorAll('button') ?? [];
      if (less) put(less, { ariaDisabled: String(slider.value === slider.min) });
      if (more) put(more, { ariaDisabled: String(slider.value === slider.max) });
      if (axis === 0) put(slider, { ariaLabel: name + (both ? `, ${word('height')}` : '') });
    }
  }

  private isApart(state: State): boolean {
    return this.apart && !isLine(state);
  }

  /** What the reader sets stays under the finger, whatever becomes of what is above it. */
  private hold(target: HTMLInputElement): void {
    const { panel } = this;
    if (target.name === 'step') return this.changed(target);
    panel.told.set(target);
    const act = (): void => this.changed(target);
    const isMoved = panel.parts.notice.textContent !== ''; // it goes; only then is the page laid out for it
    panel.stage.hold(target, isMoved ? () => panel.told.keepStill(act) : act);
  }

  private changed(target: HTMLInputElement): void {
    const { name, value } = target;
    const limits = limitsOf(name);
    if (name === 'step') this.panel.go(Number(value));
    else if (name === 'beside') this.panel.redraw(true);
    else if (name === 'apart') this.join();
    else if (name === 'op') this.switchTo(value as Operation);
    else if (limits) this.panel.change({ [keyOf(name)]: this.numbersOf(target, limits) });
    else if (name === 'use_bias') this.panel.change({ use_bias: value === 'True' });
    else if (isChoice(name)) this.panel.change({ [name]: this.chosen(name, value) });
    const { panel } = this;
    if (name === 'view' && value === 'zeros') panel.stage.turnKernel();
    if (name !== 'step') panel.paint(() => this.reveal(name));
  }

  /** Scrolls the picture, where it is not seen whole, to what has been set by it. */
  private reveal(name: string): void {
    const { stage, layer } = this.panel;
    if (layer.refused) stage.revealFailure();
    else if (name === 'beside') stage.revealGrid('torch');
    else if (name === 'output_padding') stage.revealEnd();
    else if (name === 'height' || name === 'width') stage.revealBeginning();
    else stage.revealResult();
  }

  /** One number for both axes again. */
  private join(): void {
    const { state } = this.panel;
    if (!this.apart)
      for (const name of PAIRS) {
        const pair = state[name];
        if (pair) Object.assign(state, { [name]: [pair[0], pair[0]] });
      }
    this.panel.update();
  }

  /** With the same numbers, as far as Keras takes them; what changes is told. */
  private switchTo(op: Operation): void {
    const { state, changes } = switched(this.panel.state, op);
    this.panel.change(state);
    const told = changes.map(({ name, before, after }) => `${name} ${written(before)} → ${written(after)}`);
    this.panel.told.remark(told.length ? say('switched', op, told.join(', ')) : '');
  }

  /** What a slider or the pair of them says; null is below the least. */
  private numbersOf(target: HTMLInputElement, { least, count }: Limits): number | number[] | null {
    const value = Number(target.value);
    if (value < least) return null;
    if (count === 1) return value;
    const { state } = this.panel;
    if (!this.isApart(state)) return [...onBothAxes(state, target.name, Math.max(value, least))];
    const line = [...this.form.querySelectorAll<HTMLInputElement>(`input[name="${target.name}"]`)];
    return line.map((slider) => Math.max(Number(slider.value), least));
  }

  private chosen(name: ChoiceName, value: string): Values {
    if (value === 'random') return rolled();
    return value === 'own' && isTyped(name) ? planesIn(this.panel.state, name) : value;
  }

  /** Other numbers at random. */
  private roll(): void {
    const { state } = this.panel;
    for (const name of ['input', 'kernel', 'pointwise', 'bias'] as const)
      if (isRandom(state[name])) state[name] = rolled();
    this.panel.change({});
    this.panel.keepInAddress(true);
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
