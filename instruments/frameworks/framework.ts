/**
 * What a framework gives to the interpreter, and what it gets from it.
 *
 * The interpreter is a small Python and knows no framework. A framework is a set of Python modules written in
 * TypeScript: classes (`Class`) whose members are `NativeFunction`s under Python's own names, functions, and constants.
 *
 * - **Names.** `import`, `from … import …` and attributes of modules ask `module(path)`; a name that the paste uses
 *   and nowhere binds (`layers.Conv2D` without an import) asks `assumed(name)`.
 * - **Making a layer.** Calling a class makes an `Instance`, then calls `__init__` along the class's `mro`: so a class
 *   of the paste that stands on `nn.Module` runs its own `__init__`, and its `super().__init__()` finds the native one.
 *   Native `__init__`s bind their arguments with `bind(parameters, …)` and keep what they need in `instance.state`.
 * - **Calling it** finds `__call__` along the `mro`. A framework's base class has the native one: it wraps the work in
 *   `context.graph.traced(…)` and asks `context.attribute(self, 'call')` (or `'forward'`) for what the paste defines.
 * - **Unknown values.** Any argument may be an `Unknown`. `known(value, 'units of Dense')` throws `NotFollowed`;
 *   the interpreter catches it at the call, tells the reader and goes on with an unknown result. Arguments that
 *   change no shape (an initializer) are best not looked at.
 * - **Refusing** is `throw new Refusal('ValueError', 'in the framework's words', 'kind', facts)`.
 * - **What stacks nothing** (`compile`, `fit`, `keras.optimizers.Adam`) is `passive(name)`: it may be called with
 *   anything, models included, and gives an unknown value that harms nothing.
 * - **Tensors** are `Tensor`s of the framework's own `Class`, whose members are the methods, `Property`s and operators
 *   (`__add__`, `__radd__`, `__getitem__`) that they have.
 * - **At the end** `models(inputs)` says what the paste built.
 */
import { refusedCall } from '../graph/graph.ts';
import type { Network } from '../graph/network.ts';
import { originOfWeight, originsOf } from '../graph/origins.ts';
import type { Asked, Origin } from '../graph/origins.ts';
import type { Program } from '../graph/program.ts';
import type { Shape } from '../graph/tensor.ts';
import { NativeFunction } from '../languages/python/callables.ts';
import type { Context } from '../languages/python/context.ts';
import { NotFollowed, Refusal } from '../languages/python/errors.ts';
import type { PythonError } from '../languages/python/errors.ts';
import { plainNumber } from '../languages/python/library/operators.ts';
import type { Proposals, SizedInput } from '../repairs/rewriter.ts';
import { plainReasons } from './plain_reason.ts';
import { Unknown } from '../languages/python/values.ts';
import type { Module, Value } from '../languages/python/values.ts';

export interface Framework {
  readonly name: string;

  /** The module of this framework that a dotted path names (`keras.layers`, `tensorflow`), else undefined. */
  module(path: string): Module | undefined;

  /** The dotted path that is meant by a name which the paste does not bind: `layers` is `keras.layers`. */
  assumed(name: string): string | undefined;

  /**
   * What the paste built, in the order of making; asked once, when the paste was read to its end.
   *
   * @param inputs the input shapes that the reader gave, batch included, for models whose paste says none
   */
  models(inputs: readonly Shape[]): TracedModel[];

  /**
   * What had been stacked when the paste was refused before there was a model: one that has no name, its layers those
   * that were called until then, with the fault. Asked for each error that no model of `models` has as its fault.
   */
  unfinished(error: PythonError): TracedModel;

  /** Changes of the text that may mend an error; each is tried before it is offered. */
  proposals(error: PythonError): Proposals;

  /** The one input whose sizes may be others; null where there are several, or none with sizes. */
  inputSizes(): SizedInput | null;

  /** For each model that no input is known for, in the order of `models`, shapes that it may be meant for: the likeliest first. */
  likelyInputs(): Shape[][];
}

/** Made anew for each paste, so that counters of names and global settings begin afresh. */
export type FrameworkFactory = (context: Context) => Framework;

/**
 * A framework that is made when the paste first asks for one of its modules: most pastes use one.
 *
 * @param paths what the dotted names of its modules begin with
 */
export function whenUsed(
  name: string,
  paths: RegExp,
  assumed: (name: string) => string | undefined,
  make: () => Omit<Framework, 'name' | 'assumed'>,
): Framework {
  let made: Omit<Framework, 'name' | 'assumed'> | undefined;
  const ready = (): Omit<Framework, 'name' | 'assumed'> => (made ??= make());
  return {
    name,
    assumed,
    module: (path) => (paths.test(path) ? ready().module(path) : undefined),
    models: (inputs) => ready().models(inputs),
    unfinished: (error) => ready().unfinished(error),
    proposals: (error) => ready().proposals(error),
    inputSizes: () => ready().inputSizes(),
    likelyInputs: () => ready().likelyInputs(),
  };
}

/** A paste asks for a framework that is not loaded yet: once it is, the paste is read again from its beginning. */
export class NotLoaded extends Error {}

/** A tensor's shape, or that of several: a list, a dict; null where it is not known. */
export type Shapes = Shape | readonly Shapes[] | { readonly [key: string]: Shapes } | null;

