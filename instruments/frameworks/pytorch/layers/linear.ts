/** `Linear` and kin, embeddings, and modules that change no size. */
import type { Shape } from '../../../graph/tensor.ts';
import { requireRows } from '../bounds.ts';
import { bind, parameters } from '../../../languages/python/callables.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import type { Dict, Tuple } from '../../../languages/python/values.ts';
import { stateOf } from '../module.ts';
import { axisIn } from '../reading.ts';
import { differs } from '../functions/rule.ts';
import type { Reading } from '../reading.ts';
import type { ModuleRules, Short } from '../rules.ts';
import { list } from '../text.ts';

interface Linear {
  inFeatures: number;
  readonly outFeatures: number;
  readonly bias: boolean;
}

const LINEAR: readonly Short[] = ['in_features', 'out_features', ['bias', true], ['device', null], ['dtype', null]];

export function linear(lazy = false): ModuleRules<Linear> {
  return {
    parameters: lazy ? LINEAR.slice(1) : LINEAR,
    make: (args, add) => {
      const settings = {
        inFeatures: lazy ? 0 : args.integer('in_features'),
        outFeatures: args.integer('out_features'),
        bias: args.boolean('bias'),
      };
      if (!lazy) {
        add('weight', [settings.outFeatures, settings.inFeatures]);
        if (settings.bias) add('bias', [settings.outFeatures]);
      }
      return settings;
    },
    forward: (settings, input, { self }) => {
      const features = input.at(-1) ?? null;
      if (lazy && stateOf(self).parameters.length === 0 && features !== null) {
        settings.inFeatures = features;
        const { parameters } = stateOf(self);
        parameters.push({ name: 'weight', shape: [settings.outFeatures, features], isBuffer: false });
        if (settings.bias) parameters.push({ name: 'bias', shape: [settings.outFeatures], isBuffer: false });
      }
      return projected(input, settings.inFeatures, settings.outFeatures);
    },
  };
}

/** The last axis onto another size. @throws Refusal `features`, in the words of the matrix product */
export function projected(input: Shape, inFeatures: number, outFeatures: number): Shape {
  const features = input.at(-1) ?? null;
  if (features === null || features === inFeatures) return [...input.slice(0, -1), outFeatures];
  const rows = input.slice(0, -1).reduce<number>((product, size) => product * (size ?? 1), 1);
  const message = `mat1 and mat2 shapes cannot be multiplied (${rows}x${features} and ${inFeatures}x${outFeatures})`;
  const asked = { name: 'in_features', value: inFeatures, weight: [inFeatures, outFeatures] }; // as the message has it
  throw new Refusal('RuntimeError', message, 'features', { input, inFeatures, outFeatures, asked });
}

export const bilinear: ModuleRules<readonly number[]> = {
  parameters: ['in1_features', 'in2_features', 'out_features', ['bias', true]],
  make: (args, add) => {
    const [one, other, out] = ['in1_features', 'in2_features', 'out_features'].map((name) => args.integer(name));
    add('weight', [out ?? 0, one ?? 0, other ?? 0]);
    if (args.boolean('bias')) add('bias', [out ?? 0]);
    return [one ?? 0, other ?? 0, out ?? 0];
  },
  forward: ([one = 0, other = 0, out = 0], input, { tensors: [, second] }) => {
    const both = [input, second?.shape ?? input];
    const axis = input.slice(0, -1).findIndex((size, at) => differs(size, both[1]?.[at]));
    if (axis >= 0) {
      const message = `bilinear(): input batch dimensions do not match at dim ${axis}: got ${input[axis]} and ${both[1]?.[axis]}`;
      throw new Refusal('RuntimeError', message, 'batch', { input });
    }
    for (const [at, wanted] of [one, other].entries()) {
      const got = both[at]?.at(-1);
      if (!differs(got, wanted)) continue;
      const message = `bilinear(): input${at + 1} size does not match weight size: got ${got} but expected ${wanted}`;
      throw new Refusal('RuntimeError', message, 'features', { input });
    }
    return [...input.slice(0, -1), out];
  },
};

const EMBEDDING: readonly Short[] = [
  'num_embeddings',
  'embedding_dim',
  ['padding_idx', null],
  ['max_norm', null],
  ['norm_type', 2],
  ['scale_grad_by_freq', false],
  ['sparse', false],
];

export const embedding: ModuleRules<{ rows: number; columns: number }> = {
  parameters: [...EMBEDDING, '**kwargs'],
  make: (args, add) => {
    const [rows, columns] = [args.integer('num_embeddings'), args.integer('embedding_dim')];
    add('weight', [rows, columns]);
    return { rows, columns };
  },
  forward: ({ rows, columns }, input, { tensors: [places] }) => {
    requireRows(places, rows);
    return [...input, columns];
  },
};

export const embeddingBag: ModuleRules<number> = {
  parameters: ['num_embeddings', 'embedding_dim', '*', '**kwargs'],
  make: (args, add) => {
    const columns = args.integer('embedding_dim');
    add('weight', [args.integer('num_embeddings'), columns]);
    return columns;
  },
  forward: (columns, input, { tensors: [, offsets] }) => {
    if (input.length === 1) {
      if (!offsets) throw new Refusal('ValueError', 'offsets has to be a 1D Tensor but got None', 'argument');
      return [offsets.shape[0] ?? null, columns];
    }
    if (offsets && offsets.shape.length === 1) throw new Refusal('ValueError', OFFSETS, 'argument');
    return [input[0] ?? null, columns];
  },
};

