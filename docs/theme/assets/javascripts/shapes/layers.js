// @ts-check
// What each Keras layer takes, which shape it gives, which weights it has, and what it refuses. A shape is a list of sizes,
// the batch first; null is a size not known yet, NaN (in a layer's answer) an axis on which nothing is left.

import KERAS from "./keras.json" with { type: "json" }
import { isLiteral } from "./nodes.js"
import { parse } from "./parse.js"

/**
 * @typedef {import("./parse.js").Node} Node
 * @typedef {import("./parse.js").Call} Call
 * @typedef {(number | null)[]} Shape
 * @typedef {{ out: (x: any) => any, weights?: (x: any) => number[], called?: (x: any, y: any) => Refusal | null | false,
 *   min?: number, max?: number, over?: string, nothing?: string, axis?: number }} Rule
 *   `weights`: [trained, not trained]; `called`: what the call refuses, or may refuse, though the layer was built; `min` to
 *   `max` axes, and what Keras says `over` that; `nothing`: the code for an axis on which nothing is left; `axis`: the channels'
 * @typedef {Required<Pick<Rule, "weights" | "called">> & Rule & { values: any, shape: Shape | null }} Layer
 *   `values`: its arguments; `shape`: the input's, where the layer says it
 * @typedef {{ key: string, type: string, text?: string }} Parameter  `text`: its default, as it is written
 * @typedef {{ name: string, family: string, rank: number, args: string[], parameters: { [key: string]: Parameter },
 *   defaults: any }} Definition  `args`: the parameters that have a place
 */

/**
 * A layer that cannot be, and why: `code` names the words, `says` Keras's, where they are not under `code`; `stage` is when
 * Keras says so (text: only the tracer does); `arg` or `node` is where.
 */
export class Refusal {
  stage = "build"
  /** @type {any} */
  node

  /** @param {string} code @param {{ [more: string]: any }} [more] */
  constructor(code, more) {
    this.code = code
    Object.assign(this, more)
  }
}

/** @returns {never} */
export const refuse = (code, more) => { throw new Refusal(code, more) }
const called = (code, more) => new Refusal(code, { stage: "call", ...more })
/** What depends on the build of TensorFlow: without oneDNN it refuses the call. */
const processor = (arg) => called("processor", { arg, stage: "maybe" })

/** The words that a type knows: `valid|same`, or Keras's names of activations, initializers and so on. */
export const known = (type) => (KERAS.names[type] ?? type.replace("!", "")).split(/[ |]/)

/** The layers of the menu. */
export const LAYERS = KERAS.layers.split(" ")

/** @type {Map<string, Definition>} */
const DEFINITIONS = new Map()

/** What the tracer knows of a layer by its name, or undefined. @param {string} name @returns {Definition | undefined} */
export function definition(name) {
  const full = name.replace("Convolution", "Conv").replace(/Pool(?=\dD)/, "Pooling").replace("Avg", "Average")
  if (!DEFINITIONS.has(full) && LAYERS.includes(full)) {
    const family = full.replace(/\dD/, ""), rank = Number(/\d(?=D)/.exec(full)?.[0])
    const signature = KERAS.signatures[full] ?? KERAS.signatures[family]
    /** @type {{ [key: string]: Parameter }} */
    const parameters = {}, defaults = {}
    // `filters:whole, strides:sizes=1`; what follows on a star, and what every layer takes, has no place
    const every = /^Input/.test(full) ? "" : KERAS.every
    const all = [...(signature + every).matchAll(/(\w+)(?::([\w|!]+))?(?:=([^,]+))?/g)]
    const values = parse(`L(${all.map(([, , , text = "None"]) => text)})`).items[0].node.args
    for (const [i, [, key, type = "any", text]] of all.entries()) {
      parameters[key] ??= { key, type, text }
      if (text && text !== "None") defaults[key] ??= typed(values[i].value, parameters[key], rank)
    }
    const args = Object.keys(parameters).slice(0, signature.split(", *")[0].split(", ").length)
    DEFINITIONS.set(full, { name: full, family, rank, args, parameters, defaults })
  }
  return DEFINITIONS.get(full)
}

