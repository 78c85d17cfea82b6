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

test('where attention gives no weights there is None, and what a module gives stays as it is nested', () => {
  const made = `${TORCH}class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.MultiheadAttention(8, 2)
    def forward(self, x):
        o, w = self.a(x, x, x, need_weights=False)
        assert w is None
        return [o], w, [x, x]
Net()(torch.randn(5, 2, 8))\n`;
  const { outputs, layers } = followed(made);
  const shape = [5, 2, 8];
  assert.deepEqual(
    [outputs, layers[0]?.output_shape],
    [
      [[shape], null, [shape, shape]],
      [shape, null],
    ],
  );
});

test('an orthogonal weight is kept with the square matrix that it starts from', () => {
  const made = `${TORCH}from torch.nn.utils.parametrizations import orthogonal
net = nn.Sequential(orthogonal(nn.Linear(20, 30)), orthogonal(nn.Linear(30, 7), use_trivialization=False))
net(torch.randn(5, 20))\n`;
  const { outputs, parameters, buffers } = followed(made);
  assert.deepEqual([outputs, parameters, buffers], [[5, 7], 630 + 217, 900]);
  const conv = followed(
    `${TORCH}net = nn.utils.parametrizations.orthogonal(nn.Conv2d(3, 8, (3, 5)))\nnet(torch.randn(1, 3, 9, 9))\n`,
  );
  assert.equal(conv.buffers, 8 * 3 * 5 * 5); // as PyTorch counts: the longer side, twice
});

test('data of files is not known, and no fault; the folders of pictures are asked for', () => {
  const files = `import tensorflow as tf
files = tf.data.Dataset.list_files('a/*.jpg').map(lambda path: tf.io.read_file(path)).batch(32)
made = tf.data.Dataset.range(10).map(lambda n: tf.nowhere(n)).batch(2)
for a in made.window(3):
    pass
m = tf.keras.Sequential([tf.keras.layers.Dense(4, input_dim=3)])
m.fit(files, steps_per_epoch=made.cardinality().numpy() // 2)
`;
  assert.deepEqual(followed(files).outputs, [null, 4]);
  const folders = `import tensorflow as tf
ds = tf.keras.utils.image_dataset_from_directory('a', image_size=(32, 48), color_mode='grayscale')
names = ds.class_names
for images, labels in ds.take(1):
    m = tf.keras.Sequential([tf.keras.Input(images.shape[1:]), tf.keras.layers.Dense(len(names))])
`;
  assert.deepEqual(read(folders).asked, ['len(names)']);
  assert.deepEqual(followed(folders.replace('len(names)', '5')).inputs, [null, 32, 48, 1]);
});

