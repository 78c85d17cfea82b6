/** Shows a drawing in the SVG of the figure, whose place and size it keeps, and moves it from one state to the next. */
import type { Drawing } from './drawing.ts';
import { runs } from './formula.ts';
import { translated } from './labels.ts';
import type { Labels } from './labels.ts';
import { address } from './pixels.ts';
import type { Point, Rectangle, Shape } from './shape.ts';
import { MARGIN, POINTS } from './tokens.ts';

const NAMESPACE = 'http://www.w3.org/2000/svg';
export const LASTS = 260; // ms
const LATE = 4; // what is new is seen when what moves has come
const [HEAD, HALF] = [3.2, 1.7]; // of an arrow, in points
const DASHES = '4.5 2.4';
const BOX = ['x', 'y', 'width', 'height'];

/** Numbers that an element is placed by, in points: what changes between two states is seen to move. */
type Places = readonly number[];

/** Colour, strength and the like, by attribute. */
type Looks = Readonly<Record<string, string | number>>;

interface Seen {
  element: SVGElement;
  places: Places;
  /** Of a part of a cell, whose places are the cell's: the share of it, from the left, from the top, across and down. */
  part?: Places | undefined;
  looks: Looks;
  /** What a text is made of. */
  pieces: readonly (string | SVGElement)[];
}

/** A shape on its way from one state to the next. */
interface Moving extends Seen {
  old: Seen | undefined;
}

export class Stage {
  private seen = new Map<string, Seen>();
  private frame = 0;
  private readonly still = matchMedia('(prefers-reduced-motion: reduce)');

  constructor(
    private readonly svg: SVGSVGElement,
    private readonly labels: Labels,
  ) {}

  /**
   * Title and description stay; of the rest, what has a key of before moves to its new place.
   *
   * @param isAtOnce whether nothing is seen to move: where a hand moves it, and where a show begins anew
   * @param arrived is called when all of it is there
   */
  show({ shapes }: Drawing, isAtOnce = false, arrived?: () => void): void {
    const before = this.seen;
    this.seen = new Map(shapes.map((shape) => [shape.key, made(shape, this.labels)]));
    const all = [...this.svg.children];
    const kept = all.filter((child) => ['title', 'desc'].includes(child.tagName));
    const lit = before.size ? [] : all.filter((child) => child.matches('.lit')); // of the first state, before it woke
    this.svg.replaceChildren(...kept, ...[...this.seen.values()].map(({ element }) => element), ...lit);
    cancelAnimationFrame(this.frame);
    if (before.size && !isAtOnce && !this.still.matches) this.move(before, arrived);
    else arrived?.();
  }

  private move(before: ReadonlyMap<string, Seen>, arrived?: () => void): void {
    const begun = performance.now();
    const moving = [...this.seen].map(([key, now]): Moving => ({ ...now, old: sameKind(now, before.get(key)) }));
    const changed = moving.filter(isRewritten);
    for (const { element, old } of changed) element.replaceChildren(...(old?.pieces ?? []));
    for (const { element, looks, old } of moving) if (old) setLooks(element, looks, old.looks);
    const step = (time: number): void => {
      const done = Math.min(Math.max((time - begun) / LASTS, 0), 1);
      const eased = 1 - (1 - done) ** 3;
      for (const { element, places, part, old } of moving) {
        if (old?.places.length === places.length)
          put(element, between(old.places, places, eased), covering(old.part, part));
        else element.setAttribute('opacity', String(done ** LATE));
      }
      if (done < 1) {
        this.frame = requestAnimationFrame(step);
        return;
      }
      arrive(moving, changed);
      arrived?.();
    };
    step(begun);
    this.frame = requestAnimationFrame(step);
  }
}

const sameKind = (now: Seen, old: Seen | undefined): Seen | undefined =>
  old?.element.tagName === now.element.tagName ? old : undefined;

/** What a colour covers of its cell until what moves has come: as much as before, or at once more; no hole is seen meanwhile. */
function covering(old: Places | undefined, now: Places | undefined): Places | undefined {
  if (!old || !now) return now;
  const [[left, top, right, bottom], [west, north, east, south]] = [edges(old), edges(now)];
  return west <= left && north <= top && east >= right && south >= bottom ? now : old;
}

const edges = ([left = 0, top = 0, across = 1, down = 1]: Places): [number, number, number, number] => [
  left,
  top,
  left + across,
  top + down,
];

/** Numbers and colours change together, when what moves has come: before, one state is seen, and after it the other. */
function arrive(moving: readonly Moving[], changed: readonly Moving[]): void {
  for (const { element, places, part } of moving) if (part) put(element, places, part);
  for (const { element, pieces } of changed) element.replaceChildren(...pieces);
  for (const { element, looks, old } of moving) if (old) setLooks(element, old.looks, looks);
}

/** Sets the attributes in which the looks of an element differ from those before. */
function setLooks(element: SVGElement, before: Looks, now: Looks): void {
  for (const name of Object.keys(before)) if (!(name in now)) element.removeAttribute(name);
  for (const [name, value] of Object.entries(now)) {
    if (value !== before[name]) element.setAttribute(name, String(value));
  }
}

