/** The cones of light from a window to its output, or from an input cell to its stamp. Lengths are CSS pixels. */
import type { Beam, Frame } from '../scene/look.ts';
import { TITLE_FONT } from './letters.ts';
import type { Placed } from './placed.ts';

const IN_SIGHT = 0.5; // of a cone's height, at least: less of it is no cone but a stump

/** x and y */
export type Corner = readonly [number, number];

type Side = 'left' | 'top' | 'right' | 'bottom';
type Place = Omit<Frame, 'colour'>;

/** The corners of each. @param size of a cell */
export function cones({ from, to }: Beam, grids: readonly Placed[], size: number): Corner[][] {
  const target = grids.find(({ id }) => id === 'canvas');
  if (!target) return [];
  const sources = grids.filter(({ id }) => id === 'input');
  // of several channels, from those that stand beside the target: behind another only slivers would be seen
  const isNear = (source: Placed): boolean =>
    !sources.some((other) => other !== source && liesBetween(other.top, source.top, target.top));
  return sources.flatMap((source) => {
    const [one, other] = [cornersOf(source, from, size), cornersOf(target, to, size)];
    if (isBeside(source, target, size)) return [across(one, other)];
    const cone = down(one, other);
    const isSeen = roomBetween(source, target, size) >= IN_SIGHT * heightOf(cone);
    return isNear(source) && isSeen ? [cone] : [];
  });
}

const liesBetween = (middle: number, one: number, other: number): boolean =>
  middle > Math.min(one, other) && middle < Math.max(one, other);

const foot = ({ top, rows }: Placed, size: number): number => top + rows * size;

/** Whether it stands at the right of the other, in the same row. */
function isBeside(source: Placed, target: Placed, size: number): boolean {
  const isInRow = foot(source, size) > target.top && foot(target, size) > source.top;
  return isInRow && target.left > source.left + source.columns * size;
}

/** From the upper of two grids to the title of the lower. */
function roomBetween(one: Placed, other: Placed, size: number): number {
  const [upper, lower] = one.top < other.top ? [one, other] : [other, one];
  return lower.top - lower.lift - TITLE_FONT - foot(upper, size);
}

const across = (one: Record<Side, number>, other: Record<Side, number>): Corner[] => [
  [one.right, one.top],
  [other.left, other.top],
  [other.left, other.bottom],
  [one.right, one.bottom],
];

/** Or up, where that is where the other stands. */
function down(one: Record<Side, number>, other: Record<Side, number>): Corner[] {
  const [near, far] = other.bottom < one.top ? [one.top, other.bottom] : [one.bottom, other.top];
  return [
    [one.left, near],
    [other.left, far],
    [other.right, far],
    [one.right, near],
  ];
}

function heightOf(cone: readonly Corner[]): number {
  const heights = cone.map(([, y]) => y);
  return Math.max(...heights) - Math.min(...heights);
}

function cornersOf(grid: Placed, { row, column, rows, columns }: Place, size: number): Record<Side, number> {
  const [left, top] = [grid.left + column * size, grid.top + row * size];
  return { left, top, right: left + columns * size, bottom: top + rows * size };
}
