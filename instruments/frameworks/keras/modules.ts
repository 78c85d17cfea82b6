/** The modules under which pastes find Keras: `keras`, `tensorflow.keras`, `keras.layers`, `keras.backend`, `tf`. */
import type { Shape } from '../../graph/tensor.ts';
import { bind, NativeFunction, parameters } from '../../languages/python/callables.ts';
import type { Class } from '../../languages/python/classes.ts';
import { NdArray } from '../../languages/python/library/numpy.ts';
import { memoizedModule, Module, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { passive } from '../framework.ts';
import { applicationsOf } from './applications/provided.ts';
import { datasetMember, imageDataset } from './data.ts';
import { cloneFunction } from './models/cloned.ts';
import { initializer } from './initializers.ts';
import { input } from './models/input.ts';
import { backendModule, backendOfTensorFlow, clearSession, randomTensor, setDataFormat } from './backend.ts';
import { checkName } from './names.ts';
import { operation, operationNames } from './operations/operations.ts';
import { tensorflowFunctions } from './operations/tensorflow.ts';
import type { Session } from './session.ts';
import signatures from './signatures.json' with { type: 'json' };

/** Modules whose members stack nothing: losses, optimizers, callbacks, data. */
const PASSIVE_MODULES = `callbacks constraints datasets distribution initializers losses metrics
  mixed_precision optimizers preprocessing regularizers saving tree utils visualization wrappers estimator legacy quantizers
  dtype_policies export`.split(/\s+/);

interface Classes {
  readonly layer: Class;
  readonly model: Class;
  readonly sequential: Class;
  readonly inputLayer: Class;
  /** Every class of `keras.layers` by all of its names. */
  readonly layers: NamedClasses;
}

/** Classes by their names. */
interface NamedClasses {
  get(name: string): Value | undefined;
  keys(): Iterable<string>;
}

/** What stands in `keras` itself. */
function membersOfKeras(
  layers: Module,
  applications: Module,
  classes: Classes,
  session: Session,
): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ['applications', applications],
    ['layers', layers],
    ['ops', opsModule(session)],
    ['models', modelsModule(classes, session)],
    ['backend', backendModule(session)],
    ['config', configModule(session)],
    ['activations', activationsModule(session)],
    ['random', randomModule(session)],
    ...PASSIVE_MODULES.map((name) => [name, passiveModule(`keras.${name}`, session)] as const),
    ['Input', layers.find('Input') as Value],
    ['Model', classes.model],
    ['Sequential', classes.sequential],
    ['Layer', classes.layer],
    ['Functional', classes.model],
    ['Variable', variableFunction(session)],
    ['KerasTensor', session.tensors],
    ['__version__', signatures.version],
  ]);
}

/** Every dotted path of Keras and TensorFlow that is known. */
export function modules(classes: Classes, session: Session): (path: string) => Module | undefined {
  const layers = layersModule(classes, session);
  const applications = applicationsOf(classes, session);
  const parts = membersOfKeras(layers, applications, classes, session);
  const keras = memoizedModule(
    'keras',
    (name) => parts.get(name),
    () => parts.keys(),
  );
  const ofTensorFlow = kerasOfTensorFlow(keras, session);
  const tensorflow = tensorflowModule(ofTensorFlow, session);
  const all = [...parts.values(), keras, tensorflow].filter((one) => one instanceof Module);
  const made = new Map(all.map((one) => [one.path, one]));
  return (path) => {
    const plain = plainPath(path, layers);
    if (plain === 'keras.layers' && !/\blayers$/.test(path)) tellOldModule(path, session);
    if (plain !== path && /^keras(\.(backend|layers))?$/.test(plain))
      return inside(ofTensorFlow, plain.slice('keras.'.length));
    if (plain === 'tensorflow') return tensorflow;
    if (plain.startsWith('tensorflow.')) return tensorflow.find(plain.split('.')[1] as string) as Module | undefined;
    if (plain.startsWith('keras.applications.')) return inside(applications, plain.slice('keras.applications.'.length));
    const found = made.get(plain);
    if (found) return found;
    const [parent, name] = [plain.slice(0, plain.lastIndexOf('.')), plain.slice(plain.lastIndexOf('.') + 1)];
    const member = made.get(parent)?.find(name);
    if (member instanceof Module) return member;
    const isWhole = /^keras\.(layers|models|ops|backend)\./.test(plain); // what is not in these is not known
    return plain.startsWith('keras.') && member === undefined && !isWhole ? passiveModule(plain, session) : undefined;
  };
}

