/** A field for each name that the paste lacks; what the reader wrote in it stays there when the paste is read anew. */
import { element, sentence } from './dom.ts';
import type { Words } from './dom.ts';
import type { Given } from './given.ts';

export interface FieldState {
  readonly names: readonly string[];
  readonly given: Given;
  readonly wrong: ReadonlySet<string>;
  /** How an input shape is written in the framework that is read. */
  readonly example: string;
}

export class Fields {
  readonly element = element('div', { class: 'sm-fields' });
  private readonly made = new Map<string, HTMLElement>();

  /** @param changed gets a name and what the reader wrote, trimmed; empty where it is taken back */
  constructor(
    private readonly words: Words,
    private readonly changed: (name: string, text: string) => void,
  ) {}

  /** Fields that stay are the same elements, so that the one that is written in keeps the focus. */
  show(state: FieldState): void {
    for (const [name, field] of this.made) {
      if (state.names.includes(name)) continue;
      field.remove();
      this.made.delete(name);
    }
    for (const name of state.names) {
      if (!this.made.has(name)) {
        const field = this.field(name);
        this.made.set(name, field);
        this.element.append(field);
      }
      this.update(name, state);
    }
    this.element.hidden = state.names.length === 0;
  }

  private field(name: string): HTMLElement {
    const input = element('input', { spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', size: '16' });
    input.addEventListener('change', () => this.changed(name, input.value.trim()));
    const label = name === 'input' ? [this.words.input ?? ''] : [element('code', {}, name)];
    return element('div', { class: 'sm-field' }, element('label', {}, ...label, ' ', input), element('span', {}));
  }

  private update(name: string, { given, wrong, example }: FieldState): void {
    const field = this.made.get(name);
    const input = field?.querySelector('input');
    if (!field || !input) return;
    input.placeholder = name === 'input' ? example : '10';
    if (document.activeElement !== input) input.value = given.get(name) ?? '';
    input.setAttribute('aria-invalid', String(wrong.has(name)));
    const said = wrong.has(name) ? sentence(this.words.wrong ?? '', { example: input.placeholder }) : [];
    field.querySelector(':scope > span')?.replaceChildren(...said);
  }
}
