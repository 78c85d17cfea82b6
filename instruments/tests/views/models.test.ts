import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_COLUMNS } from '../../frameworks/framework.ts';
import type { TracedLayer } from '../../frameworks/framework.ts';
import type { FrameworkModel, Trace } from '../../tracer/trace.ts';
import { cellText } from '../../views/models/columns.ts';
import { firstLine, formatGiven, parseGiven, readGiven } from '../../views/models/given.ts';
import { isEmpty, tableOf } from '../../views/models/rows.ts';
import { shapeText } from '../../views/models/shapes.ts';
import { askedOf, frameworksOf, placesOf, verdictOf } from '../../views/models/verdict.ts';

function layer(name: string, output_shape: TracedLayer['output_shape'], more: Partial<TracedLayer> = {}): TracedLayer {
  const columns = { ...NO_COLUMNS, parameters: 0, receptive_field: null };
  return { name, type: 'Conv2D', output_shape, ...columns, line: 3, ...more };
}

function model(more: Partial<FrameworkModel>): FrameworkModel {
  const plain = { name: 'net', variable: null, type: 'Net', line: 2, inputs: null, outputs: null, fault: null };
  return { ...plain, ...NO_COLUMNS, layers: [], parameters: 0, framework: 'keras', ...more };
}

function traced(more: Partial<Trace>): Trace {
  const empty = { models: [], unfollowed: [], asked: [], notes: [], passed: [], assumed: {}, unneeded: [] };
  return { framework: 'keras', verdict: 'fits', likelyInputs: () => [], ...empty, ...more };
}

const fault = {
  line: 7,
  layer_line: null,
  kind: 'merge',
  says: 'no',
  reason: 'no',
  plain: [],
  origins: [],
  repairs: [],
};

test('a shape is written as its framework prints it', () => {
  assert.equal(shapeText([null, 28, 28, 1], 'keras'), '(None, 28, 28, 1)');
  assert.equal(shapeText([10], 'keras'), '(10,)');
  assert.equal(shapeText([1, 3, 32, 48], 'pytorch'), '[1, 3, 32, 48]');
  assert.equal(shapeText([], 'pytorch'), '[]');
  assert.equal(shapeText([[null, 3], null], 'keras'), '[(None, 3), —]');
  assert.equal(shapeText({ a: [2, 4], b: [2] }, 'pytorch'), '{a: [2, 4], b: [2]}');
  assert.equal(shapeText(null, 'keras'), '—');
});

test('what stands in a layer follows it, under its name', () => {
  const inner = [layer('conv', [null, 9], { parameters: 1234 })];
  const outer = layer('block', [null, 9], { layers: inner, parameters: 1234 });
  const { rows } = tableOf(model({ layers: [outer, layer('top', [null, 4])] }));
  assert.deepEqual(
    rows.map(({ within, name, holdsOthers }) => [within, name, holdsOthers]),
    [
      ['', 'block', true],
      ['block/', 'conv', false],
      ['', 'top', false],
    ],
  );
  assert.equal(rows[1]?.costs.parameters, 1234);
});

test('dots part the names of PyTorch only', () => {
  const layers = [layer('down', [1]), layer('down.conv.0', [1])];
  const parted = tableOf(model({ layers, framework: 'pytorch' })).rows;
  assert.deepEqual(
    parted.map(({ within, name, holdsOthers }) => [within, name, holdsOthers]),
    [
      ['', 'down', true],
      ['down.conv.', '0', false],
    ],
  );
  assert.equal(tableOf(model({ layers })).rows[1]?.name, 'down.conv.0');
});

test('rows of a model grow with its layers, not with their square', () => {
  const layers = Array.from({ length: 10_000 }, (_, index) => layer(`block${index}.conv`, [1]));
  const start = performance.now();
  assert.equal(tableOf(model({ layers })).rows.length, layers.length);
  assert.ok(performance.now() - start < 3000); // all names beside each other took over ten
});

test('a layer that is called several times shows each shape once', () => {
  const shared = layer('shared', [null, 4], {
    output_shapes: [
      [null, 4],
      [null, 5],
      [null, 4],
    ],
  });
  assert.deepEqual(tableOf(model({ layers: [shared] })).rows[0]?.shapes, ['(None, 4)', '(None, 5)']);
});

test('the break comes after the last call that is known', () => {
  const layers = [layer('a', [null, 4]), layer('b', [null, 2]), layer('c', null), layer('d', null)];
  assert.equal(tableOf(model({ layers, fault })).brokenBefore, 2);
  assert.equal(tableOf(model({ layers: layers.slice(2), fault })).brokenBefore, 0);
  assert.equal(tableOf(model({ layers })).brokenBefore, null);
});

test('Keras knows no weights of a layer that is not built, nor then of the model; PyTorch does', () => {
  const layers = [layer('a', [null, 4], { parameters: 84 }), layer('b', null)];
  const keras = tableOf(model({ layers, parameters: 84 }));
  assert.deepEqual([keras.rows[1]?.costs.parameters, keras.parameters], [null, '—']);
  const pytorch = tableOf(model({ layers, parameters: 84, framework: 'pytorch' }));
  assert.deepEqual([pytorch.rows[1]?.costs.parameters, pytorch.parameters], [0, '84']);
});

test('Keras knows the weights of a layer that is built and never called', () => {
  const layers = [layer('a', [null, 4], { layers: [layer('norm', null, { parameters: 48 })], parameters: 84 })];
  const { rows, parameters } = tableOf(model({ layers, parameters: 84 }));
  assert.deepEqual([rows[1]?.costs.parameters, rows[1]?.isKnown, parameters], [48, true, '84']);
});