function opsModule(session: Session): Module {
  return memoizedModule(
    'keras.ops',
    (name) => opsMember(name, session),
    () => operationNames,
    true,
  );
}

/** `tf.keras`, whose backend has more. */
function kerasOfTensorFlow(keras: Module, session: Session): Module {
  const backend = backendOfTensorFlow(session);
  const plain = keras.find('layers') as Module;
  const layers = new Module('keras._tf_keras.keras.layers', plain.find, plain.names, plain.isWhole);
  return memoizedModule(
    'keras',
    (name) => (name === 'backend' ? backend : name === 'layers' ? layers : keras.find(name)),
    () => keras.names(),
  );
}

/** A path without the detours that pastes take: `tensorflow.python.keras.layers` is `keras.layers`. */
function plainPath(path: string, layers: Module): string {
  return path
    .replace(/^(tensorflow\.compat\.v[12]|tf)(?=\.|$)/, 'tensorflow')
    .replace(/^tensorflow\.(python\.)?keras(?=\.|$)/, 'keras')
    .replace(/^keras\.(engine|src)(?=\.|$)/, 'keras')
    .replace(/^keras\.layers\.([a-z_]+)$/, (whole, name: string) => (layers.find(name) ? whole : 'keras.layers'));
}

/** `keras.layers.convolutional`: a file of Keras 1 and 2. */
function tellOldModule(path: string, { context }: Session): void {
  context.note(`Keras 3 has no module \`${path}\`: it is read as \`keras.layers\``);
}

/** The module that stands in another, under an empty path that itself. */
function inside(outer: Module, path: string): Module | undefined {
  if (path === '') return outer;
  const found = outer.find(path);
  return found instanceof Module ? found : undefined;
}

function layersModule(classes: Classes, session: Session): Module {
  const inputFunction = new NativeFunction('Input', (args) => input(args, classes.inputLayer, session));
  const functions = new Map<string, Value>([
    ['Input', inputFunction],
    ['InputSpec', passive('InputSpec')],
    ['serialize', passive('layers.serialize')],
    ['deserialize', notHere('layers.deserialize', session)],
  ]);
  for (const [name, cls] of [
    ['add', 'Add'],
    ['subtract', 'Subtract'],
    ['multiply', 'Multiply'],
    ['average', 'Average'],
    ['maximum', 'Maximum'],
    ['minimum', 'Minimum'],
    ['concatenate', 'Concatenate'],
    ['dot', 'Dot'],
  ] as const) {
    functions.set(
      name,
      mergeFunction(name, () => classes.layers.get(cls) as Class, session),
    );
  }
  const find = (name: string): Value | undefined => functions.get(name) ?? classes.layers.get(name);
  return memoizedModule('keras.layers', find, () => [...functions.keys(), ...classes.layers.keys()], true);
}

/** `concatenate([a, b], axis=1)` makes the layer and calls it. */
function mergeFunction(name: string, cls: () => Class, session: Session): NativeFunction {
  return new NativeFunction(name, (args) => {
    const [inputs = args.keywords.get('inputs') ?? null, ...positional] = args.positional;
    const keywords = new Map([...args.keywords].filter(([key]) => key !== 'inputs'));
    const layer = session.context.call(cls(), { positional, keywords });
    return session.context.call(layer, { positional: [inputs] });
  });
}

function opsMember(name: string, session: Session): Value | undefined {
  if (operationNames.includes(name)) return operation(name, session);
  if (name === 'image') return memoizedModule('keras.ops.image', (inner) => opsMember(`image.${inner}`, session));
  if (name === 'nn' || name === 'numpy' || name === 'linalg' || name === 'math') {
    return memoizedModule(`keras.ops.${name}`, (inner) => opsMember(inner, session));
  }
  return undefined;
}

