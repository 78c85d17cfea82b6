/** Sentences and figures point at each other: a link that lights cells of a figure, and cells that light the link. */
import { MARGIN, POINTS } from './kit/tokens.ts';

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

function light(all: readonly Pointer[]): void {
  for (const { link } of POINTERS)
    link.classList.toggle(
      'lit',
      all.some((it) => it.link === link),
    );
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

/** The links to the smallest region with this point of a drawing. */
function around(svg: SVGSVGElement, { clientX, clientY }: PointerEvent): Pointer[] {
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

function follow(event: PointerEvent): void {
  const svg = event.target instanceof Element ? event.target.closest<SVGSVGElement>('figure > svg') : null;
  const found = svg ? around(svg, event) : toLink(event.target);
  light(found.length ? found : toLink(document.activeElement)); // where nothing is pointed at, what has the focus
}

/** From this event on. A finger has no hover: what it taps stays lit until it taps elsewhere. */
export function watch(first: Event): void {
  if (first instanceof PointerEvent) follow(first);
  else light(toLink(first.target));
  document.addEventListener('pointerdown', follow);
  document.addEventListener('pointermove', (event) => {
    if (event.pointerType !== 'touch') follow(event);
  });
  document.addEventListener('focusin', ({ target }) => {
    light(toLink(target));
  });
}
