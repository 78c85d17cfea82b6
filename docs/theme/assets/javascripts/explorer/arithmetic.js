// @ts-check
/** @import { Axis, Link, Pair, Refusal, Setting, Term } from "./types" */
// What a Keras layer does to one image with one channel: its sizes, its refusals, and what each output cell is made of.

export const UPSAMPLING = "UpSampling2D"
/** What can be set, apart from the input. */
export const ARGUMENTS = {
  Conv2D: ["kernel_size", "strides", "padding", "dilation_rate", "kernel"],
  Conv2DTranspose: ["kernel_size", "strides", "padding", "output_padding", "dilation_rate", "kernel", "view"],
  MaxPooling2D: ["pool_size", "strides", "padding"],
  AveragePooling2D: ["pool_size", "strides", "padding"],
  [UPSAMPLING]: ["size", "interpolation"],
}

export const isPooling = ({ op }) => op.includes("Pooling")
export const isTransposed = ({ op }) => op === "Conv2DTranspose"
export const hasKernel = ({ op }) => op.startsWith("Conv2D")
/** Whether each input cell goes out to output cells, as a stamp; else each output cell gathers. */
export const isScattering = it => isTransposed(it) || (it.op === UPSAMPLING && it.interpolation === "nearest")

export const { abs, max, min, floor, ceil } = Math
export const range = n => [...Array(max(n, 0)).keys()]

/** `parts`: which cell of the canvas, of which input cell, by way of which kernel cell, with what weight. @returns {Axis} */
const linked = (its, size, parts, full = size, start = 0, before = 0, after = 0) => {
  const links = range(max(full, start + size)).map(() => /** @type {Link} */ ([]))
  for (const [c, i, j, weight] of parts.flat())
    if (i >= 0 && i < its.n && weight > 0) links[c].push([i, j, weight])
  return { ...its, size, full, start, before, after, links }
}

/** Windows of k cells, s apart, over n cells and `before` more at the start. */
const gather = (its, before, size) =>
  linked(
    its,
    size,
    range(size).map(c => range(its.k).map(j => [c, c * its.s + j * its.d - before, j, 1])),
    size,
    0,
    before,
    max((size - 1) * its.s + its.reach - its.n - before, 0),
  )

/** Stamps of k cells, s apart, of which `size` cells from `start` on are kept. */
const scatter = (its, start, size) => {
  const full = (its.n - 1) * its.s + its.reach
  return linked(
    its,
    size,
    range(its.n).map(i => range(its.k).map(j => [i * its.s + j * its.d, i, j, 1])),
    full,
    start,
    start,
    max(full - start - size, 0),
  )
}

/** Each output cell between two input cells, measured from middle to middle. */
const blend = (its, size) =>
  linked(
    its,
    size,
    range(size).map(c => {
      const at = min(max((c + 0.5) / its.s - 0.5, 0), its.n - 1)
      return range(its.n).map(i => [c, i, 0, 1 - abs(at - i)])
    }),
  )

/** @param {Setting} it @param {number} a */
const numbers = (it, a) => {
  const n = a ? it.width : it.height,
    s = (it.strides ?? it.kernel_size)[a]
  const k = it.op !== UPSAMPLING ? it.kernel_size[a] : isScattering(it) ? s : 1
  const d = hasKernel(it) ? it.dilation_rate[a] : 1
  return { n, k, s, d, reach: (k - 1) * d + 1, op: it.output_padding?.[a] }
}

/** @param {Setting} it @returns {[Axis, Axis]} */
export const axes = it =>
  /** @type {any} */ (
    [0, 1].map(a => {
      const its = numbers(it, a),
        { n, s, reach, op } = its,
        same = it.padding === "same",
        full = (n - 1) * s + reach
      if (it.op === UPSAMPLING) return isScattering(it) ? scatter(its, 0, n * s) : blend(its, n * s)
      if (isTransposed(it)) {
        const size = full + (same ? (reach % 2) - reach + (op ?? s - (reach % 2)) : (op ?? max(s - reach, 0)))
        return scatter(its, max(full - size, 0) >> 1, size)
      }
      const size = same ? ceil(n / s) : max(floor((n - reach) / s) + 1, 0)
      return gather(its, same ? max((size - 1) * s + reach - n, 0) >> 1 : 0, size)
    })
  )

