/** A layer that refuses its input or its own arguments: other arguments, or another layer ahead of it. */
import type { Shape } from '../../../graph/tensor.ts';
import { callSite } from '../../../repairs/rewriter.ts';
import type { CallSite, Change, Proposal } from '../../../repairs/rewriter.ts';
import { nearest } from '../../../repairs/nearest.ts';
import { namesOf } from '../names.ts';
import type { Instance } from '../../../languages/python/classes.ts';
import { isLayer, stateOf } from '../layer/state.ts';
import { layerNames, layerParameters } from '../rules.ts';
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

/** `argument` and `groups`: what a layer itself refuses, when it is made or built. */
export function forArgument(at: KerasProposing): Proposal[] {
  const own = at.facts['at'] as Instance['site'] | undefined; // of a layer that a Sequential refuses
  const site = callSite(own) ?? callSite(at.layer?.site) ?? callSite(at.error?.site);
  if (!site) return [];
  if (at.facts['number'] !== undefined)
    return asTuple(at, site, String(at.facts['argument']), Number(at.facts['number']));
  const type = at.layer?.cls.name ?? calledName(at, site);
  const argument = String(at.facts['argument'] ?? '');
  if (argument === 'inputs') return renamed(at, site);
  if (Array.isArray(at.facts['arguments'])) return unrecognized(at, site, at.facts['arguments'] as string[]);
  const values: Record<string, readonly string[]> = {
    output_padding: [...numbersBelow(at, site), 'None'],
    strides: ['1'],
    groups: ['1'],
    padding: ['"same"', '"valid"'],
    kernel_size: firstNumber(at, site, 'kernel_size'),
    pool_size: firstNumber(at, site, 'pool_size'),
    ...USUAL,
    dims: [dimsOf(at, site)],
    ...meant(at, site, argument),
  };
  const names = at.kind === 'groups' ? ['groups'] : argument === 'strides' ? ['strides', 'dilation_rate'] : [argument];
  if (at.kind !== 'groups' && !layerParameters(type).includes(argument)) return [];
  return names.flatMap((name) => (values[name] ?? []).flatMap((value) => at.settingAt(site, type, name, value)));
}

/** `Conv2D` of `keras.layers.Conv2D(…)`. */
const calledName = (at: KerasProposing, site: CallSite): string =>
  at.rewriter.source(site.callee).split('.').at(-1) ?? '';

/** `shape=(784)` is a number: a tuple of one has a comma. */
function asTuple(at: KerasProposing, site: CallSite, argument: string, number: number): Proposal[] {
  const isInput = /Input(Layer)?$/.test(at.rewriter.source(site.callee));
  const names = isInput ? ['shape', 'input_shape', argument] : [argument];
  const node = names
    .map((name) => at.rewriter.given(site, name, isInput && name === 'shape' ? 0 : null))
    .find((one) => one !== undefined && one !== null);
  if (!node) return [];
  const text = pythonTuple([number]);
  const type = calledName(at, site);
  const says = `\`${argument}=${text}\` for the \`${type}\` on line ${site.line}`;
  return proposal(says, at.rewriter.replaced(node, text));
}

/** What an argument may be that has no value that is taken, or none at all. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  activation: ['"relu"'],
  axis: ['-1'],
  cropping: ['1'],
  depth_multiplier: ['1'],
  dilation_rate: ['1'],
  filters: ['32'],
  input_dim: ['1000'],
  n: ['4'],
  output_dim: ['16'],
  rate: ['0.5'],
  size: ['2'],
  units: ['10'],
};

/** All axes of a `Permute`, the last first. */
function dimsOf(at: KerasProposing, site: CallSite): string {
  const node = at.rewriter.given(site, 'dims', 0);
  const count = node
    ? at.rewriter
        .source(node)
        .split(',')
        .filter((part) => /\d/.test(part)).length
    : 2;
  return pythonTuple(Array.from({ length: count }, (_, axis) => count - axis));
}

/** `axis`: an axis that the input does not have. */
export function forAxis(at: KerasProposing): Proposal[] {
  return layerParameters(at.layer?.cls.name ?? '').includes('axis') ? at.setting(at.layer, 'axis', '-1') : [];
}

/** `name`: a sign that Keras does not take; or two layers of one name, of which the later is left to Keras to name. */
export function forName(at: KerasProposing): Proposal[] {
  const { name, argument } = at.facts as { name?: string; argument?: string };
  if (argument === 'name') return proposal('`_` in the place of `/` in every name', withoutSlashes(at.rewriter.text));
  const named = at.session.context.instances.findLast((one) => isLayer(one) && one.state && stateOf(one).name === name);
  const site = callSite(named?.site);
  return site ? leftOut(at, site, 'name') : [];
}

