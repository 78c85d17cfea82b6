/** A drawn cat under a kernel whose nine weights the reader edits. */
import { range } from '../../../arithmetic/index.ts';
import type { Matrix } from '../../../arithmetic/index.ts';
import { Drawing, written } from '../kit/drawing.ts';
import { roundedWithin } from '../kit/places.ts';
import { settingOf } from '../kit/setting.ts';
import type { Grip } from '../kit/grips.ts';
import type { Point } from '../kit/shape.ts';
import { sums } from '../kit/sums.ts';
import type { Saying, State, View } from '../kit/view.ts';

const [SIZE, SIDE, WHITE, STRONGEST] = [64, 3, 255, 5];
const COUNT = SIDE * SIDE;
const [WIDTH, LEFT, RIGHT, TOP, TEXT, WIDE] = [6.4, 0.1, 7.1, 1, 4.6, 1.2];
const KERNEL: Point = [LEFT, 8.9];
const IMAGE: Matrix = range(SIZE).map((y) => range(SIZE).map((x) => cat(x, y)));

/** A weight of the state is called w0, w1, … row by row; `cell` is the one that `weight` sets. */
const nameOf = (cell: number): string => `w${cell}`;
const START = [-1, 0, 1, -2, 0, 2, -1, 0, 1];
const INITIAL: State = { ...Object.fromEntries(START.map((value, cell) => [nameOf(cell), value])), cell: 4, weight: 0 };

/** Brightness of a pixel; what is drawn last is asked first. */
function cat(x: number, y: number): number {
  const side = Math.abs(x - SIZE / 2); // from the middle; the face is symmetric
  const ofEye = (side - 8) ** 2;
  if ((y === 46 || y === 49) && side >= 9 && side <= 26) return 245; // whiskers
  if (side === 0 && y >= 46 && y <= 49) return 40;
  if (y >= 42 && y <= 45 && side <= 45 - y) return 40; // nose
  if (4 * ofEye + (y - 34) ** 2 <= 12) return 15;
  if (ofEye + (y - 34) ** 2 <= 16) return 235; // eyes
  if ((side === 0 || side === 4) && y >= 20 && y <= 26) return 50; // stripes
  const isEar = 2 * Math.abs(side - 14) <= y - 6 && y <= 30;
  if (isEar || side ** 2 + (y - 38) ** 2 <= 400) return 90 + y;
  return 210 - Math.floor(x / 2);
}

const weightAt = (state: State, cell: number): number => state[nameOf(cell)] ?? 0;
const placeOf = (cell: number): Point => [Math.floor(cell / SIDE), cell % SIDE];
const kernelOf = (state: State): number[][] =>
  range(SIDE).map((row) => range(SIDE).map((column) => weightAt(state, row * SIDE + column)));
const sumOf = (state: State): number => range(COUNT).reduce((sum, cell) => sum + weightAt(state, cell), 0);

/** What the weights below 0 add up to, and those above. */
const sides = (kernel: Matrix): [number, number] => {
  const add = (weights: number[]): number => weights.reduce((sum, weight) => sum + weight, 0);
  return [add(kernel.flat().filter((weight) => weight < 0)), add(kernel.flat().filter((weight) => weight > 0))];
};

export function draw(state: State = INITIAL): Drawing {
  const { cell = 0 } = state;
  const [kernel, total] = [kernelOf(state), sumOf(state)];
  const map = sums(settingOf('Conv2D', IMAGE, kernel));
  // black is the smallest sum that the kernel can give of any picture, white the largest: a weight's step moves one of them by 255
  const [least, most] = sides(kernel);
  const drawing = new Drawing(13.6, 12.6);
  drawing.title('input', [LEFT, TOP]);
  drawing.picture(IMAGE, 'input', [LEFT, TOP], WIDTH, [0, WHITE]);
  drawing.title('feature map', [RIGHT, TOP]);
  drawing.picture(map, 'feature map', [RIGHT, TOP], WIDTH, [WHITE * least, WHITE * most]);
  drawing.title('kernel', KERNEL);
  drawing.grid(kernel, 'kernel', KERNEL, { cell: WIDE });
  const [row, column] = placeOf(cell);
  const corner: Point = [KERNEL[0] + WIDE * column, KERNEL[1] + WIDE * row];
  drawing.window('edited', corner, [1, 1], { colour: 'focus', cell: WIDE, width: 2.2 });
  drawing.label(`sum = ${total}`, [TEXT, 9.5], { align: 'left', bold: true, key: 'sum' });
  const shown: [string, number][] = [
    ['black', least],
    ['white', most],
  ];
  if (!least && !most) shown.pop(); // each sum is 0
  for (const [index, [name, weights]] of shown.entries())
    drawing.label(`${name} = ${weights}·${WHITE} = ${WHITE * weights}`, [TEXT, 10.7 + index], {
      align: 'left',
      colour: 'quiet',
      key: name,
    });
  return drawing;
}

export function says(state: State): Saying {
  const { cell = 0 } = state;
  const [total, edited] = [sumOf(state), [...placeOf(cell), written(weightAt(state, cell))]];
  if (!range(COUNT).some((each) => weightAt(state, each))) return ['nothing'];
  return total ? ['bright', ...edited, written(total)] : ['differences', ...edited];
}

/** Another cell brings its weight; a weight that is moved is that of the cell. */
export function followed(state: State, moved: string): State {
  const { cell = 0, weight = 0 } = state;
  return moved === 'cell' ? { weight: weightAt(state, cell) } : { [nameOf(cell)]: weight };
}

export const grips = (): Grip[] => [[...KERNEL, WIDE * SIDE, WIDE * SIDE]];

/** A press on the kernel takes its cell. */
export function touched([x, y]: Point, now: State): State | null {
  const [across, down] = [(x - KERNEL[0]) / WIDE, (y - KERNEL[1]) / WIDE];
  if (across < 0 || down < 0 || across > SIDE || down > SIDE) return null;
  const cell = roundedWithin(down - 0.5, SIDE - 1) * SIDE + roundedWithin(across - 0.5, SIDE - 1);
  return { cell, weight: weightAt(now, cell) };
}

export const view: View = {
  handles: [
    { name: 'cell', least: 0, most: () => COUNT - 1, text: (cell) => `W[${placeOf(cell).join(', ')}]` },
    { name: 'weight', least: -STRONGEST, most: () => STRONGEST, text: (weight) => `weight=${written(weight)}` },
  ],
  initial: INITIAL,
  draw,
  says,
  grips,
  touched,
  followed,
};
