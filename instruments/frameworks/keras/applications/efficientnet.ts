/** EfficientNet: inverted bottlenecks that weigh their channels; B1 to B7 are B0 made wider and deeper. */
import type { Tensor } from '../../../graph/tensor.ts';
import { classifier, COMMON } from './application.ts';
import type { Application, Call } from './application.ts';
import { divisible } from './stack.ts';
import type { Stack } from './stack.ts';

/** Width, depth, side of the input, rate of the last dropout. */
const SIZES = [
  [1, 1, 224, 0.2],
  [1, 1.1, 240, 0.2],
  [1.1, 1.2, 260, 0.3],
  [1.2, 1.4, 300, 0.3],
  [1.4, 1.8, 380, 0.4],
  [1.6, 2.2, 456, 0.4],
  [1.8, 2.6, 528, 0.5],
  [2, 3.1, 600, 0.5],
] as const;

/** Kernel, number of blocks, filters, widening, strides. */
const STAGES = [
  [3, 1, 16, 1, 1],
  [3, 2, 24, 6, 2],
  [5, 2, 40, 6, 2],
  [3, 3, 80, 6, 2],
  [5, 3, 112, 6, 1],
  [5, 4, 192, 6, 2],
  [3, 1, 320, 6, 1],
] as const;

const PLAIN = { use_bias: false, padding: 'same' } as const;

function normalized(stack: Stack, x: Tensor, name: string): Tensor {
  return stack.put('Activation', stack.normalization(x, `${name}bn`), {
    activation: 'swish',
    name: `${name}activation`,
  });
}

interface Block {
  readonly name: string;
  readonly kernel: number;
  readonly widening: number;
  readonly filters: number;
  readonly strides: number;
  /** Whether it is the very first: nothing of it is dropped. */
  readonly isFirst: boolean;
}

function block(stack: Stack, input: Tensor, { name, kernel, widening, filters, strides, isFirst }: Block): Tensor {
  const channels = stack.channels(input);
  const wide = channels * widening;
  let x = input;
  if (widening > 1) {
    x = stack.convolution(x, wide, 1, { ...PLAIN, name: `${name}expand_conv` });
    x = normalized(stack, x, `${name}expand_`);
  }
  if (strides === 2) x = stack.padForStride(x, kernel, `${name}dwconv_pad`);
  const padding = strides === 2 ? 'valid' : 'same';
  const window = { kernel_size: kernel, strides, padding, use_bias: false };
  x = normalized(stack, stack.put('DepthwiseConv2D', x, { ...window, name: `${name}dwconv` }), name);
  x = weighed(stack, x, wide, Math.max(1, Math.trunc(channels / 4)), name);
  x = stack.convolution(x, filters, 1, { ...PLAIN, name: `${name}project_conv` });
  x = stack.normalization(x, `${name}project_bn`);
  if (strides !== 1 || channels !== filters) return x;
  if (!isFirst) x = stack.put('Dropout', x, { rate: 0.1, noise_shape: [null, 1, 1, 1], name: `${name}drop` });
  return stack.put('Add', [x, input], { name: `${name}add` });
}

/** Each channel times a number that is computed from the means of all. */
function weighed(stack: Stack, x: Tensor, wide: number, narrow: number, name: string): Tensor {
  let weights = stack.put('GlobalAveragePooling2D', x, { name: `${name}se_squeeze` });
  const target_shape = stack.channelsFirst ? [wide, 1, 1] : [1, 1, wide];
  weights = stack.put('Reshape', weights, { target_shape, name: `${name}se_reshape` });
  const same = { padding: 'same' } as const;
  weights = stack.convolution(weights, narrow, 1, { ...same, activation: 'swish', name: `${name}se_reduce` });
  weights = stack.convolution(weights, wide, 1, { ...same, activation: 'sigmoid', name: `${name}se_expand` });
  return stack.put('Multiply', [x, weights], { name: `${name}se_excite` });
}

function features(stack: Stack, input: Tensor, { weights }: Call, width: number, depth: number): Tensor {
  let x = stack.put('Rescaling', input, { scale: 1 / 255 });
  x = stack.put('Normalization', x, { axis: stack.channelsFirst ? 1 : 3 });
  if (weights === 'imagenet') x = stack.put('Rescaling', x, { scale: [2.09, 2.11, 2.11] });
  x = stack.padForStride(x, 3, 'stem_conv_pad');
  x = stack.convolution(x, divisible(32 * width), 3, { strides: 2, use_bias: false, name: 'stem_conv' });
  x = normalized(stack, x, 'stem_');
  STAGES.forEach(([kernel, count, filters, widening, strides], stage) => {
    for (let number = 0; number < Math.ceil(depth * count); number++) {
      const isFirst = stage === 0 && number === 0;
      x = block(stack, x, {
        name: `block${stage + 1}${String.fromCharCode(97 + number)}_`,
        kernel,
        widening,
        filters: divisible(filters * width),
        strides: number === 0 ? strides : 1,
        isFirst,
      });
    }
  });
  x = stack.convolution(x, divisible(1280 * width), 1, { ...PLAIN, name: 'top_conv' });
  return normalized(stack, x, 'top_');
}

export const EFFICIENTNET: Readonly<Record<string, Application>> = Object.fromEntries(
  SIZES.map(([width, depth, defaultSize, rate], number): [string, Application] => [
    `EfficientNetB${number}`,
    {
      ...COMMON,
      modules: ['efficientnet'],
      defaultSize,
      name: () => `efficientnetb${number}`,
      classesMessage: () => 'If using `weights="imagenet"` with `include_top` as true, `classes` should be 1000',
      features: (stack, input, call) => features(stack, input, call, width, depth),
      top(stack, x, call) {
        const mean = stack.put('GlobalAveragePooling2D', x, { name: 'avg_pool' });
        return classifier(stack, stack.put('Dropout', mean, { rate, name: 'top_dropout' }), call);
      },
    },
  ]),
);
