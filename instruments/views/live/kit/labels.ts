/** The words in a drawing in the page's language, as sitebuild/figures/korean.toml has them at rest. */

/** English term of a drawing → the word of the page's language. */
export type Labels = Readonly<Record<string, string>>;

const BEFORE = String.raw`^((?:\d+ × |[A-Z], )?)`;
const AFTER = String.raw`(?=\s*$|,|:| \d| =| \(| \$| [↓→↗])`;

const patterns = new WeakMap<Labels, RegExp>();

/** A term stands alone, or before what belongs to no language: `input 2`, `sum = 10`, `row ↓`; what is code stays. */
export function translated(text: string, labels: Labels): string {
  const [whole, factor = '', term = ''] = patternOf(labels).exec(text) ?? [];
  return whole === undefined ? text : factor + (labels[term] ?? term) + text.slice(whole.length);
}

/** Of the terms the longer is tried first: `feature map` before `feature`. */
function patternOf(labels: Labels): RegExp {
  const known = patterns.get(labels);
  if (known) return known;
  const terms = Object.keys(labels).sort((one, other) => other.length - one.length);
  const pattern = new RegExp(`${BEFORE}(${terms.map(escaped).join('|')})${AFTER}`);
  patterns.set(labels, pattern);
  return pattern;
}

const escaped = (term: string): string => term.replace(/[()[\]{}.*+?^$|\\]/g, String.raw`\$&`);
