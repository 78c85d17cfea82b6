/** Pooling: windows, whole maps, and windows that adapt to a wanted size. */
import { spatialOrder } from '../draft.ts';
import type { TargetTensor, Place } from '../draft.ts';
import { Untranslated } from '../operation.ts';
import type { AdaptivePooling, Pads, Pooling } from '../operation.ts';
import { call, flag, pairs, sizes } from '../python.ts';
import type { Argument } from '../python.ts';
import { sizeOf } from '../source.ts';
import type { Reader, Source } from '../source.ts';
import { at, isEven, isNone, isSame, none, padKeras, padsOfSame, padTorch, unevenNote } from './windows.ts';

const ones = (rank: number): number[] => Array<number>(rank).fill(1);

const kerasPooling =
  (method: 'max' | 'avg'): Reader =>
  (source, rank) => {
    const [kernel, stride] = [source.window('kernelSize'), source.window('strides')];
    const pads =
      source.kept<string>('padding') === 'same' ? padsOfSame(source.sizes, kernel, stride, ones(rank)) : none(rank);
    const { channels, sizes: space } = source;
    return [
      {
        kind: 'pooling',
        rank,
        channels,
        method,
        kernel,
        stride,
        pads,
        over: ones(rank).map(() => 0),
        countsPads: false,
        sizes: space,
      },
    ];
  };

const kerasGlobal =
  (method: 'max' | 'avg'): Reader =>
  (source, rank) => {
    const { channels, sizes: space, output } = source;
    return [
      { kind: 'adaptive', rank, channels, method, wanted: ones(rank), sizes: space },
      ...(source.kept<boolean>('keepdims') ? [] : [{ kind: 'reshape' as const, to: output }]),
    ];
  };

const kerasAdaptive =
  (method: 'max' | 'avg'): Reader =>
  (source, rank) => [
    {
      kind: 'adaptive',
      rank,
      channels: source.channels,
      method,
      wanted: source.window('outputSize'),
      sizes: source.sizes,
    },
  ];

/** Of `nn.MaxPool2d` and `F.max_pool2d` alike. */
const torchPooling =
  (method: 'max' | 'avg'): Reader =>
  (source, rank) => {
    source.requireRank(rank);
    const every = (name: string): number[] | null => {
      const values = source.has(name) ? source.numbers(name) : null;
      return values?.length === 1 ? ones(rank).map(() => values[0] as number) : values;
    };
    const kernel = every('kernel_size') as number[];
    const stride = every('stride') ?? kernel;
    const padding = every('padding') ?? ones(rank).map(() => 0);
    refuseOptions(source, every('dilation'));
    const over = kernel.map((size, axis) => {
      const covered = (sizeOf(source.output, axis + 2) - 1) * at(stride, axis) + size;
      return Math.max(covered - sizeOf(source.shape, axis + 2) - 2 * at(padding, axis), 0);
    });
    const pads = padding.map((one) => [one, one] as const);
    const countsPads = !source.has('count_include_pad') || source.flag('count_include_pad');
    return [
      { kind: 'pooling', rank, channels: 1, method, kernel, stride, pads, over, countsPads, sizes: source.sizes },
    ];
  };

function refuseOptions(source: Source, dilation: readonly number[] | null): void {
  if (dilation?.some((one) => one > 1)) throw new Untranslated('Keras’s pooling has no dilation');
  if (source.has('return_indices') && source.flag('return_indices')) {
    throw new Untranslated('Keras’s pooling gives no indices');
  }
  if (source.has('divisor_override') && source.value('divisor_override') !== null) {
    throw new Untranslated('Keras’s pooling has no divisor_override');
  }
}

const torchAdaptive =
  (method: 'max' | 'avg'): Reader =>
  (source, rank) => {
    source.requireRank(rank);
    if (source.has('return_indices') && source.flag('return_indices'))
      throw new Untranslated('Keras’s pooling gives no indices');
    const wanted = ones(rank).map((_, axis) => sizeOf(source.output, axis + 2));
    return [{ kind: 'adaptive', rank, channels: 1, method, wanted, sizes: source.sizes }];
  };

export const readers = {
  keras: {
    'MaxPooling#D': kerasPooling('max'),
    'AveragePooling#D': kerasPooling('avg'),
    'GlobalMaxPooling#D': kerasGlobal('max'),
    'GlobalAveragePooling#D': kerasGlobal('avg'),
    'AdaptiveMaxPooling#D': kerasAdaptive('max'),
    'AdaptiveAveragePooling#D': kerasAdaptive('avg'),
  },
  pytorch: {
    'MaxPool#d': torchPooling('max'),
    'AvgPool#d': torchPooling('avg'),
    'max_pool#d': torchPooling('max'),
    'avg_pool#d': torchPooling('avg'),
    'AdaptiveMaxPool#d': torchAdaptive('max'),
    'AdaptiveAvgPool#d': torchAdaptive('avg'),
    'adaptive_max_pool#d': torchAdaptive('max'),
    'adaptive_avg_pool#d': torchAdaptive('avg'),
  },
};

