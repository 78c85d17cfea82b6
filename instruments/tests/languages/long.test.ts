import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../languages/python/parse/parse.ts';

const kinds = (text: string): string[] => [...new Set(parse(text).map(({ kind }) => kind))];

test('a long text with comments, and blank lines with spaces, is read to its end', () => {
  for (const between of ['# one\n# two\n', '    \n    \n', '"""s"""\n# one\n'])
    assert.ok(!kinds(`x = 1\n${between}`.repeat(1200)).includes('other'), between);
});

test('a long block with comments is one statement, and so is each line of it', () => {
  const [one] = parse(`def f():\n${'    x = 1\n    # one\n    # two\n'.repeat(1200)}`);
  assert.ok(one?.kind === 'function');
  assert.deepEqual([one.body.length, new Set(one.body.map(({ kind }) => kind)).size], [1200, 1]);
});

test('what nests too deep is still passed over', () => {
  assert.deepEqual(kinds(`x = a${'.b'.repeat(20_000)}`), ['other']);
});
