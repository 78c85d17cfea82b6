import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { trace } from '../../tracer/trace.ts';
import type { Trace } from '../../tracer/trace.ts';

const read = (source: string): Trace => trace(source, { frameworks: [keras, pytorch] });
const MODEL = `m = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(4, 3)])\n`;
const BEHIND = 'm.add(keras.layers.Flatten())\n';

const PRINTED = {
  traceback: `Traceback (most recent call last):
  File "/home/a/train.py", line 12, in <module>
    model.fit(x_train, y_train)
  File "/usr/lib/keras/training.py", line 1154, in fit
    batch_size=batch_size)
ValueError: Error when checking target: expected dense_1 to have shape (10,)
but got array with shape (1,)

Call arguments received by layer "sequential" (type Sequential):
  • inputs=tf.Tensor(shape=(None, 10), dtype=float32)
`,
  'traceback of a notebook': `---------------------------------------------------------------------------
ValueError                                Traceback (most recent call last)
<ipython-input-5-d3b07384d113> in <module>()
      1 model = keras.Sequential()
----> 2 model.add(keras.layers.Dense(1))
      3 x = 1

~/keras/models.py in add(self, layer)
    164 
--> 165         raise ValueError('no')

ValueError: no
`,
  error: 'ValueError: Input 0 of layer "dense" is incompatible with the layer: expected axis -1 to have value 784\n',
  'summary in lines': `Model: "sequential"
_________________________________________________________________
 Layer (type)                Output Shape              Param #
=================================================================
 lstm (LSTM)                 (None, 60, 50)            11200

 concatenate (Concatenate)   (None, 60, 64)            0         ['lstm[0][0]',
                                                                  'dense[0][0]']
=================================================================
Total params: 31,451
Trainable params: 31,451
Non-trainable params: 0
_________________________________________________________________
`,
  'summary with long names': `Model: "sequential_3"
_________________________________________________________________
 max_pooling2d_5 (MaxPooling  (None, 23, 23, 32)       0
 2D)

=================================================================
Total params: 320
`,
  'summary of torchsummary': `----------------------------------------------------------------
        Layer (type)               Output Shape         Param #
================================================================
            Conv2d-1           [-1, 64, 30, 30]           1,792
================================================================
Total params: 1,792
----------------------------------------------------------------
Input size (MB): 0.01
Forward/backward pass size (MB): 0.44
Params size (MB): 0.01
Estimated Total Size (MB): 0.46
----------------------------------------------------------------
`,
  'summary in a box': `Model: "sequential_3"
┏━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━┓
┃ Layer (type)     ┃ Output Shape ┃ Param # ┃
┡━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━┩
│ dense_4 (Dense)  │ (None, 64)   │  50,240 │
└──────────────────┴──────────────┴─────────┘
 Total params: 50,890 (198.79 KB)
 Trainable params: 50,890 (198.79 KB)
 Non-trainable params: 0 (0.00 B)
`,
  training: `Using TensorFlow backend.
Found 2000 images belonging to 2 classes.
Epoch 1/10
1875/1875 [==============================] - 5s 3ms/step - loss: 0.2 - accuracy: 0.9
 118/1875 ━━━━━━━━━━━━━━━━━━━━ 3s 2ms/step - accuracy: 0.1 - loss: 0.2
2024-01-01 12:00:00.123456: I tensorflow/core/platform/cpu.cc:182] This binary is optimized
WARNING:tensorflow:From /usr/a.py:12: The name is deprecated
`,
};

for (const [name, printed] of Object.entries(PRINTED)) {
  test(`what a program printed is passed over, with a note: ${name}`, () => {
    const { verdict, models, notes } = read(`import keras\n${MODEL}${printed}\n${BEHIND}`);
    assert.deepEqual([verdict, models.length, models[0]?.outputs], ['fits', 1, [null, 144]]);
    assert.deepEqual(notes, [{ line: 3, text: 'what a program printed is passed over' }]);
    assert.equal(models[0]?.layers.at(-1)?.line, 3 + printed.split('\n').length);
  });
}

