/** What stands between dollars in a drawing's text, as sitebuild/figures/formulas.py has it; tests/live holds both together. */

export interface Run {
  characters: string;
  /** Classes; "" for plain text. */
  look: string;
  /** How far below the line, in sizes of the font. */
  down: number;
}

const SHIFT: Readonly<Record<string, number>> = { _: 0.2, '^': -0.36 };
const TOKEN = /([_^])(\{[^{}]*\}|[^{}\s])|([^_^{}\\]+)/g;
const [CAPITAL, SMALL] = [0x1d434 - 65, 0x1d44e - 97]; // from a letter to the italic one of mathematics
const OTHERS: Readonly<Record<string, string>> = { h: 'ℎ', α: '𝛼', σ: '𝜎', '∂': '𝜕' };

const italic = (text: string): string =>
  text.replace(/[A-Za-zασ∂]/g, (letter) => {
    const code = letter.charCodeAt(0);
    return OTHERS[letter] ?? String.fromCodePoint(code + (code < 97 ? CAPITAL : SMALL));
  });

/** The pieces of a text, as they are set one after the other. */
export function runs(text: string): Run[] {
  const pieces = text.split('$');
  if (pieces.length % 2 === 0) return [{ characters: text, look: '', down: 0 }];
  return pieces
    .flatMap((piece, index) => (index % 2 ? formula(piece) : [{ characters: piece, look: '', down: 0 }]))
    .filter(({ characters }) => characters);
}

const formula = (text: string): Run[] =>
  [...text.matchAll(TOKEN)].map(([, sign, index = '', plain = '']) =>
    sign
      ? { characters: italic(index.replace(/[{}]/g, '')), look: 'math index', down: SHIFT[sign] ?? 0 }
      : { characters: italic(plain), look: 'math', down: 0 },
  );

/** A hyphen before a number is its minus sign, as sitebuild/figures has it in drawings; between two names or numbers it stays. */
export const trueMinus = (text: string): string => text.replace(/(?<![\w)\]])-(?=\.?\d)/g, '−');

/** A formula in plain letters, (n − 1)·s + k, with each quantity between dollars. */
export const symbols = (letters: string): string => letters.replace(/(?<![a-z_])[a-z]{1,2}(?![a-z_(])/g, '$$$&$$');
