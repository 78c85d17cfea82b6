/** What the reader filled in, one a line: `num_classes=10`, `input=(1, 3, 32, 32); (1, 10)`. So it stands in the link. */
import type { Shape } from '../../graph/tensor.ts';
import type { Value } from '../../languages/python/values.ts';
import { readSetting, readShape } from '../../tracer/literal.ts';

export type Given = ReadonlyMap<string, string>;

export interface ReadGiven {
  readonly inputs: readonly Shape[];
  readonly settings: ReadonlyMap<string, Value>;
  /** The names whose text is no shape or value. */
  readonly wrong: ReadonlySet<string>;
}

export function parseGiven(text: string): Map<string, string> {
  const given = new Map<string, string>();
  for (const line of text.split('\n')) {
    const at = line.search(/(?<![=<>!])=(?!=)/);
    if (at > 0 && line.slice(at + 1).trim()) given.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  return given;
}

export function formatGiven(given: Given): string {
  return [...given].map(([name, text]) => `${name}=${text}`).join('\n');
}

export function readGiven(given: Given): ReadGiven {
  const inputs: Shape[] = [];
  const settings = new Map<string, Value>();
  const wrong = new Set<string>();
  for (const [name, text] of given) {
    if (name === 'input') {
      const shapes = text.split(';').map((one) => readShape(one));
      if (shapes.includes(undefined)) wrong.add(name);
      else inputs.push(...(shapes as Shape[]));
    } else {
      const setting = readSetting(`${name}=${text}`);
      if (setting) settings.set(...setting);
      else wrong.add(name);
    }
  }
  return { inputs, settings, wrong };
}

/** The line of a paste in which an expression, written without spaces, stands first; null where none has it. */
export function firstLine(code: string, expression: string): number | null {
  const parts = [...expression].map((character) => character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&'));
  const found = new RegExp(`(?<![\\w.])${parts.join('[ \\t]*')}(?!\\w)`);
  const at = code.split('\n').findIndex((line) => found.test(line.replace(/^\s*#.*/, '')));
  return at < 0 ? null : at + 1;
}
