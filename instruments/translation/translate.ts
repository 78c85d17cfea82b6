/** A traced model of one framework as code of the other, with the lines that copy the weights. */
import { edgeOf } from '../graph/graph.ts';
import type { Program, Step } from '../graph/program.ts';
import type { Shape, Tensor } from '../graph/tensor.ts';
import { Draft, identity, Place, spatialOrder } from './draft.ts';
import type { TargetTensor, LayerNote } from './draft.ts';
import { writerOf } from './families/index.ts';
import { Untranslated } from './operation.ts';
import type { FrameworkName, Operation } from './operation.ts';
import { printKeras, printPytorch } from './printing.ts';
import { Reading } from './reading.ts';

interface Port {
  /** As the source model takes or gives it. */
  readonly shape: Shape;
  /** Axis i of the translated model's tensor is axis `order[i]` of the source's. */
  readonly order: readonly number[];
}

export interface InputPort extends Port {
  /** How many rows its whole numbers may name, where it goes into an embedding. */
  readonly rows: number | null;
}

interface Translation {
  readonly target: FrameworkName;
  /** The model, which runs as it stands; where something is missing it raises there. */
  readonly code: string;
  /** `weights_of(source model)`, to be run where the source's framework is. */
  readonly weights: string;
  /** What is done with what `weights_of` gave, where `code` was run. */
  readonly load: string;
  readonly inputs: readonly InputPort[];
  readonly outputs: readonly Port[];
  readonly notes: readonly LayerNote[];
  /** Layers without a translation that gives the same values. */
  readonly missing: readonly LayerNote[];
}

/** What was read of a step's output: operations, or why there are none. */
interface Read {
  readonly step: Step;
  readonly index: number;
  readonly operations: readonly Operation[] | Untranslated;
}

export function translate(program: Program, source: FrameworkName, name: string): Translation {
  const target = source === 'keras' ? 'pytorch' : 'keras';
  const reading = new Reading(program, source);
  const read = readAll(program, reading);
  const draft = new Draft(target);
  const targets = new Map<string | Tensor, TargetTensor>();
  const inputs = program.inputs.map((tensor): TargetTensor & InputPort => {
    const first = firstUse(tensor, read);
    const value = draft.input(tensor.shape, orderOf(tensor, first, target, source, read));
    targets.set(edgeOf(tensor), value);
    return { ...value, rows: first?.kind === 'embedding' ? first.rows : null };
  });
  const writing = { draft, targets, reading, calls: countCalls(read), keys: new Map<object, string>() };
  for (const one of read) write(one, writing);
  draft.fixesBatch = mixesBatch(read);
  const outputs = program.outputs.map((tensor) => {
    const known = program.changed.has(tensor) ? undefined : targets.get(edgeOf(tensor));
    const value = known ?? raiseOutput(tensor, program, draft);
    return value.shape.length < 4 ? draft.inSourceOrder(value) : value;
  });
  const print = target === 'pytorch' ? printPytorch : printKeras;
  const { notes, missing } = draft;
  return {
    target,
    ...print(draft, { name, inputs, outputs, sources: reading.sources }),
    inputs: inputs.map(portOf),
    outputs: outputs.map(({ shape, order }) => ({ shape, order })),
    notes,
    missing,
  };
}

const portOf = ({ shape, order, rows }: InputPort): InputPort => ({ shape, order, rows });

function readAll(program: Program, reading: Reading): Read[] {
  const used = new Set([...program.outputs, ...program.steps.flatMap(({ inputs }) => inputs)].map(edgeOf));
  return program.steps.flatMap((step) =>
    step.outputs.flatMap((tensor, index): Read[] => {
      if (!used.has(edgeOf(tensor))) return [];
      try {
        return [{ step, index, operations: reading.operations(step, index) }];
      } catch (error) {
        if (!(error instanceof Untranslated)) throw error;
        return [{ step, index, operations: error }];
      }
    }),
  );
}

/** The first operation that an input goes into. */
function firstUse(tensor: Tensor, read: readonly Read[]): Operation | undefined {
  const key = edgeOf(tensor);
  const first = read.find(({ step }) => step.inputs.some((one) => edgeOf(one) === key));
  return first && !(first.operations instanceof Untranslated) ? first.operations[0] : undefined;
}

