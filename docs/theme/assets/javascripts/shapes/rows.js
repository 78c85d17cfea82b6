// @ts-check
// The stack as a table: each layer's arguments as controls, its output as a drawn bar, a shape and numbers.

import { element, furnish } from "../../../../../instruments/site/element.ts"
import { written } from "./backwards.js"
import KERAS from "./keras.json" with { type: "json" }
import { argument, core, definition, known } from "./layers.js"

export const shown = (shape) => shape ? written(shape) : "—"

/** @param {string[]} names */
export const choices = (names) => names.map((value) => element("option", { value }, value.replaceAll('"', "")))

export const number = new Intl.NumberFormat("en").format

/** Bytes as a reader reads them. */
export function memory(bytes) {
  if (bytes === null) return "?"
  const power = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2
  return `${(bytes / 1024 ** power).toFixed(bytes % 1024 ** power ? 1 : 0)} ${["B", "KB", "MB"][power]}`
}

const ALWAYS = KERAS.always.split(" ")
const HIDDEN = /^(?:any|initializer|regularizer|constraint|unfollowed|name|shape|inner)$/ // types that no shape depends on

/** The arguments of a call that have a control, each with what is written, or what holds when nothing is; and the others. */
function controls(text, node) {
  const { args = [], parameters = {} } = definition(node.name) ?? {}, fields = [], rest = []
  for (const key of args) {
    const { type, text: fallback = "" } = parameters[key], value = argument(node, key)?.value
    const code = value ? text.slice(value.at, value.end).replace(/^'([^'"]*)'$/, '"$1"') : fallback
    if (!value && !ALWAYS.includes(key)) {
      if (!HIDDEN.test(type)) rest.push(key)
      continue
    }
    const words = /\||activation|interpolation/.test(type) ? known(type).map((word) => `"${word}"`) : []
    const options = type === "flag" ? ["True", "False"] : fallback === "None" && words.length ? ["None", ...words] : words
    const number = /whole|int|sizes|margins|fraction/.test(type) && /^-?\d+(?:\.\d+)?$/.test(code)
    const kind = options.includes(code) ? "select" : number ? "number" : "text"
    if (!/^(?:name|inner)$/.test(type)) fields.push({ key, type, code, given: !!value, options, kind })
  }
  return { fields, rest }
}

/** A new row of the stack, with the parts of its template in docs/theme/partials/shapes.html. @returns {any} */
export function blank() {
  const row = { element: element("tr", { role: "row" }) }
  furnish(row.element, "shapes-row", row)
  return row
}

/** A name that may break before its words only. @param {string} name */
const parts = (name) => name.split(/(?<=\w)(?=[A-Z][a-z])/).flatMap((part) => [element("wbr"), part])

/**
 * Shows what a layer is and what came of it; its controls are kept while only values change.
 * @param {any} row @param {number} i @param {import("./trace.js").Row} traced @param {string} text
 */
export function show(row, i, { item: { node }, y, weights, bytes }, text) {
  const inner = core(node), { fields, rest } = controls(text, inner)
  const made = [i, node.name, inner.name, rest, ...fields.map(({ key, kind }) => [key, kind])].join()
  if (made !== row.made) {
    row.made = made
    row.place.textContent = i + 1
    row.name.replaceChildren(...parts(inner === node ? node.name : `${node.name} · ${inner.name}`))
    row.rest = rest
    row.more.hidden = !rest.length
    for (const act of row.acts.children) act.ariaLabel = `${act.title}: ${i + 1}. ${node.name}`
    row.fields.replaceChildren(...fields.map(({ key, type, kind, options }) => {
      const props = { name: key, ariaLabel: `${i + 1}. ${inner.name} ${key}` }, step = type === "fraction" ? .1 : 1
      return element("label", {}, element("span", {}, key), kind === "select"
        ? element("select", props, choices(options))
        : element("input", { ...props, type: kind, step, min: 0, size: 8, autocapitalize: "off" }))
    }))
  }
  for (const [j, { code, given }] of fields.entries()) {
    const label = row.fields.children[j], control = label.lastChild
    label.className = given ? "" : "st-default"
    if (control.value !== code && control !== document.activeElement) control.value = code
  }
  row.shape.textContent = shown(y)
  row.count.textContent = y ? number(weights[0] + weights[1]) : ""
  row.bytes.textContent = y ? memory(bytes) : ""
}

/** Fills the menu of what can be set besides. @param {any} row */
export function offer(row) {
  if (row.offered === row.rest) return
  row.offered = row.rest
  row.more.replaceChildren(...choices(["+", ...row.rest]))
}

/**
 * @param {any} row @param {number} before how wide the activation before is, in percent
 * @param {number[]} size width in percent, height in pixels
 */
export function draw(row, before, [width, height], kind) {
  row.element.dataset.kind = kind
  row.poly.setAttribute("points", `${-before / 2},0 ${before / 2},0 ${width / 2},100 ${-width / 2},100`)
  row.bar.style.width = `${width}%`
  row.bar.style.height = `${height}px`
}

/** How wide and high each activation is drawn: by the logarithm of its sizes and of its channels. */
export function drawing(rows) {
  const found = rows.map(({ y, rule }) => {
    if (!y) return null
    const sizes = y.slice(1), [channels = 1] = sizes.splice(rule?.axis === 1 ? 0 : -1, 1)
    const mean = sizes.reduce((all, size) => all * (size ?? 1), 1) ** (1 / (sizes.length || 1))
    return [Math.log2(1 + mean), Math.log2(1 + (channels ?? 1))]
  })
  const most = [0, 1].map((k) => Math.max(1, ...found.map((size) => size?.[k] ?? 0)))
  return found.map((size) => size && [8 + 92 * (size[0] - 1) / Math.max(1, most[0] - 1), 5 + 22 * size[1] / most[1]])
}
