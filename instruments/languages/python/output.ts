/** What programs printed and readers paste along: tracebacks, `model.summary()`, the lines of training. */
import type { Note } from './clean.ts';
import { lineStarts } from './walk.ts';

const TRACEBACK = /Traceback \(most recent call last\)/;
/** The end of a traceback, or an error by itself: `ValueError: Input 0 of layer …`. */
const ERROR = /^(?:[\w.]*\.)?[A-Z]\w*(?:Error|Exception|Interrupt|Warning): +\S/;
const SUMMARY = /^\s*(?:Model: "|[┏│┃]|Layer \(type\)\s)/;
const RULE = /^\s*(?:_{10,}|={10,}|-{20,})\s*$/;
const PROGRESS = [
  /^\s*[[(]?E(?:poch|POCH)[ :#[]*\d+\b/,
  /^\s*\[\d+, +\d+\] loss: /,
  /^\s*\d+\/(?:\d+|Unknown)\s.*(?:\[[=>. ]+\]|━|\d+m?s\b|ETA)/,
  /^Using (?:TensorFlow|Theano|JAX|PyTorch) backend/,
  /^(?:WARNING|INFO|ERROR):tensorflow/,
  /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d.*: [IWEF] /,
  /^Found \d+ (?:validated )?(?:images?|image filenames|files) belonging/,
  /^Train on \d+ samples/,
  /^Downloading data from /,
  /^\S+:\d+: \w*Warning: /,
  RULE,
];
const ANY = new RegExp([TRACEBACK, ERROR, SUMMARY, ...PROGRESS].map(({ source }) => source).join('|'));

/** Take off what is certainly output; a note names the first line of it. */
export function takeOffOutput(lines: string[], notes: Note[]): string[] {
  if (!lines.some((line) => ANY.test(line))) return lines; // in all lines at once many blank ones would take seconds
  const starts = lineStarts(lines.join('\n'));
  const kept = [...lines];
  let first = -1;
  for (let at = 0; at < lines.length;) {
    const end = starts[at]?.inString ? at : outputEnd(lines, at);
    if (end > at && first < 0) first = at;
    kept.fill('', at, end);
    at = Math.max(end, at + 1);
  }
  if (first >= 0) notes.push({ line: first + 1, text: 'what a program printed is passed over' });
  return kept;
}

/** Behind the output that begins on a line; the line itself where none does. */
function outputEnd(lines: readonly string[], at: number): number {
  const line = lines[at] as string;
  if (TRACEBACK.test(line)) return tracebackEnd(lines, at);
  if (ERROR.test(line)) return messageEnd(lines, at + 1);
  if (SUMMARY.test(line)) return summaryEnd(lines, at);
  return PROGRESS.some((pattern) => pattern.test(line)) ? at + 1 : at;
}

const FRAME = /^\s*(?:File "|<ipython|Cell In|File [~/]|[/~]\S+ in |-+> ?\d+ |\d+ |\d+$|\.\.\.|\^|~)|^ {4,}\S|^\s*$/;

/** A traceback ends with the error's message; one without a message where its frames end. */
function tracebackEnd(lines: readonly string[], at: number): number {
  let end = at + 1;
  while (end < lines.length && FRAME.test(lines[end] as string)) end++;
  return end < lines.length && ERROR.test(lines[end] as string) ? messageEnd(lines, end + 1) : end;
}

const CODE =
  /^\s*(?:(?:from|import|def|class|for|while|if|with|try|return|print|model)\b|[@#]|[\w.[\]'", ]*[^=<>!]=[^=]|[\w.]+\()/;
const MORE = /^\s*(?:[•*-] |(?:Call a|A)rguments received)/;

/** A message goes on for as long as no code begins. */
function messageEnd(lines: readonly string[], at: number): number {
  let end = at;
  while (end < lines.length && (MORE.test(lines[end] as string) || !CODE.test(lines[end] as string))) end++;
  return end;
}

/** Rows of `model.summary()`, of Keras and of torchsummary; a name that is too long goes on in a row of its own. */
const ROW =
  /^\s*(?:[┏┡├└│┃┗]|[\w.]+\s*\)\s*$|[A-Z]\w*-\d+ +\[|Input size \(MB\)|(?:Forward\/backward pass|Params|Estimated Total) [Ss]ize \(MB\)|\S+ \(\w+(?:\)(?: |$)| +[[(])|(?:Total|Trainable|Non-trainable|Optimizer) params:|[\w[\]']+(?:\[\d+\])+\S*$)/;

function summaryEnd(lines: readonly string[], at: number): number {
  let end = at + 1;
  let filled = end;
  while (end < lines.length && isRow(lines[end] as string)) {
    end++;
    if (lines[end - 1]?.trim()) filled = end;
  }
  return filled;
}

const isRow = (line: string): boolean => !line.trim() || [SUMMARY, RULE, ROW].some((pattern) => pattern.test(line));
