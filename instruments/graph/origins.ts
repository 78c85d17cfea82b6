/** How the tensors that a call refused came to their sizes: which calls ahead of it made them. */
import { Instance } from '../languages/python/classes.ts';
import type { Call } from './graph.ts';
import type { Dimension, Shape, Tensor } from './tensor.ts';

/** A call that changed a size. */
export interface Step {
  readonly line: number;
  /** `MaxPooling2D` */
  readonly type: string;
  /** The sizes that are told, before and after; before is null where it began there. */
  readonly from: Shape | null;
  readonly to: Shape;
}

export interface Origin {
  readonly shape: Shape;
  /** Of several tensors those in which they differ, of which alone sizes are told; null where it is the whole shape. */
  readonly axes: readonly number[] | null;
  /** The last calls that changed these sizes, the oldest first. */
  readonly steps: readonly Step[];
}

const MOST = 3;

/**
 * One for each tensor that went into the call.
 *
 * @param joined the axis along which they may differ
 */
export function originsOf(call: Call | undefined, joined?: number): Origin[] {
  const tensors = call?.inputs ?? [];
  const axes = differing(
    tensors.map(({ shape }) => shape),
    joined,
  );
  return tensors.map((tensor) => ({ shape: tensor.shape, axes, steps: stepsTo(tensor, axes) }));
}

/** What a refusal tells of an argument of the module that refuses: `in_features`, of the weight that it made. */
export interface Asked {
  readonly name: string;
  readonly value: number;
  readonly weight: Shape;
}

/** The weight of the module that refused a call, with the line that made it so. */
export function originOfWeight(call: Call | undefined, { name, value, weight }: Asked): Origin[] {
  const { callee, type } = call ?? {};
  if (!(callee instanceof Instance) || callee.line <= 0) return [];
  return [
    {
      shape: weight,
      axes: null,
      steps: [{ line: callee.line, type: `${type ?? ''}(${name}=${value})`, from: null, to: weight }],
    },
  ];
}

/** The axes on which shapes of one rank differ; null where all of a shape is to be told. */
function differing(shapes: readonly Shape[], joined?: number): readonly number[] | null {
  const [first = [], ...others] = shapes;
  if (others.length === 0 || others.some(({ length }) => length !== first.length)) return null;
  const axes = first.flatMap((size, axis) =>
    axis !== joined && others.some((shape) => shape[axis] !== size) ? [axis] : [],
  );
  return axes.length > 0 ? axes : null;
}

function stepsTo(tensor: Tensor, axes: readonly number[] | null): Step[] {
  const steps: Step[] = [];
  const seen = new Set<Call>();
  let at = innermost(tensor);
  while (at.producer && steps.length < MOST && !seen.has(at.producer.call)) {
    const { call } = at.producer;
    seen.add(call);
    const source = sourceOf(call, at, axes);
    if (source === null) {
      if (steps.length === 0 || call.inputs.length > 0)
        steps.unshift({ ...placeOf(call), from: null, to: told(at.shape, axes) });
      break;
    }
    const [from, to] = [told(source.shape, axes), told(at.shape, axes)];
    if (String(from) !== String(to) || source.shape.length !== at.shape.length)
      steps.unshift({ ...placeOf(call), from, to });
    at = innermost(source);
  }
  return steps;
}

/** Of what goes into a call the tensor that what comes out follows from in these sizes; null where there is none, or not one. */
function sourceOf(call: Call, made: Tensor, axes: readonly number[] | null): Tensor | null {
  const [first, ...others] = call.inputs;
  if (!first) return null;
  const isOne = others.every(({ shape }) => String(told(shape, axes)) === String(told(first.shape, axes)));
  if (isOne) return first;
  return call.inputs.find(({ shape }) => String(told(shape, axes)) === String(told(made.shape, axes))) ?? null;
}

function told(shape: Shape, axes: readonly number[] | null): Dimension[] {
  return axes ? axes.map((axis) => shape[axis] ?? null) : [...shape];
}

/** A model's output is that of the last call in it. */
function innermost(tensor: Tensor): Tensor {
  let at = tensor;
  for (;;) {
    const inner = at.producer?.call.returned[at.producer.index];
    if (!inner?.producer || (at.producer?.call.children.length ?? 0) === 0) return at;
    at = inner;
  }
}

/** Where the paste calls it; where a stack calls it, where it was made. */
export function placeOf(call: Call): Pick<Step, 'line' | 'type'> {
  const { callee, site, type } = call;
  const made = callee instanceof Instance ? callee : null;
  const isInside = made?.site && site && made.site.from >= site.from && made.site.to <= site.to;
  const isStacked = isInside || call.parent?.line === call.line;
  return { line: (isStacked && made?.line) || call.line, type };
}
