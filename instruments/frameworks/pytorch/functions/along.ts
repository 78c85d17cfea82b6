/** Operations along axes: softmax and sums that keep the shape, reductions that do not, normalizations. */
import type { Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { halved } from '../layers/linear.ts';
import { requireGroups, requireNormalized, requireSeveralInGroups } from '../layers/normalization.ts';
import type { Reading } from '../reading.ts';
import type { Short } from '../rules.ts';
import { input } from './rule.ts';
import type { Rule } from './rule.ts';
import { broadcast, reduced } from './shapes.ts';

/** The shape stays, but the axis must be there. */
const kept = (...parameters: Short[]): Rule => ({
  parameters: ['input', ...parameters, '**kwargs'],
  run: (args) => {
    if (args.value('dim') !== null) args.axes('dim', input(args).length);
    return input(args);
  },
});

function axesOnce(args: Reading): number[] | null {
  const axes = args.axes('dim', input(args).length);
  const twice = axes?.find((axis, at) => axes.indexOf(axis) !== at);
  if (twice !== undefined)
    throw new PythonError('RuntimeError', `dim ${twice} appears multiple times in the list of dims`);
  return axes?.length === 0 ? null : axes;
}

/** `x.sum(1, 2)`: the second is no further axis. @throws PythonError TypeError */
function keeps(args: Reading): boolean {
  const given = args.value('keepdim');
  if (typeof given !== 'number') return args.boolean('keepdim');
  throw new PythonError('TypeError', `${args.callee}(): argument 'keepdim' (position 2) must be bool, not int`);
}

const reduction: Rule = {
  parameters: ['input', ['dim', null], ['keepdim', false], '**kwargs'],
  run: (args) => reduced(input(args), axesOnce(args), keeps(args)),
};

/** Of a spread the second argument says whether it is unbiased; alone it stands first: `x.std(False)`. */
const spread: Rule = {
  parameters: ['input', ['dim', null], ['unbiased', true], ['keepdim', false], '**kwargs'],
  run: (args) => {
    if (typeof args.value('dim') === 'boolean') return [];
    if (typeof args.value('unbiased') === 'number') {
      const message = `${args.callee}() received an invalid combination of arguments - got (int, int), but expected one of:`;
      throw new PythonError('TypeError', message);
    }
    return reduced(input(args), axesOnce(args), keeps(args));
  },
};

const NORM: Rule = {
  ...reduction,
  parameters: ['input', ['p', 'fro'], ['dim', null], ['keepdim', false], '**kwargs'],
};

/** Values and where they stand along an axis, as a tuple with names. */
function ranked(shape: Shape): { nested: [Shape, Shape]; names: readonly string[] } {
  return { nested: [shape, shape], names: ['values', 'indices'] };
}

/** `max(dim)` gives values and indices; without `dim` one number; with a tensor the larger of both. */
const extreme: Rule = {
  parameters: ['input', ['dim', null], ['keepdim', false], ['other', null], '**kwargs'],
  run: (args) => {
    const shape = input(args);
    if (args.value('other') !== null) return broadcast(shape, args.tensor('other').shape);
    const dim = args.value('dim');
    if (dim === null) return [];
    if (typeof dim !== 'number') return broadcast(shape, args.tensor('dim').shape);
    return ranked(reduced(shape, args.axes('dim', shape.length), keeps(args)));
  },
};

/** As `max`, without a second tensor. */
const middle: Rule = { ...extreme, parameters: ['input', ['dim', null], ['keepdim', false], ['other', null]] };

const mode: Rule = { ...extreme, parameters: ['input', ['dim', -1], ['keepdim', false], ['other', null]] };

const sorted: Rule = {
  parameters: ['input', ['dim', -1], '*rest', '**kwargs'],
  run: (args) => {
    args.axis('dim', input(args).length);
    return ranked(input(args));
  },
};

const largest: Rule = {
  parameters: ['input', 'k', ['dim', -1], '**kwargs'],
  run: (args) => {
    const axis = args.axis('dim', input(args).length);
    const [size, count] = [input(args)[axis] ?? null, args.integer('k')];
    if (size !== null && count > size)
      throw new Refusal('RuntimeError', 'selected index k out of range', 'size', { input: input(args) });
    return ranked(input(args).map((one, at) => (at === axis ? count : one)));
  },
};

const layerNorm = (separator: string): Rule => ({
  parameters: ['input', 'normalized_shape', '*rest', '**kwargs'],
  run: (args) => {
    if (typeof args.value('normalized_shape') === 'number') {
      const message = "layer_norm(): argument 'normalized_shape' (position 2) must be tuple of ints, not int";
      throw new PythonError('TypeError', message);
    }
    requireNormalized(args.shape('normalized_shape') as number[], input(args), separator);
    return input(args);
  },
});

const groupNorm: Rule = {
  parameters: ['input', 'num_groups', '*rest', '**kwargs'],
  run: (args) => {
    const [shape, groups] = [input(args), args.integer('num_groups')];
    requireSeveralInGroups(shape, groups);
    requireGroups(shape, groups);
    return shape;
  },
};

const batchNorm: Rule = {
  parameters: ['input', 'running_mean', '*rest', '**kwargs'],
  run: (args) => {
    const [shape, mean] = [input(args), args.value('running_mean')];
    const [features, channels] = [mean === null ? null : args.tensor('running_mean').shape[0], shape[1] ?? null];
    if (features !== null && channels !== null && features !== channels) {
      const message = `running_mean should contain ${channels} elements not ${features}`;
      throw new Refusal('RuntimeError', message, 'channels', { input: shape });
    }
    return shape;
  },
};

/** Between vectors that lie along an axis, stretched over each other. */
const between = (axis: Short): Rule => ({
  parameters: ['x1', 'x2', axis, '*rest', '**kwargs'],
  run: (args) => {
    const shape = broadcast(args.tensor('x1').shape, args.tensor('x2').shape);
    const at = axis[0] === 'dim' ? args.axis('dim', shape.length) : shape.length - 1;
    return shape.filter((_, index) => index !== at);
  },
});

/** The largest so far, and where it stands. */
const cumulated: Rule = {
  parameters: ['input', 'dim'],
  run: (args) => {
    args.axis('dim', input(args).length);
    return ranked(input(args));
  },
};

/** Two numbers for each row. */
const both: Rule = {
  ...spread,
  run: (args) => {
    const shape = spread.run(args) as Shape;
    return { several: [shape, shape] };
  },
};

export const ALONG: readonly (readonly [string, Rule])[] = [
  ...['softmax', 'log_softmax', 'softmin'].map((name) => [name, kept(['dim', null], '*rest')] as const),
  ...['cumsum', 'cumprod', 'logcumsumexp'].map((name) => [name, kept('dim', '*rest')] as const),
  ['normalize', kept(['p', 2], ['dim', 1], '*rest')],
  ...['std', 'var'].map((name) => [name, spread] as const),
  ...'mean sum prod amax amin all any logsumexp argmax argmin nansum nanmean'
    .split(' ')
    .map((name) => [name, reduction] as const),
  ['norm', NORM],
  ['cosine_similarity', between(['dim', 1])],
  ['pairwise_distance', between(['p', 2])],
  ['max', extreme],
  ['min', extreme],
  ['median', middle],
  ['nanmedian', middle],
  ['mode', mode],
  ['sort', sorted],
  ['argsort', kept(['dim', -1], '*rest')],
  ['gumbel_softmax', kept(['tau', 1], ['hard', false], ['eps', 0], ['dim', -1])],
  ['rms_norm', layerNorm('')],
  ['glu', { parameters: ['input', ['dim', -1]], run: (args) => halved(input(args), args.integer('dim')) }],
  ['cummax', cumulated],
  ['cummin', cumulated],
  ['std_mean', both],
  ['var_mean', both],
  ['topk', largest],
  ['layer_norm', layerNorm(', ')],
  ['group_norm', groupNorm],
  ['batch_norm', batchNorm],
];
