/** Paints what is in sight of the grids on the canvas. */
import { range } from '../../../arithmetic/index.ts';
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
const CLEAR = 8; // CSS pixels about letters, where no edge of light runs: no wider than a grid's title is high
const BEAM = { fill: 0.08, line: 0.6 }; // of full strength

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
  x: number;
  y: number;
}

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
    if (beam) this.light(cones(beam, grids, this.type.size), grids, beam.colour);
    for (const grid of grids) this.grid(grid, beam !== null);
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    this.fadeEdges(sheet);
  }

  /** Cones of light below the grids, from what is looked at to what it leads to. Their edges alone stop at words and signs: no box is cut out of the light. */
  private light(all: readonly (readonly Corner[])[], grids: readonly Placed[], colour: Colour): void {
    const { sight } = this;
    for (const corners of all) {
      this.outline(corners);
      this.fade(BEAM.line);
      this.stroke(colour, 1.2);
    }
    this.fade(1);
    for (const grid of grids) this.clear(grid);
    for (const corners of all) {
      this.outline(corners);
      this.fillWith(sight.colours[colour].stroke, BEAM.fill);
      this.pen.fill();
    }
    this.pen.beginPath();
    this.fade(1);
  }

  private outline(corners: readonly Corner[]): void {
    this.pen.beginPath();
    for (const [x, y] of corners) this.pen.lineTo(x, y);
    this.pen.closePath();
  }

  /** Paper about the letters of a title and on a disc below a sign. */
  private clear(grid: Placed): void {
    const { pen, sight } = this;
    this.writeTitles();
    pen.strokeStyle = sight.colours.paper.fill;
    pen.lineWidth = CLEAR;
    pen.lineJoin = 'round';
    pen.strokeText(signedTitle(grid), grid.left, titleAt(grid));
    pen.lineJoin = 'miter';
    if (!isBetween(grid)) return;
    const [x, y] = this.signAt(grid);
    this.write('paper');
    pen.beginPath();
    pen.arc(x, y, GAP / 2 - 2, 0, 2 * Math.PI);
    pen.fill();
  }

  /** The grid without its title, on a canvas of its own. */
  paintAlone(grid: Placed): void {
    const { scale } = this.sight;
    this.pen.setTransform(scale, 0, 0, scale, 0, 0);
    this.pen.clearRect(0, 0, this.sight.width, this.sight.height);
    this.cells(grid);
  }

  private grid(grid: Placed, isLit: boolean): void {
    this.title(grid);
    this.sheets(grid, isLit);
    this.turned(grid);
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
    this.fills(seen);
    this.numbers(seen);
    this.frames(grid);
    this.pen.lineJoin = 'miter'; // those of halos are round
  }

  private inSight({ left, top, rows, columns, look }: Placed): Seen[] {
    const { size } = this.type;
    const { width, height, scrollLeft, scrollTop } = this.sight;
    const within = (count: number, from: number, start: number, span: number): number[] =>
      range(count).filter((index) => from + (index + 1) * size > start && from + index * size < start + span);
    const across = within(columns, left, scrollLeft, width);
    return within(rows, top, scrollTop, height).flatMap((row) =>
      across.flatMap((column) => {
        const found = look(row, column);
        return found ? [{ look: found, x: left + column * size, y: top + row * size }] : [];
      }),
    );
  }

  private title(grid: Placed): void {
    const { pen, type } = this;
    this.writeTitles();
    this.write('quiet');
    pen.fillText(signedTitle(grid), grid.left, titleAt(grid));
    if (!isBetween(grid)) return;
    pen.font = `${SIGN_FONT}px ${type.font}`;
    pen.textAlign = 'center';
    pen.fillText(grid.sign ?? '', ...this.signAt(grid));
  }

  private writeTitles(): void {
    this.pen.font = `${TITLE_FONT}px ${this.type.font}`;
    this.pen.textAlign = 'left';
  }

  /** The middle of the sign in the gap before a grid. */
  private signAt({ left, top, rows }: Placed): [number, number] {
    return [left - GAP / 2 - 1, top + (rows * this.type.size) / 2];
  }

  /** What lies behind the cells: of a block the other channels, the farthest first. */
  private sheets({ left, top, lift, behind = 0, rows, columns }: Placed, isLit: boolean): void {
    const { pen, type } = this;
    pen.beginPath();
    for (let place = behind; place > 0; place--) {
      const shift = (lift * place) / behind;
      const [x, y, width, height] = [left + shift, top - shift, columns * type.size, rows * type.size];
      this.block('shade', 1, x, y, width, height);
      pen.rect(x, y, width, height);
      this.stroke('quiet', 1);
    }
    // the light from another grid does not run through the numbers either
    if (isLit || behind) this.block('paper', 1, left, top, columns * type.size, rows * type.size);
  }

  private fills(seen: readonly Seen[]): void {
    const { pen } = this;
    for (const cell of seen) this.fill(cell);
    this.fade(1);
    this.lines(seen);
    pen.beginPath();
    for (const cell of seen) if (cell.look.hatch) this.hatch(cell);
    this.stroke('line', LINE);
  }

  /** Round each cell; filled and not stroked, for a path of so many lines would take a slow phone a third of its frame. */
  private lines(seen: readonly Seen[]): void {
    const { pen, sight } = this;
    this.fillWith(sight.colours.line.stroke, 1);
    for (const { x, y, rows, columns } of this.rectangles(seen)) {
      const [wide, tall] = [columns * this.type.size + LINE, rows * this.type.size + LINE];
      const [left, top] = [x - LINE / 2, y - LINE / 2];
      for (let row = 0; row <= rows; row++) pen.fillRect(left, top + row * this.type.size, wide, LINE);
      for (let column = 0; column <= columns; column++) pen.fillRect(left + column * this.type.size, top, LINE, tall);
    }
  }

  /** The cells as one rectangle, or where some are missing each by itself. */
  private rectangles(seen: readonly Seen[]): { x: number; y: number; rows: number; columns: number }[] {
    const [first, last] = [seen[0], seen.at(-1)];
    if (!first || !last) return [];
    const [columns, rows] = [last.x - first.x, last.y - first.y].map(
      (length) => Math.round(length / this.type.size) + 1,
    );
    if (rows && columns && rows * columns === seen.length) return [{ x: first.x, y: first.y, rows, columns }];
    return seen.map(({ x, y }) => ({ x, y, rows: 1, columns: 1 }));
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

  private hatch({ x, y }: Seen): void {
    const { size } = this.type;
    for (let shift = size / 4; shift < size * 2; shift += size / 4) {
      const near = Math.max(shift - size, 0);
      const far = Math.min(shift, size);
      this.pen.moveTo(x + near, y + shift - near);
      this.pen.lineTo(x + far, y + shift - far);
    }
  }

  private numbers(seen: readonly Seen[]): void {
    const { pen, type } = this;
    pen.font = `${type.letters}px ${type.font}`;
    pen.textAlign = 'center';
    const isRoomy = type.size >= CORNER.room * type.letters;
    for (const { look, x, y } of seen) {
      this.write(look.quiet ? 'quiet' : 'ink');
      if (isSeamed(look)) this.halo(look.text, x + type.size / 2, y + type.size / 2 + 1);
      const lifted = look.over !== undefined && isRoomy ? type.letters / 3 : 0;
      if (look.text) pen.fillText(look.text, x + type.size / 2, y + type.size / 2 + 1 - lifted);
      if (look.mark) pen.rect(x + 1.5, y + 1.5, type.size - 3, type.size - 3);
    }
    this.stroke('focus', 1.5);
    if (isRoomy) this.over(seen);
  }

  /** What a number on the seam of two colours is read by. */
  private halo(text: string, x: number, y: number): void {
    const { pen, sight } = this;
    this.fade(HALO.share);
    pen.strokeStyle = sight.colours.paper.fill;
    pen.lineWidth = HALO.width;
    pen.lineJoin = 'round';
    pen.strokeText(text, x, y);
    this.fade(1);
  }

  /** The numbers of the kernel over those of the window. */
  private over(seen: readonly Seen[]): void {
    const { pen, type } = this;
    pen.font = `${type.letters * CORNER.letters}px ${type.font}`;
    pen.textAlign = 'right';
    pen.textBaseline = 'alphabetic';
    this.write('ink'); // the red of the frame would be hard to read on orange
    const end = type.size - CORNER.inset;
    for (const { look, x, y } of seen)
      if (look.over !== undefined) pen.fillText(`×${look.over}`, x + end - 1, y + end - 1);
    pen.textBaseline = 'middle';
  }

  private frames({ left, top, frames }: Placed): void {
    const { size } = this.type;
    for (const { row, column, rows, columns, colour } of frames) {
      this.pen.rect(left + column * size, top + row * size, columns * size, rows * size);
      this.stroke(colour, colour === 'ink' ? 2 : 2.6);
    }
  }

  private stroke(colour: Colour, width: number): void {
    const { pen, sight } = this;
    pen.strokeStyle = sight.colours[colour].stroke;
    pen.lineWidth = width;
    pen.stroke();
    pen.beginPath();
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
