/** GoogLeNet and Inception v3: branches side by side; in training they judge halfway, too. */
import type { Instance } from '../../../languages/python/classes.ts';
import { NamedTuple, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Building, Forward, Parts, Settings } from './building.ts';
import type { Network } from './network.ts';

/** A kernel of one side, or of rows and columns. */
type Kernel = number | readonly [rows: number, columns: number];

const convolved: Forward = (build, self, x) => build.call('relu', build.through(self, ['conv', 'bn'], x));

/** @param settings of the convolution, besides the padding that keeps the sizes */
function convolution(
  build: Building,
  inputs: number,
  outputs: number,
  kernel: Kernel,
  { padding = halves(kernel), ...settings }: Settings = {},
): Instance {
  const size = typeof kernel === 'number' ? kernel : new Tuple(kernel);
  const parts = {
    conv: build.make('Conv2d', [inputs, outputs, size], { bias: false, padding, ...settings }),
    bn: build.make('BatchNorm2d', [outputs], { eps: 0.001 }),
  };
  return build.module('BasicConv2d', parts, convolved);
}

function halves(kernel: Kernel): Value {
  return typeof kernel === 'number' ? (kernel - 1) / 2 : new Tuple(kernel.map((size) => (size - 1) / 2));
}

const DOWN: Settings = { stride: 2, padding: 0 };
const NO_PADDING: Settings = { padding: 0 };

/** Branches by the names of their parts, one behind the other; the last one begins with a pooling. */
const besides =
  (branches: readonly (readonly string[])[], pooled?: 'mean' | 'largest'): Forward =>
  (build, self, x) => {
    const last = branches.length - 1;
    const into = (index: number): Value => (index === last && pooled ? pooledBy(build, pooled, x) : x);
    return build.concatenated(branches.map((names, index) => build.through(self, names, into(index))));
  };

function pooledBy(build: Building, how: 'mean' | 'largest', x: Value): Value {
  return how === 'mean' ? build.call('avg_pool2d', x, 3, 1, 1) : build.call('max_pool2d', x, 3, 2);
}

// GoogLeNet

type Widths = readonly [
  inputs: number,
  one: number,
  toThree: number,
  three: number,
  toFive: number,
  five: number,
  pooled: number,
];

const BLOCKS: Readonly<Record<string, Widths>> = {
  inception3a: [192, 64, 96, 128, 16, 32, 32],
  inception3b: [256, 128, 128, 192, 32, 96, 64],
  inception4a: [480, 192, 96, 208, 16, 48, 64],
  inception4b: [512, 160, 112, 224, 24, 64, 64],
  inception4c: [512, 128, 128, 256, 24, 64, 64],
  inception4d: [512, 112, 144, 288, 32, 64, 64],
  inception4e: [528, 256, 160, 320, 32, 128, 128],
  inception5a: [832, 256, 160, 320, 32, 128, 128],
  inception5b: [832, 384, 192, 384, 48, 128, 128],
};
const fourBranches = besides([['branch1'], ['branch2'], ['branch3'], ['branch4']]);

function block(build: Building, [inputs, one, toThree, three, toFive, five, pooled]: Widths): Instance {
  const pooling = build.make('MaxPool2d', [], { kernel_size: 3, stride: 1, padding: 1, ceil_mode: true });
  const narrowed = (inner: number, outputs: number): Instance =>
    build.sequential([convolution(build, inputs, inner, 1), convolution(build, inner, outputs, 3)]);
  const parts = {
    branch1: convolution(build, inputs, one, 1),
    branch2: narrowed(toThree, three),
    branch3: narrowed(toFive, five),
    branch4: build.sequential([pooling, convolution(build, inputs, pooled, 1)]),
  };
  return build.module('Inception', parts, fourBranches);
}

const halfway: Forward = (build, self, x) => {
  const pooled = build.call('adaptive_avg_pool2d', x, new Tuple([4, 4]));
  const features = build.call('flatten', build.run(self, 'conv', pooled), 1);
  return build.through(self, ['dropout', 'fc2'], build.call('relu', build.run(self, 'fc1', features)));
};

