/** Three stamps on a line: how far apart they are is the stride. */
import { Drawing, origins } from '../kit/drawing.ts';
import { stampedRow } from '../kit/row.ts';
import { CELLS, SMALL } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { strides: 2 };
const SIGNAL = [1, 2, 3];
const WEIGHTS = [1, 1, 1];
const LEFT = 3.1;

export function draw({ strides = 1 }: State = INITIAL): Drawing {
  const { axis, values: all, stamps: met } = stampedRow(SIGNAL, WEIGHTS, strides);
  const [values, stamps] = [all.slice(0, axis.full), met.slice(0, axis.full)]; // without the zeros that Keras puts behind
  const drawing = new Drawing(14.2, 5.9);
  drawing.label('input', [0, 0.5], { align: 'left', colour: 'quiet', size: SMALL });
  drawing.label('canvas', [0, 3.4], { align: 'left', colour: 'quiet', size: SMALL });
  drawing.label('overlap', [0, 4.4], { align: 'left', colour: 'quiet', size: SMALL });
  for (const [index, value] of SIGNAL.entries()) {
    const start = LEFT + index * strides;
    const middle = start + (WEIGHTS.length - 1) / 2;
    const colour = CELLS[index] ?? 'blue';
    drawing.cone(`stamp ${index}`, [middle, middle + 1, 1], [start, start + WEIGHTS.length, 2.9], colour);
    drawing.grid(value, `input ${index + 1}`, [middle, 0], { parts: colour });
  }
  const parts = (_: number, column: number): ReturnType<typeof origins> => origins(stamps[column] ?? [], SIGNAL.length);
  drawing.grid(values, 'canvas', [LEFT, 2.9], { parts, strong: true });
  drawing.counts(
    stamps.map((all) => all.length),
    'overlap',
    [LEFT, 3.9],
  );
  drawing.bracket('strides', LEFT, LEFT + strides, 5.3, '');
  const beside = [LEFT + strides + 0.4, 5.25] as const;
  drawing.label(`strides=${strides}`, beside, { align: 'left', colour: 'quiet', size: SMALL, key: 'strides' });
  return drawing;
}

export function says({ strides = 1 }: State): Saying {
  const shared = WEIGHTS.length - strides;
  if (shared > 0) return ['overlap', strides, shared];
  return shared === 0 ? ['touch', strides] : ['gap', strides, -shared];
}

export const view: View = {
  handles: [{ name: 'strides', least: 1, most: () => 4, text: (value) => `strides=${value}` }],
  initial: INITIAL,
  draw,
  says,
};
