/** The small Python: what it keeps while it reads a paste, and what native code may ask of it. */
import type { Framework, FrameworkFactory } from '../../../frameworks/framework.ts';
import { Graph } from '../../../graph/graph.ts';
import { NativeFunction, PythonFunction } from '../callables.ts';
import type { Arguments } from '../callables.ts';
import type { Note, Unfollowed } from '../clean.ts';
import { Instance } from '../classes.ts';
import type { Context } from '../context.ts';
import { CUT } from '../cut.ts';
import { NotFollowed, PythonError } from '../errors.ts';
import { builtins } from '../library/builtins.ts';
import { toldPlainMember } from '../library/enum.ts';
import { repr, str } from '../library/format.ts';
import { libraryModule, usualNames } from '../library/modules.ts';
import { Scope } from '../scope.ts';
import type { Block, Expression } from '../syntax.ts';
import { List, Module, Tuple, Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { getAttribute, setAttribute } from './attributes.ts';
import { callValue } from './calls.ts';
import { getItem, iterate, truth } from './containers.ts';
import { Stop } from './frame.ts';
import type { Frame } from './frame.ts';
import { LONGEST, MOST_STEPS } from './frame.ts';
import { runTop, runUncalled } from './top.ts';

interface Options {
  readonly frameworks: readonly FrameworkFactory[];
  /** What the reader filled in: expressions without spaces, and their values. */
  readonly settings?: ReadonlyMap<string, Value>;
  /** The lines on which further cells begin. */
  readonly cells?: readonly number[];
  /** Whether what stands behind a refused statement is read all the same, though Python would not come to it. */
  readonly goesOn?: boolean;
  /** How long the paste may run before it is left; a program waits longer than a reader. */
  readonly milliseconds?: number;
}

export class Interpreter implements Context {
  readonly graph = new Graph();
  readonly instances: Instance[] = [];
  readonly frameworks: readonly Framework[];
  /** The frameworks that the paste uses, in the order in which it first does. */
  readonly used = new Set<Framework>();
  readonly settings: ReadonlyMap<string, Value>;
  readonly cells: readonly number[];
  readonly goesOn: boolean;
  private readonly milliseconds: number;
  readonly usedSettings = new Set<string>();

  readonly unfollowed: Unfollowed[] = [];
  readonly asked = new Set<string>();
  readonly notes: Note[] = [];
  /** What stacks nothing and was passed over, by name, with its lines. */
  readonly passed = new Map<string, Set<number>>();
  /** Names that the paste uses without importing them. */
  readonly assumed = new Map<string, string>();
  readonly faults: PythonError[] = [];

  private readonly started = Date.now();
  line = 1;
  site: Expression | null = null;
  steps = 0;
  depth = 0;
  /** The instances whose `__init__`, written in the paste, is running. */
  readonly making: Instance[] = [];
  /** How many `try` are open that catch a failed import. */
  caughtImports = 0;
  /** The lines of the calls of the paste's own functions that are open. */
  readonly callLines: number[] = [];
  /** What they were called with. */
  readonly bindings: (() => ReadonlyMap<string, Value>)[] = [];
  readonly globals = new Scope('module', null);
  /** What stood behind the end of a paste that was cut; the trace says so once. */
  private readonly cutOff = new Unknown('the text ends here', 0);
  private readonly assumedValues = new Map<string, Value>();

  constructor(
    readonly paste: string,
    options: Options,
  ) {
    this.settings = options.settings ?? new Map();
    this.cells = options.cells ?? [];
    this.goesOn = options.goesOn ?? false;
    this.milliseconds = options.milliseconds ?? LONGEST;
    this.frameworks = options.frameworks.map((make) => make(this));
    this.cutOff.root.reported = true;
    this.globals.set('__name__', '__main__');
    this.globals.set('__file__', 'paste.py');
  }

  /** Read the whole paste; what stops it is kept in `faults` and `unfollowed`. */
  run(block: Block): void {
    const frame: Frame = { scope: this.globals, owner: null, receiver: undefined, yields: null };
    runTop(this, frame, block);
    runUncalled(this, frame, block);
  }

  /** Count a step. @throws Stop when there were too many */
  step(count = 1): void {
    const before = this.steps;
    this.steps += count;
    if (this.steps > MOST_STEPS) throw new Stop('the paste runs for more than 1,000,000 steps');
    if (before >> 12 !== this.steps >> 12 && Date.now() - this.started > this.milliseconds)
      throw new Stop('the paste runs too long');
  }

  /** Count what a value weighs that was made at one stroke. */
  charge<Made extends Value>(value: Made): Made {
    if (value instanceof List || value instanceof Tuple) this.step(value.items.length >> 4);
    else if (typeof value === 'string') this.step(value.length >> 6);
    return value;
  }

  // ---- names

  /** What a name stands for: in the paste, in Python, filled in by the reader, in a framework; else unknown. */
  name(frame: Frame, name: string): Value {
    // Not `??`: None is a value like any other.
    const found = frame.scope.get(name);
    if (found !== undefined) return found;
    this.requireBound(frame, name);
    const places = [() => builtins.get(name), () => this.filledIn(name), () => this.assumedName(name)];
    for (const look of places) {
      const value = look();
      if (value !== undefined) return value;
    }
    return this.lacking(name);
  }

  /** @throws PythonError where a function reads a name of its own, or of one around it, that has no value yet */
  private requireBound({ scope }: Frame, name: string): void {
    const place = scope.unbound(name);
    if (place === null) return;
    const [type, what, where] =
      place === 'local' ? ['UnboundLocalError', 'local', ''] : ['NameError', 'free', ' in enclosing scope'];
    const message = `cannot access ${what} variable '${name}' where it is not associated with a value${where}`;
    throw this.locate(new PythonError(type as string, message));
  }

  filledIn(expression: string): Value | undefined {
    const value = this.settings.get(expression);
    if (value !== undefined) this.usedSettings.add(expression);
    return value;
  }

  /** A name that the paste never binds and a framework or library is known by: `layers`, `np`. */
  assumedName(name: string): Value | undefined {
    const known = this.assumedValues.get(name);
    if (known !== undefined) return known;
    const paths = [...this.frameworks.map((framework) => framework.assumed(name)), usualNames.get(name)];
    const path = paths.find((one) => one !== undefined);
    const value = path === undefined ? undefined : this.importPath(path);
    if (value === undefined || path === undefined) return undefined;
    this.assumed.set(name, path);
    this.assumedValues.set(name, value);
    return value;
  }

  private lacking(name: string): Unknown {
    if (name === CUT) return this.cutOff;
    return this.unknown(`\`${name}\` is not in the paste`, { asks: [name] });
  }

  /** The module of a dotted path, or what stands in one; undefined where nothing is known by that path. */
  importPath(path: string): Value | undefined {
    const module = this.module(path);
    if (module) return module;
    const dot = path.lastIndexOf('.');
    const outer = dot < 0 ? undefined : this.importPath(path.slice(0, dot));
    return outer instanceof Module ? outer.find(path.slice(dot + 1)) : undefined;
  }

  module(path: string): Module | undefined {
    for (const framework of this.frameworks) {
      const found = framework.module(path);
      if (found) {
        this.used.add(framework);
        return found;
      }
    }
    return libraryModule(path);
  }

  // ---- what native code asks

  call(callee: Value, args: Partial<Arguments> = {}): Value {
    return callValue(this, callee, { positional: args.positional ?? [], keywords: args.keywords ?? new Map() });
  }

  get given(): ReadonlyMap<string, Value> | null {
    return this.bindings.at(-1)?.() ?? null;
  }

  attribute(object: Value, name: string): Value | undefined {
    return getAttribute(this, object, name);
  }

  setAttribute(object: Value, name: string, value: Value): void {
    setAttribute(this, object, name, value);
  }

  item(object: Value, key: Value): Value {
    return getItem(this, object, key);
  }

  items(iterable: Value): Value[] {
    return iterate(this, iterable);
  }

  text(value: Value): string {
    const member = toldPlainMember(this, value);
    if (member instanceof Unknown) throw new NotFollowed(member);
    return str(member ?? this.told(value, ['__str__', '__repr__']));
  }

  repr(value: Value): string {
    const told = this.told(value, ['__repr__']);
    return told === value ? repr(value) : str(told);
  }

  /** What an object of the paste says of itself by the first of these methods that its class defines; else itself. */
  private told(value: Value, methods: readonly string[]): Value {
    if (!(value instanceof Instance)) return value;
    const method = methods.map((name) => value.cls.lookup(name)).find((one) => one !== undefined);
    return method instanceof PythonFunction || method instanceof NativeFunction
      ? this.call(method, { positional: [value] })
      : value;
  }

  truth(value: Value): boolean {
    if (value instanceof Unknown) throw new NotFollowed(value, 'a condition');
    return truth(this, value);
  }

  unknown(why: string, options: { asks?: readonly string[]; harmless?: boolean } = {}): Unknown {
    return new Unknown(why, this.line, options.asks ?? [], options.harmless ?? false);
  }

  notFollowed(text: string, options: { unknown?: Unknown; line?: number } = {}): void {
    const { unknown, line = this.line } = options;
    for (const expression of unknown?.asks ?? []) this.asked.add(expression);
    if (unknown?.root.reported) return;
    if (unknown) unknown.root.reported = true;
    if (this.unfollowed.some((one) => one.line === line && one.text === text)) return;
    this.unfollowed.push({ line, text, ...(unknown && unknown.asks.length > 0 ? { asks: unknown.asks } : {}) });
  }

  ask(expression: string): void {
    this.asked.add(expression);
  }

  note(text: string, line = this.line): void {
    if (!this.notes.some((one) => one.line === line && one.text === text)) this.notes.push({ line, text });
  }

  caution(text: string, line = this.line): void {
    if (!this.notes.some((one) => one.line === line && one.text === text))
      this.notes.push({ line, text, isCaution: true });
  }

  /** Remember that something was passed over because it stacks nothing. */
  pass(name: string): void {
    const lines = this.passed.get(name) ?? new Set();
    this.passed.set(name, lines.add(this.line));
  }

  /** The paste's own text of an expression, without spaces, as the reader fills it in. */
  source(expression: Expression): string {
    return withoutSpaces(this.paste.slice(expression.from, expression.to));
  }

  /** Give an error its lines, once, where it was thrown. */
  locate(error: PythonError): PythonError {
    if (error.lines.length === 0) {
      error.line = this.line;
      error.calls = this.graph.calls.length;
      error.site = this.site;
      error.lines = [...this.callLines, this.line];
    }
    return error;
  }
}

/** An expression as it is compared with what the reader fills in: spaces outside of strings do not count. */
export function withoutSpaces(text: string): string {
  return text.replace(/("[^"\n]*"|'[^'\n]*')|\s+/g, (_, string: string | undefined) => string ?? '');
}

/** Unknown because of one of these values, with all that they ask for. */
export function derived(causes: readonly Unknown[], harmless = causes.every((cause) => cause.harmless)): Unknown {
  const first = causes.find((cause) => !cause.root.harmless) ?? causes[0];
  if (!first) throw new Error('derived from nothing');
  const asks = [...new Set(causes.flatMap((cause) => cause.asks))].slice(0, 8);
  return new Unknown(first.why, first.line, asks, harmless, first.root);
}
