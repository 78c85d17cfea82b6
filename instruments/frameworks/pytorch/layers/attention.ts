/** `MultiheadAttention`. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { bind, parameters } from '../../../languages/python/callables.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { setBatchFirst } from '../layout.ts';
import { countParameters } from '../module.ts';
import { Reading } from '../reading.ts';
import type { AddParameter, ModuleCall, ModuleRules } from '../rules.ts';
import { list } from '../text.ts';

export interface Attention {
  readonly width: number;
  readonly heads: number;
  readonly batchFirst: boolean;
  readonly keys: number;
  readonly values: number;
  /** Whether keys or values have another width than queries, and so weights of their own. */
  readonly hasOwnWidths: boolean;
}

export const multiheadAttention: ModuleRules<Attention> = {
  parameters: [
    'embed_dim',
    'num_heads',
    ['dropout', 0],
    ['bias', true],
    ['add_bias_kv', false],
    ['add_zero_attn', false],
    ['kdim', null],
    ['vdim', null],
    ['batch_first', false],
    ['device', null],
    ['dtype', null],
  ],
  make: (args, add) => {
    const [width, heads] = [args.integer('embed_dim'), args.integer('num_heads')];
    if (width % heads !== 0) {
      const message = 'embed_dim must be divisible by num_heads';
      throw new Refusal('AssertionError', message, 'heads', { width, heads });
    }
    const [keys, values] = [args.optionalInteger('kdim') ?? width, args.optionalInteger('vdim') ?? width];
    addAttention(add, width, keys, values, args.boolean('bias'));
    if (args.boolean('add_bias_kv')) {
      add('bias_k', [1, 1, width]);
      add('bias_v', [1, 1, width]);
    }
    const hasOwnWidths = keys !== width || values !== width;
    return { width, heads, keys, values, hasOwnWidths, batchFirst: args.boolean('batch_first') };
  },
  forward: (settings, query, call) => {
    const { heads } = settings;
    const given = readCall(call, query, settings);
    requireRanks(given);
    requireWidth(query, settings.width);
    requireSame(given, settings.hasOwnWidths);
    requireFeatures(given, settings);
    requireMasks(given, heads);
    if (!given.needsWeights) return { nested: [query, null] };
    const { steps, memory, batch } = given;
    const ahead = query.length === 2 ? [] : [batch];
    const each = given.averages ? [] : [heads];
    return { nested: [query, [...ahead, ...each, steps, memory]] };
  },
  // where it only evaluates, and needs no gradients, PyTorch may take a faster way, which leaves the cells in order
  lay: ({ batchFirst }, [output], { self, session }) => {
    if (!output || !batchFirst || output.shape.length !== 3) return;
    const needsNone = session.mayStopGradients || countParameters(self).trainable === 0;
    if (session.evaluating.has(self) && needsNone) output.strides = null;
    else setBatchFirst(output);
  },
};

/** What it was called with; sizes as where the steps stand in front, and a batch of 1 where there is none. */
interface Called {
  readonly query: Shape;
  readonly key: Shape;
  readonly value: Shape;
  readonly isKeyValue: boolean;
  readonly steps: Dimension;
  readonly memory: Dimension;
  readonly batch: Dimension;
  readonly keyBatch: Dimension;
  readonly attentionMask: Shape | null;
  readonly paddingMask: Shape | null;
  readonly needsWeights: boolean;
  readonly averages: boolean;
}

const CALL = parameters([
  'query',
  'key',
  'value',
  ['key_padding_mask', null],
  ['need_weights', true],
  ['attn_mask', null],
  ['average_attn_weights', true],
  ['is_causal', false],
]);

function readCall({ args, self, session }: ModuleCall, query: Shape, { batchFirst }: Attention): Called {
  const reading = new Reading(bind(CALL, args, `${self.cls.name}.forward`), self.cls.name, session);
  const mask = (name: string): Shape | null => (reading.value(name) === null ? null : reading.tensor(name).shape);
  const [key, value] = [reading.tensor('key'), reading.tensor('value')];
  const [step, batch] = batchFirst && query.length === 3 ? [1, 0] : [0, 1];
  const isBatched = query.length === 3;
  return {
    query,
    key: key.shape,
    value: value.shape,
    isKeyValue: key === value,
    steps: query[step] ?? null,
    memory: key.shape[step] ?? null,
    batch: isBatched ? (query[batch] ?? null) : 1,
    keyBatch: isBatched ? (key.shape[batch] ?? null) : 1,
    attentionMask: mask('attn_mask'),
    paddingMask: mask('key_padding_mask'),
    needsWeights: reading.boolean('need_weights'),
    averages: reading.boolean('average_attn_weights'),
  };
}

const differs = (one: Dimension | undefined, other: Dimension | undefined): boolean =>
  one !== null && other !== null && one !== other;

function refuse(message: string, kind: string, { query }: Called, type = 'AssertionError'): Refusal {
  return new Refusal(type, message, kind, { input: query });
}

