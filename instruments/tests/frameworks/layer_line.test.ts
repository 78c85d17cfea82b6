import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { trace } from '../../tracer/trace.ts';

const HEAD = 'import keras\nfrom keras import layers\n';

/** The line that Keras tells of the first fault, and the line of the layer. */
function linesOf(code: string): (number | null | undefined)[] {
  const { models } = trace(HEAD + code, { frameworks: [keras] });
  const fault = models.map((model) => model.fault).find((one) => one !== null);
  return [fault?.line, fault?.layer_line];
}

const LIST = `[
    keras.Input((8, 8, 1)),
    layers.Conv2D(4, 3),
    layers.Conv2D(4, 9),
]`;

test('a layer that a Sequential refuses as it is made is told by its own line, beside that of the Sequential', () => {
  assert.deepEqual(linesOf(`model = keras.Sequential(${LIST})\n`), [3, 6]);
  assert.deepEqual(linesOf(`stack = ${LIST}\nmodel = keras.Sequential(stack)\n`), [8, 6]);
  assert.deepEqual(linesOf(`def make():\n  return keras.Sequential(${LIST})\nmodel = make()\n`), [4, 7]);
  const wrapped = LIST.replace('layers.Conv2D(4, 9)', 'layers.TimeDistributed(layers.Conv2D(4, 9))');
  assert.deepEqual(linesOf(`model = keras.Sequential(${wrapped})\n`), [3, 6]);
});

test('where a line of the paste calls the layer, or the layer runs lines of it, that line says it all', () => {
  const added = 'model = keras.Sequential()\nmodel.add(keras.Input((8, 8, 1)))\nmodel.add(layers.Conv2D(4, 9))\n';
  assert.deepEqual(linesOf(added), [5, null]);
  const called = 'x = keras.Input((8, 8, 1))\nconv = layers.Conv2D(4, 9)\n\ny = conv(x)\nmodel = keras.Model(x, y)\n';
  assert.deepEqual(linesOf(called), [6, null]);
  const own = `class Own(layers.Layer):
    def call(self, x):
        return keras.ops.reshape(x, (3, 5))
model = keras.Sequential([keras.Input((4,), batch_size=1),
    Own()])
`;
  assert.deepEqual(linesOf(own), [5, null]);
});

const NETWORK = `import torch
from torch import nn
net = nn.Sequential(
    nn.Flatten(),
    nn.Linear(100, 10),
)
y = net(torch.zeros(1, 1, 28, 28))
`;

test('a layer that a Sequential of PyTorch calls is told by its own line, beside that of the call', () => {
  const linesIn = (code: string): unknown[] =>
    trace(code, { frameworks: [pytorch] }).models.map(({ fault }) => [fault?.line, fault?.layer_line]);
  assert.deepEqual(linesIn(NETWORK), [[7, 5]]);
  const own = `class Own(nn.Module):
    def forward(self, x):
        return x.reshape(3, 5)
`;
  assert.deepEqual(linesIn(NETWORK.replace('net =', `${own}net =`).replace('nn.Linear(100, 10)', 'Own()')), [
    [5, null],
  ]);
});
