/** One step along the gradient of the filter, by hand: with a minus E falls, until a step is too long; with a plus it grows. */
import { at, output, range } from '../../../arithmetic/index.ts';
import type { Matrix } from '../../../arithmetic/index.ts';
import { Drawing } from '../kit/drawing.ts';
import { IMAGE } from '../kit/example.ts';
import { settingOf } from '../kit/setting.ts';
import type { Grip } from '../kit/grips.ts';
import type { Point } from '../kit/shape.ts';
import { SMALL } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { step: -2 };
const W: Matrix = [
  [1, -2],
  [3, -1],
];
const BACK: Matrix = [
  [1, 2],
  [3, 4],
]; // ∂E/∂F
const ALPHA = 0.001;
const [LEAST, MOST, POINTS] = [-4, 2, 49];
const [UNIT, LEFT, TOP, HIGH] = [1.85, 1.1, 5.6, 7.2];
const DOT = 0.22; // half its side

const featureMap = (kernel: Matrix): number[][] => output(settingOf('Conv2D', IMAGE, kernel));
const GRADIENT = featureMap(BACK);
const WANTED = featureMap(W).map((row, y) => row.map((value, x) => value - at(at(BACK, y), x)));

/** So many alphas along the gradient. */
const weights = (step: number): number[][] =>
  W.map((row, y) => row.map((weight, x) => weight + step * ALPHA * at(at(GRADIENT, y), x)));

function loss(step: number): number {
  const differences = featureMap(weights(step)).map((row, y) => row.map((value, x) => value - at(at(WANTED, y), x)));
  return differences.flat().reduce((sum, difference) => sum + difference ** 2, 0) / 2;
}

const CURVE = range(POINTS).map((index) => LEAST + (index * (MOST - LEAST)) / (POINTS - 1));
/** The whole step after which E is least. */
const BEST = range(1 - LEAST)
  .map((index) => -index)
  .reduce((best, step) => (loss(step) < loss(best) ? step : best));
const LOSSES = CURVE.map(loss);
const HIGHEST = at(LOSSES, POINTS - 1);

const placeOf = (step: number, value: number): Point => [
  LEFT + UNIT * (step - LEAST),
  TOP + HIGH * (1 - value / HIGHEST),
];
const rounded = (value: number): number => Number(value.toFixed(6));
const size = (step: number): number => rounded(Math.abs(step) * ALPHA);
const signOf = (step: number): string => (step < 0 ? '−' : '+');

export function draw({ step = 0 }: State = INITIAL): Drawing {
  const drawing = new Drawing(13.4, 15.2);
  drawing.title('$W$', [0.3, 1]);
  drawing.grid(W, 'weights, before', [0.3, 1], { cell: 1.2, key: 'before' });
  drawing.label(`${signOf(step)} ${size(step)} ·`, [4, 2.2], { key: 'step' });
  drawing.title('$∂E/∂W$', [5.2, 1]);
  drawing.grid(GRADIENT, 'gradient', [5.2, 1], { cell: 1.2 });
  drawing.label('=', [8.1, 2.2]);
  drawing.grid(weights(step), 'weights, after', [8.6, 0], { strong: true, cell: 2.2, key: 'after' });
  axis(drawing);
  drawing.record('loss, curve', LOSSES.map(rounded));
  drawing.path(
    'curve',
    CURVE.map((place, index) => placeOf(place, at(LOSSES, index))),
    'blue',
    1.6,
  );
  drawing.record('loss', [loss(0), loss(step)].map(rounded));
  dot(drawing, 'before', 0, 'ink', true);
  dot(drawing, 'after', step, 'focus', step !== 0);
  return drawing;
}

function axis(drawing: Drawing): void {
  const bottom = TOP + HIGH;
  drawing.label('$E$', [LEFT + 0.3, TOP + 0.2], { align: 'left' });
  const corner: Point[] = [
    [LEFT, TOP],
    [LEFT, bottom],
    [LEFT + UNIT * (MOST - LEAST), bottom],
  ];
  drawing.path('axes', corner, 'quiet', 0.9);
  for (const index of range(MOST - LEAST + 1)) {
    const [step, x] = [LEAST + index, LEFT + UNIT * index];
    const tick: Point[] = [
      [x, bottom],
      [x, bottom + 0.2],
    ];
    drawing.path(`tick ${step}`, tick, 'quiet', 0.9);
    const text = String(rounded(step * ALPHA));
    drawing.label(text, [x, bottom + 0.6], { colour: 'quiet', size: SMALL, key: `tick ${step}` });
  }
  drawing.label('$−α ∂E/∂W$', [LEFT + UNIT * 2, bottom + 1.8], { bold: true });
  drawing.label('$+α ∂E/∂W$', [LEFT + UNIT * 5, bottom + 1.8], { bold: true });
}

/** On the side to which the curve falls; above the curve's lowest point. */
function labelBeside(step: number): readonly ['left' | 'right' | 'center', number, number] {
  if (loss(step - 0.5) < loss(step)) return ['right', -0.4, 0.6];
  return loss(step + 0.5) < loss(step) ? ['left', 0.4, 0.6] : ['center', 0, 1];
}

function dot(drawing: Drawing, key: string, step: number, colour: 'ink' | 'focus', isNamed: boolean): void {
  const [x, y] = placeOf(step, loss(step));
  const [corner, side]: [Point, Point] = [
    [x - DOT, y - DOT],
    [2 * DOT, 2 * DOT],
  ];
  drawing.block(`dot ${key}`, corner, side, [[colour]], 2);
  drawing.window(`dot ${key}`, corner, side, { colour });
  if (!isNamed) return;
  const [align, across, up] = labelBeside(step);
  drawing.label(loss(step).toFixed(2), [x + across, y - up], { align, colour, bold: true, key: `loss ${key}` });
}

export function says({ step = 0 }: State): Saying {
  const [before, after] = [loss(0), loss(step)];
  const values = [size(step), before.toFixed(2), after.toFixed(2)] as const;
  if (step === 0) return ['still', before.toFixed(2)];
  if (step > 0) return ['up', ...values];
  return [after > loss(step + 1) ? 'over' : 'down', ...values];
}

const stateAt = (step: number): State => ({ step: Math.min(Math.max(Math.round(step), LEAST), MOST) });

export const grips = (): Grip[] => [[LEFT - UNIT / 2, TOP, UNIT * (MOST - LEAST + 1), HIGH + 1]];

/** The step whose place on the curve is above or below the pointer; null beside the curve. */
export function touched([x, y]: Point): State | null {
  const step = LEAST + (x - LEFT) / UNIT;
  const isOn = y >= TOP && y <= TOP + HIGH + 1 && step >= LEAST - 0.5 && step <= MOST + 0.5;
  return isOn ? stateAt(step) : null;
}

export const dragged = ({ step = 0 }: State, [across]: Point): State => stateAt(step + across / UNIT);

export const view: View = {
  handles: [
    {
      name: 'step',
      least: LEAST,
      most: () => MOST,
      text: (step) => `step = ${step ? signOf(step) : ''}${size(step)}`,
      plays: true,
      way: [0, BEST],
    },
  ],
  initial: INITIAL,
  draw,
  says,
  grips,
  touched,
  dragged,
};
