/** Three views as one motion: a column of the transposed matrix becomes a stamp, then each of its rows gathers an output cell. */
import { at, axes, combine, range, terms } from '../../../arithmetic/index.ts';
import type { Term } from '../../../arithmetic/index.ts';
import { Drawing, origins } from '../kit/drawing.ts';
import type { Parts } from '../kit/drawing.ts';
import { roundedWithin } from '../kit/places.ts';
import { settingOf } from '../kit/setting.ts';
import type { Grip } from '../kit/grips.ts';
import type { Point } from '../kit/shape.ts';
import { CELLS, SMALL } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { step: 0 };
const [SIGNAL, WEIGHTS, STRIDES] = [[1, 2, 3], [4, 5, 6], 2];
const SETTING = settingOf('Conv2DTranspose', [SIGNAL], [WEIGHTS], { strides: [1, STRIDES] });
const CELLS_OF_CANVAS: readonly Term[][] = terms(SETTING, axes(SETTING))[0] ?? [];
const [INPUTS, OUTPUTS] = [SIGNAL.length, CELLS_OF_CANVAS.length];
const [MATRIX, TRANSPOSE, INPUT, CANVAS]: [Point, Point, Point, Point] = [
  [1, 1],
  [0, 6],
  [4.6, 8],
  [7.2, 6],
];

const inputOf = ({ input }: Term): number => input[1];
/** Where a row and a column of the transposed matrix meet: the weight, or 0. */
const entry = (row: number, column: number): number =>
  at(CELLS_OF_CANVAS, row).find((term) => inputOf(term) === column)?.weight ?? 0;
const ROWS = range(OUTPUTS).map((row) => range(INPUTS).map((column) => entry(row, column)));
const COLUMNS = range(INPUTS).map((column) => ROWS.map((row) => at(row, column)));

/** The column or the row that a step is about: first each column, then each row. */
const columnOf = (step: number): number | null => (step > 0 && step <= INPUTS ? step - 1 : null);
const rowOf = (step: number): number | null => (step > INPUTS ? step - INPUTS - 1 : null);

/** What each cell of the canvas is made of at this step: while columns are stamped, of the stamps until then. */
function canvasAt(step: number): Term[][] {
  const last = columnOf(step) ?? INPUTS - 1;
  return CELLS_OF_CANVAS.map((all) => all.filter((term) => inputOf(term) <= last));
}

export function draw({ step = 0 }: State = INITIAL): Drawing {
  const drawing = new Drawing(9, 13.2);
  const own = (row: number, column: number): Parts => (entry(row, column) ? [[at(CELLS, column)]] : []);
  drawing.title('$C$', MATRIX);
  drawing.grid(COLUMNS, 'C', MATRIX, { parts: (row, column) => own(column, row) });
  drawing.title('$C^{𝖳}$', TRANSPOSE);
  drawing.grid(ROWS, 'Cᵀ', TRANSPOSE, { parts: own });
  drawing.label('×', [3.8, 9.5]);
  drawing.title('input', INPUT);
  drawing.grid(
    SIGNAL.map((value) => [value]),
    'input',
    INPUT,
    { parts: (row) => [[at(CELLS, row)]] },
  );
  drawing.label('=', [6.4, 9.5]);
  drawing.title('canvas', CANVAS);
  const canvas = canvasAt(step);
  drawing.grid(
    canvas.map((all) => [combine(SETTING, all)]),
    'canvas',
    CANVAS,
    { parts: (row) => origins(at(canvas, row).map(inputOf), 1), strong: true },
  );
  frames(drawing, step);
  return drawing;
}

/** Round what is multiplied, and what becomes of it; the products in numbers. */
function frames(drawing: Drawing, step: number): void {
  const [column, row] = [columnOf(step), rowOf(step)];
  const frame = (key: string, [x, y]: Point, size: Point): void => {
    drawing.window(key, [x, y], size, { colour: 'focus', width: 2.6 });
  };
  if (column !== null) {
    const first = column * STRIDES;
    frame('factor', [TRANSPOSE[0] + column, TRANSPOSE[1] + first], [1, WEIGHTS.length]);
    frame('signal', [INPUT[0], INPUT[1] + column], [1, 1]);
    frame('result', [CANVAS[0], CANVAS[1] + first], [1, WEIGHTS.length]);
  } else if (row !== null) {
    frame('factor', [TRANSPOSE[0], TRANSPOSE[1] + row], [INPUTS, 1]);
    frame('signal', INPUT, [1, INPUTS]);
    frame('result', [CANVAS[0], CANVAS[1] + row], [1, 1]);
  } else return;
  drawing.label(written(step), [INPUT[0] + 0.5, 12.5], { size: SMALL, key: 'products' });
}

/** A stamp as the kernel times an input cell, a sum as its products. */
function written(step: number): string {
  const column = columnOf(step);
  if (column !== null) return WEIGHTS.map((weight) => `${weight}·${at(SIGNAL, column)}`).join(', ');
  const all = at(CELLS_OF_CANVAS, rowOf(step) ?? 0);
  return `${all.map(({ weight, value }) => `${weight}·${value}`).join('+')} = ${combine(SETTING, all)}`;
}

export function says({ step = 0 }: State): Saying {
  const [column, row] = [columnOf(step), rowOf(step)];
  if (column !== null) return ['column', column, written(step)];
  return row === null ? ['whole'] : ['row', row, written(step)];
}

export const grips = (): Grip[] => [
  [...INPUT, 1, INPUTS],
  [...CANVAS, 1, OUTPUTS],
];

/** A press on the input takes its column, one on the canvas its row; null elsewhere. */
export function touched([x, y]: Point): State | null {
  const isOver = ([left, top]: Point, rows: number): boolean =>
    x >= left && x <= left + 1 && y >= top && y <= top + rows;
  if (isOver(INPUT, INPUTS)) return { step: 1 + roundedWithin(y - INPUT[1] - 0.5, INPUTS - 1) };
  if (isOver(CANVAS, OUTPUTS)) return { step: 1 + INPUTS + roundedWithin(y - CANVAS[1] - 0.5, OUTPUTS - 1) };
  return null;
}

function text(step: number): string {
  const [column, row] = [columnOf(step), rowOf(step)];
  if (column !== null) return `C.T[:, ${column}]`;
  return row === null ? 'C.T' : `C.T[${row}]`;
}

export const view: View = {
  handles: [{ name: 'step', least: 0, most: () => INPUTS + OUTPUTS, text, plays: true }],
  initial: INITIAL,
  draw,
  says,
  grips,
  touched,
};
