/** Three directions: the reader moves the window right, down, and on to the next image. */
import { at, range } from '../../../arithmetic/index.ts';
import { Drawing } from '../kit/drawing.ts';
import { cellUnder, roundedWithin, numberOf, placeOf, windowHandle } from '../kit/places.ts';
import type { Grip } from '../kit/grips.ts';
import { SMALL } from '../kit/tokens.ts';
import type { Point } from '../kit/shape.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { window: 0 };
const [IMAGES, ROWS, COLUMNS, CHANNELS] = [3, 5, 6, 3];
const [DEPTH, HEIGHT, WIDTH] = [2, 3, 3];
const MOST = [IMAGES - DEPTH, ROWS - HEIGHT, COLUMNS - WIDTH] as const;
const SHAPE = MOST.map((most) => most + 1);
const [CELL, STEP, TOP] = [0.62, 0.2, 2.3];
const LEFTS = [0.1, 4.95, 9.8];
const ORDERS: readonly Point[] = [
  [2.2, 8.2],
  [8.2, 8.2],
];

const placesOf = (window: number): [number, number, number] => placeOf(window, SHAPE) as [number, number, number];

export function draw({ window = 0 }: State = INITIAL): Drawing {
  const drawing = new Drawing(14.2, 11.8);
  for (const [image, left] of LEFTS.entries()) {
    drawing.box(`image ${image}`, [left, TOP], [ROWS, COLUMNS, CHANNELS], { cell: CELL, step: STEP });
    const place: Point = [left, TOP + ROWS * CELL + 0.5];
    drawing.label(`image ${image}`, place, { align: 'left', colour: 'quiet', size: SMALL });
  }
  parts(drawing, placesOf(window));
  drawing.arrow('image', [at(LEFTS, 0) + 1.9, 0.7], [at(LEFTS, 0) + 7.3, 0.7], 'focus');
  drawing.label('image', [at(LEFTS, 0), 0.7], { align: 'left', colour: 'quiet', size: SMALL });
  positions(drawing, placesOf(window));
  return drawing;
}

/** The two parts of the one window, what ties them, and where it can still go. */
function parts(drawing: Drawing, [image, row, column]: readonly [number, number, number]): void {
  const [dx, dy] = [column * CELL, row * CELL];
  const top = TOP + dy;
  const [near, far] = [at(LEFTS, image), at(LEFTS, image + DEPTH - 1)];
  const front = { cell: CELL, step: STEP, colour: 'focus', width: 2, lines: false } as const;
  for (const [part, left] of [near, far].entries()) {
    drawing.block(`part ${part}`, [left + dx, top], [WIDTH * CELL, HEIGHT * CELL], [['blue']]);
    drawing.box(`part ${part}`, [left + dx, top], [HEIGHT, WIDTH, CHANNELS], front);
  }
  const inner = WIDTH * CELL + CHANNELS * STEP;
  for (const shift of [0, HEIGHT * CELL]) {
    const start: Point = [near + dx + inner, top - CHANNELS * STEP + shift];
    drawing.path(`tie ${shift}`, [start, [far + dx, top + shift]], 'focus', 1, true);
  }
  const middle = top + (HEIGHT * CELL) / 2;
  const [right, edge] = [far + dx + WIDTH * CELL + 0.8, far + COLUMNS * CELL - 0.1];
  if (edge - right > 0.4) drawing.arrow('right', [right, middle], [edge, middle], 'focus');
  const [below, foot, x] = [top + HEIGHT * CELL + 0.1, TOP + 4.7 * CELL, near + dx + 0.25];
  if (foot - below > 0.2) drawing.arrow('down', [x, below], [x, foot], 'focus');
}

/** The places of the window, numbered as it visits them. */
function positions(drawing: Drawing, [image, row, column]: readonly [number, number, number]): void {
  drawing.title('positions', at(ORDERS, 0));
  const [left, top] = at(ORDERS, image);
  drawing.block('number', [left + column, top + row], [1, 1], [['blue']]);
  for (const [index, corner] of ORDERS.entries()) {
    const numbers = range(SHAPE[1] ?? 0).map((y) =>
      range(SHAPE[2] ?? 0).map((x) => numberOf([index, y, x], SHAPE) + 1),
    );
    drawing.grid(numbers, `positions, image=${index}`, corner, { strong: true, key: `positions ${index}` });
  }
  drawing.window('number', [left + column, top + row], [1, 1], { colour: 'focus', width: 2.2 });
}

export function says({ window = 0 }: State): Saying {
  const [image, row, column] = placesOf(window);
  return ['place', image, row, column, CHANNELS];
}

const stateAt = (place: readonly number[]): State => ({
  window: numberOf(
    place.map((index, axis) => roundedWithin(index, at(MOST, axis))),
    SHAPE,
  ),
});

export const grips = (): Grip[] => [
  ...LEFTS.map((left): Grip => [left, TOP, COLUMNS * CELL, ROWS * CELL]),
  ...ORDERS.map((order): Grip => [...order, SHAPE[2] ?? 0, SHAPE[1] ?? 0]),
];

/** The fronts of the window's parts. */
export function dragHandles({ window = 0 }: State): Grip[] {
  const [image, row, column] = placesOf(window);
  return LEFTS.slice(image, image + DEPTH).map((left): Grip => [
    left + column * CELL,
    TOP + row * CELL,
    WIDTH * CELL,
    HEIGHT * CELL,
  ]);
}

/** The window's nearer part comes to the pointer, or the window to a numbered place; null elsewhere. */
export function touched([x, y]: Point): State | null {
  for (const [image, corner] of ORDERS.entries()) {
    const cell = cellUnder([x, y], corner, SHAPE.slice(1));
    if (cell !== null) return { window: image * (SHAPE[1] ?? 0) * (SHAPE[2] ?? 0) + cell };
  }
  const down = (y - TOP) / CELL;
  const image = LEFTS.findIndex((left) => x >= left && x <= left + COLUMNS * CELL);
  if (image < 0 || down < 0 || down > ROWS) return null;
  const across = (x - at(LEFTS, image)) / CELL;
  return stateAt([image, down - HEIGHT / 2, across - WIDTH / 2]);
}

/** Within its image; on to the next one where the pointer has come so far. */
export function dragged({ window = 0 }: State, [across, down]: Point): State {
  const [image, row, column] = placesOf(window);
  const onward = Math.round(across / (at(LEFTS, 1) - at(LEFTS, 0)));
  const rest = across - onward * (at(LEFTS, 1) - at(LEFTS, 0));
  return stateAt([image + onward, row + down / CELL, column + rest / CELL]);
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
