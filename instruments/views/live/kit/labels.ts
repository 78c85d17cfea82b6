/** The words in a drawing in the page's language, as sitebuild/figures/korean.toml has them at rest. */

/** English term of a drawing → the word of the page's language. */
export type Labels = Readonly<Record<string, string>>;

/** A term stands alone, or before what belongs to no language: `input 2`, `sum = 10`, `row ↓`; what is code stays. */
export function translated(text: string, labels: Labels): string {
  const found = /^((?:\d+ × |[A-Z], )?)([a-z-]+(?: [a-z-]+){0,2}?)(?=\s*$|,|:| \d| =| \(| \$| [↓→↗])/.exec(text);
  if (!found) return text;
  const [whole, factor = '', term = ''] = found;
  return factor + (labels[term] ?? term) + text.slice(whole.length);
}
