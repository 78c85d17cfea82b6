/** DenseNet: each layer gets what all before it in its block gave. */
import type { Instance } from '../../../languages/python/classes.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Building, Forward } from './building.ts';
import type { Network } from './network.ts';

/** How many channels each layer adds, the layers of each block, the channels ahead of the first. */
const KINDS: Readonly<Record<string, readonly [growth: number, depths: readonly number[], first: number]>> = {
  densenet121: [32, [6, 12, 24, 16], 64],
  densenet161: [48, [6, 12, 36, 24], 96],
  densenet169: [32, [6, 12, 32, 32], 64],
  densenet201: [32, [6, 12, 48, 32], 64],
};
const BOTTLENECK = 4;

const grow: Forward = (build, self, x) => {
  const joined = build.concatenated(x instanceof List ? x.items : [x]);
  return build.through(self, ['norm1', 'relu1', 'conv1', 'norm2', 'relu2', 'conv2'], joined);
};

const grown: Forward = (build, self, x) => {
  const all: Value[] = [x];
  for (const name of self.attributes.keys()) {
    if (name.startsWith('denselayer')) all.push(build.run(self, name, new List([...all])));
  }
  return build.concatenated(all);
};

function layer(build: Building, inputs: number, growth: number): Instance {
  const inner = BOTTLENECK * growth;
  const parts = {
    norm1: build.make('BatchNorm2d', [inputs]),
    relu1: build.relu(),
    conv1: build.convolution(inputs, inner, 1),
    norm2: build.make('BatchNorm2d', [inner]),
    relu2: build.relu(),
    conv2: build.convolution(inner, growth, 3, { padding: 1 }),
  };
  return build.module('_DenseLayer', parts, grow);
}

function block(build: Building, inputs: number, growth: number, depth: number): Instance {
  const layers = Array.from({ length: depth }, (_, index) => [
    `denselayer${index + 1}`,
    layer(build, inputs + index * growth, growth),
  ]);
  return build.module('_DenseBlock', Object.fromEntries(layers) as Record<string, Instance>, grown);
}

function transition(build: Building, inputs: number): Instance {
  const parts = {
    norm: build.make('BatchNorm2d', [inputs]),
    relu: build.relu(),
    conv: build.convolution(inputs, Math.trunc(inputs / 2), 1),
    pool: build.make('AvgPool2d', [], { kernel_size: 2, stride: 2 }),
  };
  return build.sequential(parts, '_Transition');
}

const forward: Forward = (build, self, x) => {
  const features = build.call('relu', build.run(self, 'features', x));
  const mean = build.call('adaptive_avg_pool2d', features, new Tuple([1, 1]));
  return build.run(self, 'classifier', build.call('flatten', mean, 1));
};

function densenet(build: Building, classes: number, [growth, depths, first]: (typeof KINDS)[string]): Instance {
  let channels = first;
  const features: Record<string, Instance> = {
    conv0: build.convolution(3, first, 7, { stride: 2, padding: 3 }),
    norm0: build.make('BatchNorm2d', [first]),
    relu0: build.relu(),
    pool0: build.make('MaxPool2d', [], { kernel_size: 3, stride: 2, padding: 1 }),
  };
  depths.forEach((depth, index) => {
    features[`denseblock${index + 1}`] = block(build, channels, growth, depth);
    channels += depth * growth;
    if (index === depths.length - 1) return;
    features[`transition${index + 1}`] = transition(build, channels);
    channels = Math.trunc(channels / 2);
  });
  features['norm5'] = build.make('BatchNorm2d', [channels]);
  const parts = { features: build.sequential(features), classifier: build.make('Linear', [channels, classes]) };
  return build.module('DenseNet', parts, forward);
}

export const DENSENET: Readonly<Record<string, Network>> = Object.fromEntries(
  Object.entries(KINDS).map(([name, kind]) => [name, (build, classes) => densenet(build, classes, kind)]),
);
