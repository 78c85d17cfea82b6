/** What a paste says, as plain data: expressions and statements, each with its place in the cleaned text. */
import type { Value } from './values.ts';

export interface Place {
  /** Counted from 1: the line on which it begins. */
  readonly line: number;
  /** Offsets in the cleaned text. */
  readonly from: number;
  readonly to: number;
}

export type Expression = Place &
  (
    | { readonly kind: 'constant'; readonly value: Value }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'attribute'; readonly object: Expression; readonly name: string }
    | { readonly kind: 'item'; readonly object: Expression; readonly key: Expression }
    | { readonly kind: 'slice'; readonly start: Maybe; readonly stop: Maybe; readonly step: Maybe }
    | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Argument[] }
    | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
    | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'comparison'; readonly first: Expression; readonly rest: readonly Comparison[] }
    | { readonly kind: 'conditional'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
    | { readonly kind: 'lambda'; readonly parameters: readonly ParameterSyntax[]; readonly body: Expression }
    | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
    | { readonly kind: 'list'; readonly items: readonly Expression[] }
    | { readonly kind: 'set'; readonly items: readonly Expression[] }
    | { readonly kind: 'dict'; readonly entries: readonly DictEntry[] }
    | ({ readonly kind: 'comprehension'; readonly of: 'list' | 'set' | 'dict' | 'generator' } & ComprehensionParts)
    | { readonly kind: 'star'; readonly inner: Expression }
    | { readonly kind: 'format'; readonly parts: readonly (string | FormatPart)[] }
    | { readonly kind: 'named'; readonly target: string; readonly value: Expression }
    | { readonly kind: 'yield'; readonly value: Maybe; readonly from_: boolean }
    /** Python, but nothing that is read here: `await`, complex numbers, bytes. */
    | { readonly kind: 'other'; readonly what: string }
  );

type Maybe = Expression | null;

interface ComprehensionParts {
  readonly element: Expression;
  /** The value, where `of` is a dict and `element` its key. */
  readonly value: Maybe;
  readonly clauses: readonly Clause[];
}

export interface Argument {
  readonly value: Expression;
  /** `name=value` */
  readonly name: string | null;
  /** 1 for `*value`, 2 for `**value` */
  readonly stars: 0 | 1 | 2;
}

export interface Comparison {
  readonly operator: string;
  readonly right: Expression;
}

export interface DictEntry {
  /** null for `**value` */
  readonly key: Maybe;
  readonly value: Expression;
}

export interface Clause {
  readonly target: Expression;
  readonly source: Expression;
  readonly tests: readonly Expression[];
}

export interface FormatPart {
  readonly value: Expression;
  readonly conversion: string;
  readonly spec: string;
  /** `f"{x=}"` shows its own text. */
  readonly own: string;
}

export interface ParameterSyntax {
  readonly name: string;
  readonly kind: 'positional-only' | 'ordinary' | 'named' | 'rest' | 'keywords';
  readonly default: Maybe;
}

export type Block = readonly Statement[];

export type Statement = Place & { /** What `:=` binds in its expressions. */ readonly named?: readonly string[] } & (
    | { readonly kind: 'expression'; readonly value: Expression }
    | {
        readonly kind: 'assign';
        readonly targets: readonly Expression[];
        readonly value: Expression;
        /** `x: int = 3`, which is a field of a dataclass. */
        readonly annotated: boolean;
      }
    /** `x: int` alone */
    | { readonly kind: 'annotate'; readonly name: string }
    | { readonly kind: 'update'; readonly target: Expression; readonly operator: string; readonly value: Expression }
    | { readonly kind: 'return'; readonly value: Maybe }
    | { readonly kind: 'raise'; readonly value: Maybe }
    | { readonly kind: 'assert'; readonly test: Expression; readonly message: Maybe }
    | { readonly kind: 'delete'; readonly targets: readonly Expression[] }
    | { readonly kind: 'pass' | 'break' | 'continue' }
    | { readonly kind: 'import'; readonly modules: readonly { readonly path: string; readonly as: string | null }[] }
    | { readonly kind: 'from'; readonly path: string; readonly names: readonly { name: string; as: string }[] }
    | { readonly kind: 'scope'; readonly scope: 'global' | 'nonlocal'; readonly names: readonly string[] }
    | { readonly kind: 'if'; readonly test: Expression; readonly body: Block; readonly otherwise: Block }
    | { readonly kind: 'while'; readonly test: Expression; readonly body: Block; readonly otherwise: Block }
    | {
        readonly kind: 'for';
        readonly target: Expression;
        readonly source: Expression;
        readonly body: Block;
        readonly otherwise: Block;
      }
    | {
        readonly kind: 'try';
        readonly body: Block;
        readonly handlers: readonly Handler[];
        readonly otherwise: Block;
        readonly final: Block;
      }
    | { readonly kind: 'with'; readonly items: readonly WithItem[]; readonly body: Block }
    | FunctionSyntax
    | {
        readonly kind: 'class';
        readonly name: string;
        readonly bases: readonly Argument[];
        readonly body: Block;
        readonly decorators: readonly Expression[];
      }
    | { readonly kind: 'match'; readonly subject: Expression; readonly cases: readonly Case[] }
    /** What the parser could not read, or what is not read here. */
    | {
        readonly kind: 'other';
        readonly what: string;
        readonly names: readonly string[];
        /** Whether the word `return` stands in it: a function may end there. */
        readonly returns: boolean;
      }
  );

export interface Case {
  readonly pattern: Pattern;
  readonly guard: Maybe;
  readonly body: Block;
}

/** What a case of `match` asks of a value. */
export type Pattern =
  /** `_` binds nothing. */
  | { readonly kind: 'capture' | 'star'; readonly name: string }
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'or'; readonly options: readonly Pattern[] }
  | { readonly kind: 'as'; readonly pattern: Pattern; readonly name: string }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | {
      readonly kind: 'mapping';
      readonly entries: readonly (readonly [Expression, Pattern])[];
      /** `**rest` */
      readonly rest: string | null;
    }
  | {
      readonly kind: 'class';
      readonly cls: Expression;
      readonly positional: readonly Pattern[];
      readonly keywords: readonly (readonly [string, Pattern])[];
    };

export interface FunctionSyntax {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly ParameterSyntax[];
  readonly body: Block;
  readonly decorators: readonly Expression[];
  readonly isGenerator: boolean;
}

export interface Handler {
  readonly type: Maybe;
  readonly name: string | null;
  readonly body: Block;
}

export interface WithItem {
  readonly value: Expression;
  readonly target: Maybe;
}
