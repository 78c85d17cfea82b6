// @ts-check
// What each Keras layer takes, which shape it gives, which weights it has, and what it refuses. A shape is a list of sizes,
// the batch first; null is a size not known yet, NaN (inside a spatial layer's answer) an axis on which nothing is left.

import KERAS from "./keras.json" with { type: "json" }
import { parse } from "./parse.js"

/**
 * @typedef {import("./parse.js").Node} Node
 * @typedef {import("./parse.js").Call} Call
 * @typedef {(number | null)[]} Shape
 * @typedef {{ out: (x: Shape) => Shape, weights?: (x: Shape) => number[], called?: (x: Shape, y: Shape) => Refusal | null,
 *   ndim?: number, min?: number, rank?: number, first?: boolean, kind?: string, inner?: Rule }} Rule
 *   `weights`: [trained, not trained]; `called`: what the call refuses, or may refuse, though the layer was built
 */

/** A layer that cannot be, and why: `code` names the words, `stage` when Keras says so (text: only the tracer does). */
export class Refusal {
  /** @param {string} code @param {{ [more: string]: any }} [more] @param {"text" | "build" | "call" | "maybe"} [stage] */
  constructor(code, more = {}, stage = "build") {
    Object.assign(this, more)
    this.code = code
    this.stage = stage
    /** @type {Node | undefined} */
    this.node = more.node
  }
}

const refuse = (code, more = {}, stage) => { throw new Refusal(code, more, stage) }

// what every layer takes besides
const EVERY = [
  "trainable",
  "name",
  "dtype",
  "autocast",
  "activity_regularizer",
  "input_shape",
  "batch_input_shape",
  "batch_shape",
  "batch_size",
  "input_dim",
]
// what would change more than the tracer follows, unless it has this value
const UNFOLLOWED = {
  return_state: false,
  stateful: false,
  lora_rank: null,
  quantization_config: null,
  weights: null,
  input_tensor: null,
  tensor: null,
}
const ALIASES = [
  [/^Convolution/, "Conv"],
  [/^SeparableConvolution/, "SeparableConv"],
  [/(Max|Average|Avg)Pool(?=\dD)/, "$1Pooling"],
  ["AvgPooling", "AveragePooling"],
]
const RANKS = { DepthwiseConv: [1, 2], SeparableConv: [1, 2] }

const { signatures } = KERAS // an argument without a default is asked for
/** Keras's names of a kind: activation, interpolation, initializer, regularizer, constraint. */
export const known = (kind) => KERAS.names[kind].split(" ")

/** @type {Map<string, { name: string, family: string, rank: number, args: { key: string, value?: Node }[] } | null>} */
const CACHE = new Map()

/** What the tracer knows of a layer by its name, or null. @param {string} name */
export function definition(name) {
  const found = CACHE.get(name)
  if (found !== undefined) return found
  let full = name
  for (const [alias, real] of ALIASES) full = full.replace(alias, String(real))
  const [, before, digit, after] = /^(\w+?)(?:([123])D)?(Transpose)?$/.exec(full) ?? []
  const family = Object.hasOwn(signatures, full) ? full : digit ? before + (after ?? "") : ""
  const rank = Number(digit ?? 0)
  const fits =
    Object.hasOwn(signatures, family) &&
    (RANKS[before] ?? [1, 2, 3]).includes(rank) === /Conv|Pool|Padd|Sampl|Crop/.test(family)
  const call = fits && parse(`L(${signatures[family].replaceAll(/(^|, )(\w+)(?=,|$)/g, "$1$2=x")})`).items[0].node
  const made = call
    ? {
        name: full,
        family: family.replace(/\dD/, ""),
        rank,
        args: call.args.map(({ key, value }) => ({ key: key ?? "", value: value.t === "name" ? undefined : value })),
      }
    : null
  CACHE.set(name, made)
  return made
}

/** The layers of the menu. */
export const LAYERS = [...new Set(Object.keys(signatures).flatMap((name) => /\dD/.test(name) ? name
  : [name, ...[1, 2, 3].map((rank) => name.replace(/(?=Transpose)|$/, `${rank}D`))]).filter(definition))]

