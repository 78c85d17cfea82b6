/** An input for a paste that does not say its own: tried before it is offered. */
import type { Shape } from '../graph/tensor.ts';
import { trace } from './trace.ts';
import type { FrameworkModel, Trace, TraceOptions } from './trace.ts';
import type { Offered } from './mended_input.ts';

interface Trial {
  readonly input: Shape;
  readonly fits: boolean;
  /** How many layers were reached. */
  readonly reached: number;
}

/**
 * For each model that waits for an input the first of its likely shapes with which it fits, else the one with which it
 * gets furthest; each step is one trial, so that a page can answer in between. Null where there is none, where no layer
 * is reached with it, or where something else of the paste is not known.
 *
 * @param found the trace without an input
 */
export function* likelyInput(paste: string, options: TraceOptions, found: Trace): Generator<undefined, Offered | null> {
  const candidates = found.likelyInputs();
  const waiting = [...found.models.keys()].filter((index) => isWaiting(found.models[index]));
  const isOnlyInput = found.asked.length === 1 && found.asked[0] === 'input' && found.unfollowed.length === 0;
  if (!isOnlyInput || waiting.length !== candidates.length) return null;
  const best: (Trial | undefined)[] = candidates.map(() => undefined);
  const most = Math.max(0, ...candidates.map(({ length }) => length));
  for (let turn = 0; turn < most && !best.every((one) => one?.fits); turn++) {
    const inputs = candidates.map((shapes) => shapes[Math.min(turn, shapes.length - 1)]);
    if (!inputs.every((one) => one !== undefined)) return null;
    const { models, unfollowed, asked } = trace(paste, { ...options, inputs, repairMilliseconds: 0 });
    const isKnown = unfollowed.length === 0 && asked.length === 0; // else neither "fits" nor "breaks" can be said
    if (!isKnown || models.length !== found.models.length) return null;
    for (const [place, index] of waiting.entries()) {
      const trial = trialOf(models[index], inputs[place] as Shape);
      if (isBetter(trial, best[place])) best[place] = trial;
    }
    yield;
  }
  return offered(best);
}

const isWaiting = (model: FrameworkModel | undefined): boolean => model?.inputs === null && model.fault === null;

function trialOf(model: FrameworkModel | undefined, input: Shape): Trial {
  const reached = model?.layers.filter(({ output_shape }) => output_shape !== null).length ?? 0;
  return { input, fits: model?.fault === null && model.outputs !== null, reached };
}

function isBetter(trial: Trial, best: Trial | undefined): boolean {
  return !best?.fits && (trial.fits || trial.reached > (best?.reached ?? 0));
}

function offered(best: readonly (Trial | undefined)[]): Offered | null {
  if (best.length === 0 || !best.every((one) => one !== undefined)) return null;
  return { why: 'unsaid', inputs: best.map(({ input }) => input), fits: best.every(({ fits }) => fits) };
}
