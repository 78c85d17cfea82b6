/** From a paste to what it builds: read, traced, judged. */
import { errorOf, NO_COLUMNS } from '../frameworks/framework.ts';
import type { Fault, Framework, FrameworkFactory, Repair, TracedModel } from '../frameworks/framework.ts';
import { repairSteps, repairsOf } from '../repairs/repairs.ts';
import { changed } from '../repairs/repairs.ts';
import type { Reading } from '../repairs/repairs.ts';
import { NO_PROPOSALS } from '../repairs/rewriter.ts';
import type { SizedInput } from '../repairs/rewriter.ts';
import { fittingSizes, gives } from '../repairs/sizes.ts';
import type { FittingSizes } from '../repairs/sizes.ts';
import type { Shape } from '../graph/tensor.ts';
import type { Note, Unfollowed } from '../languages/python/clean.ts';
import { readPaste } from '../languages/python/read.ts';
import { Stop } from '../languages/python/run/frame.ts';
import { Interpreter } from '../languages/python/run/interpreter.ts';
import type { Value } from '../languages/python/values.ts';

export interface TraceOptions {
  readonly frameworks: readonly FrameworkFactory[];
  /** Input shapes that the reader gave, the batch axis included. */
  readonly inputs?: readonly Shape[];
  /** Values that the reader gave for expressions of the paste, written without spaces. */
  readonly settings?: ReadonlyMap<string, Value>;
  /** How long repairs of a fault may be looked for; without it none are. */
  readonly repairMilliseconds?: number;
  /** How long the paste may run; 3000 unless said otherwise. */
  readonly milliseconds?: number;
}

/** A model, and the framework whose it is; null where the paste is refused before it uses any. */
export interface FrameworkModel extends TracedModel {
  readonly framework: string | null;
}

export interface Trace {
  /** The framework that the paste uses; the first, if it uses several. */
  readonly framework: string | null;
  readonly models: readonly FrameworkModel[];
  /** What could touch a model and was not followed. */
  readonly unfollowed: readonly Unfollowed[];
  /** Expressions, and `input`, that the reader can fill in. */
  readonly asked: readonly string[];
  /** What is worth saying and changes no verdict. */
  readonly notes: readonly Note[];
  /** What was passed over because it stacks nothing: names and their lines. */
  readonly passed: readonly { readonly name: string; readonly lines: readonly number[] }[];
  /** Names that the paste uses without importing them, and what was meant. */
  readonly assumed: Readonly<Record<string, string>>;
  /** Expressions, and `input`, that the reader filled in and that the paste does not ask for. */
  readonly unneeded: readonly string[];
  readonly verdict: 'fits' | 'fault' | 'unfollowed';
  /** For each model that waits for an input, shapes that it may be meant for. */
  readonly likelyInputs: () => readonly (readonly Shape[])[];
}

/** Trace a paste. Never throws, whatever is pasted. */
export function trace(paste: string, options: TraceOptions): Trace {
  const { traced } = withoutNeed(read(paste, options), paste, options);
  const milliseconds = options.repairMilliseconds ?? 0;
  if (milliseconds <= 0 || traced.verdict !== 'fault') return traced;
  const whole = wholly(options);
  const found = repairsOf(paste, whole(paste), whole, milliseconds);
  return { ...traced, models: withRepairs(traced.models, found) };
}

/** An input that was given is needed where the paste asks for one without it. */
function withoutNeed(reading: ReturnType<typeof read>, paste: string, options: TraceOptions): ReturnType<typeof read> {
  if ((options.inputs ?? []).length === 0) return reading;
  const { traced } = read(paste, { ...options, inputs: [] });
  if (traced.asked.includes('input')) return reading;
  return { ...reading, traced: { ...reading.traced, unneeded: [...reading.traced.unneeded, 'input'] } };
}

/** The repairs of a paste's first fault; each step is one trial, so that a page can answer in between. */
export function* repairs(paste: string, options: TraceOptions): Generator<undefined, readonly Repair[]> {
  const whole = wholly(options);
  const reading = whole(paste);
  yield;
  const milliseconds = options.repairMilliseconds ?? 0;
  return reading.faults.length > 0 ? yield* repairSteps(paste, reading, whole, milliseconds) : [];
}

/**
 * Which sizes of the input fit, from 1 to 512 on all sides alike; each step tries one, so that a page can answer in
 * between. Null where the paste has not one input with sizes.
 *
 * @param wanted only those with which a model gives this shape, `(None, 64, 64, 2)`
 */
export function* sizes(
  paste: string,
  options: TraceOptions,
  wanted: Shape | null = null,
): Generator<undefined, FittingSizes | null> {
  const { reading } = read(paste, { ...options, goesOn: true });
  const { input, cleaned } = reading;
  if (!input) return null;
  return yield* fittingSizes((size) => {
    const { traced } = read(changed(paste, cleaned, input.with(input.now.map(() => size)).changes), options);
    const isFollowed = traced.unfollowed.length <= reading.unfollowed && traced.asked.length <= reading.asked;
    if (traced.verdict === 'fault' || !isFollowed) return false;
    return wanted === null || traced.models.some(({ outputs }) => gives(outputs, wanted));
  });
}

