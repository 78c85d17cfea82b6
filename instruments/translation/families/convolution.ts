/** Convolutions, plain, depthwise, separable and transposed. */
import { spatialOrder } from '../draft.ts';
import type { TargetTensor, Place } from '../draft.ts';
import { Untranslated } from '../operation.ts';
import type { Convolution, Pads, Transposed, Weights } from '../operation.ts';
import { flag, pairs, sizes, tuple } from '../python.ts';
import type { Argument } from '../python.ts';
import { sizeOf } from '../source.ts';
import type { Reader, Source } from '../source.ts';
import { activationOf } from './activation.ts';
import { at, isEven, isNone, isSame, none, padKeras, padsOfSame, padTorch, reach, unevenNote } from './windows.ts';

const axes = (rank: number): number[] => Array.from({ length: rank }, (_, axis) => axis);

function kerasWindow(source: Source): Omit<Convolution, 'weights' | 'filters' | 'groups' | 'inChannels'> {
  const kernel = source.window('kernelSize');
  const [stride, dilation] = [source.window('strides'), source.window('dilationRate')];
  const padding = source.kept<string>('padding');
  if (source.has('lora_rank') && source.value('lora_rank') !== null) throw new Untranslated('LoRA is not translated');
  const pads: Pads =
    padding === 'same'
      ? padsOfSame(source.sizes, kernel, stride, dilation)
      : padding === 'causal'
        ? [[reach(at(kernel, 0), at(dilation, 0)) - 1, 0]]
        : none(kernel.length);
  const { sizes: space, channels } = source;
  return {
    kind: 'convolution',
    rank: kernel.length,
    channels,
    kernel,
    stride,
    dilation,
    pads,
    padMode: 'constant',
    sizes: space,
  };
}

/**
 * What Keras on TensorFlow gives otherwise: its `add` takes the last axis for that of a bias wherever that is as long,
 * the channels standing in front or not.
 */
function misplaced(source: Source, filters: number): { misplaced?: string } {
  const last = source.output.at(-1);
  const isInFront = source.channels === 1 && source.kept<boolean>('useBias') && filters > 1;
  if (!isInFront || (last !== null && last !== filters)) return {};
  const says =
    'Keras on TensorFlow adds the bias along the last axis where that is as long as the channels, and gives other values; its PyTorch backend gives these';
  return { misplaced: says };
}

/** Keras keeps a bias last. */
function kerasWeights(source: Source, kernel: string, index = 1): Weights {
  return source.kept<boolean>('useBias') ? { weight: kernel, bias: source.weight(index) } : { weight: kernel };
}

/** (kernel…, in, out) → (out, in, kernel…) */
const outFirst = (rank: number): string => tuple([rank + 1, rank, ...axes(rank)]);

/** (kernel…, channel, multiplier) → (channel · multiplier, 1, kernel…) */
const depthFirst = (kernel: readonly number[]): string =>
  `.transpose${tuple([kernel.length, kernel.length + 1, ...axes(kernel.length)])}.reshape(-1, 1, ${kernel.join(', ')})`;

const kerasConvolution: Reader = (source, rank) => {
  const inChannels = sizeOf(source.shape, source.channels);
  const weights = kerasWeights(source, `${source.weight(0)}.transpose${outFirst(rank)}`);
  const [filters, groups] = [source.kept<number>('filters'), source.kept<number>('groups')];
  const window = { ...kerasWindow(source), ...misplaced(source, filters) };
  return [{ ...window, filters, groups, inChannels, weights }, ...activationOf(source)];
};

const kerasDepthwise: Reader = (source) => {
  const inChannels = sizeOf(source.shape, source.channels);
  const window = kerasWindow(source);
  const weights = kerasWeights(source, `${source.weight(0)}${depthFirst(window.kernel)}`);
  const filters = inChannels * source.kept<number>('depthMultiplier');
  const operation: Convolution = { ...window, filters, groups: inChannels, inChannels, weights };
  return [{ ...operation, ...misplaced(source, filters) }, ...activationOf(source)];
};

