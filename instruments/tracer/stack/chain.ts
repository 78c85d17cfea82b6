/** Layers one after another: whether a paste is that, what each gives, and which row breaks. */
import { errorOf } from '../../frameworks/framework.ts';
import type { Shapes, TracedLayer } from '../../frameworks/framework.ts';
import { isLayer, stateOf } from '../../frameworks/keras/layer/state.ts';
import { isInputLayer } from '../../frameworks/keras/models/input.ts';
import type { Call as GraphCall } from '../../graph/graph.ts';
import { edgeOf } from '../../graph/graph.ts';
import type { Shape, Tensor } from '../../graph/tensor.ts';
import { Instance } from '../../languages/python/classes.ts';
import { Refusal, PythonError } from '../../languages/python/errors.ts';
import type { Interpreter } from '../../languages/python/run/interpreter.ts';
import { List, Tuple } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';
import type { Reading } from '../../repairs/repairs.ts';
import { modelsOf, readingOf } from '../trace.ts';
import type { FrameworkModel } from '../trace.ts';
import { issueOf } from './explaining.ts';
import type { Found } from './items.ts';
import { rowOf, withDoubt } from './rows.ts';
import { isKnown, isMisordered, slipIn } from './slips.ts';
import { argument, core, isInput } from './stack.ts';
import type { Declared, Issue, Item, Row, Stack } from './stack.ts';

/** More rows are not shown: a loop of a program makes more, no reader writes them. */
const MOST_LAYERS = 100;

/** A chain as it was read, with what goes on from there. */
export interface ReadStack {
  readonly stack: Stack;
  readonly reading: Reading;
  /** Of each row; null where it could not be made. */
  readonly layers: readonly (Instance | null)[];
  readonly interpreter: Interpreter;
}

/** What came of each layer, and the row that breaks. */
interface Outcome {
  readonly rows: Row[];
  readonly stopped: number;
}

/** A row that is refused, and why. */
interface Broken {
  readonly at: number;
  readonly error: PythonError;
}

type Span = Found['sites'][number];

export class Chain {
  private layers: readonly (Instance | null)[] = [];
  private readonly items: readonly Item[];
  private readonly declared: Declared | null;
  private models: readonly FrameworkModel[] = [];
  /** Of each layer the first call; from when all are made. */
  private calls: ReadonlyMap<unknown, GraphCall> | null = null;

  constructor(
    private readonly text: string,
    private readonly found: Found,
    private readonly context: Interpreter,
    private readonly apart: Shape | null,
  ) {
    this.items = found.items;
    this.declared = declaredBy(this.items[0]);
  }

  /** What the reader left out of a part of a program: the model that is added to, or the input. */
  bindWhatIsLacking(): void {
    const { lacking } = this.found;
    if (lacking?.kind === 'model') this.context.globals.set(lacking.name, this.make('keras.Sequential', []));
    if (lacking?.kind === 'input' && this.apart) this.context.globals.set(lacking.name, this.input(this.apart));
  }

  private make(path: string, layers: readonly Value[]): Value {
    return this.context.call(this.context.importPath(path) ?? null, { positional: [new List([...layers])] });
  }

  private input(shape: Shape): Value {
    const keywords = new Map<string, Value>([['batch_shape', new Tuple([null, ...shape])]]);
    return this.context.call(this.context.importPath('keras.Input') ?? null, { keywords });
  }

