/** One row under a window: kernel_size, strides, padding and dilation_rate set how many places it has. */
import { axes, combine, formula, range, refusal, terms } from '../../../arithmetic/index.ts';
import type { Axis, Setting, Term } from '../../../arithmetic/index.ts';
import { Drawing } from '../kit/drawing.ts';
import { symbols } from '../kit/formula.ts';
import type { Parts } from '../kit/drawing.ts';
import { settingOf } from '../kit/setting.ts';
import { isOn } from '../kit/grips.ts';
import type { Grip } from '../kit/grips.ts';
import type { Colour, Point } from '../kit/shape.ts';
import { CELLS, SMALL } from '../kit/tokens.ts';
import type { Saying, State, View } from '../kit/view.ts';

const INITIAL: State = { n: 6, kernel_size: 3, strides: 2, padding: 0, dilation_rate: 1, window: 0 };
const [LEFT, TOP, BOTTOM] = [3.2, 1, 4.1];

interface Strip {
  setting: Setting;
  axis: Axis;
  /** Of each window. */
  windows: Term[][];
}

/** `padding` is 1 for "same". */
function stripOf({ n = 1, kernel_size = 1, strides = 1, padding = 0, dilation_rate = 1 }: State): Strip {
  const ones = range(kernel_size).map(() => 1);
  const setting = settingOf('Conv2D', [range(n).map((cell) => cell + 1)], [ones], {
    strides: [1, strides],
    padding: padding ? 'same' : 'valid',
    dilation_rate: [1, dilation_rate],
  });
  const both = axes(setting);
  return { setting, axis: both[1], windows: terms(setting, both)[0] ?? [] };
}

const startOf = ({ before, stride }: Axis, window: number): number => LEFT - before + window * stride;
const middleOf = (axis: Axis, window: number): number => startOf(axis, window) + (axis.reach - 1) / 2;
const colourOf = (window: number): Colour => CELLS[window] ?? 'count'; // a fifth colour there is not

export function draw(state: State = INITIAL): Drawing {
  const strip = stripOf(state);
  const { axis } = strip;
  const { window = 0 } = state;
  const drawing = new Drawing(14.4, 6.9);
  drawing.title('input', [LEFT, TOP]);
  row(drawing, strip, window);
  drawing.label('output', [middleOf(axis, 0) - 0.4, BOTTOM + 0.5], { align: 'right', colour: 'quiet', size: SMALL });
  for (const index of range(axis.size)) {
    if (index === window) light(drawing, axis, window);
    else outline(drawing, axis, index);
    const parts = index === window ? { parts: colourOf(window) } : {};
    const value = combine(strip.setting, strip.windows[index] ?? []);
    drawing.grid(value, `output ${index + 1}`, [middleOf(axis, index), BOTTOM], { ...parts, strong: true });
  }
  if (!axis.size)
    drawing.window('no place', [LEFT, TOP], [axis.reach, 1], { colour: 'focus', dashed: true, inset: -0.1 });
  count(drawing, strip);
  return drawing;
}

/** Places of the padded row that a window's kernel touches. */
const tapsOf = ({ kernel, stride, dilation }: Axis, window: number): number[] =>
  range(kernel).map((tap) => window * stride + tap * dilation);

const seenBy = (axis: Axis): Set<number> => new Set(range(axis.size).flatMap((window) => tapsOf(axis, window)));

/** The input and the zeros around it; what no window touches is hatched. */
function row(drawing: Drawing, { axis }: Strip, window: number): void {
  const { before, cells } = axis;
  const after = axis.size ? axis.after : 0; // without a window nothing is padded
  const padded = range(before + cells + after).map((place) => {
    const cell = place - before;
    return cell >= 0 && cell < cells ? cell + 1 : 0;
  });
  const [seen, taps] = [seenBy(axis), axis.size ? tapsOf(axis, window) : []];
  const parts = (_: number, place: number): Parts => (taps.includes(place) ? [[colourOf(window)]] : []);
  const at: Point = [LEFT - before, TOP];
  drawing.grid(padded, 'padded', at, { parts, only: (_, place) => seen.has(place) });
  drawing.grid(padded, 'cropped', at, { cropped: (_, place) => !seen.has(place) });
  drawing.window('input', [LEFT, TOP], [cells, 1]);
}

