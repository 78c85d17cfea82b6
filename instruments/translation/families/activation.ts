/** Activations, as layers, functions and arguments of other layers; dropouts; what changes nothing. */
import type { TargetTensor, Place } from '../draft.ts';
import { Instance } from '../../languages/python/classes.ts';
import { NativeFunction } from '../../languages/python/callables.ts';
import { Untranslated } from '../operation.ts';
import type { Activation, Dropout, Nothing, Operation, PRelu } from '../operation.ts';
import { call, number, tuple } from '../python.ts';
import type { Argument } from '../python.ts';
import { numberOf, sizeOf } from '../source.ts';
import type { Reader, Source } from '../source.ts';
import { spatialOrder } from '../draft.ts';

type Settings = Readonly<Record<string, number | string>>;

const activationNamed = (name: string, settings: Settings = {}): Activation => ({ kind: 'activation', name, settings });

/** Keras's name of an activation → the function, its defaults those of `keras.activations`. */
const KERAS: Readonly<Record<string, Activation>> = {
  relu: activationNamed('relu'),
  relu6: activationNamed('relu6'),
  sigmoid: activationNamed('sigmoid'),
  tanh: activationNamed('tanh'),
  elu: activationNamed('elu', { alpha: 1 }),
  selu: activationNamed('selu'),
  celu: activationNamed('celu', { alpha: 1 }),
  gelu: activationNamed('gelu', { approximate: 'none' }),
  silu: activationNamed('silu'),
  swish: activationNamed('silu'),
  softplus: activationNamed('softplus'),
  softsign: activationNamed('softsign'),
  softmax: activationNamed('softmax'),
  log_softmax: activationNamed('log_softmax'),
  log_sigmoid: activationNamed('logsigmoid'),
  leaky_relu: activationNamed('leaky_relu', { negative_slope: 0.2 }),
  hard_sigmoid: activationNamed('hardsigmoid'),
  hard_silu: activationNamed('hardswish'),
  hard_swish: activationNamed('hardswish'),
  mish: activationNamed('mish'),
  exponential: activationNamed('exp'),
  exp: activationNamed('exp'),
  tanh_shrink: activationNamed('tanhshrink'),
  hard_tanh: activationNamed('hardtanh'),
};

/** The `activation` of a layer, which Keras applies to what it gives. */
export function activationOf(source: Source, name = 'activation'): Operation[] {
  if (!source.has(name)) return [];
  const value = source.value(name);
  if (value === null) return [];
  if (value instanceof Instance) return [...readKeras(value.cls.name, source.inner(name))];
  const said = typeof value === 'string' ? value : value instanceof NativeFunction ? value.name : null;
  if (said === null) throw new Untranslated('its activation is a function of the paste');
  return named(said, source.output.length - 1);
}