/** @param {Setting} it @returns {Refusal | null} */
export const refusal = it => {
  const both = axes(it),
    transposed = isTransposed(it),
    kernel = hasKernel(it)
  const at = both.findIndex(({ op, s }) => transposed && op != null && op >= s)
  const refuse = (why, ...values) => ({ why, values })
  if (it.op === UPSAMPLING) return null
  if (at >= 0) return refuse("output_padding", at, both[at].op, both[at].s)
  if (both.some(({ s }) => s > 1) && both.some(({ d }) => d > 1))
    return refuse("dilation", tuple(it.strides), tuple(it.dilation_rate))
  if (both.some(({ size }) => size < 1)) return refuse(transposed ? "empty" : kernel ? "window" : "pool")
  return transposed && it.padding === "same" && both.some(({ op, reach }) => op === 0 && reach % 2 === 0)
    ? refuse("even")
    : null
}

/** What Keras takes and some builds of TensorFlow refuse when it is called. @param {Setting} it */
export const caution = it => (isTransposed(it) && axes(it).some(({ d }) => d > 1) ? "processor" : "")

/** What each cell of the canvas is made of. @param {Setting} it @returns {Term[][][]} */
export const terms = (it, [rows, columns] = axes(it)) =>
  rows.links.map(link =>
    columns.links.map(other =>
      link.flatMap(([i, k, v]) =>
        other.map(([j, l, w]) => ({
          i: /** @type {Pair} */ ([i, j]),
          k: /** @type {Pair} */ ([k, l]),
          w: hasKernel(it) ? it.kernel[k][l] : v * w,
          x: it.image[i][j],
        })),
      ),
    ),
  )

/** An average is over the cells that there are, or over `count`. @param {Setting} it @param {Term[]} all */
export const combine = (it, all, count = all.length) => {
  if (it.op === "MaxPooling2D") return max(...all.map(({ x }) => x))
  const sum = all.reduce((total, { w, x }) => total + w * x, 0)
  return isPooling(it) ? sum / count : sum
}

/** What is kept of something that each cell of the canvas has. @param {[Axis, Axis]} both @param {any[][]} all */
export const kept = ([rows, columns], all) =>
  all
    .slice(rows.start, rows.start + rows.size)
    .map(row => row.slice(columns.start, columns.start + columns.size))

/** @param {Setting} it @returns {number[][]} */
export const output = (it, both = axes(it), count = /** @type {number | undefined} */ (undefined)) =>
  kept(both, terms(it, both)).map(row => row.map(all => combine(it, all, count)))

/** Which input cell stands where, among the zeros that are put between (`gap` apart) and around; -1 for the zeros. */
export const spread = (n, gap, before, after) =>
  range(before + (n - 1) * gap + 1 + after).map(c => range(n).indexOf((c - before) / gap))

const tuple = pair => `(${pair.join(", ")})`
const pythonic = pair => (pair[0] === pair[1] ? String(pair[0]) : tuple(pair))
const call = (name, parts) => `${name}(${parts.filter(Boolean).join(", ")})`
const unless = (pair, usual, name) =>
  pair?.some((value, a) => value !== usual[a]) && `${name}=${pythonic(pair)}`
const ONE = [1, 1],
  ZERO = [0, 0]

/** @param {Setting} it @returns {string} */
export const kerasCall = it => {
  const { op, kernel_size, strides, dilation_rate } = it,
    kernel = hasKernel(it)
  return call(
    `keras.layers.${op}`,
    op === UPSAMPLING
      ? [pythonic(strides), !isScattering(it) && 'interpolation="bilinear"']
      : [
          kernel && 1,
          pythonic(kernel_size),
          unless(strides, kernel ? ONE : [], "strides"),
          it.padding === "same" && 'padding="same"',
          isTransposed(it) && unless(it.output_padding, [], "output_padding"),
          kernel && unless(dilation_rate, ONE, "dilation_rate"),
          kernel && "use_bias=False",
        ],
  )
}

