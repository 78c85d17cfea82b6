/** What the layers that vary pictures ask of their factors, of how they fill and of the range of values. */
import { Refusal } from '../../../languages/python/errors.ts';
import { repr } from '../../../languages/python/library/format.ts';
import { Float, List, Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Settings } from '../settings.ts';
import signatures from '../signatures.json' with { type: 'json' };

interface Asks {
  /** Of `factor`. */
  readonly bounds?: readonly [number, number];
  /** How a refusal of one of several factors begins; it tells the range, too. */
  readonly factors?: string;
  readonly fill_mode?: readonly string[];
  readonly interpolation?: readonly string[];
  readonly value_range?: string;
}

const LAYERS = signatures.layers as Readonly<Record<string, { asks?: unknown; parameters: readonly unknown[] }>>;

const refuse = (message: string, argument: string, type = 'ValueError'): Refusal =>
  new Refusal(type, message, 'argument', { argument });

const numberIn = (value: Value): number | null => {
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Float ? value.value : typeof value === 'number' ? value : null;
};

/** @throws Refusal `argument` in the order in which Keras looks at the arguments */
export function requireAugmenting(args: Settings): void {
  const { asks, parameters } = LAYERS[args.type] ?? { parameters: [] };
  if (!asks) return;
  const { bounds, factors, fill_mode, interpolation, value_range } = asks as Asks;
  const names = parameters.map((one) => String(Array.isArray(one) ? one[0] : one));
  if (args.type === 'RandomGrayscale') requireShare(args);
  else if (factors)
    for (const name of names.filter((one) => one.endsWith('_factor'))) requireFactor(args, name, factors);
  else if (bounds) requireBounded(args, bounds);
  if (fill_mode) requireOneOf(args, 'fill_mode', fill_mode);
  if (interpolation) requireOneOf(args, 'interpolation', interpolation);
  if (value_range) requireTwo(args, value_range);
}

function requireShare(args: Settings): void {
  const number = numberIn(args.value('factor'));
  if (number === null || (number >= 0 && number <= 1)) return;
  throw refuse(
    `\`factor\` should be between 0 and 1. Received: factor=${args.context.text(args.value('factor'))}`,
    'factor',
  );
}

/** One number, or two of which the first may lie below and the last above. */
function requireBounded(args: Settings, [low, high]: readonly [number, number]): void {
  const value = args.value('factor');
  const isPair = value instanceof Tuple || value instanceof List;
  const [first = null, last = first, ...more] = (isPair ? value.items : [value]).map(numberIn);
  if (value === null) return; // which some take for 0
  const isFine = first !== null && last !== null && more.length === 0 && (!isPair || value.items.length === 2);
  if (isFine && (isPair ? first <= high && last >= low : first >= low && first <= high)) return;
  const range = `[${low}, ${high}]. Received: factor=${args.context.text(value)}`;
  throw refuse(`The \`factor\` argument should be a number (or a list of two numbers) in the range ${range}`, 'factor');
}

/** One factor of several: each of its numbers is looked at by itself. */
function requireFactor(args: Settings, name: string, says: string): void {
  const value = args.value(name);
  if (value === null && args.type === 'RandomZoom' && name === 'width_factor') return;
  const isPair = value instanceof Tuple || value instanceof List;
  const items = isPair ? value.items : [value];
  if ((isPair && items.length !== 2) || (!isPair && numberIn(value) === null))
    throw refuse(`${says}Received: ${name}=${args.context.text(value)}`, name);
  const [, open, low, high] = /range ([[(])(-?[\d.]+), (-?[\d.]+)/.exec(says) ?? [];
  for (const item of items) {
    const number = numberIn(item) ?? 0;
    const isBelow = open === '(' ? number <= Number(low) : number < Number(low);
    if (isBelow || number > Number(high))
      throw refuse(`${says}Received: input_number=${args.context.text(item)}`, name);
  }
}

function requireOneOf(args: Settings, name: string, allowed: readonly string[]): void {
  const value = args.value(name);
  if (allowed.includes(value as string)) return;
  const message = `Unknown \`${name}\` ${args.context.text(value)}. Expected of one ${repr(new Tuple([...allowed]))}.`;
  throw refuse(message, name, 'NotImplementedError');
}

function requireTwo(args: Settings, says: string): void {
  const value = args.value('value_range');
  if ((value instanceof Tuple || value instanceof List) && value.items.length === 2) return;
  throw refuse(`${says}Received: value_range=${args.context.text(value)}`, 'value_range');
}
