/** Modules of Python's library and of its surroundings: some are computed with, of others it is known that no model
 * is stacked by them. */
import { BoundMethod, LibraryFunction, NativeFunction, Partial, PythonFunction } from '../callables.ts';
import { Class } from '../classes.ts';
import type { Context } from '../context.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import { Float, List, Module, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { Stop } from '../run/frame.ts';
import { abstract } from './abstract.ts';
import { argparse } from './argparse.ts';
import { collections } from './collections.ts';
import { contextMembers, types } from './contexts.ts';
import { functionsOf, moduleOf } from './builtins.ts';
import { enumeration } from './enum.ts';
import { itertools } from './itertools.ts';
import { copied } from './copy.ts';
import { NdArray, numpy } from './numpy.ts';
import { binary, numberOf, typeName } from './operators.ts';
import { dataclasses, namedTupleClass } from './records.ts';

function number(value: Value | undefined): number {
  if (value instanceof Unknown) throw new NotFollowed(value);
  const read = value === undefined ? undefined : numberOf(value);
  if (read === undefined) throw new PythonError('TypeError', `must be real number, not ${typeName(value ?? null)}`);
  return read;
}

const math = moduleOf(
  'math',
  new Map<string, Value>([
    ...functionsOf({
      ceil: ([value]) => Math.ceil(number(value)),
      floor: ([value]) => Math.floor(number(value)),
      trunc: ([value]) => Math.trunc(number(value)),
      sqrt: ([value]) => new Float(Math.sqrt(number(value))),
      exp: ([value]) => new Float(Math.exp(number(value))),
      pow: ([base, exponent]) => new Float(number(base) ** number(exponent)),
      log: ([value, base]) =>
        new Float(base === undefined ? Math.log(number(value)) : Math.log(number(value)) / Math.log(number(base))),
      log2: ([value]) => new Float(Math.log2(number(value))),
      log10: ([value]) => new Float(Math.log10(number(value))),
      prod: ([items], context, { keywords }) =>
        context
          .items(items ?? null)
          .reduce((product, item) => binary('*', product, item), keywords.get('start') ?? (1 as Value)),
      sin: ([value]) => new Float(Math.sin(number(value))),
      cos: ([value]) => new Float(Math.cos(number(value))),
      tan: ([value]) => new Float(Math.tan(number(value))),
      tanh: ([value]) => new Float(Math.tanh(number(value))),
      hypot: (args) => new Float(Math.hypot(...args.map(number))),
      lcm: (args) => args.map((one) => Math.abs(number(one))).reduce(lcm, 1),
      comb: ([total, some]) => combinations(number(total), number(some)),
      factorial: ([value]) =>
        Array.from({ length: number(value) }, (_, at) => at + 1).reduce((one, two) => one * two, 1),
      gcd: (args) => args.map((one) => Math.abs(number(one))).reduce((left, right) => gcd(left, right), 0),
      isqrt: ([value]) => Math.floor(Math.sqrt(number(value))),
      fabs: ([value]) => new Float(Math.abs(number(value))),
    }),
    ['pi', new Float(Math.PI)],
    ['e', new Float(Math.E)],
    ['inf', new Float(Infinity)],
  ]),
);

function gcd(left: number, right: number): number {
  return right === 0 ? left : gcd(right, left % right);
}

function lcm(left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : (left / gcd(left, right)) * right;
}

function combinations(total: number, some: number): number {
  if (some > total) return 0;
  return Array.from({ length: some }, (_, at) => at).reduce((all, at) => (all * (total - at)) / (at + 1), 1);
}

const partial: LibraryFunction = new LibraryFunction(
  'partial',
  ({ positional: [func = null, ...args], keywords }) => new Partial(partial, { func, args, keywords }),
);

