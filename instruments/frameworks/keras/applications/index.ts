/** `keras.applications`: the networks that pastes take whole, layer by layer; what is not here is named. */
import type { Shape } from '../../../graph/tensor.ts';
import { Tensor } from '../../../graph/tensor.ts';
import { tensorsIn } from '../../../graph/graph.ts';
import { bind, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import type { Arguments, Bound } from '../../../languages/python/callables.ts';
import { NdArray } from '../../../languages/python/library/numpy.ts';
import { Float, List, Module } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { known, passive } from '../../framework.ts';
import { inputTensor, isInputLayer } from '../models/input.ts';
import { operation } from '../operations/operations.ts';
import { dimensions } from '../settings.ts';
import type { Session } from '../session.ts';
import { tuple } from '../text.ts';
import { top } from './application.ts';
import type { Application, Call } from './application.ts';
import { DENSENET } from './densenet.ts';
import { EFFICIENTNET } from './efficientnet.ts';
import { INCEPTION } from './inception.ts';
import { MOBILENET } from './mobilenet.ts';
import { provide } from './provided.ts';
import type { Parts } from './provided.ts';
import { RESNET } from './resnet.ts';
import { refuse, Stack } from './stack.ts';
import { VGG } from './vgg.ts';
import { XCEPTION } from './xception.ts';

const APPLICATIONS: Readonly<Record<string, Application>> = {
  ...VGG,
  ...RESNET,
  ...MOBILENET,
  ...DENSENET,
  ...INCEPTION,
  ...XCEPTION,
  ...EFFICIENTNET,
};

/** `keras.applications` and the modules in it. */
function applicationsModule(path: string, parts: Parts, session: Session): Module {
  const [, inner = ''] = /^keras\.applications\.?(.*)$/.exec(path) ?? [];
  const made = new Map<string, Value>();
  return new Module(path, (name) => {
    const value = made.get(name) ?? member(name, inner, path, parts, session);
    if (value !== undefined) made.set(name, value);
    return value;
  });
}

provide(applicationsModule);

function member(name: string, inner: string, path: string, parts: Parts, session: Session): Value | undefined {
  if (name === 'preprocess_input') return preprocess(inner, session);
  if (name === 'decode_predictions') return passive(name);
  const application = APPLICATIONS[name];
  if (application && (inner === '' || application.modules.includes(inner)))
    return new NativeFunction(name, (args) => make(name, application, args, parts, session));
  if (/^[a-z_0-9]+$/.test(name)) return applicationsModule(`${path}.${name}`, parts, session);
  return new NativeFunction(name, () => session.context.unknown(`the layers of \`${name}\` are not in the paste`));
}

/** Numbers into another range: the shape stays. */
function preprocess(inner: string, session: Session): NativeFunction {
  return new NativeFunction('preprocess_input', ({ positional: [x = null] }) => {
    if (!(x instanceof Tensor)) return x instanceof NdArray ? x : session.context.unknown('the array is not computed');
    if (/^(efficientnet|mobilenet_v3|convnext)/.test(inner)) return x;
    const scaled = session.context.call(operation('divide', session), { positional: [x, new Float(127.5)] });
    return session.context.call(operation('subtract', session), { positional: [scaled, new Float(1)] });
  });
}

const DEFAULTS: Readonly<Record<string, Value>> = {
  include_top: true,
  weights: 'imagenet',
  classes: 1000,
  classifier_activation: 'softmax',
  alpha: 1,
  depth_multiplier: 1,
};

function make(type: string, application: Application, args: Arguments, parts: Parts, session: Session): Value {
  const list = parameters(application.order.map((name) => [name, DEFAULTS[name] ?? null] as const));
  const bound = bind(list, args, type);
  const of = (name: string): Value => known(bound.get(name), `\`${name}\` of ${type}`);
  const includeTop = session.context.truth(of('include_top'));
  const call = readCall(bound, of);
  check(application, call, includeTop, session);
  const given = of('input_tensor');
  const shape = inputShape(application, call, of('input_shape'), includeTop, session);
  const input = given instanceof Tensor ? given : inputTensor([null, ...shape], parts.inputLayer, session);
  const stack = new Stack(parts.layers, session);
  const features = application.features(stack, input, call);
  const output = includeTop
    ? (application.top ?? top)(stack, features, call)
    : pooled(stack, application, features, of('pooling'));
  const rows = shape[session.dataFormat === 'channels_first' ? 1 : 0] ?? null;
  const name = of('name') ?? application.name(call, rows);
  const inputs = sources(input);
  return session.context.call(parts.model, {
    positional: [inputs.length === 1 ? (inputs[0] as Tensor) : new List(inputs), output],
    keywords: new Map([['name', name]]),
  });
}

function readCall(bound: Bound, of: (name: string) => Value): Call {
  const number = (name: string, otherwise: number): number => {
    if (!bound.values.has(name)) return otherwise;
    const value = of(name);
    return value instanceof Float ? value.value : Number(value);
  };
  const text = (name: string): string | null => {
    const value = bound.get(name);
    return typeof value === 'string' ? value : null;
  };
  known(bound.get('weights'), '`weights`');
  return {
    weights: text('weights'),
    classes: number('classes', 1000),
    activation: text('classifier_activation'),
    alpha: number('alpha', 1),
    depthMultiplier: number('depth_multiplier', 1),
  };
}

function check(application: Application, call: Call, includeTop: boolean, session: Session): void {
  if (session.dataFormat === 'channels_first' && !application.channelsFirst) {
    const message =
      'DenseNet does not support the `channels_first` image data format. Switch to `channels_last` by editing your ' +
      'local config file at ~/.keras/keras.json';
    throw refuse(message, 'data_format');
  }
  if (call.weights === 'imagenet' && includeTop && call.classes !== 1000)
    throw refuse(application.classesMessage(call.classes), 'classes');
}

/** The shape of the input without the batch. @throws Refusal in the words of Keras's `obtain_input_shape` */
function inputShape(
  { defaultSize, minSize }: Application,
  { weights }: Call,
  value: Value,
  includeTop: boolean,
  session: Session,
): Shape {
  const given = value === null ? null : (dimensions(value, '`input_shape`') ?? []);
  const first = session.dataFormat === 'channels_first';
  const arranged = (size: number | null, channels: number | null): Shape =>
    first ? [channels, size, size] : [size, size, channels];
  if (weights === 'imagenet' && includeTop) {
    const only = arranged(defaultSize, 3);
    if (given && tuple(given) !== tuple(only)) {
      const message =
        'When setting `include_top=True` and loading `imagenet` weights, `input_shape` should be ' +
        `${tuple(only)}.  Received: input_shape=${tuple(given)}`;
      throw refuse(message, 'input_shape');
    }
    return only;
  }
  if (!given || given.length === 0) return arranged(includeTop ? defaultSize : null, 3);
  if (given.length !== 3) throw refuse('`input_shape` must be a tuple of three integers.', 'input_shape');
  const [channels, ...sides] = first ? given : [given[2], given[0], given[1]];
  if (channels !== 3 && weights === 'imagenet') {
    throw refuse(`The input must have 3 channels; Received \`input_shape=${tuple(given)}\``, 'input_shape');
  }
  if (sides.some((side) => typeof side === 'number' && side < minSize)) {
    const message = `Input size must be at least ${minSize}x${minSize}; Received: input_shape=${tuple(given)}`;
    throw refuse(message, 'input_shape');
  }
  if (includeTop && given.includes(null)) {
    const message = `If \`include_top\` is True, you should specify a static \`input_shape\`. Received: input_shape=${tuple(given)}`;
    throw refuse(message, 'input_shape');
  }
  return given;
}

function pooled(stack: Stack, { namesPooling }: Application, x: Tensor, pooling: Value): Tensor {
  if (pooling === 'avg') return stack.put('GlobalAveragePooling2D', x, { name: namesPooling ? 'avg_pool' : null });
  if (pooling === 'max') return stack.put('GlobalMaxPooling2D', x, { name: namesPooling ? 'max_pool' : null });
  return x;
}

/** The tensors of `Input` from which a tensor comes. */
function sources(tensor: Tensor, seen = new Set<Tensor>()): Tensor[] {
  if (seen.has(tensor)) return [];
  seen.add(tensor);
  const call = tensor.producer?.call;
  if (!call || isInputLayer(call.callee)) return [tensor];
  return tensorsIn([...call.args.positional, ...call.args.keywords.values()]).flatMap((one) => sources(one, seen));
}
