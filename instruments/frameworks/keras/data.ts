/** `tf.data.Dataset` and the datasets that `keras.utils` makes of folders and arrays: the shapes that they give. */
import { mapLeaves, mapTensors } from '../../graph/graph.ts';
import { Tensor } from '../../graph/tensor.ts';
import type { Dimension } from '../../graph/tensor.ts';
import { bind, method, NativeFunction, parameters } from '../../languages/python/callables.ts';
import type { Arguments } from '../../languages/python/callables.ts';
import { Class, Instance } from '../../languages/python/classes.ts';
import { NotFollowed, PythonError } from '../../languages/python/errors.ts';
import { NdArray } from '../../languages/python/library/numpy.ts';
import { Float, Iterator, List, Property, Tuple, Unknown } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { passive } from '../framework.ts';
import type { Session } from './session.ts';

/** Elements that are alike, one after another; how many is null where it is not known. */
interface Run {
  readonly element: Value;
  readonly count: number | null;
}

/** What a dataset gives, in order, and whether a further batch may be smaller. */
interface Elements {
  readonly runs: readonly Run[];
  readonly isOpen: boolean;
}

type Step = (elements: Elements, args: Arguments, session: Session) => Elements | null;

/** `tf.data.Dataset`: what is made of arrays; files and generators are not in the paste. */
export function datasetMember(name: string, session: Session): Value {
  const make = MAKERS[name];
  return make ? maker(name, make, session) : passive(`Dataset.${name}`);
}

function datasetClass(session: Session): Class {
  const members = new Map<string, Value>([
    ...Object.entries(STEPS).map(([name, step]): [string, Value] => [name, stepMethod(name, step, session)]),
    ['__iter__', method('__iter__', (self) => iterate(elementsOf(self)))],
    ['as_numpy_iterator', method('as_numpy_iterator', (self) => iterate(elementsOf(self)))],
    ['__len__', method('__len__', (self) => length(elementsOf(self)) ?? unknownData(session))],
    ['element_spec', new Property(method('element_spec', (self) => specOf(elementsOf(self), session)))],
    [
      '__getattr__',
      method('__getattr__', (_, { positional: [name] }) =>
        session.context.unknown(`what \`Dataset.${String(name)}\` has is not in the paste`, {
          asks: [String(name)],
          harmless: true,
        }),
      ),
    ],
  ]);
  return new Class('Dataset', [], members, 'builtins'); // data, no part of a model
}

const classes = new WeakMap<Session, Class>();

function dataset(elements: Elements, session: Session): Instance {
  const cls = classes.get(session) ?? datasetClass(session);
  classes.set(session, cls);
  const made = new Instance(cls);
  made.state = elements;
  return made;
}

const elementsOf = (self: Instance): Elements => self.state as Elements;

const unknownData = ({ context }: Session): Unknown =>
  context.unknown('what the dataset gives is not known', { harmless: true });

function length({ runs }: Elements): number | null {
  return runs.reduce<number | null>((sum, { count }) => (sum === null || count === null ? null : sum + count), 0);
}

/** One element of each run: those that differ in shape. */
function iterate({ runs }: Elements): Iterator {
  return new Iterator(runs.map(({ element }) => element).values());
}

/** The shapes for all elements: a batch that may be smaller is open. */
function specOf({ runs, isOpen }: Elements, session: Session): Value {
  const [first] = runs;
  if (!first) return unknownData(session);
  if (!isOpen) return first.element;
  return mapTensors(first.element, ({ shape, dtype }) => session.tensor([null, ...shape.slice(1)], dtype));
}

function stepMethod(name: string, step: Step, session: Session): Value {
  return method(name, (self, args) => {
    const elements = step(elementsOf(self), args, session);
    return elements ? dataset(elements, session) : unknownData(session);
  });
}

function maker(name: string, make: (args: Arguments, session: Session) => Elements | null, session: Session): Value {
  const run = new NativeFunction(
    name,
    (args) => {
      const elements = make(args, session);
      return elements ? dataset(elements, session) : unknownData(session);
    },
    true,
  );
  return run;
}

