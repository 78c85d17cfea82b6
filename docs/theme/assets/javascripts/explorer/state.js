// @ts-check
/** @import { Fault, Setting, State } from "./types" */
// The explorer's whole state, and how it is written: as attributes of the element and as an address, with Keras's names.
import { ARGUMENTS, hasKernel, isPooling, isTransposed } from "./arithmetic.js"

export const VIEWS = ["stamps", "zeros", "matrix", "counts"]
export const INPUTS = ["count", "ones", "random"]
export const KERNELS = ["ones", "count", "identity", "edge", "blur", "bilinear", "random"]
export const LIMITS = {
  height: [1, 8],
  width: [1, 8],
  kernel_size: [1, 7],
  strides: [1, 5],
  output_padding: [0, 5],
  dilation_rate: [1, 4],
}
export const CHOICES = { padding: ["valid", "same"], interpolation: ["nearest", "bilinear"] }

/** The state's name for what Keras names so. */
export const key = name => ({ pool_size: "kernel_size", size: "strides" })[name] ?? name
export const takesNone = (state, name) => name === "output_padding" || (name === "strides" && isPooling(state))

/** What a bare element shows of an operation: Keras's own defaults. @returns {State} */
export const initial = op => {
  const pooling = isPooling({ op }), cells = pooling || op === "Conv2D" ? 4 : 2
  return {
    op, height: cells, width: cells, kernel_size: pooling ? [2, 2] : [3, 3],
    strides: pooling ? null : op === "UpSampling2D" ? [2, 2] : [1, 1],
    padding: "valid", output_padding: null, dilation_rate: [1, 1], interpolation: "nearest",
    input: "count", kernel: "ones", view: "stamps", step: null, cell: null,
  }
}

/** @param {State} state */
export const query = state => {
  const { op, height, width, view, step, cell } = state
  const written = value => (value === null ? "None" : typeof value === "string" ? value
    : value.length === 2 && value[0] === value[1] ? value[0] : value.flat().map(number => +number.toFixed(4)))
  const all = [
    ["op", op],
    ["height", height],
    ["width", width],
    ...ARGUMENTS[op].map(name => [name, written(state[key(name)])]),
    hasKernel(state) && ["kernel", written(state.kernel)],
    ["input", written(state.input)],
    isTransposed(state) && view !== "stamps" && ["view", view],
    step !== null && ["step", step],
    cell && ["cell", [cell.of, cell.y, cell.x]],
  ]
  return "?" + all.filter(Boolean).map(([name, value]) => `${name}=${value}`).join("&")
}

/**
 * What is not understood is a fault, and the default stands.
 * @param {Iterable<[string, string]>} entries names and values @returns {{ state: State, faults: Fault[] }}
 */
export const read = entries => {
  const given = new Map(entries), faults = [], operations = Object.keys(ARGUMENTS)
  const take = (name, allowed, parse) => {
    const text = given.get(name), value = text === undefined ? undefined : parse(text)
    given.delete(name)
    if (text !== undefined && value === undefined) faults.push({ name, value: text, allowed })
    return value
  }
  const oneOf = names => text => (names.includes(text) ? text : undefined)
  const within = ([low, high]) => text => (/^\d{1,5}$/.test(text) && text >= low && text <= high ? Number(text) : undefined)
  const pair = (limits, none) => text => {
    const parts = text.split(",").map(within(limits))
    return none && text === "None" ? null : parts.includes(undefined) || parts.length > 2 ? undefined : [parts[0], parts.at(-1)]
  }
  const values = (presets, rows, columns) => text => {
    const parts = text.split(",")
    if (presets.includes(text.replace(/^(random)\d{1,5}$/, "$1"))) return text
    if (parts.length === rows * columns && parts.every(part => /^-?\d{1,3}(\.\d{1,4})?$/.test(part)))
      return Array.from({ length: rows }, (_, y) => parts.slice(y * columns, (y + 1) * columns).map(Number))
  }

  const state = initial(take("op", operations.join(", "), oneOf(operations)) ?? "Conv2DTranspose")
  const keep = (name, allowed, parse, at = name) => {
    const value = take(name, allowed, parse)
    if (value !== undefined) state[at] = value
  }
  const span = at => LIMITS[at].join("–")
  for (const name of ["height", "width"]) keep(name, span(name), within(LIMITS[name]))
  for (const name of ARGUMENTS[state.op]) {
    const at = key(name), none = takesNone(state, name)
    if (CHOICES[at]) keep(name, CHOICES[at].join(", "), oneOf(CHOICES[at]))
    else keep(name, (none ? "None, " : "") + span(at), pair(LIMITS[at], none), at)
  }
  const numbers = (name, presets, rows, columns) =>
    keep(name, `${presets.join(", ")}, ${rows}×${columns}`, values(presets, rows, columns))
  numbers("input", INPUTS, state.height, state.width)
  if (hasKernel(state)) numbers("kernel", KERNELS, ...state.kernel_size)
  if (isTransposed(state)) keep("view", VIEWS.join(", "), oneOf(VIEWS))
  keep("step", "0, 1, 2, …", within([0, 99999]))
  keep("cell", "canvas,0,0", text => {
    const [, of, y, x] = text.match(/^(input|kernel|canvas),(\d\d?),(\d\d?)$/) ?? []
    return of && { of, y: Number(y), x: Number(x) }
  })
  given.delete("h") // the site search's own
  return { state, faults: [...faults, ...[...given].map(([name, value]) => ({ name, value, allowed: "" }))] }
}

/** How often i of k − 1 coins fall on one side: 1 2 1, 1 3 3 1. */
const coins = (k, i) => {
  let ways = 2 ** (1 - k)
  for (let j = 0; j < i; j++) ways *= (k - 1 - j) / (j + 1)
  return ways
}
const slope = (k, i) => {
  const half = Math.ceil(k / 2)
  return 1 - Math.abs(i - half + (k % 2 ? 1 : .5)) / half
}
const centre = (y, x, rows, columns) => Number(y === (rows - 1) >> 1 && x === (columns - 1) >> 1)

const PRESETS = {
  ones: () => 1,
  count: (y, x, _, columns) => y * columns + x + 1,
  identity: centre,
  edge: (y, x, rows, columns) => centre(y, x, rows, columns) * rows * columns - 1,
  blur: (y, x, rows, columns) => coins(rows, y) * coins(columns, x),
  bilinear: (y, x, rows, columns) => slope(rows, y) * slope(columns, x),
  random: (y, x, _, __, seed) => {
    const hash = Math.imul(
      Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(y + 7, 0x85ebca6b) ^ Math.imul(x + 3, 0xc2b2ae35),
      0x2c1b3c6d,
    )
    return (((hash ^ (hash >>> 15)) >>> 0) % 997) % 10
  },
}

const filled = (values, rows, columns, low = 0) => {
  const [, name, seed] = (typeof values === "string" && values.match(/^([a-z]+)(\d*)$/)) || []
  const at = (y, x) => (name ? PRESETS[name](y, x, rows, columns, Number(seed)) + (seed && low) : values[y]?.[x] ?? 0)
  return Array.from({ length: rows }, (_, y) => Array.from({ length: columns }, (_, x) => Number(at(y, x))))
}

/** @param {State} state @returns {Setting} with its numbers */
export const setting = state => ({
  ...state, image: filled(state.input, state.height, state.width), kernel: filled(state.kernel, ...state.kernel_size, -4),
})
