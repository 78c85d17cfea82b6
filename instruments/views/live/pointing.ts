/** Sentences and figures point at each other: a link that lights cells of a figure, and cells that light the link. */
import { element } from '../../site/element.ts';
import { MARGIN, POINTS } from './kit/tokens.ts';
import type { Words } from './kit/wake.ts';

interface Pointer {
  link: HTMLAnchorElement;
  figure: HTMLElement;
  /** Of the cells, in cells of the drawing: x, y, width, height. */
  place: readonly number[];
}

const POINTERS: readonly Pointer[] = [...document.querySelectorAll<HTMLAnchorElement>('a[data-lights]')].flatMap(
  (link) => {
    const [id = '', ...place] = (link.dataset['lights'] ?? '').split(' ');
    const figure = document.getElementById(id);
    return figure ? [{ link, figure, place: place.map(Number) }] : [];
  },
);
const frame = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
frame.setAttribute('class', 'lit');
const way = element('p', { className: 'lit-way' });

/** Whether the way is to lit cells that are out of sight: it goes when they have been seen. */
let isAfar = false;

/** Where the middle of something is of what the reader sees; undefined where it is in sight. */
function sideOf(it: Element): 'above' | 'below' | undefined {
  const { top, bottom } = it.getBoundingClientRect();
  const middle = (top + bottom) / 2;
  const header = document.querySelector('.md-header')?.getBoundingClientRect().bottom ?? 0;
  return middle < header ? 'above' : middle > innerHeight ? 'below' : undefined;
}

/** Where the lit cells are, if they are out of sight; and, for a finger, whose tap lights, where else the link leads. */
function tell({ figure, link }: Pointer, words: Words, isTapped: boolean): void {
  const side = sideOf(frame);
  const leadsThere = link.hash === `#${figure.id}`;
  const parts: Node[] = [];
  // a mouse is led there by the link itself
  if (side && (isTapped || !leadsThere))
    parts.push(element('a', { href: `#${figure.id}`, textContent: words[side] ?? '' }));
  if (isTapped && !leadsThere) parts.push(element('a', { href: link.hash, textContent: words['example'] ?? '' }));
  isAfar = side !== undefined;
  way.replaceChildren(...parts);
  if (parts.length) document.querySelector('article')?.append(way);
}

/** The way belongs to the words: it goes with them, and with what it leads to, once that has been seen. */
function leave(): void {
  if (!way.isConnected) return;
  const lit = POINTERS.filter(({ link }) => link.classList.contains('lit'));
  if (lit.every(({ link }) => sideOf(link)) || (isAfar && !sideOf(frame))) way.remove();
}

function light(all: readonly Pointer[]): void {
  for (const { link } of POINTERS) {
    link.classList.toggle(
      'lit',
      all.some((it) => it.link === link),
    );
    if (!link.classList.length) link.removeAttribute('class'); // an empty one would give it another look than before
  }
  way.remove();
  const [first] = all;
  if (!first) {
    frame.remove();
    return;
  }
  const [x = 0, y = 0, width = 0, height = 0] = first.place.map((length) => length * POINTS);
  const corner = MARGIN * POINTS;
  for (const [name, value] of Object.entries({ x: x + corner, y: y + corner, width, height }))
    frame.setAttribute(name, value.toFixed(2));
  first.figure.querySelector('svg')?.append(frame);
}

/** The links to the smallest region with this point of a drawing; none where the figure no longer shows what the words speak of. */
function around(svg: SVGSVGElement, { clientX, clientY }: PointerEvent): Pointer[] {
  if (svg.hasAttribute('data-moved')) return [];
  const { left, top, width } = svg.getBoundingClientRect();
  const cell = width / (svg.viewBox.baseVal.width / POINTS);
  const [across, down] = [(clientX - left) / cell - MARGIN, (clientY - top) / cell - MARGIN];
  const here = POINTERS.filter(({ figure, place: [x = 0, y = 0, wide = 0, high = 0] }) => {
    const isIn = across >= x && down >= y && across < x + wide && down < y + high;
    return isIn && figure.contains(svg);
  });
  const area = ({ place: [, , wide = 0, high = 0] }: Pointer): number => wide * high;
  const least = Math.min(...here.map(area));
  return here.filter((it) => area(it) === least);
}

const toLink = (target: EventTarget | null): Pointer[] => {
  const link = target instanceof Element ? target.closest('a[data-lights]') : null;
  return POINTERS.filter((it) => it.link === link).slice(0, 1);
};

const isInWay = (target: EventTarget | null): boolean => target instanceof Node && way.contains(target);

function point(all: readonly Pointer[], words: Words): void {
  light(all);
  if (all[0]) tell(all[0], words, false);
}

function follow(event: PointerEvent, words: Words): void {
  if (isInWay(event.target)) return;
  const svg = event.target instanceof Element ? event.target.closest<SVGSVGElement>('figure > svg') : null;
  const found = svg ? around(svg, event) : toLink(event.target);
  // where nothing is pointed at, what has the focus; a press takes it away
  const isPress = event.type === 'pointerdown';
  point(found.length || isPress ? found : toLink(document.activeElement), words);
}

/** A finger's tap on words lights their cells and stays where it is; the ways to cells out of sight and to their example are named. */
function tap(event: MouseEvent, words: Words): void {
  const [pointer] = toLink(event.target);
  if (!pointer) return;
  event.preventDefault();
  event.stopPropagation(); // nothing goes there
  light([pointer]);
  tell(pointer, words, true);
}

/**
 * From this event on. A finger has no hover: what it taps stays lit until it taps elsewhere.
 *
 * @param tapped what was tapped meanwhile
 */
export function watch(first: Event, words: Words, tapped?: MouseEvent): void {
  let kind = '';
  if (tapped) tap(tapped, words);
  else if (first instanceof PointerEvent) follow(first, words);
  else point(toLink(first.target), words);
  document.addEventListener('pointerdown', (event) => {
    kind = event.pointerType;
    follow(event, words);
  });
  document.addEventListener('pointermove', (event) => {
    if (event.pointerType !== 'touch') follow(event, words);
  });
  document.addEventListener('keydown', () => (kind = ''));
  document.addEventListener('focusin', ({ target }) => {
    if (!isInWay(target)) point(toLink(target), words);
  });
  document.addEventListener('scroll', leave, { passive: true });
  document.addEventListener('click', (event) => kind === 'touch' && tap(event, words), { capture: true });
}
