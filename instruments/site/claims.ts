/**
 * The ledger of claims, by verdict and chapter: the page says of each entry which it has (sitebuild/prose/ledger.py), and what
 * the reader chooses stands in the address. An entry to which a link leads is shown, whatever is chosen.
 */
import { fill } from './element.ts';

type Entry = Record<string, string>;

const form = document.querySelector<HTMLFormElement>('.claims-shown');
const entries = Object.entries(JSON.parse(form?.dataset['claims'] ?? '{}') as Record<string, Entry>);
const selects = [...(form?.querySelectorAll('select') ?? [])];

/** A heading and what stands below it, up to the next one. */
function* section(heading: Element): Iterable<Element> {
  yield heading;
  for (let next = heading.nextElementSibling; next && !/^H[1-3]$/.test(next.tagName); next = next.nextElementSibling)
    yield next;
}

/** Hides or shows a section, and what leads to it in the table of contents. */
function hide(heading: Element, isHidden: boolean): void {
  for (const part of section(heading)) part.toggleAttribute('hidden', isHidden);
  for (const link of document.querySelectorAll(`.md-nav a[href="#${heading.id}"]`))
    link.closest('li')?.toggleAttribute('hidden', isHidden);
}

/** The subject above an entry. */
function subjectOf(heading: Element): Element | null {
  let before = heading.previousElementSibling;
  while (before && before.tagName !== 'H2') before = before.previousElementSibling;
  return before;
}

function show(): void {
  const subjects = new Map<Element, boolean>(); // whether all of its entries are hidden
  let shown = 0;
  for (const [id, entry] of entries) {
    const heading = document.getElementById(id);
    if (!heading) continue;
    const isHidden = selects.some(({ name, value }) => value !== '' && value !== entry[name]);
    hide(heading, isHidden);
    const subject = subjectOf(heading);
    if (subject) subjects.set(subject, (subjects.get(subject) ?? true) && isHidden);
    if (!isHidden) shown += 1;
  }
  for (const [subject, isHidden] of subjects) hide(subject, isHidden);
  const count = fill(form?.dataset['count'] ?? '', { shown, of: entries.length });
  form?.querySelector('[role=status]')?.replaceChildren(count);
}

function putIntoAddress(): void {
  const address = new URL(location.href);
  for (const { name, value } of selects)
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  if (address.protocol !== 'file:') history.replaceState(history.state, '', address); // which a folder does not allow
}

/** What the address asks for; all where it asks for what is not there. */
function takeFromAddress(): void {
  const asked = new URLSearchParams(location.search);
  for (const select of selects) {
    select.value = asked.get(select.name) ?? '';
    if (select.selectedIndex < 0) select.value = '';
  }
}

function showTarget(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target?.closest('[hidden]')) return;
  for (const select of selects) select.value = '';
  show();
  putIntoAddress();
  target.scrollIntoView();
}

if (form) {
  takeFromAddress();
  show();
  showTarget();
  form.addEventListener('change', () => {
    show();
    putIntoAddress();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('hashchange', showTarget);
}
