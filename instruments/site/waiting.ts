/**
 * While a page loads, what is far from what is seen waits (`content-visibility: auto` in site.css); then it is rendered,
 * some parts at a time, in idle callbacks, so that whatever takes the whole page finds it whole.
 */
type Part = HTMLElement | SVGElement;

const AT_ONCE = 24; // more, and a phone could not answer its reader meanwhile; fewer, and a page's height is long in the making

// Safari has no idle callbacks
const whenIdle: (then: () => void) => void = 'requestIdleCallback' in window ? requestIdleCallback : setTimeout;

let waiting: Part[] | undefined; // looked for when it is needed: while the page loads, each look would have it styled anew

const found = (): Part[] =>
  [...document.querySelectorAll<Part>('article > *, .beside > * > *, .drawn > svg')].filter(
    (part) => getComputedStyle(part).contentVisibility === 'auto',
  );

/** Whether nothing waits any more. */
function makeReady(most = Infinity): boolean {
  waiting ??= found();
  for (const part of waiting.splice(0, most)) part.style.contentVisibility = 'visible';
  return waiting.length === 0;
}

function next(): void {
  if (!makeReady(AT_ONCE)) whenIdle(next);
}
whenIdle(next);

addEventListener('beforeprint', () => makeReady());
// a link leads to where its end will stay
addEventListener('click', ({ target }) => target instanceof Element && target.closest("a[href*='#']") && makeReady(), {
  capture: true,
});

export {};
