/** Choices and buttons of the tracer. */
import { element } from '../../site/element.ts';

export const choices = (names: readonly string[]): HTMLOptionElement[] =>
  names.map((value) => element('option', { value }, value.replaceAll('"', '')));

/** A button that makes a change. */
export const mend = (words: string | Node, code: string, onclick: () => void): HTMLButtonElement =>
  element('button', { type: 'button', class: 'st-mend', onclick }, words, ' ', code && element('code', {}, code));
