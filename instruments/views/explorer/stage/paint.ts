/** Paints what is in sight of the grids on the canvas. */
import type { Beam, Colour, Look } from '../scene/look.ts';
import { origins } from '../../live/kit/drawing.ts';
import { CELLS, COVER } from '../../live/kit/tokens.ts';
import { cones } from './cones.ts';
import type { Corner } from './cones.ts';
import { GAP } from './layout.ts';
import type { Room } from './layout.ts';
import { TITLE_FONT } from './letters.ts';
import { signedTitle } from './placed.ts';
import type { Placed } from './placed.ts';

const SIGN_FONT = 16;
const FADE = 14; // CSS pixels, wide
const LINE = 1; // CSS pixels, between cells
const CORNER = { letters: 0.72, room: 2, inset: 2 }; // of the number's size; of the cell's to hold both; CSS pixels
/** CSS pixels that are not worth a scroll: a grid's margin hides more. */
export const HARDLY = 8;
const HALO = { width: 3, share: 0.7 }; // CSS pixels, of full strength
const LIGHT = 0.11; // of full strength

const HATCH = 4; // lines along the side of a cell

export type Colours = Readonly<Record<Colour, { fill: string; stroke: string }>>;

/** What is in sight, in CSS pixels, and the colours of the scheme that applies. */
export interface Sight {
  width: number;
  height: number;
  scrollLeft: number;
  scrollTop: number;
  /** Pixels of the canvas for one of CSS. */
  scale: number;
  colours: Colours;
}

/** How large cells and their numbers are, in CSS pixels. */
export interface Type {
  size: number;
  letters: number;
  font: string;
}

/** A cell in sight. */
interface Seen {
  look: Look;
  row: number;
  column: number;
  x: number;
  y: number;
}

/** So many cells side by side. */
interface Rectangle {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

/** Cells, given row by row, as few rectangles: what lies side by side, with what lies below it and is as wide. */
function rectangles(cells: readonly Seen[]): Rectangle[] {
  const runs: Rectangle[] = [];
  for (const { row, column } of cells) {
    const run = runs.at(-1);
    if (run?.row === row && run.column + run.columns === column) run.columns += 1;
    else runs.push({ row, column, rows: 1, columns: 1 });
  }
  const found: Rectangle[] = [];
  for (const run of runs) {
    const above = found.find(
      ({ row, column, rows, columns }) => row + rows === run.row && column === run.column && columns === run.columns,
    );
    if (above) above.rows += 1;
    else found.push(run);
  }
  return found;
}

/** Which of so many cells of a line are in sight, from and up to; `start` is where sight begins, from the first cell's edge. */
const spanOf = (count: number, size: number, start: number, length: number): [number, number] => [
  Math.max(Math.floor(start / size), 0),
  Math.min(Math.ceil((start + length) / size), count),
];

/** The colours that meet in a cell, each in its part. @param columns how many of the cells that have them lie side by side */
function partsOf(fills: readonly Colour[], columns: number): readonly (readonly Colour[])[] {
  const stamps = CELLS.flatMap((colour, index) => (fills.includes(colour) ? [index] : []));
  return stamps.length > 0 ? origins(stamps, columns) : fills.slice(0, 1).map((colour) => [colour]); // a count has no origin
}

/** Whether the number stands on a seam of colours. */
const isSeamed = ({ fills = [] }: Look): boolean => fills.some((colour) => colour !== fills[0]);

/** The middle of a title's line. */
const titleAt = ({ top, lift }: Placed): number => top - lift - TITLE_FONT + 1;

/** Whether its sign stands in the gap before the grid, and not in its title. */
const isBetween = ({ sign, begins }: Placed): boolean => Boolean(sign) && !begins;

export class Painter {
  /** What the pen has: each that is set has the browser read it anew, and most cells are like the one before. */
  private filling = '';
  private alpha = NaN;
  private font = '';
  private align: CanvasTextAlign | null = null;

  constructor(
    private readonly pen: CanvasRenderingContext2D,
    private readonly sight: Sight,
    private readonly type: Type,
  ) {}

