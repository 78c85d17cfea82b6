/** Where the strings, comments and brackets of a text stand, before it is parsed. */

/** What each line begins in: a string of three quotes, how many open brackets. */
interface LineStart {
  readonly inString: boolean;
  readonly depth: number;
}

const STRING_OR_COMMENT =
  /#[^\n]*|("""|''')(?:\\[^]|(?!\1)[^])*(?:\1|$)|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?/g;

/** Walk through code: `onCode` gets each stretch outside of strings and comments, `onSkip` each string or comment. */
export function walk(
  text: string,
  onCode: (from: number, to: number) => void,
  onSkip: (from: number, to: number) => void,
): void {
  let at = 0;
  for (const { index, 0: skipped } of text.matchAll(STRING_OR_COMMENT)) {
    onCode(at, index);
    at = index + skipped.length;
    onSkip(index, at);
  }
  onCode(at, text.length);
}

export function lineStarts(text: string): LineStart[] {
  const starts: LineStart[] = [{ inString: false, depth: 0 }];
  let depth = 0;
  walk(
    text,
    (from, to) => {
      for (const [mark] of text.slice(from, to).matchAll(/[()[\]{}\n]/g)) {
        if (mark === '\n') starts.push({ inString: false, depth });
        else depth = '([{'.includes(mark) ? depth + 1 : Math.max(0, depth - 1);
      }
    },
    (from, to) => {
      for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
        starts.push({ inString: true, depth });
      }
    },
  );
  return starts;
}
