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
