/** A probe across the new cells: the value of each of three ways under it, and the shares it is made of. */
import { at, axes, kept, range, terms } from '../../../arithmetic/index.ts';
import type { Setting } from '../../../arithmetic/index.ts';
import { Drawing, origins } from '../kit/drawing.ts';
import { roundedWithin } from '../kit/places.ts';
import { settingOf } from '../kit/setting.ts';
import type { Grip } from '../kit/grips.ts';
import type { Point } from '../kit/shape.ts';
import { CELLS } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { cell: 5 };
const SIGNAL = [4, 8, 12, 32];
const TENT = [0.25, 0.75, 0.75, 0.25];
const SIZE = 2;
const COUNT = SIGNAL.length * SIZE;
const [LEFT, WIDE, HIGH, GAP] = [0.7, 3, 1, 3.9];
const NARROW = WIDE / SIZE;
const TOPS = [3.1, 3.1 + GAP, 3.1 + 2 * GAP];
const strides = [1, SIZE] as const;

/** A kernel that the layer does not have is not looked at. */
const rowOf = (op: Setting['op'], options: Partial<Setting>): Setting =>
  settingOf(op, [SIGNAL], [op === 'Conv2DTranspose' ? TENT : [1]], { strides, ...options });

interface Way {
  name: string;
  /** Of each new cell: the share that it has of each input cell. */
  shares: number[][];
}

const WAYS: readonly Way[] = [
  { name: 'nearest', shares: sharesOf(rowOf('UpSampling2D', {})) },
  { name: 'bilinear', shares: sharesOf(rowOf('UpSampling2D', { interpolation: 'bilinear' })) },
  { name: 'Conv2DTranspose', shares: sharesOf(rowOf('Conv2DTranspose', { padding: 'same' })) },
];

function sharesOf(setting: Setting): number[][] {
  const both = axes(setting);
  const cells = kept(both, terms(setting, both))[0] ?? [];
  const shareOf = (all: (typeof cells)[number], input: number): number =>
    all.filter((term) => term.input[1] === input).reduce((sum, { weight }) => sum + weight, 0);
  return cells.map((all) => range(SIGNAL.length).map((input) => shareOf(all, input)));
}

const valueOf = (share: readonly number[]): number =>
  share.reduce((sum, part, input) => sum + part * at(SIGNAL, input), 0);
const inputsOf = (share: readonly number[]): number[] => range(SIGNAL.length).filter((input) => at(share, input) > 0);
const middleOf = (cell: number): number => LEFT + NARROW * (cell + 0.5);

export function draw({ cell = 0 }: State = INITIAL): Drawing {
  const drawing = new Drawing(13.4, 13.5);
  input(drawing);
  const middle = middleOf(cell);
  const ends: Point[] = [
    [middle, 0.8],
    [middle, 2.25],
  ];
  drawing.path('probe', ends, 'focus', 2.2);
  for (const [index, way] of WAYS.entries()) result(drawing, way, cell, at(TOPS, index));
  return drawing;
}

/** Cells as wide as the new ones that come of each, and their centres. */
function input(drawing: Drawing): void {
  drawing.title('input', [LEFT, HIGH]);
  for (const [index, value] of SIGNAL.entries()) {
    const corner: Point = [LEFT + WIDE * index, HIGH];
    const centre = LEFT + WIDE * (index + 0.5);
    const mark: Point[] = [
      [centre, 2],
      [centre, 2.25],
    ];
    drawing.block(`input ${index}`, corner, [WIDE, 1], [[at(CELLS, index)]]);
    drawing.window(`input ${index}`, corner, [WIDE, 1], { colour: 'line', width: 0.6 });
    drawing.label(String(value), [centre, 1.5], { key: `input ${index}` });
    drawing.path(`centre ${index}`, mark, 'quiet', 0.9);
  }
  drawing.record('input', SIGNAL);
}

function result(drawing: Drawing, { name, shares }: Way, cell: number, top: number): void {
  const [share, middle] = [at(shares, cell), middleOf(cell)];
  drawing.label(name, [LEFT, top], { align: 'left', bold: true });
  const text = inputsOf(share).map((input) => `${at(share, input)}·${at(SIGNAL, input)}`);
  const right: Point = [LEFT + WIDE * SIGNAL.length, top];
  drawing.label(`${text.join(' + ')} = ${valueOf(share)}`, right, { align: 'right', key: `${name} terms` });
  drawing.record(`share, ${name}`, share);
  drawing.arrow(name, [middle, top + 0.45], [middle, top + 0.95], 'focus');
  const parts = (_: number, column: number): ReturnType<typeof origins> =>
    origins(inputsOf(at(shares, column)), SIGNAL.length);
  const corner: Point = [LEFT, top + 1];
  drawing.grid(shares.map(valueOf), `output, ${name}`, corner, { parts, strong: true, cell: NARROW, key: name });
  drawing.window(`${name} probed`, [LEFT + NARROW * cell, top + 1], [1, 1], {
    colour: 'focus',
    width: 2.2,
    cell: NARROW,
  });
}

export function says({ cell = 0 }: State): Saying {
  const [copied, mixed, stamped] = WAYS.map(({ shares }) => valueOf(at(shares, cell))) as [number, number, number];
  return mixed === stamped ? ['inside', cell, copied, mixed] : ['edge', cell, copied, mixed, stamped];
}

const stateAt = (cell: number): State => ({ cell: roundedWithin(cell, COUNT - 1) });

export const grips = (): Grip[] => [
  [LEFT, HIGH, NARROW * COUNT, 1],
  ...TOPS.map((top): Grip => [LEFT, top + 1, NARROW * COUNT, NARROW]),
];

/** The new cell under the pointer, in the input's row or in a result's; null elsewhere. */
export function touched([x, y]: Point): State | null {
  const isOnRow = (y >= HIGH && y <= HIGH + 1) || TOPS.some((top) => y >= top + 1 && y <= top + 1 + NARROW);
  const across = (x - LEFT) / NARROW;
  return isOnRow && across >= 0 && across <= COUNT ? stateAt(across - 0.5) : null;
}

export const dragged = ({ cell = 0 }: State, [across]: Point): State => stateAt(cell + across / NARROW);

export const view: View = {
  handles: [{ name: 'cell', least: 0, most: () => COUNT - 1, text: (cell) => `output[${cell}]`, plays: true }],
  initial: INITIAL,
  draw,
  says,
  grips,
  touched,
  dragged,
};
