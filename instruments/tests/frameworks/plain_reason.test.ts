import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { trace } from '../../tracer/trace.ts';
import type { FrameworkModel } from '../../tracer/trace.ts';

const HEAD = 'import keras\nimport numpy as np\nfrom keras import layers\n';
const MODEL = `model = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(8, 3)])\n`;

const modelsOf = (code: string): readonly FrameworkModel[] => trace(HEAD + code, { frameworks: [keras] }).models;

function said(models: readonly FrameworkModel[]): readonly string[] | undefined {
  return models.find(({ fault }) => fault !== null)?.fault?.plain;
}

test('an axis that is missing has a name where it can only be one', () => {
  const channels = ['An axis is missing: the channels.'];
  assert.deepEqual(said(modelsOf('layers.Conv2D(8, 3)(keras.Input((28, 28)))')), channels);
  assert.deepEqual(said(modelsOf(`${MODEL}model(keras.Input((28, 28)))`)), channels);
  assert.deepEqual(said(modelsOf('layers.Conv2D(8, 3)(np.zeros((8, 28, 28)))')), [
    'An axis is missing: the batch or the channels.',
  ]);
  const colour = MODEL.replace('28, 1', '28, 3');
  assert.deepEqual(said(modelsOf(`${colour}model(np.zeros((28, 28, 3)))`)), ['An axis is missing: the batch.']);
});

test('behind another layer, and for layers without a window, axes are counted', () => {
  const few = ['Too few axes: 2 came, 4 are needed.'];
  assert.deepEqual(said(modelsOf('layers.Conv2D(8, 3)(layers.Dense(4)(keras.Input((5,))))')), few);
  assert.deepEqual(said(modelsOf('layers.LSTM(8)(keras.Input((5,)))')), ['Too few axes: 2 came, 3 are needed.']);
  assert.deepEqual(said(modelsOf('layers.LSTM(8)(keras.Input((5, 4, 3)))')), ['Too many axes: 4 came, 3 are needed.']);
});

test('of a model that was made for another size both sizes are told', () => {
  const differ = 'The sizes differ: 14×14 came, 28×28 is needed.';
  const missing = 'An axis is missing: the channels.';
  assert.deepEqual(said(modelsOf(`${MODEL}model(keras.Input((14, 14)))`)), [missing, differ]);
  const whole = ['The sizes differ: 14×14×1 came, 28×28×1 is needed.'];
  assert.deepEqual(said(modelsOf(`${MODEL}model(keras.Input((14, 14, 1)))`)), whole);
});

test('PyTorch takes three axes for one image', () => {
  const head = 'import torch\nfrom torch import nn\n';
  const of = (code: string): readonly string[] | undefined =>
    said(trace(head + code, { frameworks: [pytorch] }).models);
  const batch = ['An axis is missing: the batch or the channels.'];
  assert.deepEqual(of('nn.Conv2d(1, 8, 3)(torch.randn(8, 28, 28))'), batch);
  const both = ['Two axes are missing: the batch and the channels.'];
  assert.deepEqual(of('nn.Conv2d(1, 8, 3)(torch.randn(28, 28))'), both);
  assert.deepEqual(of('nn.Conv2d(1, 8, 3)(torch.randn(8, 3, 28, 28))'), []);
});

test('a whole model that is called with what it refuses is no break itself: the call is, with what led to it', () => {
  const code = `${MODEL}x = keras.Input((14, 14))\nh = layers.Dense(14)(x)\nmodel(h)\n`;
  const [whole, call, ...others] = modelsOf(code);
  assert.deepEqual([whole?.fault, whole?.outputs], [null, [null, 26, 26, 8]]);
  const rows = call?.layers.map(({ type, output_shape }) => [type, output_shape]);
  const led = ['InputLayer', 'Dense'].map((type) => [type, [null, 14, 14]]);
  assert.deepEqual(rows, [...led, ['Sequential', null]]);
  assert.deepEqual([call?.fault?.line, others], [7, []]);
});

test('what was stacked up to a break is told without the models that were made before', () => {
  const [, broken] = modelsOf(`${MODEL}x = keras.Input((8, 8, 3))\nlayers.Add()([x, layers.Conv2D(3, 3)(x)])\n`);
  assert.deepEqual(
    broken?.layers.map(({ type }) => type),
    ['InputLayer', 'Conv2D', 'Add'],
  );
});
