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

/** What a rule leaves to `**kwargs`, as it changes no size. */
const BESIDES = new Set(
  `dtype out device layout requires_grad pin_memory memory_format non_blocking generator correction largest sorted
  descending stable alpha rounding_mode value output_size sparse_grad unbiased reduce include_self accumulate eps
  _stacklevel weight bias running_var training momentum use_input_stats padding_idx max_norm norm_type
  scale_grad_by_freq sparse keepdim norm other index src end step`.split(/\s+/),
);

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
  if (own.has('**kwargs') && (own.has('dim') || !own.has('*rest'))) requireTaken(own, args, name);
  const foreign = [...args.keywords.keys()].find(isForeign);
  if (foreign === undefined) return args;
  if (ofPython || OF_PYTHON.has(name))
    throw new PythonError('TypeError', `${name}() got an unexpected keyword argument '${foreign}'`);
  const renamed = ([key, value]: [string, Value]): [string, Value] => {
    const torchs = isForeign(key) ? (TORCHS[key] as string) : key;
    return [own.has(torchs) ? torchs : key, value];
  };
  return { positional: args.positional, keywords: new Map([...args.keywords].map(renamed)) };
}

/** @throws PythonError TypeError for a name that it does not have: `x.sum(dims=1)` */
function requireTaken(own: ReadonlySet<string>, args: Arguments, name: string): void {
  const isTaken = (key: string): boolean => own.has(key) || key in TORCHS || BESIDES.has(key);
  const other = [...args.keywords.keys()].find((key) => !isTaken(key));
  if (other === undefined) return;
  const isOverloaded = /^(sum|nansum|mean|prod|max|min|(nan)?median|sort|std|var|(std|var)_mean|any|all)$/.test(name);
  const what = isOverloaded
    ? 'received an invalid combination of arguments'
    : `got an unexpected keyword argument '${other}'`;
  throw new PythonError('TypeError', `${name}() ${what}`);
}
