/** Which parts of a picture a hand can press or drag, and the sign that they carry: corners around them. */
import type { Point } from './shape.ts';
import { MARGIN, POINTS } from './tokens.ts';

/** Left, top, width and height, in cells. */
export type Grip = readonly [number, number, number, number];

/** A corner's arms, and how far off the part it stands, in cells. */
const [ARM, OFF] = [0.32, 0.15];

export const isOn = ([x, y]: Point, [left, top, width, height]: Grip): boolean =>
  x >= left && y >= top && x <= left + width && y <= top + height;

/** The corners around the parts, as the path of an SVG. */
export function corners(grips: readonly Grip[]): string {
  const place = (x: number, y: number): string => [x, y].map((it) => ((it + MARGIN) * POINTS).toFixed(2)).join(' ');
  const sides = (start: number, length: number): [number, number][] => [
    [start - OFF, ARM],
    [start + length + OFF, -ARM],
  ];
  return grips
    .flatMap(([left, top, width, height]) =>
      sides(left, width).flatMap(([x, across]) =>
        sides(top, height).map(([y, down]) => `M${place(x, y + down)}L${place(x, y)}L${place(x + across, y)}`),
      ),
    )
    .join('');
}
