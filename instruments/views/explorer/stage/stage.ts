/** Draws the scene on one canvas, and lays focusable cells over it. */
import { element, wantsStillness } from '../../../site/element.ts';
import type { Beam, Colour, Frame, Grid, GridId } from '../scene/look.ts';
import type { Place } from '../scene/place.ts';
import { arranged, isUpright, scrolled } from './layout.ts';
import type { Block, Layout, Room } from './layout.ts';
import { TITLE_FONT, closeCell, leastCell, letters, tightCell } from './letters.ts';
import { Overlay } from './overlay.ts';
import type { Hit } from './overlay.ts';
import { HARDLY, Painter } from './paint.ts';
import type { Colours, Sight, Type } from './paint.ts';
import { signedTitle, unplaced } from './placed.ts';
import type { Placed } from './placed.ts';
import { FRAME, roomOf, surroundings } from './room.ts';
import type { Surroundings } from './room.ts';
import { Scroller } from './scroller.ts';
import type { Rectangle } from './scroller.ts';

// all in CSS pixels
const TITLE = 22;
const BELOW = 10;
const HEADROOM = 3; // by which titles keep farther from the frame than their line alone would
const EDGE = 4; // at the left and the right
const LEAST = 20; // of a cell
const LEAST_SHARED = 18; // where the picture has a share of the window: better than a last row that is not seen
const EASY = 34; // to read at a glance
const MOST = 48;
const FOLD = 0.6; // of the window's height: what begins above it is to be seen whole when the page opens
const LOWEST = 280; // of the picture, however little of the window is left
const HEADER = 64; // of the page, which covers what is below it
const SCROLL_BAR = 16;
const SHARE = 0.5; // of the window's height, where the picture and what is told of it stay in sight above what is set
const COMFORTABLE = 540; // as high as a picture may be only for the sake of larger cells
const TURN = 700; // ms
const PRINTED = 3; // pixels of the canvas for a CSS pixel, on paper

/** Of docs/theme/partials/explorer.html. */
export interface StageParts {
  view: HTMLElement;
  controls: HTMLElement;
  around: HTMLElement;
  box: HTMLElement;
  sheet: HTMLElement;
  picture: HTMLCanvasElement;
  palette: HTMLElement;
  overlay: HTMLElement;
}

type Framed = Omit<Frame, 'colour'>;

export class Stage {
  private readonly pen: CanvasRenderingContext2D;
  /** Of the canvas that is seen on paper alone; null until then. */
  private paper: CanvasRenderingContext2D | null = null;
  private readonly printing = matchMedia('print');
  /** Of a canvas that is in no page: to ask the seen one how wide a text is would have the page laid out. */
  private readonly ruler: CanvasRenderingContext2D;
  private readonly font: string;
  private readonly overlay: Overlay;
  private readonly scroller: Scroller;
  private grids: Placed[] = [];
  private beam: Beam | null = null;
  private size = 0; // of a cell
  private letters = 0;
  /** For which the grids have their places. */
  private room: Room | null = null;
  private around: Surroundings | null = null;
  /** All that can be scrolled to. */
  private sheet: Room = { width: 0, height: 0 };
  /** … as the page has it. */
  private extent: Room = { width: 0, height: 0 };
  private known: Colours | null = null;
  private turning = 0; // the frame in which the kernel turns on
  /** What was in sight when it was painted last; null where that is no longer what is to be seen. */
  private painted: Sight | null = null;
  /** How wide titles are, in CSS pixels. */
  private readonly widths = new Map<string, number>();
  /** Whether there is too little room for the products: the sum below the picture tells them. */
  private isTerse = false;
  /** Of the box, as it was given last. */
  private tall = 0;
  /** Whether the reader sets something that lies below the picture: it stays under the finger. */
  private isHeld = false;

