/** The syntax that is read of a program, as nested lists, for tests. */
import { repr } from '../../languages/python/library/format.ts';
import { parse } from '../../languages/python/parse/parse.ts';
import { ELLIPSIS } from '../../languages/python/values.ts';
import type { Block, Expression, Statement } from '../../languages/python/syntax.ts';

type Tree = string | number | null | Tree[];

/** Every part of a node but its offsets, by the names of its fields; a constant as its `repr`. */
function tree(part: unknown): Tree {
  if (part === null || part === undefined) return null;
  if (typeof part === 'boolean') return String(part);
  if (typeof part === 'string' || typeof part === 'number') return part;
  if (Array.isArray(part)) return part.map(tree);
  const node = part as Expression | Statement;
  if (node.kind === 'constant') return ['constant', node.value === ELLIPSIS ? '...' : repr(node.value)];
  if (node.kind === 'other') return ['other'];
  if (node.kind === 'format')
    return ['format', node.parts.map((part) => (typeof part === 'string' ? part : `${part.own}{}`)).join('')];
  const hidden = ['line', 'from', 'to', 'annotated'];
  const fields = Object.entries(node).filter(([name]) => !hidden.includes(name));
  return fields.sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, value]) => [name, tree(value)]);
}

export function syntax(source: string): Tree {
  return tree(parse(source) as Block as unknown);
}
