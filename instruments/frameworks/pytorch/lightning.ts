/** Lightning: a LightningModule is a module of PyTorch; what trains it is passed over, and named. */
import { method } from '../../languages/python/callables.ts';
import type { Arguments } from '../../languages/python/callables.ts';
import { Class, Instance } from '../../languages/python/classes.ts';
import { Dict, List, Module, Property, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { passive } from '../framework.ts';
import type { Session } from './session.ts';

const TRAINING =
  `log log_dict print freeze unfreeze manual_backward optimizers lr_schedulers toggle_optimizer untoggle_optimizer
  clip_gradients all_gather`.split(/\s+/);
/** What a running trainer tells; no shape depends on it. */
const TOLD = 'trainer logger current_epoch global_step global_rank local_rank fabric loggers'.split(' ');

export function lightning(base: Class, session: Session): Module {
  const cls = lightningModule(base, session);
  const found: Module = new Module('lightning', (name): Value => {
    if (name === 'LightningModule') return cls;
    return name === 'pytorch' ? found : passive(`lightning.${name}`);
  });
  return found;
}

function lightningModule(base: Class, session: Session): Class {
  const hparams = attributeDict(session);
  const members = new Map<string, Value>([
    ...TRAINING.map((name) => [name, passive(name)] as const),
    ...TOLD.map((name) => [name, session.context.unknown(`\`${name}\` is a trainer's`, { harmless: true })] as const),
    ['device', new Property(method('device', () => session.device))],
    [
      'save_hyperparameters',
      method('save_hyperparameters', (self, args) => {
        const kept = new Instance(hparams);
        for (const [name, value] of hyperparameters(args, session)) kept.attributes.set(name, value);
        self.attributes.set('hparams', kept);
        return null;
      }),
    ],
  ]);
  return new Class('LightningModule', [base], members, 'lightning');
}

/** What `save_hyperparameters` keeps: the arguments of the `__init__` that calls it, some of them, or a dict's entries. */
export function hyperparameters(
  { positional, keywords }: Arguments,
  { context }: Session,
): (readonly [string, Value])[] {
  const names = positional.filter((one) => typeof one === 'string');
  const [first] = positional;
  if (first !== undefined && names.length === 0) return entriesOf(first);
  const ignored = keywords.get('ignore') ?? new List([]);
  const without = ignored instanceof List || ignored instanceof Tuple ? ignored.items : [ignored];
  const [, ...given] = [...(context.given ?? [])]; // behind `self`
  return given.filter(([name]) => (names.length === 0 || names.includes(name)) && !without.includes(name));
}

function entriesOf(value: Value): (readonly [string, Value])[] {
  if (value instanceof Instance) return [...value.attributes];
  if (!(value instanceof Dict)) return [];
  return value.keys().map((key) => [String(key), value.get(key) ?? null] as const);
}

/** A dict whose entries are attributes too: `self.hparams.lr`, `self.hparams["lr"]`. */
function attributeDict({ context }: Session): Class {
  const entry = (self: Instance, name: Value): Value | undefined => self.attributes.get(String(name));
  const missing = (name: Value): Value => context.unknown(`\`${String(name)}\` is not among the hyperparameters`);
  const members = new Map<string, Value>([
    ['__getattr__', method('__getattr__', (self, { positional: [name = null] }) => entry(self, name) ?? missing(name))],
    ['__getitem__', method('__getitem__', (self, { positional: [name = null] }) => entry(self, name) ?? missing(name))],
    ['__contains__', method('__contains__', (self, { positional: [name = null] }) => entry(self, name) !== undefined)],
    ['get', method('get', (self, { positional: [name = null, usual = null] }) => entry(self, name) ?? usual)],
  ]);
  return new Class('AttributeDict', [], members, 'lightning');
}
