/** The drawings of the models that are more than a chain. While the reader writes they wait for a pause. */
import { isChain } from '../../../graph/network.ts';
import type { FrameworkModel } from '../../../tracer/trace.ts';
import { element, sentence } from '../dom.ts';
import type { Words } from '../dom.ts';
import { tableOf } from '../rows.ts';
import { named } from '../table.ts';

/** Calls beyond these are not drawn: nobody could follow the lines, and the layout would take seconds. */
const MOST_CALLS = 250;
/** Milliseconds without a change of the paste until drawings are made anew. */
const PAUSE = 150;

export class Drawings {
  readonly element = element('div', { class: 'sm-drawings' });
  private later: ReturnType<typeof setTimeout> | undefined;
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
    return this.later !== undefined || this.waiting !== null;
  }

  /** @param atOnce draws before the page is shown again, so that nothing moves below; so does the first drawing */
  show(models: readonly FrameworkModel[], atOnce: boolean): void {
    this.stop();
    if (this.svg === null && models.some(isDrawn)) void this.load(models);
    else if (atOnce || this.element.childElementCount === 0) this.draw(models);
    else
      this.later = setTimeout(() => {
        this.later = undefined;
        this.draw(models);
        this.done();
      }, PAUSE);
  }

  stop(): void {
    clearTimeout(this.later);
    this.later = undefined;
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
    if (this.svg) this.draw(models);
    else this.element.replaceChildren(element('p', { class: 'sm-quiet' }, this.words.no_drawing ?? ''));
    this.done();
  }

  clear(): void {
    this.stop();
    this.drawn = '';
    this.element.replaceChildren();
  }

  private draw(models: readonly FrameworkModel[]): void {
    const networks = models.map((model) => model.network?.());
    const key = JSON.stringify([networks, models.map(({ name, variable }) => [name, variable])]);
    if (key === this.drawn) return;
    this.drawn = key;
    this.element.replaceChildren(
      ...models.flatMap((model, index) => {
        const network = networks[index];
        if (!network || isChain(network) || !this.svg) return [];
        const gaps = { model: named(tableOf(model), model, this.words).title, n: network.nodes.length };
        if (network.nodes.length > MOST_CALLS) {
          return [element('p', { class: 'sm-quiet' }, ...sentence(this.words.too_large ?? '', gaps))];
        }
        const title = (this.words.drawing ?? '').replace('{model}', gaps.model);
        const made = this.svg.drawing(network, model.framework, title, this.select);
        return [element('div', { class: 'sm-canvas', tabindex: '0', role: 'region', 'aria-label': title }, made)];
      }),
    );
    this.element.querySelectorAll('.sm-canvas').forEach(toBreak);
  }
}

function isDrawn({ network }: FrameworkModel): boolean {
  const calls = network?.();
  return calls !== undefined && !isChain(calls) && calls.nodes.length <= MOST_CALLS;
}

/** Scrolls a drawing to its break, or to the middle of its width. */
function toBreak(canvas: Element): void {
  const stop = canvas.querySelector('.sm-stop');
  canvas.scrollLeft = (canvas.scrollWidth - canvas.clientWidth) / 2;
  if (!stop) return;
  const [place, frame] = [stop.getBoundingClientRect(), canvas.getBoundingClientRect()];
  canvas.scrollTop = place.top - frame.top - (frame.height - place.height) / 2;
  canvas.scrollLeft += (place.left + place.right - frame.left - frame.right) / 2;
}
