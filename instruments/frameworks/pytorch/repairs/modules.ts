/** A module that refuses its input or its own arguments: other arguments, or the input brought into shape. */
import type { Shape } from '../../../graph/tensor.ts';
import { proposal, together } from '../../../repairs/proposing.ts';
import { callSite } from '../../../repairs/rewriter.ts';
import type { Proposal } from '../../../repairs/rewriter.ts';
import type { Instance } from '../../../languages/python/classes.ts';
import type { Expression } from '../../../languages/python/syntax.ts';
import type { ModuleState } from '../module.ts';
import { forMerging, half, settingsOf } from './merging.ts';
import type { TorchProposing } from './proposing.ts';

const inputOf = (at: TorchProposing): Shape => at.inputs[0]?.shape ?? [];

/** `features`: the last axis is not as long as the module was told. */
export function forFeatures(at: TorchProposing): Proposal[] {
  const { layer } = at;
  const input = inputOf(at);
  const features = input.at(-1);
  if (!layer || typeof features !== 'number') return [];
  const names: Record<string, string> = {
    Linear: 'in_features',
    LayerNorm: 'normalized_shape',
    RMSNorm: 'normalized_shape',
    LSTM: 'input_size',
    GRU: 'input_size',
    RNN: 'input_size',
    MultiheadAttention: 'embed_dim',
  };
  const name = names[layer.cls.name];
  const own = name ? at.setting(layer, name, productOf(at, features) ?? String(features)) : [];
  const flat =
    input.length > 2 ? at.ahead('Flatten()', '.flatten(1)', `flatten ahead of the \`${layer.cls.name}\``) : [];
  const wanted = at.facts['inFeatures'];
  const before = at.layersAhead().find(({ cls }) => cls.name === 'Linear');
  const ahead = typeof wanted === 'number' ? at.setting(before, 'out_features', String(wanted)) : [];
  const each = forEachCell(at);
  if (each.length > 0) return [...each, ...flat]; // the last axis is no feature
  return input.length > 2
    ? [...flat, ...startOfFlatten(at), ...own, ...ahead]
    : [...ofViewAhead(at, wanted), ...own, ...startOfFlatten(at), ...ahead];
}

/** `x.view(-1, 160)` where a `Linear` of 320 follows: examples were cut into pieces, or put together. */
function ofViewAhead(at: TorchProposing, wanted: unknown): Proposal[] {
  const site = callSite(at.inputs[0]?.producer?.call.site);
  if (site?.callee.kind !== 'attribute' || !/^(view|reshape)$/.test(site.callee.name) || site.args.length !== 2)
    return [];
  const [, last] = site.args;
  if (!last || typeof wanted !== 'number') return [];
  const text = `${at.rewriter.source(site.callee.object)}.${site.callee.name}`;
  return [
    ...proposal(
      `\`${text}(…, ${wanted})\`, as the \`Linear\` wants it`,
      at.rewriter.replaced(last.value, String(wanted)),
    ),
    ...proposal('`flatten(1)`: as many features as there are', [
      { from: site.callee.object.to, to: site.to, text: '.flatten(1)' },
    ]),
  ];
}

/** The sizes that were flattened into what a `Linear` takes, as the paste writes them. */
function productOf(at: TorchProposing, features: number): string | null {
  return productLike(at, at.layer, at.inputs[0]?.producer?.call.inputs[0]?.shape.slice(1) ?? [], features);
}

/** Sizes as a product where the paste writes one of as many, `16*7*7`; null where it writes a number. */
function productLike(at: TorchProposing, module: Instance | undefined, sizes: Shape, features: number): string | null {
  const [first] = callSite(module?.site)?.args ?? [];
  const written = first ? at.rewriter.source(first.value) : '';
  const product = sizes.reduce<number>((all, size) => all * (size ?? NaN), 1);
  const factors = /^\d+( ?\* ?\d+)+$/.test(written) ? written.split('*').length : 0;
  if (factors !== sizes.length || product !== features) return null;
  return sizes.join(written.includes(' ') ? ' * ' : '*');
}

/** Channels stand in front, as a `Linear` does not take them: a convolution of one cell is the same layer for each place. */
function forEachCell(at: TorchProposing): Proposal[] {
  const site = callSite(at.layer?.site);
  const rank = inputOf(at).length - 2;
  const isPlain = site?.args.slice(0, 2).every(({ name, stars }) => name === null && stars === 0) ?? false;
  if (at.layer?.cls.name !== 'Linear' || !site || rank < 1 || rank > 3 || site.args.length < 2 || !isPlain) return [];
  if (inputOf(at)[1] !== at.facts['inFeatures']) return [];
  const prefix = at.rewriter.prefix(site);
  const name = `Conv${rank}d`;
  return proposal(`\`${name}\` with a kernel of 1 instead of \`Linear\` on line ${at.layer.line}`, [
    ...at.rewriter.replaced(site.callee, `${prefix}${name}`),
    ...at.rewriter.argument(site, 'kernel_size', 2, '1'),
    ...(prefix === '' ? at.rewriter.imported(name, /^torch\.nn$/) : []),
  ]);
}

