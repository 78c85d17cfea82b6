/**
 * How much code a page shows: what teaches, all of it, or none. The reader's choice is an attribute of the root, kept for
 * both languages; a script in the page's head has set it before anything is drawn.
 */
import { keepPlace, openTarget, setAll } from './checks.ts';
import { remember } from './stored.ts';

const root = document.documentElement;
const choice = document.querySelector<HTMLSelectElement>('.code-shown select');

function show(amount: string): void {
  if (amount) root.dataset['code'] = amount;
  else delete root.dataset['code'];
  setAll(amount === 'all');
  openTarget();
}

keepPlace();
if (choice) {
  choice.value = root.dataset['code'] ?? '';
  if (choice.value === 'all') setAll(true);
  choice.addEventListener('change', () => {
    remember('code', choice.value);
    show(choice.value);
  });
}
