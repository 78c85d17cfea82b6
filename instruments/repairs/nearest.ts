/** Which known name is meant by a slip of the pen. */

const LONGEST_NAME = 50;
const LEAST_LIKENESS = 0.6;

/** The known name that has most pairs of letters in common with a text, "" where few are. */
export function nearest(text: string, names: readonly string[]): string {
  if (text.length > LONGEST_NAME) return '';
  const given = pairs(text);
  let best = '';
  let most = LEAST_LIKENESS;
  for (const name of names) {
    const common = pairs(name).filter((pair) => given.includes(pair)).length;
    const likeness = (2 * common) / (name.length + text.length);
    if (likeness > most) [best, most] = [name, likeness];
  }
  return best;
}

function pairs(name: string): string[] {
  const letters = [...name.toLowerCase()];
  return letters.map((letter, i) => letter + (letters[i + 1] ?? ''));
}
