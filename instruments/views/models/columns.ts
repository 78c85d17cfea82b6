/** The columns beside the output shape that a reader may choose; what is chosen is kept for the next visit. */
import { count, tenths } from './counts.ts';
import { element } from './dom.ts';
import type { Words } from './dom.ts';
import { UNKNOWN } from './shapes.ts';

/** What a row or the foot of a table has for the columns; the foot has no field. */
export interface Costs {
  readonly parameters: number | null;
  readonly memory: number | null;
  readonly multiply_adds: number | null;
  readonly receptive_field?: readonly number[] | null | undefined;
}

export const COLUMNS = ['parameters', 'memory', 'multiply_adds', 'receptive_field'] as const;
export type Column = (typeof COLUMNS)[number];

/** What stands in a cell: `1,168`, `12.5 KB`, `3 × 3`. */
export function cellText(costs: Costs, column: Column): string {
  if (column === 'receptive_field') {
    const field = costs.receptive_field;
    return field === undefined ? '' : field === null ? UNKNOWN : field.map((size) => count(size)).join(' × ') || '1';
  }
  return column === 'memory' ? bytes(costs.memory) : count(costs[column]);
}

function bytes(number: number | null): string {
  if (number === null) return UNKNOWN;
  const power = number < 1024 ? 0 : number < 1024 ** 2 ? 1 : number < 1024 ** 3 ? 2 : 3;
  return `${tenths(number / 1024 ** power)} ${['B', 'KB', 'MB', 'GB'][power] ?? ''}`;
}

const KEY = 'tracer-columns';

export class ColumnChoice {
  readonly element: HTMLElement;
  private readonly chosen = new Set<string>(remembered() ?? ['parameters']);

  /** @param changed is called when another choice is made */
  constructor(words: Words, changed: () => void) {
    const boxes = COLUMNS.map((column) => {
      const box = element('input', { type: 'checkbox', name: column });
      box.checked = this.chosen.has(column);
      box.addEventListener('change', () => {
        if (box.checked) this.chosen.add(column);
        else this.chosen.delete(column);
        remember([...this.chosen]);
        changed();
      });
      return element('label', {}, box, ' ', words[column] ?? column);
    });
    this.element = element('fieldset', { class: 'sm-columns' }, element('legend', {}, words.columns ?? ''), ...boxes);
  }

  /** In the order of the table. */
  get columns(): readonly Column[] {
    return COLUMNS.filter((column) => this.chosen.has(column));
  }
}

/** A browser may refuse to keep anything; then nothing is kept. */
function remember(columns: readonly string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(columns));
  } catch {
    return;
  }
}

function remembered(): string[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : null;
  } catch {
    return null;
  }
}
