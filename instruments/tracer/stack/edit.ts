/** Changes of the code that leave the rest of it as the reader wrote it. Each answers the new code. */
import type { Shape } from '../../graph/tensor.ts';
import { argument, isInput, listed, written } from './stack.ts';
import type { Call, Item, Place, Stack } from './stack.ts';

/** The code with one change. */
export interface Edit {
  readonly text: string;
  /** The input's sizes, where the code has none. */
  readonly input?: string;
}

/** @param place what is replaced */
export const replaced = (text: string, { at, end }: Place, by: string): string =>
  text.slice(0, at) + by + text.slice(end);

const inserted = (text: string, at: number, what: string): string => replaced(text, { at, end: at }, what);

/** Gives an argument of a call another value; null takes it away. */
export function put(text: string, node: Call, key: string, value: string | null): string {
  const { args } = node;
  const given = argument(node, key);
  if (given && value !== null) return replaced(text, given.value, value);
  if (given) {
    const i = args.indexOf(given);
    const at = args[i - 1]?.end ?? given.at;
    const end = i > 0 ? given.end : (args[1]?.at ?? given.end);
    return replaced(text, { at, end }, '');
  }
  if (value === null) return text;
  const last = args.at(-1);
  return inserted(text, last?.end ?? node.open, `${last ? ', ' : ''}${key}=${value}`);
}

const indent = (text: string, at: number): string => /[^\S\n]*$/.exec(text.slice(0, at))?.[0] ?? '';
const startsLine = (text: string, at: number): boolean => /(?:^|\n)[^\S\n]*$/.test(text.slice(0, at));

/**
 * Puts a layer before the layer `i`, or after the last.
 *
 * @param layer `Flatten()`
 */
export function insert(text: string, items: readonly Item[], i: number, layer: string): string {
  // `layers.` or whatever else the reader writes before the names of layers
  const path = items.findLast(({ node }) => !isInput(node))?.node.path ?? 'layers.X';
  const made = path.replace(/\w+$/, layer);
  const isAfter = i >= items.length;
  const item = isAfter ? items.at(-1) : items[i];
  if (!item) return insertFirst(text, made);
  const isFirstCall = item.style === 'apply' && !isAfter && !items.slice(0, i).some(({ style }) => style === 'apply');
  const from = item.from ?? '';
  const output = isAfter ? (item.target ?? '') : isFirstCall ? unused(text, `${from}_1`) : from;
  const line = lineOf(item, made, output, isFirstCall ? from : output);
  const inList = item.style === 'list';
  const place = inList ? item.node : item;
  const hasComma = inList || (item.style === 'line' && /^\s*,/.test(text.slice(item.end)));
  const comma = hasComma ? ',' : '';
  const gap = inList && !startsLine(text, item.node.at) ? ' ' : `\n${indent(text, place.at)}`;
  // the name of the input stays the input's: a model may begin at it
  const code = isFirstCall ? calledOn(text, item, from, output) : text;
  return isAfter ? inserted(code, place.end, comma + gap + line) : inserted(code, place.at, line + comma + gap);
}

/** The first layer of an empty Sequential, or of an empty text. */
function insertFirst(text: string, made: string): string {
  const list = text.indexOf('[') + 1;
  if (list > 0) return inserted(text, list, `\n    ${made},\n`);
  return inserted(text, text.length, `${text.trim() && '\n'}${made}\n`);
}

/** A layer written as those beside it. @param output the name it is given @param input what it is called on */
function lineOf({ style, model }: Item, made: string, output: string, input: string): string {
  if (style === 'add') return `${model}.add(${made})`;
  return style === 'apply' ? `${output} = ${made}(${input})` : made;
}

/** The layer is called on another name. */
function calledOn(text: string, { node }: Item, from: string, name: string): string {
  const at = text.indexOf(from, node.end);
  return replaced(text, { at, end: at + from.length }, name);
}

/** A name that a text does not have. */
const unused = (text: string, name: string): string => (text.includes(name) ? unused(text, `${name}_`) : name);

/** Takes the layer `i` out. */
export function remove(text: string, items: readonly Item[], i: number): string {
  const item = items[i];
  if (!item) return text;
  const { node, style, target, from = '' } = item;
  if (style === 'apply') return replaced(text, item, target && target !== from ? `${target} = ${from}` : from);
  let { at, end } = style === 'list' || (style === 'line' && !target) ? node : item;
  end += /^[^\S\n]*,?[^\S\n]*(?:#[^\n]*)?/.exec(text.slice(end))?.[0].length ?? 0;
  if (startsLine(text, at) && /^(?:\n|$)/.test(text.slice(end))) {
    at -= indent(text, at).length;
    end++;
  }
  return replaced(text, { at, end }, '');
}

/** Lets the layers `i` and `i + 1` change places. */
export function swap(text: string, items: readonly Item[], i: number): string {
  const [first, second] = [items[i]?.node, items[i + 1]?.node];
  if (!first || !second) return text;
  const later = replaced(text, second, text.slice(first.at, first.end));
  return replaced(later, first, text.slice(second.at, second.end));
}

/** The code with another input shape, or the shape apart where the code has none. */
export function withInput(text: string, { declared }: Pick<Stack, 'declared'>, shape: Shape): Edit {
  if (!declared) return { text, input: listed(shape) };
  const { node, key } = declared;
  return { text: put(text, node, key, written(key === 'batch_shape' ? [null, ...shape] : shape)) };
}
