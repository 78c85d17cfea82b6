/** Why a shape is refused, in plain English: which axis is missing, which sizes differ. A page says it in its own language. */
import { refusedCall } from '../graph/graph.ts';
import type { Call } from '../graph/graph.ts';
import type { Shape } from '../graph/tensor.ts';
import { Refusal } from '../languages/python/errors.ts';
import type { PythonError } from '../languages/python/errors.ts';

const MISSING = 'An axis is missing: ';

/** Sentences; none where the framework's own words are as plain. */
export function plainReasons(error: PythonError): string[] {
  const call = refusedCall(error);
  if (!(error instanceof Refusal) || !call || !['rank', 'shape', 'channels'].includes(error.kind)) return [];
  const { input = call.inputs[0]?.shape, wanted, ndim, minimum, maximum } = error.facts as Facts;
  if (!input) return [];
  if (wanted) return ofModel(input, wanted);
  const torch = /^\w+?([123])d$/.exec(call.type)?.[1];
  if (torch) return ofTorch(input, Number(torch), error.kind);
  return error.kind === 'rank' ? ofLayer(input, ndim ?? minimum ?? maximum ?? null, call) : [];
}

interface Facts {
  readonly input?: Shape;
  /** What a model was made for, the batch included. */
  readonly wanted?: Shape;
  readonly ndim?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Keras's models take another last axis of 1, or none. */
function ofModel(input: Shape, wanted: Shape): string[] {
  const lacksBatch = input.length === wanted.length - 1 && fits(input, wanted.slice(1));
  if (lacksBatch) return [`${MISSING}the batch.`];
  const isShort = input.length === wanted.length - 1;
  const isKnown = isShort || input.length === wanted.length;
  if (!isKnown) return counted(input.length, wanted.length);
  const [found, due] = isShort ? [input, wanted.slice(0, -1)] : [input, wanted];
  const sizes = fits(found, due) ? [] : [`The sizes differ: ${product(found)} came, ${product(due)} is needed.`];
  return [...(isShort ? [`${MISSING}the channels.`] : []), ...sizes];
}

/** An input or data that goes into a window's layer lacks its channels, as a rule; behind another layer it may be anything. */
function ofLayer(input: Shape, needed: number | null, call: Call): string[] {
  const directions = /(?:Conv|Pool(?:ing)?)([123])D/.exec(call.type)?.[1];
  const due = needed ?? (directions ? Number(directions) + 2 : input.length);
  if (input.length === due) return [];
  const maker = call.inputs[0]?.producer?.call.type;
  const isMade = maker !== undefined && maker !== 'InputLayer';
  if (!directions || isMade || input.length !== due - 1) return counted(input.length, due);
  return [`${MISSING}${input[0] === null ? 'the channels' : 'the batch or the channels'}.`];
}

/** PyTorch reads an axis less as one image without a batch. */
function ofTorch(input: Shape, directions: number, kind: string): string[] {
  if (input.length === directions && kind === 'rank') return ['Two axes are missing: the batch and the channels.'];
  if (input.length !== directions + 1 || kind !== 'channels') return [];
  return [`${MISSING}the batch or the channels.`];
}

function counted(found: number, needed: number): string[] {
  return [`Too ${found < needed ? 'few' : 'many'} axes: ${found} came, ${needed} are needed.`];
}

function fits(found: Shape, due: Shape): boolean {
  return found.every((size, axis) => size === null || due[axis] === null || size === due[axis]);
}

/** The sizes without an open batch: `28×28`. */
function product(shape: Shape): string {
  return shape
    .slice(1)
    .map((size) => size ?? 'None')
    .join('×');
}
