/** A model as a table: a row a layer, the break where it comes, the totals at the foot. */
import type { FrameworkModel } from '../../tracer/trace.ts';
import { COLUMNS, cellText } from './columns.ts';
import type { Column, Costs } from './columns.ts';
import { breakable } from './breaks.ts';
import { element, sentence } from './dom.ts';
import type { Words } from './dom.ts';
import { tableOf } from './rows.ts';
import type { ModelTable, Row } from './rows.ts';
import { lineOfBreak } from './verdict.ts';

/** Rows beyond these are counted, not drawn: a loop may stack more layers than a page can hold. */
const MOST_ROWS = 1000;

export type LineButton = (line: number) => HTMLElement;

/** @property isUnmade whether its title is the page's words and no name of the paste's */
interface NamedTable extends ModelTable {
  readonly isUnmade: boolean;
}

export function modelTable(
  model: FrameworkModel,
  words: Words,
  columns: readonly Column[],
  lineButton: LineButton,
): HTMLElement {
  const table = named(tableOf(model), model, words);
  const rows: HTMLElement[] = table.rows.slice(0, MOST_ROWS).map((row) => layerRow(row, words, columns, lineButton));
  if (table.brokenBefore !== null && model.fault) {
    rows.splice(table.brokenBefore, 0, breakRow(lineOfBreak(model.fault), words, columns, lineButton));
  }
  if (table.rows.length > MOST_ROWS) rows.push(restRow(table.rows.length - MOST_ROWS, words, columns));
  const made = element(
    'table',
    { class: 'sm-table' }, // below it with roles, as its rows may be laid out as grids (shapes.css)
    caption(table, words, lineButton),
    head(words, columns),
    element('tbody', { role: 'rowgroup' }, ...rows),
    foot(table, words, columns),
  );
  // the box scrolls sideways where the table is too wide; by keyboard too
  return element('div', { class: 'sm-box', tabindex: '0', role: 'region', 'aria-label': table.title }, made);
}

/** A functional model of Keras that is refused has no name yet: what is shown is what was to become of it. */
export function named(table: ModelTable, { variable, name, type, fault }: FrameworkModel, words: Words): NamedTable {
  const isUnmade = fault !== null && type === 'Functional' && (variable ?? name) === null;
  return { ...table, ...(isUnmade ? { title: words.unmade ?? '', type: words.unmade ?? '' } : {}), isUnmade };
}

function caption(table: NamedTable, words: Words, lineButton: LineButton): HTMLElement {
  const title = element('b', table.isUnmade ? {} : { class: 'sm-title' }, table.title);
  const type = table.type === table.title ? '' : ` ${table.type}`;
  const place = element('span', { class: 'sm-quiet' }, type, ' · ', ...lineOf(table.line, words, lineButton));
  return element('caption', {}, title, place);
}

function lineOf(line: number, words: Words, lineButton: LineButton): (Node | string)[] {
  return sentence(words.at ?? '', { line: lineButton(line) });
}

function head(words: Words, columns: readonly Column[]): HTMLElement {
  const cells = ['layer', 'output', ...columns, 'line'].map((name) =>
    element('th', { scope: 'col', role: 'columnheader', class: classOf(name) }, words[name] ?? ''),
  );
  return element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...cells));
}

function classOf(name: string): string {
  return (COLUMNS as readonly string[]).includes(name) ? `sm-${name} sm-number` : `sm-${name}`;
}

function costCells(costs: Costs, columns: readonly Column[]): HTMLElement[] {
  return columns.map((column) => element('td', { role: 'cell', class: classOf(column) }, cellText(costs, column)));
}

function layerRow(row: Row, words: Words, columns: readonly Column[], lineButton: LineButton): HTMLElement {
  const name = element(
    'span',
    { class: 'sm-name' },
    element('span', { class: 'sm-within' }, ...breakable(row.within)),
    ...breakable(row.name),
  );
  const shapes = row.shapes.map((shape) => element('span', { class: 'sm-size' }, shape));
  if (!row.isKnown) shapes.push(element('span', { class: 'unseen' }, words.not_known ?? ''));
  const kind = [row.holdsOthers ? 'sm-holds' : '', row.isKnown ? '' : 'sm-unknown'].join(' ').trim();
  return element(
    'tr',
    { role: 'row', class: kind, 'data-line': String(row.line) },
    element(
      'th',
      { scope: 'row', role: 'rowheader', class: 'sm-layer' },
      name,
      ' ',
      element('span', { class: 'sm-type' }, row.type),
    ),
    element('td', { role: 'cell', class: 'sm-output' }, ...shapes),
    ...costCells(row.costs, columns),
    element('td', { role: 'cell', class: 'sm-line' }, lineButton(row.line)),
  );
}

function breakRow(line: number, words: Words, columns: readonly Column[], lineButton: LineButton): HTMLElement {
  const said = sentence(words.breaks ?? '', { line: lineButton(line) });
  return element(
    'tr',
    { role: 'row', class: 'sm-break' },
    element('td', { role: 'cell', colspan: across(columns) }, '✕ ', ...said),
  );
}

function across(columns: readonly Column[]): string {
  return String(columns.length + 3);
}

function restRow(count: number, words: Words, columns: readonly Column[]): HTMLElement {
  const said = sentence(words.rest ?? '', { n: count });
  return element('tr', { role: 'row' }, element('td', { role: 'cell', colspan: across(columns) }, ...said));
}

function foot(table: ModelTable, words: Words, columns: readonly Column[]): HTMLElement {
  const cells = [
    element(
      'th',
      { scope: 'row', role: 'rowheader', class: 'sm-layer' },
      words[table.isToBreak ? 'total_to_break' : 'total'] ?? '',
    ),
    element('td', { role: 'cell', class: 'sm-output' }, element('span', { class: 'sm-size' }, table.output)),
    ...costCells({ ...table.costs, receptive_field: undefined }, columns),
    element('td', { role: 'cell', class: 'sm-line' }),
  ];
  return element('tfoot', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...cells));
}
