/** Recurrent layers: one step after another, the last output or all of them. */
import { Tensor } from '../../../graph/tensor.ts';
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { PythonFunction } from '../../../languages/python/callables.ts';
import { List, Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { known } from '../../framework.ts';
import { pathOf } from '../layer/given.ts';
import { shapeTuple } from '../layer/shapes.ts';
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
    computed: stepOf,
  };
}

/** One step: what comes out, and the states, a list where they were given as one. @throws NotFollowed for other states */
function stepOf({ kind, units }: Cell, { self, args, session, tensors: [input] }: LayerCall): Value {
  const given = args.positional[1] ?? args.keywords.get('states') ?? null;
  const isList = given instanceof List || given instanceof Tuple;
  const states = (isList ? given.items : [given]).slice(0, CELLS[kind].states);
  const fits = states.every((one) => one instanceof Tensor && one.shape.length === 2 && one.shape[1] === units);
  if (!fits || states.length < CELLS[kind].states) throw otherStates(self, session);
  const shape = [input?.shape[0] ?? null, units];
  const after = states.map(() => session.tensor(shape, input?.dtype));
  const [output = null] = after;
  return new Tuple([output, isList ? new List(after) : output]);
}

const otherStates = ({ cls }: Instance, { context }: Session): NotFollowed =>
  new NotFollowed(context.unknown(`\`states\` is not followed`), `\`states\` of ${cls.name}`);

interface CellLayer extends Recurrent {
  readonly cells: readonly Instance[];
  /** The name of the stack that holds the cells, where there are several. */
  readonly stack: string | null;
}

function isBuiltInCell(cell: Instance): boolean {
  return (stateOf(cell).settings as Partial<Cell> | undefined)?.kind !== undefined;
}

/** `RNN(LSTMCell(8))`, `RNN([LSTMCell(8), LSTMCell(4)])`; cells of the paste say their `state_size`. */
export const rnn: LayerRules<CellLayer> = {
  settings: (args, self) => {
    const given = args.value('cell');
    const isList = given instanceof List || given instanceof Tuple;
    const inner = isList ? given.items : stackedCells(given);
    const cells = (inner ?? [given]).map((cell) => requireCell(cell, inner !== undefined, args.session));
    stateOf(self).inner.push(...cells);
    const named = inner && given instanceof Instance ? stateOf(given).name : null;
    return { ...recurrent(args), cells, stack: isList ? args.session.automaticName('StackedRNNCells') : named };
  },
  build: (_, settings, [input], _self, session) => {
    buildCells(settings, [(input as Shape)[0] ?? null, ...(input as Shape).slice(2)], session);
    requireBatch(settings, input as Shape);
    return undefined;
  },
  output: (settings, [input], { session }) => {
    const sizes = settings.cells.map((cell) => stateSizes(cell, session));
    const [lastCell] = settings.cells.slice(-1);
    if (!lastCell) throw new Refusal('IndexError', 'list index out of range', 'argument', { argument: 'cell' });
    const last = outputSize(lastCell, session);
    return sequence(
      settings,
      input as Shape,
      [last],
      sizes.flat().map((size) => [size]),
    );
  },
};

/** The cells of a `StackedRNNCells`; undefined for a cell by itself. */
function stackedCells(value: Value): readonly Value[] | undefined {
  if (!(value instanceof Instance)) return undefined;
  return (stateOf(value).settings as { cells?: readonly Instance[] } | undefined)?.cells;
}

/** @throws Refusal `argument` for what is called with no step, or keeps no state */
function requireCell(value: Value, isOfSeveral: boolean, session: Session): Instance {
  const cell = known(value, '`cell` of RNN');
  const { context } = session;
  if (cell instanceof Instance && context.attribute(cell, 'call') !== undefined) {
    requireStateSize(cell, isOfSeveral, session);
    return cell;
  }
  const isCalled = cell instanceof Class && cell.lookup('call') !== undefined;
  const what = isCalled ? 'state_size' : 'call';
  const received = isCalled ? `<class '${pathOf(cell)}'>` : context.text(cell);
  const told = isCalled
    ? 'a `state_size` attribute (single integer or list of integers, one integer per RNN state)'
    : 'a `call` method';
  const lacks = isCalled ? 'cell without a `state_size`' : 'cell without a `call` method';
  const message = isOfSeveral
    ? `All cells must have a \`${what}\` ${isCalled ? 'attribute' : 'method'}. Received ${lacks}: ${received}`
    : `${isCalled ? 'The RNN cell' : 'Argument `cell`'} should have ${told}. Received: cell=${received}`;
  throw new Refusal('ValueError', message, 'argument', { argument: 'cell' });
}

