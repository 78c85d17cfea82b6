/** The drawing vocabulary of snippets/draw.py, for figures that the reader moves: the same names, lengths and order. */
import { range } from '../../../arithmetic/numbers.ts';
import { trueMinus } from './formula.ts';
import type { Colour, Point, Shape } from './shape.ts';
import { CELLS, COVER, DIGIT, DIMMED, DOT, FREE, MINUS, NORMAL, POINTS, SMALL, TALL } from './tokens.ts';

export type Numbers = number | readonly number[] | readonly (readonly number[])[];
/** Rows of colours: the parts of a cell, one a stamp, as their inputs lie. */
export type Parts = readonly (readonly Colour[])[];

interface GridOptions {
  /** Of each cell: one colour for all, or a function of row and column. */
  parts?: Colour | ((row: number, column: number) => Parts);
  /** Which cells are drawn, hatched and dimmed: those that are cropped. All others are not drawn here. */
  cropped?: (row: number, column: number) => boolean;
  /** Which cells are drawn at all. */
  only?: (row: number, column: number) => boolean;
  /** Of its cells, where the name up to its first comma is another grid's too. */
  key?: string;
  /** The frame that marks a result. */
  strong?: boolean;
  cell?: number;
  size?: number;
}

const rowsOf = (numbers: Numbers): readonly (readonly number[])[] => {
  if (typeof numbers === 'number') return [[numbers]];
  return numbers.every((row) => typeof row === 'number') ? [numbers as number[]] : (numbers as number[][]);
};

/** A number as it stands in a drawing and in a sentence. */
export const written = (value: number): string => String(Number(value.toPrecision(6))).replace('-', '−');

const widthOf = (number: string, size: number): number =>
  ([...number].reduce((sum, sign) => sum + ({ '−': MINUS, '.': DOT }[sign] ?? DIGIT), 0) * size) / POINTS;

export class Drawing {
  readonly shapes: Shape[] = [];
  /** What carries numbers, as `fig.drawn` in Python: null where nothing is drawn. */
  readonly drawn: Record<string, unknown> = {};

  /** @param width in cells, as `height` */
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  record(name: string, numbers: unknown): void {
    this.drawn[name] = numbers;
  }

  grid(numbers: Numbers, name: string, at: Point, options: GridOptions = {}): void {
    const { parts, cropped, strong = false, cell = 1 } = options;
    const key = options.key ?? name.replace(/,.*/, '');
    const only = cropped ?? options.only;
    const rows = rowsOf(numbers);
    const cells = rows.flatMap((row, y) =>
      row.flatMap((value, x) =>
        (only?.(y, x) ?? true) ? [{ value, x, y, place: [at[0] + x * cell, at[1] + y * cell] as const }] : [],
      ),
    );
    this.record(name, only ? this.masked(numbers, only) : numbers);
    const partsOf = (y: number, x: number): Parts => (typeof parts === 'string' ? [[parts]] : (parts?.(y, x) ?? []));
    const texts = cells.map(({ value }) => written(value));
    const size = fitting(texts, cell, options.size ?? NORMAL);
    for (const { x, y, place } of cells)
      this.block(`${key} ${y},${x}`, place, [cell, cell], partsOf(y, x), cropped ? DIMMED : 1);
    if (cropped)
      for (const [index, { x, y, place }] of cells.entries())
        this.hatch(`${key} hatch ${y},${x}`, place, cell, texts[index] ?? '', size);
    for (const { x, y, place } of cells) this.frame(`${key} line ${y},${x}`, place, [cell, cell], 'line', 0.6);
    for (const [index, { x, y, place }] of cells.entries()) {
      const middle: Point = [place[0] + cell / 2, place[1] + cell / 2];
      this.label(texts[index] ?? '', middle, { size, colour: cropped ? 'quiet' : 'ink', key: `${key} ${y},${x}` });
    }
    if (strong) this.window(key, at, [rows[0]?.length ?? 0, rows.length], { cell });
  }

  /** A coloured block in parts. */
  block(key: string, at: Point, size: Point, parts: Parts, share = 1): void {
    const cover = (COVER[parts.flat().length] ?? 0) * share;
    for (const [y, row] of parts.entries())
      for (const [x, colour] of row.entries()) {
        const [width, height] = [size[0] / row.length, size[1] / parts.length];
        const place: Point = [at[0] + x * width, at[1] + y * height];
        this.shapes.push({
          kind: 'fill',
          key: `${key} ${colour}`,
          at: place,
          size: [width, height],
          colour,
          strength: cover,
          cell: [at, size],
        });
      }
  }

