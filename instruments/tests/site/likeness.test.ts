import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gramsOf, Questions } from '../../site/search/likeness.ts';

test('n-grams are of two syllables or three letters, and a shorter word is its own', () => {
  assert.deepEqual([...gramsOf('무늬를 Conv1D 왜 a')], ['무늬', '늬를', 'con', 'onv', 'nv1', 'v1d', '왜', 'a']);
});

test('a question put otherwise is nearest to the section that answers it', () => {
  const questions = new Questions();
  questions.add(0, '체커보드 없애는 법\n체크무늬가 생기는 이유');
  questions.add(1, '가중치를 옮기는 법\n커널 축의 순서');
  const alike = questions.likeness('체크무늬 없애려면');
  assert.ok((alike.get(0) ?? 0) > 2 * (alike.get(1) ?? 0));
});

test('a question is wholly like itself, and one that shares no letters is like none', () => {
  const questions = new Questions();
  questions.add(3, 'why is it 27');
  assert.ok(Math.abs((questions.likeness('Why is it 27?').get(3) ?? 0) - 1) < 1e-9);
  assert.equal(questions.likeness('모양').size, 0);
});
