/** A model's network as a drawing: a box a run of calls, the shape on the edges that leave it, the break and the way to it. */
import type { Network } from '../../../graph/network.ts';
import { boxesOf } from './boxes.ts';
import type { Box } from './boxes.ts';
import { layoutOf } from './layout.ts';
import type { Placed, Point, Size } from './layout.ts';

const LINE = 17; // pixels a line of text
const CHARACTER = 7.3; // pixels a character of the names, 6.7 of the shapes
const SHAPE_CHARACTER = 6.7;
const SHAPE = 18; // pixels for the shape below a box
const PADDING = 8;
const HEAD = { length: 7, half: 4 }; // pixels, of an arrow: along its line, and to each side of it
const MOST_LINES = 8; // of a box; what is beyond is counted

/**
 * @param title what it shows, for those who hear it
 * @param select gets the line of a call that is clicked, or chosen by Enter or the space bar
 */
export function drawing(
  network: Network,
  framework: string | null,
  title: string,
  select: (line: number) => void,
): SVGElement {
  const found = boxesOf(network, framework);
  const { width, height, boxes, edges } = layoutOf(found, found.boxes.map(sizeOf));
  const svg = svgElement('svg', {
    class: 'sm-drawing',
    role: 'group',
    'aria-label': title,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
  });
  const lit = (isOnPath: boolean): string => (isOnPath ? ' sm-lit' : '');
  found.edges.forEach(({ from, to, isOnPath }, index) => {
    const frame = namesWidth(found.boxes[to] as Box);
    const points = ended(edges[index] ?? [], boxes[from] as Placed, boxes[to] as Placed, frame);
    svg.append(svgElement('path', { class: `sm-edge${lit(isOnPath)}`, d: curve(points) }));
    svg.append(svgElement('path', { class: `sm-arrow${lit(isOnPath)}`, d: arrow(points) }));
  });
  found.boxes.forEach((box, index) => {
    const kind = `sm-call${lit(box.isOnPath)}${box.isBroken ? ' sm-stop' : ''}`;
    const group = svgElement('g', { class: kind });
    group.append(...boxParts(box, boxes[index] as Placed, select));
    svg.append(group);
  });
  takeKeys(svg);
  return svg;
}

/** One stop of the Tab key for all calls; arrows go from one to the next, as in a tool bar. */
function takeKeys(svg: SVGElement): void {
  const calls = [...svg.querySelectorAll<SVGElement>('[role="button"]')];
  calls[0]?.setAttribute('tabindex', '0');
  svg.addEventListener('keydown', (event) => {
    const at = calls.findIndex((call) => call === event.target);
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
    const step = steps[event.key];
    if (step !== undefined) pass(calls[at], calls[at + step]);
    else if (event.key === 'Enter' || event.key === ' ') calls[at]?.dispatchEvent(new MouseEvent('click'));
    else return;
    event.preventDefault();
  });
}

/** Hands the focus on, and with it the stop of the Tab key. */
function pass(from: SVGElement | undefined, to: SVGElement | undefined): void {
  if (!from || !to) return;
  from.setAttribute('tabindex', '-1');
  to.setAttribute('tabindex', '0');
  to.focus();
}

function linesOf({ calls }: Box): { text: string; line: number }[] {
  const lines = calls.map(({ type, line, isBroken }) => ({ text: isBroken ? `✕ ${type}` : type, line }));
  if (lines.length <= MOST_LINES) return lines;
  const rest = lines.length - MOST_LINES + 1;
  return [...lines.slice(0, MOST_LINES - 1), { text: `… ${rest}`, line: lines[MOST_LINES - 1]?.line ?? 0 }];
}

function sizeOf(box: Box): Size {
  const lines = linesOf(box);
  const width = Math.max(namesWidth(box), box.shape.length * SHAPE_CHARACTER + 4, 56);
  return { width, height: lines.length * LINE + PADDING + (box.shape ? SHAPE : 0) };
}

function namesWidth(box: Box): number {
  return Math.max(...linesOf(box).map(({ text }) => text.length * CHARACTER)) + 2 * PADDING;
}

/** From below the shape to the frame with the names, which may be narrower than its shape. */
function ended(points: readonly Point[], from: Placed, to: Placed, frame: number): Point[] {
  const reach = Math.max(frame / 2 - PADDING, 0);
  const end = points.at(-1) ?? to;
  const x = Math.min(Math.max(end.x, to.x - reach), to.x + reach);
  return [{ x: from.x, y: from.y + from.height / 2 }, ...points.slice(1, -1), { x, y: to.y - to.height / 2 }];
}

function boxParts(box: Box, placed: Placed, select: (line: number) => void): SVGElement[] {
  const lines = linesOf(box);
  const height = lines.length * LINE + PADDING;
  const top = placed.y - placed.height / 2;
  const names = namesWidth(box);
  const frame = { x: placed.x - names / 2, y: top, width: names, height, rx: 4 };
  // the shape first: its rim of paper would take a bite out of the frame above it
  const y = top + height + SHAPE * 0.72;
  const parts: SVGElement[] = box.shape ? [svgElement('text', { x: placed.x, y, class: 'sm-out' }, box.shape)] : [];
  parts.push(svgElement('rect', frame));
  lines.forEach(({ text, line }, index) => {
    const baseline = top + PADDING / 2 + (index + 0.74) * LINE;
    const said = svgElement('text', { x: placed.x, y: baseline, class: 'sm-of' }, text);
    if (line > 0) {
      said.setAttribute('role', 'button');
      said.setAttribute('tabindex', '-1');
      if (box.shape) said.setAttribute('aria-label', `${text} ${box.shape}`);
      said.addEventListener('click', () => select(line));
    }
    parts.push(said);
  });
  return parts;
}

/** A line through the points, its corners rounded. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const middle = (one: Point, other: Point): string => `${(one.x + other.x) / 2} ${(one.y + other.y) / 2}`;
  const parts = rest.map((point, index) => {
    const next = rest[index + 1];
    return next ? `Q${point.x} ${point.y} ${middle(point, next)}` : `L${point.x} ${point.y}`;
  });
  return `M${first.x} ${first.y}${parts.join('')}`;
}

/** The head at the end of a curve, in the direction in which that arrives. */
function arrow(points: readonly Point[]): string {
  const [before, end] = points.slice(-2);
  if (!before || !end) return '';
  const length = Math.hypot(end.x - before.x, end.y - before.y);
  const [u, v] = length > 0 ? [(end.x - before.x) / length, (end.y - before.y) / length] : [0, 1];
  const [x, y] = [end.x - HEAD.length * u, end.y - HEAD.length * v];
  const corner = (side: number): string => `${rounded(x - side * HEAD.half * v)} ${rounded(y + side * HEAD.half * u)}`;
  return `M${corner(-1)}L${rounded(end.x)} ${rounded(end.y)}L${corner(1)}z`;
}

const rounded = (length: number): number => Math.round(length * 10) / 10;

function svgElement(tag: string, attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, typeof value === 'number' ? String(rounded(value)) : value);
  }
  made.textContent = text;
  return made;
}
