/** Checks are folded code (sitebuild/code/checks.py): a stated result that leads to one opens it. */
const ALL = 'details.check';

/** Opens the check to which the address leads: its id is on the paragraph before it. */
export function openTarget(): void {
  for (const check of document.querySelectorAll<HTMLDetailsElement>(`p:target + ${ALL}`)) check.open = true;
}

/** Opens or closes every check of the page. */
export function setAll(open: boolean): void {
  for (const check of document.querySelectorAll<HTMLDetailsElement>(ALL)) check.open = open;
}