const MAKERS: Readonly<Record<string, (args: Arguments, session: Session) => Elements | null>> = {
  from_tensor_slices: ({ positional: [given], keywords }, session) =>
    slices(given ?? keywords.get('tensors') ?? null, session),
  from_tensors: ({ positional: [given = null] }, session) => {
    const element = asTensors(given, session);
    return element === null ? null : { runs: [{ element, count: 1 }], isOpen: false };
  },
  range: ({ positional }, session) => {
    const [start, stop] = positional.length === 1 ? [0, positional[0]] : positional;
    if (typeof start !== 'number' || typeof stop !== 'number' || positional.length > 2) return null;
    return { runs: [{ element: session.tensor([], 'int64'), count: Math.max(0, stop - start) }], isOpen: false };
  },
  zip: ({ positional }) => {
    const [first] = positional;
    const all = positional.length === 1 && (first instanceof Tuple || first instanceof List) ? first.items : positional;
    const parts = all.map((one) => (one instanceof Instance && isElements(one.state) ? one.state : null));
    const runs = parts.map((part) => (part?.runs.length === 1 ? (part.runs[0] as Run) : null));
    if (runs.length === 0 || runs.includes(null)) return null;
    const counts = runs.map((run) => run?.count ?? null);
    const count = counts.includes(null) ? null : Math.min(...(counts as number[]));
    const element = new Tuple(runs.map((run) => run?.element ?? null));
    return { runs: [{ element, count }], isOpen: parts.some((part) => part?.isOpen === true) };
  },
};

const isElements = (state: unknown): state is Elements =>
  typeof state === 'object' && state !== null && 'runs' in state && 'isOpen' in state;

/** Arrays and numbers as tensors; null where something is not known. */
function asTensors(value: Value, session: Session): Value | null {
  let isKnown = true;
  const element = mapLeaves(value, (leaf) => {
    if (leaf instanceof NdArray) return session.tensor(leaf.shape);
    if (leaf instanceof Tensor) return leaf;
    if (typeof leaf === 'number' || leaf instanceof Float || typeof leaf === 'string') return session.tensor([]);
    isKnown = false;
    return leaf;
  });
  return isKnown ? element : null;
}

/** Of each array the first axis goes away: an element has one cell of it. */
function slices(given: Value, session: Session): Elements | null {
  const whole = asTensors(given, session);
  if (whole === null || given instanceof List) return null;
  const counts = new Set<Dimension>();
  const element = mapTensors(whole, ({ shape, dtype }) => {
    counts.add(shape[0] ?? null);
    return session.tensor(shape.slice(1), dtype);
  });
  const [count = null] = counts;
  return counts.size === 1 && count !== null ? { runs: [{ element, count }], isOpen: false } : null;
}

const same: Step = (elements) => elements;
const uncounted: Step = ({ runs, isOpen }) => ({ runs: runs.map(({ element }) => ({ element, count: null })), isOpen });

const STEPS: Readonly<Record<string, Step>> = {
  ...Object.fromEntries(['cache', 'prefetch', 'shuffle', 'with_options'].map((name) => [name, same])),
  ...Object.fromEntries(['filter', 'repeat', 'shard', 'skip'].map((name) => [name, uncounted])),
  batch: batched,
  map: mapped,
  take: ({ runs, isOpen }, { positional: [given], keywords }) => {
    let left = given ?? keywords.get('count') ?? null;
    if (typeof left !== 'number') return null;
    const taken: Run[] = [];
    for (const { element, count } of runs) {
      if (left === 0) break;
      const part: number = count === null || left < 0 ? left : Math.min(left, count);
      taken.push({ element, count: left < 0 ? count : part });
      left -= left < 0 ? 0 : part;
    }
    return { runs: taken, isOpen };
  },
  unbatch: ({ runs }, _, session) => {
    const [first] = runs;
    if (!first) return null;
    const element = mapTensors(first.element, ({ shape, dtype }) => session.tensor(shape.slice(1), dtype));
    return { runs: [{ element, count: null }], isOpen: false };
  },
  enumerate: ({ runs, isOpen }, _, session) => ({
    runs: runs.map(({ element, count }) => ({ element: new Tuple([session.tensor([], 'int64'), element]), count })),
    isOpen,
  }),
};