/** `name='conv1/7x7'`, `name=name + '/relu'` */
function withoutSlashes(text: string): Change[] {
  return [...text.matchAll(/\bname\s*=\s*[^,()\n]*\/[^,()\n]*/g)].flatMap(({ 0: given, index }) =>
    [...given.matchAll(/(['"])(?:(?!\1).)*\1/g)].flatMap(({ 0: quoted, index: within }) =>
      [...quoted.matchAll(/\//g)].map(({ index: place }) => {
        const from = index + within + place;
        return { from, to: from + 1, text: '_' };
      }),
    ),
  );
}

function leftOut(at: KerasProposing, site: CallSite, argument: string): Proposal[] {
  return proposal(`without \`${argument}\``, without(at, site, [argument]));
}

/** The name that a slip of the pen is next to. */
function meant(at: KerasProposing, site: CallSite, argument: string): Record<string, readonly string[]> {
  const known = namesOf(argument);
  const given = site.args.find(({ name }) => name === argument) ?? site.args[0];
  if (!known || !given) return {};
  const name = nearest(at.rewriter.source(given.value).replace(/^["']|["']$/g, ''), known);
  return name ? { [argument]: [`"${name}"`] } : {};
}

/** One less than the strides. */
function numbersBelow(at: KerasProposing, site: CallSite): string[] {
  const node = at.rewriter.given(site, 'strides', 2);
  const stride = node ? Number(/\d+/.exec(at.rewriter.source(node))?.[0]) : 1;
  return stride > 1 ? [String(stride - 1)] : ['0'];
}

function firstNumber(at: KerasProposing, site: CallSite, name: string): string[] {
  const node = at.rewriter.given(site, name, name === 'pool_size' ? 0 : 1);
  const number = node ? /\d+/.exec(at.rewriter.source(node))?.[0] : undefined;
  return number === undefined ? [] : [number];
}

/** `Model(input=…, output=…)` of Keras 1. */
function renamed(at: KerasProposing, site: CallSite): Proposal[] {
  const changes = site.args.flatMap(({ name, value }) => {
    if (name !== 'input' && name !== 'output') return [];
    const from = at.rewriter.text.lastIndexOf(name, value.from);
    return [{ from, to: from + name.length, text: `${name}s` }];
  });
  return proposal('`inputs` and `outputs`, as Keras calls them since version 2', changes);
}

/** Arguments that Keras has named otherwise since version 2. */
const RENAMED: Readonly<Record<string, string>> = {
  border_mode: 'padding',
  nb_filter: 'filters',
  subsample: 'strides',
  init: 'kernel_initializer',
  W_regularizer: 'kernel_regularizer',
  b_regularizer: 'bias_regularizer',
  W_constraint: 'kernel_constraint',
  inner_activation: 'recurrent_activation',
  bias: 'use_bias',
  output_dim: 'units',
  dropout_W: 'dropout',
  dropout_U: 'recurrent_dropout',
  kernel: 'kernel_size',
  stride: 'strides',
  dilation: 'dilation_rate',
  out_channels: 'filters',
};

/** `Dense(output_dim=64)`: an argument that is missing under its new name stands there under its old one. */
export function forMissing(at: KerasProposing): Proposal[] {
  const site = callSite(at.error?.site);
  if (!site) return [];
  const old = site.args.flatMap(({ name }) => (name !== null && Object.hasOwn(RENAMED, name) ? [name] : []));
  if (old.length > 0) return unrecognized(at, site, old);
  const type = calledName(at, site);
  const missing = /missing \d+ required \S+ arguments?: '(\w+)'/.exec(at.error?.message ?? '')?.[1] ?? '';
  const sized = missing === 'kernel_size' || missing === 'pool_size' ? ['3'] : [];
  const values = Object.hasOwn(USUAL, missing) ? (USUAL[missing] ?? []) : sized;
  return [...slips(at, site, type), ...values.flatMap((value) => at.settingAt(site, type, missing, value))];
}

/** The names of arguments that are next to those that the layer has. */
function slips(at: KerasProposing, site: CallSite, type: string): Proposal[] {
  const known = layerParameters(layerNames.get(type) ?? type);
  return site.args.flatMap(({ name, value }) => {
    const meant = name === null || known.includes(name) ? '' : nearest(name, known);
    if (name === null || meant === '') return [];
    const from = at.rewriter.text.lastIndexOf(name, value.from - 1);
    const changes = [{ from, to: from + name.length, text: meant }];
    return proposal(`\`${meant}\` in the place of \`${name}\``, changes);
  });
}

/** Old names throughout the paste; what Keras has under no name is left out. */
function unrecognized(at: KerasProposing, site: CallSite, names: readonly string[]): Proposal[] {
  const { text } = at.rewriter;
  const old = new Set([...names, ...(names.some((name) => Object.hasOwn(RENAMED, name)) ? Object.keys(RENAMED) : [])]);
  const renames = [...text.matchAll(/(?<=[(,]\s*)([A-Za-z_]+)(?=\s*=[^=])/g)].flatMap(({ 0: name, index }) => {
    const now = old.has(name) && Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined;
    return now === undefined ? [] : [{ from: index, to: index + name.length, text: now }];
  });
  const removed = without(
    at,
    site,
    names.filter((name) => !Object.hasOwn(RENAMED, name)),
  );
  const said = names.map((name) =>
    Object.hasOwn(RENAMED, name) ? `\`${name}\` is \`${RENAMED[name]}\` in Keras 3` : `without \`${name}\``,
  );
  return [
    ...slips(at, site, calledName(at, site)),
    ...proposal(said.join(', '), [...renames, ...removed]),
    ...proposal(said.join(', '), ofSite(renames, site)),
  ];
}

/** Arguments of a call taken out. */
function without(at: KerasProposing, site: CallSite, names: readonly string[]): Change[] {
  return site.args.flatMap(({ name, value }, index) => {
    if (name === null || !names.includes(name)) return [];
    const ahead = site.args[index - 1]?.value.to;
    return [{ from: ahead ?? at.rewriter.text.lastIndexOf(name, value.from), to: value.to, text: '' }];
  });
}

function ofSite(changes: readonly Change[], site: CallSite): Change[] {
  return changes.filter(({ from, to }) => from >= site.from && to <= site.to);
}
