/** Layers of Keras put on one another, as the models of `keras.applications` are written down. */
import type { Tensor } from '../../../graph/tensor.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { Float, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Session } from '../session.ts';

type Setting = number | string | boolean | null | readonly Setting[];
export type Settings = Readonly<Record<string, Setting>>;

export class Stack {
  constructor(
    /** Every class of `keras.layers`. */
    private readonly layers: Pick<ReadonlyMap<string, Value>, 'get'>,
    readonly session: Session,
  ) {}

  get channelsFirst(): boolean {
    return this.session.dataFormat === 'channels_first';
  }

  /** Make a layer and call it. */
  put(type: string, on: Tensor | readonly Tensor[], settings: Settings = {}): Tensor {
    const { context } = this.session;
    const keywords = new Map(Object.entries(settings).map(([name, value]) => [name, pythonic(value)] as const));
    const layer = context.call(this.layers.get(type) as Value, { keywords });
    const inputs = Array.isArray(on) ? new Tuple(on as Tensor[]) : (on as Tensor);
    return context.call(layer, { positional: [inputs] }) as Tensor;
  }

  convolution(x: Tensor, filters: number, kernel: number | readonly number[], settings: Settings = {}): Tensor {
    return this.put('Conv2D', x, { filters, kernel_size: kernel, ...settings });
  }

  normalization(x: Tensor, name: string | null = null, settings: Settings = {}): Tensor {
    return this.put('BatchNormalization', x, { axis: this.channelsFirst ? 1 : 3, name, ...settings });
  }

  relu(x: Tensor, name: string | null = null): Tensor {
    return this.put('Activation', x, { activation: 'relu', name });
  }

  concatenate(tensors: readonly Tensor[], name: string | null = null): Tensor {
    return this.put('Concatenate', tensors, { axis: this.channelsFirst ? 1 : 3, name });
  }

  channels(x: Tensor): number {
    return x.shape.at(this.channelsFirst ? 1 : -1) as number;
  }

  /** The zeros before a window that steps by 2, so that an even side is halved as `padding="same"` halves it. */
  padForStride(x: Tensor, kernel: number, name: string): Tensor {
    const sides = this.channelsFirst ? x.shape.slice(2) : x.shape.slice(1, 3);
    const half = kernel >> 1;
    const padding = sides.map((side) => [half - (side === null || sides[0] === null ? 1 : 1 - (side % 2)), half]);
    return this.put('ZeroPadding2D', x, { padding, name });
  }
}

export function refuse(message: string, argument: string): Refusal {
  return new Refusal('ValueError', message, 'argument', { argument });
}

function pythonic(setting: Setting): Value {
  if (typeof setting === 'number' && !Number.isInteger(setting)) return new Float(setting);
  return Array.isArray(setting) ? new Tuple(setting.map(pythonic)) : (setting as Value);
}

/** The nearest multiple of 8 that is not more than a tenth smaller. */
export function divisible(value: number): number {
  const near = Math.max(8, Math.floor(Math.trunc(value + 4) / 8) * 8);
  return near < 0.9 * value ? near + 8 : near;
}