const kerasSeparable: Reader = (source, rank) => {
  const inChannels = sizeOf(source.shape, source.channels);
  const window = kerasWindow(source);
  const middle = inChannels * source.kept<number>('depthMultiplier');
  const one = axes(rank).map(() => 1);
  const filters = source.kept<number>('filters');
  const pointwise = kerasWeights(source, `${source.weight(1)}.transpose${outFirst(rank)}`, 2);
  return [
    {
      ...window,
      filters: middle,
      groups: inChannels,
      inChannels,
      weights: { weight: `${source.weight(0)}${depthFirst(window.kernel)}` },
      part: 'depthwise',
    },
    {
      ...window,
      kernel: one,
      stride: one,
      dilation: one,
      pads: none(rank),
      filters,
      groups: 1,
      inChannels: middle,
      weights: pointwise,
      ...misplaced(source, filters),
      part: 'pointwise',
    },
    ...activationOf(source),
  ];
};

function torchWeights(source: Source): Weights {
  return source.flag('bias')
    ? { weight: source.weight('weight'), bias: source.weight('bias') }
    : { weight: source.weight('weight') };
}

/** What PyTorch's convolutions and transposed ones keep alike. */
function torchKernel(source: Source, rank: number): Omit<Transposed, 'kind' | 'crops'> {
  source.requireRank(rank);
  return {
    rank,
    channels: 1,
    kernel: source.window('kernelSize'),
    stride: source.window('stride'),
    dilation: source.window('dilation'),
    groups: source.kept<number>('groups'),
    inChannels: source.kept<number>('inChannels'),
    filters: source.kept<number>('outChannels'),
    weights: torchWeights(source),
  };
}

const torchConvolution: Reader = (source, rank) => {
  const shared = torchKernel(source, rank);
  const { kernel, dilation } = shared;
  const pads = source.kept<boolean>('isSame')
    ? kernel.map((size, axis) => {
        const total = reach(size, at(dilation, axis)) - 1;
        return [Math.floor(total / 2), Math.ceil(total / 2)] as const;
      })
    : source.window('padding').map((one) => [one, one] as const);
  const mode = source.text('padding_mode') ?? 'zeros';
  const padMode = mode === 'zeros' ? 'constant' : mode;
  return [{ kind: 'convolution', ...shared, pads, padMode, sizes: source.sizes }];
};

/** SAME and VALID choose a length of the output; what the canvas has beyond it is cut off, half of it before. */
const kerasTransposed: Reader = (source, rank) => {
  const [kernel, stride, dilation] = [
    source.window('kernelSize'),
    source.window('strides'),
    source.window('dilationRate'),
  ];
  const added = source.kept<readonly number[] | null>('outputPadding');
  const isSamePadding = source.kept<string>('padding') === 'same';
  const crops = kernel.map((size, axis) => {
    const [step, span, extra] = [at(stride, axis), reach(size, at(dilation, axis)), added?.[axis] ?? null];
    // What is cut off does not hang on the input's size; negative: what is added.
    const total = isSamePadding
      ? span - (extra === null ? step : (span % 2) + extra)
      : -(extra ?? Math.max(span, step) - span);
    const before = isSamePadding ? Math.floor(Math.max(total, 0) / 2) : 0;
    return [before, total - before] as const;
  });
  const inChannels = sizeOf(source.shape, source.channels);
  const filters = source.kept<number>('filters');
  const weights = kerasWeights(source, `${source.weight(0)}.transpose${outFirst(rank)}`);
  return [
    {
      kind: 'transposed',
      rank,
      channels: source.channels,
      filters,
      inChannels,
      kernel,
      stride,
      dilation,
      groups: 1,
      crops,
      weights,
      ...misplaced(source, filters),
    },
    ...activationOf(source),
  ];
};

