/** What is known by hand; tests/explorer/ holds the arithmetic to Keras and PyTorch. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axes, formula, kerasCall, output, refusal, torch } from '../../arithmetic/index.ts';
import { setting } from '../../views/explorer/state/presets.ts';
import { initial } from '../../views/explorer/state/state.ts';

test('four stamps of ones at stride 2 overlap in a cross', () => {
  const stamps = setting({ ...initial('Conv2DTranspose'), strides: [2, 2], input: 'ones' });
  assert.deepEqual(output(stamps), [
    [1, 1, 2, 1, 1],
    [1, 1, 2, 1, 1],
    [2, 2, 4, 2, 2],
    [1, 1, 2, 1, 1],
    [1, 1, 2, 1, 1],
  ]);
  assert.equal(kerasCall(stamps), 'keras.layers.Conv2DTranspose(1, 3, strides=2, use_bias=False)');
});

test('SAME at stride 2 pads the end only in Keras, both sides in PyTorch', () => {
  const same = setting({ ...initial('Conv2D'), strides: [2, 2], padding: 'same' });
  const [rows] = axes(same);
  assert.deepEqual([rows.before, rows.after, rows.size], [0, 1, 2]);
  const pytorch = torch(same);
  assert.equal(pytorch?.call, 'torch.nn.Conv2d(1, 1, 3, stride=2, padding=1, bias=False)');
  assert.deepEqual(pytorch.output, [
    [14, 30],
    [57, 99],
  ]);
});

test('an average does not count the padding', () => {
  const pool = setting({ ...initial('AveragePooling2D'), height: 3, width: 3, padding: 'same' });
  assert.deepEqual(output(pool), [
    [3, 4.5],
    [7.5, 9],
  ]);
});

test('the size is written with letters and with numbers', () => {
  const dilated = setting({ ...initial('Conv2D'), height: 7, width: 8, dilation_rate: [2, 3] });
  assert.deepEqual(formula(dilated, 1), {
    letters: '⌊(n − ((k − 1)·d + 1)) / s⌋ + 1',
    numbers: '⌊(8 − ((3 − 1)·3 + 1)) / 1⌋ + 1',
    size: 2,
    canvas: null,
  });
});

test('strides and dilation are refused together, with the numbers of both', () => {
  const both = setting({ ...initial('Conv2D'), height: 8, width: 8, strides: [2, 1], dilation_rate: [1, 2] });
  assert.deepEqual(refusal(both), { why: 'dilation', values: ['(2, 1)', '(1, 2)'] });
});
