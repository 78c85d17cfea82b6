/** What PyTorch keeps while a paste is read: the classes of tensors and modules, and the calls from its top level. */
import type { Call } from '../../graph/graph.ts';
import { Tensor } from '../../graph/tensor.ts';
import type { Shape } from '../../graph/tensor.ts';
import { method } from '../../languages/python/callables.ts';
import { Class, Instance } from '../../languages/python/classes.ts';
import type { Context } from '../../languages/python/context.ts';
import { Refusal } from '../../languages/python/errors.ts';
import { Unknown } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import { list } from './text.ts';

/** The numbers of a tensor of one axis or none, where the paste makes them of numbers: its `meta`. */
export class Numbers {
  /** @param all none where something has changed them */
  constructor(public all: readonly number[]) {}
}

/** `torch.device('cuda:0')`, of which pastes ask the type. */
function deviceClass(): Class {
  const read = (self: Instance, value: Value, index: Value): void => {
    const [type = null, number] = typeof value === 'string' ? value.split(':') : [value];
    self.attributes.set('type', type).set('index', number === undefined ? index : Number(number));
  };
  const members = new Map<string, Value>([
    [
      '__init__',
      method('__init__', (self, { positional: [given = null, index = null] }) => {
        if (given instanceof Instance) read(self, given.attributes.get('type') ?? null, null);
        else read(self, given instanceof Unknown ? given : typeof given === 'number' ? 'cuda' : given, index);
        return null;
      }),
    ],
    ['__str__', method('__str__', (self) => nameOf(self))],
  ]);
  return new Class('device', [], members, 'builtins'); // no part of a model
}

function nameOf({ attributes }: Instance): Value {
  const [type = null, index = null] = [attributes.get('type'), attributes.get('index')];
  return typeof type === 'string' && typeof index === 'number' ? `${type}:${index}` : type;
}

export class Session {
  /** The calls of modules that no other module made, in order. */
  readonly calls: Call[] = [];
  /** The modules' classes that the paste defines, in order. */
  readonly classes: Class[] = [];
  /** Whether a module is in training mode where its own does not say: batch statistics need more than one value. */
  readonly evaluating = new WeakSet<Instance>();

  /** Whether the paste names what stops gradients, `torch.no_grad`: where they are needed attention takes no faster way. */
  mayStopGradients = false;

  /** Modules that are handed to several devices: they have themselves as `module`. */
  readonly wrapped = new WeakSet<Instance>();

  /** `torch.device`: where a model runs changes no shape. */
  readonly devices = deviceClass();
  /** What takes a hook off its module. */
  readonly handles = new Class(
    'RemovableHandle',
    [],
    new Map([
      [
        'remove',
        method('remove', (self) => {
          (self.state as () => unknown)();
          return null;
        }),
      ],
    ]),
    'builtins',
  );
  /** `nn.Parameter`, whose instances are tensors, too. */
  readonly parameters: Class;
  /** Where every tensor is. */
  readonly device = new Instance(this.devices);

  constructor(
    readonly context: Context,
    /** The class of tensors. */
    readonly tensors: Class,
  ) {
    this.device.attributes.set('type', 'cpu').set('index', null);
    this.parameters = new Class('Parameter', [tensors], new Map(), 'torch.nn.parameter');
  }

  /** @throws Refusal for a size below zero, whatever makes the tensor */
  tensor(shape: Shape, dtype = 'float32', numbers?: Numbers): Tensor {
    requireSizes(shape);
    return new Tensor(this.tensors, shape, dtype, numbers);
  }

  /** What a module trains. */
  parameter(shape: Shape, dtype = 'float32'): Tensor {
    return new Tensor(this.parameters, shape, dtype, 'parameter');
  }
}

/** @throws Refusal where a size is negative. PyTorch names the first such. */
export function requireSizes(shape: Shape): void {
  const negative = shape.find((size) => size !== null && size < 0);
  if (negative === undefined) return;
  const message = `Trying to create tensor with negative dimension ${negative}: ${list(shape)}`;
  throw new Refusal('RuntimeError', message, 'negative', { shape });
}
