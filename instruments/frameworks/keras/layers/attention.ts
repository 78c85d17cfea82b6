/** Attention: the output has the query's length. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Tensor } from '../../../graph/tensor.ts';
import { List } from '../../../languages/python/values.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { isSymbolic } from '../layer/situation.ts';
import { requirePositive } from './ranges.ts';
import type { AddWeight, LayerCall, LayerRules } from '../rules.ts';
import { shapes, tuple } from '../text.ts';

export interface Heads {
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly keyDim: number;
  readonly valueDim: number;
  readonly useBias: boolean;
  readonly useGate: boolean;
  readonly outputShape: Shape | null;
}

/** A projection of the last axis onto heads: its kernel and, with `use_bias`, its bias. */
function addProjection(add: AddWeight, name: string, from: Shape, onto: Shape, useBias: boolean): void {
  add(`${name}/kernel`, [...from, ...onto]);
  if (useBias) add(`${name}/bias`, onto);
}

/** Query, value and key of a call, by position or by name. */
function inputsOf({ args }: LayerCall): { query: Shape; value: Shape; key: Shape } {
  const named = (name: string, index: number): Tensor | undefined => {
    const value = args.positional[index] ?? args.keywords.get(name);
    return value instanceof Tensor ? value : undefined;
  };
  const [query, value] = [named('query', 0), named('value', 1)];
  if (!query || !value) {
    const message = `MultiHeadAttention.call() missing 1 required positional argument: '${query ? 'value' : 'query'}'`;
    throw new Refusal('TypeError', message, 'call');
  }
  return { query: query.shape, value: value.shape, key: (named('key', 2) ?? value).shape };
}

function requireSameLength(value: Shape, key: Shape): void {
  if (value.slice(1, -1).join() === key.slice(1, -1).join()) return;
  const message =
    'All dimensions of `value` and `key`, except the last one, must be equal. ' +
    `Received: value_shape=${tuple(value)} and key_shape=${tuple(key)}`;
  throw new Refusal('ValueError', message, 'merge', { inputs: [value, key] });
}

export const multiHeadAttention: LayerRules<Heads> = {
  settings: (args) => {
    requirePositive(args, 'num_heads');
    requirePositive(args, 'key_dim');
    requirePositive(args, 'value_dim', true);
    const heads = args.integer('num_heads');
    const keyDim = args.integer('key_dim');
    const outputShape = args.value('output_shape') === null ? null : args.shape('output_shape');
    return {
      heads,
      keyValueHeads: heads,
      keyDim,
      valueDim: args.optionalInteger('value_dim') || keyDim,
      useBias: args.boolean('use_bias'),
      useGate: args.boolean('use_gate'),
      outputShape,
    };
  },
  build: (add, settings, inputs) => {
    const [query, value, key = value] = inputs.map((shape) => shape.at(-1) ?? null);
    buildHeads(add, settings, query ?? null, value ?? null, key ?? null);
    return undefined;
  },
  output: (settings, _, call) => {
    const { query, value, key } = inputsOf(call);
    requireSameLength(value, key);
    requireExamples(settings, query, value, call);
    const output = settings.outputShape ? [...query.slice(0, -1), ...settings.outputShape] : query;
    return withScores(output, settings.heads, query, value, call);
  },
};

function buildHeads(add: AddWeight, settings: Heads, query: Dimension, value: Dimension, key: Dimension): void {
  const { heads, keyValueHeads, keyDim, valueDim, useBias, useGate, outputShape } = settings;
  addProjection(add, 'query', [query], [heads, keyDim], useBias);
  addProjection(add, 'key', [key], [keyValueHeads, keyDim], useBias);
  if (useGate) addProjection(add, 'gate', [query], [heads, valueDim], useBias);
  addProjection(add, 'value', [value], [keyValueHeads, valueDim], useBias);
  addProjection(add, 'attention_output', [heads, valueDim], outputShape ?? [query], useBias);
}

/** Asked for its shapes alone Keras takes the query's length for both sides of the scores. */
function withScores(
  output: Shape,
  heads: number,
  query: Shape,
  value: Shape,
  call: LayerCall,
): Shape | readonly Shape[] {
  if (call.args.keywords.get('return_attention_scores') !== true) return output;
  const [batch = null, length = null] = query;
  const lengths = isComputed(call) ? [...query.slice(1, -1), ...value.slice(1, -1)] : [length, length];
  return [output, [batch, heads, ...lengths]];
}

/** Whether the values are computed, and not the shapes alone. */
const isComputed = ({ session }: LayerCall): boolean => !isSymbolic(session.context.graph.current);

/** In the words of what computes: TensorFlow at once, or as it makes a graph. @throws Refusal `merge` */
function unlike(call: LayerCall, inputs: readonly Shape[], atOnce: string, one: Dimension, other: Dimension): Refusal {
  const isAtOnce = call.tensors.every(({ field }) => field === undefined);
  const message = isAtOnce ? atOnce : `Dimensions must be equal, but are ${one ?? '?'} and ${other ?? '?'}`;
  return new Refusal(isAtOnce ? 'InvalidArgumentError' : 'ValueError', message, 'merge', { inputs });
}

/** Heads of other examples are not put together. */
function requireExamples({ heads, keyDim }: Heads, query: Shape, value: Shape, call: LayerCall): void {
  const [one = null, other = null] = [query[0], value[0]];
  if (!isComputed(call) || one === null || other === null || one === other) return;
  const shaped = list([...value.slice(0, -1), heads, keyDim]);
  const atOnce = `Expected dimension ${one} at axis 0 of the input shaped ${shaped} but got dimension ${other}`;
  throw unlike(call, [query, value], atOnce, one, other);
}

