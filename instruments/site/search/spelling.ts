/** What a reader may have meant by a word that no section has. */
import { isSmall } from './small.ts';
import { distance, isKorean, isOneSyllable, isParticle } from './words.ts';
import type { Word } from './words.ts';

/** What is known: words and the names of things. */
export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  /** Words as they are written, in small letters → their stems. */
  readonly forms: ReadonlyMap<string, string>;
  readonly things: ReadonlyMap<string, string>;
  readonly terms: ReadonlyMap<string, { size: number }>;
  /** The words with which a name of several words begins. */
  readonly starts: ReadonlySet<string>;
  /** The words with which it goes on: 검출 of 테두리 검출. */
  readonly continuations: ReadonlySet<string>;
}

const SHORTEST = 4; // letters: so many are misspelt in one place where it is a name that is meant, 커날 of 커널,
const SHORT = 6; // so many where it is any word,
const SHORT_LATIN = 5;
const LONG = 9; // so many in two places

// what it costs to read a part of a word, written without blanks, as this
const KNOWN = 1;
const PARTICLE = 0.25;
const BEGUN = 1.5;
const SKIPPED = 3; // a syllable

/** The longer words that begin so. */
export function begun(term: string, { words }: Vocabulary): string[] {
  if (/^[#\d]/.test(term) || term.length < (isKorean(term) ? 2 : 3)) return [];
  return [...words].filter((word) => word.startsWith(term) && word !== term);
}

/** The query's words; for one that no section has, those it is written together of, or is a slip of. */
export function corrected(words: readonly Word[], known: Vocabulary): Word[] {
  return words.flatMap((word) => {
    const { stem, first } = word;
    const isNamed = known.things.has(stem) || known.starts.has(first) || known.continuations.has(stem);
    if (known.words.has(stem) || isNamed || isSmall(stem) || begun(stem, known).length) return [word];
    const isPair = known.terms.has(stem); // neighbours in a text, in none one word
    const parts = (): string[] | undefined => partsOf(first, known, false);
    const slip = (): string[] | undefined => (isPair ? undefined : nearest(word, known));
    const meant = isKorean(stem) ? (parts() ?? slip() ?? partsOf(first, known, true)) : (slip() ?? parts());
    if (!meant) return [word];
    return meant.map((part, at) => {
      const follows = at > 0 || word.follows;
      return { ...word, stem: known.forms.get(part) ?? part, first: part, follows };
    });
  });
}

const isWord = (part: string, { words, forms, things }: Vocabulary): boolean =>
  words.has(part) || forms.has(part) || things.has(part);

interface Reading {
  cost: number;
  parts: string[];
  /** Whether a particle may come next. */
  isOpen: boolean;
}

/** The parts of which a word is written together, particles left out: 풀링, 왜, 쓰나 of 풀링은왜쓰나; `isLoose`: and what nothing knows. */
function partsOf(word: string, known: Vocabulary, isLoose: boolean): string[] | undefined {
  const readings: (Reading | undefined)[] = [{ cost: 0, parts: [], isOpen: true }]; // the cheapest up to each letter; 을 of 3x3을쓰나
  for (let end = 1; end <= word.length; end++)
    for (let start = 0; start < end; start++) {
      const before = readings[start];
      const read = before && continued(before, word.slice(start, end), known, isLoose);
      if (read && read.cost < (readings[end]?.cost ?? Infinity)) readings[end] = read;
    }
  const parts = readings[word.length]?.parts;
  return parts?.some((part) => !isSmall(part)) ? parts : undefined;
}

function continued(
  { cost, parts, isOpen }: Reading,
  part: string,
  known: Vocabulary,
  isLoose: boolean,
): Reading | undefined {
  const korean = isKorean(part);
  if (isOpen && korean && isParticle(part)) return { cost: cost + PARTICLE, parts, isOpen: false };
  const isLong = part.length >= (korean ? 2 : 3);
  if ((isLong && isWord(part, known)) || /^[123]d$/.test(part) || (korean && (isSmall(part) || isOneSyllable(part))))
    return { cost: cost + KNOWN, parts: [...parts, part], isOpen: true };
  if (isLong && korean && begun(part, known).length)
    return { cost: cost + BEGUN, parts: [...parts, part], isOpen: true };
  return isLoose && korean && part.length === 1 ? { cost: cost + SKIPPED, parts, isOpen: false } : undefined;
}

/** Of what differs by a letter or, if the word is long, by two, the nearest, and of these what most sections say. */
function nearest({ stem, first }: Word, { words, forms, things, terms }: Vocabulary): string[] | undefined {
  const korean = isKorean(stem);
  const [letters, { length }] = [stem.normalize('NFD'), (korean ? stem : first).normalize('NFD')];
  if (length < SHORTEST) return undefined;
  let least = length < LONG ? 1 : 2;
  let found: { term: string; said: number } | undefined;
  const see = (written: string, other: string, term: string): void => {
    const far = distance(written, other.normalize('NFD'), least);
    const said = terms.get(things.get(term) ?? term)?.size ?? 0;
    if (far > least || (far === least && found && said <= found.said)) return;
    least = far;
    found = { term, said };
  };
  for (const name of things.keys()) see(letters, name, name);
  const isLong = length >= (korean ? SHORT : SHORT_LATIN);
  if (isLong && korean) for (const word of words) see(letters, word, word);
  else if (isLong) for (const [form, word] of forms) see(first, form, word);
  return found && [found.term];
}
