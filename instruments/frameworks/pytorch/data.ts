/** `torch.utils.data`: what batches a loader gives, where the paste has what it loads. */
import { mapTensors } from '../../graph/graph.ts';
import { Tensor } from '../../graph/tensor.ts';
import { bind, method, NativeFunction, parameters } from '../../languages/python/callables.ts';
import { Class, Instance } from '../../languages/python/classes.ts';
import { NdArray } from '../../languages/python/library/numpy.ts';
import { Dict, Float, Iterator, List, Tuple, Unknown } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { passive } from '../framework.ts';
import type { Session } from './session.ts';

/** Examples one by one, of the paste's own class too. */
interface Examples {
  readonly count: number;
  at(index: number): Value;
}

const LOADER = parameters([
  'dataset',
  ['batch_size', 1],
  ['shuffle', null],
  ['sampler', null],
  ['batch_sampler', null],
  ['num_workers', 0],
  ['collate_fn', null],
  ['pin_memory', false],
  ['drop_last', false],
  '**others',
]);

const made = new WeakMap<Session, Map<string, Value>>();

/** A member of `torch.utils.data`. */
export function dataMember(name: string, session: Session): Value {
  const members = made.get(session) ?? allMembers(session);
  made.set(session, members);
  return members.get(name) ?? passive(name);
}

function allMembers(session: Session): Map<string, Value> {
  const base = new Class('Dataset', [], new Map(), 'builtins'); // data, no part of a model
  return new Map<string, Value>([
    ['Dataset', base],
    ['TensorDataset', tensorDataset(base, session)],
    ['Subset', subset(base, session)],
    ['ConcatDataset', concatenated(base, session)],
    ['random_split', randomSplit(base, session)],
    ['DataLoader', dataLoader(session)],
  ]);
}

/** What a dataset has, asked as Python asks it; null where it has no number of examples that is known. */
function examplesOf(dataset: Value, { context }: Session): Examples | null {
  if (dataset instanceof List) return { count: dataset.items.length, at: (index) => dataset.items[index] ?? null };
  if (!(dataset instanceof Instance) || dataset.doubt) return null;
  const [size, item] = ['__len__', '__getitem__'].map((name) =>
    dataset.cls.lookup(name) === undefined ? undefined : context.attribute(dataset, name),
  );
  if (size === undefined || item === undefined) return null;
  const count = context.call(size);
  return typeof count === 'number' ? { count, at: (index) => context.call(item, { positional: [index] }) } : null;
}

/** An instance of a built-in dataset. */
function dataset(cls: string, base: Class, { count, at }: Examples): Instance {
  const members = new Map<string, Value>([
    ['__len__', method('__len__', () => count)],
    ['__getitem__', method('__getitem__', (_, { positional: [index] }) => at(typeof index === 'number' ? index : 0))],
  ]);
  return new Instance(new Class(cls, [base], members, 'builtins'));
}

function tensorDataset(base: Class, session: Session): NativeFunction {
  const part = ({ shape, dtype, isTyped }: Tensor): Tensor => {
    const one = session.tensor(shape.slice(1), dtype);
    one.isTyped = isTyped;
    return one;
  };
  return new NativeFunction(
    'TensorDataset',
    ({ positional }) => {
      const tensors = positional.flatMap((one) => (one instanceof Tensor ? [one] : []));
      const [count = null] = tensors.map(({ shape }) => shape[0] ?? null);
      if (count === null || tensors.length < positional.length || tensors.some(({ shape }) => shape[0] !== count))
        return session.context.unknown('the tensors of TensorDataset are not known', { harmless: true });
      const whole = dataset('TensorDataset', base, { count, at: () => new Tuple(tensors.map(part)) });
      whole.attributes.set('tensors', new Tuple(tensors));
      return whole;
    },
    true,
  );
}

function subset(base: Class, session: Session): NativeFunction {
  return new NativeFunction(
    'Subset',
    ({ positional: [whole = null, indices = null] }) => {
      const examples = examplesOf(whole, session);
      if (!examples || indices instanceof Unknown) return unknownData('Subset', session);
      const count = indices instanceof Tensor ? indices.shape[0] : session.context.items(indices).length;
      return count ? part(whole, examples, count, base) : unknownData('Subset', session);
    },
    true,
  );
}

const unknownData = (name: string, { context }: Session): Unknown =>
  context.unknown(`what ${name} has is not known`, { harmless: true });

/** Some of the examples; which ones changes no shape. */
function part(whole: Value, { at }: Examples, count: number, base: Class): Instance {
  const some = dataset('Subset', base, { count, at });
  some.attributes.set('dataset', whole);
  return some;
}

function concatenated(base: Class, session: Session): NativeFunction {
  return new NativeFunction(
    'ConcatDataset',
    ({ positional: [datasets = null] }) => {
      const all = session.context.items(datasets).map((one) => examplesOf(one, session));
      const known = all.flatMap((one) => one ?? []);
      const [first, last] = [known[0], known.at(-1)];
      if (!first || !last || known.length < all.length) return unknownData('ConcatDataset', session);
      const count = known.reduce((sum, one) => sum + one.count, 0);
      const at = (index: number): Value => (index < first.count ? first.at(index) : last.at(last.count - 1));
      return dataset('ConcatDataset', base, { count, at });
    },
    true,
  );
}

