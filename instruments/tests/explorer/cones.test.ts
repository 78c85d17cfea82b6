import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cones } from '../../views/explorer/stage/cones.ts';
import type { Placed } from '../../views/explorer/stage/placed.ts';

const SIZE = 40;
const [TALL, LOW] = [4, 2]; // rows of the input, and of what comes out
const OUTPUT = { row: 0, column: 0, rows: 1, columns: 1 };
const UPPER = { row: 0, column: 0, rows: 3, columns: 3 };
const WHOLE = { ...UPPER, rows: TALL };

const grid = (id: string, rows: number, left: number, top: number): Placed =>
  ({ id, rows, columns: 3, left, top, lift: 0 }) as Placed;

/** Of a window in the input, and of an output whose grid stands there. */
const coneOf = (from: typeof UPPER, left: number, top: number): (readonly [number, number])[][] =>
  cones({ from, to: OUTPUT, colour: 'focus' }, [grid('input', TALL, 0, 0), grid('canvas', LOW, left, top)], SIZE);

test('a cone goes to what stands beside, from the right edge of the window', () => {
  assert.deepEqual(coneOf(UPPER, 200, 40), [
    [
      [120, 0],
      [200, 40],
      [200, 80],
      [120, 120],
    ],
  ]);
});

test('and to what stands below, from its foot, also where that stands at the right', () => {
  assert.deepEqual(coneOf(WHOLE, 200, 200)[0]?.slice(0, 2), [
    [0, 160],
    [200, 200],
  ]);
});

test('but there is no stump of one that the input itself hides', () => {
  assert.deepEqual(coneOf(UPPER, 200, 200), []);
});
