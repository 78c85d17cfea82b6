import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean } from '../../languages/python/clean.ts';
import { edited } from '../../repairs/edit.ts';
import { repairsOf } from '../../repairs/repairs.ts';
import type { Reading } from '../../repairs/repairs.ts';
import type { Proposal } from '../../repairs/rewriter.ts';

/** The paste with one piece of what was cleaned changed. */
function changed(paste: string, piece: string, put: string): string | null {
  const { text } = clean(paste);
  const from = text.indexOf(piece);
  assert.ok(from >= 0);
  return edited(paste, text, [{ from, to: from + piece.length, text: put }]);
}

test('prompts, indent and line ends stay where a paste is changed', () => {
  assert.equal(changed('>>> a = f(1)\n>>> b = 2', '1', '7'), '>>> a = f(7)\n>>> b = 2');
  assert.equal(changed('In [3]: a = f(1)\nIn [4]: b = 2', '2', '7'), 'In [3]: a = f(1)\nIn [4]: b = 7');
  assert.equal(changed('    a = 1\n    b = 2', '2', '7'), '    a = 1\n    b = 7');
  assert.equal(changed('a = 1\r\nb = 2\r\n', '2', '7'), 'a = 1\r\nb = 7\r\n');
  assert.equal(changed('x\u00a0= f(“a”)', 'f', 'g'), 'x\u00a0= g(“a”)');
  assert.equal(changed('```python\na = 1\n```', '1', '7'), '```python\na = 7\n```');
});

test('a further statement gets the prompt of the one that it stands before', () => {
  const paste = '>>> a = 1\n>>> m.add(2)';
  const { text } = clean(paste);
  const from = text.indexOf('m.add');
  assert.equal(edited(paste, text, [{ from, to: from, text: 'm.add(1)\n' }]), '>>> a = 1\n>>> m.add(1)\n>>> m.add(2)');
});

test('changes at one place keep their order, and those behind keep their place', () => {
  const changes = [
    { from: 0, to: 0, text: 'f(' },
    { from: 1, to: 1, text: ')' },
    { from: 4, to: 5, text: 'long' },
  ];
  assert.equal(edited('a + b', 'a + b', changes), 'f(a) + long');
});

/** A made-up framework: each letter of `wrong` in the text is a fault, and may be put in upper case. */
function reading(text: string, wrong: string): Reading {
  const at = [...wrong].map((letter) => ({ letter, index: text.indexOf(letter) })).filter(({ index }) => index >= 0);
  const single: Proposal[] = at.map(({ letter, index }) => ({
    says: letter,
    changes: [{ from: index, to: index + 1, text: letter.toUpperCase() }],
  }));
  const faults = at.slice(0, 1).map(({ letter }) => ({ line: 1, says: letter, reason: letter }));
  return {
    cleaned: text,
    faults,
    unfollowed: 0,
    asked: 0,
    reached: 0,
    known: 0,
    outputs: [],
    isBeforeCalls: false,
    proposals: () => ({ single, sizes: null }),
  };
}

test('what one change mends is not offered with two', () => {
  const read = (text: string): Reading => reading(text, 'a');
  const [repair, ...others] = repairsOf('a b', read('a b'), read, 1000);
  assert.equal(repair?.source, 'A b');
  assert.deepEqual([repair?.line, repair?.text], [1, 'A b']);
  assert.equal(others.length, 0);
});

test('up to three changes are put together, four are not', () => {
  const three = (text: string): Reading => reading(text, 'abc');
  const found = repairsOf('abcd', three('abcd'), three, 1000);
  assert.ok(found.length > 0 && found.every(({ source }) => source === 'ABCd'));
  const four = (text: string): Reading => reading(text, 'abcd');
  assert.deepEqual(repairsOf('abcd', four('abcd'), four, 1000), []);
});

test('where nothing mends the whole, what leads to a later break says which', () => {
  const four = (text: string): Reading => {
    const read = reading(text, 'abcd');
    const reached = 'abcd'.split('').filter((letter) => !text.includes(letter)).length;
    return { ...read, reached, faults: read.faults.map((fault) => ({ ...fault, line: reached + 1 })) };
  };
  const [repair] = repairsOf('abcd', four('abcd'), four, 1000);
  assert.equal(repair?.source, 'Abcd');
  assert.equal(repair.says, 'a; it then stops at line 2: b');
  assert.deepEqual(repair.stops, { line: 2, says: 'b' });
  const once = (text: string): Reading => ({
    ...four(text),
    faults: four(text).faults.map((one) => ({ ...one, line: 1 })),
  });
  assert.deepEqual(repairsOf('abcd', once('abcd'), once, 1000), []); // the same line is refused once more
});

