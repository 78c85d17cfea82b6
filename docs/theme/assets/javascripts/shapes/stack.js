// @ts-check
// Which statements of a text put a layer on the one chain that is followed, and which leave it alone. Where one is neither,
// it is a stop: what it does to the chain is not known, and so is nothing after it.

import { isLiteral, sequence } from "./nodes.js"

/**
 * @typedef {import("./parse.js").Node} Node
 * @typedef {import("./parse.js").Item} Item
 * @typedef {import("./parse.js").Statement} Statement
 * @typedef {{ code: string, at: number, end: number, got: string, last?: string }} Stop
 * @typedef {"model" | "tensor" | "other"} Kind  what a name stands for; "other": nothing of the chain, and not followed
 */

/** What is asked of a model or a tensor without a change to it. */
const ASKING = new Set(("compile count_params dtype evaluate evaluate_generator export fit fit_generator get_config get_weights"
  + " input input_shape inputs name ndim output output_shape outputs predict predict_generator predict_on_batch save"
  + " save_weights set_weights shape summary test_on_batch to_json train_on_batch").split(" "))
/** Functions that may be given a model or a tensor: they only show it. */
const SHOWING = new Set(["display", "model_to_dot", "plot_model", "print", "type"])
/** Functions that, called by themselves, do nothing to any model. */
const APART = new Set([...SHOWING, "clear_session", "seed", "set_random_seed"])
/** What changes all layers that are made afterwards, or could run anything. */
const CHANGING = /^(?:exec|eval|set_\w*(?:data_format|dim_ordering|floatx|policy))$/
const OF_KERAS = /^(?:keras|tensorflow|tf|tf_keras)$/
const OF_TORCH = /^(?:torch|torchvision)$/
const ONE_NAME = /^[\p{L}_][\p{L}\p{M}\d_]*$/u

const isLayer = ({ t, name = "" }) => t === "call" && /^\p{Lu}/u.test(name) && !/^(?:Functional|Model|Sequential)$/.test(name)
const isInput = ({ name = "" }) => /^Input/.test(name)
const rootOf = (path) => path.split(".")[0].trim()
/** What stands before the last dot: `keras` of `keras.Sequential`. */
const ownerOf = (path) => path.replace(/\.?\s*[^.\s]+$/, "").trim()
const isSequential = ({ t, name }) => t === "call" && name === "Sequential"
const isModel = ({ t, name = "" }) => t === "call" && /^(?:Functional|Model)$/.test(name)

export class Stack {
  /** @type {Item[]} */
  items = []
  /** Names of numbers, words and tuples. @type {Map<string, Node>} */
  constants = new Map()
  /** @type {Map<string, Kind>} */
  names = new Map()
  /** The names of the last layer's output. @type {Set<string>} */
  last = new Set()
  /** The names of the chain's input. @type {Set<string>} */
  inputs = new Set()
  /** The name of the model that is made, "" where it has none. @type {string | undefined} */
  model
  /** Whether the model is one of tensors, from an input to an output, and made. */
  closed = false
  /** What PyTorch's modules are called. @type {Set<string>} */
  torch = new Set(["nn", "torch", "torchvision"])

  /** @param {string} text */
  constructor(text) {
    this.text = text
  }

  /** @param {Statement} statement @returns {Stop | undefined} why it is not followed */
  follow(statement) {
    const { targets, values, words } = statement, begins = ({ k }, i) => /path|name/.test(k) && words[i - 1]?.k !== "path"
    const torch = words.find((word, i) => begins(word, i) && this.torch.has(rootOf(word.v)))
    if (torch) return this.stop("pytorch", torch)
    const changing = words.find(({ k, v }) => k === "name" && CHANGING.test(v))
    if (changing) return this.stop("changing", changing)
    const names = targets.flat().map(({ at, end }) => this.text.slice(at, end)), simple = names.every((name) => ONE_NAME.test(name))
    if (!targets.length) return this.stated(values, statement)
    if (simple && targets.every(({ length }) => length === 1)) return this.assigned(statement, names)
    const stop = this.harmless(statement)
    if (!stop) for (const name of names.filter((one) => ONE_NAME.test(one))) this.rename(name, "other")
    return stop
  }

