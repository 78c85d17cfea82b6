/** Draws the scene on one canvas, and lays focusable cells over it. */
import type { Beam, Colour, Frame, Grid, GridId } from '../scene/look.ts';
import type { Place } from '../scene/place.ts';
import { arranged, scrolled } from './layout.ts';
import type { Block, Layout, Room } from './layout.ts';
import { leastCell, letters } from './letters.ts';
import { Overlay } from './overlay.ts';
import type { Hit } from './overlay.ts';
import { Painter } from './paint.ts';
import type { Colours, Sight } from './paint.ts';
import { signedTitle, unplaced } from './placed.ts';
import type { Placed } from './placed.ts';

// all in CSS pixels
const TITLE = 22;
const BELOW = 10;
const EDGE = 4; // at the left and the right
const LEAST = 20; // of a cell
const EASY = 34; // to read at a glance
const MOST = 48;
const FOLD = 0.6; // of the window's height: what begins above it is to be seen whole when the page opens
const LOWEST = 280; // of the picture, however little of the window is left
const HEADER = 64; // of the page, which covers what is below it
const SCROLL_BAR = 16;
const SHARE = 0.45; // of the window's height, where the picture stays in sight above what is set
const COMFORTABLE = 540; // as high as a picture may be only for the sake of larger cells
const FRAME = 2;

/** Of docs/theme/partials/explorer.html. */
export interface StageParts {
  view: HTMLElement;
  controls: HTMLElement;
  refusal: HTMLElement;
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
  private readonly font: string;
  private readonly overlay: Overlay;
  private grids: Placed[] = [];
  private beam: Beam | null = null;
  private size = 0; // of a cell
  private letters = 0;
  /** Whether it stays in sight while what is below it moves, and so has only a share of the window. */
  private isShared = false;
  /** Whether there is too little room for the products: the sum below the picture tells them. */
  private isTerse = false;

  constructor(private readonly parts: StageParts) {
    // kept in ordinary memory: from the graphics card's, WebKit prints a black rectangle
    const pen = parts.picture.getContext('2d', { willReadFrequently: true });
    if (!pen) throw new Error('the browser gives no 2D canvas');
    this.pen = pen;
    this.font = getComputedStyle(parts.box).fontFamily;
    this.overlay = new Overlay(parts.overlay);
  }

  /** @param beam from the input to the canvas @param longest characters in a cell @param anew whether the box takes the height that the grids need */
  show(grids: readonly Grid[], beam: Beam | null, longest: number, anew: boolean): void {
    this.beam = beam;
    // asked once for each picture: the style is worked out anew where something has changed since
    this.isShared = getComputedStyle(this.parts.view).position === 'sticky';
    this.grids = grids.map(unplaced);
    if (anew) this.resize(longest);
    this.grids = this.chosen(this.isTerse);
    const sight = this.sight();
    this.place(longest, sight);
    this.draw(sight);
  }

  private chosen(isTerse: boolean): Placed[] {
    return this.grids.filter(({ id }) => id !== 'products' || !isTerse);
  }

  /** Paints what is in sight. */
  draw(sight: Sight = this.sight()): void {
    const { picture, sheet } = this.parts;
    const [width, height] = [sight.width, sight.height].map((length) => Math.ceil(length * devicePixelRatio));
    if (picture.width !== width || picture.height !== height) {
      Object.assign(picture, { width, height });
      picture.style.cssText = `width: ${sight.width}px; height: ${sight.height}px`;
    }
    new Painter(this.pen, sight, { size: this.size, letters: this.letters, font: this.font }).paint(
      this.grids,
      this.beam,
      sheet,
    );
  }

  /** Lays the cells for keyboard and screen reader over the picture. */
  cover(): void {
    this.overlay.cover(this.grids, this.size);
  }

  /** What the target of an event stands for. */
  hit(target: EventTarget | null): Hit | undefined {
    return this.overlay.hit(target);
  }

