/** `RNN`, `LSTM`, `GRU`: steps in front unless `batch_first`, several layers, both directions. */
import { Tensor } from '../../../graph/tensor.ts';
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { bind, parameters } from '../../../languages/python/callables.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { typeName } from '../../../languages/python/library/operators.ts';
import { Tuple, List } from '../../../languages/python/values.ts';
import { setBatchFirst } from '../layout.ts';
import type { Packed } from '../packed.ts';
import { tensorOf } from '../reading.ts';
import type { Reading } from '../reading.ts';
import type { AddParameter, ModuleCall, ModuleRules, Nested, Short } from '../rules.ts';
import { list } from '../text.ts';

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
      requirePositive(settings);
      requireOfKind(args, kind, settings);
      addLayers(add, settings, GATES[kind], args.boolean('bias'));
      return settings;
    },
    forward: (settings, input, call) => {
      requireInput(settings, input, kind);
      requireStates(settings, input, statesOf(call, kind));
      return { nested: outputs(settings, input, kind === 'LSTM') };
    },
    ofPacked: (settings, packed, call) => packedOutputs(settings, packed, call, kind),
    lay: ({ batchFirst }, [output]) => {
      if (batchFirst && output?.shape.length === 3) setBatchFirst(output);
    },
  };
}

function requirePositive({ inputSize, hiddenSize, layers }: RecurrentSettings): void {
  const given = { input_size: inputSize, hidden_size: hiddenSize, num_layers: layers };
  const wrong = Object.entries(given).find(([, value]) => value <= 0);
  if (wrong) throw new PythonError('ValueError', `${wrong[0]} must be greater than zero`);
}

/** What one kind takes and the others do not. @throws Refusal `argument` */
function requireOfKind(args: Reading, kind: string, { projection, hiddenSize }: RecurrentSettings): void {
  const say = (message: string, argument: string): Refusal =>
    new Refusal('ValueError', message, 'argument', { argument });
  const share = args.number('dropout');
  if (share < 0 || share > 1) throw say(SHARE, 'dropout');
  if (projection >= hiddenSize) throw say('proj_size has to be smaller than hidden_size', 'proj_size');
  if (kind === 'GRU' && args.value('proj_size') !== 0)
    throw say('proj_size argument is only supported for LSTM, not RNN or GRU', 'proj_size');
  const given = kind === 'RNN' ? args.text('nonlinearity') : 'tanh';
  if (given !== 'tanh' && given !== 'relu')
    throw say(`Unknown nonlinearity '${given}'. Select from 'tanh' or 'relu'.`, 'nonlinearity');
}

const SHARE = 'dropout should be a number in range [0, 1] representing the probability of an element being zeroed';

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

function packedOutputs(
  settings: RecurrentSettings,
  packed: Packed,
  call: ModuleCall,
  kind: keyof typeof GATES,
): { readonly data: Shape; readonly beside: Nested } {
  requirePacked(settings, packed, kind);
  requirePackedStates(settings, packed.batch, statesOf(call, kind), kind);
  const [hidden, cell] = statesSizes(settings, [null, packed.batch, null], false);
  const { hiddenSize, directions, projection } = settings;
  return {
    data: [packed.data.shape[0] ?? null, (projection || hiddenSize) * directions],
    beside: kind === 'LSTM' ? [hidden, cell] : hidden,
  };
}

/** @throws Refusal where the cells of series behind one another have not the features that are asked for */
function requirePacked({ inputSize, hiddenSize }: RecurrentSettings, { data }: Packed, kind: string): void {
  const input = data.shape;
  if (input.length !== 2)
    throw new Refusal('RuntimeError', `input must have 2 dimensions, got ${input.length}`, 'rank', { input });
  const [cells = null, features = null] = input;
  if (features === null || features === inputSize) return;
  const message =
    kind === 'LSTM'
      ? `mat1 and mat2 shapes cannot be multiplied (${cells ?? '?'}x${features} and ${inputSize}x${GATES.LSTM * hiddenSize})`
      : `input.size(-1) must be equal to input_size. Expected ${inputSize}, got ${features}`;
  throw new Refusal('RuntimeError', message, 'features', { input, inputSize });
}

