import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import type { Shape } from '../../graph/tensor.ts';
import { mendedInput } from '../../tracer/mended_input.ts';
import type { Offered } from '../../tracer/mended_input.ts';
import { likelyInput } from '../../tracer/likely_input.ts';
import { readSetting } from '../../tracer/literal.ts';
import { trace } from '../../tracer/trace.ts';
import type { Trace, TraceOptions } from '../../tracer/trace.ts';

const read = (source: string, ...filled: string[]): Trace => {
  const settings = new Map(filled.map((one) => readSetting(one) as NonNullable<ReturnType<typeof readSetting>>));
  return trace(`from keras import layers, Sequential\n${source}`, { frameworks: [keras], settings });
};

test('a first layer whose input_shape the paste lacks is no fault: the shape is asked for, and nothing else', () => {
  for (const given of ['input_shape=x.shape[1:]', 'input_shape=(x.shape[1], 1)', 'input_dim=x.shape[1]']) {
    const source = `m = Sequential()\nm.add(layers.LSTM(4, ${given}))\nm.add(layers.Dense(2))\n`;
    const { verdict, asked, models } = read(source);
    assert.deepEqual([verdict, asked], ['unfollowed', [/x\.shape\[1:?\]/.exec(given)?.[0]]]);
    assert.deepEqual([models.length, models[0]?.fault, models[0]?.outputs], [1, null, null]);
  }
  const filled = read('m = Sequential([layers.Dense(2, input_shape=x.shape[1:])])\n', 'x.shape[1:]=(3,)');
  assert.deepEqual([filled.verdict, filled.models[0]?.outputs, filled.models[0]?.parameters], ['fits', [null, 2], 8]);
});

test('behind a layer that is not known a Sequential gives nothing', () => {
  const stacks = [
    'm = Sequential()\nm.add(layers.Dense(3, input_shape=(4,)))\nm.add(unknown())\nm.add(layers.Dense(2))\n',
    'm = Sequential([layers.Dense(3, input_shape=(4,)), unknown(), layers.Dense(2)])\n',
    'm = Sequential([layers.Dense(3, input_shape=(4,)), layers.Dense(units), layers.Dense(2)])\n',
    'm = Sequential([layers.Dense(3, input_shape=(4,)), layers.Dense(2), unknown()])\nm.pop()\n',
  ];
  for (const source of stacks) {
    const { verdict, models } = read(source);
    const [first] = models[0]?.layers ?? [];
    assert.deepEqual([verdict, models[0]?.outputs, models[0]?.parameters], ['unfollowed', null, null], source);
    assert.deepEqual([first?.output_shape, first?.parameters], [[null, 3], 15], source);
  }
});

test('an input that was given without its batch is offered with one, where the paste fits or gets further with it', () => {
  const net = (features: number): string =>
    'import torch.nn as nn\nm = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), ' + `nn.Linear(${features}, 2))\n`;
  const offered = (paste: string, frameworks: TraceOptions['frameworks'], shape: Shape): Offered | null => {
    const options = { frameworks, inputs: [shape] };
    return mendedInput(paste, options, trace(paste, options));
  };
  assert.deepEqual(offered(net(4 * 6 * 6), [pytorch], [3, 8, 8]), { why: 'batch', inputs: [[1, 3, 8, 8]], fits: true });
  // without a batch PyTorch takes the four channels for it, and 36 features would seem to be right
  assert.deepEqual(offered(net(7), [pytorch], [3, 8, 8]), { why: 'batch', inputs: [[1, 3, 8, 8]], fits: false });
  assert.equal(offered(net(7), [pytorch], [1, 3, 8, 8]), null);
  const first = { why: 'channels', inputs: [[1, 3, 8, 8]] };
  assert.deepEqual(offered(net(4 * 6 * 6), [pytorch], [8, 8, 3]), { ...first, fits: true });
  assert.deepEqual(offered(net(7), [pytorch], [1, 8, 8, 3]), { ...first, fits: false });
  const grey = net(7).replace('Conv2d(3', 'Conv2d(1');
  assert.deepEqual(offered(grey, [pytorch], [8, 8]), { why: 'batch', inputs: [[1, 1, 8, 8]], fits: false });
  const dense = 'import torch.nn as nn\nm = nn.Sequential(nn.Linear(9, 4), nn.Linear(5, 2))\n';
  assert.equal(offered(dense, [pytorch], [1, 9]), null); // a batch more mends nothing
  assert.equal(offered(net(4 * 6 * 6), [pytorch], [1, 3, 8, 8]), null);
  const stack = 'import keras\nm = keras.Sequential([keras.layers.Conv2D(4, 3), keras.layers.Dense(2)])\n';
  assert.deepEqual(offered(stack, [keras], [8, 8, 3]), { why: 'batch', inputs: [[null, 8, 8, 3]], fits: true });
});

