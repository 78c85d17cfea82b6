/** A paste as Python: prompts, fences and what else copying adds are taken off, every line keeps its number. */
import { closeBrackets } from './cut.ts';
import type { Cut } from './cut.ts';
import { codeOfNotebook } from './notebook.ts';
import { takeOffOutput } from './output.ts';
import { takeOffProse } from './prose.ts';
import { lineStarts, walk } from './walk.ts';

export interface Note {
  readonly line: number;
  readonly text: string;
  /** Whether it stands beside the verdict: what fits may still not be what was meant. */
  readonly isCaution?: true;
}

/** What was not followed. */
export interface Unfollowed extends Note {
  /** What the reader can fill in to have it followed; absent where nothing helps. */
  readonly asks?: readonly string[];
}

export interface Cleaned {
  readonly text: string;
  readonly notes: readonly Note[];
  /** The lines on which prompts begin a further cell: an error ends its cell, and Python goes on with the next. */
  readonly cells: readonly number[];
  /** Brackets that are never closed in the paste; they are in `text`. */
  readonly cuts: readonly Cut[];
}

/**
 * Take off what is no Python: what a notebook's file has around its cells, CRLF, special spaces, Markdown fences, `>>>`
 * and `In [3]:` prompts with their output, sentences around the code, `%` and `!` lines, the indent of a whole paste. Typographic quotes and
 * full-width signs are read as the plain ones that were meant, with a note, since Python refuses them.
 */
export function clean(paste: string): Cleaned {
  const notes: Note[] = [];
  let lines = normalizeSpaces(paste).split('\n');
  const notebook = codeOfNotebook(lines);
  lines = takeOffFences(notebook?.lines ?? lines, notes);
  const prompted = lines;
  lines = takeOffPrompts(lines, notes);
  const cells = notebook?.cells ?? (lines === prompted ? [] : cellsOf(prompted));
  if (notebook) notes.push({ line: notebook.cells[0] ?? 1, text: 'the code cells of a notebook file are read' });
  lines = takeOffOutput(lines, notes);
  lines = takeOffProse(lines, notes);
  lines = straightenSigns(lines.join('\n'), notes).split('\n');
  lines = takeOffMagics(lines, notes);
  lines = dedent(lines);
  return { ...closeBrackets(lines.join('\n')), notes, cells };
}

function normalizeSpaces(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/\u200b|\u200c|\u200d|\u2060|\ufeff/g, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ');
}

const isFence = (line: string): boolean => /^\s*(```|~~~)/.test(line);

function takeOffFences(lines: string[], notes: Note[]): string[] {
  if (!lines.some(isFence)) return lines;
  const starts = lineStarts(lines.join('\n'));
  const fences = lines.flatMap((line, index) => (isFence(line) && !starts[index]?.inString ? [index] : []));
  const first = fences[0];
  if (first === undefined) return lines;
  // A lone closing fence: the paste began behind the opening one.
  let inside = fences.length % 2 === 1 && /^\s*(```|~~~)\s*$/.test(lines[first] ?? '') && first > 0;
  const dropped: number[] = [];
  const kept = lines.map((line, index) => {
    if (fences.includes(index)) inside = !inside;
    else if (inside) return line;
    else if (line.trim()) dropped.push(index);
    return '';
  });
  if (dropped[0] !== undefined)
    notes.push({ line: dropped[0] + 1, text: 'what stands outside the fences is not read' });
  return kept;
}

function takeOffPrompts(lines: string[], notes: Note[]): string[] {
  const hasPython = lines.some((line) => /^\s*>>>( |$)/.test(line));
  const hasNotebook = lines.some((line) => /^\s*In ?\[[\d* ]*\]:/.test(line));
  if (!hasPython && !hasNotebook) return lines;
  const starts = lineStarts(lines.join('\n'));
  const isPrompt = (line: string, index: number): boolean =>
    (hasPython ? /^\s*>>>( |$)/ : /^\s*In ?\[[\d* ]*\]:/).test(line) && !starts[index]?.inString;
  if (!lines.some(isPrompt)) return lines; // examples in a docstring
  const kept = hasPython ? afterPythonPrompts(lines) : afterNotebookPrompts(lines);
  const dropped = kept.findIndex(
    (line, index) => !line && Boolean(lines[index]?.trim()) && !isPrompt(lines[index] ?? '', index),
  );
  if (dropped >= 0) notes.push({ line: dropped + 1, text: 'what stands without a prompt is read as output' });
  return kept;
}

