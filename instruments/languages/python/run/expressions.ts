/** Expressions, evaluated. */
import { eitherTensor, Tensor } from '../../../graph/tensor.ts';
import { PythonFunction } from '../callables.ts';
import type { Arguments, Parameter } from '../callables.ts';
import { Instance } from '../classes.ts';
import { NotFollowed, PythonError, Refusal } from '../errors.ts';
import { toldPlainMember } from '../library/enum.ts';
import { format, str } from '../library/format.ts';
import { isInherited, builtinOf } from '../library/builtin_bases.ts';
import * as operators from '../library/operators.ts';
import { lazy } from '../library/lazy.ts';
import { Scope } from '../scope.ts';
import type { Argument, Clause, Comparison, Expression, FormatPart, ParameterSyntax } from '../syntax.ts';
import { Dict, doubtOf, List, Module, PySet, Slice, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { callValue, ENOUGH, isOfModel, MOST_YIELDS } from './calls.ts';
import { each, getItem, isIn, special } from './containers.ts';
import { Stop } from './frame.ts';
import type { Frame } from './frame.ts';
import { derived } from './interpreter.ts';
import type { Interpreter } from './interpreter.ts';
import { skip } from './skipped.ts';
import { superOf } from './super.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;
type Evaluators = { [Kind in Expression['kind']]: (interpreter: Interpreter, frame: Frame, node: Of<Kind>) => Value };

export function evaluate(interpreter: Interpreter, frame: Frame, node: Expression): Value {
  interpreter.step();
  const run = evaluators[node.kind] as (interpreter: Interpreter, frame: Frame, node: Expression) => Value;
  return run(interpreter, frame, node);
}

/** A name that a module does not have, as a slip of the pen asks for it: `nn.Conv2D`. */
function missing(module: Module, name: string): Refusal {
  const message = `module '${module.path}' has no attribute '${name}'`;
  return new Refusal('AttributeError', message, 'member', { name, module });
}

const evaluators: Evaluators = {
  constant: (_, __, node) => node.value,
  name: (interpreter, frame, node) => askable(interpreter, node, interpreter.name(frame, node.name)),
  attribute(interpreter, frame, node) {
    const object = evaluate(interpreter, frame, node.object);
    interpreter.line = node.line;
    const value = located(interpreter, () => interpreter.attribute(object, node.name));
    if (value !== undefined) return askable(interpreter, node, value);
    if (object instanceof Module) throw interpreter.locate(missing(object, node.name));
    const message = `'${operators.typeName(object)}' object has no attribute '${node.name}'`;
    throw interpreter.locate(new PythonError('AttributeError', message));
  },
  item(interpreter, frame, node) {
    const object = evaluate(interpreter, frame, node.object);
    const key = evaluate(interpreter, frame, node.key);
    interpreter.line = node.line;
    return askable(
      interpreter,
      node,
      guarded(interpreter, [object, key], () => getItem(interpreter, object, key)),
    );
  },
  slice(interpreter, frame, node) {
    const read = (part: Expression | null): Value => (part ? evaluate(interpreter, frame, part) : null);
    const [start, stop, step] = [read(node.start), read(node.stop), read(node.step)];
    const unknowns = [start, stop, step].filter((one) => one instanceof Unknown);
    return unknowns.length > 0 ? derived(unknowns) : new Slice(start, stop, step);
  },
  call: evaluateCall,
  unary(interpreter, frame, node) {
    const operand = evaluate(interpreter, frame, node.operand);
    interpreter.line = node.line;
    return unary(interpreter, node.operator, operand);
  },
  binary(interpreter, frame, node) {
    const left = evaluate(interpreter, frame, node.left);
    const right = evaluate(interpreter, frame, node.right);
    interpreter.line = node.line;
    interpreter.site = node;
    return binary(interpreter, node.operator, left, right);
  },
  logic(interpreter, frame, node) {
    const left = evaluate(interpreter, frame, node.left);
    if (left instanceof Unknown) {
      skip(interpreter, frame, [node.right], left, node.line);
      return derived([left]);
    }
    const goesOn = interpreter.truth(left) === (node.operator === 'and');
    return goesOn ? evaluate(interpreter, frame, node.right) : left;
  },
  comparison(interpreter, frame, node) {
    let left = evaluate(interpreter, frame, node.first);
    let result: Value = true;
    for (const [index, link] of node.rest.entries()) {
      const right = evaluate(interpreter, frame, link.right);
      interpreter.line = node.line;
      result = compare(interpreter, link, left, right);
      if (index === node.rest.length - 1) return result; // its truth is asked by nobody yet
      const answer = known(interpreter, result);
      if (answer !== true) return answer instanceof Unknown ? answer : result;
      left = right;
    }
    return result;
  },
  conditional(interpreter, frame, node) {
    const test = tested(interpreter, frame, node.test);
    if (test instanceof Unknown) {
      const either = eitherWay(interpreter, frame, node);
      if (either !== undefined) return either;
      skip(interpreter, frame, [node.yes, node.no], test, node.line);
      return derived([test], false);
    }
    return evaluate(interpreter, frame, test ? node.yes : node.no);
  },
  lambda(interpreter, frame, node) {
    const parameters = evaluateParameters(interpreter, frame, node.parameters);
    return new PythonFunction('<lambda>', parameters, node.body, frame.scope, node.line, frame.owner);
  },
  tuple: (interpreter, frame, node) => new Tuple(evaluateItems(interpreter, frame, node.items)),
  list: (interpreter, frame, node) => new List(evaluateItems(interpreter, frame, node.items)),
  set: (interpreter, frame, node) => new PySet(evaluateItems(interpreter, frame, node.items)),
  dict(interpreter, frame, node) {
    const dict = new Dict();
    for (const { key, value } of node.entries) {
      const item = evaluate(interpreter, frame, value);
      const spread = builtinOf(item);
      const doubt = key ? null : doubtOf(spread);
      if (doubt) return derived([doubt]);
      if (key) dict.set(evaluate(interpreter, frame, key), item);
      else if (spread instanceof Dict) for (const [one, other] of spread.entries.values()) dict.set(one, other);
      else if (item instanceof Unknown) return derived([item]);
    }
    return dict;
  },
  comprehension: evaluateComprehension,
  star: (interpreter, frame, node) => evaluate(interpreter, frame, node.inner),
  format(interpreter, frame, node) {
    const parts = node.parts.map((part) => (typeof part === 'string' ? part : formatted(interpreter, frame, part)));
    const unknowns = parts.filter((part) => part instanceof Unknown);
    if (unknowns.length > 0) return derived(unknowns);
    const length = parts.reduce((sum, part) => sum + String(part).length, 0);
    if (length > operators.LARGEST) return interpreter.unknown('this makes too long a string');
    return interpreter.charge(parts.join(''));
  },
  named(interpreter, frame, node) {
    const value = evaluate(interpreter, frame, node.value);
    frame.scope.around.set(node.target, value);
    return value;
  },
  yield(interpreter, frame, node) {
    const value = node.value ? evaluate(interpreter, frame, node.value) : null;
    if (node.from_) for (const one of each(interpreter, value)) frame.yields?.push(one);
    else frame.yields?.push(value);
    if ((frame.yields?.length ?? 0) >= MOST_YIELDS) throw new Stop(ENOUGH);
    return null;
  },
  other: (interpreter, _, node) => interpreter.unknown(`${node.what} is not read`),
};

/** Methods of arrays that change nothing, as what a model gave is read on. */
const READING = new Set(['argmax', 'argmin', 'detach', 'squeeze', 'unsqueeze', 'view', 'reshape', 'long', 'size']);

/** Whether evaluating it changes nothing: names, attributes, indices, and what is reckoned with them. */
export function isPlain(node: Expression): boolean {
  if (node.kind === 'constant' || node.kind === 'name') return true;
  if (node.kind === 'attribute') return isPlain(node.object);
  if (node.kind === 'item') return isPlain(node.object) && isPlain(node.key);
  if (node.kind === 'unary') return isPlain(node.operand);
  if (node.kind === 'binary' || node.kind === 'logic') return isPlain(node.left) && isPlain(node.right);
  if (node.kind === 'comparison') return isPlain(node.first) && node.rest.every(({ right }) => isPlain(right));
  if (node.kind === 'call')
    return (
      node.callee.kind === 'attribute' &&
      READING.has(node.callee.name) &&
      isPlain(node.callee.object) &&
      node.args.every(({ value }) => isPlain(value))
    );
  if (node.kind === 'slice') return [node.start, node.stop, node.step].every((part) => part === null || isPlain(part));
  return node.kind === 'tuple' && node.items.every(isPlain);
}

/** What a conditional gives where both sides are the same to a model: equal values, or tensors of one shape. */
function eitherWay(interpreter: Interpreter, frame: Frame, { yes, no }: Of<'conditional'>): Value | undefined {
  if (!isPlain(yes) || !isPlain(no)) return undefined;
  return either(evaluate(interpreter, frame, yes), evaluate(interpreter, frame, no));
}

/** Of two values the one that both are to a model; undefined where they differ. */
export function either(one: Value, other: Value): Value | undefined {
  if (one instanceof Tensor && other instanceof Tensor) return eitherTensor(one, other);
  const isSimple = [one, other].every((value) => typeof value === 'number' || typeof value === 'string');
  return isSimple && one === other ? one : undefined;
}

/** A test that hangs on something unknown, answered where its other part decides alone. */
export function tested(interpreter: Interpreter, frame: Frame, node: Expression): boolean | Unknown {
  if (node.kind !== 'logic') return known(interpreter, evaluate(interpreter, frame, node));
  const left = tested(interpreter, frame, node.left);
  const decides = node.operator === 'or';
  if (left === decides) return left;
  if (!(left instanceof Unknown)) return tested(interpreter, frame, node.right);
  const right = isPlain(node.right) ? tested(interpreter, frame, node.right) : left;
  if (right === decides) return right;
  if (right === left) skip(interpreter, frame, [node.right], left, node.line);
  return left;
}

/** An unknown value is asked for by the text that stands for it; where the reader filled that in, it is known. */
function askable(interpreter: Interpreter, node: Expression, value: Value): Value {
  if (!(value instanceof Unknown)) return value;
  const text = node.to - node.from > 60 ? undefined : interpreter.source(node);
  const filled = text === undefined ? undefined : interpreter.filledIn(text);
  if (filled !== undefined) return filled;
  if (text === undefined || node.kind === 'name') return value;
  return new Unknown(
    value.why,
    value.line,
    value.asks.length > 0 || value.harmless ? [text] : [],
    value.harmless,
    value.root,
  );
}

/** The truth of a value, or the unknown that it hangs on. */
export function known(interpreter: Interpreter, value: Value): boolean | Unknown {
  if (value instanceof Unknown) return value;
  try {
    return interpreter.truth(value);
  } catch (error) {
    if (error instanceof NotFollowed) return derived([error.unknown]);
    throw error;
  }
}

function located<Result>(interpreter: Interpreter, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof PythonError ? interpreter.locate(error) : error;
  }
}

