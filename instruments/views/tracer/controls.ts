/** Choices and buttons of the tracer. */
import { element } from '../../site/element.ts';

export const choices = (names: readonly string[]): HTMLOptionElement[] =>
  names.map((value) => element('option', { value }, value.replaceAll('"', '')));

/** A button that makes a change, which its words say. */
export const mend = (words: Node | readonly (string | Node)[], onclick: () => void): HTMLButtonElement =>
  element('button', { type: 'button', class: 'st-mend', onclick }, words);