/** The known name that has most pairs of letters in common with a text, "" where few are. @param {string[]} names */
export function nearest(text, names) {
  if (text.length > 50) return ""
  const pairs = (name) => Array.from(name.toLowerCase(), (letter, i) => letter + (name[i + 1] ?? "").toLowerCase())
  const given = pairs(text)
  const likeness = (name) => 2 * pairs(name).filter((pair) => given.includes(pair)).length / (name.length + text.length)
  return names.reduce((best, name) => likeness(name) > Math.max(likeness(best), .6) ? name : best, "")
}

/** The argument of a call under a name. @param {Call} node */
export const argument = (node, key) =>
  node.args.find((one, i) => (one.key ?? definition(node.name)?.args[i]) === key)

/** The layer inside of TimeDistributed, or the layer itself. @param {any} node @returns {Call} */
export const core = (node) =>
  node.name === "TimeDistributed" && node.args[0]?.value.t === "call" ? core(node.args[0].value) : node

// parts of the types
const whole = ({ t, v }, least = 1) => /int|bool/.test(t) && v >= least ? +v : undefined
const integer = ({ t, v }) => t === "int" ? v : undefined
const list = (node, read, n = node.v?.length) => {
  const values = (node.t === "seq" ? node.v : Array(n).fill(node)).map(read)
  return values.length === n && !values.includes(undefined) ? values : undefined
}
const each = (node, n, least) => list(node, (one) => whole(one, least), n)
const size = ({ t, v }) => /int|none/.test(t) ? v : undefined
const name = ({ t, v }, type) =>
  t !== "str" || known(type).includes(v.toLowerCase().replaceAll("_", "")) ? v ?? t : undefined

/**
 * What an argument is worth, by its type; undefined where it is not of that type.
 * @type {{ [type: string]: (node: any, ...more: any[]) => any }}  ...more: the type, the rank, the least number
 */
const TYPES = {
  any: ({ t, v }) => v ?? t,
  whole: (node) => whole(node), // True counts as 1
  int: (node) => node.t === "int" ? whole(node) : undefined,
  sizes: (node, _, rank, least) => each(node, rank, least),
  margins(node, _, rank) {
    const all = whole(node, -Infinity), pair = (one) => each(one, 2, 0)
    if (rank === 1) return pair(node) ? [pair(node)] : new Refusal("sizes", { n: 2, least: 0 })
    return all === undefined ? list(node, pair, rank) : Array(rank).fill([all, all])
  },
  flag: ({ t, v }) => t === "seq" ? v.length > 0 : /name|path|call|other|apply/.test(t) ? undefined : !!v,
  unfollowed: (node) => TYPES.flag(node) ? undefined : false, // what would change more than the tracer follows
  fraction: ({ t, v }) => /int|float|bool/.test(t) && v >= 0 && v <= 1 ? v : undefined,
  number: ({ t, v }) => /int|float|bool/.test(t) ? [Math.trunc(v)] : undefined,
  numbers: (node) => list(node, integer, node.t === "int" ? 1 : undefined),
  tuple: (node) => list(node, size),
  shape: (node) => list(node, (one) => size(one) < 0 ? undefined : size(one)),
  dims: (node) => list(node, (one, i, all) => all.some(({ v }) => v === i + 1) ? integer(one) : undefined),
  name: ({ t, v }) => t === "str" && !v.includes("/") ? v : undefined,
  inner: (node) => node.t === "call" && !/^Input/.test(node.name) ? rule(node) : undefined,
  activation({ t, v }) {
    if (/none|call|name|path/.test(t) || known("activation").includes(v)) return true
    if (/^(?:glu|threshold)$/.test(v)) return new Refusal("unfollowed", { stage: "text" })
    return new Refusal("activation", { near: nearest(String(v), known("activation")) })
  },
  interpolation: ({ t, v }) => t === "str" ? v.toLowerCase() : undefined,
  initializer: name,
  regularizer: name,
  constraint: name,
}

/** One of some words, in any case unless the type ends with "!". */
function word({ t, v }, type) {
  const words = known(type), lower = String(v).toLowerCase(), found = words.includes(lower)
  if (found && t === "str" && (v === lower || !type.endsWith("!"))) return lower
  return new Refusal("word", { words: words.join(", "), near: found ? lower : words[0] })
}

