/** What an argument is worth, by its type: `filters:whole`, `padding:valid|same`. */
import { isLiteral, isNumber } from '../reading/nodes.ts';
import type { Node } from '../reading/nodes.ts';
import { Refusal } from './refusal.ts';
import type { Size } from './shape.ts';
import { nearest } from '../../../../repairs/nearest.ts';
import { UNFOLLOWED_ACTIVATIONS, known } from './words.ts';

export interface Parameter {
  readonly key: string;
  readonly type: string;
  /** Its default, as it is written. */
  readonly text: string | undefined;
}

/** Zero cells or more before and after. */
export type Margins = readonly [number, number];

interface Context {
  readonly type: string;
  /** Along how many axes the layer moves. */
  readonly rank: number;
  /** The least number that is taken. */
  readonly least: number;
}

/** undefined: not of that type. */
type Read<Value> = (node: Node, context: Context) => Value | Refusal | undefined;

const isInteger = (node: Node): node is Node & { kind: 'int'; value: number } => node.kind === 'int';

/** True counts as 1. */
function whole(node: Node, least: number): number | undefined {
  const value = isInteger(node) || node.kind === 'bool' ? Number(node.value) : NaN;
  return value >= least ? value : undefined;
}

const integer = (node: Node): number | undefined => (isInteger(node) ? node.value : undefined);

function size(node: Node): Size | undefined {
  return node.kind === 'none' ? null : integer(node);
}

/** Each value of a tuple. @param count how many there have to be; a value alone then stands for all */
function list<Value>(
  node: Node,
  read: (one: Node, i: number, all: readonly Node[]) => Value | undefined,
  count = node.kind === 'seq' ? node.value.length : 0,
): Value[] | undefined {
  const nodes = node.kind === 'seq' ? node.value : new Array<Node>(count).fill(node);
  const values = nodes.map(read).filter((value) => value !== undefined);
  return nodes.length === count && values.length === count && (count > 0 || node.kind === 'seq') ? values : undefined;
}

const each = (node: Node, count: number, least: number): number[] | undefined =>
  list(node, (one) => whole(one, least), count);

function pair(node: Node): Margins | undefined {
  const [before, after] = each(node, 2, 0) ?? [];
  return before === undefined || after === undefined ? undefined : [before, after];
}

function margins(node: Node, rank: number): readonly Margins[] | Refusal | undefined {
  const both = pair(node);
  if (rank === 1) return both ? [both] : new Refusal('sizes', { gaps: { n: 2, least: 0 } });
  const all = whole(node, -Infinity);
  return all === undefined ? list(node, pair, rank) : new Array<Margins>(rank).fill([all, all]);
}

/** Whether it counts as true. */
function flag(node: Node): boolean | undefined {
  if (node.kind === 'seq') return node.value.length > 0;
  return isLiteral(node) ? Boolean('value' in node && node.value) : undefined;
}

function activation(node: Node): true | Refusal {
  const word = node.kind === 'str' ? node.value : '';
  if (['none', 'call', 'name', 'path'].includes(node.kind) || known('activation').includes(word)) return true;
  if (UNFOLLOWED_ACTIVATIONS.includes(word)) return new Refusal('unfollowed', { stage: 'text' });
  return new Refusal('activation', { near: nearest(word, known('activation')) });
}

/** The name of an initializer and the like; what is no string is taken. */
function named(node: Node, { type }: Context): true | undefined {
  return node.kind !== 'str' || known(type).includes(node.value) || undefined;
}

/** One of some words, in any case unless the type ends with "!". */
function word(node: Node, { type }: Context): string | Refusal {
  const words = known(type);
  const given = 'value' in node ? String(node.value) : '';
  const lower = given.toLowerCase();
  const isKnown = words.includes(lower);
  if (isKnown && node.kind === 'str' && (given === lower || !type.endsWith('!'))) return lower;
  return new Refusal('word', { near: isKnown ? lower : (words[0] ?? ''), gaps: { words: words.join(', ') } });
}

const READERS: ReadonlyMap<string, Read<unknown>> = new Map<string, Read<unknown>>([
  ['any', (node) => ('value' in node ? node.value : node.kind)],
  ['whole', (node) => whole(node, 1)],
  ['int', (node) => (isInteger(node) ? whole(node, 1) : undefined)],
  ['sizes', (node, { rank, least }) => each(node, rank, least)],
  ['margins', (node, { rank }) => margins(node, rank)],
  ['flag', flag],
  ['unfollowed', (node) => (flag(node) === false ? false : undefined)], // true would change more than is followed
  ['fraction', (node) => fraction(node)],
  ['number', (node) => (isNumber(node) || node.kind === 'bool' ? [Math.trunc(Number(node.value))] : undefined)],
  ['numbers', (node) => list(node, integer, isInteger(node) ? 1 : undefined)],
  ['tuple', (node) => list(node, size)],
  ['shape', (node) => list(node, (one) => (Number(size(one)) < 0 ? undefined : size(one)))],
  [
    'dims',
    (node) => list(node, (one, i, all) => (all.some((other) => integer(other) === i + 1) ? integer(one) : undefined)),
  ],
  ['name', (node) => (node.kind === 'str' && !node.value.includes('/') ? node.value : undefined)],
  ['activation', activation],
  ['interpolation', (node) => (node.kind === 'str' ? node.value.toLowerCase() : undefined)],
  ['initializer', named],
  ['regularizer', named],
  ['constraint', named],
]);

function fraction(node: Node): number | undefined {
  const value = isNumber(node) || node.kind === 'bool' ? Number(node.value) : NaN;
  return value >= 0 && value <= 1 ? value : undefined;
}

/** @throws Refusal where it is not of its type */
export function typed(node: Node, { key: arg, type, text }: Parameter, rank: number): unknown {
  const least = text === 'None' ? 0 : 1; // where None stands for other sizes, 0 is taken too
  if (node.kind === 'none' && least === 0) return null;
  const value = (READERS.get(type) ?? word)(node, { type, rank, least });
  if (value !== undefined && !(value instanceof Refusal)) return value;
  // what the code does not say, Keras may well take
  if (!isLiteral(node)) throw new Refusal('unfollowed', { arg, stage: 'text' });
  const stage = type === 'unfollowed' ? 'text' : 'build';
  throw value?.of(arg) ?? new Refusal(type, { arg, stage, gaps: { n: rank, least } });
}