const torchTransposed: Reader = (source, rank) => {
  const shared = torchKernel(source, rank);
  const added = source.window('outputPadding');
  const crops = source.window('padding').map((one, axis) => {
    const [input, output] = [source.sizes[axis] ?? null, source.output.at(axis - rank) ?? null];
    if (input === null || output === null) return [one, one - at(added, axis)] as const;
    // by its sizes: the call's `output_size` stands for the layer's `output_padding`
    const canvas = (input - 1) * at(shared.stride, axis) + reach(at(shared.kernel, axis), at(shared.dilation, axis));
    return [one, canvas - output - one] as const;
  });
  return [{ kind: 'transposed', ...shared, crops }];
};

export const readers = {
  keras: {
    'Conv#D': kerasConvolution,
    'DepthwiseConv#D': kerasDepthwise,
    'SeparableConv#D': kerasSeparable,
    'Conv#DTranspose': kerasTransposed,
  },
  pytorch: {
    'Conv#d': torchConvolution,
    'LazyConv#d': torchConvolution,
    'ConvTranspose#d': torchTransposed,
    'LazyConvTranspose#d': torchTransposed,
  },
};

/** Zeros before and behind that differ are written before the layer: PyTorch's `padding` is the same on both sides. */
function convolutionToPytorch(operation: Convolution, place: Place): TargetTensor {
  const { rank, kernel, stride, dilation, groups, pads } = operation;
  let input = place.draft.aligned(place.input, spatialOrder('pytorch', rank, operation.channels));
  let padding = sizes(pads.map(([before]) => before));
  if (!isEven(pads)) {
    place.note(unevenNote(pads));
    input = padTorch(place, input, pads);
    padding = '0';
  }
  const options: Argument[] = [
    ['stride', sizes(stride), '1'],
    ['padding', padding, '0'],
    ['dilation', sizes(dilation), '1'],
    ['groups', String(groups), '1'],
    ['bias', flag('bias' in operation.weights), 'True'],
  ];
  const layer = place.layer(
    `nn.Conv${rank}d`,
    [String(operation.inChannels), String(operation.filters), sizes(kernel)],
    options,
    operation.weights,
    operation.part,
  );
  return place.apply(layer, input);
}

function convolutionToKeras(operation: Convolution, place: Place): TargetTensor {
  const { rank, kernel, dilation, groups, pads, padMode } = operation;
  let input = place.draft.aligned(place.input, spatialOrder('keras', rank, operation.channels));
  if (!['constant', 'reflect'].includes(padMode))
    throw new Untranslated(`Keras pads with nothing like padding_mode="${padMode}"`);
  const isSkipping = Math.max(...operation.stride) > 1 && Math.max(...dilation) > 1;
  const stride = isSkipping ? kernel.map(() => 1) : operation.stride;
  const isSamePadding = padMode === 'constant' && isSame(pads, operation.sizes, kernel, stride, dilation);
  if (!isNone(pads) && !isSamePadding) {
    place.note('its padding is not that of "same": it is written before the layer');
    input = padKeras(place, input, pads, 0, padMode);
  }
  const options: Argument[] = [
    ['strides', sizes(stride), '1'],
    ['padding', !isNone(pads) && isSamePadding ? '"same"' : '"valid"', '"valid"'],
    ['dilation_rate', sizes(dilation), '1'],
    ['groups', String(groups), '1'],
    ['use_bias', flag('bias' in operation.weights), 'True'],
  ];
  const weights = kernelsLast(operation.weights, rank);
  const layer = place.layer(`layers.Conv${rank}D`, [String(operation.filters), sizes(kernel)], options, weights);
  const output = place.apply(layer, input);
  if (!isSkipping) return output;
  place.note('Keras takes no stride together with a dilation: every cell is computed, then each stride-th is taken');
  const skips = operation.stride.map((step) => `::${step}`).join(', ');
  return place.draft.line([output], ([x]) => `${x}[:, ${skips}]`, output.shape, output.order);
}

