/** Dense and Embedding layers, and those that change single numbers only. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Instance } from '../../../languages/python/classes.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { NdArray } from '../../../languages/python/library/numpy.ts';
import { Float, List, Tuple } from '../../../languages/python/values.ts';
import { stateOf } from '../layer/state.ts';
import type { LayerRules } from '../rules.ts';
import type { Settings } from '../settings.ts';
import { tuple } from '../text.ts';
import { requireAugmenting } from './augmenting.ts';
import { requireRanges } from './ranges.ts';

/** `Dense`: the last axis becomes `units` long. */
export const dense: LayerRules<{ units: number; useBias: boolean; loraRank: number | null }> = {
  settings: (args) => {
    const units = args.value('units');
    const isOfNumPy = args.raw('units') instanceof Instance; // `np.prod(shape)` gives no int
    if (typeof units !== 'number' || units <= 0 || isOfNumPy) {
      const message = `Received an invalid value for \`units\`, expected a positive integer. Received: units=${args.context.text(units)}`;
      throw new Refusal('ValueError', message, 'argument', { argument: 'units' });
    }
    return { units, useBias: args.boolean('use_bias'), loraRank: args.optionalInteger('lora_rank') };
  },
  spec: () => [{ minimumNdim: 2 }],
  build: (add, { units, useBias, loraRank }, [input]) => {
    const features = input?.at(-1) ?? null;
    add('kernel', [features, units], { trainable: loraRank === null });
    if (useBias) add('bias', [units]);
    if (loraRank !== null) {
      add('lora_kernel_a', [features, loraRank]);
      add('lora_kernel_b', [loraRank, units]);
    }
    return [{ minimumNdim: 2, axes: new Map([[-1, features]]) }];
  },
  output: ({ units }, [input]) => [...(input as Shape).slice(0, -1), units],
};

function positiveInteger(args: Settings, name: string): number {
  const value = args.value(name);
  if (typeof value === 'number' && value > 0) return value;
  const message = `\`${name}\` must be a positive integer. Received: ${name}=${args.context.text(value)}`;
  throw new Refusal('ValueError', message, 'argument', { argument: name });
}

/** `weights=[matrix]`: they have the sizes of the layer's own. @throws Refusal `argument` */
function requireWeights(args: Settings, wanted: Shape, name: string): void {
  const given = args.isGiven('weights') ? args.raw('weights') : null;
  const [first] = given instanceof List || given instanceof Tuple ? given.items : [given];
  if (!(first instanceof NdArray) || tuple(first.shape) === tuple(wanted)) return;
  const message = `Layer ${name} weight shape ${tuple(wanted)} is not compatible with provided weight shape ${tuple(first.shape)}.`;
  throw new Refusal('ValueError', message, 'argument', { argument: 'weights' });
}

/** `Embedding`: a new last axis. */
export const embedding: LayerRules<{ rows: number; columns: number; loraRank: number | null }> = {
  settings: (args, self) => {
    const [rows, columns] = [positiveInteger(args, 'input_dim'), positiveInteger(args, 'output_dim')];
    requireWeights(args, [rows, columns], stateOf(self).name);
    return { rows, columns, loraRank: args.isGiven('lora_rank') ? args.optionalInteger('lora_rank') : null };
  },
  build: (add, { rows, columns, loraRank }) => {
    add('embeddings', [rows, columns], { trainable: loraRank === null });
    if (loraRank !== null) {
      add('lora_embeddings_a', [rows, loraRank]);
      add('lora_embeddings_b', [loraRank, columns]);
    }
    return undefined;
  },
  output: ({ columns }, [input]) => [...(input as Shape), columns],
  dtype: () => 'float32',
};

/** Layers whose output has the shape of their input, and whose arguments change no size. */
export const sameShape: LayerRules<null> = {
  settings: (args) => {
    requireRanges(args);
    requireAugmenting(args);
    return null;
  },
  output: (_, inputs) => eachOf(inputs),
};

/** What leaves shapes as they are gives of several tensors as many. */
function eachOf(inputs: readonly Shape[]): Shape | readonly Shape[] {
  return inputs.length > 1 ? inputs : (inputs[0] as Shape);
}

/** `Dropout` and kin: the same, with a rate that is checked. */
export function dropout(ndim?: number): LayerRules<null> {
  return {
    settings: (args) => {
      const value = args.value('rate');
      const rate = value instanceof Float ? value.value : typeof value === 'number' ? value : Number(value);
      if (rate >= 0 && rate <= 1) return null;
      const message = `Invalid value received for argument \`rate\`. Expected a float value between 0 and 1. Received: rate=${args.context.text(value)}`;
      throw new Refusal('ValueError', message, 'argument', { argument: 'rate' });
    },
    ...(ndim === undefined ? {} : { spec: () => [{ ndim }] }),
    output: (_, inputs) => eachOf(inputs),
  };
}

