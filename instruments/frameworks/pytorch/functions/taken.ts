/** What arguments PyTorch's functions and methods take, of those whose rule reads only some of them. */
import functions from '../functions.json' with { type: 'json' };
import { bind, parameters } from '../../../languages/python/callables.ts';
import type { Arguments, Parameter } from '../../../languages/python/callables.ts';
import { PythonError } from '../../../languages/python/errors.ts';
import { numpysName } from './numpys.ts';

/** `torch`, `torch.nn`, `torch.nn.functional`, `torch.fft`, and the methods of tensors. */
export type Space = 'torch' | 'nn' | 'F' | 'fft' | 'Tensor';

/**
 * Of each name its signature, `input min= max= * out=`, or those of which PyTorch takes the one that fits; an empty one
 * where a method takes nothing. tools/pytorch_signatures.py found them.
 */
const SIGNATURES: Readonly<Record<string, Partial<Record<Space, string | readonly string[]>>>> = functions;
const read = new Map<string, readonly Parameter[]>();

/** @throws PythonError TypeError for a name that it does not have, or more values than it has places for */
export function requireTaken(space: Space, name: string, args: Arguments): void {
  const taken = SIGNATURES[name]?.[space];
  if (taken === '') requireNothing(name, args);
  else if (typeof taken === 'string') {
    const error = refusal(taken, args, callable(space, name), space === 'Tensor' ? -1 : 0);
    if (error) throw error;
  } else if (taken) requireOne(taken, args, name);
}

/** PyTorch says what is wrong with a call where one signature alone takes as many values, named or not. */
function requireOne(signatures: readonly string[], args: Arguments, name: string): void {
  const errors = signatures.map((one) => refusal(one, args, name));
  if (errors.includes(null)) return;
  const count = args.positional.length + args.keywords.size;
  const plausible = errors.filter((_, index) => takesSoMany(parametersOf(signatures[index] ?? ''), count));
  const [only] = signatures.length > 1 && plausible.length === 1 ? plausible : [];
  throw only ?? new PythonError('TypeError', `${name}() received an invalid combination of arguments`);
}

const takesSoMany = (list: readonly Parameter[], count: number): boolean =>
  count <= list.length && count >= list.filter((one) => one.default === undefined).length;

const callable = (space: Space, name: string): string => (space === 'nn' ? `${name}.__init__` : name);

function requireNothing(name: string, { positional, keywords }: Arguments): void {
  if (keywords.size > 0) throw new PythonError('TypeError', `TensorBase.${name}() takes no keyword arguments`);
  const given = positional.length - 1;
  if (given > 0) throw new PythonError('TypeError', `TensorBase.${name}() takes no arguments (${given} given)`);
}

function parametersOf(signature: string): readonly Parameter[] {
  const known = read.get(signature);
  if (known) return known;
  const words = signature.split(' ').map((word) => (word.endsWith('=') ? ([word.slice(0, -1), null] as const) : word));
  const list = parameters(words);
  read.set(signature, list);
  return list;
}

/** What is missing is left to the rule, which knows whether another form takes it. */
function refusal(signature: string, args: Arguments, name: string, besides = 0): PythonError | null {
  const list = parametersOf(signature);
  const names = new Set(list.map((one) => one.name));
  const keywords = new Map([...args.keywords].map(([key, value]) => [numpysName(key, names), value]));
  for (const { name: required, kind, default: usual } of list.slice(args.positional.length))
    if (usual === undefined && kind !== 'rest' && !keywords.has(required)) keywords.set(required, null);
  try {
    bind(list, { positional: args.positional, keywords }, name, besides);
    return null;
  } catch (error) {
    if (error instanceof PythonError) return error;
    throw error;
  }
}
