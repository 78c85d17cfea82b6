import assert from 'node:assert/strict';
import { test } from 'node:test';

import { scene } from '../../views/explorer/scene/scene.ts';
import type { Look } from '../../views/explorer/scene/look.ts';
import type { Scene } from '../../views/explorer/scene/scene.ts';
import { setting } from '../../views/explorer/state/presets.ts';
import { initial } from '../../views/explorer/state/state.ts';
import type { State } from '../../views/explorer/state/state.ts';

const IDLE = { pointed: '', byPyTorch: null } as const;
const STAMPS: State = { ...initial('Conv2DTranspose'), strides: [2, 2] };

function seen(changes: Partial<State>, pointed = ''): Scene {
  const state = { ...STAMPS, ...changes };
  return scene(setting(state), state, { pointed, byPyTorch: null });
}

const texts = ({ grids }: Scene, id: string): string[][] => {
  const grid = grids.find((one) => one.id === id);
  assert.ok(grid, `no grid ${id}`);
  return Array.from({ length: grid.rows }, (_, row) =>
    Array.from({ length: grid.columns }, (_, column) => grid.look(row, column)?.text ?? ''),
  );
};

test('after the second stamp the canvas holds the first two', () => {
  const second = seen({ step: 2 });
  assert.deepEqual(texts(second, 'canvas').slice(0, 3), [
    ['1', '1', '3', '2', '2'],
    ['1', '1', '3', '2', '2'],
    ['1', '1', '3', '2', '2'],
  ]);
  assert.deepEqual(second.now, { part: 'input', row: 0, column: 1 });
  assert.deepEqual(second.says[0], ['stampStep', 2, 4, '2']);
});

test('zeros come first, then their border, then the windows', () => {
  const step = (number: number): string[] => texts(seen({ view: 'zeros', step: number }), 'input')[2] ?? [];
  assert.deepEqual(step(0), ['', '', '1', '', '2', '', '']);
  assert.deepEqual(step(1), ['', '', '1', '0', '2', '', '']);
  assert.deepEqual(step(2), ['0', '0', '1', '0', '2', '0', '0']);
});

test('a cell that is pointed at is told before the one that is kept', () => {
  const kept = seen({ cell: 'kernel,0,0' }, 'canvas,2,2');
  assert.deepEqual(kept.grids.find(({ id }) => id === 'canvas')?.frames.at(-1), {
    row: 2,
    column: 2,
    rows: 1,
    columns: 1,
    colour: 'focus',
  });
  assert.match(String(kept.says[0]), /output\[2, 2\]/);
});

test('a cell has room for the longest number that a step shows, and for no longer one', () => {
  for (const op of ['Conv2D', 'Conv2DTranspose', 'MaxPooling2D', 'AveragePooling2D', 'Conv1D'] as const) {
    const state: State = { ...initial(op), channels: 1, filters: 1 };
    const steps = Array.from({ length: scene(setting(state), state, IDLE).last + 1 }, (_, step) =>
      scene(setting(state), { ...state, step }, IDLE),
    );
    const shown = steps.flatMap((step) => step.grids.flatMap(({ id }) => texts(step, id).flat()));
    const longest = Math.max(...shown.map((text) => text.length));
    for (const step of steps) assert.equal(step.longest, longest, `${op}, step ${step.step}`);
  }
});

test('a cell outside of the grids is not looked at', () => {
  assert.deepEqual(seen({ cell: 'input,5,5' }).says, seen({}).says);
});

test('where something is cropped, half of it is at the start, and an odd one at the end', () => {
  for (const size of [2, 3, 4, 5, 6])
    for (const stride of [1, 2, 3])
      for (const output_padding of [null, [0, 0]] as const) {
        const changes = { kernel_size: [size, size], strides: [stride, stride], output_padding, step: null } as const;
        const { says } = seen({ ...changes, padding: 'same' });
        const [, start, end] = says.find(([it]) => it === 'cropped') ?? ['', 0, 0];
        assert.equal(start, Math.floor((Number(start) + Number(end)) / 2), JSON.stringify(changes));
        assert.ok(!seen({ ...changes, padding: 'valid' }).says.some(([it]) => it === 'cropped'));
      }
});

