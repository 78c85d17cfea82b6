// @ts-check
// The stack as a table: each layer's arguments as controls, its output as a drawn bar, a shape and numbers.

import { element, furnish } from "../element.js"
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
    if (!/^(?:name|inner)$/.test(type)) fields.push({ key, type, code, given: Boolean(value), options, kind })
  }
  return { fields, rest }
}

/** One row of the stack, kept while only values change. */
export class View {
  // the parts of the row's template in docs/theme/partials/shapes.html
  poly; bar; place; name; acts; more; fields; said; shape; count; bytes
  key = ""
  made = ""
  element = element("tr", { role: "row" })

  constructor() {
    furnish(this.element, "shapes-row", this)
  }

  /** @param {number} i @param {import("./trace.js").Row} row @param {string} text */
  show(i, { item: { node }, y, weights, bytes }, text) {
    const inner = core(node), { fields, rest } = controls(text, inner)
    const made = [i, node.name, inner.name, rest, ...fields.map(({ key, kind }) => [key, kind])].join()
    if (made !== this.made) {
      this.made = made
      this.place.textContent = i + 1
      this.name.textContent = inner === node ? node.name : `${node.name} · ${inner.name}`
      this.more.replaceChildren(...choices(["+", ...rest]))
      this.more.hidden = !rest.length
      for (const act of this.acts.children) act.ariaLabel = `${act.title}: ${i + 1}. ${node.name}`
      this.fields.replaceChildren(...fields.map(({ key, type, kind, options }) => {
        const props = { name: key, ariaLabel: `${i + 1}. ${inner.name} ${key}` }, step = type === "fraction" ? .1 : 1
        return element("label", {}, element("span", {}, key), kind === "select"
          ? element("select", props, choices(options))
          : element("input", { ...props, type: kind, step, min: 0, size: 8, spellcheck: false, autocapitalize: "off" }))
      }))
    }
    for (const [j, { code, given }] of fields.entries()) {
      const label = this.fields.children[j], control = label.lastChild
      label.className = given ? "" : "st-default"
      if (control.value !== code && control !== document.activeElement) control.value = code
    }
    this.shape.textContent = shown(y)
    this.count.textContent = y ? number(weights[0] + weights[1]) : ""
    this.bytes.textContent = y ? memory(bytes) : ""
  }

  /**
   * @param {number} before how wide the activation before is, in percent
   * @param {number[]} size width in percent, height in pixels
   */
  draw(before, [width, height], kind) {
    this.element.dataset.kind = kind
    this.poly.setAttribute("points", `${-before / 2},0 ${before / 2},0 ${width / 2},100 ${-width / 2},100`)
    this.bar.style.width = `${width}%`
    this.bar.style.height = `${height}px`
  }
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
