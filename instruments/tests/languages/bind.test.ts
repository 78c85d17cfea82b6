import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bind, parameters } from '../../languages/python/callables.ts';
import { PythonError } from '../../languages/python/errors.ts';
import type { Value } from '../../languages/python/values.ts';

const conv2d = parameters(['filters', 'kernel_size', ['strides', 1], '*', ['name', null]]);

function bound(positional: Value[], keywords: Record<string, Value> = {}) {
  return bind(conv2d, { positional, keywords: new Map(Object.entries(keywords)) }, 'Conv2D');
}

test('positional and keyword arguments find their parameters, defaults the rest', () => {
  const { values, given } = bound([8], { kernel_size: 3 });
  assert.deepEqual(Object.fromEntries(values), { filters: 8, kernel_size: 3, strides: 1, name: null });
  assert.deepEqual([...given], ['filters', 'kernel_size']);
});

// The messages are those of CPython 3.11 for the same signature.
test('wrong arguments are refused in the words of Python', () => {
  const cases: [Value[], Record<string, Value>, string][] = [
    [[], {}, "Conv2D() missing 2 required positional arguments: 'filters' and 'kernel_size'"],
    [[8], {}, "Conv2D() missing 1 required positional argument: 'kernel_size'"],
    [[8, 3], { kernel_size: 5 }, "Conv2D() got multiple values for argument 'kernel_size'"],
    [[8, 3], { padded: 5 }, "Conv2D() got an unexpected keyword argument 'padded'"],
    [[8, 3, 1, 'x'], {}, 'Conv2D() takes from 2 to 3 positional arguments but 4 were given'],
  ];
  for (const [positional, keywords, message] of cases) {
    assert.throws(() => bound(positional, keywords), new PythonError('TypeError', message));
  }
});
