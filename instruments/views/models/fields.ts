/** A field for each name that the paste lacks; what the reader wrote in it stays there when the paste is read anew. */
import type { Offered } from '../../tracer/mended_input.ts';
import { element, sentence } from './dom.ts';
import type { Child, Words } from './dom.ts';
import { firstLine } from './given.ts';
import type { Given } from './given.ts';
import { shapeText } from './shapes.ts';

interface FieldState {
  readonly names: readonly string[];
  readonly given: Given;
  readonly wrong: ReadonlySet<string>;
  /** How an input shape is written in the framework that is read. */
  readonly example: string;
  /** The paste, in which each name has its line. */
  readonly code: string;
}

/** The words on the button of an input that is offered. */
const OFFERS = {
  batch: { fits: 'with_batch', breaks: 'batch_missing' },
  channels: { fits: 'channels_first', breaks: 'channels_behind' },
  unsaid: { fits: 'likely_fits', breaks: 'likely_breaks' },
} as const;

/** Milliseconds after which what is typed is read, without Enter or leaving the field. */
const REST = 400;

export class Fields {
  readonly element = element('div', { class: 'sm-fields' });
  private readonly made = new Map<string, HTMLElement>();

  /** @param changed gets a name and what the reader wrote, trimmed; empty where it is taken back */
  constructor(
    private readonly words: Words,
    private readonly at: (line: number) => Child[],
    private readonly changed: (name: string, text: string) => void,
  ) {}

  /** Fields that stay are the same elements, so that the one that is written in keeps the focus. */
  show(state: FieldState): void {
    for (const [name, field] of this.made) {
      if (state.names.includes(name)) continue;
      this.made.delete(name); // before it goes: a browser says `change` of a field that is taken away with the focus
      field.remove();
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
    let later: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      clearTimeout(later);
      if (this.made.get(name)?.contains(input)) this.changed(name, input.value.trim());
    };
    input.addEventListener('change', tell);
    input.addEventListener('input', () => {
      clearTimeout(later);
      later = setTimeout(tell, REST);
    });
    const label = name === 'input' ? [this.words.input ?? ''] : [element('code', {}, name)];
    const parts = [element('span', { class: 'sm-place' }), element('label', {}, ...label, ' ', input)];
    return element(
      'div',
      { class: 'sm-field' },
      ...parts,
      element('span', { class: 'sm-wrong' }),
      element('span', { class: 'sm-offered' }),
    );
  }

  private update(name: string, { given, wrong, example, code }: FieldState): void {
    const field = this.made.get(name);
    const input = field?.querySelector('input');
    if (!field || !input) return;
    const such = name === 'input' ? example : exampleOf(name);
    input.placeholder = (this.words.such ?? '').replace('{example}', such);
    this.place(field, firstLine(code, name));
    if (document.activeElement !== input) input.value = given.get(name) ?? '';
    input.setAttribute('aria-invalid', String(wrong.has(name)));
    const said = wrong.has(name) ? sentence(this.words.wrong ?? '', { example: such }) : [];
    field.querySelector('.sm-wrong')?.replaceChildren(...said);
  }

  /** Offers an input that was tried. The button stays the same while the shape does, too. */
  showOffered(offered: Offered | null): void {
    const field = this.made.get('input');
    if (!field) return;
    const shape = (offered?.inputs ?? []).map((one) => shapeText(one, 'keras')).join('; ');
    const words = (offered && this.words[OFFERS[offered.why][offered.fits ? 'fits' : 'breaks']]) ?? '';
    const said = shape && words + shape;
    if (field.dataset.offered === said) return;
    field.dataset.offered = said;
    field.querySelector('.sm-offered')?.replaceChildren(...(shape ? [this.offer(shape, words)] : []));
  }

  /** A button that puts a shape in the field of the input. */
  private offer(shape: string, words: string): HTMLElement {
    const button = element('button', { type: 'button' }, ...sentence(words, { shape }));
    button.addEventListener('click', () => {
      const input = this.made.get('input')?.querySelector('input');
      if (input) input.value = shape;
      input?.focus();
      this.changed('input', shape);
    });
    return button;
  }

  /** The button that leads to the line stays the same while the line does: the focus may be on its way to it. */
  private place(field: HTMLElement, line: number | null): void {
    if (field.dataset.line === String(line)) return;
    field.dataset.line = String(line);
    field.querySelector('.sm-place')?.replaceChildren(...(line === null ? [] : [...this.at(line), ' ']));
  }
}

/** What may stand for an expression: a whole shape without its batch, or a number. */
function exampleOf(name: string): string {
  return /shape(?:\[-?\d*:-?\d*\])?$/i.test(name) ? '(32, 32, 3)' : '10';
}