test('printed lines inside a string are no output', () => {
  const { notes, models } = read(`import keras\nnote = """\nEpoch 1/2\nTotal params: 3\n"""\n${MODEL}`);
  assert.deepEqual([notes, models[0]?.outputs], [[], [null, 6, 6, 4]]);
});

const STACK = 'import keras\nfrom keras import layers\nm = keras.Sequential([\n    keras.Input((8, 8, 3)),\n';
const CUT = {
  'in a layer of a list': `${STACK}    layers.Conv2D(4, 3),\n    layers.Conv2D(8,`,
  'in a tuple of a layer': `${STACK}    layers.Conv2D(4, 3),\n    layers.Conv2D(8, (3,`,
  'in a string': `${STACK}    layers.Conv2D(4, 3),\n    layers.Conv2D(8, 3, padding='sa`,
  'in a call within a layer': `${STACK}    layers.Conv2D(4, 3),\n    layers.Dense(8, kernel_regularizer=l2(0.`,
  'behind a layer': `${STACK}    layers.Conv2D(4, 3)`,
  'behind a comma': `${STACK}    layers.Conv2D(4, 3),\n\n`,
  'in a name': `${STACK}    layers.Conv2D(4, 3),\n    layers.Fla`,
  'in add': `import keras\n${MODEL}m.add(keras.layers.Dense(`,
};

for (const [name, source] of Object.entries(CUT)) {
  test(`a paste that ends inside a bracket is traced until there: ${name}`, () => {
    const { verdict, models, unfollowed, asked } = read(source);
    const { layers = [], outputs } = models[0] ?? {};
    assert.equal(verdict, 'unfollowed');
    assert.deepEqual([outputs, layers[0]?.output_shape, layers[0]?.parameters], [null, [null, 6, 6, 4], 112]);
    assert.equal(unfollowed.length, 1, JSON.stringify(unfollowed));
    assert.equal(unfollowed[0]?.line, source.trimEnd().split('\n').length);
    assert.match(unfollowed[0].text, /^the text ends here, inside the bracket of line \d$/);
    assert.deepEqual(asked, []);
  });
}

test('what is cut off behind the model changes nothing of it', () => {
  const { models, unfollowed } = read(`import keras\n${MODEL}m.compile(\n    metrics=["accuracy"`);
  assert.deepEqual([models[0]?.outputs, unfollowed.length], [[null, 6, 6, 4], 1]);
});

test('a bracket that is missing in the middle is named, and what follows is read', () => {
  const add = '  # the last\nm.add(keras.layers.Dense(2, activation="relu")';
  const { models, unfollowed } = read(
    `import keras\n${MODEL}m.add(keras.layers.Flatten()${add}\nm.compile(\n  "adam")\n`,
  );
  assert.deepEqual(models[0]?.outputs, [null, 2]);
  const text = 'a bracket of this line is never closed';
  assert.deepEqual(unfollowed, [
    { line: 3, text },
    { line: 4, text },
  ]);
});

test('of functions that are never called the last that makes a model is; what it lacks is asked', () => {
  const maker = (list: string): string => `import keras
def block(x):
    return keras.layers.Dense(4)(x)
def build(${list}):
    x = keras.Input((units,))
    return keras.Model(x, block(x))
def train(model, x):
    model.fit(x)
`;
  const { verdict, models, notes } = read(maker('units=3'));
  assert.deepEqual([verdict, models.length, models[0]?.outputs], ['fits', 1, [null, 4]]);
  assert.deepEqual(notes, [{ line: 4, text: 'the paste never calls build; it was called' }]);
  assert.deepEqual(read(maker('units')).asked, ['units']);
  const torch = read('from torch import nn\ndef make():\n    return nn.Sequential(nn.Linear(2, 3))\n');
  assert.deepEqual([torch.models[0]?.parameters, torch.asked], [9, ['input']]);
  assert.deepEqual(read(`import keras\ndef make():\n    return keras.Sequential()\n${MODEL}`).notes, []);
});