  read(isCut: boolean): ReadStack | null {
    const { context, items } = this;
    this.layers = this.found.sites.slice(0, items.length).map((site) => this.madeAt(site));
    const slip = items.findIndex(({ node }) => !isKnown(core(node).name) || isMisordered(core(node)));
    const slipped = items[slip];
    if (slipped && !slipIn(slipped)) return null;
    if (!this.stack()) return null;
    const isCautioned = context.notes.some(({ isCaution }) => isCaution); // a row tells what it does not compute
    this.models = modelsOf(context, this.apart && !this.declared ? [[null, ...this.apart]] : []);
    const told = this.models.flatMap(({ fault }) => (fault ? [errorOf(fault)] : [])).filter((one) => one !== undefined);
    const broken = this.firstBroken([...new Set([...context.faults, ...told])]);
    if (broken === null) return null;
    const { rows, stopped } = this.rows(broken, slip);
    const isBroken = broken !== undefined || slip >= 0;
    if (!this.isFollowed(isCut || isBroken) || !this.isChain(rows, isBroken ? stopped : null, isCut)) return null;
    const sum = (place: 0 | 1): number => rows.reduce((all, { weights }) => all + weights[place], 0);
    const first = rows.find(({ y }) => y !== null);
    const stack: Stack = {
      rows: rows.slice(0, MOST_LAYERS),
      input: first?.x ?? rows[0]?.x ?? null,
      declared: this.declared,
      trained: sum(0),
      frozen: sum(1),
      stopped,
      over: this.items[MOST_LAYERS] ?? null,
      isCautioned,
    };
    return { stack, reading: readingOf(context, this.models), layers: this.layers, interpreter: context };
  }

  private madeAt(site: Span): Instance | null {
    const isRefused = this.context.faults.some((error) => isMadeAt(error, site));
    if (isRefused) return null;
    const made = this.context.instances.findLast((one) => one.site === site && isLayer(one) && one.state !== undefined);
    const input = this.context.graph.calls.find(({ callee }) => isInputLayer(callee) && callee.site === site)?.callee;
    return made ?? (input instanceof Instance ? input : null);
  }

  /** Stacks layers that stand alone, or those before one that cannot be stacked. False where that is not followed. */
  private stack(): boolean {
    const { layers } = this;
    const missing = layers.indexOf(null);
    const known = missing < 0 ? layers.length : missing;
    if (this.found.isAlone) return this.stackUp(known);
    const broken = this.firstBroken(this.context.faults);
    const end = Math.min(known, broken?.at ?? known);
    const isBegun = this.context.graph.calls.some(({ callee }) => !isInputLayer(callee));
    return isBegun || end === layers.length || this.stackUp(end);
  }

  /** A model of the layers before a row; of one that cannot stand behind the others, of those before it. */
  private stackUp(end: number): boolean {
    const made = this.layers.slice(0, end).filter((layer) => layer !== null);
    if (made.length === 0) return true;
    try {
      this.make('keras.Sequential', this.apart && !this.declared ? [this.input(this.apart), ...made] : made);
    } catch (error) {
      if (!(error instanceof PythonError)) return false;
      this.context.faults.push(error);
      const at = error instanceof Refusal && ['name', 'inputs'].includes(error.kind) ? this.rowOf(error) : 0;
      if (at > 0 && at < end) return this.stackUp(at);
    }
    return true;
  }

  /** The first row that is refused, with why; undefined where none is, null where something else is. */
  private firstBroken(errors: readonly PythonError[]): Broken | undefined | null {
    const broken = errors.map((error) => ({ error, at: this.rowOf(error) }));
    if (broken.some(({ at }) => at < 0)) return null;
    return broken.sort((one, other) => one.at - other.at)[0];
  }

  /** The row that an error is of; -1 where it is of none. */
  private rowOf(error: PythonError): number {
    const { graph } = this.context;
    const refused = graph.calls.filter(({ fault }) => fault === error).map(({ callee }) => callee);
    const called = this.layers.findIndex((layer) => layer !== null && refused.includes(layer));
    if (called >= 0) return called;
    const unknown = unknownIn(error);
    if (unknown !== undefined) return this.items.findIndex(({ node }) => core(node).name === unknown);
    const made = this.found.sites.findIndex((one) => isMadeAt(error, one));
    if (made >= 0) return made;
    if (error instanceof Refusal && error.kind === 'name')
      return this.layers.findLastIndex((layer) => layer && stateOf(layer).name === error.facts['name']);
    if (error instanceof Refusal && error.kind === 'inputs')
      return this.layers.findLastIndex((layer) => isInputLayer(layer));
    return -1;
  }

