/** Answers Material's search box in place of its own worker, in the same messages: each section is a result of its own. */
import { Index } from './index.ts';
import type { Found, Section } from './index.ts';
import { shown } from './marks.ts';
import { isSmall } from './small.ts';
import { corrected } from './spelling.ts';
import { wordsOf } from './words.ts';
import type { Word } from './words.ts';
import { QUERY, READY, RESULT, SETUP } from './messages.ts';

const MOST = 30; // results
const MARKED = 10; // words that the page is to mark
const NUMBER = /^\d/; // of the reader's own: that no page has it says nothing
// Material marks a word also within words, and within the &gt; of code, which that would break
const UNMARKED = /^(?:\d+(?:\.\d+)?|[a-z]{1,2}|amp|quot)$/i;

/** As Material's script takes it; `terms` are words and whether the section has them. */
interface Item extends Section {
  score: number;
  terms: Record<string, boolean>;
}

type Message =
  | { type: typeof SETUP; data: { docs: Section[]; config: { names?: string[][] } } }
  | { type: typeof QUERY; data: string };

let index: Index | undefined;

addEventListener('message', ({ data: message }: MessageEvent<Message>) => {
  if (message.type === SETUP) {
    index = new Index(message.data.docs, message.data.config.names ?? []);
    postMessage({ type: READY });
  } else if (message.type === QUERY && index) postMessage({ type: RESULT, data: answer(index, message.data) });
});

function answer(index: Index, query: string): { items: Item[][]; suggest: string[] } {
  const found = index.search(query).slice(0, MOST);
  const items = found.map((one) => itemsOf(index, one, query));
  return { items, suggest: suggested(query, items[0]?.[0]?.title ?? '') };
}

/** The section and above it its page, as Material shows them. */
function itemsOf(index: Index, found: Found, query: string): Item[] {
  const { section, score } = found;
  const { title, text, said } = shown(index, found, query);
  const words = wordsOf(query);
  const named = new Set([...index.termsOf(words)].filter(({ part }) => part !== undefined).map(({ at }) => at));
  const isSaid = ({ stem }: Word): boolean => index.terms.has(stem) || isSmall(stem) || NUMBER.test(stem);
  const unknown = words.filter((word, at) => !named.has(at) && !corrected([word], index).every(isSaid));
  const terms = Object.fromEntries([
    ...unknown.map(({ start, end }) => [query.slice(start, end), false] as const),
    // the page marks them within words, too: "be" in "number"
    ...[...said]
      .filter((word) => !isSmall(word) && !UNMARKED.test(word))
      .slice(0, MARKED)
      .map((word) => [word, true] as const),
  ]);
  const item = { ...section, title, text, score, terms };
  const page = index.sections.find(({ location }) => location === section.location.split('#')[0]);
  if (!page || page === section) return [item];
  const { tags: _, ...untagged } = page;
  return [item, { ...untagged, text: '', score: 0, terms: {} }];
}

/** What completes the last word of the query, out of the best result's heading. */
function suggested(query: string, heading: string): string[] {
  const last = query
    .split(/[\s-]+/)
    .at(-1)
    ?.toLowerCase();
  if (!last) return [];
  const words = heading
    .replace(/<[^>]*>/g, '')
    .toLowerCase()
    .split(/[\s,·:()]+/);
  return words.filter((word) => word.startsWith(last) && word !== last).slice(0, 1);
}
