/** What happens one after the other, and how far it is. */
import type { Axis, Setting } from '../../../arithmetic/index.ts';
import type { Mode } from './mode.ts';
import type { Place } from './place.ts';

export interface Walk {
  /** What comes before the first stamp or window: keys of the page's words. */
  first: readonly ('insert' | 'border' | 'pad')[];
  /** Stamps or windows in a row. */
  across: number;
  /** Of all stamps or windows. */
  count: number;
  step: number;
  /** The step that shows the result. */
  last: number;
  done: boolean;
  /** The stamp or window of this step, from 0; -1 and less before the first. */
  active: number;
  /** The cell of this stamp or window. */
  now: Place | null;
}

export function walkOf(setting: Setting, both: readonly [Axis, Axis], mode: Mode, wanted: number | null): Walk {
  const [rows, columns] = both;
  const first = firstOf(both, mode);
  const across = mode.stamping ? setting.width : columns.full;
  const count = across * (mode.stamping ? setting.height : rows.full);
  const last = first.length + count + 1;
  const step = Math.min(wanted ?? last, last);
  const done = step === last;
  const active = step - first.length - 1;
  const part = mode.stamping ? 'input' : 'canvas';
  const now =
    done || active < 0 ? null : ({ part, row: Math.floor(active / across), column: active % across } as const);
  return { first, across, count, step, last, done, active, now };
}

function firstOf(both: readonly [Axis, Axis], mode: Mode): Walk['first'] {
  if (mode.zeros) return ['insert', 'border'];
  const isPadded = both.some(({ before, after }) => before + after > 0);
  return !mode.scattering && isPadded ? ['pad'] : [];
}
