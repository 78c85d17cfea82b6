/** The picture that is there before the reader draws: a cat's head, 64 by 64, from 0 (black) to 255. */
import { range } from '../../../arithmetic/index.ts';

export const SIDE = 64;
export const WHITE = 255;

const BACKGROUND = 30;
const FUR = 190;
const STRIPES = 60; // darker
const DARK = 20;

const within = (x: number, y: number, across: number, down: number): boolean => (x / across) ** 2 + (y / down) ** 2 < 1;

/** @param x from the middle, as `y` */
function shadeAt(x: number, y: number): number {
  const side = Math.abs(x);
  const isEye = within(side - 10, y + 2, 4, 5);
  const isNose = within(x, y - 8, 3, 2);
  const isWhisker = side > 8 && side < 28 && (Math.abs(y - 10) < 0.6 || Math.abs(y - 14) < 0.6);
  if (isEye || isNose || isWhisker) return DARK;
  const isHead = within(x, y - 3, 24, 21);
  const isEar = y > -30 && y < -8 && Math.abs(side - 15) < (y + 30) * 0.42;
  if (!isHead && !isEar) return BACKGROUND;
  const isStriped = y < -6 && side < 9 && Math.floor((side + 1) / 2) % 2 === 0;
  return isStriped ? FUR - STRIPES : FUR;
}

export function cat(): number[][] {
  const middle = (SIDE - 1) / 2;
  return range(SIDE).map((row) => range(SIDE).map((column) => shadeAt(column - middle, row - middle)));
}

export const blank = (): number[][] => range(SIDE).map(() => range(SIDE).map(() => 0));
