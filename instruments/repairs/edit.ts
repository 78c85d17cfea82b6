/** Changes of the cleaned paste, made in the paste as the reader has it: prompts, indent and line ends stay. */
import type { Change } from './rewriter.ts';

/** The paste with the changes made; null where its lines cannot be found again in what was cleaned. */
export function edited(paste: string, cleaned: string, changes: readonly Change[]): string | null {
  const lineEnd = paste.includes('\r\n') ? '\r\n' : '\n';
  const pasteLines = paste.split(/\r\n?|\u2028|\u2029|\n/);
  const cleanLines = cleaned.split('\n');
  if (pasteLines.length !== cleanLines.length) return null;
  const starts = startsOf(cleanLines);
  let text = pasteLines.join('\n');
  const pasteStarts = startsOf(pasteLines);
  const ordered = changes.map((change, index) => ({ ...change, index }));
  ordered.sort((one, other) => other.from - one.from || other.index - one.index);
  for (const { from, to, text: put } of ordered) {
    const [begin, end] = [lineOf(starts, from), lineOf(starts, to)];
    const [first, last] = [begin, end].map((line) => ahead(pasteLines[line] ?? '', cleanLines[line] ?? ''));
    if (typeof first !== 'string' || typeof last !== 'string') return null;
    const lineStart = pasteStarts[begin] as number;
    const at = lineStart + first.length + (from - (starts[begin] as number));
    const until = (pasteStarts[end] as number) + last.length + (to - (starts[end] as number));
    if (from === to && from === starts[begin] && put.endsWith('\n')) {
      // a further statement has a prompt of its own
      text = text.slice(0, lineStart) + first + put + text.slice(lineStart);
    } else {
      // a further line of a statement goes on behind dots
      const next = first.replace('>>>', '...').replace(/In ?\[[\d* ]*\]:/, '   ...:');
      text = text.slice(0, at) + put.replaceAll('\n', `\n${next}`) + text.slice(until);
    }
  }
  return text.replaceAll('\n', lineEnd);
}

function startsOf(lines: readonly string[]): number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return start;
  });
}

function lineOf(starts: readonly number[], offset: number): number {
  let line = starts.length - 1;
  while (line > 0 && (starts[line] as number) > offset) line--;
  return line;
}

/** What was taken off the front of a line; null where more was changed than signs one for one. */
function ahead(pasted: string, cleaned: string): string | null {
  const length = pasted.length - cleaned.length;
  if (length < 0) return null;
  const rest = pasted.slice(length);
  const same = [...rest].every((sign, index) => sign === cleaned[index] || !/[\x21-\x7e]/.test(sign));
  return same ? pasted.slice(0, length) : null;
}
