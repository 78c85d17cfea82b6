/**
 * The questions of a page (sitebuild/prose/questions.py): what the reader answers is held to what the page's example gives,
 * and answered in the page's own words. What was answered is kept in the browser, and counted at the top and on the home page.
 */
import { fill, given } from '../element.ts';
import { remember, remembered } from '../stored.ts';
import { compareCells, hasFewer, isSame } from './compare.ts';

/** Of a chapter, by its address below the site: the keys of the questions that were answered, and how many there are. */
type Kept = Record<string, { done: string[]; of: number }>;

const words = given('questions-data') as Record<string, string>;
const forms = [...document.querySelectorAll<HTMLFormElement>('.asked > form')];
const chapter = location.pathname.replace(/\/(index\.html)?$/, '').replace(/^.*\//, '');

function kept(): Kept {
  const found = remembered('answered');
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Kept) : {};
}

const doneIn = (page: string): string[] => {
  const done: unknown = kept()[page]?.done;
  return Array.isArray(done) ? done.filter((key) => typeof key === 'string') : [];
};

const counted = (done: number, of: number): string => fill(words['count'] ?? '', { done, of });

function showCount(): void {
  const keys = new Set(forms.map((form) => form.dataset['key']));
  const place = document.querySelector('.answered');
  if (place) place.textContent = counted(doneIn(chapter).filter((key) => keys.has(key)).length, forms.length);
}

/** A question that was answered is marked, kept and counted. */
function markRight(form: HTMLFormElement): void {
  form.closest('.asked')?.classList.add('right');
  const done = new Set(doneIn(chapter)).add(form.dataset['key'] ?? '');
  remember('answered', { ...kept(), [chapter]: { done: [...done], of: forms.length } });
  showCount();
}

function reply(form: HTMLFormElement, right: boolean, content: string | Node): void {
  form.querySelector('.reply')?.replaceChildren(right ? '✓ ' : '✗ ', content);
  form.closest('.asked')?.classList.toggle('wrong', !right);
  const answer = form.nextElementSibling;
  if (!right) return;
  markRight(form);
  if (answer instanceof HTMLDetailsElement) answer.open = true;
}

/** What the page says to this answer; a copy, as the folded answer has it too. */
function prepared(form: HTMLFormElement, text: string): Node | undefined {
  const terms = [...(form.nextElementSibling?.querySelectorAll('dt') ?? [])];
  const said = terms.find((term) => isSame(text, term.textContent))?.nextElementSibling;
  if (!said) return undefined;
  const copy = document.createElement('span');
  copy.append(...[...said.cloneNode(true).childNodes]);
  return copy;
}

/** @param isMissing whether a box for an answer is still empty */
function answered(form: HTMLFormElement, text: string, isMissing: boolean): void {
  const right = isSame(text, form.dataset['answer'] ?? '');
  const isFew = !right && !prepared(form, text) && hasFewer(text, form.dataset['answer'] ?? '');
  if (!right && (isMissing || isFew)) {
    form.querySelector('.reply')?.replaceChildren(words[isMissing ? 'empty' : 'few'] ?? '');
    return;
  }
  reply(form, right, right ? (words['right'] ?? '') : (prepared(form, text) ?? words['wrong'] ?? ''));
}

function clicked(form: HTMLFormElement): void {
  const cells = [...form.querySelectorAll('.cells button')];
  const chosen = cells.map((cell) => cell.getAttribute('aria-pressed') === 'true');
  const { missed, extra } = compareCells(chosen, form.dataset['cells'] ?? '');
  if (!chosen.includes(true)) {
    form.querySelector('.reply')?.replaceChildren(words['none'] ?? '');
    return;
  }
  const said = extra ? 'extra' : missed ? 'some' : 'right'; // never how many are meant: that would be half of the answer
  reply(form, said === 'right', fill(words[said] ?? '', { extra }));
}

for (const form of forms) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const choice = event.submitter instanceof HTMLButtonElement ? event.submitter.value : '';
    const typed = [...form.querySelectorAll('input')].map(({ value }) => value.trim());
    if (form.dataset['cells'] !== undefined) clicked(form);
    else if (choice) {
      for (const button of form.querySelectorAll('button')) button.ariaPressed = String(button === event.submitter);
      answered(form, choice, false);
    } else answered(form, typed.join(', '), typed.includes(''));
  });
  for (const cell of form.querySelectorAll('.cells button'))
    cell.addEventListener('click', () =>
      cell.setAttribute('aria-pressed', String(cell.getAttribute('aria-pressed') !== 'true')),
    );
  if (doneIn(chapter).includes(form.dataset['key'] ?? '')) form.closest('.asked')?.classList.add('right');
}
showCount();

// the home page: how far the reader is in each chapter
for (const link of document.querySelectorAll<HTMLAnchorElement>('.map > ol > li > p:first-child a')) {
  const page = link.pathname.replace(/\/(index\.html)?$/, '').replace(/^.*\//, '');
  const of = Number(kept()[page]?.of);
  const done = doneIn(page).length;
  if (!done || !(of > 0)) continue;
  const badge = document.createElement('span');
  badge.className = 'answered';
  badge.textContent = counted(Math.min(done, of), of);
  link.closest('li')?.append(badge);
}
