/** Tensors that should meet and differ: crop the larger, pad the smaller, or make the layers ahead give other sizes. */
import type { Instance } from '../../../languages/python/classes.ts';
import type { Shape } from '../../../graph/tensor.ts';
import type { Proposal } from '../../../repairs/rewriter.ts';
import { stateOf } from '../layer/state.ts';
import { proposal, together } from '../../../repairs/proposing.ts';
import type { KerasProposing } from './proposing.ts';

/** For `merge` and `broadcast`. */
export function forMerging(at: KerasProposing): Proposal[] {
  const shapes = at.inputs.map(({ shape }) => shape);
  const [first] = shapes;
  if (!first || shapes.length < 2) return [];
  if (shapes.some(({ length }) => length !== first.length)) return forRanks(at, shapes);
  return [...forSpace(at, shapes), ...forChannels(at, shapes), ...forShortcut(at, shapes)];
}

/** The sizes of two tensors that meet, where they differ. */
export function disagreeing(at: KerasProposing): [number, number][] {
  const [one = [], other = []] = at.inputs.map(({ shape }) => shape);
  return one.flatMap((size, axis): [number, number][] => {
    const second = other[axis];
    if (!size || !second || size === second) return [];
    return [
      [size, second],
      [second, size],
    ];
  });
}

/** Sizes and channels differ, as beside a block with strides: a 1×1 convolution with those strides is the shortcut. */
function forShortcut(at: KerasProposing, shapes: readonly Shape[]): Proposal[] {
  const [one = [], other = []] = shapes;
  if (shapes.length !== 2 || one.length < 3 || at.session.dataFormat === 'channels_first') return [];
  const isLarger = (one[1] ?? 0) > (other[1] ?? 0);
  const [large, small] = isLarger ? [one, other] : [other, one];
  const operand = at.operands()[isLarger ? 0 : 1];
  const strides = large.slice(1, -1).map((size, axis) => Math.ceil((size ?? 0) / (small[axis + 1] ?? 1)));
  const [stride = 1] = strides;
  if (!operand || stride < 2 || strides.some((value) => value !== stride)) return [];
  const [layer, channels] = [`Conv${one.length - 2}D`, small.at(-1) ?? 1];
  const args = `${channels}, 1, strides=${stride}, padding="same"`;
  return at.around(
    operand,
    layer,
    args,
    `\`${layer}(${args})\` as the shortcut around \`${at.rewriter.source(operand)}\``,
  );
}

/** The axes between batch and channels on which the shapes differ. */
function forSpace(at: KerasProposing, shapes: readonly Shape[]): Proposal[] {
  const isFirst = at.session.dataFormat === 'channels_first';
  const space = shapes.map((shape) => (isFirst ? shape.slice(2) : shape.slice(1, -1))) as (readonly number[])[];
  const rank = space[0]?.length ?? 0;
  if (rank < 1 || rank > 3 || space.some((sizes) => sizes.some((size) => size === null))) return [];
  const smallest = axisByAxis(space, Math.min);
  const largest = axisByAxis(space, Math.max);
  if (smallest.join() === largest.join()) return [];
  return [
    ...resized(at, space, smallest, `Cropping${rank}D`, 'crop'),
    ...resized(at, space, largest, `ZeroPadding${rank}D`, 'pad'),
    ...(rank === 2 && !isFirst && at.isRepeated() ? alike(at, space) : []),
    ...ofLayersAhead(at),
  ];
}

/** Two pictures, one made as large as the other, whatever that is: each round of a loop, each call of a function has other sizes. */
function alike(at: KerasProposing, space: readonly (readonly number[])[]): Proposal[] {
  const [one, other] = at.operands();
  if (space.length !== 2 || !one || !other) return [];
  const isLarger = (space[0]?.[0] ?? 0) > (space[1]?.[0] ?? 0);
  const [large, small] = isLarger ? [one, other] : [other, one];
  const [larger, smaller] = [at.rewriter.source(large), at.rewriter.source(small)];
  const cut = `[:, :${smaller}.shape[1], :${smaller}.shape[2]]`;
  const isPlain = ['name', 'call', 'attribute', 'item'].includes(large.kind);
  return [
    ...(small.kind === 'name' && isPlain
      ? proposal(`crop \`${larger}\` to the size of \`${smaller}\``, at.rewriter.around(large, '', cut))
      : []),
    ...(large.kind === 'name'
      ? at.around(
          small,
          'Resizing',
          `*${larger}.shape[1:3]`,
          `stretch \`${smaller}\` to the size of \`${larger}\` with \`Resizing\``,
        )
      : []),
  ];
}

function axisByAxis(space: readonly (readonly number[])[], choose: (...sizes: number[]) => number): number[] {
  return (space[0] ?? []).map((_, axis) => choose(...space.map((sizes) => sizes[axis] as number)));
}

