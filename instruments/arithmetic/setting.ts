/** A Keras layer over one image with one channel. */
import type { Matrix, Pair } from './numbers.ts';

export type Operation = 'Conv2D' | 'Conv2DTranspose' | 'MaxPooling2D' | 'AveragePooling2D' | 'UpSampling2D';

/** A layer's arguments under Keras's names. */
export interface Arguments {
  op: Operation;
  height: number;
  width: number;
  /** Also the pooling layers' pool_size. */
  kernel_size: Pair;
  /** Also UpSampling2D's size; null, which pooling takes, is pool_size. */
  strides: Pair | null;
  padding: string;
  output_padding: Pair | null;
  dilation_rate: Pair;
  interpolation: string;
}

/** The layer with its numbers. */
export interface Setting extends Arguments {
  image: Matrix;
  kernel: Matrix;
}

type Layer = Pick<Arguments, 'op'>;

export const isUpsampling = ({ op }: Layer): boolean => op === 'UpSampling2D';
export const isPooling = ({ op }: Layer): boolean => op === 'MaxPooling2D' || op === 'AveragePooling2D';
export const isTransposed = ({ op }: Layer): boolean => op === 'Conv2DTranspose';
export const hasKernel = ({ op }: Layer): boolean => op === 'Conv2D' || op === 'Conv2DTranspose';

/** Whether each input cell goes out to output cells, as a stamp; else each output cell gathers. */
export const isScattering = (layer: Pick<Arguments, 'op' | 'interpolation'>): boolean =>
  isTransposed(layer) || (isUpsampling(layer) && layer.interpolation === 'nearest');
