// @ts-check
/** @import { Fault, Setting, State } from "./types" */
// The explorer's whole state, and how it is written: as attributes of the element and as an address, with Keras's names.
import { abs, ARGUMENTS, ceil, isPooling, range, UPSAMPLING } from "./arithmetic.js"

export const CHOICES = {
  op: Object.keys(ARGUMENTS),
  padding: ["valid", "same"],
  interpolation: ["nearest", "bilinear"],
  view: ["stamps", "zeros", "matrix", "counts"],
  input: ["count", "ones", "random"],
  kernel: ["ones", "count", "identity", "edge", "blur", "bilinear", "random"],
}
/** Least, most, and how many of them. */
export const LIMITS = {
  height: [1, 8, 1],
  width: [1, 8, 1],
  kernel_size: [1, 7, 2],
  strides: [1, 5, 2],
  output_padding: [0, 5, 2],
  dilation_rate: [1, 4, 2],
  step: [0, 9999, 1],
}
const CELL = /^(input|kernel|canvas)(,\d\d?){2}$/
const NUMBER = /^-?\d{1,4}(\.\d{1,4})?$/

/** The state's name for what Keras names so. */
export const key = name => ({ pool_size: "kernel_size", size: "strides" })[name] ?? name
export const takesNone = (state, name) =>
  name === "output_padding" || (name === "strides" && isPooling(state))

/** What a bare element shows of an operation: Keras's own defaults. @returns {State} */
export const initial = op => {
  const pooling = isPooling({ op }),
    cells = pooling || op === "Conv2D" ? 4 : 2
  return {
    op,
    height: cells,
    width: cells,
    kernel_size: pooling ? [2, 2] : [3, 3],
    strides: pooling ? null : op === UPSAMPLING ? [2, 2] : [1, 1],
    padding: "valid",
    output_padding: null,
    dilation_rate: [1, 1],
    interpolation: "nearest",
    input: "count",
    kernel: "ones",
    view: "stamps",
    step: null,
    cell: null,
  }
}

/** What an operation's state is made of, in the order of its address. */
const names = ({ op }) => ["op", "height", "width", ...ARGUMENTS[op], "input", "step", "cell"]

/** @param {any} value */
const written = value =>
  value === null
    ? "None"
    : typeof value === "string"
      ? value
      : value[0] === value[1]
        ? (value[0] ?? value)
        : value.flat().map(number => +number.toFixed(4))

/** @param {State} state */
export const query = state =>
  "?" +
  names(state)
    .map(name => [name, state[key(name)]])
    .filter(([name, value]) => value !== "stamps" && (value !== null || takesNone(state, name)))
    .map(([name, value]) => `${name}=${written(value)}`)
    .join("&")

/** What a text says under a name, undefined where it is not understood. */
const understood = (state, name, text) => {
  const numbers = text.split(",").map(part => (NUMBER.test(part) ? +part : NaN)),
    [low, high, most] = LIMITS[key(name)] ?? []
  const [rows, columns] = { input: [state.height, state.width], kernel: state.kernel_size }[name] ?? []
  if (
    CHOICES[name]?.includes(text.replace(/^random\d{1,5}$/, "random")) ||
    (name === "cell" && CELL.test(text))
  )
    return text
  if (takesNone(state, name) && text === "None") return null
  if (
    numbers.length <= most &&
    numbers.every(value => Number.isInteger(value) && value >= low && value <= high)
  )
    return most > 1 ? [numbers[0], numbers.at(-1)] : numbers[0]
  if (numbers.length === rows * columns && !numbers.includes(NaN))
    return range(rows).map(y => numbers.slice(y * columns, (y + 1) * columns))
}

/** Everything that an operation's state may be made of. */
const OWN = new Set(CHOICES.op.flatMap(op => names({ op })))

/**
 * What is not understood is a fault, and the default stands. Names that are not the explorer's, an element's `style` or an
 * address's `utm_source`, are somebody else's.
 * @param {Iterable<[string, string]>} entries names and values @returns {{ state: State, faults: Fault[] }}
 */
export const read = entries => {
  const given = Object.fromEntries([...entries].filter(([name]) => OWN.has(name)))
  const state = initial(CHOICES.op.includes(given.op) ? given.op : "Conv2DTranspose")
  for (const name of names(state)) {
    const value = understood(state, name, given[name] ?? "")
    if (value === undefined) continue
    state[key(name)] = value
    delete given[name]
  }
  return { state, faults: Object.entries(given).map(([name, value]) => ({ name, value })) }
}

/** How often i of k − 1 coins fall on one side: 1 2 1, 1 3 3 1. */
const coins = (k, i) => (i ? (coins(k, i - 1) * (k - i)) / i : 2 ** (1 - k))
const slope = (k, i) => 1 - abs(i - (k - 1) / 2) / ceil(k / 2)
const centre = (y, x, rows, columns) => +(y === (rows - 1) >> 1 && x === (columns - 1) >> 1)

const PRESETS = {
  ones: () => 1,
  count: (y, x, _, columns) => y * columns + x + 1,
  identity: centre,
  edge: (y, x, rows, columns) => centre(y, x, rows, columns) * rows * columns - 1,
  blur: (y, x, rows, columns) => coins(rows, y) * coins(columns, x),
  bilinear: (y, x, rows, columns) => slope(rows, y) * slope(columns, x),
  random: (y, x, _, __, seed) => {
    const { imul } = Math,
      hash = imul(imul(seed + 1, 0x9e3779b1) ^ imul(y + 7, 0x85ebca6b) ^ imul(x + 3, 0xc2b2ae35), 0x2c1b3c6d)
    return (((hash ^ (hash >>> 15)) >>> 0) % 997) % 10
  },
}

/** A preset with its seed, or the numbers; those at random go down to `low`. */
const filled = (values, rows, columns, low) => {
  const [, name, seed] = /^([a-z]+)(\d*)$/.exec(values) ?? []
  return range(rows).map(y =>
    range(columns).map(x =>
      name ? PRESETS[name](y, x, rows, columns, +seed) + (seed ? low : 0) : (values[y]?.[x] ?? 0),
    ),
  )
}

/** @param {State} state @returns {Setting} with its numbers */
export const setting = state => ({
  ...state,
  image: filled(state.input, state.height, state.width, 0),
  kernel: filled(state.kernel, ...state.kernel_size, -4),
})