function randomSplit(base: Class, session: Session): NativeFunction {
  return new NativeFunction(
    'random_split',
    ({ positional: [whole = null, given = null], keywords }) => {
      const examples = examplesOf(whole, session);
      const lengths = keywords.get('lengths') ?? given;
      if (!examples || lengths instanceof Unknown) return unknownData('random_split', session);
      const sizes = session.context.items(lengths);
      if (sizes.some((size) => size instanceof Unknown)) return unknownData('random_split', session);
      return new List(counts(sizes, examples.count).map((count) => part(whole, examples, count, base)));
    },
    true,
  );
}

/** Numbers of examples, or parts of 1: what rounding leaves over goes to the first ones. */
function counts(sizes: readonly Value[], all: number): number[] {
  const isParts = sizes.some((size) => size instanceof Float);
  if (!isParts) return sizes as number[];
  const found = sizes.map((size) => Math.floor(all * (size instanceof Float ? size.value : Number(size))));
  const left = all - found.reduce((sum, one) => sum + one, 0);
  return found.map((count, index) => count + (index < left ? 1 : 0));
}

/** A loader gives its batches that differ in size: the first, and the last where it is smaller. */
function dataLoader(session: Session): NativeFunction {
  const loaders = loaderClass(session);
  return new NativeFunction(
    'DataLoader',
    (args) => {
      const bound = bind(LOADER, args, 'DataLoader');
      const [data, size] = [bound.get('dataset'), bound.get('batch_size')];
      const isOwn = ['batch_sampler', 'collate_fn', 'sampler'].some((name) => bound.get(name) !== null);
      const examples = examplesOf(data, session);
      if (isOwn || !examples || typeof size !== 'number')
        return session.context.unknown('what DataLoader loads is not known', { harmless: true });
      const loader = new Instance(loaders);
      loader.state = examples;
      loader.attributes.set('dataset', data).set('batch_size', size).set('drop_last', bound.get('drop_last'));
      return loader;
    },
    true,
  );
}

function loaderClass(session: Session): Class {
  const members = new Map<string, Value>([
    [
      '__len__',
      method('__len__', (self) => {
        const many = (self.state as Examples).count / (self.attributes.get('batch_size') as number);
        return self.attributes.get('drop_last') === true ? Math.floor(many) : Math.ceil(many);
      }),
    ],
    [
      '__getattr__',
      method('__getattr__', () => session.context.unknown('what a DataLoader has is not read', { harmless: true })),
    ],
    ['__iter__', method('__iter__', (self) => new Iterator(batchesOf(self, session).values()))],
  ]);
  return new Class('DataLoader', [], members, 'torch.utils.data');
}

function batchesOf(self: Instance, session: Session): Value[] {
  const { count, at } = self.state as Examples;
  const size = self.attributes.get('batch_size') as number;
  const rest = self.attributes.get('drop_last') === true ? 0 : count % size;
  const sizes = [...(count >= size ? [size] : []), ...(rest > 0 ? [rest] : [])];
  if (sizes.length === 0) return [];
  const [first, last] = [at(0), at(count - 1)];
  const isAlike = shapesIn(first) === shapesIn(last);
  if (!isAlike) return [session.context.unknown('the examples are not all of one shape', { harmless: true })];
  const { dataset } = Object.fromEntries(self.attributes) as { dataset?: Value };
  if (dataset instanceof Instance && dataset.cls.module === null)
    session.context.note(`the examples of ${dataset.cls.name} are read as if all had the shapes of its first and last`);
  return sizes.map((many) => batch(first, many, session));
}

function shapesIn(example: Value): string {
  const shapes: string[] = [];
  mapTensors(example, (tensor) => {
    shapes.push(JSON.stringify(tensor.shape));
    return tensor;
  });
  return shapes.join();
}

/** As PyTorch puts examples together: what is unknown or text stays so, and no model takes it. */
function batch(example: Value, size: number, session: Session): Value {
  const inner = (value: Value): Value => batch(value, size, session);
  if (example instanceof Tensor) {
    const whole = session.tensor([size, ...example.shape], example.dtype);
    whole.isTyped = example.isTyped;
    return whole;
  }
  if (example instanceof NdArray) return session.tensor([size, ...example.shape]);
  if (typeof example === 'number') return session.tensor([size], 'int64');
  if (typeof example === 'boolean') return session.tensor([size], 'bool');
  if (example instanceof Float) return session.tensor([size], 'float64');
  if (example instanceof Tuple || example instanceof List) return new List(example.items.map(inner));
  if (example instanceof Dict) return Dict.of(example.keys().map((key) => [key, inner(example.get(key) ?? null)]));
  return example instanceof Unknown ? example : unknownData('a batch', session);
}
