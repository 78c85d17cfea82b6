/** Modules that measure two tensors against each other. */
import type { Shape } from '../../../graph/tensor.ts';
import { broadcast } from '../functions/shapes.ts';
import { axisIn } from '../reading.ts';
import type { ModuleCall, ModuleRules } from '../rules.ts';

const stretched = (input: Shape, { tensors }: ModuleCall): Shape => broadcast(input, tensors[1]?.shape ?? input);

export const cosineSimilarity: ModuleRules<number> = {
  parameters: [
    ['dim', 1],
    ['eps', null],
  ],
  make: (args) => args.integer('dim'),
  forward: (dim, input, call) => {
    const shape = stretched(input, call);
    const axis = axisIn(dim, shape.length);
    return shape.filter((_, at) => at !== axis);
  },
};

export const pairwiseDistance: ModuleRules<boolean> = {
  parameters: [
    ['p', null],
    ['eps', null],
    ['keepdim', false],
  ],
  make: (args) => args.boolean('keepdim'),
  forward: (isKept, input, call) => {
    const shape = stretched(input, call);
    return [...shape.slice(0, -1), ...(isKept ? [1] : [])];
  },
};