  /** A grey image, `width` cells wide, in its frame; `limits`: the values that are black and white. */
  picture(
    values: readonly (readonly number[])[],
    name: string,
    at: Point,
    width: number,
    limits: readonly [number, number],
  ): void {
    this.record(name, values);
    const size: Point = [width, (width * values.length) / (values[0]?.length ?? 1)];
    this.shapes.push({ kind: 'picture', key: `${name} picture`, colour: 'line', at, size, values, limits });
    this.frame(`${name} frame`, at, size, 'line', 0.6);
  }

  /** A strong outline around (columns, rows) cells. */
  window(
    key: string,
    at: Point,
    size: Point,
    options: { colour?: Colour; dashed?: boolean; width?: number; cell?: number; inset?: number } = {},
  ): void {
    const { colour = 'ink', dashed = false, width = 1.5, cell = 1, inset = 0 } = options;
    const place: Point = [at[0] + inset, at[1] + inset];
    const span: Point = [size[0] * cell - 2 * inset, size[1] * cell - 2 * inset];
    this.frame(`${key} window`, place, span, colour, width, dashed);
  }

  /** A row of small numbers, without cells. */
  counts(numbers: readonly number[], name: string, at: Point): void {
    this.record(name, numbers);
    for (const [column, value] of numbers.entries())
      this.label(written(value), [at[0] + column + 0.5, at[1] + 0.5], {
        colour: 'quiet',
        size: SMALL,
        key: `${name} ${column}`,
      });
  }

  /** What an input cell reaches: from the span `top` down to the span `bottom`, each [left, right, y]. */
  cone(
    key: string,
    top: readonly [number, number, number],
    bottom: readonly [number, number, number],
    colour: Colour,
  ): void {
    const [left, right, above] = top;
    const [first, last, below] = bottom;
    const corners: Point[] = [
      [left, above],
      [right, above],
      [last, below],
      [first, below],
    ];
    this.shapes.push({ kind: 'area', key: `${key} cone`, points: corners, colour, strength: 0.35 });
    this.path(`${key} left`, [corners[0], corners[3]] as Point[], colour, 0.9);
    this.path(`${key} right`, [corners[1], corners[2]] as Point[], colour, 0.9);
  }

  path(key: string, points: readonly Point[], colour: Colour = 'ink', width = 1.5, dashed = false): void {
    this.shapes.push({ kind: 'line', key, points, colour, strength: width, dashed });
  }

  /**
   * A solid of (rows, columns, sheets) cells; each sheet stands `step` behind the one before, up and to the right.
   * `at`: the upper left corner of its front. `lines`: whether single cells are seen, or only the edges.
   */
  box(
    key: string,
    [left, top]: Point,
    [rows, columns, sheets]: readonly [number, number, number],
    options: { cell?: number; step?: number; colour?: Colour; width?: number; lines?: boolean } = {},
  ): void {
    const { cell = 1, step = 0.35, colour = 'line', width = 0.6, lines = true } = options;
    const [right, bottom, depth] = [left + columns * cell, top + rows * cell, sheets * step];
    const every = (count: number): number[] => (lines ? range(count + 1) : [0, count]);
    const add = (name: string, points: Point[]): void => this.path(`${key} ${name}`, points, colour, width);
    for (const row of every(rows)) {
      const y = top + row * cell;
      const tail: Point[] = row || !lines ? [[right + depth, y - depth]] : [];
      add(`row ${row}`, [[left, y], [right, y], ...tail]);
    }
    for (const column of every(columns)) {
      const x = left + column * cell;
      add(`column ${column}`, [
        [x, bottom],
        [x, top],
        [x + depth, top - depth],
      ]);
    }
    for (const sheet of every(sheets).slice(1)) {
      const back = sheet * step;
      add(`sheet ${sheet}`, [
        [left + back, top - back],
        [right + back, top - back],
        [right + back, bottom - back],
      ]);
    }
  }

  /** A cell of a network, its middle at a point. */
  node(key: string, [x, y]: Point, radius: number, strong = false): void {
    const [at, size]: [Point, Point] = [
      [x - radius, y - radius],
      [2 * radius, 2 * radius],
    ];
    const [colour, strength]: [Colour, number] = strong ? ['ink', 1.5] : ['line', 0.9];
    this.shapes.push({ kind: 'frame', key: `${key} node`, at, size, colour, strength, round: true });
  }

