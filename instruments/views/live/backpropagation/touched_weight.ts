/** A weight that the reader touches: the four edges that have it, and the four terms of its gradient. */
import { at, axes, range, terms } from '../../../arithmetic/index.ts';
import { Drawing } from '../kit/drawing.ts';
import type { Parts } from '../kit/drawing.ts';
import { IMAGE } from '../kit/example.ts';
import { roundedWithin } from '../kit/places.ts';
import { settingOf } from '../kit/setting.ts';
import type { Grip } from '../kit/grips.ts';
import type { Point } from '../kit/shape.ts';
import { CELLS } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { weight: 0 };
const BACK = [1, 2, 3, 4]; // ∂E/∂F
const SIDE = 2; // of the kernel and of the feature map
const COUNT = SIDE * SIDE;
const ONES = range(SIDE).map(() => range(SIDE).map(() => 1));
const [CELL, WIDE, UPPER, LOWER, LEFT] = [1.4, 1.75, 1, 5.4, 0.4];

interface Edge {
  input: number;
  feature: number;
  weight: number;
}

/** Cells are counted row by row. */
const EDGES: readonly Edge[] = edges();

function edges(): Edge[] {
  const setting = settingOf('Conv2D', IMAGE, ONES);
  return terms(setting, axes(setting))
    .flat()
    .flatMap((all, feature) =>
      all.map(({ input, kernel }) => ({
        input: input[0] * setting.width + input[1],
        feature,
        weight: kernel[0] * SIDE + kernel[1],
      })),
    );
}

const own = (weight: number): Edge[] => EDGES.filter((edge) => edge.weight === weight);
const pairs = (weight: number): [number, number][] =>
  own(weight).map(({ input, feature }) => [at(IMAGE.flat(), input), at(BACK, feature)]);
const total = (weight: number): number => pairs(weight).reduce((sum, [value, back]) => sum + value * back, 0);
/** As the drawing and the text have it: w₀. */
const nameOf = (weight: number): string => `w${String.fromCodePoint(0x2080 + weight)}`;
const startOf = (input: number): number => LEFT + CELL * input;
const endOf = (feature: number): number => 4.9 + 2.3 * feature;

export function draw({ weight = 0 }: State = INITIAL): Drawing {
  const drawing = new Drawing(13.4, 10.4);
  drawing.title('$X$', [startOf(0), UPPER]);
  drawing.title('$∂E/∂F$', [endOf(0), LOWER + CELL + 1]);
  drawing.title('$W$', [LEFT, LOWER]);
  // those that are lit over the others
  for (const edge of [...EDGES].sort((one, other) => Number(one.weight === weight) - Number(other.weight === weight)))
    line(drawing, edge, edge.weight === weight);
  const lit = new Map(own(weight).map(({ input, feature }) => [input, at(CELLS, feature)]));
  const parts = (_: number, column: number): Parts => {
    const colour = lit.get(column);
    return colour ? [[colour]] : [];
  };
  drawing.grid(IMAGE.flat(), 'input', [startOf(0), UPPER], { parts, cell: CELL });
  for (const [index, value] of BACK.entries())
    drawing.grid(value, `gradient, F${index}`, [endOf(index), LOWER], {
      parts: at(CELLS, index),
      cell: CELL,
      key: `F${index}`,
    });
  kernel(drawing, weight);
  drawing.record('products', pairs(weight));
  drawing.record('sum', total(weight));
  const text = pairs(weight)
    .map((pair) => pair.join('·'))
    .join(' + ');
  const sum = `$∂E/∂w_${weight}$ = ${text} = ${total(weight)}`;
  drawing.label(sum, [LEFT, 9.8], { align: 'left', bold: true, key: 'terms' });
  return drawing;
}

function line(drawing: Drawing, { input, feature }: Edge, isOwn: boolean): void {
  const ends: Point[] = [
    [startOf(input) + CELL / 2, UPPER + CELL],
    [endOf(feature) + CELL / 2, LOWER],
  ];
  drawing.path(`edge ${input} ${feature}`, ends, isOwn ? at(CELLS, feature) : 'line', isOwn ? 2.2 : 0.6);
}

function kernel(drawing: Drawing, weight: number): void {
  const corner = (index: number): Point => [LEFT + WIDE * (index % SIDE), LOWER + WIDE * Math.floor(index / SIDE)];
  for (const index of range(COUNT)) {
    const [x, y] = corner(index);
    drawing.window(`weight ${index}`, [x, y], [1, 1], { colour: 'line', width: 0.6, cell: WIDE });
    drawing.label(`$w_${index}$`, [x + WIDE / 2, y + WIDE / 2]);
  }
  drawing.window('touched', corner(weight), [1, 1], { colour: 'focus', width: 2.2, cell: WIDE });
}

export const says = ({ weight = 0 }: State): Saying => [
  'terms',
  nameOf(weight),
  pairs(weight)
    .map(([value]) => value)
    .join(', '),
  BACK.join(', '),
  total(weight),
];

export const grips = (): Grip[] => [[LEFT, LOWER, WIDE * SIDE, WIDE * SIDE]];

/** The weight under the pointer; null beside the kernel. */
export function touched([x, y]: Point): State | null {
  const [across, down] = [(x - LEFT) / WIDE, (y - LOWER) / WIDE];
  const isOn = across >= 0 && across <= SIDE && down >= 0 && down <= SIDE;
  return isOn ? { weight: roundedWithin(down - 0.5, SIDE - 1) * SIDE + roundedWithin(across - 0.5, SIDE - 1) } : null;
}

export const view: View = {
  handles: [
    {
      name: 'weight',
      least: 0,
      most: () => COUNT - 1,
      text: nameOf,
      plays: true,
    },
  ],
  initial: INITIAL,
  draw,
  says,
  grips,
  touched,
};
