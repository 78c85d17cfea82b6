/** Code that a script writes, in the colours of the pages' own code: the classes of Pygments, which colours that as the site is built. */
import { element } from './element.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const KEYWORDS = words(
  'as assert break class continue def del elif else except finally for global if lambda pass raise return try while with yield',
);
const OPERATORS = words('and in is not or');
const CONSTANTS = words('False None True');
const BUILTINS = words(
  'abs all any bool dict enumerate float getattr int isinstance iter len list map max min next print range reversed set setattr sorted str sum super tuple type zip',
);
/** What a name is behind such a word. */
const NAMED: Readonly<Record<string, string>> = { def: 'nf', class: 'nc', import: 'nn', from: 'nn', as: 'nn' };

const TOKEN = [
  /(?<c1>#.*)/u,
  /(?<s2>[rRbBuUfF]{0,2}(?:"""[^]*?"""|"(?:\\.|[^"\\\n])*"))/u,
  /(?<s1>[rRbBuUfF]{0,2}'(?:\\.|[^'\\\n])*')/u,
  /(?<mf>\d+\.\d*(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)/u,
  /(?<mi>\d+)/u,
  /(?<name>[\p{L}_][\p{L}\p{N}_]*)/u,
  /(?<p>[()[\]{}:,;]+|\.\.\.)/u,
  /(?<o>[-+*/%=<>!@&|^~.])/u,
]
  .map(({ source }) => source)
  .join('|');

/** A piece of code; `kind` is Pygments' class, "" for what has the colour of the text. */
interface Piece {
  readonly kind: string;
  readonly text: string;
}

/** Python, each token that has a colour in a span. @param code may be any text: what is no token stays as it is */
export const highlighted = (code: string): (Node | string)[] =>
  coloured(code).map(({ kind, text }) => (kind ? element('span', { class: kind }, text) : text));

/** The same as pieces, which joined are the code. */
export function coloured(code: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  let before = '';
  for (const { 0: text, index, groups = {} } of code.matchAll(new RegExp(TOKEN, 'gu'))) {
    const [kind = ''] = Object.entries(groups).find(([, found]) => found !== undefined) ?? [];
    if (end < index) pieces.push({ kind: '', text: code.slice(end, index) });
    const isModule = pieces.at(-1)?.kind === 'nn' && (text === '.' || before === '.'); // its path is one name
    pieces.push({ kind: isModule ? 'nn' : kind === 'name' ? classOfName(text, before, code, index) : kind, text });
    end = index + text.length;
    before = text;
  }
  return end < code.length ? [...pieces, { kind: '', text: code.slice(end) }] : pieces;
}

/** Pygments' class of a name at a place in code; "" where it has the colour of the text. @param before the token before it */
export const classOfName = (name: string, before: string, code: string, at: number): string =>
  classOf(name, before === 'import' && /^\s*from\b/u.test(lineUntil(code, at)) ? '' : before);

const lineUntil = (code: string, index: number): string => code.slice(code.lastIndexOf('\n', index) + 1, index);

function classOf(name: string, before: string): string {
  if (name === 'import' || name === 'from') return 'kn';
  if (KEYWORDS.has(name)) return 'k';
  if (OPERATORS.has(name)) return 'ow';
  if (CONSTANTS.has(name)) return 'kc';
  if (/^__\w+__$/u.test(name)) return '';
  if (before in NAMED) return NAMED[before] ?? '';
  if (before === '.') return '';
  if (name === 'self') return 'bp';
  if (/^[A-Z]\w+(?:Error|Exception)$/u.test(name)) return 'ne';
  return BUILTINS.has(name) ? 'nb' : '';
}
