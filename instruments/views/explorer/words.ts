/** What the explorer says, in the page's language: docs/ko/explorer.md and docs/en/explorer.md have it in their front matter. */
import { fill, given, rich } from '../../site/element.ts';
import type { Saying } from './scene/look.ts';

interface Given {
  words?: Record<string, string>;
  page?: string;
}

const data = given('explorer-data') as Given;

/** The address of the explorer's own page. */
export const page = document.getElementById('explorer-data')?.dataset['page'] ?? data.page ?? '';

/** The sentence of that name, nothing where there is none. */
export const word = (name: string): string => data.words?.[name] ?? '';

/** A sentence with its gaps filled: {0}, {1}, … */
export const say = (...[name, ...values]: Saying): string =>
  fill(word(name), Object.fromEntries(values.map((value, index) => [index, value])));

/** The same to be appended, what stands between backticks as code. */
export const told = (...[name, ...values]: Saying): (string | Node)[] =>
  rich(word(name), Object.fromEntries(values.map((value, index) => [index, value])));
