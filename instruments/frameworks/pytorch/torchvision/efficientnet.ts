/** EfficientNet B0–B7 and V2: blocks that widen, convolve, weigh their channels and narrow again, in stages. */
import type { Instance } from '../../../languages/python/classes.ts';
import type { Building, Forward } from './building.ts';
import { divisible } from './building.ts';
import { stochasticDepth } from './blocks.ts';
import { classified } from './mobilenetv3.ts';
import type { Network } from './network.ts';

interface Stage {
  /** Whether one convolution widens and convolves: V2's first stages, which do not weigh their channels. */
  readonly isFused: boolean;
  readonly widening: number;
  readonly kernel: number;
  /** Of its first block. */
  readonly stride: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly count: number;
}

type Numbers = readonly [
  widening: number,
  kernel: number,
  stride: number,
  inputs: number,
  outputs: number,
  count: number,
];

const stage = (isFused: boolean, [widening, kernel, stride, inputs, outputs, count]: Numbers): Stage => ({
  isFused,
  widening,
  kernel,
  stride,
  inputs,
  outputs,
  count,
});

const FIRST_VERSION: readonly Stage[] = (
  [
    [1, 3, 1, 32, 16, 1],
    [6, 3, 2, 16, 24, 2],
    [6, 5, 2, 24, 40, 2],
    [6, 3, 2, 40, 80, 3],
    [6, 5, 1, 80, 112, 3],
    [6, 5, 2, 112, 192, 4],
    [6, 3, 1, 192, 320, 1],
  ] as const
).map((numbers) => stage(false, numbers));
/** How much wider and deeper than B0. */
const SCALES = {
  b0: [1, 1],
  b1: [1, 1.1],
  b2: [1.1, 1.2],
  b3: [1.2, 1.4],
  b4: [1.4, 1.8],
  b5: [1.6, 2.2],
  b6: [1.8, 2.6],
  b7: [2, 3.1],
} as const;

function scaled(width: number, depth: number): Stage[] {
  return FIRST_VERSION.map((one) => ({
    ...one,
    inputs: divisible(one.inputs * width),
    outputs: divisible(one.outputs * width),
    count: Math.ceil(one.count * depth),
  }));
}

const secondVersion = (fused: readonly Numbers[], others: readonly Numbers[]): Stage[] => [
  ...fused.map((numbers) => stage(true, numbers)),
  ...others.map((numbers) => stage(false, numbers)),
];
const SECOND_VERSION: Readonly<Record<string, readonly Stage[]>> = {
  s: secondVersion(
    [
      [1, 3, 1, 24, 24, 2],
      [4, 3, 2, 24, 48, 4],
      [4, 3, 2, 48, 64, 4],
    ],
    [
      [4, 3, 2, 64, 128, 6],
      [6, 3, 1, 128, 160, 9],
      [6, 3, 2, 160, 256, 15],
    ],
  ),
  m: secondVersion(
    [
      [1, 3, 1, 24, 24, 3],
      [4, 3, 2, 24, 48, 5],
      [4, 3, 2, 48, 80, 5],
    ],
    [
      [4, 3, 2, 80, 160, 7],
      [6, 3, 1, 160, 176, 14],
      [6, 3, 2, 176, 304, 18],
      [6, 3, 1, 304, 512, 5],
    ],
  ),
  l: secondVersion(
    [
      [1, 3, 1, 32, 32, 4],
      [4, 3, 2, 32, 64, 7],
      [4, 3, 2, 64, 96, 7],
    ],
    [
      [4, 3, 2, 96, 192, 10],
      [6, 3, 1, 192, 224, 19],
      [6, 3, 2, 224, 384, 25],
      [6, 3, 1, 384, 640, 7],
    ],
  ),
};
const LAST_OF_SECOND = 1280;
const SILU = { activation_layer: 'SiLU' };
const LINEAR = { activation_layer: null };

function block(build: Building, one: Stage): Instance {
  const wide = divisible(one.inputs * one.widening);
  const parts = one.isFused ? fused(build, one, wide) : separate(build, one, wide);
  const held = { block: build.sequential(parts), stochastic_depth: stochasticDepth(build) };
  const made = build.module(one.isFused ? 'FusedMBConv' : 'MBConv', held, forwardOfBlock);
  made.attributes.set('use_res_connect', one.stride === 1 && one.inputs === one.outputs);
  return made;
}

const forwardOfBlock: Forward = (build, self, x) => {
  const made = build.run(self, 'block', x);
  const isResidual = self.attributes.get('use_res_connect') === true;
  return isResidual ? build.call('add', build.run(self, 'stochastic_depth', made), x) : made;
};

function fused(build: Building, { kernel, stride, inputs, outputs }: Stage, wide: number): Instance[] {
  if (wide === inputs) return [build.block('Conv2dNormActivation', [inputs, outputs, kernel], { stride, ...SILU })];
  return [
    build.block('Conv2dNormActivation', [inputs, wide, kernel], { stride, ...SILU }),
    build.block('Conv2dNormActivation', [wide, outputs, 1], LINEAR),
  ];
}

function separate(build: Building, { kernel, stride, inputs, outputs }: Stage, wide: number): Instance[] {
  return [
    ...(wide === inputs ? [] : [build.block('Conv2dNormActivation', [inputs, wide, 1], SILU)]),
    build.block('Conv2dNormActivation', [wide, wide, kernel], { stride, groups: wide, ...SILU }),
    build.block('SqueezeExcitation', [wide, Math.max(1, Math.floor(inputs / 4))], { activation: 'SiLU' }),
    build.block('Conv2dNormActivation', [wide, outputs, 1], LINEAR),
  ];
}

function efficientnet(build: Building, stages: readonly Stage[], last: number | null, classes: number): Instance {
  const first = stages[0]?.inputs ?? 0;
  const end = stages.at(-1)?.outputs ?? 0;
  const channels = last ?? 4 * end;
  const features = [
    build.block('Conv2dNormActivation', [3, first, 3], { stride: 2, ...SILU }),
    ...stages.map((one) => build.sequential(blocksOf(build, one))),
    build.block('Conv2dNormActivation', [end, channels, 1], SILU),
  ];
  const classifier = [build.make('Dropout', [], { p: null, inplace: true }), build.make('Linear', [channels, classes])];
  const parts = {
    features: build.sequential(features),
    avgpool: build.make('AdaptiveAvgPool2d', [1]),
    classifier: build.sequential(classifier),
  };
  return build.module('EfficientNet', parts, classified);
}

function blocksOf(build: Building, one: Stage): Instance[] {
  return Array.from({ length: one.count }, (_, number) =>
    block(build, number === 0 ? one : { ...one, inputs: one.outputs, stride: 1 }),
  );
}

const firstVersion = Object.entries(SCALES).map(([name, [width, depth]]): [string, Network] => [
  `efficientnet_${name}`,
  (build, classes) => efficientnet(build, scaled(width, depth), null, classes),
]);
const second = Object.entries(SECOND_VERSION).map(([name, stages]): [string, Network] => [
  `efficientnet_v2_${name}`,
  (build, classes) => efficientnet(build, stages, LAST_OF_SECOND, classes),
]);
export const EFFICIENTNET: Readonly<Record<string, Network>> = Object.fromEntries([...firstVersion, ...second]);
