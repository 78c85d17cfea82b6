// @ts-check
// Changes of the code that leave the rest of it as the reader wrote it. Each answers the new code.

import { argument } from "./layers.js"

/** @param {string} text @param {{ at: number, end?: number }} place what is replaced; without an end, nothing is */
export const replaced = (text, { at, end = at }, by) => text.slice(0, at) + by + text.slice(end)

/** Gives an argument of a call another value; null takes it away. */
export function put(text, node, key, value) {
  const { args } = node, given = argument(node, key), i = args.indexOf(given), last = args.at(-1)
  if (given) {
    if (value !== null) return replaced(text, given.value, value)
    return replaced(text, { at: args[i - 1]?.end ?? given.at, end: i ? given.end : args[1]?.at ?? given.end }, "")
  }
  if (value === null) return text
  return replaced(text, { at: last?.end ?? node.open }, `${last ? ", " : ""}${key}=${value}`)
}

const indent = (text, at) => /[^\S\n]*$/.exec(text.slice(0, at))?.[0] ?? ""
const startsLine = (text, at) => /(?:^|\n)[^\S\n]*$/.test(text.slice(0, at))

/**
 * Puts a layer before the layer `i`, or after the last.
 * @param {import("./parse.js").Item[]} items @param {string} layer `Flatten()`
 */
export function insert(text, items, i, layer) {
  // `layers.` or whatever else the reader writes before the names of layers
  const path = items.findLast(({ node }) => !/^Input/.test(node.name))?.node.path ?? "layers.X"
  const made = path.replace(/\w+$/, layer), after = i >= items.length, item = items[after ? items.length - 1 : i]
  if (!item) {
    const list = text.indexOf("[") + 1 // of an empty Sequential
    return replaced(text, { at: list || text.length }, list ? `\n    ${made},\n` : `${text.trim() && "\n"}${made}\n`)
  }
  const { style, node, model, target, from } = item, inList = style === "list", place = inList ? node : item
  const first = style === "apply" && !after && !items.slice(0, i).some((one) => one.style === "apply")
  const output = after ? target : first ? unused(text, `${from}_1`) : from
  const line = style === "add" ? `${model}.add(${made})` : style === "apply" ? `${output} = ${made}(${first ? from : output})` : made
  const comma = inList || style === "line" && /^\s*,/.test(text.slice(item.end)) ? "," : ""
  const gap = inList && !startsLine(text, node.at) ? " " : `\n${indent(text, place.at)}`
  if (first) { // the name of the input stays the input's: a model may begin at it
    const called = text.indexOf(String(from), node.end)
    text = replaced(text, { at: called, end: called + String(from).length }, output)
  }
  return replaced(text, { at: after ? place.end : place.at }, after ? comma + gap + line : line + comma + gap)
}

/** A name that a text does not have. @returns {string} */
const unused = (text, name) => text.includes(name) ? unused(text, `${name}_`) : name

/** Takes the layer `i` out. */
export function remove(text, items, i) {
  const item = items[i], { node, style, target, from } = item
  if (style === "apply") return replaced(text, item, target && target !== from ? `${target} = ${from}` : from)
  let { at, end } = style === "list" || style === "line" && !target ? node : item
  end += /^[^\S\n]*,?[^\S\n]*(?:#[^\n]*)?/.exec(text.slice(end))?.[0].length ?? 0
  if (startsLine(text, at) && /^(?:\n|$)/.test(text.slice(end))) {
    at -= indent(text, at).length
    end++
  }
  return replaced(text, { at, end }, "")
}

/** Lets the layers `i` and `i + 1` change places. */
export function swap(text, items, i) {
  const [a, b] = [items[i].node, items[i + 1].node]
  return replaced(replaced(text, b, text.slice(a.at, a.end)), a, text.slice(b.at, b.end))
}
