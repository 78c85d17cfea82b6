/** Which arguments of a layer have a control, and what stands in it. */
import { namesOf } from '../../frameworks/keras/names.ts';
import { defaultOf } from '../../frameworks/keras/rules.ts';
import { parametersOf } from './items.ts';
import { argument, written } from './stack.ts';
import type { Call, Field, Row, Written } from './stack.ts';

/** Arguments that have a control though nothing is written. */
const ALWAYS =
  `cropping dims filters input_dim kernel_size n output_dim padding pool_size rate return_sequences shape size strides
  target_shape units`.split(/\s+/);

/** Arguments that can be added: those that a shape or a number of weights depends on. */
const OFFERED =
  `activation axis batch_shape center data_format depth_multiplier dilation_rate go_backwards groups interpolation keepdims
  mask_zero output_padding recurrent_activation renorm reset_after scale synchronized unit_forget_bias use_bias`.split(
    /\s+/,
  );

/** Arguments that no control is shown for, though they are written: their row has a name, their layer a row. */
const HIDDEN = ['name', 'layer'];

/** Activations that halve the channels, or need more than a name. */
const UNUSUAL = ['glu', 'threshold'];

/** Numbers that a shape depends on, or a share. */
const NUMBERS =
  `cropping depth_multiplier dilation_rate filters groups input_dim kernel_size n output_dim output_padding padding pool_size
  rate size strides units`.split(/\s+/);

export function fieldsOf(text: string, node: Call): Pick<Row, 'fields' | 'rest'> {
  const fields: Field[] = [];
  const rest: [string, string][] = [];
  const own = parametersOf(node.name);
  const others = node.args.flatMap(({ key }) => (key !== null && !own.includes(key) ? [key] : []));
  for (const key of [...own, ...others]) {
    const value = argument(node, key)?.value;
    const usual = defaultOf(node.name, key);
    const fallback = usual === undefined ? 'None' : written(evenly(usual as Written));
    if (!value && !ALWAYS.includes(key)) {
      if (OFFERED.includes(key)) rest.push([key, fallback]);
      continue;
    }
    if (HIDDEN.includes(key)) continue;
    const code = value
      ? text.slice(value.at, value.end).replace(/^'([^'"]*)'$/, '"$1"')
      : usual === undefined
        ? ''
        : fallback;
    const options = optionsOf(node.name, key, fallback);
    fields.push({ key, code, isGiven: value !== undefined, options, kind: kindOf(key, code, options) });
  }
  return { fields, rest };
}

/** One number for all axes where all are alike. */
function evenly(value: Written): Written {
  const isAlike = Array.isArray(value) && new Set(value).size === 1;
  return isAlike ? ((value as readonly Written[])[0] ?? null) : value;
}

/** The words that an argument takes, as code; none where it takes others. */
function optionsOf(layer: string, key: string, fallback: string): string[] {
  if (fallback === 'True' || fallback === 'False') return ['True', 'False'];
  const words = wordsOf(layer, key).map((word) => `"${word}"`);
  return fallback === 'None' && words.length > 0 ? ['None', ...words] : words;
}

function wordsOf(layer: string, key: string): readonly string[] {
  if (key === 'padding')
    return layer.startsWith('Zero') ? [] : ['valid', 'same', ...(/^Conv(?:olution)?1D$/.test(layer) ? ['causal'] : [])];
  if (key === 'data_format') return ['channels_last', 'channels_first'];
  if (key === 'interpolation') return ['nearest', 'bilinear', 'bicubic', 'lanczos3', 'lanczos5', 'area'];
  return key.endsWith('activation') ? (namesOf(key) ?? []).filter((name) => !UNUSUAL.includes(name)) : [];
}

function kindOf(key: string, code: string, options: readonly string[]): Field['kind'] {
  if (options.includes(code)) return 'select';
  return NUMBERS.includes(key) && /^-?\d+(?:\.\d+)?$/.test(code) ? 'number' : 'text';
}