  constructor(private readonly parts: StageParts) {
    this.pen = penOf(parts.picture, { alpha: false }); // it is painted all over: nothing below it has to be blended in
    this.ruler = penOf(element('canvas'));
    this.font = getComputedStyle(parts.box).fontFamily;
    this.overlay = new Overlay(parts.overlay);
    this.scroller = new Scroller(parts.box, parts.around);
  }

  /** Asks the page for the room that there is, unless it is known; to be called before anything of it changes. */
  measure(): void {
    this.around ??= surroundings(this.parts);
    this.room ??= roomOf(this.parts);
  }

  /** The room for the picture, what stands round it, or its colours may be others from now on. */
  forget(): void {
    this.around = this.room = this.known = this.painted = null;
  }

  /** Puts the grids into their places. @param beam from the input to the canvas @param longest characters in a cell @param anew whether the box takes the height that the grids need */
  show(grids: readonly Grid[], beam: Beam | null, longest: number, anew: boolean): void {
    const { scrollLeft = 0, scrollTop = 0 } = this.painted ?? {};
    this.beam = beam;
    this.painted = null;
    const around = (this.around ??= surroundings(this.parts));
    this.grids = grids.map((grid, index) => unplaced(grid, index, around.isShared));
    const room = (this.room ??= roomOf(this.parts));
    if (anew) this.room = { ...room, height: this.resize(longest, around) };
    this.grids = this.chosen(this.isTerse);
    const { wide, tall } = this.place(longest, this.room);
    this.sheet = { width: wide, height: tall };
    const matrix = this.gridOf('matrix');
    if (matrix && tall > this.room.height) this.standBeside(matrix, this.room.height);
    const isBeyond = scrollLeft + this.room.width > wide || scrollTop + this.room.height > tall;
    if (isBeyond || this.changesBars(this.room)) this.extend();
  }

  /** Whether a scroll bar comes or goes with the sheet's size. */
  private changesBars({ width, height }: Room): boolean {
    const { sheet, extent } = this;
    return sheet.width > width !== extent.width > width || sheet.height > height !== extent.height > height;
  }

  /** The sheet takes its size, which costs a layout. */
  private extend(): void {
    const { style } = this.parts.sheet;
    this.extent = this.sheet;
    const size = `width: ${this.sheet.width}px; height: ${this.sheet.height}px;`;
    if (style.cssText !== size) style.cssText = size;
  }

  /** What may follow the picture in the next frame: how far it can be scrolled, and the buttons that do. */
  settle(): void {
    this.extend();
    if (!this.painted || this.printing.matches) return;
    const titles = this.grids.map((grid) => this.titleAt(grid));
    this.scroller.show(this.painted, this.sheet, titles);
  }

  private chosen(isTerse: boolean): Placed[] {
    return this.grids.filter(({ id }) => !(id === 'products' && isTerse) && !(id === 'sums' && this.around?.isShared));
  }

  /** Whether the picture stays in sight while what is below it moves. */
  get isShared(): boolean {
    return this.around?.isShared ?? false;
  }

  /** Whether the grids have their places for the room that there is now. */
  get isPlaced(): boolean {
    const { width, height } = roomOf(this.parts);
    return this.room?.width === width && this.room.height === height;
  }

  /** Whether what is in sight has been painted. */
  get isPainted(): boolean {
    const { scrollLeft, scrollTop } = this.parts.box;
    return this.painted?.scrollLeft === scrollLeft && this.painted.scrollTop === scrollTop;
  }

  /** Paints what is in sight, unless it has been. */
  draw(): void {
    if (this.isPainted) return;
    const pen = this.printing.matches ? this.penOnPaper() : this.pen;
    const { canvas: picture } = pen;
    const sight = this.sight();
    const [width, height] = [sight.width, sight.height].map((length) => Math.ceil(length * sight.scale));
    if (picture.width !== width || picture.height !== height) {
      Object.assign(picture, { width, height });
      picture.style.cssText = `width: ${sight.width}px; height: ${sight.height}px`;
    }
    new Painter(pen, sight, this.type(this.size, this.letters)).paint(this.grids, this.beam, this.sheet);
    this.painted = sight;
    if (this.printing.matches) return;
    this.room = { width: sight.width, height: sight.height };
  }

