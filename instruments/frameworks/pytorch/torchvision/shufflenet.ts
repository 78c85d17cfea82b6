/** ShuffleNet V2: half of the channels pass by, and the two halves are mixed behind each block. */
import type { Instance } from '../../../languages/python/classes.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Building, Forward } from './building.ts';
import type { Network } from './network.ts';

/** The channels of the three stages, and those ahead of the classes. */
const WIDTHS: Readonly<Record<string, readonly [stages: readonly number[], last: number]>> = {
  shufflenet_v2_x0_5: [[48, 96, 192], 1024],
  shufflenet_v2_x1_0: [[116, 232, 464], 1024],
  shufflenet_v2_x1_5: [[176, 352, 704], 1024],
  shufflenet_v2_x2_0: [[244, 488, 976], 2048],
};
const DEPTHS = [4, 8, 4];
const FIRST = 24;

/** Channels of both halves take turns. */
function shuffled(build: Building, x: Value): Value {
  const [batch = null, channels = null, ...space] = build.sizes(x);
  const half = channels === null ? null : channels / 2;
  const turned = build.call('transpose', build.call('view', x, batch, 2, half, ...space), 1, 2);
  return build.call('view', build.call('contiguous', turned), batch, channels, ...space);
}

const besides: Forward = (build, self, x) => {
  const [one = null, other = null] = (build.call('chunk', x, 2, 1) as Tuple).items;
  return shuffled(build, build.concatenated([one, build.run(self, 'branch2', other)]));
};

const halved: Forward = (build, self, x) =>
  shuffled(build, build.concatenated(['branch1', 'branch2'].map((name) => build.run(self, name, x))));

const normalized = (build: Building, convolution: Instance, channels: number, isActive = true): Instance[] => [
  convolution,
  build.make('BatchNorm2d', [channels]),
  ...(isActive ? [build.relu()] : []),
];

const depthwise = (build: Building, channels: number, stride: number): Instance[] =>
  normalized(
    build,
    build.convolution(channels, channels, 3, { stride, padding: 1, groups: channels }),
    channels,
    false,
  );

function block(build: Building, inputs: number, outputs: number, stride: number): Instance {
  const half = outputs / 2;
  const to = (from: number): Instance[] => normalized(build, build.convolution(from, half, 1), half);
  const parts = {
    branch1: build.sequential(stride > 1 ? [...depthwise(build, inputs, stride), ...to(inputs)] : []),
    branch2: build.sequential([...to(stride > 1 ? inputs : half), ...depthwise(build, half, stride), ...to(half)]),
  };
  return build.module('InvertedResidual', parts, stride > 1 ? halved : besides);
}

const PARTS = ['conv1', 'maxpool', 'stage2', 'stage3', 'stage4', 'conv5'];

const forward: Forward = (build, self, x) =>
  build.run(self, 'fc', build.call('mean', build.through(self, PARTS, x), new List([2, 3])));

function shufflenet(build: Building, classes: number, [widths, last]: (typeof WIDTHS)[string]): Instance {
  let inputs = FIRST;
  const stages = widths.map((outputs, stage): [string, Instance] => {
    const blocks = Array.from({ length: DEPTHS[stage] as number }, (_, index) =>
      block(build, index === 0 ? inputs : outputs, outputs, index === 0 ? 2 : 1),
    );
    inputs = outputs;
    return [`stage${stage + 2}`, build.sequential(blocks)];
  });
  const parts = {
    conv1: build.sequential(normalized(build, build.convolution(3, FIRST, 3, { stride: 2, padding: 1 }), FIRST)),
    maxpool: build.make('MaxPool2d', [], { kernel_size: 3, stride: 2, padding: 1 }),
    ...(Object.fromEntries(stages) as Record<string, Instance>),
    conv5: build.sequential(normalized(build, build.convolution(inputs, last, 1), last)),
    fc: build.make('Linear', [last, classes]),
  };
  return build.module('ShuffleNetV2', parts, forward);
}

export const SHUFFLENET: Readonly<Record<string, Network>> = Object.fromEntries(
  Object.entries(WIDTHS).map(([name, kind]) => [name, (build, classes) => shufflenet(build, classes, kind)]),
);
