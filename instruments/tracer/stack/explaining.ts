/** Why Keras refuses a layer, as the page says it: the code of its words, and what fills them. */
import type { Shape } from '../../graph/tensor.ts';
import type { Instance } from '../../languages/python/classes.ts';
import { Refusal } from '../../languages/python/errors.ts';
import type { PythonError } from '../../languages/python/errors.ts';
import { namesOf } from '../../frameworks/keras/names.ts';
import { stateOf } from '../../frameworks/keras/layer/state.ts';
import { nearest } from '../../repairs/nearest.ts';
import { parametersOf } from './items.ts';
import { argument } from './stack.ts';
import type { Call, Gaps, Issue, Place } from './stack.ts';

interface Refused {
  readonly error: PythonError;
  /** The call that refuses, as it is written. */
  readonly node: Call;
  /** The layer, where it could be made. */
  readonly layer: Instance | undefined;
  /** What goes into it. */
  readonly x: Shape | null;
  readonly text: string;
}

interface Explained {
  readonly code: string;
  readonly gaps?: Gaps;
  /** The argument that it is about. */
  readonly arg?: string | undefined;
  /** What the text has, and what may be meant. */
  readonly got?: string;
  readonly near?: string;
  readonly place?: Place;
}

export function issueOf(refused: Refused): Issue {
  const { node, error } = refused;
  const { code, gaps = {}, arg, got, near = '', place } = explained(refused);
  const value = arg === undefined ? undefined : argument(node, arg)?.value;
  const found = place ?? value ?? { at: node.nameAt, end: node.end };
  return {
    code,
    stage: 'build',
    says: shortly(error),
    gaps: { ...gaps, arg, got, layer: node.name },
    near,
    place: found,
  };
}