  private titleAt(grid: Placed): Rectangle {
    const { left, top, lift } = grid;
    return { left, top: top - lift - TITLE, width: this.widthOf(signedTitle(grid)), height: TITLE };
  }

  /** It draws in ordinary memory: from the graphics card's, which is faster, WebKit prints a black rectangle. */
  private penOnPaper(): CanvasRenderingContext2D {
    if (this.paper) return this.paper;
    const canvas = element('canvas', { ariaHidden: 'true' });
    this.parts.picture.after(canvas);
    return (this.paper = penOf(canvas, { willReadFrequently: true }));
  }

  /** The kernel is seen to turn by half, into how it stands now. */
  turnKernel(): void {
    if (wantsStillness()) return;
    const begun = performance.now();
    const step = (time: number): void => {
      const done = Math.min(Math.max((time - begun) / TURN, 0), 1);
      for (const grid of this.grids) grid.turn = grid.id === 'kernel' ? Math.PI * (1 - done) ** 2 : 0;
      this.painted = null;
      this.draw();
      if (done < 1) this.turning = requestAnimationFrame(step);
    };
    cancelAnimationFrame(this.turning);
    this.turning = requestAnimationFrame(step);
  }

  /** Lays the cells for keyboard and screen reader over the picture, row by row: it may be left off after each. */
  cover(): Generator<void> {
    return this.overlay.cover(this.grids, this.size);
  }

  /** Where the cell is gone that the keyboard was on, it goes on at the nearest. */
  regain(): void {
    this.overlay.regain();
  }

  /** What the target of an event stands for. */
  hit(target: EventTarget | null): Hit | undefined {
    return this.overlay.hit(target);
  }

  /** Whether that place of the sheet, in CSS pixels, is of a block: its title, or what lies behind its front. */
  isBlock(x: number, y: number): boolean {
    const isIn = ({ left, top, lift, wide, rows }: Placed): boolean =>
      x >= left && x < left + wide && y >= top - lift - TITLE && y < top + rows * this.size;
    return this.grids.some((grid) => grid.lift > 0 && isIn(grid));
  }

  /** The box takes that height. */
  heighten(pixels: number): void {
    const grown = pixels - this.tall;
    this.tall = pixels;
    this.parts.around.style.setProperty('--picture', `${pixels + FRAME}px`);
    if (grown && this.isHeld) this.follow(grown);
  }

  /** Scrolls the page by what has grown above that which the reader sets, where the picture stays in sight. */
  follow(grown: number): void {
    if (this.around?.isShared) scrollBy({ top: grown, behavior: 'instant' });
  }

  /** What the reader sets stays under the finger, unless the picture came to lie over it. */
  hold(target: Element, act: () => void): void {
    const before = this.tall;
    this.isHeld = true;
    act();
    this.isHeld = false;
    if (this.tall === before || !this.around?.isShared) return;
    const control = target.closest('.dial') ?? target;
    const over = this.parts.view.getBoundingClientRect().bottom - control.getBoundingClientRect().top;
    if (over > 0) scrollBy({ top: -over, behavior: 'instant' });
  }

  /** No smaller than lets what is below it stay where it is. */
  private keptUnderFinger(height: number): number {
    const isShrinking = this.isHeld && this.around?.isShared && height < this.tall;
    return isShrinking ? Math.max(height, Math.ceil(this.tall - scrollY)) : height;
  }

  /** Scrolls so that the cells which change are seen: those that a frame stands round, else the one of this step. */
  reveal({ part, row, column }: Place): void {
    const one: Framed = { row, column, rows: 1, columns: 1 };
    const changing = (['matrix', 'canvas'] as const).flatMap((id) => this.framed(id));
    const place = changing[0] ?? { grid: this.grids.find(({ id }) => id === part), ...one };
    if (place.grid) this.scrollTo(place.grid, { ...place, ...changing[0]?.filled });
  }

