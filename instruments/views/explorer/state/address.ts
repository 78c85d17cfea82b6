/** The state as it is written, with Keras's names: as attributes of the element and as an address. */
import { range } from '../../../arithmetic/index.ts';
import type { Operation, Pair } from '../../../arithmetic/index.ts';
import { ARGUMENTS, CHOICES, initial, isChoice, keyOf, limitsOf, OPERATIONS, takesNone } from './state.ts';
import type { State } from './state.ts';

/** What is not understood. */
export interface Fault {
  name: string;
  value: string;
}

type Value = State[keyof State];

const CELL = /^(input|kernel|canvas)(,\d\d?){2}$/;
const NUMBER = /^-?\d{1,4}(\.\d{1,4})?$/;

/** What an operation's state is made of, in the order of its address. */
const namesOf = (op: Operation): string[] => ['op', 'height', 'width', ...ARGUMENTS[op], 'input', 'step', 'cell'];

/** Everything that an operation's state may be made of. */
const OWN = new Set(OPERATIONS.flatMap(namesOf));

/** The state as the query of an address, its "?" in front. */
export function query(state: State): string {
  const written = namesOf(state.op)
    .map((name) => ({ name, value: state[keyOf(name)] }))
    .filter(({ name, value }) => value !== 'stamps' && (value !== null || takesNone(state, name)))
    .map(({ name, value }) => `${name}=${write(value)}`);
  return `?${written.join('&')}`;
}

function write(value: Value): string {
  if (value === null) return 'None';
  if (typeof value !== 'object') return String(value);
  if (value[0] === value[1] && typeof value[0] === 'number') return String(value[0]);
  return value
    .flat()
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
  if (isChoice(name) && CHOICES[name].some((choice) => choice === text.replace(/^random\d{1,5}$/, 'random')))
    return text;
  if (name === 'cell' && CELL.test(text)) return text;
  if (takesNone(state, name) && text === 'None') return null;
  const numbers = text.split(',').map((part) => (NUMBER.test(part) ? Number(part) : NaN));
  return counted(name, numbers) ?? matrix(state, name, numbers);
}

/** One number for a pair stands for both. */
function counted(name: string, numbers: readonly number[]): number | Pair | undefined {
  const limits = limitsOf(name);
  if (!limits || numbers.length > limits.count) return undefined;
  const { least, most } = limits;
  const [first, last = first] = numbers;
  if (first === undefined || last === undefined) return undefined;
  if (!numbers.every((number) => Number.isInteger(number) && number >= least && number <= most)) return undefined;
  return limits.count === 2 ? [first, last] : first;
}

/** The numbers of the input or the kernel, row by row. */
function matrix(state: State, name: string, numbers: readonly number[]): number[][] | undefined {
  if (name !== 'input' && name !== 'kernel') return undefined;
  const [rows, columns] = name === 'input' ? [state.height, state.width] : state.kernel_size;
  if (numbers.length !== rows * columns || numbers.some(Number.isNaN)) return undefined;
  return range(rows).map((row) => numbers.slice(row * columns, (row + 1) * columns));
}
