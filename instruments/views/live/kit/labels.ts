/** The words in a drawing in the page's language, as sitebuild/figures/labels.py has them at rest. */

/** English term of a drawing → the word of the page's language. */
export type Labels = Readonly<Record<string, string>>;

/** A term stands alone, or before what belongs to no language: `input 2`, `sum = 10`; what is code stays. */
export function translated(text: string, labels: Labels): string {
  const term = /^[a-z-]+(?: [a-z-]+)?(?=\s*$|,|:| \d| =| \(| \$)/.exec(text)?.[0] ?? '';
  return (labels[term] ?? term) + text.slice(term.length);
}
