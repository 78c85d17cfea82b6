/** ConvNeXt: a wide depthwise window, then two linear layers for each cell. */
import type { Instance } from '../../../languages/python/classes.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import { stochasticDepth } from './blocks.ts';
import type { Building, Forward } from './building.ts';
import type { Network } from './network.ts';

const KINDS: Readonly<Record<string, readonly [first: number, depths: readonly number[]]>> = {
  convnext_tiny: [96, [3, 3, 9, 3]],
  convnext_small: [96, [3, 3, 27, 3]],
  convnext_base: [128, [3, 3, 27, 3]],
  convnext_large: [192, [3, 3, 27, 3]],
};
const BEHIND = new List([0, 2, 3, 1]);
const IN_FRONT = new List([0, 3, 1, 2]);
const EPSILON = 1e-6;

/** Of the channels, which stand behind the batch. */
function normalization(build: Building, channels: number): Instance {
  const forward: Forward = (_build, _self, x) => {
    const normalized = build.call('layer_norm', build.call('permute', x, BEHIND), new Tuple([channels]));
    return build.call('permute', normalized, IN_FRONT);
  };
  return build.derived('LayerNorm2d', 'LayerNorm', [channels], { eps: EPSILON }, forward);
}

const block: Forward = (build, self, x) => {
  const scaled = build.call('mul', build.part(self, 'layer_scale'), build.run(self, 'block', x));
  return build.call('add', build.run(self, 'stochastic_depth', scaled), x);
};

function blockOf(build: Building, channels: number): Instance {
  const inner = build.sequential([
    build.convolution(channels, channels, 7, { padding: 3, groups: channels, bias: true }),
    build.permutation(BEHIND),
    build.make('LayerNorm', [channels], { eps: EPSILON }),
    build.make('Linear', [channels, 4 * channels]),
    build.make('GELU'),
    build.make('Linear', [4 * channels, channels]),
    build.permutation(IN_FRONT),
  ]);
  const parts = {
    block: inner,
    layer_scale: build.parameter([channels, 1, 1]),
    stochastic_depth: stochasticDepth(build),
  };
  return build.module('CNBlock', parts, block);
}

function convnext(build: Building, classes: number, [first, depths]: (typeof KINDS)[string]): Instance {
  const stem = [build.convolution(3, first, 4, { stride: 4, bias: true }), normalization(build, first)];
  const features = [build.sequential(stem, 'Conv2dNormActivation')];
  depths.forEach((depth, stage) => {
    const channels = first * 2 ** stage;
    features.push(build.sequential(Array.from({ length: depth }, () => blockOf(build, channels))));
    if (stage === depths.length - 1) return;
    const narrower = build.convolution(channels, 2 * channels, 2, { stride: 2, bias: true });
    features.push(build.sequential([normalization(build, channels), narrower]));
  });
  const last = first * 2 ** (depths.length - 1);
  const parts = {
    features: build.sequential(features),
    avgpool: build.make('AdaptiveAvgPool2d', [1]),
    classifier: build.sequential([
      normalization(build, last),
      build.make('Flatten', [1]),
      build.make('Linear', [last, classes]),
    ]),
  };
  return build.module('ConvNeXt', parts, forward);
}

const forward: Forward = (build, self, x) => build.through(self, ['features', 'avgpool', 'classifier'], x);

export const CONVNEXT: Readonly<Record<string, Network>> = Object.fromEntries(
  Object.entries(KINDS).map(([name, kind]) => [name, (build, classes) => convnext(build, classes, kind)]),
);
