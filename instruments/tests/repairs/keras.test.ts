import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { trace } from '../../tracer/trace.ts';
import { offers as offersOf, repaired } from './offers.ts';

const offers = (source: string, ...pieces: string[]): void => offersOf(keras, source, ...pieces);

const HEAD = 'import keras\nfrom keras import layers\n';
const stack = (...lines: string[]): string => `${HEAD}model = keras.Sequential([\n    ${lines.join(',\n    ')},\n])\n`;

test('what a layer is called with: a layer that was not called, a list, a phase by its name', () => {
  const ahead = `${HEAD}i = keras.Input((32, 32, 3))\nx = layers.Conv2D(4, 3)(i)\n`;
  const model = 'm = keras.Model(i, x)\n';
  offers(`${ahead}x = layers.MaxPooling2D(2)\nx = layers.Flatten()(x)\n${model}`, 'x = layers.MaxPooling2D(2)(x)\n');
  offers(`${ahead}x = layers.Concatenate()(x, x)\n${model}`, 'layers.Concatenate()([x, x])');
  offers(`${ahead}x = layers.Dropout(0.5)(x, True)\n${model}`, 'layers.Dropout(0.5)(x, training=True)');
});

test('a model gets the input that it lacks', () => {
  const inputs = `${HEAD}a = keras.Input((3,), name='a')\nb = keras.Input((3,), name='b')\n`;
  offers(`${inputs}m = keras.Model(inputs=a, outputs=layers.Add()([a, b]))\n`, 'inputs=[a, b]');
  offers(`${inputs}m = keras.Model([a], [layers.Dense(2)(b)])\n`, 'keras.Model([a, b], ');
});

test('a number where a tuple must be gets its comma', () => {
  offers('import keras\ni = keras.Input(shape=(784))\nm = keras.Model(i, keras.layers.Dense(3)(i))\n', 'shape=(784,)');
  const stack = 'm = keras.Sequential()\nm.add(keras.layers.Dense(3, input_shape=(784)))\n';
  offers(`import keras\n${stack}`, 'input_shape=(784,)');
});

test('what people write instead of the input shape', () => {
  const [conv, dense] = ['layers.Conv2D(8, 3)', 'layers.Dense(2)'];
  offers(stack('keras.Input((32, 28, 28, 1))', conv, dense), 'keras.Input((28, 28, 1))');
  offers(stack('keras.Input((28, 28))', conv, dense), 'keras.Input((28, 28, 1))');
  offers(stack('keras.Input((3, 32, 32))', conv, 'layers.MaxPooling2D(2)'), 'keras.Input((32, 32, 3))');
  offers(stack('layers.Conv2D(8, 3, input_shape=(28, 28))'), 'input_shape=(28, 28, 1)');
  offers(stack('keras.Input((1, 28, 28))', 'layers.Conv1D(10, 3)'), 'keras.Input((28, 28))');
});

test('a model that is called with another shape: the input, or the data, becomes what it was made for', () => {
  const made = stack('keras.Input((28, 28, 1))', 'layers.Conv2D(8, 3)', 'layers.Flatten()', 'layers.Dense(10)');
  offers(`${made}x = keras.Input((28, 28))\ny = model(x)\n`, 'x = keras.Input((28, 28, 1))');
  const smaller = `${made}x = keras.Input((14, 14))\ny = model(x)\n`;
  offers(smaller, 'x = keras.Input((28, 28, 1))', '    keras.Input((14, 14, 1)),');
  const data = `${made}x = np.zeros((8, 14, 14))\ny = model(x)\n`.replace('keras\n', 'keras\nimport numpy as np\n');
  offers(data, 'x = np.zeros((8, 28, 28, 1))');
  offers(data.replace('zeros((8, 14, 14))', 'random.rand(28, 28)'), 'x = np.random.rand(28, 28, 28, 1)');
});

test('a repair is no worse for a model of the other framework that waits for its input', () => {
  const made = stack('keras.Input((28, 28))', 'layers.Conv2D(8, 3)', 'layers.Flatten()', 'layers.Dense(10)');
  const other = 'import torch\nfrom torch import nn\nnet = nn.Sequential(nn.Conv2d(3, 16, 3), nn.Flatten())\n';
  offers(made + other, 'keras.Input((28, 28, 1))', 'layers.Reshape((28, 28, 1))');
});