  /** The box takes that height. */
  heighten(pixels: number): void {
    this.parts.around.style.setProperty('--picture', `${Math.ceil(pixels) + FRAME}px`);
  }

  /** Scrolls so that the cells which change are seen: those that a frame stands round, else the one of this step. */
  reveal({ part, row, column }: Place): void {
    const one: Framed = { row, column, rows: 1, columns: 1 };
    const changing = (['matrix', 'canvas'] as const).flatMap((id) => this.framed(id));
    const place = changing[0] ?? { grid: this.grids.find(({ id }) => id === part), ...one };
    if (place.grid) this.scrollTo(place.grid, place);
  }

  /** Where the picture is not seen whole while something is set: scrolls to what comes out, which is what changes. */
  revealResult(): void {
    const grid = this.grids.find(({ id }) => id === 'canvas');
    if (!grid || !this.isShared) return;
    const { rows, columns, frames } = grid;
    this.scrollTo(grid, frames.find(({ colour }) => colour === 'ink') ?? { row: 0, column: 0, rows, columns });
  }

  /** Scrolls the page so that the picture is seen, and the controls beside it from their first line. */
  arrive(): void {
    const { view, controls } = this.parts;
    (this.isShared ? view : controls).scrollIntoView({ behavior: 'instant' });
  }

  private scrollTo({ left, top }: Placed, place: Framed): void {
    const { box } = this.parts;
    const near = (now: number, span: number, start: number, length: number): number =>
      Math.min(start - BELOW, Math.max(now, start + Math.min(length, span - 2 * BELOW) + BELOW - span));
    box.scrollTo(
      near(box.scrollLeft, box.clientWidth, left + place.column * this.size, place.columns * this.size),
      near(box.scrollTop, box.clientHeight, top + place.row * this.size, place.rows * this.size),
    );
  }

  /** Of a grid what is framed, but for the result as a whole. */
  private framed(id: GridId): (Framed & { grid: Placed })[] {
    const grid = this.grids.find((one) => one.id === id);
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
    const sight = { width, height, scrollLeft: 0, scrollTop: 0, colours: this.colours() };
    const placed = { ...unplaced(grid, 0), left, top };
    new Painter(pen, sight, { size, letters: 1, font: this.font }).paintAlone(placed);
  }

  /** Finds the largest cells with which everything fits, and puts each grid in its place; gives the picture's size. */
  private place(longest: number, room: Room, grids = this.grids): Room {
    const { sheet } = this.parts;
    const width = Math.max(room.width - 2 * EDGE, 0); // it has none while the page is left
    const found = this.fitted(longest, { width, height: room.height }, grids);
    found.put(EDGE + Math.max(width - found.wide, 0) / 2, Math.max(room.height - found.tall, 0) / 2);
    const [wide, tall] = [Math.max(found.wide, width) + 2 * EDGE, Math.max(found.tall, room.height)];
    sheet.style.cssText = `width: ${wide}px; height: ${tall}px`;
    this.letters = letters(this.size, longest);
    return { width: found.wide + 2 * EDGE, height: found.tall };
  }

