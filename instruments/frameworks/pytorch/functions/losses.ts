/** Losses: one number, on which no model is stacked, but they refuse what does not belong together. */
import { Tensor } from '../../../graph/tensor.ts';
import type { Shape } from '../../../graph/tensor.ts';
import { bind, method, NativeFunction, parameters } from '../../../languages/python/callables.ts';
import type { Arguments } from '../../../languages/python/callables.ts';
import { Class, Instance } from '../../../languages/python/classes.ts';
import { Refusal } from '../../../languages/python/errors.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Session } from '../session.ts';
import { requireClasses } from '../types.ts';
import { traced } from './operations.ts';
import { list } from '../text.ts';
import { broadcast } from './shapes.ts';
import { requireTaken } from './taken.ts';

type Check = (input: Shape, target: Shape, session: Session) => void;

const size = (shape: Shape): string => `torch.Size(${list(shape)})`;
const isSame = (one: Shape, other: Shape): boolean => list(one) === list(other);

function refuse(message: string, input: Shape, target: Shape, type = 'RuntimeError'): Refusal {
  return new Refusal(type, message, 'target', { input, target });
}

/** Stretched over each other; where they had to be, PyTorch warns, as hardly anybody means it. */
const cellwise: Check = (input, target, { context }) => {
  broadcast(input, target);
  if (!isSame(input, target))
    context.note(
      `a loss of ${list(input)} and ${list(target)} stretches both: PyTorch warns that this is likely not what is meant`,
    );
};

const probabilities: Check = (input, target) => {
  if (isSame(input, target)) return;
  const message = `Using a target size (${size(target)}) that is different to the input size (${size(input)}) is deprecated. Please ensure they have the same size.`;
  throw refuse(message, input, target, 'ValueError');
};

const logits: Check = (input, target) => {
  if (isSame(input, target)) return;
  const message = `Target size (${size(target)}) must be the same as input size (${size(input)})`;
  throw refuse(message, input, target, 'ValueError');
};

/** A class for each example or cell, or as many probabilities as there are scores. */
const classes: Check = (input, target) => {
  if (isSame(input, target) || input.length === 0 || target.length === 0) return;
  if (input.length > 1 && input[0] !== target[0]) {
    const message = `Expected input batch_size (${input[0]}) to match target batch_size (${target[0]}).`;
    throw refuse(message, input, target, 'ValueError');
  }
  const wanted = [input[0] ?? null, ...input.slice(2)];
  if (input.length <= 2) {
    if (target.length > 1) throw refuse('0D or 1D target tensor expected, multi-target not supported', input, target);
  } else if (input.length === 4 && target.length !== 3) {
    const message = `only batches of spatial targets supported (3D tensors) but got targets of dimension: ${target.length}`;
    throw refuse(message, input, target);
  } else if (!isSame(wanted, target)) {
    const message =
      input.length === 4
        ? `size mismatch (got input: ${list(input)} , target: ${list(target)}`
        : `Expected target size ${list(wanted)}, got ${list(target)}`;
    throw refuse(message, input, target);
  }
};

const CHECKS: Readonly<Record<string, Check>> = {
  mse_loss: cellwise,
  l1_loss: cellwise,
  smooth_l1_loss: cellwise,
  huber_loss: cellwise,
  binary_cross_entropy: probabilities,
  binary_cross_entropy_with_logits: logits,
  cross_entropy: classes,
  nll_loss: classes,
};
const MODULES: Readonly<Record<string, string>> = {
  MSELoss: 'mse_loss',
  L1Loss: 'l1_loss',
  SmoothL1Loss: 'smooth_l1_loss',
  HuberLoss: 'huber_loss',
  BCELoss: 'binary_cross_entropy',
  BCEWithLogitsLoss: 'binary_cross_entropy_with_logits',
  CrossEntropyLoss: 'cross_entropy',
  NLLLoss: 'nll_loss',
};
const CALL = parameters(['input', 'target', '*rest', '**kwargs']);

/** `F.cross_entropy` and kin. */
export function loss(name: string, session: Session): NativeFunction {
  const native: NativeFunction = new NativeFunction(name, (args) => judged(native, args, null, session), true);
  return native;
}

/** `nn.CrossEntropyLoss` and kin. */
export function lossModule(name: string, session: Session): NativeFunction {
  const native = loss(MODULES[name] ?? name, session);
  const same = (member: string): [string, Value] => [member, method(member, (self) => self)];
  const members = new Map<string, Value>([
    ['__call__', method('__call__', (self, args) => judged(native, args, self.state as Value, session))],
    ['__getattr__', method('__getattr__', () => session.context.unknown(`\`${name}\` is a loss`, { harmless: true }))],
    ...['to', 'cuda', 'cpu', 'float', 'half', 'double', 'eval', 'train'].map(same),
  ]);
  const cls = new Class(name, [], members, 'torch.nn');
  return new NativeFunction(
    name,
    (args) => {
      requireTaken('nn', name, args);
      const made = new Instance(cls);
      made.state = args.keywords.get('reduction') ?? null;
      return made;
    },
    true,
  );
}

/** The number that a loss is; unknown where it is asked for one number an example, or has no tensors. */
function judged(native: NativeFunction, args: Arguments, reduction: Value, session: Session): Value {
  const { name } = native;
  requireTaken('F', name, args);
  const { values } = bind(CALL, args, name);
  const [input, target] = [values.get('input'), values.get('target')];
  const isOpen = (shape: Shape): boolean => shape.includes(null);
  const unknown = session.context.unknown(`${name}(…) is not run`, { harmless: true });
  if (!(input instanceof Tensor && target instanceof Tensor) || isOpen(input.shape) || isOpen(target.shape))
    return unknown;
  const asked = args.keywords.get('reduction') ?? reduction;
  const isNumber = asked === null || asked === 'mean' || asked === 'sum' || asked === 'batchmean';
  const check = (): void => {
    CHECKS[name]?.(input.shape, target.shape, session);
    if (CHECKS[name] === classes && !isSame(input.shape, target.shape)) requireClasses(target);
  };
  const each = asked === 'none' ? ofEach(name, input.shape, target.shape) : null;
  if (!isNumber && each === null) {
    check();
    return unknown;
  }
  return traced(native, args, session, () => {
    check();
    return session.tensor(each ?? []);
  });
}

/** What `reduction="none"` leaves: a number for each cell, or for each example. Null where that is not followed. */
function ofEach(name: string, input: Shape, target: Shape): Shape | null {
  const check = CHECKS[name];
  if (check === undefined) return null;
  if (check !== classes) return broadcast(input, target);
  return isSame(input, target) ? [...input.slice(0, Math.min(1, input.length - 1)), ...input.slice(2)] : target;
}
