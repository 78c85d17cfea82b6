/** Draws the scene on one canvas, and lays focusable cells over it. */
import type { Colour, Grid } from '../scene/look.ts';
import type { Place } from '../scene/place.ts';
import { arranged, widest } from './layout.ts';
import type { Block, Layout } from './layout.ts';
import { Overlay } from './overlay.ts';
import type { Hit } from './overlay.ts';
import { Painter } from './paint.ts';
import type { Colours, Sight } from './paint.ts';
import { signedTitle, unplaced } from './placed.ts';
import type { Placed } from './placed.ts';

// all in CSS pixels
const TITLE = 22;
const BELOW = 10;
const EDGE = 8; // at the left and the right
const LEAST = 20; // of a cell
const MOST = 48;
const HEADER = 60; // of the page, which covers what is below it
const SCROLL_BAR = 16;
const COMFORTABLE = 540; // as high as a picture may be only for the sake of larger cells
const FRAME = 2;
const LETTER = { least: 11, most: 17, ofCell: 0.4, width: 0.58 }; // a digit is so wide, of its height

/** Of docs/theme/partials/explorer.html. */
export interface StageParts {
  view: HTMLElement;
  around: HTMLElement;
  box: HTMLElement;
  sheet: HTMLElement;
  picture: HTMLCanvasElement;
  palette: HTMLElement;
  overlay: HTMLElement;
}

interface Room {
  width: number;
  height: number;
}

export class Stage {
  private readonly pen: CanvasRenderingContext2D;
  private readonly font: string;
  private readonly overlay: Overlay;
  private grids: Placed[] = [];
  private size = 0; // of a cell
  private letters = 0;

  constructor(private readonly parts: StageParts) {
    // kept in ordinary memory: from the graphics card's, WebKit prints a black rectangle
    const pen = parts.picture.getContext('2d', { willReadFrequently: true });
    if (!pen) throw new Error('the browser gives no 2D canvas');
    this.pen = pen;
    this.font = getComputedStyle(parts.box).fontFamily;
    this.overlay = new Overlay(parts.overlay);
  }

  /** @param longest characters in a cell @param anew whether the box takes the height that the grids need */
  show(grids: readonly Grid[], longest: number, anew: boolean): void {
    this.grids = grids.map(unplaced);
    if (anew) this.resize(longest);
    const sight = this.sight();
    this.place(longest, sight);
    this.draw(sight);
  }

  /** Paints what is in sight. */
  draw(sight: Sight = this.sight()): void {
    const { picture, sheet } = this.parts;
    const [width, height] = [sight.width, sight.height].map((length) => Math.ceil(length * devicePixelRatio));
    if (picture.width !== width || picture.height !== height) {
      Object.assign(picture, { width, height });
      picture.style.cssText = `width: ${sight.width}px; height: ${sight.height}px`;
    }
    new Painter(this.pen, sight, { size: this.size, letters: this.letters, font: this.font }).paint(this.grids, sheet);
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
    this.parts.view.style.setProperty('--picture', `${Math.ceil(pixels) + FRAME}px`);
  }

  /** Scrolls so that a cell is seen. */
  reveal({ part, row, column }: Place): void {
    const { box } = this.parts;
    const grid = this.grids.find(({ id }) => id === part);
    if (!grid) return;
    const near = (now: number, span: number, start: number): number =>
      Math.min(start, Math.max(now, start + this.size - span));
    box.scrollTo(
      near(box.scrollLeft, box.clientWidth, grid.left + column * this.size),
      near(box.scrollTop, box.clientHeight, grid.top + row * this.size),
    );
  }

  /** Finds the largest cells with which everything fits, and puts each grid in its place; gives the picture's size. */
  private place(longest: number, room: Room): Room {
    const { sheet } = this.parts;
    const width = Math.max(room.width - 2 * EDGE, 0); // it has none while the page is left
    const found = this.fitted(longest, { width, height: room.height });
    found.put(EDGE + Math.max(width - found.wide, 0) / 2, Math.max(room.height - found.tall, 0) / 2);
    const [wide, tall] = [Math.max(found.wide, width) + 2 * EDGE, Math.max(found.tall, room.height)];
    sheet.style.cssText = `width: ${wide}px; height: ${tall}px`;
    const wanted = Math.max(this.size * LETTER.ofCell, LETTER.least);
    this.letters = Math.min(wanted, LETTER.most, (this.size - 3) / (longest * LETTER.width));
    return { width: found.wide + 2 * EDGE, height: found.tall };
  }

  private fitted(longest: number, { width, height }: Room): Layout {
    const least = Math.max(LEAST, Math.ceil(longest * 6.4 + 4));
    this.pen.font = `12px ${this.font}`;
    const titles = this.grids.map((grid) => this.pen.measureText(signedTitle({ ...grid, begins: true })).width);
    const cells = this.grids.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
    const largest = Math.min(MOST, 2 * Math.floor(Math.sqrt((width * height) / cells) / 2));
    for (this.size = Math.max(largest, least); ; this.size -= 2) {
      const blocks = this.grids.map((grid, index) => this.block(grid, titles[index] ?? 0));
      const found = arranged(blocks, width).find(({ wide, tall }) => wide <= width && tall <= height);
      if (found) return found;
      const scrolled = this.size < least + 2 ? arranged(blocks, Math.max(width, widest(blocks))).at(-1) : undefined;
      if (scrolled) return scrolled;
    }
  }

  private block(grid: Placed, title: number): Block {
    grid.wide = Math.max(grid.columns * this.size, title) + 2;
    return {
      id: grid.id,
      wide: grid.wide,
      tall: TITLE + grid.rows * this.size + BELOW,
      put: (x, y, begins) => Object.assign(grid, { left: x + 1, top: y + TITLE, begins }),
    };
  }

  /**
   * The box is as high as the picture of these numbers: with what is said of it below, it fits the window, or, where the
   * cells would be too small to read, without. While the reader walks through it the box keeps its height.
   */
  private resize(longest: number): void {
    const { view, around } = this.parts;
    const window = document.documentElement.clientHeight - HEADER;
    const beside = view.offsetHeight - around.offsetHeight;
    const width = around.clientWidth;
    const height = Math.max(Math.min(window - beside, COMFORTABLE, 1.2 * width), 0);
    const needed = this.place(longest, { width, height });
    this.heighten(Math.min(needed.height + (needed.width > width ? SCROLL_BAR : 0), window));
  }

  /** What is in sight, and the colours of figures.css and site.css in the scheme that applies. */
  private sight(): Sight {
    const { box, palette } = this.parts;
    const { clientWidth: width, clientHeight: height, scrollLeft, scrollTop } = box;
    const colours = Object.fromEntries(
      [...palette.children].map((sample) => {
        const { fill, stroke } = getComputedStyle(sample);
        return [(sample as HTMLElement).dataset['name'] as Colour, { fill, stroke }];
      }),
    ) as Colours;
    return { width, height, scrollLeft, scrollTop, colours };
  }
}
