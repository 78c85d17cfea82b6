/** The kernel as it is beside one that the reader turns: upside down, then left to right. */
import { at, output, range } from '../../../arithmetic/index.ts';
import type { Matrix } from '../../../arithmetic/index.ts';
import { Drawing } from '../kit/drawing.ts';
import { IMAGE, KERNEL } from '../kit/example.ts';
import { settingOf } from '../kit/setting.ts';
import { isOn } from '../kit/grips.ts';
import type { Grip } from '../kit/grips.ts';
import type { Point } from '../kit/shape.ts';
import { CELLS } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { flip: 2 };
const SIDE = KERNEL.length;
const TURNS = ['W', 'W[::-1]', 'W[::-1, ::-1]'];
const TITLES = ['$W$', '$W$[::-1]', 'flipped $W$'];
const NAMES = ['cross-correlation', 'half flipped', 'convolution'];
const [PANEL, TOP] = [7.4, 7.4];

/** Where a cell of the kernel is after so many turns. */
const turned = (row: number, column: number, flip: number): [number, number] => [
  flip > 0 ? SIDE - 1 - row : row,
  flip > 1 ? SIDE - 1 - column : column,
];

/** Each turn undoes itself, so the cell that is here now came from where this one would go. */
const weights = (flip: number): Matrix =>
  KERNEL.map((row, y) =>
    row.map((_, x) => {
      const [from, across] = turned(y, x, flip);
      return at(at(KERNEL, from), across);
    }),
  );

const mapOf = (flip: number): Matrix => output(settingOf('Conv2D', IMAGE, weights(flip)));

export function draw({ flip = 0 }: State = INITIAL): Drawing {
  const drawing = new Drawing(14.2, 11.6);
  const isFirst = (row: number, column: number): boolean => row < SIDE && column < SIDE;
  drawing.title('input $X$', [5.6, 1]);
  const colours = (y: number, x: number) => (isFirst(y, x) ? [[CELLS[0]]] : []);
  drawing.grid(IMAGE, 'input', [5.6, 1], { parts: colours });
  drawing.window('first', [5.6, 1], [SIDE, SIDE], { colour: 'blue', width: 2.2 });
  panel(drawing, 0, 0, ['kernel', 'cross-correlation']);
  panel(drawing, 1, flip, ['flipped', 'convolution']);
  return drawing;
}

function panel(drawing: Drawing, index: number, flip: number, [kernel, name]: readonly [string, string]): void {
  const left = PANEL * index;
  drawing.arrow(`down ${index}`, [6.2 + 1.8 * index, 4.2], [4.6 + 5 * index, 5.2]);
  drawing.label(NAMES[flip] ?? '', [left + 0.1, 5.7], { align: 'left', bold: true, key: `name ${index}` });
  drawing.title(TITLES[flip] ?? '', [left + 0.1, TOP], `title ${index}`);
  turnedKernel(drawing, kernel, flip, [left + 0.1, TOP]);
  drawing.arrow(`right ${index}`, [left + 2.4, 8.4], [left + 3.4, 8.4]);
  drawing.title('$F$', [left + 3.7, TOP], `F ${index}`);
  const map = mapOf(flip);
  const first = (y: number, x: number) => (y + x ? [] : [[CELLS[0]]]);
  drawing.grid(map, `feature map, ${name}`, [left + 3.7, TOP], { parts: first, strong: true, key: `map ${index}` });
  const terms = weights(flip).flatMap((row, y) => row.map((weight, x) => [at(at(IMAGE, y), x), weight]));
  drawing.record(`products, ${name}`, terms);
  const lines = [terms.map((term) => term.join('·')).join('+'), `= ${at(at(map, 0), 0)}`];
  for (const [line, text] of lines.entries())
    drawing.label(text, [left + 0.1, 10.4 + 0.8 * line], { align: 'left', key: `line ${index} ${line}` });
}

/** Each cell by itself, under its own name, so that it is seen to go where it goes. */
function turnedKernel(drawing: Drawing, name: string, flip: number, [left, top]: Point): void {
  drawing.record(name, weights(flip));
  const cells = range(SIDE * SIDE).map((cell) => {
    const [row, column] = [Math.floor(cell / SIDE), cell % SIDE];
    const [y, x] = turned(row, column, flip);
    return {
      key: `${name} ${cell}`,
      colour: at(CELLS, cell),
      value: at(at(KERNEL, row), column),
      place: [left + x, top + y] as const,
    };
  });
  for (const { key, colour, place } of cells) drawing.block(key, place, [1, 1], [[colour]]);
  for (const { key, place } of cells) drawing.window(key, place, [1, 1], { colour: 'line', width: 0.6 });
  for (const {
    key,
    value,
    place: [x, y],
  } of cells)
    drawing.label(String(value), [x + 0.5, y + 0.5], { key });
}

export function says({ flip = 0 }: State): Saying {
  const [here, plain] = [flip, 0].map((turn) => at(at(mapOf(turn), 0), 0)) as [number, number];
  return [at(['same', 'half', 'flipped'], flip), here, plain];
}

export const grips = (): Grip[] => [[PANEL + 0.1, TOP, SIDE, SIDE]];

/** A press on the right kernel turns it further, and at last back. */
export function touched(point: Point, { flip = 0 }: State): State | null {
  return grips().some((grip) => isOn(point, grip)) ? { flip: (flip + 1) % TURNS.length } : null;
}

export const view: View = {
  handles: [{ name: 'flip', least: 0, most: () => TURNS.length - 1, text: (value) => TURNS[value] ?? '', plays: true }],
  initial: INITIAL,
  draw,
  says,
  grips,
  touched,
};
