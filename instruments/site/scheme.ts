/** Light, dark, or as the system has it: the reader's choice is an attribute of the root, kept for both languages. */
import { remember } from './stored.ts';

const SCHEMES = ['', 'light', 'dark'];
const root = document.documentElement;
const button = document.querySelector<HTMLButtonElement>('button.scheme');
const labels = button?.dataset['names']?.split('|') ?? [];
const current = (): number => SCHEMES.indexOf(root.dataset['scheme'] ?? '');

const theme = document.createElement('meta');
theme.name = 'theme-color';
document.head.append(theme);

/** The button tells what it would do; the browser's own frame has the colour of the header. */
function tell(): void {
  if (button) button.title = button.ariaLabel = labels[current()] ?? '';
  theme.content = getComputedStyle(document.body).backgroundColor;
}

button?.addEventListener('click', () => {
  const next = SCHEMES[(current() + 1) % SCHEMES.length];
  if (next) root.dataset['scheme'] = next;
  else delete root.dataset['scheme'];
  remember('scheme', next);
  tell();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
tell();