/** The known name that is nearest to a text, if any is near. @param {string} text @param {Iterable<string>} names */
export function nearest(text, names) {
  let best = "", least = Math.max(2, text.length / 3) + .5
  for (const name of names) {
    const cost = distance(text.toLowerCase(), name.toLowerCase())
    if (cost < least) [best, least] = [name, cost]
  }
  return best
}

function distance(a, b) {
  if (Math.abs(a.length - b.length) > 8) return 99
  let row = [...Array(b.length + 1).keys()]
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]
}

/** The arguments of a call by their names, each checked as it is asked for. */
export class Arguments {
  /** @param {Call} node */
  constructor(node) {
    this.node = node
    const def = definition(node.name)
    if (!def) throw new Refusal("unknown", { node, at: node.nameAt, got: node.name, near: nearest(node.name, LAYERS) }, "text")
    this.def = def
    /** @type {Map<string, import("./parse.js").Argument>} */
    this.given = new Map()
    const names = def.args.map(({ key }) => key)
    for (const [i, argument] of node.args.entries()) {
      const key = argument.key ?? names[i]
      const more = {
        node: argument.key ? { ...argument, end: argument.at + argument.key.length } : argument.value,
        got: argument.key,
        layer: def.name,
      }
      if (!argument.key && node.args.slice(0, i).some((earlier) => earlier.key)) refuse("order", more)
      if (!key) refuse("many", { ...more, most: names.length })
      if (this.given.has(key)) refuse("double", { ...more, got: key })
      if (!names.includes(key) && !this.extra(key)) refuse("argument", { ...more, near: nearest(key, names) })
      this.given.set(key, argument)
    }
    for (const { key, value } of def.args)
      if (!value && !this.given.has(key)) refuse("missing", { node, arg: key, layer: def.name })
    this.common()
  }

  extra(key) {
    const { family } = this.def
    if (/^Input/.test(family)) return key === "input_shape" && family === "InputLayer"
    if (key === "activity_regularizer" || EVERY.includes(key)) return true
    return (key === "input_length" && family === "Embedding") || (key === "alpha" && family === "LeakyReLU")
  }

  /** The node of an argument, given or by default. @returns {Node} */
  value(key) {
    return (
      this.given.get(key)?.value ??
      this.def.args.find((one) => one.key === key)?.value ?? { t: "none", v: null, at: 0, end: 0 }
    )
  }

  refuse(code, key, more = {}, stage) {
    return refuse(code, { node: this.given.get(key)?.value ?? this.node, arg: key, layer: this.def.name, ...more }, stage)
  }

  /** A whole number; True counts as 1. */
  whole(key, least = 1) {
    const { t, v } = this.value(key)
    if ((t !== "int" && t !== "bool") || v < least) this.refuse("whole", key, { least })
    return Number(v)
  }

  flag(key) {
    const { t, v } = this.value(key)
    return t === "seq" ? v.length > 0 : t === "name" || t === "call" || Boolean(v)
  }

  /** One whole number for each axis. @returns {number[]} */
  sizes(key, n, least = 1, node = this.value(key)) {
    const nodes = node.t === "seq" ? node.v : Array(n).fill(node)
    const fits = nodes.length === n && nodes.every(({ t, v }) => (t === "int" || t === "bool") && v >= least)
    if (!fits) this.refuse(node === this.value(key) ? "sizes" : "margins", key, { n, least })
    return nodes.map(({ v }) => Number(v))
  }

  /** One of some words. */
  word(key, words, exact = false) {
    const { t, v } = this.value(key),
      said = t === "str" ? (exact ? v : v.toLowerCase()) : null
    if (!words.includes(said))
      this.refuse("word", key, { words, near: words.find((word) => word === String(v).toLowerCase()) ?? words[0] })
    return said
  }

