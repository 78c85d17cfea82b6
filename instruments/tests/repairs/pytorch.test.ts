import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { trace } from '../../tracer/trace.ts';
import { offers as offersOf, repaired } from './offers.ts';

const offers = (source: string, ...pieces: string[]): void => offersOf(pytorch, source, ...pieces);

const HEAD = 'import torch\nimport torch.nn as nn\n';

function stack(input: string, ...modules: string[]): string {
  return `${HEAD}net = nn.Sequential(\n    ${modules.join(',\n    ')},\n)\nnet(torch.randn(${input}))\n`;
}

function net(input: string, made: readonly string[], forward: readonly string[]): string {
  const lines = (all: readonly string[]): string => all.map((line) => `        ${line}\n`).join('');
  return `${HEAD}class Net(nn.Module):
    def __init__(self):
        super().__init__()
${lines(made)}
    def forward(self, x):
${lines(forward)}
net = Net()
net(torch.randn(${input}))
`;
}

test('Linear: in_features, Flatten, and both where neither is enough', () => {
  offers(stack('2, 8', 'nn.Linear(9, 4)'), 'nn.Linear(8, 4)');
  offers(stack('2, 3, 4, 4', 'nn.Linear(48, 10)'), 'nn.Flatten(),\n    nn.Linear(48, 10)');
  const convolved = stack('2, 3, 8, 8', 'nn.Conv2d(3, 4, 3)', 'nn.Flatten()', 'nn.Linear(100, 10)');
  offers(convolved, 'nn.Linear(144, 10)');
  offers(convolved.replace('100', '4 * 5 * 5'), 'nn.Linear(4 * 6 * 6, 10)'); // as the reader writes it
  offers(convolved.replace('100', '3*6*6'), 'nn.Linear(4*6*6, 10)');
  offers(convolved.replace('100', '4*25'), 'nn.Linear(144, 10)');
  const unflattened = net('2, 3, 4, 4', ['self.fc = nn.Linear(48, 10)'], ['return self.fc(x)']);
  offers(unflattened, 'self.fc(x.flatten(1))');
  offers(
    net('2, 3, 4, 4', ['self.fc = nn.Linear(48, 10)'], ['return self.fc(torch.flatten(x))']),
    'torch.flatten(x, start_dim=1)',
  );
});

test('Linear where channels stand in front: a convolution of one cell, of all that follow', () => {
  const made = ['self.down = nn.Linear(16, 4)', 'self.up = nn.Linear(4, 16)'];
  const forward = ['return x * self.up(self.down(nn.functional.adaptive_avg_pool2d(x, 1)))'];
  const mended = ['nn.Conv2d(16, 4, kernel_size=1)', 'nn.Conv2d(4, 16, kernel_size=1)'];
  offers(net('2, 16, 8, 8', made, forward), ...mended);
});

test('channels: as many as come in, as are wanted, in front, or an axis for them', () => {
  const modules = ['nn.Conv2d(3, 8, 3)', 'nn.BatchNorm2d(6)'];
  offers(stack('2, 3, 8, 8', ...modules), 'nn.BatchNorm2d(8)', 'nn.Conv2d(3, 6, 3)');
  offers(stack('2, 8, 8, 3', 'nn.Conv2d(3, 8, 3)'), 'torch.randn(2, 3, 8, 8)');
  const made = ['self.conv = nn.Conv2d(3, 8, 3)'];
  offers(net('2, 8, 8, 3', made, ['return self.conv(x)']), 'self.conv(x.permute(0, 3, 1, 2))');
  offers(net('32, 28, 28', ['self.conv = nn.Conv2d(1, 8, 3)'], ['return self.conv(x)']), 'self.conv(x.unsqueeze(1))');
});

