/** Lines from a window to its output, and from an input cell to its stamp. */
import type { Beam, Frame } from './look.ts';
import { windowFrame } from './operands.ts';
import { canvasFrames } from './results.ts';
import { stamped } from './situation.ts';
import type { Situation } from './situation.ts';

/** From the grid of the input to that of the canvas; none where neither is looked at, or where a matrix stands between. */
export function beamOf(situation: Situation): Beam | null {
  if (situation.mode.matrix) return null;
  const to = canvasFrames(situation).find(({ colour }) => colour !== 'ink');
  const from = sourceOf(situation);
  return to && from ? { from, to, colour: to.colour } : null;
}

function sourceOf(situation: Situation): Omit<Frame, 'colour'> | null {
  const place = stamped(situation);
  if (place) return { row: place.row, column: place.column, rows: 1, columns: 1 };
  return windowFrame(situation)[0] ?? null;
}