  first() {
    return (
      this.value("data_format").t !== "none" &&
      this.word("data_format", ["channels_last", "channels_first"]) === "channels_first"
    )
  }

  /** What all layers share: names of functions, and what the tracer does not follow. */
  common() {
    for (const [key, { value }] of this.given) {
      const { t, v } = value
      if (key in UNFOLLOWED && v !== UNFOLLOWED[key] && this.flag(key)) this.refuse("unfollowed", key, {}, "text")
      if (/activation$/.test(key)) this.activation(key)
      const kind = /_(initializer|regularizer|constraint)$/.exec(key)?.[1]
      if (kind && t === "str" && !known(kind).includes(v.toLowerCase().replaceAll("_", "")))
        this.refuse("function", key, { kind })
      if (key === "name" && t !== "none" && (t !== "str" || v.includes("/"))) this.refuse("name_", key)
    }
  }

  activation(key) {
    const { t, v, name } = this.value(key), said = t === "str" ? v : t === "path" || t === "name" ? name ?? v : null
    if (said === null && (t === "none" || t === "call")) return
    if (!known("activation").includes(said))
      this.refuse("activation", key, { near: nearest(String(v), known("activation")) }, t === "str" ? "build" : "text")
    if (said === "glu" || said === "threshold") this.refuse("unfollowed", key, {}, "text")
  }
}

const product = (list) => list.reduce((a, b) => a * b, 1)
const unknown = (x, axis, node) => x[axis] ?? refuse("channels", { node, axis })

/**
 * The sizes along which a layer's window moves, each mapped, the channels apart.
 * @param {Shape} x @param {(n: number, i: number) => number} f
 */
function along(x, first, f, channels = x[first ? 1 : x.length - 1]) {
  const map = (n, i) => n === null ? null : f(n, i)
  return first ? [x[0], channels, ...x.slice(2).map(map)] : [x[0], ...x.slice(1, -1).map(map), channels]
}

const shrink = (n, k, s, padding) => {
  const size = Math.floor((padding === "valid" ? n - k : n - 1) / s) + 1
  return padding === "valid" && size <= 0 ? NaN : size
}

/** (k - 1)·d + 1: how far a kernel with holes reaches. */
const reach = (k, d) => (k - 1) * d + 1