test('a change is not kept after which another fault came in the place of the first, though there are fewer', () => {
  const faults = (lines: number[]): Reading['faults'] => lines.map((line) => ({ line, says: '', reason: '' }));
  const after = (left: number[]) => {
    return (text: string): Reading => ({ ...reading(text, 'a'), faults: faults(text === 'a' ? [1, 5] : left) });
  };
  const offered = (left: number[]): number => repairsOf('a', after(left)('a'), after(left), 1000).length;
  assert.deepEqual([offered([]), offered([5]), offered([3]), offered([1])], [1, 1, 0, 0]);
});

test('a change is not kept after which more is unknown or asked, and nothing is tried after the time', () => {
  const worse = (text: string): Reading => ({ ...reading(text, 'a'), unfollowed: text.includes('A') ? 1 : 0 });
  assert.deepEqual(repairsOf('a', worse('a'), worse, 1000), []);
  const asking = (text: string): Reading => ({ ...reading(text, 'a'), asked: text.includes('A') ? 1 : 0 });
  assert.deepEqual(repairsOf('a', asking('a'), asking, 1000), []);
  const read = (text: string): Reading => reading(text, 'a');
  assert.deepEqual(repairsOf('a', read('a'), read, -1), []);
});

test('of a changed paste only the lines that are new or other are told', () => {
  const told = (before: string, after: string): string[] => {
    const read = (text: string): Reading => ({
      ...reading(text, ''),
      faults: text === before ? [{ line: 1, says: '', reason: '' }] : [],
      proposals: () => ({
        single: [{ says: '', changes: [{ from: 0, to: before.length, text: after }] }],
        sizes: null,
      }),
    });
    const [repair] = repairsOf(before, read(before), read, 1000);
    return (repair?.changes ?? []).map(({ line, text }) => `${line} ${text}`);
  };
  assert.deepEqual(told('i\na\nb\na\nc', 'I\na\nb\nx\na\nc'), ['1 I', '4 x']);
  assert.deepEqual(told('a\na\nb', 'x\na\nb'), ['1 x']);
  assert.deepEqual(told('i\na\na\nb', 'I\na\na\na\nb'), ['1 I', '2 a']);
  assert.deepEqual(told('f(1,\n  2)\ng\nh', 'f(1)\ng\nH'), ['1 f(1)', '4 H']);
});

/** A made-up model whose only line has the sizes of its input, `48×64`. */
function sized(fits: (size: number) => boolean, isTooSmall: boolean): (text: string) => Reading {
  const sizesOf = (text: string): number[] => text.split('×').map(Number);
  return (text) => ({
    cleaned: text,
    faults: sizesOf(text).every(fits) ? [] : [{ line: 1, says: text, reason: text }],
    unfollowed: 0,
    asked: 0,
    reached: 0,
    known: 0,
    outputs: [],
    isBeforeCalls: false,
    proposals: () => ({
      single: [],
      sizes: {
        now: sizesOf(text),
        isTooSmall,
        with: (sizes) => ({ says: '', changes: [{ from: 0, to: text.length, text: sizes.join('×') }] }),
      },
    }),
  });
}

test('of the sizes of an input the nearest on either side is offered, of those that are too small the first that fits', () => {
  const offered = (size: string, read: (text: string) => Reading): string[] =>
    repairsOf(size, read(size), read, 1000).map(({ source }) => source);
  assert.deepEqual(
    offered(
      '359',
      sized((size) => size % 16 === 0, false),
    ),
    ['352', '368'],
  );
  const sixteens = sized((size) => size % 16 === 0, false);
  assert.deepEqual(offered('30×50', sixteens), ['16×48', '32×64']);
  assert.deepEqual(offered('32×50', sixteens), ['32×48', '32×64']);
  assert.deepEqual(offered('10×50', sixteens), ['16×64']);
  for (const smallest of [5, 7, 8, 300]) {
    assert.deepEqual(
      offered(
        '4',
        sized((size) => size >= smallest, true),
      ),
      [String(smallest)],
    );
  }
});
