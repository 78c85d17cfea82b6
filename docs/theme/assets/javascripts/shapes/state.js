// @ts-check
// The state in the address: ?code=…&input=…&at=…&want=…&set=…&view=lines, as legible as an address allows.

/** @typedef {{ code: string, input: string, at: string, want: string, set: string, view: string }} State  `set`: what the reader filled in, one name a line; `view`: "lines" where what is read as a whole is shown line by line */

const KEYS = /** @type {const} */ (["code", "input", "at", "want", "set", "view"])
const LONGEST = 8000 // characters of an address that everything takes

/** @param {Partial<State>} state @returns {string} what follows the address of the page; "" where it would be too long */
export function encode(state) {
  const plain = (text) =>
    encodeURI(text.replace(/\p{Surrogate}/gu, "\ufffd")).replace(/[&+#]/g, encodeURIComponent).replace(/%5[BD]/g, decodeURIComponent).replaceAll("%20", "+")
  const query = KEYS.filter((key) => state[key]).map((key) => `${key}=${plain(state[key])}`).join("&")
  return query && query.length < LONGEST ? `?${query}` : ""
}

/** @param {string} search @returns {State | null} null where the address has no state */
export function decode(search) {
  const found = new URLSearchParams(search)
  if (!KEYS.some((key) => found.has(key))) return null
  return /** @type {State} */ (Object.fromEntries(KEYS.map((key) => [key, found.get(key) ?? ""])))
}