/** `relu`, `activations.relu`, `Relu` */
function named(said: string, axis: number): Operation[] {
  const name = said
    .replace(/^.*\./, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  if (name === 'linear') return [];
  const found = KERAS[name];
  if (!found) throw new Untranslated(`the activation ${said} is not translated`);
  return [/softmax/.test(found.name) ? { ...found, axis } : found];
}

function readKeras(type: string, source: Source): readonly Operation[] {
  const reader = (KERAS_LAYERS as Readonly<Record<string, Reader>>)[type];
  if (!reader) throw new Untranslated(`the activation ${type} is not translated`);
  return reader(source, 0);
}

const kerasRelu: Reader = (source) => {
  const [slope, threshold] = [source.number('negative_slope', 0), source.number('threshold', 0)];
  const most = numberOf(source.value('max_value'));
  if (threshold !== 0) throw new Untranslated('PyTorch’s ReLU has no threshold');
  if (most === 6 && slope === 0) return [activationNamed('relu6')];
  const relu = slope === 0 ? activationNamed('relu') : activationNamed('leaky_relu', { negative_slope: slope });
  return most === null ? [relu] : [relu, activationNamed('clamp', { max: most })];
};

const kerasSoftmax: Reader = (source) => {
  const axes = source.numbers('axis') ?? [-1];
  if (axes.length !== 1) throw new Untranslated('PyTorch’s softmax takes one axis');
  return [{ ...activationNamed('softmax'), axis: source.axis(axes[0] as number) }];
};

const kerasPrelu: Reader = (source) => {
  const shared = source.numbers('shared_axes') ?? [];
  const channels = source.shape.length - 1;
  const isPerChannel = source.shape.every((_, axis) => axis === 0 || axis === channels || shared.includes(axis));
  if (!isPerChannel) throw new Untranslated('PyTorch’s PReLU has one slope for each channel, this one for each cell');
  const count = shared.includes(channels) ? 1 : sizeOf(source.shape, channels);
  return [{ kind: 'prelu', channels, count, weights: { weight: `${source.weight(0)}.reshape(-1)` } }];
};

const dropout =
  (name: string, spatial = false): Reader =>
  (source, rank) => [
    {
      kind: 'dropout',
      rate: rateOf(source, name),
      rank: spatial ? rank : 0,
      ...(spatial ? { channels: source.channels } : {}),
    },
  ];

/** `F.dropout` drops whenever it is called, unless `training` says otherwise. */
const torchDropout: Reader = (source, rank) => {
  if (!source.has('training')) throw new Untranslated('F.dropout without `training` drops when the model is used, too');
  return dropout('p')(source, rank);
};

function rateOf(source: Source, name: string): number {
  return source.number(name, 0.5);
}

const nothing =
  (note: string | null = null): Reader =>
  () => [{ kind: 'nothing', note }];

const NOISE = 'it changes values in training only, and the other framework has no such layer: it is left out';

const KERAS_LAYERS = {
  Activation: (source: Source) => activationOf(source),
  ReLU: kerasRelu,
  LeakyReLU: (source: Source) => [activationNamed('leaky_relu', { negative_slope: source.number('negative_slope') })],
  ELU: (source: Source) => [activationNamed('elu', { alpha: source.number('alpha') })],
  Softmax: kerasSoftmax,
  PReLU: kerasPrelu,
  Dropout: dropout('rate'),
  'SpatialDropout#D': dropout('rate', true),
  AlphaDropout: nothing(NOISE),
  GaussianNoise: nothing(NOISE),
  GaussianDropout: nothing(NOISE),
  ActivityRegularization: nothing(NOISE),
  Identity: nothing(),
  ...Object.fromEntries(
    ['Flip', 'Rotation', 'Zoom', 'Translation', 'Brightness', 'Contrast'].map((name) => [
      `Random${name}`,
      nothing(NOISE),
    ]),
  ),
};

/** Functions of `keras.ops` and `keras.activations`; their calls are named in capitals. */
const KERAS_FUNCTIONS = Object.fromEntries(
  Object.keys(KERAS).map((name) => [
    `function ${name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`,
    (source: Source) => kerasFunction(source, name),
  ]),
);

function kerasFunction(source: Source, name: string): Operation[] {
  const [found] = named(name, source.shape.length - 1);
  if (!found || found.kind !== 'activation') return [];
  const settings = { ...found.settings };
  for (const key of Object.keys(settings)) {
    if (key === 'approximate' && source.has(key)) settings[key] = source.flag(key) ? 'tanh' : 'none';
    else if (key === 'approximate') settings[key] = 'tanh';
    else if (source.has(key)) settings[key] = source.number(key, settings[key] as number);
  }
  const axis = source.has('axis') ? { axis: source.axis(source.number('axis', -1)) } : {};
  return [{ ...found, settings, ...axis }];
}

/** PyTorch's class or function → the function, the names and defaults of its arguments. */
const TORCH: Readonly<Record<string, readonly [name: string, defaults?: Settings]>> = {
  ReLU: ['relu'],
  ReLU6: ['relu6'],
  LeakyReLU: ['leaky_relu', { negative_slope: 0.01 }],
  ELU: ['elu', { alpha: 1 }],
  SELU: ['selu'],
  CELU: ['celu', { alpha: 1 }],
  GELU: ['gelu', { approximate: 'none' }],
  SiLU: ['silu'],
  Mish: ['mish'],
  Sigmoid: ['sigmoid'],
  Tanh: ['tanh'],
  Softplus: ['softplus', { beta: 1, threshold: 20 }],
  Softsign: ['softsign'],
  LogSigmoid: ['logsigmoid'],
  Hardswish: ['hardswish'],
  Hardsigmoid: ['hardsigmoid'],
  Hardtanh: ['hardtanh', { min_val: -1, max_val: 1 }],
  Tanhshrink: ['tanhshrink'],
  exp: ['exp'],
};

const torchActivation =
  (name: string, defaults: Settings): Reader =>
  (source) => {
    const settings: Record<string, number | string> = {};
    for (const [key, usual] of Object.entries(defaults)) {
      settings[key] = typeof usual === 'string' ? (source.text(key) ?? usual) : source.number(key, usual);
    }
    if (name === 'softplus' && settings['beta'] !== 1) throw new Untranslated('Keras’s softplus has no beta');
    if (name === 'hardtanh' && (settings['min_val'] !== -1 || settings['max_val'] !== 1)) {
      throw new Untranslated('Keras’s hard_tanh goes from -1 to 1 only');
    }
    return [activationNamed(name, name === 'softplus' || name === 'hardtanh' ? {} : settings)];
  };

const torchSoftmax =
  (name: string): Reader =>
  (source) => {
    const rank = source.shape.length;
    // Without `dim` PyTorch takes the first axis of one or three, else the second.
    const dim = numberOf(source.value('dim')) ?? (rank === 3 ? 0 : 1);
    return [{ ...activationNamed(name), axis: source.axis(dim) }];
  };

const torchPrelu: Reader = (source) => [
  { kind: 'prelu', channels: 1, count: source.number('num_parameters'), weights: { weight: source.weight('weight') } },
];

const TORCH_LAYERS = Object.fromEntries(
  Object.entries(TORCH).flatMap(([type, [name, defaults = {}]]) => [
    [type, torchActivation(name, defaults)],
    [`function ${name}`, torchActivation(name, defaults)],
    [`function ${name}_`, torchActivation(name, defaults)],
  ]),
);

/** The arguments of PyTorch's classes and functions that the tracer does not name, in their order. */
export const TORCH_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    Object.entries(TORCH).flatMap(([type, [name, defaults = {}]]) => [
      [type, Object.keys(defaults)],
      [name, Object.keys(defaults)],
    ]),
  ),
  Softmax: ['dim'],
  LogSoftmax: ['dim'],
  softmax: ['dim'],
  log_softmax: ['dim'],
  Dropout: ['p'],
  Dropout1d: ['p'],
  Dropout2d: ['p'],
  Dropout3d: ['p'],
  dropout: ['p', 'training'],
  dropout2d: ['p', 'training'],
};

