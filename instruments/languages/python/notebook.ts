/** A notebook's file, `.ipynb`: what stands in its code cells, each line where the file has it. */

interface Notebook {
  readonly lines: string[];
  /** The lines on which its code cells begin. */
  readonly cells: readonly number[];
}

const CODE = /^\s*"cell_type": *"code",?$/m;
const SOURCE = /^\s*"source": *\[$/;
const END = /^\s*\]/;
const STRING = /^\s*("(?:[^"\\]|\\.)*"),?$/;

/** Null for what is no such file, nor a part of one; a file that stands on one line is none to be read line by line. */
export function codeOfNotebook(lines: readonly string[]): Notebook | null {
  if (!lines.some((line) => CODE.test(line)) || !lines.some((line) => SOURCE.test(line))) return null;
  const cells: number[] = [];
  let isCode = false;
  let inSource = false;
  const code = lines.map((line, index) => {
    if (inSource) {
      inSource = !END.test(line);
      return isCode && inSource ? decoded(line) : '';
    }
    if (/^\s*"cell_type":/.test(line)) isCode = CODE.test(line);
    inSource = SOURCE.test(line);
    if (inSource && isCode) cells.push(index + 2);
    return '';
  });
  return { lines: code, cells };
}

/** A line of code; what is no string of JSON, as where the paste was cut off, stays as it is, for Python to refuse. */
function decoded(line: string): string {
  const text = STRING.exec(line)?.[1];
  if (text === undefined) return line;
  try {
    return String(JSON.parse(text)).replace(/\n$/, '');
  } catch {
    return line;
  }
}