  /** Where the picture is not seen whole while something is set: scrolls it to what comes out, which is what changes. */
  revealResult(): void {
    const result = this.result();
    if (result) this.scrollTo(...result);
  }

  /** … to where a refused setting fails, which is framed last. */
  revealFailure(): void {
    const grid = this.grids.filter(({ frames }) => frames.length > 0).at(-1);
    const frame = grid?.frames.at(-1);
    if (grid && frame && this.isShared) this.scrollTo(grid, frame);
  }

  /** … to the end of what comes out, where `output_padding` adds. */
  revealEnd(): void {
    const result = this.result();
    if (!result) return;
    const [grid, { row, column, rows, columns }] = result;
    this.scrollTo(grid, { row: row + rows - 1, column: column + columns - 1, rows: 1, columns: 1 });
  }

  /** … to a grid that has come, and what stands below it as far as there is room. */
  revealGrid(id: GridId): void {
    const grid = this.gridOf(id);
    if (grid) this.scrollTo(grid, { row: 0, column: 0, rows: Infinity, columns: grid.columns });
  }

  /** … to its beginning, and from there no farther than to a grid that has come: what stands ahead of it is seen where there is room. */
  revealFirst(id: GridId): void {
    const grid = this.gridOf(id);
    this.scroller.to(0, 0);
    if (grid) this.scrollTo(grid, { row: 0, column: 0, rows: grid.rows, columns: grid.columns });
  }

  /** … to where it begins, as another size has all of it in other places; what the reader has scrolled to by hand stays. */
  revealBeginning(): void {
    if (!this.scroller.isByHand) this.scroller.to(0, 0);
  }

  /** What comes out, and which part of its grid, where the picture has only a share of the window. */
  private result(): [Placed, Framed] | undefined {
    const grid = this.gridOf('matrix') ?? this.gridOf('canvas'); // a matrix is read from its beginning
    if (!grid || !this.around?.isShared) return undefined;
    const { rows, columns, frames } = grid;
    return [grid, frames.find(({ colour }) => colour === 'ink') ?? { row: 0, column: 0, rows, columns }];
  }

  /** Scrolls the page so that the picture is seen, and the controls beside it from their first line. */
  arrive(): void {
    const { view, controls } = this.parts;
    const { isShared } = (this.around ??= surroundings(this.parts));
    (isShared ? view : controls).scrollIntoView({ behavior: 'instant' });
  }

  private scrollTo({ left, top, lift }: Placed, place: Framed): void {
    const { box } = this.parts;
    const above = place.row ? BELOW : TITLE + lift; // its title, too
    const near = (now: number, span: number, start: number, length: number, before = BELOW): number => {
      const end = start + Math.min(length, span - before - BELOW) + BELOW;
      const at = Math.min(start - before, Math.max(now, end - span));
      return at < HARDLY ? 0 : at;
    };
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = box;
    const x = near(scrollLeft, clientWidth, left + place.column * this.size, place.columns * this.size);
    const y = near(scrollTop, clientHeight, top + place.row * this.size, place.rows * this.size, above);
    if (x + clientWidth > this.extent.width || y + clientHeight > this.extent.height) this.extend();
    const within = (at: number, sheet: number, span: number): number => Math.min(at, Math.max(sheet - span, 0));
    this.scroller.to(within(x, this.sheet.width, clientWidth), within(y, this.sheet.height, clientHeight));
  }

  private gridOf(id: GridId): Placed | undefined {
    return this.grids.find((one) => one.id === id);
  }

  /** Of a grid what is framed, but for the result as a whole. */
  private framed(id: GridId): (Framed & { grid: Placed })[] {
    const grid = this.gridOf(id);
    return grid ? grid.frames.filter(({ colour }) => colour !== 'ink').map((frame) => ({ grid, ...frame })) : [];
  }