export const groupedQueryAttention: LayerRules<Heads> = {
  settings: (args) => {
    const heads = args.integer('num_query_heads');
    const keyValueHeads = args.integer('num_key_value_heads');
    const keyDim = args.integer('head_dim');
    if (heads % keyValueHeads !== 0) {
      const message = `\`num_query_heads\` must be divisible by \`num_key_value_heads\`. Received: num_query_heads=${heads}, num_key_value_heads=${keyValueHeads}`;
      throw new Refusal('ValueError', message, 'argument', { argument: 'num_query_heads' });
    }
    const [useBias, useGate] = [args.boolean('use_bias'), args.boolean('use_gate')];
    return { heads, keyValueHeads, keyDim, valueDim: keyDim, useBias, useGate, outputShape: null };
  },
  build: (add, settings, inputs) => {
    const [query, value, key = value] = inputs.map((shape) => shape.at(-1) ?? null);
    buildHeads(add, settings, query ?? null, value ?? null, key ?? null);
    return undefined;
  },
  output: (settings, _, call) => {
    const { query, value, key } = inputsOf(call);
    if (query.at(-1) !== value.at(-1)) {
      const message =
        'The last dimension of `query_shape` and `value_shape` must be equal, but are ' +
        `${query.at(-1)}, ${value.at(-1)}. Received: query_shape=${tuple(query)}, value_shape=${tuple(value)}`;
      throw new Refusal('ValueError', message, 'merge', { inputs: [query, value] });
    }
    requireSameLength(value, key);
    requireExamples(settings, query, value, call);
    return withScores(query, settings.heads, query, value, call);
  },
};

interface Scale {
  readonly useScale: boolean;
  readonly concatenates: boolean;
}

/** `Attention([query, value])`; `AdditiveAttention` has a scale as long as the last axis. */
export function attention(additive: boolean): LayerRules<Scale> {
  return {
    settings: (args) => {
      const mode = additive ? 'dot' : args.text('score_mode');
      if (mode !== 'dot' && mode !== 'concat') {
        const message = `Invalid value for argument score_mode. Expected one of {'dot', 'concat'}. Received: score_mode=${mode}`;
        throw new Refusal('ValueError', message, 'argument', { argument: 'score_mode' });
      }
      return { useScale: args.boolean('use_scale'), concatenates: mode === 'concat' };
    },
    build: (add, { useScale, concatenates }, [query]) => {
      if (useScale) add('scale', additive ? [query?.at(-1) ?? null] : []);
      if (concatenates) add('concat_score_weight', []);
      return undefined;
    },
    output: (_, inputs, call) => {
      const [query, value, key = value] = inputs;
      if (!(call.args.positional[0] instanceof List) || !query || !value || inputs.length > 3) {
        const message =
          `${call.self.cls.name} layer must be called on a list of inputs, namely [query, value] or ` +
          `[query, value, key]. Received: inputs=${shapes(inputs)}.`;
        throw new Refusal('ValueError', message, 'inputs', { inputs });
      }
      const ahead = isComputed(call) ? examplesOf(query, value, key ?? value, additive, call) : query.slice(0, -2);
      const output = [...ahead, query.at(-2) ?? null, value.at(-1) ?? null];
      if (call.args.keywords.get('return_attention_scores') !== true) return output;
      return [output, [...ahead, query.at(-2) ?? null, key?.at(-2) ?? null]];
    },
  };
}

/** The axes ahead of the steps, stretched over query, key and value. @throws Refusal `merge` where these are not of one size */
function examplesOf(query: Shape, value: Shape, key: Shape, additive: boolean, call: LayerCall): Shape {
  const inputs = [query, value, key];
  const differ = (one: Dimension, other: Dimension): boolean => one !== null && other !== null && one !== other;
  const [from, to] = [query.at(-1) ?? null, key.at(-1) ?? null];
  if (differ(from, to)) {
    const spread = [query, key].map((shape, at) => {
      const added = [...shape];
      added.splice(at === 0 ? -1 : -2, 0, 1);
      return added;
    });
    const words = additive
      ? `Incompatible shapes: ${list(spread[0] ?? [])} vs. ${list(spread[1] ?? [])}`
      : `Matrix size-incompatible: In[0]: ${list(query)}, In[1]: ${list(turned(key))}`;
    throw unlike(call, inputs, words, from, to);
  }
  const scores = [...stretched(query, turned(key), inputs, call), query.at(-2) ?? null, key.at(-2) ?? null];
  if (differ(scores.at(-1) ?? null, value.at(-2) ?? null)) {
    const words = `Matrix size-incompatible: In[0]: ${list(scores)}, In[1]: ${list(value)}`;
    throw unlike(call, inputs, words, scores.at(-1) ?? null, value.at(-2) ?? null);
  }
  return stretched(scores, value, inputs, call);
}

const turned = (shape: Shape): Shape => [...shape.slice(0, -2), shape.at(-1) ?? null, shape.at(-2) ?? null];

/** What stands ahead of the matrices that are multiplied; sizes of 1 are stretched. */
function stretched(left: Shape, right: Shape, inputs: readonly Shape[], call: LayerCall): Shape {
  return left.slice(0, -2).map((one, axis) => {
    const other = right[axis] ?? null;
    if (one === 1 || one === null) return one === 1 ? other : one;
    if (other === 1 || other === null || other === one) return one;
    const words = `In[0] and In[1] must have compatible batch dimensions: ${list(left)} vs. ${list(right)}`;
    throw unlike(call, inputs, words, one, other);
  });
}

/** `[3,5,8]`, as TensorFlow prints shapes. */
const list = (shape: Shape): string => `[${shape.map((size) => size ?? '?').join(',')}]`;
