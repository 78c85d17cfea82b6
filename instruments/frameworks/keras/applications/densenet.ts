/** DenseNet: each layer gets what all before it in its block gave. */
import type { Tensor } from '../../../graph/tensor.ts';
import { COMMON } from './application.ts';
import type { Application } from './application.ts';
import type { Stack } from './stack.ts';

const DEPTHS: Readonly<Record<string, readonly number[]>> = {
  DenseNet121: [6, 12, 24, 16],
  DenseNet169: [6, 12, 32, 32],
  DenseNet201: [6, 12, 48, 32],
};
const GROWTH = 32;
const EPSILON = { epsilon: 1.001e-5 };

function normalized(stack: Stack, x: Tensor, name: string): Tensor {
  return stack.relu(stack.normalization(x, `${name}bn`, EPSILON), `${name}relu`);
}

function grown(stack: Stack, x: Tensor, name: string): Tensor {
  let inner = normalized(stack, x, `${name}_0_`);
  inner = stack.convolution(inner, 4 * GROWTH, 1, { use_bias: false, name: `${name}_1_conv` });
  inner = normalized(stack, inner, `${name}_1_`);
  inner = stack.convolution(inner, GROWTH, 3, { padding: 'same', use_bias: false, name: `${name}_2_conv` });
  return stack.concatenate([x, inner], `${name}_concat`);
}

function transition(stack: Stack, x: Tensor, name: string): Tensor {
  const before = normalized(stack, x, `${name}_`);
  const half = Math.trunc(stack.channels(before) / 2);
  const narrow = stack.convolution(before, half, 1, { use_bias: false, name: `${name}_conv` });
  return stack.put('AveragePooling2D', narrow, { pool_size: 2, strides: 2, name: `${name}_pool` });
}

function features(stack: Stack, input: Tensor, depths: readonly number[]): Tensor {
  let x = stack.put('ZeroPadding2D', input, { padding: 3 });
  x = stack.convolution(x, 64, 7, { strides: 2, use_bias: false, name: 'conv1_conv' });
  x = normalized(stack, x, 'conv1_');
  x = stack.put('ZeroPadding2D', x, { padding: 1 });
  x = stack.put('MaxPooling2D', x, { pool_size: 3, strides: 2, name: 'pool1' });
  depths.forEach((depth, stage) => {
    if (stage > 0) x = transition(stack, x, `pool${stage + 1}`);
    for (let number = 1; number <= depth; number++) x = grown(stack, x, `conv${stage + 2}_block${number}`);
  });
  return normalized(stack, x, '');
}

function densenet(name: string, depths: readonly number[]): Application {
  return {
    ...COMMON,
    modules: ['densenet'],
    channelsFirst: false,
    name: () => name,
    classesMessage: () => 'If using `weights` as `"imagenet"` with `include_top` as true, `classes` should be 1000',
    features: (stack, input) => features(stack, input, depths),
  };
}

export const DENSENET: Readonly<Record<string, Application>> = Object.fromEntries(
  Object.entries(DEPTHS).map(([type, depths]) => [type, densenet(type.toLowerCase(), depths)]),
);