test('layers are found where Keras 2 had them, and this is said', () => {
  const source =
    'from keras.layers.core import Dense\nfrom keras.models import Sequential\nm = Sequential([Dense(4, input_dim=3)])\n';
  assert.deepEqual(followed(source).outputs, [null, 4]);
  const said = 'Keras 3 has no module `keras.layers.core`: it is read as `keras.layers`';
  assert.deepEqual(read(source).notes, [{ line: 1, text: said }]);
  assert.deepEqual(read(source.replace('.core', '')).notes, []);
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

test('a layer that declares its shape is not run: what only its call would build has no weights yet', () => {
  const body = [
    'def build(self, shape):',
    '    self.inner = layers.Conv2D(4, 3)',
    '    self.factor = self.add_weight(shape=(shape[-1],))',
    'def call(self, x):',
    '    return self.inner(x) * self.factor',
    'def compute_output_shape(self, shape):',
    '    return (*shape[:-1], 4)',
  ];
  const lines = body.map((line) => `    ${line}\n`).join('');
  const made = `${KERAS}class L(layers.Layer):\n${lines}i = keras.Input((8, 8, 3))\nm = keras.Model(i, L()(i))\n`;
  const { outputs, parameters } = followed(made);
  assert.deepEqual([outputs, parameters], [[null, 8, 8, 4], 3]); // what Keras says
  assert.match(read(made).notes[0]?.text ?? '', /does not run its `call`/);
});

test('a function of a framework that is not known is not followed, and no fault', () => {
  const { verdict, models } = read(`${KERAS}i = keras.Input((8,))\nm = keras.Model(i, keras.utils.nowhere(i))\n`);
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

test('what a tensor holds decides nothing here, and the reader is told', () => {
  const net = (body: string): string =>
    `${TORCH}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a, self.b = nn.Linear(4, 3), nn.Linear(4, 5)\n    def forward(self, x):\n${body}net = Net()\nnet(torch.zeros(2, 4))\n`;
  const bodies = [
    '        if x.max() > 3:\n            return self.a(x)\n        return self.b(x)\n',
    '        if x.max() > 3:\n            x = self.a(x)\n        else:\n            x = self.b(x)\n        return x.relu()\n',
    '        return self.a(x) if x.sum() else self.b(x)\n',
  ];
  for (const body of bodies) {
    const { models, unfollowed } = read(net(body));
    assert.deepEqual(models.at(-1)?.outputs, null);
    assert.match(unfollowed[0]?.text ?? '', /a tensor has no values here/);
  }
  const own = `${KERAS}class L(layers.Layer):\n    def call(self, x):\n        return x if ops.max(x) > 0 else ops.squeeze(x, 1)\ni = keras.Input((1, 4))\nm = keras.Model(i, L()(i))\n`;
  assert.equal(read(own).verdict, 'unfollowed');
  const { models } = read(net('        if x:\n            return x\n'));
  assert.equal(models.at(-1)?.fault?.says, 'Boolean value of Tensor with more than one value is ambiguous');
});

test('a loss that is compared in training leaves the model followed', () => {
  const made = `${TORCH}net, best = nn.Linear(4, 3), 1e9\n`;
  const body = ['loss = nn.MSELoss()(net(torch.zeros(2, 4)), torch.zeros(2, 3))', 'if loss < best:', '    best = loss'];
  const saved = ['if loss.item() < best:', '    best, state = loss.item(), net.state_dict()'];
  followed(`${made}for _ in range(3):\n${[...body, ...saved].map((line) => `    ${line}\n`).join('')}`);
});

test('weights that are parametrized are counted with what is kept beside them', () => {
  const made = `${TORCH}from torch.nn.utils import parametrizations as P\nfrom torch.nn.utils.parametrizations import weight_norm\n`;
  const layers = 'weight_norm(nn.Conv1d(4, 6, 3)), nn.Flatten(), P.spectral_norm(nn.Linear(48, 5))';
  const model = followed(`${made}net = nn.Sequential(${layers})\nnet(torch.zeros(2, 4, 10))\n`);
  // what PyTorch counts
  assert.deepEqual([model.parameters, model.buffers], [84 + 245, 53]);
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

const LIT = `import torch
from torch import nn
import pytorch_lightning as pl
class Lit(pl.LightningModule):
    def __init__(self, width=8, *rest, classes, **options):
        super().__init__()
        SAVE
        self.example_input_array = torch.randn(2, 12, device=self.device)
        self.net = nn.Sequential(nn.Linear(12, LINEAR), nn.ReLU(), nn.Linear(LINEAR, self.hparams["classes"]))
    def forward(self, x):
        return self.net(x)
    def training_step(self, batch, index):
        x, y = batch
        self.log("loss", nn.functional.cross_entropy(self(x), y))
    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)
lit = Lit(16, classes=3, depth=20)
`;
const lit = (save: string, linear: string): string =>
  `${LIT.replace('SAVE', save).replaceAll('LINEAR', linear)}lit(lit.example_input_array)\npl.Trainer().fit(lit, data)\n`;

test('a LightningModule has its hyperparameters; what trains it is passed over, and named', () => {
  const all = read(lit('self.save_hyperparameters()', 'self.hparams.width'));
  assert.deepEqual(all.models.at(-1)?.outputs, [2, 3]);
  assert.ok(all.passed.some(({ name }) => name === 'lightning.Trainer'));
  assert.equal(followed(lit('self.save_hyperparameters(ignore="width")', 'self.hparams.depth')).parameters, 323);
  assert.equal(followed(lit('self.save_hyperparameters("classes", "width")', 'self.hparams.width')).parameters, 259);
  assert.equal(
    followed(lit('self.save_hyperparameters({"w": 5, "classes": 2})', 'self.hparams.get("w")')).parameters,
    77,
  );
  const { unfollowed } = read(lit('self.save_hyperparameters("classes")', 'self.hparams.width'));
  assert.match(unfollowed[0]?.text ?? '', /`width` is not among the hyperparameters/);
});

test('summary says the input: torchsummary with a batch of 2, torchinfo as it stands', () => {
  const net = `${TORCH}net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.Linear(144, 2))\n`;
  assert.deepEqual(followed(`${net}from torchsummary import summary\nsummary(net, (3, 8, 8))\n`).outputs, [2, 2]);
  assert.deepEqual(
    followed(`${net}from torchinfo import summary\nsummary(net, input_size=(5, 3, 8, 8))\n`).outputs,
    [5, 2],
  );
});

test('a loss refuses a target that does not belong to what it judges, in PyTorch’s words; else it is passed over', () => {
  const made = `${TORCH}import torch.nn.functional as F\nnet = nn.Linear(4, 5)\ny = net(torch.randn(8, 4))\n`;
  const says = (loss: string): string | undefined =>
    read(`${made}loss = ${loss}\nloss.backward()\n`).models.at(-1)?.fault?.says;
  // as PyTorch 2.13 says
  const judged: [string, string][] = [
    [
      'F.mse_loss(y, torch.randn(8, 4))',
      'The size of tensor a (5) must match the size of tensor b (4) at non-singleton dimension 1',
    ],
    [
      'F.binary_cross_entropy(y.sigmoid(), torch.rand(8))',
      'Using a target size (torch.Size([8])) that is different to the input size (torch.Size([8, 5])) is deprecated. Please ensure they have the same size.',
    ],
    [
      'nn.BCEWithLogitsLoss()(y, torch.rand(8))',
      'Target size (torch.Size([8])) must be the same as input size (torch.Size([8, 5]))',
    ],
    [
      'nn.CrossEntropyLoss().cuda()(y, torch.randint(0, 5, (4,)))',
      'Expected input batch_size (8) to match target batch_size (4).',
    ],
    ['F.cross_entropy(y, torch.randint(0, 5, (8, 1)))', '0D or 1D target tensor expected, multi-target not supported'],
    ['F.cross_entropy(y[:, :, None], torch.randint(0, 5, (8,)))', 'Expected target size [8, 1], got [8]'],
    [
      'F.cross_entropy(y[:, :, None, None], torch.randint(0, 5, (8, 2, 1)))',
      'size mismatch (got input: [8, 5, 1, 1] , target: [8, 2, 1]',
    ],
    [
      'nn.NLLLoss()(y[:, :, None, None], torch.randint(0, 5, (8, 1)))',
      'only batches of spatial targets supported (3D tensors) but got targets of dimension: 2',
    ],
  ];
  for (const [loss, refusal] of judged) assert.equal(says(loss), refusal, loss);
  for (const loss of [
    'F.cross_entropy(y, y.argmax(1))',
    'nn.CrossEntropyLoss(torch.ones(5))(y, y)',
    'nn.L1Loss()(y, y)',
    'F.cross_entropy(y, labels)',
  ])
    assert.equal(says(loss), undefined, loss);
  const { models } = read(`${made}nn.BCELoss()(y, torch.rand(8))\n`);
  assert.deepEqual(
    models.map(({ layers }) => layers.length),
    [0, 0],
  ); // what was called is told in a model of its own, not beside the fault
  const { notes } = read(`${made}nn.MSELoss()(y[:, :1], torch.randn(8))\n`);
  assert.match(notes[0]?.text ?? '', /a loss of \[8, 1\] and \[8\] stretches both/);
});

test('networks of torchvision that are not followed, and arguments that change them, are named', () => {
  for (const [made, name] of [
    ['torchvision.models.swin_t()', 'swin_t'],
    ['torchvision.models.segmentation.fcn_resnet50()', 'fcn_resnet50'],
    ['torchvision.models.quantization.resnet18()', 'resnet18'],
    ['resnet18(norm_layer=nn.GroupNorm)', 'norm_layer'],
  ] as const) {
    const { unfollowed } = read(
      `import torchvision\nfrom torchvision.models import resnet18\n${TORCH}net = ${made}\nout = net(torch.randn(1, 3, 224, 224))\n`,
    );
    assert.ok(unfollowed[0]?.text.includes(`\`${name}\``), unfollowed[0]?.text);
  }
});

test('a network of torchvision that is not called waits for its input', () => {
  const { asked, models } = read('from torchvision import models\nnet = models.resnet18()\n');
  assert.deepEqual([asked, models.map(({ parameters }) => parameters)], [['input'], [11689512]]);
});

test('where the order of cells is not known, a view is not taken in silence', () => {
  const noteOf = (made: string): string | undefined =>
    read(
      `${TORCH}class Net(nn.Module):\n    def forward(self, x):\n        return ${made}\nout = Net()(torch.randn(2, 4, 4))\n`,
    ).notes[0]?.text;
  assert.match(noteOf('torch.einsum("bij,bjk->bki", x, x).view(2, -1)') ?? '', /may be refused/);
  assert.equal(noteOf('torch.einsum("bij,bjk->bki", x, x).contiguous().view(2, -1)'), undefined);
  assert.equal(noteOf('torch.einsum("bij,bjk->bki", x, x).reshape(2, -1)'), undefined);
});

test('what Keras 3 no longer has in keras.backend is named, and what tf.keras.backend still has is not', () => {
  const noted = (imported: string): string[] =>
    read(
      `import keras\nfrom keras import layers\n${imported}\ni = keras.Input((1, 8))\nm = keras.Model(i, layers.Lambda(lambda x: K.squeeze(x, 1))(i))\n`,
    ).notes.map(({ text }) => text);
  for (const imported of ['import keras.backend as K', 'from keras import backend as K'])
    assert.match(noted(imported)[0] ?? '', /Keras 3 has no `keras.backend.squeeze`/);
  for (const imported of ['import tensorflow.keras.backend as K', 'from tensorflow.keras import backend as K'])
    assert.deepEqual(noted(imported), []);
  assert.deepEqual(noted('import tensorflow as tf\nK = tf.keras.backend'), []);
});

test('the copy of a model with layers of the paste is named as not followed, not left out', () => {
  const own = 'class Own(layers.Layer):\n    def call(self, x):\n        return x\n';
  const { unfollowed } = read(
    `${KERAS}${own}m = keras.Sequential([keras.Input((3,)), Own()])\nn = keras.models.clone_model(m)\n`,
  );
  assert.match(unfollowed[0]?.text ?? '', /clone_model/);
});

/** What PyTorch 2.13 gives or says, by layer and input. */
const WITHOUT_CELLS: readonly (readonly [string, string, string])[] = [
  ['ConvTranspose2d(3, 2, 2, padding=1)', '(2, 3, 3, 1)', '[2,2,2,0]'],
  ['ConvTranspose2d(3, 2, 4, padding=2)', '(1, 3, 1, 1)', '[1,2,0,0]'],
  [
    'ConvTranspose2d(3, 2, 2, padding=1)',
    '(1, 3, 3, 1)',
    'Given input size per channel: (3 x 1). Calculated output size per channel: (2 x 0). Output size is too small',
  ],
  [
    'ConvTranspose1d(3, 2, 3, padding=2)',
    '(3, 1)',
    'Given input size per channel: (1 x 1). Calculated output size per channel: (1 x -1). Output size is too small',
  ],
  ['ConvTranspose1d(3, 2, 3, padding=2)', '(2, 3, 1)', 'could not construct a memory descriptor using a format tag'],
  [
    'ConvTranspose2d(3, 2, 4)',
    '(2, 3, 21, 0)',
    'Only zero batch or zero channel inputs are supported, but got input shape: [2, 3, 21, 0]',
  ],
  [
    'Conv1d(3, 2, 3, padding=2)',
    '(2, 3, 0)',
    'Only zero batch or zero channel inputs are supported, but got input shape: [2, 3, 1, 0]',
  ],
  ['ConvTranspose2d(3, 2, 2)', '(0, 3, 4, 4)', '[0,2,5,5]'],
  [
    'ConvTranspose2d(3, 2, 1, padding=2)',
    '(0, 3, 2, 2)',
    'invalid shape dimension -2 at index 2 of shape [0, 2, -2, -2]',
  ],
];

test('a convolution without cells passes or is refused as by the code that computes it', () => {
  for (const [layer, shape, says] of WITHOUT_CELLS) {
    const { models } = read(`${TORCH}net = nn.${layer}\nout = net(torch.zeros${shape})\n`);
    assert.equal(models[0]?.fault?.says ?? JSON.stringify(models[0]?.outputs), says, `${layer} ${shape}`);
  }
});

test('an axis beyond the last is refused by operations that keep the shape, in the words of who computes', () => {
  const says = (made: string): string | undefined =>
    read(`${KERAS}i = keras.Input((4, 5))\n${made}\nm = keras.Model(i, x)\n`).models.at(-1)?.fault?.says;
  for (const name of ['flip', 'softmax', 'log_softmax', 'sort', 'argsort', 'normalize', 'sparsemax', 'cumsum']) {
    const beyond = /axis 7 is out of bounds for an array with dimension 3/;
    assert.match(says(`x = ops.${name}(i, axis=7)`) ?? '', beyond, name);
    assert.equal(says(`x = ops.${name}(i, axis=-1)`), undefined, name);
  }
  const inLayer = (called: string): string | undefined =>
    says(`class L(layers.Layer):\n    def call(self, x):\n        return ${called}\nx = L()(i)`);
  assert.match(inLayer('ops.flip(x, axis=7)') ?? '', /axis 7 is out of bounds/);
  assert.match(inLayer('ops.sort(x, axis=7)') ?? '', /slice index 7 of dimension 0 out of bounds/);
  assert.match(inLayer('ops.normalize(x, axis=7)') ?? '', /Invalid reduction dimension 7 for input with 3 dimensions/);
  for (const passes of ['ops.roll(x, 1, axis=7)', 'ops.cumsum(x, axis=7)']) assert.equal(inLayer(passes), undefined);
});

test('a built layer in a Sequential takes another rank where Keras asks for shapes alone', () => {
  for (const [layer, first, second, gives] of [
    ['BatchNormalization()', '4,', 'None, None, 1', [null, null, null, 1]],
    ['GlobalMaxPooling2D()', '4, 4, 1', '4,', [null, 4]],
    ['GlobalAveragePooling2D(keepdims=True)', '4, 4, 1', '4, 4', [null, 1, 4]],
    ['LSTM(3, return_sequences=True)', '4, 8', '4, 8, 1', [null, 4, 3]],
    ['SpatialDropout2D(0.1)', '4, 4, 1', '4, 4', [null, 4, 4]],
  ] as const) {
    const { outputs } = followed(
      `${KERAS}a = keras.Input((${first}))\nb = keras.Input((${second}))\ns = keras.Sequential([layers.${layer}])\n` +
        's(a)\nm = keras.Model(b, s(b))\n',
    );
    assert.deepEqual(outputs, gives, layer);
  }
});

/** A notebook as Jupyter writes it: an indented JSON file. */
function notebook(...cells: readonly (readonly [type: string, source: string])[]): string {
  const written = cells.map(([type, source]) => ({
    cell_type: type,
    metadata: {},
    ...(type === 'code' ? { execution_count: 1, outputs: [{ output_type: 'stream', text: ['x = 1\n'] }] } : {}),
    source: source.split(/(?<=\n)/),
  }));
  return JSON.stringify({ cells: written, metadata: {}, nbformat: 4 }, null, 1);
}

test("the code cells of a notebook's file are read, each line where the file has it", () => {
  const paste = notebook(
    ['markdown', '# keras.Sequential([\n'],
    ['code', '%matplotlib inline\nimport keras\nname = "a\\"b"'],
    ['code', 'model = keras.Sequential([\n    keras.Input((8, 8, 1)),\n    keras.layers.Conv2D(4, 9),\n])\n'],
    ['code', 'other = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])\n'],
  );
  const { models, notes } = read(paste);
  const fault = models.find((model) => model.fault)?.fault;
  const lines = paste.split('\n');
  assert.equal(fault?.line, lines.findIndex((line) => line.includes('model = keras')) + 1);
  assert.deepEqual(models.at(-1)?.outputs, [null, 2]); // an error ends its cell only
  assert.ok(notes.some(({ text }) => text === 'the code cells of a notebook file are read'));
});

test('a notebook file without a line break is read by its code cells, and repaired as code', () => {
  const source = ['import keras\n', 'model = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Conv2D(4, 9)])'];
  const cells = [
    { cell_type: 'markdown', source: 'x = 1' },
    { cell_type: 'code', source },
    { cell_type: 'code', source: 'y = 2' },
  ];
  const { models } = trace(JSON.stringify({ cells, nbformat: 4 }), { frameworks: [keras], repairMilliseconds: 2000 });
  assert.equal(models[0]?.fault?.line, 2);
  assert.match(models[0].fault.repairs[0]?.source ?? '', /^import keras\nmodel = .*\n\ny = 2\n$/);
});

test('a line of a notebook that is no string, as where the paste was cut off, is told', () => {
  const paste = notebook([
    'code',
    'import keras\nmodel = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])\n',
  ]);
  const cut = paste.slice(0, paste.indexOf('keras.layers.Dense'));
  const { models, unfollowed } = read(cut);
  const told = [...unfollowed.map(({ line }) => line), ...models.map(({ fault }) => fault?.line)];
  assert.ok(told.includes(cut.split('\n').length), JSON.stringify({ models, unfollowed }));
});

test('which layers a model has that was not followed is not known', () => {
  const model = `i = keras.Input((4,))\nmodel = keras.Model(i, layers.Dense(undefined())(i))\n`;
  for (const asked of [
    "model.get_layer('dense').output",
    'model.layers[-1].output',
    'model.get_layer(index=7).output',
  ]) {
    const { models, unfollowed } = read(`${KERAS}${model}other = keras.Model(i, ${asked})\n`);
    assert.ok(models.every(({ fault }) => fault === null));
    assert.ok(unfollowed.length > 0);
  }
});

test('what torch has once it is asked for is no name that it lacks', () => {
  const { outputs } = followed(
    `${TORCH}x = torch.randn(2, 8)\nnet = nn.Linear(8, 4)\nnet(x)\ntorch.onnx.export(net, x, "net.onnx")\n`,
  );
  assert.deepEqual(outputs, [2, 4]);
});

test('what gives back a model, compiled or for several devices, is that model', () => {
  for (const wrapped of [
    'torch.compile(net)',
    'torch.compile(model=net, mode="reduce-overhead")',
    'torch.jit.script(net)',
    'torch.jit.trace(net, x)',
    'nn.DataParallel(net).module',
    'nn.parallel.DistributedDataParallel(net, device_ids=[0])',
    'DDP(net)',
  ]) {
    const { outputs } = followed(
      `${TORCH}from torch.nn.parallel import DistributedDataParallel as DDP\nx = torch.randn(2, 8)\nnet = nn.Sequential(nn.Linear(8, 4))\nnet = ${wrapped}\nnet(x)\ntorch.jit.save(net, "a")\n`,
    );
    assert.deepEqual(outputs, [2, 4], wrapped);
  }
});

test('modules of the book d2l: methods that are added to a class, hyperparameters that become attributes', () => {
  const { outputs, parameters } = followed(`${TORCH}from d2l import torch as d2l
class Net(d2l.Classifier):
    def first(self):
        return nn.Sequential(nn.LazyConv2d(self.width, 3), nn.ReLU())
@d2l.add_to_class(Net)
def __init__(self, width, lr=0.1, classes=10):
    super(Net, self).__init__()
    self.save_hyperparameters()
    self.net = nn.Sequential(self.first(), nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(), nn.LazyLinear(self.classes))
    self.net.apply(d2l.init_cnn)
model = Net(6)
model.layer_summary((1, 1, 12, 12))
trainer = d2l.Trainer(max_epochs=10, num_gpus=1)
trainer.fit(model, d2l.FashionMNIST(batch_size=128))
d2l.train_ch6(model, None, None, 10, 0.1, d2l.try_gpu())
`);
  assert.deepEqual([outputs, parameters], [[1, 10], 6 * 9 + 6 + 70]);
});

test('a step of teacher forcing goes on with the target or with what was guessed', () => {
  const step = (guess: string): string => `${TORCH}import random
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(9, 4)
        self.out = nn.Linear(4, 9)
    def forward(self, target):
        token = target[0]
        for t in range(1, target.shape[0]):
            scores = self.out(self.embed(token))
            token = target[t] if random.random() < 0.5 else ${guess}
        return scores
Net()(torch.randint(0, 9, (5, 2)))\n`;
  assert.deepEqual(followed(step('scores.argmax(1)')).outputs, [2, 9]);
  assert.ok(read(step('scores.argmax(1, keepdim=True)')).unfollowed.length > 0); // of another shape
});

test('a cell of the paste without a build of its own is named as not followed', () => {
  const { unfollowed } = read(`${KERAS}class Step(layers.Layer):
    state_size = 3
    def call(self, x, states):
        return x, states
layers.RNN(Step())(keras.Input((4, 3)))
`);
  assert.match(unfollowed[0]?.text ?? '', /the cell Step has no `build`/);
});

test('a loss of the paste that only a training loop calls asks for no input', () => {
  const { asked, models } = read(`${TORCH}class Loss(nn.Module):
    def forward(self, a, b):
        return (a - b).mean()
net, loss = nn.Linear(3, 2), Loss()
net(torch.randn(5, 3))
for x, y in loader:
    loss(net(x), y).backward()
`);
  assert.deepEqual(asked, []);
  assert.deepEqual(
    models.map(({ type }) => type),
    ['Linear'],
  );
});

test('blocks of timm keep the shape, and its pairs are tuples', () => {
  const { outputs, parameters } = followed(`${TORCH}from timm.models.layers import DropPath, to_2tuple, trunc_normal_
conv = nn.Conv2d(3, 4, to_2tuple(5), to_2tuple((2, 1)))
trunc_normal_(conv.weight, std=0.02)
nn.Sequential(conv, DropPath(0.1))(torch.randn(1, 3, 9, 8))\n`);
  assert.deepEqual([outputs, parameters], [[1, 4, 3, 4], 304]);
});

test('what a module puts through its parts as it is made, to count their features, is no model by itself', () => {
  const { models, verdict } = read(`${TORCH}class Net(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.fc = nn.Linear(self.features(torch.rand(1, *shape)).view(1, -1).size(1), 5)
    def features(self, x):
        return torch.relu(self.conv(x))
    def forward(self, x):
        return self.fc(self.features(x).flatten(1))
net = Net((3, 9, 9))
net(torch.randn(2, 3, 9, 9))
`);
  assert.deepEqual(
    models.map(({ type, outputs }) => [type, outputs]),
    [['Net', [2, 5]]],
  );
  assert.equal(verdict, 'fits');
});

test('a tensor of one number is a number to Python, which knows it where it was made of sizes', () => {
  const counted = `${TORCH}class Net(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(shape[0], 8, 8, 4), nn.ReLU())
        self.head = nn.Linear(self.count(shape), 6)
    def count(self, shape):
        return int(torch.prod(torch.tensor(self.features(torch.zeros(1, *shape)).size())))
    def forward(self, x):
        return self.head(self.features(x).flatten(1))
Net((4, 84, 84))(torch.zeros(2, 4, 84, 84))\n`;
  assert.deepEqual(followed(counted).outputs, [2, 6]);
  const looped = `${TORCH}n = torch.tensor([1, 2]).sum()
net = nn.Sequential(*[nn.Linear(4, 4) for _ in range(n)], nn.Linear(4, int(float(n))))
net(torch.zeros(1, 4))\n`;
  assert.equal(followed(looped).parameters, 75);
  const { unfollowed } = read(`${TORCH}net = nn.Linear(int(torch.rand(1)), 3)\nnet(torch.zeros(1, 4))\n`);
  assert.ok(unfollowed.length > 0);
  const refused = (statement: string): string | undefined => read(`${TORCH}${statement}`).models[0]?.fault?.says;
  assert.equal(refused('int(torch.zeros(2))'), 'only one element tensors can be converted to Python scalars');
  const index = 'only integer tensors of a single element can be converted to an index';
  assert.equal(refused('range(torch.tensor(3.0))'), index);
});

test('a tensor of Keras has no number, no truth, no length and no rows', () => {
  const refused = (statement: string): string | undefined =>
    read(`${KERAS}x = keras.Input((8,))\n${statement}\n`).models[0]?.fault?.says;
  assert.match(refused('int(x)') ?? '', /^A KerasTensor is symbolic: .*You cannot convert it to an int\.$/);
  assert.match(refused('float(x)') ?? '', /You cannot convert it to a float\.$/);
  assert.equal(refused('range(x)'), "'KerasTensor' object cannot be interpreted as an integer");
  assert.equal(refused('y = 1 if x else 2'), 'A symbolic KerasTensor cannot be used as a boolean.');
  assert.equal(refused('len(x)'), "object of type 'KerasTensor' has no len()");
  assert.equal(refused('for row in x: pass'), 'Iterating over a symbolic KerasTensor is not supported.');
  const counted = `${KERAS}import tensorflow as tf\nrows = tf.zeros((3, 4))\nx = keras.Input((8,))
for row in rows:
    x = layers.Dense(len(rows) + row.shape[0])(x)\nmodel = keras.Model(x, x)\n`;
  assert.deepEqual(followed(counted).outputs, [null, 7]);
});

test('whether a module is in training is what the paste has made it', () => {
  const net = `${TORCH}class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 3)
    def forward(self, x):
        return (self.a(x), self.a(x)) if self.training else self.a(x)
n = Net()\n`;
  const outputs = (mode: string): unknown => followed(`${net}${mode}\nn(torch.zeros(2, 4))\n`).outputs;
  const both = [
    [2, 3],
    [2, 3],
  ];
  assert.deepEqual(['', 'n.eval()', 'n.eval().train()', 'n.train(mode=False)', 'n.training = False'].map(outputs), [
    both,
    [2, 3],
    both,
    [2, 3],
    [2, 3],
  ]);
});

test('a tensor of what is not known has no shape that is guessed; arrays within lists have axes of their own', () => {
  const shapeOf = (lines: string): unknown =>
    trace(`import torch, numpy as np\nfrom torch import nn\n${lines}\ny = nn.Identity()(x)\n`, {
      frameworks: [pytorch],
    }).models[0]?.outputs;
  assert.deepEqual(shapeOf('x = torch.tensor(np.ones((2, 3), dtype=np.float32))'), [2, 3]);
  assert.deepEqual(shapeOf('x = torch.tensor([np.ones(3), np.ones(3)])'), [2, 3]);
  assert.deepEqual(shapeOf('x = torch.tensor(np.float64(np.ones((4, 5))))'), [4, 5]);
  assert.notDeepEqual(shapeOf('x = torch.tensor(table.values)'), []);
  assert.notDeepEqual(shapeOf('x = torch.tensor([table.values])'), [1]);
});

test('what a module gives as a namedtuple is known item by item', () => {
  const made = `${TORCH}from collections import namedtuple
Out = namedtuple("Out", ["main", "aux"])
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(8, 2)
    def forward(self, x):
        return Out(self.a(x), aux=x)
net = Net()
out = net(torch.randn(3, 8))
assert len(out) == 2 and isinstance(out, tuple)
`;
  assert.deepEqual(followed(made).outputs, [
    [3, 2],
    [3, 8],
  ]);
});

test('a layer that a layer of the paste calls with several sizes tells each', () => {
  const { layers } = followed(`${KERAS}class Block(layers.Layer):
    def __init__(self):
        super().__init__()
        self.act = layers.ReLU()
        self.conv = layers.Conv2D(4, 3)
    def call(self, x):
        return self.act(self.conv(self.act(x)))
i = keras.Input((8, 8, 2))
model = keras.Model(i, Block()(i))
`);
  assert.deepEqual(layers[1]?.layers?.[0]?.output_shapes, [
    [null, 8, 8, 2],
    [null, 6, 6, 4],
  ]);
});

/** How many entries of maps are gone through as a Sequential of so many modules is read. */
function goneThrough(count: number): number {
  const usual = Map.prototype[Symbol.iterator];
  let entries = 0;
  Map.prototype[Symbol.iterator] = function (this: Map<unknown, unknown>) {
    entries += this.size;
    return usual.call(this);
  };
  try {
    const { layers } = followed(
      `${TORCH}net = nn.Sequential(*[nn.ReLU() for _ in range(${count})])\nnet(torch.randn(1, 2))\n`,
    );
    assert.equal(layers.length, count);
  } finally {
    Map.prototype[Symbol.iterator] = usual;
  }
  return entries;
}

test('a Sequential takes as long as it has modules, not as their square', () => {
  assert.ok(goneThrough(1600) < 3 * goneThrough(800)); // 4 times as many, where all that are in it are copied for each that comes
});

test('a layer of the paste is made anew from its configuration, with its name', () => {
  const { layers } = followed(`${KERAS}class Scale(layers.Layer):
    def __init__(self, units=3, **others):
        super().__init__(**others)
        self.units = units
        self.dense = layers.Dense(units)
    def call(self, x):
        return self.dense(x)
    def get_config(self):
        return {**super().get_config(), "units": self.units}
one = Scale(5, name="scale")
model = keras.Sequential([keras.Input((8,)), Scale.from_config(one.get_config())])
`);
  assert.deepEqual(layers.map(({ name, output_shape }) => [name, output_shape]).at(-1), ['scale', [null, 5]]);
});

test('what a configuration of a built-in layer makes is not guessed', () => {
  const { unfollowed, models } = read(
    `${KERAS}one = layers.Dense(5)\nmodel = keras.Sequential([keras.Input((8,)), layers.Dense.from_config(one.get_config())])\n`,
  );
  assert.deepEqual(models.at(-1)?.fault ?? null, null);
  assert.equal(unfollowed.length, 1);
});

test('that `build` makes no weights in Keras 3 is noted, where the class has none of its own', () => {
  const source = (own: string): string => `${KERAS}class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(3)
${own}
    def call(self, x):
        return self.dense(x)
net = Net()
net.build((None, 5))
`;
  const told = (own: string): readonly string[] => read(source(own)).notes.map(({ text }) => text);
  assert.equal(told('').filter((text) => /makes no weights here, as Net has no build/.test(text)).length, 1);
  assert.deepEqual(told('    def build(self, shape):\n        self.dense.build(shape)\n'), []);
});

test("a local name is no framework's: of what is not run in a paste of PyTorch Keras is asked nothing", () => {
  const { framework, models } = read(`import torch
from torch import nn
class Stack(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        layers = []
        for one, other in sizes:
            layers.append(nn.Linear(one, other))
        self.all = nn.Sequential(*layers)
    def forward(self, x):
        return self.all(x)
if asked_for:
    net = Stack([(3, 4)])
nn.ReLU()(torch.zeros(2))
`);
  assert.deepEqual([framework, models.length], ['pytorch', 1]);
});

test("modules of PyTorch are none of Keras's layers, where a paste has both", () => {
  const { models } = read(`import torch
import keras
torch.nn.ReLU()(torch.zeros(2))
`);
  assert.deepEqual(
    models.map(({ framework }) => framework),
    ['pytorch'],
  );
});

test('a function that may return in what cannot be read gives something unknown, not None', () => {
  const { models, unfollowed } = read(`${KERAS}def pooled(x, kind):
    match kind:
        case not kind:
            return layers.MaxPooling2D()(x)
i = keras.Input((8, 8, 2))
model = keras.Model(i, layers.Conv2D(4, 3)(pooled(i, "max")))
`);
  assert.deepEqual(
    models.flatMap(({ fault }) => fault ?? []),
    [],
  );
  assert.ok(unfollowed.length > 0);
});

test('a layer that a stack may have leaves those behind it unknown: none of them is refused', () => {
  const paste = `${KERAS}model = keras.Sequential([keras.Input((8, 8, 3))])
if flag:
    model.add(layers.ZeroPadding2D(3))
model.add(layers.Conv2D(8, 9))
`;
  const { models, asked, verdict } = read(paste);
  assert.deepEqual([verdict, asked], ['unfollowed', ['flag']]);
  assert.equal(models[0]?.outputs, null);
  assert.equal(read(paste.replace('model.add(layers.Conv2D(8, 9))', '')).models[0]?.outputs, null);
});

test('a size below zero is refused where it is given, in the words of Keras or PyTorch; zero is a size', () => {
  const torch = (source: string): string => `import torch\nfrom torch import nn\n${source}`;
  const keras = (size: number): string =>
    `${KERAS}model = keras.Sequential([layers.Conv1D(4, 3, input_shape=(48, ${size}))])\n`;
  const says: readonly (readonly [string, string])[] = [
    [keras(-3), "Cannot convert '(48, -3)' to a shape. Negative dimensions are not allowed."],
    [`${KERAS}x = keras.Input((-3, 3))\n`, "Cannot convert '(-3, 3)' to a shape. Negative dimensions are not allowed."],
    [
      `${KERAS}x = keras.Input((3,), batch_size=-2)\n`,
      "Cannot convert '(-2, 3)' to a shape. Negative dimensions are not allowed.",
    ],
    [torch('nn.Linear(-3, 5)'), 'Trying to create tensor with negative dimension -3: [5, -3]'],
    [torch('nn.BatchNorm2d(-3)'), 'Trying to create tensor with negative dimension -3: [-3]'],
    [torch('nn.ReLU()(torch.rand(1, -3))'), 'Trying to create tensor with negative dimension -3: [1, -3]'],
    [torch('nn.ReLU()(torch.zeros(1, -3))'), 'zeros: Dimension size must be non-negative.'],
    ['import numpy as np\nx = np.zeros((1, -3))\n', 'negative dimensions are not allowed'],
  ];
  for (const [source, message] of says) {
    const fault = read(source).models.find((model) => model.fault)?.fault;
    assert.equal(fault?.reason, message, source);
    assert.equal(fault?.line, 3 - Number(source.startsWith('import numpy')));
  }
  for (const source of [keras(0), torch('nn.Linear(0, 5)(torch.zeros(1, 0))')]) {
    const { models, verdict } = read(source);
    assert.equal(verdict, 'fits');
    for (const { parameters } of models) assert.ok((parameters ?? 0) >= 0);
  }
});

test('outputs whose names are tuples stay apart', () => {
  const { outputs } = followed(`${TORCH}class Net(nn.Module):
    def forward(self, x):
        return {('scale', 0): x, ('scale', 1): x[:, :2], 'all': x}
Net()(torch.randn(3, 4))\n`);
  assert.deepEqual(outputs, { "('scale', 0)": [3, 4], "('scale', 1)": [3, 2], all: [3, 4] });
});

test('the numbers of an array are those that it was made of, until it is changed', () => {
  const made = (change: string): Trace =>
    read(
      `${TORCH}import numpy as np\na = np.array((8, 3))\n${change}\nnet = nn.Linear(a.prod(), 2)\nnet(torch.randn(1, 24))\n`,
    );
  assert.deepEqual(made('pass').models[0]?.outputs, [1, 2]);
  for (const change of ['a[0] = 4', 'a.fill(2)']) assert.notEqual(made(change).unfollowed.length, 0, change);
});

test('a step of training that a paste writes itself is named: it is not followed', () => {
  const source = `${KERAS}class Net(keras.Model):
    def train_step(self, data):
        return {}
inputs = keras.Input((8,))
model = Net(inputs, layers.Dense(4)(inputs))
model.fit(x, y)
`;
  const [caution] = read(source).notes.filter(({ isCaution }) => isCaution);
  assert.equal(caution?.line, 3);
  assert.match(caution.text, /`train_step` is not followed/);
  assert.deepEqual(
    read(source.replace('train_step', 'helper')).notes.filter(({ isCaution }) => isCaution),
    [],
  );
});
