/** `keras.layers.InputSpec`: what a layer asks of its input before it computes anything. */
import type { Shape, Tensor } from '../../graph/tensor.ts';
import { Refusal } from '../../languages/python/errors.ts';
import { tuple } from './text.ts';

export interface InputSpec {
  readonly ndim?: number;
  readonly minimumNdim?: number;
  readonly maximumNdim?: number;
  /** The size that an axis must have; negative axes count from the end. */
  readonly axes?: ReadonlyMap<number, number | null>;
  readonly shape?: Shape;
  readonly name?: string | null;
  /** Whether `(n, 28, 28)` passes for `(n, 28, 28, 1)` and the other way round, as for the inputs of a model. */
  readonly allowLastAxisSqueeze?: boolean;
}

/** `assert_input_compatibility`. @throws Refusal ValueError, kind `rank` or `shape` */
export function assertCompatible(specs: readonly InputSpec[], inputs: readonly Tensor[], layer: string): void {
  if (specs.length === 0) return;
  if (inputs.length !== specs.length) {
    const message =
      `Layer "${layer}" expects ${specs.length} input(s), but it received ${inputs.length} input tensors. ` +
      `Inputs received: [${inputs.map(({ shape }) => `<KerasTensor shape=${tuple(shape)}>`).join(', ')}]`;
    throw new Refusal('ValueError', message, 'inputs', { expected: specs.length });
  }
  specs.forEach((spec, index) => {
    assertOne(spec, (inputs[index] as Tensor).shape, index, layer);
  });
}

function assertOne(spec: InputSpec, shape: Shape, index: number, layer: string): void {
  const start = `Input ${index} with name '${spec.name ?? 'None'}' of layer '${layer}' is incompatible with the layer: `;
  const full = `Full shape received: ${tuple(shape)}`;
  const found = shape.length;
  const refuse = (kind: string, said: string, facts: Record<string, unknown>): Refusal =>
    new Refusal('ValueError', start + said, kind, { input: shape, ...facts });

  if (spec.ndim !== undefined && !spec.allowLastAxisSqueeze && found !== spec.ndim) {
    throw refuse('rank', `expected ndim=${spec.ndim}, found ndim=${found}. ${full}`, { ndim: spec.ndim });
  }
  if (spec.maximumNdim !== undefined && found > spec.maximumNdim) {
    throw refuse('rank', `expected max_ndim=${spec.maximumNdim}, found ndim=${found}`, { maximum: spec.maximumNdim });
  }
  if (spec.minimumNdim !== undefined && found < spec.minimumNdim) {
    throw refuse('rank', `expected min_ndim=${spec.minimumNdim}, found ndim=${found}. ${full}`, {
      minimum: spec.minimumNdim,
    });
  }
  for (const [axis, wanted] of spec.axes ?? []) {
    const size = shape.at(axis);
    if (wanted === null || size === null || size === wanted) continue;
    const said = `expected axis ${axis} of input shape to have value ${wanted}, but received input with shape ${tuple(shape)}`;
    throw refuse('axis', said, { axis, wanted });
  }
  if (spec.shape) assertShape(spec, spec.shape, shape, refuse);
}

function assertShape(
  spec: InputSpec,
  wanted: Shape,
  shape: Shape,
  refuse: (kind: string, said: string, facts: Record<string, unknown>) => Refusal,
): void {
  const squeeze = (one: Shape): Shape => (spec.allowLastAxisSqueeze && one.at(-1) === 1 ? one.slice(0, -1) : one);
  const left = squeeze(wanted);
  const right = squeeze(shape);
  left.forEach((size, axis) => {
    const other = right[axis];
    if (size === null || other === null || other === undefined || size === other) return;
    throw refuse('shape', `expected shape=${tuple(wanted)}, found shape=${tuple(right)}`, { wanted });
  });
}
