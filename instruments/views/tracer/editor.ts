/** The text box, and the coloured copy of its text behind it. */
import { element } from '../../site/element.ts';
import { classOfName } from '../../site/highlighted.ts';
import type { Place } from '../../tracer/stack/stack.ts';
import type { Token } from './colours.ts';
import type { Parts } from './parts.ts';

/** A part of a line, and its classes. */
interface Piece {
  readonly kind: string;
  readonly text: string;
}

interface Line {
  /** What it was made of: it is kept while that stays. */
  readonly key: string;
  readonly row: HTMLElement;
}

/** An empty line has a height, too. */
const ZERO_WIDTH_SPACE = '\u200b';

/** The key of a row that holds the whole text; no line has it. */
const PLAIN = 'plain';

/** Characters that Chromium inserts as an edit within a quarter of a second. */
const LONGEST_EDIT = 8_000;

/** Where a focus would open a keyboard over the page. */
const TOUCH = '(pointer: coarse)';

const MARKED = 'st-mark';
const CHANGED = 'st-changed';
const CHOSEN = 'st-chosen';
const REFUSED = 'st-refused';

/** Of each kind of token Pygments' class, by which the theme colours the pages' code; of a name see classOfName. */
const CLASSES: Readonly<Partial<Record<Token['kind'], string>>> = { str: 's2', num: 'mi', comment: 'c1', op: 'o' };

export class Editor {
  private readonly area: HTMLTextAreaElement;
  private readonly back: HTMLElement;
  /** What scrolls. */
  private readonly frame: HTMLElement;
  private lines: Line[] = [];
  /** Lines that a script changed last. */
  private changed: readonly number[] = [];
  /** The line to be marked as refused, once the text stands in lines. */
  private refused: { readonly line: number | null; readonly scrolls: boolean } | null = null;
  /** Whether the text is just being changed by a script. */
  isReplacing = false;

  constructor({ area, back, pages }: Pick<Parts, 'area' | 'back' | 'pages'>) {
    this.area = area;
    this.back = back;
    this.frame = pages.parentElement ?? pages;
  }

  /** Colours the text, with the place of each fault; lines that stay are kept. */
  paint(text: string, tokens: readonly Token[], marks: readonly Place[]): void {
    const lines: Piece[][] = [[]];
    let before = '';
    for (const token of tokens) {
      const isMarked = marks.some(({ at, end }) => at <= token.at && token.at < end);
      for (const { kind, text: whole } of coloured(token, text, before)) {
        const classes = [kind, isMarked ? MARKED : ''].filter((name) => name !== '').join(' ');
        for (const [i, part] of whole.split('\n').entries()) {
          if (i > 0) lines.push([]);
          lines.at(-1)?.push({ kind: classes, text: part });
        }
      }
      if (token.kind !== 'space') before = token.kind === 'path' ? '.' : token.text;
    }
    for (const [i, pieces] of lines.entries()) this.paintLine(i, pieces);
    for (const { row } of this.lines.splice(lines.length)) row.remove();
    this.paintChanged();
    if (this.refused) this.markRefused(this.refused.line, this.refused.scrolls);
  }

  private paintChanged(): void {
    for (const row of this.back.querySelectorAll(`.${CHANGED}`)) row.classList.remove(CHANGED);
    for (const line of this.changed) this.rowOf(line)?.classList.add(CHANGED);
  }

  /** From the next painting on the lines are marked in which a text differs from what it was before; none where it is the same. */
  markChanged(before: string, after: string): void {
    this.changed = before === after ? [] : linesThatDiffer(before.split('\n'), after.split('\n'));
  }

  /** No line is marked as changed any longer. */
  unmark(): void {
    this.changed = [];
    this.paintChanged();
  }

