/** Python's own exceptions and `object`. */
import { LibraryFunction } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import { Tuple } from '../values.ts';
import type { Value } from '../values.ts';

const initialize = new LibraryFunction('__init__', ({ positional: [self, ...args] }) => {
  if (self instanceof Instance) self.attributes.set('args', new Tuple(args));
  return null;
});

export const objectClass = new Class('object', [], new Map(), 'builtins');

const base = new Class('BaseException', [], new Map<string, Value>([['__init__', initialize]]), 'builtins');
const classes = new Map<string, Class>([['BaseException', base]]);

const family: Record<string, string> = {
  Exception: 'BaseException',
  KeyboardInterrupt: 'BaseException',
  SystemExit: 'BaseException',
  ArithmeticError: 'Exception',
  ZeroDivisionError: 'ArithmeticError',
  OverflowError: 'ArithmeticError',
  FloatingPointError: 'ArithmeticError',
  AssertionError: 'Exception',
  AttributeError: 'Exception',
  EOFError: 'Exception',
  ImportError: 'Exception',
  ModuleNotFoundError: 'ImportError',
  LookupError: 'Exception',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  NameError: 'Exception',
  UnboundLocalError: 'NameError',
  OSError: 'Exception',
  IOError: 'OSError',
  FileNotFoundError: 'OSError',
  PermissionError: 'OSError',
  TimeoutError: 'OSError',
  RuntimeError: 'Exception',
  NotImplementedError: 'RuntimeError',
  RecursionError: 'RuntimeError',
  StopIteration: 'Exception',
  SyntaxError: 'Exception',
  TypeError: 'Exception',
  ValueError: 'Exception',
  UnicodeError: 'ValueError',
  Warning: 'Exception',
  UserWarning: 'Warning',
  DeprecationWarning: 'Warning',
  FutureWarning: 'Warning',
  RuntimeWarning: 'Warning',
};
for (const [name, parent] of Object.entries(family)) {
  classes.set(name, new Class(name, [classes.get(parent) as Class], new Map(), 'builtins'));
}

export const exceptionClasses: ReadonlyMap<string, Class> = classes;

export function exceptionClass(name: string): Class | undefined {
  return classes.get(name);
}

/** The class of an error by its name; a framework's own one (`OperatorNotAllowedInGraphError`) is an `Exception`. */
export function errorClass(name: string): Class {
  return classes.get(name) ?? (classes.get('Exception') as Class);
}
