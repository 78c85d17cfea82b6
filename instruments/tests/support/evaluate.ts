/** A program in the small Python, for tests. */
import { NativeFunction, PythonFunction } from '../../languages/python/callables.ts';
import { clean } from '../../languages/python/clean.ts';
import { Class } from '../../languages/python/classes.ts';
import { repr } from '../../languages/python/library/format.ts';
import { parse } from '../../languages/python/parse/parse.ts';
import { Interpreter } from '../../languages/python/run/interpreter.ts';
import { Module } from '../../languages/python/values.ts';

/** The `repr` of its variables, its errors, and what was not followed. */
export function evaluate(source: string): unknown {
  const { text } = clean(source);
  const interpreter = new Interpreter(text, { frameworks: [] });
  interpreter.run(parse(text));
  const variables: Record<string, string> = {};
  for (const [name, value] of interpreter.globals.names) {
    const hidden = [PythonFunction, NativeFunction, Class, Module].some((kind) => value instanceof kind);
    if (name.startsWith('_') || hidden) continue;
    variables[name] = repr(value);
  }
  const faults = interpreter.faults.map(({ type, message, line }) => ({ type, message, line }));
  return { variables, faults, unfollowed: interpreter.unfollowed };
}