/** The columns beside shape and parameters; null where one is not known. */
export interface Columns {
  /** Of the parameters those that training changes. */
  readonly trainable: number | null;
  /** Bytes of what comes out, for one example where the batch is open. */
  readonly memory: number | null;
  /** Multiplications with a weight, each with its addition, for one example where the batch is open. */
  readonly multiply_adds: number | null;
}

export interface TracedLayer extends Columns {
  /** As the framework names it, given or automatic. */
  readonly name: string;
  readonly type: string;
  /** Of its first call within the model. */
  readonly output_shape: Shapes;
  /** Of all its calls within the model, where there is more than one. */
  readonly output_shapes?: readonly Shapes[];
  /** The number of weights, trained or not; null while it is not known. */
  readonly parameters: number | null;
  /** What is kept with the parameters and not trained: running means, of PyTorch only. */
  readonly buffers?: number | null;
  /** How many cells of the model's input one cell sees, for each axis that windows move over. */
  readonly receptive_field: readonly number[] | null;
  /** Where it was made. */
  readonly line: number;
  /** What stands in it, for a model in a model. */
  readonly layers?: readonly TracedLayer[];
}

export interface TracedModel extends Columns {
  readonly name: string | null;
  /** The name that the paste gave it at its top level. */
  readonly variable: string | null;
  readonly type: string;
  readonly line: number;
  readonly layers: readonly TracedLayer[];
  readonly inputs: Shapes;
  readonly outputs: Shapes;
  readonly parameters: number | null;
  readonly buffers?: number | null;
  readonly fault: Fault | null;
  /** What it calls, to be drawn; absent where nothing was called. */
  readonly network?: () => Network;
  /** What it computes, to be translated; absent where it was not followed to its end. */
  readonly program?: () => Program;
}

/** Where nothing is known. */
export const NO_COLUMNS: Columns = { trainable: null, memory: null, multiply_adds: null };

export interface Fault {
  /** The innermost line of the paste that was being run, as a traceback has it. */
  readonly line: number;
  /** Where the layer that refuses was made, of a `Sequential` that calls it, on no line of the paste; else null. */
  readonly layer_line: number | null;
  readonly kind: string;
  /** What the framework says, word for word. */
  readonly says: string;
  /** Of that the part that tells why, without the calls in which it came; where the framework does not say it, what it met. */
  readonly reason: string;
  /** The same in plain English, where it is a matter of axes and sizes: a few sentences, or none. */
  readonly plain: readonly string[];
  /** How the tensors that it refuses came to their sizes; none where it refuses something else. */
  readonly origins: readonly Origin[];
  readonly repairs: readonly Repair[];
}

const errors = new WeakMap<Fault, PythonError>();

/** The fault that an error is, once its model is known. */
export function faultOf(error: PythonError, layer_line: number | null = null): Fault {
  error.caught = true;
  const kind = error instanceof Refusal ? error.kind : error.type;
  const { line, preamble, message, isUntold } = error;
  const says = isUntold ? preamble.trimEnd() : preamble + message;
  const told = { says, reason: message, plain: plainReasons(error), origins: originsOfFault(error) };
  const fault = { line, layer_line, kind, ...told, repairs: [] };
  errors.set(fault, error);
  return fault;
}

/** Of the tensors that a call refused, and of the weight that they do not fit. */
function originsOfFault(error: PythonError): readonly Origin[] {
  if (!(error instanceof Refusal)) return [];
  const call = refusedCall(error);
  const { axis, asked } = error.facts as { axis?: number; asked?: Asked };
  return [...originsOf(call, axis), ...(asked ? originOfWeight(call, asked) : [])];
}

/** The error that a fault was made of: where it arose, for repairs. */
export function errorOf(fault: Fault): PythonError | undefined {
  return errors.get(fault);
}

/** An edit of the paste after which the model was traced anew and fits, or breaks at a later place. */
export interface Repair {
  /** What it does, in English: "`Cropping2D` on line 7". */
  readonly says: string;
  /** The first line that it changes, in the paste as it is. */
  readonly line: number;
  /** That line as it is afterwards. */
  readonly text: string;
  /** Every line that is new or other: `line` in the paste as it is, `text` afterwards. */
  readonly changes: readonly { readonly line: number; readonly text: string }[];
  /** The whole paste, edited. */
  readonly source: string;
  /** Whether it gives the input another size, and nothing else. */
  readonly resizesInput: boolean;
  /** What the model gives that was refused, once it is repaired; null where it is not followed to its end, or is not one. */
  readonly outputs: Shapes;
  /** Where the edited paste breaks instead, and why; null where it does not. Only where nothing mends the whole. */
  readonly stops: { readonly line: number; readonly says: string } | null;
}

/** The value, if it is known. @throws NotFollowed with `what` as the name of the thing that is not known */
export function known(value: Value, what: string): Exclude<Value, Unknown> {
  if (value instanceof Unknown) throw new NotFollowed(value, what);
  return plainNumber(value) as Exclude<Value, Unknown>;
}

/** A function or class that stacks nothing: it takes anything and gives an unknown value that harms nothing. */
export function passive(name: string): NativeFunction {
  return new NativeFunction(name, (_, context) => context.unknown(`${name}(…) is not run`, { harmless: true }), true);
}
