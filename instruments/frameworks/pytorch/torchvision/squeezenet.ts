/** SqueezeNet: one convolution narrows, two of other kernels widen again side by side. */
import type { Instance } from '../../../languages/python/classes.ts';
import { Tuple } from '../../../languages/python/values.ts';
import type { Building, Forward } from './building.ts';
import type { Network } from './network.ts';

/** The first convolution's channels and kernel; then Fire modules, 0 for a pooling between them. */
const KINDS: Readonly<Record<string, readonly [first: number, kernel: number, fires: readonly number[]]>> = {
  squeezenet1_0: [96, 7, [0, 128, 128, 256, 0, 256, 384, 384, 512, 0, 512]],
  squeezenet1_1: [64, 3, [0, 128, 128, 0, 256, 256, 0, 384, 384, 512, 512]],
};
/** How much fewer channels there are between. */
const SQUEEZING = 8;

const fired: Forward = (build, self, x) => {
  const inner = build.through(self, ['squeeze', 'squeeze_activation'], x);
  const expanded = ['expand1x1', 'expand3x3'].map((name) => build.through(self, [name, `${name}_activation`], inner));
  return build.concatenated(expanded);
};

function fire(build: Building, inputs: number, outputs: number): Instance {
  const convolution = (from: number, to: number, kernel = 1): Instance =>
    build.convolution(from, to, kernel, { padding: (kernel - 1) / 2, bias: true });
  const [inner, half] = [outputs / SQUEEZING, outputs / 2];
  const parts = {
    squeeze: convolution(inputs, inner),
    squeeze_activation: build.relu(),
    expand1x1: convolution(inner, half),
    expand1x1_activation: build.relu(),
    expand3x3: convolution(inner, half, 3),
    expand3x3_activation: build.relu(),
  };
  return build.module('Fire', parts, fired);
}

const forward: Forward = (build, self, x) =>
  build.call('flatten', build.through(self, ['features', 'classifier'], x), 1);

function squeezenet(build: Building, classes: number, [first, kernel, fires]: (typeof KINDS)[string]): Instance {
  const features = [build.convolution(3, first, kernel, { stride: 2, bias: true }), build.relu()];
  let inputs = first;
  for (const outputs of fires) {
    if (outputs === 0) {
      features.push(build.make('MaxPool2d', [], { kernel_size: 3, stride: 2, ceil_mode: true }));
    } else {
      features.push(fire(build, inputs, outputs));
      inputs = outputs;
    }
  }
  const classifier = [
    build.make('Dropout'),
    build.convolution(inputs, classes, 1, { bias: true }),
    build.relu(),
    build.make('AdaptiveAvgPool2d', [new Tuple([1, 1])]),
  ];
  const parts = { features: build.sequential(features), classifier: build.sequential(classifier) };
  const made = build.module('SqueezeNet', parts, forward);
  made.attributes.set('num_classes', classes);
  return made;
}

export const SQUEEZENET: Readonly<Record<string, Network>> = Object.fromEntries(
  Object.entries(KINDS).map(([name, kind]) => [name, (build, classes) => squeezenet(build, classes, kind)]),
);
