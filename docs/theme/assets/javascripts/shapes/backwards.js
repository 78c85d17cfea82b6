// @ts-check
// From a wanted size back: which inputs give it, and which change of one argument of one layer does.

import { core, definition, rule } from "./layers.js"
import { trace } from "./trace.js"

/**
 * @typedef {import("./layers.js").Shape} Shape
 * @typedef {{ row: number, key: string, value: any, cost: number }} Change
 */

const LARGEST = 512 // the largest input that is tried
const upTo = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
/** @type {{ [key: string]: any[] }} */
const RANGES = {
  kernel_size: upTo(1, 7),
  pool_size: upTo(1, 7),
  strides: upTo(1, 5),
  padding: ["valid", "same"],
  dilation_rate: upTo(1, 3),
  output_padding: [null, ...upTo(0, 4)],
}

/** One layer; null where it is refused, built or called. @returns {Shape | null} */
function pass(found, x) {
  if (!found || x.length !== (found.ndim ?? x.length) || x.length < (found.min ?? 0)) return null
  try {
    const y = found.out(x)
    return y.some(Number.isNaN) || found.called?.(x, y)?.stage === "call" ? null : y
  } catch {
    return null
  }
}

const through = (rules, x) => rules.reduce((/** @type {any} */ y, found) => y && pass(found, y), x)

/** A node as it is written. */
export const written = (value) =>
  value === null
    ? "None"
    : Array.isArray(value)
      ? `(${value.join(", ")}${value.length === 1 ? "," : ""})`
      : typeof value === "string"
        ? `"${value}"`
        : String(value)

const literal = (value) => ({
  at: 0, end: 0, ...(value === null ? { t: "none", v: null } : Array.isArray(value) ? { t: "seq", v: value.map(literal) }
    : typeof value === "string" ? { t: "str", v: value } : { t: "int", v: value }),
})

/** The call with one argument of its inmost layer changed. */
function changed(node, key, names, value) {
  if (node !== core(node))
    return {
      ...node,
      args: [{ ...node.args[0], value: changed(node.args[0].value, key, names, value) }, ...node.args.slice(1)],
    }
  const args = node.args.filter((argument, i) => (argument.key ?? names[i]) !== key)
  return {
    ...node,
    args: [
      ...args.map((argument, i) => ({ ...argument, key: argument.key ?? names[node.args.indexOf(argument)] })),
      { key, value: literal(value), at: 0, end: 0 },
    ],
  }
}

/** Every list of one value for each axis. */
const combinations = (values, rank) =>
  rank ? combinations(values, rank - 1).flatMap((list) => values.map((value) => [...list, value])) : [[]]

/**
 * @param {import("./trace.js").Traced} traced
 * @param {number} at the row @param {Shape | null} wanted its sizes without the batch, null where any will do
 * @param {(name: string) => any} definition
 * @returns {{ inputs: { axis: number, sizes: number[] }[], alone: boolean, changes: Change[] }}
 */
export function backwards({ rows, input }, at, wanted, definition) {
  const rules = rulesOf(rows, at)
  const hits = (y) =>
    y && (!wanted || (y.length === wanted.length + 1 && wanted.every((size, i) => size === null || size === y[i + 1])))
  return { ...inputs(rules, input ?? [], wanted, hits, rows), changes: changes(rules, rows, at, hits, definition) }
}

/** The rules of the rows up to one, also of those that a break left out. */
const rulesOf = (rows, at) => rows.slice(0, at + 1).map((row) => {
  try {
    return row.rule ?? (/^Input/.test(row.name) ? { out: (x) => x } : rule(row.item.node))
  } catch {
    return null
  }
})

/** The smallest size for all axes of the input with which a row stands; 0 where there is none. */
export function smallest({ rows, input }, at) {
  const rules = rulesOf(rows, at),
    grown = (n) => input.map((size, i) => (i && i < input.length - 1 && size !== null ? Math.max(size, n) : size))
  return (input && upTo(1, LARGEST).find((n) => through(rules, grown(n)))) ?? 0
}

/** The sizes of each axis of the input, from 1, that give what is wanted. */
function inputs(rules, input, wanted, hits, rows) {
  const axes = [...input.keys()].slice(1, Math.max(2, input.length - 1))
  const grown = (n) => input.map((size, i) => axes.includes(i) ? n : size)
  let base = through(rules, input) ? input : null
  for (let n = 1; !base && n <= LARGEST; n++) if (through(rules, grown(n))) base = grown(n)
  if (!base) return { inputs: [], alone: false }
  const home = through(rules, base)
  const tried = axes.map((axis) =>
    upTo(1, LARGEST).map((n) =>
      through(
        rules,
        base.map((size, i) => (i === axis ? n : size)),
      ),
    ),
  )
  const governs = tried.map((answers) =>
    home.map((_, j) => j > 0 && new Set(answers.filter(Boolean).map((y) => y[j])).size > 1),
  )
  const mixed =
    home.some((_, j) => governs.filter((axis) => axis[j]).length > 1) ||
    rows.slice(0, rules.length).some(({ name }) => name === "Reshape")
  // an axis of the output that no other axis of the input governs is this axis's to answer for
  const fits = (a) => (y) =>
    y &&
    (!wanted ||
      (y.length === wanted.length + 1 &&
        wanted.every((size, j) => size === null || y[j + 1] === size || governs.some((axis, b) => b !== a && axis[j + 1]))))
  const found = axes.map((axis, a) => ({
    axis,
    sizes: tried[a].flatMap((y, i) => ((mixed ? hits(y) : fits(a)(y)) ? [i + 1] : [])),
  }))
  return { inputs: mixed || found.every(({ sizes }) => sizes.length) ? found : [], alone: mixed }
}

/** Every change of one argument of one layer that gives what is wanted: the same for all axes first, small ones first. */
function changes(rules, rows, at, hits, definition) {
  const found = []
  for (let i = 0; i <= at; i++) {
    const {
        x,
        item: { node },
      } = rows[i],
      inner = core(node),
      def = definition(inner.name),
      names = def?.args.map(({ key }) => key) ?? []
    if (!x) continue
    for (const key of names.filter((name) => name in RANGES && !/Padding|Cropping/.test(def.family))) {
      const argument =
        inner.args.find((one, j) => (one.key ?? names[j]) === key)?.value ?? def.args.find((one) => one.key === key).value
      const now = argument?.t === "seq" ? argument.v.map(({ v }) => v) : argument?.v
      const each =
        key !== "padding" && def.rank > 1
          ? combinations(
              RANGES[key].filter((value) => value !== null),
              def.rank,
            ).filter((list) => new Set(list).size > 1)
          : []
      for (const value of [...RANGES[key], ...each]) {
        if (String(value) === String(now)) continue
        /** @type {Shape | null} */
        let y = null
        try {
          y = pass(rule(changed(node, key, names, value)), x)
        } catch { /* Keras would not make it */ }
        if (!y || !hits(through(rules.slice(i + 1), y))) continue
        const steps = [value]
          .flat()
          .map((size, j) => Math.abs(Number(size) - Number([now].flat()[j] ?? [now].flat()[0] ?? 0)) || 0)
        found.push({ row: i, key, value, cost: (Array.isArray(value) ? 10 : 0) + Math.max(...steps) })
      }
    }
  }
  return found.sort((a, b) => a.cost - b.cost || b.row - a.row)
}

// for the tests
export const ask = (text, at, wanted) => backwards(trace(text), at, wanted, definition)
