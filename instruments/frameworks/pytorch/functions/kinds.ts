/** What kind of number comes out of an operation. */
import { mapTensors } from '../../../graph/graph.ts';
import { Tensor } from '../../../graph/tensor.ts';
import type { Value } from '../../../languages/python/values.ts';

const words = (text: string): Set<string> => new Set(text.split(/\s+/));
const ALWAYS: Readonly<Record<string, Set<string>>> = {
  int64: words('long argmax argmin argsort multinomial one_hot nonzero argwhere searchsorted bucketize count_nonzero'),
  int32: words('int'),
  float32: words('float'),
  float64: words('double'),
  float16: words('half'),
  complex64:
    words(`fft_fft fft_ifft fft_rfft fft_ihfft fft_fft2 fft_ifft2 fft_rfft2 fft_fftn fft_ifftn fft_rfftn complex polar
    view_as_complex`),
  bool: words(`bool eq ne lt le gt ge logical_and logical_or logical_xor logical_not isnan isinf isfinite any all`),
};
/** Their second output says where in the axis the first was found. */
const WITH_PLACES = words('max min topk sort median nanmedian kthvalue mode cummax cummin');
/** They give whole numbers where all that they get are whole. */
const KEEPING = words(`view reshape flatten unflatten permute transpose swapaxes movedim contiguous stack cat chunk
  split unbind squeeze unsqueeze sum prod cumsum expand repeat repeat_interleave flip roll clone detach add sub mul
  remainder floor_divide abs neg clamp meshgrid amax amin gather index_select masked_fill tril triu select narrow
  maximum minimum where zeros_like ones_like full_like`);

/** How an operation is called, beside its tensors. */
interface Told {
  /** Whether a number with a fraction is among its arguments. */
  readonly hasFraction: boolean;
  /** Whether it is asked for a kind. */
  readonly asksForKind: boolean;
}

/** The same tensors with the kind that the operation gives them. */
export function typed(name: string, inputs: readonly Tensor[], value: Value, told: Told): Value {
  if (WITH_PLACES.has(name)) return withPlaces(value);
  const always = Object.keys(ALWAYS).find((kind) => ALWAYS[kind]?.has(name));
  const [kind] = inputs.map(({ dtype }) => dtype);
  const isMagnitude = name === 'abs' && kind?.startsWith('complex');
  if (isMagnitude) return value; // real numbers
  const isWhole = kind !== undefined && /^u?int/.test(kind) && inputs.every(({ dtype }) => dtype === kind);
  const given = always ?? (isWhole && KEEPING.has(name) ? kind : undefined);
  const isSure = (always !== undefined || isKept(name, inputs, isWhole && told.hasFraction)) && !told.asksForKind;
  if (given === undefined && !isSure) return value;
  return mapTensors(value, (tensor) => {
    const made = new Tensor(tensor.cls, tensor.shape, given ?? kind ?? tensor.dtype, tensor.meta);
    made.isTyped = isSure;
    return made;
  });
}

function withPlaces(value: Value): Value {
  let output = 0;
  return mapTensors(value, (tensor) => {
    if (output++ !== 1) return tensor;
    const made = new Tensor(tensor.cls, tensor.shape, 'int64', tensor.meta);
    made.isTyped = true;
    return made;
  });
}

/** Sums of whole numbers are `int64`, whatever is summed; a fraction makes whole numbers floats. */
function isKept(name: string, inputs: readonly Tensor[], becomesFloat: boolean): boolean {
  const [kind] = inputs.map(({ dtype }) => dtype);
  const isAlike = inputs.every(({ dtype, isTyped }) => isTyped && dtype === kind);
  const isSum = /^(sum|prod|cumsum)$/.test(name);
  return (
    isAlike && KEEPING.has(name) && kind !== 'bool' && !becomesFloat && !(isSum && /^u?int(8|16|32)$/.test(kind ?? ''))
  );
}