/** @type {{ [family: string]: (a: Arguments) => Rule }} */
const RULES = {
  Conv: (a) => convolution(a),
  DepthwiseConv: (a) => convolution(a),
  SeparableConv: (a) => convolution(a),

  ConvTranspose(a) {
    const {
        node,
        def: { rank },
      } = a,
      filters = a.whole("filters"),
      k = a.sizes("kernel_size", rank),
      s = a.sizes("strides", rank)
    const d = a.sizes("dilation_rate", rank),
      padding = a.word("padding", ["valid", "same"]),
      first = a.first()
    const op = a.value("output_padding").t === "none" ? null : a.sizes("output_padding", rank, 0)
    if (op?.some((size, i) => size >= s[i])) a.refuse("output_padding", "output_padding", { most: Math.min(...s) - 1 })
    if (Math.max(...s) > 1 && Math.max(...d) > 1) a.refuse("dilated", "dilation_rate")
    const size = (n, i) => {
      const kernel = reach(k[i], d[i])
      if (padding === "same") return op ? (n - 1) * s[i] + kernel % 2 + op[i] : n * s[i]
      return (n - 1) * s[i] + (op ? kernel + op[i] : Math.max(kernel, s[i]))
    }
    const channel = (x) => unknown(x, first ? 1 : x.length - 1, node)
    return {
      rank, first, kind: "grow", min: rank + 2,
      out(x) {
        if (x.length > rank + 2) refuse("rank", { node, ndim: rank + 2, found: x.length })
        channel(x)
        return along(x, first, size, filters)
      },
      weights: (x) => [product(k) * filters * channel(x) + (a.flag("use_bias") ? filters : 0), 0],
      called(x, y) {
        const sizes = first ? x.slice(2) : x.slice(1, -1)
        const even =
          padding === "same" && op
            ? sizes.findIndex((n, i) => n !== null && n > 1 && (reach(k[i], d[i]) % 2) + op[i] < 1)
            : -1
        if (even >= 0 && !y.includes(0))
          return new Refusal(
            "even",
            { node: a.given.get("output_padding")?.value ?? node, axis: even, layer: a.def.name },
            "call",
          )
        return d.some((rate) => rate > 1)
          ? new Refusal("processor", { node, arg: "dilation_rate", layer: a.def.name }, "maybe")
          : processor(a, first)
      },
    }
  },

  MaxPooling: (a) => pooling(a),
  AveragePooling: (a) => pooling(a),
  GlobalMaxPooling: (a) => whole(a),
  GlobalAveragePooling: (a) => whole(a),

  UpSampling(a) {
    const {
        node,
        def: { rank },
      } = a,
      first = a.first()
    const size =
      rank === 1
        ? [a.value("size").t === "bool" ? a.refuse("whole", "size", { least: 1 }) : a.whole("size")]
        : a.sizes("size", rank)
    if (a.value("interpolation").t !== "str" && rank === 2)
      a.refuse("word", "interpolation", { words: known("interpolation"), near: "nearest" })
    const words = a.value("interpolation").v?.toLowerCase()
    return {
      rank,
      first,
      kind: "grow",
      ndim: rank + 2,
      out: (x) =>
        cut(
          node,
          x,
          rank,
          along(x, first, (n, i) => n * size[i]),
        ),
      called: () =>
        rank !== 2 || known("interpolation").includes(words)
          ? null
          : new Refusal(
              "word",
              {
                node: a.value("interpolation"),
                arg: "interpolation",
                words: known("interpolation"),
                near: nearest(words, known("interpolation")),
                layer: a.def.name,
              },
              "call",
            ),
    }
  },

  ZeroPadding(a) {
    const {
        node,
        def: { rank },
      } = a,
      first = a.first(),
      pads = margins(a, "padding"),
      negative = pads.flat().some((size) => size < 0)
    return {
      rank, first, kind: "grow", ndim: rank + 2,
      out(x) {
        if (x.length < rank + (first ? 2 : 1)) refuse("rank", { node, ndim: rank + 2, found: x.length })
        const from = first ? 2 : 1
        return x.map((n, i) => {
          const [before, after] = pads[i - from] ?? [0, 0], size = n === null ? null : n + before + after
          return size !== null && size < 0 ? NaN : size
        })
      },
      called: () =>
        negative
          ? new Refusal("negative", { node: a.given.get("padding")?.value ?? node, layer: a.def.name }, "call")
          : null,
    }
  },

  Cropping(a) {
    const { node, def: { rank } } = a, first = a.first(), cuts = margins(a, "cropping")
    if (cuts.flat().some((size) => size < 0)) a.refuse("whole", "cropping", { least: 0 })
    return {
      rank,
      first,
      kind: "shrink",
      ndim: rank + 2,
      out: (x) =>
        cut(
          node,
          x,
          rank,
          along(x, first, (n, i) => (n - cuts[i]?.[0] - cuts[i]?.[1] > 0 ? n - cuts[i][0] - cuts[i][1] : NaN)),
        ),
    }
  },

  Flatten: (a) => (
    a.first(),
    { min: 1, kind: "mix", out: (x) => [x[0], x.slice(1).includes(null) ? null : product(x.slice(1))] }
  ),

  Dense(a) {
    const { node } = a, units = a.whole("units"), inputs = (x) => unknown(x, x.length - 1, node)
    return {
      min: 2, kind: "dense", out: (x) => (inputs(x), [...x.slice(0, -1), units]),
      weights: (x) => [inputs(x) * units + (a.flag("use_bias") ? units : 0), 0],
    }
  },

  Reshape(a) {
    const { node } = a, target = a.value("target_shape")
    if (target.t !== "seq" || target.v.some(({ t }) => t !== "int" && t !== "none")) a.refuse("tuple", "target_shape")
    const sizes = target.v.map(({ v }) => v)
    if (sizes.some((size) => size !== null && size < -1) || sizes.filter((size) => size === -1).length > 1)
      a.refuse("target", "target_shape")
    const rest = product(sizes.filter((size) => size !== null && size !== -1)),
      open = sizes.length - sizes.filter((size) => size !== null && size !== -1).length
    const fits = (all) => (open ? rest && all % rest === 0 : all === rest)
    return {
      min: 1, kind: "mix",
      out(x) {
        const all = product(x.slice(1)), unsure = x.slice(1).includes(null) || sizes.includes(null)
        if (!unsure && !fits(all)) refuse("reshape", { node: target, all, rest, open, sizes })
        return [x[0], ...sizes.map((size) => size === -1 ? unsure ? null : all / rest : size)]
      },
      called: (x) => open > 1 || (!x.slice(1).includes(null) && sizes.includes(null) && !fits(product(x.slice(1))))
        ? new Refusal("reshape", { node: target, all: product(x.slice(1)), rest, open, sizes }, "call") : null,
    }
  },

  Permute(a) {
    const { node } = a, dims = a.value("dims"), order = dims.t === "seq" ? dims.v.map(({ v }) => v) : null
    if (!order || [...order].sort((p, q) => p - q).some((dim, i) => dim !== i + 1)) a.refuse("permute", "dims")
    return {
      ndim: (order?.length ?? 0) + 1,
      kind: "mix",
      out: (x) => [
        x[0],
        ...(order ?? []).map((dim) => (dim < x.length ? x[dim] : refuse("rank", { node, ndim: dim + 1, found: x.length }))),
      ],
    }
  },

  Dropout(a) {
    const { t, v } = a.value("rate")
    if (!/int|float|bool/.test(t) || v < 0 || v > 1) a.refuse("rate", "rate")
    return same()
  },

  Activation: same,
  ReLU: same,
  LeakyReLU: same,
  Softmax: same,

  BatchNormalization(a) {
    if (!/int|float|bool/.test(a.value("axis").t)) a.refuse("whole", "axis", { least: -9 })
    const axis = Math.trunc(Number(a.value("axis").v)),
      size = (x) => sizeOf(a, x, axis)
    return {
      ...same(),
      out: (x) => (size(x), x),
      weights: (x) => [size(x) * (Number(a.flag("center")) + Number(a.flag("scale"))), size(x) * (a.flag("renorm") ? 5 : 2)],
    }
  },

  LayerNormalization(a) {
    const axis = a.value("axis"), nodes = axis.t === "seq" ? axis.v : [axis]
    if (nodes.some(({ t }) => t !== "int")) a.refuse("whole", "axis", { least: -9 })
    const kinds = Number(a.flag("center")) + Number(a.flag("scale")), sizes = (x) => nodes.map(({ v }) => sizeOf(a, x, v, !kinds))
    return {
      ...same(),
      out: (x) => (sizes(x), x),
      weights: (x) => [kinds && product(sizes(x)) * kinds, 0],
      called: (x) =>
        new Set(nodes.map(({ v }) => (v < 0 ? v + x.length : v))).size < nodes.length
          ? new Refusal("axes", { node: axis, layer: a.def.name }, "call")
          : null,
    }
  },

  LSTM: (a) => sequence(a, 4, 1),
  GRU: (a) => sequence(a, 3, a.flag("reset_after") ? 2 : 1),
  SimpleRNN: (a) => sequence(a, 1, 1),

  Embedding(a) {
    for (const key of ["input_dim", "output_dim"]) if (a.value(key).t === "bool") a.refuse("whole", key, { least: 1 })
    const rows = a.whole("input_dim"), columns = a.whole("output_dim")
    return { kind: "dense", out: (x) => [...x, columns], weights: () => [rows * columns, 0] }
  },

  RepeatVector(a) {
    const n = a.value("n").t === "bool" ? a.refuse("whole", "n", { least: 1 }) : a.whole("n")
    return { ndim: 2, kind: "grow", out: (x) => [x[0], n, x[1]] }
  },

  TimeDistributed(a) {
    const node = a.value("layer")
    if (node.t !== "call" || /^Input/.test(node.name ?? "")) a.refuse("inner", "layer", {}, "text")
    const inner = rule(node), child = (x) => {
      if (x.length < 3) refuse("time", { node: a.node, found: x.length })
      return [x[0], ...x.slice(2)]
    }
    const fits = (x) => inner.ndim ? x.length === inner.ndim : x.length >= (inner.min ?? 1)
    return {
      inner, kind: inner.kind, out: (x) => (([batch, ...rest]) => [batch, x[1], ...rest])(inner.out(child(x))),
      weights: (x) => inner.weights?.(child(x)) ?? [0, 0],
      // the wrapper does not look at the number of axes: what is built may be refused, or be another shape, when called
      called: (x) =>
        fits(child(x))
          ? (inner.called?.(child(x), inner.out(child(x))) ?? null)
          : new Refusal("wrapped", { node, layer: node.name }, "maybe"),
    }
  },
}

