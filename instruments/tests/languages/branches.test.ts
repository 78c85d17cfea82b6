import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { trace } from '../../tracer/trace.ts';
import type { Trace } from '../../tracer/trace.ts';

const read = (source: string): Trace => trace(source, { frameworks: [keras, pytorch] });
/** A module whose branch nobody can foretell. */
const forced = (...branch: string[]): Trace =>
  read(`import random
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer, self.wide = nn.Linear(4, 4), nn.Linear(4, 5)
    def forward(self, x):
        y, z = self.layer(x), self.wide(x)
        forced = random.random() < 0.5
${branch.map((line) => `        ${line}`).join('\n')}
        return self.layer(x)
out = Net()(torch.randn(7, 4))
`);

test('branches that assign the same to a model are no question: forcing a decoder', () => {
  for (const branch of [
    ['if forced:', '    x = x[:7]', 'else:', '    x = y'],
    ['if forced:', '    x = y'],
  ]) {
    const { unfollowed, models } = forced(...branch);
    assert.deepEqual(unfollowed, []);
    assert.deepEqual(models.at(-1)?.outputs, [7, 4]);
  }
});

test('branches that differ to a model are not guessed', () => {
  for (const branch of [
    ['if forced:', '    x = y', 'else:', '    x = z'],
    ['if forced:', '    x = z'],
    ['if forced:', '    x = y', '    self.layer = nn.Linear(4, 2)'],
    ['if forced:', '    x = y', 'else:', '    w = z'],
    ['if forced:', '    w = y', 'x = w'],
  ]) {
    assert.equal(forced(...branch).verdict, 'unfollowed', branch.join(' '));
  }
});

test('vars() lists what an object holds', () => {
  const { models, unfollowed } = read(`import argparse
import keras
p = argparse.ArgumentParser()
p.add_argument('--units', type=int, default=3)
args = p.parse_args()
print(vars(args))
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(**vars(args))])
`);
  assert.deepEqual(unfollowed, []);
  assert.equal(models[0]?.parameters, 15);
});

test('what a training loop of PyTorch printed is passed over', () => {
  const { notes, verdict } = read(`import torch
from torch import nn
nn.Linear(3, 2)(torch.randn(5, 3))
[Epoch:    1] cost = 0.225649983
Epoch [1/5], Step [100/600], Loss: 0.2123
[1,  2000] loss: 2.170
`);
  assert.deepEqual(notes, [{ line: 4, text: 'what a program printed is passed over' }]);
  assert.equal(verdict, 'fits');
});
