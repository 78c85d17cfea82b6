/** Light, dark, or as the system has it: the reader's choice is an attribute of the root, kept for both languages. */
import { remember } from './stored.ts';

const SCHEMES = ['light', 'dark', ''];
const system = matchMedia('(prefers-color-scheme: dark)');
const root = document.documentElement;
const button = document.querySelector<HTMLButtonElement>('button.scheme');
const labels = button?.dataset['names']?.split('|') ?? [];

/** What a press leads to: the first one to the scheme that the system does not have, so that something is seen. */
function next(): string {
  const [same = '', other = ''] = system.matches ? ['dark', 'light'] : ['light', 'dark'];
  const now = root.dataset['scheme'] ?? '';
  return now === '' ? other : now === other ? same : '';
}

const theme = document.createElement('meta');
theme.name = 'theme-color';
document.head.append(theme);

/** The button tells what it would do; the browser's own frame has the colour of the header. */
function tell(): void {
  if (button) button.title = button.ariaLabel = labels[SCHEMES.indexOf(next())] ?? '';
  theme.content = getComputedStyle(document.body).backgroundColor;
}

button?.addEventListener('click', () => {
  const scheme = next();
  if (scheme) root.dataset['scheme'] = scheme;
  else delete root.dataset['scheme'];
  remember('scheme', scheme);
  tell();
});
system.addEventListener('change', tell);
tell();
