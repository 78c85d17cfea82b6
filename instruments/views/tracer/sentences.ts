/** What is said of a stack of layers. */
import { element, fill, rich } from '../../site/element.ts';
import { whole } from '../../site/whole.ts';
import { withBreaks } from '../models/breaks.ts';
import { tenths } from '../models/counts.ts';
import type { Shape } from '../../graph/tensor.ts';
import { brokenRow, written } from '../../tracer/stack/stack.ts';
import type { Issue, Stack } from '../../tracer/stack/stack.ts';
import { position } from './colours.ts';
import type { Fault } from './colours.ts';
import type { Words } from './parts.ts';

export type Child = Node | string;
export type Gaps = Parameters<typeof fill>[1];

/** What stands where nothing is known. */
export const shown = (shape: Shape | null | undefined): string => (shape ? written(shape) : '—');

export const number = new Intl.NumberFormat('en').format;

const UNITS = ['B', 'KB', 'MB'];
const STEP = 1024;

/** Bytes as a reader reads them. */
export function memory(bytes: number | null): string {
  if (bytes === null) return '?';
  const power = bytes < STEP ? 0 : bytes < STEP ** 2 ? 1 : 2;
  return `${tenths(bytes / STEP ** power)} ${UNITS[power]}`;
}

/** 25, 26, 27, 30 as 25–27, 30. */
export function ranges(list: readonly number[]): string {
  const starts = list.filter((n) => !list.includes(n - 1));
  const ends = list.filter((n) => !list.includes(n + 1));
  return starts.map((n, i) => (n === ends[i] ? n : `${n}–${ends[i]}`)).join(', ');
}

/** What is shown of a text: its layers, and where it cannot be read. */
export interface Shown extends Pick<Stack, 'rows' | 'stopped' | 'trained' | 'frozen'> {
  readonly fault: Fault | null;
}

export class Sentences {
  constructor(readonly words: Words) {}

  /** The sentence of that name; "" where there is none. */
  word(name: string): string {
    return this.words[name] ?? '';
  }

  fill(name: string, gaps: Gaps = {}): string {
    return fill(this.words[name] ?? name, gaps);
  }

  /** Why a layer breaks, in words, and what Keras says. */
  why(issue: Issue): Child[] {
    const { says: said, stage } = issue;
    const given = Object.entries({ ...issue.gaps, near: issue.near });
    const gaps = Object.fromEntries(
      given.map(([name, value]) => [name, typeof value === 'string' ? withBreaks(value) : value]),
    );
    const near = issue.near ? rich(this.word('near'), gaps) : '';
    const quoted = element('span', { class: 'st-keras' }, 'Keras: ', element('q', { lang: 'en' }, whole(said)));
    return [
      ...rich(this.words[issue.code] ?? '', { ...gaps, near }),
      ' ',
      this.word(`stage_${stage}`),
      ...(said ? [quoted] : []),
    ];
  }

  /** The outcome in a sentence; what comes first in the text comes first. */
  outcome(traced: Shown, text: string): string {
    const { rows, fault, trained, frozen } = traced;
    const at = brokenRow(traced);
    const where = fault ? position(text, fault.at) : {};
    const gaps = {
      n: at + 1,
      name: rows[at]?.item.node.name,
      shape: shown(rows.at(-1)?.y),
      count: number(trained + frozen),
    };
    return this.fill(`told_${outcomeOf(traced, at)}`, { ...where, ...gaps });
  }

  /** The reasons of the outcome: why the layer breaks, why the text cannot be followed further. */
  reasons(traced: Shown, text: string): Child[][] {
    const { rows, fault, stopped } = traced;
    const issue = rows[brokenRow(traced)]?.issue;
    return [issue && !(fault && stopped < 0) ? this.why(issue) : [], fault ? this.blame(fault, text) : []].filter(
      ({ length }) => length > 0,
    );
  }

  /** Where the text cannot be read or followed, and why. */
  private blame(fault: Fault, text: string): Child[] {
    const { code, most } = fault;
    const asCode = (what: string): Node => element('code', {}, what);
    const want = asCode(fault.want ?? '');
    const got = fault.got.trim() ? asCode(fault.got) : this.word('nothing');
    const place = rich(this.word('place'), position(text, fault.at));
    return [...place, ' ', ...rich(this.words[`fault_${code}`] ?? code, { most, want, got })];
  }

  totals({ rows, fault, stopped, trained, frozen }: Shown): string {
    const bytes = rows.reduce((all, row) => all + (row.bytes ?? 0), 0);
    return this.fill(fault || stopped >= 0 ? 'totals_stop' : 'totals', {
      trained: number(trained),
      frozen: number(frozen),
      count: number(trained + frozen),
      memory: memory(bytes),
    });
  }
}

/** Which sentence of `told_…` holds. @param at the row that breaks */
function outcomeOf({ rows, fault, stopped }: Shown, at: number): string {
  if (stopped >= 0) return rows[stopped]?.issue?.stage === 'text' ? 'text' : 'stop';
  if (fault) return fault.code === 'layers' ? 'halt' : 'fault';
  if (rows.length === 0) return 'empty';
  return at >= 0 ? 'call' : 'fine';
}
