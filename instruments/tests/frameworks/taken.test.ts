import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import functions from '../../frameworks/pytorch/functions.json' with { type: 'json' };
import { trace } from '../../tracer/trace.ts';

const HEAD = 'import torch\nfrom torch import nn\nimport torch.nn.functional as F\nx = torch.randn(2, 3)\n';
const CALLS: Readonly<Record<string, (name: string, given: string) => string>> = {
  torch: (name, given) => `torch.${name}(x, ${given})`,
  F: (name, given) => `F.${name}(x, ${given})`,
  fft: (name, given) => `torch.fft.${name.replace('fft_', '')}(x, ${given})`,
  nn: (name, given) => `nn.${name}(${given})(x, x)`,
  Tensor: (name, given) => `x.${name}(${given})`,
};

function outcome(line: string): string {
  const { models, unfollowed } = trace(`${HEAD}y = nn.Identity()(${line})\n`, { frameworks: [pytorch] });
  return models.find(({ fault }) => fault)?.fault?.says ?? (unfollowed.length > 0 ? 'not followed' : 'fits');
}

test('what a function of PyTorch does not take is refused, wherever it stands', () => {
  const calls = Object.entries(functions).flatMap(([name, spaces]) =>
    Object.keys(spaces).map((space) => CALLS[space]?.(name, 'no_such_argument=1') ?? ''),
  );
  assert.ok(calls.length > 400);
  assert.deepEqual(
    calls.filter((call) => outcome(call) === 'fits'),
    [],
  );
});

// PyTorch lists all signatures in these messages: here it says no more than that none fits
for (const call of [
  'x.clamp(0, 1, 2)',
  'x.clamp(minimum=0)',
  'torch.randn(2, 3, mean=0)',
  'torch.arange(0, 6, 2, 1)',
  'torch.arange(6, type=torch.float32)',
  'torch.linspace(0, 1, 5, endpoint=True)',
  'torch.eye(3, 4, 5)',
  'torch.randint(0, 5, (2, 3), low=0)',
  'x.to("cpu", block=True)',
  'torch.div(x, 2, mode="floor")',
])
  test(`no signature takes ${call}`, () => {
    assert.match(outcome(call), /received an invalid combination of arguments/);
  });
