import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { trace } from '../../tracer/trace.ts';

const HEAD = 'import numpy as np\nimport torch\nfrom torch import nn\nimport torch.nn.functional as F\n';

function saidOf(lines: string): string | undefined {
  return trace(HEAD + lines, { frameworks: [pytorch] }).models.find(({ fault }) => fault)?.fault?.says;
}

// What PyTorch 2.13 says, word for word.
const REFUSED: readonly (readonly [string, string])[] = [
  ['nn.Linear(8, 4)(torch.randint(0, 9, (2, 8)))', 'mat1 and mat2 must have the same dtype, but got Long and Float'],
  [
    'nn.Linear(8, 4)(torch.from_numpy(np.random.rand(2, 8)))',
    'mat1 and mat2 must have the same dtype, but got Double and Float',
  ],
  [
    'nn.Linear(8, 4)(torch.tensor(np.zeros((2, 5, 8))))',
    'mat1 and mat2 must have the same dtype, but got Double and Float',
  ],
  [
    'nn.Linear(8, 4)(torch.randint(0, 9, (2, 8, 5)).transpose(1, 2))',
    'expected m1 and m2 to have the same dtype, but got: long int != float',
  ],
  [
    'nn.Linear(8, 4, bias=False)(torch.ones(2, 8, dtype=torch.long))',
    'expected m1 and m2 to have the same dtype, but got: long int != float',
  ],
  [
    'nn.Linear(3, 4)(F.one_hot(torch.tensor([0, 2]), 3))',
    'mat1 and mat2 must have the same dtype, but got Long and Float',
  ],
  [
    'nn.Conv2d(3, 4, 3)(torch.zeros(2, 3, 8, 8, dtype=torch.uint8))',
    'Input type (unsigned char) and bias type (float) should be the same',
  ],
  [
    'nn.Conv1d(3, 4, 3, bias=False)(torch.from_numpy(np.ones((2, 3, 8))))',
    'expected scalar type Double but found Float',
  ],
  [
    'nn.Embedding(9, 4)(torch.rand(2, 5))',
    "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got torch.FloatTensor instead (while checking arguments for embedding)",
  ],
  [
    'nn.LSTM(8, 4)(torch.randint(0, 9, (5, 2, 8)))',
    'RNN input dtype (torch.int64) does not match weight dtype (torch.float32). Convert input: input.to(torch.float32), or convert model: model.to(torch.int64)',
  ],
  [
    'nn.CrossEntropyLoss()(torch.randn(2, 3), torch.rand(2))',
    'expected target dtype to be Long or Byte, but got Float',
  ],
  [
    'F.nll_loss(torch.randn(2, 3), torch.tensor([0.0, 1.0]))',
    'expected target dtype to be Long or Byte, but got Float',
  ],
];

const TAKEN = [
  'nn.Linear(8, 4)(torch.from_numpy(np.random.rand(2, 8)).type("torch.FloatTensor"))',
  'nn.Linear(8, 4)(torch.rand(2, 8).to("cpu").to(torch.device("cpu"), non_blocking=True))',
  'nn.Linear(8, 4)(torch.randint(0, 9, (2, 8)).float())',
  'nn.Linear(8, 4)(torch.from_numpy(np.random.rand(2, 8)).to(torch.float32))',
  'nn.Linear(8, 4)(torch.from_numpy(np.random.rand(2, 8).astype(np.float32)))',
  'nn.Linear(8, 4)(torch.from_numpy(np.random.rand(2, 8).astype("float32")))',
  'nn.Linear(8, 4)(torch.tensor(np.random.rand(2, 8), dtype=torch.float))',
  'nn.Linear(8, 4)(torch.from_numpy(np.random.rand(2, 8)).type(torch.FloatTensor))',
  'nn.Linear(8, 4)(torch.Tensor(np.random.rand(2, 8)))',
  'nn.Linear(8, 4)(torch.randint(0, 9, (2, 8)) / 9)',
  'nn.Linear(8, 4)(torch.randint(0, 9, (2, 8)) * 0.5)',
  'nn.Linear(8, 4)(torch.zeros_like(torch.randint(0, 9, (2, 8)), dtype=torch.float))',
  'nn.Linear(8, 4).double()(torch.from_numpy(np.random.rand(2, 8)))',
  'nn.Linear(8, 4, dtype=torch.float64)(torch.from_numpy(np.random.rand(2, 8)))',
  'nn.Linear(2, 4)(torch.tensor([[1, 2.5]]))',
  'nn.Embedding(9, 4)(torch.rand(2, 5).long())',
  'nn.Embedding(9, 4)(torch.randint(0, 9, (2, 5)).to(torch.int32))',
  'nn.CrossEntropyLoss()(torch.randn(2, 3), torch.rand(2, 3))',
  'nn.CrossEntropyLoss()(torch.randn(2, 3), torch.rand(2).long())',
];

test('numbers of another kind are refused in the words of PyTorch', () => {
  for (const [lines, says] of REFUSED) assert.equal(saidOf(lines), says, lines);
});

test('what is not sure of a kind is not refused', () => {
  for (const lines of TAKEN) assert.equal(saidOf(lines), undefined, lines);
});
