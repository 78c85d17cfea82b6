/** `keras.Model`: the class, and what its objects answer. */
import { tensorsIn } from '../../../graph/graph.ts';
import { Tensor } from '../../../graph/tensor.ts';
import { bind, method, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { Dict, List, Property, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { passive } from '../../framework.ts';
import { shapeTuple } from '../layer/shapes.ts';
import { initialize, lastCall, stateOf } from '../layer/state.ts';
import type { Session } from '../session.ts';
import { buildFromShape } from './building.ts';
import { callFunctional, functional } from './functional.ts';
import { compile } from './labels.ts';
import { sequentialClass } from './sequential.ts';
import { ends, layersOf, modelSettings } from './settings.ts';
import type { FunctionalSettings } from './settings.ts';

/** What models of Keras do that changes no shape. */
const PASSIVE = [
  'fit',
  'evaluate',
  'predict',
  'predict_on_batch',
  'train_on_batch',
  'test_on_batch',
  'summary',
  'save',
  'save_weights',
  'load_weights',
  'export',
  'to_json',
  'add_loss',
  'add_metric',
  'reset_metrics',
  'reset_states',
  'fit_generator',
  'predict_generator',
  'evaluate_generator',
  'predict_classes',
  'predict_proba',
  'get_compile_config',
  'quantize',
];

/** `keras.Model`, and `Functional`, which the class becomes when it is called with tensors. */
export function modelClasses(layer: Class, inputLayer: Class, session: Session): { model: Class; sequential: Class } {
  const members = new Map<string, Value>(PASSIVE.map((name) => [name, passive(name)]));
  members.set('compile', compile());
  members.set(
    '__init__',
    method('__init__', (self, args) => initializeModel(self, args, session)),
  );
  members.set(
    '__init_subclass__',
    new NativeFunction('__init_subclass__', ({ positional: [cls] }) => {
      if (cls instanceof Class) {
        session.classes.push(cls);
        cautionOfStep(cls, session);
      }
      return null;
    }),
  );
  members.set(
    'build',
    method('build', (self, args) => buildFromShape(self, args, inputLayer, session)),
  );
  members.set(
    'call',
    method('call', (self, args) => callFunctional(self, args, session)),
  );
  members.set('layers', new Property(method('layers', (self) => new List(followedLayers(self)))));
  members.set(
    'get_layer',
    method('get_layer', (self, args) => getLayer(self, args)),
  );
  fillEnds(members);
  const model = new Class('Model', [layer], members, 'keras');
  return { model, sequential: sequentialClass(model, inputLayer, session) };
}

/** A step of training that the paste writes itself: what it calls and compares is not computed here. */
function cautionOfStep(cls: Class, { context }: Session): void {
  const name = ['train_step', 'compute_loss'].find((one) => cls.members.has(one));
  if (name !== undefined)
    context.caution(`\`${name}\` is not followed: \`fit\` runs it, and may refuse what it computes`, cls.line);
}

/** What a model says of its inputs and outputs. */
function fillEnds(members: Map<string, Value>): void {
  // Others than a functional model have no `input` until they were called, as any layer.
  const isFunctional = (self: Instance): boolean => modelSettings(self)?.kind === 'functional';
  const inputOf = (self: Instance): Value =>
    isFunctional(self) ? ends(self, 'inputs') : (lastCall(self, 'input').args.positional[0] ?? null);
  const outputOf = (self: Instance): Value =>
    isFunctional(self) ? ends(self, 'outputs') : (lastCall(self, 'output').output ?? null);
  members.set('input', new Property(method('input', inputOf)));
  members.set('output', new Property(method('output', outputOf)));
  members.set('inputs', new Property(method('inputs', (self) => new List(tensorsIn([ends(self, 'inputs')])))));
  members.set('outputs', new Property(method('outputs', (self) => new List(tensorsIn([ends(self, 'outputs')])))));
  members.set('input_shape', new Property(method('input_shape', (self) => shapesOf(ends(self, 'inputs')))));
  members.set('output_shape', new Property(method('output_shape', (self) => shapesOf(ends(self, 'outputs')))));
}

const FUNCTIONAL = parameters(['inputs', 'outputs', ['name', null], '**kwargs']);

/** Whether `Model(…)` was called with tensors, by position or by name. */
function hasTensors(args: Arguments): boolean {
  const { positional, keywords } = args;
  return (
    positional.length === 2 ||
    (positional.length === 1 && keywords.has('outputs')) ||
    (keywords.has('inputs') && keywords.has('outputs'))
  );
}

function initializeModel(self: Instance, args: Arguments, session: Session): Value {
  session.models.push(self);
  if (!hasTensors(args)) {
    if (args.keywords.has('input') || args.keywords.has('output')) {
      const message = `Unrecognized keyword arguments passed to ${self.cls.name}: ${[...args.keywords.keys()].join(', ')}`;
      throw new Refusal('ValueError', message, 'argument', { argument: 'inputs' });
    }
    initialize(self, args.keywords, session);
    return null;
  }
  const bound = bind(FUNCTIONAL, args, 'Functional.__init__');
  const keywords = new Map<string, Value>();
  if (bound.get('name') !== null) keywords.set('name', bound.get('name'));
  for (const [key, value] of (bound.get('kwargs') as Dict).entries.values()) keywords.set(key as string, value);
  const isOwn = self.cls.module === null;
  const state = initialize(self, keywords, session);
  if (!state.named && !isOwn) state.name = session.automaticName('Functional');
  state.settings = functional(bound.get('inputs'), bound.get('outputs'), session);
  const { operations } = (state.settings as FunctionalSettings).network;
  state.inner.push(...operations.filter((operation) => operation instanceof Instance));
  state.built = true;
  return null;
}

/** @throws NotFollowed where the model was not followed as it was made: which layers it has is not known. */
function followedLayers(model: Instance): Instance[] {
  if (model.doubt) throw new NotFollowed(model.doubt, `this ${model.cls.name}`);
  return layersOf(model);
}

function getLayer(self: Instance, args: Arguments): Value {
  const bound = bind(
    parameters([
      ['name', null],
      ['index', null],
    ]),
    args,
    'Model.get_layer',
  );
  const layers = followedLayers(self);
  const index = bound.get('index');
  const name = bound.get('name');
  const found = typeof index === 'number' ? layers.at(index) : layers.find((layer) => stateOf(layer).name === name);
  if (found) return found;
  const names = layers.map((layer) => `'${stateOf(layer).name}'`).join(', ');
  const message =
    typeof index === 'number'
      ? `Was asked to retrieve layer at index ${index} but model only has ${layers.length} layers.`
      : `No such layer: ${String(name)}. Existing layers are: [${names}].`;
  throw new Refusal('ValueError', message, 'name', { name });
}

function shapesOf(value: Value): Value {
  if (value instanceof Tensor) return shapeTuple(value.shape);
  if (value instanceof List || value instanceof Tuple) return new List(value.items.map(shapesOf));
  if (value instanceof Dict)
    return Dict.of(value.keys().map((key) => [key, shapesOf(value.get(key) ?? null)] as const));
  return null;
}
