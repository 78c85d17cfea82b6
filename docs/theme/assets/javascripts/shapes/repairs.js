// @ts-check
// What mends a layer that breaks. Whatever may help is tried, and offered where the layer stands with it.

import { enlarging, written } from "./backwards.js"
import { insert, put, remove, replaced } from "./edit.js"
import KERAS from "./keras.json" with { type: "json" }
import { core, definition } from "./layers.js"
import { finished } from "./slices.js"
import { listed, trace } from "./trace.js"

/**
 * @typedef {{ text: string, words: string, code: string, layer?: string, input?: string }} Repair
 *   `words` names what is done with `code`
 */

const MOST = 4 // more would be a list to read

/** @param {string} text @param {string} input @param {import("./trace.js").Traced} traced @param {number} i the row */
export const repairs = (text, input, traced, i) => finished(mended(text, input, traced, i))

/**
 * The same in steps.
 * @param {string} text @param {string} input @param {import("./trace.js").Traced} traced @param {number} i
 * @returns {Generator<void, Repair[]>}
 */
export function* mended(text, input, traced, i) {
  const { rows } = traced, { issue, x, item: { node } } = rows[i], items = rows.map(({ item }) => item)
  if (!issue || issue.stage === "maybe") return []
  /** @type {Repair[]} */
  const found = []
  const { code, arg, got, near } = issue, inner = core(node), before = items[i - 1]?.node
  const keys = definition(inner.name)?.args ?? [], sizes = x?.slice(1) ?? [], channels = sizes.at(-1)
  const propose = (words, code, text, more = {}) => found.push({ words, code, text, ...more })
  const set = (key, value, call = inner) =>
    propose("set", `${key}=${value}`, put(text, call, key, String(value)), { layer: call.name })
  const enter = (shape) => propose("input", written(shape), text, withInput(text, traced, shape))
  const { nameAt, name: old } = inner
  const rename = (name) => propose("rename", name, replaced(text, { at: nameAt, end: nameAt + old.length }, name))

  if (arg) {
    for (const value of near ? [`"${near}"`] : [KERAS.tries[arg] ?? []].flat()) set(arg, value)
    if (!found.length) propose("drop", arg, put(text, inner, arg, null))
    if (code === "dilated") set("strides", 1)
    if (code === "reshape") {
      const { all, rest, open } = issue
      for (const [a] of issue.sizes.entries()) {
        const other = issue.sizes.reduce((p, size, b) => b !== a && size > 0 ? p * size : p, 1)
        if (all % other === 0) set(arg, written(issue.sizes.with(a, all / other)))
      }
      if (before?.name === "Dense" && !open) set("units", rest, before)
    }
  } else if (got) {
    if (near) propose("write", `${near}=`, replaced(text, issue.node, near))
    propose("drop", got, put(text, inner, got, null))
  } else if (near) {
    // `Conv2d(1, 20, 5)` alone may be PyTorch's, whose numbers mean something else
    if (inner.path !== inner.name || !/\dd$/.test(inner.name)) rename(near)
  } else if (x) {
    const least = Math.min(...sizes.slice(0, -1).map((size) => size ?? Infinity))
    const tries = { padding: '"same"', kernel_size: least, pool_size: least, cropping: Math.floor((least - 1) / 2) }
    for (const key in tries) if (keys.includes(key)) set(key, tries[key])
    const recurrent = before && definition(core(before).name)?.args.includes("return_sequences")
    if (recurrent) set("return_sequences", "True", core(before))
    if (/^Input/.test(before?.name ?? "")) enter([...sizes, 1])
    rename(old.replace(/\dD/, `${sizes.length - 1}D`))
    const wrapper = node.path.replace(/\w+$/, "TimeDistributed")
    propose("wrap", "TimeDistributed", replaced(text, node, `${wrapper}(${text.slice(node.at, node.end)})`))
    const longer = written([...sizes, 1].map((size) => size ?? -1))
    for (const layer of [`Reshape(${longer})`, `Reshape((-1, ${channels}))`, "RepeatVector(4)", "Flatten()"])
      propose("before", layer, insert(text, items, i, layer))
    const larger = yield* enlarging(traced, i)
    if (larger) enter(larger.slice(1))
    propose("remove", node.name, remove(text, items, i))
  } else enter([28, 28, 1])

  const bad = (rows, to) => rows.slice(0, to).filter((one) => one.issue && one.issue.stage !== "maybe").length
  /** @type {Repair[]} */
  const good = []
  for (const repair of found) {
    yield
    const after = trace(repair.text, repair.input ?? input)
    const stands = bad(after.rows, i + 1 + after.rows.length - rows.length) <= bad(rows, i)
    if (!after.fault === !traced.fault && stands && good.push(repair) === MOST) break
  }
  return good
}

/** The repair of quotation marks that a word processor made. @returns {Repair[]} */
export function straightened(text, { fault }) {
  if (fault?.code !== "quotes") return []
  return [{ text: text.replace(/[‘’‚‛]/g, "'").replace(/[“”„‟«»]/g, '"'), words: "quotes", code: "'…'  \"…\"" }]
}

/** The code with another input shape, or the shape apart where the code has none. @returns {{ text: string, input?: string }} */
export function withInput(text, { declared }, shape) {
  if (!declared) return { text, input: listed(shape) }
  const { node, key } = declared
  return { text: put(text, node, key, written(/batch/.test(key) ? [null, ...shape] : shape)) }
}