/** `torch.flatten(x)` takes the batch too; from axis 1 on it does not. */
function startOfFlatten(at: TorchProposing): Proposal[] {
  const call = at.context.graph.calls.findLast(({ type, output }) => type === 'flatten' && output !== undefined);
  const site = callSite(call?.site);
  if (!site || site.callee.kind !== 'attribute') return [];
  const isMethod = site.args.length === 0 || at.rewriter.source(site.args[0]?.value ?? site).startsWith('start_dim');
  return proposal(
    'flatten from axis 1 on: the batch stays',
    at.rewriter.argument(site, 'start_dim', isMethod ? 0 : 1, '1'),
  );
}

/** Whether the channels that a module wants stand behind, as pictures have them elsewhere. */
export function isBehind(at: TorchProposing): boolean {
  const input = inputOf(at);
  const { inChannels, features } = at.facts as { inChannels?: number; features?: number };
  const wanted = inChannels ?? features;
  return wanted !== undefined && input.at(-1) === wanted && input.length === rankOf(at.layer) + 2;
}

const rankOf = (layer: Instance | undefined): number => Number(/[123](?=d$)/.exec(layer?.cls.name ?? '')?.[0] ?? 2);

/** `channels`: as many as come in, as many as are wanted, or the axes in PyTorch's order; that first where they stand behind. */
export function forChannels(at: TorchProposing): Proposal[] {
  const { layer } = at;
  if (!layer) return [];
  const input = inputOf(at);
  const rank = rankOf(layer);
  const isConvolution = /Conv/.test(layer.cls.name);
  const channels = isConvolution ? input.at(-1 - rank) : input[1];
  if (typeof channels !== 'number') return [];
  const name = isConvolution
    ? 'in_channels'
    : layer.cls.name === 'GroupNorm'
      ? 'num_channels'
      : layer.cls.name === 'PReLU'
        ? 'num_parameters'
        : 'num_features';
  const { inChannels, features } = at.facts as { inChannels?: number; features?: number };
  const wanted = inChannels ?? features;
  const maker = at.layersAhead().find(({ cls }) => /^Conv(Transpose)?[123]d$/.test(cls.name));
  const order = rank === 2 ? '.permute(0, 3, 1, 2)' : rank === 1 ? '.transpose(1, 2)' : '';
  return [
    ...(isBehind(at) && order ? inFront(at, order) : []),
    ...at.setting(layer, name, String(channels)),
    ...(typeof wanted === 'number' ? at.setting(maker, 'out_channels', String(wanted)) : []),
    ...(input.length === rank + 1 && wanted === 1 ? at.ahead('', '.unsqueeze(1)', 'an axis for the channels') : []),
  ];
}

/** What the module is called with; of a model that a `Sequential` is, what the paste calls that with. */
function inFront(at: TorchProposing, order: string): Proposal[] {
  const says = `channels in front with \`${order}\``;
  const own = at.ahead('', order, says);
  const isInput = at.inputs[0]?.producer === null;
  const given = own.length === 0 && isInput ? at.outermostArgument() : undefined;
  return given ? proposal(says, at.behind(given, order)) : own;
}

/** What comes in and what was told, of `features` and `channels`; what meets, of `merge` and `broadcast`. */
export function disagreeing(at: TorchProposing): [number, number][] {
  const shapes = at.inputs.map(({ shape }) => shape);
  const [input = [], other] = shapes;
  const { inFeatures, inChannels, features, heads, width } = at.facts as Record<string, number | undefined>;
  if (heads && width) return divisorsNear(width, heads).map((divisor) => [heads, divisor]);
  if (at.kind === 'state') return hiddenSizes(at);
  const wanted = inFeatures ?? inChannels ?? features;
  const isOfLast = at.kind === 'features';
  const pairs =
    wanted !== undefined
      ? [[wanted, isOfLast ? input.at(-1) : input[1]]]
      : input.map((size, axis) => [size, other?.[axis]]);
  return pairs.flatMap(([one, two]): [number, number][] =>
    one && two && one !== two
      ? [
          [one, two],
          [two, one],
        ]
      : [],
  );
}

/** No layer has more heads: a width may be any number that the paste writes. */
const MOST_HEADS = 1024;

