/** The parser's tree, with what is needed to read it: the text, its lines, where it is broken. */
import type { SyntaxNode, Tree } from '@lezer/common';
import type { Expression, Place } from '../syntax.ts';

/** Deeper than this is no program that a person wrote; CPython's own parser stops at 200 brackets. */
export const DEEPEST = 400;

export class TooDeep extends Error {}

export class Reader {
  private readonly starts: number[] = [0];
  private readonly broken: number[] = [];
  depth = 0;

  constructor(
    readonly text: string,
    tree: Tree,
  ) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
    tree.iterate({
      enter: (node) => {
        if (node.type.isError) this.broken.push(node.from);
      },
    });
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

export function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'Comment') list.push(child);
  }
  return list;
}

/** Split a list of nodes at those of one name, `,` for instance. */
export function splitAt(nodes: readonly SyntaxNode[], separator: string): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === separator) groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups;
}
