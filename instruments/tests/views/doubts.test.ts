import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubts } from '../../views/models/doubts.ts';

const HEAD = 'import keras\nfrom keras import layers\n';
const CHAIN = `${HEAD}keras.Sequential([keras.Input((8, 8, 3)), layers.Conv2D(4, 3), layers.BatchNormalization()])\n`;
const OUTPUT = '(None, 6, 6, 4)';

test('rows that say the same of a chain as the whole are believed, others are not', () => {
  assert.equal(doubts(CHAIN, { output: OUTPUT, parameters: 112 + 16, layers: 2 }), false);
  assert.equal(doubts(CHAIN, { output: '(None, 8, 8, 4)', parameters: 112 + 16, layers: 2 }), true);
  assert.equal(doubts(CHAIN, { output: OUTPUT, parameters: 112 + 8, layers: 2 }), true);
  const functional = `${HEAD}a = keras.Input((8,))\nb = layers.Dense(2)(a)\nmodel = keras.Model(a, b)\n`;
  assert.equal(doubts(functional, { output: '(None, 2)', parameters: 18, layers: 1 }), false);
  assert.equal(doubts(functional, { output: '(None, 2)', parameters: 16, layers: 1 }), true);
});

test('what the whole refuses, does not follow or cautions of is doubted, what it does not know is not', () => {
  const rows = { output: OUTPUT, parameters: 112, layers: 2 };
  assert.equal(doubts(CHAIN.replace('Conv2D(4, 3)', 'Conv2D(4, 9)'), rows), true);
  const dense = CHAIN.slice(HEAD.length).replace('Conv2D(4, 3)', 'Dense(4)');
  const cautioned = `model = ${dense}model.compile(loss='categorical_crossentropy')\n`;
  assert.equal(doubts(cautioned, { output: '(None, 8, 8, 4)', parameters: 16 + 16, layers: 2 }), true);
  assert.equal(doubts(`${CHAIN}model = keras.Sequential([made()])\n`, rows), true);
  assert.equal(doubts(CHAIN.replace('keras.Input((8, 8, 3)), ', ''), rows), false);
  assert.equal(doubts('layers.Conv2D(4, 3)\nlayers.Flatten()\n', rows), false);
  assert.equal(doubts('keras.Input((8, 8, 3))\nlayers.Conv2D(4, 3)\n', { ...rows, layers: 1 }), false);
});
