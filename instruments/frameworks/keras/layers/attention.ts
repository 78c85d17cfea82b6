/** Attention: the output has the query's length. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Tensor } from '../../../graph/tensor.ts';
import { List } from '../../../languages/python/values.ts';
import { Refusal } from '../../../languages/python/errors.ts';
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
    const output = settings.outputShape ? [...query.slice(0, -1), ...settings.outputShape] : query;
    return withScores(output, settings.heads, query, call);
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

function withScores(output: Shape, heads: number, query: Shape, call: LayerCall): Shape | readonly Shape[] {
  if (call.args.keywords.get('return_attention_scores') !== true) return output;
  const [batch = null, length = null] = query;
  return [output, [batch, heads, length, length]];
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
    return withScores(query, settings.heads, query, call);
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
      const output = [...query.slice(0, -1), value.at(-1) ?? null];
      if (call.args.keywords.get('return_attention_scores') !== true) return output;
      return [output, [...query.slice(0, -1), key?.at(-2) ?? null]];
    },
  };
}
