// @ts-check
// A text of Python in tokens, and what is wrong with its brackets and quotation marks.

/**
 * @typedef {{ code: string, at: number, end: number, [more: string]: any }} Fault  `got` is what stands there
 * @typedef {{ k: string, v: string, at: number, end: number }} Token  `k`: as TOKEN names them, and end
 */

const DEPTH = 40 // brackets in brackets
const TOKEN =
  /(?<space>[^\S\n]+|\\\r?\n)|(?<comment>#.*)|(?<line>[\n;])|(?<str>[rRbBuUfF]{0,2}(?:("""|''')[^]*?\5|(["'])(?:\\.|(?!\6)[^\\\n])*\6))|(?<num>\.?\d[\d_.]*(?:[eE][+-]?\d+)?)|(?<path>(?:[\p{L}\p{Nl}\p{M}\d_]+[^\S\n]*\.[^\S\n]*)+)|(?<name>[\p{L}\p{Nl}\p{M}\d_]+)|(?<op>\/\/|[^])/gu
export const CLOSES = { "(": ")", "[": "]", "{": "}" }
/** Quotation marks as a word processor writes them: no Python. */
export const TYPOGRAPHIC = /[‘’‚‛“”„‟«»]/

/**
 * The whole text in tokens, those of them that are to be read, and the first fault.
 * @param {string} text
 */
export function tokenize(text) {
  /** @type {Token[]} */
  const tokens = Array.from(text.matchAll(TOKEN), ({ 0: v, index, groups = {} }) => (
    { k: Object.keys(groups).find((name) => groups[name] !== undefined) ?? "", v, at: index, end: index + v.length }
  ))
  /** @type {Token[]} */
  const words = [], open = []
  /** @type {Fault | undefined} */
  let fault
  for (const token of tokens) {
    const { k, v } = token, wrong = (code, want) => { fault = { ...token, code, got: v, want } }
    if (k === "op" && v in CLOSES && open.push(token) > DEPTH) wrong("deep")
    if (k === "op" && /["']/.test(v)) wrong("string")
    if (k === "op" && TYPOGRAPHIC.test(v)) wrong("quotes")
    if (k === "op" && /[)\]}]/.test(v)) {
      const opened = open.pop()
      if (CLOSES[opened?.v] !== v) wrong(opened ? "expected" : "closing", CLOSES[opened?.v])
    }
    if (fault) break
    if (!/space|comment/.test(k) && (k !== "line" || !open.length)) words.push(token)
  }
  const { at } = fault ?? { at: text.length }, last = open.at(-1)
  words.push({ k: "end", v: "", at, end: at })
  return { tokens, words, fault: fault ?? (last && { ...last, code: "unclosed", got: last.v }) }
}

/** The line and the column, from 1, of a place in a text. */
export function position(text, at) {
  const lines = text.slice(0, at).split("\n")
  return { line: lines.length, column: lines[lines.length - 1].length + 1 }
}
