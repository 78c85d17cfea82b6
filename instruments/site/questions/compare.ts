/** Whether what a reader gave is the answer. */

/** The numbers of an answer, however they are set apart: 5×5, (5, 5) and 5 x 5 are the same; null where it has none. */
export function numbersOf(text: string): string | null {
  const found = text.replaceAll('−', '-').match(/-?\d+(?:\.\d+)?|None/g);
  return found ? found.map((number) => (number === 'None' ? number : String(Number(number)))).join(' ') : null;
}

const GROUPED = /^[\s−-]*\d{1,3}(?:,\d{3})+(?:\.\d+)?\s*$/;

/** One number whose thousands are set apart, without its commas; a shape, as (1,797), stays as it is. */
const ungrouped = (text: string): string => (GROUPED.test(text) ? text.replaceAll(',', '') : text);

/** A given text and an answer, or what a reply is for: by their numbers, or by their words where there are none. */
export function isSame(given: string, meant: string): boolean {
  const ours = numbersOf(meant);
  if (ours === null) return given.trim() === meant.trim();
  return ours === numbersOf(given) || numbersOf(ungrouped(meant)) === numbersOf(ungrouped(given));
}

/** Whether there are numbers, but not as many as are meant: 5 where 5×5 is asked for. */
export function hasFewer(given: string, meant: string): boolean {
  const [ours, theirs] = [numbersOf(meant), numbersOf(ungrouped(given))].map(
    (numbers) => numbers?.split(' ').length ?? 0,
  );
  return Number(theirs) > 0 && Number(theirs) < Number(ours);
}

/** How many cells of those meant are not yet chosen, and how many are chosen that are not meant. */
export function compareCells(chosen: readonly boolean[], meant: string): { missed: number; extra: number } {
  const count = (wrong: (chosen: boolean, meant: boolean) => boolean): number =>
    chosen.filter((one, index) => wrong(one, meant[index] === '1')).length;
  return { missed: count((one, is) => is && !one), extra: count((one, is) => one && !is) };
}
