/** ResNet, its wide ones, and ResNeXt: each block adds its input to what it computes. */
import type { Instance } from '../../../languages/python/classes.ts';
import type { Building, Forward, Parts } from './building.ts';
import type { Network } from './network.ts';

interface Kind {
  readonly depths: readonly number[];
  /** Blocks of three convolutions, the outer two of one cell. */
  readonly isBottleneck: boolean;
  readonly groups: number;
  readonly width: number;
}

const KINDS: Readonly<Record<string, Kind>> = {
  resnet18: { depths: [2, 2, 2, 2], isBottleneck: false, groups: 1, width: 64 },
  resnet34: { depths: [3, 4, 6, 3], isBottleneck: false, groups: 1, width: 64 },
  resnet50: { depths: [3, 4, 6, 3], isBottleneck: true, groups: 1, width: 64 },
  resnet101: { depths: [3, 4, 23, 3], isBottleneck: true, groups: 1, width: 64 },
  resnet152: { depths: [3, 8, 36, 3], isBottleneck: true, groups: 1, width: 64 },
  resnext50_32x4d: { depths: [3, 4, 6, 3], isBottleneck: true, groups: 32, width: 4 },
  resnext101_32x8d: { depths: [3, 4, 23, 3], isBottleneck: true, groups: 32, width: 8 },
  resnext101_64x4d: { depths: [3, 4, 23, 3], isBottleneck: true, groups: 64, width: 4 },
  wide_resnet50_2: { depths: [3, 4, 6, 3], isBottleneck: true, groups: 1, width: 128 },
  wide_resnet101_2: { depths: [3, 4, 23, 3], isBottleneck: true, groups: 1, width: 128 },
};
const WIDTHS = [64, 128, 256, 512] as const;
const EXPANSION = 4;

/** What stands beside the shortcut, the ReLU behind all but the last. */
const block =
  (convolutions: number): Forward =>
  (build, self, x) => {
    let inner = x;
    for (let number = 1; number <= convolutions; number++) {
      inner = build.through(self, [`conv${number}`, `bn${number}`], inner);
      if (number < convolutions) inner = build.run(self, 'relu', inner);
    }
    const shortcut = build.part(self, 'downsample') === null ? x : build.run(self, 'downsample', x);
    return build.run(self, 'relu', build.call('add', inner, shortcut));
  };

const FORWARDS = { BasicBlock: block(2), Bottleneck: block(3) };

function basic(build: Building, inputs: number, width: number, stride: number): Parts {
  return {
    conv1: build.convolution(inputs, width, 3, { stride, padding: 1 }),
    bn1: build.make('BatchNorm2d', [width]),
    relu: build.relu(),
    conv2: build.convolution(width, width, 3, { padding: 1 }),
    bn2: build.make('BatchNorm2d', [width]),
  };
}

function bottleneck(build: Building, inputs: number, width: number, stride: number, kind: Kind): Parts {
  const inner = Math.trunc(width * (kind.width / 64)) * kind.groups;
  return {
    conv1: build.convolution(inputs, inner, 1),
    bn1: build.make('BatchNorm2d', [inner]),
    conv2: build.convolution(inner, inner, 3, { stride, padding: 1, groups: kind.groups }),
    bn2: build.make('BatchNorm2d', [inner]),
    conv3: build.convolution(inner, width * EXPANSION, 1),
    bn3: build.make('BatchNorm2d', [width * EXPANSION]),
    relu: build.relu(),
  };
}

function stage(build: Building, number: number, kind: Kind): Instance {
  const width = WIDTHS[number] as number;
  const outputs = kind.isBottleneck ? width * EXPANSION : width;
  const before = number === 0 ? 64 : outputs / 2;
  const type = kind.isBottleneck ? 'Bottleneck' : 'BasicBlock';
  const blocks = Array.from({ length: kind.depths[number] as number }, (_, index) => {
    const inputs = index === 0 ? before : outputs;
    const stride = index === 0 && number > 0 ? 2 : 1;
    const isOther = stride > 1 || inputs !== outputs;
    const downsample = isOther
      ? build.sequential([build.convolution(inputs, outputs, 1, { stride }), build.make('BatchNorm2d', [outputs])])
      : null;
    const parts = (kind.isBottleneck ? bottleneck : basic)(build, inputs, width, stride, kind);
    return build.module(type, { ...parts, downsample }, FORWARDS[type]);
  });
  return build.sequential(blocks);
}

const STEM = ['conv1', 'bn1', 'relu', 'maxpool'];
const STAGES = ['layer1', 'layer2', 'layer3', 'layer4'];

const forward: Forward = (build, self, x) =>
  build.run(self, 'fc', build.call('flatten', build.through(self, [...STEM, ...STAGES, 'avgpool'], x), 1));

function resnet(build: Building, classes: number, kind: Kind): Instance {
  const parts = {
    conv1: build.convolution(3, 64, 7, { stride: 2, padding: 3 }),
    bn1: build.make('BatchNorm2d', [64]),
    relu: build.relu(),
    maxpool: build.make('MaxPool2d', [], { kernel_size: 3, stride: 2, padding: 1 }),
    ...Object.fromEntries(STAGES.map((name, number) => [name, stage(build, number, kind)])),
    avgpool: build.make('AdaptiveAvgPool2d', [1]),
    fc: build.make('Linear', [512 * (kind.isBottleneck ? EXPANSION : 1), classes]),
  };
  return build.module('ResNet', parts, forward);
}

export const RESNET: Readonly<Record<string, Network>> = Object.fromEntries(
  Object.entries(KINDS).map(([name, kind]) => [name, (build, classes) => resnet(build, classes, kind)]),
);
