/** What the tracer says of a place, in the language of the page. Its sentences are English where they are made. */
import type { Words } from './dom.ts';

interface Sentence {
  readonly pattern: RegExp;
  readonly gaps: readonly string[];
  readonly words: string;
}

/** What a gap may hold: a word, code, a part of a sentence, or, as `{why}`, sentences. */
const WORD = '([^\\s`]+?)';
const PART = '((?:(?!: ).)+?)';
const CODE = '([^`]+)';
const WORDS = ['name', 'type', 'line', 'edge', 'size'].map((gap) => [gap, WORD]);
const CODES = ['tensor', 'layer', 'setting', 'order'].map((gap) => [gap, CODE]);
const GAPS = Object.fromEntries([...WORDS, ...CODES, ['why', '(.+)']]) as Readonly<Record<string, string>>;

/** Sentences in sentences are four deep at most; what is pasted could make them deeper. */
const DEEPEST = 6;

export class Reasons {
  private readonly sentences: readonly Sentence[];

  /** @param words English sentences with gaps, "`{name}` is not in the paste", and the same in the language of the page */
  constructor(words: Words) {
    const bySpecific = Object.entries(words).sort(([one], [other]) => fixed(other).length - fixed(one).length);
    this.sentences = bySpecific.map(([english, own]) => sentenceOf(english, own));
  }

  /** The sentence in the language of the page; null where it has none, as for what a framework says. */
  say(text: string, depth = 0): string | null {
    if (depth > DEEPEST) return null;
    for (const { pattern, gaps, words } of this.sentences) {
      const found = pattern.exec(text);
      if (!found) continue;
      const values = gaps.map((_, index) => found[index + 1] ?? '');
      const said = values.map((value) => this.say(value, depth + 1));
      if (isBare(words) && said.includes(null)) continue; // `{what}: {why}` is the form of much that is not ours
      return words.replace(/\{(\w+)\}/g, (_, gap: string) => {
        const at = gaps.indexOf(gap);
        return said[at] ?? values[at] ?? '';
      });
    }
    return null;
  }
}

function sentenceOf(english: string, words: string): Sentence {
  const gaps: string[] = [];
  const source = english
    .split(/\{(\w+)\}/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      gaps.push(part);
      return GAPS[part] ?? PART;
    })
    .join('');
  return { pattern: new RegExp(`^${source}$`, 's'), gaps, words };
}

/** Its own words, without the gaps. */
function fixed(english: string): string {
  return english.replace(/\{\w+\}/g, '');
}

function isBare(words: string): boolean {
  return !/\p{Letter}/u.test(fixed(words));
}
