/**
 * Ranks the sections of the site for a query.
 *
 * A section's score is the sum, over the terms of the query, of how rare the term is times how much the section says it,
 * as in BM25; times the share of the query that it answers, and more where readers ask the like of it (likeness.ts). Terms
 * are words, two neighbours as one word (특징 맵 for 특징맵, and part of what is quoted), and things: what several words are
 * names of, such as deconvolution and 전치 합성곱.
 */
import { Questions } from './likeness.ts';
import { corrected, begun } from './spelling.ts';
import type { Vocabulary } from './spelling.ts';
import { isSmall } from './small.ts';
import { plain, together, wordsOf } from './words.ts';
import type { Word } from './words.ts';

/** A document of the index that MkDocs writes. */
export interface Section {
  location: string;
  title: string;
  /** HTML */
  text: string;
  tags?: string[];
  boost?: number;
  /** What readers ask that the section answers, in their words: docs/asked/. */
  asked?: string;
}

/** Words of a text, from `at` on so many; `part` is the thing of whose name it is a word. */
interface Term {
  term: string;
  at: number;
  length: number;
  part?: string | undefined;
}

/** A section that was found, and the terms that it was found by. */
export interface Found {
  section: Section;
  score: number;
  terms: Set<string>;
}

interface Match {
  score: number;
  rare: number;
  term: string;
  headed: boolean;
}

interface Answer {
  score: number;
  /** Of each word of the query. */
  shares: number[];
  /** The words of the query that the heading says. */
  headed: Set<number>;
  terms: Set<string>;
}

/** How often a section's title, its tags, its page's title, the questions it answers and its text say a term. */
type Counts = [number, number, number, number, number];

// what says it, and how much: a heading what its section is about, the page's heading what all its sections are about
const FIELDS = { title: 3, tags: 3, page: 1.5, asked: 2, text: 1 };
const SATURATION = 1.2; // BM25's k1: saying a word twice is not twice as good
const LENGTH = 0.4; // BM25's b: a long text says many words by chance
const PAIR = 0.7; // words that are neighbours in both
const SPELT = 0.3; // the very word of a name, beside the thing
const NAMED = 1; // at least, for what has a name
const BEGUN = 0.5; // the word is only begun
const NUMBER = 0.3; // every section has numbers
const SMALL = 0.2; // words of any sentence
const COVERAGE = 1.5; // how much it counts that all of the query is there
const WHOLE = 0.5; // how much it counts that the query is all of the heading
const OWN = 2; // how much it counts for a page that its heading has all of the query, transpose for Transposed convolution
const ALIKE = 4; // how much it counts that the query is a question that readers ask of the section
const ALIKE_WORD = 1; // the same where the query is one word
const FAINT = 0.02; // of the best score: not shown
const LONGEST_NAME = 4; // words

/** A term that names a thing, not a word. */
const isThing = (term: string): boolean => term.startsWith('#');
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

export class Index implements Vocabulary {
  /** A name, its words together → its thing. */
  readonly things = new Map<string, string>();
  /** The words with which a name of several words begins. */
  readonly starts = new Set<string>();
  readonly continuations = new Set<string>();
  /** Those of the terms that are words. */
  readonly words = new Set<string>();
  /** Words as they are written, in small letters → their stems. */
  readonly forms = new Map<string, string>();
  /** Term → section → how often each of its fields says it. */
  readonly terms = new Map<string, Map<number, Counts>>();
  /** Section → how many words each of its fields has. */
  private readonly lengths: Counts[];
  /** Words of a section's text, on average. */
  private readonly mean: number;
  private readonly questions = new Questions();

