/** Reads a paste as one chain of layers: the interpreter says what each gives, the statements where each stands. */
import { keras } from '../../frameworks/keras/index.ts';
import { readPaste } from '../../languages/python/read.ts';
import { Interpreter } from '../../languages/python/run/interpreter.ts';
import { Chain } from './chain.ts';
import type { ReadStack } from './chain.ts';
import { itemsOf } from './items.ts';
import { linesKept, moved } from './places.ts';
import { sizes } from './stack.ts';

/** Nobody edits more layer by layer. */
const MOST_CHARACTERS = 20_000;
const MOST_LINES = 1000;

/** @param apart the input's sizes, for code that has none @returns null where the paste is no chain that can be edited */
export function readStack(text: string, apart = ''): ReadStack | null {
  if (text.length > MOST_CHARACTERS || text.split('\n', MOST_LINES + 2).length > MOST_LINES) return null;
  const cleaned = readPaste(text);
  const isCut = cleaned.cuts.length > 0;
  const kept = linesKept(text, cleaned.text);
  if (kept.end < text.length && !isCut) return null;
  const found = itemsOf(cleaned.text, cleaned.block);
  if (!found) return null;
  const interpreter = new Interpreter(cleaned.text, { frameworks: [keras], goesOn: true });
  const whole = found.items.findIndex(({ node }) => kept.place(node.end) > kept.end);
  const items = (whole < 0 ? found.items : found.items.slice(0, whole)).map((item) => moved(item, kept.place));
  const chain = new Chain(text, { ...found, items }, interpreter, apart ? sizes(apart) : null);
  chain.bindWhatIsLacking();
  interpreter.run(cleaned.block);
  return chain.read(isCut);
}
