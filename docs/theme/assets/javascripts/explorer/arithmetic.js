// @ts-check
// What a Keras layer does to one image with one channel: its sizes, its refusals, and what each output cell is made of.

/**
 * @typedef {[number, number]} Pair rows, columns
 * @typedef {object} Setting
 * @property {string} op
 * @property {number} height
 * @property {number} width
 * @property {Pair} kernel_size the pooling layers' `pool_size` too
 * @property {Pair | null} strides UpSampling2D's `size` too; null, where pooling takes it, is `pool_size`
 * @property {string} padding
 * @property {Pair | null} output_padding
 * @property {Pair} dilation_rate
 * @property {string} interpolation
 * @property {number[][]} image
 * @property {number[][]} kernel
 *
 * @typedef {object} Axis
 * @property {number} n input cells
 * @property {number} k kernel cells
 * @property {number} s
 * @property {number} d
 * @property {number} reach kernel cells with the gaps of dilation
 * @property {number} size output cells
 * @property {number} full cells that stamps cover; elsewhere as `size`
 * @property {number} start the first cell of the canvas that is kept
 * @property {number} before cells padded before the input
 * @property {number} after
 * @property {Link[]} links for each cell of the canvas
 *
 * @typedef {[number, number, number][]} Link input cell, kernel cell, weight
 * @typedef {{ i: Pair, k: Pair, w: number, x: number }} Term input cell, kernel cell, weight, input value
 * @typedef {{ why: string, when: "built" | "called" | "model", keras: string }} Refusal
 */

export const ARGUMENTS = {
  Conv2D: ["kernel_size", "strides", "padding", "dilation_rate"],
  Conv2DTranspose: ["kernel_size", "strides", "padding", "output_padding", "dilation_rate"],
  MaxPooling2D: ["pool_size", "strides", "padding"],
  AveragePooling2D: ["pool_size", "strides", "padding"],
  UpSampling2D: ["size", "interpolation"],
}

/** @param {Setting} it */
export const isPooling = it => it.op.endsWith("Pooling2D")
/** @param {Setting} it */
export const isTransposed = it => it.op === "Conv2DTranspose"
/** @param {Setting} it whether each input cell goes out to output cells, as a stamp; else each output cell gathers */
export const isScattering = it => isTransposed(it) || (it.op === "UpSampling2D" && it.interpolation === "nearest")
/** @param {Setting} it */
export const hasKernel = it => it.op.startsWith("Conv2D")

const range = (/** @type {number} */ n) => [...Array(Math.max(n, 0)).keys()]
const { max, min, floor, ceil } = Math

/** @returns {Axis} windows of k cells, s apart, over n cells and `before` more at the start */
const gather = (/** @type {number} */ n, /** @type {number} */ k, /** @type {number} */ s, /** @type {number} */ d,
  /** @type {number} */ before, /** @type {number} */ size) => {
  const reach = (k - 1) * d + 1
  const links = range(size).map(o => range(k)
    .map(j => /** @type {[number, number, number]} */ ([o * s - before + j * d, j, 1]))
    .filter(([i]) => i >= 0 && i < n))
  const after = max((size - 1) * s + reach - n - before, 0)
  return { n, k, s, d, reach, size, full: size, start: 0, before, after, links }
}

/** @returns {Axis} stamps of k cells, s apart, of which `size` cells from `start` on are kept */
const scatter = (/** @type {number} */ n, /** @type {number} */ k, /** @type {number} */ s, /** @type {number} */ d,
  /** @type {number} */ start, /** @type {number} */ size) => {
  const reach = (k - 1) * d + 1, full = (n - 1) * s + reach
  /** @type {Link[]} */
  const links = range(max(full, start + size)).map(() => [])
  for (const i of range(n)) for (const j of range(k)) links[i * s + j * d].push([i, j, 1])
  return { n, k, s, d, reach, size, full, start, before: 0, after: 0, links }
}

/** @returns {Axis} each output cell between two input cells, measured from middle to middle */
const blend = (/** @type {number} */ n, /** @type {number} */ s) => {
  const size = n * s
  const links = range(size).map(o => {
    const at = min(max((o + .5) / s - .5, 0), n - 1), low = floor(at), share = at - low
    return /** @type {Link} */ (share ? [[low, 0, 1 - share], [low + 1, 0, share]] : [[low, 0, 1]])
  })
  return { n, k: 1, s, d: 1, reach: 1, size, full: size, start: 0, before: 0, after: 0, links }
}

