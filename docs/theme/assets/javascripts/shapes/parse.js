// @ts-check
// Reads the part of Python in which stacks of layers are written. Nothing is executed: text becomes nodes, each with its place.

/**
 * @typedef {{ t: string, v?: any, at: number, end: number, name?: string, path?: string, nameAt?: number,
 *   args?: Argument[], fn?: Node, open?: number, broken?: boolean }} Node
 *   `t`: int float str bool none name path seq call apply other
 * @typedef {Node & { name: string, path: string, nameAt: number, args: Argument[], open: number }} Call
 * @typedef {{ key: string | null, value: Node, at: number, end: number }} Argument
 * @typedef {{ code: string, at: number, end: number, [more: string]: any }} Fault
 * @typedef {{ k: string, v: string, at: number, end: number }} Token  `k`: as TOKEN names them, and end
 * @typedef {{ node: Call, style: "list" | "add" | "line" | "apply", at: number, end: number, model?: string, target?: string,
 *   from?: string }} Item  a layer of the stack, and the statement that it stands in
 */

export const LIMIT = 20_000 // characters
const DEPTH = 40 // brackets in brackets
const TOKEN =
  /(?<space>[^\S\n]+|\\\r?\n)|(?<comment>#.*)|(?<line>[\n;])|(?<str>[rRbBuUfF]{0,2}(?:("""|''')[^]*?\5|(["'])(?:\\.|(?!\6)[^\\\n])*\6))|(?<num>\.?\d[\d_.]*(?:[eE][+-]?\d+)?)|(?<path>(?:[\w\u00c0-\u{10ffff}]+[^\S\n]*\.[^\S\n]*)+)|(?<name>[\w\u00c0-\u{10ffff}]+)|(?<op>\/\/|[^])/gu
const CLOSES = { "(": ")", "[": "]", "{": "}" }

/**
 * The whole text in tokens, those of them that are to be read, and what is wrong with brackets and quotation marks.
 * @param {string} text
 */
function tokenize(text) {
  /** @type {Token[]} */
  const tokens = Array.from(text.matchAll(TOKEN), ({ 0: v, index, groups = {} }) => (
    { k: Object.keys(groups).find((name) => groups[name] !== undefined) ?? "", v, at: index, end: index + v.length }
  ))
  /** @type {Token[]} */
  const words = [], open = []
  /** @type {Fault | undefined} */
  let fault
  for (const token of tokens) {
    const { k, v } = token, wrong = (code, want) => { fault = { ...token, code, got: v, want } }
    if (k === "op" && v in CLOSES && open.push(token) > DEPTH) wrong("deep")
    if (k === "op" && /["']/.test(v)) wrong("string")
    if (k === "op" && /[)\]}]/.test(v)) {
      const opened = open.pop()
      if (CLOSES[opened?.v] !== v) wrong(opened ? "expected" : "closing", CLOSES[opened?.v])
    }
    if (fault) break
    if (!/space|comment/.test(k) && (k !== "line" || !open.length)) words.push(token)
  }
  const { at } = fault ?? { at: text.length }, last = open.at(-1)
  words.push({ k: "end", v: "", at, end: at })
  return { tokens, words, fault: fault ?? (last && { ...last, code: "unclosed", got: last.v }) }
}

/**
 * The layers that a text stacks, in order, as far as it could be read.
 * @param {string} text @returns {{ items: Item[], fault: Fault | null, tokens: Token[] }}
 */
