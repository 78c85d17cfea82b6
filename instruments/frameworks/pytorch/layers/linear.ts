/** `Linear` and kin, embeddings, and modules that change no size. */
import type { Shape } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { stateOf } from '../module.ts';
import type { ModuleRules, Short } from '../rules.ts';

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
      if (settings.inFeatures === 0 && features !== null) {
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
  const message =
    input.length === 1
      ? `size mismatch, got input (${outFeatures}), mat (${outFeatures}x${inFeatures}), vec (${features})`
      : `mat1 and mat2 shapes cannot be multiplied (${rows}x${features} and ${inFeatures}x${outFeatures})`;
  throw new Refusal('RuntimeError', message, 'features', { input, inFeatures, outFeatures });
}

export const bilinear: ModuleRules<number> = {
  parameters: ['in1_features', 'in2_features', 'out_features', ['bias', true]],
  make: (args, add) => {
    const [one, other, out] = ['in1_features', 'in2_features', 'out_features'].map((name) => args.integer(name));
    add('weight', [out ?? 0, one ?? 0, other ?? 0]);
    if (args.boolean('bias')) add('bias', [out ?? 0]);
    return out ?? 0;
  },
  forward: (out, input) => [...input.slice(0, -1), out],
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

export const embedding: ModuleRules<number> = {
  parameters: [...EMBEDDING, '**kwargs'],
  make: (args, add) => {
    const columns = args.integer('embedding_dim');
    add('weight', [args.integer('num_embeddings'), columns]);
    return columns;
  },
  forward: (columns, input) => [...input, columns],
};

export const embeddingBag: ModuleRules<number> = {
  parameters: ['num_embeddings', 'embedding_dim', '*', '**kwargs'],
  make: (args, add) => {
    const columns = args.integer('embedding_dim');
    add('weight', [args.integer('num_embeddings'), columns]);
    return columns;
  },
  forward: (columns, input) => [input[0] ?? null, columns],
};

/** Activations, dropouts and kin: the shape of the input, whatever the arguments. */
export const sameShape: ModuleRules<null> = {
  parameters: ['*rest', '**kwargs'],
  make: () => null,
  forward: (_, input) => input,
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
  forward: (dim, input) => {
    const axis = dim < 0 ? dim + input.length : dim;
    const size = input[axis] ?? null;
    if (size !== null && size % 2 !== 0) {
      const message = `Halving dimension must be even, but dimension ${axis} is size ${size}`;
      throw new Refusal('RuntimeError', message, 'size', { input });
    }
    return input.map((one, index) => (index === axis && one !== null ? one / 2 : one));
  },
};
