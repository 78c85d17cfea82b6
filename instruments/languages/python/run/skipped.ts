/**
 * Statements that are not run because it is not known whether or how often they would be. What they would bind is
 * unknown afterwards; if they would make or change a model, the reader is told.
 */
import { BoundMethod, NativeFunction, PythonFunction } from '../callables.ts';
import type { Parameter } from '../callables.ts';
import { Class, Instance } from '../classes.ts';
import { builtins } from '../library/builtins.ts';
import { methodOf } from '../library/methods.ts';
import type { Expression, Statement } from '../syntax.ts';
import { Dict, List, Module, PySet, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { isNative, isOfModel } from './calls.ts';
import type { Frame, Signal } from './frame.ts';
import { derived } from './interpreter.ts';
import type { Interpreter } from './interpreter.ts';

type Node = Statement | Expression;

/** What statements would do if they ran. */
interface Effects {
  /** Names that they would bind, or whose lists and dicts they would change. */
  readonly binds: Set<string>;
  /** Models and layers that they would change. */
  readonly changes: Set<Instance>;
  /** Whether they would make a layer or a model, or change one. */
  touchesModel: boolean;
  leaves: 'return' | 'break' | null;
  /** Whether a generator would give a value there. */
  yields: boolean;
}

/**
 * Skip statements or expressions because of `cause`.
 *
 * @returns how the block would end, where it is certain that it may: a `return` of something unknown
 */
export function skip(
  interpreter: Interpreter,
  frame: Frame,
  nodes: readonly Node[],
  cause: Unknown,
  line: number,
  text = `whether this happens is not known: ${cause.why}`,
): Signal {
  const effects = effectsOf(interpreter, frame, nodes);
  const isData = cause.harmless && !effects.touchesModel;
  for (const name of effects.binds) frame.scope.set(name, derived([cause], isData));
  for (const instance of effects.changes) instance.doubt ??= cause;
  if (effects.touchesModel) interpreter.notFollowed(text, { unknown: cause, line });
  if (effects.yields && frame.yields) frame.passedOver ??= { after: frame.yields.length, cause };
  if (effects.leaves === 'return') return { returns: derived([cause], false) };
  return effects.leaves;
}

/** Whether statements would make or change a layer or a model. */
export function touchesModel(interpreter: Interpreter, frame: Frame, nodes: readonly Node[]): boolean {
  return effectsOf(interpreter, frame, nodes).touchesModel;
}

function effectsOf(interpreter: Interpreter, frame: Frame, nodes: readonly Node[]): Effects {
  const effects: Effects = { binds: new Set(), changes: new Set(), touchesModel: false, leaves: null, yields: false };
  const look = new Look(interpreter, effects, (name) => frame.scope.get(name), new Set());
  for (const node of nodes) look.at(node);
  return effects;
}

type Names = (name: string) => Value | undefined;

class Look {
  constructor(
    private readonly interpreter: Interpreter,
    private readonly effects: Effects,
    private readonly names: Names,
    private readonly seen: Set<PythonFunction>,
    /** Inside a function that would be called: which names are its own, which do not count. */
    private readonly own: ((name: string) => boolean) | null = null,
  ) {}

  private get inner(): boolean {
    return this.own !== null;
  }

  at(node: Node): void {
    this.interpreter.step();
    if (node.kind === 'call') this.call(node);
    else if (node.kind === 'assign') for (const target of node.targets) this.target(target);
    else if (node.kind === 'update' || node.kind === 'for') this.target(node.target);
    else if (node.kind === 'with') for (const { target } of node.items) if (target) this.target(target);
    if (node.kind === 'function' || node.kind === 'class') this.bind(node.name);
    else if (node.kind === 'named') this.bind(node.target);
    else if (node.kind === 'import')
      for (const { path, as } of node.modules) this.bind(as ?? path.split('.')[0] ?? path);
    else if (node.kind === 'from') for (const { as } of node.names) this.bind(as);
    else if (node.kind === 'return' && !this.inner) this.effects.leaves = 'return';
    else if (node.kind === 'yield' && !this.inner) this.effects.yields = true;
    else if ((node.kind === 'break' || node.kind === 'continue') && !this.inner) this.effects.leaves ??= 'break';
    if (node.kind !== 'function' && node.kind !== 'lambda') this.parts(node);
  }

  private parts(node: object): void {
    for (const part of Object.values(node) as unknown[]) {
      if (typeof part !== 'object' || part === null) continue;
      if (Array.isArray(part)) for (const one of part) this.part(one);
      else this.part(part);
    }
  }

  private part(part: unknown): void {
    if (typeof part !== 'object' || part === null) return;
    if ('kind' in part && 'line' in part) this.at(part as Node);
    else if (Object.getPrototypeOf(part) === Object.prototype) this.parts(part);
  }

  private bind(name: string): void {
    if (!this.inner) this.effects.binds.add(name);
  }

  private target(target: Expression): void {
    if (target.kind === 'name') this.bind(target.name);
    else if (target.kind === 'tuple' || target.kind === 'list') for (const one of target.items) this.target(one);
    else if (target.kind === 'star') this.target(target.inner);
    else if (target.kind === 'attribute' || target.kind === 'item') this.change(target.object);
  }

  /** Something of an object would be set. */
  private change(node: Expression): void {
    const value = this.resolve(node);
    if (value instanceof Instance) {
      this.effects.changes.add(value);
      if (isOfModel(value)) this.effects.touchesModel = true;
    } else if (value instanceof List || value instanceof Dict || value instanceof PySet) {
      if (isOfModel(value)) this.effects.touchesModel = true;
      if (node.kind === 'name') this.bind(node.name);
    }
  }

  private call(node: Extract<Expression, { kind: 'call' }>): void {
    const callee = this.resolve(node.callee);
    const values = node.args.map(({ value }) => this.resolve(value));
    if (callee instanceof BoundMethod) this.method(callee, node.callee, values);
    else if (callee instanceof NativeFunction) {
      this.effects.touchesModel ||= callee.changesSettings;
      const [first] = node.args;
      if (first && (callee.name === 'setattr' || callee.name === 'delattr')) this.change(first.value);
    } else if (callee instanceof PythonFunction) this.inside(callee, node.args, values);
    else if (callee instanceof Class) this.make(callee, node.args, values);
    else if (callee === undefined || (callee instanceof Unknown && !callee.harmless)) {
      for (const value of values) {
        if (!(value instanceof Instance) || !isNative(value.cls) || 'shape' in value) continue;
        this.effects.touchesModel = true;
        this.effects.changes.add(value);
      }
    }
  }

  private method(bound: BoundMethod, node: Expression, values: readonly (Value | undefined)[]): void {
    const { receiver, callee } = bound;
    if (callee instanceof PythonFunction) this.inside(callee, [], [receiver, ...values]);
    else if (callee.harmless || 'shape' in Object(receiver)) return;
    else if (receiver instanceof Instance) {
      this.effects.changes.add(receiver);
      this.effects.touchesModel = true;
    } else if (node.kind === 'attribute' && CHANGING.has(node.name)) {
      this.change(node.object);
      if (values.some((value) => value !== undefined && isOfModel(value))) this.effects.touchesModel = true;
    }
  }

  private make(cls: Class, args: readonly { name: string | null }[], values: readonly (Value | undefined)[]): void {
    if (isNative(cls)) this.effects.touchesModel = true;
    const initialize = cls.lookup('__init__');
    if (initialize instanceof PythonFunction)
      this.inside(initialize, [{ name: null }, ...args], [undefined, ...values]);
  }

  private inside(
    callee: PythonFunction,
    args: readonly { name: string | null }[],
    values: readonly (Value | undefined)[],
  ): void {
    if (this.seen.has(callee) || this.seen.size > 50) return;
    this.seen.add(callee);
    const bound = bindRoughly(callee.parameters, args, values);
    const names: Names = (name) => (bound.has(name) ? bound.get(name) : callee.scope.get(name));
    const nodes = Array.isArray(callee.body) ? (callee.body as Statement[]) : [callee.body as Expression];
    const isOwn = (name: string): boolean => bound.has(name) || (own ??= namesSetIn(nodes)).has(name);
    let own: Set<string> | undefined;
    const look = new Look(this.interpreter, this.effects, names, this.seen, isOwn);
    for (const node of nodes) look.at(node);
  }

  /** What an expression stands for, as far as it is known without running anything. */
  private resolve(node: Expression): Value | undefined {
    if (node.kind === 'name') {
      const found = this.names(node.name);
      if (found !== undefined || this.own?.(node.name)) return found;
      return builtins.get(node.name) ?? this.interpreter.assumedName(node.name);
    }
    if (node.kind === 'list' || node.kind === 'tuple') {
      const items = node.items.map((item) => this.resolve(item) ?? null);
      return new List(items);
    }
    if (node.kind !== 'attribute') return undefined;
    const object = this.resolve(node.object);
    return object === undefined ? undefined : this.memberOf(object, node.name);
  }

  private memberOf(object: Value, name: string): Value | undefined {
    if (object instanceof Module) return object.find(name) ?? this.interpreter.module(`${object.path}.${name}`);
    if (object instanceof Instance) {
      const own = object.attributes.get(name) ?? object.cls.lookup(name);
      return own instanceof NativeFunction || own instanceof PythonFunction ? new BoundMethod(object, own) : own;
    }
    if (object instanceof Unknown) return object;
    if (object instanceof Class) return object.lookup(name);
    const method = methodOf(object, name);
    return method && new BoundMethod(object, method);
  }
}

/** The names to which statements give something: to a function they are no names of a framework. */
function namesSetIn(nodes: readonly Node[]): Set<string> {
  const found = new Set<string>();
  const target = (node: Expression): void => {
    if (node.kind === 'name') found.add(node.name);
    else if (node.kind === 'tuple' || node.kind === 'list') node.items.forEach(target);
    else if (node.kind === 'star') target(node.inner);
  };
  const visit = (node: Node): void => {
    if (node.kind === 'assign') node.targets.forEach(target);
    else if (node.kind === 'update' || node.kind === 'for') target(node.target);
    else if (node.kind === 'with') for (const item of node.items) if (item.target) target(item.target);
    if (node.kind === 'if' || node.kind === 'for' || node.kind === 'while') node.otherwise.forEach(visit);
    if ('body' in node && Array.isArray(node.body)) (node.body as Statement[]).forEach(visit);
  };
  nodes.forEach(visit);
  return found;
}

/** Methods of lists, dicts and sets that change them. */
const CHANGING = new Set(
  'append extend insert pop remove clear sort reverse update setdefault popitem add discard'.split(' '),
);

function bindRoughly(
  parameters: readonly Parameter[],
  args: readonly { name: string | null }[],
  values: readonly (Value | undefined)[],
): Map<string, Value | undefined> {
  const bound = new Map<string, Value | undefined>(parameters.map(({ name }) => [name, undefined]));
  let position = 0;
  values.forEach((value, index) => {
    const name = args[index]?.name ?? parameters[position++]?.name;
    if (name !== undefined) bound.set(name, value);
  });
  return bound;
}
