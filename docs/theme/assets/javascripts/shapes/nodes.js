// @ts-check
// What can be asked of a node of the text, as parse.js makes it.

/** @typedef {import("./parse.js").Node} Node */

const LARGEST_TUPLE = 1000 // values, those in inner tuples too: `a = (a, a)`, often enough, would be without end

/** A tuple or list; what is too large is not followed. @param {any[]} values @returns {Node} */
export function sequence(values, at, end) {
  const size = values.reduce((all, one) => all + (one.size ?? 1), 1)
  return size > LARGEST_TUPLE ? { t: "other", at, end } : /** @type {any} */ ({ t: "seq", v: values, size, at, end })
}

/** Whether the code itself says what a value is. @param {Node} node @returns {boolean} */
export const isLiteral = ({ t, v }) => t === "seq" ? v.every(isLiteral) : /^(?:int|float|str|bool|none)$/.test(t)
