/** The nodes of a network joined to fewer boxes: calls in a row that give the same shape stand in one. */
import { isShape, shapeText } from '../shapes.ts';
import type { Network, NetworkNode } from '../../../graph/network.ts';

export interface Box {
  readonly calls: readonly NetworkNode[];
  /** What leaves it, as its framework writes it; empty where nothing does. */
  readonly shape: string;
  readonly isBroken: boolean;
  /** Whether the break depends on it, the broken box itself included. */
  readonly isOnPath: boolean;
}

interface BoxEdge {
  readonly from: number;
  readonly to: number;
  readonly isOnPath: boolean;
}

export interface Boxes {
  readonly boxes: readonly Box[];
  readonly edges: readonly BoxEdge[];
}

export function boxesOf({ nodes, edges }: Network, framework: string | null): Boxes {
  const into = nodes.map((_, node) => edges.filter(({ to }) => to === node).map(({ from }) => from));
  const outOf = nodes.map((_, node) => edges.filter(({ from }) => from === node).map(({ to }) => to));
  const shapes = nodes.map((node) => textOf(node, framework));
  const path = before(
    nodes.flatMap(({ isBroken }, index) => (isBroken ? [index] : [])),
    into,
  );
  const boxOf: number[] = [];
  const members: number[][] = [];
  for (const node of inOrder(into, outOf)) {
    const only = into[node]?.length === 1 ? into[node][0] : undefined;
    // inputs and merges stand alone, and so does the break
    const joins = only !== undefined && into[only]?.length === 1 && outOf[only]?.length === 1 && !nodes[node]?.isBroken;
    boxOf[node] = joins && shapes[only] === shapes[node] ? (boxOf[only] as number) : members.push([]) - 1;
    members[boxOf[node]]?.push(node);
  }
  const boxes = members.map((all) => ({
    calls: all.map((node) => nodes[node] as NetworkNode),
    shape: shapes[all.at(-1) as number] ?? '',
    isBroken: all.some((node) => nodes[node]?.isBroken),
    isOnPath: all.some((node) => path.has(node)),
  }));
  const between = edges
    .filter(({ from, to }) => boxOf[from] !== boxOf[to])
    .map(({ from, to }) => ({ from: boxOf[from] as number, to: boxOf[to] as number, isOnPath: path.has(to) }));
  return { boxes, edges: between };
}

function textOf({ shapes }: NetworkNode, framework: string | null): string {
  return shapes.map((shape) => (isShape(shape) ? shapeText(shape, framework) : '')).join(', ');
}

/** Nodes after all that lead into them: Keras lists calls by depth, which is no order of nodes that are opened. */
function inOrder(into: readonly (readonly number[])[], outOf: readonly (readonly number[])[]): number[] {
  const waits = into.map((all) => all.length);
  const order = waits.flatMap((count, node) => (count === 0 ? [node] : []));
  for (const node of order) {
    for (const next of outOf[node] ?? []) {
      waits[next] = (waits[next] ?? 0) - 1;
      if (waits[next] === 0) order.push(next); // which grows as it is gone through
    }
  }
  return order;
}

/** The nodes, and all that lead to them. */
function before(nodes: readonly number[], into: readonly (readonly number[])[]): ReadonlySet<number> {
  const found = new Set(nodes);
  for (const node of found) into[node]?.forEach((one) => found.add(one)); // which grows as it is gone through
  return found;
}