  /** The canvas stays where it is while the sheet scrolls under it. */
  paint(grids: readonly Placed[], beam: Beam | null, sheet: Room): void {
    const { pen, sight } = this;
    const { scale } = sight;
    pen.setTransform(scale, 0, 0, scale, -sight.scrollLeft * scale, -sight.scrollTop * scale);
    this.block('paper', 1, sight.scrollLeft, sight.scrollTop, sight.width, sight.height);
    pen.textBaseline = 'middle';
    if (beam) this.light(cones(beam, grids, this.type.size), beam.colour);
    for (const grid of grids) this.title(grid);
    for (const grid of grids) this.sign(grid);
    for (const grid of grids) this.sheets(grid, beam !== null);
    for (const grid of grids) this.turned(grid);
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    this.fadeEdges(sheet);
  }

  /** Cones of light below the grids, from what is looked at to what it leads to; no line runs round them, for it would run through titles and signs. */
  private light(all: readonly (readonly Corner[])[], colour: Colour): void {
    this.fillWith(this.sight.colours[colour].stroke, LIGHT);
    for (const corners of all) {
      this.outline(corners);
      this.pen.fill();
    }
    this.fade(1);
  }

  private outline(corners: readonly Corner[]): void {
    this.pen.beginPath();
    for (const [x, y] of corners) this.pen.lineTo(x, y);
    this.pen.closePath();
  }

  /** The grid without its title, on a canvas of its own. */
  paintAlone(grid: Placed): void {
    const { scale } = this.sight;
    this.pen.setTransform(scale, 0, 0, scale, 0, 0);
    this.pen.clearRect(0, 0, this.sight.width, this.sight.height);
    this.cells(grid);
  }

  /** The cells, turned about their middle while the kernel is on its way. */
  private turned(grid: Placed): void {
    const { pen, type } = this;
    if (!grid.turn) return this.cells(grid);
    const [x, y] = [grid.left + (grid.columns * type.size) / 2, grid.top + (grid.rows * type.size) / 2];
    const before = pen.getTransform();
    pen.translate(x, y);
    pen.rotate(grid.turn);
    pen.translate(-x, -y);
    this.cells(grid);
    pen.setTransform(before);
  }

  private cells(grid: Placed): void {
    const seen = this.inSight(grid);
    for (const cell of seen) this.fill(cell);
    this.fade(1);
    this.lines(grid, seen);
    this.hatches(grid, seen);
    this.numbers(seen);
    this.marks(seen);
    if (this.isRoomy) this.over(seen.filter(({ look }) => look.over !== undefined));
    this.frames(grid);
  }

  private inSight({ left, top, rows, columns, look }: Placed): Seen[] {
    const { size } = this.type;
    const { width, height, scrollLeft, scrollTop } = this.sight;
    const [above, below] = spanOf(rows, size, scrollTop - top, height);
    const [before, behind] = spanOf(columns, size, scrollLeft - left, width);
    const seen: Seen[] = [];
    for (let row = above; row < below; row++)
      for (let column = before; column < behind; column++) {
        const found = look(row, column);
        if (found) seen.push({ look: found, row, column, x: left + column * size, y: top + row * size });
      }
    return seen;
  }

  private title(grid: Placed): void {
    this.letter(TITLE_FONT, 'left');
    this.write('quiet');
    this.pen.fillText(signedTitle(grid), grid.left, titleAt(grid));
  }

  /** In the gap before a grid. */
  private sign(grid: Placed): void {
    if (!isBetween(grid)) return;
    this.letter(SIGN_FONT, 'center');
    this.write('quiet');
    this.pen.fillText(grid.sign, ...this.signAt(grid));
  }

  /** The middle of its sign. */
  private signAt({ left, top, rows, signTop }: Placed): [number, number] {
    return [left - GAP / 2 - 1, signTop ?? top + (rows * this.type.size) / 2];
  }

