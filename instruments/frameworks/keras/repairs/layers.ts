/** A layer that refuses its input: other arguments, or another layer ahead of it. */
import type { Shape } from '../../../graph/tensor.ts';
import { callSite } from '../../../repairs/rewriter.ts';
import type { Proposal } from '../../../repairs/rewriter.ts';
import { settingsOf } from './merging.ts';
import { proposal } from '../../../repairs/proposing.ts';
import { pythonTuple } from './proposing.ts';
import type { KerasProposing } from './proposing.ts';

/** `size`: the window fits nowhere. */
export function forSize(at: KerasProposing): Proposal[] {
  const { layer } = at;
  if (!layer) return [];
  if (/^Cropping/.test(layer.cls.name)) return at.setting(layer, 'cropping', '1');
  const { input, kernelSize } = at.facts as { input?: Shape; kernelSize?: readonly number[] };
  const space = input?.slice(1, -1).filter((size) => size !== null) ?? [];
  const fitting = Math.min(...space, ...(kernelSize ?? []));
  const name = /Pooling/.test(layer.cls.name) ? 'pool_size' : 'kernel_size';
  const ahead = at
    .layersAhead()
    .filter((one) => settingsOf(one).strides?.some((stride) => stride > 1))
    .slice(0, 3);
  return [
    ...oldKernel(at),
    ...at.setting(layer, 'padding', '"same"'),
    ...(Number.isFinite(fitting) && fitting > 0 ? at.setting(layer, name, String(fitting)) : []),
    ...ahead.flatMap((one) => at.setting(one, 'padding', '"same"')),
    ...ahead.filter(({ cls }) => !/Pooling/.test(cls.name)).flatMap((one) => at.setting(one, 'strides', '1')),
  ];
}

/** `Convolution2D(32, 3, 3)` of Keras 1: the third number became the strides. */
function oldKernel(at: KerasProposing): Proposal[] {
  const makers = [at.layer, ...at.layersAhead()].map((layer) => callSite(layer?.site));
  const changes = makers.flatMap((site) => {
    const [, rows, columns] = site?.args ?? [];
    const isOld = site && /Conv(olution)?2D$/.test(at.rewriter.source(site.callee)) && rows && columns;
    if (!isOld || [rows, columns].some(({ name, value }) => name !== null || value.kind !== 'constant')) return [];
    const pair = `(${at.rewriter.source(rows.value)}, ${at.rewriter.source(columns.value)})`;
    return [{ from: rows.value.from, to: columns.value.to, text: pair }];
  });
  return proposal('the kernel as a pair: the third number is the strides', changes);
}

/** Layers behind one that gives too few axes, which they do not change. */
const KEEPS_AXES = ['Activation', 'BatchNormalization', 'Dropout', 'LayerNormalization', 'LeakyReLU', 'ReLU'];

/** `rank`: too many axes or too few. */
export function forRank(at: KerasProposing): Proposal[] {
  const { layer } = at;
  const input = (at.facts['input'] as Shape | undefined) ?? at.inputs[0]?.shape;
  if (!layer || !input) return [];
  const { ndim, minimum } = at.facts as { ndim?: number; minimum?: number };
  const wanted = ndim ?? minimum ?? 0;
  const producer = at.layersAhead().find(({ cls }) => !KEEPS_AXES.includes(cls.name));
  const proposals: Proposal[] = [];
  if (producer && /^(LSTM|GRU|SimpleRNN|ConvLSTM\dD)$/.test(producer.cls.name) && input.length < wanted) {
    proposals.push(...at.setting(producer, 'return_sequences', 'True'));
  }
  if (producer?.cls.name === 'Bidirectional') {
    const inner = callSite(callSite(producer.site)?.args[0]?.value);
    if (inner) proposals.push(...at.settingAt(inner, 'LSTM', 'return_sequences', 'True'));
  }
  const known = input.slice(1);
  if (input.length === wanted - 1 && known.every((size) => size !== null)) {
    const target = pythonTuple([...known, 1]);
    proposals.push(...at.ahead('Reshape', target, `\`Reshape(${target})\` ahead of the \`${layer.cls.name}\``));
  }
  if (producer && /^(Flatten|GlobalAveragePooling\dD|GlobalMaxPooling\dD)$/.test(producer.cls.name) && producer.site) {
    const identity = at.spelled('Identity');
    const says = `no \`${producer.cls.name}\` ahead of the \`${layer.cls.name}\``;
    proposals.push(
      ...proposal(says, [...at.rewriter.replaced(producer.site, `${identity.text}()`), ...identity.changes]),
    );
  }
  if (input.length === 4 && wanted === 3) {
    const [height, width, channels] = known;
    if (typeof height === 'number' && typeof width === 'number' && typeof channels === 'number') {
      const target = `(${height * width}, ${channels})`;
      proposals.push(...at.ahead('Reshape', target, `\`Reshape(${target})\` makes the map a series`));
    }
  }
  if (wanted === 2 && input.length > 2) {
    proposals.push(...at.ahead('Flatten', '', `\`Flatten\` ahead of the \`${layer.cls.name}\``));
  }
  return proposals;
}

/** `open`: a size that must be known is not. */
export function forOpen(at: KerasProposing): Proposal[] {
  const { layer } = at;
  const flatten = at.layersAhead().find(({ cls }) => cls.name === 'Flatten');
  const rank = at
    .layersAhead()
    .find(({ cls }) => /[123]D(Transpose)?$/.test(cls.name))
    ?.cls.name.match(/[123](?=D)/)?.[0];
  if (flatten?.site && rank) {
    const { text, changes } = at.spelled(`GlobalAveragePooling${rank}D`);
    const says = `\`GlobalAveragePooling${rank}D\` instead of \`Flatten\`: it takes pictures of any size`;
    return proposal(says, [...at.rewriter.replaced(flatten.site, `${text}()`), ...changes]);
  }
  const shape = at.inputs[0]?.shape ?? [];
  if (layer?.cls.name !== 'Dense' || shape.length < 3) return [];
  const pool = `GlobalAveragePooling${shape.length - 2}D`;
  return at.ahead(pool, '', `\`${pool}\` ahead of the \`Dense\``);
}

/** `cells`: as many cells as the layer ahead could give, or one size left open. */
export function forCells(at: KerasProposing): Proposal[] {
  const { input, target } = at.facts as { input?: Shape; target?: readonly number[] };
  const { layer } = at;
  if (!input || !target || layer?.cls.name !== 'Reshape') return [];
  const cells = target.reduce((product, size) => product * Math.abs(size), 1);
  const dense = at.layersAhead().find(({ cls }) => cls.name === 'Dense');
  const isDirect = dense && at.layersAhead().indexOf(dense) < 4;
  const have = input.reduce<number>((product, size) => product * (size ?? 0), 1);
  return [
    ...(isDirect && !target.includes(-1) ? at.setting(dense, 'units', String(cells)) : []),
    ...target.flatMap((size, axis) => {
      const rest = target.reduce((product, one, other) => (other === axis ? product : product * Math.abs(one)), 1);
      if (size === -1 || target.includes(-1) || have % rest !== 0) return [];
      const sizes = target.map((one, other) => (other === axis ? have / rest : one));
      return at.setting(layer, 'target_shape', pythonTuple(sizes));
    }),
  ];
}
