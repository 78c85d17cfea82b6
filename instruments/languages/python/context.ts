/** What native code may ask of the interpreter that calls it. */
import type { Graph } from '../../graph/graph.ts';
import type { Arguments } from './callables.ts';
import type { Instance } from './classes.ts';
import type { PythonError } from './errors.ts';
import type { Expression } from './syntax.ts';
import type { Unknown, Value } from './values.ts';

export interface Context {
  /** The line of the paste that is being run: where the innermost call begins. */
  readonly line: number;
  /** That call, or operation, as the paste writes it. */
  readonly site: Expression | null;
  /** The paste, cleaned: what places of expressions count in. */
  readonly paste: string;
  /** The instances whose `__init__`, written in the paste, is running. */
  readonly making: readonly Instance[];
  /** The calls of layers and operations so far, and the tensors between them. */
  readonly graph: Graph;
  /** Errors that ended a statement of the paste, in order. */
  readonly faults: readonly PythonError[];
  /** What the innermost running function of the paste was called with, by name; null at the top level. */
  readonly given: ReadonlyMap<string, Value> | null;
  /** Everything that was made of a class, of the paste's or of a framework's, in order. */
  readonly instances: readonly Instance[];

  /** Call anything that Python can call. */
  call(callee: Value, args?: Partial<Arguments>): Value;
  /** `object.name`, bound where it is a method; `undefined` where Python would raise AttributeError. */
  attribute(object: Value, name: string): Value | undefined;
  /** `object.name = value`, with the class's `__setattr__`. */
  setAttribute(object: Value, name: string, value: Value): void;
  /** `object[key]` */
  item(object: Value, key: Value): Value;
  /** The items of anything that `for` takes; bounded; throws NotFollowed for what is unknown. */
  items(iterable: Value): Value[];
  /** Count work that is done for the paste, so that it stays bounded; throws where it was too much. */
  step(count?: number): void;
  /** As `print` shows it (`repr` for strings inside containers). */
  text(value: Value): string;
  repr(value: Value): string;
  truth(value: Value): boolean;

  /** A value that cannot be known, beginning at the current line. */
  unknown(why: string, options?: { asks?: readonly string[]; harmless?: boolean }): Unknown;
  /**
   * Tell the reader that something which could touch a model was not followed. Where it comes from an unknown
   * value the reader is told once, and what it asks for is asked.
   */
  notFollowed(text: string, options?: { unknown?: Unknown; line?: number }): void;
  /** Ask the reader for an expression, `num_classes` or `input`. */
  ask(expression: string): void;
  /** Something worth saying that changes no verdict: a trap, an old spelling that was understood. */
  note(text: string, line?: number): void;
  /** A note that stands beside the verdict: what fits may still not be what was meant. */
  caution(text: string, line?: number): void;
}
