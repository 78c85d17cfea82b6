/** Keras 3 as the interpreter sees it: its modules, its layers, its models. */
import { NativeFunction } from '../../languages/python/callables.ts';
import type { Class } from '../../languages/python/classes.ts';
import type { Value } from '../../languages/python/values.ts';
import { whenUsed } from '../framework.ts';
import type { FrameworkFactory } from '../framework.ts';
import { cautionOfUncomputed } from './cautions.ts';
import { layerClass } from './layer/class.ts';
import { LAYERS, LIMITS } from './layers/index.ts';
import { inputLayerClass } from './models/input.ts';
import { modelClasses } from './models/class.ts';
import { modules } from './modules.ts';
import { fillTensors, tensorClass } from './operations/tensors.ts';
import { PATHS } from './paths.ts';
import { inputSizes, proposals } from './repairs/index.ts';
import { tracedModels, unfinished } from './report.ts';
import { builtIn, layerNames } from './rules.ts';
import { Session } from './session.ts';

/** Names that pastes use without importing them, and what is meant. */
const ASSUMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    keras: 'keras',
    layers: 'keras.layers',
    models: 'keras.models',
    tf: 'tensorflow',
    tensorflow: 'tensorflow',
    ops: 'keras.ops',
    K: 'keras.backend',
    backend: 'keras.backend',
    Sequential: 'keras.Sequential',
    Model: 'keras.Model',
    Input: 'keras.Input',
    ...Object.fromEntries(
      ['mnist', 'fashion_mnist', 'cifar10', 'cifar100'].map((name) => [name, `keras.datasets.${name}`]),
    ),
  }),
);

/** Functions of `keras.layers` that are often imported on their own. */
const MERGES = ['concatenate', 'add', 'multiply', 'average', 'maximum', 'minimum', 'subtract', 'dot'];

export const keras: FrameworkFactory = (context) =>
  whenUsed(
    'keras',
    PATHS,
    (name) => ASSUMED.get(name) ?? (isLayerName(name) || MERGES.includes(name) ? `keras.layers.${name}` : undefined),
    () => {
      const session = new Session(context, tensorClass());
      fillTensors(session);
      const layer = layerClass(session);
      const inputLayer = inputLayerClass(layer, session);
      const { model, sequential } = modelClasses(layer, inputLayer, session);
      const layers = new LayerClasses(layer, inputLayer, session);
      return {
        module: modules({ layer, model, sequential, inputLayer, layers }, session),
        models: (inputs) => {
          const traced = tracedModels(session, inputLayer, inputs);
          cautionOfUncomputed(context);
          return traced;
        },
        unfinished: (error) => unfinished(error, session),
        proposals: (error) => proposals(error, session),
        inputSizes: () => inputSizes(session),
        likelyInputs: () => [], // the layers of Keras take what comes
      };
    },
  );

const classNames = new Set([...layerNames.values(), 'Layer', 'InputLayer']);

function isLayerName(name: string): boolean {
  return layerNames.has(name) || classNames.has(name);
}

/** Every name of `keras.layers`; two names of one class are one class. A paste uses few: each is made when asked for. */
class LayerClasses {
  private readonly classes: Map<string, Value>;

  constructor(
    private readonly base: Class,
    inputLayer: Class,
    private readonly session: Session,
  ) {
    this.classes = new Map<string, Value>([
      ['Layer', base],
      ['InputLayer', inputLayer],
    ]);
  }

  get(name: string): Value | undefined {
    const canonical = layerNames.get(name) ?? name;
    const known = this.classes.get(canonical);
    if (known !== undefined || !classNames.has(canonical)) return known;
    const cls = made(canonical, this.base, this.session);
    this.classes.set(canonical, cls);
    return cls;
  }

  keys(): Iterable<string> {
    return [...layerNames.keys(), ...classNames];
  }
}

function made(name: string, base: Class, session: Session): Value {
  const rules = LAYERS.get(name);
  if (rules) return builtIn(name, base, rules, session);
  const why = LIMITS[name] ?? 'its sizes are not known here';
  return new NativeFunction(name, () => session.context.unknown(`\`${name}\` is not followed: ${why}`));
}
