/** How each activation is drawn, and of which kind it is. */
import type { Shape } from '../../../graph/tensor.ts';
import { core } from '../../../tracer/stack/stack.ts';
import type { Row } from '../../../tracer/stack/stack.ts';
import LAYERS from './layers.json' with { type: 'json' };

/** Width in percent, height in pixels. */
export interface Bar {
  readonly width: number;
  readonly height: number;
}

/** Logarithms: of the mean size of the axes, and of the channels. */
type Extent = readonly [number, number];

const LEAST_WIDTH = 8; // percent
const LEAST_HEIGHT = 5; // pixels
const MOST_HEIGHT = 22;

/** How wide and high each activation is drawn: by the logarithm of its sizes and of its channels; null where it is not known. */
export function barsOf(rows: readonly Row[]): (Bar | null)[] {
  const extents = rows.map(extentOf);
  const widest = Math.max(1, ...extents.map((extent) => extent?.[0] ?? 0));
  const highest = Math.max(1, ...extents.map((extent) => extent?.[1] ?? 0));
  return extents.map((extent) => {
    if (!extent) return null;
    const width = LEAST_WIDTH + ((100 - LEAST_WIDTH) * (extent[0] - 1)) / Math.max(1, widest - 1);
    return { width, height: LEAST_HEIGHT + (MOST_HEIGHT * extent[1]) / highest };
  });
}

function extentOf({ y, isChannelsFirst }: Row): Extent | null {
  if (!y) return null;
  const sizes = y.slice(1).map((size) => size ?? 1);
  const [channels = 1] = sizes.splice(isChannelsFirst ? 0 : -1, 1);
  const mean = product(sizes) ** (1 / (sizes.length || 1));
  return [Math.log2(1 + mean), Math.log2(1 + channels)];
}

const KINDS: Readonly<Record<string, string>> = LAYERS.kinds;

/** What a layer did to its activation: of which kind it is, or whether it became smaller, larger, or of other channels only. */
export function kindOf({ x, y, item }: Row): string {
  if (!x || !y) return 'none';
  const kind = KINDS[core(item.node).name];
  if (kind) return kind;
  if (x.length !== y.length) return 'mix';
  return cells(y) < cells(x) ? 'shrink' : cells(y) > cells(x) ? 'grow' : 'same';
}

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

const cells = (shape: Shape): number => product(shape.slice(1, -1).map((size) => size ?? 1));
