/** Statements, run. */
import { NativeFunction, PythonFunction } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import { NotFollowed, PythonError, Refusal } from '../errors.ts';
import { builtinBases } from '../library/builtins.ts';
import { errorClass, exceptionClass } from '../library/exceptions.ts';
import { str } from '../library/format.ts';
import { isInherited, builtinOf } from '../library/builtin_bases.ts';
import { place, sliced } from '../library/operators.ts';
import { Scope } from '../scope.ts';
import type { Block, Expression, Statement } from '../syntax.ts';
import { ClassMethod, Dict, List, Module, Property, Slice, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { special, each } from './containers.ts';
import { callValue } from './calls.ts';
import {
  assign,
  binary,
  either,
  evaluate,
  evaluateArguments,
  evaluateParameters,
  isPlain,
  tested,
} from './expressions.ts';
import { MANY_TURNS } from './frame.ts';
import type { Frame, Signal } from './frame.ts';
import { derived } from './interpreter.ts';
import { runMatch } from './match.ts';
import type { Interpreter } from './interpreter.ts';
import { skip, touchesModel } from './skipped.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;
type Runners = {
  [Kind in Statement['kind']]: (interpreter: Interpreter, frame: Frame, node: Of<Kind>) => Signal | undefined;
};

export function runBlock(interpreter: Interpreter, frame: Frame, block: Block): Signal {
  for (const statement of block) {
    const signal = runStatement(interpreter, frame, statement);
    if (signal) return signal;
  }
  return null;
}

export function runStatement(interpreter: Interpreter, frame: Frame, node: Statement): Signal {
  interpreter.step();
  interpreter.line = node.line;
  const run = runners[node.kind] as (interpreter: Interpreter, frame: Frame, node: Statement) => Signal | undefined;
  return run(interpreter, frame, node) ?? null;
}

const runners: Runners = {
  expression(interpreter, frame, node) {
    evaluate(interpreter, frame, node.value);
    return null;
  },
  assign(interpreter, frame, node) {
    const value = evaluate(interpreter, frame, node.value);
    for (const target of node.targets) assign(interpreter, frame, target, value);
    if (node.annotated && node.targets[0]?.kind === 'name') field(frame, node.targets[0].name);
  },
  annotate: (_, frame, node) => field(frame, node.name),
  update(interpreter, frame, node) {
    const before = evaluate(interpreter, frame, node.target);
    const change = evaluate(interpreter, frame, node.value);
    interpreter.line = node.line;
    interpreter.site = { ...node, kind: 'binary', left: node.target, right: node.value };
    // `list += more` changes the list itself, which others may hold.
    if (before instanceof Dict && change instanceof Dict && node.operator === '|') {
      for (const [key, value] of change.entries.values()) before.set(key, value);
      return;
    }
    if (before instanceof List && node.operator === '+' && !(change instanceof Unknown)) {
      for (const one of [...each(interpreter, change)]) before.items.push(one);
      located(interpreter, () => before.changed?.(node.target.kind === 'attribute' ? '+=' : 'item'));
      return;
    }
    assign(interpreter, frame, node.target, binary(interpreter, node.operator, before, change, true));
  },
  return: (interpreter, frame, node) => ({ returns: node.value ? evaluate(interpreter, frame, node.value) : null }),
  raise(interpreter, frame, node) {
    const value = node.value ? evaluate(interpreter, frame, node.value) : null;
    interpreter.line = node.line;
    const made =
      value instanceof Class ? callValue(interpreter, value, { positional: [], keywords: new Map() }) : value;
    const type = made instanceof Instance ? made.cls.name : 'Exception';
    const args = made instanceof Instance ? made.attributes.get('args') : undefined;
    const error = new PythonError(type, args instanceof Tuple && args.items[0] !== undefined ? str(args.items[0]) : '');
    error.value = made;
    throw interpreter.locate(error);
  },
  assert(interpreter, frame, node) {
    const answer = tested(interpreter, frame, node.test);
    if (answer !== false) return; // what is not known is taken for granted, as its author does
    const message = node.message ? str(evaluate(interpreter, frame, node.message)) : '';
    throw interpreter.locate(new PythonError('AssertionError', message));
  },
  delete(interpreter, frame, node) {
    for (const target of node.targets) remove(interpreter, frame, target);
  },
  pass: () => null,
  break: () => 'break',
  continue: () => 'continue',
  import: (interpreter, frame, node) => {
    for (const { path, as } of node.modules) importModule(interpreter, frame, path, as);
  },
  from: importNames,
  scope(interpreter, frame, node) {
    for (const name of node.names) {
      let target: Scope = interpreter.globals;
      if (node.scope === 'nonlocal') {
        for (let scope = frame.scope.outer; scope; scope = scope.outer) {
          if (scope.kind === 'function' && scope.names.has(name)) {
            target = scope;
            break;
          }
        }
      }
      if (target !== frame.scope) frame.scope.elsewhere.set(name, target);
    }
  },
  if(interpreter, frame, node) {
    const test = tested(interpreter, frame, node.test);
    if (test instanceof Unknown) return skipBranches(interpreter, frame, node, test);
    return runBlock(interpreter, frame, test ? node.body : node.otherwise);
  },
  while: runWhile,
  for: runFor,
  try: runTry,
  with: runWith,
  match: runMatch,
  function(interpreter, frame, node) {
    const parameters = evaluateParameters(interpreter, frame, node.parameters);
    const { name, body, isGenerator, line } = node as Of<'function'>;
    const made = new PythonFunction(name, parameters, body, frame.scope, line, frame.owner, isGenerator);
    frame.scope.set(name, decorated(interpreter, frame, node.decorators, made));
  },
  class: runClass,
  other(interpreter, frame, node) {
    const unknown = interpreter.unknown(node.what);
    interpreter.notFollowed(`this line is ${node.what}`, { line: node.line });
    // What it would have bound is not known: the names that it holds and that are bound so far, or nowhere else.
    for (const name of boundBy(node)) frame.scope.set(name, unknown);
    return node.returns && frame.scope.kind === 'function' ? { returns: unknown } : null;
  },
};

/** The names on the left of the first `=` of a line that is no Python. */
function boundBy(node: Of<'other'>): readonly string[] {
  return node.names.slice(0, 1);
}

function field(frame: Frame, name: string): Signal {
  if (frame.scope.kind === 'class') frame.owner?.fields.push(name);
  return null;
}

function skipBranches(interpreter: Interpreter, frame: Frame, node: Of<'if'>, test: Unknown): Signal {
  const onlyRaises = (block: Block): boolean => block.length > 0 && block.every(({ kind }) => kind === 'raise');
  if (onlyRaises(node.body)) {
    interpreter.note(`read as if this is not raised: ${test.why}`, node.line);
    return runBlock(interpreter, frame, node.otherwise);
  }
  if (assignEither(interpreter, frame, node)) return null;
  return skip(interpreter, frame, [...node.body, ...node.otherwise], test, node.line);
}

/** Branches that only assign, and to a model the same: `if forced: x = target[t]`, `else: x = top1`. Whether they do. */
function assignEither(interpreter: Interpreter, frame: Frame, { body, otherwise }: Of<'if'>): boolean {
  const branches = [body, otherwise].map((block) => assignedPlainly(block));
  const [one, other] = branches;
  if (!one || !other) return false;
  const merged = new Map<string, Value>();
  for (const name of new Set([...one.keys(), ...other.keys()])) {
    const [left, right] = [one, other].map((branch) => {
      const value = branch.get(name);
      return value ? evaluate(interpreter, frame, value) : frame.scope.get(name);
    });
    const value = left === undefined || right === undefined ? undefined : either(left, right);
    if (value === undefined) return false;
    merged.set(name, value);
  }
  for (const [name, value] of merged) frame.scope.set(name, value);
  return merged.size > 0;
}

/** What a block assigns to names, where it does nothing else; null where it does. */
function assignedPlainly(block: Block): Map<string, Expression> | null {
  const assigned = new Map<string, Expression>();
  for (const statement of block) {
    if (statement.kind !== 'assign' || !isPlain(statement.value)) return null;
    const [target] = statement.targets;
    if (target?.kind !== 'name' || statement.targets.length > 1 || assigned.size > 0) return null;
    assigned.set(target.name, statement.value);
  }
  return assigned;
}

function deleteKey(interpreter: Interpreter, dict: Dict, key: Value): void {
  if (!dict.has(key)) throw new PythonError('KeyError', interpreter.repr(key));
  dict.delete(key);
}

function remove(interpreter: Interpreter, frame: Frame, target: Expression): void {
  if (target.kind === 'name') frame.scope.delete(target.name);
  else if (target.kind === 'tuple' || target.kind === 'list')
    for (const one of target.items) remove(interpreter, frame, one);
  else if (target.kind === 'item') {
    const object = evaluate(interpreter, frame, target.object);
    const key = evaluate(interpreter, frame, target.key);
    const method = special(interpreter, object, '__delitem__');
    const plain = builtinOf(object);
    if (method !== undefined && !isInherited(object, method)) interpreter.call(method, { positional: [key] });
    else if (plain instanceof Dict) deleteKey(interpreter, plain, key);
    else if (plain instanceof List && key instanceof Slice) removeSlice(plain, key);
    else if (plain instanceof List && typeof key === 'number')
      plain.items.splice(place(key, plain.items.length, 'list assignment'), 1);
    else interpreter.notFollowed('what is deleted here is not known');
    if (plain instanceof List) plain.changed?.('del');
  } else if (target.kind === 'attribute') {
    const object = evaluate(interpreter, frame, target.object);
    if (object instanceof Instance) object.attributes.delete(target.name);
  }
}

/** `del items[1:3]` */
function removeSlice(list: List, key: Slice): void {
  const gone = new Set(sliced(key, list.items.length));
  list.items = list.items.filter((_, at) => !gone.has(at));
}

function importModule(interpreter: Interpreter, frame: Frame, path: string, as: string | null): void {
  const top = path.split('.')[0] ?? path;
  const module = interpreter.module(as === null ? top : path) ?? interpreter.importPath(as === null ? top : path);
  if (!module) requireInstalled(interpreter, path);
  frame.scope.set(as ?? top, module ?? interpreter.unknown(`the module \`${path}\` is not known here`));
}

function importNames(interpreter: Interpreter, frame: Frame, node: Of<'from'>): undefined {
  const module = interpreter.importPath(node.path);
  if (!module) requireInstalled(interpreter, node.path);
  for (const { name, as } of node.names) {
    if (name === '*') {
      if (module instanceof Module) for (const one of module.names()) frame.scope.set(one, module.find(one) ?? null);
      else interpreter.note(`what \`${node.path}\` brings is not known here`);
      continue;
    }
    const found =
      module instanceof Module
        ? memberOf(interpreter, module, name, node.path)
        : interpreter.module(`${node.path}.${name}`);
    const harmless = module instanceof Unknown && module.harmless;
    const missing = interpreter.unknown(`\`${node.path}.${name}\` is not known here`, { harmless });
    frame.scope.set(as, found ?? missing);
  }
}

/**
 * A module that is not known here, in a `try` that knows what to do without it, is read as not installed.
 *
 * @throws PythonError ModuleNotFoundError
 */
function requireInstalled(interpreter: Interpreter, path: string): void {
  if (interpreter.caughtImports === 0) return;
  interpreter.note(`\`${path}\` is not known here: read as if it were not installed`);
  throw interpreter.locate(new PythonError('ModuleNotFoundError', `No module named '${path}'`));
}

/** @param path as the paste writes it */
function memberOf(interpreter: Interpreter, module: Module, name: string, path: string): Value | undefined {
  const found = module.find(name);
  if (found !== undefined || !module.isWhole) return found ?? interpreter.module(`${path}.${name}`);
  const message = `cannot import name '${name}' from '${path}'`;
  throw interpreter.locate(new Refusal('ImportError', message, 'member', { name, module }));
}

function runWhile(interpreter: Interpreter, frame: Frame, node: Of<'while'>): Signal {
  for (let turn = 0; ; turn++) {
    const test = tested(interpreter, frame, node.test);
    if (test instanceof Unknown) return skipLoop(interpreter, frame, node, test);
    if (!test) return runBlock(interpreter, frame, node.otherwise);
    if (isLeftOff(interpreter, frame, node, turn)) return skipLoop(interpreter, frame, node, tooMany(interpreter));
    const signal = runBlock(interpreter, frame, node.body);
    if (signal === 'break') return null;
    if (signal && signal !== 'continue') return signal;
  }
}

function runFor(interpreter: Interpreter, frame: Frame, node: Of<'for'>): Signal {
  const source = evaluate(interpreter, frame, node.source);
  if (source instanceof Unknown) return skipLoop(interpreter, frame, node, source);
  interpreter.line = node.line;
  let turn = 0;
  for (const one of each(interpreter, source)) {
    if (isLeftOff(interpreter, frame, node, turn++)) return skipLoop(interpreter, frame, node, tooMany(interpreter));
    assign(interpreter, frame, node.target, one);
    const signal = runBlock(interpreter, frame, node.body);
    if (signal === 'break') return null;
    if (signal && signal !== 'continue') return signal;
  }
  return runBlock(interpreter, frame, node.otherwise);
}

/** Whether a loop has had so many turns that the others are passed over, as they make no layer; those of a generator make its values. */
function isLeftOff(interpreter: Interpreter, frame: Frame, node: Of<'for' | 'while'>, turn: number): boolean {
  return turn === MANY_TURNS && frame.yields === null && !touchesModel(interpreter, frame, node.body);
}

const tooMany = (interpreter: Interpreter): Unknown =>
  interpreter.unknown('the loop has too many turns', { harmless: true });

/** A loop whose turns are not known; what leaves only the loop is no signal for what is around it. */
function skipLoop(interpreter: Interpreter, frame: Frame, node: Of<'for' | 'while'>, cause: Unknown): Signal {
  const text = `how often this loop runs is not known: ${cause.why}`;
  if (node.kind === 'for') assign(interpreter, frame, node.target, derived([cause]));
  const signal = skip(interpreter, frame, [...node.body, ...node.otherwise], cause, node.line, text);
  // A loop over data that returns from inside does so at its author's will; what follows it is run.
  return signal !== null && typeof signal === 'object' && !cause.harmless ? signal : null;
}

function runTry(interpreter: Interpreter, frame: Frame, node: Of<'try'>): Signal {
  let signal: Signal;
  try {
    signal = runTried(interpreter, frame, node) ?? runBlock(interpreter, frame, node.otherwise);
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    const handler = node.handlers.find(({ type }) => matches(interpreter, frame, type, error));
    if (!handler) {
      runBlock(interpreter, frame, node.final);
      throw error;
    }
    error.caught = true;
    if (handler.name) frame.scope.set(handler.name, error.value ?? exceptionOf(interpreter, error));
    signal = runBlock(interpreter, frame, handler.body);
    if (handler.name) frame.scope.delete(handler.name);
  }
  return runBlock(interpreter, frame, node.final) ?? signal;
}

const NOT_INSTALLED = new PythonError('ModuleNotFoundError', '');

/** The body of a `try`; what it imports may be missing where a handler says what is then done. */
function runTried(interpreter: Interpreter, frame: Frame, { body, handlers }: Of<'try'>): Signal {
  const catches = handlers.some(({ type }) => matches(interpreter, frame, type, NOT_INSTALLED));
  interpreter.caughtImports += Number(catches);
  try {
    return runBlock(interpreter, frame, body);
  } finally {
    interpreter.caughtImports -= Number(catches);
  }
}

function matches(interpreter: Interpreter, frame: Frame, type: Expression | null, error: PythonError): boolean {
  if (!type) return true;
  const wanted = evaluate(interpreter, frame, type);
  const thrown = error.value instanceof Instance ? error.value.cls : errorClass(error.type);
  const options = wanted instanceof Tuple ? wanted.items : [wanted];
  return options.some((one) => one instanceof Class && thrown.isSubclassOf(one));
}

function exceptionOf(interpreter: Interpreter, error: PythonError): Value {
  return interpreter.call(exceptionClass(error.type) ?? errorClass(error.type), { positional: [error.message] });
}

function runWith(interpreter: Interpreter, frame: Frame, node: Of<'with'>): Signal {
  const leaving: Value[] = [];
  for (const { value: item, target } of node.items) {
    const value = evaluate(interpreter, frame, item);
    const enter = special(interpreter, value, '__enter__');
    const entered = enter === undefined ? value : interpreter.call(enter);
    if (target) assign(interpreter, frame, target, entered);
    const leave = special(interpreter, value, '__exit__');
    if (leave !== undefined) leaving.unshift(leave);
  }
  let signal: Signal;
  try {
    signal = runBlock(interpreter, frame, node.body);
  } catch (error) {
    if (!(error instanceof PythonError) || !isSuppressed(interpreter, leaving, error)) throw error;
    error.caught = true;
    return null;
  }
  for (const leave of leaving) interpreter.call(leave, { positional: [null, null, null] });
  return signal;
}

/** Whether an `__exit__`, the innermost first, says that the error is dealt with. */
function isSuppressed(interpreter: Interpreter, leaving: readonly Value[], error: PythonError): boolean {
  const type = error.value instanceof Instance ? error.value.cls : errorClass(error.type);
  return leaving.some((leave) => {
    const answer = interpreter.call(leave, { positional: [type, error.value, null] });
    return !(answer instanceof Unknown) && interpreter.truth(answer);
  });
}

function decorated(interpreter: Interpreter, frame: Frame, nodes: readonly Expression[], made: Value): Value {
  let value = made;
  for (const node of [...nodes].reverse()) {
    const property = node.kind === 'attribute' ? evaluate(interpreter, frame, node.object) : null;
    if (node.kind === 'attribute' && property instanceof Property) {
      if (node.name === 'setter' && value instanceof PythonFunction) value = new Property(property.get, value);
      else value = property; // `@name.deleter`
      continue;
    }
    const decorator = evaluate(interpreter, frame, node);
    interpreter.line = node.line;
    if (decorator instanceof Unknown) {
      // `@app.route("/")` and its like register a function and give it back.
      if (decorator.harmless || !touchesDecorated(value)) continue;
      value = derived([decorator]);
      continue;
    }
    if (decorator instanceof NativeFunction && decorator.harmless) continue;
    value = callValue(interpreter, decorator, { positional: [value], keywords: new Map() });
  }
  return value;
}

const touchesDecorated = (value: Value): boolean => value instanceof PythonFunction || value instanceof Class;

function runClass(interpreter: Interpreter, frame: Frame, node: Of<'class'>): undefined {
  const scope = new Scope('class', frame.scope);
  const args = evaluateArguments(interpreter, frame, node.bases);
  const bases: Class[] = [];
  let unknownBase: Unknown | null = null;
  if (args instanceof Unknown) unknownBase = args;
  else {
    for (const base of args.positional) {
      if (base instanceof Class) bases.push(base);
      else if (builtinBases.has(base)) bases.push(builtinBases.get(base) as Class);
      else if (base instanceof Unknown) unknownBase = base;
      else if (base instanceof NativeFunction && base.harmless) {
        unknownBase = interpreter.unknown(`${base.name} is not read`, { harmless: true });
      }
    }
  }
  const keywords = args instanceof Unknown ? new Map<string, Value>() : new Map(args.keywords);
  const metaclass = keywords.get('metaclass') ?? null;
  if (metaclass !== null && !isABCMeta(metaclass))
    unknownBase ??= interpreter.unknown('what its metaclass makes of a class is not followed');
  keywords.delete('metaclass');
  const cls = located(interpreter, () => new Class(node.name, bases, scope.names));
  cls.line = interpreter.line;
  cls.unknownBase = unknownBase;
  cls.isOfABCMeta = isABCMeta(metaclass);
  cls.isPlainToo = !(args instanceof Unknown) && args.positional.some((one) => one instanceof NativeFunction);
  const signal = runBlock(interpreter, { scope, owner: cls, receiver: undefined, yields: null }, node.body);
  if (signal) interpreter.note('a class body that is left early');
  tellBases(interpreter, cls, keywords);
  frame.scope.set(node.name, decorated(interpreter, frame, node.decorators, cls));
}

/** A metaclass that only keeps watch over what is abstract. */
function isABCMeta(metaclass: Value): boolean {
  return metaclass instanceof NativeFunction && metaclass.name === 'ABCMeta';
}

/** The first class that it stands on and that has `__init_subclass__` hears of it. */
function tellBases(interpreter: Interpreter, cls: Class, keywords: ReadonlyMap<string, Value>): void {
  const hooks = cls.bases.map((base) => base.lookup('__init_subclass__'));
  const own = hooks.find((hook) => hook instanceof PythonFunction || hook instanceof ClassMethod);
  const hook = own ?? hooks.find((one) => one instanceof NativeFunction);
  if (hook === undefined) return;
  const run = hook instanceof ClassMethod ? hook.inner : hook;
  callValue(interpreter, run, { positional: [cls], keywords: own === undefined ? new Map() : keywords });
}

function located<Result>(interpreter: Interpreter, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof NotFollowed) throw error;
    throw error instanceof PythonError ? interpreter.locate(error) : error;
  }
}
