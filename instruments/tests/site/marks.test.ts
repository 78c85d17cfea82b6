import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Found, Index } from '../../site/search/index.ts';
import { shown } from '../../site/search/marks.ts';

test('no line ends between an excerpt and the dots that say that it goes on', () => {
  const index = { termsOf: () => [] } as unknown as Index;
  const section = { title: 'Padding', text: `<p>${'all of it '.repeat(60)}</p>` };
  const { text } = shown(index, { section, terms: new Set() } as unknown as Found, 'padding');
  assert.match(text, /\S\u00a0…<\/p>$/u);
});

test('what stands before code without an end of its own, as a caption does, is prose and not set as code', () => {
  const index = { termsOf: () => [], rarity: () => 1 } as unknown as Index;
  const section = { title: 'Padding', text: 'A caption. <pre><code>sizes = 3, 2</code></pre> A row.' };
  const { text } = shown(index, { section, terms: new Set() } as unknown as Found, 'padding');
  assert.equal(text, '<p>A caption.</p>');
});