/** Run an operation of Python's own; what is unknown or too large makes its result unknown. */
function guarded(interpreter: Interpreter, operands: readonly Value[], run: () => Value): Value {
  try {
    return interpreter.charge(run());
  } catch (error) {
    if (error instanceof operators.Beyond) return interpreter.unknown(`this makes ${error.message}`);
    if (error instanceof NotFollowed) {
      if (operands.some((operand) => isOfModel(operand))) {
        const { unknown, what } = error;
        interpreter.notFollowed(what ? `${what} is not known: ${unknown.why}` : unknown.why, { unknown });
      }
      return derived([error.unknown], false);
    }
    throw error instanceof PythonError ? interpreter.locate(error) : error;
  }
}

const unaryNames: Record<string, string> = { '-': '__neg__', '+': '__pos__', '~': '__invert__' };

function unary(interpreter: Interpreter, operator: string, operand: Value): Value {
  if (operand instanceof Unknown) return derived([operand]);
  if (operator === 'not') {
    const answer = known(interpreter, operand);
    return answer instanceof Unknown ? answer : !answer;
  }
  const method = special(interpreter, operand, unaryNames[operator] ?? '');
  return guarded(interpreter, [operand], () =>
    method === undefined ? operators.unary(operator, operand) : interpreter.call(method),
  );
}