/** @returns {Rule} */
function same() { return { min: 1, kind: "same", out: (x) => x } }

function sizeOf(a, x, axis, free = false) {
  const place = axis < 0 ? axis + x.length : axis
  if (!(place >= 0 && place < x.length)) a.refuse("axis", "axis", { axis, found: x.length })
  return x[place] ?? (free ? 1 : a.refuse("channels", "axis", { axis }))
}

/** UpSampling and Cropping write their answer axis by axis: wrapped around the wrong layer, they fail or forget axes. */
function cut(node, x, rank, y) {
  if (x.length < rank + 2) refuse("rank", { node, ndim: rank + 2, found: x.length })
  return x.length === rank + 2 ? y : y.slice(0, rank + 1).concat(x[rank + 1])
}

/** (before, after) of each axis. @param {Arguments} a */
function margins(a, key) {
  const { rank } = a.def, node = a.value(key)
  if (rank === 1) return [a.sizes(key, 2, 0)]
  if (node.t === "int" || node.t === "bool") return Array(rank).fill([Number(node.v), Number(node.v)])
  if (node.t !== "seq" || node.v.length !== rank) a.refuse("margins", key, { n: rank })
  return node.v.map((one) => a.sizes(key, 2, 0, one))
}

/** Whether a processor without oneDNN refuses channels first. */
const processor = (a, first) =>
  first ? new Refusal("processor", { node: a.node, arg: "data_format", layer: a.def.name }, "maybe") : null

