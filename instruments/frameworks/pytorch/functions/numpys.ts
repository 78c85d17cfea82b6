/** Under which names PyTorch's functions take arguments: NumPy's too (`x.sum(axis=1, keepdims=True)`), but no others. */
import type { Arguments } from '../../../languages/python/callables.ts';
import { PythonError } from '../../../languages/python/errors.ts';
import type { Value } from '../../../languages/python/values.ts';
import type { Short } from '../rules.ts';

const TORCHS: Readonly<Record<string, string>> = {
  axis: 'dim',
  keepdims: 'keepdim',
  x: 'input',
  a: 'input',
  x1: 'input',
  x2: 'other',
};
/** Functions and methods that are written in Python: they take only the names that they declare. */
const OF_PYTHON = new Set(
  'norm split unflatten meshgrid einsum tensordot cdist broadcast_tensors stft istft'.split(' '),
);
/** Of `torch.nn.functional`, those that are not. */
const OF_C = new Set(
  `adaptive_avg_pool1d avg_pool1d avg_pool2d avg_pool3d conv1d conv2d conv3d conv_transpose1d conv_transpose2d
  conv_transpose3d cosine_similarity gelu hardshrink linear logsigmoid one_hot pairwise_distance pixel_shuffle
  pixel_unshuffle prelu relu_ selu_ softplus softshrink`.split(/\s+/),
);

/** The name that PyTorch has for an argument under NumPy's name, where that is among `taken` and the other is not. */
export function numpysName(key: string, taken: ReadonlySet<string>): string {
  const torchs = taken.has(key) ? undefined : TORCHS[key];
  return torchs !== undefined && taken.has(torchs) ? torchs : key;
}

/** Whether a function of `torch.nn.functional` is written in Python, unlike the one of its name in `torch`. */
export const isOfPython = (name: string): boolean => !OF_C.has(name);

/**
 * The arguments under the names of a rule.
 *
 * @throws PythonError TypeError for NumPy's name where the function is written in Python
 */
export function underTorchsNames(taken: readonly Short[], args: Arguments, name: string, ofPython: boolean): Arguments {
  if (args.keywords.size === 0) return args;
  const own = new Set(taken.map((one) => (typeof one === 'string' ? one : one[0])));
  const isForeign = (key: string): boolean => key in TORCHS && !own.has(key);
  const foreign = [...args.keywords.keys()].find(isForeign);
  if (foreign === undefined) return args;
  if (ofPython || OF_PYTHON.has(name))
    throw new PythonError('TypeError', `${name}() got an unexpected keyword argument '${foreign}'`);
  const renamed = ([key, value]: [string, Value]): [string, Value] => [numpysName(key, own), value];
  return { positional: args.positional, keywords: new Map([...args.keywords].map(renamed)) };
}
