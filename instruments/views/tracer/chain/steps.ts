/** Long work as a generator, one `yield` between steps, so that a page can stop in between. */
export type Steps<Result> = Generator<undefined, Result>;

/** What all steps together return, done in one go. */
export function finished<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