/** @param {Arguments} a @returns {Rule} */
function convolution(a) {
  const { node, def: { rank, family } } = a, first = a.first(), depthwise = family === "DepthwiseConv"
  const filters = depthwise ? 0 : a.whole("filters"), multiplier = family === "Conv" ? 1 : a.whole("depth_multiplier")
  const k = a.sizes("kernel_size", rank), s = a.sizes("strides", rank), d = a.sizes("dilation_rate", rank)
  const causal = family === "Conv" && rank === 1 ? ["causal"] : [], padding = a.word("padding", ["valid", "same", ...causal])
  const groups = family === "Conv" ? a.whole("groups") : 1
  if (filters % groups) a.refuse("groups", "groups", { of: "filters", size: filters, groups })
  if (family === "Conv" && Math.max(...s) > 1 && Math.max(...d) > 1) a.refuse("dilated", "dilation_rate")
  const bias = a.flag("use_bias"), size = (n, i) => shrink(n, reach(k[i], d[i]), s[i], padding)
  const channel = (x) => unknown(x, first ? 1 : x.length - 1, node)
  return {
    rank, first, kind: "shrink", min: rank + 2,
    out(x) {
      const channels = channel(x)
      if (channels % groups) a.refuse("groups", "groups", { of: "channels", size: channels, groups })
      if (x.length !== rank + 2) refuse("rank", { node, ndim: rank + 2, found: x.length, more: true })
      return along(x, first, size, depthwise ? channels * multiplier : filters)
    },
    weights(x) {
      const channels = channel(x),
        window = product(k)
      const kernel =
        family === "Conv"
          ? ((window * channels) / groups) * filters
          : window * channels * multiplier + channels * multiplier * filters
      return [kernel + (bias ? (depthwise ? channels * multiplier : filters) : 0), 0]
    },
    called: () => family === "Conv" ? processor(a, first)
      : rank === 2 && s[0] !== s[1] ? new Refusal("processor", { node, arg: "strides", layer: a.def.name }, "maybe") : null,
  }
}

