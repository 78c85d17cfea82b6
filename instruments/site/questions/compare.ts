/** Whether what a reader gave is the answer. */

/** The numbers of an answer, however they are set apart: 5×5, (5, 5) and 5 x 5 are the same; null where it has none. */
export function numbersOf(text: string): string | null {
  const found = text.replaceAll('−', '-').match(/-?\d+(?:\.\d+)?|None/g);
  return found ? found.map((number) => (number === 'None' ? number : String(Number(number)))).join(' ') : null;
}

/** A given text and an answer, or what a reply is for: by their numbers, or by their words where there are none. */
export function isSame(given: string, meant: string): boolean {
  const [ours, theirs] = [numbersOf(meant), numbersOf(given)];
  return ours === null ? given.trim() === meant.trim() : ours === theirs;
}

/** How many cells of those meant are not yet chosen, and how many are chosen that are not meant. */
export function compareCells(chosen: readonly boolean[], meant: string): { missed: number; extra: number } {
  const count = (wrong: (chosen: boolean, meant: boolean) => boolean): number =>
    chosen.filter((one, index) => wrong(one, meant[index] === '1')).length;
  return { missed: count((one, is) => is && !one), extra: count((one, is) => one && !is) };
}
