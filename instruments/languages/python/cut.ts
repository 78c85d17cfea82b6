/**
 * Brackets that are never closed. A paste that ends inside one was cut: what is lacking stands there as a name of its own.
 */
import { DEEPEST } from './parse/reader.ts';
import { walk } from './walk.ts';

/** Stands for what the paste does not have any more; no paste has such a name. */
export const CUT = '__cut_off__';

export interface Cut {
  /** The line on which the innermost bracket was opened. */
  readonly opened: number;
  /** The last line, if the text ends in the bracket; null where other statements follow. */
  readonly end: number | null;
}

interface Open {
  readonly mark: string;
  readonly at: number;
  /** Behind the last comma between its parts. */
  part: number;
}

/** The text with its open brackets closed: where it ends, or where a statement begins that no bracket can hold. */
export function closeBrackets(text: string): { text: string; cuts: Cut[] } {
  const cuts: Cut[] = [];
  let whole = text;
  for (let { open } = openBrackets(whole); open[0] && open.length <= DEEPEST; { open } = openBrackets(whole)) {
    const next = cuts.length < MOST ? nextStatement(whole, open[0]) : null;
    if (next === null) {
      cuts.push({ opened: lineOf(whole, (open.at(-1) as Open).at), end: lineOf(whole, whole.trimEnd().length) });
      return { text: closed(whole, open), cuts };
    }
    const before = openBrackets(whole.slice(0, next));
    cuts.push({ opened: lineOf(whole, (before.open.at(-1) as Open).at), end: null });
    const closing = before.open.map(({ mark }) => CLOSING[mark]).reverse();
    whole = whole.slice(0, before.codeEnd) + closing.join('') + whole.slice(before.codeEnd);
  }
  return { text: whole, cuts };
}

/** More brackets than these are not closed where they are missing. */
const MOST = 5;
const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** The brackets that are never closed, and where the last code ends. */
function openBrackets(text: string): { open: Open[]; codeEnd: number } {
  const open: Open[] = [];
  let codeEnd = 0;
  const onCode = (from: number, to: number): void => {
    const code = text.slice(from, to);
    if (code.trim()) codeEnd = from + code.trimEnd().length;
    for (const { 0: mark, index } of code.matchAll(/[,()[\]{}]/g)) {
      const at = from + index;
      const inner = open.at(-1);
      if (mark in CLOSING) open.push({ mark, at, part: at + 1 });
      else if (mark === ',' && inner) inner.part = at + 1;
      else if (inner && CLOSING[inner.mark] === mark) open.pop();
    }
  };
  const onSkip = (from: number, to: number): void => {
    if (text[from] !== '#') codeEnd = to;
  };
  walk(text, onCode, onSkip);
  return { open, codeEnd };
}

/** Where a statement begins that stands no deeper than the one with the bracket; null where none does. */
function nextStatement(text: string, outermost: Open): number | null {
  const start = text.lastIndexOf('\n', outermost.at) + 1;
  const indent = (/^[ \t]*/.exec(text.slice(start)) as RegExpExecArray)[0].length;
  const statement = new RegExp(`\n(?=[ \\t]{0,${indent}}(?:[A-Za-z_][\\w.]*\\s*(?:=[^=]|\\()|[a-z]+ \\w|@))`, 'g');
  statement.lastIndex = outermost.at;
  return statement.exec(text)?.index ?? null;
}

function closed(text: string, open: readonly Open[]): string {
  const brackets = [...open].reverse();
  const [inner] = brackets as [Open];
  let result = withoutRest(text, inner) + CLOSING[inner.mark];
  brackets.slice(1).forEach((outer, index) => {
    const within = brackets[index] as Open;
    // What would follow a keyword's value may say more of the call; a list is known as far as it goes.
    const isKeyword = /^\s*\w+\s*=[^=]/.test(text.slice(outer.part, within.at));
    result += isCall(text, outer) && isCall(text, within) && isKeyword ? `, **${CUT})` : CLOSING[outer.mark];
  });
  return result;
}

/** A call or an index is not known in any part; a list is, but for its last part, where that is not whole. */
function withoutRest(text: string, inner: Open): string {
  if (inner.mark === '(' && isCall(text, inner)) return kept(text, inner.at + 1, `*${CUT}`);
  if (inner.mark === '[' && isCall(text, inner)) return kept(text, inner.at + 1, CUT);
  const last = text.slice(inner.part).trim();
  const name = inner.mark === '{' ? `**${CUT}` : CUT;
  if (last.endsWith(')') || last.endsWith(']')) return kept(text, text.trimEnd().length, `, ${name}`);
  return kept(text, inner.part, ` ${name}`);
}

/** The lines that are cut off stay, empty. */
function kept(text: string, end: number, name: string): string {
  return text.slice(0, end) + name + text.slice(end).replace(/[^\n]+/g, '');
}

/** Whether something is called or indexed by a bracket. */
function isCall(text: string, { at }: Open): boolean {
  const before = /([\w)\]]+)[ \t]*$/.exec(text.slice(Math.max(0, at - 60), at))?.[1];
  return before !== undefined && !/^(in|return|and|or|not|if|else|lambda|yield|is|del|assert|print)$/.test(before);
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
