/** What takes long, done in slices, so that the page answers in between. */

/** Milliseconds that a slice may take. */
const SLICE = 8;

/** Milliseconds after which a frame is no longer waited for. */
const UNPAINTED = 200;

export class Slices<Result> {
  private later: ReturnType<typeof setTimeout> | undefined;

  /** @param attempt does a slice, and sees to what it throws */
  constructor(private readonly attempt: (slice: () => void) => void = (slice) => slice()) {}

  get isPending(): boolean {
    return this.later !== undefined;
  }

  /** @param pause milliseconds until it begins */
  run(steps: () => Generator<undefined, Result>, pause: number, then: (result: Result) => void): void {
    this.stop();
    this.later = setTimeout(() => this.attempt(() => this.slice(steps(), then)), pause);
  }

  /** Begins once the browser has painted what was done before; where it paints nothing, as in a hidden tab, all the same. */
  runPainted(steps: () => Generator<undefined, Result>, then: (result: Result) => void): void {
    this.run(steps, UNPAINTED, then);
    const { later } = this;
    requestAnimationFrame(() => {
      if (this.later === later) this.run(steps, 0, then);
    });
  }

  stop(): void {
    clearTimeout(this.later);
    this.later = undefined;
  }

  /** What fails is over. */
  private next(steps: Generator<undefined, Result>): IteratorResult<undefined, Result> {
    try {
      return steps.next();
    } catch (error) {
      this.later = undefined;
      throw error;
    }
  }

  private slice(steps: Generator<undefined, Result>, then: (result: Result) => void): void {
    const end = performance.now() + SLICE;
    do {
      const step = this.next(steps);
      if (step.done) {
        this.later = undefined;
        then(step.value);
        return;
      }
    } while (performance.now() < end);
    this.later = setTimeout(() => this.attempt(() => this.slice(steps, then)), 0);
  }
}