function modelsModule(classes: Classes, session: Session): Module {
  const members = new Map<string, Value>([
    ['Model', classes.model],
    ['Sequential', classes.sequential],
    ['load_model', notHere('load_model', session)],
    ['clone_model', cloneFunction(classes, session)],
    ['model_from_json', notHere('model_from_json', session)],
  ]);
  return memoizedModule(
    'keras.models',
    (name) => members.get(name),
    () => members.keys(),
  );
}

function notHere(name: string, session: Session): NativeFunction {
  return new NativeFunction(name, () => session.context.unknown(`what \`${name}\` loads is not in the paste`));
}

/** Members of unknown modules: whatever is called gives something that harms nothing, unless it gets a model. */
function passiveModule(path: string, session: Session): Module {
  const name = path.split('.').at(-1) as string;
  if (name === 'datasets') return datasetsModule(path);
  if (name === 'initializers')
    return memoizedModule(path, (member) => (member === 'get' ? passive(`${name}.get`) : initializer(member, session)));
  if (path === 'tensorflow.data') {
    return memoizedModule(path, (member) => (member === 'Dataset' ? datasets(session) : passive(`data.${member}`)));
  }
  if (path === 'keras.preprocessing') {
    return memoizedModule(path, (part) =>
      ['image', 'text', 'sequence'].includes(part) ? passiveModule(`${path}.${part}`, session) : passive(part),
    );
  }
  return memoizedModule(path, (member) =>
    (path === 'keras.utils' || member === 'image_dataset_from_directory') && UTILITIES[member]
      ? UTILITIES[member](session)
      : path === 'keras.mixed_precision' && member.includes('policy')
        ? passive(member)
        : /^[a-z_]+$/.test(member) && PASSIVE_MODULES.includes(member)
          ? passiveModule(`${path}.${member}`, session)
          : passive(`${name}.${member}`),
  );
}

/** Functions of `keras.utils` that tell more than that they stack nothing. */
const UTILITIES: Readonly<Record<string, (session: Session) => Value>> = {
  clear_session: clearSession,
  to_categorical: toCategorical,
  image_dataset_from_directory: imageDataset,
  np_utils: (session) => passiveModule('keras.utils', session), // its name in Keras 1 and 2
};

/** `to_categorical(y, 10)`: a new last axis; a label may stand in an axis of its own. */
function toCategorical({ context }: Session): NativeFunction {
  const list = parameters(['x', ['num_classes', null], ['dtype', null]]);
  return new NativeFunction('to_categorical', (args) => {
    const bound = bind(list, args, 'to_categorical');
    const [labels, classes] = [bound.get('x'), bound.get('num_classes')];
    if (!(labels instanceof NdArray) || typeof classes !== 'number')
      return context.unknown('the array is not computed', { harmless: true });
    const { shape } = labels;
    return new NdArray([...(shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape), classes]);
  });
}

const datasets = (session: Session): Module =>
  memoizedModule('tensorflow.data.Dataset', (name) => datasetMember(name, session));

/** The pictures of `keras.datasets` that come with Keras, for training and testing; sizes as its documentation says. */
const DATASETS: Readonly<Record<string, readonly [readonly number[], readonly number[]]>> = {
  mnist: [
    [60000, 28, 28],
    [10000, 28, 28],
  ],
  fashion_mnist: [
    [60000, 28, 28],
    [10000, 28, 28],
  ],
  cifar10: [
    [50000, 32, 32, 3],
    [10000, 32, 32, 3],
  ],
  cifar100: [
    [50000, 32, 32, 3],
    [10000, 32, 32, 3],
  ],
};

/** `keras.datasets.mnist.load_data()`: arrays of known shapes. */
function datasetsModule(path: string): Module {
  return memoizedModule(path, (name) => {
    const pictures = DATASETS[name];
    if (!pictures) return passive(`datasets.${name}`);
    const labels = (count: number): NdArray => new NdArray(name.startsWith('cifar') ? [count, 1] : [count]);
    const part = (shape: readonly number[]): Tuple => new Tuple([new NdArray(shape), labels(shape[0] as number)]);
    const load = new NativeFunction('load_data', () => new Tuple(pictures.map(part)));
    return memoizedModule(`${path}.${name}`, (member) => (member === 'load_data' ? load : undefined));
  });
}