test('where a paste of PyTorch says no input, one that its layers want is tried and offered', () => {
  const offered = (...lines: string[]): Pick<Offered, 'inputs' | 'fits'> | null => {
    const paste = ['import torch', 'from torch import nn', ...lines].join('\n');
    const steps = likelyInput(paste, { frameworks: [pytorch] }, trace(paste, { frameworks: [pytorch] }));
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value && { inputs: step.value.inputs, fits: step.value.fits };
  };
  const stack = (...layers: string[]): string => `m = nn.Sequential(${layers.join(', ')})`;
  const digits = stack('nn.Conv2d(1, 4, 5)', 'nn.Flatten()', 'nn.Linear(4 * 24 * 24, 10)');
  assert.deepEqual(offered(digits), { inputs: [[1, 1, 28, 28]], fits: true });
  // whatever the size, the channels clash
  const clash = stack('nn.Conv2d(1, 32, 3)', 'nn.Conv2d(16, 64, 3)');
  assert.deepEqual(offered(clash), { inputs: [[1, 1, 32, 32]], fits: false });
  assert.deepEqual(offered(stack('nn.Linear(784, 10)')), { inputs: [[1, 784]], fits: true });
  assert.deepEqual(offered('m = nn.LSTM(12, 20, batch_first=True)'), { inputs: [[1, 10, 12]], fits: true });
  const generator = stack('nn.ConvTranspose2d(100, 64, 4)', 'nn.ConvTranspose2d(64, 3, 4, 2, 1)');
  const critic = 'd = nn.Sequential(nn.Conv2d(3, 8, 4, 2, 1), nn.Flatten(), nn.Linear(8 * 32 * 32, 1))';
  assert.deepEqual(offered(generator, critic), {
    inputs: [
      [1, 100, 1, 1],
      [1, 3, 64, 64],
    ],
    fits: true,
  });
  const two = ['  def forward(self, x, y):', '    return self.fc(x) + y'];
  const made = [
    'class Net(nn.Module):',
    '  def __init__(self):',
    '    super().__init__()',
    '    self.fc = nn.Linear(3, 2)',
  ];
  assert.equal(offered(...made, ...two, 'm = Net()'), null); // one input is not enough
  assert.equal(offered('m = nn.Sequential(nn.Conv2d(1, width, 3))'), null); // and a name is asked for first
  assert.equal(offered(stack('nn.ReLU()', 'nn.Flatten()')), null); // nothing says what it wants
  const one = (gives: string): string[] => ['  def forward(self, x):', `    return ${gives}`, 'm = Net()'];
  assert.deepEqual(offered(...made, ...one('self.fc(x)')), { inputs: [[1, 3]], fits: true });
  // what only the call asks for, or does not follow, is neither a fit nor a break
  assert.equal(offered(...made, ...one('self.fc(x).view(-1, width)')), null);
  assert.equal(offered(...made, ...one('unheard(self.fc(x))')), null);
  assert.equal(offered(stack('nn.Linear(3, 2)'), 'unheard(m)'), null);
});

test('what refuses the input that was filled in has the line of its layer, and what was never made that of its class', () => {
  const stack = 'from torch import nn\nm = nn.Sequential(\n    nn.Flatten(),\n    nn.Linear(7, 2),\n)\n';
  const input = { frameworks: [pytorch], inputs: [[1, 3, 8, 8]] };
  assert.equal(trace(stack, input).models[0]?.fault?.line, 4);
  const body = '  def __init__(self):\n    super().__init__()\n  def forward(self, x):\n    return x\n';
  const { models, notes } = trace(`from torch import nn\n\nclass Net(nn.Module):\n${body}`, input);
  assert.deepEqual([models[0]?.line, notes.map(({ line }) => line)], [3, [3]]);
  const layers = 'import keras\nm = keras.Sequential([\n  keras.layers.Dense(2),\n  keras.layers.Conv2D(4, 9),\n])\n';
  const small = trace(layers, { frameworks: [keras], inputs: [[null, 8, 8, 3]] });
  assert.equal(small.models[0]?.fault?.line, 4);
});

test('what is known of arrays is followed: parts to train with, labels, pictures that come with Keras', () => {
  const source = `from sklearn.model_selection import train_test_split
(x, y), _ = cifar10.load_data()
a, b, c, d = train_test_split(x, keras.utils.to_categorical(y, 10), test_size=0.3)
m = Sequential([layers.Flatten(input_shape=a.shape[1:]), layers.Dense(c.shape[-1]), layers.Dense(len(b) // 100)])
`;
  const { verdict, models } = read(source);
  assert.deepEqual([verdict, models[0]?.outputs, models[0]?.parameters], ['fits', [null, 150], 30_730 + 1650]);
});

test('of arrays that are not known what the paste needs is asked', () => {
  const window = `x = []
for i in range(60, 2000):
    x.append(data[i - 60:i])
x = np.array(x)
x = np.reshape(x, (x.shape[0], x.shape[1], 1))
`;
  const model = 'm = Sequential([layers.LSTM(4, input_shape=(x.shape[1], 1))])\n';
  assert.deepEqual(read(`data = np.load("a.npy")\n${window}${model}`).asked, ['x.shape[1]']);
  const images = `from tensorflow.keras.preprocessing.image import ImageDataGenerator
train = ImageDataGenerator().flow_from_directory("a")
m = Sequential([layers.Dense(train.num_classes, input_shape=(3,))])
`;
  assert.deepEqual(read(images).asked, ['train.num_classes']);
});

test('data that is not known goes into a model that is whole: nothing of the model is lost', () => {
  const model = 'm = Sequential([layers.Dense(2, input_shape=(3,))])\n';
  const { verdict, models } = read(`${model}print(m(data[:1]).shape)\n`);
  assert.deepEqual([verdict, models[0]?.outputs], ['fits', [null, 2]]);
  const further = read(`${model}n = Sequential([layers.Dense(4)])\nn(m(data[:1]))\n`);
  assert.equal(further.verdict, 'unfollowed');
});
