import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { trace } from '../../tracer/trace.ts';

test('a tensor may be split into more pieces than a JavaScript call takes arguments', () => {
  const paste = [
    'class Net(nn.Module):',
    '    def forward(self, x):',
    '        return torch.split(x, 8, dim=-1)[-1]',
    'net = Net()',
    'out = net(torch.randn(4, 1404928))',
  ].join('\n');
  const { models, unfollowed } = trace(paste, { frameworks: [pytorch] });
  assert.deepEqual(unfollowed, []);
  assert.deepEqual(models[0]?.outputs, [4, 8]);
});

test('a paste runs as long as it is given', () => {
  const paste = ['import torch', 'for i in range(900):', '    for j in range(9):', '        i += j'].join('\n');
  const said = (milliseconds?: number) =>
    trace(paste, { frameworks: [pytorch], ...(milliseconds === undefined ? {} : { milliseconds }) }).unfollowed.map(
      ({ text }) => text,
    );
  assert.ok(said(-1).includes('the paste runs too long'));
  assert.ok(!said().includes('the paste runs too long'));
});
