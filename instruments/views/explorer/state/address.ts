/** The state as it is written, with Keras's names: as attributes of the element and as an address. */
import { isLine, kernelAxes, outputChannels, range, written } from '../../../arithmetic/index.ts';
import type { Matrix, Operation, Pair } from '../../../arithmetic/index.ts';
import { planesIn } from './presets.ts';
import {
  onBothAxes,
  argumentsOf,
  CHOICES,
  channelArgumentsOf,
  initial,
  isChoice,
  keyOf,
  limitsOf,
  OPERATIONS,
  takes,
  takesNone,
} from './state.ts';
import type { State } from './state.ts';

/** What is not understood. */
export interface Fault {
  name: string;
  value: string;
}

type Value = State[keyof State];

const CELL = /^(input|kernel|canvas)(,\d\d?){2,3}$/;
const NUMBER = /^-?\d{1,4}(\.\d{1,4})?$/;

/** What an operation's state is made of, in the order of its address. */
const namesOf = (op: Operation): string[] => [
  'op',
  'height',
  'width',
  ...channelArgumentsOf({ op }),
  ...argumentsOf({ op }),
  'input',
  'step',
  'cell',
];

/** Everything that an operation's state may be made of. */
const OWN = new Set(OPERATIONS.flatMap(namesOf));

/** The state as the query of an address, its "?" in front. */
export function query(state: State): string {
  const usual = initial(state.op);
  const isUsual = (name: string, value: Value): boolean =>
    channelArgumentsOf(state).includes(name) && value === usual[keyOf(name)];
  const parts = namesOf(state.op)
    .map((name) => ({ name, value: shownOf(state, name) }))
    .filter(({ name, value }) => value !== 'stamps' && (value !== null || takesNone(state, name)))
    .filter(({ name, value }) => !isUsual(name, value))
    .map(({ name, value }) => `${name}=${write(state, value)}`);
  return `?${parts.join('&')}`;
}

/** The value; of numbers that were typed as many as are seen. */
function shownOf(state: State, name: string): Value {
  const value = state[keyOf(name)];
  return (name === 'input' || name === 'kernel') && typeof value === 'object' ? planesIn(state, name) : value;
}

function write(state: State, value: Value): string {
  if (value === null || typeof value === 'boolean') return written(value);
  if (typeof value !== 'object') return String(value);
  const [first, last] = value;
  if (typeof first === 'number' && (isLine(state) || first === last)) return String(last);
  return value
    .flat(2)
    .map((number) => Number(number.toFixed(4)))
    .join(',');
}

/**
 * The state that names and values give. What is not understood is a fault, and the default stands. Names that are not
 * the explorer's, an element's `style` or an address's `utm_source`, are somebody else's.
 */
export function read(entries: Iterable<readonly [string, string]>): { state: State; faults: Fault[] } {
  const given = new Map([...entries].filter(([name]) => OWN.has(name)));
  const op = given.get('op') as Operation;
  const state = initial(OPERATIONS.includes(op) ? op : 'Conv2DTranspose');
  for (const name of namesOf(state.op)) {
    const value = understood(state, name, given.get(name) ?? '');
    if (value === undefined) continue;
    Object.assign(state, { [keyOf(name)]: value });
    given.delete(name);
  }
  return { state, faults: [...given].map(([name, value]) => ({ name, value })) };
}

/** What a text says under a name, undefined where it is not understood. */
function understood(state: State, name: string, text: string): Value | undefined {
  if (isChoice(name) && CHOICES[name].some((choice) => choice === text.replace(/^random\d{1,5}$/, 'random'))) {
    if (!takes(state, name, text)) return undefined;
    return name === 'use_bias' ? text === 'True' : text;
  }
  if (name === 'cell' && CELL.test(text)) return text;
  if (takesNone(state, name) && text === 'None') return null;
  const numbers = text.split(',').map((part) => (NUMBER.test(part) ? Number(part) : NaN));
  return counted(state, name, numbers) ?? typed(state, name, numbers);
}

/** One number for a pair stands for both. */
function counted(state: State, name: string, numbers: readonly number[]): number | Pair | undefined {
  const limits = limitsOf(name);
  if (!limits || numbers.length > (isLine(state) ? 1 : limits.count)) return undefined;
  const { least, most } = limits;
  const [first, last = first] = numbers;
  if (first === undefined || last === undefined) return undefined;
  if (!numbers.every((number) => Number.isInteger(number) && number >= least && number <= most)) return undefined;
  if (limits.count === 1) return name === 'height' && isLine(state) && first !== 1 ? undefined : first;
  return numbers.length === 1 ? onBothAxes(state, name, first) : [first, last];
}

/** How many planes there are, and their rows and columns, of what can be typed. */
function spaceOf(state: State, name: string): readonly [number, number, number] | null {
  const [ones, others] = kernelAxes(state);
  if (name === 'input') return [state.channels, state.height, state.width];
  if (name === 'kernel') return [ones * others, ...state.kernel_size];
  if (name === 'bias') return [1, 1, outputChannels(state)];
  return name === 'pointwise' ? [1, state.channels * state.depth_multiplier, state.filters] : null;
}

/** Numbers plane by plane, row by row. */
function typed(state: State, name: string, numbers: readonly number[]): Matrix | Matrix[] | undefined {
  const space = spaceOf(state, name);
  if (!space) return undefined;
  const [planes, rows, columns] = space;
  if (numbers.length !== planes * rows * columns || numbers.some(Number.isNaN)) return undefined;
  const made = range(planes).map((plane) =>
    range(rows).map((row) => numbers.slice((plane * rows + row) * columns, (plane * rows + row + 1) * columns)),
  );
  return planes === 1 ? made[0] : made;
}
