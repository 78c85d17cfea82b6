/** What is read as one stays on one line. */
import { element } from './element.ts';

/** A sum with what it comes to, a shape or an index, and a range. */
const SUM = /(?:[\d.−]+\s[+−·×]\s)+[\d.−]+\s=\s−?\d+(?:[.,]\d+)*/;
const SHAPE = /[([](?:None|-?\d+)(?:, (?:None|-?\d+)){1,7},?[)\]]/;
const RANGE = /\d+–\d+/;
const WHOLE = new RegExp(`(${[SUM, SHAPE, RANGE].map(({ source }) => source).join('|')})`);
const LONGEST = 30; // characters: a phone's line has no room for more

/** A text in which no line ends within a sum, a shape or a range. */
export function whole(text: string): (string | Node)[] {
  const kept = (part: string): string | Node =>
    part.length <= LONGEST ? element('span', { className: 'kept' }, part) : part;
  return text.split(WHOLE).map((part, at) => (at % 2 === 0 ? part : kept(part)));
}

/** The same in all that an element says. */
export function keepWhole(root: Element): void {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const all: Text[] = [];
  while (texts.nextNode()) all.push(texts.currentNode as Text);
  for (const text of all) if (WHOLE.test(text.data)) text.replaceWith(...whole(text.data));
}