/** An LSTM does not look at them: its sums and products refuse. @throws Refusal */
function requirePackedStates(
  settings: RecurrentSettings,
  batch: Dimension,
  states: readonly Tensor[] | null,
  kind: string,
): void {
  const wanted = statesSizes(settings, [null, batch, null], false);
  for (const [index, { shape: got }] of (states ?? []).entries()) {
    const expected = wanted[index] as Shape;
    if (expected.every((size, axis) => size === null || got[axis] === null || size === got[axis])) continue;
    const sizes = `Expected hidden size (${expected.join(', ')}), got ${list(got)}`;
    const message = kind === 'LSTM' ? ofSums(expected, got, settings.directions) : sizes;
    throw new Refusal('RuntimeError', message, 'state', { expected, got });
  }
}

function ofSums(expected: Shape, got: Shape, directions: number): string {
  const [[layers, batch, features], [ownLayers, ownBatch, ownFeatures]] = [expected, got];
  if (layers !== ownLayers)
    return directions === 2 && (ownLayers ?? 0) % 2 === 1
      ? 'Odd number of params or hiddens given to a bidirectional RNN'
      : 'Expected more hidden states in stacked_rnn';
  const gates = GATES.LSTM * (features ?? 0);
  if (ownFeatures !== features)
    return `mat1 and mat2 shapes cannot be multiplied (${ownBatch ?? '?'}x${ownFeatures ?? '?'} and ${features ?? '?'}x${gates})`;
  if (ownBatch === 1)
    return `output with shape [1, ${gates}] doesn't match the broadcast shape [${batch ?? '?'}, ${gates}]`;
  return `The size of tensor a (${ownBatch ?? '?'}) must match the size of tensor b (${batch ?? '?'}) at non-singleton dimension 0`;
}

const CALL = parameters(['input', ['hx', null]]);

/** The states that are handed over: `h`, for an LSTM `(h, c)`; null where PyTorch starts with zeros. */
function statesOf({ args, session }: ModuleCall, kind: string): Tensor[] | null {
  const given = bind(CALL, args, `${kind}.forward`).get('hx');
  if (given === null) return null;
  const isSeveral = given instanceof Tuple || given instanceof List;
  if (kind === 'LSTM' && given instanceof Tensor) refuseOneState(given, args, session);
  if (kind === 'LSTM' && isSeveral && given.items.length < 2)
    throw new PythonError('IndexError', `${typeName(given)} index out of range`);
  if (kind !== 'LSTM' && isSeveral)
    throw new PythonError('AttributeError', `'${typeName(given)}' object has no attribute 'dim'`);
  const states = kind === 'LSTM' && isSeveral ? given.items : [given];
  return states.map((state) => tensorOf(state, `argument 'hx' of ${kind}`, session));
}

/** Of a state that is not two PyTorch takes the first two items. @throws Refusal */
function refuseOneState({ shape }: Tensor, args: ModuleCall['args'], session: ModuleCall['session']): void {
  const input = tensorOf(args.positional[0] ?? null, 'the input of LSTM', session).shape;
  const rank = shape.length - 1;
  const message =
    shape[0] === 1
      ? 'index 1 is out of bounds for dimension 0 with size 1'
      : `For ${input.length === 3 ? 'batched 3-D' : 'unbatched 2-D'} input, hx and cx should also be ${input.length}-D but got (${rank}-D, ${rank}-D) tensors`;
  throw new Refusal(shape[0] === 1 ? 'IndexError' : 'RuntimeError', message, 'state', { input });
}

