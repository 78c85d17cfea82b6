/** A layer over a whole picture. */
import { axes, combine, range, termsAt } from '../../../arithmetic/index.ts';
import type { Axis, Pair, Setting, Term } from '../../../arithmetic/index.ts';

export interface Filtered {
  setting: Setting;
  both: readonly [Axis, Axis];
  /** What comes out. */
  values: number[][];
  least: number;
  most: number;
}

/** The same layer over another image. */
export function filtered(layer: Setting, image: readonly (readonly number[])[]): Filtered {
  const setting = { ...layer, height: image.length, width: image[0]?.length ?? 0, image };
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
  return isThere ? termsAt(setting, both, [y, x]) : [];
}