  private rows(broken: Broken | undefined, slip: number): Outcome {
    const at = Math.min(...[broken?.at ?? -1, slip].filter((one) => one >= 0), this.items.length);
    const rows: Row[] = [];
    for (const [i, item] of this.items.entries()) {
      const layer = this.layers[i] ?? null;
      const call = i < at && layer ? this.callOf(layer) : undefined;
      const x = i > at ? null : this.into(i, call, rows[i - 1]?.y ?? this.entering(i));
      rows.push({ ...rowOf(this.text, item, layer, call), x, issue: i === at ? this.issueAt(i, broken, x) : null });
    }
    const [first] = rows;
    const lacksInput = first !== undefined && first.y === null && at > 0;
    if (!lacksInput)
      return {
        rows: rows.map((row, i) => withDoubt(row, this.layers[i] ?? null)),
        stopped: at < rows.length ? at : -1,
      };
    return { rows: rows.map((row, i) => ({ ...row, issue: i === 0 ? noInput(row.item) : null })), stopped: 0 };
  }

  /** The shape that goes into a layer. @param before the one that the layer before it gives */
  private into(i: number, call: GraphCall | undefined, before: Shape | null): Shape | null {
    const layer = this.layers[i];
    if (isInputLayer(layer)) return call?.outputs[0]?.shape ?? null;
    const refused = layer && this.context.graph.calls.find(({ callee, fault }) => callee === layer && fault !== null);
    return (call ?? refused)?.inputs[0]?.shape ?? before;
  }

  /** The shape that goes into the first layer, where the code or the reader says it. */
  private entering(i: number): Shape | null {
    return i === 0 && this.apart && !this.declared ? [null, ...this.apart] : null;
  }

  private issueAt(i: number, broken: Broken | undefined, x: Shape | null): Issue | null {
    const item = this.items[i] as Item;
    const layer = this.layers[i] ?? undefined;
    const slip = slipIn(item);
    if (slip || broken?.at !== i) return slip;
    if (item.node.inner && isMisfit(broken.error)) return unlooked(item.node);
    return issueOf({ error: broken.error, node: innerOf(item, broken.error), layer, x, text: this.text });
  }

  /** The call that a row is of: the first that was followed to its end. */
  private callOf(layer: Instance): GraphCall | undefined {
    this.calls ??= new Map(
      this.context.graph.calls
        .filter(isFinished)
        .toReversed()
        .map((call) => [call.callee, call]),
    );
    return this.calls.get(layer);
  }

  /** Whether all was followed but what a row that breaks, or the end of the text, leaves open. */
  private isFollowed(isBroken: boolean): boolean {
    const { unfollowed, asked } = this.context;
    const name = this.apart ? undefined : this.found.lacking?.name;
    const isOpen = (asks: readonly string[] = []): boolean => name !== undefined && asks.includes(name);
    return (
      isBroken ||
      (unfollowed.every(({ asks }) => isOpen(asks)) && [...asked].every((one) => one === 'input' || one === name))
    );
  }

  /** Whether the layers are one after another, and nothing else is done to them or beside them. */
  private isChain(rows: readonly Row[], broken: number | null, isCut: boolean): boolean {
    const { calls } = this.context.graph;
    const own = new Set<unknown>(this.layers.filter((layer) => layer !== null));
    const isOurs = ({ callee, depth }: GraphCall): boolean =>
      depth > 0 ||
      own.has(callee) ||
      isInputLayer(callee) ||
      (callee instanceof Instance && callee.cls.name === 'Sequential');
    const isSecondInput = ({ style, node }: Item, i: number): boolean => i > 0 && style === 'line' && isInput(node);
    if (!calls.every(isOurs) || (!this.found.isAlone && this.items.some(isSecondInput))) return false;
    const inputs = calls.filter(({ callee, depth }) => depth === 0 && isInputLayer(callee) && !own.has(callee));
    const isNamedChain = (item: Item, i: number): boolean => i === 0 || item.from === this.items[i - 1]?.target;
    const isJoined = (item: Item, i: number): boolean =>
      item.style !== 'apply' ||
      i >= (broken ?? Infinity) ||
      (this.isOpen ? isNamedChain(item, i) : this.isJoined(i, inputs));
    return this.items.every(isJoined) && (broken !== null || isCut || this.isWhole(rows));
  }

