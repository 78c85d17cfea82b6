import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

test('what is not known has one sign, an em dash: an en dash stands between the ends of a range', () => {
  const root = new URL('../../views/', import.meta.url);
  const files = globSync('**/*.ts', { cwd: root });
  assert.ok(files.length > 50);
  for (const file of files) assert.doesNotMatch(readFileSync(new URL(file, root), 'utf8'), /(?:['"`]|: )–['"`]/, file);
});
