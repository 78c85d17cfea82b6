// @ts-check
// From a wanted size back: which inputs give it, and which change of one argument of one layer does.

import { core, definition, passed, rule, variants } from "./layers.js"
import { finished } from "./slices.js"

/**
 * @typedef {import("./layers.js").Shape} Shape
 * @typedef {{ row: number, key: string, value: any, cost: number }} Change
 */

const LARGEST = 512 // the largest input that is tried
const upTo = (from, to) => [...Array(to - from + 1).keys()].map((i) => from + i)
/** @type {{ [key: string]: [number, number] }} */
const RANGES = { kernel_size: [1, 7], pool_size: [1, 7], strides: [1, 5], dilation_rate: [1, 3], output_padding: [0, 4] }

/** What is made, or null where that is refused. */
const tried = (make) => {
  try {
    return make()
  } catch {
    return null
  }
}

/** A shape after some layers; null where one is refused, built or called. @returns {Shape | null} */
const through = (rules, x) => tried(() => rules.reduce((x, found) => {
  const y = passed(found, x)
  if ((found.called(x, y) || {}).stage === "call") throw found
  return y
}, x))

/** A value as it is written. */
export const written = (value) => value === null ? "None"
  : Array.isArray(value) ? `(${value.map(written).join(", ")}${value.length === 1 ? "," : ""})` : JSON.stringify(value)

/** Every list of one value for each axis. */
const combinations = (values, rank) =>
  rank ? combinations(values, rank - 1).flatMap((list) => values.map((value) => [...list, value])) : [[]]

/** The rules of the rows up to one, also of those that a break left out. */
const rulesOf = (rows, at) => rows.slice(0, at + 1).map(({ x, item }) => tried(() => {
  const found = rule(item.node)
  if (x) found.weights(x) // which may need what is not there
  return found
}))

/** The axes of an input that have sizes: all but the batch and, where there are more, the channels. */
const axesOf = (input) => [...input.keys()].slice(1, Math.max(2, input.length - 1))

/** The input, as much larger as a row needs to stand. @returns {Generator<void, Shape | undefined>} */
export function* enlarging({ rows, input }, at) {
  const rules = rulesOf(rows, at), axes = axesOf(input)
  for (const n of upTo(1, LARGEST)) {
    const x = input.map((size, i) => axes.includes(i) && size !== null ? Math.max(size, n) : size)
    if (through(rules, x)) return x
    yield
  }
}

/**
 * @typedef {{ inputs: { axis: number, sizes: number[] }[], alone: boolean, changes: Change[], hit: any }} Answer
 * @param {import("./trace.js").Traced} traced
 * @param {number} at the row @param {Shape | null} wanted its sizes without the batch, null where any will do
 */
export const backwards = (traced, at, wanted) => finished(reckoned(traced, at, wanted))

/**
 * The same in steps.
 * @param {import("./trace.js").Traced} traced @param {number} at @param {Shape | null} wanted
 * @returns {Generator<void, Answer>}
 */
export function* reckoned({ rows, input }, at, wanted) {
  const rules = rulesOf(rows, at)
  /** Whether a shape is what is wanted, on the axes that count. */
  const hits = (y, counts = (_) => true) => {
    const fits = (size, j) => size === null || size === y[j + 1] || !counts(j + 1)
    return y && (!wanted || y.length === wanted.length + 1 && wanted.every(fits))
  }
  const found = yield* inputs(rules, input ?? [], hits, rows)
  return { ...found, changes: yield* changes(rules, rows, hits), hit: hits(rows[at].y) }
}

/** The sizes of each axis of the input, from 1, that give what is wanted. */
function* inputs(rules, input, hits, rows) {
  const axes = axesOf(input), grown = (n) => input.map((size, i) => axes.includes(i) ? n : size)
  let base = through(rules, input) && input
  for (let n = 1; !base && n <= LARGEST; n++) {
    if (through(rules, grown(n))) base = grown(n)
    yield
  }
  if (!base) return { inputs: [], alone: false }
  /** @type {(Shape | null)[][]} */
  const answers = []
  for (const axis of axes) {
    const ys = []
    for (const n of upTo(1, LARGEST)) {
      ys.push(through(rules, base.with(axis, n)))
      yield
    }
    answers.push(ys)
  }
  // which axes of the output each axis of the input governs
  const given = answers.map((ys) => ys.filter(Boolean))
  const governs = given.map((ys) => ys[0].map((_, j) => j > 0 && new Set(ys.map((y) => y[j])).size > 1))
  const alone = governs[0].some((_, j) => governs.filter((axis) => axis[j]).length > 1)
    || rows.slice(0, rules.length).some(({ name }) => name === "Reshape")
  // what another axis of the input governs is not this one's to answer for
  const found = axes.map((axis, a) => {
    const counts = (j) => alone || !governs.some((one, b) => b !== a && one[j])
    return { axis, sizes: upTo(1, LARGEST).filter((n) => hits(answers[a][n - 1], counts)) }
  })
  return { inputs: alone || found.every(({ sizes }) => sizes.length) ? found : [], alone }
}

/** Every change of one argument of one layer that gives what is wanted: the same for all axes first, small ones first. */
function* changes(rules, rows, hits) {
  const found = []
  for (const [row, { x, item: { node } }] of rows.slice(0, rules.length).entries()) {
    const inner = core(node), { parameters = {}, rank = 0 } = definition(inner.name) ?? {}
    const varied = tried(() => variants(node)), values = tried(() => rule(inner).values) ?? {}
    for (const key in x && parameters) {
      const [from, to] = RANGES[key] ?? [], now = values[key] ?? null
      const words = /^valid/.test(parameters[key].type) ? ["valid", "same"] : []
      const tries = to ? [...from ? [] : [null], ...combinations(upTo(from, to), rank)] : words
      for (const made of tries) {
        yield
        if (String(made) === String(now)) continue
        if (!hits(tried(() => through([varied?.({ [key]: made }), ...rules.slice(row + 1)], x)))) continue
        const each = [made].flat(), alike = new Set(each).size === 1
        const steps = each.map((size, j) => Math.abs(size - ([now].flat()[j] ?? 0)) || 0)
        found.push({ row, key, value: alike ? each[0] : made, cost: (alike ? 0 : 10) + Math.max(...steps) })
      }
    }
  }
  return found.sort((a, b) => a.cost - b.cost || b.row - a.row)
}
