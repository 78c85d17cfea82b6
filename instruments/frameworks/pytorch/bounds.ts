/** Between which numbers those of a tensor lie, as far as the paste makes them of numbers: positions of `torch.arange(n)`. */
import { mapTensors } from '../../graph/graph.ts';
import { Tensor } from '../../graph/tensor.ts';
import { Refusal } from '../../languages/python/errors.ts';
import type { Value } from '../../languages/python/values.ts';
import { Numbers } from './session.ts';

/** The least and the greatest number of a tensor that is made of one whose numbers are known: its `meta`. */
class Bounds {
  constructor(
    readonly least: number,
    readonly most: number,
    /** Until something changes it in place. */
    public isKnown = true,
  ) {}
}

/** Operations that change no number. */
const KEEPS = new Set(
  `unsqueeze squeeze view view_as reshape flatten unflatten expand expand_as repeat repeat_interleave to long int clone detach
   contiguous transpose permute swapaxes movedim flip roll t`.split(/\s+/),
);

function boundsOf({ meta }: Tensor): Bounds | undefined {
  if (meta instanceof Bounds) return meta.isKnown ? meta : undefined;
  if (!(meta instanceof Numbers) || meta.all.length === 0) return undefined;
  const [least, most] = meta.all.reduce(
    ([low, high], one): [number, number] => [Math.min(low, one), Math.max(high, one)],
    [Infinity, -Infinity] as [number, number],
  );
  return new Bounds(least, most);
}

/** What an operation gives has the numbers of its input, where it changes none. */
export function withBounds(name: string, [input]: readonly Tensor[], value: Value): Value {
  const known = KEEPS.has(name) && input ? boundsOf(input) : undefined;
  if (!known) return value;
  return mapTensors(value, (tensor) => {
    const made = new Tensor(tensor.cls, tensor.shape, tensor.dtype, known);
    made.field = tensor.field;
    made.strides = tensor.strides;
    made.isTyped = tensor.isTyped;
    return made;
  });
}

export function forgetBounds({ meta }: Tensor): void {
  if (meta instanceof Bounds) meta.isKnown = false;
}

/** @throws Refusal IndexError for a row that a table does not have */
export function requireRows(places: Tensor | undefined, rows: number | null): void {
  const { least, most } = (places && boundsOf(places)) ?? { least: 0, most: -1 };
  if (rows === null || (least >= 0 && most < rows)) return;
  throw new Refusal('IndexError', 'index out of range in self', 'rows', { rows, most });
}