/** All of them at once. */
export function allSizes(...given: Parameters<typeof sizes>): FittingSizes | null {
  const steps = sizes(...given);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** What stands behind the fault is read too: a repair must not be held for worse because more is reached. */
function wholly(options: TraceOptions): (text: string) => Reading {
  return (text) => read(text, { ...options, goesOn: true }).reading;
}

/** Repairs are those of the first fault. */
function withRepairs(models: readonly FrameworkModel[], repairs: readonly Repair[]): FrameworkModel[] {
  const first = models.findIndex(({ fault }) => fault !== null);
  return models.map((model, index) =>
    index === first && model.fault ? { ...model, fault: { ...model.fault, repairs } } : model,
  );
}

function read(
  paste: string,
  options: TraceOptions & { goesOn?: boolean },
): {
  traced: Trace;
  reading: ReturnType<typeof readingOf>;
} {
  const { text, notes, cells, cuts, block } = readPaste(paste);
  const interpreter = new Interpreter(text, { ...options, cells });
  interpreter.notes.push(...notes);
  interpreter.run(block);
  for (const { opened, end } of cuts) {
    if (end === null) interpreter.notFollowed('a bracket of this line is never closed', { line: opened });
    else interpreter.notFollowed(`the text ends here, inside the bracket of line ${opened}`, { line: end });
  }
  const models = modelsOf(interpreter, options.inputs ?? []);
  const reading = readingOf(interpreter, models);
  if (models.length === 0 && interpreter.unfollowed.length === 0) {
    // no part of the reading: of tensors alone, once they are repaired, nothing else is to be told
    interpreter.notFollowed('no model was found in this paste', { line: 1 });
  }
  return { traced: traceOf(interpreter, models), reading };
}

/** What repairs ask of a reading. */
export function readingOf(
  interpreter: Interpreter,
  models: readonly FrameworkModel[],
): Reading & { input: SizedInput | null } {
  const faults = distinct(models.flatMap(({ fault }) => (fault ? [fault] : [])));
  return {
    cleaned: interpreter.paste,
    faults,
    unfollowed: interpreter.unfollowed.length,
    asked: interpreter.asked.size,
    known: models.filter(({ outputs, fault }) => outputs !== null && fault === null).length,
    outputs: models.map(({ outputs, fault }) => (fault === null ? outputs : null)),
    get reached() {
      return reachedBy(interpreter, faults[0]);
    },
    isBeforeCalls: interpreter.graph.calls.length === 0,
    get input() {
      const [framework] = interpreter.used;
      return framework?.inputSizes() ?? null;
    },
    proposals: () => {
      const error = faults[0] && errorOf(faults[0]);
      const owner = models.find(({ fault }) => fault !== null)?.framework;
      const framework = [...interpreter.used].find(({ name }) => name === owner);
      return error && framework ? framework.proposals(error) : NO_PROPOSALS;
    },
  };
}

/** One refusal is the fault of each model that it breaks. */
function distinct(faults: readonly Fault[]): Fault[] {
  const errors = faults.map(errorOf);
  return faults.filter((_, index) => errors[index] === undefined || errors.indexOf(errors[index]) === index);
}

/** The call that was refused, counted; else those that came before. */
function reachedBy({ graph }: Interpreter, fault: Fault | undefined): number {
  const error = fault && errorOf(fault);
  const at = graph.calls.findLastIndex((call) => error !== undefined && call.fault === error); // the innermost
  return at < 0 ? (error?.calls ?? 0) : at;
}

function traceOf(interpreter: Interpreter, models: readonly FrameworkModel[]): Trace {
  return {
    framework: [...interpreter.used][0]?.name ?? null,
    models,
    unfollowed: interpreter.unfollowed,
    asked: [...interpreter.asked],
    notes: interpreter.notes,
    passed: [...interpreter.passed].map(([name, lines]) => ({ name, lines: [...lines] })),
    assumed: Object.fromEntries(interpreter.assumed),
    unneeded: [...interpreter.settings.keys()].filter((expression) => !interpreter.usedSettings.has(expression)),
    verdict: verdictOf(models, interpreter),
    likelyInputs: () => [...interpreter.used].flatMap((framework) => framework.likelyInputs()),
  };
}

function verdictOf(models: readonly TracedModel[], interpreter: Interpreter): Trace['verdict'] {
  if (models.some(({ fault }) => fault !== null)) return 'fault';
  return interpreter.unfollowed.length > 0 || interpreter.asked.size > 0 ? 'unfollowed' : 'fits';
}

/** What a paste that was run has built, with its faults. @param inputs the shapes that the reader gave */
export function modelsOf(interpreter: Interpreter, inputs: readonly Shape[]): FrameworkModel[] {
  const models: FrameworkModel[] = [];
  for (const framework of interpreter.used) {
    const built = guarded(interpreter, () => framework.models(inputs));
    models.push(...built.map((model) => ({ ...model, framework: framework.name })));
  }
  const [first] = interpreter.used;
  for (const error of interpreter.faults) {
    const unfinished = (): TracedModel => (first ? first.unfinished(error) : bare(error));
    if (!error.caught) models.push({ ...unfinished(), framework: first?.name ?? null });
  }
  return models;
}

/** The framework calls models of the paste, which may run into the same bounds as the paste itself. */
function guarded(interpreter: Interpreter, run: () => TracedModel[]): TracedModel[] {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Stop || error instanceof RangeError)) throw error;
    interpreter.notFollowed(error instanceof Stop ? error.message : 'this goes too deep to be followed');
    return [];
  }
}

/** A fault where no framework is used at all: `1 / 0`. */
function bare(error: Parameters<Framework['unfinished']>[0]): TracedModel {
  const fault = {
    line: error.line,
    layer_line: null,
    kind: error.type,
    says: error.preamble + error.message,
    reason: error.message,
    plain: [],
    origins: [],
    repairs: [],
  };
  const nothing = {
    name: null,
    variable: null,
    type: 'none',
    layers: [],
    inputs: null,
    outputs: null,
    parameters: null,
    ...NO_COLUMNS,
  };
  return { ...nothing, line: error.line, fault };
}
