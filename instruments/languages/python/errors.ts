/** What stops the reading of a statement: an error of Python's or the framework's own, or something unknown. */
import type { Expression } from './syntax.ts';
import type { Unknown, Value } from './values.ts';

/**
 * An exception of Python, as the paste would meet it: raised by the paste, by Python's own rules, or by a
 * framework that refuses. `try … except` of the paste may catch it.
 */
export class PythonError extends Error {
  /** The line of the paste that was being run, filled in by the interpreter; the innermost one. */
  line = 0;
  /** All lines from the top level of the paste inwards, as in a traceback. */
  lines: number[] = [];
  /** The call or operation of the paste that was being run, the innermost one. */
  site: Expression | null = null;
  /** How many layers and operations had been called when it came. */
  calls = 0;
  /** Whether an `except` of the paste caught it, or a model has it as its fault. */
  caught = false;
  /** What a framework says before its message where it tells in which call it came: "Exception encountered …". */
  preamble = '';
  /** Whether the framework says its preamble and keeps the message to itself. */
  isUntold = false;
  /** Whether it came before the layer's `call`: as the layer was built, or its input checked. */
  isEarly = false;
  /** The exception object where the paste made one. */
  value: Value = null;

  /**
   * @param type Python's class of the exception, `ValueError`
   * @param message what the framework says, word for word
   */
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * A framework refuses. `kind` is a word for programs that stays the same while messages change; `facts` are what
 * a repair needs to know (the layer, the sizes).
 */
export class Refusal extends PythonError {
  constructor(
    type: string,
    message: string,
    readonly kind: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(type, message);
  }
}

/**
 * Thrown by native code that needs a value it cannot know. The call's result is then unknown, and the reader is
 * told at the line of the call: "`what`: `unknown.why`".
 */
export class NotFollowed extends Error {
  /** The line of the call; the interpreter's current one unless said otherwise. */
  line = 0;

  /**
   * @param unknown the value that could not be known
   * @param what whose value it is, "units of Dense"
   */
  constructor(
    readonly unknown: Unknown,
    readonly what = '',
  ) {
    super(unknown.why);
  }
}
