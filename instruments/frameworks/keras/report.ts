/** What is told of each model in the end: its layers, shapes, counts and fault. */
import { memoryOf, multiplyAddsOf, total } from '../../graph/costs.ts';
import { Call, tensorsIn } from '../../graph/graph.ts';
import { networkOf } from '../../graph/network.ts';
import { programOf, tensorsOf } from '../../graph/program.ts';
import type { Program } from '../../graph/program.ts';
import { receptiveField } from '../../graph/receptive.ts';
import { Tensor } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import { BoundMethod, PythonFunction } from '../../languages/python/callables.ts';
import type { Class } from '../../languages/python/classes.ts';
import { Instance } from '../../languages/python/classes.ts';
import type { PythonError } from '../../languages/python/errors.ts';
import { NotFollowed, PythonError as Raised } from '../../languages/python/errors.ts';
import { str } from '../../languages/python/library/format.ts';
import { Dict, List, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { faultOf, NO_COLUMNS } from '../framework.ts';
import type { Columns, Shapes, TracedLayer, TracedModel } from '../framework.ts';
import { isLayer, stateOf } from './layer/state.ts';
import { countParameters, countTrainable, sublayers } from './layer/weights.ts';
import type { LayerState } from './layer/state.ts';
import { isInputLayer } from './models/input.ts';
import { buildModel } from './models/building.ts';
import { ends, isTraced, isWhole, layersOf, modelSettings, sortedKeys } from './models/settings.ts';
import type { Session } from './session.ts';

/** Every model of the paste; those that have seen no input get the one that the reader gave. */
export function tracedModels(session: Session, inputLayer: Class, inputs: readonly Shape[]): TracedModel[] {
  makeLastClass(session);
  if (session.models.length === 0) return fragment(session);
  let given = 0;
  // A model that a layer makes for itself is told of within the layer.
  const own = session.models.filter((model) => model.state !== undefined && !(model.owner && isLayer(model.owner)));
  return own.map((model) => {
    const fault = isWhole(model) ? null : faultIn(model, session); // a model that is whole is itself no break where it is called
    if (isTraced(model) || fault) return tracedModel(model, fault, session);
    const shape = mayBeCalled(model, session) ? inputs[Math.min(given++, inputs.length - 1)] : undefined;
    if (!shape) {
      if (session.context.faults.length === 0 && mayBeCalled(model, session)) session.context.ask('input');
      return tracedModel(model, null, session);
    }
    return tracedModel(model, buildWith(model, shape, inputLayer, session), session);
  });
}

/** Whether a model lacks nothing but its input: one that is in doubt, or has no `call`, would not run with it. */
function mayBeCalled(model: Instance, session: Session): boolean {
  if (model.doubt) return false;
  const settings = modelSettings(model);
  if (settings?.kind === 'sequential') return !settings.missing;
  const call = session.context.attribute(model, 'call');
  return call instanceof BoundMethod && call.callee instanceof PythonFunction;
}

/** A paste may define a model and never make it: the last class that can be called is then made without arguments. */
function makeLastClass(session: Session): void {
  const { context, classes } = session;
  if (session.models.length > 0 || context.faults.length > 0) return;
  const cls = classes.findLast((one) => one.members.has('call'));
  if (!cls) return;
  try {
    context.call(cls);
    context.note(`the paste never makes a ${cls.name}: the tracer made one, without arguments`, cls.line);
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    context.notFollowed(
      `the paste never makes a ${cls.name}, and without arguments it cannot be made: ${error.message}`,
      { line: cls.line },
    );
  }
}

/** The error that building with the reader's input runs into, if any. */
function buildWith(model: Instance, shape: Shape, inputLayer: Class, session: Session): PythonError | null {
  try {
    buildModel(model, shape, inputLayer, session);
    return null;
  } catch (error) {
    if (error instanceof NotFollowed) {
      session.context.notFollowed(`${error.what}: ${error.unknown.why}`, { unknown: error.unknown, line: model.line });
      return null;
    }
    if (!(error instanceof Raised)) throw error;
    if (error.lines.length < 2) error.line = session.context.graph.lineOfFault(error) || model.line;
    return error;
  }
}

/** The first error of the paste that arose in a call of this model or of a layer on its way into it. */
function faultIn(model: Instance, session: Session): PythonError | null {
  const calls = session.context.graph.calls.filter((call) => call.callee === model);
  const inCall = calls.map(({ fault }) => fault).find((fault) => fault !== null);
  if (inCall) return session.context.faults.includes(inCall) ? inCall : null;
  const layers = new Set(layersOf(model));
  const settings = modelSettings(model);
  if (settings?.kind !== 'sequential') return null;
  for (const call of session.context.graph.calls) {
    if (call.fault && layers.has(call.callee as Instance) && session.context.faults.includes(call.fault))
      return call.fault;
  }
  return null;
}

/** Where the layer was made that refuses, if a Sequential calls it as it is made: Keras tells the line of the Sequential. */
function layerLineOf(error: PythonError, model: Instance, session: Session): number | null {
  const isMaking = modelSettings(model)?.kind === 'sequential' && error.line === model.line;
  return (isMaking && session.context.graph.lineOfFault(error)) || null;
}

function tracedModel(model: Instance, error: PythonError | null, session: Session): TracedModel {
  const { name } = stateOf(model);
  const layers = layersOf(model).map((layer) => tracedLayer(layer, model));
  const known = isWhole(model) && error === null;
  return {
    name,
    variable: model.variable,
    type: typeOf(model),
    line: model.line,
    layers,
    inputs: known ? shapesOf(ends(model, 'inputs')) : null,
    outputs: known ? shapesOf(ends(model, 'outputs')) : null,
    parameters: known ? countParameters(model) : null,
    ...(known ? modelColumns(model) : NO_COLUMNS),
    fault: error ? faultOf(error, layerLineOf(error, model, session)) : null,
    network: () => networkOf(callsOf(model), stateOf(model).calls[0]?.inputs ?? []),
    ...(known ? { program: () => programFor(model) } : {}),
  };
}

/** What a model computes; models in it, layers of the paste's own and the functions of Lambda are opened. */
function programFor(model: Instance): Program {
  const opened = ({ callee }: Call): boolean =>
    callee instanceof Instance && (isModel(callee) || callee.cls.module === null || isFunction(callee));
  const calls = callsOf(model).filter(({ callee }) => !isInputLayer(callee));
  const of = (side: 'inputs' | 'outputs'): Tensor[] => tensorsOf(sortedKeys(ends(model, side)));
  return programOf(model, calls, { inputs: of('inputs'), outputs: of('outputs') }, opened);
}

/** A Lambda whose function was followed. */
function isFunction(layer: Instance): boolean {
  return layer.cls.name === 'Lambda' && stateOf(layer).given.get('output_shape') === null;
}

/** Keras makes a `Functional` of a `Model` that is called with tensors. */
function typeOf(model: Instance): string {
  const isFunctional = modelSettings(model)?.kind === 'functional' && model.cls.name === 'Model';
  return isFunctional ? 'Functional' : model.cls.name;
}

/** The sums over what a model calls: its network, its stack, or what its first call called. */
function modelColumns(model: Instance): Columns {
  const calls = callsOf(model);
  return {
    trainable: countTrainable(model),
    memory: total(calls.map((call) => memoryOf(call.outputs))),
    multiply_adds: total(calls.map(multiplyAddsOf)),
  };
}

function callsOf(model: Instance): readonly Call[] {
  const settings = modelSettings(model);
  if (settings?.kind === 'functional') return settings.network.calls;
  if (settings?.kind === 'sequential') {
    return [...callSet(settings.stages)];
  }
  return stateOf(model).calls[0]?.children ?? [];
}

function tracedLayer(layer: Instance, model: Instance | null = null): TracedLayer {
  const state = stateOf(layer);
  const calls = callsWithin(layer, model, state);
  const outputs = calls
    .map(({ output }) => output)
    .filter((output) => output !== undefined)
    .map(shapesOf);
  const parts = isModel(layer) ? layersOf(layer) : layer.cls.module === null ? sublayers(layer) : [];
  const inner = parts.length > 0 || isModel(layer) ? parts.map((one) => tracedLayer(one, layer)) : null;
  const isTold = outputs.length > 1 && (!model || isModel(model) || !areSame(outputs));
  const isCounted = outputs.length > 0 || state.built || (model && isTraced(model));
  return {
    name: state.name,
    type: typeOf(layer),
    output_shape: outputs[0] ?? null,
    ...(isTold ? { output_shapes: outputs } : {}),
    parameters: isCounted ? countParameters(layer) : null,
    trainable: isCounted ? countTrainable(layer) : null,
    memory: calls.length > 0 ? total(calls.map((call) => memoryOf(call.outputs))) : null,
    multiply_adds: calls.length > 0 ? total(calls.map(multiplyAddsOf)) : null,
    receptive_field: receptiveField(calls[0]?.outputs[0]),
    line: layer.line,
    ...(inner ? { layers: inner } : {}),
  };
}

const areSame = (outputs: readonly unknown[]): boolean =>
  new Set(outputs.map((shapes) => JSON.stringify(shapes))).size === 1;

function isModel(layer: Instance): boolean {
  return layer.cls.mro.some(({ name, module }) => name === 'Model' && module !== null);
}

/** The calls of a layer that belong to a model: of its network, or made while the model itself was called first. */
function callsWithin(layer: Instance, model: Instance | null, state: LayerState): readonly Call[] {
  const settings = model ? modelSettings(model) : undefined;
  if (state.calls.length === 0) return state.calls;
  if (settings?.kind === 'functional') return state.calls.filter((call) => callSet(settings.network.calls).has(call));
  if (settings?.kind === 'sequential' && !isInputLayer(layer)) {
    const own = callSet(settings.stages);
    return state.calls.filter((call) => own.has(call));
  }
  const [first] = model ? stateOf(model).calls : [];
  return first ? state.calls.filter((call) => isInside(call, first)) : state.calls;
}

const callSets = new WeakMap<object, { readonly size: number; readonly calls: ReadonlySet<Call> }>();

/** The calls of a network, or those that gave a stack's tensors: made once for all layers that ask. */
function callSet(of: readonly (Call | Value)[]): ReadonlySet<Call> {
  const known = callSets.get(of);
  if (known?.size === of.length) return known.calls;
  const callsOf = (one: Call | Value): Call[] =>
    one instanceof Call ? [one] : tensorsIn([one]).flatMap(({ producer }) => producer?.call ?? []);
  const calls = new Set(of.flatMap(callsOf));
  callSets.set(of, { size: of.length, calls });
  return calls;
}

function isInside(call: Call, outer: Call): boolean {
  for (let parent = call.parent; parent; parent = parent.parent) if (parent === outer) return true;
  return false;
}

function shapesOf(value: Value): Shapes {
  if (value instanceof Tensor) return value.shape;
  if (value instanceof List || value instanceof Tuple) {
    const items = value.items.map(shapesOf);
    return items.length === 1 ? (items[0] as Shapes) : items;
  }
  if (value instanceof Dict) {
    return Object.fromEntries(value.keys().map((key) => [str(key), shapesOf(value.get(key) ?? null)]));
  }
  return null;
}

/** What had been stacked when the paste was refused before there was a model. */
export function unfinished(error: PythonError, session: Session): TracedModel {
  const calls = around(error, session);
  const refused = calls.find(({ fault }) => fault === error)?.callee;
  const layerOf = (layer: Instance): TracedLayer =>
    layer === refused && isModel(layer) && isWhole(layer) ? withoutCall(layer) : tracedLayer(layer);
  return {
    ...withoutModel(calls.length > 0 ? calls : outsideModels(session), layerOf),
    line: error.line,
    outputs: null,
    ...UNCOUNTED,
    fault: faultOf(error),
    network: () => networkOf(calls, []),
  };
}

/** A model that is told of by itself, in the row of the call that refuses. */
function withoutCall(model: Instance): TracedLayer {
  const { layers: _, ...row } = tracedLayer(model);
  return { ...row, output_shape: null, receptive_field: null, ...NO_COLUMNS };
}

/** The paste's own calls that no model of it has. */
function outsideModels(session: Session): Call[] {
  const models = session.models.filter(({ state }) => state !== undefined);
  const inside = new Set(models.flatMap((model) => [...callsOf(model)]));
  return ownCalls(session).filter((call) => !inside.has(call));
}

const UNCOUNTED = { parameters: null, ...NO_COLUMNS };

/** The paste calls layers and makes no model of them: what it has stacked, from its inputs to the tensors left over. */
function fragment(session: Session): TracedModel[] {
  const { context } = session;
  const whole = withoutModel(ownCalls(session), tracedLayer);
  const isEmpty = Array.isArray(whole.outputs) && whole.outputs.length === 0;
  if (isEmpty || context.faults.length > 0) return [];
  context.note('the paste makes no Model; what it stacks is traced', whole.line);
  return [whole];
}

function ownCalls(session: Session): Call[] {
  // a paste may use another framework, too, whose modules are none of Keras's layers
  const isOfKeras = ({ callee }: Call): boolean => !(callee instanceof Instance) || isLayer(callee);
  return session.context.graph.calls.filter((call) => call.depth === 0 && isOfKeras(call));
}

function withoutModel(calls: readonly Call[], layerOf: (layer: Instance) => TracedLayer): TracedModel {
  const layers = [...new Set(calls.map(({ callee }) => callee))].filter(
    (callee): callee is Instance => callee instanceof Instance && callee.state !== undefined,
  );
  const inputs = calls.filter(({ callee }) => isInputLayer(callee)).flatMap(({ outputs }) => outputs);
  const used = new Set(calls.flatMap((call) => call.inputs));
  const left = calls.flatMap(({ outputs }) => outputs).filter((tensor) => !used.has(tensor));
  return {
    name: null,
    variable: null,
    type: 'Functional',
    line: layers[0]?.line ?? 1,
    layers: layers.map((layer) => layerOf(layer)),
    inputs: shapesOf(new List(inputs)),
    outputs: shapesOf(new List(left)),
    parameters: layers.reduce((sum, layer) => sum + countParameters(layer), 0),
    trainable: layers.reduce((sum, layer) => sum + countTrainable(layer), 0),
    memory: total(calls.map((call) => memoryOf(call.outputs))),
    multiply_adds: total(calls.map(multiplyAddsOf)),
    fault: null,
    network: () => networkOf(calls, []),
  };
}

/** The paste's own calls that hang together with the one that an error arose in. */
function around(error: PythonError, session: Session): Call[] {
  const own = ownCalls(session);
  const beside = new Map<Call, Call[]>(own.map((call) => [call, []]));
  for (const call of own) {
    for (const { producer } of call.inputs) {
      if (!producer) continue;
      beside.get(call)?.push(producer.call);
      beside.get(producer.call)?.push(call);
    }
  }
  const found = new Set(own.filter(({ fault }) => fault === error));
  for (const call of found) beside.get(call)?.forEach((other) => found.add(other)); // which grows as it is gone through
  return own.filter((call) => found.has(call));
}
