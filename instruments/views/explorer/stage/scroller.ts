/** Where the box of the picture is scrolled to, by whom, and the buttons that scroll it by a finger's tap. */
import { element, put, wantsStillness } from '../../../site/element.ts';
import type { Room } from './layout.ts';
import { HARDLY } from './paint.ts';
import type { Sight } from './paint.ts';

/** In CSS pixels. */
export interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Arrow {
  button: HTMLButtonElement;
  /** 1 to the right or down, −1 to the left or up, else 0. */
  across: number;
  down: number;
}

const SIDE = 28; // CSS pixels, of a button; as explorer.css has it
const NEAR = 3; // CSS pixels, from the edge
const MOST = 0.8; // of what is in sight, at a tap: something that was seen is seen again
const PLACES = [1 / 2, 3 / 4, 1 / 4, 7 / 8, 5 / 8, 3 / 8, 1 / 8]; // of the edge, the best first
const DIRECTIONS = { left: [-1, 0, '←'], right: [1, 0, '→'], up: [0, -1, '↑'], down: [0, 1, '↓'] } as const;

export class Scroller {
  /** Where the program has scrolled to. */
  private aim = { x: 0, y: 0 };
  private readonly arrows: readonly Arrow[];

  constructor(
    private readonly box: HTMLElement,
    around: HTMLElement,
  ) {
    this.arrows = Object.entries(DIRECTIONS).map(([name, [across, down, sign]]) => {
      const button = element('button', { type: 'button', className: `beyond ${name}`, tabIndex: -1, hidden: true });
      button.ariaLabel = sign;
      button.ariaHidden = 'true'; // the keyboard goes from cell to cell, and the box follows
      button.onmousedown = (event) => event.preventDefault(); // it keeps its place
      button.onclick = () => this.by(across, down);
      return { button, across, down };
    });
    around.append(...this.arrows.map(({ button }) => button));
  }

  /** Whether the reader has scrolled it since the program did. */
  get isByHand(): boolean {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = this.box;
    const isOff = (now: number, aim: number, most: number): boolean => Math.abs(now - Math.min(aim, most)) > 1;
    return (
      isOff(scrollLeft, this.aim.x, scrollWidth - clientWidth) ||
      isOff(scrollTop, this.aim.y, scrollHeight - clientHeight)
    );
  }

  /** Scrolls it for the reader. @param x CSS pixels, as `y` */
  to(x: number, y: number): void {
    const { box } = this;
    if (x !== box.scrollLeft || y !== box.scrollTop) box.scrollTo(x, y);
    this.aim = { x: box.scrollLeft, y: box.scrollTop };
  }

  /** The buttons stand at the edges beyond which there is more, where they cover no title. @param titles in the sheet */
  show(sight: Sight, sheet: Room, titles: readonly Rectangle[]): void {
    const { width, height, scrollLeft, scrollTop } = sight;
    const beyond = { across: sheet.width - width - scrollLeft, down: sheet.height - height - scrollTop };
    for (const { button, across, down } of this.arrows) {
      const rest = across ? (across > 0 ? beyond.across : scrollLeft) : down > 0 ? beyond.down : scrollTop;
      put(button, { hidden: rest < HARDLY });
      if (button.hidden) continue;
      const { left, top } = placeOf({ across, down }, sight, titles);
      const place = `left: ${left}px; top: ${top}px;`;
      if (button.style.cssText !== place) button.style.cssText = place;
    }
  }

  private by(across: number, down: number): void {
    const { box } = this;
    const [left, top] = [across * MOST * box.clientWidth, down * MOST * box.clientHeight];
    box.scrollBy({ left, top, behavior: wantsStillness() ? 'instant' : 'smooth' });
  }
}

/** Of a button at its edge: the middle, or the next place that is clear of titles. */
function placeOf(
  { across, down }: Pick<Arrow, 'across' | 'down'>,
  { width, height, scrollLeft, scrollTop }: Sight,
  titles: readonly Rectangle[],
): { left: number; top: number } {
  const edge = (direction: number, length: number): number => (direction > 0 ? length - SIDE - NEAR : NEAR);
  const along = (share: number, length: number): number => Math.round(share * length - SIDE / 2);
  const places = PLACES.map((share) => ({
    left: across ? edge(across, width) : along(share, width),
    top: down ? edge(down, height) : along(share, height),
  }));
  const isClear = ({ left, top }: { left: number; top: number }): boolean =>
    !titles.some((title) => {
      const [x, y] = [title.left - scrollLeft, title.top - scrollTop];
      return left < x + title.width && left + SIDE > x && top < y + title.height && top + SIDE > y;
    });
  const [middle = { left: 0, top: 0 }] = places;
  return places.find(isClear) ?? middle;
}
