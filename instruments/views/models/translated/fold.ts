/** Below a model's table, folded: the same model in the other framework. What makes it is loaded when it is opened. */
import type { FrameworkModel } from '../../../tracer/trace.ts';
import { element, sentence } from '../dom.ts';
import type { Child, Words } from '../dom.ts';
import { tableOf } from '../rows.ts';
import type { LineButton } from '../table.ts';
import { displayName } from '../verdict.ts';

/** What the fold needs of the page to say something. */
export interface Saying {
  readonly words: Words;
  readonly line: LineButton;
  /** What the tracer says, in the page's language. */
  readonly reason: (text: string) => HTMLElement;
}

export class Folds {
  private readonly made = new WeakMap<FrameworkModel, HTMLElement>();
  /** Titles of the models whose folds the reader opened: they stay open while the paste changes. */
  private readonly opened = new Set<string>();
  private content: typeof import('./content.ts') | null = null;

  constructor(private readonly saying: Saying) {}

  /** Nothing for a model that is refused or was not followed to its end. */
  of(model: FrameworkModel): HTMLElement[] {
    if (model.fault || !model.program || !otherOf(model)) return [];
    const fold = this.made.get(model) ?? this.fold(model);
    this.made.set(model, fold);
    return [fold];
  }

  /** Another paste came, in one go: its folds are closed. */
  forget(): void {
    this.opened.clear();
  }

  private fold(model: FrameworkModel): HTMLElement {
    const { words } = this.saying;
    const framework = displayName(otherOf(model));
    const { title } = tableOf(model);
    const box = element('div', { class: 'sm-translated' });
    const summary = element('summary', {}, ...sentence(words.in_framework ?? '', { framework }));
    const details = element('details', { class: 'sm-fold' }, summary, box);
    details.open = this.opened.has(title);
    if (details.open && this.content) this.fill(box, model, this.content);
    details.addEventListener('toggle', () => {
      if (!details.open) this.opened.delete(title);
      else {
        this.opened.add(title);
        if (box.childElementCount === 0) void this.load(box, model);
      }
    });
    return details;
  }

  private async load(box: HTMLElement, model: FrameworkModel): Promise<void> {
    const { words } = this.saying;
    box.setAttribute('aria-busy', 'true');
    box.replaceChildren(words.translating ?? '');
    try {
      this.content ??= await import('./content.ts');
      this.fill(box, model, this.content);
    } catch {
      box.replaceChildren(words.untranslating ?? ''); // no element: opened once more, it is tried once more
    }
    box.setAttribute('aria-busy', 'false');
  }

  private fill(box: HTMLElement, model: FrameworkModel, { translated }: typeof import('./content.ts')): void {
    let parts: Child[];
    try {
      parts = translated(model, this.saying);
    } catch (error) {
      parts = [
        element('p', { class: 'sm-missing' }, ...sentence(this.saying.words.failed ?? '', { error: String(error) })),
      ];
    }
    box.replaceChildren(...parts);
  }
}

/** The framework into which a model is translated. */
function otherOf({ framework }: FrameworkModel): 'keras' | 'pytorch' | null {
  return framework === 'keras' ? 'pytorch' : framework === 'pytorch' ? 'keras' : null;
}
