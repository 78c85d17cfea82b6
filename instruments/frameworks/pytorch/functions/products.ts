/** Products of vectors and matrices, and distances. */
import type { Shape } from '../../../graph/tensor.ts';
import { differs, input, refused } from './rule.ts';
import type { Rule } from './rule.ts';
import { batches, broadcast, expandedTo, matrices, multiplied } from './shapes.ts';

/** What is added to a product is stretched to it. */
const added = (product: (left: Shape, right: Shape) => Shape, left: string, right: string): Rule => ({
  parameters: ['input', left, right, '*', ['beta', 1], ['alpha', 1]],
  run: (args) => expandedTo(input(args), product(args.tensor(left).shape, args.tensor(right).shape)),
});

const outer: Rule = {
  parameters: ['input', 'vec2'],
  run: (args) => {
    const [self, other] = [input(args), args.tensor('vec2').shape];
    const wrong = [self, other].find((shape) => shape.length !== 1);
    const name = wrong === self ? 'self' : 'vec2';
    if (wrong) throw refused(`outer: Expected 1-D argument ${name}, but got ${wrong.length}-D`, 'rank', wrong);
    return [...self, ...other];
  },
};

const dot: Rule = {
  parameters: ['input', 'tensor'],
  run: (args) => {
    const [self, other] = [input(args), args.tensor('tensor').shape];
    if (self.length !== 1 || other.length !== 1)
      throw refused(`1D tensors expected, but got ${self.length}D and ${other.length}D tensors`, 'rank', self);
    return multiplied(self, other);
  },
};

const distances: Rule = {
  parameters: ['x1', 'x2', ['p', 2], ['compute_mode', null]],
  run: (args) => {
    const [one, other] = [args.tensor('x1').shape, args.tensor('x2').shape];
    for (const [name, shape] of [
      ['X1', one],
      ['X2', other],
    ] as const)
      if (shape.length < 2)
        throw refused(`cdist only supports at least 2D tensors, ${name} got: ${shape.length}D`, 'rank', shape);
    if (differs(one.at(-1), other.at(-1)))
      throw refused(
        `X1 and X2 must have the same number of columns. X1: ${one.at(-1)} X2: ${other.at(-1)}`,
        'features',
        one,
      );
    return [...broadcast(one.slice(0, -2), other.slice(0, -2)), one.at(-2) ?? null, other.at(-2) ?? null];
  },
};

export const PRODUCTS: readonly (readonly [string, Rule])[] = [
  ['addmm', added(matrices, 'mat1', 'mat2')],
  ['addbmm', added((left, right) => batches(left, right).slice(1), 'batch1', 'batch2')],
  ['baddbmm', added(batches, 'batch1', 'batch2')],
  ['outer', outer],
  ['ger', outer],
  ['dot', dot],
  ['mv', { parameters: ['input', 'vec'], run: (args) => multiplied(input(args), args.tensor('vec').shape) }],
  ['cdist', distances],
];