const binaryNames: Record<string, string> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
};

/** @param isUpdate whether it stands as `left += right`, for which a class may have a method of its own */
export function binary(interpreter: Interpreter, operator: string, left: Value, right: Value, isUpdate = false): Value {
  if (left instanceof Instance || right instanceof Instance) {
    const name = binaryNames[operator] ?? '';
    const update = isUpdate ? special(interpreter, left, `__i${name}__`) : undefined;
    const forward = update ?? special(interpreter, left, `__${name}__`);
    const backward = forward === undefined ? special(interpreter, right, `__r${name}__`) : undefined;
    if (forward !== undefined) {
      return guarded(interpreter, [left, right], () => interpreter.call(forward, { positional: [right] }));
    }
    if (backward !== undefined) {
      return guarded(interpreter, [left, right], () => interpreter.call(backward, { positional: [left] }));
    }
  }
  const unknowns = [left, right, doubtOf(left), doubtOf(right)].filter((one) => one instanceof Unknown);
  if (unknowns.length > 0)
    return derived(unknowns, unknowns.length === 2 && unknowns.every(({ harmless }) => harmless));
  return guarded(interpreter, [left, right], () => operators.binary(operator, left, right));
}

const comparisonNames: Record<string, [string, string]> = {
  '==': ['__eq__', '__eq__'],
  '!=': ['__ne__', '__ne__'],
  '<': ['__lt__', '__gt__'],
  '<=': ['__le__', '__ge__'],
  '>': ['__gt__', '__lt__'],
  '>=': ['__ge__', '__le__'],
};

