/** Shapes that a module may be meant for, where its paste does not say: what its layers want, in sizes that pastes often have. */
import type { Shape } from '../../graph/tensor.ts';
import type { Instance } from '../../languages/python/classes.ts';
import { isModule, namedModules, stateOf } from './module.ts';

/** Cells along each axis, for layers of so many axes; the most usual first. */
const SIZES: readonly (readonly number[])[] = [[], [100, 28, 1000], [32, 28, 64, 128, 224, 256, 227, 572], [16, 32]];

/** What a decoder begins with. */
const SMALLEST = [1, 4, 7];

const SEQUENCE = 10;

const CONVOLUTION = /^Conv(?<transposed>Transpose)?(?<rank>[123])d$/;

/** How many layers are asked: the first that is registered need not be the first that is called. */
const ASKED = 2;

/**
 * Shapes with a batch of one, those of the first layers that say what they want.
 *
 * @param module whose input is not known
 */
export function likelyInputs(module: Instance): Shape[] {
  const wants = namedModules(module)
    .filter(([, one]) => one.cls.module !== null && isModule(one) && one.state !== undefined)
    .map(([, one]) => wantedBy(one))
    .filter((shapes) => shapes.length > 0);
  const distinct = new Map(wants.map((shapes) => [JSON.stringify(shapes), shapes]));
  return [...distinct.values()].slice(0, ASKED).flat();
}

function wantedBy(layer: Instance): Shape[] {
  const { given } = stateOf(layer);
  const number = (name: string): number | null => {
    const value = given.get(name);
    return typeof value === 'number' ? value : null;
  };
  const { name } = layer.cls;
  const convolution = CONVOLUTION.exec(name)?.groups;
  const channels = number('in_channels');
  if (convolution && channels !== null) {
    const rank = Number(convolution['rank']);
    const sizes = [...(convolution['transposed'] ? SMALLEST : []), ...(SIZES[rank] ?? [])];
    return sizes.map((size) => [1, channels, ...Array<number>(rank).fill(size)]);
  }
  const features = number('in_features');
  if (name === 'Linear' && features !== null) return [[1, features]];
  if (name === 'Embedding') return [[1, SEQUENCE]];
  const width = number('input_size') ?? number('d_model') ?? number('embed_dim');
  return width === null ? [] : [[1, SEQUENCE, width]];
}
