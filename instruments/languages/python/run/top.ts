/**
 * The top level of a paste. A statement that is not followed does not keep the next from being read. One that is refused
 * does, as in Python: what follows is not reached, but for the next cell where the paste has prompts.
 */
import { NotFollowed, PythonError } from '../errors.ts';
import type { Block, Statement } from '../syntax.ts';
import { Unknown } from '../values.ts';
import { Stop } from './frame.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';
import { skip } from './skipped.ts';
import { runStatement } from './statements.ts';
import { callLast } from './uncalled.ts';

/** Where the paste makes nothing, what it defines is called. */
export function runUncalled(interpreter: Interpreter, frame: Frame, block: Block): void {
  const last = block.findLast(({ kind }) => kind === 'function');
  const { instances, graph, faults } = interpreter;
  if (!last || instances.length > 0 || graph.calls.length > 0 || faults.length > 0) return;
  try {
    callLast(interpreter, frame);
  } catch (error) {
    recover(interpreter, frame, last, error);
  }
}

export function runTop(interpreter: Interpreter, frame: Frame, block: Block): void {
  let refused: Unknown | null = null;
  for (const statement of block) {
    if (refused && !beginsCell(interpreter, refused.line, statement)) {
      unbind(interpreter, frame, statement, refused);
      continue;
    }
    refused = null;
    try {
      runStatement(interpreter, frame, statement);
    } catch (error) {
      const faults = interpreter.faults.length;
      if (!recover(interpreter, frame, statement, error)) return;
      if (interpreter.faults.length === faults || interpreter.goesOn) continue;
      refused = notReached(interpreter, block, statement);
      if (!refused) return;
    }
  }
}

/** Whether a cell begins behind a line and not behind a statement. */
function beginsCell({ cells }: Interpreter, line: number, statement: Statement): boolean {
  return cells.some((cell) => cell > line && cell <= statement.line);
}

/** Say what Python does not come to behind a refused statement; null where no other cell follows. */
function notReached(interpreter: Interpreter, block: Block, refused: Statement): Unknown | null {
  const next = block.find((statement) => beginsCell(interpreter, refused.line, statement));
  const skipped = block.filter(({ from, line }) => from > refused.from && (!next || line < next.line));
  const [first] = skipped;
  const line = interpreter.faults.at(-1)?.line ?? refused.line; // within a loop or a function the verdict names it
  if (first) interpreter.note(`Python stops at line ${line}: what follows is not reached`, first.line);
  return next ? new Unknown(`line ${refused.line} was refused`, refused.line) : null;
}

/** Go on behind a statement that failed. False where nothing more can be read. */
function recover(interpreter: Interpreter, frame: Frame, statement: Statement, error: unknown): boolean {
  interpreter.depth = 0;
  interpreter.callLines.length = 0;
  interpreter.making.length = 0;
  if (error instanceof PythonError) {
    interpreter.locate(error);
    interpreter.faults.push(error);
    const why = `line ${error.line} was refused: ${error.message.split('\n')[0]}`;
    unbind(interpreter, frame, statement, new Unknown(why, statement.line));
    return true;
  }
  if (error instanceof NotFollowed) {
    interpreter.notFollowed(error.unknown.why, { unknown: error.unknown });
    unbind(interpreter, frame, statement, error.unknown);
    return true;
  }
  if (error instanceof Stop) {
    if (error.asked) interpreter.note(error.message, statement.line);
    else interpreter.notFollowed(error.message, { line: statement.line });
    return false;
  }
  if (error instanceof RangeError) {
    interpreter.notFollowed('this goes too deep to be followed', { line: statement.line });
    return false;
  }
  throw error;
}

/** What the statement would have bound is unknown; that it was not run to its end has been said. */
function unbind(interpreter: Interpreter, frame: Frame, statement: Statement, cause: Unknown): void {
  cause.root.reported = true;
  try {
    skip(interpreter, frame, [statement], cause, statement.line);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
}