function compare(interpreter: Interpreter, { operator }: Comparison, left: Value, right: Value): Value {
  if (operator === 'is' || operator === 'is not') return isSame(operator, left, right);
  const names = comparisonNames[operator];
  const forward = names && special(interpreter, left, names[0]);
  const equals = operator === '!=' && forward === undefined ? special(interpreter, left, '__eq__') : undefined;
  const backward = names && forward === undefined ? special(interpreter, right, names[1]) : undefined;
  for (const operand of [left, right]) {
    if (operand instanceof List || operand instanceof Tuple) interpreter.step(operand.items.length >> 3);
  }
  return guarded(interpreter, [left, right], () => {
    if (forward !== undefined) return interpreter.call(forward, { positional: [right] });
    if (equals !== undefined) {
      const same = interpreter.call(equals, { positional: [right] });
      return same instanceof Unknown ? same : !interpreter.truth(same);
    }
    if (backward !== undefined) return interpreter.call(backward, { positional: [left] });
    const answer = plainComparison(interpreter, operator, left, right);
    if (answer !== undefined) return answer;
    const unknowns = [left, right].filter((one) => one instanceof Unknown);
    return unknowns.length > 0 ? derived(unknowns) : interpreter.unknown('a part of what is compared is not known');
  });
}

function plainComparison(interpreter: Interpreter, operator: string, left: Value, right: Value): boolean | undefined {
  const not = (answer: boolean | undefined): boolean | undefined => (answer === undefined ? undefined : !answer);
  if (operator === '==') return operators.equal(left, right);
  if (operator === '!=' || operator === '<>') return not(operators.equal(left, right));
  if (operator === 'in') return isIn(interpreter, left, right);
  if (operator === 'not in') return not(isIn(interpreter, left, right));
  return operators.ordered(operator, left, right);
}

function isSame(operator: string, left: Value, right: Value): Value {
  const unknowns = [left, right].filter((one) => one instanceof Unknown);
  if (unknowns.length > 0) return derived(unknowns);
  return (left === right) === (operator === 'is');
}

function evaluateCall(interpreter: Interpreter, frame: Frame, node: Of<'call'>): Value {
  const { callee: calleeNode } = node;
  if (calleeNode.kind === 'name' && calleeNode.name === 'super' && frame.scope.get('super') === undefined) {
    return superOf(interpreter, frame, evaluateArguments(interpreter, frame, node.args));
  }
  const callee = evaluate(interpreter, frame, calleeNode);
  const args = evaluateArguments(interpreter, frame, node.args);
  interpreter.line = node.line;
  interpreter.site = node;
  if (args instanceof Unknown) {
    if (isOfModel(callee)) interpreter.notFollowed(`the arguments are not known: ${args.why}`, { unknown: args });
    return derived([args], false);
  }
  if (!(callee instanceof Unknown)) {
    const value = callValue(interpreter, callee, args);
    return value instanceof Unknown && value.harmless ? askable(interpreter, node, value) : value;
  }
  const filled = node.to - node.from > 60 ? undefined : interpreter.filledIn(interpreter.source(node));
  if (filled !== undefined) return filled;
  const value = callValue(interpreter, callee, args);
  return value instanceof Unknown && value.asks.length > 0 ? askable(interpreter, node, value) : value;
}

