/** What one of `keras.applications` says of itself, and how it is called. */
import type { Tensor } from '../../../graph/tensor.ts';
import type { Stack } from './stack.ts';

/** The arguments that a network asks for beside those of all. */
export interface Call {
  readonly weights: string | null;
  readonly classes: number;
  readonly activation: string | null;
  /** `alpha` of MobileNets, `depth_multiplier` of the first. */
  readonly alpha: number;
  readonly depthMultiplier: number;
}

export interface Application {
  /** The module that has it besides `keras.applications` itself: `vgg16`. */
  readonly modules: readonly string[];
  /** Its arguments in the order of their places. */
  readonly order: readonly string[];
  readonly defaultSize: number;
  readonly minSize: number;
  /** The name of the model, from the rows of its input where it was given none. */
  name(call: Call, rows: number | null): string;
  /** What Keras says where `classes` does not go with its weights. */
  classesMessage(classes: number): string;
  features(stack: Stack, input: Tensor, call: Call): Tensor;
  /** The layers behind the features; `top` where it is absent. */
  top?(stack: Stack, features: Tensor, call: Call): Tensor;
  /** The names of the pooling layers of `pooling=`: `avg_pool`, or automatic ones. */
  readonly namesPooling: boolean;
  /** Whether its top is for one size only. */
  readonly channelsFirst: boolean;
}

export const ORDER = 'include_top weights input_tensor input_shape pooling classes classifier_activation name'.split(
  ' ',
);

/** One form of the message; `gap` stands before what was received. */
const plainMessage = (classes: number): string =>
  `If using \`weights='imagenet'\` with \`include_top=True\`, \`classes\` should be 1000.  Received classes=${classes}`;

/** What all have in common, where they say nothing else. */
export const COMMON = {
  order: ORDER,
  defaultSize: 224,
  minSize: 32,
  classesMessage: plainMessage,
  namesPooling: true,
  channelsFirst: true,
} as const;

export function classifier(stack: Stack, x: Tensor, { classes, activation }: Call): Tensor {
  return stack.put('Dense', x, { units: classes, activation, name: 'predictions' });
}

export function top(stack: Stack, features: Tensor, call: Call, name: string | null = 'avg_pool'): Tensor {
  return classifier(stack, stack.put('GlobalAveragePooling2D', features, { name }), call);
}
