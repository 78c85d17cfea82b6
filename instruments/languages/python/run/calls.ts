/** Calling: native functions, functions of the paste, classes, instances. */
import { bind, BoundMethod, NativeFunction, PythonFunction } from '../callables.ts';
import type { Arguments } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import { requireConcrete } from '../library/abstract.ts';
import { Beyond, typeName } from '../library/operators.ts';
import { lazy } from '../library/lazy.ts';
import { tensorsIn } from '../../../graph/graph.ts';
import { Scope } from '../scope.ts';
import type { Block, Expression } from '../syntax.ts';
import { ClassMethod, Dict, hash, List, Module, StaticMethod, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { special } from './containers.ts';
import { evaluate } from './expressions.ts';
import { MANY_TURNS, MOST_CALLS, Stop } from './frame.ts';
import type { Frame } from './frame.ts';
import { derived } from './interpreter.ts';
import type { Interpreter } from './interpreter.ts';
import { runBlock } from './statements.ts';

export function callValue(interpreter: Interpreter, callee: Value, args: Arguments): Value {
  interpreter.step();
  if (callee instanceof NativeFunction) return callNative(interpreter, callee, args);
  if (callee instanceof PythonFunction) return callPython(interpreter, callee, args);
  if (callee instanceof BoundMethod) {
    return callValue(interpreter, callee.callee, {
      positional: [callee.receiver, ...args.positional],
      keywords: args.keywords,
    });
  }
  if (callee instanceof Class) return instantiate(interpreter, callee, args);
  if (callee instanceof Unknown) return callUnknown(interpreter, callee, args);
  // a function of a framework that is not known by its name is taken for a module
  if (callee instanceof Module)
    return callUnknown(interpreter, interpreter.unknown(`\`${callee.path}\` is not known here`), args);
  if (callee instanceof StaticMethod || callee instanceof ClassMethod)
    return callValue(interpreter, callee.inner, args);
  if (callee instanceof Instance) return callInstance(interpreter, callee, args);
  throw interpreter.locate(new PythonError('TypeError', `'${typeName(callee)}' object is not callable`));
}

function callInstance(interpreter: Interpreter, instance: Instance, args: Arguments): Value {
  const method = special(interpreter, instance, '__call__');
  if (instance.doubt) {
    interpreter.notFollowed(`what this ${instance.cls.name} does is not known: ${instance.doubt.why}`, {
      unknown: instance.doubt,
    });
    return derived([instance.doubt], false);
  }
  if (method !== undefined) return callValue(interpreter, method, args);
  throw interpreter.locate(new PythonError('TypeError', `'${instance.cls.name}' object is not callable`));
}

function callNative(interpreter: Interpreter, callee: NativeFunction, args: Arguments): Value {
  if (callee.harmless) interpreter.pass(callee.name);
  const { line, site } = interpreter;
  if (++interpreter.depth > MOST_CALLS * 4) throw new Stop('calls go too deep to be followed');
  try {
    return interpreter.charge(callee.invoke(args, interpreter));
  } catch (error) {
    if (error instanceof Beyond) return interpreter.unknown(`${callee.name} makes ${error.message}`);
    if (error instanceof NotFollowed) return notFollowed(interpreter, callee, args, error);
    throw error instanceof PythonError ? interpreter.locate(error) : error;
  } finally {
    interpreter.depth--;
    interpreter.line = line;
    interpreter.site = site;
  }
}

/** Tell the reader, and leave in doubt what was being made or changed. */
function notFollowed(interpreter: Interpreter, callee: NativeFunction, args: Arguments, error: NotFollowed): Unknown {
  const { unknown, what } = error;
  if (callee.followsModels) {
    const line = error.line || interpreter.line;
    interpreter.notFollowed(what ? `${what} is not known: ${unknown.why}` : unknown.why, { unknown, line });
  }
  const self = args.positional[0];
  if (callee.name === '__init__' && self instanceof Instance) self.doubt ??= unknown;
  return derived([unknown], unknown.harmless && !callee.followsModels);
}

function callPython(interpreter: Interpreter, callee: PythonFunction, args: Arguments): Value {
  if (callee.memo) return remembered(interpreter, callee, callee.memo, args);
  return runPython(interpreter, callee, args);
}

/** A function that is called once for the same arguments. */
function remembered(
  interpreter: Interpreter,
  callee: PythonFunction,
  memo: Map<unknown, Value>,
  args: Arguments,
): Value {
  const named = [...args.keywords].flat();
  const key = hash(new Tuple([args.positional.length, ...args.positional, ...named]));
  const known = memo.get(key);
  if (known !== undefined) return known;
  const value = runPython(interpreter, callee, args);
  memo.set(key, value);
  return value;
}

function runPython(interpreter: Interpreter, callee: PythonFunction, args: Arguments): Value {
  const bound = bindLocated(interpreter, callee, args);
  const scope = new Scope('function', callee.scope, Array.isArray(callee.body) ? (callee.body as Block) : null);
  for (const [name, value] of bound) scope.names.set(name, value);
  const receiver = callee.parameters[0] && scope.names.get(callee.parameters[0].name);
  const frame: Frame = { scope, owner: callee.owner, receiver, yields: callee.isGenerator ? [] : null };
  if (callee.isGenerator) return lazy(generate(interpreter, callee, frame), 'generator');
  return runBody(interpreter, callee, frame);
}

function bindLocated(interpreter: Interpreter, callee: PythonFunction, args: Arguments): ReadonlyMap<string, Value> {
  const name = callee.owner ? `${callee.owner.name}.${callee.name}` : callee.name;
  return located(interpreter, () => bind(callee.parameters, args, name).values);
}

/** What Python refuses as it calls is told at the line of the call. */
function located<Result>(interpreter: Interpreter, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof PythonError ? interpreter.locate(error) : error;
  }
}