  /** What lies behind the cells: of a block what is seen of the other channels, the farthest first. */
  private sheets({ left, top, lift, behind = 0, rows, columns }: Placed, isLit: boolean): void {
    const { type, pen } = this;
    const [width, height, step] = [columns * type.size, rows * type.size, lift / (behind || 1)];
    for (let place = behind; place > 0; place--) {
      const [x, y] = [left + step * place, top - step * place];
      this.block('shade', 1, x, y, width, step);
      this.block('shade', 1, x + width - step, y, step, height);
      this.strokeWith('quiet', 1);
      pen.strokeRect(x, y, width, height);
    }
    // the light from another grid does not run through the numbers either
    if (isLit || behind) this.block('paper', 1, left, top, width, height);
  }

  /** Round each cell; filled and not stroked, for a path of so many lines would take a slow phone a third of its frame. */
  private lines(grid: Placed, seen: readonly Seen[]): void {
    const { pen, sight } = this;
    const { size } = this.type;
    this.fillWith(sight.colours.line.stroke, 1);
    for (const { row, column, rows, columns } of rectangles(seen)) {
      const [left, top] = [grid.left + column * size - LINE / 2, grid.top + row * size - LINE / 2];
      const [wide, tall] = [columns * size + LINE, rows * size + LINE];
      for (let line = 0; line <= rows; line++) pen.fillRect(left, top + line * size, wide, LINE);
      for (let line = 0; line <= columns; line++) pen.fillRect(left + line * size, top, LINE, tall);
    }
  }

  /** Each colour in its own part of the cell, as in the figures. */
  private fill({ look: { fills = [], columns = 2, share = 1, shade = false }, x, y }: Seen): void {
    const { size } = this.type;
    if (shade) this.block('shade', 1, x, y, size, size);
    const [colour] = fills;
    if (!colour) return;
    if (fills.length === 1) return this.block(colour, (COVER[1] ?? 0) * share, x, y, size, size); // most cells
    const parts = partsOf(fills, columns);
    const strength = (COVER[parts.flat().length] ?? 0) * share;
    for (const [down, row] of parts.entries()) {
      const [width, height] = [size / row.length, size / parts.length];
      for (const [across, colour] of row.entries())
        this.block(colour, strength, x + across * width, y + down * height, width, height);
    }
  }

  private block(colour: Colour, alpha: number, x: number, y: number, width: number, height: number): void {
    this.fillWith(this.sight.colours[colour].fill, alpha);
    this.pen.fillRect(x, y, width, height);
  }

  /** What is written next has that colour. */
  private write(colour: Colour): void {
    this.fillWith(this.sight.colours[colour].fill, 1);
  }

  /** What is filled next has that colour, of that share of its strength. */
  private fillWith(style: string, alpha: number): void {
    if (style !== this.filling) this.pen.fillStyle = this.filling = style;
    this.fade(alpha);
  }

  /** What is drawn next has that share of its strength. */
  private fade(alpha: number): void {
    if (alpha !== this.alpha) this.pen.globalAlpha = this.alpha = alpha;
  }

  /** Slanting lines, which run on from cell to cell. */
  private hatches(grid: Placed, seen: readonly Seen[]): void {
    const { pen, type } = this;
    const hatched = rectangles(seen.filter(({ look }) => look.hatch));
    if (!hatched.length) return;
    pen.beginPath();
    for (const { row, column, rows, columns } of hatched) {
      const [x, y] = [grid.left + column * type.size, grid.top + row * type.size];
      const [wide, tall] = [columns * type.size, rows * type.size];
      for (let line = 1; line < HATCH * (rows + columns); line++) {
        const shift = (line * type.size) / HATCH;
        const [near, far] = [Math.max(shift - tall, 0), Math.min(shift, wide)];
        pen.moveTo(x + near, y + shift - near);
        pen.lineTo(x + far, y + shift - far);
      }
    }
    this.strokeWith('line', LINE);
    pen.stroke();
  }

  /** Whether a cell has room for the number of the kernel, too. */
  private get isRoomy(): boolean {
    return this.type.size >= CORNER.room * this.type.letters;
  }

  private numbers(seen: readonly Seen[]): void {
    const { pen, type } = this;
    const [across, down] = [type.size / 2, type.size / 2 + 1];
    this.letter(type.letters, 'center');
    this.halos(seen);
    for (const { look, x, y } of seen) {
      if (!look.text) continue;
      const lifted = look.over !== undefined && this.isRoomy ? type.letters / 3 : 0;
      this.write(look.quiet ? 'quiet' : 'ink');
      pen.fillText(look.text, x + across, y + down - lifted);
    }
  }

