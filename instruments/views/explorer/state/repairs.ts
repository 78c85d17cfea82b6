/** What may be changed of a setting that Keras refuses, so that it takes it: each change was tried. */
import { range, refusal, written } from '../../../arithmetic/index.ts';
import type { Pair } from '../../../arithmetic/index.ts';
import { setting } from './presets.ts';
import { ARGUMENTS, keyOf, limitsOf, takesNone } from './state.ts';
import type { State } from './state.ts';

export interface Repair {
  /** As the call has it: `strides=2`. */
  says: string;
  changes: Partial<State>;
}

const MOST = 4;

/** One argument each, by as little as does; the input's size last, as the reader's own. */
export function repairs(state: State): Repair[] {
  const taken = (changes: Partial<State>): boolean => !refusal(setting({ ...state, ...changes }));
  return [...ARGUMENTS[state.op], 'input']
    .flatMap((name) => changesOf(state, name).find(({ changes }) => taken(changes)) ?? [])
    .slice(0, MOST);
}

/** The changes of an argument, the smallest first. */
function changesOf(state: State, name: string): Repair[] {
  if (name === 'input') return sizesOf(state);
  const key = keyOf(name);
  const one = (value: State[keyof State]): Repair => ({ says: `${name}=${written(value)}`, changes: { [key]: value } });
  if (name === 'padding') return ['valid', 'same'].filter((value) => value !== state.padding).map(one);
  const limits = limitsOf(name);
  const now = state[key];
  if (limits?.count !== 2 || !isPair(now)) return [];
  const none = takesNone(state, name) ? [null] : [];
  return [...near(now, limits.least, limits.most), ...none].map(one);
}

function sizesOf(state: State): Repair[] {
  const { least, most } = limitsOf('height') ?? { least: 1, most: 1 };
  return near([state.height, state.width], least, most).map(([height, width]) => ({
    says: [height !== state.height && `height=${height}`, width !== state.width && `width=${width}`]
      .filter(Boolean)
      .join(', '),
    changes: { height, width },
  }));
}

const isPair = (value: unknown): value is Pair => Array.isArray(value) && typeof value[0] === 'number';

/** All pairs but the one itself, the nearest first. */
function near([down, across]: Pair, least: number, most: number): Pair[] {
  const all = range(most - least + 1).map((step) => least + step);
  const far = ([row, column]: Pair): number => Math.abs(row - down) + Math.abs(column - across);
  return all
    .flatMap((row) => all.map((column): Pair => [row, column]))
    .filter((pair) => far(pair) > 0)
    .sort((one, other) => far(one) - far(other));
}
