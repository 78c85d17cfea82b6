/** What moves cells: reshape, permute, pad, crop, upsample, shuffle, slice. */
import { identity, sameOrder, spatialOrder } from '../draft.ts';
import type { TargetTensor, Place } from '../draft.ts';
import type { Shape } from '../../graph/tensor.ts';
import { Ellipsis, Slice, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { Untranslated } from '../operation.ts';
import type { Operation, Pad, Pads, Permute, Reshape, Resizing, Shuffle, Slicing, Upsampling } from '../operation.ts';
import { call, number, pairs, sizes, tuple } from '../python.ts';
import { numberOf, sizeOf } from '../source.ts';
import type { Reader, Source } from '../source.ts';
import { isNone } from './windows.ts';

/** The same cells in the same order: the traced shape says all. */
const reshape: Reader = ({ output }) => [{ kind: 'reshape', to: output }];

const permuted =
  (axes: (source: Source) => readonly number[]): Reader =>
  (source) => [{ kind: 'permute', axes: axes(source).map((axis) => source.axis(axis)) }];

function swapped(source: Source, one: number, other: number): number[] {
  const axes = identity(source.shape.length);
  const [first, second] = [source.axis(one), source.axis(other)];
  [axes[first], axes[second]] = [second, first];
  return axes;
}

/** What comes after the tensor, one by one or together. */
function rest(source: Source): number[] {
  const given = source.step.call.args.positional.slice(1);
  const items = given.length === 1 && given[0] instanceof Tuple ? given[0].items : given;
  if (items.length === 0) throw new Untranslated('its axes are not given in their places');
  return items.map((item) => numberOf(item) ?? Number.NaN);
}

const kerasPads =
  (sign: 1 | -1): Reader =>
  (source) => {
    const amounts = [...source.kept<Pads>('amounts')];
    const pads = source.shape.map((_, axis): readonly [number, number] => {
      if (axis === 0 || axis === source.channels) return [0, 0];
      const [before, after] = amounts.shift() ?? [0, 0];
      return [sign * before, sign * after];
    });
    return [{ kind: 'pad', pads, mode: 'constant', value: 0 }];
  };

const torchPad =
  (mode: string): Reader =>
  (source, rank) => [padOf(source, mode, source.numbers('padding') as number[], rank)];

function padOf(source: Source, mode: string, given: readonly number[], rank: number): Operation {
  const flat = given.length === 1 && rank > 0 ? Array<number>(rank * 2).fill(given[0] as number) : given;
  const pads = source.shape.map((_, axis) => {
    const pair = (source.shape.length - 1 - axis) * 2;
    return [flat[pair] ?? 0, flat[pair + 1] ?? 0] as const;
  });
  return { kind: 'pad', pads, mode, value: source.has('value') ? source.number('value', 0) : 0 };
}

const kerasUpsampling: Reader = (source, rank) => {
  const mode = rank === 2 ? (source.text('interpolation') ?? 'nearest') : 'nearest';
  const { channels } = source;
  return [{ kind: 'upsampling', rank, channels, mode, factors: source.window('size'), alignCorners: false }];
};

const torchUpsampling: Reader = (source) => {
  const rank = source.shape.length - 2;
  const factors = source.sizes.map((_, axis) => sizeOf(source.output, axis + 2) / sizeOf(source.shape, axis + 2));
  const mode = source.text('mode') ?? 'nearest';
  if (factors.some((one) => !Number.isInteger(one)) || mode === 'nearest-exact') return [torchResizing(source, mode)];
  return [{ kind: 'upsampling', rank, channels: 1, mode, factors, alignCorners: source.flag('align_corners') }];
};

function torchResizing(source: Source, mode: string): Operation {
  if (source.shape.length !== 4 || source.flag('align_corners') || source.flag('antialias'))
    throw new Untranslated('Keras’s UpSampling takes whole factors only');
  if (source.value('size') === null) throw new Untranslated('PyTorch scales by the factor itself, Keras by the sizes');
  if (mode !== 'bilinear' && mode !== 'nearest-exact')
    throw new Untranslated(`the two frameworks interpolate otherwise with "${mode}"`);
  const sides = [sizeOf(source.output, 2), sizeOf(source.output, 3)] as const;
  return { kind: 'resizing', channels: 1, sizes: sides, mode: mode === 'bilinear' ? 'bilinear' : 'nearest' };
}

const kerasResizing: Reader = (source) => {
  const mode = source.text('interpolation') ?? 'bilinear';
  const others = ['crop_to_aspect_ratio', 'pad_to_aspect_ratio', 'antialias'];
  const given = others.find((name) => source.has(name) && source.flag(name));
  if (given) throw new Untranslated(`\`${given}\` of Resizing is not translated`);
  if (mode !== 'bilinear' && mode !== 'nearest')
    throw new Untranslated(`the two frameworks interpolate otherwise with "${mode}"`);
  source.requireRank(2);
  return [
    { kind: 'resizing', channels: source.channels, sizes: [source.number('height'), source.number('width')], mode },
  ];
};

/** `x[:, 1:, ..., -1]` as one entry for each axis. */
const item: Reader = (source) => {
  const key = source.step.call.args.positional[1] ?? null;
  const items = [...(key instanceof Tuple ? key.items : [key])];
  const dots = items.findIndex((one) => one instanceof Ellipsis);
  const missing = source.shape.length - items.filter((one) => !(one instanceof Ellipsis)).length;
  const whole = (): Value => new Slice(null, null, null);
  if (dots >= 0) items.splice(dots, 1, ...Array.from({ length: missing }, whole));
  else items.push(...Array.from({ length: missing }, whole));
  return [{ kind: 'slicing', parts: items.map(partOf) }];
};

function partOf(value: Value): Slicing['parts'][number] {
  if (typeof value === 'number') return value;
  if (!(value instanceof Slice)) throw new Untranslated('an index that is no number and no slice');
  const [start, stop, step] = [value.start, value.stop, value.step].map(numberOf);
  if ((step ?? 1) < 0) throw new Untranslated('PyTorch takes no negative step');
  return [start ?? null, stop ?? null, step ?? 1];
}

/** One of the parts that `chunk` and `split` give. */
const part: Reader = (source) => {
  const axis = source.axis(source.has('dim') ? source.number('dim', 0) : 0);
  const before = source.step.outputs.slice(0, source.index);
  const start = before.reduce((sum, tensor) => sum + sizeOf(tensor.shape, axis), 0);
  const size = sizeOf(source.output, axis);
  return [slice(source.shape, axis, [start, start + size, 1])];
};

export function slice(shape: Shape, axis: number, range: Slicing['parts'][number]): Operation {
  return { kind: 'slicing', parts: shape.map((_, at) => (at === axis ? range : [null, null, 1])) };
}

export const readers = {
  keras: {
    Flatten: reshape,
    Reshape: reshape,
    Permute: permuted((source) => [0, ...(source.numbers('dims') as number[])]),
    'ZeroPadding#D': kerasPads(1),
    'Cropping#D': kerasPads(-1),
    'UpSampling#D': kerasUpsampling,
    Resizing: kerasResizing,
    'function Reshape': reshape,
    'function ExpandDims': reshape,
    'function Squeeze': reshape,
    'function Transpose': permuted((source) => source.numbers('axes') ?? identity(source.shape.length).reverse()),
    'function Swapaxes': permuted((source) => swapped(source, source.number('axis1'), source.number('axis2'))),
    'function GetItem': item,
  },
  pytorch: {
    Flatten: reshape,
    Unflatten: reshape,
    'ZeroPad#d': torchPad('constant'),
    'ConstantPad#d': torchPad('constant'),
    'ReflectionPad#d': torchPad('reflect'),
    'ReplicationPad#d': torchPad('replicate'),
    'CircularPad#d': torchPad('circular'),
    Upsample: torchUpsampling,
    UpsamplingNearest2d: torchUpsampling,
    PixelShuffle: (source: Source) => [{ kind: 'shuffle' as const, factor: source.number('upscale_factor') }],
    'function pixel_shuffle': (source: Source) => [
      { kind: 'shuffle' as const, factor: source.number('upscale_factor') },
    ],
    'function interpolate': torchUpsampling,
    'function upsample': torchUpsampling,
    'function pad': (source: Source) => [
      padOf(source, source.text('mode') ?? 'constant', source.numbers('pad') as number[], 0),
    ],
    ...Object.fromEntries(
      ['view', 'reshape', 'flatten', 'unflatten', 'squeeze', 'unsqueeze', 'ravel', 'view_as', 'reshape_as'].map(
        (name) => [`function ${name}`, reshape],
      ),
    ),
    'function permute': permuted(rest),
    'function transpose': permuted((source) => swapped(source, source.number('dim0'), source.number('dim1'))),
    'function swapaxes': permuted((source) => swapped(source, source.number('axis0'), source.number('axis1'))),
    'function t': permuted((source) => identity(source.shape.length).reverse()),
    'function getitem': item,
    'function chunk': part,
    'function split': part,
  } as Readonly<Record<string, Reader>>,
};

/** Cells are counted in the source's order: the axes are put into it before. */
function inOrder(place: Place): TargetTensor {
  const { input, draft } = place;
  if (!sameOrder(input.order, identity(input.shape.length))) {
    const source = draft.target === 'pytorch' ? 'Keras' : 'PyTorch';
    place.note(`${source} reads the cells in another order of axes, so the axes are put into that order first`);
  }
  return draft.inSourceOrder(input);
}

function reshapeTo({ to }: Reshape, place: Place): TargetTensor {
  if (to.length === place.input.shape.length && to.every((size, axis) => size === place.input.shape[axis]))
    return place.input;
  const [before = null] = place.input.shape;
  if ((to[0] ?? null) !== before) throw new Untranslated('it moves cells from one example of the batch to another');
  const input = inOrder(place);
  const left = to.slice(1);
  if (left.filter((size) => size === null).length > 1) throw new Untranslated('several sizes are open');
  const numbers = left.map((size) => size ?? -1);
  if (place.draft.target === 'keras') {
    const layer =
      to.length === 2 ? place.layer('layers.Flatten', [], []) : place.layer('layers.Reshape', [tuple(numbers)], []);
    return place.apply(layer, input, identity(to.length), to);
  }
  const write =
    to.length === 2
      ? ([x]: readonly string[]) => `${x}.flatten(1)`
      : ([x]: readonly string[]) => `${x}.reshape(${[`${x}.shape[0]`, ...numbers].join(', ')})`;
  return place.draft.line([input], write, to, identity(to.length));
}

/** Nothing is moved: only what the axes are called changes, until something asks for an order. */
function permuteTo({ axes }: Permute, { input, output }: Place): TargetTensor {
  return { id: input.id, shape: output, order: input.order.map((axis) => axes.indexOf(axis)) };
}

function padToPytorch({ pads, mode, value }: Pad, place: Place): TargetTensor {
  const { input } = place;
  const inTarget = input.order.map((axis) => pads[axis] as readonly [number, number]);
  const used = inTarget.slice(inTarget.findIndex(([before, after]) => before !== 0 || after !== 0));
  if (isNone(pads)) return input;
  if (mode !== 'constant') throw new Untranslated(`padding of the mode ${mode}`);
  const flat = [...used].reverse().flat().join(', ');
  const options = value === 0 ? '' : `, value=${number(value)}`;
  return place.draft.line([input], ([x]) => `F.pad(${x}, (${flat})${options})`, place.output, input.order);
}

function padToKeras({ pads, mode, value }: Pad, place: Place): TargetTensor {
  if (mode === 'replicate' || mode === 'circular') throw new Untranslated(`Keras pads with nothing like ${mode}`);
  const { input, draft } = place;
  const inTarget = input.order.map((axis) => pads[axis] as readonly [number, number]);
  const added = inTarget.map(([before, after]) => [Math.max(before, 0), Math.max(after, 0)] as const);
  const options = mode === 'reflect' ? 'mode="reflect"' : value === 0 ? '' : `constant_values=${number(value)}`;
  const padded = isNone(added)
    ? input
    : draft.line(
        [input],
        ([x]) => call('ops.pad', [`${x}`, pairs(added), ...(options ? [options] : [])]),
        place.output,
        input.order,
      );
  if (inTarget.every(([before, after]) => before >= 0 && after >= 0)) return padded;
  const cuts = inTarget.map(([before, after]) => `${before < 0 ? -before : ''}:${after < 0 ? after : ''}`).join(', ');
  return draft.line([padded], ([x]) => `${x}[${cuts}]`, place.output, input.order);
}

function upsamplingToPytorch({ rank, channels, mode, factors }: Upsampling, place: Place): TargetTensor {
  const input = place.draft.aligned(place.input, spatialOrder('pytorch', rank, channels));
  if (!['nearest', 'bilinear'].includes(mode))
    throw new Untranslated(`the two frameworks interpolate otherwise with "${mode}"`);
  const options =
    mode === 'bilinear'
      ? ([
          ['mode', '"bilinear"'],
          ['align_corners', 'False'],
        ] as const)
      : [];
  const layer = place.layer('nn.Upsample', [], [['scale_factor', sizes(factors)], ...options]);
  return place.apply(layer, input);
}

function upsamplingToKeras(operation: Upsampling, place: Place): TargetTensor {
  const { rank, channels, mode, factors, alignCorners } = operation;
  const input = place.draft.aligned(place.input, spatialOrder('keras', rank, channels));
  if (alignCorners) return alignedCorners(operation, input, place);
  if (mode !== 'nearest' && !(mode === 'bilinear' && rank === 2)) {
    throw new Untranslated(`the two frameworks interpolate otherwise with "${mode}"`);
  }
  const size = rank === 1 ? String(factors[0]) : sizes(factors);
  const layer = place.layer(
    `layers.UpSampling${rank}D`,
    [size],
    mode === 'nearest' ? [] : [['interpolation', '"bilinear"']],
  );
  return place.apply(layer, input);
}

function resizingToPytorch({ channels, sizes: sides, mode }: Resizing, place: Place): TargetTensor {
  const input = place.draft.aligned(place.input, spatialOrder('pytorch', 2, channels));
  const options = mode === 'bilinear' ? 'mode="bilinear", align_corners=False' : 'mode="nearest-exact"';
  return place.draft.line(
    [input],
    ([x]) => `F.interpolate(${x}, size=${tuple(sides)}, ${options})`,
    place.output,
    input.order,
  );
}

function resizingToKeras({ channels, sizes: sides, mode }: Resizing, place: Place): TargetTensor {
  const input = place.draft.aligned(place.input, spatialOrder('keras', 2, channels));
  const options = mode === 'bilinear' ? [] : ([['interpolation', '"nearest"']] as const);
  return place.apply(place.layer('layers.Resizing', sides.map(String), options), input);
}

/** Between the corners every axis is a product with a matrix, two neighbours in each of its rows. */
function alignedCorners({ rank, mode, factors }: Upsampling, input: TargetTensor, place: Place): TargetTensor {
  if (mode !== LINEAR[rank]) throw new Untranslated(`Keras has no align_corners=True with "${mode}"`);
  place.note(
    'Keras has no align_corners=True: each axis is a product with a matrix, two neighbours in each of its rows',
  );
  const letters = [...'nabcz'].slice(0, rank + 1).join('') + 'z';
  return factors.reduce<TargetTensor>((resized, factor, axis) => {
    const size = resized.shape[resized.order[axis + 1] ?? 0] ?? null;
    if (size === null) throw new Untranslated('align_corners=True needs sizes that are known');
    const shape = resized.shape.map((one, at) => (at === resized.order[axis + 1] ? size * factor : one));
    const letter = letters[axis + 1] as string;
    const rows = `np.linspace(0, ${size - 1}, ${size * factor})[:, None]`;
    const matrix = `np.maximum(1 - np.abs(${rows} - np.arange(${size})), 0).astype("float32")`;
    const sum = `"${letters},y${letter}->${letters.replace(letter, 'y')}"`;
    return place.draft.line([resized], ([x]) => `ops.einsum(${sum}, ${x}, ${matrix})`, shape, resized.order);
  }, input);
}

/** PyTorch's word for each number of axes. */
const LINEAR: Readonly<Record<number, string>> = { 1: 'linear', 2: 'bilinear', 3: 'trilinear' };

function shuffleToKeras({ factor }: Shuffle, place: Place): TargetTensor {
  const input = place.draft.inSourceOrder(place.input);
  const [, channels = 0, height = 0, width = 0] = place.output as number[];
  if (place.output.length !== 4) throw new Untranslated('the input has no batch axis');
  place.note('depth_to_space of TensorFlow counts the channels otherwise: two reshapes and a transpose do it');
  const apart = tuple([-1, channels, factor, factor, height / factor, width / factor]);
  const write = ([x]: readonly string[]): string =>
    `ops.reshape(ops.transpose(ops.reshape(${x}, ${apart}), (0, 1, 4, 2, 5, 3)), ${tuple([-1, channels, height, width])})`;
  return place.draft.line([input], write, place.output);
}

function shuffleToPytorch(): TargetTensor {
  throw new Untranslated('it comes from PyTorch only');
}

function slicingTo({ parts }: Slicing, place: Place): TargetTensor {
  const keeps = parts.every((one) => typeof one !== 'number');
  const input = keeps ? place.input : place.draft.inSourceOrder(place.input);
  const text = input.order.map((axis) => {
    const one = parts[axis] as Slicing['parts'][number];
    if (typeof one === 'number') return String(one);
    const [start, stop, step] = one;
    return `${start ?? ''}:${stop ?? ''}${step === 1 ? '' : `:${step}`}`;
  });
  const shape = place.output;
  return place.draft.line(
    [input],
    ([x]) => `${x}[${text.join(', ')}]`,
    shape,
    keeps ? input.order : identity(shape.length),
  );
}

export const writers = {
  reshape: { pytorch: reshapeTo, keras: reshapeTo },
  permute: { pytorch: permuteTo, keras: permuteTo },
  pad: { pytorch: padToPytorch, keras: padToKeras },
  upsampling: { pytorch: upsamplingToPytorch, keras: upsamplingToKeras },
  resizing: { pytorch: resizingToPytorch, keras: resizingToKeras },
  shuffle: { pytorch: shuffleToPytorch, keras: shuffleToKeras },
  slicing: { pytorch: slicingTo, keras: slicingTo },
};
