// @ts-check
// Work in small steps, as generators write it, so that no task holds the page up.

const SLICE = 12 // milliseconds

/** What a generator returns, all its steps in one go. @template T @param {Generator<void, T>} steps @returns {T} */
export function finished(steps) {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return /** @type {T} */ (value)
  }
}

/**
 * Does as many steps as fit into a slice, and the others in later tasks.
 * @template T @param {Generator<void, T>} steps @param {(found: T) => void} then
 * @param {(later: () => void) => void} wait what takes the next slice
 */
export function sliced(steps, then, wait) {
  const end = performance.now() + SLICE
  do {
    const { done, value } = steps.next()
    if (done) return then(/** @type {T} */ (value))
  } while (performance.now() < end)
  wait(() => sliced(steps, then, wait))
}
