import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean } from '../../languages/python/clean.ts';

const NOTE = 'sentences around the code are passed over';
const kept = (paste: string): string[] => clean(paste).text.split('\n');

const SENTENCES = [
  '안녕하세요, 케라스로 CNN을 공부하는 학생입니다.',
  '감사합니다!',
  '에러 메시지는 다음과 같습니다.',
  "여기서 padding='same'으로 하면 왜 안 되나요?",
  '총 배치의 수 : 600',
  "I'm trying to build a U-Net for images of 250x250 but I get an error.",
  'I have this model (based on VAE) and get "size mismatch" when I change it:',
  'The kernel is (3, 3 and the stride is 2 :(',
  'Here is my code:',
  'Thanks!',
  'Hi everyone,',
  'Thanks in advance!',
  'Q: How do I calculate the input size of the first linear layer?',
  'for some reason the model refuses my images',
  'Test loss: 0.034',
  'match the sizes of both as follows:',
  'case closed so far:',
];
const CODE = [
  'x = conv x y z',
  'x = self.conv1(x) # this is the first layer',
  'y = a if b else c',
  'if a not in b: pass',
  'for x in the other list:',
  'from keras import layers, models',
  'print "training the model now"',
  'label: int = 3',
  'def build the model(x):',
  'lambda x: x if x else y',
  'model.add(Dense(10)) why is this refused',
  'return x if self training else y',
  'else:',
  'print a, b, c',
  'match kind:',
  'match self.cfg.norm, size:  # of the body',
  'case _:',
  'case Kind.A if size > 3:',
];

for (const sentence of SENTENCES) {
  test(`a sentence beside code is passed over: ${sentence}`, () => {
    const { notes } = clean(`${sentence}\nx = 1`);
    assert.deepEqual(kept(`${sentence}\nx = 1`), ['', 'x = 1']);
    assert.deepEqual(notes, [{ line: 1, text: NOTE }]);
  });
}

for (const line of CODE) {
  test(`a statement, even a broken one, is no sentence: ${line}`, () => {
    assert.deepEqual(kept(`${line}\nx = 1`), [line, 'x = 1']);
  });
}

test('a sentence that was broken into lines is passed over whole', () => {
  assert.deepEqual(kept('my model takes images that are\n32x32 large, it\nfails\nx = 1'), ['', '', '', 'x = 1']);
});

test('a docstring, and what a bracket holds, is no sentence around the code', () => {
  const paste =
    'def f():\n    """\n    This builds the whole model.\n    """\n    return [\n      1 # one of the two\n    ]';
  assert.equal(clean(paste).text, paste);
});

test('the indent of code in a question is taken off', () => {
  assert.deepEqual(kept('This is what I tried so far:\n\n    x = 1\n    y = 2'), ['', '', 'x = 1', 'y = 2']);
});
