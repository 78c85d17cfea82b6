// @ts-check
// Reads the part of Python in which stacks of layers are written. Nothing is executed: text becomes nodes, each with its place.

/**
 * @typedef {{ t: string, v?: any, at: number, end: number, list?: boolean, name?: string, path?: string, nameAt?: number,
 *   args?: Argument[], fn?: Node, open?: number, broken?: boolean }} Node  `t`: int float str bool none name seq call apply other
 * @typedef {Node & { name: string, path: string, nameAt: number, args: Argument[], open: number }} Call
 * @typedef {{ key: string | null, value: Node, at: number, end: number }} Argument
 * @typedef {{ code: string, at: number, end: number, [more: string]: any }} Fault
 * @typedef {{ k: string, v: string, at: number, end: number }} Token  `k`: name int float str op line end, and comment
 * @typedef {{ node: Call, style: "list" | "add" | "line" | "apply", at: number, end: number, model?: string, target?: string,
 *   from?: string }} Item  a layer of the stack, and the statement that it stands in
 */

export const LIMIT = 20_000 // characters
const DEPTH = 40 // brackets in brackets
const TOKEN =
  /[ \t\r\f]+|\\\r?\n|(?<comment>#[^\n]*)|(?<line>\n|;)|(?<str>[rRbBuUfF]{0,2}(?:"""[^]*?"""|'''[^]*?'''|"(?!"")(?:\\.|[^"\\\n])*"|'(?!'')(?:\\.|[^'\\\n])*'))|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<float>(?:\d[\d_]*)?\.\d[\d_]*(?:[eE][+-]?\d+)?|\d[\d_]*(?:\.|\.?[eE][+-]?\d+))|(?<int>\d[\d_]*)|(?<op>\*\*|\/\/|[=!<>]=|[-+*/%=()[\]{},.:@<>])/uy
const CLOSES = { "(": ")", "[": "]", "{": "}" }
const KEYWORDS = /^(?:for|if|elif|else|while|def|class|with|try|except|return|lambda|del|assert|raise|yield|global|async|await)$/

/** @param {string} text @returns {{ tokens: Token[], comments: Token[], fault: Fault | null }} */
export function tokenize(text) {
  const tokens = [], comments = [], open = []
  /** @type {Fault | null} */
  let fault = null
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex, groups = TOKEN.exec(text)?.groups
    if (!groups) {
      fault = { code: /["']/.test(text[at]) ? "string" : "char", at, end: at + 1, got: text[at] }
      break
    }
    const k = Object.keys(groups).find((name) => groups[name] !== undefined)
    const token = { k: k ?? "", v: text.slice(at, TOKEN.lastIndex), at, end: TOKEN.lastIndex }
    if (k === "comment") comments.push(token)
    else if (k === "line" ? !open.length : k) tokens.push(token)
    if (k === "op" && token.v in CLOSES) open.push(token)
    if (k === "op" && ")]}".includes(token.v)) {
      const opened = open.pop()
      if (!opened || CLOSES[opened.v] !== token.v) {
        tokens.pop()
        fault = { code: opened ? "expected" : "closing", at, end: at + 1, got: token.v, want: opened && CLOSES[opened.v] }
        break
      }
    }
  }
  if (!fault && open.length) {
    const { v, at, end } = open[open.length - 1]
    fault = { code: "unclosed", at, end, got: v }
  }
  const at = fault && fault.code !== "unclosed" ? fault.at : text.length
  tokens.push({ k: "end", v: "", at, end: at })
  return { tokens, comments, fault }
}

class Parser {
  place = 0
  depth = 0
  comma = false
  /** @type {Fault | null} */
  fault = null

  /** @param {Token[]} tokens */
  constructor(tokens) {
    this.tokens = tokens
    /** @type {Map<string, Node>} */
    this.constants = new Map()
    /** @type {Item[]} */
    this.items = []
    this.last = "" // the name of the last layer's output, where layers are called on tensors
    /** @type {Set<string>} */
    this.models = new Set()
  }

  get token() { return this.tokens[this.place] }

  get before() { return this.tokens[this.place - 1] ?? this.token }

  is(v) { return this.token.k === "op" && this.token.v === v }

  take(v) {
    if (!this.is(v)) return false
    this.place++
    return true
  }

  /** The first fault is kept, and the rest of the text is left unread. */
  fail(code, /** @type {{ at: number, end: number }} */ { at, end } = this.token, more = {}) {
    if (!this.fault || this.fault.at > at) this.fault = { ...more, code, at, end: Math.max(end, at + 1) }
    this.place = this.tokens.length - 1
    return { t: "other", at, end, broken: true }
  }

  expect(v) {
    if (!this.take(v)) this.fail("expected", this.token, { want: v, got: this.token.v })
  }

  /** @returns {Node} */
  expression(level = 0) {
    let left = level < 2 ? this.expression(level + 1) : this.unary()
    const signs = level ? ["*", "//", "/", "%"] : ["+", "-"]
    while (level < 2 && this.token.k === "op" && signs.includes(this.token.v)) {
      const sign = this.tokens[this.place++].v, right = this.expression(level + 1)
      left = compute(left, sign, right)
    }
    return left
  }

  unary() {
    const { at } = this.token
    if (this.depth > DEPTH) return this.fail("deep")
    if (!this.take("-")) return this.postfix()
    this.depth++
    const node = this.unary()
    this.depth--
    return node.t === "int" || node.t === "float" ? { ...node, v: -node.v, at } : { t: "other", at, end: node.end }
  }

  postfix() {
    let node = this.primary()
    while (this.is("(") || this.is("."))
      if (this.take(".")) {
        const { k, v, at, end } = this.token
        if (k !== "name") return this.fail("expected", this.token, { want: "name", got: v })
        this.place++
        node = node.t === "name" || node.t === "path"
          ? { t: "path", v: `${node.v}.${v}`, name: v, nameAt: at, at: node.at, end } : { t: "other", at: node.at, end }
      } else node = this.call(node)
    if (node.t === "name") {
      const known = this.constants.get(node.v)
      if (known) return { ...known, at: node.at, end: node.end }
    }
    return node
  }

  call(fn) {
    const open = this.token.end, args = this.inside("(", () => this.argument())
    const place = { at: fn.at, end: this.before.end, open, args, broken: Boolean(this.fault) }
    return fn.t === "name" || fn.t === "path"
      ? { t: "call", path: fn.v, name: fn.name ?? fn.v, nameAt: fn.nameAt ?? fn.at, ...place } : { t: "apply", fn, ...place }
  }

  argument() {
    const { k, v, at } = this.token
    /** @type {string | null} */
    let key = null
    if (k === "name" && this.tokens[this.place + 1].v === "=") {
      key = v
      this.place += 2
    }
    const value = this.expression()
    return { key, value, at, end: value.end }
  }

  /** What stands between brackets, separated by commas. */
  inside(open, read) {
    const found = []
    this.expect(open)
    if (++this.depth > DEPTH) this.fail("deep")
    while (this.token.k !== "end" && !this.is(CLOSES[open])) {
      found.push(read())
      if (!this.take(",")) break
    }
    this.comma = this.before.v === ","
    this.expect(CLOSES[open])
    this.depth--
    return found
  }

  primary() {
    const { k, v, at, end } = this.token
    if (k === "op" && v in CLOSES) {
      const found = this.inside(v, () => {
        const node = this.expression()
        return v === "{" && this.take(":") ? this.expression() : node
      })
      if (v === "(" && found.length === 1 && !this.comma) return { ...found[0], at, end: this.before.end }
      return { t: v === "{" ? "other" : "seq", list: v === "[", v: found, at, end: this.before.end }
    }
    if (k === "end" || k === "line" || k === "op") return this.fail("expected", this.token, { want: "value", got: v.trim() })
    this.place++
    if (k === "name") {
      const bool = v === "True" || v === "False"
      return bool || v === "None" ? { t: bool ? "bool" : "none", v: bool ? v === "True" : null, at, end } : { t: k, v, at, end }
    }
    if (k === "str") return { t: k, v: v.replace(/^\w*("""|'''|["'])([^]*)\1$/, "$2"), at, end }
    const number = Number(v.replaceAll("_", ""))
    return number < 2 ** 31 ? { t: k, v: number, at, end } : this.fail("big", { at, end })
  }

  statement() {
    const first = this.token, { at } = first
    if (first.k === "name" && /^(?:import|from)$/.test(first.v)) {
      while (this.token.k !== "line" && this.token.k !== "end") this.place++
      return
    }
    if (first.k === "name" && KEYWORDS.test(first.v)) return void this.fail("statement", first, { got: first.v })
    let value = this.expression(), target
    while (this.is("=")) {
      this.place++
      target = value.v
      value = this.expression()
    }
    const row = [value]
    while (this.take(",") && this.token.k !== "line" && this.token.k !== "end") row.push(this.expression())
    const { end } = row[row.length - 1]
    if (this.token.k !== "line" && this.token.k !== "end") this.fail("expected", this.token, { want: "line", got: this.token.v })
    for (const node of row) this.collect(node, { style: "line", at, end, target })
  }

  /** The layers that a statement adds to the stack. @param {any} node @param {any} where */
  collect(node, where) {
    const { t, name = "" } = node, { target } = where
    if (t === "seq") for (const inner of node.v) this.collect(inner, { ...where, style: "list", target: undefined })
    else if (t === "call" && /^(?:Sequential|add)$/.test(name)) {
      const layers = node.args.find(({ key }) => key === null || key === "layers" || key === "layer")?.value
      const model = node.path.split(".").slice(0, -1).join(".")
      if (name === "Sequential" && target) this.models.add(target)
      if (layers) this.collect(layers, { ...where, model, style: name === "add" ? "add" : "list", target: undefined })
    } else if (t === "apply" && node.fn.t === "call" && node.args.length === 1) {
      const [{ value }] = node.args
      if (this.models.has(value.v)) return
      if (this.last && value.v !== this.last) return void this.fail("branch", value, { got: value.v ?? "", last: this.last })
      this.push(node.fn, { ...where, style: "apply", from: value.v })
    } else if (t === "call" && !node.broken && (name[0] !== name[0].toLowerCase() || node.path === "Input")) {
      if (/^(?:Functional|Model)$/.test(name)) return
      this.push(node, where)
    } else if (t === "name" && target && node.v === this.last) this.last = target
    else if (target && /^(?:int|float|str|bool|none)$/.test(t)) this.constants.set(target, node)
    else if (t === "name" && where.style !== "line" && !this.models.has(node.v))
      this.fail("name", node, { got: node.v })
    if (target && t === "seq" && node.v.every((/** @type {Node} */ inner) => inner.t !== "call")) this.constants.set(target, node)
  }

  push(node, where) {
    if (node.broken) return
    if (where.target) this.last = where.target
    this.items.push({ node, ...where })
  }
}

/** @returns {Node} */
function compute(left, sign, right) {
  const place = { at: left.at, end: right.end }, a = left.v, b = right.v
  const numbers = [left, right].every(({ t }) => t === "int" || t === "float")
  const v = { "+": a + b, "-": a - b, "*": a * b, "/": a / b, "//": Math.floor(a / b), "%": ((a % b) + b) % b }[sign]
  if (!numbers || !(Math.abs(v) < 2 ** 31)) return { t: "other", ...place }
  return { t: left.t === "int" && right.t === "int" && sign !== "/" ? "int" : "float", v, ...place }
}

/**
 * The layers that a text stacks, in order, as far as it could be read.
 * @param {string} text @returns {{ items: Item[], fault: Fault | null, tokens: Token[] }}
 */
export function parse(text) {
  if (text.length > LIMIT) return { items: [], tokens: [], fault: { code: "long", at: LIMIT, end: LIMIT + 1, limit: LIMIT } }
  const { tokens, comments, fault } = tokenize(text)
  const parser = new Parser(tokens)
  while (parser.token.k !== "end")
    if (parser.token.k === "line") parser.place++
    else parser.statement()
  // the reader of tokens saw further than the reader of statements, whose fault is its consequence
  const first = !fault
    ? parser.fault
    : fault.code === "unclosed" || !parser.fault || parser.fault.at >= fault.at
      ? fault
      : parser.fault
  return { items: parser.items, fault: first, tokens: [...tokens, ...comments] }
}

/** The line and the column, from 1, of a place in a text. */
export function position(text, at) {
  const before = text.slice(0, at).split("\n")
  return { line: before.length, column: before[before.length - 1].length + 1 }
}
