// @ts-check
// Follows a shape through a stack of layers, row by row, to its end or to where it breaks.

import { fill } from "../../../../../instruments/site/element.ts"
import { Refusal, argument, core, definition, passed, product, refuse, rule } from "./layers.js"
import { parse } from "./parse.js"

/**
 * @typedef {import("./layers.js").Shape} Shape
 * @typedef {{ item: import("./parse.js").Item, name: string, x: Shape | null, y: Shape | null, weights: number[],
 *   bytes: number | null, rule: import("./layers.js").Rule | null, issue: any }} Row
 * @typedef {{ rows: Row[], fault: any, input: Shape | null, declared: { node: any, key: string } | null, trained: number,
 *   frozen: number, stopped: number, tokens: import("./parse.js").Token[] }} Traced  `declared`: where the code says the input
 */

const MOST_LAYERS = 100
const SHAPES = ["batch_shape", "input_shape", "shape"]

/** The sizes that a reader wrote, "28, 28, 1"; null where they are none. @returns {Shape | null} */
export function sizes(text) {
  const parts = text.split(/[\s,×x()[\]]+/).filter(Boolean)
  if (!parts.every((part) => /^(?:\d{1,9}|None)$/.test(part))) return null
  return parts.map((part) => part === "None" ? null : Number(part))
}

/** Sizes as a reader writes them. @param {Shape} shape */
export const listed = (shape) => shape.map((size) => size ?? "None").join(", ")

/** @param {string} text the code @param {string} [input] the input's sizes, for code that has none @returns {Traced} */
export function trace(text, input = "") {
  const { items, fault, tokens } = parse(text), node = items[0]?.node
  const key = node && (SHAPES.find((one) => argument(node, one)) ?? (/^Input/.test(node.name) && "shape"))
  const declared = key ? { node, key } : null, apart = input && sizes(input), names = new Set()
  /** @type {Row[]} */
  const rows = []
  let stopped = -1
  /** @type {Shape | null} */
  let x = declared || !apart ? null : [null, ...apart], start = x
  for (const [i, item] of items.slice(0, MOST_LAYERS).entries()) {
    const { node } = item, { name } = node
    /** @type {Row} */
    const row = { item, name, x, y: null, weights: [0, 0], bytes: null, rule: null, issue: null }
    rows.push(row)
    if (stopped >= 0) continue
    try {
      const { shape, weights, called } = row.rule = rule(node), known = argument(node, "name")?.value.v
      if (names.has(known)) refuse("twice", { arg: "name", got: known })
      if (known) names.add(known)
      if (/^Input/.test(name)) {
        if (!shape) refuse("shape", { arg: "shape" })
        const again = item.model === items[0].model && (item.style !== "list" || item.at === items[0].at)
        if (i && (again || String(shape) !== String(x))) refuse("again")
        x = shape ?? null
      } else if (!i) x ??= shape ?? null
      if (!i && argument(node, "input_dim") && name !== "Embedding") refuse("unfollowed", { arg: "input_dim", stage: "text" })
      if (!x) refuse("noinput", { stage: "text" })
      start ??= x
      row.x = x
      const y = passed(row.rule, x)
      row.weights = weights(x)
      row.issue = placed(called(x, y) || ([...x, ...y].includes(0) ? new Refusal("empty", { stage: "maybe" }) : null), node)
      row.bytes = y.slice(1).includes(null) ? null : 4 * product(y.slice(1))
      row.y = x = y
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      row.issue = placed(error, node)
      stopped = i
    }
  }
  const sum = (k) => rows.reduce((all, { weights }) => all + weights[k], 0)
  const over = items[MOST_LAYERS], more = over && { code: "layers", at: over.at, end: over.end, most: MOST_LAYERS }
  return { rows, fault: more ?? fault, input: start, declared, trained: sum(0), frozen: sum(1), stopped, tokens }
}

/** A refusal, with its layer and its place in the text. @param {any} issue */
function placed(issue, node) {
  const inner = core(node), layer = definition(inner.name)?.name ?? inner.name
  return issue && Object.assign(issue, { layer, node: issue.node ?? (issue.arg && argument(inner, issue.arg)?.value) ?? inner })
}

/** What Keras itself says of a refusal, in short; "" where it says nothing short. @param {{ [code: string]: string }} keras */
export const reason = (issue, keras) => fill(keras[issue.says ?? issue.code] ?? "", issue)
