/** The small network forward, and layer by layer back: at each node the gradient of its sum, under what the node gave. */
import { at, axes, output, range, terms } from '../../../arithmetic/index.ts';
import type { Matrix } from '../../../arithmetic/index.ts';
import { Drawing } from '../kit/drawing.ts';
import { IMAGE } from '../kit/example.ts';
import { settingOf } from '../kit/setting.ts';
import type { Point } from '../kit/shape.ts';
import { CELLS } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { step: 3 };
const W: Matrix = [
  [1, -2],
  [3, -1],
];
const V: Matrix = [
  [2, -1, -2, -1],
  [-2, -1, 2, 1],
  [2, 1, -2, -1],
  [-1, 2, -1, -2],
];
const U: Matrix = [
  [-2, 1, -2, -2],
  [2, -2, 2, 2],
];
const WANTED = [1, 0];
const [RADIUS, SMALLER, SHARE] = [1.15, 0.8, 0.35];
const EDGES = [
  [1.9, false],
  [1.5, true],
  [1.1, false],
  [2.2, true],
] as const; // width and dashes of each weight, as snippets/net.py has them

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, index) => sum + value * at(other, index), 0);
const times = (matrix: Matrix, vector: readonly number[]): number[] => matrix.map((row) => dot(row, vector));
const transposed = (matrix: Matrix): number[][] => at(matrix, 0).map((_, x) => matrix.map((row) => at(row, x)));
/** What comes back to a layer's outputs, as it stands before its sigmoid. */
const through = (back: readonly number[], given: readonly number[]): number[] =>
  back.map((value, index) => value * at(given, index) * (1 - at(given, index)));
const rounded = (values: readonly number[]): number[] => values.map((value) => Number(value.toFixed(6)));

const X = IMAGE.map((row) => row.map((value) => value / 9));
const SETTING = settingOf('Conv2D', X, W);
const A = output(SETTING).flat().map(sigmoid);
const H = times(V, A).map(sigmoid);
const Y = times(U, H).map(sigmoid);
const DZ = through(
  Y.map((value, index) => value - at(WANTED, index)),
  Y,
);
const DG = through(times(transposed(U), DZ), H);
const DF = through(times(transposed(V), DG), A);

interface Column {
  name: string;
  title: string;
  x: number;
  /** The y of the first node and of the last. */
  span: Point;
  given: readonly number[];
  back: { name: string; title: string; values: readonly number[]; step: number };
}

const COLUMNS: readonly Column[] = [
  {
    name: 'feature map, A',
    title: '$A$',
    x: 4.9,
    span: [3.9, 13.9],
    given: A,
    back: { name: 'gradient, F', title: '$∂E/∂F$', values: DF, step: 3 },
  },
  {
    name: 'hidden, H',
    title: '$H$',
    x: 9.2,
    span: [3.9, 13.9],
    given: H,
    back: { name: 'gradient, G', title: '$∂E/∂G$', values: DG, step: 2 },
  },
  {
    name: 'output, Y',
    title: '$Y$',
    x: 13.2,
    span: [7.2, 11],
    given: Y,
    back: { name: 'gradient, Z', title: '$∂E/∂Z$', values: DZ, step: 1 },
  },
];

const spread = (x: number, [first, last]: Point, count: number): Point[] =>
  range(count).map((index) => [x, first + ((last - first) * index) / (count - 1)]);
const INPUTS = spread(0.9, [1.9, 15.9], 9);
const PLACES = COLUMNS.map(({ x, span, given }) => spread(x, span, given.length));

export function draw({ step = 0 }: State = INITIAL): Drawing {
  const drawing = new Drawing(14.4, 16.9);
  inputs(drawing);
  for (const [index, one] of COLUMNS.entries()) column(drawing, one, at(PLACES, index), step);
  shared(drawing);
  for (const layer of [0, 1] as const) dense(drawing, layer);
  weigh(drawing);
  if (step === 3) drawing.label('$∂E/∂W$ = ?', [3.2, 16.2], { align: 'left', colour: 'focus', key: 'asked' });
  if (step >= 2) drawing.arrow('to G', [12.2, 1.3], [10.3, 1.3], 'focus');
  if (step >= 3) drawing.arrow('to F', [8.1, 1.3], [6, 1.3], 'focus');
  return drawing;
}