function auxiliary(build: Building, inputs: number, classes: number): Instance {
  const parts = {
    conv: convolution(build, inputs, 128, 1),
    fc1: build.make('Linear', [2048, 1024]),
    fc2: build.make('Linear', [1024, classes]),
    dropout: build.make('Dropout', [0.7]),
  };
  return build.module('InceptionAux', parts, halfway);
}

/** What a part judges halfway, in training. */
function judged(build: Building, self: Instance, name: string, x: Value): Value {
  return build.part(self, name) !== null && build.isTraining(self) ? build.run(self, name, x) : null;
}

const googleForward: Forward = (build, self, x) => {
  const first = ['conv1', 'maxpool1', 'conv2', 'conv3', 'maxpool2', 'inception3a', 'inception3b', 'maxpool3'];
  const early = build.through(self, [...first, 'inception4a'], x);
  const aux1 = judged(build, self, 'aux1', early);
  const middle = build.through(self, ['inception4b', 'inception4c', 'inception4d'], early);
  const aux2 = judged(build, self, 'aux2', middle);
  const last = build.through(self, ['inception4e', 'maxpool4', 'inception5a', 'inception5b', 'avgpool'], middle);
  const logits = build.through(self, ['dropout', 'fc'], build.call('flatten', last, 1));
  const isJudged = build.isTraining(self) && build.part(self, 'aux_logits') === true;
  return isJudged ? new NamedTuple([logits, aux2, aux1], ['logits', 'aux_logits2', 'aux_logits1']) : logits;
};

function googlenet(build: Building, classes: number, isJudged: boolean): Instance {
  const pooling = (kernel = 3): Instance => build.make('MaxPool2d', [kernel], { stride: 2, ceil_mode: true });
  const blocks = (...names: string[]): Parts =>
    Object.fromEntries(names.map((name) => [name, block(build, BLOCKS[name] as Widths)]));
  const parts = {
    conv1: convolution(build, 3, 64, 7, { stride: 2 }),
    maxpool1: pooling(),
    conv2: convolution(build, 64, 64, 1),
    conv3: convolution(build, 64, 192, 3),
    maxpool2: pooling(),
    ...blocks('inception3a', 'inception3b'),
    maxpool3: pooling(),
    ...blocks('inception4a', 'inception4b', 'inception4c', 'inception4d', 'inception4e'),
    maxpool4: pooling(2),
    ...blocks('inception5a', 'inception5b'),
    aux1: isJudged ? auxiliary(build, 512, classes) : null,
    aux2: isJudged ? auxiliary(build, 528, classes) : null,
    avgpool: build.make('AdaptiveAvgPool2d', [new Tuple([1, 1])]),
    dropout: build.make('Dropout', [0.2]),
    fc: build.make('Linear', [1024, classes]),
  };
  const made = build.module('GoogLeNet', parts, googleForward);
  made.attributes.set('aux_logits', isJudged);
  return made;
}

// Inception v3

/** A part by its name: inputs, outputs, kernel, settings. */
type Convolutions = Readonly<Record<string, readonly [number, number, Kernel, Settings?]>>;

function mixed(build: Building, type: string, convolutions: Convolutions, forward: Forward): Instance {
  const parts = Object.entries(convolutions).map(([name, given]) => [name, convolution(build, ...given)]);
  return build.module(type, Object.fromEntries(parts) as Record<string, Instance>, forward);
}

