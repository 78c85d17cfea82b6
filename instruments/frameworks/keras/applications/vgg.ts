/** VGG: convolutions of 3×3 in five blocks, each with a pooling behind it. */
import type { Tensor } from '../../../graph/tensor.ts';
import { classifier, COMMON } from './application.ts';
import type { Application } from './application.ts';
import type { Stack } from './stack.ts';

const FILTERS = [64, 128, 256, 512, 512];

function vgg(name: string, depths: readonly number[]): Application {
  return {
    ...COMMON,
    modules: [name],
    namesPooling: false,
    name: () => name,
    features: (stack, input) => features(stack, input, depths),
    top(stack, x, call) {
      const flat = stack.put('Flatten', x, { name: 'flatten' });
      const first = stack.put('Dense', flat, { units: 4096, activation: 'relu', name: 'fc1' });
      return classifier(stack, stack.put('Dense', first, { units: 4096, activation: 'relu', name: 'fc2' }), call);
    },
  };
}

function features(stack: Stack, input: Tensor, depths: readonly number[]): Tensor {
  let x = input;
  depths.forEach((depth, index) => {
    const block = `block${index + 1}`;
    for (let layer = 1; layer <= depth; layer++) {
      const settings = { activation: 'relu', padding: 'same', name: `${block}_conv${layer}` };
      x = stack.convolution(x, FILTERS[index] as number, 3, settings);
    }
    x = stack.put('MaxPooling2D', x, { pool_size: 2, strides: 2, name: `${block}_pool` });
  });
  return x;
}

export const VGG: Readonly<Record<string, Application>> = {
  VGG16: vgg('vgg16', [2, 2, 3, 3, 3]),
  VGG19: vgg('vgg19', [2, 2, 4, 4, 4]),
};
