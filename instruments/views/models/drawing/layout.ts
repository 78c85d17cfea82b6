/** Where boxes and edges stand: dagre lays layered graphs out, in a twentieth of elkjs's size and without a worker. */
import dagre from '@dagrejs/dagre';
import type { Boxes } from './boxes.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Placed extends Point {
  readonly width: number;
  readonly height: number;
}

interface Layout {
  readonly width: number;
  readonly height: number;
  /** Of each box its middle and size, the place for its shape below it included. */
  readonly boxes: readonly Placed[];
  /** Of each edge the points that it passes. */
  readonly edges: readonly (readonly Point[])[];
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Around the drawing, in pixels. */
const MARGIN = 4;

/** Top to bottom, as a model is read; a graph that nothing is in has no size. */
export function layoutOf({ edges }: Boxes, sizes: readonly Size[]): Layout {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 12, edgesep: 10, ranksep: 16, marginx: MARGIN, marginy: MARGIN });
  sizes.forEach((size, index) => graph.setNode(String(index), { ...size }));
  edges.forEach(({ from, to }, index) => {
    graph.setEdge(String(from), String(to), { weight: to === from + 1 ? 4 : 1 }, String(index));
  });
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph() as Partial<Size>;
  const boxes = sizes.map((_, index) => graph.node(String(index)) as Placed);
  const lines = edges.map(({ from, to }, index) => {
    const edge = graph.edge({ v: String(from), w: String(to), name: String(index) }) as { points: Point[] };
    return edge.points;
  });
  return holdingEdges({ width, height, boxes, edges: lines });
}

/** dagre's size holds the boxes alone: an edge that goes round them on the outside would be cut off. */
function holdingEdges(layout: Layout): Layout {
  const across = layout.edges.flat().map(({ x }) => x);
  const left = Math.min(0, ...across.map((x) => x - MARGIN));
  const right = Math.max(layout.width, ...across.map((x) => x + MARGIN));
  const moved = <P extends Point>(point: P): P => ({ ...point, x: point.x - left });
  return {
    width: right - left,
    height: layout.height,
    boxes: layout.boxes.map(moved),
    edges: layout.edges.map((points) => points.map(moved)),
  };
}
