/** One rule for crop, gap and output_padding: the canvas has its size, the output has another, and the difference is cut or added. */
import { formula, refusal } from '../../../arithmetic/index.ts';
import type { Axis } from '../../../arithmetic/index.ts';
import { Drawing, origins } from '../kit/drawing.ts';
import { symbols } from '../kit/formula.ts';
import type { Parts } from '../kit/drawing.ts';
import { stampedRow } from '../kit/row.ts';
import type { Row } from '../kit/row.ts';
import type { Point } from '../kit/shape.ts';
import { CELLS, SMALL } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { kernel_size: 3, strides: 2, padding: 1, output_padding: -1 };
const SIGNAL = [1, 2, 3, 4];
const [LEFT, CANVAS, OUTPUT] = [0.3, 3.4, 8];

/** `padding` is 1 for "same"; `output_padding` is -1 for None. */
function rowOf({ kernel_size = 1, strides = 1, padding = 0, output_padding = -1 }: State): Row {
  const kernel = Array.from({ length: kernel_size }, () => 1);
  const target = output_padding < 0 ? null : output_padding;
  return stampedRow(SIGNAL, kernel, strides, padding ? 'same' : 'valid', target);
}

export function draw(state: State = INITIAL): Drawing {
  const row = rowOf(state);
  const { axis, values, stamps } = row;
  const drawing = new Drawing(13.6, 11.2);
  drawing.title('input', [LEFT, 0.9]);
  for (const [index, value] of SIGNAL.entries()) {
    const start = LEFT + index * axis.stride;
    const middle = start + (axis.kernel - 1) / 2;
    const colour = CELLS[index] ?? 'blue';
    drawing.cone(`stamp ${index}`, [middle, middle + 1, 2], [start, start + axis.kernel, CANVAS], colour);
    drawing.grid(value, `input ${index + 1}`, [middle, 1], { parts: colour });
  }
  const parts = (_: number, column: number): Parts => origins(stamps[column] ?? [], SIGNAL.length);
  const isKept = (column: number): boolean => column >= axis.start && column < axis.start + axis.size;
  const canvas = values.slice(0, axis.full);
  drawing.grid(canvas, 'cropped', [LEFT, CANVAS], { parts, cropped: (_, column) => !isKept(column) });
  drawing.grid(canvas, 'canvas', [LEFT, CANVAS], { parts, only: (_, column) => isKept(column) });
  const { full, stride, kernel } = axis;
  const numbers = `(${SIGNAL.length} − 1)·${stride} + ${kernel}`;
  measure(drawing, 'canvas', [LEFT, CANVAS], full, ['(n − 1)·s + k', numbers]);
  if (row.isRefused) nothing(drawing, axis);
  else output(drawing, row);
  return drawing;
}

/** Where the output of a refused setting would stand. */
function nothing(drawing: Drawing, { start, size }: Axis): void {
  drawing.record('output', null);
  const place: Point = [LEFT + start, OUTPUT];
  drawing.window('no output', place, [size, 1], { dashed: true, width: 1, inset: 0.12 });
  drawing.label('output: —', [LEFT, OUTPUT + 1.95], { align: 'left', colour: 'quiet', key: 'output length 0' });
}

function output(drawing: Drawing, { setting, axis, values, stamps }: Row): void {
  const { start, size, after, full } = axis;
  const [first, end] = [LEFT + start, LEFT + start + size];
  const parts = (_: number, column: number): Parts => origins(stamps[start + column] ?? [], SIGNAL.length);
  drawing.grid(values.slice(start, start + size), 'output', [first, OUTPUT], { parts, strong: true });
  const quiet = { colour: 'quiet', size: SMALL } as const;
  if (start) drawing.label(`−${start}`, [LEFT + start / 2, OUTPUT + 0.5], { ...quiet, key: 'cut before' });
  if (after) drawing.label(`−${after}`, [end + after / 2, OUTPUT + 0.5], { ...quiet, key: 'cut after' });
  const added = start + size - full;
  if (added > 0) {
    drawing.window('added', [LEFT + full, OUTPUT], [added, 1], { dashed: true, width: 1, inset: 0.12 });
    drawing.label(`+${added}`, [LEFT + full + added / 2, OUTPUT - 0.4], { ...quiet, key: 'added' });
  }
  const { letters, numbers } = formula(setting, 1);
  measure(drawing, 'output', [first, OUTPUT], size, [letters, numbers]);
}

/** How long a row is, below it: in letters, and with their numbers. */
function measure(
  drawing: Drawing,
  name: string,
  [start, top]: Point,
  cells: number,
  [letters, numbers]: readonly [string, string],
): void {
  drawing.bracket(`${name} length`, start, start + cells, top + 1.4, '');
  for (const [line, text] of [`${name}: ${symbols(letters)}`, `= ${numbers} = ${cells}`].entries())
    drawing.label(text, [LEFT, top + 1.95 + 0.8 * line], {
      align: 'left',
      colour: 'quiet',
      key: `${name} length ${line}`,
    });
}

export function says(state: State): Saying {
  const { setting, axis, isRefused } = rowOf(state);
  const { start, size, after, full } = axis;
  if (isRefused) return ['refused', ...(refusal(setting)?.values ?? [])];
  if (start + size > full) return ['added', full, start + size - full, size];
  return start || after ? ['cut', full, size, start, after] : ['whole', full];
}

export const view: View = {
  handles: [
    { name: 'kernel_size', least: 1, most: () => 4, text: (value) => `kernel_size=${value}` },
    { name: 'strides', least: 1, most: () => 3, text: (value) => `strides=${value}` },
    { name: 'padding', least: 0, most: () => 1, text: (value) => `padding="${value ? 'same' : 'valid'}"` },
    {
      name: 'output_padding',
      least: -1,
      most: ({ strides = 1 }) => strides - 1,
      text: (value) => `output_padding=${value < 0 ? 'None' : value}`,
    },
  ],
  initial: INITIAL,
  draw,
  says,
};