/** @param {Arguments} a @returns {Rule} */
function pooling(a) {
  const { node, def: { rank } } = a, k = a.sizes("pool_size", rank), first = a.first()
  const s = a.value("strides").t === "none" ? k : a.sizes("strides", rank, 0)
  return {
    rank, first, kind: "shrink", ndim: rank + 2,
    out(x) {
      const padding = a.word("padding", ["valid", "same"], true)
      if (s.includes(0)) a.refuse("whole", "strides", { least: 1 })
      if (x.length === rank + 2) return along(x, first, (n, i) => shrink(n, k[i], s[i], padding))
      // wrapped around the wrong layer, its sizes are stretched as NumPy stretches
      const sizes = first ? x.slice(2) : x.slice(1, -1)
      if (sizes.length !== 1 && rank !== 1) refuse("rank", { node, ndim: rank + 2, found: x.length })
      if (!sizes.length || sizes.includes(null)) return x
      const stretched = Array.from({ length: Math.max(rank, sizes.length) }, (_, i) => sizes[i] ?? sizes[0])
      const y = along([x[0], ...stretched, 1], false, (n, i) => shrink(n, k[i] ?? k[0], s[i] ?? s[0], padding)).slice(1, -1)
      return first ? [x[0], x[1], ...y] : [x[0], ...y, x[x.length - 1]]
    },
  }
}

/** @param {Arguments} a @returns {Rule} */
function whole(a) {
  const first = a.first(), keep = a.flag("keepdims"), ndim = a.def.rank + 2
  return {
    ndim,
    first,
    kind: "shrink",
    out: (x) =>
      keep
        ? along(x, first, () => 1).map((n, i, y) => (i && i !== (first ? 1 : y.length - 1) ? 1 : n))
        : [x[0], x[first ? 1 : x.length - 1]],
  }
}

/** @param {Arguments} a @returns {Rule} */
function sequence(a, gates, biases) {
  const { node } = a, units = a.whole("units"), bias = a.flag("use_bias") ? biases : 0
  const inputs = (x) => x.length > 2 ? unknown(x, x.length - 1, node) : refuse("rank", { node, ndim: 3, found: x.length })
  return {
    ndim: 3, kind: "dense", out: (x) => (inputs(x), a.flag("return_sequences") ? [x[0], x[1], units] : [x[0], units]),
    weights: (x) => [gates * units * (inputs(x) + units + bias), 0],
    called: () =>
      a.value("use_cudnn").v === true
        ? new Refusal("cudnn", { node: a.value("use_cudnn"), layer: a.def.name }, "call")
        : null,
  }
}

/** The layer inside of TimeDistributed, or the layer itself. @param {any} node @returns {Call} */
export const core = (node) =>
  node.name === "TimeDistributed" && node.args[0]?.value.t === "call" ? core(node.args[0].value) : node

/**
 * The rule of one layer as its call is written. Throws a Refusal where Keras would not make it.
 * @param {any} node @returns {Rule}
 */
export function rule(node) {
  const a = new Arguments(node), found = RULES[a.def.family](a), frozen = a.given.has("trainable") && !a.flag("trainable")
  if (!frozen || !found.weights) return found
  return { ...found, weights: (x) => [0, (found.weights?.(x) ?? [0, 0]).reduce((p, q) => p + q)] }
}

// for the tests
export const menu = () => LAYERS
export const signature = (name) => definition(name)?.args.map(({ key }) => key)
