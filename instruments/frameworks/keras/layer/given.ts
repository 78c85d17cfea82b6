/** What a layer is called with: no more than its `call` takes, and by position only tensors. */
import { mapLeaves } from '../../../graph/graph.ts';
import { Tensor } from '../../../graph/tensor.ts';
import { bind, parameters, PythonFunction } from '../../../languages/python/callables.ts';
import type { Arguments, Parameter } from '../../../languages/python/callables.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { PythonError, Refusal } from '../../../languages/python/errors.ts';
import { NdArray } from '../../../languages/python/library/numpy.ts';
import { typeName } from '../../../languages/python/library/operators.ts';
import { Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Session } from '../session.ts';
import signatures from '../signatures.json' with { type: 'json' };
import { isLayer, stateOf } from './state.ts';

type Called = readonly (string | readonly [string, Value])[];

interface Signature {
  readonly class: string;
  /** Where in `keras.src.layers` it stands. */
  readonly module: string;
  readonly call?: Called;
}

const BY_CLASS = new Map(
  Object.values(signatures.layers as Record<string, Signature>).map((signature) => [signature.class, signature]),
);

const calls = new Map<string, readonly Parameter[]>();

/** The parameters of the `call` of a layer's class, each read once. */
function callOf(name: string): readonly Parameter[] {
  const signature = BY_CLASS.get(name);
  const list = calls.get(name) ?? parameters(signature ? (signature.call ?? ['inputs']) : ['*args', '**kwargs']);
  calls.set(name, list);
  return list;
}

/** Layers that ask for no tensors. */
const OF_ANYTHING =
  /^(Functional|Model|Pipeline|RandomFlip|RandomCrop|CategoryEncoding|TextVectorization|\w*Lookup|Hash\w+)$/;

/**
 * `Layer.__call__` looks at its arguments before all else.
 *
 * @throws Refusal ValueError for what is no tensor and has no name, TypeError for what `call` does not take
 */
export function requireArguments(self: Instance, args: Arguments, session: Session): void {
  const owner = self.cls.mro.find(({ members }) => members.has('call'));
  const isOfPaste = owner?.module === null;
  const type = self.cls.mro.find(({ module }) => module !== null)?.name ?? '';
  if (isOfPaste || !OF_ANYTHING.test(type)) for (const value of args.positional) requireTensors(value, session);
  const call = owner?.members.get('call');
  const list = call instanceof PythonFunction ? call.parameters.slice(1) : callOf(owner?.name ?? '');
  requireBound(list, args);
}

function requireTensors(value: Value, session: Session): void {
  mapLeaves(value, (leaf) => {
    if (leaf === null || leaf instanceof Tensor || leaf instanceof NdArray || leaf instanceof Unknown) return leaf;
    const message =
      'Only input tensors may be passed as positional arguments. The following argument value should be passed as a ' +
      `keyword argument: ${told(leaf, session)} (of type <class '${typeOf(leaf)}'>)`;
    throw new Refusal('ValueError', message, 'call', { leaf });
  });
}

/** What a layer says of None in the place of its input. */
export function noTensor(self: Instance): Refusal {
  const message = `Inputs to a layer should be tensors. Got 'None' (of type <class 'NoneType'>) as input for layer '${stateOf(self).name}'.`;
  return new Refusal('ValueError', message, 'call');
}

/** In the words of `inspect.Signature.bind`; `training` goes to every layer. */
function requireBound(list: readonly Parameter[], args: Arguments): void {
  const keywords = new Map(
    [...args.keywords].filter(([name]) => name !== 'training' || list.some((one) => one.name === name)),
  );
  try {
    bind(list, { positional: args.positional, keywords }, '');
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    const missing = /^\(\) missing .*?('\w+')/.exec(error.message)?.[1];
    const unexpected = /(got an unexpected keyword argument '\w+')/.exec(error.message)?.[1];
    const twice = /(multiple values for argument '\w+')/.exec(error.message)?.[1];
    const lacking = list.find((one, at) => one.default === undefined && !isGiven(one, at, args));
    const first = unexpected && lacking ? `missing a required argument: '${lacking.name}'` : unexpected;
    const said = missing
      ? `missing a required argument: ${missing}`
      : (first ?? twice ?? 'too many positional arguments');
    throw new Refusal('TypeError', said, 'call');
  }
}

const isGiven = ({ name, kind }: Parameter, at: number, { positional, keywords }: Arguments): boolean =>
  at < positional.length || keywords.has(name) || kind === 'rest' || kind === 'keywords';

function told(value: Value, { context }: Session): string {
  if (value instanceof Class) return `<class '${pathOf(value)}'>`;
  if (!isLayer(value)) return context.text(value);
  const { name, built } = stateOf(value);
  return `<${value.cls.name} name=${name}, built=${context.repr(built || BUILT_AT_ONCE.test(value.cls.name))}>`;
}

/** Layers that have nothing to build. */
const BUILT_AT_ONCE =
  /^(Activation|ActivityRegularization|(Alpha|Gaussian|Spatial)?Dropout([12]D)?|GaussianNoise|(Leaky)?ReLU|ELU|Softmax|(GlobalAverage|GlobalMax|Max)Pooling[123]D|Identity|Masking|Reshape|UnitNormalization)$/;

/** Where Keras keeps a class, as its messages tell it. */
export function pathOf({ name, module }: Class): string {
  if (module === null) return `__main__.${name}`;
  if (name === 'Sequential') return 'keras.src.models.sequential.Sequential';
  if (name === 'Model') return 'keras.src.models.functional.Functional';
  const signature = BY_CLASS.get(name);
  return signature ? `keras.src.layers.${signature.module}.${name}` : name;
}

function typeOf(value: Value): string {
  if (value instanceof Class) return 'type';
  return value instanceof Instance ? pathOf(value.cls) : typeName(value);
}