/** The arguments of a call; unknown where it is not known how many there are. */
export function evaluateArguments(
  interpreter: Interpreter,
  frame: Frame,
  nodes: readonly Argument[],
): Arguments | Unknown {
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  for (const { value: node, name, stars } of nodes) {
    const value = evaluate(interpreter, frame, node);
    if (stars === 0) {
      if (name === null) positional.push(value);
      else keywords.set(name, value);
    } else if (value instanceof Unknown) {
      return derived([value]);
    } else if (doubtOf(builtinOf(value))) {
      return derived([doubtOf(builtinOf(value)) as Unknown]);
    } else if (stars === 1) {
      for (const one of each(interpreter, value)) positional.push(one);
    } else {
      addKeywords(interpreter, value, keywords);
    }
  }
  return { positional, keywords };
}

function addKeywords(interpreter: Interpreter, given: Value, keywords: Map<string, Value>): void {
  const value = builtinOf(given);
  if (!(value instanceof Dict)) {
    const said = `argument after ** must be a mapping, not ${operators.typeName(given)}`;
    throw interpreter.locate(new PythonError('TypeError', said));
  }
  for (const [key, item] of value.entries.values()) {
    if (typeof key !== 'string') throw interpreter.locate(new PythonError('TypeError', 'keywords must be strings'));
    keywords.set(key, item);
  }
}

function evaluateItems(interpreter: Interpreter, frame: Frame, nodes: readonly Expression[]): Value[] {
  const items: Value[] = [];
  for (const node of nodes) {
    const value = evaluate(interpreter, frame, node);
    if (node.kind === 'star' && !(value instanceof Unknown))
      for (const one of each(interpreter, value)) items.push(one);
    else items.push(value);
  }
  return items;
}

export function evaluateParameters(
  interpreter: Interpreter,
  frame: Frame,
  nodes: readonly ParameterSyntax[],
): Parameter[] {
  return nodes.map(({ name, kind, default: usual }) =>
    usual ? { name, kind, default: evaluate(interpreter, frame, usual) } : { name, kind },
  );
}

function formatted(interpreter: Interpreter, frame: Frame, part: FormatPart): string | Unknown {
  const read = evaluate(interpreter, frame, part.value);
  const value = part.conversion === 'r' ? read : (toldPlainMember(interpreter, read) ?? read);
  if (value instanceof Unknown) return value;
  const spec = part.spec.replace(/\{(\w+)\}/g, (_, name: string) => str(interpreter.name(frame, name)));
  const isRepr = part.conversion === 'r' || (part.own && !spec && !part.conversion);
  const shown = isRepr ? interpreter.repr(value) : value instanceof Instance ? interpreter.text(value) : value;
  return part.own + format(shown, spec);
}

function evaluateComprehension(interpreter: Interpreter, frame: Frame, node: Of<'comprehension'>): Value {
  const inner: Frame = { ...frame, scope: new Scope('comprehension', frame.scope) };
  const elements = function* (): Generator<Value> {
    for (const _ of turns(interpreter, inner, node.clauses, first)) yield evaluate(interpreter, inner, node.element);
  };
  const first = node.clauses[0] && evaluate(interpreter, frame, node.clauses[0].source);
  const cause = first instanceof Unknown ? first : undefined;
  if (!cause && node.of === 'generator') return lazy(elements(), 'generator');
  try {
    if (cause) throw new NotFollowed(cause);
    if (node.of === 'dict' && node.value) {
      const dict = new Dict();
      for (const key of elements()) dict.set(key, evaluate(interpreter, inner, node.value));
      return dict;
    }
    return node.of === 'set' ? new PySet(elements()) : new List([...elements()]);
  } catch (error) {
    if (!(error instanceof NotFollowed)) throw error;
    skip(interpreter, frame, [node.element, ...(node.value ? [node.value] : [])], error.unknown, node.line);
    return derived([error.unknown], error.unknown.harmless);
  }
}

