/** VGG and AlexNet: convolutions one behind the other, and three linear layers. */
import type { Instance } from '../../../languages/python/classes.ts';
import { Tuple } from '../../../languages/python/values.ts';
import type { Building, Forward } from './building.ts';
import type { Network } from './network.ts';

/** How many convolutions stand ahead of each pooling. */
const DEPTHS: Readonly<Record<string, readonly number[]>> = {
  vgg11: [1, 1, 2, 2, 2],
  vgg13: [2, 2, 2, 2, 2],
  vgg16: [2, 2, 3, 3, 3],
  vgg19: [2, 2, 4, 4, 4],
};
const WIDTHS = [64, 128, 256, 512, 512];

const forward: Forward = (build, self, x) =>
  build.run(self, 'classifier', build.call('flatten', build.through(self, ['features', 'avgpool'], x), 1));

function features(build: Building, depths: readonly number[], isNormalized: boolean): Instance {
  let inputs = 3;
  const modules = depths.flatMap((depth, stage) => {
    const width = WIDTHS[stage] as number;
    const convolutions = Array.from({ length: depth }, () => {
      const convolution = build.convolution(inputs, width, 3, { padding: 1, bias: true });
      inputs = width;
      return [convolution, ...(isNormalized ? [build.make('BatchNorm2d', [width])] : []), build.relu()];
    });
    return [...convolutions.flat(), build.make('MaxPool2d', [2, 2])];
  });
  return build.sequential(modules);
}

function vgg(build: Building, classes: number, depths: readonly number[], isNormalized: boolean): Instance {
  const parts = {
    features: features(build, depths, isNormalized),
    avgpool: build.make('AdaptiveAvgPool2d', [new Tuple([7, 7])]),
    classifier: build.sequential([
      build.make('Linear', [512 * 7 * 7, 4096]),
      build.relu(),
      build.make('Dropout'),
      build.make('Linear', [4096, 4096]),
      build.relu(),
      build.make('Dropout'),
      build.make('Linear', [4096, classes]),
    ]),
  };
  return build.module('VGG', parts, forward);
}

function alexnet(build: Building, classes: number): Instance {
  const convolution = (inputs: number, outputs: number, kernel: number, stride: number, padding: number): Instance =>
    build.convolution(inputs, outputs, kernel, { stride, padding, bias: true });
  const pooling = (): Instance => build.make('MaxPool2d', [], { kernel_size: 3, stride: 2 });
  const parts = {
    features: build.sequential([
      ...[convolution(3, 64, 11, 4, 2), build.relu(), pooling()],
      ...[convolution(64, 192, 5, 1, 2), build.relu(), pooling()],
      ...[convolution(192, 384, 3, 1, 1), build.relu()],
      ...[convolution(384, 256, 3, 1, 1), build.relu()],
      ...[convolution(256, 256, 3, 1, 1), build.relu(), pooling()],
    ]),
    avgpool: build.make('AdaptiveAvgPool2d', [new Tuple([6, 6])]),
    classifier: build.sequential([
      ...[build.make('Dropout'), build.make('Linear', [256 * 6 * 6, 4096]), build.relu()],
      ...[build.make('Dropout'), build.make('Linear', [4096, 4096]), build.relu()],
      build.make('Linear', [4096, classes]),
    ]),
  };
  return build.module('AlexNet', parts, forward);
}

export const VGG: Readonly<Record<string, Network>> = {
  ...Object.fromEntries(
    Object.entries(DEPTHS).flatMap(([name, depths]): [string, Network][] => [
      [name, (build, classes) => vgg(build, classes, depths, false)],
      [`${name}_bn`, (build, classes) => vgg(build, classes, depths, true)],
    ]),
  ),
  alexnet,
};