/** Whether a text says something else than before: it says so when what moves has come. */
const isRewritten = ({ pieces, old }: Moving): boolean =>
  old !== undefined && pieces.length > 0 && (pieces.length > 1 || pieces[0] !== old.pieces[0]);

const between = (old: Places, now: Places, share: number): number[] =>
  now.map((place, index) => {
    const start = old[index] ?? place;
    return start + share * (place - start);
  });

const points = (cells: number): number => (cells + MARGIN) * POINTS;
const flat = (all: readonly Point[]): number[] => all.flatMap(([x, y]) => [points(x), points(y)]);

function made(shape: Shape, labels: Labels): Seen {
  const [tag, looks, places] = described(shape);
  const part = shape.kind === 'fill' ? partOf(shape) : undefined;
  const element = document.createElementNS(NAMESPACE, tag);
  setLooks(element, {}, looks);
  const pieces = shape.kind === 'text' ? set(translated(shape.text, labels), shape.size) : [];
  element.replaceChildren(...pieces);
  put(element, places, part);
  return { element, places, part, looks, pieces };
}

function partOf({ at, size, cell: [[left, top], [width, height]] = [at, size] }: Rectangle): Places {
  return [(at[0] - left) / width, (at[1] - top) / height, size[0] / width, size[1] / height];
}

/** What a text is made of: itself, or the pieces of its formulas. */
function set(text: string, size: number): (string | SVGElement)[] {
  if (!text.includes('$')) return [text];
  let height = 0;
  return runs(text).map(({ characters, look, down }) => {
    const piece = document.createElementNS(NAMESPACE, 'tspan');
    piece.textContent = characters;
    if (look) piece.setAttribute('class', look);
    if (down !== height) piece.setAttribute('dy', ((down - height) * size).toFixed(2));
    height = down;
    return piece;
  });
}

function described(shape: Shape): [string, Looks, Places] {
  const { colour } = shape;
  const line = { class: `stroke-${colour}`, fill: 'none' };
  const dashes = 'dashed' in shape && shape.dashed ? { 'stroke-dasharray': DASHES } : {};
  switch (shape.kind) {
    case 'text': {
      const anchor = { center: 'middle', left: 'start', right: 'end' }[shape.align];
      const look = { class: `fill-${colour}`, 'font-size': `${shape.size}px`, 'text-anchor': anchor };
      return ['text', shape.bold ? { ...look, 'font-weight': 'bold' } : look, flat([shape.at])];
    }
    case 'fill':
    case 'frame': {
      const [at, size] = shape.cell ?? [shape.at, shape.size];
      const places = [...flat([at]), size[0] * POINTS, size[1] * POINTS];
      if (shape.kind === 'fill') return ['rect', { class: `fill-${colour}`, 'fill-opacity': shape.strength }, places];
      const corners = shape.round ? { rx: (shape.size[0] * POINTS) / 2 } : {};
      return ['rect', { ...line, 'stroke-width': shape.strength, ...dashes, ...corners }, places];
    }
    case 'picture': {
      const look = { href: address(shape), preserveAspectRatio: 'none', 'image-rendering': 'pixelated' };
      return ['image', look, [...flat([shape.at]), shape.size[0] * POINTS, shape.size[1] * POINTS]];
    }
    case 'area':
      return ['polygon', { class: `fill-${colour}`, 'fill-opacity': shape.strength }, flat(shape.points)];
    case 'arrow':
      return [
        'polyline',
        { class: `stroke-${colour} fill-${colour}`, 'stroke-width': shape.strength },
        arrow(shape.points),
      ];
    case 'line':
      return ['polyline', { ...line, 'stroke-width': shape.strength, ...dashes }, flat(shape.points)];
  }
}

/** A line and its head, which is filled. */
function arrow(ends: readonly Point[]): number[] {
  const [left = 0, top = 0, x = 0, y = 0] = flat(ends);
  const length = Math.hypot(x - left, y - top);
  const [across, down] = [(x - left) / length, (y - top) / length];
  const foot = [x - HEAD * across, y - HEAD * down] as const;
  const corner = (side: number): number[] => [foot[0] - side * HALF * down, foot[1] + side * HALF * across];
  return [left, top, ...foot, ...corner(1), x, y, ...corner(-1), ...foot];
}

function put(element: SVGElement, given: Places, part?: Places): void {
  const places = part ? within(given, part) : given;
  const names = { rect: BOX, image: BOX, text: ['x', 'y'] }[element.tagName];
  if (names) for (const [index, name] of names.entries()) element.setAttribute(name, (places[index] ?? 0).toFixed(2));
  else element.setAttribute('points', places.map((place) => place.toFixed(2)).join(' '));
}

/** The box of a part of a cell. */
function within([x = 0, y = 0, width = 0, height = 0]: Places, part: Places): Places {
  const [left = 0, top = 0, across = 1, down = 1] = part;
  return [x + left * width, y + top * height, across * width, down * height];
}
