/** One direction: the window is as wide as the table, and the reader moves it down. */
import { at, output } from '../../../arithmetic/index.ts';
import type { Matrix } from '../../../arithmetic/index.ts';
import { Drawing } from '../kit/drawing.ts';
import { roundedWithin, windowHandle } from '../kit/places.ts';
import { settingOf } from '../kit/setting.ts';
import type { Grip } from '../kit/grips.ts';
import type { Point } from '../kit/shape.ts';
import { CELLS, LARGE, SMALL } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { window: 0 };
const TABLE: Matrix = [
  [12, 10, 8],
  [8, 10, 8],
  [16, 12, 11],
  [12, 14, 12],
  [4, 8, 10],
  [8, 6, 10],
];
const KERNEL: Matrix = [
  [-1, 0, 0],
  [0, 1, -1],
  [1, 0, 0],
];
const SIZE = KERNEL.length;
const WIDTH = at(KERNEL, 0).length;
const MOST = TABLE.length - SIZE;
const [LEFT, OUTPUT, TOP] = [2.7, 11.9, 1.5];

const RESULT = output(settingOf('Conv2D', TABLE, KERNEL));

export function draw({ window = 0 }: State = INITIAL): Drawing {
  const drawing = new Drawing(13.4, 8.4);
  drawing.title('feature →', [LEFT, TOP]);
  drawing.grid(TABLE, 'input', [LEFT, TOP]);
  for (const [place, colour] of CELLS.entries()) {
    const [corner, size]: [Point, Point] = [
      [0.15 + 0.6 * place, TOP + place + 0.06],
      [0.45, SIZE - 0.12],
    ];
    drawing.block(`place ${place}`, corner, size, [[colour]]);
    drawing.window(`place ${place}`, corner, size, { colour, width: 1 });
  }
  drawing.window('here', [LEFT, TOP + window], [WIDTH, SIZE], { colour: 'focus', width: 2.4 });
  const below = TOP + TABLE.length;
  drawing.arrow('down', [LEFT + 1.5, below + 0.2], [LEFT + 1.5, below + 1], 'focus');
  drawing.label('time step', [LEFT + 1.8, below + 0.6], { align: 'left', colour: 'quiet', size: SMALL });
  drawing.label('⋆', [LEFT + 3.9, TOP + 1.5], { size: LARGE });
  drawing.title('kernel', [LEFT + 4.8, TOP]);
  drawing.grid(KERNEL, 'kernel', [LEFT + 4.8, TOP]);
  drawing.label('=', [LEFT + 8.6, TOP + 1.5]);
  drawing.title('output', [OUTPUT - 0.5, TOP]);
  const parts = (row: number) => [[at(CELLS, row)]];
  drawing.grid(RESULT, 'output', [OUTPUT, TOP], { parts, strong: true });
  drawing.window('result', [OUTPUT, TOP + window], [1, 1], { colour: 'focus', width: 2.2 });
  return drawing;
}

export const says = ({ window = 0 }: State): Saying => ['place', window, window + SIZE - 1, at(at(RESULT, window), 0)];

export const grips = (): Grip[] => [
  [LEFT, TOP, WIDTH, TABLE.length],
  [OUTPUT, TOP, 1, RESULT.length],
];

/** The window itself. */
export const dragHandles = ({ window = 0 }: State): Grip[] => [[LEFT, TOP + window, WIDTH, SIZE]];

/** The window's middle comes as near to the pointer as it can, or the window to the output's cell; null elsewhere. */
export function touched([x, y]: Point): State | null {
  const [across, down] = [x - LEFT, y - TOP];
  const row = Math.floor(down);
  const isOfOutput = x >= OUTPUT && x < OUTPUT + 1 && row >= 0 && row <= MOST;
  if (isOfOutput) return { window: row };
  const isOn = across >= 0 && across <= WIDTH && down >= 0 && down <= TABLE.length;
  return isOn ? { window: roundedWithin(down - SIZE / 2, MOST) } : null;
}

export const dragged = ({ window = 0 }: State, [, down]: Point): State => ({
  window: roundedWithin(window + down, MOST),
});

export const view: View = {
  handles: [windowHandle('output', [MOST + 1])],
  initial: INITIAL,
  draw,
  says,
  grips,
  dragHandles,
  touched,
  dragged,
};
