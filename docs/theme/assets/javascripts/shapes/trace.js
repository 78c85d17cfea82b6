// @ts-check
// Follows a shape through a stack of layers, row by row, to its end or to where it breaks.

import { Arguments, Refusal, core, rule } from "./layers.js"
import { parse } from "./parse.js"

/**
 * @typedef {import("./layers.js").Shape} Shape
 * @typedef {{ item: import("./parse.js").Item, name: string, x: Shape | null, y: Shape | null, weights: number[],
 *   bytes: number | null, rule: import("./layers.js").Rule | null, issue: any }} Row
 * @typedef {{ rows: Row[], fault: any, input: Shape | null, declared: any, trained: number, frozen: number, stopped: number,
 *   tokens: import("./parse.js").Token[] }} Traced
 */

const MOST = 100 // layers

/** What an Input says. @param {import("./parse.js").Call} node @returns {Shape} */
function inputOf(node) {
  const a = new Arguments(node),
    whole = a.given.has("batch_shape"),
    key = whole ? "batch_shape" : a.given.has("input_shape") ? "input_shape" : "shape"
  const { t, v } = a.value(key)
  if (t !== "seq" || v.some(({ t, v }) => t !== "none" && (t !== "int" || v < 0))) a.refuse("shape", key)
  const sizes = v.map(({ v }) => v)
  return whole ? sizes : [a.value("batch_size").v, ...sizes]
}

/** The shape that a first layer brings along, as older code has it. @returns {Shape | null} */
function brought(node) {
  const argument = node.args.find(({ key }) => key === "input_shape" || key === "batch_input_shape")
  const { t, v } = argument?.value ?? {}
  if (t !== "seq") return null
  const sizes = v.map(({ v }) => v)
  return argument.key === "input_shape" ? [null, ...sizes] : sizes
}

/** The sizes that a reader wrote, "28, 28, 1"; null where they are none. @returns {Shape | null} */
export function sizes(text) {
  const inner = text.replace(/^[\s([]+|[\s,)\]]+$/g, "")
  if (!/^(?:(?:\d{1,9}|None)\s*(?:[,×x]\s*|$))*$/.test(inner)) return null
  return inner.split(/[,×x]/).filter((part) => part.trim()).map((part) => part.trim() === "None" ? null : Number(part))
}

/** @param {string} text the code @param {string} [input] the input's sizes, for code that has none @returns {Traced} */
export function trace(text, input = "") {
  const { items, fault, tokens } = parse(text), head = items[0]?.node, own = /^Input/.test(head?.name ?? "")
  /** @type {Row[]} */
  const rows = []
  const names = new Set()
  let x = own ? null : head && brought(head), stopped = -1
  const declared = own ? items[0] : x
  if (!own && !x) x = sizes(input) && [null, ...(sizes(input) ?? [])]
  let start = x
  for (const [i, item] of items.slice(0, MOST).entries()) {
    const { node } = item, { name } = node
    /** @type {Row} */
    const row = { item, name, x, y: null, weights: [0, 0], bytes: null, rule: null, issue: null }
    rows.push(row)
    if (stopped >= 0) continue
    try {
      if (/^Input/.test(name)) {
        const shape = inputOf(node),
          again = i && item.model === items[0].model && (item.style !== "list" || item.at === items[0].at)
        if (i && (again || String(shape) !== String(x))) throw new Refusal("again", { node })
        x = row.x = row.y = shape
        start ??= shape
      } else {
        const called = node.args.find(({ key }) => key === "name")?.value.v
        if (called && names.has(called)) throw new Refusal("twice", { node, got: called })
        names.add(called)
        row.rule = rule(node)
        if (!x) throw new Refusal("noinput", { node }, "text")
        follow(row, x)
        x = row.y
      }
      if (row.y) row.bytes = row.y.slice(1).includes(null) ? null : row.y.slice(1).reduce((a, b) => Number(a) * Number(b), 4)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      row.issue = error
      stopped = i
    }
  }
  const sum = (k) => rows.reduce((all, { weights }) => all + weights[k], 0)
  const more = items.length > MOST ? { code: "layers", at: items[MOST].at, end: items[MOST].end, most: MOST } : null
  return { rows, fault: more ?? fault, input: start, declared, trained: sum(0), frozen: sum(1), stopped, tokens }
}

/** One layer, given a shape. @param {Row} row @param {Shape} x */
function follow(row, x) {
  const { rule: found, item: { node } } = row
  if (!found) return
  const { ndim = x.length, min = 0 } = found
  if (x.length !== ndim || x.length < min)
    throw new Refusal("rank", { node, ndim: found.ndim ?? min, min: found.ndim ? "" : "min_", found: x.length })
  const y = found.out(x),
    axis = y.findIndex(Number.isNaN)
  if (axis >= 0)
    throw new Refusal(/Crop|Padd/.test(core(node).name) ? "cut" : "window", {
      node,
      axis,
      size: x[axis],
      layer: core(node).name,
    })
  row.weights = found.weights?.(x) ?? row.weights
  row.y = y
  row.issue = found.called?.(x, y) ?? (x.includes(0) || y.includes(0) ? new Refusal("empty", { node }, "maybe") : null)
}

/** What Keras itself says of a refusal, in short; "" where it says nothing short. @param {{ [code: string]: string }} keras */
export function reason(issue, keras) {
  const { code, stage, of, more, min } = issue, known = keras[code === "groups" ? `groups_${of}` : more ? `${code}_more` : code]
  if (!known || (code === "rank" && !more && min === undefined) || (code === "negative") !== (stage === "call")) return ""
  return known.replace(/\{(\w+)\}/g, (_, key) => issue[key] ?? "")
}

/** For the tests: plain values of a trace. */
export function outcome(text, input = "", keras = {}) {
  const { rows, fault, trained, frozen } = trace(text, input)
  return {
    shapes: rows.map(({ y }) => y),
    weights: rows.map(({ weights }) => weights),
    trained,
    frozen,
    issues: rows.map(({ issue }) => issue && { code: issue.code, stage: issue.stage, reason: reason(issue, keras) }),
    fault: fault?.code ?? null,
  }
}