export function parse(text) {
  if (text.length > LIMIT) {
    const all = { k: "", v: text, at: LIMIT, end: LIMIT + 1 }
    return { items: [], tokens: [all], fault: { ...all, code: "long", limit: LIMIT } }
  }
  const { tokens, words, fault: before } = tokenize(text)
  /** @type {Item[]} */
  const items = []
  /** @type {Map<string, Node>} */
  const constants = new Map()
  const models = new Set()
  /** @type {Fault | undefined} */
  let fault
  let place = 0, [token] = words, last = "" // the name of the last layer's output, where layers are called on tensors

  const next = () => {
    const taken = token
    token = words[++place]
    return taken
  }
  const take = (v) => token.v === v && next()
  const ended = () => /line|end/.test(token.k)

  /** The first fault is kept, and the rest of the text is left unread. @returns {Node} */
  function fail(code, /** @type {any} */ { at, end, v } = token, more = {}) {
    fault ??= { code, at, end: Math.max(end, at + 1), got: v, ...more }
    token = words[place = words.length - 1]
    return { t: "other", at, end, broken: true }
  }

  const expect = (want, /** @type {any} */ fits = take(want)) => fits || fail("expected", token, { want })

  const expression = () => chain(() => chain(unary, /^(?:\*|\/\/?)$/), /^[+-]$/)

  function chain(inner, signs) {
    let left = inner()
    while (signs.test(token.v)) left = compute(left, next().v, inner())
    return left
  }

  function unary() {
    const { at } = token
    let sign = 1
    while (take("-")) sign = -sign
    const node = postfix()
    return node.at === at ? node : { ...node, t: /int|float/.test(node.t) ? node.t : "other", v: sign * node.v, at }
  }

  /** A value, and what is called of it or taken from it. @returns {Node} */
  function postfix() {
    let node = primary()
    for (;;) {
      const { at } = node
      if (token.v === "(") {
        const open = token.end, args = inside(argument), { t, v: path, name, nameAt } = node
        const more = { at, end: words[place - 1].end, open, args, broken: !!fault }
        node = /name|path/.test(t) ? { t: "call", path, name, nameAt, ...more } : { t: "apply", fn: node, ...more }
      } else if (take(".")) {
        if (token.k === "path") next()
        node = { t: "other", at, end: token.end }
        expect("name", token.k === "name" && next())
      } else return { ...node, ...(node.t === "name" && constants.get(node.v)), at, end: node.end }
    }
  }

  function argument() {
    const { at, v, k } = token
    const key = k === "name" && words[place + 1].v === "=" && next() && next() ? v : null
    const value = expression()
    return { key, value, at, end: value.end }
  }

  /** What stands between brackets, separated by commas. */
  function inside(read) {
    const close = CLOSES[next().v], found = []
    while (!ended() && token.v !== close) {
      found.push(read())
      if (!take(",")) break
    }
    expect(close)
    return found
  }

  /** @returns {Node} */
  function primary() {
    const { at } = token, path = token.k === "path" ? next().v : ""
    const { k, v, at: nameAt, end } = token
    if (path && k !== "name") return fail("expected", token, { want: "name" })
    if (v in CLOSES && k === "op") {
      const found = inside(() => v === "{" ? (expression(), take(":") && expression()) : expression())
      const close = words[place - 1].end // destructured, the minifier would read it first
      return v === "(" && found.length === 1 && words[place - 2].v !== "," ? { ...found[0], at, end: close }
        : { t: v === "{" ? "other" : "seq", v: found, at, end: close }
    }
    if (!/str|name|num/.test(k)) return fail("expected", token, { want: "value" })
    next()
    if (k === "str") return { t: k, v: v.replace(/^\w*("""|'''|["'])([^]*)\1$/, "$2"), at, end }
    if (v === "None") return { t: "none", v: null, at, end }
    if (/^(?:True|False)$/.test(v)) return { t: "bool", v: v === "True", at, end }
    if (k === "name") return { t: path ? "path" : k, v: path + v, name: v, nameAt, at, end }
    const digits = v.replaceAll("_", ""), number = +digits
    return number < 2 ** 31 ? { t: /\D/.test(digits) ? "float" : "int", v: number, at, end } : fail("big", { at, end })
  }

  function statement() {
    const { k, v, at } = token
    if (/^(?:import|from)$/.test(v)) {
      while (!ended()) next()
      return
    }
    // a keyword such as `for`, as Python has no other name before a value
    if (k === "name" && /path|name|num|str/.test(words[place + 1].k)) return void fail("statement")
    let value = expression(), target
    while (take("=")) {
      target = value.v
      value = expression()
    }
    const row = [value]
    while (take(",") && !ended()) row.push(expression())
    const end = Number(row.at(-1)?.end)
    expect("line", ended())
    for (const node of row) collect(node, { style: "line", at, end, target })
  }

  /** The layers that a statement adds to the stack. @param {any} node @param {any} where */
  function collect(node, where) {
    const { t, v, name = "", args = [] } = node, { target, style } = where, inner = { ...where, target: undefined }
    const push = (made) => {
      if (made.broken) return
      last = target ?? last
      items.push({ node: made, ...where })
    }
    if (t === "seq") for (const one of v) collect(one, { ...inner, style: "list" })
    const constant = t === "seq" ? !v.some(({ t }) => t === "call") : /int|float|str|bool|none/.test(t)
    if (target && constant) constants.set(target, node)
    else if (t === "call" && /^(?:Sequential|add)$/.test(name)) {
      const layers = args.find(({ key }) => !key || /^layers?$/.test(key))?.value
      if (name !== "add" && target) models.add(target)
      inner.model = node.path.replace(/\.?\w+$/, "")
      if (layers) collect(layers, { ...inner, style: name === "add" ? "add" : "list" })
    } else if (t === "apply" && node.fn.t === "call" && args.length === 1) {
      const [{ value }] = args
      if (models.has(value.v)) return
      if (last && value.v !== last) return void fail("branch", value, { last })
      where = { ...where, style: "apply", from: value.v }
      push(node.fn)
    } else if (t === "call" && /^\p{Lu}/u.test(name)) {
      if (!/^(?:Functional|Model)$/.test(name)) push(node)
    } else if (t === "name" && target && v === last) last = target
    else if (t === "name" && style !== "line" && !models.has(v)) fail("name", node)
  }

  while (token.k !== "end") if (token.k === "line") next()
  else statement()
  // what is wrong with a bracket was seen first, and what could not be read then is its consequence
  const first = before && (before.code === "unclosed" || !fault || fault.at >= before.at) ? before : fault
  return { items, fault: first ?? null, tokens }
}

/** @returns {Node} */
function compute(left, sign, right) {
  const a = left.v, b = right.v, v = { "+": a + b, "-": a - b, "*": a * b, "/": a / b, "//": Math.floor(a / b) }[sign]
  const fits = [left, right].every(({ t }) => /int|float/.test(t)) && Math.abs(v) < 2 ** 31
  return { ...left, t: !fits ? "other" : left.t === right.t && sign !== "/" ? left.t : "float", v, end: right.end }
}

/** The line and the column, from 1, of a place in a text. */
export function position(text, at) {
  const lines = text.slice(0, at).split("\n")
  return { line: lines.length, column: lines[lines.length - 1].length + 1 }
}