test('cropped cells are hatched, and kept ones are not', () => {
  const look = seen({ padding: 'same' }).grids.find(({ id }) => id === 'canvas')?.look;
  assert.equal(look?.(0, 0)?.hatch, false);
  assert.equal(look?.(4, 4)?.hatch, true);
});

test('lines lead from an input cell to its stamp, and from a window to its output', () => {
  assert.deepEqual(seen({ step: 2 }).beam, {
    from: { row: 0, column: 1, rows: 1, columns: 1 },
    to: { row: 0, column: 2, rows: 3, columns: 3, colour: 'orange' },
    colour: 'orange',
  });
  const padded = { ...initial('Conv2D'), strides: [2, 2], padding: 'same', step: 4 } as const;
  const { beam } = scene(setting(padded), padded, { pointed: '', byPyTorch: null });
  assert.deepEqual([beam?.from.row, beam?.from.column, beam?.from.rows], [2, 0, 3]);
  assert.deepEqual([beam?.to.row, beam?.to.column, beam?.to.rows], [1, 0, 1]);
  assert.equal(seen({ step: null }).beam, null);
});

const number = (text: string | undefined): number => Number((text || '0').replace('−', '-'));

test('the kernel lies over the window and moves with it: products of what is seen there add up to the output', () => {
  const layers: State[] = [
    { ...initial('Conv2D'), height: 5, strides: [2, 2], padding: 'same', kernel: 'count' },
    { ...initial('Conv2D'), height: 6, width: 5, dilation_rate: [2, 2], kernel_size: [3, 2], kernel: 'count' },
    { ...STAMPS, kernel: 'count', view: 'zeros' },
  ];
  for (const layer of layers) {
    const last = scene(setting(layer), layer, { pointed: '', byPyTorch: null });
    assert.equal(over(last).length, 0);
    const kernel = layer.kernel_size[0] * layer.kernel_size[1];
    let steps = 0;
    for (let step = 0; step < last.last; step++) {
      const state = { ...layer, step };
      const shown = scene(setting(state), state, { pointed: '', byPyTorch: null });
      if (!shown.now) continue;
      steps++;
      const cells = over(shown);
      assert.equal(cells.length, kernel);
      const sum = cells.reduce((all, look) => all + number(look.text) * number(look.over), 0);
      assert.equal(sum, last.values[shown.now.row]?.[shown.now.column]);
    }
    assert.ok(steps > 1);
  }
});

/** The cells of the input that the kernel lies over. */
function over({ grids }: Scene): Look[] {
  const grid = grids.find(({ id }) => id === 'input');
  assert.ok(grid);
  const all = Array.from({ length: grid.rows * grid.columns }, (_, index) =>
    grid.look(Math.floor(index / grid.columns), index % grid.columns),
  );
  return all.filter((look) => look?.over !== undefined) as Look[];
}

test('a colour tells one origin: of more than four stamps the chosen one alone has one, and how many overlap is shaded', () => {
  const many = { height: 3, width: 3 };
  const canvas = (changes: Partial<State>, pointed = ''): ((row: number, column: number) => Look | null) => {
    const grid = seen({ ...many, ...changes }, pointed).grids.find(({ id }) => id === 'canvas');
    assert.ok(grid);
    return grid.look;
  };
  const [rest, chosen] = [canvas({}), canvas({}, 'input,1,1')];
  assert.deepEqual([rest(1, 1)?.fills, rest(2, 2)?.fills], [['count'], ['count']]);
  assert.equal(rest(2, 2)?.share, 4 * (rest(1, 1)?.share ?? 0)); // four stamps meet there
  assert.deepEqual([chosen(2, 2)?.fills, chosen(0, 0)?.fills], [['blue'], ['count']]);
});
