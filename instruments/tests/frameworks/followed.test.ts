import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { trace } from '../../tracer/trace.ts';
import type { FrameworkModel, Trace } from '../../tracer/trace.ts';

const read = (source: string): Trace => trace(source, { frameworks: [keras, pytorch] });

function followed(source: string): FrameworkModel {
  const { models, unfollowed, asked } = read(source);
  assert.deepEqual([unfollowed, asked], [[], []]);
  const model = models.at(-1);
  assert.ok(model && model.fault === null, JSON.stringify(model?.fault));
  return model;
}

const KERAS = 'import keras\nfrom keras import layers, ops\n';
const TORCH = 'import torch\nfrom torch import nn\n';

test('layers that are stacked without a Model are traced', () => {
  const { outputs, inputs, parameters } = followed(`${KERAS}i = keras.Input((8,))\nx = layers.Dense(4)(i)\n`);
  assert.deepEqual([inputs, outputs, parameters], [[null, 8], [null, 4], 36]);
  const two = followed(`${KERAS}i = keras.Input((8,))\na = layers.Dense(4)(i)\nb = layers.Dense(3)(i)\n`);
  assert.deepEqual(two.outputs, [
    [null, 4],
    [null, 3],
  ]);
});

test('noise of a given shape, activations as functions, patches', () => {
  const layer = (body: string): string =>
    `${KERAS}class L(layers.Layer):\n    def call(self, x):\n        ${body}\ni = keras.Input((12, 12, 3))\nm = keras.Model(i, L()(i))\n`;
  assert.deepEqual(followed(layer('return x + keras.random.normal(ops.shape(x))')).outputs, [null, 12, 12, 3]);
  assert.deepEqual(followed(layer('return keras.activations.relu(x)')).outputs, [null, 12, 12, 3]);
  assert.deepEqual(followed(layer('return ops.image.extract_patches(x, size=4)')).outputs, [null, 3, 3, 48]);
  const padded = 'return ops.image.extract_patches(x, (5, 4), strides=(3, 2), padding="same")';
  assert.deepEqual(followed(layer(padded)).outputs, [null, 4, 6, 60]);
});

test('a function of a framework that is not known is not followed, and no fault', () => {
  const { verdict, models } = read(`${KERAS}i = keras.Input((8,))\nm = keras.Model(i, ops.nowhere(i))\n`);
  assert.equal(verdict, 'unfollowed');
  assert.ok(models.every(({ fault }) => fault === null));
});

test('modules that add_module gave a name are attributes; what was never set is refused', () => {
  const net = (forward: string): string => `${TORCH}class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.add_module("first", nn.Linear(8, 4))
    def forward(self, x):
        return ${forward}
net = Net()
net(torch.zeros(2, 8))
`;
  assert.deepEqual(followed(net('self.first(x)')).outputs, [2, 4]);
  const fault = read(net('self.second(x)')).models[0]?.fault;
  assert.equal(fault?.says, "'Net' object has no attribute 'second'");
  assert.equal(fault.line, 8);
});

test('stacks of transformer layers and unpooling', () => {
  const encoder = 'nn.TransformerEncoder(nn.TransformerEncoderLayer(64, 4, 128), 2)';
  // 66,944: what PyTorch counts
  assert.equal(followed(`${TORCH}m = ${encoder}\nm(torch.zeros(5, 2, 64))\n`).parameters, 66_944);
  const pooled = `x, at = nn.MaxPool2d(2, return_indices=True)(torch.zeros(1, 3, 9, 9))\n`;
  assert.deepEqual(followed(`${TORCH}${pooled}nn.MaxUnpool2d(2)(x, at)\n`).outputs, [1, 3, 8, 8]);
  assert.deepEqual(
    followed(`${TORCH}${pooled}nn.MaxUnpool2d(2)(x, at, output_size=(1, 3, 9, 9))\n`).outputs,
    [1, 3, 9, 9],
  );
});