/** @param {Setting} it @param {0 | 1} a */
const numbers = (it, a) => {
  const n = a ? it.width : it.height, k = it.kernel_size[a], d = isPooling(it) ? 1 : it.dilation_rate[a]
  return { n, k, s: (it.strides ?? it.kernel_size)[a], d, reach: (k - 1) * d + 1, op: it.output_padding?.[a] ?? null }
}

/** @param {Setting} it @param {0 | 1} a @returns {Axis} */
const axis = (it, a) => {
  const { n, k, s, d, reach, op } = numbers(it, a), same = it.padding === "same"
  if (it.op === "UpSampling2D") return it.interpolation === "nearest" ? scatter(n, s, s, 1, 0, n * s) : blend(n, s)
  if (!isTransposed(it)) {
    const size = same ? ceil(n / s) : max(floor((n - reach) / s) + 1, 0)
    return gather(n, k, s, d, same ? padded(n, reach, s) >> 1 : 0, size)
  }
  const size = (n - 1) * s + (same ? (op === null ? s : reach % 2 + op) : (op === null ? max(reach, s) : reach + op))
  return scatter(n, k, s, d, max((n - 1) * s + reach - size, 0) >> 1, size)
}

/** Cells that SAME adds to an axis in all. */
const padded = (/** @type {number} */ n, /** @type {number} */ reach, /** @type {number} */ s) =>
  max((ceil(n / s) - 1) * s + reach - n, 0)

/** @param {Setting} it @returns {[Axis, Axis]} */
export const axes = it => [axis(it, 0), axis(it, 1)]

const tuple = (/** @type {Pair} */ [a, b]) => `(${a}, ${b})`

/** @param {Setting} it @returns {Refusal | null} why Keras refuses this, `keras` being how its own message starts */
export const refusal = it => {
  const [rows, columns] = axes(it), both = [numbers(it, 0), numbers(it, 1)]
  if (it.op === "UpSampling2D") return null
  if (isTransposed(it)) {
    const at = both.findIndex(({ op, s }) => op !== null && op >= s)
    if (at >= 0) {
      const { op, s } = both[at]
      return {
        why: "output_padding", when: "built",
        keras: "`output_padding` must be strictly less than `strides` for all dimensions. "
          + `At dimension ${at}, \`output_padding\` is ${op} but \`strides\` is ${s}.`,
      }
    }
  }
  if (both.some(({ s }) => s > 1) && both.some(({ d }) => d > 1))
    return {
      why: "dilation", when: "built",
      keras: "`strides > 1` not supported in conjunction with `dilation_rate > 1`. "
        + `Received: strides=${tuple(it.strides ?? it.kernel_size)} and dilation_rate=${tuple(it.dilation_rate)}`,
    }
  if (rows.size < 1 || columns.size < 1)
    return isTransposed(it)
      ? { why: "empty", when: "called", keras: "" }
      : { why: "window", when: hasKernel(it) ? "built" : "model", keras: "Computed output size would be zero or negative." }
  if (isTransposed(it) && it.padding === "same" && both.some(({ n, op, reach }) => op === 0 && reach % 2 === 0 && n > 1))
    return { why: "even", when: "called", keras: "" }
  return null
}

/** @param {Setting} it @param {[Axis, Axis]} both @param {number} y @param {number} x @returns {Term[]} */
export const terms = (it, [rows, columns], y, x) =>
  rows.links[y].flatMap(([i, k, v]) => columns.links[x].map(([j, l, w]) =>
    ({ i: /** @type {Pair} */ ([i, j]), k: /** @type {Pair} */ ([k, l]), w: hasKernel(it) ? it.kernel[k][l] : v * w, x: it.image[i][j] })))

/** @param {Setting} it @param {Term[]} all @returns {number} */
export const combine = (it, all) => {
  if (it.op === "MaxPooling2D") return max(...all.map(({ x }) => x))
  const sum = all.reduce((total, { w, x }) => total + w * x, 0)
  return it.op === "AveragePooling2D" ? sum / all.length : sum
}

/** @param {Setting} it @param {[Axis, Axis]} both @returns {number[][]} every cell of the canvas */
export const canvas = (it, both = axes(it)) =>
  both[0].links.map((_, y) => both[1].links.map((_, x) => combine(it, terms(it, both, y, x))))

