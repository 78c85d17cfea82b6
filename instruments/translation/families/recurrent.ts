/** SimpleRNN/RNN, GRU and LSTM, in one direction or both; several layers of PyTorch are several of Keras. */
import type { RecurrentSettings } from '../../frameworks/pytorch/layers/recurrent.ts';
import { identity } from '../draft.ts';
import type { TargetTensor, Place } from '../draft.ts';
import { Instance } from '../../languages/python/classes.ts';
import { Untranslated } from '../operation.ts';
import type { Operation, Recurrent, Weights } from '../operation.ts';
import { call, flag } from '../python.ts';
import type { Argument } from '../python.ts';
import { sizeOf } from '../source.ts';
import type { Reader, Source } from '../source.ts';
import { slice } from './reshaping.ts';

const CELLS = { SimpleRNN: 'RNN', GRU: 'GRU', LSTM: 'LSTM' } as const;

/** Keras's update gate stands before the reset gate, PyTorch's behind it. */
const gates = (cell: Recurrent['cell'], rows: string): string =>
  cell === 'GRU' ? `np.concatenate([np.split(${rows}, 3)[gate] for gate in (1, 0, 2)])` : rows;

function kerasWeights(
  source: Source,
  cell: Recurrent['cell'],
  hasBias: boolean,
  first: number,
  suffix: string,
): Weights {
  const at = (index: number): string => source.weight(first + index);
  const kernels = {
    [`weight_ih_l0${suffix}`]: gates(cell, `${at(0)}.T`),
    [`weight_hh_l0${suffix}`]: gates(cell, `${at(1)}.T`),
  };
  if (!hasBias) return kernels;
  const [input, hidden] = cell === 'GRU' ? [`${at(2)}[0]`, `${at(2)}[1]`] : [at(2), `np.zeros_like(${at(2)})`];
  return { ...kernels, [`bias_ih_l0${suffix}`]: gates(cell, input), [`bias_hh_l0${suffix}`]: gates(cell, hidden) };
}

function requireUsual(source: Source, type: keyof typeof CELLS): Recurrent['nonlinearity'] {
  const activation = source.text('activation');
  const isRelu = type === 'SimpleRNN' && activation === 'relu';
  if (activation !== 'tanh' && !isRelu) throw new Untranslated(`PyTorch’s ${CELLS[type]} has tanh only`);
  if (type !== 'SimpleRNN' && source.text('recurrent_activation') !== 'sigmoid') {
    throw new Untranslated(`PyTorch’s ${CELLS[type]} has sigmoid gates only`);
  }
  if (type === 'GRU' && !source.flag('reset_after')) throw new Untranslated('PyTorch’s GRU has no reset_after=False');
  if (source.flag('stateful')) throw new Untranslated('PyTorch has no stateful');
  if (source.step.inputs.length > 1) throw new Untranslated('states that are handed over');
  return isRelu ? 'relu' : 'tanh';
}

function kerasRecurrent(source: Source, type: keyof typeof CELLS, wrapper: Source | null): Operation[] {
  const cell = CELLS[type];
  const nonlinearity = requireUsual(source, type);
  if (source.index > 0) throw new Untranslated('the states that it gives back');
  const hasBias = source.flag('use_bias');
  const of = wrapper ?? source;
  const isBackwards = source.flag('go_backwards');
  if (wrapper && isBackwards) throw new Untranslated('go_backwards in both directions');
  const forward = kerasWeights(of, cell, hasBias, 0, '');
  const backward = wrapper ? kerasWeights(of, cell, hasBias, hasBias ? 3 : 2, '_reverse') : {};
  return [
    {
      kind: 'recurrent',
      cell,
      inputSize: sizeOf(of.shape, -1),
      units: source.number('units'),
      isBidirectional: wrapper !== null,
      isBackwards,
      steps: source.flag('return_sequences') ? 'all' : 'last',
      nonlinearity,
      batch: 0,
      weights: { ...forward, ...backward },
    },
  ];
}

const kerasLayer =
  (type: keyof typeof CELLS): Reader =>
  (source) =>
    kerasRecurrent(source, type, null);

const bidirectional: Reader = (source) => {
  if (source.text('merge_mode') !== 'concat')
    throw new Untranslated('PyTorch joins both directions by concatenation only');
  if (source.value('backward_layer') !== null) throw new Untranslated('a backward layer of its own');
  const layer = source.value('layer');
  const type = layer instanceof Instance ? layer.cls.name : '';
  if (!(type in CELLS)) throw new Untranslated(`${type} in both directions`);
  return kerasRecurrent(source.inner('layer'), type as keyof typeof CELLS, source);
};

const torchRecurrent =
  (cell: Recurrent['cell']): Reader =>
  (source) => {
    const settings = source.settings as unknown as RecurrentSettings;
    if (settings.projection) throw new Untranslated('Keras’s LSTM has no projection');
    if (source.step.inputs.length > 1) throw new Untranslated('states that are handed over');
    if (source.shape.length !== 3) throw new Untranslated('the input has no batch axis');
    const nonlinearity = cell === 'RNN' && source.text('nonlinearity') === 'relu' ? 'relu' : 'tanh';
    const layers = Array.from({ length: settings.layers }, (_, layer) =>
      torchLayer(source, settings, cell, layer, nonlinearity),
    );
    return [...layers, ...finalState(source, settings)];
  };

