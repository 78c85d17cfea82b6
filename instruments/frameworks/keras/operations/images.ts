/** `keras.ops.image`: what becomes of the height, width and channels of pictures. */
import type { Dimension, Shape } from '../../../graph/tensor.ts';
import { NotFollowed, Refusal } from '../../../languages/python/errors.ts';
import { Unknown } from '../../../languages/python/values.ts';
import { isOfTensorFlow } from '../layer/situation.ts';
import { channels, spatial } from '../layers/sizes.ts';
import { tuple } from '../text.ts';
import type { DataFormat } from '../session.ts';
import type { OperationArguments } from './arguments.ts';

type Rule = (args: OperationArguments) => Shape;

/** A picture, or pictures with a batch axis in front: its sizes apart from its channels. */
interface Pictures {
  readonly batch: readonly Dimension[];
  readonly sizes: readonly Dimension[];
  readonly channel: Dimension;
  readonly format: DataFormat;
}

function picturesOf(args: OperationArguments, rank = 2): Pictures {
  const [input, what] = [args.shape(rank === 2 ? 'images' : 'volumes'), args.value('data_format')];
  const format = what === null ? args.session.dataFormat : (what as DataFormat);
  if (input.length !== rank + 1 && input.length !== rank + 2) {
    const message =
      `Invalid images rank: expected rank ${rank + 1} (single image) or rank ${rank + 2} (batch of images). ` +
      `Received input with shape: images.shape=(${input.map((size) => size ?? 'None').join(', ')})`;
    throw new Refusal('ValueError', message, 'rank', { input });
  }
  const batch = input.slice(0, -1 - rank);
  const whole = batch.length > 0 ? input : [null, ...input];
  return {
    batch,
    sizes: spatial(whole, format),
    channel: channels(whole, format),
    format,
  };
}

function shapeWith({ batch, format }: Pictures, sizes: readonly Dimension[], channel: Dimension): Shape {
  return format === 'channels_last' ? [...batch, ...sizes, channel] : [...batch, channel, ...sizes];
}

const same: Rule = (args) => args.shape('images');

const resize: Rule = (args) => {
  const pictures = picturesOf(args);
  return shapeWith(pictures, args.sizes('size'), pictures.channel);
};

const toGray: Rule = (args) => {
  const pictures = picturesOf(args);
  return shapeWith(pictures, pictures.sizes, 1);
};

const each = (args: OperationArguments, name: string, rank: number): readonly number[] => {
  const sizes = args.axes(name) ?? [];
  return sizes.length === 1 ? Array<number>(rank).fill(sizes[0] as number) : sizes;
};

/** Patches become cells, and all that was in a patch becomes its channels. */
function extractPatches(args: OperationArguments, rank: number): Shape {
  const pictures = picturesOf(args, rank);
  const size = each(args, 'size', rank);
  const strides = args.value('strides') === null ? size : each(args, 'strides', rank);
  const dilation = each(args, 'dilation_rate', rank);
  const isValid = args.text('padding').toLowerCase() === 'valid';
  const sizes = pictures.sizes.map((length, axis) => {
    if (length === null) return null;
    const reach = ((size[axis] as number) - 1) * (dilation[axis] as number) + 1;
    return Math.floor((isValid ? length - reach : length - 1) / (strides[axis] as number)) + 1;
  });
  const cells = size.reduce((product, one) => product * one, 1);
  return shapeWith(pictures, sizes, pictures.channel === null ? null : pictures.channel * cells);
}

/** Of the two edges and the length that is wanted, Keras takes any two for each axis. */
function edged(args: OperationArguments, edge: 'cropping' | 'padding'): Shape {
  const pictures = picturesOf(args);
  const names = [
    ['top', 'bottom', 'height'],
    ['left', 'right', 'width'],
  ] as const;
  const sizes = pictures.sizes.map((size, axis) => {
    const [start, end, length] = names[axis] as (typeof names)[number];
    const target = args.value(`target_${length}`);
    if (typeof target === 'number') return target;
    const [before, after] = [args.value(`${start}_${edge}`), args.value(`${end}_${edge}`)];
    if (typeof before !== 'number' || typeof after !== 'number') {
      throw new NotFollowed(new Unknown(`the ${edge} of ${args.operation} is not said in numbers`, 0));
    }
    return size === null ? null : edge === 'cropping' ? size - before - after : size + before + after;
  });
  return shapeWith(pictures, sizes, pictures.channel);
}

/** @throws Refusal where the blocks do not come out even, in the words of who computes */
function requireBlocks(size: Dimension, block: number, what: string, args: OperationArguments): void {
  if (size === null || size % block === 0) return;
  const message = isOfTensorFlow(args.session.context.graph.current)
    ? `Dimension size must be evenly divisible by ${block} but is ${size}`
    : what;
  throw new Refusal('ValueError', message, 'cells', { size, block });
}

/** Channels become blocks of cells, or blocks of cells channels. */
function blocks(args: OperationArguments, isToDepth: boolean): Shape {
  const [input, block] = [args.shape('x'), args.integer('block_size')];
  if (input.length !== 4) {
    const message = isOfTensorFlow(args.session.context.graph.current)
      ? `Shape must be rank 4 but is rank ${input.length}`
      : `\`${args.operation}\` requires a 4D input tensor. Received: x.shape=${tuple(input)}`;
    throw new Refusal('ValueError', message, 'rank', { input });
  }
  const format = args.text('data_format') as DataFormat;
  const [channel, sizes, cells] = [channels(input, format), spatial(input, format), block ** 2];
  if (isToDepth)
    sizes.forEach((size, axis) =>
      requireBlocks(
        size,
        block,
        `${['Height', 'Width'][axis]} (${size}) must be divisible by block_size (${block}).`,
        args,
      ),
    );
  else
    requireBlocks(
      channel,
      cells,
      `The number of channels (${channel}) must be divisible by block_size**2 (${cells}).`,
      args,
    );
  const scaled = (size: Dimension, factor: number, isUp: boolean): Dimension =>
    size === null ? null : isUp ? size * factor : size / factor;
  const pictures = { batch: input.slice(0, 1), sizes, channel, format };
  return shapeWith(
    pictures,
    sizes.map((size) => scaled(size, block, !isToDepth)),
    scaled(channel, cells, isToDepth),
  );
}

/** By their names in the table of signatures. */
export const IMAGES: Readonly<Record<string, Rule>> = {
  depth_to_space: (args) => blocks(args, false),
  space_to_depth: (args) => blocks(args, true),
  'image.resize': resize,
  'image.extract_patches': (args) => extractPatches(args, 2),
  'image.extract_patches_3d': (args) => extractPatches(args, 3),
  'image.crop_images': (args) => edged(args, 'cropping'),
  'image.pad_images': (args) => edged(args, 'padding'),
  'image.rgb_to_grayscale': toGray,
  'image.rgb_to_hsv': same,
  'image.hsv_to_rgb': same,
  'image.affine_transform': same,
  'image.perspective_transform': same,
  'image.elastic_transform': same,
  'image.gaussian_blur': same,
};