/** The nearest on both sides. */
function divisorsNear(width: number, heads: number): number[] {
  const counts = Array.from({ length: Math.min(width, MOST_HEADS) }, (_, index) => index + 1);
  const divisors = counts.filter((one) => width % one === 0);
  const [below, above] = [divisors.findLast((one) => one < heads), divisors.find((one) => one > heads)];
  return [below, above].filter((one) => one !== undefined);
}

/** `size`: the window fits nowhere. */
export function forSize(at: TorchProposing): Proposal[] {
  const { layer } = at;
  const site = callSite(layer?.site);
  if (!layer || !site) return [];
  const rank = settingsOf(layer).kernelSize?.length ?? 2;
  const smallest = Math.min(
    ...inputOf(at)
      .slice(-rank)
      .filter((size) => size !== null),
  );
  const ahead = at.layersAhead().filter((module) => (settingsOf(module).stride?.[0] ?? 1) > 1);
  return [
    ...at.setting(layer, 'padding', half(layer)),
    ...(smallest > 0 && Number.isFinite(smallest) ? at.setting(layer, 'kernel_size', String(smallest)) : []),
    ...ahead.slice(0, 3).flatMap((module) => at.setting(module, 'padding', half(module))),
    ...ahead
      .filter(({ cls }) => /^Conv[123]d$/.test(cls.name))
      .slice(0, 3)
      .flatMap((module) => at.setting(module, 'stride', '1')),
  ];
}

/** `rank`: the module for another number of axes, or an axis more. */
export function forRank(at: TorchProposing): Proposal[] {
  const { layer } = at;
  const site = callSite(layer?.site);
  if (!layer || !site) return [];
  const rank = inputOf(at).length - 2;
  const name = layer.cls.name.replace(/[123]d$/, `${Math.max(rank, 1)}d`);
  const prefix = at.rewriter.prefix(site);
  const imports = prefix === '' ? at.rewriter.imported(name, /^torch\.nn$/) : [];
  const renamed =
    name === layer.cls.name || rank > 3 || !/[123]d$/.test(name)
      ? []
      : proposal(`\`${name}\` instead of \`${layer.cls.name}\``, [
          ...at.rewriter.replaced(site.callee, `${prefix}${name}`),
          ...imports,
        ]);
  return [
    ...renamed,
    ...at.ahead('Flatten()', '.flatten(1)', 'flatten ahead'),
    ...at.ahead('', '.unsqueeze(0)', 'an axis for the batch'),
  ];
}

/** `cells`: `x.view(…)` of as many cells as there are, or `flatten`. */
export function forCells(at: TorchProposing): Proposal[] {
  const { input = [], sizes = [] } = at.facts as { input?: Shape; sizes?: readonly number[] };
  const site = callSite(at.call?.site);
  const rest = sizes.slice(1).reduce((product, size) => product * Math.abs(size), 1);
  const linear = at.layersAhead().find(({ cls }) => cls.name === 'Linear');
  const isOperation = site?.callee.kind === 'attribute' && /^(view|reshape)$/.test(site.callee.name);
  const flat =
    isOperation && sizes.length === 2 && site.callee.kind === 'attribute'
      ? proposal('`flatten(1)`: as many features as there are', [
          { from: site.callee.object.to, to: site.to, text: '.flatten(1)' },
        ])
      : [];
  return [
    ...(input.length === 2 ? at.setting(linear, 'out_features', String(rest)) : []),
    ...flat,
    ...withLinearBehind(at, flat, input, rest),
  ];
}

/** Flattened, and the `Linear` told so that was made for the features of `x.view(-1, 400)`: it is not reached yet. */
function withLinearBehind(at: TorchProposing, flat: Proposal[], [, ...sizes]: Shape, features: number): Proposal[] {
  const wanted = sizes.reduce<number>((product, size) => product * (size ?? NaN), 1);
  if (flat.length === 0 || Number.isNaN(wanted)) return [];
  const isBehind = (module: Instance): boolean =>
    module.cls.name === 'Linear' &&
    (module.state as ModuleState).parameters.some(({ name, shape }) => name === 'weight' && shape[1] === features);
  return at.context.instances
    .filter(isBehind)
    .flatMap((linear) => at.setting(linear, 'in_features', productLike(at, linear, sizes, wanted) ?? String(wanted)))
    .flatMap((told) => together([...flat, told], `\`flatten(1)\`, and with it ${told.says}`));
}

