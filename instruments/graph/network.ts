/** What a model calls, as nodes and edges to draw. Calls inside a call show where they branch, or hold the break. */
import { edgeOf } from './graph.ts';
import type { Call } from './graph.ts';
import type { Shape, Tensor } from './tensor.ts';

export interface NetworkNode {
  /** The layer's class or the operation: `Conv2D`, `Add`; `Input` for what the model is called with. */
  readonly type: string;
  /** Of what comes out; none where nothing did. */
  readonly shapes: readonly Shape[];
  /** Where the paste calls it, 0 for an input that no line makes. */
  readonly line: number;
  readonly isBroken: boolean;
}

interface NetworkEdge {
  /** Indices into the nodes. */
  readonly from: number;
  readonly to: number;
}

export interface Network {
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
}

/**
 * The network of calls, in the order of the calls.
 *
 * @param calls those of the model itself
 * @param inputs what the model was called with, where no call of these makes it
 */
export function networkOf(calls: readonly Call[], inputs: readonly Tensor[]): Network {
  const shown = calls.flatMap(opened);
  const indices = new Map<Call | Tensor, number>();
  const free = inputs.filter((tensor, index) => !tensor.producer && inputs.indexOf(tensor) === index);
  const nodes: NetworkNode[] = [];
  for (const tensor of free) {
    indices.set(tensor, nodes.length);
    nodes.push({ type: 'Input', shapes: [tensor.shape], line: 0, isBroken: false });
  }
  for (const call of shown) {
    indices.set(call, nodes.length);
    const shapes = call.outputs.map(({ shape }) => shape);
    nodes.push({ type: call.type, shapes, line: call.line, isBroken: call.fault !== null });
  }
  const edges = shown.flatMap((call) => {
    const sources = new Set(call.inputs.map((tensor) => sourceOf(tensor, indices)));
    const to = indices.get(call) as number;
    return [...sources].flatMap((from) => (from === undefined || from === to ? [] : [{ from, to }]));
  });
  return { nodes, edges };
}

/** Whether it neither branches nor merges. */
export function isChain({ edges }: Network): boolean {
  const isSingle = (ends: readonly number[]): boolean => new Set(ends).size === ends.length;
  return isSingle(edges.map(({ to }) => to)) && isSingle(edges.map(({ from }) => from));
}

/** A call, or those inside it where they are more than a chain or one of them is refused. */
function opened(call: Call): Call[] {
  return isOpened(call) ? call.children.flatMap(opened) : [call];
}

function isOpened({ children }: Call): boolean {
  return children.some((child) => child.fault !== null || isOpened(child)) || branches(children);
}

function branches(calls: readonly Call[]): boolean {
  const used = new Set<string | Tensor>();
  for (const call of calls) {
    const keys = new Set(call.inputs.filter((tensor) => isOnTheWay(tensor, call)).map(edgeOf));
    if (keys.size > 1) return true;
    for (const key of keys) {
      if (used.has(key)) return true;
      used.add(key);
    }
  }
  return false;
}

/** Not a weight or a constant. */
function isOnTheWay(tensor: Tensor, call: Call): boolean {
  return tensor.producer !== null || (call.parent?.inputs.includes(tensor) ?? false);
}

/** The node that a tensor comes from; what an opened call gave comes from a call inside it. */
function sourceOf(tensor: Tensor, indices: ReadonlyMap<Call | Tensor, number>): number | undefined {
  let made: Tensor | undefined = tensor;
  while (made?.producer && !indices.has(made.producer.call)) {
    const { call, index }: { call: Call; index: number } = made.producer;
    made = call.returned[index];
  }
  return made && indices.get(made.producer?.call ?? made);
}
