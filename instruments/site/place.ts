/** Where the reader is: the contents mark what was chosen, and a page that is loaded again is seen where it was. */
import { remember, remembered } from './stored.ts';

const AFTER_MATERIAL = 100; // ms, when Material has marked its own
const WAITS = [0, 100, 500]; // ms, while what stands above may still grow

/** Where a page ends before the chosen section comes to the top, Material marks its last section. */
function markChosen(): void {
  if (scrollY + innerHeight < document.documentElement.scrollHeight - 1) return;
  for (const contents of document.querySelectorAll('[data-md-component=toc]')) {
    const links = [...contents.querySelectorAll<HTMLAnchorElement>('a.md-nav__link')];
    const chosen = links.find((link) => link.hash && link.hash === location.hash);
    if (chosen) for (const link of links) link.classList.toggle('md-nav__link--active', link === chosen);
  }
}

const markSoon = (): void => void setTimeout(markChosen, AFTER_MATERIAL);
addEventListener('hashchange', markSoon);

// What stands above may still grow while a page comes, and Material then names the section before in the address: unless
// the reader moves first, what the address named is found again, and the address is as it was
const named = location.hash;
let moved = false;
for (const event of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
  addEventListener(event, () => (moved = true), { once: true, passive: true });

function findNamed(): void {
  const target = named && document.getElementById(named.slice(1)); // every id is ASCII
  if (!target || moved || location.hash === named) return;
  history.replaceState(history.state, '', named);
  target.scrollIntoView({ behavior: 'instant' });
}

/** WebKit, when it loads a page again, goes to the heading that the address names, which Material keeps up to date. */
function restore(): void {
  const [path, top] = (remembered('place', sessionStorage) as [string, number] | null) ?? [];
  // after WebKit has moved
  if (top !== undefined && path === location.pathname) setTimeout(() => scrollTo({ top, behavior: 'instant' }));
}

addEventListener('pagehide', () => remember('place', [location.pathname, scrollY], sessionStorage));
addEventListener('load', () => {
  markSoon();
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (visit?.type === 'navigate') for (const wait of WAITS) setTimeout(findNamed, wait);
  if (visit?.type === 'reload') restore();
});
