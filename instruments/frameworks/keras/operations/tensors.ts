/** What the paste can do with a symbolic tensor: its attributes, operators and indices. */
import { Tensor } from '../../../graph/tensor.ts';
import { method, NativeFunction } from '../../../languages/python/callables.ts';
import { Class } from '../../../languages/python/classes.ts';
import { NotFollowed, PythonError, Refusal } from '../../../languages/python/errors.ts';
import { List, MethodTuple, Property, Tuple, Unknown } from '../../../languages/python/values.ts';
import { isOfTensorFlow } from '../layer/situation.ts';
import type { Session } from '../session.ts';
import { shapeOfOperand } from './arguments.ts';
import { resultOf, traced } from './operations.ts';
import { broadcastByTensorFlow, broadcastComputed, broadcastShapes, indexed, multiplied, reduced } from './shapes.ts';
import type { Shape } from '../../../graph/tensor.ts';
import type { Value } from '../../../languages/python/values.ts';

/** Python's operator → Keras's operation. */
const OPERATORS = {
  add: 'Add',
  sub: 'Subtract',
  mul: 'Multiply',
  truediv: 'TrueDivide',
  floordiv: 'FloorDivide',
  mod: 'Mod',
  pow: 'Power',
  lt: 'Less',
  le: 'LessEqual',
  gt: 'Greater',
  ge: 'GreaterEqual',
  eq: 'Equal',
  ne: 'NotEqual',
  and: 'LogicalAnd',
  or: 'LogicalOr',
} as const;

/** The class of tensors, before there is a session: its members are filled in by `fillTensors`. */
export function tensorClass(): Class {
  return new Class('KerasTensor', [], new Map(), 'keras');
}

export function fillTensors(session: Session): void {
  const { members } = session.tensors;
  for (const [name, operation] of Object.entries(OPERATORS)) {
    const run = binary(operation, session, broadcastShapes);
    members.set(`__${name}__`, run);
    members.set(`__r${name}__`, swapped(operation, session, broadcastShapes));
  }
  members.set('__matmul__', binary('Matmul', session, multiplied));
  members.set('__rmatmul__', swapped('Matmul', session, multiplied));
  for (const name of ['neg', 'abs', 'pos', 'invert']) members.set(`__${name}__`, unary(name, session));
  members.set('__getitem__', item(session));
  fillAttributes(members, session);
  fillValues(members, session);
}

/** What a tensor says of itself without its numbers. */
function fillAttributes(members: Map<string, Value>, session: Session): void {
  members.set('shape', new Property(method<Tensor>('shape', (self) => shapeOf(self, session))));
  members.set('ndim', new Property(method<Tensor>('ndim', (self) => self.shape.length)));
  members.set('dtype', new Property(method<Tensor>('dtype', (self) => self.dtype)));
  members.set('name', new Property(method<Tensor>('name', () => 'keras_tensor')));
  members.set('get_shape', new Property(method<Tensor>('get_shape', (self) => getShape(self, session))));
  members.set(
    '_keras_shape',
    new Property(
      method('_keras_shape', () => {
        throw noAttribute('_keras_shape');
      }),
    ),
  );
  members.set(
    '__len__',
    method<Tensor>('__len__', (self) => {
      if (isKeras(self, session)) throw new PythonError('TypeError', "object of type 'KerasTensor' has no len()");
      return rowCount(self, session);
    }),
  );
  members.set(
    '__iter__',
    method<Tensor>('__iter__', (self) => rowsOf(self, session)),
  );
}

/** Of TensorFlow's tensors only those that have been computed tell it. */
function rowCount({ shape: [count], field }: Tensor, { context }: Session): Value {
  const isComputed = field === undefined && typeof count === 'number';
  return isComputed ? count : context.unknown('TensorFlow does not count the rows of a tensor that has no values yet');
}

/** `for row in x`: rows of TensorFlow's tensors; Keras's tensors have none. */
function rowsOf(self: Tensor, session: Session): Value {
  if (isKeras(self, session))
    throw new PythonError('NotImplementedError', 'Iterating over a symbolic KerasTensor is not supported.');
  const count = rowCount(self, session);
  if (typeof count !== 'number') return count;
  return new List(Array.from({ length: count }, (_, row) => session.context.item(self, row)));
}

/** What would need a tensor's numbers, or change them: its shape stays. */
function fillValues(members: Map<string, Value>, session: Session): void {
  members.set(
    'numpy',
    method<Tensor>('numpy', (self) => self),
  );
  members.set(
    'assign',
    method<Tensor>('assign', () => null),
  );
  members.set(
    'assign_add',
    method<Tensor>('assign_add', () => null),
  );
  members.set('value', new Property(method<Tensor>('value', (self) => self)));
  members.set(
    'mean',
    method<Tensor>('mean', (self) => session.tensor(reduced(self.shape, null, false))),
  );
  members.set(
    '__bool__',
    method<Tensor>('__bool__', (self) => {
      if (isKeras(self, session))
        throw new PythonError('TypeError', 'A symbolic KerasTensor cannot be used as a boolean.');
      return session.context.unknown('a tensor has no values here');
    }),
  );
  for (const name of ['__int__', '__float__', '__index__']) {
    members.set(
      name,
      method<Tensor>(name, (self) => scalarOf(self, name, session)),
    );
  }
}

