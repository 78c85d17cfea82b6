/** Recurrent layers: one step after another, the last output or all of them. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Instance } from '../../../languages/python/classes.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { stateOf } from '../layer/state.ts';
import { addWeight } from '../layer/weights.ts';
import type { AddWeight, LayerCall, LayerRules } from '../rules.ts';
import type { Session } from '../session.ts';
import { dimensions } from '../settings.ts';
import type { Settings } from '../settings.ts';
import { tuple } from '../text.ts';
import { channelAxis, convolved, spatial } from './sizes.ts';
import type { Window } from './sizes.ts';

/** What every recurrent layer has: which outputs it gives. */
export interface Recurrent {
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
}

function recurrent(args: Settings): Recurrent {
  return {
    returnSequences: args.boolean('return_sequences'),
    returnState: args.boolean('return_state'),
    goBackwards: args.boolean('go_backwards'),
    stateful: args.boolean('stateful'),
  };
}

/** The cells: how many gates share a kernel, how long a second bias is, how many states go on. */
const CELLS = {
  SimpleRNN: { gates: 1, states: 1 },
  GRU: { gates: 3, states: 1 },
  LSTM: { gates: 4, states: 2 },
} as const;

interface Cell {
  readonly kind: keyof typeof CELLS;
  readonly units: number;
  readonly useBias: boolean;
  readonly resetAfter: boolean;
}

function cellOf(args: Settings, kind: Cell['kind']): Cell {
  const units = args.integer('units');
  if (units <= 0) {
    const message = `Received an invalid value for argument \`units\`, expected a positive integer, got ${units}.`;
    throw new Refusal('ValueError', message, 'argument', { argument: 'units' });
  }
  const resetAfter = kind === 'GRU' && args.boolean('reset_after');
  return { kind, units, useBias: args.boolean('use_bias'), resetAfter };
}

function addCell(add: AddWeight, { kind, units, useBias, resetAfter }: Cell, features: Dimension): void {
  const columns = units * CELLS[kind].gates;
  add('kernel', [features, columns]);
  add('recurrent_kernel', [units, columns]);
  if (useBias) add('bias', resetAfter ? [2, columns] : [columns]);
}

export function recurrentLayer(kind: Cell['kind']): LayerRules<Recurrent & Cell> {
  return {
    settings: (args) => ({ ...cellOf(args, kind), ...recurrent(args) }),
    spec: () => [{ ndim: 3 }],
    build: (add, settings, [input]) => {
      const [batch = null, , ...step] = input as Shape;
      addCell(add, settings, [batch, ...step].at(-1) ?? null);
      requireBatch(settings, input as Shape);
      return undefined;
    },
    output: (settings, [input]) =>
      sequence(settings, input as Shape, [settings.units], Array<Shape>(CELLS[kind].states).fill([settings.units])),
  };
}

/** The outputs that were asked for: the sequence or its last step, then the states. */
function sequence(
  { returnSequences, returnState }: Recurrent,
  input: Shape,
  step: Shape,
  states: readonly Shape[],
): Shape | readonly Shape[] {
  const [batch = null, length = null] = input;
  const output = returnSequences ? [batch, length, ...step] : [batch, ...step];
  return returnState ? [output, ...states.map((state) => [batch, ...state])] : output;
}

function requireBatch({ stateful }: Recurrent, input: Shape): void {
  if (!stateful || input[0] !== null) return;
  const message = `When using \`stateful=True\` in a RNN, the batch size must be static. Found dynamic batch size: sequence.shape=${tuple(input)}`;
  throw new Refusal('ValueError', message, 'open', { input });
}

/** `LSTMCell` and kin: one step. */
export function recurrentCell(kind: Cell['kind']): LayerRules<Cell> {
  return {
    settings: (args) => cellOf(args, kind),
    build: (add, settings, [input]) => {
      addCell(add, settings, input?.at(-1) ?? null);
      return undefined;
    },
    output: ({ units }, [input]) => [(input as Shape)[0] ?? null, units],
  };
}

interface CellLayer extends Recurrent {
  readonly cells: readonly Instance[];
}

function isBuiltInCell(cell: Instance): boolean {
  return (stateOf(cell).settings as Partial<Cell> | undefined)?.kind !== undefined;
}