test('skip connections: crop, pad, another output_padding, another input', () => {
  const made = ['self.down = nn.Conv2d(3, 3, 3, stride=2, padding=1)', 'self.up = nn.ConvTranspose2d(3, 3, 3, 2, 1)'];
  const cat = net('1, 3, 10, 10', made, ['return torch.cat([self.up(self.down(x)), x], dim=1)']);
  offers(
    cat,
    'x[:, :, :9, :9]',
    'nn.functional.pad(self.up(self.down(x)), (0, 1, 0, 1))',
    'output_padding=1',
    'torch.randn(1, 3, 9, 9)',
  );
  const sum = net('1, 3, 10, 10', made, ['y = self.up(self.down(x))', 'y += x', 'return y']);
  offers(sum, 'y += x[:, :, :9, :9]');
});

test('arguments and ranks: output_padding, padding, groups, BatchNorm, a kernel that is too large', () => {
  offers(
    stack('1, 3, 8, 8', 'nn.ConvTranspose2d(3, 4, 3, stride=2, output_padding=2)'),
    'output_padding=1',
    'stride=3',
  );
  offers(stack('1, 3, 8, 8', "nn.Conv2d(3, 4, 3, stride=2, padding='same')"), 'padding=1');
  offers(stack('1, 3, 8, 8', 'nn.Conv2d(3, 4, 3, groups=2)'), 'groups=1');
  offers(stack('2, 3, 8, 8', 'nn.Conv2d(3, 4, 3)', 'nn.BatchNorm1d(4)'), 'nn.BatchNorm2d(4)');
  offers(stack('1, 3, 4, 4', 'nn.Conv2d(3, 4, 5)'), 'padding=2', 'nn.Conv2d(3, 4, 4)', 'torch.randn(1, 3, 5, 5)');
  offers(stack('1, 3', 'nn.BatchNorm1d(3)'), 'torch.randn(2, 3)');
});

test('view: as many features as there are', () => {
  const made = ['self.conv = nn.Conv2d(3, 4, 3)', 'self.fc = nn.Linear(144, 5)'];
  offers(net('5, 3, 8, 8', made, ['x = self.conv(x)', 'return self.fc(x.view(-1, 145))']), 'self.fc(x.flatten(1))');
});

test("view into features that no longer are as many: flattened, and the Linear behind told in the paste's own words", () => {
  const made = ['self.conv = nn.Conv2d(3, 4, 3)', 'self.fc = nn.Linear(4 * 5 * 5, 5)'];
  const classic = net('5, 3, 13, 13', made, ['x = self.conv(x).view(-1, 4 * 5 * 5)', 'return self.fc(x)']);
  const isMended = (text: string): boolean =>
    text.includes('self.conv(x).flatten(1)') && text.includes('nn.Linear(4 * 11 * 11, 5)');
  assert.ok(repaired(classic, pytorch).some(isMended));
});

test('view of cells that are not in order; the batch in front where the module has the steps there', () => {
  offers(net('2, 3, 4', [], ['return x.transpose(1, 2).view(2, 12)']), 'x.transpose(1, 2).reshape(2, 12)');
  offers(net('2, 3, 4', [], ['return x.mT.view_as(torch.ones(24))']), 'x.mT.reshape_as(torch.ones(24))');
  const cross = net(
    '2, 5, 8',
    ['self.a = nn.MultiheadAttention(8, 2)'],
    ['y = torch.ones(2, 7, 8)', 'return self.a(x, y, y)'],
  );
  offers(cross, 'nn.MultiheadAttention(8, 2, batch_first=True)');
  const states = net('2, 5, 8', ['self.r = nn.GRU(8, 4)'], ['return self.r(x, torch.zeros(1, x.size(0), 4))']);
  offers(states, 'nn.GRU(8, 4, batch_first=True)');
});

test('a target with an axis more or less than what is judged', () => {
  const made = `${HEAD}net = nn.Linear(4, 1)\nout = net(torch.randn(8, 4))\n`;
  const loss = `${made}loss = nn.BCEWithLogitsLoss()(out, torch.ones(8))\n`;
  offers(loss, '(out.squeeze(1), torch.ones(8))', '(out, torch.ones(8).unsqueeze(1))');
  const labels = `${HEAD}out = nn.Linear(4, 3)(torch.randn(8, 4))\ny = torch.randint(0, 3, (8, 1))\n`;
  offers(`${labels}nn.functional.cross_entropy(out, y)\n`, 'cross_entropy(out, y.squeeze(1))');
});

