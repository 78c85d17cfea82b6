import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeCell, leastCell, letters, tightCell } from '../../views/explorer/stage/letters.ts';
import { DIGIT, FREE } from '../../views/live/kit/tokens.ts';

test('a number keeps from the walls of its cell, and in the smallest cell it can be read', () => {
  for (let longest = 1; longest <= 8; longest++)
    for (let cell = leastCell(longest); cell <= 48; cell++) {
      const size = letters(cell, longest);
      assert.ok(size * longest * DIGIT <= cell * (1 - 2.6 * FREE) + 1e-9, `${longest} characters in ${cell}`);
      assert.ok(size >= 11, `${size} of ${longest} in ${cell}`);
    }
});

test('on a phone the smallest cell is smaller, and its number can still be read', () => {
  for (let longest = 3; longest <= 8; longest++) {
    assert.ok(tightCell(longest) < leastCell(longest));
    assert.ok(letters(tightCell(longest), longest) >= 10, `${longest} characters`);
    assert.ok(letters(closeCell(longest), longest) >= 11, `${longest} characters`);
  }
});