function poolingToPytorch(operation: Pooling, place: Place): TargetTensor {
  const { rank, method, kernel, stride, pads } = operation;
  const input = place.draft.aligned(place.input, spatialOrder('pytorch', rank, operation.channels));
  const isTaken = isEven(pads) && pads.every(([before], axis) => before * 2 <= at(kernel, axis));
  const type = `nn.${method === 'max' ? 'Max' : 'Avg'}Pool${rank}d`;
  const isLarger = operation.sizes.some((size, axis) => size !== null && size < at(kernel, axis));
  if (type === 'nn.AvgPool3d' && isLarger)
    throw new Untranslated('PyTorch’s AvgPool3d takes no window that is larger than the input, padded or not');
  const window: Argument[] = [['stride', sizes(stride), sizes(kernel)]];
  if (isTaken) {
    const padding: Argument[] = [['padding', sizes(pads.map(([before]) => before)), '0']];
    if (method === 'avg' && !isNone(pads)) padding.push(['count_include_pad', 'False']);
    return place.apply(place.layer(type, [sizes(kernel)], [...window, ...padding]), input);
  }
  const layer = place.layer(type, [sizes(kernel)], window);
  place.note(unevenNote(pads));
  if (method === 'max') return place.apply(layer, padTorch(place, input, pads, -Infinity));
  place.note('Keras averages over the cells of the input only: over the same window of ones it is told how many');
  const count = place.draft.line([input], ([x]) => `torch.ones_like(${x}[:1, :1])`, input.shape, input.order);
  return ratio(place, layer, padTorch(place, input, pads), padTorch(place, count, pads));
}

/** The average of a padded map, without what the padding took. */
function ratio(place: Place, layer: string, padded: TargetTensor, count: TargetTensor): TargetTensor {
  const total = place.apply(layer, padded);
  const share = place.apply(layer, count);
  return place.draft.line([total, share], ([x, y]) => `${x} / ${y}`, place.output, total.order);
}

function poolingToKeras(operation: Pooling, place: Place): TargetTensor {
  const { rank, method, kernel, stride, pads, over, countsPads } = operation;
  const input = place.draft.aligned(place.input, spatialOrder('keras', rank, operation.channels));
  const all: Pads = pads.map(([before, after], axis) => [before, after + at(over, axis)] as const);
  const type = `layers.${method === 'max' ? 'Max' : 'Average'}Pooling${rank}D`;
  const isAsSame =
    isSame(all, operation.sizes, kernel, stride, ones(rank)) && (method === 'max' || !countsPads || isNone(pads));
  const padding = !isNone(all) && isAsSame ? '"same"' : '"valid"';
  const isPlain = isNone(all) || isAsSame;
  const countsAll = method === 'avg' && countsPads && over.every((one) => one === 0);
  const where = isPlain || method === 'max' || countsAll ? place : place.twice();
  const options: Argument[] = [
    ['strides', sizes(stride), sizes(kernel)],
    ['padding', padding, '"valid"'],
  ];
  const layer = where.layer(type, [sizes(kernel)], options);
  if (isPlain) return place.apply(layer, input);
  place.note('its padding, or ceil_mode, is not that of "same": it is written before the layer');
  if (method === 'max') return place.apply(layer, padKeras(place, input, all, -Infinity));
  if (countsAll) return place.apply(layer, padKeras(place, input, pads));
  place.note('PyTorch does not count every cell that is added: over the same window of ones it is told how many');
  const axes = (one: Pads): string => pairs([[0, 0], ...one, [0, 0]]);
  const behind = axes(over.map((one) => [0, one] as const));
  const count = place.draft.line(
    [input],
    ([x]) => {
      const cells = `ops.ones_like(${x})`;
      if (!countsPads || isNone(pads)) return call('ops.pad', [cells, axes(all)]);
      return call('ops.pad', [call('ops.pad', [cells, axes(pads)], [['constant_values', '1']]), behind]);
    },
    input.shape,
    input.order,
  );
  return ratio(place, layer, padKeras(place, input, all), count);
}

function adaptiveToPytorch(operation: AdaptivePooling, place: Place): TargetTensor {
  const { rank, method, wanted } = operation;
  const input = place.draft.aligned(place.input, spatialOrder('pytorch', rank, operation.channels));
  const type = `nn.Adaptive${method === 'max' ? 'Max' : 'Avg'}Pool${rank}d`;
  return place.apply(
    place.layer(type, [sizes(wanted ?? ones(rank))], []),
    input,
    input.order,
    pooledShape(operation, input),
  );
}

function adaptiveToKeras(operation: AdaptivePooling, place: Place): TargetTensor {
  const { rank, method, wanted } = operation;
  const input = place.draft.aligned(place.input, spatialOrder('keras', rank, operation.channels));
  const word = method === 'max' ? 'Max' : 'Average';
  const isGlobal = !wanted || wanted.every((one) => one === 1);
  if (method === 'max' && !isGlobal && [...wanted, ...operation.sizes].includes(1))
    throw new Untranslated(
      'Keras’s AdaptiveMaxPooling ends Python where an axis has a single cell, before it or after',
    );
  const layer = isGlobal
    ? place.layer(`layers.Global${word}Pooling${rank}D`, [], [['keepdims', flag(true)]])
    : place.layer(`layers.Adaptive${word}Pooling${rank}D`, [sizes(wanted)], []);
  return place.apply(layer, input, input.order, pooledShape(operation, input));
}

function pooledShape({ channels, wanted, rank }: AdaptivePooling, input: TargetTensor): TargetTensor['shape'] {
  const left = [...(wanted ?? ones(rank))];
  return input.shape.map((size, axis) => (axis === 0 || axis === channels ? size : (left.shift() ?? null)));
}

export const writers = {
  pooling: { pytorch: poolingToPytorch, keras: poolingToKeras },
  adaptive: { pytorch: adaptiveToPytorch, keras: adaptiveToKeras },
};
