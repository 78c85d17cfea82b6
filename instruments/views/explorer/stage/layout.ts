/** How the grids lie beside and below one another. All lengths are CSS pixels. */
import type { GridId } from '../scene/look.ts';

export const GAP = 24; // between grids, with the sign that joins them

export interface Room {
  width: number;
  height: number;
}

/** Something that takes room; `begins` is whether nothing stands at its left. */
export interface Block {
  id: GridId;
  /** Of several channels, the line in which it stands. */
  plane: number;
  wide: number;
  tall: number;
  put(left: number, top: number, begins: boolean): void;
}

/** Blocks that have found their room. */
export interface Layout {
  wide: number;
  tall: number;
  put(left: number, top: number): void;
}

interface Lines extends Layout {
  lines: Block[][];
  /** How far below the top the middle of the first line is. */
  middle: number;
  put(left: number, top: number, begins?: boolean): void;
}

const highest = (line: readonly Block[]): number => Math.max(...line.map(({ tall }) => tall));
const widthOf = (line: readonly Block[]): number => line.reduce((sum, { wide }) => sum + wide + GAP, -GAP);
export const widest = (blocks: readonly Block[]): number => Math.max(...blocks.map(({ wide }) => wide));

/** Blocks in lines, none wider than `width`, each in the middle of its line; the one called `apart` begins one. */
function flow(blocks: readonly Block[], width: number, apart?: GridId): Lines {
  const lines: Block[][] = [];
  let free = -1;
  for (const block of blocks) {
    if (block.wide > free || block.id === apart) {
      lines.push([]);
      free = width;
    }
    lines.at(-1)?.push(block);
    free -= block.wide + GAP;
  }
  return inLines(lines);
}

function inLines(lines: Block[][]): Lines {
  return {
    lines,
    wide: Math.max(...lines.map(widthOf)),
    tall: lines.reduce((sum, line) => sum + highest(line), 0),
    middle: lines[0] ? highest(lines[0]) / 2 : 0,
    put: (left, top, begins = true) => putLines(lines, left, top, begins),
  };
}

function putLines(lines: readonly Block[][], left: number, top: number, begins: boolean): void {
  let y = top;
  for (const line of lines) {
    let x = left;
    for (const [index, block] of line.entries()) {
      block.put(x, y + (highest(line) - block.tall) / 2, begins && index === 0);
      x += block.wide + GAP;
    }
    y += highest(line);
  }
}

/** One beside the other, the middles of their first lines at one height: the signs between the grids stand in a row. */
function abreast(one: Lines, other: Lines): Layout {
  const middle = Math.max(one.middle, other.middle);
  const [down, otherDown] = [middle - one.middle, middle - other.middle];
  return {
    wide: one.wide + GAP + other.wide,
    tall: Math.max(down + one.tall, otherDown + other.tall),
    put: (left, top) => {
      one.put(left, top + down);
      other.put(left + one.wide + GAP, top + otherDown, false);
    },
  };
}

/** A line for each channel; where one is wider than `width`, as many as it takes. */
function channels(blocks: readonly Block[], width = Infinity): Lines {
  const lines = byChannel(blocks);
  const columnWidth = (column: number): number => Math.max(...lines.map((line) => line[column]?.wide ?? 0));
  const whole = inLines(lines.map((line) => line.map((block, column) => ({ ...block, wide: columnWidth(column) }))));
  return whole.wide <= width ? whole : inLines(lines.flatMap((line) => flow(line, width).lines));
}

function byChannel(blocks: readonly Block[]): Block[][] {
  const count = Math.max(...blocks.map(({ plane }) => plane)) + 1;
  const lines = Array.from({ length: count }, (_, index) => blocks.filter(({ plane }) => plane === index));
  return lines.filter((line) => line.length > 0);
}

/** Whether nothing has to be scrolled to sideways, and of several channels each input has its kernel beside it. */
export function isUpright({ wide }: Layout, blocks: readonly Block[], width: number): boolean {
  const { others } = parted(blocks);
  return wide <= width && (!hasPlanes(others) || byChannel(others).every((line) => widthOf(line.slice(0, 2)) <= width));
}

/** One beside the other, the lower in the middle of the higher, or, where less than `height` is in sight at once, of that. */
function side(one: Lines, other: Lines, height = Infinity): Layout {
  const tall = Math.max(one.tall, other.tall);
  const inSight = Math.max(Math.min(tall, height), other.tall);
  return {
    wide: one.wide + GAP + other.wide,
    tall,
    put: (left, top) => {
      one.put(left, top + (tall - one.tall) / 2);
      other.put(left + one.wide + GAP, top + (inSight - other.tall) / 2, false);
    },
  };
}

const above = (upper: Lines, lower: Lines): Layout => ({
  wide: Math.max(upper.wide, lower.wide),
  tall: upper.tall + lower.tall,
  put: (left, top) => {
    upper.put(left, top);
    lower.put(left, top + upper.tall);
  },
});

const hasPlanes = (blocks: readonly Block[]): boolean => blocks.some(({ plane }) => plane > 0);

function parted(blocks: readonly Block[]): { results: Block[]; others: Block[] } {
  const isResult = ({ id }: Block): boolean => id === 'canvas' || id === 'torch';
  return { results: blocks.filter(isResult), others: blocks.filter((block) => !isResult(block)) };
}

/** Where it is to be scrolled, for it does not fit: what comes of several channels is seen without, and nothing is scrolled sideways that can stand below. */
export function scrolled(blocks: readonly Block[], { width, height }: Room): Layout {
  const room = Math.max(width, widest(blocks));
  const all = arranged(blocks, { width: room, height });
  const narrow = all.find(({ wide }) => wide <= width) ?? all.find(({ wide }) => wide <= room);
  const { results, others } = parted(blocks);
  if (!hasPlanes(others)) return narrow ?? all.at(-1) ?? flow(blocks, width);
  return narrow && narrow === all[0] ? narrow : above(flow(results, 0), channels(others, room));
}

/** The ways to lay out the blocks, the clearest first: in a line, the results beside the others, or below them, or all beside the first, or the results beside a column. */
export function arranged(blocks: readonly Block[], { width, height }: Room): Layout[] {
  const inLine = flow(blocks, Infinity);
  const matrix = blocks.findIndex(({ id }) => id === 'matrix');
  if (matrix >= 0) return [inLine, inLines([blocks.slice(0, matrix), blocks.slice(matrix)])]; // its vectors beside it
  const { results, others } = parted(blocks);
  if (!results.length) return [inLine, flow(blocks, width)]; // of a refusal
  const column = flow(results, 0);
  if (hasPlanes(others)) {
    const lines = channels(others);
    return [side(lines, column, height), above(lines, column)];
  }
  const beside = flow(others, Math.max(width - column.wide - GAP, widest(others)), 'products');
  const hasProducts = others.some(({ id }) => id === 'products');
  const rows = hasProducts ? 2 : 1;
  const [first, ...rest] = [...others, ...results];
  const room = Math.max(width - (first?.wide ?? 0) - GAP, widest(rest));
  const below = [flow(blocks, width), flow([...others, ...results], width, 'canvas')];
  return [
    inLine,
    ...(beside.lines.length === rows ? [abreast(beside, column)] : []),
    below.reduce((one, other) => (other.tall < one.tall ? other : one)),
    ...(hasProducts || others.length === 1 ? [] : [side(flow(others, 0), column)]), // what a phone has room for
    ...(first && rest.length > 1 ? [side(flow([first], 0), flow(rest, room, 'canvas'))] : []),
  ];
}
