/** `MultiheadAttention`. */
import type { Shape } from '../../../graph/tensor.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import type { AddParameter, ModuleRules } from '../rules.ts';
import { list } from '../text.ts';

interface Attention {
  readonly width: number;
  readonly heads: number;
  readonly batchFirst: boolean;
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
    if (width % heads !== 0) throw new PythonError('AssertionError', 'embed_dim must be divisible by num_heads');
    const [keys, values] = [args.optionalInteger('kdim') ?? width, args.optionalInteger('vdim') ?? width];
    addAttention(add, width, keys, values, args.boolean('bias'));
    if (args.boolean('add_bias_kv')) {
      add('bias_k', [1, 1, width]);
      add('bias_v', [1, 1, width]);
    }
    return { width, heads, batchFirst: args.boolean('batch_first') };
  },
  forward: ({ width, heads, batchFirst }, query, { args, tensors }) => {
    if (query.length !== 2 && query.length !== 3) {
      const message = `query should be unbatched 2D or batched 3D tensor but received ${query.length}-D query tensor`;
      throw new Refusal('AssertionError', message, 'rank', { input: query });
    }
    requireWidth(query, width);
    const key = tensors[1]?.shape ?? query;
    requireSame(query, key, tensors[2]?.shape ?? key);
    if (args.keywords.get('need_weights') === false) return { nested: [query, []] };
    const unbatched = query.length === 2;
    const batch = unbatched ? [] : [query[batchFirst ? 0 : 1] ?? null];
    const [from, to] = [query, key].map((shape) => shape[unbatched || !batchFirst ? 0 : 1] ?? null);
    const each = args.keywords.get('average_attn_weights') === false ? [heads] : [];
    return { nested: [query, [...batch, ...each, from ?? null, to ?? null]] };
  },
};

/** Keys and values belong together, step by step. */
function requireSame(query: Shape, key: Shape, value: Shape): void {
  if (query.length === 2 && (key.length !== 2 || value.length !== 2)) {
    const message = `For unbatched (2-D) \`query\`, expected \`key\` and \`value\` to be 2-D but found ${key.length}-D and ${value.length}-D tensors respectively`;
    throw new Refusal('AssertionError', message, 'rank', { input: query });
  }
  const same = key.every((size, axis) => size === null || value[axis] === null || size === value[axis]);
  if (same) return;
  const message = `key shape torch.Size(${list(key)}) does not match value shape torch.Size(${list(value)})`;
  throw new Refusal('AssertionError', message, 'shape', { input: key });
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
