// @ts-check
/** @import { Axis, Link, Pair, Refusal, Setting, Term } from "./types" */
// What a Keras layer does to one image with one channel: its sizes, its refusals, and what each output cell is made of.

const MAXIMUM = "MaxPooling2D", AVERAGE = "AveragePooling2D", UPSAMPLING = "UpSampling2D"
export const ARGUMENTS = {
  Conv2D: ["kernel_size", "strides", "padding", "dilation_rate"],
  Conv2DTranspose: ["kernel_size", "strides", "padding", "output_padding", "dilation_rate"],
  [MAXIMUM]: ["pool_size", "strides", "padding"],
  [AVERAGE]: ["pool_size", "strides", "padding"],
  [UPSAMPLING]: ["size", "interpolation"],
}

export const isPooling = ({ op }) => op === MAXIMUM || op === AVERAGE
export const isTransposed = ({ op }) => op === "Conv2DTranspose"
export const hasKernel = ({ op }) => op.startsWith("Conv2D")
/** Whether each input cell goes out to output cells, as a stamp; else each output cell gathers. */
export const isScattering = it => isTransposed(it) || (it.op === UPSAMPLING && it.interpolation === "nearest")

export const { max, min, floor, ceil } = Math
export const range = n => [...Array(max(n, 0)).keys()]

/** Windows of k cells, s apart, over n cells and `before` more at the start. @returns {Axis} */
const gather = ({ n, k, s, d, reach }, before, size) => {
  const links = range(size).map(o =>
    range(k).map(j => /** @type {Link[0]} */ ([o * s - before + j * d, j, 1])).filter(([i]) => i >= 0 && i < n))
  return { n, k, s, d, reach, size, full: size, start: 0, before, after: max((size - 1) * s + reach - n - before, 0), links }
}

/** Stamps of k cells, s apart, of which `size` cells from `start` on are kept. @returns {Axis} */
const scatter = ({ n, k, s, d, reach }, start, size) => {
  const full = (n - 1) * s + reach, links = range(max(full, start + size)).map(() => /** @type {Link} */ ([]))
  for (const i of range(n)) for (const j of range(k)) links[i * s + j * d].push([i, j, 1])
  return { n, k, s, d, reach, size, full, start, before: 0, after: 0, links }
}

/** Each output cell between two input cells, measured from middle to middle. @returns {Axis} */
const blend = (its, size) => {
  const links = range(size).map(o => {
    const at = min(max((o + .5) / its.s - .5, 0), its.n - 1), low = floor(at), share = at - low
    return /** @type {Link} */ (share ? [[low, 0, 1 - share], [low + 1, 0, share]] : [[low, 0, 1]])
  })
  return { ...gather(its, 0, size), after: 0, links }
}

/** @param {Setting} it @param {number} a */
const numbers = (it, a) => {
  const n = a ? it.width : it.height, s = (it.strides ?? it.kernel_size)[a]
  const up = it.op === UPSAMPLING, k = up ? isScattering(it) ? s : 1 : it.kernel_size[a]
  const d = hasKernel(it) ? it.dilation_rate[a] : 1
  return { n, k, s, d, reach: (k - 1) * d + 1, op: it.output_padding?.[a] ?? null }
}

/** @param {Setting} it @param {number} a @returns {Axis} */
const axis = (it, a) => {
  const its = numbers(it, a), { n, s, reach, op } = its, same = it.padding === "same"
  if (it.op === UPSAMPLING) return isScattering(it) ? scatter(its, 0, n * s) : blend(its, n * s)
  if (!isTransposed(it)) {
    const size = same ? ceil(n / s) : max(floor((n - reach) / s) + 1, 0)
    return gather(its, same ? max((size - 1) * s + reach - n, 0) >> 1 : 0, size)
  }
  const size = (n - 1) * s + (same ? op === null ? s : reach % 2 + op : op === null ? max(reach, s) : reach + op)
  return scatter(its, max((n - 1) * s + reach - size, 0) >> 1, size)
}

/** @param {Setting} it @returns {[Axis, Axis]} */
export const axes = it => [axis(it, 0), axis(it, 1)]

/** @param {any} pair */
const tuple = ([a, b]) => `(${a}, ${b})`

