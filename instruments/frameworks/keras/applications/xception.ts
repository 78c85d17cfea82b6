/** Xception: separable convolutions with shortcuts around each block. */
import type { Tensor } from '../../../graph/tensor.ts';
import { COMMON } from './application.ts';
import type { Application } from './application.ts';
import type { Stack } from './stack.ts';

function separable(stack: Stack, x: Tensor, filters: number, name: string): Tensor {
  const settings = { filters, kernel_size: 3, padding: 'same', use_bias: false, name };
  return stack.normalization(stack.put('SeparableConv2D', x, settings), `${name}_bn`);
}

/** A block whose shortcut is a convolution and whose sides are halved. */
function halving(stack: Stack, x: Tensor, number: number, filters: readonly [number, number]): Tensor {
  const shortcut = stack.convolution(x, filters[1], 1, { strides: 2, padding: 'same', use_bias: false });
  const residual = stack.normalization(shortcut);
  const name = `block${number}`;
  let inner = number === 2 ? x : stack.relu(x, `${name}_sepconv1_act`);
  inner = separable(stack, inner, filters[0], `${name}_sepconv1`);
  inner = separable(stack, stack.relu(inner, `${name}_sepconv2_act`), filters[1], `${name}_sepconv2`);
  inner = stack.put('MaxPooling2D', inner, { pool_size: 3, strides: 2, padding: 'same', name: `${name}_pool` });
  return stack.put('Add', [inner, residual]);
}

function middle(stack: Stack, x: Tensor, number: number): Tensor {
  let inner = x;
  for (const layer of [1, 2, 3]) {
    const name = `block${number}_sepconv${layer}`;
    inner = separable(stack, stack.relu(inner, `${name}_act`), 728, name);
  }
  return stack.put('Add', [inner, x]);
}

function features(stack: Stack, input: Tensor): Tensor {
  let x = input;
  for (const [filters, strides, name] of [
    [32, 2, 'block1_conv1'],
    [64, 1, 'block1_conv2'],
  ] as const) {
    x = stack.convolution(x, filters, 3, { strides, use_bias: false, name });
    x = stack.relu(stack.normalization(x, `${name}_bn`), `${name}_act`);
  }
  x = halving(stack, x, 2, [128, 128]);
  x = halving(stack, x, 3, [256, 256]);
  x = halving(stack, x, 4, [728, 728]);
  for (let number = 5; number <= 12; number++) x = middle(stack, x, number);
  x = halving(stack, x, 13, [728, 1024]);
  for (const [filters, name] of [
    [1536, 'block14_sepconv1'],
    [2048, 'block14_sepconv2'],
  ] as const)
    x = stack.relu(separable(stack, x, filters, name), `${name}_act`);
  return x;
}

export const XCEPTION: Readonly<Record<string, Application>> = {
  Xception: {
    ...COMMON,
    modules: ['xception'],
    defaultSize: 299,
    minSize: 71,
    namesPooling: false,
    name: () => 'xception',
    features,
  },
};