/** @param {[Axis, Axis]} both @param {number[][]} all */
const kept = ([rows, columns], all) =>
  all.slice(rows.start, rows.start + rows.size).map(row => row.slice(columns.start, columns.start + columns.size))

/** @param {Setting} it @returns {number[][]} */
export const output = it => {
  const both = axes(it)
  return kept(both, canvas(it, both))
}

/** @param {Setting} it @returns {number[][]} how many input cells meet in each cell of the canvas */
export const counts = it => {
  const [rows, columns] = axes(it)
  return rows.links.map(row => columns.links.map(column => row.length * column.length))
}

/** @param {Setting} it @returns {number[][]} one row for each cell of the canvas, one column for each input cell */
export const matrix = it => {
  const both = axes(it), all = []
  for (const y of both[0].links.keys()) for (const x of both[1].links.keys()) {
    const row = Array(it.height * it.width).fill(0)
    for (const { i, w } of terms(it, both, y, x)) row[i[0] * it.width + i[1]] += w
    all.push(row)
  }
  return all
}

/** @param {Setting} it @returns {number[][]} the input with zeros between its cells and around them, for the flipped kernel to move over */
export const spread = it => {
  const [rows, columns] = axes(it)
  const at = (/** @type {Axis} */ { n, s, reach }) => range((n - 1) * s + 2 * reach - 1)
    .map(c => (c - reach + 1) % s || c < reach - 1 ? -1 : (c - reach + 1) / s).map(i => (i < n ? i : -1))
  return at(rows).map(i => at(columns).map(j => (i < 0 || j < 0 ? 0 : it.image[i][j])))
}

const pythonic = (/** @type {Pair} */ pair) => (pair[0] === pair[1] ? String(pair[0]) : tuple(pair))
const call = (/** @type {string} */ name, /** @type {(string | false)[]} */ parts) => `${name}(${parts.filter(Boolean).join(", ")})`
const unless = (/** @type {Pair} */ pair, /** @type {number} */ usual, /** @type {string} */ name) =>
  pair.some(value => value !== usual) && `${name}=${pythonic(pair)}`

/** @param {Setting} it @returns {string} */
export const kerasCall = it => {
  const name = `keras.layers.${it.op}`
  const strides = it.strides, padding = it.padding === "same" && 'padding="same"'
  if (it.op === "UpSampling2D")
    return call(name, [pythonic(strides ?? [1, 1]), it.interpolation !== "nearest" && `interpolation="${it.interpolation}"`])
  if (isPooling(it)) return call(name, [pythonic(it.kernel_size), !!strides && `strides=${pythonic(strides)}`, padding])
  return call(name, [
    "1", pythonic(it.kernel_size), unless(strides ?? [1, 1], 1, "strides"), padding,
    isTransposed(it) && !!it.output_padding && `output_padding=${pythonic(it.output_padding)}`,
    unless(it.dilation_rate, 1, "dilation_rate"), "use_bias=False",
  ])
}

/**
 * The size of the output along an axis: in letters, with the numbers put in, and what it comes to.
 * @param {Setting} it @param {0 | 1} a @returns {{ letters: string, numbers: string, size: number }}
 */
export const formula = (it, a) => {
  const { n, k, s, d, reach, op } = numbers(it, a), { size } = axis(it, a), same = it.padding === "same"
  const wide = d > 1 ? `((${k} − 1)·${d} + 1)` : `${reach}`, kernel = d > 1 ? "((k − 1)·d + 1)" : "k"
  const [letters, put] = it.op === "UpSampling2D" ? ["n·s", `${n}·${s}`]
    : !isTransposed(it) ? same ? ["⌈n / s⌉", `⌈${n} / ${s}⌉`] : [`⌊(n − ${kernel}) / s⌋ + 1`, `⌊(${n} − ${wide}) / ${s}⌋ + 1`]
    : same && op === null ? ["n·s", `${n}·${s}`]
    : same ? [`(n − 1)·s + ${kernel} mod 2 + op`, `(${n} − 1)·${s} + ${wide} mod 2 + ${op}`]
    : op === null ? [`(n − 1)·s + max(${kernel}, s)`, `(${n} − 1)·${s} + max(${wide}, ${s})`]
    : [`(n − 1)·s + ${kernel} + op`, `(${n} − 1)·${s} + ${wide} + ${op}`]
  return { letters, numbers: put, size }
}

