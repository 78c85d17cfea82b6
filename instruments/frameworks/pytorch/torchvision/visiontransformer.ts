/** Vision Transformer: an image as a row of patches, each of which looks at all others. */
import { Tensor } from '../../../graph/tensor.ts';
import type { Instance } from '../../../languages/python/classes.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import { Tuple } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Building, Forward } from './building.ts';
import type { Network } from './network.ts';

type Kind = readonly [patch: number, depth: number, heads: number, width: number, inner: number];

const KINDS: Readonly<Record<string, Kind>> = {
  vit_b_16: [16, 12, 12, 768, 3072],
  vit_b_32: [32, 12, 12, 768, 3072],
  vit_l_16: [16, 24, 16, 1024, 4096],
  vit_l_32: [32, 24, 16, 1024, 4096],
  vit_h_14: [14, 32, 16, 1280, 5120],
};
const IMAGE_SIZE = 224;
const NORMALIZATION = { eps: 1e-6 };

const encoded: Forward = (build, self, x) => {
  const normalized = build.run(self, 'ln_1', x);
  const attended = build.runWith(self, 'self_attention', [normalized, normalized, normalized], { need_weights: false });
  const first = build.call('add', build.run(self, 'dropout', (attended as Tuple).items[0] ?? null), x);
  return build.call('add', first, build.through(self, ['ln_2', 'mlp'], first));
};

function encoderBlock(build: Building, [, , heads, width, inner]: Kind): Instance {
  const mlp = [
    build.make('Linear', [width, inner]),
    build.make('GELU'),
    build.make('Dropout', [0]),
    build.make('Linear', [inner, width]),
    build.make('Dropout', [0]),
  ];
  const parts = {
    ln_1: build.make('LayerNorm', [width], NORMALIZATION),
    self_attention: build.make('MultiheadAttention', [width, heads], { batch_first: true }),
    dropout: build.make('Dropout', [0]),
    ln_2: build.make('LayerNorm', [width], NORMALIZATION),
    mlp: build.sequential(mlp, 'MLPBlock'),
  };
  return build.module('EncoderBlock', parts, encoded);
}

const placed: Forward = (build, self, x) =>
  build.through(self, ['dropout', 'layers', 'ln'], build.call('add', x, build.part(self, 'pos_embedding')));

function encoder(build: Building, count: number, kind: Kind): Instance {
  const [, depth, , width] = kind;
  const layers = Array.from({ length: depth }, (_, index) => [`encoder_layer_${index}`, encoderBlock(build, kind)]);
  const parts = {
    pos_embedding: build.parameter([1, count, width]),
    dropout: build.make('Dropout', [0]),
    layers: build.sequential(Object.fromEntries(layers) as Record<string, Instance>),
    ln: build.make('LayerNorm', [width], NORMALIZATION),
  };
  return build.module('Encoder', parts, placed);
}

/** @throws Refusal where the image is not as large as the network was made for */
function requireSize(x: Value, wanted: number): void {
  if (!(x instanceof Tensor)) return;
  const [height, width] = x.shape.slice(-2);
  const [name, got] = height === wanted ? ['width', width] : ['height', height];
  if (got === wanted || got === undefined || got === null) return;
  throw new Refusal('AssertionError', `Wrong image ${name}! Expected ${wanted} but got ${got}!`, 'cells');
}

function forwardOf(imageSize: number, [patch, , , width]: Kind): Forward {
  return (build, self, x) => {
    requireSize(x, imageSize);
    const [batch = null] = build.sizes(x);
    const patches = build.call('reshape', build.run(self, 'conv_proj', x), batch, width, (imageSize / patch) ** 2);
    const classToken = build.call('expand', build.part(self, 'class_token'), batch, -1, -1);
    const row = build.concatenated([classToken, build.call('permute', patches, 0, 2, 1)]);
    return build.run(self, 'heads', build.call('select', build.run(self, 'encoder', row), 1, 0));
  };
}

function transformer(build: Building, classes: number, kind: Kind, given: Value): Instance {
  const [patch, , , width] = kind;
  const imageSize = typeof given === 'number' ? given : IMAGE_SIZE;
  if (imageSize % patch !== 0)
    throw new Refusal('AssertionError', 'Input shape indivisible by patch size!', 'argument', {
      argument: 'image_size',
    });
  const parts = {
    class_token: build.parameter([1, 1, width]),
    conv_proj: build.convolution(3, width, patch, { stride: patch, bias: true }),
    encoder: encoder(build, (imageSize / patch) ** 2 + 1, kind),
    heads: build.sequential({ head: build.make('Linear', [width, classes]) }),
  };
  const made = build.module('VisionTransformer', parts, forwardOf(imageSize, kind));
  made.attributes.set('hidden_dim', width).set('image_size', imageSize).set('patch_size', patch);
  return made;
}

export const VISION_TRANSFORMER: Readonly<Record<string, Network>> = Object.fromEntries(
  Object.entries(KINDS).map(([name, kind]) => [
    name,
    (build, classes, settings) => transformer(build, classes, kind, settings['image_size'] ?? null),
  ]),
);
