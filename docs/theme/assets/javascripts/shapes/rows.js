// @ts-check
// The stack as a table: each layer's arguments as controls, its output as a drawn bar, a shape and numbers.

import { element } from "../element.js"
import KERAS from "./keras.json" with { type: "json" }
import { core, definition, known } from "./layers.js"

export const shown = (shape) =>
  shape ? `(${shape.map((size) => size ?? "None").join(", ")}${shape.length === 1 ? "," : ""})` : "—"

export const number = new Intl.NumberFormat("en").format

/** Bytes as a reader reads them. */
export function memory(bytes) {
  if (bytes === null) return "?"
  const power = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2
  return `${(bytes / 1024 ** power).toFixed(bytes % 1024 ** power ? 1 : 0)} ${["B", "KB", "MB"][power]}`
}

const CHOICES = {
  padding: ['"valid"', '"same"'],
  data_format: ['"channels_last"', '"channels_first"'],
  interpolation: ['"nearest"', '"bilinear"'],
  activation: [
    "None",
    ...known("activation")
      .filter((name) => name !== "glu" && name !== "threshold")
      .map((name) => `"${name}"`),
  ],
}
const { numbers, always, hidden } = KERAS.controls
const NUMBERS = numbers.split(" ")
const ALWAYS = always.split(" ")
const HIDDEN = new RegExp(hidden)

const source = (text, { at, end }) => text.slice(at, end)