/** From the chosen window down to its output: one cone, or one of each cell that the dilated kernel touches. */
function light(drawing: Drawing, axis: Axis, window: number): void {
  const { dilation, kernel, reach } = axis;
  const [start, middle, colour] = [startOf(axis, window), middleOf(axis, window), colourOf(window)];
  const spans = dilation > 1 ? range(kernel).map((tap) => [tap * dilation, tap * dilation + 1]) : [[0, reach]];
  for (const [index, [first = 0, end = 0]] of spans.entries())
    drawing.cone(`tap ${index}`, [start + first, start + end, TOP + 1], [middle, middle + 1, BOTTOM], colour);
  drawing.window('here', [start, TOP], [reach, 1], { colour, width: 2.2 });
}

function outline(drawing: Drawing, axis: Axis, window: number): void {
  const [start, middle] = [startOf(axis, window), middleOf(axis, window)];
  for (const [side, top, foot] of [
    ['left', start, middle],
    ['right', start + axis.reach, middle + 1],
  ] as const) {
    const ends: Point[] = [
      [top, TOP + 1],
      [foot, BOTTOM],
    ];
    drawing.path(`window ${window} ${side}`, ends, 'line', 0.9);
  }
}

/** How many outputs there are: the formula in letters, and with its numbers. */
function count(drawing: Drawing, { setting, axis }: Strip): void {
  const { letters, numbers, size } = formula(setting, 1);
  const lines = [symbols(letters), `= ${numbers} = ${size}${axis.size ? '' : ' < 1'}`];
  for (const [index, text] of lines.entries())
    drawing.label(text, [LEFT, 5.8 + 0.8 * index], {
      align: 'left',
      colour: 'quiet',
      key: `line ${index}`,
    });
}

export function says(state: State): Saying {
  const strip = stripOf(state);
  const { size, before, after, cells, reach } = strip.axis;
  if (!size) return ['window', reach, cells];
  const sum = sumOf(strip, state['window'] ?? 0);
  if (refusal(strip.setting)) return ['dilation', sum];
  if (before + after) return ['zeros', size, before, after, sum];
  const unseen = cells - seenBy(strip.axis).size; // without zeros each place is a cell
  return unseen > 0 ? ['unseen', size, unseen, sum] : ['all', size, sum];
}

/** What the chosen window adds up. */
function sumOf({ setting, windows }: Strip, window: number): string {
  const all = windows[window] ?? [];
  const cells = all.map(({ value }) => value).join(' + ');
  return `output[${window}] = ${cells}${all.length > 1 ? ` = ${combine(setting, all)}` : ''}.`;
}

export const grips = (state: State): Grip[] => {
  const { axis } = stripOf(state);
  if (!axis.size) return [];
  const { before, cells, after } = axis;
  return [[LEFT - before, TOP, before + cells + after, BOTTOM + 1 - TOP]];
};

/** The window whose output is nearest; null beside the row, above it and below the output. */
export function touched(point: Point, state: State): State | null {
  const { axis } = stripOf(state);
  if (!grips(state).some((grip) => isOn(point, grip))) return null;
  const window = Math.round((point[0] - 0.5 - middleOf(axis, 0)) / axis.stride);
  return { window: Math.min(Math.max(window, 0), axis.size - 1) };
}

/** The window goes as far as the pointer, from where it was held. */
export function dragged(from: State, [across]: Point): State {
  const { axis } = stripOf(from);
  const window = (from['window'] ?? 0) + Math.round(across / axis.stride);
  return { window: Math.min(Math.max(window, 0), Math.max(axis.size - 1, 0)) };
}

export const view: View = {
  handles: [
    { name: 'n', least: 3, most: () => 8, text: (value) => `n=${value}` },
    { name: 'kernel_size', least: 1, most: () => 4, text: (value) => `kernel_size=${value}` },
    { name: 'strides', least: 1, most: () => 3, text: (value) => `strides=${value}` },
    { name: 'padding', least: 0, most: () => 1, text: (value) => `padding="${value ? 'same' : 'valid'}"` },
    { name: 'dilation_rate', least: 1, most: () => 2, text: (value) => `dilation_rate=${value}` },
    {
      name: 'window',
      least: 0,
      most: (state) => Math.max(stripOf(state).axis.size - 1, 0), // last: how many there are follows from all others
      text: (value, state) => (stripOf(state).axis.size ? `output[${value}]` : 'output: —'),
      plays: true,
    },
  ],
  initial: INITIAL,
  draw,
  says,
  grips,
  touched,
  dragged,
};
