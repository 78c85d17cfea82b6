/**
 * The link to the other language leads to the place and the state of an instrument where the reader is: both languages
 * have the same ids and the same parameters.
 */
const link = document.querySelector<HTMLAnchorElement>('a.language');

function isInSight(element: Element | null): boolean {
  const { top, bottom } = element?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  return bottom > 0 && top < innerHeight;
}

/** What the address names, while it is in sight; else the section that the contents mark, where the page has contents. */
function place(): string {
  const { hash } = location;
  const entries = [...document.querySelectorAll<HTMLAnchorElement>('[data-md-component=toc] a.md-nav__link')];
  if (!entries.length || isInSight(document.getElementById(hash.slice(1)))) return hash;
  return entries.findLast(({ classList }) => classList.contains('md-nav__link--active'))?.hash ?? '';
}

function follow(): void {
  if (link) Object.assign(link, { search: location.search, hash: place() });
}

link?.addEventListener('pointerdown', follow);
link?.addEventListener('click', follow);

export {};
