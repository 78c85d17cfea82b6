/** Preprocessing: pictures resized, cropped or varied, numbers and words turned into numbers. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import type { LayerRules } from '../rules.ts';
import type { DataFormat } from '../session.ts';
import type { Settings } from '../settings.ts';
import { shapes, tuple } from '../text.ts';
import { modeOf, requireBins, requireCategories, requireLookup, requireText } from './encoding.ts';
import { vocabularyOf } from './vocabulary.ts';

interface Size {
  readonly height: number;
  readonly width: number;
  readonly format: DataFormat;
}

/** `Resizing`, `CenterCrop`, `RandomCrop`: a picture, or a batch of them, of a given size. */
export const toSize: LayerRules<Size> = {
  settings: (args) => ({ height: args.integer('height'), width: args.integer('width'), format: args.dataFormat() }),
  output: ({ height, width, format }, [input]) => {
    const shape = input as Shape;
    if (shape.length !== 3 && shape.length !== 4) {
      const message = `Expected the input image to be rank 3 or 4. Received input shape: ${tuple(shape)}`;
      throw new Refusal('ValueError', message, 'rank', { input: shape });
    }
    const batch = shape.slice(0, shape.length - 3);
    const picture = shape.slice(-3);
    return format === 'channels_last'
      ? [...batch, height, width, picture[2] ?? null]
      : [...batch, picture[0] ?? null, height, width];
  },
};

interface Encoding {
  readonly mode: string;
  readonly tokens: number | null;
  readonly length: number | null;
}

function vocabularySize(args: Settings): number | null {
  const words = vocabularyOf((name) => args.value(name));
  return words ? words.length : args.optionalInteger('max_tokens');
}

function encoded(input: Shape, { mode, tokens }: Encoding): Shape {
  if (mode === 'int') return input;
  const last: Dimension = tokens;
  if (mode === 'one_hot') return input.at(-1) === 1 ? [...input.slice(0, -1), last] : [...input, last];
  return input.length > 1 ? [...input.slice(0, -1), last] : [last];
}

/** `CategoryEncoding`, `StringLookup` and kin: whole numbers, or a place for each of them. */
export const categoryEncoding: LayerRules<Encoding> = {
  settings: (args) => {
    requireCategories(args);
    return { mode: modeOf(args), tokens: args.optionalInteger('num_tokens'), length: null };
  },
  output: (settings, [input]) => encoded(input as Shape, settings),
};

export const lookup: LayerRules<Encoding> = {
  settings: (args) => {
    requireLookup(args);
    return { mode: modeOf(args), tokens: vocabularySize(args), length: null };
  },
  output: (settings, [input]) => encoded(input as Shape, settings),
};

export const binned: LayerRules<Encoding> = {
  settings: (args) => {
    requireBins(args);
    const boundaries = args.type === 'Discretization' ? args.value('bin_boundaries') : null;
    const isGiven = boundaries instanceof List || boundaries instanceof Tuple;
    const tokens = isGiven ? boundaries.items.length + 1 : args.optionalInteger('num_bins');
    return { mode: args.text('output_mode'), tokens, length: null };
  },
  output: (settings, inputs, { self }) => {
    if (self.cls.name === 'HashedCrossing') requireTwo(inputs);
    return encoded(inputs[0] as Shape, settings);
  },
};

/** @throws Refusal `inputs` where there are not two of one size */
function requireTwo(inputs: readonly Shape[]): void {
  const [first, second, ...more] = inputs;
  const received = `Received input_shape=${second ? shapes(inputs) : tuple(first ?? [])}`;
  if (!first || !second || more.length > 0)
    throw new Refusal('ValueError', `Expected as input a list/tuple of 2 tensors. ${received}`, 'inputs', { inputs });
  if (first.at(-1) === second.at(-1)) return;
  const message = `Expected the two input tensors to have identical shapes. ${received}`;
  throw new Refusal('ValueError', message, 'inputs', { inputs });
}

/** `TextVectorization`: words in a row, as many as `output_sequence_length` says. */
export const textVectorization: LayerRules<Encoding> = {
  settings: (args) => {
    requireText(args);
    const length = args.value('output_sequence_length');
    return {
      mode: modeOf(args),
      tokens: args.optionalInteger('max_tokens'),
      length: typeof length === 'number' ? length : null,
    };
  },
  output: ({ mode, tokens, length }, [input]) => [(input as Shape)[0] ?? null, mode === 'int' ? length : tokens],
  dtype: () => 'int64',
};