/** What Keras says without the values that it received, which stand in the code. */
const shortly = ({ message }: PythonError): string => {
  const reason = message.replace(/^Input \d+ with name .* is incompatible with the layer: /, '');
  return reason.split(/\.? (?:Received|Full shape)\b| \{'/)[0] ?? reason; // a set that Keras prints has no order
};

function explained(refused: Refused): Explained {
  const { error } = refused;
  const kind = error instanceof Refusal ? error.kind : '';
  const found = BY_KIND[kind]?.(refused) ?? byMessage(refused);
  return found ?? { code: 'refused' };
}

const factsOf = ({ error }: Refused): Readonly<Record<string, unknown>> =>
  error instanceof Refusal ? error.facts : {};

const BY_KIND: Readonly<Record<string, (refused: Refused) => Explained | null>> = {
  size: ofSize,
  rank: ofRank,
  cells(refused) {
    const { input, target } = factsOf(refused) as { input: readonly number[]; target: readonly number[] };
    const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
    const gaps = { all: product(input), rest: product(target.filter((size) => size !== -1)) };
    return { code: 'reshape', arg: 'target_shape', gaps };
  },
  axis(refused) {
    const { axis } = factsOf(refused) as { axis: number };
    return { code: 'axis', arg: 'axis', gaps: { axis, found: refused.x?.length } };
  },
  open({ x }) {
    return { code: 'channels', gaps: { axis: x?.lastIndexOf(null) } };
  },
  inputs: () => ({ code: 'again' }),
  name(refused) {
    const { name } = factsOf(refused) as { name?: string };
    return name === undefined ? { code: 'name', arg: 'name' } : { code: 'twice', arg: 'name', got: name };
  },
};

/** Windows that fit nowhere, and cropping that leaves nothing. */
function ofSize(refused: Refused): Explained {
  const { layer, x } = refused;
  const { crops, kernelSize, dilationRate } = factsOf(refused) as Partial<Record<string, readonly number[]>>;
  const start = layer && stateOf(layer).given.get('data_format') === 'channels_first' ? 2 : 1;
  const needs = (crops ?? kernelSize ?? []).map((one, i) =>
    Array.isArray(one) ? Number(one[0]) + Number(one[1]) + 1 : (one - 1) * (dilationRate?.[i] ?? 1) + 1,
  );
  const axis = start + needs.findIndex((need, i) => Number(x?.[start + i] ?? Infinity) < need);
  const code = crops ? 'cut' : layer?.cls.name.includes('Pooling') ? 'window_pool' : 'window';
  return { code, gaps: { axis, size: x?.[axis] ?? 'None' } };
}

function ofRank(refused: Refused): Explained {
  const { x, node } = refused;
  if (/at least 3 dimensions/.test(refused.error.message)) return { code: 'time' };
  const { ndim, minimum } = factsOf(refused) as { ndim?: number; minimum?: number };
  const axes = Number(/\d(?=D)/.exec(node.name)?.[0]) + 2;
  return { code: 'rank', gaps: { ndim: ndim ?? minimum ?? axes, found: x?.length } };
}

/** A pattern of what Keras says, and what is said of it. */
type Told = readonly [pattern: RegExp, explain: (found: RegExpExecArray, refused: Refused) => Explained];

const TOLD: readonly Told[] = [
  [/missing \d+ required \S+ arguments?: '(\w+)'/, ofMissing],
  [/multiple values for argument '(\w+)'/, ([, got = '']) => ({ code: 'double', got })],
  [
    /takes (?:from \d+ to )?(\d+) positional arguments?/,
    ([, most = 1]) => ({ code: 'many', gaps: { most: Number(most) - 1 } }),
  ],
  [/Unrecognized keyword arguments passed to/, ofUnknown],
  [/`strides > 1` not supported/, () => ({ code: 'dilated', arg: 'dilation_rate' })],
  [/`output_padding` must be strictly less/, () => ({ code: 'output_padding', arg: 'output_padding' })],
  [
    /groups=(\d+), filters=(\d+)/,
    ([, groups, size]) => ({ code: 'groups', arg: 'groups', gaps: { groups, size, of: 'filters' } }),
  ],
  [
    /groups=(\d+), but the input has (\d+)/,
    ([, groups, size]) => ({ code: 'groups', arg: 'groups', gaps: { groups, size, of: 'channels' } }),
  ],
  [
    /must be (?:a list\/tuple or )?one of \{(.*?)\}/,
    ([, words = ''], refused) => ofWord(words.replaceAll("'", ''), refused),
  ],
  [/Could not interpret (activation|initializer|regularizer|constraint)/, ofName],
  [/consecutive and start from 1/, () => ({ code: 'dims', arg: 'dims' })],
  [
    /`(\w+)` argument must be a tuple of (\d+) integers/,
    ([, arg, n]) => ({ code: 'sizes', arg, gaps: { n, least: arg === 'output_padding' ? 0 : 1 } }),
  ],
];

function byMessage(refused: Refused): Explained | null {
  for (const [pattern, explain] of TOLD) {
    const found = pattern.exec(refused.error.message);
    if (found) return explain(found, refused);
  }
  const { argument: arg } = factsOf(refused) as { argument?: string };
  if (arg === 'padding' && !refused.node.name.startsWith('Zero')) return ofWord('valid, same', refused);
  const code = arg === undefined ? undefined : CODES[arg];
  return code === undefined
    ? null
    : { code, arg, gaps: { least: 1, n: Number(/\d(?=D)/.exec(refused.node.name)?.[0]) } };
}

/** What an argument takes. */
const CODES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'depth_multiplier filters groups input_dim n output_dim units'.split(' ').map((name) => [name, 'whole']),
  ),
  axis: 'number',
  cropping: 'margins',
  dilation_rate: 'sizes',
  kernel_size: 'sizes',
  name: 'name',
  padding: 'margins',
  pool_size: 'sizes',
  rate: 'fraction',
  shape: 'shape',
  size: 'sizes',
  strides: 'sizes',
  target_shape: 'target',
};

/** An argument that is missing may stand there under a name that is no argument's. */
function ofMissing([, arg = '']: RegExpExecArray, refused: Refused): Explained {
  const [slip] = slipsIn(refused);
  return slip ?? { code: 'missing', arg };
}

function ofUnknown(_: RegExpExecArray, refused: Refused): Explained {
  const [slip] = slipsIn(refused);
  return slip ?? { code: 'argument' };
}

/** The arguments whose names the layer does not have. */
function slipsIn({ node, text }: Refused): Explained[] {
  const known = parametersOf(node.name);
  return node.args.flatMap(({ key, at, value }) => {
    const isNamed = at < value.at;
    if (!isNamed || key === null || known.includes(key) || EVERY.includes(key)) return [];
    const place = { at, end: at + key.length };
    return [{ code: 'argument', got: text.slice(place.at, place.end), near: nearest(key, known), place }];
  });
}

/** Arguments that every layer takes. */
const EVERY = ['activity_regularizer', 'autocast', 'dtype', 'input_dim', 'input_shape', 'name', 'trainable'];

function ofWord(words: string, refused: Refused): Explained {
  const { argument: arg } = factsOf(refused) as { argument?: string };
  return { code: 'word', arg, near: '', gaps: { words } };
}

function ofName([, kind = '']: RegExpExecArray, refused: Refused): Explained {
  const { argument: arg = '' } = factsOf(refused) as { argument?: string };
  const value = argument(refused.node, arg)?.value;
  const got = value ? refused.text.slice(value.at + 1, value.end - 1) : '';
  return { code: kind, arg, near: kind === 'activation' ? nearest(got, namesOf(arg) ?? []) : '' };
}
