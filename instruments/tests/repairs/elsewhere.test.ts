/** An input's shape that the paste writes elsewhere is changed there, and no use of a parameter is written over. */
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { offers } from './offers.ts';

const BODY = `
    down = layers.MaxPooling2D(2)(layers.Conv2D(4, 3, padding="same")(x))
    return keras.Model(x, layers.Concatenate()([layers.UpSampling2D(2)(down), x]))
`;
const build = (head: string, input: string, call: string): string =>
  `import keras\nfrom keras import layers\ndef build(${head}):\n    x = keras.Input(${input})${BODY}model = build(${call})\n`;

for (const [what, head, input, call, mended] of [
  ['a default', 'shape=(30, 27, 3)', 'shape', '', 'def build(shape=(30, 28, 3)):\n    x = keras.Input(shape)'],
  ['what it is called with', 'shape=(8, 8, 3)', 'shape=shape', '(30, 27, 3)', 'model = build((30, 28, 3))'],
  ['what it is named with', 'n, shape=(8, 8, 3)', 'shape', '2, shape=(30, 27, 3)', 'build(2, shape=(30, 28, 3))'],
  ['a number', 'height, width=8', '(height, width, 3)', '30, width=27', 'model = build(30, width=28)'],
] as const)
  test(`${what} gets another size, not the input that stands on it`, () => {
    offers(keras, build(head, input, call), mended);
  });

test('a shape that has a name is changed where it is named', () => {
  offers(keras, `SHAPE = (30, 27, 3)\n${build('', 'SHAPE', '')}`, 'SHAPE = (30, 28, 3)\n');
});

test('where two calls may be meant, the input is written anew', () => {
  offers(
    keras,
    build('shape', 'shape', '(30, 27, 3)').concat('other = build((30, 29, 3))\n'),
    'keras.Input((30, 28, 3))',
  );
});

test('of PyTorch the size that a function is called with', () => {
  const net = `import torch
from torch import nn
class Net(nn.Module):
    def forward(self, x):
        return torch.cat([nn.Upsample(scale_factor=2)(nn.MaxPool2d(2)(x)), x], 1)
def run(width=8):
    return Net()(torch.randn(1, 3, 30, width))
run(width=27)
`;
  offers(pytorch, net, 'run(width=28)');
});