  /** @param {Statement} statement @param {string[]} names */
  assigned(statement, names) {
    const { values: [value], values } = statement, [target] = names, where = { ...statement, target }
    if (values.length === 1) {
      const { t, v } = value, own = t === "call" && !this.foreign(value)
      if (own && isSequential(value)) return this.sequential(value, where)
      if (own && isModel(value)) return this.functional(value, target)
      if (own && isLayer(value) && isInput(value)) return this.begun(value, where, names)
      if (t === "apply" && value.fn?.t === "call") return this.applied(value, where, names)
      if (t === "name" && this.last.has(v)) return this.also(names)
      if (t === "name" && !this.items.length && !this.names.has(v)) return this.supposed([...names, v])
    }
    const constant = values.length === 1 ? value : sequence(values, value.at, statement.end)
    const stop = this.harmless(statement)
    if (stop) return stop
    for (const one of names) {
      this.rename(one, "other")
      if (isLiteral(constant)) this.constants.set(one, constant)
    }
  }

  /** More names for the last output. @param {string[]} names @returns {undefined} */
  also(names) {
    for (const name of names) {
      this.rename(name, "tensor")
      this.last.add(name)
    }
  }

  /** Names that the code does not explain: of an input, it may be. @param {string[]} names @returns {undefined} */
  supposed(names) {
    if (![...this.inputs].some((name) => names.includes(name))) this.inputs.clear()
    for (const name of names) {
      this.rename(name, "other")
      this.names.delete(name)
      this.inputs.add(name)
    }
  }

  /** A name stands for something else from now on. @param {string} name @param {Kind} kind */
  rename(name, kind) {
    this.constants.delete(name)
    this.inputs.delete(name)
    this.last.delete(name)
    this.names.set(name, kind)
  }

  /** What stands by itself: layers, one a line or in a list; a model; a call. @param {Node[]} values @param {Statement} where */
  stated(values, where) {
    for (const value of values) {
      const stop = this.one(value, where)
      if (stop) return stop
    }
  }

  /** @param {any} value @param {Statement} where */
  one(value, where) {
    const { t, v, name } = value
    if (t === "seq" && v.some((inner) => !isLiteral(inner))) return this.alone(value) ?? this.list(value, where, undefined)
    if (t === "apply" && value.fn.t === "call") return this.applied(value, where, [])
    if (t === "call") {
      if (isSequential(value)) return this.foreign(value) ?? this.sequential(value, where)
      if (isModel(value)) return this.foreign(value) ?? this.functional(value, "")
      if (name === "add" && this.isModels(value)) return this.added(value, where)
      if (isLayer(value)) return this.foreign(value) ?? this.alone(value) ?? this.push(value, { ...where, style: "line" })
      const apart = APART.has(name) || value.path !== name && !/(?:^|\.)layers\./.test(value.path)
      if (!apart) return this.stop("function", value)
    }
    return where.words.some(({ v }) => v === "(") ? this.harmless({ ...where, values: [value] }) : undefined
  }

  /** Layers that stand alone are a stack, where no model is made of others. */
  alone(value) {
    if (this.model !== undefined) return this.stop("apart", value)
  }

  /** @param {any} list of layers @param {any} where @param {string | undefined} model @returns {Stop | undefined} */
  list(list, where, model) {
    for (const node of list.v) {
      const stop = this.listed(node, where, model)
      if (stop) return stop
    }
  }

  /** @param {any} node @param {any} where @param {string | undefined} model @returns {Stop | undefined} */
  listed(node, where, model) {
    if (isSequential(node)) {
      const inner = this.layersOf(node)
      return this.foreign(node) ?? ("code" in inner ? inner : this.list(inner, where, `inside of ${model} ${node.at}`))
    }
    if (isLayer(node)) return this.foreign(node) ?? this.push(node, { ...where, target: undefined, style: "list", model })
    if (/name|path/.test(node.t)) return this.unnamed(node)
    return this.stop(node.t === "call" || node.t === "apply" ? "function" : "layer", node)
  }

