/** What a reader may have meant by a word that no section has. */
import { distance, isKorean } from './words.ts';
import type { Word } from './words.ts';

/** What is known: words and the names of things. */
export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  readonly things: ReadonlyMap<string, string>;
  readonly terms: ReadonlyMap<string, unknown>;
  /** The words with which a name of several words begins. */
  readonly starts: ReadonlySet<string>;
  /** The words with which it goes on: 검출 of 테두리 검출. */
  readonly continuations: ReadonlySet<string>;
}

/** The longer words that begin so. */
export function begun(term: string, { words }: Vocabulary): string[] {
  if (/^[#\d]/.test(term) || term.length < (isKorean(term) ? 2 : 3)) return [];
  return [...words].filter((word) => word.startsWith(term) && word !== term);
}

/** The query's words; for one that no section has, those it is written together of, or begins with, or is a slip of. */
export function corrected(words: readonly Word[], known: Vocabulary): Word[] {
  return words.flatMap((word) => {
    const { stem } = word;
    const isNamed = known.things.has(stem) || known.starts.has(word.first) || known.continuations.has(stem);
    const isKnown = known.terms.has(stem) || isNamed;
    if (isKnown || begun(stem, known).length) return [word];
    const meant = partsOf(stem, known) ?? beginningOf(stem, known) ?? nearest(stem, known);
    return meant.length
      ? meant.map((part, at) => ({ ...word, stem: part, first: part, follows: at > 0 || word.follows }))
      : [word];
  });
}

const isWord = (part: string, { words, things }: Vocabulary): boolean => words.has(part) || things.has(part);

/** The fewest known words that make it up. */
function partsOf(word: string, known: Vocabulary): string[] | undefined {
  const made: (string[] | undefined)[] = [[]]; // up to which letter
  for (let end = 1; end <= word.length; end++)
    for (let start = 0; start < end; start++) {
      const before = made[start];
      const part = word.slice(start, end);
      const isPart = part.length >= (isKorean(part) ? 2 : 3) && (isWord(part, known) || /^[123]d$/.test(part));
      if (before && isPart && before.length + 1 < (made[end]?.length ?? Infinity)) made[end] = [...before, part];
    }
  return made[word.length];
}

/** The longest known word that it begins with: 보간 of 보간법. */
function beginningOf(word: string, known: Vocabulary): string[] | undefined {
  for (let end = word.length - 1; end > 1 && isKorean(word); end--)
    if (isWord(word.slice(0, end), known)) return [word.slice(0, end)];
  return undefined;
}

/** The nearest of those that differ by a letter or, if it is long, by two; none where there is none. */
function nearest(word: string, { words, things }: Vocabulary): string[] {
  const letters = word.normalize('NFD');
  const most = letters.length < 6 ? 0 : letters.length < 9 ? 1 : 2;
  if (!most) return [];
  let least = most + 1;
  let found: string[] = [];
  for (const other of [...things.keys(), ...words]) {
    const far = distance(letters, other.normalize('NFD'), most);
    if (far >= least) continue;
    least = far;
    found = [other];
  }
  return found;
}
