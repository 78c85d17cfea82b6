/** What is said of a trace in one sentence, and which places it names. */
import type { Fault } from '../../frameworks/framework.ts';
import type { Trace } from '../../tracer/trace.ts';
import { isEmpty, tableOf } from './rows.ts';
import { UNKNOWN } from './shapes.ts';

export interface Verdict {
  readonly kind: 'fits' | 'caution' | 'fault' | 'asked' | 'unfollowed' | 'nothing';
  /** The key of its sentence among the words of the page. */
  readonly words: string;
  readonly gaps: Readonly<Record<string, string | number>>;
  /** The line that is refused. */
  readonly line: number | null;
  /** What the framework says of it. */
  readonly says: string | null;
}

/** A place of the paste of which something is said. */
interface Place {
  readonly line: number;
  readonly text: string;
  /** Whether a framework, or Python, says so of a break; else it is the tracer that did not follow. */
  readonly isFault: boolean;
}

const NAMES: Readonly<Record<string, string>> = { keras: 'Keras', pytorch: 'PyTorch' };

/** The frameworks that are read, as they write themselves: `Keras`, `PyTorch`. */
export function frameworksOf(trace: Trace): string[] {
  const used = trace.models.map(({ framework }) => framework);
  return [...new Set([trace.framework, ...used])].flatMap((name) => (name === null ? [] : [displayName(name)]));
}

export function displayName(framework: string | null): string {
  return framework === null ? 'Python' : (NAMES[framework] ?? framework);
}

/** The line at which a reader looks for a break: the layer's, where the framework tells that of the whole stack. */
export const lineOfBreak = ({ line, layer_line }: Fault): number => layer_line ?? line;

export function verdictOf(trace: Trace): Verdict {
  const refused = trace.models.find(({ fault }) => fault !== null);
  const nothing = { line: null, says: null };
  if (refused?.fault) {
    const { reason: says } = refused.fault;
    const line = lineOfBreak(refused.fault);
    const gaps = { framework: displayName(refused.framework), line, n: trace.unfollowed.length };
    return { kind: 'fault', words: trace.unfollowed.length > 0 ? 'fault_also' : 'fault', gaps, line, says };
  }
  const asked = askedOf(trace);
  const mayFollow = asked.includes('input') && trace.unfollowed.length > 0; // the input may be said where it was not followed
  if (asked.length > 0 && !mayFollow) {
    const words = asked.includes('input') ? 'asked_input' : 'asked';
    return { kind: 'asked', words, gaps: { names: asked.join(', ') }, ...nothing };
  }
  if (trace.verdict !== 'fits') return unfollowed(trace);
  const caution = trace.notes.find(({ isCaution }) => isCaution);
  if (caution) {
    const { line } = caution;
    return { kind: 'caution', words: 'caution', gaps: { line }, line, says: null };
  }
  const [first, ...others] = trace.models.map(tableOf);
  if (!first || others.length > 0)
    return { kind: 'fits', words: 'fits_all', gaps: { n: others.length + 1 }, ...nothing };
  const gaps = { model: first.title, shape: first.output, count: first.parameters };
  const isWhole = first.output !== UNKNOWN && first.parameters !== UNKNOWN;
  return { kind: 'fits', words: isWhole ? 'fits' : 'fits_all', gaps: { ...gaps, n: 1 }, ...nothing };
}

function unfollowed(trace: Trace): Verdict {
  const words = trace.models.every(isEmpty) ? 'nothing' : 'unfollowed';
  const kind = trace.models.length === 0 ? 'nothing' : 'unfollowed';
  return { kind, words, gaps: { n: trace.unfollowed.length }, line: null, says: null };
}

/**
 * What the reader is asked for. The input comes last: as long as a name is missing, a model that says its input cannot
 * be finished either, and would seem to lack one.
 */
export function askedOf(trace: Trace): string[] {
  const names = trace.asked.filter((name) => name !== 'input');
  return names.length > 0 ? names : [...trace.asked];
}

/**
 * The places to list below the sentence: the breaks that it does not tell, then what was not followed, then cautions. What only waits
 * for a value is not among them where the sentence asks for that: its field says the line.
 */
export function placesOf(trace: Trace): Place[] {
  const told = verdictOf(trace).kind === 'asked' ? trace.asked : [];
  const missed = trace.unfollowed.filter(({ asks }) => !asks?.every((name) => told.includes(name)));
  const breaks = trace.models.flatMap(({ fault }) => (fault ? [{ line: lineOfBreak(fault), text: fault.reason }] : []));
  return [
    ...breaks.slice(1).map((place) => ({ ...place, isFault: true })),
    ...missed.map(({ line, text }) => ({ line, text, isFault: false })),
    ...trace.notes.filter(({ isCaution }) => isCaution).map(({ line, text }) => ({ line, text, isFault: false })),
  ];
}
