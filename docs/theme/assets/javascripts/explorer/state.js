// @ts-check
// The explorer's whole state, and how it is written: as attributes of the element and as an address, with Keras's names.
import { ARGUMENTS } from "./arithmetic.js"

/**
 * @typedef {import("./arithmetic.js").Setting} Setting
 * @typedef {import("./arithmetic.js").Pair} Pair
 * @typedef {string | number[][]} Values a preset's name, or the numbers
 * @typedef {{ of: string, y: number, x: number }} Cell of the input, the kernel or the canvas, as NumPy counts
 * @typedef {Omit<Setting, "image" | "kernel"> & { input: Values, kernel: Values, view: string, step: number | null, cell: Cell | null }} State
 * @typedef {{ name: string, value: string, allowed: string }} Fault
 */

export const VIEWS = ["stamps", "zeros", "matrix", "counts"]
export const INPUTS = ["count", "ones", "random"]
export const KERNELS = ["ones", "count", "identity", "edge", "blur", "bilinear", "random"]
/** @type {Record<string, [number, number]>} */
export const LIMITS = { height: [1, 8], width: [1, 8], kernel_size: [1, 7], strides: [1, 5], output_padding: [0, 5], dilation_rate: [1, 4] }
/** @type {Record<string, string>} */
const CHOICES = { padding: "valid|same", interpolation: "nearest|bilinear" }
/** How Keras names what the state keeps under another name. @type {Record<string, string>} */
const KEYS = { pool_size: "kernel_size", size: "strides" }
const OPTIONAL = "None"

export const key = (/** @type {string} */ name) => KEYS[name] ?? name
/** @param {State} state @param {string} name whether None may be given */
export const takesNone = (state, name) => name === "output_padding" || (name === "strides" && state.op.endsWith("Pooling2D"))

/** What a bare element shows of an operation: Keras's own defaults. @param {string} op @returns {State} */
export const initial = op => {
  const pooling = op.endsWith("Pooling2D"), cells = pooling || op === "Conv2D" ? 4 : 2
  return {
    op, height: cells, width: cells, kernel_size: pooling ? [2, 2] : [3, 3],
    strides: pooling ? null : op === "UpSampling2D" ? [2, 2] : [1, 1],
    padding: "valid", output_padding: null, dilation_rate: [1, 1], interpolation: "nearest",
    input: "count", kernel: "ones", view: "stamps", step: null, cell: null,
  }
}

const shown = (/** @type {Pair | null} */ pair) => (pair ? (pair[0] === pair[1] ? `${pair[0]}` : pair.join(",")) : OPTIONAL)
const number = (/** @type {number} */ value) => String(+value.toFixed(4))

/** @param {State} state @returns {[string, string][]} */
export const write = state => {
  const { height, width, view, step, cell } = state
  const values = (/** @type {Values} */ of) => (typeof of === "string" ? of : of.flat().map(number).join(","))
  const given = ARGUMENTS[/** @type {keyof typeof ARGUMENTS} */ (state.op)].map(name => {
    const value = state[/** @type {keyof State} */ (key(name))]
    return [name, typeof value === "string" ? value : shown(/** @type {Pair} */ (value))]
  })
  return /** @type {[string, string][]} */ ([
    ["op", state.op], ["height", `${height}`], ["width", `${width}`], ...given,
    state.op.startsWith("Conv2D") && ["kernel", values(state.kernel)],
    ["input", values(state.input)],
    state.op === "Conv2DTranspose" && view !== "stamps" && ["view", view],
    step !== null && ["step", `${step}`],
    cell && ["cell", `${cell.of},${cell.y},${cell.x}`],
  ].filter(Boolean))
}

/** @param {State} state */
export const query = state => `?${write(state).map(([name, value]) => `${name}=${value}`).join("&")}`

const whole = (/** @type {string} */ text) => (/^\d{1,5}$/.test(text) ? Number(text) : NaN)

/**
 * @param {Iterable<[string, string]>} entries names and values
 * @returns {{ state: State, faults: Fault[] }} what is not understood is a fault, and the default stands
 */
