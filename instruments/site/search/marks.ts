/**
 * How a section that was found is shown: the words that were met are marked, and of its
 * text stands what says most of what the heading does not.
 */
import type { Found, Index } from './index.ts';
import { plain, wordsOf } from './words.ts';

const SHOWN = 180; // letters of the text
const BEFORE = 50; // of them before the first word that was met
const CODE = 0.6; // what it is worth to say it there, not in prose
const SYNTAX = /[_=()[\]]/; // of a query that asks for code
const BLOCK = /<\/(?:p|li|pre|ul|ol)>|(?=<pre>)/; // what stands before code may have no end of its own: a caption, a row of a list

/** Where a text says what was met. */
interface Place {
  start: number;
  end: number;
  term: string;
}

/** HTML, and the words that were met, as they are written. */
interface Shown {
  title: string;
  text: string;
  said: Set<string>;
}

interface Block {
  text: string;
  places: Place[];
  /** How much it says that the heading does not. */
  worth: number;
  isCode: boolean;
}

export function shown(index: Index, { section, terms }: Found, query: string): Shown {
  const said = new Set<string>();
  const heading = plain(section.title);
  const headed = placesOf(index, heading, terms);
  const title = marked(heading, headed, said);
  const news = new Set(terms);
  for (const { term } of headed) news.delete(term);
  const blocks = section.text.split(BLOCK).map((block) => blockOf(index, block, terms, news));
  const best = bestOf(blocks, headed.length > 0, SYNTAX.test(query));
  if (!best.text) return { title, text: '', said };
  const { from, to } = excerpt(best);
  const places = best.places
    .filter(({ start, end }) => start >= from && end <= to)
    .map(({ start, end, term }) => ({ start: start - from, end: end - from, term }));
  const middle = marked(best.text.slice(from, to), places, said);
  const text = `${from ? '…\u00a0' : ''}${middle}${to < best.text.length ? '\u00a0…' : ''}`;
  return { title, text: best.isCode ? `<p><code>${text}</code></p>` : `<p>${text}</p>`, said };
}

/** Of code only where code was asked for, or neither the heading nor the prose says what was met. */
function bestOf(blocks: readonly Block[], isHeaded: boolean, isCodeAsked: boolean): Block {
  const prose = blocks.filter(({ text, isCode }) => text && !isCode);
  const isTold = prose.length > 0 && (isHeaded || prose.some(({ worth }) => worth > 0));
  const all = isTold && !isCodeAsked ? prose : blocks;
  return all.reduce((one, other) => (other.worth > one.worth || !one.text ? other : one));
}

function blockOf(index: Index, html: string, terms: ReadonlySet<string>, news: ReadonlySet<string>): Block {
  const text = plain(html).trim();
  const places = placesOf(index, text, terms);
  const isCode = html.includes('<pre>');
  const told = new Set(places.map(({ term }) => term).filter((term) => news.has(term)));
  const worth = [...told].reduce((sum, term) => sum + index.rarity(term), 0) * (isCode ? CODE : 1);
  return { text, places, worth, isCode };
}

function placesOf(index: Index, text: string, terms: ReadonlySet<string>): Place[] {
  const words = wordsOf(text);
  return [...index.termsOf(words)]
    .filter(({ term }) => terms.has(term))
    .map(({ term, at, length }) => ({ start: words[at]?.start ?? 0, end: words[at + length - 1]?.end ?? 0, term }))
    .sort((one, other) => one.start - other.start);
}

/** The text with marks as HTML; what was met is noted in `said`. */
function marked(text: string, places: readonly Place[], said: Set<string>): string {
  let html = '';
  let last = 0;
  for (const { start, end } of places) {
    if (end <= last) continue;
    const from = Math.max(start, last);
    const word = text.slice(from, end);
    html += `${escaped(text.slice(last, from))}<mark>${escaped(word)}</mark>`;
    for (const one of word.toLowerCase().split(/\s+/)) said.add(one);
    last = end;
  }
  return html + escaped(text.slice(last));
}

/** From where to where the text says most of what was met, whole words. */
function excerpt({ text, places }: Block): { from: number; to: number } {
  if (text.length <= SHOWN) return { from: 0, to: text.length };
  const kinds = (from: number): number =>
    new Set(places.filter(({ start, end }) => start >= from && end <= from + SHOWN - BEFORE).map(({ term }) => term))
      .size;
  const first = places.reduce((best, { start }) => (kinds(start) > kinds(best) ? start : best), places[0]?.start ?? 0);
  const from = first > BEFORE ? text.indexOf(' ', first - BEFORE) + 1 : 0;
  const to = from + SHOWN < text.length ? text.lastIndexOf(' ', from + SHOWN) : text.length;
  return from <= first && to > first ? { from, to } : { from: first, to: Math.min(first + SHOWN, text.length) };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
