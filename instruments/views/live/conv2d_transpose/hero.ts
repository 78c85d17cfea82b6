/** Four stamps that come down again and again on one canvas; how far apart, the reader sets. */
import { axes, combine, terms } from '../../../arithmetic/index.ts';
import type { Setting, Term } from '../../../arithmetic/index.ts';
import { Drawing, origins } from '../kit/drawing.ts';
import { settingOf } from '../kit/setting.ts';
import type { Point } from '../kit/shape.ts';
import { CELLS, LARGE } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';
import { COLUMNS, IMAGE, KERNEL, stampOf } from '../kit/stamps.ts';

const INITIAL: State = { stamps: 4, strides: 2 };
const [WIDTH, HEIGHT, TOP] = [9.8, 15, 5.2];
const INPUT: Point = [1.15, 1.5];
const SPAN: Point = [KERNEL.length, KERNEL.length];

const settingAt = (strides: number): Setting =>
  settingOf('Conv2DTranspose', IMAGE, KERNEL, { strides: [strides, strides] });

/** Of each cell of the canvas, without the zeros that Keras puts behind it: what the first `stamps` inputs left there. */
function after(setting: Setting, stamps: number): Term[][][] {
  const [rows, columns] = axes(setting);
  return terms(setting, [rows, columns])
    .slice(0, rows.full)
    .map((row) => row.slice(0, columns.full).map((all) => all.filter((term) => stampOf(term) < stamps)));
}

export function draw({ stamps = 0, strides = 1 }: State = INITIAL): Drawing {
  const setting = settingAt(strides);
  const left = after(setting, stamps);
  const drawing = new Drawing(WIDTH, HEIGHT);
  drawing.title('input', INPUT);
  const own = (row: number, column: number): ReturnType<typeof origins> => origins([row * COLUMNS + column], COLUMNS);
  drawing.grid(IMAGE, 'input', INPUT, { parts: own });
  drawing.label('×', [4.4, 2.5]);
  drawing.title('kernel', [5.65, 1]);
  drawing.grid(KERNEL, 'kernel', [5.65, 1]);
  const cell = WIDTH / left.length; // the canvas is as wide as the figure, however far apart the stamps are
  drawing.bracket('strides', 0, strides * cell, TOP - 0.3, `strides=${strides}`, -1);
  const values = left.map((row) => row.map((all) => combine(setting, all)));
  const parts = (row: number, column: number): ReturnType<typeof origins> =>
    origins((left[row]?.[column] ?? []).map(stampOf), COLUMNS);
  drawing.grid(values, 'canvas', [0, TOP], { parts, strong: true, cell, size: LARGE });
  const share = (stamp: number, all: readonly Term[]): number =>
    all.find((term) => stampOf(term) === stamp)?.value ?? 0;
  drawing.record(
    'stamps',
    CELLS.map((_, stamp) => left.map((row) => row.map((all) => share(stamp, all)))),
  );
  frames(drawing, cell, { stamps, strides });
  return drawing;
}

/** Round each stamp; until it comes down, round the input cell that it comes from. */
function frames(drawing: Drawing, cell: number, { stamps = 0, strides = 1 }: State): void {
  for (const [index, colour] of CELLS.entries()) {
    const [row, column] = [Math.floor(index / COLUMNS), index % COLUMNS];
    const place: Point = [column * strides * cell, TOP + row * strides * cell];
    const inset = 0.07 + (row === column ? 0 : 0.08);
    if (index < stamps) drawing.window(`stamp ${index}`, place, SPAN, { colour, cell, inset });
    else drawing.window(`stamp ${index}`, [INPUT[0] + column, INPUT[1] + row], [1, 1], { colour, inset: 0.08 });
  }
}

export function says({ stamps = 0, strides = 1 }: State): Saying {
  if (stamps < CELLS.length) return ['some', strides, stamps]; // what neighbours share is seen when all are there
  const shared = KERNEL.length - strides;
  if (shared > 0) return ['overlap', strides, shared];
  return shared === 0 ? ['touch', strides] : ['gap', strides, -shared];
}

export const view: View = {
  handles: [
    { name: 'stamps', least: 0, most: () => 4, text: (value) => `stamps ${value} / 4`, plays: true },
    { name: 'strides', least: 1, most: () => 4, text: (value) => `strides=${value}` },
  ],
  initial: INITIAL,
  loops: true,
  followed: (_, moved) => (moved === 'strides' ? { stamps: CELLS.length } : {}), // how far apart, all of them show
  draw,
  says,
};
