/** The library of the book "Dive into Deep Learning": its classes of modules; what trains and shows them is passed over, and named. */
import { method, NativeFunction, PythonFunction } from '../../languages/python/callables.ts';
import { Class } from '../../languages/python/classes.ts';
import type { Instance } from '../../languages/python/classes.ts';
import { Module, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { passive } from '../framework.ts';
import { hyperparameters } from './lightning.ts';
import { initialize } from './module.ts';
import type { Session } from './session.ts';
import { sizesOf } from './reading.ts';

/** What begins so trains, loads or shows, and makes no layer. */
const HARMLESS =
  /^(train|predict|evaluate|accuracy|load|read|download|try|show|plot|set|use|init|data|tokenize|count|sgd|squared|num_gpus|cpu$|gpu|get_|Timer|Accumulator|Animator|Trainer|ProgressBoard|DataModule|FashionMNIST|Vocab|Synthetic)/;
const TRAINING = 'loss plot training_step validation_step configure_optimizers accuracy'.split(' ');

export function d2l(base: Class, session: Session): Module {
  const parameters = new Class('HyperParameters', [], hyperparameterMembers(session), 'd2l.torch');
  const module = new Class('Module', [base, parameters], moduleMembers(session), 'd2l.torch');
  const classifier = new Class('Classifier', [module], classifierMembers(session), 'd2l.torch');
  const coders = ['Encoder', 'Decoder', 'AttentionDecoder'].map(
    (name) => new Class(name, [base], new Map(), 'd2l.torch'),
  );
  const classes = new Map<string, Value>([parameters, module, classifier, ...coders].map((cls) => [cls.name, cls]));
  return new Module('d2l.torch', (name) => {
    if (name === 'add_to_class') return addToClass;
    const found = classes.get(name);
    if (found !== undefined) return found;
    return HARMLESS.test(name)
      ? passive(`d2l.${name}`)
      : new NativeFunction(name, () => session.context.unknown(`\`d2l.${name}\` is not known here`));
  });
}

/** `@d2l.add_to_class(Net)`: the function below becomes a method. */
const addToClass = new NativeFunction(
  'add_to_class',
  ({ positional: [cls = null] }) =>
    new NativeFunction('add_to_class', ({ positional: [added = null] }) => {
      if (cls instanceof Class && added instanceof PythonFunction) {
        added.owner = cls; // for `super()`
        cls.members.set(added.name, added);
      }
      return null;
    }),
);

/** What `__init__` was called with becomes attributes. */
function hyperparameterMembers(session: Session): Map<string, Value> {
  const save = method('save_hyperparameters', (self: Instance, args) => {
    for (const [name, value] of hyperparameters(args, session)) session.context.setAttribute(self, name, value);
    return null;
  });
  return new Map<string, Value>([['save_hyperparameters', save]]);
}

function moduleMembers({ context }: Session): Map<string, Value> {
  return new Map<string, Value>([
    ...TRAINING.map((name) => [name, passive(name)] as const),
    [
      '__init__',
      method('__init__', (self) => {
        initialize(self);
        return null;
      }),
    ],
    ['forward', method('forward', (self, args) => context.call(context.attribute(self, 'net') ?? null, args))],
    [
      'apply_init',
      method('apply_init', (self, { positional: [inputs = null] }) => {
        context.call(context.attribute(self, 'forward') ?? null, { positional: context.items(inputs) });
        return null;
      }),
    ],
  ]);
}

/** `layer_summary` puts an input of this shape through the net, layer by layer. */
function classifierMembers(session: Session): Map<string, Value> {
  const summary = method('layer_summary', (self, { positional: [shape = null] }) => {
    const input = session.tensor(sizesOf(shape instanceof Tuple ? shape : new Tuple([shape]), '`X_shape`'));
    session.context.call(self, { positional: [input] });
    return null;
  });
  return new Map<string, Value>([['layer_summary', summary]]);
}