  /** The list in a call of Sequential, or why that is not followed. @returns {any} */
  layersOf(node) {
    const [first, ...rest] = node.args
    const odd = [...first?.key && !/^(?:layers|name)$/.test(first.key) ? [first] : [], ...rest].find(({ key }) => key !== "name")
    if (odd) return this.stop("sequential", odd)
    const value = first?.key === "name" ? undefined : first?.value
    if (!value || value.t === "none") return { t: "seq", v: [] }
    if (value.t === "seq") return value
    return /name|path/.test(value.t) ? this.unnamed(value) : this.stop(isLayer(value) ? "sequential" : "layer", value)
  }

  sequential(node, where) {
    if (this.model !== undefined || this.items.length) return this.another(node)
    const { target } = where, found = this.layersOf(node)
    this.model = target ?? ""
    if (target) this.rename(target, "model")
    return "code" in found ? found : this.list(found, where, ownerOf(node.path))
  }

  /** Layers of another model than the one that is followed, or of one that begins with an input kept under a name. */
  another(node) {
    return this.stop(this.items.length === 1 && isInput(this.items[0].node) ? "unread" : "models", node)
  }

  /** Whether `….add(…)` is a model's, not a set's or Keras's own. */
  isModels({ path, args: [first] }) {
    const owner = ownerOf(path)
    if (owner && owner === this.model) return true
    return owner !== "" && !/(?:^|\.)(?:layers|ops|math|keras|tf|np|K)$/.test(owner) && !!first && !isLiteral(first.value)
      && first.value.t !== "seq" && this.names.get(rootOf(owner)) !== "other"
  }

  added(node, where) {
    const { path, args } = node, owner = ownerOf(path), [argument] = args
    if (this.closed || (this.model ?? owner) !== owner || this.items.some(({ style }) => /line|apply/.test(style)))
      return this.another(node)
    this.model = owner
    this.rename(owner, "model")
    if (args.length !== 1 || argument.key && argument.key !== "layer") return this.stop("function", node)
    const { value } = argument
    if (value.t === "seq" || !isLayer(value)) return this.listed(value, where, owner)
    return this.foreign(value) ?? this.push(value, { ...where, style: "add", model: owner })
  }

  /** `inputs = keras.Input(…)` */
  begun(node, where, names) {
    if (this.items.length || this.model !== undefined) return this.stop("inputs", node)
    this.push(node, { ...where, style: "line" })
    this.output(names)
    this.inputs = new Set(names)
  }

  /** A layer called on the chain's last output: `x = layers.Dense(10)(x)`. */
  applied(node, where, names) {
    const { fn, args: [first, ...rest] } = node
    const foreign = this.foreign(fn)
    if (foreign || !isLayer(fn) || isInput(fn)) return foreign ?? this.stop("function", fn)
    if (this.closed || this.model !== undefined) return this.stop("models", node)
    if (!first || first.key && first.key !== "inputs") return this.stop("function", node)
    if (first.value.t === "seq") return this.stop("merge", node)
    if (first.value.t !== "name") return this.stop("unread", first.value)
    const odd = rest.find(({ key, value }) => key !== "training" || !/bool|none/.test(value.t))
    if (odd) return this.stop("second", odd)
    const from = first.value.v
    if (this.items.length ? !this.last.has(from) : this.names.has(from)) {
      if (this.names.get(from) === "other") return this.unnamed(first.value)
      return this.stop("branch", first.value, { last: [...this.last].at(-1) ?? "" })
    }
    if (!this.items.length) {
      this.supposed([from])
      for (const name of this.inputs) this.names.set(name, "tensor")
    }
    return this.push(fn, { ...where, style: "apply", from }) ?? this.output(names)
  }

