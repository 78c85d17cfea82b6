/** `torch.utils.data`: what batches a loader gives, where the paste has the tensors that it loads. */
import { Tensor } from '../../graph/tensor.ts';
import { bind, method, NativeFunction, parameters } from '../../languages/python/callables.ts';
import { Class, Instance } from '../../languages/python/classes.ts';
import { Iterator, List, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { passive } from '../framework.ts';
import type { Session } from './session.ts';

/** Tensors that a `TensorDataset` has side by side, each with its examples on the first axis. */
interface Examples {
  readonly tensors: readonly Tensor[];
  readonly count: number;
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

/** A member of `torch.utils.data`. */
export function dataMember(name: string, session: Session): Value {
  if (name === 'TensorDataset') return tensorDataset(session);
  if (name === 'DataLoader') return dataLoader(session);
  return passive(name);
}

const isExamples = (state: unknown): state is Examples =>
  state !== null && typeof state === 'object' && 'tensors' in state;

function tensorDataset(session: Session): NativeFunction {
  const part = ({ shape, dtype }: Tensor): Tensor => session.tensor(shape.slice(1), dtype);
  const members = new Map<string, Value>([
    ['__len__', method('__len__', (self) => (self.state as Examples).count)],
    ['__getitem__', method('__getitem__', (self) => new Tuple((self.state as Examples).tensors.map(part)))],
  ]);
  const cls = new Class('TensorDataset', [], members, 'torch.utils.data');
  return new NativeFunction(
    'TensorDataset',
    ({ positional: tensors }) => {
      const counts = tensors.map((one) => (one instanceof Tensor ? (one.shape[0] ?? null) : null));
      const [count = null] = counts;
      if (count === null || counts.some((other) => other !== count))
        return session.context.unknown('the tensors of TensorDataset are not known', { harmless: true });
      const made = new Instance(cls);
      made.state = { tensors, count } as Examples;
      return made;
    },
    true,
  );
}

/** A loader is the list of its batches that differ in size: the first, and the last where it is smaller. */
function dataLoader(session: Session): NativeFunction {
  const loaders = loaderClass(session);
  return new NativeFunction(
    'DataLoader',
    (args) => {
      const bound = bind(LOADER, args, 'DataLoader');
      const [dataset, size] = [bound.get('dataset'), bound.get('batch_size')];
      const isOwn = ['batch_sampler', 'collate_fn', 'sampler'].some((name) => bound.get(name) !== null);
      if (isOwn || !(dataset instanceof Instance) || !isExamples(dataset.state) || typeof size !== 'number')
        return session.context.unknown('what DataLoader loads is not known', { harmless: true });
      const made = new Instance(loaders);
      made.attributes.set('dataset', dataset).set('batch_size', size).set('drop_last', bound.get('drop_last'));
      return made;
    },
    true,
  );
}

function loaderClass(session: Session): Class {
  const batches = (self: Instance): number[] => {
    const { count } = (self.attributes.get('dataset') as Instance).state as Examples;
    const size = self.attributes.get('batch_size') as number;
    const rest = self.attributes.get('drop_last') === true ? 0 : count % size;
    return [...(count >= size ? [size] : []), ...(rest > 0 ? [rest] : [])];
  };
  const members = new Map<string, Value>([
    [
      '__len__',
      method('__len__', (self) => {
        const { count } = (self.attributes.get('dataset') as Instance).state as Examples;
        const many = count / (self.attributes.get('batch_size') as number);
        return self.attributes.get('drop_last') === true ? Math.floor(many) : Math.ceil(many);
      }),
    ],
    [
      '__getattr__',
      method('__getattr__', () => session.context.unknown('what a DataLoader has is not read', { harmless: true })),
    ],
    [
      '__iter__',
      method('__iter__', (self) => {
        const { tensors } = (self.attributes.get('dataset') as Instance).state as Examples;
        const made = batches(self).map(
          (size) => new List(tensors.map(({ shape, dtype }) => session.tensor([size, ...shape.slice(1)], dtype))),
        );
        return new Iterator(made.values());
      }),
    ],
  ]);
  return new Class('DataLoader', [], members, 'torch.utils.data');
}