/** `PReLU`: a slope for each cell, but for the axes that share theirs. */
export const prelu: LayerRules<readonly number[]> = {
  settings: (args) => (args.value('shared_axes') === null ? [] : (args.shape('shared_axes') as number[])),
  build: (add, shared, [input]) => {
    const shape = (input as Shape).slice(1);
    for (const axis of shared) {
      const index = axis < 1 ? axis - 1 + shape.length : axis - 1; // as Python counts from the end
      if (!(index in shape)) throw new Refusal('IndexError', 'list assignment index out of range', 'build');
      shape[index] = 1;
    }
    add('alpha', shape);
    const axes = new Map<number, Dimension>();
    if (shared.length > 0) {
      (input as Shape).forEach((size, axis) => axis > 0 && !shared.includes(axis) && axes.set(axis, size));
    }
    return [{ ndim: (input as Shape).length, axes }];
  },
  output: (_, [input]) => input as Shape,
};

interface Einsum {
  readonly input: string;
  readonly kernel: string;
  readonly output: string;
  readonly elided: 'left' | 'right' | null;
  readonly outputShape: Shape;
  readonly biasAxes: string | null;
}

/** `EinsumDense`: letters name the axes; the kernel's are found in the input or in `output_shape`. */
export const einsumDense: LayerRules<Einsum> = {
  settings: (args) => {
    const equation = args.text('equation');
    const outputShape = args.shape('output_shape');
    const biasAxes = args.value('bias_axes');
    return { ...parseEinsum(equation), outputShape, biasAxes: typeof biasAxes === 'string' ? biasAxes : null };
  },
  build: (add, settings, [input]) => {
    const sizes = einsumSizes(settings, input as Shape);
    add(
      'kernel',
      [...settings.kernel].map((letter) => sizes.get(letter) ?? null),
    );
    if (settings.biasAxes !== null) add('bias', biasShape(settings, sizes));
    return undefined;
  },
  output: (settings, [input]) => einsumOutput(settings, input as Shape),
};

function parseEinsum(equation: string): Pick<Einsum, 'input' | 'kernel' | 'output' | 'elided'> {
  const dotted = equation.replaceAll(' ', '').replaceAll('...', '0');
  const match = /^(0?)([a-zA-Z]+)(0?),([a-zA-Z]+)->(0?)([a-zA-Z]+)(0?)$/.exec(dotted);
  if (match?.[1] === match?.[5] && match?.[3] === match?.[7] && match) {
    const elided = match[1] ? 'left' : match[3] ? 'right' : null;
    return { input: match[2] as string, kernel: match[4] as string, output: match[6] as string, elided };
  }
  const message =
    `Invalid einsum equation '${equation}'. Equations must be in the form [X],[Y]->[Z], ...[X],[Y]->...[Z], or ` +
    '[X]...,[Y]->[Z]....';
  throw new Refusal('ValueError', message, 'argument', { argument: 'equation' });
}

/** The size of each letter; what `...` stands for is left out. */
function einsumSizes(settings: Einsum, shape: Shape): Map<string, Dimension> {
  const { input, output, outputShape, elided } = settings;
  const sizes = new Map<string, Dimension>();
  const elsewhere = shape.length - input.length;
  [...input].forEach((letter, index) =>
    sizes.set(letter, shape[elided === 'left' ? index + elsewhere : index] ?? null),
  );
  // output_shape has no batch: it ends where the output's letters end, or stands before what is elided on the right.
  const full = elided === 'right' ? output.length - 1 : outputShape.length;
  [...output].forEach((letter, index) => {
    const at = elided === 'left' ? index - output.length + full : index - 1;
    const wanted = outputShape.at(at < 0 ? at + full : at);
    if (index === 0 && elided !== 'left') return;
    if (wanted === undefined || wanted === null) return;
    const known = sizes.get(letter);
    if (known !== undefined && known !== null && known !== wanted) {
      const message = `Input shape and output shape do not match at shared dimension '${letter}'. Input shape is ${known}, and output shape is ${wanted}.`;
      throw new Refusal('ValueError', message, 'shape', { input: shape });
    }
    sizes.set(letter, wanted);
  });
  return sizes;
}

function biasShape({ output, biasAxes }: Einsum, sizes: ReadonlyMap<string, Dimension>): Shape {
  const letters = [...output];
  const first = letters.findIndex((letter) => biasAxes?.includes(letter));
  return letters.slice(first).map((letter) => (biasAxes?.includes(letter) ? (sizes.get(letter) ?? null) : 1));
}

function einsumOutput(settings: Einsum, shape: Shape): Shape {
  const sizes = einsumSizes(settings, shape);
  const { outputShape } = settings;
  const ahead = settings.output.length - outputShape.length;
  const isOpen = (at: number): boolean => settings.elided !== 'right' && outputShape[at - ahead] === null; // as it is told
  const output = [...settings.output].map((letter, at) => (isOpen(at) ? null : (sizes.get(letter) ?? null)));
  const { input, elided } = settings;
  if (elided === 'left') return [...shape.slice(0, shape.length - input.length), ...output];
  if (elided === 'right') return [...output, ...shape.slice(input.length)];
  if (shape.length !== input.length) {
    const message = `Input shape ${tuple(shape)} does not fit the equation's "${input}".`;
    throw new Refusal('ValueError', message, 'rank', { input: shape });
  }
  return output;
}
