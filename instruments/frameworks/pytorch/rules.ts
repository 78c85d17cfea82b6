/** What a built-in module of `torch.nn` does with shapes, and how a class is made of it. */
import { product } from '../../graph/costs.ts';
import { tensorsIn } from '../../graph/graph.ts';
import { sees } from '../../graph/receptive.ts';
import { Tensor } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import { bind, method, parameters } from '../../languages/python/callables.ts';
import type { Arguments, Parameter } from '../../languages/python/callables.ts';
import { Class } from '../../languages/python/classes.ts';
import type { Instance } from '../../languages/python/classes.ts';
import { PythonError } from '../../languages/python/errors.ts';
import { typeName } from '../../languages/python/library/operators.ts';
import { Dict, Float, NamedTuple, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { attributeMembers } from './attributes.ts';
import forwards from './forwards.json' with { type: 'json' };
import { setStrides } from './layout.ts';
import { initialize, stateOf } from './module.ts';
import { packedIn } from './packed.ts';
import type { Packed } from './packed.ts';
import { Reading, tensorOf } from './reading.ts';
import { requireSizes } from './session.ts';
import type { Session } from './session.ts';
import { requireKind } from './types.ts';
import { workOf } from './work.ts';

/** A parameter of Python: its name, or its name and default. */
export type Short = string | readonly [string, Value];

/** Adds a parameter, or with `isBuffer` what is kept but not trained. */
export type AddParameter = (name: string, shape: Shape, isBuffer?: boolean) => void;

export interface ModuleRules<S> {
  /** The arguments of `__init__`, in PyTorch's order. */
  readonly parameters: readonly Short[];
  /** Reads and checks the arguments, and adds the parameters. */
  make(args: Reading, add: AddParameter, self: Instance): S;
  /** The output's shape from the input's; several inputs come by `call`. Throws in PyTorch's words. */
  forward(settings: S, input: Shape, call: ModuleCall): Result;
  /** The same of a `PackedSequence`: what comes out of its cells, `[total, features]`, and what comes beside that. */
  ofPacked?(settings: S, packed: Packed, call: ModuleCall): { readonly data: Shape; readonly beside: Nested };
  /** Puts down how its outputs lie in memory, where that follows from its settings. */
  lay?(settings: S, outputs: readonly Tensor[], call: ModuleCall): void;
}

export type Result = Shape | { readonly nested: Nested; readonly names?: readonly string[] };
/** Tensors in tuples, as LSTM gives them: `[output, [h, c]]`; null where None stands. */
export type Nested = Shape | null | readonly Nested[];

export interface ModuleCall {
  readonly self: Instance;
  readonly args: Arguments;
  readonly session: Session;
  readonly tensors: readonly Tensor[];
}

export function builtIn<S>(name: string, base: Class, rules: ModuleRules<S>, session: Session): Class {
  let list: readonly Parameter[] | undefined;
  const members = new Map<string, Value>([
    [
      '__init__',
      method('__init__', (self, args) => {
        const state = initialize(self);
        const bound = bind((list ??= parameters(rules.parameters)), args, `${self.cls.name}.__init__`);
        const add: AddParameter = (parameter, shape, isBuffer = false) => {
          requireSizes(shape);
          state.parameters.push({ name: parameter, shape, isBuffer });
        };
        state.given = bound.values;
        state.settings = rules.make(new Reading(bound, name, session), add, self);
        return null;
      }),
    ],
    ['forward', method('forward', (self, args) => forward(self, args, name, rules, session))],
    ...attributeMembers(session),
  ]);
  return new Class(name, [base], members, 'torch.nn');
}

type Forward = readonly [callable: string, ...Short[]];

/**
 * What a module of `torch.nn` is called with, in the order of its parameters, those too that stand for what is not given.
 *
 * @throws PythonError TypeError for an argument that its `forward` does not take, or one that it lacks
 */
export function calledWith(name: string, args: Arguments): Value[] {
  const [callable, ...taken] = (forwards as unknown as Record<string, Forward>)[name] ?? [`${name}.forward`, 'input'];
  const list = parameters(taken);
  const bound = bind(list, args, callable, 1);
  return list.map((parameter) => bound.get(parameter.name));
}

/** Modules that hand their input on to a function as it is: what is no tensor, that one refuses. */
const HANDED_ON =
  /^(Linear|ReLU|GELU|Sigmoid|Tanh|LeakyReLU|SiLU|ELU|Dropout|LayerNorm|MaxPool[123]d|AvgPool[123]d|ConvTranspose[123]d)$/;

/** What a module calls its input where it is no tensor. */
function inMessages(name: string): string {
  if (!HANDED_ON.test(name)) return `argument 'input' of ${name}`;
  const words = name.replace(/LU$/, 'lu').replace(/(?<=[a-z])(?=[A-Z])/g, '_');
  return `${words.toLowerCase()}(): argument 'input' (position 1)`;
}

function forward<S>(self: Instance, args: Arguments, name: string, rules: ModuleRules<S>, session: Session): Value {
  const all = calledWith(name, args);
  const [first = null] = all;
  if (name === 'Identity' && !(first instanceof Tensor)) return first; // whatever it is given
  const call: ModuleCall = { self, args, session, tensors: tensorsIn(all) };
  const packed = packedIn(first);
  if (packed && rules.ofPacked) {
    const { data, beside } = rules.ofPacked(stateOf(self).settings as S, packed, call);
    const value = new Tuple([packed.with(session.tensor(data)), nested(beside, session)]);
    account(call, name, packed.data.shape, value);
    return value;
  }
  if (typeof first === 'number' || typeof first === 'boolean' || first instanceof Float)
    throw new PythonError('TypeError', `${inMessages(name)} must be Tensor, not ${typeName(first)}`);
  const input = tensorOf(first, inMessages(name), session);
  const result = rules.forward(stateOf(self).settings as S, input.shape, call);
  requireKind(self, name, input, session.context);
  const value = valueOf(result, session);
  account(call, name, input.shape, value);
  setStrides(name, call.tensors, value);
  if (worksInPlace(stateOf(self).given)) session.context.graph.changes(input);
  rules.lay?.(stateOf(self).settings as S, tensorsIn([value]), call);
  return value;
}

/** Whether a module was made with `inplace=True`, which activations may be given by position as the only truth. */
function worksInPlace(given: ReadonlyMap<string, Value>): boolean {
  const [rest, others] = [given.get('rest'), given.get('kwargs')];
  return (
    given.get('inplace') === true ||
    (rest instanceof Tuple && rest.items.includes(true)) ||
    (others instanceof Dict && others.get('inplace') === true)
  );
}

/** What the call costs and what its cells see, for the columns. */
function account({ self, session, tensors }: ModuleCall, name: string, input: Shape, value: Value): void {
  const outputs = tensorsIn([value]);
  const state = stateOf(self);
  const call = session.context.graph.current;
  const { motions, uses } = workOf(name, state.settings, input, outputs[0]?.shape ?? []);
  sees(outputs, tensors, motions);
  if (call?.callee !== self) return;
  const kernel = state.parameters.find((parameter) => parameter.name === 'weight')?.shape ?? [];
  call.multiplyAdds = uses === 0 ? 0 : product(uses, ...kernel);
}

export function valueOf(result: Result, session: Session): Value {
  if (!('nested' in result)) return session.tensor(result);
  const value = nested(result.nested, session);
  return result.names && value instanceof Tuple ? new NamedTuple(value.items, result.names) : value;
}

function nested(one: Nested, session: Session): Value {
  if (one === null) return null;
  if (one.every((item) => item === null || typeof item === 'number')) return session.tensor(one as Shape);
  return new Tuple((one as readonly Nested[]).map((item) => nested(item, session)));
}
