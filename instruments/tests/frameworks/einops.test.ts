import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { trace } from '../../tracer/trace.ts';
import type { Trace } from '../../tracer/trace.ts';
import { translate } from '../../translation/translate.ts';

const read = (source: string): Trace => trace(source, { frameworks: [keras, pytorch] });
const HEAD = 'import torch\nfrom torch import nn\nfrom einops import rearrange, reduce, repeat\n';

/** What a module gives whose `forward` is one expression. */
function of(expression: string, shape = '(2, 3, 8, 9)'): Trace {
  return read(
    `${HEAD}class Net(nn.Module):\n    def forward(self, x):\n        return ${expression}\nout = Net()(torch.zeros${shape})\n`,
  );
}

/** What einops 0.8.2 gives on a tensor of (2, 3, 8, 9). */
const GIVES: readonly (readonly [string, readonly number[]])[] = [
  ["rearrange(x, 'b c (h p) w -> b h p c w', p=4)", [2, 2, 4, 3, 9]],
  ["rearrange(x, 'b c (h p1) (w p2) -> b (h w) (p1 p2 c)', p1=4, p2=3)", [2, 6, 36]],
  ["rearrange([x, x], 'n b c h w -> (n b) c h w')", [4, 3, 8, 9]],
  ["rearrange(x, 'b ... -> b (...)')", [2, 216]],
  ["rearrange(x, '... a b -> ... b a')", [2, 3, 9, 8]],
  ["rearrange(x, 'b c h w -> b () c h w 1')", [2, 1, 3, 8, 9, 1]],
  ["reduce(x, 'b c h w -> b c', 'mean')", [2, 3]],
  ["reduce(x, 'b c (h 2) (w 3) -> b c h w', 'max')", [2, 3, 4, 3]],
  ["reduce(x, 'b c h w -> b c () ()', 'prod')", [2, 3, 1, 1]],
  ["repeat(x, 'b c h w -> b c (h 2) (w r)', r=3)", [2, 3, 16, 27]],
  ["repeat(x, 'b c h w -> n b c h w', n=5)", [5, 2, 3, 8, 9]],
];

test('einops gives what it gives', () => {
  for (const [expression, shape] of GIVES) {
    const { models, unfollowed } = of(expression);
    assert.deepEqual([models[0]?.outputs, models[0]?.fault, unfollowed], [shape, null, []], expression);
  }
});

/** What einops 0.8.2 says. */
const REFUSES: readonly (readonly [string, string])[] = [
  ["rearrange(x, 'b c (h p) w -> b h p c w', p=3)", "Shape mismatch, can't divide axis of length 8 in chunks of 3"],
  ["rearrange(x, 'b c h w -> b c h w', h=7)", 'Shape mismatch, 8 != 7'],
  ["rearrange(x, 'b c h -> b c h')", 'Wrong shape: expected 3 dims. Received 4-dim tensor.'],
  ["rearrange(x, 'b c h w -> b (c h)')", "Identifiers only on one side of expression (should be on both): {'w'}"],
  ["rearrange(x, 'b c h (w v) -> b c h w v')", "Could not infer sizes for {'w', 'v'}"],
  ["rearrange(x, 'b c h w -> b c h w', q=7)", 'Axis q is not used in transform'],
  [
    "rearrange(x, 'b 3 h w -> b h w')",
    'Non-unitary anonymous axes are not supported in rearrange (exception is length 1)',
  ],
  ["rearrange(x, 'b (b2 (c h)) w -> b')", 'Axis composition is one-level (brackets inside brackets not allowed)'],
  ["reduce(x, 'b c h w -> b c z', 'mean')", "Unexpected identifiers on the right side of reduce mean: {'z'}"],
  ["repeat(x, 'b c h w -> b c h w r')", "Specify sizes for new axes in repeat: {'r'}"],
  ["repeat(x, 'b c h w -> b c h')", "Unexpected identifiers on the left side of repeat: {'w'}"],
];

test('einops refuses in its own words', () => {
  for (const [expression, says] of REFUSES) {
    const { models } = of(expression);
    const [, operation = '', pattern = ''] = /^(\w+)\(x, '([^']*)'/.exec(expression) ?? [];
    const kind = operation === 'reduce' ? 'mean' : operation;
    const said = models[0]?.fault?.says ?? '';
    assert.ok(said.includes(`Error while processing ${kind}-reduction pattern "${pattern}".`), said);
    assert.ok(said.endsWith(`\n ${says}`), said);
    assert.equal(models[0]?.fault?.line, 6);
  }
});

test('the layers of einops stand in a Sequential, and refuse as they are made', () => {
  const made = (layer: string): Trace =>
    read(
      `import torch\nfrom torch import nn\nfrom einops.layers.torch import Rearrange, Reduce\n` +
        `net = nn.Sequential(\n    ${layer},\n    nn.Linear(192, 10),\n)\nout = net(torch.zeros(2, 3, 32, 32))\n`,
    );
  const patches = made("Rearrange('b c (h p) (w q) -> b (h w) (p q c)', p=8, q=8)").models[0];
  assert.deepEqual([patches?.outputs, patches?.parameters], [[2, 16, 10], 1930]);
  assert.deepEqual(
    patches?.layers.map(({ type }) => type),
    ['Rearrange', 'Linear'],
  );
  const refused = made("Rearrange('b c (h p) w -> b c h', p=8)");
  assert.match(
    JSON.stringify(refused.models.map(({ fault }) => fault?.says)),
    /Error while preparing Rearrange\('b c \(h p\) w -> b c h', p=8\)/,
  );
});

test('a view of what einops has turned round is refused', () => {
  assert.equal(of("rearrange(x, 'b c h w -> b c h w').view(2, -1)").models[0]?.fault, null);
  assert.match(
    of("rearrange(x, 'b c h w -> b h w c').view(2, -1)").models[0]?.fault?.says ?? '',
    /view size is not compatible/,
  );
});

test('einops is translated as what it is made of', () => {
  const { models } = of("rearrange(x, 'b c h w -> b (h w) c')");
  const program = models[0]?.program?.();
  assert.ok(program);
  assert.deepEqual(translate(program, 'pytorch', 'Net').missing, []);
});

test('on tensors of Keras, and where a size is not known, einops is not followed', () => {
  const { unfollowed } = read(
    "import keras\nfrom einops import rearrange\ni = keras.Input((8, 8, 3))\nx = rearrange(i, 'b h w c -> b (h w) c')\nm = keras.Model(i, x)\n",
  );
  assert.match(JSON.stringify(unfollowed), /einops is followed on tensors of PyTorch only/);
  assert.match(JSON.stringify(of("rearrange(x, 'b (c p) h w -> b c p h w', p=size)")), /size/);
});
