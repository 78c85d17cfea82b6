/** Small texts, read in a browser's idle time: by then it has compiled what reads, and reads a first long paste a quarter sooner. */

/** How often each text is read: with 6 a first paste of 98 KB took a fifth longer, as less was compiled for good. */
const ROUNDS = 24;

/** Not where the reader saves data, and with it the battery. @param read what is done with each text */
export function warm(texts: readonly string[], read: (text: string) => void): void {
  const { connection } = navigator as Navigator & { connection?: { readonly saveData?: boolean } };
  if (connection?.saveData === true || !('requestIdleCallback' in globalThis)) return;
  // another text each time, as one that was read last is not parsed anew
  const left = Array.from({ length: ROUNDS }, (_, round) => texts.map((text) => text + ' '.repeat(round))).flat();
  let cost = 0;
  const step = (idle: IdleDeadline): void => {
    for (let text = left.pop(); text !== undefined && idle.timeRemaining() > cost; text = left.pop()) {
      const start = performance.now();
      read(text);
      cost = performance.now() - start;
    }
    if (left.length > 0) requestIdleCallback(step);
  };
  requestIdleCallback(step);
}