/** @param {Node} node @param {Parameter} parameter */
function typed(node, { key: arg, type, text }, rank) {
  const least = text === "None" ? 0 : 1 // where None stands for other sizes, 0 is taken too
  if (node.t === "none" && !least) return null
  const value = (TYPES[type] ?? word)(node, type, rank, least)
    ?? new Refusal(type, { n: rank, least, stage: /unfollowed|inner/.test(type) ? "text" : "build" })
  if (!(value instanceof Refusal)) return value
  // what the code does not say, Keras may well take
  const unsaid = type !== "inner" && !isLiteral(node)
  throw unsaid ? new Refusal("unfollowed", { arg, stage: "text" }) : Object.assign(value, { arg })
}

/** The size of an axis that weights depend on. */
const sizeOf = (x, axis) => x[axis] ?? refuse("channels", { axis })

export const product = (sizes) => sizes.reduce((a, b) => a * b, 1)
/** Where a layer has the channels. */
const channelAxis = ({ rank }, { data_format }) => data_format === "channels_first" ? 1 : rank + 1
const exactly = (axes) => ({ min: axes, max: axes })

/**
 * What the layers share that map the sizes of the axes along which they move, the channels apart.
 * @param {Definition} def @param {any} values @param {(n: number, i: number) => number} size @param {any} [more] @returns {Rule}
 */
function spatial(def, values, size, { channels = (c) => c, weights, ...more } = {}) {
  const axis = channelAxis(def, values)
  return {
    axis, ...exactly(def.rank + 2),
    out: (x) => x.map((n, i) => i === axis ? channels(n) : !i || n === null ? n : size(n, i < axis ? i - 1 : i - 2)),
    weights: (x) => [weights?.(sizeOf(x, axis)) ?? 0, 0], ...more,
  }
}

/** How far a kernel with holes reaches, (k - 1)·d + 1, where Keras takes strides along with them or there are none. */
function reach({ kernel_size, strides, dilation_rate }, both = false) {
  if (!both && Math.max(...strides) > 1 && Math.max(...dilation_rate) > 1) refuse("dilated", { arg: "dilation_rate" })
  return kernel_size.map((k, i) => (k - 1) * dilation_rate[i] + 1)
}

const shrink = (windows, strides, padding) => (n, i) => {
  const last = padding === "valid" ? n - windows[i] : n - 1
  return last < 0 && padding === "valid" ? NaN : Math.floor(last / strides[i]) + 1
}

/** @returns {Rule} */
function convolution(values, def) {
  const { filters = 0, kernel_size, strides, padding, groups = 1, depth_multiplier, use_bias } = values
  const plain = def.family === "Conv", first = channelAxis(def, values) < 2, made = (c) => filters || c * depth_multiplier
  const divides = (size, of) => size % groups && refuse("groups", { arg: "groups", says: `groups_${of}`, of, size, groups })
  divides(filters, "filters")
  return spatial(def, values, shrink(reach(values, !plain), strides, padding), {
    over: "rank_more",
    channels: (c) => (divides(c, "channels"), made(c)),
    weights: (c) => product(kernel_size) * c * (plain ? filters / groups : depth_multiplier)
      + (plain ? 0 : c * depth_multiplier * filters) + use_bias * made(c),
    called: () => plain ? first && processor("data_format") : new Set(strides).size > 1 && processor("strides"),
  })
}

/** @returns {Rule} */
function transposed(values, def) {
  const { filters, kernel_size, strides, padding, output_padding: more, dilation_rate, use_bias } = values
  if (more?.some((size, i) => size >= strides[i])) refuse("output_padding", { arg: "output_padding" })
  const windows = reach(values)
  return spatial(def, values, (n, i) => {
    const s = strides[i], last = (n - 1) * s
    if (padding === "same") return more ? last + windows[i] % 2 + more[i] : n * s
    return last + (more ? windows[i] + more[i] : Math.max(windows[i], s))
  }, {
    over: "",
    channels: () => filters,
    weights: (c) => product(kernel_size) * filters * c + use_bias * filters,
    called(x, y) {
      const first = channelAxis(def, values) < 2
      const even = padding === "same" && more && !y.includes(0)
        ? windows.findIndex((k, i) => +x[i + (first ? 2 : 1)] > 1 && k % 2 + more[i] < 1) : -1
      if (even >= 0) return called("even", { arg: "output_padding", axis: even })
      return Math.max(...dilation_rate) > 1 ? processor("dilation_rate") : first && processor("data_format")
    },
  })
}

