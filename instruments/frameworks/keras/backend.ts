/** `keras.backend`, where old pastes find what `keras.ops` has now, and `tf.keras.backend`, which still has most of it. */
import { tensorsIn } from '../../graph/graph.ts';
import type { Dimension, Shape } from '../../graph/tensor.ts';
import { bind, NativeFunction, parameters } from '../../languages/python/callables.ts';
import type { Arguments } from '../../languages/python/callables.ts';
import { PythonError, Refusal } from '../../languages/python/errors.ts';
import { Float, memoizedModule } from '../../languages/python/values.ts';
import type { Module, Value } from '../../languages/python/values.ts';
import { passive } from '../framework.ts';
import names from './names.json' with { type: 'json' };
import { OperationArguments } from './operations/arguments.ts';
import { operation, operationNames } from './operations/operations.ts';
import { refuseSymbolic, tensorflowFunctions } from './operations/tensorflow.ts';
import type { DataFormat, Session } from './session.ts';

/** Functions that have another name in `keras.ops`. */
const RENAMED: Readonly<Record<string, string>> = {
  flatten: 'ravel',
  permute_dimensions: 'transpose',
  int_shape: 'shape',
};

/** What `keras.backend` still has in Keras 3; the rest is left in `tf.keras.backend` only. */
const OF_KERAS_3 =
  /^(backend|clear_session|epsilon|floatx|get_uid|image_data_format|is_(float|int)_dtype|is_keras_tensor|result_type|set_(epsilon|floatx|image_data_format)|standardize_dtype|_.*)$/;

/** Functions that read something of a tensor ahead of TensorFlow, which a KerasTensor has otherwise. */
const READS_FIRST: readonly (readonly [RegExp, string])[] = [
  [/^(mean|std|var)$/, "'str' object has no attribute 'base_dtype'"],
  [/^(dot|concatenate|softmax|repeat|ndim|switch)$/, "'tuple' object has no attribute 'rank'"],
  [/^repeat_elements$/, "'tuple' object has no attribute 'as_list'"],
];

/** What reads no cell of a tensor. */
const READS_SHAPE = new Set([
  'int_shape',
  'is_keras_tensor',
  'image_data_format',
  'epsilon',
  'floatx',
  'clear_session',
]);

/** What only code for Keras 3 has. */
const WRITTEN_FOR_KERAS_3 = /\bkeras\.(ops|random)\b|^\s*from keras import .*\bops\b|KERAS_BACKEND/m;

/** `keras.backend`: what Keras 3 has no longer is read as Keras 2 had it, and that is said, but in code for Keras 3. */
export function backendModule(session: Session): Module {
  const find = (name: string): Value | undefined => {
    const isGone = !OF_KERAS_3.test(name);
    if (isGone && WRITTEN_FOR_KERAS_3.test(session.context.paste)) return undefined;
    if (isGone)
      session.context.note(`Keras 3 has no \`keras.backend.${name}\`: it is read as Keras 2 had it; use \`keras.ops\``);
    return member(name, session);
  };
  return memoizedModule('keras.backend', find, () => names.backend.filter((name) => OF_KERAS_3.test(name)), true);
}

/** `tf.keras.backend`: its functions are TensorFlow's and refuse what is symbolic. */
export function backendOfTensorFlow(session: Session): Module {
  const all = new Set(names.backend);
  const find = (name: string): Value | undefined => {
    if (!all.has(name) && !name.startsWith('_')) return undefined;
    const found = member(name, session);
    if (!(found instanceof NativeFunction) || READS_SHAPE.has(name)) return found;
    return new NativeFunction(
      name,
      (args) => {
        if (!found.harmless) requireComputed(name, args, session);
        return session.context.call(found, args);
      },
      found.harmless,
    );
  };
  return memoizedModule('keras._tf_keras.keras.backend', find, () => all, true);
}

/** @throws Refusal, or PythonError in the words of what reads a KerasTensor first */
function requireComputed(name: string, args: Arguments, session: Session): void {
  const [, says] = READS_FIRST.find(([one]) => one.test(name)) ?? [];
  const isSymbolic = tensorsIn([...args.positional, ...args.keywords.values()]).some(
    ({ field }) => field !== undefined,
  );
  if (says && isSymbolic && !session.context.graph.current) throw new PythonError('AttributeError', says);
  refuseSymbolic(args, session);
}

