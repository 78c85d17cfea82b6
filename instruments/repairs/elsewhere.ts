/** Where a paste writes what a name stands for: a shape that is assigned once, what a function is called with, a parameter's default. */
import { parse } from '../languages/python/parse/parse.ts';
import type { Expression, FunctionSyntax, Place, Statement } from '../languages/python/syntax.ts';

type Node = Expression | Statement;
type Name = Extract<Expression, { kind: 'name' }>;
type Call = Extract<Expression, { kind: 'call' }>;
type Owned = Statement & FunctionSyntax;

/** Names of names that are followed. */
const DEEPEST = 4;

export class Elsewhere {
  private readonly nodes: readonly Node[];

  /** @param text the cleaned paste, in which places count */
  constructor(text: string) {
    this.nodes = [...nodesIn(parse(text))];
  }

  /** The names within a place, in their order. */
  namesIn({ from, to }: Pick<Place, 'from' | 'to'>): Name[] {
    return this.nodes.filter((node): node is Name => node.kind === 'name' && node.from >= from && node.to <= to);
  }

  /** What stands for a name where it is written out; null where several may, or none is found. */
  of(name: Name, depth = 0): Expression | null {
    const found = depth < DEEPEST ? this.source(name) : null;
    return found?.kind === 'name' ? this.of(found, depth + 1) : found;
  }

  private source(name: Name): Expression | null {
    const owner = this.around(name, 'function').findLast(({ parameters }) =>
      parameters.some((one) => one.name === name.name),
    );
    const given = this.nodes.flatMap((node) =>
      node.kind === 'assign' && node.targets.some((it) => it.kind === 'name' && it.name === name.name) ? [node] : [],
    );
    if (owner)
      return given.some(({ from, to }) => from >= owner.from && to <= owner.to) ? null : this.argument(owner, name);
    const [only, ...others] = given;
    // of a number that has a name other things may be made
    return only && others.length === 0 && only.value.kind !== 'constant' ? only.value : null;
  }

  private argument(owner: Owned, { name }: Name): Expression | null {
    const isMade = owner.name === '__init__';
    const called = isMade ? (this.around(owner, 'class').at(-1)?.name ?? '') : owner.name;
    const [call, ...others] = this.nodes.filter(
      (node): node is Call => node.kind === 'call' && calleeOf(node) === called,
    );
    if (others.length > 0 || call?.args.some(({ stars }) => stars > 0)) return null;
    const parameters = owner.parameters.filter((one, index) => index > 0 || one.name !== 'self');
    const index = parameters.findIndex((one) => one.name === name);
    const positional = call?.args.filter((one) => one.name === null) ?? [];
    const given = call?.args.find((one) => one.name === name) ?? positional[index];
    return given?.value ?? parameters[index]?.default ?? null;
  }

  /** The functions, or classes, around a place, the innermost last. */
  private around<Kind extends 'function' | 'class'>(
    { from, to }: Place,
    kind: Kind,
  ): Extract<Statement, { readonly kind: Kind }>[] {
    const isAround = (node: Node): node is Extract<Statement, { readonly kind: Kind }> =>
      node.kind === kind && node.from < from && node.to >= to;
    return this.nodes.filter(isAround);
  }
}

function calleeOf({ callee }: Call): string | null {
  return callee.kind === 'name' || callee.kind === 'attribute' ? callee.name : null;
}

/** All expressions and statements in a piece of syntax, the outer ones first. */
function* nodesIn(piece: unknown): Generator<Node> {
  if (Array.isArray(piece)) for (const part of piece) yield* nodesIn(part);
  else if (typeof piece === 'object' && piece !== null) {
    const node = piece as Node;
    if ('from' in node && 'kind' in node) yield node;
    if (node.kind !== 'constant') yield* nodesIn(Object.values(node));
  }
}
