/** Two directions: the window holds all channels, and the reader moves it right and down. */
import { range } from '../../../arithmetic/index.ts';
import { Drawing } from '../kit/drawing.ts';
import { cellUnder, roundedWithin, numberOf, placeOf, windowHandle } from '../kit/places.ts';
import type { Grip } from '../kit/grips.ts';
import type { Point } from '../kit/shape.ts';
import { SMALL } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { window: 0 };
const [ROWS, COLUMNS, CHANNELS] = [5, 6, 3];
const [HEIGHT, WIDTH] = [3, 3];
const MOST = [ROWS - HEIGHT, COLUMNS - WIDTH] as const;
const SHAPE = MOST.map((most) => most + 1);
const [LEFT, TOP, STEP] = [1.9, 1.5, 0.36];
const ORDER: Point = [10, TOP + 1];

export function draw({ window = 0 }: State = INITIAL): Drawing {
  const [row = 0, column = 0] = placeOf(window, SHAPE);
  const corner: Point = [LEFT + column, TOP + row];
  const drawing = new Drawing(14.2, 7.6);
  drawing.box('image', [LEFT, TOP], [ROWS, COLUMNS, CHANNELS], { step: STEP });
  drawing.block('here', corner, [WIDTH, HEIGHT], [['blue']]);
  drawing.box('window', corner, [HEIGHT, WIDTH, CHANNELS], { step: STEP, colour: 'focus', width: 2.2, lines: false });
  onward(drawing, corner, row < MOST[0], column < MOST[1]);
  const quiet = { colour: 'quiet', size: SMALL } as const;
  drawing.label('channel ↗', [LEFT + COLUMNS + 0.6, TOP + ROWS - 0.1], { ...quiet, align: 'left' });
  drawing.label('column →', [LEFT + COLUMNS / 2, TOP + ROWS + 0.5], quiet);
  drawing.label('row ↓', [LEFT - 0.3, TOP + ROWS / 2], { ...quiet, align: 'right' });
  const [left, top] = ORDER;
  drawing.title('positions', [left, top]);
  const order = range(SHAPE[0] ?? 0).map((y) => range(SHAPE[1] ?? 0).map((x) => numberOf([y, x], SHAPE) + 1));
  drawing.block('number', [left + column, top + row], [1, 1], [['blue']]);
  drawing.grid(order, 'positions', [left, top], { strong: true });
  drawing.window('number', [left + column, top + row], [1, 1], { colour: 'focus', width: 2.2 });
  return drawing;
}

/** Where the window can still go. */
function onward(drawing: Drawing, [x, y]: Point, isDown: boolean, isRight: boolean): void {
  const [right, below] = [x + WIDTH + 0.2, y + HEIGHT + 0.2];
  if (isRight)
    drawing.arrow('right', [right, y + 0.5], [Math.min(right + 1.4, LEFT + COLUMNS - 0.1), y + 0.5], 'focus');
  if (isDown) drawing.arrow('down', [x + 0.5, below], [x + 0.5, Math.min(below + 1.4, TOP + ROWS - 0.1)], 'focus');
}

export const says = ({ window = 0 }: State): Saying => ['place', ...placeOf(window, SHAPE), CHANNELS];

const stateAt = (row: number, column: number): State => ({
  window: numberOf([roundedWithin(row, MOST[0]), roundedWithin(column, MOST[1])], SHAPE),
});

export const grips = (): Grip[] => [
  [LEFT, TOP, COLUMNS, ROWS],
  [...ORDER, SHAPE[1] ?? 0, SHAPE[0] ?? 0],
];

/** The window's front. */
export function dragHandles({ window = 0 }: State): Grip[] {
  const [row = 0, column = 0] = placeOf(window, SHAPE);
  return [[LEFT + column, TOP + row, WIDTH, HEIGHT]];
}

/** The window's middle comes as near to the pointer as it can, or the window to a numbered place; null elsewhere. */
export function touched([x, y]: Point): State | null {
  const window = cellUnder([x, y], ORDER, SHAPE);
  if (window !== null) return { window };
  const [across, down] = [x - LEFT, y - TOP];
  const isOn = across >= 0 && across <= COLUMNS && down >= 0 && down <= ROWS;
  return isOn ? stateAt(down - HEIGHT / 2, across - WIDTH / 2) : null;
}

export function dragged({ window = 0 }: State, [across, down]: Point): State {
  const [row = 0, column = 0] = placeOf(window, SHAPE);
  return stateAt(row + down, column + across);
}

export const view: View = {
  handles: [windowHandle('output', SHAPE)],
  initial: INITIAL,
  draw,
  says,
  grips,
  dragHandles,
  touched,
  dragged,
};
