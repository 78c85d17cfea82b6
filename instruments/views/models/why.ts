/** Why a paste is refused, in the reader's words: which lines made the sizes that do not fit, and where this error is explained. */
import type { Fault } from '../../frameworks/framework.ts';
import type { Origin, Step } from '../../graph/origins.ts';
import { given } from '../../site/element.ts';
import { whole } from '../../site/whole.ts';
import { element, sentence } from './dom.ts';
import type { Child, Words } from './dom.ts';
import { sectionOf } from './sections.ts';
import type { Sections } from './sections.ts';
import { shapeText } from './shapes.ts';

/** Characters of a layer and what it does to a size that stand on one line. */
const LONGEST = 34;

/** The page of error messages, in the language of this one. */
interface Errors {
  readonly address: string;
  readonly sections: Sections;
}

/** How it is written on this page. */
interface Written {
  readonly words: Words;
  readonly framework: string | null;
  readonly line: (line: number) => HTMLElement;
  /** What the tracer says itself, in the language of the page. */
  readonly reason: (text: string) => HTMLElement;
}

/** Nothing where no tensor is to blame and no section explains the error. */
export function whyOf({ origins, plain, says }: Fault, written: Written): HTMLElement[] {
  const { words, reason } = written;
  const items = origins.map((origin) => element('li', {}, ...told(origin, written)));
  const sentences = plain.flatMap((text) => [reason(text), ' ']);
  return [
    ...(sentences.length > 0 ? [element('p', { class: 'sm-plain' }, ...sentences)] : []),
    ...(items.length > 0 ? [element('p', {}, words['origins'] ?? ''), element('ul', {}, ...items)] : []),
    ...explained(says, words),
  ];
}

/** The way to the section that is about what a framework says; nothing where none is. */
export function explained(says: string, words: Words): HTMLElement[] {
  const { address, sections } = (given('shapes-data') as { errors: Errors }).errors;
  const section = sectionOf(says, sections);
  return section ? [element('p', {}, element('a', { href: `${address}#${section}` }, words['section'] ?? ''))] : [];
}

function told({ shape, axes, steps }: Origin, { words, framework, line }: Written): Child[] {
  const size = (of: Step['to']): string => (axes ? of.map((one) => one ?? 'None').join('×') : shapeText(of, framework));
  const said = steps.map(({ line: at, type, from, to }) => {
    const change = element('span', { class: 'kept' }, from === null ? size(to) : `${size(from)} → ${size(to)}`);
    const blank = type.length + (change.textContent ?? '').length > LONGEST ? ' ' : '\u00a0';
    return sentence(words['origin_step'] ?? '', { line: line(at), type, blank, change });
  });
  const path = said.flatMap((one, index): Child[] => {
    const isLast = index === said.length - 1;
    return [element('span', { class: 'st-step' }, ...one, isLast ? '' : ','), isLast ? '' : ' '];
  });
  return [
    element('code', {}, ...whole(shapeText(shape, framework))),
    ': ',
    ...(path.length > 0 ? path : [words['origin_none'] ?? '']),
  ];
}