export const readers = {
  keras: { ...KERAS_LAYERS, ...KERAS_FUNCTIONS },
  pytorch: {
    ...TORCH_LAYERS,
    Softmax: torchSoftmax('softmax'),
    LogSoftmax: torchSoftmax('log_softmax'),
    'function softmax': torchSoftmax('softmax'),
    'function log_softmax': torchSoftmax('log_softmax'),
    PReLU: torchPrelu,
    Dropout: dropout('p'),
    'Dropout#d': dropout('p', true),
    'function dropout': torchDropout,
    'function dropout2d': torchDropout,
    AlphaDropout: nothing(NOISE),
    Identity: nothing(),
    'function contiguous': nothing(),
    'function clone': nothing(),
    'function float': nothing(),
  } as Readonly<Record<string, Reader>>,
};

function activationToPytorch({ name, settings, axis }: Activation, place: Place): TargetTensor {
  const { input } = place;
  const options = Object.entries(settings).map(([key, value]): Argument => [
    key,
    typeof value === 'string' ? `"${value}"` : number(value),
  ]);
  if (axis !== undefined) options.push(['dim', String(input.order.indexOf(axis))]);
  const isOfTensors = ['sigmoid', 'tanh', 'exp', 'relu', 'softmax', 'log_softmax', 'clamp'].includes(name);
  const given = name === 'gelu' ? options.filter(([, value]) => value !== '"none"') : options;
  return place.draft.line(
    [input],
    ([x]) => call(`${isOfTensors ? 'torch' : 'F'}.${name}`, [`${x}`], given),
    place.output,
    input.order,
  );
}

