import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Index } from '../../site/search/index.ts';
import { isSmall } from '../../site/search/small.ts';
import { corrected } from '../../site/search/spelling.ts';
import { distance, wordsOf } from '../../site/search/words.ts';

const PAGE = {
  location: 'flip/',
  title: '합성곱',
  text: '<p>합성곱은 커널을 뒤집는다. 풀링의 역전파. 예측이 바뀐다. 사진을 본다.</p>',
};
const ENGLISH = {
  location: 'count/',
  title: 'Upsampling',
  text: '<p>The first feature maps count. A kernel. A global mean. A GRU, its ops and groups.</p>',
};
const index = new Index([PAGE, ENGLISH], [['커널', 'kernel']]);
const meant = (query: string): string[] => corrected(wordsOf(query), index).map(({ stem }) => stem);

test('a question without blanks is read as its words, without their particles', () => {
  assert.deepEqual(meant('합성곱은왜뒤집나'), ['합성곱', '왜', '뒤집']);
  assert.deepEqual(meant('풀링역전파'), ['풀링', '역전파']); // neighbours in a text, in no text one word
});

test('what nothing knows within a question without blanks is left out', () => {
  assert.deepEqual(meant('쾅쾅커널을뒤집는다'), ['커널', '뒤집는다']);
});

test('a slip is read as the word that is nearest as it is written, not as it is stemmed', () => {
  assert.deepEqual(meant('upsamplinng'), ['upsampl']);
  assert.deepEqual(meant('conut frist glboal'), ['count', 'first', 'glob']);
  assert.deepEqual(meant('gruops'), ['group']); // not GRU and ops
});

test('in a word of two syllables a slip is seen only of a name', () => {
  assert.deepEqual(meant('커날을'), ['커널']);
  assert.deepEqual(meant('사잔을'), ['사잔']);
});

test('two letters that have traded places are one slip', () => {
  assert.equal(distance('first', 'frist', 2), 1);
  assert.equal(distance('kernel', 'kernle', 2), 1);
  assert.equal(distance('abcd', 'badc', 2), 2);
});

test('verbs of any sentence say little, in whichever ending', () => {
  for (const verb of ['되는데', '안주면', '하려면', '나올까', '있나요']) assert.ok(isSmall(verb), verb);
  for (const verb of ['뒤집나', '커널', '없애려면', '주기', '이미지']) assert.ok(!isSmall(verb), verb);
});

test('what is counted is two words, however it is written', () => {
  assert.deepEqual(meant('여러개 몇칸'), ['여러', '개', '몇', '칸']);
});

test('words that are written together are found though their stems are shorter', () => {
  assert.deepEqual(meant('firstfeature'), ['first', 'featur']);
});