/** @param {Setting} it @returns {string} the state as a program to paste */
export const program = it => {
  const { height, width } = it, array = (/** @type {number[][]} */ rows) => JSON.stringify(rows).replaceAll(",", ", ")
  return [
    "import keras", "import numpy as np", "",
    `image = np.array(${array(it.image)}, "float32")`,
    `layer = ${kerasCall(it)}`,
    ...(hasKernel(it) ? [
      `kernel = np.array(${array(it.kernel)}, "float32")`,
      `layer.build((1, ${height}, ${width}, 1))`,
      "layer.set_weights([kernel[..., None, None]])",
    ] : []),
    "print(layer(image[None, ..., None])[0, ..., 0].numpy())",
  ].join("\n")
}

/**
 * The nearest call in PyTorch, and what it gives.
 * @param {Setting} it one that Keras takes
 * @returns {{ call: string, output: number[][], hint: string } | null} null where no PyTorch layer has this size
 */
export const torch = it => {
  const both = axes(it), same = it.padding === "same", [h, v] = both
  const pair = (/** @type {(axis: Axis) => number} */ of) => /** @type {Pair} */ ([of(h), of(v)])
  const size = pythonic(it.kernel_size), stride = pair(({ s }) => s), dilation = unless(it.dilation_rate, 1, "dilation")
  const give = (/** @type {string} */ name, /** @type {(string | false)[]} */ parts, /** @type {[Axis, Axis]} */ made, hint = "") =>
    ({ call: call(`torch.nn.${name}`, parts), output: kept(made, averaged(it, made)), hint })
  if (it.op === "UpSampling2D") {
    const scale = `scale_factor=${pythonic(it.strides ?? [1, 1])}`
    return give("Upsample", [scale, it.interpolation !== "nearest" && `mode="${it.interpolation}"`], both)
  }
  if (isTransposed(it)) {
    // PyTorch crops as many cells at the start as at the end, and then adds some at the end
    const crop = pair(({ full, size }) => (same ? ceil(max(full - size, 0) / 2) : 0))
    const lacking = /** @type {Pair} */ (both.map(({ full, size }, a) => size - full + 2 * crop[a]))
    const more = same || it.output_padding ? lacking : /** @type {Pair} */ ([0, 0])
    if (both.some(({ s }, a) => more[a] >= s)) return null
    const made = both.map(({ n, k, s, d, full }, a) => scatter(n, k, s, d, crop[a], full - 2 * crop[a] + more[a]))
    const parts = ["1", "1", size, unless(stride, 1, "stride"), unless(crop, 0, "padding"), unless(more, 0, "output_padding"), "bias=False", dilation]
    return give("ConvTranspose2d", parts, /** @type {[Axis, Axis]} */ (made),
      more.some((value, a) => value !== lacking[a]) ? `output_padding=${pythonic(lacking)}` : "")
  }
  // as many padded cells at the start as at the end, but for padding="same", which takes no stride
  const whole = same && hasKernel(it) && stride.every(s => s === 1)
  const before = pair(axis => (whole ? axis.before : ceil((axis.before + axis.after) / 2 * +same)))
  const made = /** @type {[Axis, Axis]} */ (both.map(({ n, k, s, d, reach, size }, a) =>
    gather(n, k, s, d, before[a], whole ? size : floor((n + 2 * before[a] - reach) / s) + 1)))
  const padding = whole ? 'padding="same"' : unless(before, 0, "padding")
  if (hasKernel(it)) return give("Conv2d", ["1", "1", size, unless(stride, 1, "stride"), padding, dilation, "bias=False"], made)
  const strides = stride.some((s, a) => s !== it.kernel_size[a]) && `stride=${pythonic(stride)}`
  const counted = it.op === "AveragePooling2D" && before.some(Boolean) && both.every(axis => axis.before === axis.after)
  return give(it.op.replace("Pooling2D", "Pool2d").replace("Average", "Avg"), [size, strides, padding], made, counted ? "count_include_pad=False" : "")
}

/** PyTorch's average counts the padded zeros. @param {Setting} it @param {[Axis, Axis]} made */
const averaged = (it, made) => {
  const all = canvas(it, made)
  if (it.op !== "AveragePooling2D") return all
  const [rows, columns] = made
  return all.map((row, y) => row.map((value, x) => value * rows.links[y].length * columns.links[x].length / (rows.k * columns.k)))
}
