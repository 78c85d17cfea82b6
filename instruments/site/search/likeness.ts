/**
 * How alike a query is to what readers ask of a section, docs/asked/, letter by letter.
 *
 * Words alone miss a question that is put otherwise: Korean verbs change their endings (없애는 법, 없애려면), and weights is
 * weight. Runs of letters that both have, n-grams, do not; as in the ranking of words, a rare one counts for more.
 */

const HANGUL = 2; // syllables in a run; each is two or three letters
const LATIN = 3;

/** A question that a section answers. */
interface Question {
  section: number;
  grams: ReadonlySet<string>;
}

/** The n-grams of a text's words; a word that is shorter than one, whole. */
export function gramsOf(text: string): Set<string> {
  const grams = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[가-힣]+|[a-z0-9_]+/g)) {
    const length = /[가-힣]/.test(word) ? HANGUL : LATIN;
    for (let start = 0; start === 0 || start + length <= word.length; start++)
      grams.add(word.slice(start, start + length));
  }
  return grams;
}

export class Questions {
  private readonly questions: Question[] = [];
  /** How many questions have an n-gram. */
  private readonly frequency = new Map<string, number>();

  /** @param asked a question a line */
  add(section: number, asked: string): void {
    for (const text of asked.split('\n').filter(Boolean)) {
      const grams = gramsOf(text);
      this.questions.push({ section, grams });
      for (const gram of grams) this.frequency.set(gram, (this.frequency.get(gram) ?? 0) + 1);
    }
  }

  /** Section → the cosine of the angle between the query and the section's nearest question: 1 for the question itself. */
  likeness(query: string): Map<number, number> {
    const grams = gramsOf(query);
    const all = this.weight(grams);
    const nearest = new Map<number, number>();
    for (const question of this.questions) {
      const shared = this.weight(question.grams, grams);
      const alike = shared / Math.sqrt(all * this.weight(question.grams));
      if (alike > (nearest.get(question.section) ?? 0)) nearest.set(question.section, alike);
    }
    return nearest;
  }

  /** The sum of the inverse document frequencies of n-grams, of those that `others` have, too. */
  private weight(grams: ReadonlySet<string>, others = grams): number {
    let weight = 0;
    for (const gram of grams)
      if (others.has(gram)) weight += Math.log(1 + this.questions.length / ((this.frequency.get(gram) ?? 0) + 0.5));
    return weight;
  }
}