  /** Whether the layers wait for an input that the code does not have. */
  private get isOpen(): boolean {
    return this.found.lacking?.kind === 'input' && !this.apart;
  }

  /** Whether a layer is called on what the one before it gives, and on nothing else. */
  private isJoined(i: number, inputs: readonly GraphCall[]): boolean {
    const layer = this.layers[i];
    const call = layer ? this.callOf(layer) : undefined;
    const before = i > 0 ? this.layers[i - 1] : undefined;
    const from = before ? this.callOf(before)?.outputs[0] : inputs.at(-1)?.outputs[0];
    const [into, ...others] = call?.inputs ?? [];
    if (!call) return true;
    return into !== undefined && others.length === 0 && from !== undefined && isSame(into, from);
  }

  /** Whether the model, where one is made, is of all the layers, from the first to the last. */
  private isWhole(rows: readonly Row[]): boolean {
    const models = this.models.filter(({ layers }) => layers.length > 0);
    if (models.length > 1 + this.found.nested) return false;
    const count = rows.filter(({ item }) => !isInput(item.node)).length;
    if (this.isOpen) return true;
    if (count === 0 || !this.found.hasModel) return models.length === 0 || count > 0;
    return models.some(({ layers, outputs }) => leaves(layers) === count && (outputs === null || isShape(outputs)));
  }
}

/** The name that Keras has no layer of; undefined where an error is another. */
const unknownIn = ({ message }: PythonError): string | undefined =>
  /^module '[\w.]*layers' has no attribute '(\w+)'/.exec(message)?.[1];

/** Whether an error arose as a layer was made there. What Keras does not have is not made: the call is the one before. */
const isMadeAt = (error: PythonError, site: Span): boolean =>
  error.site !== null && unknownIn(error) === undefined && isIn(error.site, site);

const isFinished = ({ fault, output }: GraphCall): boolean => !fault && output !== undefined;

/** Whether one place is within another, or the same. */
const isIn = (inner: Pick<Span, 'from' | 'to'>, outer: Span): boolean =>
  outer.from <= inner.from && inner.to <= outer.to;

const isSame = (one: Tensor, other: Tensor): boolean => edgeOf(one) === edgeOf(other);

const isShape = (shapes: Shapes): boolean =>
  Array.isArray(shapes) && shapes.every((size) => size === null || typeof size === 'number');

/** How many layers a model has, those of models in it each for itself, inputs not counted. */
function leaves(layers: readonly TracedLayer[]): number {
  return layers.reduce(
    (all, { type, layers: inner }) => all + (inner ? leaves(inner) : Number(type !== 'InputLayer')),
    0,
  );
}

const isMisfit = (error: PythonError): boolean =>
  error instanceof Refusal && error.kind === 'rank' && !error.message.includes('at least 3 dimensions');

/** Keras does not look at the number of axes inside: the call may then be refused, or give another shape. */
function unlooked(node: Item['node']): Issue {
  const place = { at: node.nameAt, end: node.end };
  return { code: 'wrapped', stage: 'text', says: '', gaps: { layer: core(node).name }, near: '', place };
}

/** The call that an error is of: the layer in a TimeDistributed may be what refuses. */
function innerOf({ node }: Item, error: PythonError): Item['node'] {
  const isInner = node.inner !== null && !/TimeDistributed/.test(error.message);
  return isInner ? core(node) : node;
}

function declaredBy(item: Item | undefined): Declared | null {
  if (!item) return null;
  const { node } = item;
  const key = ['batch_shape', 'input_shape', 'input_dim', 'shape'].find(
    (one) => isDeclaring(item, one) && argument(node, one),
  );
  const usual = isInput(node) ? 'shape' : undefined;
  const found = key ?? usual;
  return found === undefined ? null : { node, key: found };
}

/** `input_dim` says the shape but of an Embedding. */
const isDeclaring = ({ node }: Item, key: string): boolean => key !== 'input_dim' || node.name !== 'Embedding';

function noInput({ node }: Item): Issue {
  return { code: 'noinput', stage: 'text', says: '', gaps: {}, near: '', place: { at: node.nameAt, end: node.end } };
}