/** Cut from or add to each tensor what it has too much or too little; the odd one at the end. */
function resized(
  at: KerasProposing,
  space: readonly (readonly number[])[],
  wanted: readonly number[],
  layer: string,
  verb: string,
): Proposal[] {
  const operands = at.operands();
  if (operands.length !== space.length) return [];
  const each = space.flatMap((sizes, index) => {
    const operand = operands[index];
    if (!operand || sizes.join() === wanted.join()) return [];
    const pairs = sizes.map((size, axis) => {
      const difference = Math.abs(size - (wanted[axis] as number));
      return `(${Math.floor(difference / 2)}, ${Math.ceil(difference / 2)})`;
    });
    const args = pairs.length === 1 ? (pairs[0] as string) : `(${pairs.join(', ')})`;
    const said = `${verb} \`${at.rewriter.source(operand)}\` to ${wanted.join('×')} with \`${layer}\``;
    return at.around(operand, layer, args, said);
  });
  return together(each);
}

/** Other arguments of the layers ahead: padding, output padding, kernel and strides. */
export function ofLayersAhead(at: KerasProposing): Proposal[] {
  const layers = at.layersAhead().slice(0, 12);
  const upwards = layers.filter(({ cls }) => /Conv[123]DTranspose$/.test(cls.name)).slice(0, 2);
  const windows = layers.filter(({ cls }) => /Conv|Pooling[123]D$/.test(cls.name) && !/Global/.test(cls.name));
  const valid = windows.filter((layer) => settingsOf(layer).padding === 'valid');
  const padded = valid.flatMap((layer) => at.setting(layer, 'padding', '"same"'));
  const all = padded.length > 1 ? together(padded, '`padding="same"` in all layers ahead') : [];
  return [
    ...upwards.flatMap((layer) => outputPaddings(at, layer)),
    ...padded.slice(0, 4),
    ...all,
    ...upwards.flatMap((layer) => kernels(at, layer)),
    ...windows
      .filter((layer) => settingsOf(layer).strides?.some((stride) => stride > 1))
      .slice(0, 3)
      .flatMap((layer) => [1, 2].flatMap((stride) => at.setting(layer, 'strides', String(stride)))),
  ];
}

interface WindowSettings {
  readonly padding?: string;
  readonly strides?: readonly number[];
  readonly kernelSize?: readonly number[];
}

export function settingsOf(layer: Instance): WindowSettings {
  return (stateOf(layer).settings ?? {}) as WindowSettings;
}

function outputPaddings(at: KerasProposing, layer: Instance): Proposal[] {
  const largest = Math.min(...(settingsOf(layer).strides ?? [1]));
  return Array.from({ length: largest }, (_, padding) => at.setting(layer, 'output_padding', String(padding))).flat();
}

function kernels(at: KerasProposing, layer: Instance): Proposal[] {
  const [size = 1] = settingsOf(layer).kernelSize ?? [];
  return [size - 1, size + 1, size + 2]
    .filter((other) => other > 0)
    .flatMap((other) => at.setting(layer, 'kernel_size', String(other)));
}

/** Only the channels differ: a 1×1 convolution gives as many, as residual blocks do. */
function forChannels(at: KerasProposing, shapes: readonly Shape[]): Proposal[] {
  const [first = [], ...others] = shapes;
  const last = first.length - 1;
  const differ = others.some((shape) => shape[last] !== first[last]);
  if (!differ || first.length < 2 || first.length > 5 || at.session.dataFormat === 'channels_first') return [];
  return shapes.flatMap((shape, index) => {
    const operand = at.operands()[index];
    const wanted = shapes.find((other) => other[last] !== shape[last])?.[last];
    if (!operand || !wanted) return [];
    const [layer, args] = last === 1 ? ['Dense', `${wanted}`] : [`Conv${last - 1}D`, `${wanted}, 1`];
    return at.around(
      operand,
      layer,
      args,
      `\`${layer}(${args})\` gives \`${at.rewriter.source(operand)}\` ${wanted} channels`,
    );
  });
}

/** A map beside a vector: the map becomes a vector too; or a series stays one. */
function forRanks(at: KerasProposing, shapes: readonly Shape[]): Proposal[] {
  const recurrent = at.layersAhead().filter(({ cls }) => /^(LSTM|GRU|SimpleRNN)$/.test(cls.name));
  return [
    ...asVectors(at, shapes),
    ...recurrent.slice(0, 2).flatMap((layer) => at.setting(layer, 'return_sequences', 'True')),
  ];
}

function asVectors(at: KerasProposing, shapes: readonly Shape[]): Proposal[] {
  const least = Math.min(...shapes.map(({ length }) => length));
  return [
    'Flatten',
    ...([3, 4, 5].includes(Math.max(...shapes.map(({ length }) => length))) ? ['Global'] : []),
  ].flatMap((way) => {
    const each = shapes.flatMap((shape, index) => {
      const operand = at.operands()[index];
      if (!operand || shape.length === least || least !== 2) return [];
      const layer = way === 'Global' ? `GlobalAveragePooling${shape.length - 2}D` : way;
      return at.around(operand, layer, '', `\`${layer}\` for \`${at.rewriter.source(operand)}\``);
    });
    const changes = new Map(each.flatMap((one) => one.changes).map((change) => [JSON.stringify(change), change]));
    return proposal(each.map((one) => one.says).join(', '), [...changes.values()]);
  });
}
