/** What a layer with a kernel gives, for pictures: as `output` of the arithmetic, without a term for each product. */
import { at, axes } from '../../../arithmetic/index.ts';
import type { Axis, Setting } from '../../../arithmetic/index.ts';

export function sums(setting: Setting): number[][] {
  const { image, kernel } = setting;
  const [rows, columns] = axes(setting);
  const kept = ({ links, start, size }: Axis): Axis['links'] => links.slice(start, start + size);
  const across = kept(columns);
  return kept(rows).map((down) => {
    const lines = down.map((link) => [at(image, link.input), at(kernel, link.kernel)] as const);
    return across.map((links) => {
      let sum = 0;
      for (const [pixels, weights] of lines)
        for (const link of links) sum += (pixels[link.input] ?? 0) * (weights[link.kernel] ?? 0);
      return sum;
    });
  });
}
