/** A window that the reader moves over an image, and the sum that it makes there. */
import { combine, terms } from '../../../arithmetic/index.ts';
import { Drawing, origins } from '../kit/drawing.ts';
import type { Parts } from '../kit/drawing.ts';
import { IMAGE, KERNEL } from '../kit/example.ts';
import { cellUnder, roundedWithin, numberOf, placeOf, windowHandle } from '../kit/places.ts';
import { settingOf } from '../kit/setting.ts';
import type { Grip } from '../kit/grips.ts';
import type { Point } from '../kit/shape.ts';
import { CELLS, LARGE } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { window: 0 };
const SETTING = settingOf('Conv2D', IMAGE, KERNEL);
const SIDE = 2; // of window and feature map
const [LEFT, TOP] = [0.3, 1];
const MAP: Point = [8.1, 1.5];

const SHAPE = [SIDE, SIDE];

const placesOf = (window: number): [number, number] => placeOf(window, SHAPE) as [number, number];

export function draw({ window = 0 }: State = INITIAL): Drawing {
  const [row, column] = placesOf(window);
  const colour = CELLS[window] ?? 'blue';
  const all = terms(SETTING);
  const parts = all[row]?.[column] ?? [];
  const drawing = new Drawing(11.2, 5.8);
  drawing.title('input', [LEFT, TOP]);
  const lit = (y: number, x: number): Parts =>
    parts.some(({ input }) => input[0] === y && input[1] === x) ? [[colour]] : [];
  drawing.grid(SETTING.image, 'input', [LEFT, TOP], { parts: lit });
  drawing.window('here', [LEFT + column, TOP + row], [SIDE, SIDE], { colour, width: 2.2 });
  drawing.label('⋆', [4, 2.5], { size: LARGE });
  drawing.title('kernel', [4.7, 1.5]);
  drawing.grid(SETTING.kernel, 'kernel', [4.7, 1.5]);
  drawing.label('=', [7.4, 2.5]);
  drawing.title('feature map', MAP);
  const own = (y: number, x: number): Parts => origins([y * SIDE + x], SIDE);
  const map = all.map((cells) => cells.map((some) => combine(SETTING, some)));
  drawing.grid(map, 'feature map', MAP, { parts: own, strong: true });
  drawing.window('sum', [MAP[0] + column, MAP[1] + row], [1, 1], { colour: 'focus', inset: 0.1 });
  const written = parts.map(({ value, weight }) => `${value}·${weight}`).join('+');
  drawing.label(`${written} = ${combine(SETTING, parts)}`, [LEFT, 5.2], { align: 'left', key: 'terms' });
  return drawing;
}

export function says({ window = 0 }: State): Saying {
  const [row, column] = placesOf(window);
  return ['sum', row, column, combine(SETTING, terms(SETTING)[row]?.[column] ?? [])];
}

const stateAt = (row: number, column: number): State => ({
  window: numberOf([roundedWithin(row, SIDE - 1), roundedWithin(column, SIDE - 1)], SHAPE),
});

export const grips = (): Grip[] => [
  [LEFT, TOP, SETTING.width, SETTING.height],
  [...MAP, SIDE, SIDE],
];

/** The window itself. */
export function dragHandles({ window = 0 }: State): Grip[] {
  const [row, column] = placesOf(window);
  return [[LEFT + column, TOP + row, SIDE, SIDE]];
}

/** The window's middle comes as near to the pointer as it can, or the window to that of a cell of the map; null elsewhere. */
export function touched([x, y]: Point): State | null {
  const window = cellUnder([x, y], MAP, SHAPE);
  if (window !== null) return { window };
  const [across, down] = [x - LEFT, y - TOP];
  const { width, height } = SETTING;
  if (across < 0 || down < 0 || across > width || down > height) return null;
  return stateAt(down - SIDE / 2, across - SIDE / 2);
}

/** The window goes as far as the pointer, from where it was held. */
export function dragged({ window = 0 }: State, [across, down]: Point): State {
  const [row, column] = placesOf(window);
  return stateAt(row + down, column + across);
}

export const view: View = {
  handles: [windowHandle('F', SHAPE)],
  initial: INITIAL,
  draw,
  says,
  grips,
  dragHandles,
  touched,
  dragged,
};