/** TensorFlow knows the numbers of what it has computed; Keras's tensors have none. */
function scalarOf(self: Tensor, name: string, session: Session): Value {
  if (!isKeras(self, session)) return session.context.unknown('a tensor has no values here', { harmless: true });
  if (name === '__index__')
    throw new PythonError('TypeError', "'KerasTensor' object cannot be interpreted as an integer");
  throw new PythonError(
    'ValueError',
    "A KerasTensor is symbolic: it's a placeholder for a shape an a dtype. It doesn't have any actual numerical value. " +
      `You cannot convert it to ${name === '__int__' ? 'an int' : 'a float'}.`,
  );
}

/** TensorFlow's tensors have a shape with methods of its own, those of Keras a tuple. */
function shapeOf(tensor: Tensor, session: Session): Tuple {
  return isKeras(tensor, session) ? new Tuple(tensor.shape) : new MethodTuple(tensor.shape, SHAPE_METHODS);
}

function isKeras(tensor: Tensor, { context }: Session): boolean {
  return tensor.field !== undefined && !isOfTensorFlow(context.graph.current);
}

function getShape(tensor: Tensor, session: Session): Value {
  if (!isKeras(tensor, session))
    return new NativeFunction('get_shape', () => new MethodTuple(tensor.shape, SHAPE_METHODS));
  throw noAttribute('get_shape');
}

/** What tensors had in Keras 1 and 2. */
function noAttribute(name: string): Refusal {
  return new Refusal('AttributeError', `'KerasTensor' object has no attribute '${name}'`, 'name');
}

const SHAPE_METHODS = new Map([
  ['as_list', new NativeFunction('as_list', ({ positional: [shape] }) => new List([...(shape as Tuple).items]))],
]);

type Combine = (left: Shape, right: Shape) => Shape;

/** The same, in TensorFlow's words where TensorFlow computes. */
function ofBackend(combine: Combine, operands: readonly Value[], session: Session): Combine {
  if (combine !== broadcastShapes) return combine;
  if (isOfTensorFlow(session.context.graph.current)) return broadcastByTensorFlow;
  return isComputed(operands) ? broadcastComputed : broadcastShapes;
}

/** Whether all of the tensors have their numbers: none hangs on a `keras.Input`, and no size is open. */
function isComputed(operands: readonly Value[]): boolean {
  const tensors = operands.filter((one) => one instanceof Tensor);
  return tensors.every(({ field, shape }) => field === undefined && !shape.includes(null));
}

function binary(type: string, session: Session, combine: Combine): NativeFunction {
  const native: NativeFunction = new NativeFunction(type, (args) => {
    const [left = null, right = null] = args.positional;
    return traced(native, args, session, () => {
      const shapes = [
        shapeOfOperand(left, 'a tensor'),
        shapeOfOperand(right, 'what is combined with a tensor'),
      ] as const;
      return session.tensor(ofBackend(combine, args.positional, session)(...shapes));
    });
  });
  return native;
}

/** `1 - x` calls `x.__rsub__(1)`: the operation is the same with its sides exchanged. */
function swapped(type: string, session: Session, combine: Combine): NativeFunction {
  const forward = binary(type, session, combine);
  return new NativeFunction(type, ({ positional: [self = null, other = null], keywords }, context) =>
    context.call(forward, { positional: [other, self], keywords }),
  );
}

function unary(name: string, session: Session): NativeFunction {
  const native: NativeFunction = new NativeFunction(name === 'neg' ? 'Negative' : 'Absolute', (args) =>
    traced(native, args, session, () => session.tensor(shapeOfOperand(args.positional[0] ?? null, 'a tensor'))),
  );
  return native;
}

function item(session: Session): NativeFunction {
  const native: NativeFunction = new NativeFunction('GetItem', (args) => {
    const [self, key = null] = args.positional;
    if (key instanceof Unknown) throw new NotFollowed(key, 'an index');
    return traced(native, args, session, () => {
      const items = key instanceof Tuple ? key.items : [key];
      if (items.some((one) => one instanceof Tensor || one instanceof List)) {
        throw new NotFollowed(session.context.unknown('an index that is a tensor is not followed'), 'an index');
      }
      const isComputing = isOfTensorFlow(session.context.graph.current) || isComputed([self ?? null]);
      return resultOf(indexed((self as Tensor).shape, key, isComputing), session);
    });
  });
  return native;
}