const OFFSETS =
  "if input is 2D, then offsets has to be None, as input is treated is a mini-batch of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>";

/** Activations, dropouts and kin: the shape of the input, whatever the arguments. */
export const sameShape: ModuleRules<null> = {
  parameters: ['*rest', '**kwargs'],
  make: () => null,
  forward: (_, input) => input,
};

/** The same of an activation, which takes these arguments and no others. */
export const activation = (taken: string): ModuleRules<null> => {
  const list = taken === '' ? [] : parameters(taken.split(' ').map((name) => [name, null] as const));
  return {
    ...sameShape,
    make: (args) => {
      const [rest, others] = [args.value('rest') as Tuple, args.value('kwargs') as Dict];
      const keywords = new Map([...others.entries.values()].map(([key, value]) => [String(key), value]));
      bind(list, { positional: rest.items, keywords }, `${args.callee}.__init__`, 1);
      return null;
    },
  };
};

/** `Dropout(p)`: a share between 0 and 1. */
export const dropout: ModuleRules<null> = {
  parameters: [
    ['p', 0.5],
    ['inplace', false],
  ],
  make: (args) => {
    requireShare(args);
    return null;
  },
  forward: (_, input) => input,
};

/** @throws Refusal for a share of cells that is none */
export function requireShare(args: Reading): void {
  if (args.value('p') === null) return; // a network of torchvision asks for none
  const share = args.number('p');
  if (share >= 0 && share <= 1) return;
  const message = `dropout probability has to be between 0 and 1, but got ${args.session.context.repr(args.value('p'))}`;
  throw new Refusal('ValueError', message, 'argument', { argument: 'p' });
}

/** `Softmax(dim)`: the shape stays, but the axis must be there. */
export const alongAxis: ModuleRules<number | null> = {
  parameters: [['dim', null]],
  make: (args) => args.optionalInteger('dim'),
  forward: (dim, input) => {
    if (dim !== null) axisIn(dim, input.length);
    return input;
  },
};

/** Modules that take inputs of some ranks only and change none of them. */
function ofRanks(fits: (rank: number) => boolean, type: string, says: (input: Shape) => string): ModuleRules<null> {
  return {
    ...sameShape,
    forward: (_, input) => {
      if (!fits(input.length)) throw new Refusal(type, says(input), 'rank', { input });
      return input;
    },
  };
}

const DROPOUT1D =
  'Note that dropout1d exists to provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, ' +
  'and an optional batch dimension (i.e. 2D or 3D inputs).';

export const dropout1d = ofRanks(
  (rank) => rank === 2 || rank === 3,
  'RuntimeError',
  ({ length }) => `dropout1d: Expected 2D or 3D input, but received a ${length}D input. ${DROPOUT1D}`,
);

export const softmax2d = ofRanks(
  (rank) => rank === 3 || rank === 4,
  'ValueError',
  ({ length }) => `Softmax2d: expected input to be 3D or 4D, got ${length}D instead`,
);

export const localResponseNorm = ofRanks(
  (rank) => rank >= 3,
  'ValueError',
  ({ length }) => `Expected 3D or higher dimensionality                          input (got ${length} dimensions)`,
);

/** `ChannelShuffle`: the channels are dealt out to as many groups. */
export const channelShuffle: ModuleRules<number> = {
  parameters: ['groups'],
  make: (args) => args.integer('groups'),
  forward: (groups, input) => {
    if (input.length < 3) {
      const message = `channel_shuffle expects input with > 2 dims, but got input with sizes ${list(input)}`;
      throw new Refusal('RuntimeError', message, 'rank', { input });
    }
    const channels = input[1] ?? null;
    if (channels !== null && channels % groups !== 0) {
      const message = `Number of channels must be divisible by groups. Got ${channels} channels and ${groups} groups.`;
      throw new Refusal('RuntimeError', message, 'channels', { input });
    }
    return input;
  },
};

export const prelu: ModuleRules<number> = {
  parameters: [
    ['num_parameters', 1],
    ['init', null],
    ['device', null],
    ['dtype', null],
  ],
  make: (args, add) => {
    const count = args.integer('num_parameters');
    add('weight', [count]);
    return count;
  },
  forward: (count, input) => {
    const channels = input.length < 2 ? 1 : (input[1] ?? null);
    if (count === 1 || channels === null || channels === count) return input;
    const message = `Mismatch of parameter numbers and input channel size. Found parameter numbers = ${count} and channel size = ${channels}.`;
    throw new Refusal('RuntimeError', message, 'channels', { input });
  },
};

/** `GLU`: half of an axis gates the other half. */
export const glu: ModuleRules<number> = {
  parameters: [['dim', -1]],
  make: (args) => args.integer('dim'),
  forward: (dim, input) => halved(input, dim),
};

/** One half of the cells gates the other. @throws Refusal `size` where they have no halves */
export function halved(input: Shape, dim: number): Shape {
  const axis = axisIn(dim, input.length);
  const size = input[axis] ?? null;
  if (size !== null && size % 2 !== 0) {
    const message = `Halving dimension must be even, but dimension ${axis} is size ${size}`;
    throw new Refusal('RuntimeError', message, 'size', { input });
  }
  return input.map((one, index) => (index === axis && one !== null ? one / 2 : one));
}