/** `RNN(LSTMCell(8))`, `RNN([LSTMCell(8), LSTMCell(4)])`; cells of the paste say their `state_size`. */
export const rnn: LayerRules<CellLayer> = {
  settings: (args, self) => {
    const given = args.value('cell');
    const cells = given instanceof List || given instanceof Tuple ? given.items : stackedCells(given);
    const instances = cells.filter((cell) => cell instanceof Instance);
    stateOf(self).inner.push(...instances);
    return { ...recurrent(args), cells: instances };
  },
  build: (_, settings, [input], self, session) => {
    buildCells(settings.cells, [(input as Shape)[0] ?? null, ...(input as Shape).slice(2)], self, session);
    requireBatch(settings, input as Shape);
    return undefined;
  },
  output: (settings, [input], call) => {
    const sizes = settings.cells.map((cell) => stateSizes(cell, call));
    const last = sizes.at(-1)?.[0] ?? null;
    return sequence(
      settings,
      input as Shape,
      [last],
      sizes.flat().map((size) => [size]),
    );
  },
};

function stackedCells(value: Value): readonly Value[] {
  if (!(value instanceof Instance)) return [];
  const inner = (stateOf(value).settings as { cells?: readonly Instance[] } | undefined)?.cells;
  return inner ?? [value];
}

function buildCells(cells: readonly Instance[], input: Shape, self: Instance, session: Session): void {
  let features = input;
  for (const cell of cells) {
    const state = stateOf(cell);
    if (!isBuiltInCell(cell)) {
      throw new Refusal('NotFollowed', `the cell ${cell.cls.name} of ${self.cls.name} is not followed`, 'limit');
    }
    const settings = state.settings as Cell;
    if (!state.built) {
      const add: AddWeight = (name, shape) => {
        addWeight(cell, name, shape, session);
      };
      addCell(add, settings, features.at(-1) ?? null);
      state.built = true;
    }
    features = [input[0] ?? null, settings.units];
  }
}

function stateSizes(cell: Instance, { session }: LayerCall): number[] {
  const state = stateOf(cell);
  const settings = state.settings as Cell | undefined;
  if (settings?.kind) return Array<number>(CELLS[settings.kind].states).fill(settings.units);
  const size = session.context.attribute(cell, 'state_size') ?? null;
  return (dimensions(size, `\`state_size\` of ${cell.cls.name}`) ?? []) as number[];
}

export const stackedCellLayer: LayerRules<{ cells: readonly Instance[] }> = {
  settings: (args, self) => {
    const given = args.value('cells');
    const cells = (given instanceof List || given instanceof Tuple ? given.items : []).filter(
      (cell) => cell instanceof Instance,
    );
    stateOf(self).inner.push(...cells);
    return { cells };
  },
  output: (_, [input]) => input as Shape,
};

interface ConvolutionalRecurrent extends Recurrent, Window {
  readonly rank: number;
  readonly filters: number;
  readonly useBias: boolean;
}

export function convolutionalLstm(rank: number): LayerRules<ConvolutionalRecurrent> {
  const step = (settings: ConvolutionalRecurrent, input: Shape): Shape => {
    const picture = [input[0] ?? null, ...input.slice(2)];
    return convolved(picture, settings.filters, settings).slice(1);
  };
  return {
    settings: (args) => ({
      ...recurrent(args),
      rank,
      filters: args.integer('filters'),
      kernelSize: args.sizes('kernel_size', rank),
      strides: args.sizes('strides', rank),
      padding: args.padding(),
      format: args.dataFormat(),
      dilationRate: args.sizes('dilation_rate', rank),
      useBias: args.boolean('use_bias'),
    }),
    spec: () => [{ ndim: rank + 3 }],
    build: (add, settings, [input]) => {
      const picture = [(input as Shape)[0] ?? null, ...(input as Shape).slice(2)];
      const { kernelSize, filters, format, useBias } = settings;
      if (spatial(picture, format).includes(null)) {
        const message =
          'ConvLSTM layers only support static input shapes for the spatial dimension. ' +
          `Received invalid input shape: input_shape=${tuple(picture)}`;
        throw new Refusal('ValueError', message, 'open', { input: picture });
      }
      const channel = picture.at(channelAxis(format)) ?? null;
      add('kernel', [...kernelSize, channel, filters * 4]);
      add('recurrent_kernel', [...kernelSize, filters, filters * 4]);
      if (useBias) add('bias', [filters * 4]);
      requireBatch(settings, input as Shape);
      return undefined;
    },
    output: (settings, [input]) => {
      const output = step(settings, input as Shape);
      return sequence(settings, input as Shape, output, [output, output]);
    },
  };
}