const DOUBLE = ['branch3x3dbl_1', 'branch3x3dbl_2', 'branch3x3dbl_3'];
const FIVE = ['branch5x5_1', 'branch5x5_2'];
const SEVEN = ['branch7x7_1', 'branch7x7_2', 'branch7x7_3'];
const LONG = ['branch7x7dbl_1', 'branch7x7dbl_2', 'branch7x7dbl_3', 'branch7x7dbl_4', 'branch7x7dbl_5'];
const MIXED_A = besides([['branch1x1'], FIVE, DOUBLE, ['branch_pool']], 'mean');
const MIXED_B = besides([['branch3x3'], DOUBLE, []], 'largest');
const MIXED_C = besides([['branch1x1'], SEVEN, LONG, ['branch_pool']], 'mean');
const MIXED_D = besides(
  [['branch3x3_1', 'branch3x3_2'], ['branch7x7x3_1', 'branch7x7x3_2', 'branch7x7x3_3', 'branch7x7x3_4'], []],
  'largest',
);
const ROW: Kernel = [1, 7];
const COLUMN: Kernel = [7, 1];

function mixedA(build: Building, inputs: number, pooled: number): Instance {
  const convolutions: Convolutions = {
    branch1x1: [inputs, 64, 1],
    branch5x5_1: [inputs, 48, 1],
    branch5x5_2: [48, 64, 5],
    branch3x3dbl_1: [inputs, 64, 1],
    branch3x3dbl_2: [64, 96, 3],
    branch3x3dbl_3: [96, 96, 3],
    branch_pool: [inputs, pooled, 1],
  };
  return mixed(build, 'InceptionA', convolutions, MIXED_A);
}

function mixedB(build: Building, inputs: number): Instance {
  const convolutions: Convolutions = {
    branch3x3: [inputs, 384, 3, DOWN],
    branch3x3dbl_1: [inputs, 64, 1],
    branch3x3dbl_2: [64, 96, 3],
    branch3x3dbl_3: [96, 96, 3, DOWN],
  };
  return mixed(build, 'InceptionB', convolutions, MIXED_B);
}

function mixedC(build: Building, inputs: number, inner: number): Instance {
  const convolutions: Convolutions = {
    branch1x1: [inputs, 192, 1],
    branch7x7_1: [inputs, inner, 1],
    branch7x7_2: [inner, inner, ROW],
    branch7x7_3: [inner, 192, COLUMN],
    branch7x7dbl_1: [inputs, inner, 1],
    branch7x7dbl_2: [inner, inner, COLUMN],
    branch7x7dbl_3: [inner, inner, ROW],
    branch7x7dbl_4: [inner, inner, COLUMN],
    branch7x7dbl_5: [inner, 192, ROW],
    branch_pool: [inputs, 192, 1],
  };
  return mixed(build, 'InceptionC', convolutions, MIXED_C);
}

function mixedD(build: Building, inputs: number): Instance {
  const convolutions: Convolutions = {
    branch3x3_1: [inputs, 192, 1],
    branch3x3_2: [192, 320, 3, DOWN],
    branch7x7x3_1: [inputs, 192, 1],
    branch7x7x3_2: [192, 192, ROW],
    branch7x7x3_3: [192, 192, COLUMN],
    branch7x7x3_4: [192, 192, 3, DOWN],
  };
  return mixed(build, 'InceptionD', convolutions, MIXED_D);
}

const forked: Forward = (build, self, x) => {
  const fork = (ahead: readonly string[], name: string): Value => {
    const inner = build.through(self, ahead, x);
    return build.concatenated([`${name}a`, `${name}b`].map((part) => build.run(self, part, inner)));
  };
  return build.concatenated([
    build.run(self, 'branch1x1', x),
    fork(['branch3x3_1'], 'branch3x3_2'),
    fork(['branch3x3dbl_1', 'branch3x3dbl_2'], 'branch3x3dbl_3'),
    build.run(self, 'branch_pool', pooledBy(build, 'mean', x)),
  ]);
};

function mixedE(build: Building, inputs: number): Instance {
  const convolutions: Convolutions = {
    branch1x1: [inputs, 320, 1],
    branch3x3_1: [inputs, 384, 1],
    branch3x3_2a: [384, 384, [1, 3]],
    branch3x3_2b: [384, 384, [3, 1]],
    branch3x3dbl_1: [inputs, 448, 1],
    branch3x3dbl_2: [448, 384, 3],
    branch3x3dbl_3a: [384, 384, [1, 3]],
    branch3x3dbl_3b: [384, 384, [3, 1]],
    branch_pool: [inputs, 192, 1],
  };
  return mixed(build, 'InceptionE', convolutions, forked);
}

