/** Where the reader is: the contents mark what was chosen, and a page that is loaded again is seen where it was. */
import { openTarget } from './checks.ts';

const READ = 1 / 3; // of the window, from above: whose heading stands there is what is read, and fills the rest
const GROWS = 3000; // ms, while what is drawn late may move a page that is loaded again
const WAITS = [0, 100, 500]; // ms, while what stands above may still grow

/**
 * The contents mark what was chosen as long as its heading stands in the upper part of the window or the page has ended,
 * else the last section that has come there. Material waits until a heading is under the header, when its section has long
 * filled the window.
 */
function markRead(): void {
  const isEnd = scrollY + innerHeight > document.documentElement.scrollHeight - 1;
  const top = ({ hash }: HTMLAnchorElement): number =>
    document.getElementById(hash.slice(1))?.getBoundingClientRect().top ?? Infinity;
  const isRead = (link: HTMLAnchorElement): boolean => isEnd || top(link) < innerHeight * READ;
  const chosen = links.find((link) => link.hash === location.hash && top(link) >= 0 && isRead(link));
  const marked = chosen ?? (scrollY > 0 ? links.findLast(isRead) : undefined); // at its top the page itself is read
  for (const link of links) {
    const isMarked = link.hash === marked?.hash;
    if (link.classList.toggle('md-nav__link--active', isMarked) && link.hash !== followed) follow(link);
  }
  followed = marked?.hash;
}

/** A list that is longer than the window is scrolled to what is marked, once: the reader may look through it meanwhile. */
function follow(link: HTMLElement): void {
  const list = link.closest('.md-sidebar__scrollwrap');
  if (!list || !link.offsetHeight) return;
  const middle = link.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
  if (Math.abs(middle) > list.clientHeight / 3) list.scrollTop += middle;
}

/** At its end a page's foot takes a part of the list's room. */
const shrunk = new ResizeObserver(() => {
  for (const link of links) if (link.hash === followed) follow(link);
});

let followed: string | undefined;
const links = [...document.querySelectorAll<HTMLAnchorElement>('[data-md-component=toc] a.md-nav__link')];
const afterMaterial = new MutationObserver(markRead);
for (const link of links) afterMaterial.observe(link, { attributeFilter: ['class'] });
for (const list of document.querySelectorAll('.md-sidebar__scrollwrap')) shrunk.observe(list);
addEventListener('scroll', () => requestAnimationFrame(markRead)); // of the window it is passive by itself
addEventListener('hashchange', markRead);

// an example, and what came out of it, whose id is on the paragraph before it
const OPEN = ['', ' + .cell-output', ' + .drawn + .cell-output'].map((end) => `p:target + .highlight${end}`);
const EXAMPLE = [...OPEN, 'p:target + .check > :is(.highlight, .cell-output)'].join();
const BELOW = 12; // CSS pixels that are left free below it

/** A stated result leads to its example, down to its output: where that ends below the window the page goes on, as far as the output begins in sight. */
function showExample(): void {
  openTarget();
  const parts = [...document.querySelectorAll(EXAMPLE)];
  const output = parts.findLast((part) => part.matches('.cell-output')) ?? parts[0];
  const header = document.querySelector('.md-header');
  if (!output || !header) return;
  const { top, bottom } = output.getBoundingClientRect();
  const hidden = bottom + BELOW - innerHeight;
  const spare = top - header.getBoundingClientRect().bottom;
  if (hidden > 0) scrollBy({ top: Math.min(hidden, spare), behavior: 'instant' });
}

// when the browser has gone there; Back, of which a `hashchange` comes too, leads to where the reader was
addEventListener('click', ({ target }) => {
  const link = target instanceof Element && target.closest<HTMLAnchorElement>("article a[href^='#']");
  if (!link) return;
  if (link.hash === location.hash) setTimeout(showExample);
  else addEventListener('hashchange', showExample, { once: true });
});

// what stands above may still grow while a page comes: unless the reader moves first, what the address names is found again
const named = document.getElementById(location.hash.slice(1)); // every id is ASCII
let moved = false;
for (const event of ['wheel', 'touchmove', 'keydown', 'pointerdown', 'popstate'])
  addEventListener(event, () => (moved = true), { once: true, passive: true });

function findNamed(): void {
  if (!named || moved) return;
  named.scrollIntoView({ behavior: 'instant' });
  showExample();
}

/**
 * Who comes back is where they were: WebKit, when it loads a page again, goes to what the address names, and an instrument
 * that is drawn late moves what stands there. Until the reader moves, the page stays.
 */
function restore(): void {
  const { top } = (history.state ?? {}) as { top?: number };
  if (top === undefined) return;
  const stay = (): void => {
    if (moved) grown.disconnect();
    else scrollTo({ top, behavior: 'instant' });
  };
  const grown = new ResizeObserver(stay);
  grown.observe(document.body);
  setTimeout(() => grown.disconnect(), GROWS); // a scroll bar that is dragged is no event of those above
  setTimeout(stay); // after WebKit has moved
}

addEventListener('pagehide', () => history.replaceState({ ...(history.state as object | null), top: scrollY }, ''));
addEventListener('load', () => {
  markRead();
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (visit?.type === 'navigate') for (const wait of WAITS) setTimeout(findNamed, wait);
  if (visit?.type === 'reload' || visit?.type === 'back_forward') restore();
});
