import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareCells, hasFewer, isSame, numbersOf } from '../../site/questions/compare.ts';

test('the same numbers are the same answer, however they are written', () => {
  for (const given of ['5×5', '5x5', '5 × 5', '(5, 5)', '5,5', ' 5 5 '])
    assert.equal(isSame(given, '5×5'), true, given);
  for (const given of ['5', '4×4', '55', 'five', '', '5×5×1']) assert.equal(isSame(given, '5×5'), false, given);
  assert.equal(isSame('37.0', '37'), true);
  assert.equal(isSame('−3', '-3'), true);
  assert.equal(isSame('(None, 4)', '(None, 4)'), true);
  assert.equal(numbersOf('no number'), null);
});

test('thousands may be set apart in one number, and never in a shape', () => {
  for (const given of ['1,797', '1797', ' 1,797 ', '1797.0']) assert.equal(isSame(given, '1797'), true, given);
  assert.equal(isSame('1797', '1,797'), true);
  assert.equal(isSame('−1,234,567', '-1234567'), true);
  for (const given of ['(1,797)', '1,79', '17,97', '1, 797']) assert.equal(isSame(given, '1797'), false, given);
  assert.equal(isSame('(1,797)', '(1, 797)'), true);
  assert.equal(isSame('1,797', '(1, 797)'), true);
  assert.equal(isSame('100,100', '100×100'), true);
});

test('fewer numbers than are meant are told apart from wrong ones', () => {
  assert.equal(hasFewer('5', '5×5'), true);
  assert.equal(hasFewer('1,797', '5×5'), true);
  for (const [given, meant] of [
    ['5×4', '5×5'],
    ['5', '7'],
    ['five', '5×5'],
    ['', '5×5'],
    ['1,797', '1797'],
  ] as const)
    assert.equal(hasFewer(given, meant), false, given);
});

test('an answer in words is its words', () => {
  assert.equal(isSame(' 아니다 ', '아니다'), true);
  assert.equal(isSame('그렇다', '아니다'), false);
});

test('of the cells, those that lack and those that are too many are counted', () => {
  assert.deepEqual(compareCells([true, false, true, false], '1001'), { missed: 1, extra: 1 });
  assert.deepEqual(compareCells([true, false, false, true], '1001'), { missed: 0, extra: 0 });
});
