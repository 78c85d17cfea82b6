/** A paste as statements. The page reads a text twice, as a chain of layers and as a whole: it is parsed once. */
import { clean } from './clean.ts';
import type { Cleaned } from './clean.ts';
import { parse } from './parse/parse.ts';
import type { Block } from './syntax.ts';

export interface ReadPaste extends Cleaned {
  readonly block: Block;
}

let last: { readonly paste: string; readonly read: ReadPaste } | null = null;

/** Never throws. Nobody changes what it gives. */
export function readPaste(paste: string): ReadPaste {
  if (last?.paste !== paste) {
    const cleaned = clean(paste);
    last = { paste, read: { ...cleaned, block: parse(cleaned.text) } };
  }
  return last.read;
}