/** The arguments of a call that have a control, each with what is written, or what holds when nothing is. */
function controls(text, node) {
  const def = definition(node.name)
  if (!def) return { fields: [], rest: [] }
  const given = new Map(node.args.map((argument, i) => [argument.key ?? def.args[i]?.key, argument.value]))
  const first = def.args.map(({ key, value }) => ({ key, value: given.get(key), fallback: value }))
  const fields = first.filter(({ key, value }) => key !== "layer" && (value ? !/^(?:name)$/.test(key) : ALWAYS.includes(key)))
  const rest = first
    .filter((field) => !fields.includes(field) && !HIDDEN.test(field.key) && !/^(?:layer|batch_|dtype|name)/.test(field.key))
    .map(({ key }) => key)
  return {
    fields: fields.map(({ key, value, fallback }) => {
      const code = value ? source(text, value).replace(/^'([^'"]*)'$/, '"$1"') : plain(fallback),
        bool = (value ?? fallback)?.t === "bool"
      const all = key === "padding" && /^Conv1D$/.test(def.name) ? [...CHOICES.padding, '"causal"'] : (CHOICES[key] ?? [])
      const options = bool ? ["True", "False"] : all.includes(code) ? all : null
      const number = !options && NUMBERS.includes(key) && /^-?\d+(?:\.\d+)?$/.test(code)
      return { key, code, options, kind: options ? "select" : number ? "number" : "text", given: Boolean(value) }
    }), rest,
  }
}

/** A default value as it is written. */
export const plain = (node) => !node || node.t === "none" ? "None" : node.t === "bool" ? node.v ? "True" : "False"
  : node.t === "str" ? `"${node.v}"` : node.t === "seq" ? `(${node.v.map(plain).join(", ")})` : String(node.v)

/** One row of the stack, kept while only values change. */
export class View {
  key = ""
  /** @type {{ input: any, label: any }[]} */
  inputs = []

  /** @param {any} words @param {{ set: Function, act: Function }} on */
  constructor(words, on) {
    this.words = words
    this.on = on
    this.signature = ""
    this.bar = element("div", { class: "st-bar" })
    this.svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
    this.svg.setAttribute("viewBox", "-50 0 100 100")
    this.svg.setAttribute("preserveAspectRatio", "none")
    this.poly = this.svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "polygon"))
    this.layer = element("td", { class: "st-layer", role: "cell" })
    this.shape = element("td", { class: "st-shape", role: "cell" })
    this.count = element("td", { class: "st-number", role: "cell" })
    this.bytes = element("td", { class: "st-number", role: "cell" })
    this.said = element("div", { class: "st-said" })
    this.element = element(
      "tr",
      { role: "row" },
      element("td", { class: "st-drawn", "aria-hidden": "true", role: "cell" }, this.svg, this.bar),
      this.layer,
      this.shape,
      this.count,
      this.bytes,
    )
  }

  /** @param {number} i @param {import("./trace.js").Row} row @param {string} text @param {number} last */
  show(i, row, text, last) {
    const { node } = row.item,
      inner = core(node),
      { fields, rest } = controls(text, inner),
      { words, on } = this
    const signature = [
      i,
      last,
      node.name,
      inner.name,
      rest,
      ...fields.map(({ key, kind, options, given }) => [key, kind, options?.length, given]),
    ].join()
    if (signature !== this.signature) {
      this.signature = signature
      this.inputs = fields.map(({ key, kind, options, given }) => {
        const props = {
          "aria-label": `${i + 1}. ${inner.name} ${key}`,
          "data-key": `${i}.${key}`,
          oninput: ({ target }) => target.value && on.set(i, key, target.value),
        }
        const input = options
          ? element(
              "select",
              props,
              options.map((value) => element("option", { value }, value.replaceAll('"', ""))),
            )
          : element("input", {
              ...props,
              type: kind,
              ...(kind === "number"
                ? { step: key === "rate" ? 0.1 : 1, min: 0 }
                : { size: 8, spellcheck: false, autocapitalize: "off" }),
            })
        return { input, label: element("label", { class: given ? "" : "st-default" }, element("span", {}, key), input) }
      })
      const button = (act, sign, disabled = false) =>
        element(
          "button",
          {
            type: "button",
            "data-key": `${i}.${act}`,
            title: words[act],
            "aria-label": `${words[act]}: ${i + 1}. ${node.name}`,
            disabled,
            onclick: () => on.act(i, act),
          },
          sign,
        )
      const more = rest.length
        ? element(
            "select",
            {
              class: "st-more",
              "aria-label": `${words.more}: ${i + 1}. ${inner.name}`,
              onchange: ({ target }) => on.set(i, target.value, KERAS.added[target.value] ?? "None"),
            },
            element("option", { value: "" }, "+"),
            rest.map((key) => element("option", {}, key)),
          )
        : null
      this.layer.replaceChildren(
        element(
          "span",
          { class: "st-name" },
          element("b", {}, `${i + 1}`),
          ` ${node.name}`,
          inner === node ? null : ` · ${inner.name}`,
        ),
        element(
          "span",
          { class: "st-acts" },
          more,
          button("up", "↑", i < 1 || row.name.startsWith("Input")),
          button("down", "↓", i >= last),
          button("remove", "×"),
        ),
        element(
          "span",
          { class: "st-fields" },
          this.inputs.map(({ label }) => label),
        ),
        this.said,
      )
    }
    for (const [j, { code }] of fields.entries()) {
      const { input } = this.inputs[j]
      if (input.value !== code && input !== document.activeElement) input.value = code
    }
    this.shape.textContent = shown(row.y)
    this.count.textContent = row.y ? number(row.weights[0] + row.weights[1]) : ""
    this.bytes.textContent = row.y ? memory(row.bytes) : ""
  }

  /**
   * @param {number} before how wide the activation before is, in percent
   * @param {number[]} size width in percent, height in pixels
   */
  draw(before, [width, height], kind) {
    this.element.dataset.kind = kind
    this.poly.setAttribute("points", `${-before / 2},0 ${before / 2},0 ${width / 2},100 ${-width / 2},100`)
    this.svg.style.height = `calc(100% - ${height}px)`
    this.bar.style.width = `${width}%`
    this.bar.style.height = `${height}px`
  }
}

/** How wide and high each activation is drawn: by the logarithm of its sizes and of its channels. */
export function drawing(rows) {
  const of = ({ y, rule }) => {
    if (!y) return null
    const first = rule?.first && y.length > 2, inner = y.length > 2 ? first ? y.slice(2) : y.slice(1, -1) : []
    const mean = inner.reduce((all, size) => all * (size ?? 1), 1) ** (1 / (inner.length || 1))
    return [Math.log2(1 + mean), Math.log2(1 + (y.length > 1 ? y[first ? 1 : y.length - 1] ?? 1 : 1))]
  }
  const found = rows.map(of), most = [0, 1].map((k) => Math.max(1, ...found.map((size) => size?.[k] ?? 0)))
  return found.map((size) => size && [8 + 92 * (size[0] - 1) / Math.max(1, most[0] - 1), 5 + 22 * size[1] / most[1]])
}
