/** `einops` on PyTorch's tensors: its functions and modules are made of PyTorch's own operations, as einops runs them. */
import { Tensor } from '../../../graph/tensor.ts';
import { bind, method, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { Class } from '../../../languages/python/classes.ts';
import { NotFollowed, PythonError } from '../../../languages/python/errors.ts';
import { List, Tuple, Unknown } from '../../../languages/python/values.ts';
import type { Value } from '../../../languages/python/values.ts';
import { operation, traced } from '../functions/operations.ts';
import { initialize, stateOf } from '../module.ts';
import { tensorOf } from '../reading.ts';
import type { Session } from '../session.ts';
import { list } from '../text.ts';
import { patternOf } from './pattern.ts';
import { planned, requireSense } from './plan.ts';
import type { Plan } from './plan.ts';

/** What is asked of einops: `rearrange`, `repeat` or a reduction, by a pattern and the sizes of some of its names. */
interface Task {
  readonly operation: string;
  readonly pattern: string;
  readonly given: ReadonlyMap<string, number>;
}

const NAMED: Readonly<Record<string, readonly string[]>> = {
  rearrange: ['pattern'],
  repeat: ['pattern'],
  reduce: ['pattern', 'reduction'],
};

/** `einops.rearrange`, `einops.reduce`, `einops.repeat`; what others give is unknown. */
export function einopsFunction(name: string, session: Session): NativeFunction {
  const named = NAMED[name];
  if (!named) {
    return new NativeFunction(name, () => session.context.unknown(`what \`einops.${name}\` gives is not followed`));
  }
  const native: NativeFunction = new NativeFunction(name, (args) =>
    traced(native, args, session, () => {
      const bound = bind(parameters(['tensor', ...named, '**axes_lengths']), args, name);
      const tensor = bound.get('tensor');
      const task = taskOf(name, [bound.get('pattern'), named.length > 1 ? bound.get('reduction') : name], args);
      const input = inputOf(tensor, session);
      const told =
        tensor instanceof List ? 'Input is list. ' : `Input tensor shape: torch.Size(${list(input.shape)}). `;
      const ahead = ` Error while processing ${task.operation}-reduction pattern "${task.pattern}".\n ${told}`;
      return explained(`${ahead}Additional info: ${sizesOf(task, '{', "'", ': ', '}')}.\n `, () => {
        requireSense(patternOf(task.pattern), task.operation, task.given, input.shape);
        return run(task, input, session);
      });
    }),
  );
  return native;
}

/** `Rearrange` and `Reduce` of `einops.layers.torch`. */
export function einopsLayer(name: string, base: Class, session: Session): Class | undefined {
  if (name !== 'Rearrange' && name !== 'Reduce') return undefined;
  const named = name === 'Reduce' ? ['pattern', 'reduction'] : ['pattern'];
  const members = new Map<string, Value>([
    [
      '__init__',
      method('__init__', (self, args) => {
        const bound = bind(parameters([...named, '**axes_lengths']), args, `${name}.__init__`);
        const values = named.map((one) => bound.get(one));
        const task = taskOf(name.toLowerCase(), [values[0] ?? null, values[1] ?? 'rearrange'], args);
        const reduction = values.length > 1 ? `, '${task.operation}'` : '';
        const sizes = task.given.size > 0 ? `, ${sizesOf(task, '', '', '=', '')}` : '';
        explained(` Error while preparing ${name}('${task.pattern}'${reduction}${sizes})\n `, () => {
          requireSense(patternOf(task.pattern), task.operation, task.given, null);
        });
        initialize(self).settings = task;
        return null;
      }),
    ],
    [
      'forward',
      method('forward', (self, args) => {
        const input = inputOf(args.positional[0] ?? null, session);
        return run(stateOf(self).settings as Task, input, session);
      }),
    ],
  ]);
  return new Class(name, [base], members, 'einops.layers.torch');
}

/** Before its own words einops says of what it speaks. */
function explained<T>(ahead: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PythonError && error.type === 'EinopsError') error.message = ahead + error.message;
    throw error;
  }
}

function sizesOf({ given }: Task, open: string, quote: string, is: string, close: string): string {
  const pairs = [...given].map(([name, size]) => `${quote}${name}${quote}${is}${size}`);
  return `${open}${pairs.join(', ')}${close}`;
}

function taskOf(callee: string, [pattern = null, kind = null]: readonly Value[], { keywords }: Arguments): Task {
  const text = (value: Value, what: string): string => {
    if (value instanceof Unknown) throw new NotFollowed(value, `\`${what}\` of ${callee}`);
    if (typeof value === 'string') return value;
    throw new PythonError('TypeError', `${callee}: \`${what}\` must be a string`);
  };
  const given = new Map<string, number>();
  for (const [name, size] of keywords) {
    if (['tensor', 'pattern', 'reduction'].includes(name)) continue;
    if (size instanceof Unknown) throw new NotFollowed(size, `\`${name}\` of ${callee}`);
    if (typeof size !== 'number') throw new PythonError('TypeError', `${callee}: \`${name}\` must be an int`);
    given.set(name, size);
  }
  return { pattern: text(pattern, 'pattern'), operation: text(kind, 'reduction'), given };
}

/** Several tensors of one shape are stacked in front. @throws NotFollowed for a tensor of another framework */
function inputOf(value: Value, session: Session): Tensor {
  const input = value instanceof List ? apply('stack', session, value) : value;
  const tensor = tensorOf(input, 'what einops is given', session);
  if (tensor.isA(session.tensors)) return tensor;
  throw new NotFollowed(session.context.unknown('einops is followed on tensors of PyTorch only'));
}

function apply(name: string, session: Session, ...positional: Value[]): Value {
  return session.context.call(operation(name, session) as NativeFunction, { positional, keywords: new Map() });
}

/** The names under which PyTorch reduces several axes. */
const REDUCING: Readonly<Record<string, string>> = { min: 'amin', max: 'amax' };

/** @throws Refusal EinopsError where the tensor does not fit the pattern */
function run({ operation: kind, pattern, given }: Task, input: Tensor, session: Session): Value {
  const plan = planned(patternOf(pattern), given, input.shape);
  const step = (name: string, value: Value, last: Value): Value => apply(name, session, value, last);
  let value: Value = input;
  if (plan.cut.length !== input.shape.length) value = step('reshape', value, new Tuple(plan.cut));
  if (plan.order.some((axis, at) => axis !== at)) value = step('permute', value, new Tuple(plan.order));
  value = reduced(value, kind, plan, step);
  value = repeated(value, plan, step);
  const rank = plan.order.length - plan.reduced + plan.repeated.length;
  return plan.joined.length === rank && plan.isSingle ? value : step('reshape', value, new Tuple(plan.joined));
}

type Step = (name: string, value: Value, last: Value) => Value;

/** The axes behind, one after the other where PyTorch takes one only. */
function reduced(value: Value, kind: string, { order, reduced: count }: Plan, step: Step): Value {
  if (count === 0) return value;
  const axes = order.map((_, axis) => axis).slice(-count);
  if (kind === 'prod') return axes.reduceRight((product, axis) => step('prod', product, axis), value);
  return step(REDUCING[kind] ?? kind, value, new Tuple(axes));
}

function repeated(value: Value, { order, reduced: gone, repeated: axes }: Plan, step: Step): Value {
  if (axes.length === 0) return value;
  const wider = axes.reduce((made, { at }) => step('unsqueeze', made, at), value);
  const sizes = Array<number | null>(order.length - gone + axes.length).fill(-1);
  for (const { at, size } of axes) sizes[at] = size;
  return step('expand', wider, new Tuple(sizes));
}
