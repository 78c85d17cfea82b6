/** What of the page the picture may take, and where it has been scrolled to; asked before anything is changed, for then nothing has to be laid out first. */
import type { Room } from './layout.ts';
import type { StageParts } from './stage.ts';

/** CSS pixels, of the frame's two lines. */
export const FRAME = 2;

/** What stands round the picture, in CSS pixels. */
export interface Surroundings {
  /** Whether it stays in sight while what is below it moves, and so has only a share of the window. */
  isShared: boolean;
  /** Of the window. */
  window: number;
  /** Of all that stays beside it, such as what is said of it. */
  beside: number;
  /** From the top of the page to the picture. */
  top: number;
  /** How much lower than the controls the picture begins, where it stands beside them. */
  head: number;
  /** Of the frame in which it is. */
  width: number;
  /** No lower than this is that frame, by explorer.css. */
  least: number;
}

export function surroundings({ view, around, controls }: StageParts): Surroundings {
  const isShared = getComputedStyle(view).position === 'sticky';
  const { top } = view.getBoundingClientRect();
  return {
    isShared,
    window: document.documentElement.clientHeight,
    beside: view.offsetHeight - around.offsetHeight,
    top: top + scrollY,
    head: isShared ? 0 : Math.max(top - controls.getBoundingClientRect().top, 0),
    width: around.clientWidth,
    least: parseFloat(getComputedStyle(around).minHeight) - FRAME,
  };
}

export const roomOf = ({ box }: StageParts): Room => ({ width: box.clientWidth, height: box.clientHeight });
