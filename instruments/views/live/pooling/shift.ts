/** A digit that the reader moves sideways, max-pooled beside average-pooled: the cells that change flash. */
import { cellAt, output, range } from '../../../arithmetic/index.ts';
import type { Matrix } from '../../../arithmetic/index.ts';
import { Drawing, written } from '../kit/drawing.ts';
import { settingOf } from '../kit/setting.ts';
import { isOn } from '../kit/grips.ts';
import type { Grip } from '../kit/grips.ts';
import type { Point } from '../kit/shape.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { shift: 1 };
// load_digits().images[0] // 4 * 4 of scikit-learn
const DIGIT: Matrix = [
  [0, 0, 4, 12, 8, 0, 0, 0],
  [0, 0, 12, 12, 8, 12, 4, 0],
  [0, 0, 12, 0, 0, 8, 8, 0],
  [0, 4, 12, 0, 0, 8, 8, 0],
  [0, 4, 8, 0, 0, 8, 8, 0],
  [0, 4, 8, 0, 0, 12, 4, 0],
  [0, 0, 12, 4, 8, 12, 0, 0],
  [0, 0, 4, 12, 8, 0, 0, 0],
];
const [MARGIN, POOL] = [2, 2];
const SIDE = DIGIT.length + 2 * MARGIN;
const [LEFT, TOP, BELOW] = [4.2, 1, 8.7];
const [CELL, WIDE] = [0.5, 1.16];
const WINDOW = range(POOL).map(() => range(POOL).map(() => 1));
const KINDS = [
  ['max', 'MaxPooling2D', 0.1],
  ['average', 'AveragePooling2D', 7.4],
] as const;
type Kind = (typeof KINDS)[number][1];

/** With its margin, moved so far to the right. */
const moved = (shift: number): number[][] =>
  range(SIDE).map((row) => range(SIDE).map((column) => DIGIT[row - MARGIN]?.[column - MARGIN - shift] ?? 0));

const pooled = (op: Kind, shift: number): Matrix => output(settingOf(op, moved(shift), WINDOW, { strides: null }));

/** Rows and columns of the cells that are not what they are without a shift. */
function changes(op: Kind, shift: number): Point[] {
  const before = pooled(op, 0);
  return pooled(op, shift).flatMap((row, y) =>
    row.flatMap((value, x) => (value === cellAt(before, y, x) ? [] : [[y, x] as const])),
  );
}

export function draw({ shift = 0 }: State = INITIAL): Drawing {
  const drawing = new Drawing(14.4, 16.8);
  digit(drawing, shift);
  for (const [name, op, left] of KINDS) {
    const [map, changed] = [pooled(op, shift), changes(op, shift)];
    const placeOf = ([row, column]: Point): Point => [left + column * WIDE, BELOW + row * WIDE];
    drawing.title(name, [left, BELOW]);
    for (const cell of changed)
      drawing.block(`${name} ${cell.join()} changed`, placeOf(cell), [WIDE, WIDE], [['orange']]);
    drawing.grid(map, `pooled, ${name}`, [left, BELOW], { cell: WIDE, key: name });
    for (const cell of changed)
      drawing.window(`${name} ${cell.join()} changed`, placeOf(cell), [1, 1], {
        colour: 'focus',
        cell: WIDE,
        width: 1.3,
      });
    const count = `≠ ${changed.length} / ${map.flat().length}`;
    drawing.label(count, [left, BELOW + 7.5], { align: 'left', bold: true, key: `${name} count` });
  }
  return drawing;
}

/** Its pixels, and the windows over them. */
function digit(drawing: Drawing, shift: number): void {
  drawing.title('digit', [LEFT, TOP]);
  drawing.record('digit', moved(shift));
  for (const [row, pixels] of DIGIT.entries())
    for (const [column, value] of pixels.entries())
      if (value) {
        const place: Point = [LEFT + (column + MARGIN + shift) * CELL, TOP + (row + MARGIN) * CELL];
        drawing.block(`pixel ${row},${column}`, place, [CELL, CELL], [['ink']], value / 8);
      }
  const windows = range(SIDE / POOL);
  for (const row of windows)
    for (const column of windows) {
      const place: Point = [LEFT + column * POOL * CELL, TOP + row * POOL * CELL];
      drawing.window(`${row},${column}`, place, [1, 1], { colour: 'line', width: 0.6, cell: POOL * CELL });
    }
}

export function says({ shift = 0 }: State): Saying {
  const counts = KINDS.map(([, op]) => changes(op, shift).length);
  const cells = (SIDE / POOL) ** 2;
  const kind = shift === 0 ? 'still' : Math.abs(shift) === POOL ? 'stride' : 'shifted';
  return [kind, shift, ...counts, cells];
}

const clampedShift = (shift: number): number => Math.min(Math.max(Math.round(shift), -MARGIN), MARGIN);

export const grips = (): Grip[] => [[LEFT, TOP, SIDE * CELL, SIDE * CELL]];

/** A press on the digit takes hold of it. */
export function touched(point: Point, { shift = 0 }: State): State | null {
  return grips().some((grip) => isOn(point, grip)) ? { shift } : null;
}

export const dragged = ({ shift = 0 }: State, [across]: Point): State => ({
  shift: clampedShift(shift + across / CELL),
});

export const view: View = {
  handles: [
    { name: 'shift', least: -MARGIN, most: () => MARGIN, text: (value) => `shift=${written(value)}`, plays: true },
  ],
  initial: INITIAL,
  draw,
  says,
  grips,
  touched,
  dragged,
};
