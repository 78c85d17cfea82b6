/** What a reader fills in, `(28, 28, 1)` or `10`, as a value; read by the small Python itself. */
import type { Shape } from '../graph/tensor.ts';
import { clean } from '../languages/python/clean.ts';
import { parse } from '../languages/python/parse/parse.ts';
import { Interpreter, withoutSpaces } from '../languages/python/run/interpreter.ts';
import { List, Tuple, Unknown } from '../languages/python/values.ts';
import type { Value } from '../languages/python/values.ts';

/** The value of a literal or of arithmetic on literals; undefined where it is none. */
function readLiteral(text: string): Value | undefined {
  const { text: cleaned } = clean(`value = (${text}\n)`);
  const interpreter = new Interpreter(cleaned, { frameworks: [] });
  interpreter.run(parse(cleaned));
  const value = interpreter.globals.get('value');
  const failed = interpreter.faults.length > 0 || interpreter.unfollowed.length > 0;
  return failed || value instanceof Unknown ? undefined : value;
}

/** A shape such as `(None, 28, 28, 1)`; undefined where it is none. */
export function readShape(text: string): Shape | undefined {
  const value = readLiteral(text);
  const items = value instanceof Tuple || value instanceof List ? value.items : [value ?? false];
  const sizes = items.filter((item) => item === null || (typeof item === 'number' && item >= 0));
  return sizes.length === items.length ? (sizes as Shape) : undefined;
}

/** `num_classes=10` as an expression without spaces and its value; undefined where it is no such pair. */
export function readSetting(text: string): readonly [string, Value] | undefined {
  const at = text.search(/(?<![=<>!])=(?!=)/);
  const value = at > 0 ? readLiteral(text.slice(at + 1)) : undefined;
  return value === undefined ? undefined : [withoutSpaces(text.slice(0, at)), value];
}
