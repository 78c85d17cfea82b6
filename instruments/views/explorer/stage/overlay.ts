/** Lays over the picture what keyboard and screen reader need: a grid of focusable, labelled cells over each drawn one. */
import { element, put } from '../../../site/element.ts';
import type { GridId } from '../scene/look.ts';
import type { Cell } from '../state/state.ts';
import { word } from '../words.ts';
import { titleOf } from './placed.ts';
import type { Placed } from './placed.ts';

/** What an overlaid cell stands for. */
export interface Hit {
  table: HTMLElement;
  row: number;
  column: number;
  cell: Cell;
  /** Whether the grid shows what the cell looked at is made of: to go there changes nothing of what is looked at. */
  follows: boolean;
}

const FOLLOWING: ReadonlySet<GridId> = new Set(['products', 'pointwise', 'bias', 'sums']);

/** Where the keyboard is. */
interface Spot {
  grid: number;
  row: number;
  column: number;
}

export class Overlay {
  private readonly hits = new WeakMap<EventTarget, Hit>();
  /** Of the grids, by what they show: one that is still seen keeps its cells, and with them the keyboard. */
  private tables = new Map<string, HTMLElement>();
  /** Where the keyboard was when its cell went. */
  private lost: Spot | null = null;

  constructor(private readonly host: HTMLElement) {}

  /** What an event's target stands for. */
  hit(target: EventTarget | null): Hit | undefined {
    return target ? this.hits.get(target) : undefined;
  }

  /** @param size of a cell, in CSS pixels */
  *cover(grids: readonly Placed[], size: number): Generator<void> {
    const named = grids.filter((grid) => titleOf(grid) && !isEmpty(grid)); // the others show nothing now
    const before = this.spot();
    this.place(named);
    for (const grid of named) {
      const table = this.tables.get(keyOf(grid));
      if (table) yield* this.coverGrid(table, grid, size);
    }
    if (before && !this.host.contains(document.activeElement)) this.lost = before;
  }

  /** The keyboard goes on at the cell nearest to one that is gone. */
  regain(): void {
    const { lost } = this;
    this.lost = null;
    if (!lost || document.activeElement !== document.body) return;
    const table = near(this.host, lost.grid);
    const cell = table && near(near(table, lost.row), lost.column);
    if (cell) focusAlone(cell);
  }

  private spot(): Spot | null {
    const hit = this.hit(document.activeElement);
    return hit ? { grid: [...this.host.children].indexOf(hit.table), row: hit.row, column: hit.column } : this.lost;
  }

  /** A table for each grid, in their order; none that stays is moved, for it would lose the keyboard. */
  private place(grids: readonly Placed[]): void {
    const kept = new Map(
      grids.map((grid) => [keyOf(grid), this.tables.get(keyOf(grid)) ?? element('div', { role: 'grid' })]),
    );
    for (const [key, table] of this.tables) if (!kept.has(key)) table.remove();
    for (const [index, table] of [...kept.values()].entries())
      if (this.host.children[index] !== table) this.host.insertBefore(table, this.host.children[index] ?? null);
    this.tables = kept;
  }

  private *coverGrid(table: HTMLElement, grid: Placed, size: number): Generator<void> {
    const { id, left, top, rows, columns } = grid;
    const follows = FOLLOWING.has(id);
    put(table, { ariaLabel: titleOf(grid) });
    const place = `left: ${left}px; top: ${top}px; width: ${columns * size}px; height: ${rows * size}px;`;
    if (table.getAttribute('style') !== place) table.style.cssText = place;
    for (const [row, line] of fit(table, rows, { role: 'row' }).entries()) {
      for (const [column, cell] of fit(line, columns, { role: 'gridcell', tabIndex: -1 }).entries()) {
        put(cell, { ariaLabel: labelOf(grid, row, column) });
        this.hits.set(cell, { table, row, column, cell: grid.cell(row, column), follows });
      }
      yield;
    }
    const first = table.querySelector<HTMLElement>('[role=gridcell]');
    if (first && !table.querySelector("[tabindex='0']")) first.tabIndex = 0;
  }
}

/** Whether it would show what a cell is made of, and none is looked at. */
function isEmpty({ id, rows, columns, look }: Placed): boolean {
  if (!FOLLOWING.has(id)) return false;
  return Array.from({ length: rows * columns }, (_, at) => look(Math.floor(at / columns), at % columns)).every(
    (one) => !one?.text,
  );
}

const keyOf = ({ id, plane }: Placed): string => `${id} ${plane ?? ''}`;

/** The child at that place, or the last before it. */
const near = (parent: Element | null | undefined, index: number): Element | null =>
  parent?.children[Math.min(index, parent.children.length - 1)] ?? null;

/** The keyboard goes to that cell, and comes back to it when it has left the grid. */
export function focusAlone(cell: Element): void {
  const table = cell.closest('[role=grid]');
  for (const one of table?.querySelectorAll<HTMLElement>("[tabindex='0']") ?? []) one.tabIndex = -1;
  if (!(cell instanceof HTMLElement)) return;
  cell.tabIndex = 0;
  cell.focus();
}

function labelOf(grid: Placed, row: number, column: number): string {
  const look = grid.look(row, column);
  const isCropped = look?.hatch && grid.id !== 'input';
  return (look?.text || '—') + (isCropped ? `, ${word('notKept')}` : '');
}

/** So many children, of which those that are there stay. */
function fit(parent: HTMLElement, count: number, properties: Readonly<Record<string, unknown>>): HTMLElement[] {
  while (parent.children.length > count) parent.lastElementChild?.remove();
  while (parent.children.length < count) parent.append(element('div', properties));
  return [...parent.children] as HTMLElement[];
}
