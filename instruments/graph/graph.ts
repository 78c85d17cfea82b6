/** Calls as nodes, tensors as edges. Calls made inside a call are its children: models in models. */
import type { Arguments, NativeFunction } from '../languages/python/callables.ts';
import { Instance } from '../languages/python/classes.ts';
import type { PythonError } from '../languages/python/errors.ts';
import type { Expression } from '../languages/python/syntax.ts';
import { Dict, List, NamedTuple, Tuple, Unknown } from '../languages/python/values.ts';
import type { Value } from '../languages/python/values.ts';
import { Tensor } from './tensor.ts';

/** One call of a layer, a model or an operation on tensors. */
export class Call {
  readonly children: Call[] = [];
  readonly inputs: readonly Tensor[];
  /** What it gave back: a tensor, a tuple, a dict; an `Unknown` if it was not followed; undefined until it returns. */
  output: Value | undefined = undefined;
  /** The tensors as the work inside returned them, before each became an edge out of this call. */
  returned: readonly Tensor[] = [];
  /** How many calls there were before it. */
  order = 0;
  /** Set where it refused; on every call that was open at that moment, innermost included. */
  fault: PythonError | null = null;
  /** Multiplications with a weight, each with its addition, of one example; undefined where the calls inside say it. */
  multiplyAdds: number | null | undefined = undefined;

  constructor(
    /** The layer or model that was called, or the function. */
    readonly callee: Instance | NativeFunction,
    /** The name of its class or of the operation: `Conv2D`, `Add`, `relu`. */
    readonly type: string,
    readonly args: Arguments,
    /** The line of the paste that called it. */
    readonly line: number,
    readonly parent: Call | null,
    /** That call as the paste writes it. */
    readonly site: Expression | null,
  ) {
    this.inputs = tensorsIn([...args.positional, ...args.keywords.values()]);
  }

  get outputs(): readonly Tensor[] {
    if (this.output instanceof Tensor) return [this.output];
    return this.output === undefined ? [] : tensorsIn([this.output]);
  }

  /** How deep it stands: 0 for a call of the paste's own. */
  get depth(): number {
    return this.parent ? this.parent.depth + 1 : 0;
  }
}

const refused = new WeakMap<PythonError, Call>();

/** The innermost call that an error came from; undefined where none had begun. */
export const refusedCall = (error: PythonError): Call | undefined => refused.get(error);

/** Operations that give the same cells in another order, or some of them. */
const VIEWS = new Set(
  'getitem __getitem__ view reshape flatten transpose permute squeeze unsqueeze chunk split unbind narrow select detach'.split(
    ' ',
  ),
);

export class Graph {
  /** All calls in the order of entry, those inside others too. */
  readonly calls: Call[] = [];
  private open: Call | null = null;

  /** The call that is being run, for what wants to know whether it runs inside a model. */
  get current(): Call | null {
    return this.open;
  }

  /**
   * Run a call and keep it as a node. Each tensor that comes out becomes a new edge with this call as its producer;
   * an error marks this call and is thrown on.
   *
   * @param run does the work and returns what the paste gets
   */
  traced(call: Traced, run: () => Value): Value {
    const node = new Call(call.callee, call.type, call.args, call.line, this.open, call.site);
    node.order = this.calls.length;
    this.calls.push(node);
    node.parent?.children.push(node);
    this.open = node;
    try {
      const made = run();
      node.returned = tensorsIn([made]);
      node.output = this.producedBy(node, made);
      return node.output;
    } catch (error) {
      if (error instanceof Error && 'lines' in error) {
        node.fault = error as PythonError;
        if (!refused.has(node.fault)) refused.set(node.fault, node);
      }
      throw error;
    } finally {
      this.open = node.parent;
    }
  }

  /** Note that a tensor's cells are changed in place, and those of what it is a view of. */
  changes(tensor: Tensor): void {
    let one: Tensor | undefined = tensor;
    for (; one; one = one.producer && VIEWS.has(one.producer.call.type) ? one.producer.call.inputs[0] : undefined)
      one.changedAt ??= this.calls.length;
  }

