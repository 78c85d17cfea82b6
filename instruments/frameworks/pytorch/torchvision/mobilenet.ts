/** MobileNetV2: blocks that widen, convolve each channel by itself, and narrow again. */
import type { Instance } from '../../../languages/python/classes.ts';
import type { Building, Forward, Settings } from './building.ts';
import { divisible } from './building.ts';
import type { Network } from './network.ts';

/** Widening, channels, blocks, stride of the first. */
const STAGES = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;
const LAST = 1280;

const normalized = (build: Building, inputs: number, outputs: number, kernel: number, settings: Settings): Instance =>
  build.block('Conv2dNormActivation', [inputs, outputs, kernel], { activation_layer: 'ReLU6', ...settings });

const plain: Forward = (build, self, x) => build.run(self, 'conv', x);
const residual: Forward = (build, self, x) => build.call('add', x, build.run(self, 'conv', x));

const forwardOfBlock: Forward = (build, self, x) =>
  (self.attributes.get('use_res_connect') === true ? residual : plain)(build, self, x);

function block(build: Building, inputs: number, outputs: number, stride: number, widening: number): Instance {
  const wide = inputs * widening;
  const conv = build.sequential([
    ...(widening === 1 ? [] : [normalized(build, inputs, wide, 1, {})]),
    normalized(build, wide, wide, 3, { stride, groups: wide }),
    build.convolution(wide, outputs, 1),
    build.make('BatchNorm2d', [outputs]),
  ]);
  const isResidual = stride === 1 && inputs === outputs;
  const made = build.module('InvertedResidual', { conv }, forwardOfBlock);
  made.attributes.set('use_res_connect', isResidual);
  return made;
}

const forward: Forward = (build, self, x) => {
  const features = build.call('adaptive_avg_pool2d', build.run(self, 'features', x), 1);
  return build.run(self, 'classifier', build.call('flatten', features, 1));
};

function mobilenet(build: Building, classes: number): Instance {
  let inputs = divisible(32);
  const features = [normalized(build, 3, inputs, 3, { stride: 2 })];
  for (const [widening, channels, count, stride] of STAGES) {
    for (let number = 0; number < count; number++) {
      features.push(block(build, inputs, channels, number === 0 ? stride : 1, widening));
      inputs = channels;
    }
  }
  features.push(normalized(build, inputs, LAST, 1, {}));
  const classifier = [build.make('Dropout', [], { p: null }), build.make('Linear', [LAST, classes])];
  const parts = { features: build.sequential(features), classifier: build.sequential(classifier) };
  const made = build.module('MobileNetV2', parts, forward);
  made.attributes.set('last_channel', LAST);
  return made;
}

export const MOBILENET: Readonly<Record<string, Network>> = { mobilenet_v2: mobilenet };
