/** ResNet: four stages of bottlenecks; in the second version normalization and activation stand before them. */
import type { Tensor } from '../../../graph/tensor.ts';
import { COMMON } from './application.ts';
import type { Application } from './application.ts';
import type { Stack } from './stack.ts';

const DEPTHS: Readonly<Record<string, readonly number[]>> = {
  ResNet50: [3, 4, 6, 3],
  ResNet101: [3, 4, 23, 3],
  ResNet152: [3, 8, 36, 3],
};
const EPSILON = { epsilon: 1.001e-5 };

function normalized(stack: Stack, x: Tensor, name: string, activation: string | null): Tensor {
  const out = stack.normalization(x, name, EPSILON);
  return activation === null ? out : stack.relu(out, activation);
}

function features(stack: Stack, input: Tensor, depths: readonly number[], second: boolean): Tensor {
  let x = stack.put('ZeroPadding2D', input, { padding: 3, name: 'conv1_pad' });
  x = stack.convolution(x, 64, 7, { strides: 2, name: 'conv1_conv' });
  if (!second) x = normalized(stack, x, 'conv1_bn', 'conv1_relu');
  x = stack.put('ZeroPadding2D', x, { padding: 1, name: 'pool1_pad' });
  x = stack.put('MaxPooling2D', x, { pool_size: 3, strides: 2, name: 'pool1_pool' });
  depths.forEach((depth, stage) => {
    for (let number = 1; number <= depth; number++) {
      const name = `conv${stage + 2}_block${number}`;
      const filters = 64 << stage;
      const isFirst = number === 1;
      if (second) x = preactivated(stack, x, filters, name, isFirst, number === depth && stage < 3 ? 2 : 1);
      else x = bottleneck(stack, x, filters, name, isFirst, isFirst && stage > 0 ? 2 : 1);
    }
  });
  return second ? normalized(stack, x, 'post_bn', 'post_relu') : x;
}

function bottleneck(stack: Stack, x: Tensor, filters: number, name: string, widens: boolean, strides: number): Tensor {
  let shortcut = x;
  if (widens) {
    const wide = stack.convolution(x, 4 * filters, 1, { strides, name: `${name}_0_conv` });
    shortcut = normalized(stack, wide, `${name}_0_bn`, null);
  }
  let inner = stack.convolution(x, filters, 1, { strides, name: `${name}_1_conv` });
  inner = normalized(stack, inner, `${name}_1_bn`, `${name}_1_relu`);
  inner = stack.convolution(inner, filters, 3, { padding: 'same', name: `${name}_2_conv` });
  inner = normalized(stack, inner, `${name}_2_bn`, `${name}_2_relu`);
  inner = stack.convolution(inner, 4 * filters, 1, { name: `${name}_3_conv` });
  inner = normalized(stack, inner, `${name}_3_bn`, null);
  return stack.relu(stack.put('Add', [shortcut, inner], { name: `${name}_add` }), `${name}_out`);
}

function preactivated(
  stack: Stack,
  x: Tensor,
  filters: number,
  name: string,
  widens: boolean,
  strides: number,
): Tensor {
  const before = normalized(stack, x, `${name}_preact_bn`, `${name}_preact_relu`);
  const kept = strides > 1 ? (): Tensor => stack.put('MaxPooling2D', x, { pool_size: 1, strides }) : (): Tensor => x;
  const shortcut = widens ? stack.convolution(before, 4 * filters, 1, { strides, name: `${name}_0_conv` }) : kept();
  let inner = stack.convolution(before, filters, 1, { use_bias: false, name: `${name}_1_conv` });
  inner = normalized(stack, inner, `${name}_1_bn`, `${name}_1_relu`);
  inner = stack.put('ZeroPadding2D', inner, { padding: 1, name: `${name}_2_pad` });
  inner = stack.convolution(inner, filters, 3, { strides, use_bias: false, name: `${name}_2_conv` });
  inner = normalized(stack, inner, `${name}_2_bn`, `${name}_2_relu`);
  inner = stack.convolution(inner, 4 * filters, 1, { name: `${name}_3_conv` });
  return stack.put('Add', [shortcut, inner], { name: `${name}_out` });
}

function resnet(name: string, depths: readonly number[], second: boolean): Application {
  const first = name === 'resnet50' ? ['resnet50', 'resnet'] : ['resnet'];
  return {
    ...COMMON,
    modules: second ? ['resnet_v2'] : first,
    name: () => name,
    features: (stack, input) => features(stack, input, depths, second),
  };
}

export const RESNET: Readonly<Record<string, Application>> = Object.fromEntries(
  Object.entries(DEPTHS).flatMap(([type, depths]) => [
    [type, resnet(type.toLowerCase(), depths, false)],
    [`${type}V2`, resnet(`${type.toLowerCase()}v2`, depths, true)],
  ]),
);
