/** What windows share: how TensorFlow's SAME pads, and padding that is written before a layer. */
import type { Shape } from '../../graph/tensor.ts';
import type { TargetTensor, Place } from '../draft.ts';
import { Untranslated } from '../operation.ts';
import type { Pads } from '../operation.ts';
import { call, number, pairs } from '../python.ts';

export const reach = (kernel: number, dilation: number): number => (kernel - 1) * dilation + 1;

export const at = (values: readonly number[], axis: number): number => values[axis] as number;

export const none = (rank: number): Pads => Array.from({ length: rank }, () => [0, 0] as const);

export const isNone = (pads: Pads): boolean => pads.every(([before, after]) => before === 0 && after === 0);

export const isEven = (pads: Pads): boolean => pads.every(([before, after]) => before === after);

const samePads = (one: Pads, other: Pads): boolean =>
  one.every(([before, after], axis) => before === other[axis]?.[0] && after === other[axis][1]);

/** The padding of SAME: half of it before, the odd cell behind. @throws Untranslated where it hangs on an open size */
export function padsOfSame(
  sizes: Shape,
  kernel: readonly number[],
  stride: readonly number[],
  dilation: readonly number[],
): Pads {
  return kernel.map((size, axis) => {
    const [input = null, step, span] = [sizes[axis], at(stride, axis), reach(size, at(dilation, axis))];
    if (input === null && step > 1) {
      throw new Untranslated('how SAME pads with a stride hangs on the size of the input, which is open');
    }
    const total = input === null ? span - 1 : Math.max((Math.ceil(input / step) - 1) * step + span - input, 0);
    return [Math.floor(total / 2), Math.ceil(total / 2)] as const;
  });
}

/** Whether SAME pads so, for inputs of these sizes. */
export function isSame(
  pads: Pads,
  sizes: Shape,
  kernel: readonly number[],
  stride: readonly number[],
  dilation: readonly number[],
): boolean {
  if (sizes.includes(null) && Math.max(...stride) > 1) return false;
  return samePads(pads, padsOfSame(sizes, kernel, stride, dilation));
}

/** `(left, right, top, bottom)`: PyTorch's pairs begin at the last axis. */
const torchPads = (pads: Pads): string => `(${[...pads].reverse().flat().join(', ')})`;

/** What is said where Keras pads before an axis otherwise than behind it; of axes that are padded alike once. */
export function unevenNote(pads: Pads): string {
  const sides = pads.map(([before, after]) => `${before} before and ${after} behind`);
  const isAlike = new Set(sides).size === 1;
  return `Keras pads unevenly here, ${(isAlike ? sides.slice(0, 1) : sides).join('; ')}: F.pad does it`;
}

/** A padded tensor of PyTorch, its windows' axes last. */
export function padTorch(place: Place, input: TargetTensor, pads: Pads, value = 0, mode = 'constant'): TargetTensor {
  const options = mode === 'constant' ? (value === 0 ? '' : `, value=${number(value)}`) : `, mode="${mode}"`;
  return place.draft.line([input], ([x]) => `F.pad(${x}, ${torchPads(pads)}${options})`, input.shape, input.order);
}

/** A padded tensor of Keras, its windows' axes between batch and channels. */
export function padKeras(place: Place, input: TargetTensor, pads: Pads, value = 0, mode = 'constant'): TargetTensor {
  const rank = pads.length;
  if (value === 0 && mode === 'constant' && rank <= 3) {
    const padding = rank === 1 ? pairs(pads).slice(1, -2) : pairs(pads);
    const layer = place.layer(`layers.ZeroPadding${rank}D`, [padding], [], {}, 'padding');
    return place.apply(layer, input, input.order, input.shape);
  }
  const all = pairs([[0, 0], ...pads, [0, 0]]);
  const options = mode === 'constant' ? `constant_values=${number(value)}` : `mode="${mode}"`;
  return place.draft.line([input], ([x]) => call('ops.pad', [`${x}`, all, options]), input.shape, input.order);
}