  /** A grid small and alone, without title and numbers. */
  miniature(picture: HTMLCanvasElement, grid: Grid): void {
    const pen = picture.getContext('2d', { willReadFrequently: true });
    const { clientWidth: width, clientHeight: height } = picture;
    if (!pen || !width) return;
    Object.assign(picture, { width: width * devicePixelRatio, height: height * devicePixelRatio });
    const size = Math.floor(Math.min((width - FRAME) / grid.columns, (height - FRAME) / grid.rows));
    const left = Math.floor((width - grid.columns * size) / 2);
    const top = Math.floor((height - grid.rows * size) / 2);
    const sight = { width, height, scrollLeft: 0, scrollTop: 0, scale: devicePixelRatio, colours: this.colours() };
    const placed = { ...unplaced(grid, 0), left, top };
    new Painter(pen, sight, this.type(size, 1)).paintAlone(placed);
  }

  /** Finds the largest cells with which everything fits, and puts each grid in its place; gives the sheet's size, and what of it is needed. */
  private place(longest: number, room: Room, grids = this.grids): { needed: Room; wide: number; tall: number } {
    const width = Math.max(room.width - 2 * EDGE, 0); // it has none while the page is left
    const found = this.fitted(longest, { width, height: room.height }, grids);
    found.put(EDGE + Math.max(width - found.wide, 0) / 2, Math.max(room.height - found.tall, 0) / 2 + HEADROOM);
    this.letters = letters(this.size, longest);
    const first = Math.min(...grids.map(({ top, lift }) => top - lift));
    for (const grid of grids) grid.isFirst = grid.begins && grid.top - grid.lift === first;
    const needed = { width: found.wide + 2 * EDGE, height: found.tall };
    return { needed, wide: Math.max(needed.width, width + 2 * EDGE), tall: Math.max(found.tall, room.height) };
  }

  private fitted(longest: number, room: Room, grids: readonly Placed[]): Layout {
    const { width, height } = room;
    const isShared = this.around?.isShared ?? false;
    const least = isShared ? Math.max(LEAST_SHARED, closeCell(longest)) : Math.max(LEAST, leastCell(longest));
    const tight = Math.max(isShared ? LEAST_SHARED : LEAST, tightCell(longest)); // better than columns that are not seen
    const titles = grids.map((grid) => {
      const written = (heading: string): number => this.widthOf(signedTitle({ ...grid, begins: true, heading }));
      return Math.max(written(grid.heading), written(grid.reservedHeading));
    });
    const cells = grids.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
    const largest = Math.min(MOST, 2 * Math.floor(Math.sqrt((width * height) / cells) / 2));
    const layouts = (): { blocks: Block[]; fitting: Layout[]; inLine: Layout | undefined } => {
      const blocks = grids.map((grid, index) => this.block(grid, titles[index] ?? 0));
      const fits = ({ wide, tall }: Layout): boolean => wide <= width && tall <= height;
      const all = arranged(blocks, room);
      return { blocks, fitting: all.filter(fits), inLine: all.slice(0, 1).find(fits) };
    };
    // one line is clearer than larger cells in two; and of several channels, what they come to beside all of them
    const hasPlanes = grids.some(({ plane = 0 }) => plane > 0);
    for (this.size = largest; this.size >= (hasPlanes ? least : EASY); this.size -= 2) {
      const { inLine } = layouts();
      if (inLine) return inLine;
    }
    for (this.size = Math.max(largest, least); this.size >= tight; this.size -= this.size >= least + 2 ? 2 : 1) {
      const { fitting } = layouts();
      if (fitting[0]) return fitting[0];
    }
    // to be scrolled in one direction is better than in both
    for (this.size = least; this.size >= tight; this.size -= 1) {
      const { blocks } = layouts();
      const found = scrolled(blocks, room);
      if (isUpright(found, blocks, width)) return found;
    }
    this.size = least;
    return scrolled(layouts().blocks, room);
  }

