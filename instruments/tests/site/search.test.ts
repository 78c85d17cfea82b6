import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Index } from '../../site/search/index.ts';

const EXPLORER = { location: 'explorer/', title: 'Operation explorer', text: '<p>See each step.</p>' };
const PROOF = {
  location: 'explorer/#proof',
  title: 'How it is checked',
  text: '<p>The explorer is asked, the explorer answers, and the explorer is right.</p>',
  asked: 'is the explorer right\nexplorer tests\ngenerative',
};
const index = new Index([EXPLORER, PROOF], []);
const first = (query: string): string | undefined => index.search(query)[0]?.section.location;

test('a page comes first for the words of its heading, whatever its sections are asked', () => {
  assert.equal(first('explorer'), 'explorer/');
  assert.equal(first('is the explorer right'), 'explorer/#proof');
});

test('a word that no section says is found where readers ask with it', () => {
  assert.equal(first('generative'), 'explorer/#proof');
});