const halfwayOfThird: Forward = (build, self, x) => {
  const features = build.through(self, ['conv0', 'conv1'], build.call('avg_pool2d', x, 5, 3));
  const mean = build.call('adaptive_avg_pool2d', features, new Tuple([1, 1]));
  return build.run(self, 'fc', build.call('flatten', mean, 1));
};

function auxiliaryOfThird(build: Building, classes: number): Instance {
  const parts = {
    conv0: convolution(build, 768, 128, 1),
    conv1: convolution(build, 128, 768, 5, NO_PADDING),
    fc: build.make('Linear', [768, classes]),
  };
  return build.module('InceptionAux', parts, halfwayOfThird);
}

const STEM = ['Conv2d_1a_3x3', 'Conv2d_2a_3x3', 'Conv2d_2b_3x3', 'maxpool1', 'Conv2d_3b_1x1', 'Conv2d_4a_3x3'];
const MIXED = ['5b', '5c', '5d', '6a', '6b', '6c', '6d', '6e'].map((name) => `Mixed_${name}`);

const thirdForward: Forward = (build, self, x) => {
  const middle = build.through(self, [...STEM, 'maxpool2', ...MIXED], x);
  const aux = judged(build, self, 'AuxLogits', middle);
  const last = build.through(self, ['Mixed_7a', 'Mixed_7b', 'Mixed_7c', 'avgpool', 'dropout'], middle);
  const logits = build.run(self, 'fc', build.call('flatten', last, 1));
  const isJudged = build.isTraining(self) && build.part(self, 'aux_logits') === true;
  return isJudged ? new NamedTuple([logits, aux], ['logits', 'aux_logits']) : logits;
};

function third(build: Building, classes: number, isJudged: boolean): Instance {
  const pooling = (): Instance => build.make('MaxPool2d', [], { kernel_size: 3, stride: 2 });
  const parts = {
    Conv2d_1a_3x3: convolution(build, 3, 32, 3, DOWN),
    Conv2d_2a_3x3: convolution(build, 32, 32, 3, NO_PADDING),
    Conv2d_2b_3x3: convolution(build, 32, 64, 3),
    maxpool1: pooling(),
    Conv2d_3b_1x1: convolution(build, 64, 80, 1),
    Conv2d_4a_3x3: convolution(build, 80, 192, 3, NO_PADDING),
    maxpool2: pooling(),
    Mixed_5b: mixedA(build, 192, 32),
    Mixed_5c: mixedA(build, 256, 64),
    Mixed_5d: mixedA(build, 288, 64),
    Mixed_6a: mixedB(build, 288),
    Mixed_6b: mixedC(build, 768, 128),
    Mixed_6c: mixedC(build, 768, 160),
    Mixed_6d: mixedC(build, 768, 160),
    Mixed_6e: mixedC(build, 768, 192),
    AuxLogits: isJudged ? auxiliaryOfThird(build, classes) : null,
    Mixed_7a: mixedD(build, 768),
    Mixed_7b: mixedE(build, 1280),
    Mixed_7c: mixedE(build, 2048),
    avgpool: build.make('AdaptiveAvgPool2d', [new Tuple([1, 1])]),
    dropout: build.make('Dropout'),
    fc: build.make('Linear', [2048, classes]),
  };
  const made = build.module('Inception3', parts, thirdForward);
  made.attributes.set('aux_logits', isJudged);
  return made;
}

export const INCEPTION: Readonly<Record<string, Network>> = {
  // with weights, whose halfway judges are not trained, they are left out unless they are asked for
  googlenet: (build, classes, { aux_logits, isTrained }) =>
    googlenet(build, classes, aux_logits ? true : aux_logits === null && !isTrained),
  inception_v3: (build, classes, { aux_logits }) => third(build, classes, aux_logits !== false),
};