/** `cache`, `lru_cache`, `lru_cache(maxsize=None)` */
const keepsResults = new LibraryFunction('decorator', ({ positional: [value] }) => {
  const keep = (inner: Value): Value => {
    if (inner instanceof PythonFunction) inner.memo = new Map();
    return inner;
  };
  if (value instanceof PythonFunction) return keep(value);
  return new LibraryFunction('decorator', ({ positional: [inner] }) => keep(inner ?? null));
});
/** `wraps(f)`: a decorator after which a function has the name of `f`. */
const wraps = new LibraryFunction(
  'wraps',
  ({ positional: [wrapped] }) =>
    new LibraryFunction('decorator', ({ positional: [inner = null] }) => {
      if (wrapped instanceof PythonFunction && inner instanceof PythonFunction)
        inner.attributes.set('__name__', wrapped.name).set('__wrapped__', wrapped);
      return inner;
    }),
);

const functools = moduleOf(
  'functools',
  new Map<string, Value>([
    ['partial', partial],
    ['wraps', wraps],
    ['lru_cache', keepsResults],
    ['cache', keepsResults],
    ...functionsOf({
      reduce: ([callee, items, start], context) => {
        const list = context.items(items ?? null);
        const first = start === undefined ? list.shift() : start;
        if (first === undefined) throw new PythonError('TypeError', 'reduce() of empty iterable with no initial value');
        return list.reduce((total, item) => context.call(callee ?? null, { positional: [total, item] }), first);
      },
    }),
  ]),
);

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

