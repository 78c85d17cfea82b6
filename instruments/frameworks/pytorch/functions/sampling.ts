/** Cells read at the places of a grid, and draws by probabilities. */
import { MethodTuple } from '../../../languages/python/values.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { list } from '../text.ts';
import { differs, input, refused } from './rule.ts';
import type { Rule } from './rule.ts';
import { batches } from './shapes.ts';

const gridSampled: Rule = {
  parameters: ['input', 'grid', ['mode', 'bilinear'], ['padding_mode', 'zeros'], ['align_corners', null]],
  run: (args) => {
    const [shape, grid] = [input(args), args.tensor('grid').shape];
    const both = `got input with sizes ${list(shape)} and grid with sizes ${list(grid)}`;
    if (differs(shape[0], grid[0]))
      throw refused(`grid_sampler(): expected grid and input to have same batch size, but ${both}`, 'batch', shape);
    if (differs(grid.at(-1), shape.length - 2)) {
      const message = `grid_sampler(): expected grid to have size ${shape.length - 2} in last dimension, but got grid with sizes ${list(grid)}`;
      throw refused(message, 'features', shape);
    }
    if (shape.length !== grid.length) {
      const message = `grid_sampler(): expected ${shape.length}D input and grid with same number of dimensions, but ${both}`;
      throw refused(message, 'rank', shape);
    }
    return [shape[0] ?? null, shape[1] ?? null, ...grid.slice(1, -1)];
  },
};

const affineGrid: Rule = {
  parameters: ['input', 'size', ['align_corners', null]],
  run: (args) => {
    const [theta, size] = [input(args), args.shape('size')];
    const space = size.length - 2;
    if (theta.length !== 3 || differs(theta[1], space) || differs(theta[2], space + 1)) {
      const given = args.value('size');
      const told = given instanceof MethodTuple ? `torch.Size(${list(size)})` : args.session.context.text(given);
      const message = `Expected a batch of ${space}D affine matrices of shape Nx${space}x${space + 1} for size ${told}. Got torch.Size(${list(theta)}).`;
      throw new Refusal('ValueError', message, 'rank', { input: theta });
    }
    batches([size[0] ?? null, 1, space + 1], [theta[0] ?? null, space + 1, space]);
    return [size[0] ?? null, ...size.slice(2), space];
  },
};

/** So many draws for each row of probabilities. */
const drawn: Rule = {
  parameters: ['input', 'num_samples', ['replacement', false], '**kwargs'],
  run: (args) => {
    const [shape, count] = [input(args), args.integer('num_samples')];
    const size = shape.at(-1) ?? null;
    if (size !== null && count > size && !args.boolean('replacement'))
      throw refused('cannot sample n_sample > prob_dist.size(-1) samples without replacement', 'size', shape);
    return [...shape.slice(0, -1), count];
  },
};

export const SAMPLING: readonly (readonly [string, Rule])[] = [
  ['grid_sample', gridSampled],
  ['affine_grid', affineGrid],
  ['multinomial', drawn],
];
