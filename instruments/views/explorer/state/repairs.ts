/** What may be changed of a setting that Keras refuses, so that it takes it: each change was tried. */
import { isLine, range, refusal, spatial, written } from '../../../arithmetic/index.ts';
import type { Pair } from '../../../arithmetic/index.ts';
import { setting } from './presets.ts';
import { argumentsOf, CHOICES, keyOf, limitsOf, takes, takesNone } from './state.ts';
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
  return [...argumentsOf(state), 'groups', 'filters', 'channels', 'input']
    .flatMap((name) => [changesOf(state, name), toNone(state, name)])
    .flatMap((changes) => changes.find((one) => taken(one.changes)) ?? [])
    .slice(0, MOST);
}

/** What Keras does where nothing is said. */
function toNone(state: State, name: string): Repair[] {
  const key = keyOf(name);
  return takesNone(state, name) && state[key] !== null ? [{ says: `${name}=None`, changes: { [key]: null } }] : [];
}

/** The changes of an argument, the smallest first. */
function changesOf(state: State, name: string): Repair[] {
  if (name === 'input') return sizesOf(state);
  const key = keyOf(name);
  const one = (value: State[keyof State]): Repair => ({
    says: `${name}=${written(isPair(value) ? spatial(state, value) : value)}`,
    changes: { [key]: value },
  });
  if (name === 'padding')
    return CHOICES.padding.filter((value) => value !== state.padding && takes(state, name, value)).map(one);
  const limits = limitsOf(name);
  const now = state[key];
  if (limits?.count === 1 && typeof now === 'number') return othersByDistance(now, limits.least, limits.most).map(one);
  if (limits?.count !== 2 || !isPair(now)) return [];
  return alongAxes(state, now, pairsByDistance(now, limits.least, limits.most)).map(one);
}

function sizesOf(state: State): Repair[] {
  const { least, most } = limitsOf('height') ?? { least: 1, most: 1 };
  const now = [state.height, state.width] as const;
  return alongAxes(state, now, pairsByDistance(now, least, most)).map(([height, width]) => ({
    says: [height !== state.height && `height=${height}`, width !== state.width && `width=${width}`]
      .filter(Boolean)
      .join(', '),
    changes: { height, width },
  }));
}

const isPair = (value: unknown): value is Pair => Array.isArray(value) && typeof value[0] === 'number';

/** Of one axis only those that leave the other. */
const alongAxes = (state: State, [row]: Pair, pairs: readonly Pair[]): readonly Pair[] =>
  isLine(state) ? pairs.filter(([other]) => other === row) : pairs;

/** All numbers but the one itself, the nearest first. */
const othersByDistance = (now: number, least: number, most: number): number[] =>
  range(most - least + 1)
    .map((step) => least + step)
    .filter((number) => number !== now)
    .sort((one, other) => Math.abs(one - now) - Math.abs(other - now));

/** All pairs but the one itself, the nearest first. */
function pairsByDistance([down, across]: Pair, least: number, most: number): Pair[] {
  const all = range(most - least + 1).map((step) => least + step);
  const far = ([row, column]: Pair): number => Math.abs(row - down) + Math.abs(column - across);
  return all
    .flatMap((row) => all.map((column): Pair => [row, column]))
    .filter((pair) => far(pair) > 0)
    .sort((one, other) => far(one) - far(other));
}