const string = moduleOf(
  'string',
  new Map<string, Value>([
    ['ascii_lowercase', LETTERS],
    ['ascii_uppercase', LETTERS.toUpperCase()],
    ['ascii_letters', LETTERS + LETTERS.toUpperCase()],
    ['digits', '0123456789'],
    ['punctuation', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'],
  ]),
);

/** `reduce(operator.mul, sizes)`, `sorted(layers, key=itemgetter(1))`. */
const operator = moduleOf(
  'operator',
  new Map<string, Value>(
    functionsOf({
      add: ([left = null, right = null]) => binary('+', left, right),
      sub: ([left = null, right = null]) => binary('-', left, right),
      mul: ([left = null, right = null]) => binary('*', left, right),
      floordiv: ([left = null, right = null]) => binary('//', left, right),
      truediv: ([left = null, right = null]) => binary('/', left, right),
      itemgetter: (keys) => getter(keys, (context, object, key) => context.item(object, key)),
      attrgetter: (names) =>
        getter(names, (context, object, path) =>
          String(path)
            .split('.')
            .reduce((outer, name) => context.attribute(outer, name) ?? null, object),
        ),
    }),
  ),
);

/** Reads one part of what it is given, or several as a tuple. */
function getter(parts: readonly Value[], read: (context: Context, object: Value, part: Value) => Value): Value {
  return new LibraryFunction('getter', ({ positional: [object = null] }, context) => {
    const [only = null, ...others] = parts.map((part) => read(context, object, part));
    return others.length === 0 ? only : new Tuple([only, ...others]);
  });
}

const copy = moduleOf(
  'copy',
  new Map<string, Value>(
    functionsOf({
      copy: ([value]) => copied(value ?? null, 0),
      deepcopy: ([value]) => copied(value ?? null),
    }),
  ),
);

const sys = new Module('sys', (name) => {
  if (name === 'exit') return ends('sys.exit');
  return name === 'argv' ? new List(['paste.py']) : quiet('sys').find(name);
});

function ends(name: string): Value {
  return new NativeFunction(name, () => {
    throw new Stop(`${name}() ends the program here`, true);
  });
}

/** Modules of which it is known that they stack nothing, whatever is handed to them. */
const QUIET = new Set(
  (
    'matplotlib pandas sklearn scipy os sys time random logging warnings json glob cv2 PIL tqdm seaborn IPython ' +
    'google pathlib wandb skimage pickle datetime csv re shutil requests urllib zipfile tarfile imageio h5py nltk ' +
    'tensorboard tensorboardX visdom albumentations subprocess gc io pprint threading multiprocessing tempfile ' +
    'uuid hashlib platform psutil yaml tabulate plotly networkx pydot graphviz kaggle_datasets kagglehub datasets ' +
    'sentencepiece statistics traceback contextlib torchmetrics librosa soundfile gensim ' +
    'mlflow optuna ray gym gymnasium streamlit gradio flask fastapi pytest unittest doctest tensorflow_datasets tf_keras_vis'
  ).split(' '),
);

const quietModules = new Map<string, Module>();

/** A module that stacks nothing: what stands in it is unknown and harmless. */
export function quiet(path: string): Module {
  const known = quietModules.get(path);
  if (known) return known;
  const module = new Module(path, (name) =>
    /^__\w+__$/.test(name) ? undefined : new Unknown(`\`${path}.${name}\` is not run`, 0, [], true),
  );
  quietModules.set(path, module);
  return module;
}

const typing = new Module('typing', (name) =>
  name === 'NamedTuple' ? namedTupleClass : new Unknown(`\`typing.${name}\` is only a note`, 0, [], true),
);
const future = new Module('__future__', () => null);

/** `train_test_split(x, y, test_size=0.2)`: of each array a part to train with and one to test. */
const trainTestSplit = new LibraryFunction('train_test_split', ({ positional, keywords }) => {
  const part = (name: string, count: number, round: (value: number) => number): number | undefined => {
    const given = keywords.get(name);
    return given instanceof Float ? round(given.value * count) : typeof given === 'number' ? given : undefined;
  };
  const parts = (array: Value): Value[] => {
    const [count, ...rest] = array instanceof NdArray ? array.shape : [];
    if (count === undefined)
      return [array, array].map((one) =>
        one instanceof Unknown ? one : new Unknown('the array is not computed', 0, [], true),
      );
    const trained = part('train_size', count, Math.floor);
    const tested = part('test_size', count, Math.ceil) ?? count - (trained ?? count - Math.ceil(count / 4));
    return [new NdArray([trained ?? count - tested, ...rest]), new NdArray([tested, ...rest])];
  };
  return new List(positional.flatMap(parts));
});
const modelSelection = new Module('sklearn.model_selection', (name) =>
  name === 'train_test_split' ? trainTestSplit : quiet('sklearn.model_selection').find(name),
);

const isFunction = (value: Value | undefined): boolean => value instanceof PythonFunction;
const inspect = moduleOf(
  'inspect',
  new Map<string, Value>(
    functionsOf({
      isfunction: ([value]) => isFunction(value),
      ismethod: ([value]) => value instanceof BoundMethod,
      isclass: ([value]) => value instanceof Class,
      isroutine: ([value]) => isFunction(value) || value instanceof BoundMethod,
    }),
  ),
);

/** `os` as it is where most pastes run; what it finds on a disk is not known. */
const OS: Readonly<Record<string, string>> = {
  sep: '/',
  extsep: '.',
  pathsep: ':',
  curdir: '.',
  linesep: '\n',
  name: 'posix',
};
const paths = new Module('os.path', (name) => OS[name] ?? quiet('os.path').find(name));
const os = new Module('os', (name) => (name === 'path' ? paths : (OS[name] ?? quiet('os').find(name))));

const modules: Record<string, Module> = {
  os,
  'os.path': paths,
  abc: abstract,
  'sklearn.model_selection': modelSelection,
  math,
  functools,
  collections,
  enum: enumeration,
  'collections.abc': collections.find('abc') as Module,
  dataclasses,
  itertools,
  operator,
  string,
  copy,
  argparse,
  sys,
  typing,
  typing_extensions: typing,
  __future__: future,
  types,
  inspect,
  contextlib: new Module('contextlib', (name) => contextMembers.get(name) ?? quiet('contextlib').find(name)),
  numpy,
};

/** The module of Python's surroundings by that path, or undefined. */
export function libraryModule(path: string): Module | undefined {
  if (Object.hasOwn(modules, path)) return modules[path];
  const top = path.split('.')[0] ?? '';
  return QUIET.has(top) ? quiet(path) : undefined;
}

/** Names by which modules are known without an import. */
export const usualNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    np: 'numpy',
    numpy: 'numpy',
    math: 'math',
    plt: 'matplotlib.pyplot',
    pd: 'pandas',
    os: 'os',
    sys: 'sys',
    time: 'time',
    random: 'random',
    partial: 'functools.partial',
    functools: 'functools',
    OrderedDict: 'collections.OrderedDict',
    tqdm: 'tqdm',
    train_test_split: 'sklearn.model_selection.train_test_split',
    itertools: 'itertools',
    copy: 'copy',
    dataclass: 'dataclasses.dataclass',
  }),
);
