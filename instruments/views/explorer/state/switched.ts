/** From one operation to another. */
import { isLine, refusal } from '../../../arithmetic/index.ts';
import type { Operation } from '../../../arithmetic/index.ts';
import { setting } from './presets.ts';
import { argumentsOf, channelArgumentsOf, initial, keyOf, onBothAxes, PAIRS, takes } from './state.ts';
import type { State } from './state.ts';

/** An argument under Keras's name, which the reader had set and which is another now. */
interface Change {
  name: string;
  before: State[keyof State];
  after: State[keyof State];
}

/** What may be changed so that Keras takes the layer, what the reader misses least first. */
const YIELDING = [
  'output_padding',
  'dilation_rate',
  'groups',
  'strides',
  'padding',
  'height',
  'width',
  'kernel_size',
] as const;

/**
 * The state of another operation. What was set is kept; where Keras refuses that, as few arguments as possible become
 * the operation's own. `changes` are those that the reader sees.
 */
export function switched(state: State, op: Operation): { state: State; changes: Change[] } {
  const own = initial(op);
  const kept = onAxesOf(state, { ...state, op, strides: state.strides ?? own.strides, step: null, cell: null });
  const tried = subsets(YIELDING)
    .map((names) => ({ ...kept, ...Object.fromEntries(names.map((name) => [name, own[name]])) }))
    .find((next) => !refusal(setting(next)));
  const next = tried ?? own;
  const names = ['height', 'width', ...channelArgumentsOf({ op }), ...argumentsOf({ op })].filter(
    (name) => name !== 'view',
  );
  const changes = names
    .map((name) => ({ name, before: state[keyOf(name)], after: next[keyOf(name)] }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  return { state: next, changes };
}

/** On the axes along which the operation moves: from one to two the second is as the first. */
function onAxesOf(before: State, state: State): State {
  const own = initial(state.op);
  const padding = takes(state, 'padding', state.padding) ? state.padding : own.padding;
  if (isLine(state) === isLine(before)) return { ...state, padding };
  const pairs = PAIRS.map((name) => {
    const pair = state[name];
    return [name, pair && (isLine(state) ? onBothAxes(state, name, pair[1]) : [pair[1], pair[1]])];
  });
  return { ...state, ...Object.fromEntries(pairs), height: own.height, padding };
}

/** All of them, the smallest first, and among those of one size the ones whose members come first. */
function subsets<Member>(members: readonly Member[]): Member[][] {
  let all: Member[][] = [[]];
  for (const member of members) all = [...all, ...all.map((subset) => [...subset, member])];
  return all.sort((one, other) => one.length - other.length);
}
