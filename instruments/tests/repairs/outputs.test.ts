/** What a repaired model gives is told with the repair. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keras } from '../../frameworks/keras/index.ts';
import { trace } from '../../tracer/trace.ts';

const JOINED = `import keras
from keras import layers
x = keras.Input((30, 27, 3))
down = layers.MaxPooling2D(2)(layers.Conv2D(4, 3, padding="same")(x))
model = keras.Model(x, layers.Concatenate()([layers.UpSampling2D(2)(down), x]))
`;

test('each repair says what the model gives with it: another size where the input is cut or is another', () => {
  const { models } = trace(JOINED, { frameworks: [keras], repairMilliseconds: 20_000 });
  const repairs = models.find(({ fault }) => fault !== null)?.fault?.repairs ?? [];
  const given = new Map(repairs.map(({ source, outputs }) => [source, outputs]));
  for (const [source, outputs] of given) {
    const [again] = trace(source, { frameworks: [keras] }).models;
    assert.deepEqual(again?.outputs, outputs);
  }
  const widths = new Set([...given.values()].map((outputs) => (Array.isArray(outputs) ? outputs[2] : undefined)));
  assert.ok(widths.size > 1 && !widths.has(undefined), [...widths].join());
});
