/** MobileNetV3: blocks that widen, convolve each channel by itself, weigh the channels, and narrow again. */
import type { Instance } from '../../../languages/python/classes.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Building, Forward } from './building.ts';
import { divisible } from './building.ts';
import type { Network } from './network.ts';

/** Kernel, channels within, channels behind, whether they are weighed, whether its activation is hard, stride. */
type Block = readonly [kernel: number, wide: number, outputs: number, weighs: boolean, isHard: boolean, stride: number];

interface Kind {
  readonly blocks: readonly Block[];
  /** Features ahead of the classes. */
  readonly last: number;
}

const LARGE: Kind = {
  blocks: [
    [3, 16, 16, false, false, 1],
    [3, 64, 24, false, false, 2],
    [3, 72, 24, false, false, 1],
    [5, 72, 40, true, false, 2],
    [5, 120, 40, true, false, 1],
    [5, 120, 40, true, false, 1],
    [3, 240, 80, false, true, 2],
    [3, 200, 80, false, true, 1],
    [3, 184, 80, false, true, 1],
    [3, 184, 80, false, true, 1],
    [3, 480, 112, true, true, 1],
    [3, 672, 112, true, true, 1],
    [5, 672, 160, true, true, 2],
    [5, 960, 160, true, true, 1],
    [5, 960, 160, true, true, 1],
  ],
  last: 1280,
};
const SMALL: Kind = {
  blocks: [
    [3, 16, 16, true, false, 2],
    [3, 72, 24, false, false, 2],
    [3, 88, 24, false, false, 1],
    [5, 96, 40, true, true, 2],
    [5, 240, 40, true, true, 1],
    [5, 240, 40, true, true, 1],
    [5, 120, 48, true, true, 1],
    [5, 144, 48, true, true, 1],
    [5, 288, 96, true, true, 2],
    [5, 576, 96, true, true, 1],
    [5, 576, 96, true, true, 1],
  ],
  last: 1024,
};
const FIRST = 16;

function block(build: Building, inputs: number, [kernel, wide, outputs, weighs, isHard, stride]: Block): Instance {
  const activation_layer = isHard ? 'Hardswish' : 'ReLU';
  const normalized = (...[positional, settings]: [Value[], Record<string, Value>]): Instance =>
    build.block('Conv2dNormActivation', positional, { activation_layer, ...settings });
  const squeeze = (): Instance =>
    build.block('SqueezeExcitation', [wide, divisible(Math.floor(wide / 4))], { scale_activation: 'Hardsigmoid' });
  const parts = [
    ...(wide === inputs ? [] : [normalized([inputs, wide, 1], {})]),
    normalized([wide, wide, kernel], { stride, groups: wide }),
    ...(weighs ? [squeeze()] : []),
    normalized([wide, outputs, 1], { activation_layer: null }),
  ];
  const made = build.module('InvertedResidual', { block: build.sequential(parts) }, forwardOfBlock);
  made.attributes.set('use_res_connect', stride === 1 && inputs === outputs);
  return made;
}

const forwardOfBlock: Forward = (build, self, x) => {
  const made = build.run(self, 'block', x);
  return self.attributes.get('use_res_connect') === true ? build.call('add', made, x) : made;
};

/** Features, their mean, the classes. */
export const classified: Forward = (build, self, x) =>
  build.run(self, 'classifier', build.call('flatten', build.through(self, ['features', 'avgpool'], x), 1));

function mobilenet(build: Building, { blocks, last }: Kind, classes: number): Instance {
  const hard = { activation_layer: 'Hardswish' };
  const features = [build.block('Conv2dNormActivation', [3, FIRST, 3], { stride: 2, ...hard })];
  let inputs = FIRST;
  for (const one of blocks) {
    features.push(block(build, inputs, one));
    [, , inputs] = one;
  }
  features.push(build.block('Conv2dNormActivation', [inputs, 6 * inputs, 1], hard));
  const classifier = [
    build.make('Linear', [6 * inputs, last]),
    build.make('Hardswish', [], { inplace: true }),
    build.make('Dropout', [], { p: null, inplace: true }),
    build.make('Linear', [last, classes]),
  ];
  const parts = {
    features: build.sequential(features),
    avgpool: build.make('AdaptiveAvgPool2d', [1]),
    classifier: build.sequential(classifier),
  };
  return build.module('MobileNetV3', parts, classified);
}

export const MOBILENET_V3: Readonly<Record<string, Network>> = {
  mobilenet_v3_large: (build, classes) => mobilenet(build, LARGE, classes),
  mobilenet_v3_small: (build, classes) => mobilenet(build, SMALL, classes),
};
