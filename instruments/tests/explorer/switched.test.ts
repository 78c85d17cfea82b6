import assert from 'node:assert/strict';
import { test } from 'node:test';

import { refusal } from '../../arithmetic/index.ts';
import { setting } from '../../views/explorer/state/presets.ts';
import { initial, OPERATIONS } from '../../views/explorer/state/state.ts';
import { switched } from '../../views/explorer/state/switched.ts';

test('what another operation takes is kept, numbers too', () => {
  const image = [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
    [9, 10, 11, 12],
  ];
  const set = { ...initial('Conv2DTranspose'), height: 3, width: 4, strides: [2, 1] as const, input: image };
  const { state, changes } = switched(set, 'Conv2D');
  assert.deepEqual(changes, []);
  assert.deepEqual(state, { ...set, op: 'Conv2D' });
});

test('only what Keras refuses is changed, and each change is told', () => {
  const narrow = { ...initial('Conv2DTranspose'), height: 5, width: 2 };
  const { state, changes } = switched(narrow, 'Conv2D');
  assert.deepEqual(changes, [{ name: 'width', before: 2, after: 4 }]);
  assert.equal(state.height, 5);
});

test('a stride that only pooling takes is told too', () => {
  const { changes } = switched(initial('MaxPooling2D'), 'Conv2D');
  assert.deepEqual(changes, [{ name: 'strides', before: null, after: [1, 1] }]);
});

test('every switch between any two leads to a layer that Keras takes', () => {
  for (const from of OPERATIONS)
    for (const to of OPERATIONS)
      for (const large of [false, true]) {
        const extremes = { height: 1, width: 2, kernel_size: [7, 5], strides: [5, 5], output_padding: [4, 0] } as const;
        const { state } = switched({ ...initial(from), ...(large ? extremes : {}), padding: 'same' }, to);
        assert.equal(state.op, to);
        assert.equal(refusal(setting(state)), null, `${from} to ${to}`);
      }
});