  /** @param names of one thing each */
  constructor(
    readonly sections: readonly Section[],
    names: readonly (readonly string[])[],
  ) {
    for (const [thing, all] of names.entries()) for (const name of all) this.addName(`#${thing}`, wordsOf(name));
    this.lengths = sections.map(() => [0, 0, 0, 0, 0]);
    const pages = new Map(sections.map((section) => [section.location, section]));
    for (const [index, section] of sections.entries()) {
      const page = pages.get(section.location.split('#')[0] ?? '');
      const isPage = page === section;
      const tags = isPage ? (section.tags ?? []).join('\n') : '';
      const fields = [section.title, tags, isPage ? '' : (page?.title ?? ''), section.asked ?? '', section.text];
      for (const [field, text] of fields.entries()) this.addText(index, field, text);
      this.questions.add(index, section.asked ?? '');
    }
    this.mean = sum(this.lengths.map(([, , , , text]) => text)) / sections.length;
  }

  private addName(thing: string, words: readonly Word[]): void {
    this.things.set(together(words), thing);
    const [start, ...others] = words;
    if (start && others.length) this.starts.add(start.first);
    for (const { stem } of others) this.continuations.add(stem);
  }

  private addText(section: number, field: number, text: string): void {
    const words = wordsOf(plain(text));
    this.lengthsOf(section)[field] = words.length;
    for (const { stem, first } of words) {
      this.words.add(stem);
      this.forms.set(first, stem);
    }
    for (const { term } of this.termsOf(words)) {
      const sections = this.terms.get(term) ?? new Map<number, Counts>();
      const counts = sections.get(section) ?? [0, 0, 0, 0, 0];
      counts[field] = (counts[field] ?? 0) + 1;
      this.terms.set(term, sections.set(section, counts));
    }
  }

  private isPage(section: number): boolean {
    return !this.sections[section]?.location.includes('#');
  }

  private lengthsOf(section: number): Counts {
    return this.lengths[section] ?? [0, 0, 0, 0, 0];
  }

  /** The words and pairs of words of a text, and the things that it names. */
  *termsOf(words: readonly Word[]): Iterable<Term> {
    let part: string | undefined; // of which name the words are, and how far
    let named = 0;
    for (const [at, word] of words.entries()) {
      const name = at < named ? undefined : this.nameAt(words, at);
      if (name) {
        yield name;
        part = name.term;
        named = at + name.length;
      }
      yield { term: word.stem, at, length: 1, part: at < named ? part : undefined };
      const next = words[at + 1];
      const isPair = at + 1 >= named && next?.follows && !isSmall(word.stem) && !isSmall(next.stem);
      if (isPair) yield { term: together(words, at, 2), at, length: 2 };
    }
  }

  /** The thing that the longest name from there on is of. */
  private nameAt(words: readonly Word[], at: number): Term | undefined {
    const most = this.starts.has(words[at]?.first ?? '') ? Math.min(LONGEST_NAME, words.length - at) : 1;
    for (let length = most; length > 0; length--) {
      const term = this.things.get(together(words, at, length));
      if (term) return { term, at, length };
    }
    return undefined;
  }

  /** How much it counts that a section says the term: the logarithm of one in how many does. */
  rarity(term: string): number {
    const sections = this.terms.get(term)?.size ?? 0;
    const rare = Math.log(1 + (this.sections.length - sections + 0.5) / (sections + 0.5));
    if (isThing(term)) return Math.max(rare, NAMED);
    return rare * (isSmall(term) ? SMALL : /^\d+(\.\d+)?$/.test(term) ? NUMBER : 1);
  }

  /** The sections that answer the query, best first. */
  search(query: string): Found[] {
    const words = corrected(wordsOf(query), this);
    // of one word no question is made, where a section says it: one that is only asked with it is shown with nothing marked
    const isQuestion = words.filter(({ stem }) => !isSmall(stem)).length > 1;
    const found = this.answers(query, words, isQuestion);
    return found.length || isQuestion ? found : this.answers(query, words, true);
  }