/** One turn for each time that the clauses of a comprehension let through, its names bound. */
function* turns(interpreter: Interpreter, frame: Frame, clauses: readonly Clause[], source?: Value): Generator<void> {
  const [clause, ...rest] = clauses;
  if (!clause) {
    yield;
    return;
  }
  for (const one of each(interpreter, source ?? evaluate(interpreter, frame, clause.source))) {
    assign(interpreter, frame, clause.target, one);
    const passes = clause.tests.every((test) => interpreter.truth(evaluate(interpreter, frame, test)));
    if (passes) yield* turns(interpreter, frame, rest);
  }
}

/** Bind a target: a name, an attribute, an item, or several. */
export function assign(interpreter: Interpreter, frame: Frame, target: Expression, value: Value): void {
  if (target.kind === 'name') {
    frame.scope.set(target.name, value);
    const atTop = frame.scope.kind === 'module';
    if (atTop && value instanceof Instance) value.variable ??= target.name;
  } else if (target.kind === 'attribute') {
    const object = evaluate(interpreter, frame, target.object);
    interpreter.line = target.line;
    located(interpreter, () => interpreter.setAttribute(object, target.name, value));
  } else if (target.kind === 'item') {
    const object = evaluate(interpreter, frame, target.object);
    setItem(interpreter, object, evaluate(interpreter, frame, target.key), value, target.line);
  } else if (target.kind === 'tuple' || target.kind === 'list') {
    unpack(interpreter, frame, target.items, value);
  } else if (target.kind === 'star') {
    assign(interpreter, frame, target.inner, value);
  }
}

function unpack(interpreter: Interpreter, frame: Frame, targets: readonly Expression[], value: Value): void {
  if (value instanceof Unknown) {
    for (const target of targets) assign(interpreter, frame, target, derived([value]));
    return;
  }
  const star = targets.findIndex(({ kind }) => kind === 'star');
  const items: Value[] = [];
  for (const one of each(interpreter, value)) {
    items.push(one);
    if (star < 0 && items.length > targets.length) break;
  }
  const after = star < 0 ? 0 : targets.length - star - 1;
  const few = items.length < targets.length - (star < 0 ? 0 : 1);
  if (few || (star < 0 && items.length > targets.length)) {
    const wanted = star < 0 ? `${targets.length}` : `at least ${targets.length - 1}`;
    const said = few
      ? `not enough values to unpack (expected ${wanted}, got ${items.length})`
      : `too many values to unpack (expected ${wanted})`;
    throw interpreter.locate(new PythonError('ValueError', said));
  }
  targets.forEach((target, index) => {
    if (index === star) {
      assign(interpreter, frame, target, new List(items.slice(star, items.length - after)));
    } else {
      const at = star >= 0 && index > star ? items.length - targets.length + index : index;
      assign(interpreter, frame, target, items[at] as Value);
    }
  });
}

function setItem(interpreter: Interpreter, object: Value, key: Value, value: Value, line: number): void {
  interpreter.line = line;
  const method = special(interpreter, object, '__setitem__');
  const plain = builtinOf(object);
  if (method !== undefined && !isInherited(object, method)) {
    interpreter.call(method, { positional: [key, value] });
  } else if (plain instanceof Dict) {
    if (key instanceof Unknown) plain.doubt = key;
    plain.set(key, value);
    located(interpreter, () => plain.changed?.('item'));
  } else if (plain instanceof List) {
    setListItem(interpreter, plain, key, value);
    located(interpreter, () => plain.changed?.('item'));
  } else if (isOfModel(object)) {
    interpreter.notFollowed('an item of a model is set');
  }
}

function setListItem(interpreter: Interpreter, list: List, key: Value, value: Value): void {
  if (typeof key === 'number') {
    const at = located(interpreter, () => operators.place(key, list.items.length, 'list assignment'));
    list.items[at] = value;
  } else if (key instanceof Slice && (key.step === null || key.step === 1)) {
    const taken = operators.sliced(key, list.items.length);
    const start = taken[0] ?? (typeof key.start === 'number' ? key.start : key.stop === 0 ? 0 : list.items.length);
    list.items.splice(start, taken.length, ...each(interpreter, value));
  } else {
    const unknown = interpreter.unknown('which item is set is not known');
    list.items = list.items.map(() => unknown);
  }
}
