/** What joins tensors, or a tensor and a number; and what folds axes away. */
import type { TargetTensor, Place } from '../draft.ts';
import { identity } from '../draft.ts';
import type { Value } from '../../languages/python/values.ts';
import { Untranslated } from '../operation.ts';
import type { Arithmetic, Concatenation, Operand, Product, Reduction } from '../operation.ts';
import { number } from '../python.ts';
import { isTensor, numberOf } from '../source.ts';
import type { Reader, Source } from '../source.ts';

type Operator = Arithmetic['operator'];

const merge =
  (operator: Operator): Reader =>
  (source) => {
    const ranks = new Set(source.step.inputs.map(({ shape }) => shape.length));
    if (ranks.size > 1) throw new Untranslated('Keras stretches tensors of different ranks otherwise than PyTorch');
    return [{ kind: 'arithmetic', operator, operands: source.step.inputs.map(() => 'input' as const) }];
  };

/** `x + y`, `x * 2`, `1 - x` */
const binary =
  (operator: Operator): Reader =>
  ({ step }) => {
    const { positional, keywords } = step.call.args;
    const others = [...keywords.keys()].filter((name) => !['x1', 'x2', 'other'].includes(name));
    if (others.length > 0) throw new Untranslated(`\`${others[0]}\` of ${step.type} is not translated`);
    return [{ kind: 'arithmetic', operator, operands: [...positional, ...keywords.values()].map(operandOf) }];
  };

function operandOf(value: Value): Operand {
  if (isTensor(value)) return 'input';
  const known = numberOf(value);
  if (known === null) throw new Untranslated('an operand that is neither a tensor nor a number');
  return known;
}

const rescaling: Reader = (source) => {
  const [scale, offset] = [source.number('scale'), source.number('offset', 0)];
  const scaled = { kind: 'arithmetic', operator: 'multiply', operands: ['input', scale] } as const;
  return offset === 0 ? [scaled] : [scaled, { kind: 'arithmetic', operator: 'add', operands: ['input', offset] }];
};

/** Both rank by rank: of a vector the two frameworks make a row or a column, and give fewer axes. */
function requireMatrices({ step: { inputs } }: Source): void {
  const [one, other] = inputs.map(({ shape }) => shape.length);
  if (inputs.length !== 2) throw new Untranslated('a product with what is no tensor of the model');
  if (one === undefined || one < 2 || one !== other) throw new Untranslated('a product of tensors of different ranks');
}

const product: Reader = (source) => {
  requireMatrices(source);
  const order = identity(source.shape.length);
  return [{ kind: 'product', orders: [order, order] }];
};

/** Keras's `Dot` of two series: along an axis of each. */
const dot: Reader = (source) => {
  requireMatrices(source);
  if (source.flag('normalize')) throw new Untranslated('`normalize` of Dot is not translated');
  if (source.shape.length !== 3) throw new Untranslated('Dot of tensors that have not three axes');
  const axes = source.numbers('axes') ?? [];
  const [first, second] = [axes[0], axes.at(-1)].map((axis) => source.axis(axis ?? Number.NaN));
  if (![first, second].every((axis) => axis === 1 || axis === 2)) throw new Untranslated('Dot along the batch');
  return [
    {
      kind: 'product',
      orders: [
        [0, 3 - (first as number), first as number],
        [0, second as number, 3 - (second as number)],
      ],
    },
  ];
};

const concatenation =
  (name: string): Reader =>
  (source) => [
    { kind: 'concatenation', axis: source.axis(source.has(name) ? source.number(name, name === 'axis' ? -1 : 0) : 0) },
  ];

const reduction =
  (method: Reduction['method'], names: { axes: string; keeps: string }): Reader =>
  (source) => {
    const axes = source.numbers(names.axes)?.map((axis) => source.axis(axis)) ?? null;
    if (!axes || source.step.outputs.length > 1)
      throw new Untranslated('a reduction over all axes, or one that gives indices too');
    const keeps = source.flag(names.keeps);
    return [{ kind: 'reduction', method, axes, keeps }];
  };

const kerasFold = (method: Reduction['method']): Reader => reduction(method, { axes: 'axis', keeps: 'keepdims' });
const torchFold = (method: Reduction['method']): Reader => reduction(method, { axes: 'dim', keeps: 'keepdim' });