function requireStateSize(cell: Instance, isOfSeveral: boolean, { context }: Session): void {
  const size = attributeOr(cell, 'state_size', context);
  const isLayerOfKeras = cell.cls.module !== null; // of which nothing is unknown but what it does not have
  if (isBuiltInCell(cell) || (size !== undefined && !(isLayerOfKeras && size instanceof Unknown))) return;
  const { name, built } = stateOf(cell);
  const told = `<${cell.cls.name} name=${name}, built=${context.repr(built)}>`;
  const message = isOfSeveral
    ? `All cells must have a \`state_size\` attribute. Received cell without a \`state_size\`: ${told}`
    : 'The RNN cell should have a `state_size` attribute (single integer or list of integers, one integer per RNN ' +
      `state). Received: cell=${told}`;
  throw new Refusal('ValueError', message, 'argument', { argument: 'cell' });
}

/** Each cell from the shape of one step; Keras does not call them where it asks for shapes only. */
function buildCells({ cells, stack }: CellLayer, input: Shape, session: Session): void {
  let features = input;
  for (const cell of cells) {
    const state = stateOf(cell);
    if (!state.built) buildCell(cell, features, stack, session);
    state.built = true;
    features = [input[0] ?? null, outputSize(cell, session)];
  }
}

function buildCell(cell: Instance, input: Shape, stack: string | null, session: Session): void {
  if (isBuiltInCell(cell)) {
    const add: AddWeight = (name, shape) => {
      addWeight(cell, name, shape, session, { within: stack });
    };
    const isLayer = !cell.cls.name.endsWith('Cell'); // `RNN(LSTM(8))`: of a step it takes the second axis for that of the steps
    addCell(add, stateOf(cell).settings as Cell, isLayer ? null : (input.at(-1) ?? null));
    return;
  }
  if (!(cell.cls.lookup('build') instanceof PythonFunction)) {
    throw new NotFollowed(
      session.context.unknown(`the cell ${cell.cls.name} has no \`build\`: what it holds is not followed`),
    );
  }
  session.context.call(session.context.attribute(cell, 'build') ?? null, { positional: [shapeTuple(input)] });
}

/** Undefined where a cell of the paste has none, as Keras asks for it by `getattr`. */
function attributeOr(cell: Instance, name: string, context: Session['context']): Value | undefined {
  try {
    return context.attribute(cell, name);
  } catch (error) {
    if (error instanceof Refusal && error.type === 'AttributeError') return undefined;
    throw error;
  }
}

/** How many features a step gives: `output_size` of a cell of the paste, else its first state. */
function outputSize(cell: Instance, session: Session): Dimension {
  const size = isBuiltInCell(cell) ? null : (attributeOr(cell, 'output_size', session.context) ?? null);
  return typeof size === 'number' ? size : (stateSizes(cell, session)[0] ?? null);
}

function stateSizes(cell: Instance, session: Session): number[] {
  const state = stateOf(cell);
  const settings = state.settings as Cell | undefined;
  if (settings?.kind) return Array<number>(CELLS[settings.kind].states).fill(settings.units);
  const size = attributeOr(cell, 'state_size', session.context) ?? null;
  return (dimensions(size, `\`state_size\` of ${cell.cls.name}`) ?? []) as number[];
}

export const stackedCellLayer: LayerRules<{ cells: readonly Instance[] }> = {
  settings: (args, self) => {
    const given = args.value('cells');
    const items = given instanceof List || given instanceof Tuple ? given.items : [];
    const cells = items.map((cell) => requireCell(cell, true, args.session));
    stateOf(self).inner.push(...cells);
    return { cells };
  },
  output: (_, [input]) => input as Shape,
  computed: (_, { self, session }) => {
    throw otherStates(self, session);
  },
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
