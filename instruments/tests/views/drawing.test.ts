import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { isChain } from '../../graph/network.ts';
import type { Network } from '../../graph/network.ts';
import { trace } from '../../tracer/trace.ts';
import { boxesOf } from '../../views/models/drawing/boxes.ts';
import { layoutOf } from '../../views/models/drawing/layout.ts';

const residual = (width: number): string => `
import keras
from keras import layers
a = keras.Input((8, ${width}, 4))
x = layers.Conv2D(4, 3, padding="same")(a)
x = layers.BatchNormalization()(x)
y = layers.MaxPooling2D()(a)
y = layers.UpSampling2D()(y)
model = keras.Model(a, layers.ReLU()(layers.add([x, y])))
`;
const block = `
import torch
from torch import nn
class Block(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.conv = nn.Conv2d(n, n, 3, padding=1)
    def forward(self, x):
        return x + self.conv(x)
class Plain(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Conv2d(3, 5, 3), nn.ReLU()
    def forward(self, x):
        return self.b(self.a(x))
net = nn.Sequential(Plain(), Block(5), nn.Flatten())
net(torch.zeros(2, 3, 6, 7))
`;

function networks(paste: string): Network[] {
  return trace(paste, { frameworks: [keras, pytorch] }).models.flatMap((model) => model.network?.() ?? []);
}

function told({ nodes, edges }: Network): string[] {
  return edges.map(({ from, to }) => `${nodes[from]?.type ?? ''} → ${nodes[to]?.type ?? ''}`);
}

test('a merge joins the ways that lead to it', () => {
  const [network] = networks(residual(6));
  assert.ok(network && !isChain(network));
  assert.deepEqual(new Set(told(network)), new Set([
    'InputLayer → Conv2D', 'Conv2D → BatchNormalization', 'BatchNormalization → Add', 'InputLayer → MaxPooling2D',
    'MaxPooling2D → UpSampling2D', 'UpSampling2D → Add', 'Add → ReLU',
  ])); // prettier-ignore
});

test('a module that branches shows what it calls, one that is a chain does not', () => {
  const [network] = networks(block);
  assert.ok(network);
  const ways = ['Input → Plain', 'Plain → Conv2d', 'Plain → add', 'Conv2d → add', 'add → Flatten'];
  assert.deepEqual(told(network).sort(), ways.sort());
});

test('a chain is one', () => {
  assert.ok(networks('import keras\nkeras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])').every(isChain));
});

test('calls in a row that give one shape stand in one box; inputs and merges stand alone', () => {
  const { boxes, edges } = boxesOf(networks(residual(6))[0] as Network, 'keras');
  const stand = boxes.map(({ calls, shape }) => [calls.map(({ type }) => type).join(' '), shape]);
  const same = '(None, 8, 6, 4)';
  assert.deepEqual(new Set(stand.map((one) => one.join(' '))), new Set([
    `InputLayer ${same}`, `Conv2D BatchNormalization ${same}`, 'MaxPooling2D (None, 4, 3, 4)', `UpSampling2D ${same}`,
    `Add ${same}`, `ReLU ${same}`,
  ])); // prettier-ignore
  assert.equal(edges.length, 6);
});

test('the break is marked, and all that leads to it', () => {
  const network = networks(`${residual(7)}`)[0] as Network; // 7 → 3 → 6
  const { boxes } = boxesOf(network, 'keras');
  const broken = boxes.filter(({ isBroken }) => isBroken);
  assert.deepEqual(broken.map(({ calls, shape }) => [calls.map(({ type }) => type), shape]), [[['Add'], '']]); // prettier-ignore
  assert.ok(boxes.every(({ isOnPath }) => isOnPath));
});

test('a break inside a chain of modules opens it', () => {
  const [network] = networks(block.replace('nn.Conv2d(3, 5, 3)', 'nn.Conv2d(4, 5, 3)'));
  assert.deepEqual(network?.nodes.map(({ type, isBroken }) => [type, isBroken]), [['Input', false], ['Conv2d', true]]); // prettier-ignore
});

test('boxes do not overlap and every edge has its points', () => {
  const found = boxesOf(networks(residual(6))[0] as Network, 'keras');
  const { boxes, edges, width, height } = layoutOf(found, found.boxes.map(() => ({ width: 90, height: 40 }))); // prettier-ignore
  for (const [index, one] of boxes.entries()) {
    assert.ok(one.x >= 45 && one.x <= width - 45 && one.y >= 20 && one.y <= height - 20);
    for (const other of boxes.slice(index + 1)) {
      assert.ok(Math.abs(one.x - other.x) >= 90 || Math.abs(one.y - other.y) >= 40);
    }
  }
  assert.ok(edges.every((points) => points.length >= 2));
});

test('a drawing holds every edge: the outermost skip of a U-Net goes round all boxes', () => {
  const unet = `
import keras
from keras import layers
x = inputs = keras.Input((64, 64, 3))
skips = []
for filters in (8, 16, 32):
    x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    skips.append(x)
    x = layers.MaxPooling2D()(x)
x = layers.Conv2D(64, 3, padding="same")(x)
for skip in reversed(skips):
    x = layers.Conv2DTranspose(8, 2, strides=2)(x)
    x = layers.Concatenate()([x, skip])
    x = layers.Conv2D(8, 3, padding="same")(x)
model = keras.Model(inputs, x)
`;
  const [network] = networks(unet);
  assert.ok(network);
  const found = boxesOf(network, 'keras');
  const layout = layoutOf(
    found,
    found.boxes.map(() => ({ width: 140, height: 60 })),
  );
  const across = layout.edges.flat().map(({ x }) => x);
  assert.ok(Math.min(...across) >= 0 && Math.max(...across) <= layout.width, `${across.join(' ')} of ${layout.width}`);
  for (const { x, width } of layout.boxes) assert.ok(x - width / 2 >= 0 && x + width / 2 <= layout.width);
});
