/** Inception V3: windows of several sizes beside each other, their results concatenated. */
import type { Tensor } from '../../../graph/tensor.ts';
import { COMMON } from './application.ts';
import type { Application } from './application.ts';
import type { Settings, Stack } from './stack.ts';

/** Filters, and the window's rows and columns; a third number is the stride, without padding. */
type Step = readonly [filters: number, rows: number, columns: number, strides?: number];

function convolved(stack: Stack, x: Tensor, steps: readonly Step[], settings: Settings = {}): Tensor {
  return steps.reduce((before, [filters, rows, columns, strides]) => {
    const window = strides === undefined ? { padding: 'same' } : { padding: 'valid', strides };
    const convolution = stack.convolution(before, filters, [rows, columns], {
      ...window,
      use_bias: false,
      ...settings,
    });
    return stack.relu(stack.normalization(convolution, null, { scale: false }));
  }, x);
}

const maximum = (stack: Stack, x: Tensor): Tensor => stack.put('MaxPooling2D', x, { pool_size: 3, strides: 2 });

/** The mean of each window, then `filters` channels of it. */
function averaged(stack: Stack, x: Tensor, filters: number): Tensor {
  const mean = stack.put('AveragePooling2D', x, { pool_size: 3, strides: 1, padding: 'same' });
  return convolved(stack, mean, [[filters, 1, 1]]);
}

function mixed(
  stack: Stack,
  x: Tensor,
  number: number,
  branches: readonly (readonly Step[])[],
  pooled: number,
): Tensor {
  const parts = branches.map((steps) => convolved(stack, x, steps));
  const pooling = pooled > 0 ? averaged(stack, x, pooled) : maximum(stack, x);
  return stack.concatenate([...parts, pooling], `mixed${number}`);
}

const fives = (): Step[][] => [
  [[64, 1, 1]],
  [
    [48, 1, 1],
    [64, 5, 5],
  ],
  [
    [64, 1, 1],
    [96, 3, 3],
    [96, 3, 3],
  ],
];

const sevens = (width: number): Step[][] => [
  [[192, 1, 1]],
  [
    [width, 1, 1],
    [width, 1, 7],
    [192, 7, 1],
  ],
  [
    [width, 1, 1],
    [width, 7, 1],
    [width, 1, 7],
    [width, 7, 1],
    [192, 1, 7],
  ],
];

const NARROWING: Readonly<Record<number, readonly (readonly Step[])[]>> = {
  3: [
    [[384, 3, 3, 2]],
    [
      [64, 1, 1],
      [96, 3, 3],
      [96, 3, 3, 2],
    ],
  ],
  8: [
    [
      [192, 1, 1],
      [320, 3, 3, 2],
    ],
    [
      [192, 1, 1],
      [192, 1, 7],
      [192, 7, 1],
      [192, 3, 3, 2],
    ],
  ],
};

/** The last blocks split two of their branches once more. */
function split(stack: Stack, x: Tensor, index: number): Tensor {
  const both = (before: Tensor, name: string | null): Tensor =>
    stack.concatenate([convolved(stack, before, [[384, 1, 3]]), convolved(stack, before, [[384, 3, 1]])], name);
  const single = convolved(stack, x, [[320, 1, 1]]);
  const double = both(convolved(stack, x, [[384, 1, 1]]), `mixed9_${index}`);
  const deep = convolved(stack, x, [
    [448, 1, 1],
    [384, 3, 3],
  ]);
  return stack.concatenate([single, double, both(deep, null), averaged(stack, x, 192)], `mixed${9 + index}`);
}

function features(stack: Stack, input: Tensor): Tensor {
  let x = convolved(stack, input, [
    [32, 3, 3, 2],
    [32, 3, 3, 1],
    [64, 3, 3],
  ]);
  x = convolved(stack, maximum(stack, x), [
    [80, 1, 1, 1],
    [192, 3, 3, 1],
  ]);
  x = maximum(stack, x);
  [32, 64, 64].forEach((pooled, number) => (x = mixed(stack, x, number, fives(), pooled)));
  x = mixed(stack, x, 3, NARROWING[3] ?? [], 0);
  [128, 160, 160, 192].forEach((width, index) => (x = mixed(stack, x, 4 + index, sevens(width), 192)));
  x = mixed(stack, x, 8, NARROWING[8] ?? [], 0);
  return split(stack, split(stack, x, 0), 1);
}

export const INCEPTION: Readonly<Record<string, Application>> = {
  InceptionV3: {
    ...COMMON,
    modules: ['inception_v3'],
    defaultSize: 299,
    minSize: 75,
    namesPooling: false,
    name: () => 'inception_v3',
    classesMessage: (classes) =>
      `If using \`weights="imagenet"\` with \`include_top=True\`, \`classes\` should be 1000. Received classes=${classes}`,
    features,
  },
};
