import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizes } from '../../tracer/stack/stack.ts';

test('sizes are read as readers write them', () => {
  for (const text of ['28, 28, 1', '(28, 28, 1)', '28x28x1', '28 × 28 × 1', '[28 28 1]', '28 x 28, 1'])
    assert.deepEqual(sizes(text), [28, 28, 1], text);
  assert.deepEqual(sizes('None, 3'), [null, 3]);
});

test('what is no size is not left out of the others', () => {
  for (const text of ['28, 28, x', 'x28', '28, y, 1', '28, ×', '-1, 3']) assert.equal(sizes(text), null, text);
});