/** The order of axes in which the translated model takes an input: that of its framework, for pictures. */
function orderOf(
  { shape }: Tensor,
  first: Operation | undefined,
  target: FrameworkName,
  source: FrameworkName,
  read: readonly Read[],
): number[] {
  if (first?.kind === 'recurrent') return first.batch === 1 ? [1, 0, 2] : identity(shape.length);
  if (first && 'channels' in first && first.channels !== undefined && shape.length > 2) {
    return spatialOrder(target, shape.length - 2, first.channels);
  }
  if (shape.length < 4) return identity(shape.length);
  const spatial = read
    .flatMap(({ operations }) => (operations instanceof Untranslated ? [] : operations))
    .find((one) => 'rank' in one && one.rank === shape.length - 2);
  const usual = source === 'keras' ? shape.length - 1 : 1;
  return spatialOrder(target, shape.length - 2, (spatial as { channels?: number } | undefined)?.channels ?? usual);
}

/**
 * Whether PyTorch takes another axis for the batch at one layer than at the next: Keras then must know the batch's size,
 * which it else leaves open.
 */
function mixesBatch(read: readonly Read[]): boolean {
  const all = read.flatMap(({ operations }) => (operations instanceof Untranslated ? [] : operations));
  const moves = all.some(
    (one) => (one.kind === 'permute' && one.axes[0] !== 0) || (one.kind === 'recurrent' && one.batch === 1),
  );
  return moves && all.some((one) => 'channels' in one || one.kind === 'reshape');
}

function countCalls(read: readonly Read[]): Map<object, number> {
  const calls = new Map<object, number>();
  for (const { step } of read) if (step.layer) calls.set(step.layer, (calls.get(step.layer) ?? 0) + 1);
  return calls;
}

/** For an output that is none of a step: a table that the paste fills in place, or a weight. */
function raiseOutput({ shape }: Tensor, { root }: Program, draft: Draft): TargetTensor {
  const says =
    'it gives a tensor that no layer makes: one that is filled in place, a weight or a constant of the paste';
  return draft.raise('output', root.line, { type: root.cls.name, says }, shape);
}

interface Writing {
  readonly draft: Draft;
  readonly targets: Map<string | Tensor, TargetTensor>;
  readonly reading: Reading;
  readonly calls: ReadonlyMap<object, number>;
  readonly keys: Map<object, string>;
}

/** The same for every call of one layer. */
function keyOf(one: object, keys: Map<object, string>): string {
  const key = keys.get(one) ?? String(keys.size);
  keys.set(one, key);
  return key;
}

function write({ step, index, operations }: Read, { draft, targets, reading, calls, keys }: Writing): void {
  const output = step.outputs[index] as Tensor;
  const name = reading.nameOf(step);
  const line = step.layer?.line || step.call.line;
  try {
    if (operations instanceof Untranslated) throw operations;
    if (step.takesChanged) throw new Untranslated('it takes a tensor that the paste changes in place');
    const isShared = step.layer !== null && (calls.get(step.layer) ?? 0) > 1;
    let place = new Place(
      draft,
      step.inputs.map((tensor) => targetOf(tensor, targets)),
      name,
      output.shape,
      keyOf(step.layer ?? step, keys),
      isShared,
      line,
    );
    for (const operation of operations) {
      if ('misplaced' in operation && operation.misplaced) place.note(operation.misplaced, { differs: true });
      place = place.with(writerOf(operation, draft.target)(operation, place));
    }
    targets.set(edgeOf(output), place.input);
  } catch (error) {
    if (!(error instanceof Untranslated)) throw error;
    targets.set(edgeOf(output), draft.raise(name, line, { type: step.type, says: error.message }, output.shape));
  }
}

function targetOf(tensor: Tensor, targets: ReadonlyMap<string | Tensor, TargetTensor>): TargetTensor {
  const value = targets.get(edgeOf(tensor));
  if (value) return value;
  throw new Untranslated('it takes a tensor that no layer makes: a weight or a constant of the paste');
}
