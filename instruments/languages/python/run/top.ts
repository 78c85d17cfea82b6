/** The top level of a paste: a statement that fails does not keep the next from being read. */
import { NotFollowed, PythonError } from '../errors.ts';
import type { Block, Statement } from '../syntax.ts';
import { Unknown } from '../values.ts';
import { Stop } from './frame.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';
import { skip } from './skipped.ts';
import { runStatement } from './statements.ts';

export function runTop(interpreter: Interpreter, frame: Frame, block: Block): void {
  for (const statement of block) {
    try {
      runStatement(interpreter, frame, statement);
    } catch (error) {
      if (!recover(interpreter, frame, statement, error)) return;
    }
  }
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