export const readers = {
  keras: {
    Add: merge('add'),
    Subtract: merge('subtract'),
    Multiply: merge('multiply'),
    Average: merge('average'),
    Maximum: merge('maximum'),
    Minimum: merge('minimum'),
    Concatenate: concatenation('axis'),
    Dot: dot,
    Rescaling: rescaling,
    'function Add': binary('add'),
    'function Subtract': binary('subtract'),
    'function Multiply': binary('multiply'),
    'function Divide': binary('divide'),
    'function TrueDivide': binary('divide'),
    'function Power': binary('power'),
    'function Maximum': binary('maximum'),
    'function Minimum': binary('minimum'),
    'function Concatenate': concatenation('axis'),
    'function Matmul': product,
    'function Mean': kerasFold('mean'),
    'function Sum': kerasFold('sum'),
    'function Max': kerasFold('max'),
    'function Min': kerasFold('min'),
  },
  pytorch: {
    'function add': binary('add'),
    'function add_': binary('add'),
    'function sub': binary('subtract'),
    'function mul': binary('multiply'),
    'function mul_': binary('multiply'),
    'function div': binary('divide'),
    'function multiply': binary('multiply'),
    'function subtract': binary('subtract'),
    'function divide': binary('divide'),
    'function pow': binary('power'),
    'function maximum': binary('maximum'),
    'function minimum': binary('minimum'),
    'function cat': concatenation('dim'),
    'function concat': concatenation('dim'),
    'function matmul': product,
    'function bmm': product,
    'function mm': product,
    'function mean': torchFold('mean'),
    'function sum': torchFold('sum'),
    'function amax': torchFold('max'),
    'function amin': torchFold('min'),
  } as Readonly<Record<string, Reader>>,
};

/** All with the order of axes of the first; of different ranks with the source's, which stretches them alike. */
function together({ draft, inputs, input }: Place): TargetTensor[] {
  const isOneRank = new Set(inputs.map(({ shape }) => shape.length)).size === 1;
  return inputs.map((one) => (isOneRank ? draft.aligned(one, input.order) : draft.inSourceOrder(one)));
}

/**
 * Keras 3 on TensorFlow takes what is added for a bias where it has one size above 1 that is also the first operand's last
 * or second one: `x + mean` goes wrong where the batch is as large as that. The other way round it does not.
 */
function stretchedFirst(inputs: readonly TargetTensor[]): TargetTensor[] {
  const cells = ({ shape }: TargetTensor): number => shape.reduce<number>((all, size) => all * (size ?? 1), 1);
  return [...inputs].sort((one, other) => cells(one) - cells(other));
}

const SIGNS: Readonly<Partial<Record<Operator, string>>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  power: '**',
};

function arithmeticTo({ operator, operands }: Arithmetic, place: Place): TargetTensor {
  const inputs =
    operator === 'add' && place.draft.target === 'keras' ? stretchedFirst(together(place)) : together(place);
  const rank = place.output.length;
  const order = inputs.every(({ shape }) => shape.length === rank) ? (inputs[0] as TargetTensor).order : identity(rank);
  const write = (names: readonly string[]): string => {
    const left = [...names];
    const said = operands.map((one) => (one === 'input' ? (left.shift() as string) : number(one)));
    if (operator === 'average') return `(${said.join(' + ')}) / ${said.length}`;
    const sign = SIGNS[operator];
    if (sign) return said.join(` ${sign} `);
    const callee = `${place.draft.target === 'pytorch' ? 'torch' : 'ops'}.${operator}`;
    return said.slice(1).reduce((before, one) => `${callee}(${before}, ${one})`, said[0] as string);
  };
  if (!SIGNS[operator] && operands.some((one) => one !== 'input')) throw new Untranslated(`${operator} with a number`);
  return place.draft.line(inputs, write, place.output, order);
}

function productTo({ orders }: Product, place: Place): TargetTensor {
  const inputs = place.inputs.map((one, at) => place.draft.aligned(one, orders[at] as readonly number[]));
  const callee = place.draft.target === 'pytorch' ? 'torch.matmul' : 'ops.matmul';
  return place.draft.line(inputs, ([one, other]) => `${callee}(${one}, ${other})`, place.output);
}

function concatenationTo({ axis }: Concatenation, place: Place): TargetTensor {
  const inputs = together(place);
  const { order } = place.input;
  const at = order.indexOf(axis);
  const [callee, name] = place.draft.target === 'pytorch' ? ['torch.cat', 'dim'] : ['ops.concatenate', 'axis'];
  return place.draft.line(inputs, (names) => `${callee}([${names.join(', ')}], ${name}=${at})`, place.output, order);
}

function reductionTo({ method, axes, keeps }: Reduction, place: Place): TargetTensor {
  const input = keeps ? place.input : place.draft.inSourceOrder(place.input);
  const at = axes.map((axis) => input.order.indexOf(axis));
  const said = at.length === 1 ? String(at[0]) : `(${at.join(', ')})`;
  const isTorch = place.draft.target === 'pytorch';
  const callee = isTorch
    ? (({ max: 'amax', min: 'amin' } as Readonly<Record<string, string>>)[method] ?? method)
    : method;
  const write = ([x]: readonly string[]): string =>
    isTorch
      ? `${x}.${callee}(dim=${said}${keeps ? ', keepdim=True' : ''})`
      : `ops.${callee}(${x}, axis=${said}${keeps ? ', keepdims=True' : ''})`;
  return place.draft.line([input], write, place.output, keeps ? input.order : identity(place.output.length));
}

export const writers = {
  arithmetic: { pytorch: arithmeticTo, keras: arithmeticTo },
  product: { pytorch: productTo, keras: productTo },
  concatenation: { pytorch: concatenationTo, keras: concatenationTo },
  reduction: { pytorch: reductionTo, keras: reductionTo },
};