  /** @param isQuestion whether what readers ask of a section counts where it says none of the words */
  private answers(query: string, words: readonly Word[], isQuestion: boolean): Found[] {
    const asked = words.map(() => 0); // what each word may bring, at most
    const answers = new Map<number, Answer>();
    for (const term of this.termsOf(words)) {
      const isSpelt = term.part !== undefined && this.terms.has(term.part);
      for (const [section, match] of this.matches(term, isSpelt, isQuestion)) {
        const answer = answers.get(section) ?? {
          score: 0,
          shares: words.map(() => 0),
          headed: new Set(),
          terms: new Set(),
        };
        answers.set(section, answer);
        answer.score += match.score;
        answer.terms.add(match.term);
        if (!isSpelt || (match.headed && this.isPage(section))) credit(answer, asked, term, match);
      }
    }
    const weight = isQuestion ? ALIKE : ALIKE_WORD;
    for (const [section, alike] of this.questions.likeness(query)) {
      const answer = answers.get(section);
      if (answer) answer.score *= 1 + weight * alike;
    }
    const weighty = words.flatMap(({ stem }, at) => (isSmall(stem) ? [] : [at]));
    return this.ranked(answers, sum(asked), weighty);
  }

  /** @param weighty which words of the query are not those of any sentence */
  private ranked(answers: ReadonlyMap<number, Answer>, asked: number, weighty: readonly number[]): Found[] {
    const found = [...answers].flatMap(([index, { score, shares, headed, terms }]) => {
      const section = this.sections[index];
      if (!section) return [];
      const covered = (sum(shares) / asked) ** COVERAGE;
      const whole = 1 + WHOLE * Math.min(1, headed.size / this.lengthsOf(index)[0]);
      const isOwn = this.isPage(index) && weighty.length > 0 && weighty.every((at) => headed.has(at));
      const own = isOwn ? 1 + OWN : 1;
      return [{ section, score: score * covered * whole * own * (section.boost ?? 1), terms }];
    });
    found.sort((one, other) => other.score - one.score);
    return found.filter(({ score }) => score > FAINT * (found[0]?.score ?? 0));
  }

  /** Of each section the best match with a term, or with a word that begins so. */
  private matches({ term, length }: Term, isSpelt: boolean, isQuestion: boolean): Map<number, Match> {
    const isPair = !isSpelt && length > 1 && !isThing(term);
    const weight = isPair ? PAIR : 1;
    const begins = BEGUN * (isSmall(term) ? SMALL : 1);
    const best = new Map<number, Match>();
    for (const met of [term, ...(isPair ? [] : begun(term, this))]) {
      const rare = this.rarity(met) * weight * (met === term ? 1 : begins);
      for (const [section, counts] of this.terms.get(met) ?? []) {
        const spelt = isSpelt && !(counts[0] && this.isPage(section)) ? SPELT : 1; // a page called so is about it
        const score = rare * spelt * this.said(section, counts, isQuestion);
        if (score > (best.get(section)?.score ?? 0))
          best.set(section, { score, rare, term: met, headed: counts[0] > 0 });
      }
    }
    return best;
  }

  /** How much a section says a term. */
  private said(section: number, [title, tags, page, asked, text]: Counts, isQuestion: boolean): number {
    const spread = SATURATION * (1 - LENGTH + (LENGTH * this.lengthsOf(section)[4]) / this.mean);
    const heads = (title && FIELDS.title) + (tags && FIELDS.tags) + (page && FIELDS.page);
    const isShown = isQuestion || heads + text > 0;
    return heads + (asked && isShown ? FIELDS.asked : 0) + (FIELDS.text * text) / (text + spread);
  }
}

/** Notes which words of the query the match answers, and how much of what they may bring. */
function credit(answer: Answer, asked: number[], { at, length }: Term, { rare, headed }: Match): void {
  for (let word = at; word < at + length; word++) {
    answer.shares[word] = Math.max(answer.shares[word] ?? 0, rare / length);
    asked[word] = Math.max(asked[word] ?? 0, rare / length);
    if (headed) answer.headed.add(word);
  }
}
