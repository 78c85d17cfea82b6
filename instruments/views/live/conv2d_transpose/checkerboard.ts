/** Where stamps overlap, at 32×32 cells, beside a photograph that the same layer enlarges; the reader sets its kernel_size. */
import { range } from '../../../arithmetic/index.ts';
import type { Matrix } from '../../../arithmetic/index.ts';
import { Drawing } from '../kit/drawing.ts';
import { settingOf } from '../kit/setting.ts';
import type { Point } from '../kit/shape.ts';
import { sums } from '../kit/sums.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { kernel_size: 3 };
const STRIDES = 2;
// np.rint(data.chelsea().mean(axis=2)[104:168:4, 286:350:4]) of scikit-image, two hexadecimal digits a pixel
const PHOTOGRAPH: Matrix = [
  '9a81818389896f6a838b978b8b898d94',
  '886c777e8c8d65687f82817c778b9895',
  '8b8d8159878d7972603336341b1a2c62',
  '937a8489888d7119142f4247461a395b',
  '8f707e89925610161435464e593d315a',
  '81718d8d5d2e423a162c47545e502959',
  '746d95803823114b1526525e645d3171',
  '828f99433821082d0f2a515f6b6e397e',
  '838b943f39301609163758697a64478c',
  '6d988e46433b04040d38557186395394',
  '7e99834c47441a062e46667f732e6e94',
  '7b9c8052524638303f5b7a7929438e9d',
  '849884505a64504b6176782f23759aa3',
  '72957031576163697261231c578d9a9e',
  '7e8d4e351c2536341b132d63818f988d',
  '7e7d315d5a3d2927415a7d939f957f61',
].map((row) => (row.match(/../g) ?? []).map((pixel) => parseInt(pixel, 16)));
const ONES: Matrix = PHOTOGRAPH.map((row) => row.map(() => 1));
const [WIDTH, LEFT, RIGHT, TOP, BELOW, CELL] = [6.5, 0.1, 7, 2.4, 10.4, 1.2];
const PIXEL = WIDTH / (STRIDES * PHOTOGRAPH.length);
// of the cells whose numbers are shown: a square that the border's missing stamps do not reach
const [START, SIZE] = [8, 4];

/** What the layer makes of an image with a kernel of ones. */
function enlarged(image: Matrix, kernelSize: number): number[][] {
  const ones = range(kernelSize).map(() => range(kernelSize).map(() => 1));
  return sums(settingOf('Conv2DTranspose', image, ones, { strides: [STRIDES, STRIDES], padding: 'same' }));
}

const inside = (overlap: Matrix): number[][] =>
  overlap.slice(START, START + SIZE).map((row) => row.slice(START, START + SIZE));

export function draw({ kernel_size = 1 }: State = INITIAL): Drawing {
  const drawing = new Drawing(13.6, 15.4);
  const [overlap, output] = [enlarged(ONES, kernel_size), enlarged(PHOTOGRAPH, kernel_size)];
  const text = `kernel_size=${kernel_size}, strides=${STRIDES}`;
  drawing.label(text, [LEFT, 0.5], { align: 'left', bold: true, key: 'arguments' });
  drawing.title('overlap', [LEFT, TOP]);
  drawing.picture(overlap, 'overlap', [LEFT, TOP], WIDTH, [0, Math.max(...overlap.flat())]);
  drawing.title('output', [RIGHT, TOP]);
  const brightness = output.flat();
  drawing.picture(output, 'output', [RIGHT, TOP], WIDTH, [Math.min(...brightness), Math.max(...brightness)]);
  enlargement(drawing, inside(overlap));
  return drawing;
}

/** A square of the overlap in numbers, and where it is. */
function enlargement(drawing: Drawing, numbers: Matrix): void {
  const corner: Point = [LEFT + START * PIXEL, TOP + START * PIXEL];
  drawing.window('square', corner, [SIZE, SIZE], { width: 2.2, cell: PIXEL });
  for (const side of [0, 1]) {
    const ends: Point[] = [
      [corner[0] + side * SIZE * PIXEL, corner[1] + SIZE * PIXEL],
      [LEFT + side * SIZE * CELL, BELOW],
    ];
    drawing.path(`side ${side}`, ends, 'ink', 0.9);
  }
  drawing.grid(numbers, 'overlap, inside', [LEFT, BELOW], { cell: CELL, key: 'inside' });
}

export function says({ kernel_size = 1 }: State): Saying {
  const cells = inside(enlarged(ONES, kernel_size)).flat();
  const counts = [...new Set(cells)].sort((one, other) => one - other);
  return [counts.length > 1 ? 'uneven' : 'even', counts.join(', ')];
}

export const view: View = {
  handles: [{ name: 'kernel_size', least: 1, most: () => 8, text: (size) => `kernel_size=${size}`, plays: true }],
  initial: INITIAL,
  draw,
  says,
};
