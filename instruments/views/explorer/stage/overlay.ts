/** Lays over the picture what keyboard and screen reader need: a grid of focusable, labelled cells over each drawn one. */
import { element, put } from '../../../site/element.ts';
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
}

export class Overlay {
  private readonly hits = new WeakMap<EventTarget, Hit>();

  constructor(private readonly host: HTMLElement) {}

  /** What an event's target stands for. */
  hit(target: EventTarget | null): Hit | undefined {
    return target ? this.hits.get(target) : undefined;
  }

  /** @param size of a cell, in CSS pixels */
  *cover(grids: readonly Placed[], size: number): Generator<void> {
    const named = grids.filter((grid) => titleOf(grid)); // the others show nothing now
    const tables = fit(this.host, named.length, { role: 'grid' });
    for (const [index, grid] of named.entries()) {
      const table = tables[index];
      if (table) yield* this.coverGrid(table, grid, size);
    }
  }

  private *coverGrid(table: HTMLElement, grid: Placed, size: number): Generator<void> {
    const { left, top, rows, columns } = grid;
    put(table, { ariaLabel: titleOf(grid) });
    const place = `left: ${left}px; top: ${top}px; width: ${columns * size}px; height: ${rows * size}px;`;
    if (table.getAttribute('style') !== place) table.style.cssText = place;
    for (const [row, line] of fit(table, rows, { role: 'row' }).entries()) {
      for (const [column, cell] of fit(line, columns, { role: 'gridcell', tabIndex: -1 }).entries()) {
        put(cell, { ariaLabel: labelOf(grid, row, column) });
        this.hits.set(cell, { table, row, column, cell: grid.cell(row, column) });
      }
      yield;
    }
    const first = table.querySelector<HTMLElement>('[role=gridcell]');
    if (first && !table.querySelector("[tabindex='0']")) first.tabIndex = 0;
  }
}

function labelOf(grid: Placed, row: number, column: number): string {
  const look = grid.look(row, column);
  const isCropped = look?.hatch && grid.id !== 'input';
  return (look?.text || '–') + (isCropped ? `, ${word('notKept')}` : '');
}

/** So many children, of which those that are there stay. */
function fit(parent: HTMLElement, count: number, properties: Readonly<Record<string, unknown>>): HTMLElement[] {
  while (parent.children.length > count) parent.lastElementChild?.remove();
  while (parent.children.length < count) parent.append(element('div', properties));
  return [...parent.children] as HTMLElement[];
}
