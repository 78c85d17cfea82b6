/** Why a layer cannot be. */
import type { Place } from '../reading/nodes.ts';
import type { Shape } from './shape.ts';

/**
 * When Keras says so: as the model is built, or as it is called. `text`: only the tracer says so, it does not follow;
 * `maybe`: it depends.
 */
export type Stage = 'text' | 'build' | 'call' | 'maybe';

/** A Reshape that does not fit: how many cells there are, and how many the sizes that are fixed make. */
interface Cells {
  readonly all: number;
  readonly rest: number;
  /** How many sizes are open. */
  readonly open: number;
  readonly sizes: Shape;
}

interface Details {
  readonly stage?: Stage;
  /** The key of Keras's words, where they are not under the code; "" where it has no short ones. */
  readonly says?: string;
  /** The argument that it is about. */
  readonly arg?: string;
  /** What the text has there, and what may be meant by it. */
  readonly got?: string;
  readonly near?: string;
  /** Where it is, if not at the argument. */
  readonly place?: Place;
  readonly cells?: Cells;
  /** What else fills the sentence. */
  readonly gaps?: Readonly<Record<string, string | number>>;
}

/** It is thrown, but is no Error: sizes are tried by the thousand, and a stack trace takes time. */
export class Refusal {
  readonly stage: Stage;
  readonly says: string;
  readonly arg: string | undefined;
  readonly got: string | undefined;
  readonly near: string;
  readonly place: Place | undefined;
  readonly cells: Cells | undefined;
  readonly gaps: Readonly<Record<string, string | number>>;

  /** @param code names the words */
  constructor(
    readonly code: string,
    private readonly details: Details = {},
  ) {
    const { stage = 'build', says = code, arg, got, near = '', place, cells, gaps = {} } = details;
    this.stage = stage;
    this.says = says;
    this.arg = arg;
    this.got = got;
    this.near = near;
    this.place = place;
    this.cells = cells;
    this.gaps = gaps;
  }

  /** The same of an argument. */
  of(arg: string): Refusal {
    return new Refusal(this.code, { ...this.details, arg });
  }
}

/** @throws Refusal */
export function refuse(code: string, details?: Details): never {
  throw new Refusal(code, details);
}

/** What the call refuses, though the layer was built. */
export const refusedCall = (code: string, details?: Details): Refusal =>
  new Refusal(code, { stage: 'call', ...details });

/** What depends on the build of TensorFlow: without oneDNN it refuses the call. */
export const dependsOnProcessor = (arg: string): Refusal => refusedCall('processor', { arg, stage: 'maybe' });
