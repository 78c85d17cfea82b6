/** Normalizations: over the batch, over groups of channels, over the last axes. */
import type { Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { stateOf } from '../module.ts';
import type { AddParameter, ModuleRules, Short } from '../rules.ts';
import { list } from '../text.ts';

interface BatchNorm {
  features: number;
  readonly affine: boolean;
  readonly tracks: boolean;
}

const BATCH_NORM: readonly Short[] = [
  'num_features',
  ['eps', null],
  ['momentum', null],
  ['affine', true],
  ['track_running_stats', true],
  ['device', null],
  ['dtype', null],
];

function addStatistics(add: AddParameter, { features, affine, tracks }: BatchNorm): void {
  if (affine) {
    add('weight', [features]);
    add('bias', [features]);
  }
  if (!tracks) return;
  add('running_mean', [features], true);
  add('running_var', [features], true);
  add('num_batches_tracked', [], true);
}

/** How many axes an input may have, and how PyTorch says so. */
const RANKS: Readonly<Record<number, { ranks: readonly number[]; said: string }>> = {
  1: { ranks: [2, 3], said: '2D or 3D' },
  2: { ranks: [4], said: '4D' },
  3: { ranks: [5], said: '5D' },
};

function requireRank(input: Shape, rank: number): void {
  const allowed = RANKS[rank];
  if (!allowed || allowed.ranks.includes(input.length)) return;
  throw new Refusal('ValueError', `expected ${allowed.said} input (got ${input.length}D input)`, 'rank', { input });
}

export function batchNorm(rank: number, lazy = false): ModuleRules<BatchNorm> {
  return {
    parameters: lazy ? BATCH_NORM.slice(1) : BATCH_NORM,
    make: (args, add) => {
      const settings = {
        features: lazy ? 0 : args.integer('num_features'),
        affine: args.boolean('affine'),
        tracks: args.boolean('track_running_stats'),
      };
      if (!lazy) addStatistics(add, settings);
      return settings;
    },
    forward: (settings, input, { self, session }) => {
      requireRank(input, rank);
      const channels = input[1] ?? null;
      if (lazy && settings.features === 0 && channels !== null) {
        settings.features = channels;
        addStatistics(
          (name, shape, isBuffer = false) => stateOf(self).parameters.push({ name, shape, isBuffer }),
          settings,
        );
      }
      const { affine, tracks } = settings;
      if (!tracks || !session.evaluating.has(self)) requireSeveral(input);
      if (!affine && !tracks) return input; // nothing has a size of its own
      if (affine && channels === 0 && settings.features === 0) {
        const message = 'select(): index 0 out of range for tensor of size [0] at dimension 0';
        throw new Refusal('IndexError', message, 'channels', { input, features: 0 });
      }
      if (channels === null || channels === settings.features || input.includes(0)) return input;
      const message = `${tracks ? 'running_mean' : 'weight'} should contain ${channels} elements not ${settings.features}`;
      const asked = { name: 'num_features', value: settings.features, weight: [settings.features] };
      throw new Refusal('RuntimeError', message, 'channels', { input, features: settings.features, asked });
    },
  };
}

/** In training the statistics of a batch need more than one value for each channel. */
function requireSeveral(input: Shape): void {
  const values = input.filter((_, axis) => axis !== 1);
  if (values.includes(null) || values.reduce<number>((product, size) => product * (size ?? 1), 1) !== 1) return;
  const message = `Expected more than 1 value per channel when training, got input size torch.Size(${list(input)})`;
  throw new Refusal('ValueError', message, 'batch', { input });
}

export function instanceNorm(rank: number): ModuleRules<BatchNorm> {
  return {
    parameters: BATCH_NORM.map((one): Short =>
      typeof one === 'string' ? one : one[0] === 'affine' || one[0] === 'track_running_stats' ? [one[0], false] : one,
    ),
    make: (args, add) => {
      const settings = {
        features: args.integer('num_features'),
        affine: args.boolean('affine'),
        tracks: args.boolean('track_running_stats'),
      };
      addStatistics(add, settings);
      return settings;
    },
    forward: ({ features, affine, tracks }, input, { self, session }) => {
      if (input.length !== rank + 1 && input.length !== rank + 2) {
        const message = `expected ${rank + 1}D or ${rank + 2}D input (got ${input.length}D input)`;
        throw new Refusal('ValueError', message, 'rank', { input });
      }
      const channels = input.at(-1 - rank) ?? null;
      const isOther = channels !== null && channels !== features;
      if (affine && isOther) {
        const message = `expected input's size at dim=${input.length - 1 - rank} to match num_features (${features}), but got: ${channels}.`;
        throw new Refusal('ValueError', message, 'channels', { input });
      }
      const batched = input.length === rank + 1 ? [1, ...input] : input;
      if (!tracks || !session.evaluating.has(self)) requireSpace(batched, rank);
      if (tracks && isOther) throw otherStatistics(batched, channels, features);
      return input;
    },
  };
}

/** Each picture of the batch has statistics of its own: PyTorch repeats the running ones, and counts them all. */
function otherStatistics(input: Shape, channels: number, features: number): Refusal {
  const [batch = null] = input;
  const all = (each: number): string => (batch === null ? `batch * ${each}` : String(batch * each));
  const message = `running_mean should contain ${all(channels)} elements not ${all(features)}`;
  return new Refusal('RuntimeError', message, 'channels', { input });
}

/** The statistics of one picture need more than one cell. */
function requireSpace(input: Shape, rank: number): void {
  const sizes = input.slice(-rank);
  if (sizes.includes(null) || sizes.reduce<number>((product, size) => product * (size ?? 1), 1) !== 1) return;
  const message = `Expected more than 1 spatial element when training, got input size torch.Size(${list(input)})`;
  throw new Refusal('ValueError', message, 'size', { input });
}

export const groupNorm: ModuleRules<{ groups: number; channels: number }> = {
  parameters: ['num_groups', 'num_channels', ['eps', null], ['affine', true], ['device', null], ['dtype', null]],
  make: (args, add) => {
    const groups = args.integer('num_groups');
    const channels = args.integer('num_channels');
    if (channels % groups !== 0) {
      const message = `num_channels (${channels}) must be divisible by num_groups (${groups})`;
      throw new PythonError('ValueError', message);
    }
    if (args.boolean('affine')) {
      add('weight', [channels]);
      add('bias', [channels]);
    }
    return { groups, channels };
  },
  forward: ({ channels, groups }, input) => {
    if (input.length < 2) {
      const message = `Expected at least 2 dimensions for input tensor but received ${input.length}`;
      throw new Refusal('RuntimeError', message, 'rank', { input });
    }
    requireSeveralInGroups(input, groups);
    requireGroups(input, groups);
    const size = input[1] ?? null;
    if (size === null || size === channels) return input;
    const message = `Expected weight to be a vector of size equal to the number of channels in input, but got weight of shape [${channels}] and input of shape ${list(input)}`;
    throw new Refusal('RuntimeError', message, 'channels', { input });
  },
};

/** Statistics of a group need more than one value. */
export function requireSeveralInGroups(input: Shape, groups: number): void {
  const [batch = null, channels = null, ...space] = input;
  if (batch === null || channels === null || space.includes(null)) return;
  const values = Math.floor((batch * channels) / groups) * space.reduce<number>((all, one) => all * (one ?? 1), 1);
  if (values !== 1) return;
  const message = `Expected more than 1 value per channel when training, got input size ${list(input)}`;
  throw new Refusal('ValueError', message, 'batch', { input });
}

/** The channels must fall into groups. @throws Refusal `channels` */
export function requireGroups(input: Shape, groups: number): void {
  const channels = input[1] ?? null;
  if (channels === null || channels % groups === 0) return;
  const message = `Expected number of channels in input to be divisible by num_groups, but got input of shape ${list(input)} and num_groups=${groups}`;
  throw new Refusal('RuntimeError', message, 'channels', { input });
}

/** The last axes must be those that are normalized. @throws Refusal `features` */
export function requireNormalized(shape: readonly number[], input: Shape, separator: string): void {
  const last = input.slice(-shape.length);
  if (last.length === shape.length && last.every((size, axis) => size === null || size === shape[axis])) return;
  const wanted = shape.join(', ');
  const message = `Given normalized_shape=[${wanted}], expected input with shape [*${separator}${wanted}], but got input of size${list(input)}`;
  throw new Refusal('RuntimeError', message, 'features', { input, shape });
}

export function layerNorm(hasBias: boolean): ModuleRules<readonly number[]> {
  return {
    parameters: [
      'normalized_shape',
      ['eps', null],
      ['elementwise_affine', true],
      ['bias', true],
      ['device', null],
      ['dtype', null],
    ],
    make: (args, add) => {
      const shape = args.shape('normalized_shape') as number[];
      if (args.boolean('elementwise_affine')) {
        add('weight', shape);
        if (hasBias && args.boolean('bias')) add('bias', shape);
      }
      return shape;
    },
    forward: (shape, input) => {
      requireNormalized(shape, input, hasBias ? ', ' : '');
      return input;
    },
  };
}