function runBody(interpreter: Interpreter, callee: PythonFunction, frame: Frame): Value {
  const { line, site } = interpreter;
  if (++interpreter.depth > MOST_CALLS) throw new Stop('functions call each other too deep to be followed');
  interpreter.callLines.push(line);
  interpreter.bindings.push(() => argumentsOf(callee, frame.scope));
  try {
    const { body } = callee;
    if (!Array.isArray(body)) return evaluate(interpreter, frame, body as Expression);
    const signal = runBlock(interpreter, frame, body as Block);
    return typeof signal === 'object' && signal ? signal.returns : null;
  } finally {
    interpreter.callLines.pop();
    interpreter.bindings.pop();
    interpreter.depth--;
    interpreter.line = line;
    interpreter.site = site;
  }
}

/** Its parameters by name, with what they stand for by now; what came by `**kwargs` under its own names. */
function argumentsOf(callee: PythonFunction, scope: Scope): ReadonlyMap<string, Value> {
  const all = callee.parameters.flatMap(({ name, kind }): [string, Value][] => {
    const value = scope.names.get(name) ?? null;
    if (kind === 'keywords' && value instanceof Dict)
      return value.keys().map((key) => [String(key), value.get(key) ?? null]);
    return kind === 'rest' ? [] : [[name, value]];
  });
  return new Map(all);
}

/** A generator runs when it is first asked, to its end or to as many values as a model could need; who asks for more is told. */
function* generate(interpreter: Interpreter, callee: PythonFunction, frame: Frame): Generator<Value> {
  const values = frame.yields ?? [];
  try {
    runBody(interpreter, callee, frame);
  } catch (error) {
    if (!(error instanceof Stop && error.message === ENOUGH)) throw error;
    const cause = interpreter.unknown(`${callee.name} gives more than ${MANY_TURNS} values`);
    frame.passedOver ??= { after: values.length, cause };
  }
  yield* values.slice(0, frame.passedOver?.after);
  if (frame.passedOver) throw new NotFollowed(frame.passedOver.cause, 'what a generator gives');
}

/** Of a generator's values so many are made: a loop through them has then more turns than are followed, and says so. */
export const MOST_YIELDS = MANY_TURNS + 1;
export const ENOUGH = 'enough values of a generator';

function instantiate(interpreter: Interpreter, cls: Class, args: Arguments): Value {
  const unknown = cls.mro.find((one) => one.unknownBase)?.unknownBase;
  if (unknown) {
    if (!unknown.harmless) {
      interpreter.notFollowed(`${cls.name} stands on a class that is not known: ${unknown.why}`, { unknown });
    }
    return derived([unknown]);
  }
  located(interpreter, () => {
    requireConcrete(cls);
  });
  const make = cls.lookup('__new__');
  const made = make === undefined ? new Instance(cls) : callValue(interpreter, make, withFirst(cls, args));
  if (!(made instanceof Instance)) return made;
  if (made.line === 0) {
    made.line = interpreter.line;
    made.site = interpreter.site;
    made.owner = interpreter.making.at(-1) ?? null;
    interpreter.instances.push(made);
  }
  const isMember = cls.lookup('__class_iter__') !== undefined; // of an Enum, made once
  const initialize = made.isA(cls) && !isMember ? made.cls.lookup('__init__') : undefined;
  if (initialize instanceof PythonFunction) whileMaking(interpreter, made, initialize, args);
  else if (initialize !== undefined) callValue(interpreter, initialize, withFirst(made, args));
  else if (made.cls === cls && args.positional.length > 0 && make === undefined) {
    throw interpreter.locate(new PythonError('TypeError', `${cls.name}() takes no arguments`));
  }
  return made;
}

function whileMaking(interpreter: Interpreter, made: Instance, initialize: PythonFunction, args: Arguments): void {
  interpreter.making.push(made);
  try {
    callPython(interpreter, initialize, withFirst(made, args));
  } finally {
    interpreter.making.pop();
  }
}

const withFirst = (first: Value, args: Arguments): Arguments => ({
  positional: [first, ...args.positional],
  keywords: args.keywords,
});

function callUnknown(interpreter: Interpreter, callee: Unknown, args: Arguments): Unknown {
  const values = [...args.positional, ...args.keywords.values()];
  if (!callee.harmless && values.some((value) => isOfModel(value))) {
    interpreter.notFollowed(`what is done to the model here is not known: ${callee.why}`, { unknown: bare(callee) });
    for (const value of values) if (value instanceof Instance) value.doubt ??= callee;
    return new Unknown(callee.why, callee.line, [], false, callee.root);
  }
  return derived([callee]);
}

/** The same unknown without what it asks for: a function cannot be filled in. */
function bare(unknown: Unknown): Unknown {
  return new Unknown(unknown.why, unknown.line, [], unknown.harmless, unknown.root);
}

/** Whether a value is a layer, a model or a tensor, or holds one. */
export function isOfModel(value: Value, depth = 0): boolean {
  if (depth > 5) return false;
  if (value instanceof Instance) return isNative(value.cls) || tensorsIn([value]).length > 0;
  if (value instanceof List || value instanceof Tuple) return value.items.some((item) => isOfModel(item, depth + 1));
  return value instanceof Dict && value.values().some((item) => isOfModel(item, depth + 1));
}

export const isNative = (cls: Class): boolean =>
  cls.mro.some((one) => one.module !== null && one.module !== 'builtins');