/** @throws Refusal where the states have not the sizes in which the module gives them */
function requireStates(settings: RecurrentSettings, input: Shape, states: readonly Tensor[] | null): void {
  if (states === null) return;
  const isBatched = input.length === 3;
  const ranks = states.map(({ shape }) => shape.length);
  if (ranks.some((rank) => rank !== input.length)) {
    const ahead = `For ${isBatched ? 'batched 3-D' : 'unbatched 2-D'} input, hx`;
    const message =
      states.length > 1
        ? `${ahead} and cx should also be ${input.length}-D but got (${ranks.map((rank) => `${rank}-D`).join(', ')}) tensors`
        : `${ahead} should also be ${input.length}-D but got ${ranks[0]}-D tensor`;
    throw new Refusal('RuntimeError', message, 'state', { input });
  }
  const wanted = statesSizes(
    settings,
    isBatched ? input : [input[0] ?? null, 1, input[1] ?? null],
    settings.batchFirst && isBatched,
  );
  states.forEach(({ shape }, index) => {
    const [expected, got] = [wanted[index] as Shape, isBatched ? shape : [shape[0] ?? null, 1, shape[1] ?? null]];
    if (expected.every((size, axis) => size === null || got[axis] === null || size === got[axis])) return;
    const which = states.length > 1 ? `hidden[${index}]` : 'hidden';
    const message = `Expected ${which} size (${expected.join(', ')}), got ${list(got)}`;
    throw new Refusal('RuntimeError', message, 'state', { input, expected, got });
  });
}

/** Of `h` and of `c`. */
function statesSizes(settings: RecurrentSettings, input: Shape, batchFirst: boolean): [Shape, Shape] {
  const { hiddenSize, layers, directions, projection } = settings;
  const ahead = [layers * directions, ...(input.length === 3 ? [input[batchFirst ? 0 : 1] ?? null] : [])];
  return [
    [...ahead, projection || hiddenSize],
    [...ahead, hiddenSize],
  ];
}

function outputs(settings: RecurrentSettings, input: Shape, hasCell: boolean): Nested {
  const { hiddenSize, directions, batchFirst, projection } = settings;
  const output: Shape = [...input.slice(0, -1), (projection || hiddenSize) * directions];
  const [hidden, cell] = statesSizes(settings, input, batchFirst);
  return hasCell ? [output, [hidden, cell]] : [output, hidden];
}

function requireCellStates(hidden: number, input: Shape, states: readonly Tensor[], kind: string): void {
  states.forEach(({ shape }, index) => {
    if (shape.length !== 1 && shape.length !== 2) {
      const which = kind === 'LSTM' ? `hx[${index}]` : 'hidden';
      const message = `${kind}Cell: Expected ${which} to be 1D or 2D, got ${shape.length}D instead`;
      throw new Refusal('ValueError', message, 'state', { input });
    }
    const [batch = 1, features = null] = input.length === 1 ? [1, ...shape] : shape;
    const wanted = input.length === 1 ? 1 : (input[0] ?? null);
    if (batch !== null && wanted !== null && batch !== wanted) {
      const message = `Input batch size ${wanted} doesn't match hidden${index} batch size ${batch}`;
      throw new Refusal('RuntimeError', message, 'state', { input });
    }
    if (features === null || features === hidden) return;
    const message = `hidden${index} has inconsistent hidden_size: got ${features}, expected ${hidden}`;
    throw new Refusal('RuntimeError', message, 'state', { input });
  });
}

/** A cell of an LSTM has two. @throws PythonError TypeError */
function requireTwoStates({ args }: ModuleCall): void {
  const [, state] = [...args.positional, ...args.keywords.values()];
  if (!(state instanceof Tensor)) return;
  throw new PythonError('TypeError', "lstm_cell(): argument 'hx' (position 2) must be tuple of Tensors, not Tensor");
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
    forward: ({ width, hidden }, input, call) => {
      if (input.length !== 1 && input.length !== 2) {
        const message = `${kind}Cell: Expected input to be 1D or 2D, got ${input.length}D instead`;
        throw new Refusal('ValueError', message, 'rank', { input });
      }
      const features = input.at(-1) ?? null;
      if (features !== null && features !== width) {
        const message = `input has inconsistent input_size: got ${features} expected ${width}`;
        throw new Refusal('RuntimeError', message, 'features', { input });
      }
      if (kind === 'LSTM') requireTwoStates(call);
      requireCellStates(hidden, input, statesOf(call, kind) ?? [], kind);
      const output = [...input.slice(0, -1), hidden];
      return kind === 'LSTM' ? { nested: [output, output] } : output;
    },
  };
}