/** @param {Setting} it @returns {Refusal | null} */
export const refusal = it => {
  const both = [0, 1].map(a => numbers(it, a)), sized = axes(it).every(({ size }) => size > 0)
  if (it.op === UPSAMPLING) return null
  const at = isTransposed(it) ? both.findIndex(({ op, s }) => op !== null && op >= s) : -1
  if (at >= 0) return {
    why: "output_padding", when: "built",
    keras: "`output_padding` must be strictly less than `strides` for all dimensions. "
      + `At dimension ${at}, \`output_padding\` is ${both[at].op} but \`strides\` is ${both[at].s}.`,
  }
  if (both.some(({ s }) => s > 1) && both.some(({ d }) => d > 1)) return {
    why: "dilation", when: "built",
    keras: "`strides > 1` not supported in conjunction with `dilation_rate > 1`. "
      + `Received: strides=${tuple(it.strides)} and dilation_rate=${tuple(it.dilation_rate)}`,
  }
  if (!sized) return isTransposed(it)
    ? { why: "empty", when: "called", keras: "" }
    : { why: "window", when: hasKernel(it) ? "built" : "model", keras: "Computed output size would be zero or negative." }
  return isTransposed(it) && it.padding === "same" && both.some(({ op, reach }) => op === 0 && reach % 2 === 0)
    ? { why: "even", when: "called", keras: "" } : null
}

/** @param {Setting} it @param {[Axis, Axis]} both @param {number} y @param {number} x @returns {Term[]} */
export const terms = (it, [rows, columns], y, x) =>
  rows.links[y].flatMap(([i, k, v]) =>
    columns.links[x].map(([j, l, w]) => ({
      i: /** @type {Pair} */ ([i, j]),
      k: /** @type {Pair} */ ([k, l]),
      w: hasKernel(it) ? it.kernel[k][l] : v * w,
      x: it.image[i][j],
    })),
  )

/** @param {Setting} it @param {Term[]} all @returns {number} */
export const combine = (it, all) => {
  if (it.op === MAXIMUM) return max(...all.map(({ x }) => x))
  const sum = all.reduce((total, { w, x }) => total + w * x, 0)
  return it.op === AVERAGE ? sum / all.length : sum
}

/** Something of every cell of the canvas. @param {[Axis, Axis]} both */
const everywhere = ([rows, columns], of) => rows.links.map((_, y) => columns.links.map((_, x) => of(y, x)))

/** @param {Setting} it @returns {number[][]} the values of the canvas */
export const canvas = (it, both = axes(it)) => everywhere(both, (y, x) => combine(it, terms(it, both, y, x)))

/** @param {[Axis, Axis]} both @param {number[][]} all */
const kept = ([rows, columns], all) =>
  all.slice(rows.start, rows.start + rows.size).map(row => row.slice(columns.start, columns.start + columns.size))

/** @param {Setting} it @returns {number[][]} */
export const output = (it, both = axes(it)) => kept(both, canvas(it, both))

/** @param {Setting} it @returns {number[][]} how many stamps meet in each cell of the canvas */
export const counts = (it, both = axes(it)) => everywhere(both, (y, x) => both[0].links[y].length * both[1].links[x].length)

/** @param {Setting} it @returns {number[][]} one row for each cell of the canvas, one column for each input cell */
export const matrix = (it, both = axes(it)) => everywhere(both, (y, x) => {
  const row = Array(it.height * it.width).fill(0)
  for (const { i, w } of terms(it, both, y, x)) row[i[0] * it.width + i[1]] += w
  return row
}).flat()

/** Which input cell stands at a place of the input with zeros in it, -1 for the zeros. @param {Axis} axis */
export const inserted = ({ n, s, reach }) => range((n - 1) * s + 2 * reach - 1)
  .map(c => (c - reach + 1) / s).map(i => (Number.isInteger(i) && i >= 0 && i < n ? i : -1))

const pythonic = pair => (pair[0] === pair[1] ? String(pair[0]) : tuple(pair))
const call = (name, parts) => `${name}(${parts.filter(Boolean).join(", ")})`
const unless = (pair, usual, name) => pair.some(value => value !== usual) && `${name}=${pythonic(pair)}`

/** @param {Setting} it @returns {string} */
export const kerasCall = it => {
  const { kernel_size, strides, output_padding } = it,
    same = it.padding === "same" && 'padding="same"'
  return call(
    `keras.layers.${it.op}`,
    it.op === UPSAMPLING
      ? [pythonic(strides), !isScattering(it) && 'interpolation="bilinear"']
      : isPooling(it)
        ? [pythonic(kernel_size), strides && `strides=${pythonic(strides)}`, same]
        : [
            1,
            pythonic(kernel_size),
            unless(strides, 1, "strides"),
            same,
            isTransposed(it) && output_padding && `output_padding=${pythonic(output_padding)}`,
            unless(it.dilation_rate, 1, "dilation_rate"),
            "use_bias=False",
          ],
  )
}

