/** What a text is made of, for the search: words without endings, so that a query meets them however both are written. */

export interface Word {
  /** Without plural, verb ending or Korean particle, in small letters. */
  stem: string;
  /** What it is as the first part of a longer word: feature in featuremap. */
  first: string;
  /** Where it stands in the text. */
  start: number;
  /** Where it ends, or its particle begins. */
  end: number;
  /** The word before, in one sentence. */
  follows: boolean;
}

// Hangul apart from Latin, as in 0을; the numbers of 5x5 apart (the sign × stands among the letters of Latin-1)
const PIECE =
  /[가-힣]+|\d+(?:\.\d+)?(?=×\d)|\d+(?:\.\d+)?(?![\dA-Za-z])|[A-Za-z0-9\u00C0-\u00D6\u00D8-\u024F\u0370-\u03FF]+/g;
// 5x5 is 5×5
const TIMES = /(?<=\d)x(?=\d)/g;
// names at their capitals: Conv2D|Transpose, Max|Pooling2D; what is counted: 여러|개, 몇|칸
const HUMP = /(?<=[a-z]|\dD)(?=[A-Z][a-z]{2})|(?<=^(?:여러|몇))(?=[개번장칸배층줄])/;
const PARTICLE = new RegExp(
  `(?:${
    '으로써 으로서 이라는 이란 에서는 에서의 에서 에게 으로 부터 까지 처럼 보다 입니다 이다 인가 인지 이나 하기 하는 하면 한다 되는 된다 ' +
    '이랑 랑 하고 하면 해서 라고 라는 때문 인데 인가요 나요 예요 이에요 에요 을 를 은 는 이 가 의 에 와 과 로 도 만 란 나 일'
  })$`.replaceAll(' ', '|'),
);
const STANDALONE = new RegExp(`^${PARTICLE.source}`);
const ENDING = /(?:ions?|ings?|ed|es|e|s|ally|al)$/;
const ONE_SYLLABLE = '칸값축수합창층망맵식'; // what may stand before a particle
const SENTENCE_END = /[.!?:;)\]}。]\s|\n/;

export const isOneSyllable = (word: string): boolean => word.length === 1 && ONE_SYLLABLE.includes(word);

export const isParticle = (word: string): boolean => PARTICLE.exec(word)?.index === 0;

export const isKorean = (word: string): boolean => /^[가-힣]/.test(word);

/** A word in small letters without what it may end in, however little is left. */
export const bare = (word: string): string => word.replace(isKorean(word) ? PARTICLE : ENDING, '');

/** The stem of a word in small letters. */
export function stemOf(word: string): string {
  const korean = isKorean(word);
  const stem = bare(word);
  return stem.length > (korean ? 1 : 2) || (stem && ONE_SYLLABLE.includes(stem)) ? stem : word;
}

/** The words of a text, in their order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let last = 0;
  for (const { 0: piece, index } of text.replace(TIMES, '×').matchAll(PIECE)) {
    if (index === last && words.length && STANDALONE.test(piece)) continue; // the particle of a number or a Latin word
    let start = index;
    for (const part of piece.split(HUMP)) {
      const follows = words.length > 0 && !SENTENCE_END.test(text.slice(last, start));
      words.push({ ...wordOf(part, start), follows });
      last = start = start + part.length;
    }
  }
  return words;
}

function wordOf(part: string, start: number): Omit<Word, 'follows'> {
  const small = part.toLowerCase();
  const stem = stemOf(small);
  return isKorean(part)
    ? { stem, first: stem, start, end: start + stem.length }
    : { stem, first: small, start, end: start + part.length };
}

/** One word after what stands before it: feature map is featuremap, 특징 맵 is 특징맵, 5 × 5 is 5x5. */
const joined = (before: string, word: string): string =>
  /\d$/.test(before) && /^\d/.test(word) ? `${before}x${word}` : before + word;

/** The words as one: `length` of them, from `from` on. */
export function together(words: readonly Word[], from = 0, length = words.length): string {
  const parts = words.slice(from, from + length);
  return parts.reduce((said, { first, stem }, index) => joined(said, index < length - 1 ? first : stem), '');
}

/**
 * How many letters are put in, left out, changed, or have traded places with their neighbours, from one to the other, counted up
 * to `most` + 1; of Hangul, its letters.
 */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let above: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const isTraded = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const traded = isTraded ? (above[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed, traded));
    }
    if (Math.min(...next) > most) return most + 1;
    above = row;
    row = next;
  }
  return row[other.length] ?? 0;
}

/** The text of the HTML that a search index has. */
export const plain = (html: string): string =>
  html
    .replace(/<\/?(?:code|su[bp])>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