test('data for a stack without an input gets the axis that is missing, beside a layer that adds it', () => {
  const head = `import numpy as np\n${stack('layers.Conv2D(8, 3)')}`;
  offers(`${head}model(np.ones((8, 28, 28)))\n`, 'np.ones((8, 28, 28, 1))', 'layers.Reshape((28, 28, 1))');
  offers(`${head}x = np.random.rand(28, 28, 3)\nmodel(x)\n`, 'np.random.rand(1, 28, 28, 3)');
});

const UNET = `${HEAD}i = keras.Input((30, 30, 1))
a = layers.Conv2D(4, 3, padding="same")(i)
b = layers.MaxPooling2D(2)(a)
c = layers.MaxPooling2D(2)(b)
d = layers.Conv2DTranspose(4, 2, strides=2)(c)
e = layers.Concatenate()([d, b])
f = layers.Conv2DTranspose(4, 2, strides=2)(e)
g = layers.Concatenate()([f, a])
model = keras.Model(i, g)
`;

test('a skip connection of an odd size is padded, or the input gets a size that fits', () => {
  offers(UNET, 'layers.ZeroPadding2D(((0, 1), (0, 1)))(d)', 'keras.Input((28, 28, 1))', 'keras.Input((32, 32, 1))');
});

test('an argument that is missing stands there under its old name; what says the same is offered once', () => {
  offers(
    stack('keras.Input((8,))', 'layers.Dense(output_dim=4, init="uniform")'),
    'Dense(units=4, kernel_initializer="uniform")',
  );
  const old = stack(
    'keras.Input((8, 8, 1))',
    'layers.Conv2D(4, 3, border_mode="same")',
    'layers.Dense(2, init="uniform")',
  );
  assert.equal(repaired(old, keras).length, 1);
});

test('merges: crop, shortcut, operators, bare names with their import', () => {
  const ends = 'model = keras.Model(i, x)\n';
  const start = `${HEAD}i = keras.Input((10, 10, 4))\na = layers.Conv2D(4, 3)(i)\n`;
  offers(`${start}x = layers.Add()([a, i])\n${ends}`, 'layers.Cropping2D(((1, 1), (1, 1)))(i)', 'padding="same"');
  offers(`${start}x = a + i\n${ends}`, 'a + layers.Cropping2D(((1, 1), (1, 1)))(i)');
  const strided = `${HEAD}i = keras.Input((10, 10, 4))\na = layers.Conv2D(8, 3, strides=2, padding="same")(i)\n`;
  offers(`${strided}x = layers.add([a, i])\n${ends}`, 'layers.Conv2D(8, 1, strides=2, padding="same")(i)');
  const bare = `import keras\nfrom keras.layers import Conv2D, Add\ni = keras.Input((10, 10, 4))\n`;
  const [crop] = repaired(`${bare}x = Add()([Conv2D(4, 3)(i), i])\n${ends}`, keras);
  assert.ok(crop?.includes('import Cropping2D, Conv2D, Add') && crop.includes('Cropping2D(((1, 1), (1, 1)))(i)'));
});

test('a transposed convolution is made to give the size that is wanted', () => {
  const source = `${HEAD}i = keras.Input((11, 11, 4))
a = layers.Conv2D(4, 3, strides=2, padding="same")(i)
b = layers.Conv2DTranspose(4, 3, strides=2, padding="same")(a)
model = keras.Model(i, layers.Add()([b, i]))
`;
  offers(source, 'output_padding=0');
});

