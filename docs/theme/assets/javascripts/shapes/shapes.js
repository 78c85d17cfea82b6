// @ts-check
// The shape tracer: a stack of Keras layers as code and as rows, both in step, and what becomes of a shape in it.

import { copies, element, fill, furnish, given } from "../element.js"
import { backwards, written } from "./backwards.js"
import { insert, put, remove, swap } from "./edit.js"
import KERAS from "./keras.json" with { type: "json" }
import { LAYERS, core, definition } from "./layers.js"
import { LIMIT, position } from "./parse.js"
import { repairs, withInput } from "./repairs.js"
import { blank, choices, draw, drawing, memory, number, offer, show, shown } from "./rows.js"
import { decode, encode } from "./state.js"
import { listed, reason, sizes, trace } from "./trace.js"

/**
 * Among its properties are the parts of docs/theme/partials/shapes.html (area, input, outcome, body and so on) and what the
 * front matter of shapes.md says: words, keras, examples.
 */
class ShapeTracer extends /** @type {any} */ (HTMLElement) {
  traced = trace("")
  /** @type {any[]} */
  views = []
  apart = "" // the input's sizes, for code that has none
  pinned = false // whether the reader said which layer's size is wanted

  connectedCallback() {
    if (this.area) return
    this.className = "st-waiting" // until all is there, so that nothing moves
    setTimeout(() => this.begin()) // in steps: a page that is still loading does other things in between
  }

