/** What the paste can do with a tensor: attributes, operators, indices; methods are the operations. */
import { unknownIn } from '../../../graph/graph.ts';
import { cells, Tensor } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import { bind, method, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { Class } from '../../../languages/python/classes.ts';
import { NotFollowed, PythonError } from '../../../languages/python/errors.ts';
import {
  ELLIPSIS,
  Float,
  List,
  MethodTuple,
  Property,
  Slice,
  Tuple,
  Unknown,
} from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { sliced } from '../../../languages/python/library/operators.ts';
import { known } from '../../framework.ts';
import { stridesOf } from '../layout.ts';
import type { Strides } from '../layout.ts';
import { isTrained, setTrained } from '../module.ts';
import { axisIn, sizesOf, tensorOf } from '../reading.ts';
import { Numbers } from '../session.ts';
import type { Session } from '../session.ts';
import { withBounds } from '../bounds.ts';
import { dtypeNamed, fromValues, ofOldClass } from '../made.ts';
import { ofKind } from '../types.ts';
import { forget, operation, operationNames, traced } from './operations.ts';
import { requireTaken } from './taken.ts';
import { indexed, indexedStrides, multiplied, requireFits, swapped } from './shapes.ts';

const OPERATORS: Readonly<Record<string, string>> = {
  add: 'add',
  sub: 'sub',
  mul: 'mul',
  truediv: 'div',
  floordiv: 'floor_divide',
  mod: 'remainder',
  lt: 'lt',
  le: 'le',
  gt: 'gt',
  ge: 'ge',
  eq: 'eq',
  ne: 'ne',
  and: 'logical_and',
  or: 'logical_or',
  xor: 'logical_xor',
};

/** What `+=` and kin call: they change the tensor and may not change its shape. */
const IN_PLACE: Readonly<Record<string, string>> = { add: 'add_', sub: 'sub_', mul: 'mul_', truediv: 'div_' };

export function tensorClass(): Class {
  return new Class('Tensor', [], new Map(), 'torch');
}

/** The members of tensors, once there is a session. */
export function fillTensors(session: Session): void {
  const { members } = session.tensors;
  fillOperations(members, session);
  fillProtocols(members, session);
  fillSizes(members, session);
  fillAttributes(members, session);
  fillGradients(members);
  fillTurned(members, session);
  fillValues(members, session);
  session.parameters.members.set('__new__', newParameter());
}

/** `nn.Parameter(tensor, requires_grad=True)` */
function newParameter(): NativeFunction {
  const list = parameters(['cls', ['data', null], ['requires_grad', true]]);
  return new NativeFunction('Parameter', (args) => {
    const bound = bind(list, args, 'Parameter.__new__');
    const data = known(bound.get('data'), 'a Parameter');
    if (!(data instanceof Tensor)) throw new PythonError('TypeError', 'a Parameter is made of a tensor');
    const made = new Tensor(bound.get('cls') as Class, data.shape, data.dtype, 'parameter');
    setTrained(made, bound.get('requires_grad') !== false);
    return made;
  });
}

/** Operations are methods; operators call them. */
function fillOperations(members: Map<string, Value>, session: Session): void {
  for (const name of operationNames) members.set(name, operation(name, session, 'Tensor') as Value);
  for (const [python, name] of Object.entries(OPERATORS)) {
    const run = operation(name, session) as NativeFunction;
    members.set(`__${python}__`, run);
    members.set(`__r${python}__`, reversed(run));
    members.set(`__i${python}__`, operation(IN_PLACE[python] ?? name, session) as NativeFunction);
  }
  const power = operation('pow', session) as Value;
  members.set('__pow__', power);
  members.set('__rpow__', power);
  for (const name of ['neg', 'abs', 'pos', 'invert']) members.set(`__${name}__`, operation('neg', session) as Value);
  const product = matrixProduct(session);
  members.set('__matmul__', product);
  members.set('__rmatmul__', reversed(product));
}

/** What Python's syntax and built-in functions ask of a tensor. */
function fillProtocols(members: Map<string, Value>, session: Session): void {
  members.set('__getitem__', item(session));
  members.set(
    '__setitem__',
    method<Tensor>('__setitem__', (self, { positional: [key = null, value = null] }) => {
      forget(self);
      session.context.graph.changes(self);
      const picks = picksOf(key);
      const isKnown = !unknownIn([key]) && picks.every(holdsPlaces);
      if (value instanceof Tensor && isKnown) requireFits(indexed(self.shape, key), value.shape, picks.length > 0);
      return null;
    }),
  );
  members.set(
    '__new__',
    new NativeFunction('Tensor', ({ positional, keywords }) =>
      ofOldClass({ positional: positional.slice(1), keywords }, 'float32', session),
    ),
  );
  members.set(
    '__len__',
    method<Tensor>('__len__', (self) => {
      if (self.shape.length === 0) throw new PythonError('TypeError', 'len() of a 0-d tensor');
      return self.shape[0] ?? 0;
    }),
  );
  members.set(
    '__bool__',
    method<Tensor>('__bool__', (self) => truthOf(self, session)),
  );
  for (const name of ['__int__', '__float__', '__index__']) {
    members.set(
      name,
      method<Tensor>(name, (self) => scalarOf(self, name, session)),
    );
  }
}

/** `int(x)`, `float(x)`, and `x` where Python asks for an index. @throws PythonError where PyTorch has no answer */
function scalarOf(self: Tensor, name: string, { context }: Session): Value {
  const count = cells(self.shape);
  if (name === '__index__' && ((count !== null && count !== 1) || !/int|bool/.test(self.dtype)))
    throw new PythonError('TypeError', 'only integer tensors of a single element can be converted to an index');
  if (count !== null && count !== 1)
    throw new PythonError('ValueError', 'only one element tensors can be converted to Python scalars');
  const [number] = self.meta instanceof Numbers ? self.meta.all : [];
  if (number === undefined) return context.unknown('a tensor has no values here', { harmless: true });
  return name === '__float__' ? new Float(number) : Math.trunc(number);
}

function fillSizes(members: Map<string, Value>, session: Session): void {
  const sizes = (self: Tensor): Tuple => sizeTuple(self.shape, session);
  members.set('shape', new Property(method<Tensor>('shape', sizes)));
  members.set(
    'size',
    method<Tensor>('size', (self, args) => {
      const dim = args.positional[0] ?? args.keywords.get('dim') ?? null;
      return dim === null ? sizes(self) : sizeOf(self, dim, session);
    }),
  );
  members.set(
    'dim',
    method<Tensor>('dim', (self) => self.shape.length),
  );
  members.set(
    'ndimension',
    method<Tensor>('ndimension', (self) => self.shape.length),
  );
  members.set('ndim', new Property(method<Tensor>('ndim', (self) => self.shape.length)));
  members.set(
    'numel',
    method<Tensor>('numel', (self) => cells(self.shape) ?? session.context.unknown('an open size')),
  );
  members.set('nelement', members.get('numel') as Value);
}

const requireMethodTakes = (name: string, self: Tensor, { positional, keywords }: Arguments): void => {
  requireTaken('Tensor', name, { positional: [self, ...positional], keywords });
};

function fillAttributes(members: Map<string, Value>, session: Session): void {
  members.set('dtype', new Property(method<Tensor>('dtype', (self) => self.dtype)));
  members.set('device', new Property(method('device', () => session.device)));
  for (const name of ['new', 'new_zeros', 'new_ones', 'new_empty', 'new_full'])
    members.set(
      name,
      method<Tensor>(name, (self, args) => {
        requireMethodTakes(name, self, args);
        return session.tensor(sizesGiven(args, name));
      }),
    );
  const ofValues = fromValues('tensor', session);
  members.set(
    'new_tensor',
    method<Tensor>('new_tensor', (self, args) => {
      requireMethodTakes('new_tensor', self, args);
      return session.context.call(ofValues, args);
    }),
  );
  for (const name of ['to', 'cuda', 'cpu', 'type'])
    members.set(
      name,
      method<Tensor>(name, (self, args) => {
        requireMethodTakes(name, self, args);
        return ofKind(self, [...args.positional, ...args.keywords.values()], dtypeNamed); // whatever device it is
      }),
    );
  members.set('data', new Property(method('data', (self) => self)));
  for (const name of ['is_cuda', 'is_sparse', 'is_quantized', 'is_mps'])
    members.set(name, new Property(method(name, () => false))); // as on a machine without an accelerator
  for (const name of ['real', 'imag']) {
    const run = operation(name, session) as NativeFunction;
    const part = method<Tensor>(name, (self) => session.context.call(run, { positional: [self] }));
    members.set(name, new Property(part));
  }
}

/** Whether training changes it. */
function fillGradients(members: Map<string, Value>): void {
  members.set(
    'requires_grad',
    new Property(
      method<Tensor>('requires_grad', isTrained),
      method<Tensor>('requires_grad', (self, args) => {
        setTrained(self, args.positional[0] !== false);
        return null;
      }),
    ),
  );
  members.set(
    'requires_grad_',
    method<Tensor>('requires_grad_', (self, args) => {
      requireMethodTakes('requires_grad_', self, args);
      setTrained(self, (args.positional[0] ?? args.keywords.get('requires_grad')) !== false);
      return self;
    }),
  );
}

/** `x.T` and `x.mT`: the same cells, other axes. */
function fillTurned(members: Map<string, Value>, session: Session): void {
  members.set(
    'T',
    new Property(
      method<Tensor>('T', (self) => {
        const strides = stridesOf(self);
        return withStrides(session.tensor([...self.shape].reverse()), strides && [...strides].reverse());
      }),
    ),
  );
  members.set(
    'mT',
    new Property(
      method<Tensor>('mT', (self) => {
        const rank = self.shape.length;
        if (rank < 2) {
          const message = `tensor.mT is only supported on matrices or batches of matrices. Got ${rank}-D tensor.`;
          throw new PythonError('RuntimeError', message);
        }
        const strides = stridesOf(self);
        return withStrides(
          session.tensor(swapped(self.shape, -1, -2)),
          strides && (swapped(strides, -1, -2) as Strides),
        );
      }),
    ),
  );
}

/** Unknown where PyTorch would read the number. @throws PythonError where PyTorch has no answer */
function truthOf({ shape, meta }: Tensor, { context }: Session): Value {
  const count = cells(shape);
  if (count === 0 || (count !== null && count > 1)) {
    const which = count === 0 ? 'no values' : 'more than one value';
    throw new PythonError('RuntimeError', `Boolean value of Tensor with ${which} is ambiguous`);
  }
  const [number] = meta instanceof Numbers ? meta.all : [];
  return number === undefined ? context.unknown('a tensor has no values here') : number !== 0;
}

/** Numbers are known of what `linspace` and `arange` make; what asks for others harms no shape. */
function fillValues(members: Map<string, Value>, session: Session): void {
  members.set(
    'numpy',
    method('numpy', (self) => self),
  );
  members.set(
    'item',
    method<Tensor>('item', (self) => numbersOf(self, session, ([only]) => only ?? null)),
  );
  members.set(
    'tolist',
    method<Tensor>('tolist', (self) =>
      numbersOf(self, session, (all) => (self.shape.length === 0 ? (all[0] ?? null) : new List([...all]))),
    ),
  );
  members.set(
    'backward',
    method('backward', () => null),
  );
}

function numbersOf({ meta, dtype }: Tensor, { context }: Session, read: (all: readonly Value[]) => Value): Value {
  if (!(meta instanceof Numbers) || meta.all.length === 0)
    return context.unknown('a tensor has no values here', { harmless: true });
  return read(meta.all.map((number) => (/^int/.test(dtype) ? number : new Float(number))));
}

/** `x.new_zeros(2, 3)`, `x.new_zeros((2, 3))`, `x.new_full((2, 3), 1)` */
function sizesGiven({ positional, keywords }: Arguments, name: string): Shape {
  const [only = null] = positional;
  const isList = only instanceof Tuple || only instanceof List || name === 'new_full';
  const value = keywords.get('size') ?? (isList ? only : new Tuple(positional));
  if (value instanceof Unknown) throw new NotFollowed(value, `sizes of ${name}`);
  return sizesOf(value, `sizes of ${name}`);
}

function withStrides(tensor: Tensor, strides: Strides | null | undefined): Tensor {
  tensor.strides = strides;
  return tensor;
}

/** `torch.Size`: a tuple that counts its cells. An open size is no None. */
export function sizeTuple(shape: Shape, { context }: Session): Tuple {
  const open = (): Value => context.unknown('an open size', { harmless: true });
  const count = new NativeFunction('numel', () => cells(shape) ?? open());
  return new MethodTuple(
    shape.map((size) => size ?? open()),
    new Map([['numel', count]]),
  );
}

function sizeOf(self: Tensor, dim: Value, { context }: Session): Value {
  if (typeof dim !== 'number') throw new PythonError('TypeError', 'size(): argument must be an int');
  return self.shape[axisIn(dim, self.shape.length)] ?? context.unknown('an open size', { harmless: true });
}

function reversed(run: NativeFunction): NativeFunction {
  return new NativeFunction(run.name, ({ positional: [self = null, other = null], keywords }, context) =>
    context.call(run, { positional: [other, self], keywords }),
  );
}

function matrixProduct(session: Session): NativeFunction {
  const native: NativeFunction = new NativeFunction('matmul', (args) =>
    traced(native, args, session, () => {
      const [left, right] = args.positional.map((one) => tensorOf(one, 'a factor of @', session).shape);
      return session.tensor(multiplied(left ?? [], right ?? []));
    }),
  );
  return native;
}

function item(session: Session): NativeFunction {
  const native: NativeFunction = new NativeFunction('getitem', (args) => {
    const [self, key = null] = args.positional;
    if (key instanceof Unknown) throw new NotFollowed(key, 'an index');
    return traced(native, args, session, () => {
      const picks = picksOf(key);
      if (!picks.every(holdsPlaces)) {
        throw new NotFollowed(session.context.unknown('an index that is a tensor is not followed'), 'an index');
      }
      const { shape } = self as Tensor;
      const picked = session.tensor(indexed(shape, key), (self as Tensor).dtype, part(self as Tensor, key));
      const made = (onlyAddsAxes(key) ? withBounds('unsqueeze', [self as Tensor], picked) : picked) as Tensor;
      made.isTyped = (self as Tensor).isTyped;
      const strides = stridesOf(self as Tensor);
      if (picks.length > 0) return withStrides(made, (self as Tensor).strides === undefined ? undefined : null); // a copy
      return withStrides(made, strides && indexedStrides(shape, strides, key));
    });
  });
  return native;
}

/** The lists and tensors of places in an index. */
function picksOf(key: Value): Value[] {
  const isPick = (one: Value): boolean => one instanceof Tensor || one instanceof List || typeof one === 'boolean';
  return (key instanceof Tuple ? key.items : [key]).filter(isPick);
}

/** `x[None]`, `x[:, None]` */
function onlyAddsAxes(key: Value): boolean {
  const isWhole = (one: Value): boolean =>
    one === null ||
    one === ELLIPSIS ||
    (one instanceof Slice && one.start === null && one.stop === null && one.step === null);
  return key instanceof Tuple ? key.items.every(isWhole) : isWhole(key);
}

/** The numbers that are picked where they are known. */
function part({ meta }: Tensor, key: Value): Numbers | undefined {
  if (meta instanceof Numbers && meta.all.length > 0 && key instanceof Slice)
    return new Numbers(sliced(key, meta.all.length).map((at) => meta.all[at] as number));
  const number = meta instanceof Numbers && typeof key === 'number' ? meta.all.at(key) : undefined;
  return number === undefined ? undefined : new Numbers([number]);
}

/** Whether it picks places by their numbers; `x[x > 0]` picks as many as there are, which no shape tells. */
function holdsPlaces(index: Value): boolean {
  if (typeof index === 'boolean') return false;
  if (index instanceof Tensor) return /^int/.test(index.dtype);
  return index instanceof List && index.items.every((one) => typeof one === 'number');
}
