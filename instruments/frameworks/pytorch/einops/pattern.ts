/** The patterns of einops, `b c (h p) w -> b (h w) (p c)`: read and refused as einops does. */
import { PythonError } from '../../../languages/python/errors.ts';

/** What stands for the axes without a name. */
export const REST = '…';

/** One side of the arrow. */
export interface Side {
  /** Each axis of the tensor by the names that it is made of: none for `1` and `()`. */
  readonly groups: readonly (readonly string[])[];
  readonly names: ReadonlySet<string>;
  /** The axes that are written as their size, under names that no other axis has. */
  readonly sized: ReadonlyMap<string, number>;
  /** Whether `…` stands within brackets. */
  readonly isRestGrouped: boolean;
}

export interface Pattern {
  readonly left: Side;
  readonly right: Side;
  readonly text: string;
}

/** einops refuses a pattern, or a tensor for it. */
export function refused(message: string): PythonError {
  return new PythonError('EinopsError', message);
}

/** @throws PythonError EinopsError for what is no pattern */
export function patternOf(text: string): Pattern {
  const [left, right, ...others] = text.split('->');
  if (left === undefined || right === undefined || others.length > 0) {
    const message =
      others.length > 0 ? 'too many values to unpack (expected 2)' : 'not enough values to unpack (expected 2, got 1)';
    throw new PythonError('ValueError', message);
  }
  const pattern = { left: sideOf(left), right: sideOf(right), text };
  if (pattern.right.names.has(REST) && !pattern.left.names.has(REST))
    throw refused(`Ellipsis found in right side, but not left side of a pattern ${text}`);
  if (pattern.left.isRestGrouped) throw refused(`Ellipsis inside parenthesis in the left side is not allowed: ${text}`);
  return pattern;
}

function sideOf(text: string): Side {
  const reader = new SideReader(text);
  for (const word of text.replaceAll('...', REST).match(/\w+|\S/g) ?? []) reader.take(word);
  return reader.side();
}

class SideReader {
  private readonly groups: string[][] = [];
  private readonly names = new Set<string>();
  private readonly sized = new Map<string, number>();
  private isRestGrouped = false;
  /** The brackets that are open. */
  private open: string[] | null = null;

  constructor(private readonly text: string) {}

  take(word: string): void {
    if (word === '(') {
      if (this.open) throw refused('Axis composition is one-level (brackets inside brackets not allowed)');
      this.open = [];
    } else if (word === ')') {
      if (!this.open) throw refused('Brackets are not balanced');
      this.groups.push(this.open);
      this.open = null;
    } else this.axis(word);
  }

  side(): Side {
    if (this.open) throw refused(`Imbalanced parentheses in expression: "${this.text}"`);
    return { groups: this.groups, names: this.names, sized: this.sized, isRestGrouped: this.isRestGrouped };
  }

  private axis(word: string): void {
    const size = /^\d+$/.test(word) ? Number(word) : null;
    if (size === 1) {
      if (!this.open) this.groups.push([]);
      return;
    }
    const name = size === null ? word : `${word} at ${this.sized.size}`;
    if (size === null) this.requireName(word);
    else this.sized.set(name, size);
    this.names.add(name);
    this.isRestGrouped ||= word === REST && this.open !== null;
    if (this.open) this.open.push(name);
    else this.groups.push([name]);
  }

  private requireName(word: string): void {
    if (word !== REST && !/^\w+$/.test(word)) throw refused(`Unknown character '${word}'`);
    if (this.names.has(word)) throw refused(`Indexing expression contains duplicate dimension "${word}"`);
    const why = /^\d/.test(word)
      ? 'not a valid python identifier'
      : /^_|_$/.test(word) && word !== '_'
        ? 'axis name should should not start or end with underscore'
        : null;
    if (why) throw refused(`Invalid axis identifier: ${word}\n${why}`);
  }
}