  /** Round what is looked at. */
  private marks(seen: readonly Seen[]): void {
    const { pen, type } = this;
    const marked = seen.filter(({ look }) => look.mark);
    if (marked.length) this.strokeWith('focus', 1.5);
    for (const { x, y } of marked) pen.strokeRect(x + 1.5, y + 1.5, type.size - 3, type.size - 3);
  }

  /** What numbers on the seam of two colours are read by. */
  private halos(seen: readonly Seen[]): void {
    const { pen, type } = this;
    const seamed = seen.filter(({ look }) => isSeamed(look));
    if (!seamed.length) return;
    this.fade(HALO.share);
    pen.strokeStyle = this.sight.colours.paper.fill;
    pen.lineWidth = HALO.width;
    pen.lineJoin = 'round';
    for (const { look, x, y } of seamed) pen.strokeText(look.text, x + type.size / 2, y + type.size / 2 + 1);
    pen.lineJoin = 'miter';
    this.fade(1);
  }

  /** The numbers of the kernel over those of the window. */
  private over(seen: readonly Seen[]): void {
    const { pen, type } = this;
    if (!seen.length) return;
    this.letter(type.letters * CORNER.letters, 'right');
    pen.textBaseline = 'alphabetic';
    this.write('ink'); // the red of the frame would be hard to read on orange
    const end = type.size - CORNER.inset - 1;
    for (const { look, x, y } of seen) pen.fillText(`×${look.over}`, x + end, y + end);
    pen.textBaseline = 'middle';
  }

  private frames({ left, top, frames }: Placed): void {
    const { pen } = this;
    const { size } = this.type;
    for (const { row, column, rows, columns, colour } of frames) {
      this.strokeWith(colour, colour === 'ink' ? 2 : 2.6);
      pen.strokeRect(left + column * size, top + row * size, columns * size, rows * size);
    }
  }

  /** What is written next is so large, in CSS pixels, and stands so from its place. */
  private letter(size: number, align: CanvasTextAlign): void {
    const font = `${size}px ${this.type.font}`;
    if (font !== this.font) this.pen.font = this.font = font;
    if (align !== this.align) this.pen.textAlign = this.align = align;
  }

  /** What is stroked next has that colour, and is so wide. */
  private strokeWith(colour: Colour, width: number): void {
    const { pen, sight } = this;
    pen.strokeStyle = sight.colours[colour].stroke;
    pen.lineWidth = width;
  }

  /** A shade at each edge beyond which there is more to scroll to, below the button there (scroller.ts): a phone shows no scroll bar. */
  private fadeEdges(sheet: Room): void {
    const { width, height, scrollLeft, scrollTop } = this.sight;
    const right = sheet.width - width - scrollLeft;
    const below = sheet.height - height - scrollTop;
    if (scrollLeft >= HARDLY) this.more(FADE, 0, -FADE, 0);
    if (right >= HARDLY) this.more(width - FADE, 0, FADE, 0);
    if (scrollTop >= HARDLY) this.more(0, FADE, 0, -FADE);
    if (below >= HARDLY) this.more(0, height - FADE, 0, FADE);
  }

  private more(x: number, y: number, across: number, down: number): void {
    this.fade(0.35);
    this.shade(x, y, across, down);
    this.fade(1);
  }

  /** From nothing at (x, y) to the full shade at the edge, `across` and `down` from there. */
  private shade(x: number, y: number, across: number, down: number): void {
    const { pen, sight } = this;
    const gradient = pen.createLinearGradient(x, y, x + across, y + down);
    gradient.addColorStop(0, 'transparent');
    gradient.addColorStop(1, sight.colours.quiet.fill);
    pen.fillStyle = gradient;
    this.filling = '';
    const [width, height] = [across ? FADE : sight.width, down ? FADE : sight.height];
    pen.fillRect(Math.min(x, x + across), Math.min(y, y + down), width, height);
  }
}
