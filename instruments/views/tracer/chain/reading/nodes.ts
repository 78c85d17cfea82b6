/** What the chain's reader makes of a text: values and calls, each with its place. */

/** Offsets in the text; `end` is behind the last character. */
export interface Place {
  readonly at: number;
  readonly end: number;
}

/** A number, a word, True, None: what the text itself says. */
type Literal = Place &
  (
    | { readonly kind: 'int' | 'float'; readonly value: number }
    | { readonly kind: 'bool'; readonly value: boolean }
    | { readonly kind: 'str'; readonly value: string }
    | { readonly kind: 'none'; readonly value: null }
  );

/** A name, or names with dots between them: `value` is the whole of it, `name` the last. */
interface Named extends Place {
  readonly kind: 'name' | 'path';
  readonly value: string;
  readonly name: string;
  readonly nameAt: number;
}

export interface Sequence extends Place {
  readonly kind: 'seq';
  readonly value: readonly Node[];
  /** How many values it has, those of inner tuples too. */
  readonly size: number;
}

export interface Argument extends Place {
  readonly key: string | null;
  readonly value: Node;
}

interface Called extends Place {
  readonly args: readonly Argument[];
  /** Where its first argument would begin. */
  readonly open: number;
}

/** `layers.Dense(10)`: `path` is what is called, `name` the last part of it. */
export interface Call extends Called {
  readonly kind: 'call';
  readonly path: string;
  readonly name: string;
  readonly nameAt: number;
}

/** A call of what a call gave: `layers.Dense(10)(x)`. */
export interface Application extends Called {
  readonly kind: 'apply';
  readonly fn: Node;
}

/** Python, but nothing of which more has to be known. */
interface Other extends Place {
  readonly kind: 'other';
}

export type Node = (Literal | Named | Sequence | Call | Application | Other) & {
  /** Whether the text has a fault in it: of what is more than was read, nothing is known. */
  broken?: boolean;
};

/** Values in one tuple: `a = (a, a)`, often enough, would be without end. */
const LARGEST_TUPLE = 1000;

/** A tuple or list; what is too large is not followed. */
export function sequence(values: readonly Node[], at: number, end: number): Node {
  const size = values.reduce((all, one) => all + (one.kind === 'seq' ? one.size : 1), 1);
  return size > LARGEST_TUPLE ? { kind: 'other', at, end } : { kind: 'seq', value: values, size, at, end };
}

const LITERALS: readonly string[] = ['int', 'float', 'str', 'bool', 'none'];

/** Whether the code itself says what a value is. */
export function isLiteral(node: Node): boolean {
  return node.kind === 'seq' ? node.value.every(isLiteral) : LITERALS.includes(node.kind);
}

export const isNumber = (node: Node): node is Node & { readonly kind: 'int' | 'float'; readonly value: number } =>
  node.kind === 'int' || node.kind === 'float';