test('what refuses while the model is made is repaired, though the paste does not say the input that it is to get', () => {
  const made = net('2, 3, 9, 9', ['self.c = nn.Conv2d(3, 4, 3, stride=2, padding="same")'], ['return self.c(x)']);
  offers(made.replace(/net\(torch.*\n/, ''), 'stride=2, padding=1');
});

test('tensors alone, without a model, are repaired too', () => {
  offers(`${HEAD}turned = torch.zeros(2, 8, 5, 5).permute(0, 2, 3, 1)\nturned.view(2, -1)\n`, 'turned.reshape(2, -1)');
});

test('a name that PyTorch does not have: the one that is meant', () => {
  offers(stack('1, 1, 8, 8', 'nn.Conv2D(1, 2, 3)'), 'nn.Conv2d(1, 2, 3)');
  offers(net('1, 8', ['pass'], ['return nn.functional.Relu(x)']), 'nn.functional.relu(x)');
});

test('a size that has a name is changed where it is given; in a loop one is made as large as the other', () => {
  const unet = net(
    '1, 3, size, size',
    ['self.ups = nn.ModuleList([nn.ConvTranspose2d(n, n, 2, stride=2) for n in (3, 6)])'],
    [
      'skips = [nn.functional.max_pool2d(x, 2), x]',
      'x = nn.functional.max_pool2d(x, 4)',
      'for up, skip in zip(self.ups, skips):',
      '    x = up(x)',
      '    x = torch.cat([x, skip], dim=1)',
      'return x',
    ],
  );
  offers(unet.replace(HEAD, `${HEAD}size = 30\n`), 'size = 28\n', 'size=skip.shape[2:]), skip]');
});

test('where a function is called for several sizes, or a list is taken from, one is cropped to the other', () => {
  const unet = (join: string, ...forward: string[]): string =>
    net(
      '1, 3, 30, 46',
      ['self.f = [4, 8]', 'self.up = nn.Upsample(scale_factor=2)'],
      ['skips = [x, nn.functional.max_pool2d(x, 2)]', 'x = nn.functional.max_pool2d(x, 4)', ...forward, 'return x'],
    ).replace(HEAD, `${HEAD}${join}`);
  const joined = 'def joined(x, skip):\n    return torch.cat([x, skip], 1)\n';
  const twice = ['x = joined(self.up(x), skips[1])', 'x = joined(self.up(x), skips[0])'];
  offers(unet(joined, ...twice), 'skip[:, :, :x.shape[2], :x.shape[3]]], 1)', 'size=skip.shape[2:]), skip], 1)');
  const loop = ['for _ in range(2):', '    x = self.up(x)', '    x = torch.cat([x, skips.pop()], 1)'];
  offers(unet('', ...loop), 'skips.pop()[:, :, :x.shape[2], :x.shape[3]]], 1)');
});

test('channels that stand behind are brought in front before a module is told of as many as the picture is high', () => {
  const [first, ...others] = repaired(stack('8, 32, 32, 3', 'nn.Conv2d(3, 16, 3)', 'nn.ReLU()'), pytorch);
  assert.ok(first?.includes('torch.randn(8, 3, 32, 32)'), first);
  assert.ok(others.some((text) => text.includes('nn.Conv2d(32, 16, 3)')));
});

test("a decoder's state has the encoder's size: one of them is changed, where the paste writes the number", () => {
  const coders = (encoder: string, decoder: string): string =>
    net(
      '4, 7, 5',
      [
        `self.encoder = nn.GRU(5, ${encoder}, batch_first=True)`,
        `self.decoder = nn.GRU(5, ${decoder}, batch_first=True)`,
        'self.out = nn.Linear(9, 2)',
      ],
      ['_, h = self.encoder(x)', 'y, _ = self.decoder(x, h)', 'return self.out(y)'],
    );
  offers(coders('6', '9'), 'self.encoder = nn.GRU(5, 9, batch_first=True)');
  const named = coders('size', '9').replace('def __init__(self)', 'def __init__(self, size=6)');
  offers(named, 'def __init__(self, size=9)');
});

test('a number that the paste writes once for several modules is changed there, the nearest to what refused first', () => {
  const coder = `${HEAD}class Coder(nn.Module):
    def __init__(self, hidden=18):  # 18 numbers
        super().__init__()
        self.encode = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten())
        self.mean = nn.Linear(hidden, 4)
        self.decode = nn.Linear(4, hidden)
    def forward(self, x):
        h = self.encode(x)
        return h + self.decode(self.mean(h))
Coder()(torch.randn(2, 1, 9, 9))
`;
  offers(coder, 'hidden=98):  # 18 numbers');
  const gate = `${HEAD}class Gate(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.fc = nn.Sequential(nn.Linear(c, c // 2), nn.Linear(c // 2, c))
    def forward(self, x):
        return x * self.fc(x)
`;
  offers(
    `${gate}net = nn.Sequential(nn.Linear(3, 8), Gate(8), Gate(4))\nnet(torch.randn(2, 3))\n`,
    'Gate(8), Gate(8))',
  );
  const heads = (count: number, width = 200): string =>
    `${HEAD}nn.TransformerEncoderLayer(${width}, ${count})(torch.randn(5, 2, ${width}))\n`;
  offers(heads(3), 'nn.TransformerEncoderLayer(200, 2)', 'nn.TransformerEncoderLayer(200, 4)');
  offers(heads(7, 2000000003), 'nn.TransformerEncoderLayer(2000000003, 1)'); // a list as long as that would end the page
});

test('a series with its features behind', () => {
  offers(stack('16, 120, 7', 'nn.Conv1d(7, 25, 3)', 'nn.Conv1d(25, 25, 3)'), 'torch.randn(16, 7, 120)');
});

test('a view of other features than the Linear behind it wants', () => {
  const made = ['self.fc = nn.Linear(320, 10)'];
  const forward = (features: number): string[] => [
    'x = nn.functional.max_pool2d(x, 2)',
    `x = x.view(-1, ${features})`,
    'return self.fc(x)',
  ];
  offers(net('4, 20, 8, 8', made, forward(160)), 'x.view(-1, 320)', 'x.flatten(1)');
  offers(net('4, 20, 8, 8', made, forward(400)), 'x.flatten(1)');
  offers(net('4, 20, 8, 8', ['self.fc = nn.Linear(400, 10)'], forward(400)), 'nn.Linear(320, 10)');
});

test('one value a channel is stretched from its last axis on', () => {
  const gate = (forward: string): string =>
    net('2, 16, 8, 8', ['self.fc = nn.Linear(16, 16)'], ['w = self.fc(x.mean((2, 3)))', forward]);
  offers(gate('return x * w.expand_as(x)'), 'w[:, :, None, None].expand_as(x)');
  offers(gate('return x * w.expand(2, 16, 8, 8)'), 'w[:, :, None, None].expand(2, 16, 8, 8)');
  offers(gate('return x * w'), 'x * w[:, :, None, None]');
});

test('the target of a loss: an axis, the batch, the size of the picture', () => {
  const judged = (loss: string, scores: string, target: string): string =>
    `${HEAD}y = ${target}\nloss = ${loss}()(torch.randn(${scores}), y)\n`;
  const entropy = judged('nn.CrossEntropyLoss', '32, 3', 'torch.randint(0, 3, (16,))');
  offers(entropy, 'torch.randint(0, 3, (32,))', 'torch.randn(16, 3)');
  offers(judged('nn.BCEWithLogitsLoss', '2, 1, 28, 28', 'torch.rand(2, 1, 32, 32)'), 'y[:, :, :28, :28]');
  const column = judged('nn.CrossEntropyLoss', '32, 3', 'torch.randint(0, 3, (32, 1))');
  offers(column, 'y.squeeze(1)');
  assert.equal(repaired(column, pytorch).length, 1); // one class would fit, and mean nothing
});

test('pictures of NumPy have their channels behind', () => {
  for (const made of ['torch.from_numpy(a)', 'torch.tensor(a)', 'torch.Tensor(a)']) {
    const source = `${HEAD}import numpy as np\na = np.zeros((8, 28, 28, 3), dtype=np.float32)\nx = ${made}\nnet = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())\nnet(x)\n`;
    offers(source, 'net(x.permute(0, 3, 1, 2))');
  }
});

test('of two breaks the first is repaired, and the second is told', () => {
  const made = ['self.conv = nn.Conv2d(1, 16, 3)', 'self.norm = nn.BatchNorm2d(16)'];
  const source = net('4, 3, 32, 32', made, ['x = self.norm(self.conv(x))', 'return x.transpose(1, 9)']);
  const { models } = trace(source, { frameworks: [pytorch], repairMilliseconds: 20_000 });
  const [repair] = models.find(({ fault }) => fault)?.fault?.repairs ?? [];
  assert.match(repair?.source ?? '', /nn.Conv2d\(3, 16, 3\)/);
  assert.deepEqual(repair?.stops, {
    line: 11,
    says: 'Dimension out of range (expected to be in range of [-4, 3], but got 9)',
  });
});

test('numbers of another type: `.float()` for layers, `.long()` for indices and labels', () => {
  const doubles = `${HEAD}import numpy as np\nx = torch.from_numpy(np.random.rand(2, 8))\n`;
  offers(`${doubles}nn.Sequential(nn.Linear(8, 4), nn.ReLU())(x)\n`, '(x.float())');
  offers(`${doubles}fc = nn.Linear(8, 4)\nfc(x)\n`, 'fc(x.float())');
  offers(`${HEAD}words = nn.Embedding(9, 4)\nwords(torch.rand(2, 8))\n`, 'words(torch.rand(2, 8).long())');
  offers(`${HEAD}y = torch.rand(2)\nloss = nn.CrossEntropyLoss()(torch.randn(2, 3), y)\n`, 'y.long())');
});

test('a stack that grows is mended to its end, whatever puts its layers on', () => {
  const made = ['nn.Conv2d(3, 8, 3)', 'nn.Conv2d(16, 8, 3)', 'nn.Flatten()', 'nn.Linear(100, 10)'];
  const ways = [
    (layer: string, at: number): string => `net.add_module("${at}", ${layer})`,
    (layer: string): string => `net.append(${layer})`,
    (layer: string, at: number): string => `net.insert(${at}, ${layer})`,
    (layer: string): string => `net.extend([${layer}])`,
  ];
  for (const way of ways) {
    const source = `${HEAD}net = nn.Sequential()\n${made.map(way).join('\n')}\nnet(torch.zeros(1, 3, 8, 8))\n`;
    const found = repaired(source, pytorch);
    assert.ok(found.length > 0, source);
    for (const text of found) assert.equal(trace(text, { frameworks: [pytorch] }).verdict, 'fits', text);
  }
});

test('what stands left of `+=` is changed on its right, as nothing else can stand there', () => {
  const made = 'a, b = nn.Conv1d(1, 2, 3), nn.Conv1d(1, 2, 1)\nx = torch.zeros(1, 1, 9)\nout = a(x)\n';
  const source = `${HEAD}import torch.nn.functional as F\n${made}out += b(x)\n`;
  offers(source, 'out = F.pad(out, (0, 2)) + b(x)');
});

test('where a size must be divided, the nearest ones that can be', () => {
  const cut = 'rearrange(x, "b c (h p) (w q) -> b (p q c) h w", p=4, q=4)';
  const source = `from einops import rearrange\n${net('1, 3, 49, 49', ['self.one = nn.Conv2d(48, 2, 1)'], [`return self.one(${cut})`])}`;
  offers(source, 'torch.randn(1, 3, 48, 48)', 'torch.randn(1, 3, 52, 52)');
});