  /**
   * The line at which the layer was made that refused, of the calls that an error went through the innermost: where no line of
   * the paste calls it. 0 where there is none.
   */
  lineOfFault(error: PythonError): number {
    const refused = this.calls.findLast(({ fault }) => fault === error)?.callee;
    return refused instanceof Instance ? refused.line : 0;
  }

  private producedBy(call: Call, value: Value): Value {
    let index = 0;
    const dependsOnInput = call.inputs.some(({ field }) => field !== undefined);
    return mapTensors(value, (tensor) => {
      const edge = tensor.copy();
      if (edge.field === undefined && dependsOnInput) edge.field = null;
      edge.producer = { call, index: index++ };
      return edge;
    });
  }
}

/** What is called, from where. */
interface Traced {
  readonly callee: Instance | NativeFunction;
  readonly type: string;
  readonly args: Arguments;
  readonly line: number;
  readonly site: Expression | null;
}

/** Every tensor in a value, in order, through tuples, lists and dicts. */
export function tensorsIn(values: Iterable<Value>, met?: Set<Value>): Tensor[] {
  let seen = met; // most calls meet no container, and thousands are made of a long paste
  const found: Tensor[] = [];
  for (const value of values) {
    if (value instanceof Tensor) found.push(value);
    else if (isContainer(value)) {
      seen ??= new Set();
      for (const tensor of tensorsIn(partsOf(value, seen), seen)) found.push(tensor); // a spread of many overflows
    }
  }
  return found;
}

type Container = List | Tuple | Dict;

function isContainer(value: Value): value is Container {
  return value instanceof List || value instanceof Tuple || value instanceof Dict;
}

/** What a container holds; nothing the second time it is met, since a list may hold itself. */
function partsOf(value: Value, seen: Set<Value>): readonly Value[] {
  if (!isContainer(value) || seen.has(value)) return [];
  seen.add(value);
  return value instanceof Dict ? value.values() : value.items;
}

/** The same value with every tensor in it replaced. */
export function mapTensors(value: Value, change: (tensor: Tensor) => Value): Value {
  return mapLeaves(value, (leaf) => (leaf instanceof Tensor ? change(leaf) : leaf));
}

/** The same value with all that is no container replaced; a container in which nothing changes stays itself. */
export function mapLeaves(value: Value, change: (leaf: Value) => Value, known?: Map<Value, Value>): Value {
  if (!isContainer(value)) return change(value);
  const done = known ?? new Map<Value, Value>();
  const before = done.get(value);
  if (before !== undefined) return before;
  done.set(value, value); // for a list that holds itself
  const items = value instanceof Dict ? value.values() : value.items;
  const mapped = items.map((item) => mapLeaves(item, change, done));
  if (mapped.every((item, index) => item === items[index])) return value;
  const changed =
    value instanceof Dict
      ? Dict.of([...value.entries.values()].map(([key], index) => [key, mapped[index] ?? null] as const))
      : value instanceof NamedTuple
        ? value.with(mapped)
        : new (value instanceof List ? List : Tuple)(mapped);
  done.set(value, changed);
  return changed;
}

const edges = new WeakMap<Call, Tensor[]>();

/** Tensors that one call produces at one place are one edge: the same of them for each. */
export function edgeOf(tensor: Tensor): Tensor {
  if (!tensor.producer) return tensor;
  const { call, index } = tensor.producer;
  const known = edges.get(call) ?? [];
  if (known.length === 0) edges.set(call, known);
  return (known[index] ??= tensor);
}

/** The first unknown value in a value, through tuples, lists and dicts. */
export function unknownIn(values: Iterable<Value>, seen = new Set<Value>()): Unknown | undefined {
  for (const value of values) {
    if (value instanceof Unknown) return value;
    const found = unknownIn(partsOf(value, seen), seen);
    if (found) return found;
  }
  return undefined;
}
