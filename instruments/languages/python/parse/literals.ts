/** Numbers and strings as Python writes them. */
import { Float } from '../values.ts';

/** The number, or undefined where it is none that is read here: complex, or beyond 2^53. */
export function readNumber(text: string): number | Float | undefined {
  const plain = text.replaceAll('_', '').toLowerCase();
  if (plain.endsWith('j')) return undefined;
  if (/^0[xob]/.test(plain) || /^\d+l?$/.test(plain)) {
    const value = Number(plain.replace(/l$/, ''));
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const value = Number(plain);
  return Number.isNaN(value) ? undefined : new Float(value);
}

interface StringParts {
  readonly prefix: string;
  readonly quote: string;
  readonly body: string;
  /** Where the body begins in the text. */
  readonly start: number;
}

export function splitString(text: string): StringParts {
  const prefix = (/^[a-z]*/i.exec(text)?.[0] ?? '').toLowerCase();
  const rest = text.slice(prefix.length);
  const quote = rest.startsWith('"""') || rest.startsWith("'''") ? rest.slice(0, 3) : rest.slice(0, 1);
  return { prefix, quote, body: rest.slice(quote.length, -quote.length), start: prefix.length + quote.length };
}

const escapes: Record<string, string> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
};

export function unescape(body: string, raw: boolean): string {
  if (raw || !body.includes('\\')) return body;
  return body.replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[0-7]{1,3}|[^])/gi, (whole: string, code: string) => {
    const simple = escapes[code];
    if (simple !== undefined) return simple;
    if (/^[xu]/i.test(code) && code.length > 1) return character(parseInt(code.slice(1), 16), whole);
    return /^[0-7]+$/.test(code) ? character(parseInt(code, 8), whole) : whole;
  });
}

function character(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}