/** (out, in, kernel…) → (kernel…, in, out) */
function kernelsLast(weights: Weights, rank: number): Weights {
  const order = tuple([...axes(rank).map((axis) => axis + 2), 1, 0]);
  return { ...weights, weight: `${weights['weight']}.transpose${order}` };
}

function transposedToPytorch(operation: Transposed, place: Place): TargetTensor {
  const { rank, kernel, stride, dilation, crops } = operation;
  const input = place.draft.aligned(place.input, spatialOrder('pytorch', rank, operation.channels));
  const added = crops.map(([before, after]) => before - after);
  const fits = added.every((one, axis) => one < Math.max(at(stride, axis), at(dilation, axis)));
  if (!fits) throw new Untranslated('PyTorch’s output_padding must be smaller than the stride or the dilation');
  const options: Argument[] = [
    ['stride', sizes(stride), '1'],
    ['padding', sizes(crops.map(([before]) => before)), '0'],
    ['output_padding', sizes(added.map((one) => Math.max(one, 0))), '0'],
    ['dilation', sizes(dilation), '1'],
    ['bias', flag('bias' in operation.weights), 'True'],
  ];
  const layer = place.layer(
    `nn.ConvTranspose${rank}d`,
    [String(operation.inChannels), String(operation.filters), sizes(kernel)],
    options,
    operation.weights,
  );
  const output = place.apply(layer, input);
  if (added.every((one) => one >= 0)) return output;
  place.note('Keras cuts one cell more off behind than before: it is cut off here');
  const ends = added.map((one) => (one < 0 ? `:${one}` : ':')).join(', ');
  return place.draft.line([output], ([x]) => `${x}[:, :, ${ends}]`, output.shape, output.order);
}

function transposedToKeras(operation: Transposed, place: Place): TargetTensor {
  const { rank, kernel, stride, dilation, crops, groups } = operation;
  if (groups > 1) throw new Untranslated('Keras’s transposed convolutions have no groups');
  if (Math.max(...stride) > 1 && Math.max(...dilation) > 1) {
    throw new Untranslated('Keras takes no stride together with a dilation');
  }
  const input = place.draft.aligned(place.input, spatialOrder('keras', rank, operation.channels));
  const added = crops.map(([before, after]) => before - after);
  if (added.some((one, axis) => one >= at(stride, axis))) {
    throw new Untranslated('Keras’s output_padding must be smaller than the stride');
  }
  const spans = kernel.map((size, axis) => reach(size, at(dilation, axis)));
  const isSamePadding = crops.every(([before, after], axis) => {
    const total = at(spans, axis) - at(stride, axis);
    return before + after === total && before === Math.floor(Math.max(total, 0) / 2);
  });
  const isUsual = added.every((one, axis) => one === Math.max(at(stride, axis) - at(spans, axis), 0));
  const options: Argument[] = [
    ['strides', sizes(stride), '1'],
    ['padding', isSamePadding ? '"same"' : '"valid"', '"valid"'],
    ['output_padding', isSamePadding || isUsual ? 'None' : sizes(added), 'None'],
    ['dilation_rate', sizes(dilation), '1'],
    ['use_bias', flag('bias' in operation.weights), 'True'],
  ];
  const weights = kernelsLast(operation.weights, rank);
  const layer = place.layer(
    `layers.Conv${rank}DTranspose`,
    [String(operation.filters), sizes(kernel)],
    options,
    weights,
  );
  const output = place.apply(layer, input);
  const cut = crops.map(([before]) => [before, before] as const);
  if (isSamePadding || isNone(cut)) return output;
  place.note('PyTorch’s padding cuts the same off on both sides: a cropping does it');
  const cropping = rank === 1 ? pairs(cut).slice(1, -2) : pairs(cut);
  return place.apply(place.layer(`layers.Cropping${rank}D`, [cropping], [], {}, 'cropping'), output);
}

export const writers = {
  convolution: { pytorch: convolutionToPytorch, keras: convolutionToKeras },
  transposed: { pytorch: transposedToPytorch, keras: transposedToKeras },
};
