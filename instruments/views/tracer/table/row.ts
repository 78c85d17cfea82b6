/** One layer of the stack: its arguments as controls, its output as a drawn bar, a shape and numbers. */
import { element, furnish } from '../../../site/element.ts';
import { breakable } from '../../models/breaks.ts';
import { core } from '../../../tracer/stack/stack.ts';
import type { Field, Row, Stage } from '../../../tracer/stack/stack.ts';
import { choices } from '../controls.ts';
import { memory, number, shown } from '../sentences.ts';
import type { Child } from '../sentences.ts';
import type { Bar } from './drawing.ts';

/** The parts of the row's template in docs/theme/partials/shapes.html. */
interface RowParts {
  poly: SVGPolygonElement;
  bar: HTMLElement;
  place: HTMLElement;
  name: HTMLElement;
  acts: HTMLElement;
  more: HTMLSelectElement;
  fields: HTMLElement;
  said: HTMLElement;
  shape: HTMLElement;
  count: HTMLElement;
  bytes: HTMLElement;
}

export class RowView {
  readonly element = element('tr', { role: 'row' });
  /** What was shown last: all of it is kept while that stays. */
  key = '';
  private readonly parts: RowParts;
  /** Of what the controls were made: they are kept while only values change. */
  private made = '';
  private rest: readonly string[] = [];
  private offered: readonly string[] | null = null;

  constructor() {
    const parts = {};
    furnish(this.element, 'shapes-row', parts);
    this.parts = parts as RowParts;
  }

  /** Shows what a layer is and what came of it. @param i its place */
  show({ item: { node }, y, weights, bytes, fields, ...others }: Row, i: number): void {
    const { parts } = this;
    const inner = core(node);
    const rest = others.rest.map(([key]) => key);
    const made = [i, node.name, inner.name, rest, ...fields.map(({ key, kind }) => [key, kind])].join();
    if (made !== this.made) {
      this.made = made;
      this.rest = rest;
      this.make(i, node.name, inner.name, fields);
    }
    for (const [j, field] of fields.entries()) this.fillIn(j, field);
    parts.shape.textContent = shown(y);
    parts.count.textContent = y ? number(weights[0] + weights[1]) : '';
    parts.bytes.textContent = y ? memory(bytes) : '';
  }

  private make(i: number, name: string, inner: string, fields: readonly Field[]): void {
    const { parts } = this;
    parts.place.textContent = String(i + 1);
    parts.name.replaceChildren(...breakable(inner === name ? name : `${name} · ${inner}`));
    parts.more.hidden = this.rest.length === 0;
    for (const act of parts.acts.children as HTMLCollectionOf<HTMLElement>)
      act.ariaLabel = `${act.title}: ${i + 1}. ${name}`;
    const labels = fields.map((field) =>
      element('label', {}, element('span', {}, field.key), control(field, `${i + 1}. ${inner}`)),
    );
    parts.fields.replaceChildren(...labels);
  }

  private fillIn(j: number, { code, isGiven }: Field): void {
    const label = this.parts.fields.children[j];
    const field = label?.lastChild as HTMLInputElement | HTMLSelectElement | undefined;
    if (!label || !field) return;
    label.className = isGiven ? '' : 'st-default';
    if (field.value !== code && field !== document.activeElement) field.value = code;
  }

  /** Fills the menu of what can be set besides. */
  offer(): void {
    if (this.offered === this.rest) return;
    this.offered = this.rest;
    this.parts.more.replaceChildren(...choices(['+', ...this.rest]));
  }

  /** @param before how wide the activation before is, in percent */
  draw(before: number, { width, height }: Bar, kind: string): void {
    this.element.dataset['kind'] = kind;
    const points = `${-before / 2},0 ${before / 2},0 ${width / 2},100 ${-width / 2},100`;
    this.parts.poly.setAttribute('points', points);
    this.parts.bar.style.width = `${width}%`;
    this.parts.bar.style.height = `${height}px`;
  }

  /** Says why the layer breaks. */
  say(said: readonly Child[], stage: Stage | undefined): void {
    this.parts.said.replaceChildren(...said);
    this.parts.said.className = `st-said st-${stage}`;
  }
}

function control({ key, kind, options }: Field, layer: string): HTMLElement {
  const properties = { name: key, ariaLabel: `${layer} ${key}` };
  if (kind === 'select') return element('select', properties, choices(options));
  const step = key === 'rate' ? 0.1 : 1;
  return element('input', { ...properties, type: kind, step, min: 0, size: 8, autocapitalize: 'off' });
}
