/** The state in the address: ?code=…&input=…&at=…&want=…&set=…&view=whole, as legible as an address allows. */

export interface State {
  readonly code: string;
  /** The input's sizes, for code that has none. */
  readonly input: string;
  /** The row whose size is wanted, from 0, and that size. */
  readonly at: string;
  readonly want: string;
  /** What the reader filled in, one name a line. */
  readonly set: string;
  /** `lines` where what is read as a whole is shown line by line, `whole` where a chain is shown as a whole. */
  readonly view: string;
}

const KEYS = ['code', 'input', 'at', 'want', 'set', 'view'] as const;

/** Characters of an address that everything takes. */
const LONGEST = 8000;

/** What follows the address of the page; "" where it would be too long. */
export function encode(state: Partial<State>): string {
  const query = KEYS.filter((key) => state[key])
    .map((key) => `${key}=${plain(state[key] ?? '')}`)
    .join('&');
  return query && query.length < LONGEST ? `?${whole(query)}` : '';
}

/** A mark at its end, as the last of `(1, 3, 32, 32)`, is escaped: programs that find addresses in a text leave it out. */
function whole(query: string): string {
  return query.replace(/[^\w%]$/, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function plain(text: string): string {
  return encodeURI(text.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replace(/[&+#]/g, encodeURIComponent)
    .replace(/%5[BD]/g, decodeURIComponent)
    .replaceAll('%20', '+');
}

/** null where the address has no state. */
export function decode(search: string): State | null {
  const found = new URLSearchParams(search);
  if (!KEYS.some((key) => found.has(key))) return null;
  const [code = '', input = '', at = '', want = '', set = '', view = ''] = KEYS.map((key) => found.get(key) ?? '');
  return { code, input, at, want, set, view };
}