  /** Brings the first line that was changed into sight, in the box of the code and in the page. */
  showChanged(): void {
    const row = this.rowOf(this.changed[0] ?? null);
    if (!row) return;
    this.centre(row);
    row.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  private paintLine(i: number, pieces: readonly Piece[]): void {
    const key = pieces.map(({ kind, text }) => `${kind}\t${text}`).join('\n');
    const old = this.lines[i];
    if (old?.key === key) return;
    const spans = pieces.map(({ kind, text }) => (kind ? element('span', { class: kind }, text) : text));
    const row = element('span', { class: 'st-row' }, spans, key.trim() === '' && ZERO_WIDTH_SPACE);
    if (old) old.row.replaceWith(row);
    else this.back.append(row);
    this.lines[i] = { key, row };
  }

  /** The text as it is, in one piece. */
  paintPlain(text: string): void {
    const row = element('span', { class: 'st-row' }, text, ZERO_WIDTH_SPACE);
    this.back.replaceChildren(row);
    this.lines = [{ key: PLAIN, row }];
    this.refused = null;
  }

  /** The line that is refused is seen in the code; null where none is. */
  markRefused(line: number | null, scrolls: boolean): void {
    const isPlain = this.lines[0]?.key === PLAIN;
    this.refused = isPlain ? { line, scrolls } : null;
    if (isPlain) return;
    this.back.querySelector(`.${REFUSED}`)?.classList.remove(REFUSED);
    const row = this.rowOf(line);
    if (!row) return;
    row.classList.add(REFUSED);
    if (scrolls) this.centre(row);
  }

  /**
   * Puts a text in the place of what stands in the box, as an edit that the browser's undo takes back: it would mix a
   * value that a script sets with what was written before. Only what differs is inserted, as a browser takes a second
   * for a few hundred lines.
   */
  replace(text: string): void {
    const { area } = this;
    const { from, to, inserted } = differenceOf(area.value, text);
    if (from === to && inserted === '') return;
    const focused = document.activeElement;
    this.isReplacing = true;
    area.focus({ preventScroll: true });
    area.setSelectionRange(from, to);
    if (inserted.length < LONGEST_EDIT && !matchMedia(TOUCH).matches) insertText(inserted);
    if (area.value !== text) area.value = text;
    this.isReplacing = false;
    if (focused !== area) {
      area.blur();
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    }
  }

  /** The line that the reader is in. */
  get line(): number {
    return this.area.value.slice(0, this.area.selectionStart).split('\n').length;
  }

  /** Selects a line, and brings it into sight. */
  select(line: number): void {
    const lines = this.area.value.split('\n');
    const before = lines.slice(0, line - 1).join('\n').length;
    const from = before + (line > 1 ? 1 : 0);
    if (!matchMedia(TOUCH).matches) this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(from, from + (lines[line - 1] ?? '').length);
    this.back.querySelector(`.${CHOSEN}`)?.classList.remove(CHOSEN);
    const row = this.rowOf(line);
    row?.classList.add(CHOSEN); // a browser shows no selection where the focus is not
    row?.scrollIntoView({ block: 'nearest' });
  }

  /** Whether there is more code than is seen. */
  get isLong(): boolean {
    return this.frame.scrollHeight > this.frame.clientHeight;
  }

  show(line: number): void {
    const row = this.rowOf(line);
    if (row) this.centre(row);
  }

  private rowOf(line: number | null): HTMLElement | undefined {
    return line === null ? undefined : this.lines[line - 1]?.row;
  }

  private centre(row: HTMLElement): void {
    this.frame.scrollTop = row.offsetTop - this.frame.clientHeight / 3;
  }
}

/** What is to be inserted in the place of which characters, so that one text becomes the other. */
function differenceOf(before: string, after: string): { from: number; to: number; inserted: string } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let alike = 0; // at the end
  while (alike < shorter - from && before.at(-1 - alike) === after.at(-1 - alike)) alike++;
  return { from, to: before.length - alike, inserted: after.slice(from, after.length - alike) };
}

/** Whether several lines have come. */
export const hasNewLines = (before: string, after: string): boolean =>
  differenceOf(before, after).inserted.trim().includes('\n');

/** The numbers of the lines of `after` that `before` has not in their place. */
export function linesThatDiffer(before: readonly string[], after: readonly string[]): number[] {
  const isShifted = before.length !== after.length;
  let alike = 0; // at the end
  while (isShifted && alike < Math.min(before.length, after.length) && before.at(-1 - alike) === after.at(-1 - alike))
    alike++;
  const all = after.slice(0, after.length - alike).map((_, index) => index);
  const first = all.find((index) => before[index] !== after[index]) ?? 0;
  const differ = (index: number): boolean => (isShifted ? index >= first : before[index] !== after[index]);
  return all.filter(differ).map((index) => index + 1);
}

/** In the place of what is selected. Deprecated, and the only edit by a script that undo knows. */
const insertText = (text: string): boolean => document.execCommand(text ? 'insertText' : 'delete', false, text);

const SELF = 'self';

/** A token with its class; of a path its first name may have one of its own. @param before the token before it, of a path its dot */
function coloured({ kind, text, at }: Token, all: string, before: string): Piece[] {
  if (kind === 'name') return [{ kind: classOfName(text, before, all, at), text }];
  if (kind !== 'path' || !text.startsWith(`${SELF}.`)) return [{ kind: CLASSES[kind] ?? '', text }];
  return [
    { kind: classOfName(SELF, before, all, at), text: SELF },
    { kind: '', text: text.slice(SELF.length) },
  ];
}