/** `target`: an axis of 1 more or less, as a last layer of one unit gives it and labels have none. */
export function forTarget(at: TorchProposing): Proposal[] {
  const given = callSite(at.error?.site)?.args.filter(({ stars }) => stars === 0) ?? [];
  const [input, target] = given.map(({ value }) => value);
  const behind = (node: Expression | undefined, text: string): Proposal[] =>
    node ? proposal(`\`${text}\` behind \`${at.rewriter.source(node)}\``, at.behind(node, text)) : [];
  const axes = [...behind(input, '.squeeze(1)'), ...behind(target, '.unsqueeze(1)'), ...behind(target, '.squeeze(1)')];
  const [scores, labels] = at.inputs;
  const isOfCells = !/^(cross_entropy|nll_loss)$/.test(at.call?.type ?? ''); // labels of classes have no axis for them
  return [...axes, ...(isOfCells && scores?.shape.length === labels?.shape.length ? forMerging(at) : [])];
}

/** `type`: indices and labels are whole numbers, all else is `float32`. */
export function forType(at: TorchProposing): Proposal[] {
  const isOfWhole = at.layer === undefined || at.layer.cls.name === 'Embedding';
  const text = isOfWhole ? '.long()' : '.float()';
  const [, target] = callSite(at.error?.site)?.args.filter(({ stars }) => stars === 0) ?? [];
  const isOwn = at.layer !== undefined && !at.isStacked();
  const isInput = at.inputs[0]?.producer === null;
  const given = isOwn ? at.argument() : at.layer ? (isInput ? at.outermostArgument() : undefined) : target?.value;
  return given ? proposal(`\`${text}\` behind \`${at.rewriter.source(given)}\``, at.behind(given, text)) : [];
}

/** `layout`: `reshape` copies cells that do not lie in order, `view` does not. */
export function forLayout(at: TorchProposing): Proposal[] {
  const site = callSite(at.call?.site);
  if (site?.callee.kind !== 'attribute') return [];
  const { object, name, to } = site.callee;
  const text = `.${name.replace('view', 'reshape')}`;
  return proposal('`reshape` instead of `view`: it copies where it must', [{ from: object.to, to, text }]);
}

/** A state's size and that which the module keeps, where they differ. */
function hiddenSizes(at: TorchProposing): [number, number][] {
  const { expected, got } = at.facts as { expected?: Shape; got?: Shape };
  const [kept, given] = [expected?.at(-1), got?.at(-1)];
  if (!kept || !given || kept === given) return [];
  return [
    [kept, given],
    [given, kept],
  ];
}

/** `state`: a state of another size, as an encoder gives it to its decoder, or one that has its axes in another order. */
export function forState(at: TorchProposing): Proposal[] {
  return [...ofHiddenSize(at, true), ...forOrder(at)];
}

/** The module and those that made its state, with the other size; `isNumber`: where the paste writes a number, not a name. */
export function ofHiddenSize(at: TorchProposing, isNumber: boolean): Proposal[] {
  const [[kept, given] = []] = hiddenSizes(at);
  const makers = at.layersAhead().filter((module) => module !== at.layer && /^(LSTM|GRU|RNN)$/.test(module.cls.name));
  const set = (module: Instance | undefined, size: number | undefined): Proposal[] => {
    const site = callSite(module?.site);
    const isWritten = site && at.written(site, module?.cls.name ?? '', 'hidden_size') !== undefined;
    return size !== undefined && isWritten === isNumber ? at.setting(module, 'hidden_size', String(size)) : [];
  };
  return [...set(at.layer, given), ...makers.slice(0, 2).flatMap((module) => set(module, kept))];
}

/** `state`, `batches`: whether the batch or the steps stand in front. */
export function forOrder(at: TorchProposing): Proposal[] {
  return ['True', 'False'].flatMap((value) => at.setting(at.layer, 'batch_first', value));
}

/** `argument`: what a module itself refuses. */
export function forArgument(at: TorchProposing): Proposal[] {
  const site = callSite(at.layer?.site) ?? callSite(at.error?.site);
  if (!site) return [];
  const type = at.layer?.cls.name ?? at.rewriter.source(site.callee).split('.').at(-1) ?? '';
  const argument = String(at.facts['argument'] ?? '');
  const stride = at.written(site, type, 'stride') ?? 1;
  const kernel = at.written(site, type, 'kernel_size') ?? 1;
  const padding = at.written(site, type, 'output_padding') ?? 0;
  const set = (name: string, value: number): Proposal[] => at.settingAt(site, type, name, String(value));
  switch (argument) {
    case 'output_padding':
      return [...set('output_padding', Math.max(0, stride - 1)), ...set('stride', padding + 1)];
    case 'padding':
      return /Pool/.test(type)
        ? set('padding', Math.floor(kernel / 2))
        : [...set('padding', Math.floor(kernel / 2)), ...set('stride', 1)];
    case 'groups':
    case 'in_channels':
    case 'out_channels':
      return set('groups', 1);
    default:
      return [];
  }
}