  private fitted(longest: number, room: Room, grids: readonly Placed[]): Layout {
    const { width, height } = room;
    const least = Math.max(LEAST, leastCell(longest));
    this.pen.font = `12px ${this.font}`;
    const written = (grid: Placed): number => this.pen.measureText(signedTitle({ ...grid, begins: true })).width;
    const titles = grids.map((grid) =>
      Math.max(written(grid), written({ ...grid, title: grid.reserved ?? grid.title })),
    );
    const cells = grids.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
    const largest = Math.min(MOST, 2 * Math.floor(Math.sqrt((width * height) / cells) / 2));
    const layouts = (): { blocks: Block[]; fitting: Layout[]; inLine: Layout | undefined } => {
      const blocks = grids.map((grid, index) => this.block(grid, titles[index] ?? 0));
      const fits = ({ wide, tall }: Layout): boolean => wide <= width && tall <= height;
      const all = arranged(blocks, room);
      return { blocks, fitting: all.filter(fits), inLine: all.slice(0, 1).find(fits) };
    };
    // one line is clearer than larger cells in two; and of several channels, what they come to beside all of them
    const isDeep = grids.some(({ plane = 0 }) => plane > 0);
    for (this.size = largest; this.size >= (isDeep ? least : EASY); this.size -= 2) {
      const { inLine } = layouts();
      if (inLine) return inLine;
    }
    for (this.size = Math.max(largest, least); ; this.size -= 2) {
      const { blocks, fitting } = layouts();
      if (fitting[0]) return fitting[0];
      if (this.size >= least + 2) continue;
      const cut = scrolled(blocks, room);
      if (cut) return cut;
    }
  }

  private block(grid: Placed, title: number): Block {
    grid.wide = Math.max(grid.columns * this.size, title) + 2;
    return {
      id: grid.id,
      plane: grid.plane ?? 0,
      wide: grid.wide,
      tall: TITLE + grid.rows * this.size + BELOW,
      put: (x, y, begins) => Object.assign(grid, { left: x + 1, top: y + TITLE, begins }),
    };
  }

  /**
   * The box is as high as the picture of these numbers: with what stands above and below it, it fits the window; where the
   * cells would be too small to read, without the one, or without both. While the reader walks through it, it keeps its height.
   */
  private resize(longest: number): void {
    const { view, around, refusal } = this.parts;
    const { clientHeight } = document.documentElement;
    const beside = view.offsetHeight - around.offsetHeight + (this.isShared ? 0 : refusal.offsetHeight);
    const width = around.clientWidth;
    const whole = clientHeight - HEADER - this.head();
    const first = Math.max(clientHeight - this.above() - beside, LOWEST);
    const rooms = this.isShared ? [SHARE * clientHeight - beside] : [first, whole - beside];
    const most = this.isShared ? SHARE * clientHeight - beside : whole;
    let needed = { width, height: 0 };
    const tries = (this.isShared ? [true] : [false, true]).flatMap((isTerse) =>
      rooms.map((room) => ({ isTerse, room })),
    );
    for (const { isTerse, room } of tries) {
      const height = Math.max(Math.min(room, COMFORTABLE, 1.2 * width), 0);
      this.isTerse = isTerse;
      needed = this.place(longest, { width, height }, this.chosen(isTerse));
      if (needed.height <= height) break;
    }
    this.heighten(Math.min(needed.height + (needed.width > width ? SCROLL_BAR : 0), most));
  }

  /** How much lower than the controls the picture begins, where it stands beside them. */
  private head(): number {
    const { view, controls } = this.parts;
    const [top, first] = [view, controls].map((part) => part.getBoundingClientRect().top);
    return this.isShared ? 0 : Math.max((top ?? 0) - (first ?? 0), 0);
  }

  /** What of the window's height is covered: what stands above the picture, unless that is far down the page. */
  private above(): number {
    const { view } = this.parts;
    const top = view.getBoundingClientRect().top + scrollY;
    return top < FOLD * document.documentElement.clientHeight ? top : HEADER;
  }

  /** What is in sight, and the colours of figures.css and site.css in the scheme that applies. */
  private sight(): Sight {
    const { clientWidth: width, clientHeight: height, scrollLeft, scrollTop } = this.parts.box;
    return { width, height, scrollLeft, scrollTop, colours: this.colours() };
  }

  private colours(): Colours {
    return Object.fromEntries(
      [...this.parts.palette.children].map((sample) => {
        const { fill, stroke } = getComputedStyle(sample);
        return [(sample as HTMLElement).dataset['name'] as Colour, { fill, stroke }];
      }),
    ) as Colours;
  }
}