/** Lines with `>>>` or `In [3]:`. */
function cellsOf(lines: readonly string[]): number[] {
  return lines.flatMap((line, index) => (/^\s*(>>>( |$)|In ?\[[\d* ]*\]:)/.test(line) ? [index + 1] : []));
}

function afterPythonPrompts(lines: readonly string[]): string[] {
  return lines.map((line) => /^\s*(?:>>>|\.\.\.)(?: (.*)|)$/.exec(line)?.[1] ?? '');
}

function afterNotebookPrompts(lines: readonly string[]): string[] {
  let inCell = false;
  let isBlock = false; // the prompt stands alone on its line, the cell follows
  return lines.map((line) => {
    const start = /^\s*In ?\[[\d* ]*\]: ?(.*)$/.exec(line);
    if (start) {
      isBlock = !start[1]?.trim();
      inCell = true;
      return start[1] ?? '';
    }
    if (/^\s*Out ?\[\d*\]:/.test(line)) {
      inCell = false;
      return '';
    }
    if (isBlock) return inCell ? line : '';
    return /^\s*\.\.\.: ?(.*)$/.exec(line)?.[1] ?? '';
  });
}

const FULL_WIDTH: Record<string, string> = {
  '，': ',',
  '（': '(',
  '）': ')',
  '：': ':',
  '；': ';',
  '＝': '=',
  '［': '[',
  '］': ']',
};

/** Typographic quotes around a string, and full-width signs, as the plain ones; those inside a string stay. */
function straightenSigns(text: string, notes: Note[]): string {
  if (!/[\u2018-\u201f\u2032\u2033，（）：；＝［］]/.test(text)) return text;
  const characters = text.split('');
  const found = { quotes: -1, signs: -1 };
  let open: string | null = null;
  const straighten = (at: number): void => {
    const character = characters[at] as string;
    if (character < '\u2018' && character !== '\n') return;
    const double = /[\u201c-\u201f\u2033]/.test(character);
    const single = /[\u2018-\u201b\u2032]/.test(character);
    if (double || single) {
      const plain = double ? '"' : "'";
      if (open !== null && open !== plain) return;
      open = open === null ? plain : null;
      characters[at] = plain;
      if (found.quotes < 0) found.quotes = at;
    } else if (open === null && FULL_WIDTH[character]) {
      characters[at] = FULL_WIDTH[character];
      if (found.signs < 0) found.signs = at;
    } else if (character === '\n') open = null;
  };
  walk(
    text,
    (from, to) => {
      for (let at = from; at < to; at++) straighten(at);
    },
    (from, to) => {
      // “a" and "a” are met too: a string that only one of its quotes opens.
      for (let at = from; open !== null && at < to; at++) straighten(at);
    },
  );
  const lineOf = (at: number): number => text.slice(0, at).split('\n').length;
  if (found.quotes >= 0) {
    notes.push({ line: lineOf(found.quotes), text: 'typographic quotes are not Python; read as plain ones' });
  }
  if (found.signs >= 0)
    notes.push({ line: lineOf(found.signs), text: 'full-width signs are not Python; read as plain ones' });
  return characters.join('');
}

function takeOffMagics(lines: string[], notes: Note[]): string[] {
  const isMagic = (line: string): boolean => /^\s*(?:[!%]{1,2}\w|\?{1,2}\w)|^[\w.]+\?{1,2}\s*$/.test(line);
  if (!lines.some(isMagic)) return lines;
  const starts = lineStarts(lines.join('\n'));
  let first = -1;
  const kept = lines.map((line, index) => {
    const start = starts[index];
    if (!isMagic(line) || start?.inString || (start?.depth ?? 0) > 0) return line;
    if (first < 0) first = index;
    return '';
  });
  if (first >= 0) notes.push({ line: first + 1, text: 'lines for the notebook (% ! ?) are passed over' });
  return kept;
}

/** Take off the indent that all lines of code share. */
function dedent(lines: string[]): string[] {
  const code = lines.filter((line) => line.trim() && !line.trimStart().startsWith('#'));
  if (!code[0] || !/^[ \t]/.test(code[0])) return lines;
  let shared = /^[ \t]*/.exec(code[0])?.[0] ?? '';
  for (const line of code) {
    while (shared && !line.startsWith(shared)) shared = shared.slice(0, -1);
  }
  if (!shared) return lines;
  return lines.map((line) =>
    line.startsWith(shared) ? line.slice(shared.length) : line.trim() ? line.trimStart() : '',
  );
}
