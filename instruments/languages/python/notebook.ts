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

/** Null for what is no such file, nor a part of one. */
export function codeOfNotebook(lines: readonly string[]): Notebook | null {
  if (
    !lines.some((line) => line.includes('"cell_type"') && CODE.test(line)) ||
    !lines.some((line) => SOURCE.test(line))
  )
    return codeOfFile(lines);
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

/** A file that no line break keeps apart, as programs write it: its code cells alone, one below the other. */
function codeOfFile(lines: readonly string[]): Notebook | null {
  const first = lines.find((line) => line.trim());
  if (!first?.trimStart().startsWith('{') || !lines.some((line) => line.includes('"cells"'))) return null;
  const sources = sourcesOf(lines.join('\n'));
  if (sources.length === 0) return null;
  const code: string[] = [];
  const cells = sources.map((source) => {
    const begins = code.length + 1;
    code.push(...source.split('\n'), '');
    return begins;
  });
  return { lines: code, cells };
}

interface Cell {
  readonly cell_type?: unknown;
  readonly source?: unknown;
}

function sourcesOf(text: string): string[] {
  let file: { readonly cells?: unknown };
  try {
    file = JSON.parse(text) as typeof file;
  } catch {
    return [];
  }
  const cells = Array.isArray(file.cells) ? (file.cells as (Cell | null)[]) : [];
  return cells.flatMap((cell) => {
    if (cell?.cell_type !== 'code') return [];
    const { source } = cell;
    return Array.isArray(source) ? [source.join('')] : typeof source === 'string' ? [source] : [];
  });
}