test('layers ahead: Flatten for sizes that are open, return_sequences, Reshape', () => {
  const open = ['keras.Input((None, None, 3))', 'layers.Conv2D(8, 3)', 'layers.Flatten()', 'layers.Dense(2)'];
  offers(stack(...open), 'layers.GlobalAveragePooling2D()');
  const rows = stack('keras.Input((9, 4))', 'layers.LSTM(8)', 'layers.LSTM(8)');
  offers(rows, 'layers.LSTM(8, return_sequences=True)');
  const added = `${HEAD}model = keras.Sequential()\nmodel.add(keras.Input((9,)))\nmodel.add(layers.Conv1D(4, 3))\n`;
  offers(added, 'model.add(layers.Reshape((9, 1)))\nmodel.add(layers.Conv1D(4, 3))');
  const cells = stack('keras.Input((9,))', 'layers.Dense(100)', 'layers.Reshape((7, 7, 2))');
  offers(cells, 'layers.Dense(98)');
});

test('arguments: output_padding, strides beside dilation, a window that is too large, old names', () => {
  const [input, small] = ['keras.Input((8, 8, 4))', 'keras.Input((2, 2, 4))'];
  offers(stack(input, 'layers.Conv2DTranspose(4, 3, strides=2, output_padding=2)'), 'output_padding=1');
  offers(stack(input, 'layers.Conv2D(4, 3, strides=2, dilation_rate=2)'), 'strides=1', 'dilation_rate=1');
  offers(stack(small, 'layers.Conv2D(4, 3)'), 'padding="same"', 'layers.Conv2D(4, 2)', 'keras.Input((3, 3, 4))');
  offers(stack(input, "layers.Conv2D(4, 3, border_mode='same')"), "padding='same'");
});

test('names that Keras looks up: a slip of the pen is refused in its words, and the name that is meant offered', () => {
  const input = 'keras.Input((8, 8, 4))';
  const slips = [
    ["layers.Conv2D(4, 3, activation='rellu')", 'activation function', 'rellu', 'activation="relu"'],
    ["layers.Activation('sigmoide')", 'activation function', 'sigmoide', 'layers.Activation("sigmoid")'],
    ["layers.Dense(4, kernel_initializer='He_Normal')", 'initializer', 'He_Normal', 'kernel_initializer="he_normal"'],
    ["layers.Dropout(0.5, activity_regularizer='l3')", 'regularizer', 'l3', null],
    ["layers.Dense(4, bias_constraint='nonneg')", 'constraint', 'nonneg', 'bias_constraint="NonNeg"'],
  ] as const;
  for (const [layer, noun, name, mended] of slips) {
    const { models } = trace(stack(input, layer), { frameworks: [keras] });
    assert.equal(models[0]?.fault?.says, `Could not interpret ${noun} identifier: ${name}`);
    if (mended) offers(stack(input, layer), mended);
  }
});

test('pooling takes its padding in small letters only, a convolution in any', () => {
  const input = 'keras.Input((8, 8, 4))';
  offers(
    stack(input, "layers.Conv2D(4, 3, padding='SAME')", "layers.MaxPooling2D(2, padding='SAME')"),
    'padding="same"',
  );
  const { verdict } = trace(stack(input, "layers.Conv2D(4, 3, padding='SAME')"), { frameworks: [keras] });
  assert.equal(verdict, 'fits');
});

test('a model that fits is not looked at for repairs, and none are looked for unless time is given', () => {
  const { models } = trace(UNET, { frameworks: [keras] });
  assert.deepEqual(models.find(({ fault }) => fault)?.fault?.repairs, []);
});

test('a name that Keras does not have: the one that is meant, or none where it is only imported', () => {
  const imported = (names: string): string =>
    `from keras.layers import ${names}\nfrom keras.models import Sequential\n`;
  const model = (layer: string): string => `model = Sequential([${layer}(2, 3, input_shape=(8, 8, 1))])\n`;
  offers(
    imported('Dense, Conv2d') + model('Conv2d'),
    'import Dense, Conv2D\nfrom keras.models import Sequential\nmodel = Sequential([Conv2D(',
  );
  offers(`${HEAD}${model('layers.Conv2d').replace('Seq', 'keras.Seq')}`, '([layers.Conv2D(');
  offers(imported('Conv2D, merge') + model('Conv2D'), 'layers import Conv2D\n');
  offers(imported('merge, Conv2D') + model('Conv2D'), 'layers import Conv2D\n');
});

