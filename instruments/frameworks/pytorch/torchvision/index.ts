/** `torchvision.models`: the networks that pastes take whole, module by module; what is not here is named. */
import { bind, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import type { Class } from '../../../languages/python/classes.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { Dict, Module, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { known, passive } from '../../framework.ts';
import type { Session } from '../session.ts';
import { Building } from './building.ts';
import type { Settings } from './building.ts';
import { CONVNEXT } from './convnext.ts';
import { DENSENET } from './densenet.ts';
import { block } from './blocks.ts';
import { EFFICIENTNET } from './efficientnet.ts';
import { INCEPTION } from './inception.ts';
import { MOBILENET } from './mobilenet.ts';
import { MOBILENET_V3 } from './mobilenetv3.ts';
import type { Network } from './network.ts';
import { RESNET } from './resnet.ts';
import { SHUFFLENET } from './shufflenet.ts';
import { SQUEEZENET } from './squeezenet.ts';
import { VGG } from './vgg.ts';
import { VISION_TRANSFORMER } from './visiontransformer.ts';

const NETWORKS: Readonly<Record<string, Network>> = {
  ...RESNET,
  ...VGG,
  ...MOBILENET,
  ...MOBILENET_V3,
  ...EFFICIENTNET,
  ...DENSENET,
  ...SQUEEZENET,
  ...SHUFFLENET,
  ...CONVNEXT,
  ...VISION_TRANSFORMER,
  ...INCEPTION,
};
/** Files of torchvision in which they stand, too. */
const FILES = [
  ...['resnet', 'vgg', 'mobilenet', 'mobilenetv2', 'mobilenetv3', 'efficientnet', 'densenet', 'squeezenet'],
  ...['shufflenetv2', 'convnext', 'vision_transformer', 'googlenet', 'inception', '_utils'],
];
/** Networks of the same names that are others. */
const OTHERS = ['segmentation', 'detection', 'quantization', 'video', 'optical_flow', 'feature_extraction'];

/** The classes that the weights were trained for. */
const TRAINED_CLASSES = 1000;
const PARAMETERS = parameters([['weights', null], ['progress', true], '**kwargs']);

/** @param layers `torch.nn`'s classes by name */
export function torchvisionModels(path: string, layers: ReadonlyMap<string, Class>, session: Session): Module {
  const build = new Building(layers, session);
  const made = new Map<string, Value>();
  const isOther = OTHERS.includes(path.split('.')[2] ?? '');
  const member = (name: string): Value => {
    const network = NETWORKS[name];
    if (network && !isOther) {
      return new NativeFunction(name, (args) => {
        const { classes, settings } = settingsOf(name, args, session);
        return network(build, classes, settings);
      });
    }
    if (FILES.includes(name) || OTHERS.includes(name)) return torchvisionModels(`${path}.${name}`, layers, session);
    if (name === 'get_model') return new NativeFunction(name, (args) => byName(args, find, session));
    return /_Weights$/.test(name) ? weights(`${path}.${name}`, session) : unfollowed(name, session);
  };
  const find = (name: string): Value => {
    const found = made.get(name) ?? (isOther ? undefined : block(name, build, session)) ?? member(name);
    made.set(name, found);
    return found;
  };
  return new Module(path, find, () => Object.keys(NETWORKS));
}

/** `torchvision.ops`: its blocks; what looks at boxes stacks nothing. */
export function torchvisionOps(layers: ReadonlyMap<string, Class>, session: Session): Module {
  const build = new Building(layers, session);
  const ops: Module = new Module('torchvision.ops', (name) =>
    name === 'misc' ? ops : (block(name, build, session) ?? passive(`torchvision.ops.${name}`)),
  );
  return ops;
}

/** `ResNet18_Weights.DEFAULT` */
function weights(path: string, { context }: Session): Module {
  return new Module(path, () => context.unknown('weights have no values here', { harmless: true }));
}

function unfollowed(name: string, { context }: Session): NativeFunction {
  return new NativeFunction(name, () => context.unknown(`the layers of \`${name}\` are not in the paste`));
}

/** `get_model('resnet18', weights=…)` */
function byName({ positional, keywords }: Arguments, find: (name: string) => Value, { context }: Session): Value {
  const [name = keywords.get('name') ?? null, ...others] = positional;
  if (typeof name !== 'string')
    throw new NotFollowed(context.unknown('the layers of `get_model` are not in the paste'));
  const named = new Map([...keywords].filter(([key]) => key !== 'name'));
  return context.call(find(name.toLowerCase()), { positional: others, keywords: named });
}

/** What networks are made with, as far as it changes no shape or is followed. */
const UNDERSTOOD = ['pretrained', 'num_classes', 'dropout', 'zero_init_residual', 'init_weights', 'memory_efficient'];

/** What else some networks are made with, by the first word of their names. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  vit: ['image_size', 'attention_dropout'],
  googlenet: ['aux_logits', 'transform_input'],
  inception: ['aux_logits', 'transform_input'],
};

/** The classes that a network is made for. Which weights it gets changes no shape; that it gets some binds the classes. */
function settingsOf(name: string, args: Arguments, session: Session): { classes: number; settings: Settings } {
  const bound = bind(PARAMETERS, args, name);
  const others = bound.get('kwargs') as Dict;
  const given = others.get('num_classes');
  const classes = given === undefined ? TRAINED_CLASSES : known(given, `\`num_classes\` of ${name}`);
  const own = OWN[name.split('_')[0] ?? ''] ?? [];
  const other = others.keys().find((key) => ![...UNDERSTOOD, ...own].includes(String(key)));
  if (other !== undefined)
    throw new NotFollowed(session.context.unknown(`\`${String(other)}\` of ${name} is not known here`));
  if (typeof classes !== 'number')
    throw new NotFollowed(session.context.unknown(`\`num_classes\` of ${name} is not known here`));
  const weights = others.get('pretrained') ?? bound.get('weights');
  const isTrained = weights instanceof Unknown || session.context.truth(weights);
  const made = own.map((key) => [key, known(others.get(key) ?? null, `\`${key}\` of ${name}`)] as const);
  const settings: Settings = { ...Object.fromEntries(made), isTrained };
  if (!isTrained || classes === TRAINED_CLASSES) return { classes, settings };
  const message = `The parameter 'num_classes' expected value ${TRAINED_CLASSES} but got ${classes} instead.`;
  throw new Refusal('ValueError', message, 'argument', { argument: 'num_classes' });
}
