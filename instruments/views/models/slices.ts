/** What takes long, done in slices, so that the page answers in between. */

/** Milliseconds that a slice may take. */
const SLICE = 8;

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

  stop(): void {
    clearTimeout(this.later);
    this.later = undefined;
  }

  private slice(steps: Generator<undefined, Result>, then: (result: Result) => void): void {
    const end = performance.now() + SLICE;
    do {
      const step = steps.next();
      if (step.done) {
        this.later = undefined;
        then(step.value);
        return;
      }
    } while (performance.now() < end);
    this.later = setTimeout(() => this.attempt(() => this.slice(steps, then)), 0);
  }
}
