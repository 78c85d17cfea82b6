/** A text of Python in tokens, for its colours, and what is wrong with its brackets and quotation marks. */
import type { Place } from '../../tracer/stack/stack.ts';

type TokenKind = (typeof KINDS)[number];

export interface Token extends Place {
  readonly kind: TokenKind;
  readonly text: string;
}

/** Where a text cannot be read; `code` names the words. */
export interface Fault extends Place {
  readonly code: string;
  /** What stands there. */
  readonly got: string;
  /** The bracket that was due there. */
  readonly want?: string | undefined;
  /** How many layers have a row. */
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
const closing = (text: string): string | undefined => CLOSES.get(text);

const isClosing = (text: string): boolean => /^[)\]}]$/.test(text);

/** Quotation marks as a word processor writes them: no Python. */
const TYPOGRAPHIC = /[‘’‚‛“”„‟«»]/;

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly fault: Fault | null;
}

export function tokenize(text: string): Tokens {
  const tokens = [...text.matchAll(TOKEN)].map(tokenOf);
  const open: Token[] = [];
  let fault: Fault | null = null;
  for (const token of tokens) {
    fault = faultOf(token, open);
    if (fault) break;
  }
  const last = open.at(-1);
  return { tokens, fault: fault ?? (last ? { ...placeOf(last), code: 'unclosed', got: last.text } : null) };
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

/** A text with the quotation marks of Python in the place of a word processor's. */
export const straightened = (text: string): string => text.replace(/[‘’‚‛]/g, "'").replace(/[“”„‟«»]/g, '"');

/** The line and the column, from 1, of a place in a text. */
export function position(text: string, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
