/** `Upsample` and `interpolate`: to a size, or by a factor. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { Float, List, Tuple } from '../../../languages/python/values.ts';
import type { Reading } from '../reading.ts';
import type { ModuleRules, Short } from '../rules.ts';
import { list } from '../text.ts';

interface Upsampling {
  readonly size: readonly number[] | null;
  readonly scale: readonly number[] | null;
  /** Whether the paste gives a number for each axis. */
  readonly isEach: boolean;
  readonly mode: string;
}

/** The number of axes that a mode wants. */
const MODES: Readonly<Record<string, number>> = { linear: 3, bilinear: 4, trilinear: 5, bicubic: 4 };
const NAMES = 'nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact';

/** `size` or `scale_factor` of `Upsample` and `interpolate`. */
export function upsamplingOf(args: Reading, mode = args.text('mode') ?? 'nearest'): Upsampling {
  const [size, scale] = [args.value('size'), args.value('scale_factor')];
  const items = (value: typeof scale): readonly unknown[] =>
    value instanceof Tuple || value instanceof List ? value.items : [value];
  return {
    size: size === null ? null : (args.shape('size') as number[]),
    scale: scale === null ? null : items(scale).map((one) => (one instanceof Float ? one.value : Number(one))),
    isEach: [size, scale].some((one) => one instanceof Tuple || one instanceof List),
    mode,
  };
}

export function upsampled(settings: Upsampling, input: Shape): Shape {
  const { size, scale, isEach, mode } = settings;
  if (!size && !scale) throw new PythonError('ValueError', 'either size or scale_factor should be defined');
  if (size && scale) throw new PythonError('ValueError', 'only one of size or scale_factor should be defined');
  const space = input.slice(2);
  const given = (size ?? scale) as readonly number[];
  if (isEach && given.length !== space.length) refuseAxes(settings, input);
  const output = space.map((one, axis): Dimension => {
    const number = (given.length === 1 ? given[0] : given[axis]) as number;
    if (size) return number;
    return one === null ? null : Math.floor(one * number);
  });
  requireRank(mode, input);
  requireCells(space, output);
  if (input[1] === 0) {
    const message = `Non-empty ${input.length}D data tensor expected but got a tensor with sizes ${list(input)}`;
    throw new Refusal('RuntimeError', message, 'size', { input });
  }
  return [...input.slice(0, 2), ...output];
}

function refuseAxes({ size, scale }: Upsampling, input: Shape): never {
  const given = (size ?? scale) as readonly number[];
  const tuple = `(${given.join(', ')}${given.length === 1 ? ',' : ''})`;
  const [what, said, short] = size
    ? ['output', `output size of ${tuple}`, '(o1, o2, ...,oK)']
    : ['scale_factor', `scale_factor of shape ${tuple}`, '(s1, s2, ...,sK)'];
  const message =
    `Input and ${what} must have the same number of spatial dimensions, but got input with spatial dimensions of ` +
    `${list(input.slice(2))} and ${said}. Please provide input tensor in (N, C, d1, d2, ...,dK) format and ` +
    `${size ? 'output size' : 'scale_factor'} in ${short} format.`;
  throw new Refusal('ValueError', message, 'rank', { input });
}

function requireRank(mode: string, input: Shape): void {
  const rank = input.length;
  const wanted = MODES[mode];
  const fits = wanted === undefined ? rank >= 3 && rank <= 5 : rank === wanted;
  if (fits) return;
  const isOther = wanted !== undefined && mode !== 'bicubic' && rank >= 3 && rank <= 5;
  const message = isOther
    ? `Got ${rank}D input, but ${mode} mode needs ${wanted}D input`
    : `Input Error: Only 3D, 4D and 5D input Tensors supported (got ${rank}D) for the modes: ${NAMES} (got ${mode})`;
  throw new Refusal('NotImplementedError', message, 'rank', { input });
}

function requireCells(space: Shape, output: Shape): void {
  const isEmpty = [...space, ...output].some((size) => size !== null && size < 1);
  if (!isEmpty) return;
  const sides = ['D', 'H', 'W'].slice(3 - space.length);
  const told = (sizes: Shape): string => sides.map((side, axis) => `${side}: ${sizes[axis] ?? '?'}`).join(', ');
  const message = `Input and output sizes should be greater than 0, but got input (${told(space)})${space.length === 1 ? ' and' : ''} output (${told(output)})`;
  throw new Refusal('RuntimeError', message, 'size', { input: space });
}

const UPSAMPLE: readonly Short[] = [
  ['size', null],
  ['scale_factor', null],
  ['mode', 'nearest'],
  ['align_corners', null],
  ['recompute_scale_factor', null],
];

export const upsample: ModuleRules<Upsampling> = {
  parameters: UPSAMPLE,
  make: (args) => upsamplingOf(args),
  forward: upsampled,
};

/** `UpsamplingNearest2d`, `UpsamplingBilinear2d` */
export function upsample2d(mode: string): ModuleRules<Upsampling> {
  return { parameters: UPSAMPLE.slice(0, 2), make: (args) => upsamplingOf(args, mode), forward: upsampled };
}
