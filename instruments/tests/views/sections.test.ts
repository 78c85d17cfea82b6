import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { messageIn, sectionOf } from '../../views/models/sections.ts';

const PAGE = readFileSync(new URL('../../../docs/en/errors.md', import.meta.url), 'utf8');
const PARTS = PAGE.split(/^### /m).slice(1);
const SECTIONS = PARTS.map((part) => {
  const [, title = '', id = ''] = /^(.*) \{ #([\w-]+) \}$/m.exec(part) ?? [];
  return { id, title: title.replaceAll('`', '') };
});

test('what a framework says leads to the section that shows it', () => {
  const found = PARTS.flatMap((part, index) => {
    const says = /^\w*Error: (.*)$/m.exec(part)?.[1];
    const { id = '' } = SECTIONS[index] ?? {};
    return says === undefined ? [] : [{ id, says, leads: sectionOf(says, SECTIONS) }];
  });
  assert.ok(found.length > 20, String(found.length));
  for (const { id, says, leads } of found) assert.equal(leads, id, says);
});

test('an error that no section is about leads nowhere', () => {
  assert.equal(sectionOf("'Net' object has no attribute 'second'", SECTIONS), null);
});

test('of two headings that an error has in it the longer one leads', () => {
  const sections = ['shapes', 'shapes of Add'].map((title) => ({ id: title, title }));
  assert.equal(sectionOf('The shapes of Add differ', sections), 'shapes of Add');
});

test('an error that was pasted leads to its section: as its message, behind its frames, behind code', () => {
  const message = 'RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x9216 and 4096x10)';
  const keras =
    'ValueError: Input 0 of layer "conv2d" is incompatible with the layer: expected min_ndim=4, found\nndim=3. Full';
  const leads = (paste: string, hasCode = false): string | null => sectionOf(messageIn(paste, hasCode), SECTIONS);
  assert.equal(leads(message), 'mat1-mat2');
  assert.equal(leads(message.replace(/^\w+: /, '')), 'mat1-mat2');
  assert.equal(
    leads(`  File "a.py", line 3\n    x = expected min_ndim=4, found ndim=3\n${message}\n`, true),
    'mat1-mat2',
  );
  assert.equal(leads(keras), 'min-ndim');
  assert.equal(leads('# mat1 and mat2 shapes cannot be multiplied\nx = 3\n', true), null);
});
