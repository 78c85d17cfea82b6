/** A layer over a whole picture. */
import { allTermsAt, axes, combine, range } from '../../../arithmetic/index.ts';
import type { Axis, Matrix, Pair, Setting, Term } from '../../../arithmetic/index.ts';

export interface Filtered {
  setting: Setting;
  both: readonly [Axis, Axis];
  /** What comes out. */
  values: number[][];
  least: number;
  most: number;
}

/** One channel of the layer's, with that image; of several it is what this one adds to the sum, without the bias. */
function onOne({ planes = [], bias = 0 }: Setting, front: number, image: Matrix): Partial<Setting> {
  const plane = planes[front];
  if (!plane) return { image };
  const { kernel } = plane;
  return { image, kernel, planes: [{ ...plane, image }], bias: planes.length > 1 ? 0 : bias };
}

/** The same layer over another image. @param front which of its channels the image is */
export function filtered(layer: Setting, front: number, image: Matrix): Filtered {
  const setting = { ...layer, ...onOne(layer, front, image), height: image.length, width: image[0]?.length ?? 0 };
  const both = axes(setting);
  const values = range(both[0].size).map((row) =>
    range(both[1].size).map((column) => combine(setting, termsOf({ setting, both }, [row, column]))),
  );
  const ends = values.map((row) => [Math.min(...row), Math.max(...row)] as const);
  return {
    setting,
    both,
    values,
    least: Math.min(...ends.map(([low]) => low)),
    most: Math.max(...ends.map(([, high]) => high)),
  };
}

/** What a cell of the output is made of. */
export function termsOf({ setting, both }: Pick<Filtered, 'setting' | 'both'>, [row, column]: Pair): Term[] {
  const [y, x] = [row + both[0].start, column + both[1].start];
  const isThere = y < both[0].links.length && x < both[1].links.length;
  return isThere ? allTermsAt(setting, both, [y, x]) : [];
}
