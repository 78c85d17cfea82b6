import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Interpreter } from '../../languages/python/run/interpreter.ts';
import { parse } from '../../languages/python/parse/parse.ts';
import { Unknown } from '../../languages/python/values.ts';
import type { Value } from '../../languages/python/values.ts';

/** What a name stands for at the end of a program. */
function value(source: string, name = 'x'): Value | undefined {
  const interpreter = new Interpreter(source, { frameworks: [] });
  interpreter.run(parse(source));
  return interpreter.globals.names.get(name);
}

const CHANGES = ['x.extend(data)', 'x.insert(data, 5)', 'x.pop(data)', 'x.remove(data)', 'x.sort(key=data)'];

test('what was put into a list or taken out of it, and is not known, leaves the list unknown', () => {
  for (const change of CHANGES)
    for (const read of ['len(x)', 'x[0]', 'list(x)', 'x + [1]', '[k for k in x]', 'sum(x)', 'x.copy()', '1 in x'])
      assert.ok(value(`x = [2, 1]\n${change}\ny = ${read}\n`, 'y') instanceof Unknown, `${change}: ${read}`);
});

test('a list that is emptied is known again', () => {
  assert.equal(value('x = [2]\nx.extend(data)\nx.clear()\ny = len(x)\n', 'y'), 0);
});

test('a dict that was updated by something unknown is not read as it was', () => {
  for (const read of ['x["b"]', 'x["a"]', 'x.get("b", 7)', 'len(x)', '{**x}', 'dict(**x)', 'list(x)', '"b" in x'])
    assert.ok(value(`x = {"a": 1}\nx.update(data)\ny = ${read}\n`, 'y') instanceof Unknown, read);
});

test('a method of a text or list that gets something unknown gives something unknown', () => {
  const calls = [
    '"a.b".split(data)',
    '"ab".replace("a", data)',
    '[1, 2].index(data)',
    '{"a": 1}.get(data)',
    '"ab".find(data)',
  ];
  for (const call of calls) assert.ok(value(`x = ${call}\n`) instanceof Unknown, call);
  assert.equal(value('x = {"a": 1}.get("a", data)\n'), 1);
});

test('a loop through more values of a generator than are made leaves what it sets unknown', () => {
  const after = (count: number): Value | undefined =>
    value(
      `def counted():\n    k = 0\n    while True:\n        yield k\n        k += 1\nfor x in counted():\n    if x == ${count}:\n        break\n`,
    );
  assert.equal(after(700), 700);
  assert.ok(after(1500) instanceof Unknown);
});

const COUNTED = `def counted():
    for k in range(3000):
        yield k
def few(more):
    yield 1
    while more:
        yield 2
`;

test('what stands on all values of a generator is unknown where some were not made', () => {
  const from = (expression: string): Value | undefined => value(`${COUNTED}x = ${expression}\n`);
  for (const one of ['len(list(counted()))', 'sum(1 for _ in counted())', 'len([*counted()])', 'max(*counted())'])
    assert.ok(from(one) instanceof Unknown, one);
  assert.ok(from('len(list(few(data)))') instanceof Unknown);
  assert.equal(from('next(counted())'), 0);
  assert.equal(from('next(few(data))'), 1);
});

test('of a generator that never ends as many values as are taken are known, what takes all is unknown', () => {
  const counted = 'def counted():\n    k = 0\n    while True:\n        yield k\n        k += 1\n';
  const pairs = '[(a, b) for a, b in zip(counted(), range(5))]';
  const known = ['next(counted())', `${pairs}[-1][0]`, 'next(k for k in counted() if k > 900)', '3 in counted()'];
  for (const one of known) assert.ok(!(value(`${counted}x = ${one}\n`) instanceof Unknown), one);
  const cut = [
    'list(counted())',
    'len([k for k in counted()])',
    'max(map(lambda k: k, counted()))',
    'next(k for k in counted() if k > 5000)',
    '5000 in counted()',
    '{k: 1 for k in counted()}',
    'len(list(zip(counted(), counted())))',
    'len(list(enumerate(counted())))',
    'print(*counted())',
  ];
  for (const one of cut) assert.ok(value(`${counted}x = ${one}\n`) instanceof Unknown, one);
  assert.ok(value(`${counted}x, *rest = counted()\n`) instanceof Unknown);
});
