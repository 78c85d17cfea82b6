/** What the networks of torchvision are made of: modules of `torch.nn`, and modules that hold them under names. */
import { Tensor } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import type { Class, Instance } from '../../../languages/python/classes.ts';
import { Class as PythonClass } from '../../../languages/python/classes.ts';
import { method } from '../../../languages/python/callables.ts';
import { NotFollowed } from '../../../languages/python/errors.ts';
import { Dict, List, Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { operation } from '../functions/operations.ts';
import { initialize } from '../module.ts';
import type { Session } from '../session.ts';
import { block } from './blocks.ts';

export type Settings = Readonly<Record<string, Value>>;
/** A module's parts by their names, in the order in which torchvision makes them. */
export type Parts = Readonly<Record<string, Instance | Value>>;
/** What a module does with its input, once it holds its parts. */
export type Forward = (build: Building, self: Instance, x: Value) => Value;

export class Building {
  /** A name may be that of blocks of several networks, which do other things. */
  private readonly classes: { readonly cls: Class; readonly forward: Forward | null }[] = [];

  constructor(
    private readonly layers: ReadonlyMap<string, Class>,
    private readonly session: Session,
  ) {}

  /** A module of `torch.nn`. */
  make(type: string, positional: readonly Value[] = [], settings: Settings = {}): Instance {
    const keywords = new Map(Object.entries(settings));
    return this.session.context.call(this.layers.get(type) as Class, { positional, keywords }) as Instance;
  }

  /** A convolution of square windows; without a bias, as it stands ahead of a normalization. */
  convolution(inputs: number, outputs: number, kernel: number, settings: Settings = {}): Instance {
    return this.make('Conv2d', [inputs, outputs, kernel], { bias: false, ...settings });
  }

  /** A block of `torchvision.ops`. */
  block(name: string, positional: readonly Value[], settings: Settings = {}): Instance {
    const make = block(name, this, this.session) as Value;
    return this.session.context.call(make, { positional, keywords: new Map(Object.entries(settings)) }) as Instance;
  }

  relu(type = 'ReLU'): Instance {
    return this.make(type, [], { inplace: true });
  }

  /** @param type `Sequential`, or a class of torchvision that stands on it */
  sequential(parts: readonly Instance[] | Parts, type = 'Sequential'): Instance {
    const given = Array.isArray(parts) ? (parts as readonly Instance[]) : [Dict.of(Object.entries(parts as Parts))];
    if (type === 'Sequential') return this.make(type, given);
    const cls = this.classOf(type, null, 'Sequential', new Map());
    return this.session.context.call(cls, { positional: given }) as Instance;
  }

  /** A module with parts, of a class by this name. */
  module(type: string, parts: Parts, forward: Forward): Instance {
    const members = new Map<string, Value>([
      [
        '__init__',
        method('__init__', (self) => {
          initialize(self);
          return null;
        }),
      ],
      ['forward', method('forward', (self, { positional: [x = null] }) => forward(this, self, x))],
    ]);
    const made = this.session.context.call(this.classOf(type, forward, 'Module', members)) as Instance;
    for (const [name, part] of Object.entries(parts)) made.attributes.set(name, part);
    return made;
  }

  /** A module of `torch.nn` that does something else with its input, of a class by this name. */
  derived(type: string, base: string, positional: readonly Value[], settings: Settings, forward: Forward): Instance {
    const run = method<Instance>('forward', (self, { positional: [x = null] }) => forward(this, self, x));
    const cls = this.classOf(type, forward, base, new Map([['forward', run]]));
    return this.session.context.call(cls, { positional, keywords: new Map(Object.entries(settings)) }) as Instance;
  }

  /** `torchvision.ops.Permute` */
  permutation(order: List): Instance {
    return this.module('Permute', {}, (_build, _self, x) => this.call('permute', x, order));
  }

  /** `nn.Parameter`, of such a shape. */
  parameter(shape: Shape): Tensor {
    return this.session.parameter(shape);
  }

  private classOf(type: string, forward: Forward | null, base: string, members: Map<string, Value>): Class {
    const known = this.classes.find((one) => one.cls.name === type && one.forward === forward);
    if (known) return known.cls;
    const cls = new PythonClass(type, [this.layers.get(base) as Class], members, 'torchvision.models');
    this.classes.push({ cls, forward });
    return cls;
  }

  /** Puts a tensor through a part of a module, whatever the paste has put in its place. */
  run(self: Instance, name: string, x: Value): Value {
    if (x instanceof Unknown) throw new NotFollowed(x, `what goes into ${name}`);
    return this.session.context.call(this.part(self, name), { positional: [x] });
  }

  /** The same with more than one tensor, or with settings. */
  runWith(self: Instance, name: string, positional: readonly Value[], settings: Settings): Value {
    return this.session.context.call(this.part(self, name), {
      positional,
      keywords: new Map(Object.entries(settings)),
    });
  }

  /** Through several parts, one behind the other. */
  through(self: Instance, names: readonly string[], x: Value): Value {
    return names.reduce((before, name) => this.run(self, name, before), x);
  }

  part(self: Instance, name: string): Value {
    return this.session.context.attribute(self, name) ?? null;
  }

  call(name: string, ...positional: Value[]): Value {
    return this.session.context.call(operation(name, this.session) as Value, { positional });
  }

  isTraining(self: Instance): boolean {
    return this.session.context.truth(this.part(self, 'training'));
  }

  sizes(x: Value): Shape {
    return x instanceof Tensor ? x.shape : [];
  }

  concatenated(tensors: readonly Value[]): Value {
    return this.call('cat', new Tuple(tensors), 1);
  }
}

/** The nearest multiple of the divisor that is not more than a tenth smaller. */
export function divisible(value: number, divisor = 8, least = divisor): number {
  const rounded = Math.max(least, Math.floor((value + divisor / 2) / divisor) * divisor);
  return rounded < 0.9 * value ? rounded + divisor : rounded;
}
