/** Reading in idle time: how often each text is read, and that who saves data is spared. */
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { warm } from '../../views/models/warming.ts';

type Step = (idle: { timeRemaining: () => number }) => void;

/** Runs what asks for idle time, so much of it each time. */
function idle(milliseconds: number, saveData: boolean, action: () => void): void {
  const asked: Step[] = [];
  const stand = { requestIdleCallback: (step: Step) => asked.push(step), navigator: { connection: { saveData } } };
  for (const [name, value] of Object.entries(stand))
    Object.defineProperty(globalThis, name, { value, configurable: true });
  action();
  for (let step = asked.shift(); step; step = asked.shift()) step({ timeRemaining: () => milliseconds });
}

const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'requestIdleCallback');
  if (own) Object.defineProperty(globalThis, 'navigator', own);
});

function readIn(milliseconds: number, saveData = false): string[] {
  const read: string[] = [];
  idle(milliseconds, saveData, () => warm(['one', 'two'], (text) => read.push(text)));
  return read;
}

test('each text is read several times, never the same characters twice', () => {
  const read = readIn(50);
  const times = (text: string): number => read.filter((one) => one.trim() === text).length;
  assert.ok(times('one') > 1);
  assert.equal(times('two'), times('one'));
  assert.equal(new Set(read).size, read.length);
});

test('who saves data is spared, and a browser that has no time ends', () => {
  assert.deepEqual(readIn(50, true), []);
  assert.deepEqual(readIn(0), []);
});
