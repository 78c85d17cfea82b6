/** Sentences that stand around code: a question in a forum is pasted with what it asks. */
import type { Note } from './clean.ts';
import { lineStarts } from './walk.ts';

const KEYWORDS = new Set(
  `and as assert async await break class continue def del elif else except finally for from global if import in is lambda
  nonlocal not or pass raise return try while with yield print`.split(/\s+/),
);
/** In front of these a sentence cannot be told from a statement by its first words. */
const BEGINS_STATEMENT =
  /^(?:(?:async|await|class|def|del|elif|else|except|finally|global|import|nonlocal|raise|return|try|yield)\b|from \S+ import\b)/;
/** Names elsewhere, and in a sentence words: these begin a statement where a colon ends the line. */
const SOFT = /^(?:match|case)\b.*:(?:\s*#.*)?$/;
const WORD = /^[\p{L}_][\p{L}\p{N}_-]*$/u;
const HANGUL = /^\p{Script=Hangul}+/u;
/** `Thanks!`, `감사합니다.`, `Here is my code:` */
const EXCLAMATION = /^[\p{L}]+[!?.…~]+$/u;
const LABEL = /^[\p{L}]+(?: [\p{L}]+)* ?:$/u;
const GOES_ON = /^[^=()[\]{}:@#]+$/;

/** Take off the lines that are sentences and no Python; a note names the first of them. */
export function takeOffProse(lines: string[], notes: Note[]): string[] {
  const isSentence = lines.map((line) => isProse(line));
  lines.forEach((line, index) => {
    if (isSentence[index - 1] && !isSentence[index] && goesOn(line)) isSentence[index] = true;
  });
  if (!isSentence.includes(true)) return lines;
  const without = lines.map((line, index) => (isSentence[index] ? '' : line));
  const starts = lineStarts(without.join('\n')); // a sad face opens no bracket
  const isTaken = (index: number): boolean =>
    Boolean(isSentence[index]) && !starts[index]?.inString && starts[index]?.depth === 0;
  const first = lines.findIndex((_, index) => isTaken(index));
  if (first < 0) return lines;
  notes.push({ line: first + 1, text: 'sentences around the code are passed over' });
  return lines.map((line, index) => (isTaken(index) ? '' : line));
}

/** Whether a line is surely no Python: words stand side by side in it as in no statement. */
function isProse(line: string): boolean {
  const text = line.trim();
  if (!text || /^[#@"'()[\]{}]|"""|'''/.test(text)) return false;
  if (SOFT.test(text) && !runsOfWords(text.replace(/^\w+/, '')).some(isSpoken)) return false;
  const [first = ''] = text.split(/[^\p{L}]/u, 1);
  if (EXCLAMATION.test(text) || LABEL.test(text)) return !KEYWORDS.has(first);
  if (!/\p{L} +\p{L}/u.test(text) || /^[\w.]+\(/.test(text)) return false;
  if (GOES_ON.test(text) && /[!?…]$/.test(text)) return true;
  const plain = withoutStrings(text);
  const equals = plain.indexOf('=');
  const head = equals < 0 ? plain : plain.slice(0, equals);
  const runs = runsOfWords(head);
  if (KEYWORDS.has(first)) {
    const isStatement = BEGINS_STATEMENT.test(text) || text.endsWith(':');
    return !isStatement && runs.some((run) => run.length > 3 && isSpoken(run));
  }
  if (GOES_ON.test(text) && runs.some((run) => run.some((_, at) => isPair(run.slice(at, at + 2))))) return true;
  return runs.some(isSpoken) || (equals < 0 && /^\p{L}+ \p{L}[\p{L} ]*:/u.test(plain) && isPair(plain.split(' ')));
}

/** An apostrophe within a word opens no string. */
function withoutStrings(text: string): string {
  const words = text.replace(/(\p{L}{2}|\bI)['’](?=\p{L})/gu, '$1');
  return words.replace(/#.*$|"[^"]*"?|'[^']*'?/g, ' , ');
}

/** Words of a sentence; those with a comma behind them keep it. */
function runsOfWords(text: string): string[][] {
  const runs: string[][] = [[]];
  for (const piece of text.split(/\s+/)) {
    const word = piece.replace(/[.,:;!?]+$/, '');
    if (WORD.test(word)) runs.at(-1)?.push(piece === `${word},` ? piece : word);
    else runs.push([]);
    if (piece.length > word.length && !piece.endsWith(',')) runs.push([]);
  }
  return runs;
}

/** Three words of which two side by side are no keywords, or two with Hangul. */
function isSpoken(run: readonly string[]): boolean {
  return run.some((_, at) => {
    const pair = run.slice(at, at + 2);
    return isPair(pair) && (run.length > 2 || pair.some((one) => HANGUL.test(one)));
  });
}

/** Whether two words stand side by side as in no statement. */
const isPair = ([one = '', other = '']: readonly string[]): boolean =>
  other !== '' && !one.endsWith(',') && !KEYWORDS.has(one) && !KEYWORDS.has(other.replace(',', ''));

/** The end of a sentence that was broken into lines. */
function goesOn(line: string): boolean {
  const [first = ''] = line.split(/[^\p{L}]/u, 1);
  return /^[\p{L}\d]/u.test(line) && GOES_ON.test(line) && !KEYWORDS.has(first);
}