function inputs(drawing: Drawing): void {
  const values = X.flat().map((value) => 9 * value);
  drawing.record('input, X·9', values);
  for (const [index, place] of INPUTS.entries()) {
    drawing.node(`input ${index}`, place, SMALLER);
    drawing.label(`${at(values, index)}/9`, place, { key: `input ${index}` });
  }
}

/** What each node gave; once the gradient has come so far, in quiet above the gradient of its sum. */
function column(drawing: Drawing, { name, title, x, given, back }: Column, places: Point[], step: number): void {
  const isReached = step >= back.step;
  drawing.label(isReached ? back.title : title, [x, 0.4], { colour: 'quiet', key: name });
  drawing.record(name, rounded(given));
  if (isReached) drawing.record(back.name, rounded(back.values));
  for (const [index, [, y]] of places.entries()) {
    drawing.node(`${name} ${index}`, [x, y], RADIUS, name.startsWith('output'));
    const quiet = isReached ? ({ colour: 'quiet' } as const) : {};
    const key = `${name} ${index}`;
    drawing.label(at(given, index).toFixed(3), [x, y - (isReached ? 0.32 : 0)], { ...quiet, key });
    if (!isReached) continue;
    const gradient = at(back.values, index).toFixed(3);
    drawing.label(gradient, [x, y + 0.29], { bold: true, key: `${back.name} ${index}` });
  }
}

/** The edges of the convolution, each weight with a colour and a line of its own. */
function shared(drawing: Drawing): void {
  const all = terms(SETTING, axes(SETTING)).flat();
  for (const [feature, products] of all.entries())
    for (const { input, kernel } of products) {
      const weight = kernel[0] * 2 + kernel[1];
      const start = input[0] * SETTING.width + input[1];
      const [width, dashed] = at(EDGES, weight);
      const ends = shortened(at(INPUTS, start), at(at(PLACES, 0), feature), SMALLER);
      drawing.path(`edge ${start} ${feature}`, ends, at(CELLS, weight), width, dashed);
    }
}

/** The edges between two columns; those of the first hidden node, which the text follows, are set off. */
function dense(drawing: Drawing, layer: 0 | 1): void {
  for (const [one, start] of at(PLACES, layer).entries())
    for (const [other, end] of at(PLACES, layer + 1).entries()) {
      const [colour, width] = (layer === 0 ? other : one) === 0 ? (['ink', 1.4] as const) : (['line', 0.9] as const);
      drawing.path(`layer ${layer} ${one} ${other}`, shortened(start, end, RADIUS), colour, width);
    }
}

/** The weights on the edges from the first hidden node, which the text follows back, as snippets/net.py writes them. */
function weigh(drawing: Drawing): void {
  const values = U.map((row) => at(row, 0));
  const [x, y] = at(at(PLACES, 1), 0);
  drawing.record('weights, U', values);
  for (const [index, value] of values.entries()) {
    const [right, below] = at(at(PLACES, 2), index);
    const [across, down] = [right - x, below - y];
    const length = Math.hypot(across, down);
    const place: Point = [x + across * SHARE + down / length / 2, y + down * SHARE - across / length / 2];
    drawing.label(String(value).replace('-', '−'), place, { key: `weight ${index}` });
  }
}

/** The ends of an edge, at the rims of its two nodes. */
function shortened([x, y]: Point, [left, top]: Point, radius: number): Point[] {
  const [across, down] = [left - x, top - y];
  const length = Math.hypot(across, down);
  return [
    [x + (across * radius) / length, y + (down * radius) / length],
    [left - (across * RADIUS) / length, top - (down * RADIUS) / length],
  ];
}

const three = (values: readonly number[]): string =>
  values.map((value) => value.toFixed(3).replace('-', '−')).join(', ');

export function says({ step = 0 }: State): Saying {
  if (step === 0) return ['forward', three(Y), WANTED.join(', ')];
  const reached = COLUMNS.find(({ back }) => back.step === step);
  return [`to${step}`, three(reached?.back.values ?? [])];
}

export const view: View = {
  handles: [{ name: 'step', least: 0, most: () => 3, text: (step) => `step ${step} / 3`, plays: true, pace: 2500 }],
  initial: INITIAL,
  draw,
  says,
};
