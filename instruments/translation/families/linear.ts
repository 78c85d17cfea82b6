/** Dense layers and embeddings. */
import type { TargetTensor, Place } from '../draft.ts';
import { Instance } from '../../languages/python/classes.ts';
import { Untranslated } from '../operation.ts';
import type { Dense, Embedding, Weights } from '../operation.ts';
import { flag } from '../python.ts';
import { numberOf, sizeOf } from '../source.ts';
import type { Reader } from '../source.ts';
import { activationOf } from './activation.ts';

const kerasDense: Reader = (source) => {
  if (source.value('lora_rank') !== null) throw new Untranslated('LoRA is not translated');
  const kernel = `${source.weight(0)}.T`;
  const weights: Weights = source.flag('use_bias') ? { weight: kernel, bias: source.weight(1) } : { weight: kernel };
  const dense: Dense = { kind: 'dense', inFeatures: sizeOf(source.shape, -1), units: source.number('units'), weights };
  return [dense, ...activationOf(source)];
};

/** Dense computes on the last axis anyway: each step is one more row. */
const kerasEachStep: Reader = (source) => {
  const layer = source.value('layer');
  const type = layer instanceof Instance ? layer.cls.name : 'a layer';
  if (type !== 'Dense') throw new Untranslated(`TimeDistributed(${type}) has no translation here`);
  return kerasDense(source.inner('layer'), 0);
};

const kerasEmbedding: Reader = (source) => [
  {
    kind: 'embedding',
    rows: source.number('input_dim'),
    columns: source.number('output_dim'),
    paddingIndex: null,
    masks: source.flag('mask_zero'),
    weights: { weight: source.weight(0) },
  },
];

const torchLinear: Reader = (source) => {
  const weight = source.weight('weight');
  const weights: Weights = source.flag('bias') ? { weight, bias: source.weight('bias') } : { weight };
  return [{ kind: 'dense', inFeatures: source.kept('inFeatures'), units: source.kept('outFeatures'), weights }];
};

const torchEmbedding: Reader = (source) => {
  if (source.value('max_norm') !== null) throw new Untranslated('Keras’s Embedding has no max_norm');
  return [
    {
      kind: 'embedding',
      rows: source.number('num_embeddings'),
      columns: source.number('embedding_dim'),
      paddingIndex: numberOf(source.value('padding_idx')),
      masks: false,
      weights: { weight: source.weight('weight') },
    },
  ];
};

export const readers = {
  keras: { Dense: kerasDense, TimeDistributed: kerasEachStep, Embedding: kerasEmbedding },
  pytorch: { Linear: torchLinear, LazyLinear: torchLinear, Embedding: torchEmbedding },
};

function denseToPytorch({ inFeatures, units, weights }: Dense, place: Place): TargetTensor {
  const options = [['bias', flag('bias' in weights), 'True']] as const;
  const layer = place.layer('nn.Linear', [String(inFeatures), String(units)], options, weights);
  return place.apply(layer, place.draft.inSourceOrder(place.input));
}

function denseToKeras({ units, weights }: Dense, place: Place): TargetTensor {
  const options = [['use_bias', flag('bias' in weights), 'True']] as const;
  const layer = place.layer('layers.Dense', [String(units)], options, { ...weights, weight: `${weights['weight']}.T` });
  return place.apply(layer, place.draft.inSourceOrder(place.input));
}

function embeddingToPytorch({ rows, columns, masks, weights }: Embedding, place: Place): TargetTensor {
  if (masks)
    throw new Untranslated('mask_zero hides steps from the layers behind it, which PyTorch’s layers do not know');
  const layer = place.layer('nn.Embedding', [String(rows), String(columns)], [], weights);
  return place.apply(
    layer,
    place.draft.inSourceOrder(place.input),
    place.output.map((_, axis) => axis),
  );
}

function embeddingToKeras({ rows, columns, paddingIndex, weights }: Embedding, place: Place): TargetTensor {
  if (paddingIndex !== null) {
    place.note(`padding_idx=${paddingIndex}: its row comes with the weights, but Keras goes on training it`);
  }
  const layer = place.layer('layers.Embedding', [String(rows), String(columns)], [], weights);
  return place.apply(
    layer,
    place.draft.inSourceOrder(place.input),
    place.output.map((_, axis) => axis),
  );
}

export const writers = {
  dense: { pytorch: denseToPytorch, keras: denseToKeras },
  embedding: { pytorch: embeddingToPytorch, keras: embeddingToKeras },
};