  /** A straight arrow between two points. */
  arrow(key: string, start: Point, end: Point, colour: Colour = 'quiet'): void {
    this.shapes.push({ kind: 'arrow', key: `${key} arrow`, points: [start, end], colour, strength: 0.9 });
  }

  label(
    text: string,
    at: Point,
    options: { align?: 'left' | 'right' | 'center'; colour?: Colour; size?: number; bold?: boolean; key?: string } = {},
  ): void {
    const { align = 'center', colour = 'ink', size = NORMAL, bold = false, key = text } = options;
    const baseline = at[1] + ((TALL / 2) * size) / POINTS;
    this.shapes.push({
      kind: 'text',
      key: `text ${key}`,
      text: trueMinus(text),
      at: [at[0], baseline],
      align,
      colour,
      size,
      bold,
    });
  }

  /** What the grid is whose upper left corner is at `at`. */
  title(text: string, at: Point, key = text): void {
    this.label(text, [at[0], at[1] - 0.5], { align: 'left', colour: 'quiet', size: SMALL, key });
  }

  /** A span from x `start` to x `end`, its text below, or above with `side` -1. */
  bracket(key: string, start: number, end: number, y: number, text: string, side = 1): void {
    const foot = y - 0.2 * side;
    const corners: Point[] = [
      [start, foot],
      [start, y],
      [end, y],
      [end, foot],
    ];
    this.path(key, corners, 'quiet', 0.9);
    const middle: Point = [(start + end) / 2, y + 0.42 * side];
    if (text) this.label(text, middle, { colour: 'quiet', size: SMALL, key: `${key} text` });
  }

  private frame(key: string, at: Point, size: Point, colour: Colour, strength: number, dashed = false): void {
    this.shapes.push({ kind: 'frame', key, at, size, colour, strength, dashed });
  }

  private masked(numbers: Numbers, only: (row: number, column: number) => boolean): unknown {
    const rows = rowsOf(numbers).map((row, y) => row.map((value, x) => (only(y, x) ? value : null)));
    if (typeof numbers === 'number') return rows[0]?.[0];
    return numbers.every((row) => typeof row === 'number') ? rows[0] : rows;
  }

  /** The lines that say cropped, all but where the number stands. */
  private hatch(key: string, [left, top]: Point, cell: number, number: string, size: number): void {
    const [wide, high] = [widthOf(number, size), (TALL * size) / POINTS];
    const [x, y] = [left + (cell - wide) / 2, top + (cell - high) / 2];
    const free = 1.6 * FREE;
    for (const step of range(7)) {
      const shift = (step + 1) * 0.25 * cell;
      const [near, far] = [Math.max(shift - cell, 0), Math.min(shift, cell)];
      const enter = Math.max(x - free, left + top + shift - (y + high + free));
      const leave = Math.min(x + wide + free, left + top + shift - (y - free));
      const spans = enter < leave ? [left + near, enter, leave, left + far] : [left + near, left + far];
      for (const index of range(spans.length / 2)) {
        const [start = 0, end = 0] = spans.slice(2 * index);
        if (start >= end) continue;
        const height = (place: number): number => left + top + shift - place;
        const ends: Point[] = [
          [start, height(start)],
          [end, height(end)],
        ];
        this.path(`${key} ${step} ${index}`, ends, 'line', 0.6);
      }
    }
  }
}

/** The size, or a smaller one in which the widest number keeps its distance from the walls of its cell. */
function fitting(numbers: readonly string[], cell: number, size: number): number {
  const widest = Math.max(0, ...numbers.map((number) => widthOf(number, size)));
  return widest ? Math.min(size, (size * (cell - 2 * FREE)) / widest) : size;
}

/** The stamps that meet in a cell, by their numbers, as the parts of the cell; `columns`: how many inputs lie side by side. */
export function origins(stamps: readonly number[], columns: number): Parts {
  const rows = new Map<number, Colour[]>();
  for (const stamp of stamps) {
    const row = Math.floor(stamp / columns);
    rows.set(row, [...(rows.get(row) ?? []), CELLS[stamp] ?? 'count']);
  }
  return [...rows.values()];
}
