/** `RNN`, `LSTM`, `GRU`: steps in front unless `batch_first`, several layers, both directions. */
import type { Shape } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import type { AddParameter, ModuleRules, Nested, Short } from '../rules.ts';

/** What a recurrent module keeps of its arguments. */
export interface RecurrentSettings {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  readonly directions: number;
  readonly batchFirst: boolean;
  readonly projection: number;
}

const RECURRENT: readonly Short[] = [
  'input_size',
  'hidden_size',
  ['num_layers', 1],
  ['bias', true],
  ['batch_first', false],
  ['dropout', 0],
  ['bidirectional', false],
];

const GATES = { RNN: 1, GRU: 3, LSTM: 4 } as const;

export function recurrent(kind: keyof typeof GATES): ModuleRules<RecurrentSettings> {
  const options: Short[] =
    kind === 'RNN'
      ? [...RECURRENT, ['nonlinearity', 'tanh'], ['device', null], ['dtype', null]]
      : [...RECURRENT, ['proj_size', 0], ['device', null], ['dtype', null]];
  return {
    parameters: options,
    make: (args, add) => {
      const settings = {
        inputSize: args.integer('input_size'),
        hiddenSize: args.integer('hidden_size'),
        layers: args.integer('num_layers'),
        directions: args.boolean('bidirectional') ? 2 : 1,
        batchFirst: args.boolean('batch_first'),
        projection: kind === 'LSTM' ? args.integer('proj_size') : 0,
      };
      addLayers(add, settings, GATES[kind], args.boolean('bias'));
      return settings;
    },
    forward: (settings, input) => {
      requireInput(settings, input, kind);
      return { nested: outputs(settings, input, kind === 'LSTM') };
    },
  };
}

function addLayers(add: AddParameter, settings: RecurrentSettings, gates: number, bias: boolean): void {
  const { inputSize, hiddenSize, layers, directions, projection } = settings;
  const given = projection || hiddenSize;
  for (let layer = 0; layer < layers; layer++) {
    const width = layer === 0 ? inputSize : given * directions;
    for (let direction = 0; direction < directions; direction++) {
      const suffix = `l${layer}${direction ? '_reverse' : ''}`;
      add(`weight_ih_${suffix}`, [gates * hiddenSize, width]);
      add(`weight_hh_${suffix}`, [gates * hiddenSize, given]);
      if (bias) {
        add(`bias_ih_${suffix}`, [gates * hiddenSize]);
        add(`bias_hh_${suffix}`, [gates * hiddenSize]);
      }
      if (projection) add(`weight_hr_${suffix}`, [projection, hiddenSize]);
    }
  }
}

function requireInput({ inputSize }: RecurrentSettings, input: Shape, kind: string): void {
  if (input.length !== 2 && input.length !== 3) {
    const isPlain = kind === 'RNN';
    const message = `${kind}: Expected input to be 2D or 3D, got ${input.length}D${isPlain ? ' tensor' : ''} instead`;
    throw new Refusal('ValueError', message, 'rank', { input });
  }
  const features = input.at(-1) ?? null;
  if (features === null || features === inputSize) return;
  const message = `input.size(-1) must be equal to input_size. Expected ${inputSize}, got ${features}`;
  throw new Refusal('RuntimeError', message, 'features', { input, inputSize });
}

function outputs(settings: RecurrentSettings, input: Shape, hasCell: boolean): Nested {
  const { hiddenSize, layers, directions, batchFirst, projection } = settings;
  const given = projection || hiddenSize;
  const output: Shape = [...input.slice(0, -1), given * directions];
  const batch = input.length === 3 ? [input[batchFirst ? 0 : 1] ?? null] : [];
  const hidden: Shape = [layers * directions, ...batch, given];
  return hasCell ? [output, [hidden, [layers * directions, ...batch, hiddenSize]]] : [output, hidden];
}

export function recurrentCell(kind: keyof typeof GATES): ModuleRules<{ width: number; hidden: number }> {
  return {
    parameters: [
      'input_size',
      'hidden_size',
      ['bias', true],
      ['nonlinearity', 'tanh'],
      ['device', null],
      ['dtype', null],
    ],
    make: (args, add) => {
      const [width, hidden] = [args.integer('input_size'), args.integer('hidden_size')];
      add('weight_ih', [GATES[kind] * hidden, width]);
      add('weight_hh', [GATES[kind] * hidden, hidden]);
      if (args.boolean('bias')) {
        add('bias_ih', [GATES[kind] * hidden]);
        add('bias_hh', [GATES[kind] * hidden]);
      }
      return { width, hidden };
    },
    forward: ({ width, hidden }, input) => {
      if (input.length !== 1 && input.length !== 2) {
        const message = `${kind}Cell: Expected input to be 1D or 2D, got ${input.length}D instead`;
        throw new Refusal('ValueError', message, 'rank', { input });
      }
      const features = input.at(-1) ?? null;
      if (features !== null && features !== width) {
        const message = `input has inconsistent input_size: got ${features} expected ${width}`;
        throw new Refusal('RuntimeError', message, 'features', { input });
      }
      const output = [...input.slice(0, -1), hidden];
      return kind === 'LSTM' ? { nested: [output, output] } : output;
    },
  };
}
