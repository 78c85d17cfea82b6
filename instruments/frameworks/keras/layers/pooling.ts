/** Pooling: windows, whole maps, and windows that adapt to a wanted size. */
import type { Shape } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { isCalledByPaste } from '../layer/situation.ts';
import type { LayerRules } from '../rules.ts';
import type { DataFormat } from '../session.ts';
import { channels, pooled, spatial, withChannels } from './sizes.ts';
import type { Window } from './sizes.ts';

/** Unlike a convolution, pooling takes the word as it is written, and says so as it is called. */
interface Pooling extends Omit<Window, 'dilationRate' | 'padding'> {
  readonly padding: string;
}

export function pooling(rank: number): LayerRules<Pooling> {
  return {
    settings: (args) => {
      const kernelSize = args.sizes('pool_size', rank);
      const strides = args.value('strides') === null ? kernelSize : args.sizes('strides', rank, true);
      return { kernelSize, strides, padding: args.context.text(args.value('padding')), format: args.dataFormat() };
    },
    spec: () => [{ ndim: rank + 2 }],
    output: (settings, [input], { session }) => {
      const { padding } = settings;
      if (settings.strides.includes(0))
        // Keras takes it, and divides by it as it is called
        throw new Refusal('ZeroDivisionError', 'division by zero', 'argument', { argument: 'strides' });
      if (padding === 'valid' && isCalledByPaste(session)) requireSpace(input as Shape, settings);
      if (padding === 'valid' || padding === 'same') return pooled(input as Shape, { ...settings, padding });
      const message = `Argument \`padding\` must be either 'valid' or 'same'. Received: padding=${padding}`;
      throw new Refusal('ValueError', message, 'argument', { argument: 'padding' });
    },
  };
}

/** Where TensorFlow computes, it refuses in its own words, of which the name of its node is left out. */
function requireSpace(input: Shape, { kernelSize, strides, format }: Pooling): void {
  spatial(input, format).forEach((size, axis) => {
    const window = kernelSize[axis] as number;
    if (size === null || size >= window) return;
    const message = `Negative dimension size caused by subtracting ${window} from ${size}`;
    throw new Refusal('ValueError', message, 'size', { input, kernelSize, strides, padding: 'valid' });
  });
}

interface GlobalPooling {
  readonly format: DataFormat;
  readonly keepdims: boolean;
}

export function globalPooling(rank: number): LayerRules<GlobalPooling> {
  return {
    settings: (args) => ({ format: args.dataFormat(), keepdims: args.boolean('keepdims') }),
    spec: () => [{ ndim: rank + 2 }],
    output: ({ format, keepdims }, [input]) => {
      const shape = input as Shape;
      const batch = shape[0] ?? null;
      const channel = channels(shape, format);
      return keepdims
        ? withChannels(batch, Array<number>(Math.max(0, shape.length - 2)).fill(1), channel, format)
        : [batch, channel];
    },
  };
}

interface AdaptivePooling {
  readonly outputSize: readonly number[];
  readonly format: DataFormat;
}

export function adaptivePooling(rank: number): LayerRules<AdaptivePooling> {
  return {
    settings: (args) => ({ outputSize: args.sizes('output_size', rank), format: args.dataFormat() }),
    output: ({ outputSize, format }, [input]) =>
      withChannels((input as Shape)[0] ?? null, outputSize, channels(input as Shape, format), format),
  };
}