/** @returns {Rule} */
function pooling(values, def) {
  const strides = values.strides ?? values.pool_size
  if (strides.includes(0)) refuse("whole", { arg: "strides", least: 1 })
  return spatial(def, values, shrink(values.pool_size, strides, values.padding), { nothing: "window_pool" })
}

/** @returns {Rule} */
function overall(values, def) {
  const axis = channelAxis(def, values)
  const out = (x) => values.keepdims ? x.map((n, i) => !i || i === axis ? n : 1) : [x[0], x[axis]]
  return { axis, ...exactly(def.rank + 2), out }
}

/** ZeroPadding widens, Cropping cuts. @returns {Rule} */
function margin(values, def) {
  const { padding, cropping } = values, pads = padding ?? cropping, negative = pads.flat().some((size) => size < 0)
  if (cropping && negative) refuse("whole", { arg: "cropping", least: 0 })
  return spatial(def, values, (n, i) => {
    const both = pads[i][0] + pads[i][1], size = padding ? n + both : n - both
    return size < (padding ? 0 : 1) ? NaN : size
  }, { nothing: "cut", called: () => negative && called("negative", { arg: "padding" }) })
}

/** @returns {Rule} */
const same = () => ({ min: 1, out: (x) => x })

/** @returns {Rule} */
function normalisation({ axis: axes, center, scale, renorm }, { family }) {
  const kinds = center + scale, batch = family === "BatchNormalization"
  const size = (x) => product(axes.map((axis) => {
    const place = axis < 0 ? axis + x.length : axis
    if (!(place in x)) refuse("axis", { arg: "axis", axis, found: x.length })
    return batch || kinds ? sizeOf(x, place) : 1
  }))
  return {
    ...same(),
    weights: (x) => [size(x) * kinds, batch ? size(x) * (renorm ? 5 : 2) : 0],
    called(x) {
      const places = new Set(axes.map((axis) => (axis + x.length) % x.length))
      return places.size < axes.length && called("axes", { arg: "axis" })
    },
  }
}

const features = (x) => sizeOf(x, x.length - 1)

/** @returns {(values: any) => Rule} */
const recurrent = (gates) => ({ units, use_bias, reset_after, return_sequences, use_cudnn }) => ({
  ...exactly(3), out: (x) => return_sequences ? [x[0], x[1], units] : [x[0], units],
  weights: (x) => [gates * units * (features(x) + units + use_bias * (reset_after ? 2 : 1)), 0],
  called: () => use_cudnn === true && called("cudnn", { arg: "use_cudnn" }),
})