function member(name: string, session: Session): Value {
  if (name === 'set_image_data_format') return setDataFormat(session);
  if (name === 'image_data_format') return new NativeFunction(name, () => session.dataFormat);
  if (name === 'clear_session') return clearSession(session);
  if (name === 'epsilon') return new NativeFunction(name, () => new Float(1e-7));
  if (name === 'floatx') return new NativeFunction(name, () => 'float32');
  if (name === 'batch_dot') return batchDot(session);
  if (name === 'repeat') return repeated(session);
  if (name === 'ndim') return dimensionsOf(session);
  const renamed = RENAMED[name] ?? name;
  if (operationNames.includes(renamed)) return operation(renamed, session);
  const random = /^random_(normal|uniform)$|^(truncated_normal)$/.exec(name);
  if (random) return randomTensor(random[1] ?? name, session);
  if (/^random|^set_|^get_|^learning/.test(name)) return passive(`backend.${name}`);
  return tensorflowFunctions(session).get(name) ?? passive(`backend.${name}`);
}

/** A function of `list`'s arguments that gives a tensor of a shape. */
function shaped(
  name: string,
  list: ReturnType<typeof parameters>,
  session: Session,
  run: (args: OperationArguments) => Shape,
): NativeFunction {
  return new NativeFunction(name, (args) =>
    session.tensor(run(new OperationArguments(bind(list, args, name), name, session))),
  );
}

/** Sums over an axis of each, example by example. @throws Refusal where these have not one size */
function batchDot(session: Session): NativeFunction {
  return shaped('batch_dot', parameters(['x', 'y', ['axes', null]]), session, (args) => {
    const [left, right] = [args.shape('x'), args.shape('y')];
    const [one, other] = axesOf(args, left, right);
    const [first, second] = [left[one] ?? null, right[other] ?? null];
    if (first !== null && second !== null && first !== second) {
      const shapes = [left, right].map((shape) => `(${shape.map((size) => size ?? 'None').join(', ')})`).join(' and ');
      const message =
        `Cannot do batch_dot on inputs with tf.shapes ${shapes} with axes=[${one}, ${other}]. ` +
        `x.shape[${one}] != y.shape[${other}] (${first} != ${second}).`;
      throw new Refusal('ValueError', message, 'features', { left, right });
    }
    const output = [
      ...left.filter((_, axis) => axis !== one),
      ...right.filter((_, axis) => axis !== other && axis > 0),
    ];
    return output.length === 1 ? [...output, 1] : output;
  });
}

function axesOf(args: OperationArguments, left: Shape, right: Shape): [number, number] {
  const given = args.value('axes');
  if (given === null) return [left.length - 1, right.length === 2 ? 1 : right.length - 2];
  const [one = -1, other = one] = typeof given === 'number' ? [given] : (args.sizes('axes') as number[]);
  return [one < 0 ? one + left.length : one, other < 0 ? other + right.length : other];
}

/** `K.repeat(x, n)`: rows of features, `n` times each. */
function repeated(session: Session): NativeFunction {
  return shaped('repeat', parameters(['x', 'n']), session, (args) => {
    const shape = args.shape('x');
    if (shape.length !== 2) {
      const message = `Expected input \`x\` to have rank 2. Received: rank(x)=${shape.length}`;
      throw new Refusal('ValueError', message, 'rank', { input: shape });
    }
    const [batch = null, features = null]: Dimension[] = [...shape];
    return [batch, args.integer('n'), features];
  });
}

function dimensionsOf(session: Session): NativeFunction {
  const list = parameters(['x']);
  return new NativeFunction('ndim', (args) => {
    const bound = bind(list, args, 'ndim');
    return new OperationArguments(bound, 'ndim', session).shape('x').length;
  });
}

export function randomTensor(name: string, session: Session): NativeFunction {
  return shaped(name, parameters(['shape', '*rest', '**kwargs']), session, (args) => args.sizes('shape'));
}

/** `clear_session()`: names are counted from the start. */
export function clearSession(session: Session): NativeFunction {
  return new NativeFunction('clear_session', () => {
    session.clear();
    return null;
  });
}

/** @throws Refusal for an order of axes that is none */
export function setDataFormat(session: Session): NativeFunction {
  return new NativeFunction('set_image_data_format', ({ positional: [value = null] }) => {
    if (value !== 'channels_last' && value !== 'channels_first') {
      const message = `The \`data_format\` argument must be one of {'channels_last', 'channels_first'}. Received: data_format=${session.context.text(value)}`;
      throw new Refusal('ValueError', message, 'argument', { argument: 'data_format' });
    }
    session.dataFormat = value satisfies DataFormat;
    return null;
  });
}