test('a size that has a name, used for nothing else, is changed where it is given', () => {
  const named = UNET.replace('30, 30', 'size, size').replace('i = keras', 'size = 30\ni = keras');
  offers(named, 'size = 28\n', 'size = 32\n');
  const elsewhere = named.replace('size = 30\n', 'size = 30\nprint(size)\n');
  offers(elsewhere, 'keras.Input((28, 28, 1))');
  offers(named.replace('(size, size', '(size, 30'), 'keras.Input((28, 28, 1))');
});

test('in a loop, whose rounds have other sizes, one is made as large as the other', () => {
  const loop = `${HEAD}inputs = x = keras.Input((30, 46, 3))
skips = []
for filters in [4, 8]:
    x = layers.Conv2D(filters, 3, padding="same")(x)
    skips.append(x)
    x = layers.MaxPooling2D()(x)
for filters, skip in zip([8, 4], reversed(skips)):
    x = layers.UpSampling2D()(x)
    x = layers.concatenate([x, skip])
model = keras.Model(inputs, x)
`;
  offers(loop, 'layers.Resizing(*skip.shape[1:3])(x), skip]', '[x, skip[:, :x.shape[1], :x.shape[2]]]');
  const inFunction = `${HEAD}f = [2, 4]
def joined(x, skip, filters):
    x = layers.Concatenate()([layers.UpSampling2D()(x), skip])
    return layers.Conv2D(filters, 3, padding="same")(x)
inputs = keras.Input((30, 46, 3))
half = layers.MaxPooling2D()(inputs)
x = joined(layers.MaxPooling2D()(half), half, 2 * f[1])
model = keras.Model(inputs, joined(x, inputs, 2 * f[0]))
`;
  offers(inFunction, 'layers.Resizing(*skip.shape[1:3])(layers.UpSampling2D()(x)), skip]');
});

test('a series for the next LSTM, also behind what stands between; names as Keras takes them', () => {
  const lstm = ['keras.Input((20, 5))', 'layers.LSTM(64)', 'layers.Dropout(0.2)', 'layers.LSTM(32)'];
  offers(stack(...lstm), 'layers.LSTM(64, return_sequences=True)');
  const named = [
    'keras.Input((8, 8, 1))',
    'layers.Conv2D(4, 3, name="a/3x3")',
    'layers.Conv2D(4, 3, name="b" + "/3x3")',
  ];
  offers(stack(...named), 'name="b" + "_3x3"');
  assert.ok(repaired(stack(...named), keras).every((text) => text.includes('name="a_3x3"')));
});

test('in a layer of the paste the number that disagrees is changed where the layer is made', () => {
  const block = `${HEAD}class Block(layers.Layer):
    def __init__(self, width):
        super().__init__()
        self.dense = layers.Dense(width)
    def call(self, x):
        return x + self.dense(x)
i = keras.Input((8, 6))
x = Block(4)(i)
model = keras.Model(i, x)
`;
  assert.match(repaired(block, keras)[0] ?? '', /Block\(6\)/);
});

test('a model that is given another size: one fault, though two models break, and what is ahead may give the size', () => {
  const paste = `${HEAD}maker = keras.Sequential([keras.Input((7, 7, 4)), layers.Conv2DTranspose(3, 4, strides=2)])
judge = keras.Sequential([keras.Input((14, 14, 3)), layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(1)])
both = keras.Sequential([maker, judge])
`;
  offers(paste, 'keras.Input((16, 16, 3))', 'padding="same"');
  assert.ok(repaired(paste, keras).every((text) => !text.includes('(14, 3)')));
});

test('behind a statement that is refused a stack is not known: a repair leads to its end, not to the next break', () => {
  const conv = 'model.add(layers.Conv2D(8, 3, name="a"))';
  const paste = `${HEAD}model = keras.Sequential([keras.Input((8, 8, 3))])\n${conv}\n${conv}\nmodel.add(layers.Conv2D(8, 5))\n`;
  const found = repaired(paste, keras);
  assert.ok(found.length > 0);
  for (const text of found) assert.equal(trace(text, { frameworks: [keras] }).verdict, 'fits', text);
});
