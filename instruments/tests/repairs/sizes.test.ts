import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { gives, said } from '../../repairs/sizes.ts';
import { allSizes, sizes } from '../../tracer/trace.ts';

const options = { frameworks: [keras, pytorch] };
const range = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

test('sizes are told as a rule', () => {
  assert.equal(said([]), 'none from 1 to 512');
  assert.equal(said([7]), '7 only');
  assert.equal(said(range(5, 512)), 'all from 5 to 512');
  assert.equal(said(range(33, 36)), '33–36');
  assert.equal(said(range(16, 512, 16)), 'multiples of 16: 16, 32, … 512');
  assert.equal(said(range(21, 501, 16)), 'from 21 in steps of 16: 21, 37, … 501');
  assert.equal(said([...range(5, 8), ...range(13, 16), 21]), '5–8, 13–16, 21');
});

const UNET = `import keras
from keras import layers
inputs = keras.Input((30, 20, 3))
a = layers.Conv2D(4, 3, padding="same")(inputs)
b = layers.Conv2D(8, 3, padding="same")(layers.MaxPooling2D(2)(a))
c = layers.Conv2D(8, 3, padding="same")(layers.MaxPooling2D(2)(b))
x = layers.Concatenate()([layers.UpSampling2D(2)(c), b])
x = layers.Concatenate()([layers.UpSampling2D(2)(x), a])
model = keras.Model(inputs, layers.Conv2D(1, 1)(x))
`;

test('a U-Net of two halvings takes multiples of four; each size is a step, so that a page can answer in between', () => {
  const steps = sizes(UNET, options);
  for (let step = 0; step < 512; step++) assert.equal(steps.next().done, false);
  const told = { sizes: range(4, 512, 4), says: 'multiples of 4: 4, 8, … 512' };
  assert.deepEqual(steps.next(), { done: true, value: told });
});

test('without one input there is nothing to vary', () => {
  assert.equal(allSizes('a = 1', options), null);
  assert.equal(allSizes(`${UNET}other = keras.Input((3, 3, 1))\nlayers.Flatten()(other)`, options), null);
});

// sizes that torch 2.13 gives: 33 to 36
const NET = `import torch
from torch import nn
net = nn.Sequential(nn.Conv2d(1, 4, 5, 2), nn.Conv2d(4, 8, 3, 2, 1), nn.ConvTranspose2d(8, 2, 4, 4))
net(torch.randn(1, 1, 30, 40))
`;

test('the way back from a wanted shape goes through all layers; an open size fits any', () => {
  assert.deepEqual(allSizes(NET, options, [null, 2, 32, 32])?.sizes, range(33, 36));
  assert.ok(gives([null, 64, 48, 1], [7, 64, null, 1]));
  assert.ok(!gives([null, 64, 48, 1], [null, 64, 64, 1]));
  assert.ok(!gives(null, [null, 64]));
});
