/** What a literal of the text, and a sum of such, is worth. */
import { isNumber } from './nodes.ts';
import type { Node, Place } from './nodes.ts';

/** Larger sizes are no sizes. */
const LARGEST = 2 ** 31;

/** A string is worth what it says; where its prefix or a backslash would change that, it is not followed. */
export function readString(text: string, { at, end }: Place): Node {
  const [, prefix = '', , value = ''] = /^(\w*)("""|'''|["'])([^]*)\2$/.exec(text) ?? [];
  const isPlain = !/[fb]/i.test(prefix) && (/r/i.test(prefix) || !value.includes('\\'));
  return isPlain ? { kind: 'str', value, at, end } : { kind: 'other', at, end };
}

/** null where it is too large. */
export function readNumber(text: string, { at, end }: Place): Node | null {
  const digits = text.replaceAll('_', '');
  const value = Number(digits);
  return value < LARGEST ? { kind: /\D/.test(digits) ? 'float' : 'int', value, at, end } : null;
}

export function negated(node: Node, sign: number, at: number): Node {
  return isNumber(node)
    ? { ...node, value: sign * node.value, at }
    : { kind: 'other', at, end: node.end, ...ifBroken(node) };
}

const OPERATIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '//': (a, b) => Math.floor(a / b),
};

export const SUMS = ['+', '-'];
export const PRODUCTS = ['*', '/', '//'];

export function computed(left: Node, sign: string, right: Node): Node {
  const { at } = left;
  const { end } = right;
  const unknown: Node = { kind: 'other', at, end, ...ifBroken(left) };
  if (!isNumber(left) || !isNumber(right)) return unknown;
  const value = OPERATIONS[sign]?.(left.value, right.value) ?? NaN;
  if (!(Math.abs(value) < LARGEST)) return unknown;
  return { kind: left.kind === right.kind && sign !== '/' ? left.kind : 'float', value, at, end, ...ifBroken(left) };
}

const ifBroken = ({ broken }: Node): { broken?: boolean } => (broken ? { broken } : {});
