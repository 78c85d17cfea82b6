/** A layer that refuses its own arguments, lacks one or has one too many: other values, other names, or none. */
import type { Instance } from '../../../languages/python/classes.ts';
import { nearest } from '../../../repairs/nearest.ts';
import { proposal } from '../../../repairs/proposing.ts';
import { callSite } from '../../../repairs/rewriter.ts';
import type { CallSite, Change, Proposal } from '../../../repairs/rewriter.ts';
import { isLayer, stateOf } from '../layer/state.ts';
import { namesOf } from '../names.ts';
import { layerNames, layerParameters } from '../rules.ts';
import { pythonTuple } from './proposing.ts';
import type { KerasProposing } from './proposing.ts';

/** `argument` and `groups`: what a layer itself refuses, when it is made or built. */
export function forArgument(at: KerasProposing): Proposal[] {
  const own = at.facts['at'] as Instance['site'] | undefined; // of a layer that a Sequential refuses
  const site = callSite(own) ?? callSite(at.layer?.site) ?? callSite(at.error?.site);
  if (!site) return [];
  if (at.facts['number'] !== undefined)
    return asTuple(at, site, String(at.facts['argument']), Number(at.facts['number']));
  const type = at.layer?.cls.name ?? calledName(at, site);
  const argument = String(at.facts['argument'] ?? '');
  if (argument === 'inputs') return pluralized(at, site);
  if (Array.isArray(at.facts['arguments'])) return inKeras3(at, site, at.facts['arguments'] as string[]);
  const names = at.kind === 'groups' ? ['groups'] : argument === 'strides' ? ['strides', 'dilation_rate'] : [argument];
  if (at.kind !== 'groups' && !layerParameters(type).includes(argument)) return [];
  const values = valuesInstead(at, site, argument);
  return names.flatMap((name) => (values[name] ?? []).flatMap((value) => at.settingAt(site, type, name, value)));
}

/** What each argument may be in the place of what is refused. */
function valuesInstead(at: KerasProposing, site: CallSite, argument: string): Record<string, readonly string[]> {
  return {
    output_padding: [...numbersBelow(at, site), 'None'],
    strides: ['1'],
    groups: ['1'],
    padding: ['"same"', '"valid"'],
    kernel_size: firstNumber(at, site, 'kernel_size'),
    pool_size: firstNumber(at, site, 'pool_size'),
    ...TYPICAL_VALUES,
    dims: [dimsOf(at, site)],
    ...nearestName(at, site, argument),
  };
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
const TYPICAL_VALUES: Readonly<Record<string, readonly string[]>> = {
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
function nearestName(at: KerasProposing, site: CallSite, argument: string): Record<string, readonly string[]> {
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
function pluralized(at: KerasProposing, site: CallSite): Proposal[] {
  const changes = site.args.flatMap(({ name, value }) => {
    if (name !== 'input' && name !== 'output') return [];
    const from = at.rewriter.text.lastIndexOf(name, value.from);
    return [{ from, to: from + name.length, text: `${name}s` }];
  });
  return proposal('`inputs` and `outputs`, as Keras calls them since version 2', changes);
}

/** Names of arguments in Keras 1, TensorFlow and PyTorch, and in Keras 3. */
const KERAS_3_NAMES: Readonly<Record<string, string>> = {
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
  const old = site.args.flatMap(({ name }) => (name !== null && Object.hasOwn(KERAS_3_NAMES, name) ? [name] : []));
  if (old.length > 0) return inKeras3(at, site, old);
  const type = calledName(at, site);
  const missing = /missing \d+ required \S+ arguments?: '(\w+)'/.exec(at.error?.message ?? '')?.[1] ?? '';
  const sized = missing === 'kernel_size' || missing === 'pool_size' ? ['3'] : [];
  const values = Object.hasOwn(TYPICAL_VALUES, missing) ? (TYPICAL_VALUES[missing] ?? []) : sized;
  return [...slips(at, site, type), ...values.flatMap((value) => at.settingAt(site, type, missing, value))];
}

/** The names of arguments that are next to those that the layer has. */
function slips(at: KerasProposing, site: CallSite, type: string): Proposal[] {
  const known = layerParameters(layerNames.get(type) ?? type);
  return site.args.flatMap(({ name, value }) => {
    const closest = name === null || known.includes(name) ? '' : nearest(name, known);
    if (name === null || closest === '') return [];
    const from = at.rewriter.text.lastIndexOf(name, value.from - 1);
    const changes = [{ from, to: from + name.length, text: closest }];
    return proposal(`\`${closest}\` in the place of \`${name}\``, changes);
  });
}

/** Arguments that Keras 3 does not have, under the names that it has throughout the paste; without those that it has under none. */
function inKeras3(at: KerasProposing, site: CallSite, names: readonly string[]): Proposal[] {
  const { text } = at.rewriter;
  const old = new Set([
    ...names,
    ...(names.some((name) => Object.hasOwn(KERAS_3_NAMES, name)) ? Object.keys(KERAS_3_NAMES) : []),
  ]);
  const renames = [...text.matchAll(/(?<=[(,]\s*)([A-Za-z_]+)(?=\s*=[^=])/g)].flatMap(({ 0: name, index }) => {
    const now = old.has(name) && Object.hasOwn(KERAS_3_NAMES, name) ? KERAS_3_NAMES[name] : undefined;
    return now === undefined ? [] : [{ from: index, to: index + name.length, text: now }];
  });
  const removed = without(
    at,
    site,
    names.filter((name) => !Object.hasOwn(KERAS_3_NAMES, name)),
  );
  const said = names.map((name) =>
    Object.hasOwn(KERAS_3_NAMES, name) ? `\`${name}\` is \`${KERAS_3_NAMES[name]}\` in Keras 3` : `without \`${name}\``,
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
