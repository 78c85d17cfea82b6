/** Checks are folded code (sitebuild/code/fences.py): a stated result that leads to one opens it. */
const ALL = 'details.check';

/** Opens the check to which the address leads: its id is on the paragraph before it. */
export function openTarget(): void {
  for (const check of document.querySelectorAll<HTMLDetailsElement>(`p:target + ${ALL}`)) check.open = true;
}

/** Opens or closes every check of the page. */
export function setAll(open: boolean): void {
  for (const check of document.querySelectorAll<HTMLDetailsElement>(ALL)) check.open = open;
}

/**
 * On a wide window a row becomes one column while code at its side is open (site.css): what was pressed stays where it was.
 * A frame later it has opened, and nothing has been painted yet.
 */
export function keepPlace(): void {
  document.addEventListener('click', ({ target }) => {
    const summary = target instanceof Element && target.closest(`.side ${ALL} > summary`);
    if (!summary) return;
    const { top } = summary.getBoundingClientRect();
    requestAnimationFrame(() => {
      scrollBy({ top: summary.getBoundingClientRect().top - top, behavior: 'instant' });
    });
  });
}