  begin() {
    Object.assign(this, given("shapes-data"))
    const { words, examples } = this
    furnish(this, "shapes-template")
    this.area.maxLength = LIMIT + 1
    this.area.oninput = () => this.read()
    this.input.oninput = () => this.enter()
    this.menu.append(...choices(LAYERS.slice(0, -1)))
    this.menu.value = "Conv2D"
    this.adder.onclick = () => this.add()
    this.at.onchange = () => this.want(true)
    this.wanted.oninput = () => this.want()
    const place = (target) => target.closest("tr").sectionRowIndex
    this.body.oninput = ({ target }) => target.value && this.set(place(target), target.name, target.value)
    this.body.onclick = ({ target }) => target.type === "button" && this.act(place(target), target.name)
    copies(this.copyCode, () => this.area.value, words.copied)
    copies(this.copyLink, () => location.href.split(/[?#]/)[0] + this.query(), words.copied)
    this.nav.append(...examples.map((example) => element("a", { href: encode(example), onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      this.load(example)
      this.save(true)
    } }, example.name)))
    const open = () => this.load(decode(location.search) ?? examples[0])
    addEventListener("popstate", open)
    // What an address points at below is read first, and stays in its place: the page's own scrolling has to be seen before.
    const seen = () => requestAnimationFrame(() => setTimeout(open))
    if (document.readyState === "complete") seen()
    else addEventListener("load", seen)
  }

  load({ code = "", input = "", at = "", want = "" }) {
    this.area.value = code
    this.apart = input
    this.pinned = at !== ""
    this.render()
    clearTimeout(this.later)
    this.later = setTimeout(() => this.consider(+at, want))
  }

  /** The reader wrote code. */
  read() {
    this.render()
    this.save()
  }

  /** Something else changed the code. */
  write({ text, input = this.apart }) {
    this.apart = input
    this.area.value = text
    this.read()
  }

  /** The reader wrote another input shape. */
  enter() {
    const shape = sizes(this.input.value)
    this.input.ariaInvalid = !shape
    if (shape) this.write(withInput(this.area.value, this.traced, shape))
  }

  add() {
    const name = this.menu.value, items = this.items(), args = KERAS.first[name.replace(/\dD/, "")] ?? ""
    this.write({ text: insert(this.area.value, items, items.length, `${name}(${args})`) })
  }

  items() {
    return this.traced.rows.map(({ item }) => item)
  }

  /** Sets an argument of a layer; without its name, the value names one that is to be set. */
  set(i, key, value) {
    const inner = core(this.items()[i].node)
    const added = key ? value : KERAS.added[value] ?? definition(inner.name)?.parameters[value].text
    this.write({ text: put(this.area.value, inner, key || value, added) })
  }

  /** Moves a layer or takes it out; the focus stays with it or where it was. */
  act(i, act) {
    const items = this.items(), text = this.area.value
    const to = act === "up" ? i - 1 : act === "down" ? i + 1 : Math.min(i, items.length - 2)
    this.write({ text: act === "remove" ? remove(text, items, i) : swap(text, items, Math.min(i, to)) })
    const end = to < 1 || to > items.length - 2 // where the button is not
    const next = this.body.children[to]?.querySelector(`[name=${end ? "remove" : act}]`) ?? this.area
    next.focus()
  }

  fill(code, more = {}) {
    return fill(this.words[code] ?? code, more)
  }

  /** Why a layer breaks, in words. @param {any} issue */
  explain(issue) {
    const near = issue.near && this.fill("near", issue)
    return `${this.fill(issue.code, { ...issue, near })} ${this.fill(`stage_${issue.stage}`)}`
  }

  render() {
    const text = this.area.value, traced = trace(text, this.apart), { rows, stopped, input } = traced
    this.traced = traced
    if (document.activeElement !== this.input) this.input.value = input ? listed(input.slice(1)) : this.apart
    this.paint(text)
    while (this.views.length > rows.length) this.views.pop().element.remove()
    const drawn = drawing(rows)
    let before = drawn[0]?.[0] ?? 0
    for (const [i, row] of rows.entries()) {
      const view = this.views[i] ??= blank(), size = drawn[i] ?? [before, 0], { issue, item: { node } } = row
      const kind = i === stopped ? "broken" : kindOf(row), said = issue ? this.explain(issue) : ""
      const key = [i, text.slice(node.at, node.end), row.y, before, size, kind, said].join("|")
      if (view.key !== key) {
        view.key = key
        if (!view.element.parentNode) this.body.append(view.element)
        show(view, i, row, text)
        draw(view, before, size, kind)
        const why = issue && reason(issue, this.keras)
        view.said.replaceChildren(
          ...rich(said), ...why ? [element("span", { class: "st-keras" }, "Keras: ", element("q", { lang: "en" }, why))] : [],
        )
        view.said.className = `st-said st-${issue?.stage}`
      }
      before = size[0]
    }
    this.conclude(text)
    clearTimeout(this.later)
    this.later = setTimeout(() => this.consider(), 30)
  }

  /** The row that breaks, or whose call is refused; -1 where there is none. */
  broken() {
    const { rows, stopped } = this.traced
    return stopped < 0 ? rows.findIndex(({ issue }) => issue?.stage === "call") : stopped
  }

  /** The outcome in a sentence. */
  conclude(text) {
    const { rows, fault, stopped, trained, frozen } = this.traced, at = this.broken(), count = number(trained + frozen)
    this.outcome.classList.toggle("st-bad", !!fault || at >= 0)
    const told = fault ? "fault" : !rows.length ? "empty" : stopped >= 0 ? "stop" : at >= 0 ? "call" : "fine"
    const where = fault && position(text, fault.at)
    const said = this.fill(`told_${told}`, { ...where, n: at + 1, name: rows[at]?.name, shape: shown(rows.at(-1)?.y), count })
    if (this.outcome.textContent !== said) this.outcome.textContent = said // else it would be read out again
    const want = this.words[`want_${fault?.want}`] ?? `\`${fault?.want}\``
    const got = fault?.got?.trim() ? `\`${fault.got}\`` : this.words.nothing
    this.fault.replaceChildren(
      ...rich(fault ? `${this.fill("place", where)} ${this.fill(`fault_${fault.code}`, { ...fault, want, got })}` : ""),
    )
    const bytes = rows.reduce((all, row) => all + (row.bytes ?? 0), 0)
    this.totals.textContent = this.fill(stopped >= 0 ? "totals_stop" : "totals", {
      trained: number(trained), frozen: number(frozen), count, memory: memory(bytes),
    })
  }

  /** What takes longer than a frame may: repairs, and the way back from a wanted size. */
  consider(chosen = this.at.selectedIndex, want = this.wanted.value) {
    clearTimeout(this.later)
    const read = this.className ? document.querySelector(":target") : null, top = read?.getBoundingClientRect().top
    this.className = ""
    this.views.forEach(offer)
    const { rows } = this.traced, at = this.broken()
    const proposals = at < 0 ? [] : repairs(this.area.value, this.apart, this.traced, at)
    this.mends.replaceChildren(
      ...proposals.length ? [element("span", {}, this.words.mend)] : [],
      ...proposals.map((one) => mend(this.fill(`mend_${one.words}`, one), one.code, () => this.write(one))),
    )
    this.at.replaceChildren(...choices(rows.map(({ name }, i) => `${i + 1}. ${name}`)))
    this.at.selectedIndex = this.pinned && rows[chosen] ? chosen : at < 0 ? rows.length - 1 : at
    if (this.pinned) this.wanted.value = want
    else this.propose()
    this.solve()
    if (read) scrollBy(0, read.getBoundingClientRect().top - top) // what is read stays in its place
  }

  /** Without a wish, the size of the input, where the layer has as many axes. */
  propose() {
    const { rows, input } = this.traced, y = rows[this.at.selectedIndex]?.y
    const from = y && input?.length === y.length ? input : y ?? []
    this.wanted.value = listed(from.slice(1, Math.max(2, from.length - 1)))
  }

  want(other = false) {
    this.pinned = true
    if (other) this.propose()
    this.solve()
    this.save()
  }

  solve() {
    const { rows, input } = this.traced, at = this.at.selectedIndex, row = rows[at], w = this.words
    const wish = sizes(this.wanted.value), paragraph = (text) => element("p", {}, rich(text))
    const title = (code, more) => element("h3", {}, this.fill(code, more))
    const unasked = row && input && wish ? row.issue?.stage === "text" && w.gone : w.want_help
    if (unasked) return void this.answer.replaceChildren(paragraph(unasked))
    const { y, rule } = row
    const spatial = wish.length === (y ?? input).length - 2 // without the channels, which may be any
    const goal = !wish.length ? null : !spatial ? wish : rule?.axis === 1 ? [null, ...wish] : [...wish, null]
    const { inputs, alone, changes, hit } = backwards(this.traced, at, goal), any = goal ? "" : "_any"
    const mends = (list) => element("div", { class: "st-mends" }, list.map(({ row: i, key, value }) =>
      mend(`${i + 1}. ${core(rows[i].item.node).name}`, `${key}=${written(value)}`, () => this.set(i, key, written(value)))))
    const first = hit ? 0 : 8, rest = changes.slice(first, 400) // changes that are shown at once, and at all
    const summary = element("summary", {}, this.fill("rest", { n: changes.length - first }))
    const more = element("details", { ontoggle: () => more.replaceChildren(summary, mends(rest)) }, summary)
    this.answer.replaceChildren(
      paragraph(hit ? w.hit : y ? this.fill("miss", { shape: shown(y) }) : w.gone),
      title(`inputs${any}`),
      inputs.length ? element("ul", {}, inputs.map(({ axis, sizes }) => element("li", {},
        this.fill(inputs.length > 1 ? "axis_sizes" : "one_size", { axis }), " ", element("b", {}, ranges(sizes) || w.none))))
        : paragraph(w.no_input),
      alone && inputs.length ? paragraph(w.alone) : "",
      title(`changes${any}`, { n: changes.length }),
      changes.length ? mends(changes.slice(0, first)) : paragraph(w.no_change),
      rest.length ? more : "",
    )
  }

  /** The coloured copy behind the text, with the place of each fault; lines that stay are kept. */
  paint(text) {
    const { tokens, fault, rows } = this.traced, marks = fault ? [fault] : []
    for (const { issue } of rows)
      if (issue && issue.stage !== "maybe") marks.push({ ...issue.node, at: issue.node.nameAt ?? issue.node.at })
    /** @type {string[][][]} */
    const lines = [[]] // of (class, text)
    for (const { k, v, at, end } of tokens) {
      const coloured = /str|num|comment/.test(k) || k === "name" && text[end] === "("
      const kind = (coloured ? `st-${k}` : "") + (marks.some((mark) => mark.at <= at && at < mark.end) ? " st-mark" : "")
      for (const [i, part] of v.split("\n").entries()) {
        if (i) lines.push([])
        lines.at(-1)?.push([kind, part])
      }
    }
    for (const [i, parts] of lines.entries()) {
      const key = parts.join("\n"), old = this.back.children[i]
      if (old?.key === key) continue
      const spans = parts.map(([kind, part]) => kind ? element("span", { class: kind }, part) : part)
      const row = element("span", { class: "st-row" }, spans, "\u200b")
      row.key = key
      if (old) old.replaceWith(row)
      else this.back.append(row)
    }
    while (this.back.children.length > lines.length) this.back.lastChild.remove()
  }

  query() {
    const wish = this.pinned && { at: String(this.at.selectedIndex), want: this.wanted.value }
    return encode({ code: this.area.value, input: this.traced.declared ? "" : this.apart, ...wish })
  }

  /** Keeps the state in the address; what is written in one go is one step back. */
  save(now = false) {
    clearTimeout(this.saving)
    this.saving = setTimeout(() => {
      const query = this.query()
      if (query !== location.search) history.pushState(null, "", query || location.pathname)
    }, now ? 0 : 500)
  }
}

/** A sentence, with what stands between backticks as code. @param {string} text */
const rich = (text) => text.split("`").map((part, i) => i % 2 ? element("code", {}, part) : part)

/** A button that makes a change. */
const mend = (words, code, onclick) =>
  element("button", { type: "button", class: "st-mend", onclick }, words, " ", element("code", {}, code))

/** What a layer did to its activation: of which kind it is, or whether it became smaller, larger, or of other channels only. */
function kindOf({ x, y, item: { node } }) {
  const size = (shape) => shape.slice(1, -1).reduce((all, one) => all * (one ?? 1), 1)
  return !y ? "none" : KERAS.kinds[core(node).name]
    ?? (x.length !== y.length ? "mix" : size(y) < size(x) ? "shrink" : size(y) > size(x) ? "grow" : "same")
}

/** 25, 26, 27, 30 as 25–27, 30. */
function ranges(list) {
  const starts = list.filter((n) => !list.includes(n - 1)), ends = list.filter((n) => !list.includes(n + 1))
  return starts.map((n, i) => n === ends[i] ? n : `${n}–${ends[i]}`).join(", ")
}

customElements.define("shape-tracer", /** @type {any} */ (ShapeTracer))