  /** Beside a matrix that is higher than the picture what is lower stands where the matrix is looked at. */
  private standBeside(matrix: Placed, height: number): void {
    const frame = matrix.frames.find(({ colour }) => colour !== 'ink');
    const { row, rows } = frame?.filled ?? frame ?? { row: 0, rows: matrix.rows };
    const seen = Math.min(rows, Math.floor((height - TITLE - BELOW) / this.size));
    const middle = matrix.top + Math.round((row + seen / 2) * this.size);
    for (const grid of this.grids) {
      const free = (matrix.rows - grid.rows) * this.size;
      if (grid.top < matrix.top) continue; // it stands above it
      const shift = middle - matrix.top - Math.round((grid.rows * this.size) / 2);
      grid.top = matrix.top + Math.min(Math.max(shift, 0), free);
      grid.signTop = middle;
    }
  }

  private type(size: number, letters: number): Type {
    return { size, letters, font: this.font };
  }

  private widthOf(title: string): number {
    const known = this.widths.get(title);
    if (known !== undefined) return known;
    this.ruler.font = `${TITLE_FONT}px ${this.font}`;
    const { width } = this.ruler.measureText(title);
    this.widths.set(title, width);
    return width;
  }

  private block(grid: Placed, title: number): Block {
    grid.wide = Math.max(grid.columns * this.size + grid.lift, title) + 2;
    return {
      id: grid.id,
      plane: grid.plane ?? 0,
      wide: grid.wide,
      tall: TITLE + grid.lift + grid.rows * this.size + BELOW,
      put: (x, y, begins) => Object.assign(grid, { left: x + 1, top: y + TITLE + grid.lift, begins }),
    };
  }

  /**
   * The box is as high as the picture of these numbers: with what stands above and below it, it fits the window; where the
   * cells would be too small to read, without the one, or without both. While the reader walks through it, it keeps its height.
   */
  private resize(longest: number, { isShared, window, beside, top, head, width, least }: Surroundings): number {
    // what stands above the picture covers a part of the window, unless that is far down the page
    const above = top < FOLD * window ? top : HEADER;
    const whole = window - HEADER - head;
    const first = Math.max(window - above - beside, LOWEST);
    const rooms = isShared ? [SHARE * window - beside] : [first, whole - beside];
    const most = isShared ? SHARE * window - beside : whole;
    let needed = { width, height: 0 };
    const tries = (isShared ? [true] : [false, true]).flatMap((isTerse) => rooms.map((room) => ({ isTerse, room })));
    for (const { isTerse, room } of tries) {
      const height = Math.max(Math.min(room, COMFORTABLE, 1.2 * width), 0);
      this.isTerse = isTerse;
      ({ needed } = this.place(longest, { width, height }, this.chosen(isTerse)));
      if (needed.height <= height) break;
    }
    const wanted = Math.ceil(Math.min(needed.height + (needed.width > width ? SCROLL_BAR : 0), most));
    const height = Math.max(this.keptUnderFinger(wanted), least);
    this.heighten(height);
    return height;
  }

  /** What is in sight, and the colours of figures.css and site.css in the scheme that applies. On paper that is all, and sharp. */
  private sight(): Sight {
    const colours = this.colours();
    if (this.printing.matches) return { ...this.sheet, scrollLeft: 0, scrollTop: 0, scale: PRINTED, colours };
    const { clientWidth: width, clientHeight: height, scrollLeft, scrollTop } = this.parts.box;
    return { width, height, scrollLeft, scrollTop, scale: devicePixelRatio, colours };
  }

  private colours(): Colours {
    return (this.known ??= Object.fromEntries(
      [...this.parts.palette.children].map((sample) => {
        const { fill, stroke } = getComputedStyle(sample);
        return [(sample as HTMLElement).dataset['name'] as Colour, { fill, stroke }];
      }),
    ) as Colours);
  }
}

function penOf(canvas: HTMLCanvasElement, options?: CanvasRenderingContext2DSettings): CanvasRenderingContext2D {
  const pen = canvas.getContext('2d', options);
  if (!pen) throw new Error('the browser gives no 2D canvas');
  return pen;
}
