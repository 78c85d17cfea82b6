// @ts-check
// Reads the part of Python in which stacks of layers are written. Nothing is executed: text becomes nodes, each with its place.

import { sequence } from "./nodes.js"
import { Stack } from "./stack.js"
import { CLOSES, tokenize } from "./tokens.js"

/**
 * @typedef {{ t: string, v?: any, at: number, end: number, name?: string, path?: string, nameAt?: number,
 *   args?: Argument[], fn?: Node, open?: number, broken?: boolean }} Node
 *   `t`: int float str bool none name path seq call apply other
 * @typedef {Node & { name: string, path: string, nameAt: number, args: Argument[], open: number }} Call
 * @typedef {{ key: string | null, value: Node, at: number, end: number }} Argument
 * @typedef {import("./tokens.js").Fault} Fault
 * @typedef {import("./tokens.js").Token} Token
 * @typedef {{ targets: Node[][], values: Node[], at: number, end: number, words: Token[] }} Statement
 *   `targets`: what stands before each `=`; `values`: what stands between commas
 * @typedef {{ node: Call, style: "list" | "add" | "line" | "apply", at: number, end: number, model?: string, target?: string,
 *   from?: string }} Item  a layer of the stack, and the statement that it stands in
 */

export const LIMIT = 20_000 // characters
export const LINES = 1_000
const KEYWORD = /^(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|global|if|in|is|lambda|match|nonlocal|not|or|pass|raise|return|try|while|with|yield)$/

/**
 * The layers that a text stacks, in order, as far as it could be followed.
 * @param {string} text @returns {{ items: Item[], fault: Fault | null, tokens: Token[] }}
 */
export function parse(text) {
  const lines = text.split("\n", LINES + 2).length
  if (text.length > LIMIT || lines > LINES) {
    const all = { k: "", v: text, at: 0, end: text.length }
    return { items: [], tokens: [all], fault: { ...all, code: text.length > LIMIT ? "long" : "lines", limit: LIMIT, most: LINES } }
  }
  const { tokens, words, fault: before } = tokenize(text), stack = new Stack(text)
  /** @type {Fault | undefined} */
  let fault
  let place = 0, [token] = words

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

  /** What is due here: a keyword in its place is Python, which is not read. */
  const expect = (want, /** @type {any} */ fits = take(want)) =>
    fits || (token.k === "name" && KEYWORD.test(token.v) ? fail("statement") : fail("expected", token, { want }))

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
      } else if (token.v === "[") {
        skip()
        node = { t: "other", at, end: words[place - 1].end }
      } else if (take(".")) {
        if (token.k === "path") next()
        node = { t: "other", at, end: token.end }
        expect("name", token.k === "name" && next())
      } else return { ...node, ...(node.t === "name" && stack.constants.get(node.v)), at, end: node.end }
    }
  }

  /** An index or a slice, which only has to end. */
  function skip() {
    let open = 0
    do {
      if (token.v in CLOSES) open++
      else if (/^[)\]}]$/.test(token.v)) open--
      next()
    } while (open && !ended())
    expect("]", !open)
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
    if (token.v !== close && !ended() && found.length) suspect(found.at(-1))
    expect(close)
    return found
  }

  /** Of what is more than was read, nothing is known. */
  const suspect = (found) => { (found.value ?? found).broken = true }

  /** @returns {Node} */
  function primary() {
    const { at } = token, path = token.k === "path" ? next().v : ""
    const { k, v, at: nameAt, end } = token
    if (path && k !== "name") return fail("expected", token, { want: "name" })
    if (v in CLOSES && k === "op") {
      const found = inside(() => {
        const one = expression()
        return v === "{" && take(":") ? expression() : one
      })
      const close = words[place - 1].end // destructured, the minifier would read it first
      return v === "(" && found.length === 1 && words[place - 2].v !== "," ? { ...found[0], at, end: close }
        : v === "{" ? { t: "other", v: found, at, end: close } : sequence(found, at, close)
    }
    if (k === "name" && !path && KEYWORD.test(v)) return fail("statement")
    if (!/str|name|num/.test(k)) return expect("value", false)
    next()
    if (k === "str") return string(v, at, end)
    if (v === "None") return { t: "none", v: null, at, end }
    if (/^(?:True|False)$/.test(v)) return { t: "bool", v: v === "True", at, end }
    if (k === "name") return { t: path ? "path" : k, v: path + v, name: v, nameAt, at, end }
    const digits = v.replaceAll("_", ""), number = +digits
    return number < 2 ** 31 ? { t: /\D/.test(digits) ? "float" : "int", v: number, at, end } : fail("big", { at, end, v })
  }

  function statement() {
    const { k, v, at } = token, first = place
    if (/^(?:import|from)$/.test(v)) {
      while (!ended()) next()
      return stack.imports(words.slice(first, place))
    }
    // a keyword such as `for`, or one that Python has no more: no other name stands before a value
    if (k === "name" && (KEYWORD.test(v) || /path|name|num|str/.test(words[place + 1].k))) return fail("statement")
    let values = row()
    const targets = []
    while (take("=")) {
      targets.push(values)
      values = row()
    }
    const end = Number(values.at(-1)?.end)
    const whole = !fault
    expect("line", ended())
    if (whole && fault) return // more stands there than was read
    const stop = stack.follow({ targets, values, at, end, words: words.slice(first, place) })
    if (stop) fail(stop.code, { ...stop, v: stop.got }, stop)
  }

  /** What stands between commas without brackets. */
  function row() {
    const found = [expression()]
    while (take(",") && !ended() && token.v !== "=") found.push(expression())
    return found
  }

  while (token.k !== "end") if (token.k === "line") next()
  else statement()
  // what is wrong with a bracket was seen first, and what could not be read then is its consequence
  const first = before && (before.code === "unclosed" || !fault || fault.at >= before.at) ? before : fault
  return { items: stack.items, fault: first ?? null, tokens }
}

/** A string is worth what it says; where its prefix or a backslash would change that, it is not followed. @returns {Node} */
function string(text, at, end) {
  const [, prefix, , inner] = /** @type {any} */ (/^(\w*)("""|'''|["'])([^]*)\2$/.exec(text))
  const plain = !/[fb]/i.test(prefix) && (/r/i.test(prefix) || !inner.includes("\\"))
  return plain ? { t: "str", v: inner, at, end } : { t: "other", at, end }
}

/** @returns {Node} */
function compute(left, sign, right) {
  const a = left.v, b = right.v, v = { "+": a + b, "-": a - b, "*": a * b, "/": a / b, "//": Math.floor(a / b) }[sign]
  const fits = [left, right].every(({ t }) => /int|float/.test(t)) && Math.abs(v) < 2 ** 31
  return { ...left, t: !fits ? "other" : left.t === right.t && sign !== "/" ? left.t : "float", v, end: right.end }
}