function configModule(session: Session): Module {
  return memoizedModule('keras.config', (name) => {
    if (name === 'set_image_data_format') return setDataFormat(session);
    if (name === 'image_data_format') return new NativeFunction(name, () => session.dataFormat);
    return passive(name);
  });
}

/** `keras.activations.relu(x)`: an operation; handed over by name it is an argument that changes no shape. */
function activationsModule(session: Session): Module {
  const found = (name: string): Value | undefined =>
    name === 'linear' || operationNames.includes(name) ? activation(name, session) : undefined;
  return memoizedModule('keras.activations', (name) => {
    if (name === 'get') return getActivation(found, session);
    return found(name) ?? passive(`activations.${name}`);
  });
}

const activation = (name: string, session: Session): Value | undefined =>
  name === 'linear' ? new NativeFunction(name, ({ positional: [x = null] }) => x, true) : operation(name, session);

/** `keras.activations.get('relu')`: the function by its name; a function stays what it is. */
function getActivation(found: (name: string) => Value | undefined, { context }: Session): NativeFunction {
  return new NativeFunction('get', ({ positional: [given = null], keywords }) => {
    const identifier = keywords.get('identifier') ?? given;
    checkName('', 'activation', identifier);
    if (identifier === null) return found('linear') ?? null;
    if (typeof identifier !== 'string') return identifier;
    return found(identifier) ?? context.unknown(`\`activations.${identifier}\` is not known here`);
  });
}

/** `keras.random`: tensors of a given shape, and what keeps the shape of its input. */
function randomModule(session: Session): Module {
  return memoizedModule('keras.random', (name) => {
    if (['normal', 'uniform', 'truncated_normal', 'randint', 'gamma'].includes(name))
      return randomTensor(name, session);
    if (name === 'dropout' || name === 'shuffle') return operation('relu', session);
    return passive(`random.${name}`);
  });
}

/** `keras.Variable(initializer, shape=…)`: a tensor without a model. */
function variableFunction(session: Session): NativeFunction {
  const list = parameters(['initializer', ['shape', null], ['dtype', null], ['trainable', true], '**kwargs']);
  return new NativeFunction('Variable', (args) => {
    const bound = bind(list, args, 'Variable');
    const shape = bound.get('shape');
    if (shape === null) return bound.get('initializer');
    return session.tensor(session.context.items(shape) as unknown as Shape);
  });
}

const TENSORFLOW_PASSIVE = `data random_seed config distribute io summary train saved_model lite compat
  strings debugging test version sysconfig experimental autograph profiler`.split(/\s+/);
/** What is called by `with` or as a decorator, and changes nothing. */
const TENSORFLOW_SCOPES = ['function', 'GradientTape', 'device', 'name_scope', 'control_dependencies'];

function tensorflowModule(keras: Module, session: Session): Module {
  const functions = tensorflowFunctions(session);
  const inner = (path: string): Module =>
    memoizedModule(
      path,
      (name) => functions.get(name) ?? (operationNames.includes(name) ? operation(name, session) : passive(name)),
    );
  return memoizedModule('tensorflow', (name) => {
    if (name === 'keras') return keras;
    if (name === 'newaxis') return null;
    if (['nn', 'math', 'image', 'linalg', 'random'].includes(name)) return inner(`tensorflow.${name}`);
    if (['float16', 'float32', 'float64', 'int32', 'int64', 'bool', 'string', 'bfloat16', 'uint8'].includes(name))
      return name;
    if (name === '__version__') return signatures.tensorflow;
    const found = functions.get(name);
    if (found) return found;
    if (TENSORFLOW_SCOPES.includes(name)) return passive(name);
    if (name.endsWith('_initializer')) return initializer(name, session);
    if (TENSORFLOW_PASSIVE.includes(name)) return passiveModule(`tensorflow.${name}`, session);
    return /^[A-Z]/.test(name)
      ? passive(name)
      : new NativeFunction(name, () => session.context.unknown(`what \`tf.${name}\` gives is not followed`));
  });
}
