/** A text of Python in tokens, and what is wrong with its brackets and quotation marks. */
import type { Place } from './nodes.ts';

type TokenKind = 'space' | 'comment' | 'line' | 'str' | 'num' | 'path' | 'name' | 'op' | 'end' | 'unread';

export interface Token extends Place {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Where a text cannot be read, or not be followed; `code` names the words. */
export interface Fault extends Place {
  readonly code: string;
  /** What stands there. */
  readonly got: string;
  /** What was due there: a sign, or `line`, `value`, `name`. */
  readonly want?: string | undefined;
  /** The name of the chain that it is about. */
  readonly last?: string | undefined;
  readonly limit?: number;
  readonly most?: number;
}

/** Brackets in brackets. */
const DEPTH = 40;

const SPACE = /(?<space>[^\S\n]+|\\\r?\n)/u;
const COMMENT = /(?<comment>#.*)/u;
const LINE = /(?<line>[\n;])/u;
const STRING =
  /(?<str>[rRbBuUfF]{0,2}(?:(?<triple>"""|''')[^]*?\k<triple>|(?<quote>["'])(?:\\.|(?!\k<quote>)[^\\\n])*\k<quote>))/u;
const NUMBER = /(?<num>\.?\d[\d_.]*(?:[eE][+-]?\d+)?)/u;
/** Names with a dot behind them. */
const PATH = /(?<path>(?:[\p{L}\p{Nl}\p{M}\d_]+[^\S\n]*\.[^\S\n]*)+)/u;
const NAME = /(?<name>[\p{L}\p{Nl}\p{M}\d_]+)/u;
const OPERATOR = /(?<op>\/\/|[^])/u;
const TOKEN = new RegExp(
  [SPACE, COMMENT, LINE, STRING, NUMBER, PATH, NAME, OPERATOR].map(({ source }) => source).join('|'),
  'gu',
);
const KINDS = ['space', 'comment', 'line', 'str', 'num', 'path', 'name', 'op'] as const;

const CLOSES: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** The bracket that closes one; undefined where a text opens none. */
export const closing = (text: string): string | undefined => CLOSES.get(text);

export const isClosing = (text: string): boolean => /^[)\]}]$/.test(text);

/** Quotation marks as a word processor writes them: no Python. */
const TYPOGRAPHIC = /[‘’‚‛“”„‟«»]/;

interface Tokens {
  /** The whole text. */
  readonly tokens: readonly Token[];
  /** Those that are to be read; the last is of kind `end`. */
  readonly words: readonly Token[];
  readonly fault: Fault | null;
}

export function tokenize(text: string): Tokens {
  const tokens = [...text.matchAll(TOKEN)].map(tokenOf);
  const words: Token[] = [];
  const open: Token[] = [];
  let fault: Fault | null = null;
  for (const token of tokens) {
    fault = faultOf(token, open);
    if (fault) break;
    const isRead = token.kind !== 'space' && token.kind !== 'comment';
    if (isRead && (token.kind !== 'line' || open.length === 0)) words.push(token);
  }
  const at = fault?.at ?? text.length;
  words.push({ kind: 'end', text: '', at, end: at });
  const last = open.at(-1);
  return { tokens, words, fault: fault ?? (last ? { ...placeOf(last), code: 'unclosed', got: last.text } : null) };
}

function tokenOf({ 0: text, index, groups = {} }: RegExpExecArray): Token {
  const kind = KINDS.find((name) => groups[name] !== undefined) ?? 'op';
  return { kind, text, at: index, end: index + text.length };
}

const placeOf = ({ at, end }: Place): Place => ({ at, end });

/** What is wrong with a bracket or a quotation mark. @param open the brackets that are open, to which it adds or of which it takes */
function faultOf(token: Token, open: Token[]): Fault | null {
  const { kind, text } = token;
  if (kind !== 'op') return null;
  const fault = (code: string, want?: string): Fault => ({ ...placeOf(token), code, got: text, want });
  if (/["']/.test(text)) return fault('string');
  if (TYPOGRAPHIC.test(text)) return fault('quotes');
  if (CLOSES.has(text)) return open.push(token) > DEPTH ? fault('deep') : null;
  if (!isClosing(text)) return null;
  const opened = open.pop();
  if (!opened) return fault('closing');
  const want = closing(opened.text);
  return want === text ? null : fault('expected', want);
}

/** The line and the column, from 1, of a place in a text. */
export function position(text: string, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
