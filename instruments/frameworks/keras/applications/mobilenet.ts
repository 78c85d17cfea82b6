/** MobileNet: a convolution on each channel, then one across them; the second version widens before and narrows after. */
import type { Tensor } from '../../../graph/tensor.ts';
import { ORDER, top, COMMON } from './application.ts';
import type { Application, Call } from './application.ts';
import { divisible } from './stack.ts';
import type { Stack } from './stack.ts';

const OTHERS = ORDER.filter((name) => name !== 'input_shape' && name !== 'include_top' && name !== 'weights');
const PLAIN = { use_bias: false, padding: 'same' } as const;

function relu6(stack: Stack, x: Tensor, name: string): Tensor {
  return stack.put('ReLU', x, { max_value: 6, name });
}

function normalized(stack: Stack, x: Tensor, name: string, activation: string | null): Tensor {
  const out = stack.normalization(x, name, { epsilon: 1e-3, momentum: 0.999 });
  return activation === null ? out : relu6(stack, out, activation);
}

/** Filters and strides of the thirteen blocks of the first version. */
const BLOCKS = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  ...Array.from({ length: 5 }, () => [512, 1] as const),
  [1024, 2],
  [1024, 1],
] as const;

function first(stack: Stack, input: Tensor, { alpha, depthMultiplier }: Call): Tensor {
  const wide = Math.trunc(32 * alpha);
  let x = stack.convolution(input, wide, 3, { ...PLAIN, strides: 2, name: 'conv1' });
  x = relu6(stack, stack.normalization(x, 'conv1_bn'), 'conv1_relu');
  BLOCKS.forEach(([filters, strides], index) => {
    const id = index + 1;
    if (strides === 2)
      x = stack.put('ZeroPadding2D', x, {
        padding: [
          [0, 1],
          [0, 1],
        ],
        name: `conv_pad_${id}`,
      });
    const padding = strides === 1 ? 'same' : 'valid';
    const window = { kernel_size: 3, strides, padding, use_bias: false, depth_multiplier: depthMultiplier };
    x = stack.put('DepthwiseConv2D', x, { ...window, name: `conv_dw_${id}` });
    x = relu6(stack, stack.normalization(x, `conv_dw_${id}_bn`), `conv_dw_${id}_relu`);
    x = stack.convolution(x, Math.trunc(filters * alpha), 1, { ...PLAIN, name: `conv_pw_${id}` });
    x = relu6(stack, stack.normalization(x, `conv_pw_${id}_bn`), `conv_pw_${id}_relu`);
  });
  return x;
}

function firstTop(stack: Stack, features: Tensor, { classes, activation }: Call): Tensor {
  let x = stack.put('GlobalAveragePooling2D', features, { keepdims: true });
  x = stack.put('Dropout', x, { rate: 0.001, name: 'dropout' });
  x = stack.convolution(x, classes, 1, { padding: 'same', name: 'conv_preds' });
  x = stack.put('Reshape', x, { target_shape: [classes], name: 'reshape_2' });
  return stack.put('Activation', x, { activation, name: 'predictions' });
}

/** Filters, strides and number of the blocks of the second version. */
const STAGES = [
  [16, 1, 1],
  [24, 2, 2],
  [32, 2, 3],
  [64, 2, 4],
  [96, 1, 3],
  [160, 2, 3],
  [320, 1, 1],
] as const;

function second(stack: Stack, input: Tensor, { alpha }: Call): Tensor {
  let x = stack.convolution(input, divisible(32 * alpha), 3, { ...PLAIN, strides: 2, name: 'Conv1' });
  x = normalized(stack, x, 'bn_Conv1', 'Conv1_relu');
  let id = 0;
  for (const [filters, strides, count] of STAGES) {
    for (let number = 0; number < count; number++) {
      x = inverted(stack, x, divisible(Math.trunc(filters * alpha)), number === 0 ? strides : 1, id++);
    }
  }
  x = stack.convolution(x, alpha > 1 ? divisible(1280 * alpha) : 1280, 1, { use_bias: false, name: 'Conv_1' });
  return normalized(stack, x, 'Conv_1_bn', 'out_relu');
}

function inverted(stack: Stack, input: Tensor, filters: number, strides: number, id: number): Tensor {
  const name = id === 0 ? 'expanded_conv' : `block_${id}`;
  const channels = stack.channels(input);
  let x = input;
  if (id > 0) {
    x = stack.convolution(x, 6 * channels, 1, { ...PLAIN, name: `${name}_expand` });
    x = normalized(stack, x, `${name}_expand_BN`, `${name}_expand_relu`);
  }
  if (strides === 2) x = stack.padForStride(x, 3, `${name}_pad`);
  const padding = strides === 1 ? 'same' : 'valid';
  x = stack.put('DepthwiseConv2D', x, {
    kernel_size: 3,
    strides,
    use_bias: false,
    padding,
    name: `${name}_depthwise`,
  });
  x = normalized(stack, x, `${name}_depthwise_BN`, `${name}_depthwise_relu`);
  x = stack.convolution(x, filters, 1, { ...PLAIN, name: `${name}_project` });
  x = normalized(stack, x, `${name}_project_BN`, null);
  return channels === filters && strides === 1 ? stack.put('Add', [input, x], { name: `${name}_add` }) : x;
}

const nameOf =
  (base: string, sizes: readonly number[]) =>
  ({ alpha, weights }: Call, rows: number | null): string => {
    const known = weights === 'imagenet' && !sizes.includes(rows ?? 0) ? 224 : rows;
    return `${base}_${alpha.toFixed(2)}_${known ?? 'None'}`;
  };

export const MOBILENET: Readonly<Record<string, Application>> = {
  MobileNet: {
    ...COMMON,
    modules: ['mobilenet'],
    order: ['input_shape', 'alpha', 'depth_multiplier', 'dropout', 'include_top', 'weights', ...OTHERS],
    namesPooling: false,
    name: nameOf('mobilenet', [128, 160, 192, 224]),
    features: first,
    top: firstTop,
  },
  MobileNetV2: {
    ...COMMON,
    modules: ['mobilenet_v2'],
    order: ['input_shape', 'alpha', 'include_top', 'weights', ...OTHERS],
    namesPooling: false,
    name: nameOf('mobilenetv2', [96, 128, 160, 192, 224]),
    classesMessage: (classes) =>
      `If using \`weights="imagenet"\` with \`include_top\` as true, \`classes\` should be 1000. Received \`classes=${classes}\``,
    features: second,
    top: (stack, x, call) => top(stack, x, call, null),
  },
};
