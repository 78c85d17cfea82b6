/** Four stamps that come down on one canvas, one after the other, and what overlaps is added. */
import { axes, combine, terms } from '../../../arithmetic/index.ts';
import type { Term } from '../../../arithmetic/index.ts';
import { Drawing, origins } from '../kit/drawing.ts';
import { settingOf } from '../kit/setting.ts';
import type { Point } from '../kit/shape.ts';
import { CELLS, LARGE } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';
import { COLUMNS, IMAGE, KERNEL, stampOf } from '../kit/stamps.ts';

const INITIAL: State = { stamps: 4 };
const STRIDE = 2;
const SETTING = settingOf('Conv2DTranspose', IMAGE, KERNEL, { strides: [STRIDE, STRIDE] });
const [INPUT, CANVAS]: [Point, Point] = [
  [2.85, 1.5],
  [0.1, 6],
];
const CELL = 2.7;

/** Of each cell of the canvas: what the first `stamps` inputs have left there. */
const after = (stamps: number): Term[][][] =>
  terms(SETTING, axes(SETTING)).map((row) => row.map((all) => all.filter((term) => stampOf(term) < stamps)));

export function draw({ stamps = 0 }: State = INITIAL): Drawing {
  const left = after(stamps);
  const drawing = new Drawing(13.7, 19.6);
  drawing.title('input', INPUT);
  const own = (row: number, column: number): ReturnType<typeof origins> => origins([row * COLUMNS + column], COLUMNS);
  drawing.grid(SETTING.image, 'input', INPUT, { parts: own });
  drawing.label('×', [6.15, 2.5]);
  drawing.title('kernel', [7.45, 1]);
  drawing.grid(SETTING.kernel, 'kernel', [7.45, 1]);
  drawing.bracket('strides', CANVAS[0], CANVAS[0] + STRIDE * CELL, CANVAS[1] - 0.35, `strides=${STRIDE}`, -1);
  const values = left.map((row) => row.map((all) => combine(SETTING, all)));
  const parts = (row: number, column: number): ReturnType<typeof origins> =>
    origins((left[row]?.[column] ?? []).map(stampOf), COLUMNS);
  drawing.grid(values, 'canvas', CANVAS, { parts, strong: true, cell: CELL, size: LARGE });
  const share = (stamp: number, all: readonly Term[]): number =>
    all.find((term) => stampOf(term) === stamp)?.value ?? 0;
  const stampAlone = (stamp: number): number[][] => left.map((row) => row.map((all) => share(stamp, all)));
  drawing.record('stamps', [0, 1, 2, 3].map(stampAlone));
  sums(drawing, left);
  frames(drawing, stamps);
  return drawing;
}

function sums(drawing: Drawing, left: readonly (readonly Term[][])[]): void {
  for (const [row, cells] of left.entries())
    for (const [column, all] of cells.entries())
      if (all.length > 1) {
        const place: Point = [CANVAS[0] + (column + 0.5) * CELL, CANVAS[1] + (row + 0.78) * CELL];
        const text = all.map(({ value }) => value).join('+');
        drawing.label(text, place, { key: `sum ${row},${column}` });
      }
}

/** Round each stamp; until it comes down, round the input cell that it comes from. */
function frames(drawing: Drawing, stamps: number): void {
  for (const [index, colour] of CELLS.entries()) {
    const [row, column] = [Math.floor(index / COLUMNS), index % COLUMNS];
    const span = STRIDE * CELL;
    const place: Point = [CANVAS[0] + column * span, CANVAS[1] + row * span];
    const inset = 0.08 + (row === column ? 0 : 0.09);
    if (index < stamps) drawing.window(`stamp ${index}`, place, [3, 3], { colour, cell: CELL, inset });
    else drawing.window(`stamp ${index}`, [INPUT[0] + column, INPUT[1] + row], [1, 1], { colour, inset: 0.08 });
  }
}

export function says({ stamps = 0 }: State): Saying {
  if (stamps === 0) return ['empty'];
  const centre = after(stamps)[STRIDE]?.[STRIDE] ?? [];
  const sum = centre.map(({ value }) => value).join(' + ');
  if (centre.length < 2) return ['one', sum];
  return [stamps < CELLS.length ? 'sum' : 'all', stamps, `${sum} = ${combine(SETTING, centre)}`];
}

export const view: View = {
  handles: [{ name: 'stamps', least: 0, most: () => 4, text: (value) => `stamps ${value} / 4`, plays: true }],
  initial: INITIAL,
  draw,
  says,
};