function torchLayer(
  source: Source,
  settings: RecurrentSettings,
  cell: Recurrent['cell'],
  layer: number,
  nonlinearity: 'tanh' | 'relu',
): Recurrent {
  const suffixes = settings.directions === 2 ? ['', '_reverse'] : [''];
  const names = ['weight_ih', 'weight_hh', ...(source.flag('bias') ? ['bias_ih', 'bias_hh'] : [])];
  const weights = Object.fromEntries(
    suffixes.flatMap((suffix) =>
      names.map((name) => [`${name}_l0${suffix}`, source.weight(`${name}_l${layer}${suffix}`)]),
    ),
  );
  const inputSize = layer === 0 ? settings.inputSize : settings.hiddenSize * settings.directions;
  return {
    kind: 'recurrent',
    cell,
    inputSize,
    units: settings.hiddenSize,
    isBidirectional: settings.directions === 2,
    isBackwards: false,
    steps: 'all',
    nonlinearity,
    batch: settings.batchFirst ? 0 : 1,
    weights,
  };
}

/** `h_n` of one layer and direction is the last step of what comes out; nothing for the sequence itself. */
function finalState(source: Source, { layers, directions, batchFirst, hiddenSize }: RecurrentSettings): Operation[] {
  if (source.index === 0) return [];
  if (source.index > 1 || layers > 1 || directions > 1)
    throw new Untranslated('the states that it gives back, but for h_n of one layer and direction');
  const steps = batchFirst ? 1 : 0;
  const sequence = [...source.shape.slice(0, 2), hiddenSize];
  return [
    slice(sequence, steps, [-1, null, 1]),
    ...(batchFirst ? [{ kind: 'permute' as const, axes: [1, 0, 2] }] : []),
  ];
}

export const readers = {
  keras: {
    SimpleRNN: kerasLayer('SimpleRNN'),
    GRU: kerasLayer('GRU'),
    LSTM: kerasLayer('LSTM'),
    Bidirectional: bidirectional,
  },
  pytorch: { RNN: torchRecurrent('RNN'), GRU: torchRecurrent('GRU'), LSTM: torchRecurrent('LSTM') },
};

function recurrentToPytorch(operation: Recurrent, place: Place): TargetTensor {
  const { cell, inputSize, units, isBidirectional, steps, nonlinearity, weights } = operation;
  const options: Argument[] = [
    ['batch_first', 'True'],
    ['bidirectional', flag(isBidirectional), 'False'],
    ['bias', flag('bias_ih_l0' in weights), 'True'],
    ...(cell === 'RNN' ? [['nonlinearity', `"${nonlinearity}"`, '"tanh"'] as const] : []),
  ];
  if (cell === 'LSTM' && 'bias_ih_l0' in weights)
    place.note('PyTorch keeps two biases, which it adds: Keras’s one stands in the first');
  if (cell === 'GRU') place.note('the gates stand in another order: the weights are cut and joined anew');
  const layer = place.layer(`nn.${cell}`, [String(inputSize), String(units)], options, weights);
  const forwards = place.draft.inSourceOrder(place.input);
  const { shape } = forwards;
  const input = operation.isBackwards
    ? place.draft.line([forwards], ([x]) => `torch.flip(${x}, [1])`, shape)
    : forwards;
  const all = [...input.shape.slice(0, 2), units * (isBidirectional ? 2 : 1)];
  const output = place.draft.line([input], ([x]) => `${layer}(${x})[0]`, all);
  if (steps === 'all') return output;
  const write = ([x]: readonly string[]): string =>
    isBidirectional ? `torch.cat([${x}[:, -1, :${units}], ${x}[:, 0, ${units}:]], dim=-1)` : `${x}[:, -1]`;
  return place.draft.line([output], write, place.output);
}

function recurrentToKeras(operation: Recurrent, place: Place): TargetTensor {
  const { cell, units, isBidirectional, nonlinearity, batch, weights } = operation;
  const options: Argument[] = [
    ['return_sequences', 'True'],
    ['use_bias', flag('bias_ih_l0' in weights), 'True'],
    ['activation', `"${nonlinearity}"`, '"tanh"'],
  ];
  const type = `layers.${cell === 'RNN' ? 'SimpleRNN' : cell}`;
  if (cell === 'GRU') place.note('the gates stand in another order: the weights are cut and joined anew');
  else if ('bias_ih_l0' in weights) place.note('Keras keeps one bias: the sum of PyTorch’s two');
  const kept = kerasArrays(cell, weights, '', isBidirectional ? '_reverse' : null);
  const layer = isBidirectional
    ? place.layer('layers.Bidirectional', [call(type, [String(units)], options)], [], kept)
    : place.layer(type, [String(units)], options, kept);
  const order = batch === 0 ? identity(3) : [1, 0, 2];
  const input = place.draft.aligned(place.input, order);
  const shape = [...input.shape.slice(0, 2), units * (isBidirectional ? 2 : 1)];
  return place.apply(layer, input, order, shape);
}

/** Kernel, recurrent kernel and bias, as Keras keeps them; of both directions where there are two. */
function kerasArrays(cell: Recurrent['cell'], weights: Weights, suffix: string, next: string | null): Weights {
  const rows = (name: string): string => gates(cell, weights[`${name}_l0${suffix}`] as string);
  const bias =
    cell === 'GRU' ? `np.stack([${rows('bias_ih')}, ${rows('bias_hh')}])` : `${rows('bias_ih')} + ${rows('bias_hh')}`;
  const own = {
    [`kernel${suffix}`]: `${rows('weight_ih')}.T`,
    [`recurrent_kernel${suffix}`]: `${rows('weight_hh')}.T`,
    ...('bias_ih_l0' in weights ? { [`bias${suffix}`]: bias } : {}),
  };
  return next === null ? own : { ...own, ...kerasArrays(cell, weights, next, null) };
}

export const writers = { recurrent: { pytorch: recurrentToPytorch, keras: recurrentToKeras } };
