// @ts-check
// What mends a layer that breaks. Each proposal is tried: only those are made with which the layer stands.

import { smallest, written } from "./backwards.js"
import { insert, put, remove, apply } from "./edit.js"
import KERAS from "./keras.json" with { type: "json" }
import { core, definition } from "./layers.js"
import { trace } from "./trace.js"

/**
 * @typedef {{ text: string, words: string, code: string, layer?: string, input?: string }} Repair
 *   `words` names what is done with `code`
 */

/**
 * @param {string} text @param {string} input @param {import("./trace.js").Traced} traced @param {number} i
 * @returns {Repair[]}
 */
export function repairs(text, input, traced, i) {
  const row = traced.rows[i], { issue, x, item: { node } } = row, items = traced.rows.map(({ item }) => item)
  if (!issue || issue.stage === "maybe") return []
  /** @type {Repair[]} */
  const found = []
  const names = (call) => definition(call.name)?.args.map(({ key }) => key) ?? []
  const set = (key, value, call = core(node)) =>
    found.push({
      text: put(text, call, key, names(call), String(value)),
      words: "set",
      code: `${key}=${value}`,
      layer: call.name,
    })
  const before = (code) => found.push({ text: insert(text, items, i, code), words: "before", code })
  const rename = (name, call = node) =>
    found.push({
      text: apply(text, { at: call.nameAt, end: call.nameAt + call.name.length, text: name }),
      words: "rename",
      code: name,
      layer: call.name,
    })
  const away = () => found.push({ text: remove(text, items, i), words: "remove", code: node.name })
  const enter = (shape) => found.push({ ...withInput(text, traced, shape), words: "input", code: written(shape) })
  const { code, arg } = issue, inner = core(node), def = definition(inner.name)
  const previous = items[i - 1]?.node, sizes = x?.slice(1) ?? []

  if ((code === "window" || code === "cut") && def) {
    const least = Math.min(...sizes.slice(0, -1).filter((size) => size !== null).map(Number))
    if (names(inner).includes("padding") && !/Padding|Crop/.test(def.family)) set("padding", '"same"')
    for (const key of ["kernel_size", "pool_size"]) if (names(inner).includes(key) && least > 0) set(key, least)
    if (def.family === "Cropping") set("cropping", Math.floor((least - 1) / 2))
    const start = (traced.input ?? []).slice(1), grown = smallest(traced, i)
    if (grown && start.length) enter(start.map((size, a) => size !== null && a < start.length - 1 ? Math.max(size, grown) : size))
    away()
  }
  if (code === "rank" && def) {
    const { ndim, found: axes } = issue
    if (previous && /^(?:LSTM|GRU|SimpleRNN)$/.test(core(previous).name) && axes < ndim)
      set("return_sequences", "True", core(previous))
    if (axes === ndim - 1 && previous && /^Input/.test(previous.name)) enter([...sizes, 1])
    if (axes === ndim - 1) before(`Reshape(${written([...sizes, 1].map((size) => size ?? -1))})`)
    if (def.rank) rename(inner.name.replace(/\dD/, `${axes - 2}D`), inner)
    if (axes === ndim + 1)
      found.push({
        text: apply(text, {
          at: node.at,
          end: node.end,
          text: `${node.path.replace(/\w+$/, "")}TimeDistributed(${text.slice(node.at, node.end)})`,
        }),
        words: "wrap",
        code: "TimeDistributed",
        layer: node.name,
      })
    if (ndim === 3 && axes > 3) before(`Reshape((-1, ${sizes[sizes.length - 1]}))`)
    if (ndim === 3 && axes === 2) before("RepeatVector(4)")
    if (ndim === 2 || ndim === 1) before("Flatten()")
  }
  if (code === "unknown" && issue.near) rename(issue.near, issue.node)
  if (code === "argument" && issue.near)
    found.push({
      text: apply(text, { at: issue.node.at, end: issue.node.end, text: issue.near }),
      words: "write",
      code: `${issue.near}=`,
    })
  if (code === "argument" || code === "double")
    found.push({ text: put(text, inner, issue.got, [], null), words: "drop", code: issue.got })
  if (code === "missing") set(arg, KERAS.missing[arg] ?? 1, issue.node)
  if (code === "activation" || code === "word") set(arg, `"${issue.near || "relu"}"`)
  if (code === "groups") set("groups", 1)
  if (code === "dilated") (set("strides", 1), set("dilation_rate", 1))
  if (code === "output_padding" || code === "even") {
    set("output_padding", "None")
    for (const value of [issue.most, 1]) if (value >= 0) set("output_padding", value)
    if (code === "even") set("kernel_size", 3)
  }
  if (code === "reshape") {
    for (const [a] of issue.sizes.entries()) {
      const rest = issue.sizes.filter((size, b) => b !== a && size > 0).reduce((p, q) => p * q, 1)
      if (issue.all % rest === 0) set("target_shape", written(issue.sizes.map((size, b) => b === a ? issue.all / rest : size)))
    }
    if (previous?.name === "Dense" && !issue.open) set("units", issue.rest, previous)
  }
  if (/^(?:sizes|whole|rate|axis|negative|margins)$/.test(code)) set(arg ?? "padding", KERAS.missing[arg] ?? 1)
  if (code === "permute") set("dims", written(sizes.map((_, a) => a + 1).reverse()))
  if (code === "unfollowed" || code === "name_")
    found.push({ text: put(text, inner, arg, names(inner), null), words: "drop", code: arg })
  if (code === "twice") found.push({ text: put(text, node, "name", [], null), words: "drop", code: "name" })
  if (code === "again" || code === "time" || code === "noinput") code === "noinput" ? enter([28, 28, 1]) : away()
  const shown = new Set([text]),
    bad = (rows, to) => rows.slice(0, to).filter((one) => one.issue && one.issue.stage !== "maybe").length
  return found
    .filter((repair) => {
      if (repair.input === undefined && shown.has(repair.text)) return false
      shown.add(repair.text)
      const { rows, fault } = trace(repair.text, repair.input ?? input),
        to = i + 1 + rows.length - traced.rows.length
      return !fault === !traced.fault && bad(rows, to) <= bad(traced.rows, i)
    })
    .slice(0, 4)
}

/** The code with another input shape, or the shape apart where the code has none. @returns {{ text: string, input?: string }} */
export function withInput(text, { declared }, shape) {
  const value = written(shape)
  if (declared?.node) {
    const { node } = declared, key = node.args.some((one) => one.key === "batch_shape") ? "batch_shape" : "shape"
    return { text: put(text, node, key, ["shape"], key === "shape" ? value : value.replace("(", "(None, ")) }
  }
  return { text, input: shape.map((size) => size ?? "None").join(", ") }
}

/** For the tests: the repairs of the first layer that breaks. */
export function offer(text) {
  const traced = trace(text), at = traced.rows.findIndex(({ issue }) => issue && issue.stage !== "maybe")
  return at < 0 ? [] : repairs(text, "", traced, at)
}