/** @type {{ [family: string]: (values: any, def: Definition) => Rule }} */
const RULES = {
  Conv: convolution,
  DepthwiseConv: convolution,
  SeparableConv: convolution,
  ConvTranspose: transposed,
  MaxPooling: pooling,
  AveragePooling: pooling,
  GlobalMaxPooling: overall,
  GlobalAveragePooling: overall,
  ZeroPadding: margin,
  Cropping: margin,

  UpSampling: (values, def) => spatial(def, values, (n, i) => n * [values.size].flat()[i], {
    called: () => !known("interpolation").includes(values.interpolation ?? "nearest")
      && called("interpolation", { arg: "interpolation" }),
  }),

  Flatten: () => ({ min: 1, out: (x) => [x[0], x.slice(1).includes(null) ? null : product(x.slice(1))] }),

  Dense: ({ units, use_bias }) => ({
    min: 2, out: (x) => [...x.slice(0, -1), units], weights: (x) => [(features(x) + +use_bias) * units, 0],
  }),

  Reshape({ target_shape: sizes }) {
    const arg = "target_shape", fixed = sizes.filter((size) => size !== null && size !== -1)
    const rest = product(fixed), open = sizes.length - fixed.length
    if (fixed.some((size) => size < 0) || sizes.indexOf(-1) < sizes.lastIndexOf(-1)) refuse("target", { arg })
    const fits = (x) => x.includes(null) || (open ? rest && product(x) % rest === 0 : product(x) === rest)
    const wrong = (x, more) => new Refusal("reshape", { arg, all: product(x), rest, open, sizes, ...more })
    return {
      min: 1,
      out([batch, ...x]) {
        const unsure = x.includes(null) || sizes.includes(null)
        if (!unsure && !fits(x)) throw wrong(x, {})
        return [batch, ...sizes.map((size) => size === -1 ? unsure ? null : product(x) / rest : size)]
      },
      called: ([, ...x]) => (open > 1 || !fits(x)) && wrong(x, { stage: "call", says: "" }),
    }
  },

  Permute: ({ dims }) => ({ ...exactly(dims.length + 1), out: (x) => [x[0], ...dims.map((dim) => x[dim])] }),

  BatchNormalization: normalisation,
  LayerNormalization: normalisation,

  LSTM: recurrent(4),
  GRU: recurrent(3),
  SimpleRNN: recurrent(1),

  Embedding: ({ input_dim, output_dim }) => ({
    out: (x) => [...x, output_dim], weights: () => [input_dim * output_dim, 0],
  }),

  RepeatVector: ({ n }) => ({ ...exactly(2), out: (x) => [x[0], n, x[1]] }),

  TimeDistributed({ layer }) {
    const inner = ([batch, , ...rest]) => [batch, ...rest]
    return {
      nothing: layer.nothing,
      out(x) {
        if (x.length < 3) refuse("time")
        // Keras does not look at the number of axes inside: the call may then be refused, or give another shape
        if (misfit(layer, x.length - 1)) refuse("wrapped", { stage: "text" })
        const [batch, ...rest] = layer.out(inner(x))
        return [batch, x[1], ...rest]
      },
      weights: (x) => layer.weights(inner(x)),
      called: (x, y) => layer.called(inner(x), inner(y)),
    }
  },
}

/**
 * One layer as its call is written: a function that makes its rule, also with arguments of the inmost layer changed. Throws a
 * Refusal where Keras would not make it.
 * @param {any} node @returns {(changes?: { [key: string]: any }) => Layer}
 */
export function variants(node) {
  const def = definition(node.name) ?? refuse("unknown", { stage: "text", near: nearest(node.name, LAYERS) })
  const { rank, args, parameters, defaults } = def, given = new Map(), values = { ...defaults }
  for (const [i, { key: named, value, at }] of node.args.entries()) {
    const key = named ?? args[i], more = { node: named ? { at, end: at + named.length } : value, got: key }
    if (!named && node.args[i - 1]?.key) refuse("order", more)
    if (!key) refuse("many", { ...more, most: args.length })
    if (given.has(key)) refuse("double", more)
    if (!Object.hasOwn(parameters, key)) refuse("argument", { ...more, near: nearest(key, args) })
    given.set(key, value)
  }
  for (const arg of args) if (!parameters[arg].text && !given.has(arg)) refuse("missing", { arg })
  const wraps = core(node) !== node && !/^Input/.test(/** @type {any} */ (node.args[0].value).name)
  const inner = wraps && variants(node.args[0].value) // read once: else the time doubles with each level
  for (const [key, value] of given) values[key] = inner && key === "layer" ? null : typed(value, parameters[key], rank)
  return (changes) => {
    const all = { ...values, ...(inner ? { layer: inner(changes) } : changes) }
    const found = (RULES[def.family] ?? same)(all, def), { weights = () => [0, 0], called = () => null } = found
    const { trainable, batch_size = null, batch_shape, shape = all.input_shape } = all
    return Object.assign(found, {
      values, called, weights: trainable === false ? (x) => [0, weights(x)[0] + weights(x)[1]] : weights,
      shape: batch_shape ?? (shape && [batch_size, ...shape]),
    })
  }
}

export const rule = (node) => variants(node)()

const misfit = ({ min = 0, max = Infinity }, axes) => axes < min || axes > max

/** The shape that a layer makes of another as Keras does before it computes a value. @param {Rule} found @param {Shape} x */
export function passed(found, x) {
  const { min, max, over, nothing = "window" } = found, axes = x.length
  if (misfit(found, axes)) {
    const says = axes > Number(min) ? over ?? "rank" : "rank"
    refuse("rank", { ndim: min, found: axes, min: max && over === undefined ? "" : "min_", says })
  }
  const y = found.out(x), axis = y.findIndex(Number.isNaN)
  if (axis >= 0) refuse(nothing, { axis, size: x[axis] })
  return y
}