/** All batched, or none. */
function requireRanks(called: Called): void {
  const { query, key, value, attentionMask, paddingMask } = called;
  if (query.length !== 2 && query.length !== 3) {
    const message = `query should be unbatched 2D or batched 3D tensor but received ${query.length}-D query tensor`;
    throw refuse(message, 'rank', called);
  }
  const [ahead, rank] = [query.length === 3 ? 'batched (3-D)' : 'unbatched (2-D)', query.length];
  if (key.length !== rank || value.length !== rank) {
    const message = `For ${ahead} \`query\`, expected \`key\` and \`value\` to be ${rank}-D but found ${key.length}-D and ${value.length}-D tensors respectively`;
    throw refuse(message, 'rank', called);
  }
  if (paddingMask && paddingMask.length !== rank - 1) {
    const message = `For ${ahead} \`query\`, expected \`key_padding_mask\` to be \`None\` or ${rank - 1}-D but found ${paddingMask.length}-D tensor instead`;
    throw refuse(message, 'rank', called);
  }
  if (attentionMask && attentionMask.length !== 2 && attentionMask.length !== 3) {
    const message = `For ${ahead} \`query\`, expected \`attn_mask\` to be \`None\`, 2-D or 3-D but found ${attentionMask.length}-D tensor instead`;
    throw refuse(message, 'rank', called);
  }
}

/** Keys and values belong together, step by step. */
function requireSame(called: Called, hasOwnWidths: boolean): void {
  const { key, value } = called;
  const said = (shape: Shape): string => `torch.Size(${list(shape)})`;
  if (hasOwnWidths) {
    const [ahead, other] = [key.slice(0, 2), value.slice(0, 2)];
    if (!ahead.some((size, axis) => differs(size, other[axis]))) return;
    const message = `key's sequence and batch dims ${said(ahead)} do not match value's ${said(other)}`;
    throw refuse(message, 'shape', called);
  }
  if (!key.some((size, axis) => differs(size, value[axis]))) return;
  throw refuse(`key shape ${said(key)} does not match value shape ${said(value)}`, 'shape', called);
}

/** Keys have the query's features, and its batch. */
function requireFeatures(called: Called, { width, heads, hasOwnWidths, keys, values }: Attention): void {
  const { key, value, memory, keyBatch, batch } = called;
  const rows = memory === null || keyBatch === null ? null : memory * keyBatch;
  if (hasOwnWidths) {
    for (const [name, shape, wanted] of [
      ['key', key, keys],
      ['value', value, values],
    ] as const) {
      const features = shape.at(-1) ?? null;
      if (!differs(features, wanted)) continue;
      const message = `expecting ${name} weights shape of (${width}, ${features}), but got torch.Size([${width}, ${wanted}])`;
      throw refuse(message, 'features', called);
    }
  } else if (differs(key.at(-1) ?? null, width)) {
    const columns = called.isKeyValue ? 2 * width : width;
    const message = `mat1 and mat2 shapes cannot be multiplied (${rows ?? '?'}x${key.at(-1)} and ${width}x${columns})`;
    throw refuse(message, 'features', called, 'RuntimeError');
  }
  if (!differs(keyBatch, batch) || rows === null || batch === null) return;
  const message = `shape '[${memory}, ${batch * heads}, ${width / heads}]' is invalid for input of size ${rows * width}`;
  throw refuse(message, 'batches', called, 'RuntimeError');
}

/** A mask says for each step of the query which of the keys it sees. */
function requireMasks(called: Called, heads: number): void {
  const { attentionMask, paddingMask, steps, memory, batch } = called;
  if (attentionMask) {
    const rank = attentionMask.length;
    const all = rank === 2 ? [] : [batch === null ? null : batch * heads];
    const wanted: Shape = [...all, steps, memory];
    if (attentionMask.some((size, axis) => differs(size, wanted[axis]))) {
      const message =
        called.query.length === 2 && rank === 3
          ? `Expected \`attn_mask\` shape to be (${wanted.join(', ')}) but got torch.Size(${list(attentionMask)})`
          : `The shape of the ${rank}D attn_mask is torch.Size(${list(attentionMask)}), but should be (${wanted.join(', ')}).`;
      throw refuse(
        message,
        'mask',
        called,
        called.query.length === 2 && rank === 3 ? 'AssertionError' : 'RuntimeError',
      );
    }
  }
  const [rows, columns] = [paddingMask?.at(-2) ?? 1, paddingMask?.at(-1)];
  if (!paddingMask) return;
  const wrong = differs(rows, batch) ? ([0, batch, rows] as const) : ([1, memory, columns] as const);
  const [axis, wanted, got] = wrong;
  if (differs(got, wanted))
    throw refuse(`Expected key_padded_mask.shape[${axis}] to be ${wanted}, but got ${got}`, 'mask', called);
}

function addAttention(add: AddParameter, width: number, keys: number, values: number, bias: boolean): void {
  if (keys === width && values === width) add('in_proj_weight', [3 * width, width]);
  else {
    add('q_proj_weight', [width, width]);
    add('k_proj_weight', [width, keys]);
    add('v_proj_weight', [width, values]);
  }
  if (bias) add('in_proj_bias', [3 * width]);
  add('out_proj.weight', [width, width]);
  if (bias) add('out_proj.bias', [width]);
}

function requireWidth(query: Shape, width: number): void {
  const features = query.at(-1) ?? null;
  if (features === null || features === width) return;
  const message = `was expecting embedding dimension of ${width}, but got ${features}`;
  throw new Refusal('AssertionError', message, 'features', { input: query, width });
}