/** @param {Setting} it @returns {string} the same as a program to paste */
export const program = it => {
  const array = rows => `np.array(${JSON.stringify(rows).replaceAll(",", ", ")}, "float32")`
  return `import keras\nimport numpy as np\n\nimage = ${array(it.image)}\nlayer = ${kerasCall(it)}\n${
    hasKernel(it)
      ? `kernel = ${array(it.kernel)}
layer.build((1, ${it.height}, ${it.width}, 1))
layer.set_weights([kernel[..., None, None]])\n` : ""}print(layer(image[None, ..., None])[0, ..., 0].numpy())\n`
}

/**
 * The size of the output along an axis: in letters, with the numbers put in, and what it comes to.
 * @param {Setting} it @param {number} a
 */
export const formula = (it, a) => {
  const its = numbers(it, a), { n, s, op } = its, same = it.padding === "same"
  const write = (n, k, s, d, op) => {
    const reach = its.d > 1 ? `((${k} − 1)·${d} + 1)` : k
    if (it.op === UPSAMPLING) return `${n}·${s}`
    if (!isTransposed(it)) return same ? `⌈${n} / ${s}⌉` : `⌊(${n} − ${reach}) / ${s}⌋ + 1`
    if (same && its.op === null) return `${n}·${s}`
    return `(${n} − 1)·${s} + ` + (same ? `${reach} mod 2 + ${op}`
      : its.op === null ? `max(${reach}, ${s})` : `${reach} + ${op}`)
  }
  return { letters: write("n", "k", "s", "d", "op"), numbers: write(n, its.k, s, its.d, op), size: axis(it, a).size }
}

/**
 * The nearest call in PyTorch and what it gives; `hint` makes it as Keras.
 * @param {Setting} it one that Keras takes
 * @returns {{ call: string, output: number[][], hint: string } | null} null where no PyTorch layer has this size
 */
export const torch = it => {
  const both = axes(it),
    same = it.padding === "same",
    window = pythonic(it.kernel_size)
  const strides = both.map(({ s }) => s),
    dilation = hasKernel(it) && unless(it.dilation_rate, 1, "dilation")
  const give = (name, parts, made, hint) => ({
    call: call(`torch.nn.${name}`, parts),
    output: kept(made, counted(it, made)),
    hint: hint || "",
  })
  if (it.op === UPSAMPLING)
    return give("Upsample", [`scale_factor=${pythonic(strides)}`, !isScattering(it) && 'mode="bilinear"'], both)
  if (isTransposed(it)) {
    // PyTorch crops as many cells at the start as at the end, and then adds some at the end
    const crop = both.map(({ full, size }) => (same ? ceil(max(full - size, 0) / 2) : 0))
    const lacking = both.map(({ full, size }, a) => size - full + 2 * crop[a]),
      more = same || it.output_padding ? lacking : [0, 0]
    if (both.some(({ s }, a) => more[a] >= s)) return null
    return give(
      "ConvTranspose2d",
      [
        1,
        1,
        window,
        unless(strides, 1, "stride"),
        unless(crop, 0, "padding"),
        unless(more, 0, "output_padding"),
        "bias=False",
        dilation,
      ],
      both.map((its, a) => scatter(its, crop[a], its.full - 2 * crop[a] + more[a])),
      more === lacking ? "" : unless(lacking, 0, "output_padding"),
    )
  }
  // as many padded cells at the start as at the end, but for padding="same", which takes no stride
  const whole = same && hasKernel(it) && strides.every(s => s === 1)
  const before = both.map(axis => (whole ? axis.before : same ? ceil((axis.before + axis.after) / 2) : 0))
  const made = both.map((its, a) =>
    gather(its, before[a], whole ? its.size : floor((its.n + 2 * before[a] - its.reach) / its.s) + 1),
  )
  const padding = whole ? 'padding="same"' : unless(before, 0, "padding")
  if (hasKernel(it))
    return give("Conv2d", [1, 1, window, unless(strides, 1, "stride"), padding, dilation, "bias=False"], made)
  return give(
    it.op === MAXIMUM ? "MaxPool2d" : "AvgPool2d",
    [window, pythonic(strides) !== window && `stride=${pythonic(strides)}`, padding],
    made,
    it.op === AVERAGE && before.some(Boolean) && both.every(axis => axis.before === axis.after) && "count_include_pad=False",
  )
}

/** PyTorch's average counts the padded zeros. */
const counted = (it, made) => {
  const all = canvas(it, made), met = counts(it, made)
  return it.op === AVERAGE ? all.map((row, y) => row.map((value, x) => value * met[y][x] / (made[0].k * made[1].k))) : all
}
