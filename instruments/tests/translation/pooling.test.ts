import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pytorch } from '../../frameworks/pytorch/index.ts';
import { trace } from '../../tracer/trace.ts';
import { translate } from '../../translation/translate.ts';

test('an AdaptiveMaxPooling that ends Keras’s Python is named as without a translation', () => {
  // with TensorFlow, Keras 3.15 divides by zero there
  const missing = (wanted: string, size: string): number => {
    const paste = `import torch\nfrom torch import nn\nnn.AdaptiveMaxPool2d(${wanted})(torch.zeros(1, 2, ${size}))\n`;
    const program = trace(paste, { frameworks: [pytorch] }).models[0]?.program?.();
    assert.ok(program);
    return translate(program, 'pytorch', 'Net').missing.length;
  };
  assert.equal(missing('2', '1, 1'), 1);
  assert.equal(missing('2', '1, 6'), 1);
  assert.equal(missing('(1, 2)', '6, 6'), 1);
  assert.equal(missing('1', '1, 1'), 0); // a global one
  assert.equal(missing('2', '6, 6'), 0);
});