/**
 * The size of the output along an axis: in letters, with the numbers put in, and what it comes to.
 * @param {Setting} it @param {number} a
 */
export const formula = (it, a) => {
  const its = axes(it)[a],
    { size, op } = its,
    same = it.padding === "same"
  const write = (/** @type {any} */ { n, k, s, d, op: more }) => {
    const reach = its.d > 1 ? `((${k} − 1)·${d} + 1)` : k
    if (it.op === UPSAMPLING || (isTransposed(it) && same && op == null)) return `${n}·${s}`
    if (!isTransposed(it)) return same ? `⌈${n} / ${s}⌉` : `⌊(${n} − ${reach}) / ${s}⌋ + 1`
    return (
      `(${n} − 1)·${s} + ` +
      (op == null ? `max(${reach}, ${s})` : `${reach}${same ? " mod 2" : ""} + ${more}`)
    )
  }
  return { letters: write({ n: "n", k: "k", s: "s", d: "d", op: "op" }), numbers: write(its), size }
}

/**
 * The nearest call in PyTorch, what it gives where that is reckoned in another way, and a `hint` that makes it as Keras.
 * @param {Setting} it one that Keras takes
 * @returns {{ call: string, output: number[][] | null, hint: string } | null} null where no PyTorch layer has this size
 */
export const torch = it => {
  const both = axes(it),
    same = it.padding === "same",
    kernel = hasKernel(it),
    transposed = isTransposed(it),
    up = it.op === UPSAMPLING
  const window = it.kernel_size,
    strides = both.map(({ s }) => s),
    average = it.op === "AveragePooling2D"
  // as many cells at the start as at the end, padded or cropped, but for padding="same", which takes no stride
  const whole = same && it.op === "Conv2D" && strides.every(s => s === 1)
  const padding = both.map(({ before, after }) => (whole ? before : same ? ceil((before + after) / 2) : 0))
  const lacking = both.map(({ full, size }, a) => size - full + 2 * padding[a])
  const more = transposed && (same || it.output_padding) ? lacking : ZERO
  if (more.some((cells, a) => cells >= strides[a])) return null
  const made = up
    ? both
    : /** @type {[Axis, Axis]} */ (
        both.map((its, a) =>
          transposed
            ? scatter(its, padding[a], its.full - 2 * padding[a] + more[a])
            : gather(
                its,
                padding[a],
                whole ? its.size : floor((its.n + 2 * padding[a] - its.reach) / its.s) + 1,
              ),
        )
      )
  const hint = transposed
    ? more !== lacking && unless(lacking, ZERO, "output_padding")
    : average &&
      padding.some(Boolean) &&
      both.every(({ before, after }) => before === after) &&
      "count_include_pad=False"
  const alike = JSON.stringify(made) === JSON.stringify(both) && !(average && padding.some(Boolean))
  const name =
    {
      Conv2D: "Conv2d",
      Conv2DTranspose: "ConvTranspose2d",
      MaxPooling2D: "MaxPool2d",
      [UPSAMPLING]: "Upsample",
    }[it.op] ?? "AvgPool2d"
  return {
    call: call(
      `torch.nn.${name}`,
      up
        ? [`scale_factor=${pythonic(strides)}`, !isScattering(it) && 'mode="bilinear"']
        : [
            kernel && "1, 1",
            pythonic(window),
            unless(strides, kernel ? ONE : window, "stride"),
            whole ? 'padding="same"' : unless(padding, ZERO, "padding"),
            unless(more, ZERO, "output_padding"),
            kernel && unless(it.dilation_rate, ONE, "dilation"),
            kernel && "bias=False",
          ],
    ),
    output: alike ? null : output(it, made, average ? window[0] * window[1] : undefined),
    hint: hint || "",
  }
}