test('a fault is the verdict before all else', () => {
  const models = [model({}), model({ fault, framework: 'pytorch' }), model({ fault: { ...fault, line: 9 } })];
  const found = traced({ models, asked: ['n'], verdict: 'fault', unfollowed: [{ line: 1, text: 'what' }] });
  const { kind, words, gaps, line, says } = verdictOf(found);
  assert.deepEqual([kind, words, gaps.framework, line, says], ['fault', 'fault_also', 'PyTorch', 7, 'no']);
  assert.deepEqual(
    placesOf(found).map((place) => [place.line, place.isFault]),
    [
      [9, true],
      [1, false],
    ],
  );
  assert.equal(verdictOf(traced({ models, verdict: 'fault' })).words, 'fault');
  assert.deepEqual(frameworksOf(found), ['Keras', 'PyTorch']);
});

test('a break is told at the line of its layer, where the framework tells that of the whole stack', () => {
  const stacked = { ...fault, layer_line: 8 };
  const found = traced({ models: [model({ fault: stacked }), model({ fault: stacked })], verdict: 'fault' });
  const { line, gaps } = verdictOf(found);
  assert.deepEqual([line, gaps.line, placesOf(found)[0]?.line], [8, 8, 8]);
});

test('names are asked for before the input, which may follow from them', () => {
  assert.deepEqual(askedOf(traced({ asked: ['input', 'n'] })), ['n']);
  assert.deepEqual(askedOf(traced({ asked: ['input'] })), ['input']);
  assert.equal(verdictOf(traced({ asked: ['input', 'n'], verdict: 'unfollowed' })).words, 'asked');
  assert.equal(verdictOf(traced({ asked: ['input'], verdict: 'unfollowed' })).words, 'asked_input');
  const missed = { unfollowed: [{ line: 1, text: 'what' }], models: [model({ parameters: 1, outputs: [1] })] };
  assert.equal(verdictOf(traced({ asked: ['input'], verdict: 'unfollowed', ...missed })).kind, 'unfollowed');
});

test('only what was followed to its end fits', () => {
  const whole = model({ layers: [layer('a', [null, 4])], outputs: [null, 4], parameters: 12, variable: 'm' });
  assert.deepEqual(verdictOf(traced({ models: [whole] })).gaps, { model: 'm', shape: '(None, 4)', count: '12', n: 1 });
  const missed = { unfollowed: [{ line: 1, text: 'what' }], verdict: 'unfollowed' } as const;
  assert.equal(verdictOf(traced({ models: [whole], ...missed })).kind, 'unfollowed');
  assert.equal(verdictOf(traced({ models: [whole], ...missed })).words, 'unfollowed');
  assert.equal(verdictOf(traced({ models: [], ...missed })).words, 'nothing');
  assert.equal(verdictOf(traced({ models: [], ...missed })).kind, 'nothing');
  assert.equal(verdictOf(traced({ models: [model({})], ...missed })).kind, 'unfollowed');
  assert.equal(verdictOf(traced({ models: [whole, whole] })).words, 'fits_all');
  assert.equal(isEmpty(model({})), true);
  assert.equal(isEmpty(model({ fault })), false);
});

test('what is filled in goes through the link and is read as Python', () => {
  const text = 'num_classes=10\nx.shape[1:]=(28, 28, 1)\ninput=(1, 3, 8, 8); (1, 10)';
  const given = parseGiven(text);
  assert.equal(formatGiven(given), text);
  const { inputs, settings, wrong } = readGiven(given);
  assert.deepEqual(inputs, [
    [1, 3, 8, 8],
    [1, 10],
  ]);
  assert.deepEqual([...settings.keys()], ['num_classes', 'x.shape[1:]']);
  assert.equal(settings.get('num_classes'), 10);
  assert.equal(wrong.size, 0);
  assert.deepEqual([...readGiven(parseGiven('n=ten\ninput=(1, "a")')).wrong], ['n', 'input']);
  assert.equal(parseGiven('n=\nnonsense').size, 0);
});

test('what a column says', () => {
  const costs = { parameters: 1168, memory: 1536, multiply_adds: null, receptive_field: [3, 5] };
  const said = (['parameters', 'memory', 'multiply_adds', 'receptive_field'] as const).map((one) =>
    cellText(costs, one),
  );
  assert.deepEqual(said, ['1,168', '1.5 KB', '—', '3 × 5']);
  assert.equal(cellText({ ...costs, memory: 2 ** 30 }, 'memory'), '1 GB');
  assert.equal(cellText({ ...costs, memory: 12 }, 'memory'), '12 B');
  assert.equal(cellText({ ...costs, receptive_field: null }, 'receptive_field'), '—');
  assert.equal(cellText({ ...costs, receptive_field: [] }, 'receptive_field'), '1');
});

test('a field stands at the first line that needs it', () => {
  const code = '# n is given\nnet = other.n\nx = Dense(n_units)\ny = Dense(n)\nz = Input(x_train.shape[ 1 : ])';
  assert.equal(firstLine(code, 'n'), 4);
  assert.equal(firstLine(code, 'x_train.shape[1:]'), 5);
  assert.equal(firstLine(code, 'input'), null);
});

test('a size that is rounded to whole kilobytes is written as those that are whole', () => {
  const of = (memory: number) => cellText({ parameters: 0, multiply_adds: 0, memory, receptive_field: null }, 'memory');
  assert.deepEqual([of(24.5 * 1024), of(128 * 1024), of(387 * 1024 + 4)], ['24.5 KB', '128 KB', '387 KB']);
});