  /** These names have the chain's last output now. @param {string[]} names @returns {undefined} */
  output(names) {
    this.last.clear()
    this.also(names)
  }

  /** `keras.Model(inputs, outputs)`, of the one input and the last output. */
  functional(node, target) {
    const { args } = node
    const given = (key, i) => args.find((one, at) => one.key ? one.key === key : at === i)?.value
    const named = (value) => value?.t === "seq" && value.v.length === 1 ? value.v[0].v : value?.v
    if (this.model !== undefined) return this.stop("models", node)
    const ends = this.items.length ? this.last : this.inputs
    const fits = this.inputs.has(named(given("inputs", 0))) && ends.has(named(given("outputs", 1)))
    const odd = args.some(({ key }, i) => key ? !/^(?:inputs|outputs|name)$/.test(key) : i > 1)
    if (!fits || odd) return this.stop("outputs", node)
    this.model = target
    this.closed = true
    if (target) this.rename(target, "model")
  }

  /** @param {any} node @param {any} where @returns {undefined} */
  push(node, { at, end, target, style, model, from }) {
    if (!node.broken) this.items.push({ node, style, at, end, target, model, from })
  }

  /** A name that is not, or not only, what Keras means by it. @param {any} node @returns {Stop | undefined} */
  foreign(node) {
    if (this.names.has(rootOf(node.path))) return this.stop("stored", node)
  }

  /** A name in the place of a layer or a tensor. @param {any} node */
  unnamed(node) {
    return this.stop(this.names.has(rootOf(node.v ?? "")) || this.constants.has(node.v) ? "stored" : "name", node)
  }

  /** A statement that is not read: it may only ask what it names of the chain. @param {Statement} statement */
  harmless({ values, words }) {
    const shown = values.length === 1 && values[0].t === "call" && SHOWING.has(values[0].name ?? "")
    let open = 0
    for (const [i, { k, v }] of words.entries()) {
      if (k === "op") open += +/[([{]/.test(v) - +/[)\]}]/.test(v)
      const path = k === "path", before = words[i - 1]?.k === "path", after = words[i + 1] ?? {}
      if (!path && (k !== "name" || before || after.v === "=" && open)) continue // not the name of an argument
      const parts = v.split(".").map((part) => part.trim()), kind = this.names.get(parts[0])
      if (kind !== "model" && kind !== "tensor") continue
      const asks = path && [...parts.slice(1, -1), after.v].every((part) => ASKING.has(part))
      if (!asks && !(shown && !path)) return this.stop("touched", { at: words[0].at, end: Number(words.at(-1)?.end) }, { last: parts[0] })
    }
  }

  /** What an import gives a name to: Keras's own names stay, any other is not followed. @param {import("./tokens.js").Token[]} words */
  imports(words) {
    const said = words.map(({ v }) => v).join(" ").replace(/ *\. */g, ".").replace(/[()]/g, " ")
    const [, from, list] = /^from +(\S+) +import +(.*)$/.exec(said) ?? ["", "", said.replace(/^import +/, "")]
    for (const one of list.split(",").map((part) => part.trim()).filter(Boolean)) {
      const [name, alias = name] = one.split(/ +as +/), module = rootOf(from || name), bound = rootOf(alias)
      const own = OF_KERAS.test(module) && (alias === name || !/^\p{Lu}/u.test(name))
      this.torch.delete(bound)
      if (OF_TORCH.test(module)) this.torch.add(bound)
      else if (own) this.names.delete(bound)
      else this.names.set(bound, "other")
    }
  }

  /** @param {string} code @param {{ at: number, end: number }} place @param {any} [more] @returns {Stop} */
  stop(code, { at, end }, more) {
    const [line, ...rest] = this.text.slice(at, end).split("\n"), short = line.slice(0, 40)
    return { code, at, end, got: short === line && !rest.length ? line : `${short.trimEnd()}…`, ...more }
  }
}