const BATCH = parameters(['batch_size', ['drop_remainder', false], '**others']);

function batched({ runs }: Elements, args: Arguments, session: Session): Elements | null {
  const bound = bind(BATCH, args, 'Dataset.batch');
  const [size, drops] = [bound.get('batch_size'), bound.get('drop_remainder')];
  const [run, ...others] = runs;
  if (typeof size !== 'number' || size < 1 || !run || others.length > 0) return null;
  const batch = (many: number): Value =>
    mapTensors(run.element, ({ shape, dtype }) => session.tensor([many, ...shape], dtype));
  const isOpen = drops !== true;
  if (run.count === null) return { runs: [{ element: batch(size), count: null }], isOpen };
  const [full, rest] = [Math.floor(run.count / size), isOpen ? run.count % size : 0];
  const made = [
    { element: batch(size), count: full },
    { element: batch(rest), count: rest > 0 ? 1 : 0 },
  ];
  return { runs: made.filter(({ count }) => count > 0), isOpen };
}

/** What a function of the paste makes of each element; data that cannot be followed is no fault of a model. */
function mapped({ runs, isOpen }: Elements, { positional: [run], keywords }: Arguments, session: Session): Elements {
  const change = run ?? keywords.get('map_func') ?? null;
  const each = (element: Value): Value => {
    try {
      return session.context.call(change, { positional: element instanceof Tuple ? element.items : [element] });
    } catch (error) {
      if (error instanceof PythonError || error instanceof NotFollowed) return unknownData(session);
      throw error;
    }
  };
  return { runs: runs.map(({ element, count }) => ({ element: each(element), count })), isOpen };
}

const FROM_DIRECTORY = parameters([
  'directory',
  ['labels', 'inferred'],
  ['label_mode', 'int'],
  ['class_names', null],
  ['color_mode', 'rgb'],
  ['batch_size', 32],
  ['image_size', new Tuple([256, 256])],
  '**others',
]);

const CHANNELS: Readonly<Record<string, number>> = { grayscale: 1, rgb: 3, rgba: 4 };

/** `image_dataset_from_directory`: batches of pictures, with labels; the folders, which are the classes, are not in the paste. */
export function imageDataset(session: Session): NativeFunction {
  const name = 'image_dataset_from_directory';
  return new NativeFunction(
    name,
    (args) => {
      const bound = bind(FROM_DIRECTORY, args, name);
      const [size, mode, batch] = ['image_size', 'label_mode', 'batch_size'].map((key) => bound.get(key));
      const channels = CHANNELS[session.context.text(bound.get('color_mode'))];
      const sides = size instanceof Tuple || size instanceof List ? size.items : [];
      const [height, width] = sides;
      if (typeof height !== 'number' || typeof width !== 'number' || channels === undefined)
        return unknownData(session);
      if (batch !== null && typeof batch !== 'number') return unknownData(session);
      const many = batch === null ? [] : [batch];
      const images = session.tensor([...many, height, width, channels]);
      const labels =
        bound.get('labels') === null ? null : labelsOf(mode ?? null, many, bound.get('class_names'), session);
      const element = labels === null ? images : new Tuple([images, labels]);
      const made = dataset({ runs: [{ element, count: null }], isOpen: batch !== null }, session);
      const names = bound.get('class_names');
      if (names !== null) made.attributes.set('class_names', names);
      const others = bound.get('others');
      const isBoth = 'get' in Object(others) && (others as { get(key: Value): Value }).get('subset') === 'both';
      return isBoth ? new Tuple([made, made]) : made;
    },
    true,
  );
}

function labelsOf(mode: Value, many: readonly number[], names: Value, session: Session): Value {
  if (mode === null) return null;
  if (mode === 'int') return session.tensor(many, 'int32');
  if (mode === 'binary') return session.tensor([...many, 1]);
  if (names instanceof List || names instanceof Tuple) return session.tensor([...many, names.items.length]);
  return session.context.unknown('how many classes the folders are is not in the paste', { harmless: true });
}
