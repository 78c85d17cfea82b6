/** The modules under which pastes find PyTorch: `torch`, `torch.nn`, `torch.nn.functional`, `torchvision`, Lightning, d2l, einops. */
import { Tensor } from '../../graph/tensor.ts';
import { NativeFunction } from '../../languages/python/callables.ts';
import { Class } from '../../languages/python/classes.ts';
import { Float, List, memoizedModule, Module, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { passive } from '../framework.ts';
import { einopsFunction, einopsLayer } from './einops/index.ts';
import { einsum } from './functions/einsum.ts';
import { loss, lossModule } from './functions/losses.ts';
import { operation } from './functions/operations.ts';
import { sizeTuple } from './functions/tensors.ts';
import { lightning } from './lightning.ts';
import names from './names.json' with { type: 'json' };
import { isModule, stateOf } from './module.ts';
import { d2l } from './d2l.ts';
import { dataMember } from './data.ts';
import { dtypeNamed, maker } from './made.ts';
import { utility } from './normed.ts';
import { packedMember } from './packed.ts';
import { sizesOf } from './reading.ts';
import type { Session } from './session.ts';
import { timm } from './timm.ts';
import { transformsFunctional } from './torchvision/functional.ts';
import { torchvisionModels, torchvisionOps } from './torchvision/index.ts';

interface Classes {
  readonly module: Class;
  /** `torch.nn`'s classes by name. */
  readonly layers: ReadonlyMap<string, Class>;
}

/** ATen’s names of what `torch.nn.functional` calls so: `unfold` of a tensor is another operation. */
const COLUMNS = new Map([
  ['unfold', 'im2col'],
  ['fold', 'col2im'],
]);

/** A module whose names PyTorch has told: another is not in it, as `nn.Conv2D`. */
function whole(path: Exclude<keyof typeof names, 'version'>, find: (name: string) => Value | undefined): Module {
  const all = new Set(names[path].split(' '));
  const has = (name: string): boolean => name.startsWith('_') || all.has(name);
  return memoizedModule(
    path,
    (name) => (has(name) ? find(name) : undefined),
    () => all,
    true,
  );
}

const DTYPES = [
  'float',
  'float16',
  'float32',
  'float64',
  'int',
  'int32',
  'int64',
  'long',
  'bool',
  'half',
  'double',
  'uint8',
  'bfloat16',
  'short',
  'int16',
  'int8',
  'cfloat',
  'complex64',
  'cdouble',
  'complex128',
];
const PASSIVE =
  `optim utils cuda backends autograd jit distributed amp onnx hub profiler quantization no_grad inference_mode
  manual_seed save load set_grad_enabled set_num_threads enable_grad set_printoptions random mps use_deterministic_algorithms
  Generator get_num_threads set_float32_matmul_precision`.split(/\s+/);

const TRANSFORMS = 'torchvision.transforms.functional';

const STOPS_GRADIENTS = ['no_grad', 'inference_mode', 'set_grad_enabled', 'autograd'];

export function modules(classes: Classes, session: Session): (path: string) => Module | undefined {
  const functional = whole(
    'torch.nn.functional',
    (name) => operation(COLUMNS.get(name) ?? name, session, 'F') ?? functionalMember(name, session),
  );
  const nn = whole('torch.nn', (name) => nnMember(name, classes, functional, session));
  const torch = whole('torch', (name) => torchMember(name, nn, session));
  const trainer = lightning(classes.module, session);
  const layers = memoizedModule('einops.layers.torch', (name) => einopsLayer(name, classes.module, session));
  const fixed = new Map<string, Module>([
    ['torch', torch],
    ['torch.nn', nn],
    ['torch.fft', fourier(session)],
    ['torch.nn.functional', functional],
    ['lightning', trainer],
    ['d2l.torch', d2l(classes.module, session)],
    ['pytorch_lightning', trainer],
    ['lightning.pytorch', trainer],
    ['einops', memoizedModule('einops', (name) => einopsMember(name, layers, session))],
    ['einops.layers.torch', layers],
    ...torchvision(classes.layers, session),
    [TRANSFORMS, transformsFunctional(TRANSFORMS, quiet(TRANSFORMS, session), session)],
    ...timm(classes.module, session),
    ...summaries(session),
  ]);
  return (path) => {
    const found = fixed.get(path);
    if (found) return found;
    if (/^torch\.nn\.(modules|parameter)(\.\w+)?$/.test(path)) return nn;
    if (/^torchvision\.models(\.|$)/.test(path)) return modelsAt(path, fixed.get('torchvision.models') as Module);
    if (/^torchvision\.ops\.\w+$/.test(path)) return fixed.get('torchvision.ops');
    if (/^(torch|torchvision|torchaudio|torchtext|torchmetrics|timm)\b/.test(path)) return quiet(path, session);
    return undefined;
  };
}

/** `torchvision`: its networks and the blocks of them are followed, the rest loads and shows. */
function torchvision(layers: ReadonlyMap<string, Class>, session: Session): [string, Module][] {
  const inner = new Map([
    ['models', torchvisionModels('torchvision.models', layers, session)],
    ['ops', torchvisionOps(layers, session)],
  ]);
  const outer = memoizedModule('torchvision', (name) => inner.get(name) ?? quietMember('torchvision', name, session));
  return [['torchvision', outer], ...[...inner].map(([name, one]): [string, Module] => [`torchvision.${name}`, one])];
}

/** Tools that call a model to tell of its layers. */
function summaries(session: Session): [string, Module][] {
  return ['torchsummary', 'torchinfo', 'torchview', 'thop', 'ptflops'].map((name) => [
    name,
    memoizedModule(name, (member) => (member === 'summary' ? summary(name, session) : passive(member))),
  ]);
}

function einopsMember(name: string, torch: Module, session: Session): Value {
  if (name !== 'layers') return einopsFunction(name, session);
  return memoizedModule('einops.layers', (member) => (member === 'torch' ? torch : undefined));
}

/** Modules that stack nothing: data, optimizers, transforms. */
function quiet(path: string, session: Session): Module {
  return memoizedModule(path, (name) => quietMember(path, name, session));
}

function quietMember(path: string, name: string, session: Session): Value {
  if (/^(DistributedDataParallel|FullyShardedDataParallel|DataParallel)$/.test(name)) return wrapper(name, session);
  if (path === 'torch.jit' && name === 'trace') return tracedByPyTorch;
  if (path === 'torch.jit' && /^(script|freeze|optimize_for_inference)$/.test(name)) return givesBack(name);
  if ((path === 'torch.jit' || path === 'torch.onnx') && /^(save|export)$/.test(name)) return passive(name);
  if (name === 'is_available') return accelerator(`${path}.${name}`, false, session);
  if (name === 'device_count') return accelerator(`${path}.${name}`, 0, session);
  if (/^torch\.nn\.utils(\.parametrizations)?$/.test(path) && /_norm$|^orthogonal$/.test(name))
    return utility(name, session);
  if (path === 'torch.nn.utils' && /^(parametrizations|rnn)$/.test(name)) return quiet(`${path}.${name}`, session);
  if (path === 'torch.nn.utils.rnn') return packedMember(name, session) ?? passive(name);
  if (path === 'torch.utils.data') return dataMember(name, session);
  if (path === 'torch.autograd' && name === 'Variable') return variable;
  return /^[a-z_]+$/.test(name) && path.split('.').length < 3 ? quiet(`${path}.${name}`, session) : passive(name);
}

/** A function after which a module computes what it did: it gives back what it was given. */
function givesBack(name: string): NativeFunction {
  return new NativeFunction(name, ({ positional: [given], keywords }) => {
    if (given !== undefined) return given;
    return (
      keywords.get('model') ?? keywords.get('obj') ?? new NativeFunction(name, ({ positional: [one = null] }) => one)
    );
  });
}

/** `nn.DataParallel(model)`: the model, which stands in it as `module`. */
function wrapper(name: string, session: Session): NativeFunction {
  return new NativeFunction(name, ({ positional: [given], keywords }) => {
    const module = given ?? keywords.get('module') ?? null;
    if (isModule(module)) session.wrapped.add(module);
    return module;
  });
}

/** `torch.jit.trace(model, example)` calls the model. */
const tracedByPyTorch = new NativeFunction('trace', ({ positional: [model = null, example], keywords }, context) => {
  const inputs = example ?? keywords.get('example_inputs') ?? null;
  context.call(model, { positional: inputs instanceof Tuple ? inputs.items : [inputs] });
  return model;
});

/** Where a model runs changes no shape, so a paste is read as on a machine without an accelerator; this is said. */
function accelerator(path: string, answer: boolean | number, session: Session): NativeFunction {
  return new NativeFunction(path, () => {
    session.context.note(`\`${path}()\` is read as ${session.context.repr(answer)}: no accelerator is there`);
    return answer;
  });
}

/** `torchvision.models.resnet`, a file of it; a function that stands there is no module. */
function modelsAt(path: string, models: Module): Module | undefined {
  const found = path
    .split('.')
    .slice(2)
    .reduce<Value | undefined>((outer, name) => (outer instanceof Module ? outer.find(name) : undefined), models);
  return found instanceof Module ? found : undefined;
}

function nnMember(name: string, classes: Classes, functional: Module, session: Session): Value | undefined {
  const layer = classes.layers.get(name);
  if (layer) return layer;
  if (name === 'functional') return functional;
  if (name === 'Parameter') return session.parameters;
  if (name === 'init' || name === 'utils' || name === 'parallel') return quiet(`torch.nn.${name}`, session);
  if (name === 'DataParallel') return wrapper(name, session);
  if (/(?<!AdaptiveLogSoftmaxWith)Loss$/.test(name)) return lossModule(name, session);
  return new NativeFunction(name, () => session.context.unknown(`\`nn.${name}\` is not followed`));
}

/** Losses give one number that no model is stacked on. */
function functionalMember(name: string, session: Session): Value {
  if (/loss|entropy|kl_div/.test(name)) return loss(name, session);
  return new NativeFunction(name, () => session.context.unknown(`what \`F.${name}\` gives is not followed`));
}

function torchMember(name: string, nn: Module, session: Session): Value | undefined {
  if (name === 'nn') return nn;
  if (name === 'fft') return fourier(session);
  if (name === 'Tensor') return session.tensors;
  if (name === 'Size')
    return new NativeFunction('Size', ({ positional: [sizes = null] }, context) =>
      sizeTuple(sizesOf(new Tuple(context.items(sizes)), 'sizes'), session),
    );
  const made = maker(name, session);
  if (made) return made;
  if (name === 'device') return session.devices;
  if (name === 'compile') return givesBack(name);
  if (name === 'einsum') return einsum(session);
  if (DTYPES.includes(name)) return name;
  if (name === '__version__') return names.version;
  if (name === 'finfo') return finfo(session);
  if (name === 'pi') return new Float(Math.PI);
  if (STOPS_GRADIENTS.includes(name)) session.mayStopGradients = true;
  if (PASSIVE.includes(name))
    return /^(optim|utils|cuda|backends|autograd|jit|distributed|amp|onnx|hub|profiler|quantization|random|mps)$/.test(
      name,
    )
      ? quiet(`torch.${name}`, session)
      : passive(name);
  const found = operation(name, session, 'torch');
  if (found) return found;
  return notGiven(name, session);
}

/** `torch.fft`: what is not followed in it is said. */
function fourier(session: Session): Module {
  return memoizedModule(
    'torch.fft',
    (name) => operation(`fft_${name}`, session, 'fft') ?? notGiven(`fft.${name}`, session),
  );
}

function notGiven(name: string, session: Session): NativeFunction {
  return new NativeFunction(name, () => session.context.unknown(`what \`torch.${name}\` gives is not followed`));
}

/** The least and the greatest number of a kind, and the least step from 1. */
const FLOATS: Readonly<Record<string, readonly [max: number, eps: number]>> = {
  float16: [65504, 2 ** -10],
  bfloat16: [3.3895313892515355e38, 2 ** -7],
  float32: [3.4028234663852886e38, 2 ** -23],
  float64: [Number.MAX_VALUE, 2 ** -52],
};

/** `torch.finfo(x.dtype).min` */
function finfo({ context }: Session): NativeFunction {
  return new NativeFunction('finfo', ({ positional: [given = 'float32'] }) => {
    const dtype = dtypeNamed(given);
    const [max, eps] = FLOATS[dtype] ?? [];
    if (max === undefined || eps === undefined) return context.unknown('what `torch.finfo` gives is not followed');
    const members: Readonly<Record<string, number>> = { min: -max, max, eps, resolution: eps };
    return new Module(`torch.finfo(${dtype})`, (name) => {
      const value = members[name];
      return value === undefined ? undefined : new Float(value);
    });
  });
}

/** `torch.autograd.Variable(x)`: since PyTorch 0.4 the tensor itself. */
const variable = new NativeFunction(
  'Variable',
  ({ positional: [data = null], keywords }) => keywords.get('data') ?? data,
  true,
);

/** `summary(model, (3, 32, 32))` says the input: torchsummary puts a batch of 2 in front, torchinfo takes all of it. */
function summary(tool: string, session: Session): NativeFunction {
  return new NativeFunction('summary', ({ positional: [model = null, second = null], keywords }, context) => {
    const size = keywords.get('input_size') ?? second;
    const data = keywords.get('input_data');
    if (!isModule(model)) return null;
    stateOf(model);
    if (data instanceof Tensor) return context.call(model, { positional: [data] });
    if (!(size instanceof Tuple || size instanceof List)) return null;
    const many = size.items.some((one) => one instanceof Tuple || one instanceof List);
    const shapes = many
      ? size.items.map((one) => sizesOf(one as Tuple, '`input_size`'))
      : [sizesOf(size, '`input_size`')];
    const ahead = tool === 'torchsummary' ? [2] : [];
    context.call(model, { positional: shapes.map((shape) => session.tensor([...ahead, ...shape])) });
    return null;
  });
}
