import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { trace } from '../../tracer/trace.ts';
import type { Trace } from '../../tracer/trace.ts';

const read = (source: string): Trace => trace(source, { frameworks: [keras] });
const variables = ({ models }: Trace): (string | null)[] => models.map(({ variable }) => variable);

const REFUSED = 'a = keras.Sequential([keras.Input((2, 2, 1)), keras.layers.Conv2D(4, 3)])';
const OTHER = 'b = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])';

test('behind a refused statement nothing is reached, and the reader is told from where', () => {
  const traced = read(`import keras\n${REFUSED}\n\n${OTHER}\n`);
  assert.equal(variables(traced).length, 1);
  assert.equal(traced.models[0]?.fault?.line, 2);
  assert.deepEqual(
    traced.notes.filter(({ text }) => text.includes('not reached')).map(({ line }) => line),
    [4],
  );
  assert.equal(traced.models.filter(({ fault }) => fault).length, 1);
});

test('an error in a loop or a function ends the paste too; one that is caught does not', () => {
  assert.equal(read(`import keras\nfor n in [1, 0]:\n    x = 1 / n\n${OTHER}\n`).models.length, 1);
  assert.deepEqual(variables(read(`import keras\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    pass\n${OTHER}\n`)), [
    'b',
  ]);
});

test('the next cell is read, without what the refused one would have bound', () => {
  for (const prompt of ['>>> ', 'In [1]: ']) {
    const traced = read(
      ['import keras', REFUSED, OTHER, 'a.add(keras.layers.Dense(2))'].map((line) => prompt + line).join('\n'),
    );
    assert.ok(variables(traced).includes('b'));
    assert.equal(traced.models.filter(({ fault }) => fault).length, 1);
    assert.equal(traced.verdict, 'fault');
  }
  const cell = read(`In [1]:\nimport keras\n${REFUSED}\n${OTHER}\nIn [2]:\nc = ${OTHER.slice(4)}\n`);
  assert.ok(variables(cell).includes('c') && !variables(cell).includes('b'));
});

test('what is not followed ends nothing', () => {
  const traced = read(`import keras\na = keras.models.load_model("a.keras")\na.add(keras.layers.Dense(2))\n${OTHER}\n`);
  assert.deepEqual(variables(traced), ['b']);
  assert.ok(traced.unfollowed.length > 0);
});
