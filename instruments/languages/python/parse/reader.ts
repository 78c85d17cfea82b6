/** The parser's tree, with what is needed to read it: the text, its lines, where it is broken. */
import type { Tree } from '@lezer/common';
import type { Expression, Place } from '../syntax.ts';

/** Deeper than this is no program that a person wrote; CPython's own parser stops at 200 brackets. */
export const DEEPEST = 400;

/** A node of the parser's tree, taken out of it at one stroke: its own nodes are made anew at each step. */
export interface Node {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly isError: boolean;
  /** Without comments. */
  children: Node[];
}

/** Of the many nodes that have none. */
const NO_CHILDREN: Node[] = [];

export class TooDeep extends Error {}

export class Reader {
  private readonly starts: number[] = [0];
  private readonly broken: number[] = [];
  depth = 0;
  /** What `:=` binds in the statement, or the lambda, that is being read; not in those within it. */
  named: string[] = [];
  readonly top: Node;

  constructor(
    readonly text: string,
    tree: Tree,
  ) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
    this.top = this.takeOut(tree);
  }

  private takeOut(tree: Tree): Node {
    const top: Node = { name: 'Script', from: 0, to: this.text.length, isError: false, children: NO_CHILDREN };
    const open = [top];
    tree.iterate({
      enter: ({ name, from, to, type }) => {
        if (name === 'Comment' || type.isTop) return;
        if (type.isError) this.broken.push(from);
        const node: Node = { name, from, to, isError: type.isError, children: NO_CHILDREN };
        const parent = open.at(-1) as Node;
        if (parent.children === NO_CHILDREN) parent.children = [node];
        else parent.children.push(node);
        open.push(node);
      },
      leave: ({ name, type }) => {
        if (name !== 'Comment' && !type.isTop) open.pop();
      },
    });
    return top;
  }

  of(node: { from: number; to: number }): string {
    return this.text.slice(node.from, node.to);
  }

  line(offset: number): number {
    return countUpTo(this.starts, offset);
  }

  place(node: { from: number; to: number }): Place {
    return { line: this.line(node.from), from: node.from, to: node.to };
  }

  /** Whether the parser found something broken in this stretch. */
  isBroken(from: number, to: number): boolean {
    return countUpTo(this.broken, to) > countUpTo(this.broken, from - 1);
  }

  /** Run one level deeper. @throws TooDeep */
  deeper<Result>(run: () => Result): Result {
    if (++this.depth > DEEPEST) throw new TooDeep();
    try {
      return run();
    } finally {
      this.depth--;
    }
  }

  /** Run, with the names that `:=` binds meanwhile apart. */
  naming<Result>(run: () => Result): { readonly read: Result; readonly named: readonly string[] } {
    const outer = this.named;
    this.named = [];
    try {
      return { read: run(), named: this.named };
    } finally {
      this.named = outer;
    }
  }

  other(node: { from: number; to: number }, what: string): Expression {
    return { ...this.place(node), kind: 'other', what };
  }
}

/** How many of the numbers, which rise, are at most `limit`. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Split a list of nodes at those of one name, `,` for instance. */
export function splitAt(nodes: readonly Node[], separator: string): Node[][] {
  const groups: Node[][] = [[]];
  for (const node of nodes) {
    if (node.name === separator) groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups;
}
