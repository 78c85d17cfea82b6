/** The drawings of the models that are more than a chain. While the reader writes they wait for a pause. */
import { isChain } from '../../../graph/network.ts';
import type { Network } from '../../../graph/network.ts';
import type { FrameworkModel } from '../../../tracer/trace.ts';
import { element, sentence } from '../dom.ts';
import type { Words } from '../dom.ts';
import { Slices } from '../slices.ts';
import { tableOf } from '../rows.ts';
import { named } from '../table.ts';

/** Calls beyond these are not drawn: nobody could follow the lines, and the layout would take seconds. */
const MOST_CALLS = 250;
/** Milliseconds without a change of the paste until drawings are made anew. */
const PAUSE = 150;

export class Drawings {
  readonly element = element('div', { class: 'sm-drawings' });
  private readonly drawing = new Slices<readonly HTMLElement[]>();
  private drawn = '';
  /** What draws, and lays out; it comes with the first model that is more than a chain. */
  private svg: typeof import('./svg.ts') | null = null;
  /** The models that wait for it. */
  private waiting: readonly FrameworkModel[] | null = null;

  constructor(
    private readonly words: Words,
    private readonly select: (line: number) => void,
    private readonly done: () => void,
  ) {}

  get isPending(): boolean {
    return this.drawing.isPending || this.waiting !== null;
  }

  /** @param atOnce draws before the page is shown again, so that nothing moves below; so does the first drawing */
  show(models: readonly FrameworkModel[], atOnce: boolean): void {
    this.stop();
    if (this.svg === null && models.some(canBeDrawn)) void this.load(models);
    else this.draw(models, atOnce || this.element.childElementCount === 0 ? 0 : PAUSE);
  }

  stop(): void {
    this.drawing.stop();
    this.waiting = null;
  }

  /** Without it a model has no drawing, which is said, and all else. */
  private async load(models: readonly FrameworkModel[]): Promise<void> {
    this.waiting = models;
    try {
      this.svg = await import('./svg.ts');
    } catch (error) {
      console.error(error);
    }
    if (this.waiting !== models) return;
    this.waiting = null;
    if (this.svg) return this.draw(models, 0);
    this.element.replaceChildren(element('p', { class: 'sm-quiet' }, this.words.no_drawing ?? ''));
    this.done();
  }

  clear(): void {
    this.stop();
    this.drawn = '';
    this.element.replaceChildren();
  }

  private draw(models: readonly FrameworkModel[], pause: number): void {
    this.drawing.run(
      () => this.made(models),
      pause,
      (made) => {
        this.put(made);
        this.done();
      },
    );
  }

  /** A model a step; what is the same stays what it was. */
  private *made(models: readonly FrameworkModel[]): Generator<undefined, readonly HTMLElement[]> {
    const networks = models.map((model) => model.network?.());
    const key = JSON.stringify([networks, models.map(({ name, variable }) => [name, variable])]);
    if (key === this.drawn) return [...this.element.children] as HTMLElement[];
    yield;
    const made: HTMLElement[] = [];
    for (const [index, model] of models.entries()) {
      const network = networks[index];
      if (network && !isChain(network)) made.push(...this.drawingOf(model, network));
      yield;
    }
    this.drawn = key;
    return made;
  }

  private drawingOf(model: FrameworkModel, network: Network): HTMLElement[] {
    const gaps = { model: named(tableOf(model), model, this.words).title, n: network.nodes.length };
    if (network.nodes.length > MOST_CALLS) {
      return [element('p', { class: 'sm-quiet' }, ...sentence(this.words.too_large ?? '', gaps))];
    }
    if (!this.svg) return [];
    const title = (this.words.drawing ?? '').replace('{model}', gaps.model);
    const made = this.svg.drawing(network, model.framework, title, this.select);
    return [element('div', { class: 'sm-canvas', tabindex: '0', role: 'region', 'aria-label': title }, made)];
  }

  private put(made: readonly HTMLElement[]): void {
    if (made.length > 0 && made[0]?.parentElement === this.element) return;
    this.element.replaceChildren(...made);
    toBreaks([...this.element.querySelectorAll('.sm-canvas')]);
  }
}

function canBeDrawn({ network }: FrameworkModel): boolean {
  const calls = network?.();
  return calls !== undefined && !isChain(calls) && calls.nodes.length <= MOST_CALLS;
}

/** Scrolls drawings to their break, or to the middle of their width. All are measured before one is moved: else each would lay out the page. */
function toBreaks(canvases: readonly Element[]): void {
  const places = canvases.map((canvas) => {
    const across = (canvas.scrollWidth - canvas.clientWidth) / 2;
    const [frame, stop] = [canvas.getBoundingClientRect(), canvas.querySelector('.sm-stop')?.getBoundingClientRect()];
    if (!stop) return { top: 0, left: across };
    return {
      top: stop.top - frame.top - (frame.height - stop.height) / 2,
      left: (stop.left + stop.right - frame.left - frame.right) / 2,
    };
  });
  canvases.forEach((canvas, index) => canvas.scrollTo(places[index]));
}
