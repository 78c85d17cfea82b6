/** What is told of each module that the paste calls, or that the reader's input is put through. */
import { memoryOf, multiplyAddsOf, total } from '../../graph/costs.ts';
import type { Call } from '../../graph/graph.ts';
import { tensorsIn, unknownIn } from '../../graph/graph.ts';
import { networkOf } from '../../graph/network.ts';
import { programOf } from '../../graph/program.ts';
import type { Program } from '../../graph/program.ts';
import { receptiveField } from '../../graph/receptive.ts';
import { Tensor } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import type { NativeFunction } from '../../languages/python/callables.ts';
import { Instance } from '../../languages/python/classes.ts';
import { NotFollowed, PythonError } from '../../languages/python/errors.ts';
import { str } from '../../languages/python/library/format.ts';
import { Dict, List, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { faultOf, NO_COLUMNS } from '../framework.ts';
import type { Shapes, TracedLayer, TracedModel } from '../framework.ts';
import {
  childrenOf,
  countChildren,
  countParameters,
  isModule,
  modulesIn,
  namedModules,
  stateOf,
  unregistered,
} from './module.ts';
import type { Session } from './session.ts';

export function tracedModels(session: Session, inputs: readonly Shape[]): TracedModel[] {
  makeLastClass(session);
  const uncalled = waiting(session);
  const called = distinct(session.calls).map((call) => tracedModel(call, session));
  if (uncalled.length === 0) return called;
  if (inputs.length === 0) {
    if (session.context.faults.length === 0) session.context.ask('input');
    return [...called, ...uncalled.map((module) => untraced(module))];
  }
  return [
    ...called,
    ...uncalled.flatMap((module, index) => withInput(module, inputsOf(inputs, index, uncalled), session)),
  ];
}

/** A training loop calls the same model over and over: what differs in nothing but the batch is told once. */
function distinct(calls: readonly Call[]): Call[] {
  const seen = new Map<unknown, Set<string>>();
  return calls.filter((call) => {
    const sizes = call.inputs.map(({ shape }) => shape.slice(1));
    const key = JSON.stringify([call.line, sizes, call.fault !== null]);
    const keys = seen.get(call.callee) ?? new Set();
    seen.set(call.callee, keys);
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  });
}

/** A paste may define a model and never make it: the last class that can be called is then made without arguments. */
function makeLastClass(session: Session): void {
  const { context, classes } = session;
  if (context.instances.some((one) => isModule(one)) || context.faults.length > 0) return;
  const cls = classes.findLast((one) => one.members.has('forward'));
  if (!cls) return;
  try {
    const made = context.call(cls);
    if (made instanceof Instance) made.line = cls.line;
    context.note(`the paste never makes a ${cls.name}: the tracer made one, without arguments`, cls.line);
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    context.notFollowed(
      `the paste never makes a ${cls.name}, and without arguments it cannot be made: ${error.message}`,
      { line: cls.line },
    );
  }
}

/** One module gets all inputs; of several each gets its own, the last one if there are fewer. */
function inputsOf(inputs: readonly Shape[], index: number, modules: readonly Instance[]): readonly Shape[] {
  if (modules.length === 1) return inputs;
  return [inputs[Math.min(index, inputs.length - 1)] as Shape];
}

/** Modules that stand in no other, that nothing has called, and that hold something to call. */
export function waiting(session: Session): Instance[] {
  const all = session.context.instances.filter((one) => isModule(one) && one.state !== undefined);
  const parts = all.flatMap((one) => [...childrenOf(one).values()]);
  const owned = new Set(parts);
  const shared = new Set(parts.filter((one, at) => parts.indexOf(one) !== at));
  const held = heldInLists(all);
  const called = new Set(session.context.graph.calls.map(({ callee }) => callee));
  const isUsed = (one: Instance): boolean => {
    const children = [...childrenOf(one).values()];
    if (stateOf(one).copies.some((copy) => owned.has(copy) || called.has(copy))) return true; // a pattern for others
    if (children.some((child) => shared.has(child) && called.has(child))) return true; // another took it apart
    return called.has(one) || (children.length > 0 && children.every((child) => called.has(child)));
  };
  const free = all.filter((one) => !owned.has(one) && !isUsed(one) && one.line > 0 && !held.has(one));
  const whole = free.filter((one) => isWhole(one) && !(session.calls.length > 0 && isWithoutParts(one)));
  return whole.length > 0 || session.calls.length > 0 ? whole : free;
}

/** A loss of the paste's own: nothing is stacked in it, and a model that is called beside it needs no input for it. */
function isWithoutParts(module: Instance): boolean {
  return countChildren(module) === 0 && stateOf(module).parameters.length === 0;
}

/** A class of the paste that is called, or a `Sequential`: not a lone `nn.ReLU()` or a list. */
function isWhole(module: Instance): boolean {
  if (module.cls.module === null) return module.cls.lookup('forward') !== undefined;
  if (module.cls.module === 'torchvision.models') return module.variable !== null;
  // One without a name was replaced by another, as an empty shortcut is.
  return module.cls.name === 'Sequential' && module.variable !== null && countChildren(module) > 0;
}

/** The modules that plain lists and dicts of other modules hold. */
function heldInLists(all: readonly Instance[]): Set<Instance> {
  const held = new Set<Instance>();
  for (const owner of all) {
    for (const name of unregistered(owner))
      for (const one of modulesIn(owner.attributes.get(name) ?? null)) if (one !== owner) held.add(one);
  }
  return held;
}

/** Put the reader's input through a module. */
function withInput(module: Instance, inputs: readonly Shape[], session: Session): TracedModel[] {
  const before = session.calls.length;
  const isIndices = firstIsEmbedding(module);
  const tensors = inputs.map((shape) => session.tensor(shape, isIndices ? 'int64' : 'float32'));
  let error: PythonError | null = null;
  try {
    session.context.call(module, { positional: tensors });
  } catch (thrown) {
    if (thrown instanceof NotFollowed) {
      session.context.notFollowed(`${thrown.what}: ${thrown.unknown.why}`, {
        unknown: thrown.unknown,
        line: module.line,
      });
    } else if (thrown instanceof PythonError) {
      error = thrown;
      if (error.lines.length < 2) error.line = session.context.graph.lineOfFault(error) || module.line;
    } else throw thrown;
  }
  const call = session.calls[before];
  return call ? [tracedModel(call, session, error)] : [untraced(module)];
}

function firstIsEmbedding(module: Instance): boolean {
  return namedModules(module).find(([, one]) => one.cls.module !== null)?.[1].cls.name === 'Embedding';
}

function untraced(module: Instance): TracedModel {
  return {
    name: module.cls.name,
    variable: module.variable,
    type: module.cls.name,
    line: module.line,
    layers: namedModules(module)
      .slice(1)
      .map(([name, one]) => uncalledLayer(one, name)),
    inputs: null,
    outputs: null,
    ...countParameters(module),
    memory: null,
    multiply_adds: null,
    fault: null,
  };
}

function tracedModel(call: Call, session: Session, given: PythonError | null = null): TracedModel {
  const module = call.callee as Instance;
  const names = new Map(namedModules(module).map(([name, one]) => [one, name]));
  const fault = given ?? (call.fault && session.context.faults.includes(call.fault) ? call.fault : null);
  for (const [, one] of namedModules(module)) warnOfPlainLists(one, session);
  sayUnknown(call, session);
  const called = descendants(call).filter(isLayer);
  const reached = new Set(called.map(({ callee }) => callee));
  // what the total counts stands in a row, though the model was not run to its end
  const waiting = call.output === undefined ? [...names].filter(([one]) => one !== module && !reached.has(one)) : [];
  return {
    name: module.cls.name,
    variable: module.variable,
    type: module.cls.name,
    line: module.line,
    layers: [
      ...called.map((one) => tracedLayer(one, names)),
      ...waiting.map(([one, name]) => uncalledLayer(one, name)),
    ],
    inputs: givenTo(call),
    outputs: call.output === undefined ? null : shapesOf(call.output),
    ...countParameters(module),
    memory:
      call.output === undefined
        ? null
        : total(
            leaves(call)
              .filter(isLayer)
              .map((one) => memoryOf(one.outputs)),
          ),
    multiply_adds: call.output === undefined ? null : multiplyAddsOf(call),
    fault: fault ? faultOf(fault, layerLineOf(fault, session)) : null,
    network: () => networkOf(call.children, call.inputs),
    ...(fault === null && call.outputs.length > 0 ? { program: () => programFor(call) } : {}),
  };
}

/** Where the layer that refuses was made, of a `Sequential` of PyTorch's own that calls it: no line of the paste does. */
function layerLineOf(error: PythonError, session: Session): number | null {
  const by = session.context.graph.calls.findLast(({ fault }) => fault === error)?.parent?.callee;
  const isSequential = by instanceof Instance && by.cls.name === 'Sequential' && by.cls.module !== null;
  return (isSequential && session.context.graph.lineOfFault(error)) || null;
}

/** Modules that are made of others, which stand for them. */
const MADE_OF_OTHERS = /^(Sequential|Transformer\w*|Rearrange|Reduce)$/;

/** Functions that are made of PyTorch's own operations. */
const OF_EINOPS = /^(rearrange|reduce|repeat)$/;

/** What a module computes; those made of others and those of the paste's own are opened. */
function programFor(call: Call): Program {
  const opened = ({ callee, children }: Call): boolean =>
    isModule(callee as Value)
      ? (callee as Instance).cls.module === null || MADE_OF_OTHERS.test((callee as Instance).cls.name)
      : OF_EINOPS.test((callee as NativeFunction).name) && children.length > 0;
  return programOf(call.callee as Instance, [call], call, opened);
}

/** What comes out and is not known harms nobody in the paste, but the reader asks for it. */
function sayUnknown({ callee, output }: Call, session: Session): void {
  const missing = output === undefined ? undefined : unknownIn([output]);
  if (!missing || missing.harmless) return;
  const name = (callee as Instance).cls.name;
  session.context.notFollowed(`what ${name} gives: ${missing.why}`, { unknown: missing, line: missing.line });
}

/** The columns of a module that nothing was put through. */
const UNSEEN = { memory: null, multiply_adds: null, receptive_field: null };

/** A module that nothing was put through. */
function uncalledLayer(module: Instance, name: string): TracedLayer {
  return {
    name,
    type: module.cls.name,
    output_shape: null,
    ...countParameters(module),
    ...UNSEEN,
    line: module.line,
  };
}

/** Whether a call is a row of the table: what functions give is not among them. */
function isLayer({ callee }: Call): boolean {
  return isModule(callee as Value);
}

/** The calls that hold no other, modules and operations alike. */
function leaves(call: Call): Call[] {
  return call.children.length > 0 ? call.children.flatMap(leaves) : [call];
}

/** Layers in a plain list are not the module's: they would not be trained. */
function warnOfPlainLists(module: Instance, session: Session): void {
  for (const name of unregistered(module)) {
    session.context.note(
      `\`self.${name}\` of ${module.cls.name} is a plain list: PyTorch does not train what stands in it (nn.ModuleList does)`,
      module.line,
    );
  }
}

function descendants(call: Call): Call[] {
  return call.children.flatMap((child) => [child, ...descendants(child)]);
}

function tracedLayer(call: Call, names: ReadonlyMap<Instance, string>): TracedLayer {
  const module = call.callee as Instance;
  return {
    name: names.get(module) ?? '?',
    type: module.cls.name,
    output_shape: call.output === undefined ? null : shapesOf(call.output),
    ...countParameters(module),
    memory: call.output === undefined ? null : memoryOf(call.outputs),
    multiply_adds: call.output === undefined ? null : multiplyAddsOf(call),
    receptive_field: receptiveField(call.outputs[0]),
    line: module.line,
  };
}

/** Of the tensors that a model is called with; of one by itself. */
function givenTo({ args }: Call): Shapes {
  const tensors = args.positional.filter((value) => tensorsIn([value]).length > 0);
  return shapesOf(tensors.length === 1 ? (tensors[0] ?? null) : new Tuple(tensors));
}

/** As the value is nested; null for what is no tensor. */
function shapesOf(value: Value): Shapes {
  if (value instanceof Tensor) return value.shape;
  if (value instanceof List || value instanceof Tuple) return value.items.map(shapesOf);
  if (value instanceof Dict) {
    return Object.fromEntries(value.keys().map((key) => [str(key), shapesOf(value.get(key) ?? null)]));
  }
  return null;
}

/** A fault outside every call of a module: at the making of one, or between them. */
export function unfinished(error: PythonError, session: Session): TracedModel {
  const called = session.calls.flatMap(({ callee }) => namedModules(callee as Instance).map(([, one]) => one));
  const told = new Set(called); // they stand in models of their own
  const made = session.context.instances.filter((one) => isModule(one) && one.state !== undefined && !told.has(one));
  return {
    name: null,
    variable: null,
    type: 'Module',
    line: error.line,
    layers: made.map((one) => uncalledLayer(one, one.variable ?? one.cls.name)),
    inputs: null,
    outputs: null,
    parameters: null,
    ...NO_COLUMNS,
    fault: faultOf(error),
  };
}
