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
/** Of ways that part: a net of four halvings has nine between the first and where its skip is joined. */
const MOST_PARTED = 10;
/** Calls ahead that are looked at: a loop may stack more than anybody reads. */
const FARTHEST = 2000;

/** How a tensor came to be. */
interface Way {
  /** The oldest first, each with the call that is told. */
  readonly steps: readonly { readonly call: Call; readonly step: Step }[];
  readonly calls: ReadonlySet<Call>;
}

/**
 * One for each tensor that went into the call. Ways that part are told from the last change ahead of where they do, so that both
 * begin alike.
 *
 * @param joined the axis along which they may differ
 */
export function originsOf(call: Call | undefined, joined?: number): Origin[] {
  const tensors = call?.inputs ?? [];
  const axes = differing(
    tensors.map(({ shape }) => shape),
    joined,
  );
  const ways = tensors.map((tensor) => wayTo(tensor, axes, tensors.length > 1 ? Infinity : MOST));
  return tensors.map(({ shape }, index) => ({ shape, axes, steps: parted(ways[index] as Way, ways) }));
}

/** The steps from the last one on that all ways have, where they have calls in common; else the last few. */
function parted(way: Way, ways: readonly Way[]): Step[] {
  const isShared = (call: Call): boolean => ways.every(({ calls }) => calls.has(call));
  const hasParted = ways.length > 1 && [...way.calls].some(isShared);
  const begin = hasParted ? way.steps.findLastIndex(({ call }) => isShared(call)) : -1;
  const told = way.steps.slice(Math.max(0, begin)).map(({ step }) => step);
  return told.slice(hasParted ? -MOST_PARTED : -MOST);
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

function wayTo(tensor: Tensor, axes: readonly number[] | null, most: number): Way {
  const steps: Way['steps'][number][] = []; // the newest first
  const calls = new Set<Call>();
  let at = innermost(tensor);
  while (at.producer && steps.length < most && calls.size < FARTHEST && !calls.has(at.producer.call)) {
    const { call } = at.producer;
    calls.add(call);
    const source = sourceOf(call, at, axes);
    if (source === null) {
      if (steps.length === 0 || call.inputs.length > 0)
        steps.push({ call, step: { ...placeOf(call), from: null, to: told(at.shape, axes) } });
      break;
    }
    const [from, to] = [told(source.shape, axes), told(at.shape, axes)];
    if (String(from) !== String(to) || source.shape.length !== at.shape.length)
      steps.push({ call, step: { ...placeOf(call), from, to } });
    at = innermost(source);
  }
  return { steps: steps.reverse(), calls };
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
