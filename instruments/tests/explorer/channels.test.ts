import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ofChannel, output } from '../../arithmetic/index.ts';
import { scene } from '../../views/explorer/scene/scene.ts';
import { signOf } from '../../views/explorer/stage/signs.ts';
import type { Grid } from '../../views/explorer/scene/look.ts';
import type { Scene } from '../../views/explorer/scene/scene.ts';
import { setting } from '../../views/explorer/state/presets.ts';
import { initial } from '../../views/explorer/state/state.ts';
import type { State } from '../../views/explorer/state/state.ts';

const seen = (state: State, pointed = ''): Scene => scene(setting(state), state, { pointed, byPyTorch: null });

const TWO: State = { ...initial('Conv2D'), height: 2, width: 2, kernel_size: [1, 1], channels: 2, filters: 2 };

test('an output channel is the sum over the channels, and its own bias', () => {
  const arrays = { image: [1, 10], kernel: [2, 3, 4, 5], pointwise: [], bias: [100, 200] };
  const layer = { ...TWO, height: 1, width: 1, use_bias: true };
  // the kernel's last two axes are channels, filters: 2·1 + 4·10 + 100, 3·1 + 5·10 + 200
  assert.deepEqual(
    [0, 1].map((out) => output(ofChannel(layer, arrays, out))),
    [[[142]], [[253]]],
  );
});

test('unfolded, each channel has its grids in a row, and the last row is the bias', () => {
  const { grids } = seen({ ...TWO, use_bias: true, depth: 'unfolded' });
  assert.deepEqual(
    grids.map(({ id, plane }) => [id, plane]),
    [
      ['input', 0],
      ['kernel', 0],
      ['products', 0],
      ['input', 1],
      ['kernel', 1],
      ['products', 1],
      ['bias', 2],
      ['canvas', undefined],
    ],
  );
});

test('the sum over the channels is written before what each of them comes to', () => {
  const { says } = seen({ ...TWO, kernel: 'count', use_bias: true, output_channel: 1 }, 'canvas,0,1');
  assert.match(
    says.join(' '),
    /output\[0, 1, 1\].*= 4 \+ 24 \+ 2 =\u00a0.*30.*\[…, 0\].*2·2.*=\u00a04,.*class="channel".*\[…, 1\].*6·4.*=\u00a024\./,
  );
});

test('a cell of one channel is told with its channel, and only there it is marked', () => {
  const { says, grids } = seen({ ...TWO, depth: 'unfolded' }, 'input,1,0,1');
  assert.match(String(says[0]), /input\[1, 0, 1\] = 7/);
  const inputs = grids.filter(({ id }) => id === 'input');
  assert.deepEqual(
    inputs.map(({ look }) => look(1, 0)?.mark),
    [false, true],
  );
});

test('folded, one channel is in front of the others, and what each adds stands beside them', () => {
  const state: State = { ...TWO, kernel: 'count', use_bias: true, input_channel: 1 };
  const { grids } = seen(state, 'canvas,0,1');
  assert.deepEqual(
    grids.map(({ id, behind }) => [id, behind]),
    [
      ['input', 1],
      ['kernel', 1],
      ['sums', undefined],
      ['bias', 0],
      ['canvas', 1],
    ],
  );
  const text = (id: string, row: number, column: number): string | undefined =>
    grids.find((grid) => grid.id === id)?.look(row, column)?.text;
  // input 1, 2, … and kernel 1, 2, …: of channel 1 the cells 5 to 8, for output channel 0 the kernel's 1 and 3
  assert.equal(text('input', 0, 1), '6');
  assert.deepEqual([text('sums', 0, 0), text('sums', 1, 0), text('canvas', 0, 1)], ['2', '18', '21']);
});

test('an arrow leads to the cells of the sums, which are empty until a cell is looked at', () => {
  const sums = (pointed: string): Grid | undefined => seen(TWO, pointed).grids.find(({ id }) => id === 'sums');
  for (const pointed of ['', 'canvas,0,1']) {
    assert.deepEqual(seen(TWO, pointed).grids.map(signOf), ['', '×', '→', '→']);
    assert.equal(sums(pointed)?.look(0, 0)?.text === '', pointed === '');
  }
});

test('a cell of a channel that is not in front has all of them seen', () => {
  const ids = (cell: string): (number | undefined)[] => seen({ ...TWO, cell }).grids.map(({ plane }) => plane);
  assert.ok(ids('input,0,0,1').includes(1));
  assert.ok(!ids('input,0,0,0').includes(0));
});

test('a matrix is of the channel that is chosen, and what it gives is that channel’s part', () => {
  const state: State = { ...initial('Conv2DTranspose'), height: 1, kernel_size: [1, 1], channels: 2, kernel: 'count' };
  const { grids, says } = seen({ ...state, use_bias: true, view: 'matrix', input_channel: 1 }, 'canvas,0,1');
  const texts = (id: string, rows: number[], columns: number[]): (string | undefined)[] =>
    rows.flatMap((row) => columns.map((column) => grids.find((grid) => grid.id === id)?.look(row, column)?.text));
  assert.deepEqual(texts('matrix', [0, 1], [0, 1]), ['2', '0', '0', '2']);
  assert.deepEqual(texts('input', [0, 1], [0]), ['3', '4']);
  assert.deepEqual(texts('canvas', [0, 1], [0]), ['6', '8']);
  assert.deepEqual(says[0], ['oneChannel', 1, 0]);
  assert.match(says.join(' '), /4·2.*8/);
});

test('a transposed convolution adds its bias when all stamps have come', () => {
  const state: State = { ...initial('Conv2DTranspose'), channels: 2, use_bias: true, bias: [[50]] };
  const corner = (step: number | null): string | undefined =>
    seen({ ...state, step })
      .grids.find(({ id }) => id === 'canvas')
      ?.look(0, 0)?.text;
  assert.deepEqual([corner(0), corner(1), corner(null)], ['0', '6', '56']);
});

test('groups that do not part the channels are drawn, what is left over hatched', async () => {
  const { refusal } = await import('../../arithmetic/index.ts');
  const { refusedGrids } = await import('../../views/explorer/scene/refused.ts');
  const made = setting({ ...initial('Conv2D'), channels: 3, filters: 2, groups: 2 });
  const why = refusal(made);
  assert.deepEqual(why, { why: 'groups', values: [2, 3] });
  const [grid] = refusedGrids(made, why);
  assert.deepEqual(
    [0, 1, 2].map((column) => grid?.look(0, column)?.hatch),
    [false, false, true],
  );
});

test('filters that are alike are told, and so is how many channels come out', () => {
  const said = (changes: Partial<State>): readonly unknown[] =>
    seen({ ...TWO, ...changes }).says.map((sentence) => (typeof sentence === 'string' ? '' : sentence[0]));
  assert.deepEqual(said({ kernel: 'ones' }), ['resultChannels', 'equalFilters']);
  assert.deepEqual(said({ kernel: 'count' }), ['resultChannels']);
  assert.deepEqual(said({ kernel: 'ones', filters: 1 }), ['result']);
});

test('what several filters make of one channel is told apart', () => {
  const state: State = { ...initial('SeparableConv2D'), height: 3, width: 3, channels: 2, depth_multiplier: 2 };
  const { says } = seen(state, 'canvas,0,0');
  const names = [...says.join(' ').matchAll(/class="channel"><code>(.*?)<\/code>/g)].map(([, name]) => name);
  assert.deepEqual(names, ['[…, 0, 0]', '[…, 0, 1]', '[…, 1, 0]', '[…, 1, 1]']);
});
