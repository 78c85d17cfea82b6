import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, encode } from '../../views/tracer/address.ts';

for (const [code, set] of [
  ['nn.ReLU()', 'input=(1, 3, 32, 32)'],
  ["model.add('x!", ''],
  ['x = [1, 2]', ''],
] as const)
  test(`a link that ends with ${(set || code).at(-1)} survives what leaves marks at its end out`, () => {
    const link = encode({ code, set });
    assert.match(link, /\w$/);
    assert.deepEqual([decode(link)?.code, decode(link)?.set], [code, set]);
  });