export const read = entries => {
  const given = new Map(entries), /** @type {Fault[]} */ faults = []
  const operations = Object.keys(ARGUMENTS)
  /** @type {(name: string, allowed: string, parse: (text: string) => any) => any} */
  const take = (name, allowed, parse) => {
    const text = given.get(name)
    given.delete(name)
    const value = text === undefined ? undefined : parse(text)
    if (value === undefined && text !== undefined) faults.push({ name, value: text, allowed })
    return value
  }
  const oneOf = (/** @type {string[]} */ names) => (/** @type {string} */ text) => (names.includes(text) ? text : undefined)
  const within = (/** @type {[number, number]} */ [low, high]) => (/** @type {string} */ text) => {
    const value = whole(text)
    return value >= low && value <= high ? value : undefined
  }
  const pair = (/** @type {string} */ name, /** @type {boolean} */ none) => (/** @type {string} */ text) => {
    if (none && text === OPTIONAL) return null
    const parts = text.split(",").map(within(LIMITS[name]))
    return parts.includes(undefined) || parts.length > 2 ? undefined : [parts[0], parts.at(-1)]
  }
  const values = (/** @type {string[]} */ presets, /** @type {number} */ rows, /** @type {number} */ columns) => (/** @type {string} */ text) => {
    if (presets.includes(text.replace(/^(random)\d{1,5}$/, "$1"))) return text
    const parts = text.split(",")
    if (parts.length !== rows * columns || parts.some(part => !/^-?\d{1,3}(\.\d{1,4})?$/.test(part))) return undefined
    return Array.from({ length: rows }, (_, y) => parts.slice(y * columns, (y + 1) * columns).map(Number))
  }
  const span = (/** @type {string} */ name) => LIMITS[name].join("–")

  const state = initial(take("op", operations.join(", "), oneOf(operations)) ?? "Conv2DTranspose")
  const keep = (/** @type {string} */ name, /** @type {any} */ value) => { if (value !== undefined) Object.assign(state, { [name]: value }) }
  for (const name of ["height", "width"]) keep(name, take(name, span(name), within(LIMITS[name])))
  for (const name of ARGUMENTS[/** @type {keyof typeof ARGUMENTS} */ (state.op)]) {
    const at = key(name), none = takesNone(state, name)
    keep(at, CHOICES[at]
      ? take(name, CHOICES[at].replace("|", ", "), oneOf(CHOICES[at].split("|")))
      : take(name, (none ? "None, " : "") + span(at), pair(at, none)))
  }
  const [k, l] = state.kernel_size
  keep("input", take("input", `${INPUTS.join(", ")}, ${state.height}×${state.width}`, values(INPUTS, state.height, state.width)))
  if (state.op.startsWith("Conv2D")) keep("kernel", take("kernel", `${KERNELS.join(", ")}, ${k}×${l}`, values(KERNELS, k, l)))
  if (state.op === "Conv2DTranspose") keep("view", take("view", VIEWS.join(", "), oneOf(VIEWS)))
  keep("step", take("step", "0, 1, 2, …", within([0, 99999])))
  keep("cell", take("cell", "canvas,0,0", text => {
    const [, of, y, x] = text.match(/^(input|kernel|canvas),(\d\d?),(\d\d?)$/) ?? []
    return of ? { of, y: Number(y), x: Number(x) } : undefined
  }))
  given.delete("h") // the site search's own
  for (const [name, value] of given) faults.push({ name, value, allowed: "" })
  return { state, faults }
}

const scatter = (/** @type {number} */ seed, /** @type {number} */ y, /** @type {number} */ x) => {
  let hash = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(y + 7, 0x85ebca6b) ^ Math.imul(x + 3, 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 12)) >>> 0) % 997
}
const chosen = (/** @type {number} */ k, /** @type {number} */ i) => {
  let ways = 1
  for (let j = 0; j < i; j++) ways = ways * (k - 1 - j) / (j + 1)
  return ways / 2 ** (k - 1)
}
const slope = (/** @type {number} */ k, /** @type {number} */ i) => {
  const half = Math.ceil(k / 2)
  return 1 - Math.abs(i - (k % 2 ? half - 1 : half - .5)) / half
}

/** @type {Record<string, (y: number, x: number, rows: number, columns: number, seed: number) => number>} */
const PRESETS = {
  ones: () => 1,
  count: (y, x, _, columns) => y * columns + x + 1,
  identity: (y, x, rows, columns) => Number(y === (rows - 1) >> 1 && x === (columns - 1) >> 1),
  edge: (y, x, rows, columns) => PRESETS.identity(y, x, rows, columns, 0) * rows * columns - 1,
  blur: (y, x, rows, columns) => chosen(rows, y) * chosen(columns, x),
  bilinear: (y, x, rows, columns) => slope(rows, y) * slope(columns, x),
  random: (y, x, _, __, seed) => scatter(seed, y, x) % 10,
}

/** @param {Values} values @param {number} rows @param {number} columns @param {number} [low] added to random numbers */
const numbers = (values, rows, columns, low = 0) => {
  const [, name, seed] = typeof values === "string" ? values.match(/^([a-z]+)(\d*)$/) ?? [] : []
  return Array.from({ length: rows }, (_, y) => Array.from({ length: columns }, (_, x) =>
    name ? PRESETS[name](y, x, rows, columns, Number(seed)) + (name === "random" ? low : 0) : /** @type {number[][]} */ (values)[y]?.[x] ?? 0))
}

/** @param {State} state @returns {Setting} with its numbers */
export const setting = state => ({
  ...state,
  image: numbers(state.input, state.height, state.width),
  kernel: numbers(state.kernel, ...state.kernel_size, -4),
})
