/** Whether a paste is more than one chain of layers, and so read as a whole. */
import type { Traced } from './chain/trace.ts';

/** What only a reader of whole programs can follow. */
const PROGRAM = /\btorch\b|\bnn\.|^\s*(?:async\s+)?(?:def|class|for|while|with|if)\b|\bfor\s+\w+.*\bin\b/m;
const MODEL = /\b(?:Sequential|Model|Functional)\s*\(/g;
const ASSIGNED = /^\s*\w[\w., ]*=(?!=)/m;

/** A line that says nothing of a layer, as one writes it before the first. */
const BEFORE = /^\s*(?:#.*|import\s.*|from\s.*)?$/;

/** Faults of the text that the line reader tells by their column, better than the other. */
const TEXT = ['string', 'unclosed', 'closing', 'big', 'deep'];

/** What the line reader does not follow in a layer, and does not take for a slip of the pen. */
const UNFOLLOWED = ['unknown', 'unfollowed', 'inner'];

/** Whether a paste is more than one chain of layers. */
export function isWhole(text: string, { fault, rows, declared }: Traced): boolean {
  if (fault && TEXT.includes(fault.code)) return false;
  if (PROGRAM.test(text)) return true;
  if (fault?.code === 'quotes') return false; // which it can make straight
  const models = (text.match(MODEL) ?? []).length;
  if (rows.length + models === 0 && !declared && !text.split('\n').every((line) => BEFORE.test(line))) return true;
  const areLines = rows.length > 0 || fault?.code === 'lines';
  if (models === 0 && !ASSIGNED.test(text) && areLines) return false; // layers alone, one a line
  return (
    fault !== null || models > 1 || rows.some(({ issue }) => issue && !issue.near && UNFOLLOWED.includes(issue.code))
  );
}
