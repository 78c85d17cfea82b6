/** A paste that only defines functions: the last one that makes a model is called. */
import { PythonFunction } from '../callables.ts';
import type { Parameter } from '../callables.ts';
import type { Block } from '../syntax.ts';
import type { Value } from '../values.ts';
import type { Frame } from './frame.ts';
import type { Interpreter } from './interpreter.ts';
import { touchesModel } from './skipped.ts';

/** Call it as the paste would; what its parameters lack is asked of the reader under their names. */
export function callLast(interpreter: Interpreter, frame: Frame): void {
  const callee = [...frame.scope.names.values()].findLast((value) => isMaker(interpreter, frame, value));
  if (!(callee instanceof PythonFunction)) return;
  interpreter.line = callee.line;
  interpreter.note(`the paste never calls ${callee.name}; it was called`, callee.line);
  const given = callee.parameters.filter(isNeeded);
  interpreter.call(callee, {
    keywords: new Map(given.map(({ name }) => [name, interpreter.name(frame, name)] as const)),
  });
}

function isMaker(interpreter: Interpreter, frame: Frame, value: Value): boolean {
  if (!(value instanceof PythonFunction) || !Array.isArray(value.body)) return false;
  return touchesModel(interpreter, frame, value.body as Block);
}

const isNeeded = (parameter: Parameter): boolean =>
  parameter.default === undefined && (parameter.kind === 'ordinary' || parameter.kind === 'named');
