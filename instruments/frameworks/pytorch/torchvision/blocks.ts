/** Blocks of `torchvision.ops`, which its networks and pastes are made of. */
import { bind, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import type { Instance } from '../../../languages/python/classes.ts';
import { List, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { known } from '../../framework.ts';
import type { Session } from '../session.ts';
import { divisible } from './building.ts';
import type { Building, Forward } from './building.ts';

const CONVOLUTION = parameters([
  'in_channels',
  'out_channels',
  ['kernel_size', 3],
  ['stride', 1],
  ['padding', null],
  ['groups', 1],
  ['norm_layer', 'BatchNorm2d'],
  ['activation_layer', 'ReLU'],
  ['dilation', 1],
  ['inplace', true],
  ['bias', null],
]);
const SQUEEZE = parameters([
  'input_channels',
  'squeeze_channels',
  ['activation', 'ReLU'],
  ['scale_activation', 'Sigmoid'],
]);

/** A function of `torchvision.ops` that makes a block; undefined for another name. */
export function block(name: string, build: Building, session: Session): Value | undefined {
  if (name === 'Conv2dNormActivation' || name === 'ConvNormActivation')
    return convolutionFunction(name, build, session);
  if (name === 'SqueezeExcitation') return squeezeFunction(name, build, session);
  if (name === 'StochasticDepth') return new NativeFunction(name, () => stochasticDepth(build));
  if (name === '_make_divisible') return divisibleFunction(name, session);
  return undefined;
}

function convolutionFunction(name: string, build: Building, session: Session): NativeFunction {
  return new NativeFunction(name, (args) => {
    const bound = bind(CONVOLUTION, args, name);
    const of = (key: string): Value => known(bound.get(key), `\`${key}\` of ${name}`);
    const [norm, activation] = [of('norm_layer'), of('activation_layer')];
    const padding = of('padding') ?? paddingFor(of('kernel_size'), of('dilation'));
    const bias = of('bias') ?? norm === null;
    const settings = { padding, bias, stride: of('stride'), dilation: of('dilation'), groups: of('groups') };
    const parts = [build.make('Conv2d', [of('in_channels'), of('out_channels'), of('kernel_size')], settings)];
    if (norm !== null) parts.push(made(norm, [of('out_channels')], new Map(), build, session));
    const inplace = of('inplace');
    const options = new Map<string, Value>(inplace === null ? [] : [['inplace', inplace]]);
    if (activation !== null) parts.push(made(activation, [], options, build, session));
    return build.sequential(parts, 'Conv2dNormActivation');
  });
}

/** As much as keeps the sizes where the stride is 1; a tuple where one of both is, as in torchvision. */
function paddingFor(kernel: Value, dilation: Value): Value {
  const axes = itemsOf(kernel) ?? itemsOf(dilation);
  const padding = (axis: number): number => Math.floor((along(kernel, axis) - 1) / 2) * along(dilation, axis);
  return axes ? new Tuple(axes.map((_, axis) => padding(axis))) : padding(0);
}

function itemsOf(value: Value): readonly Value[] | null {
  return value instanceof Tuple || value instanceof List ? value.items : null;
}

/** A number for all axes, or one for each. */
function along(value: Value, axis: number): number {
  const items = itemsOf(value);
  return Number(items ? items[axis] : value);
}

/** By the name of a class of `torch.nn`, or by what the paste hands over to make it. */
function made(
  of: Value,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  build: Building,
  session: Session,
): Instance {
  if (typeof of === 'string') return build.make(of, positional, Object.fromEntries(keywords));
  return session.context.call(of, { positional, keywords }) as Instance;
}

function squeezeFunction(name: string, build: Building, session: Session): NativeFunction {
  return new NativeFunction(name, (args) => {
    const bound = bind(SQUEEZE, args, name);
    const of = (key: string): Value => known(bound.get(key), `\`${key}\` of ${name}`);
    const [inputs, inner] = [of('input_channels'), of('squeeze_channels')];
    return build.module(
      name,
      {
        avgpool: build.make('AdaptiveAvgPool2d', [1]),
        fc1: build.make('Conv2d', [inputs, inner, 1]),
        fc2: build.make('Conv2d', [inner, inputs, 1]),
        activation: made(of('activation'), [], new Map(), build, session),
        scale_activation: made(of('scale_activation'), [], new Map(), build, session),
      },
      weighed,
    );
  });
}

const weighed: Forward = (build, self, x) =>
  build.call('mul', build.through(self, ['avgpool', 'fc1', 'activation', 'fc2', 'scale_activation'], x), x);

const unchanged: Forward = (_build, _self, x) => x;

/** Drops whole examples in training: the shape stays. */
export function stochasticDepth(build: Building): Instance {
  return build.module('StochasticDepth', {}, unchanged);
}

function divisibleFunction(name: string, { context }: Session): NativeFunction {
  const list = parameters(['v', 'divisor', ['min_value', null]]);
  return new NativeFunction(name, (args) => {
    const bound = bind(list, args, name);
    const [value, divisor, least] = ['v', 'divisor', 'min_value'].map((key) => {
      const number = known(bound.get(key), `\`${key}\` of ${name}`);
      return number === null ? undefined : Number(context.text(number));
    });
    if (value === undefined || divisor === undefined || Number.isNaN(value) || !divisor)
      throw new Refusal('TypeError', `${name}() takes numbers`, 'argument');
    return divisible(value, divisor, least);
  });
}