/** PyTorch's name → that of `keras.activations`, where it differs. */
const TO_KERAS: Readonly<Record<string, string>> = {
  logsigmoid: 'log_sigmoid',
  hardsigmoid: 'hard_sigmoid',
  hardswish: 'hard_silu',
  hardtanh: 'hard_tanh',
  tanhshrink: 'tanh_shrink',
  exp: 'exponential',
};

/** TensorFlow's softmax refuses more. */
const MOST_AXES = 5;

function activationToKeras({ name, settings, axis }: Activation, place: Place): TargetTensor {
  const { input } = place;
  const said = TO_KERAS[name] ?? name;
  if (axis === undefined && Object.keys(settings).length === 0) {
    return place.apply(place.layer('layers.Activation', [`"${said}"`], []), input);
  }
  const options = Object.entries(settings).map(([key, value]): Argument =>
    key === 'approximate' ? [key, value === 'tanh' ? 'True' : 'False'] : [key, number(value as number)],
  );
  if (said === 'softmax' && input.order.length > MOST_AXES)
    throw new Untranslated('TensorFlow takes the softmax of at most five axes');
  if (axis !== undefined) options.push(['axis', String(input.order.indexOf(axis))]);
  const callee = `keras.activations.${said}`;
  return place.draft.line([input], ([x]) => call(callee, [`${x}`], options), place.output, input.order);
}

function preluToPytorch({ channels, count, weights }: PRelu, place: Place): TargetTensor {
  const input = place.draft.aligned(place.input, spatialOrder('pytorch', place.input.shape.length - 2, channels));
  return place.apply(place.layer('nn.PReLU', [String(count)], [], weights), input);
}

function preluToKeras({ channels, count, weights }: PRelu, place: Place): TargetTensor {
  const { input } = place;
  const own = input.order.indexOf(channels);
  const rank = input.shape.length;
  const shared = input.order.map((_, axis) => axis).filter((axis) => axis > 0 && (axis !== own || count === 1));
  const shape = input.order.slice(1).map((axis) => (axis === channels ? count : 1));
  const options: Argument[] = [['shared_axes', `[${shared.join(', ')}]`, '[]']];
  if (rank < 2) throw new Untranslated('Keras’s PReLU wants a batch axis');
  if (own === 0 && count > 1) throw new Untranslated('Keras’s PReLU has no slopes along the batch');
  return place.apply(
    place.layer('layers.PReLU', [], options, { weight: `${weights['weight']}.reshape${tuple(shape)}` }),
    input,
  );
}

function dropoutToPytorch({ rate, rank, channels }: Dropout, place: Place): TargetTensor {
  const input =
    channels === undefined ? place.input : place.draft.aligned(place.input, spatialOrder('pytorch', rank, channels));
  return place.apply(place.layer(`nn.Dropout${rank > 0 ? `${rank}d` : ''}`, [number(rate)], []), input);
}

function dropoutToKeras({ rate, rank, channels }: Dropout, place: Place): TargetTensor {
  const isSpatial = channels !== undefined && place.input.shape.length === rank + 2;
  const input = isSpatial ? place.draft.aligned(place.input, spatialOrder('keras', rank, channels)) : place.input;
  return place.apply(
    place.layer(`layers.${isSpatial ? `SpatialDropout${rank}D` : 'Dropout'}`, [number(rate)], []),
    input,
  );
}

function nothingTo({ note }: Nothing, place: Place): TargetTensor {
  if (note) place.note(note);
  return place.input;
}

export const writers = {
  activation: { pytorch: activationToPytorch, keras: activationToKeras },
  prelu: { pytorch: preluToPytorch, keras: preluToKeras },
  dropout: { pytorch: dropoutToPytorch, keras: dropoutToKeras },
  nothing: { pytorch: nothingTo, keras: nothingTo },
};
