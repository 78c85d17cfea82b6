import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import type { Origin } from '../../graph/origins.ts';
import { trace } from '../../tracer/trace.ts';

function origins(paste: string): readonly Origin[] {
  const { models } = trace(paste, { frameworks: [keras, pytorch] });
  return models.find(({ fault }) => fault !== null)?.fault?.origins ?? [];
}

const said = (all: readonly Origin[]): string[] =>
  all.map(({ steps }) =>
    steps.map(({ line, type, from, to }) => `${line} ${type} ${String(from)} > ${String(to)}`).join('; '),
  );

test('of tensors that do not meet each line is told that changed what differs, not the joined axis', () => {
  const paste = [
    'inputs = keras.Input((47, 41, 1))',
    'skip = layers.Conv2D(8, 3)(inputs)',
    'x = layers.MaxPooling2D(2)(skip)',
    'x = layers.Conv2D(16, 3, padding="same")(x)',
    'x = layers.UpSampling2D(2)(x)',
    'x = layers.Concatenate()([x, skip])',
  ].join('\n');
  assert.deepEqual(said(origins(paste)), [
    '2 Conv2D 47,41 > 45,39; 3 MaxPooling2D 45,39 > 22,19; 5 UpSampling2D 22,19 > 44,38',
    '2 Conv2D 47,41 > 45,39',
  ]);
});

test('both ways begin with the last change that they share, however many come behind it', () => {
  const paste = [
    'def down(x, n):',
    '    skip = layers.Conv2D(n, 3, padding="same")(x)',
    '    return skip, layers.MaxPooling2D(2)(skip)',
    'def up(x, skip, n):',
    '    x = layers.Conv2DTranspose(n, 2, strides=2)(x)',
    '    return layers.Concatenate()([x, skip])',
    'x = inputs = keras.Input((100, 96, 3))',
    'one, x = down(x, 4)',
    'two, x = down(x, 8)',
    'three, x = down(x, 16)',
    'four, x = down(x, 32)',
    'x = up(x, four, 32)',
    'x = up(x, three, 16)',
  ].join('\n');
  assert.deepEqual(said(origins(paste)), [
    '3 MaxPooling2D 50 > 25; 3 MaxPooling2D 25 > 12; 3 MaxPooling2D 12 > 6; 5 Conv2DTranspose 6 > 12; 5 Conv2DTranspose 12 > 24',
    '3 MaxPooling2D 50 > 25',
  ]);
});

test('of PyTorch a module in a stack is told by the line that makes it, another by the line that calls it', () => {
  const paste = [
    'class Net(nn.Module):',
    '    def __init__(self):',
    '        super().__init__()',
    '        self.down = nn.Sequential(',
    '            nn.Conv2d(1, 8, 3),',
    '            nn.MaxPool2d(2))',
    '        self.up = nn.ConvTranspose2d(8, 8, 2, stride=2)',
    '    def forward(self, x):',
    '        u = self.up(self.down(x))',
    '        return torch.cat([u, x], 1)',
    'Net()(torch.zeros(1, 1, 29, 33))',
  ].join('\n');
  assert.deepEqual(said(origins(paste)), [
    '5 Conv2d 29,33 > 27,31; 6 MaxPool2d 27,31 > 13,15; 9 ConvTranspose2d 13,15 > 26,30',
    '',
  ]);
});

test('of one tensor its whole shape is told, of a layer that cannot be made nothing', () => {
  const stack = 'keras.Sequential([\n  keras.Input((28, 28, 1)),\n  layers.Flatten(),\n  layers.Conv2D(8, 3),\n])';
  assert.deepEqual(said(origins(stack)), ['3 Flatten ,28,28,1 > ,784']);
  assert.deepEqual(origins('x = layers.Conv2D(8, 0)(keras.Input((8, 8, 1)))'), []);
});

const CLASSIFIER = [
  'class Net(nn.Module):',
  '    def __init__(self):',
  '        super().__init__()',
  '        self.conv = nn.Conv2d(1, 32, 3, padding=1)',
  '        self.fc1 = nn.Linear(2048, 8)',
  '        self.head = nn.Sequential(nn.ReLU(), nn.Linear(8, 2))',
  '    def forward(self, x):',
  '        x = F.max_pool2d(self.conv(x), 4)',
  '        return self.head(self.fc1(torch.flatten(x, 1)))',
  'net = Net()',
  'net(torch.zeros(5, 1, 28, 28))',
].join('\n');

test('of a product that cannot be, both matrices are told: where the features come from, and which argument wants others', () => {
  assert.deepEqual(said(origins(CLASSIFIER)), [
    '8 Conv2d 5,1,28,28 > 5,32,28,28; 8 max_pool2d 5,32,28,28 > 5,32,7,7; 9 flatten 5,32,7,7 > 5,1568',
    '5 Linear(in_features=2048) null > 2048,8',
  ]);
  const [, weight] = origins('nn.Conv2d(3, 6, 5)(torch.zeros(1, 1, 28, 28))');
  assert.deepEqual(said(weight ? [weight] : []), ['1 Conv2d(in_channels=3) null > 6,3,5,5']);
  const [, mean] = origins('nn.BatchNorm2d(3)(torch.zeros(1, 4, 28, 28))');
  assert.deepEqual(said(mean ? [mean] : []), ['1 BatchNorm2d(num_features=3) null > 3']);
});

test('the rows of a refused model hold all that its total counts', () => {
  const { models } = trace(CLASSIFIER, { frameworks: [pytorch] });
  const [model] = models;
  assert.deepEqual(
    model?.layers.map(({ name, output_shape }) => [name, output_shape !== null]),
    [
      ['conv', true],
      ['fc1', false],
      ['head', false],
      ['head.0', false],
      ['head.1', false],
    ],
  );
  const outer = model.layers.filter(({ name }) => !name.includes('.'));
  assert.equal(
    outer.reduce((sum, { parameters }) => sum + (parameters ?? 0), 0),
    model.parameters,
  );
});
