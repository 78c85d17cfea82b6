// @ts-check
// The shape tracer: a stack of Keras layers as code and as rows, both in step, and what becomes of a shape in it.

import { copies, element, fill, furnish, given, rich } from "../../../../../instruments/site/element.ts"
import { reckoned, written } from "./backwards.js"
import { insert, put, remove, swap } from "./edit.js"
import KERAS from "./keras.json" with { type: "json" }
import { LAYERS, core, definition } from "./layers.js"
import { LIMIT } from "./parse.js"
import { mended, straightened, withInput } from "./repairs.js"
import { blank, choices, draw, drawing, memory, number, offer, show, shown } from "./rows.js"
import { sliced } from "./slices.js"
import { decode, encode } from "./state.js"
import { position } from "./tokens.js"
import { listed, reason, sizes, trace } from "./trace.js"
import { isWhole, load } from "./whole.js"

/**
 * Among its properties are the parts of docs/theme/partials/shapes.html (area, input, outcome, body and so on) and what the
 * front matter of shapes.md says: words, keras, examples, programs, models (the words of what reads a paste as a whole), and
 * reasons (in Korean: what the tracer says, by its English).
 */
class ShapeTracer extends /** @type {any} */ (HTMLElement) {
  traced = trace("")
  /** @type {any[]} */
  views = []
  apart = "" // the input's sizes, for code that has none
  pinned = false // whether the reader said which layer's size is wanted
  /** The next slice of what takes long. @type {Record<string, any>} */
  working = {}
  filled = "" // what the reader filled in for names that the paste lacks
  reading = Promise.resolve() // settled once the paste is read as a whole, or need not be
  pointed = 0 // the line whose layers are marked
  cost = 0 // milliseconds that reading the whole took last
  ownTop = -1 // where the page stood after it was scrolled for the reader
  isPasted = false // whether the text has just been pasted
  isNew = true // whether the text came in one go: pasted, opened, repaired
  isWhole = false // whether the paste is more than a chain, and is read as a whole
  doubted = "" // a chain that fits by the rows, but not as a whole
  barren = "" // a paste in which the reader of the whole found no model, but the rows have layers
  byLine = false // whether the reader wants the rows of such a paste all the same

  connectedCallback() {
    if (this.area) return
    this.className = "st-waiting" // until all is there, so that nothing moves
    // in steps: a page that is still loading does other things in between
    setTimeout(() => this.attempt(() => this.begin()))
  }

  /** Does something; where that fails, the reader is told, and what the reader wrote stays. */
  attempt(action) {
    try {
      action()
    } catch (error) {
      console.error(error)
      clearTimeout(this.later)
      this.reveal()
      if (this.whole) this.whole.ariaBusy = "false"
      for (const name in this.working) clearTimeout(this.working[name])
      const { trouble = "{message}" } = this.words ?? {}, told = fill(trouble, { message: String(error) })
      if (!this.outcome) return void this.append(element("p", { role: "alert" }, told))
      for (const part of [this.body, this.mends, this.fault, this.totals, this.answer, this.at]) part.replaceChildren()
      this.views = []
      this.back.textContent = this.area.value
      this.outcome.classList.add("st-bad")
      this.outcome.textContent = told
    }
  }

  begin() {
    const guarded = (action) => (event) => this.attempt(() => action(event))
    Object.assign(this, given("shapes-data"))
    const { words, examples, programs } = this
    furnish(this, "shapes-template")
    this.area.maxLength = 10 * LIMIT // more is not read anyway, and a browser would labour at it
    this.area.oninput = guarded(({ inputType }) => this.read(inputType === "insertFromPaste"))
    for (const kind of ["click", "keyup"]) this.area.addEventListener(kind, guarded(() => this.point()))
    addEventListener("scroll", () => requestAnimationFrame(() => this.follow()), { passive: true })
    this.input.oninput = guarded(() => this.enter())
    this.menu.append(...choices(LAYERS.slice(0, -1)))
    this.menu.value = "Conv2D"
    this.adder.onclick = guarded(() => this.add())
    this.at.onchange = guarded(() => this.want(true))
    this.wanted.oninput = guarded(() => this.want())
    const place = (target) => target.closest("tr").sectionRowIndex
    this.body.oninput = guarded(({ target }) => target.value && this.set(place(target), target.name, target.value))
    this.body.onclick = guarded(({ target }) => target.type === "button" && this.act(place(target), target.name))
    copies(this.copyCode, () => this.area.value, words)
    copies(this.copyLink, () => this.link(), words)
    this.byLines.onclick = guarded(() => this.switch())
    this.nav.append(...[...examples, ...programs].map((example) => element("a", { href: encode(example), onclick: guarded((event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      this.load(example)
      this.save(true)
    }) }, example.name)))
    // what is too long for an address, the browser keeps with it
    const open = guarded(() => this.load(history.state?.tracer ?? decode(location.search) ?? examples[0]))
    addEventListener("popstate", open)
    // What an address points at below is read first, and stays in its place: the page's own scrolling has to be seen before.
    const seen = () => requestAnimationFrame(() => setTimeout(open))
    if (document.readyState === "complete") seen()
    else addEventListener("load", seen)
  }

  load({ code = "", input = "", at = "", want = "", set = "", view = "" }) {
    this.area.value = code
    this.filled = set
    this.byLine = view === "lines"
    this.apart = input
    this.pinned = at !== ""
    this.isNew = true
    this.render()
    this.after(0, +at, want)
  }

  /** Later, what takes longer than a frame may. */
  after(pause, ...chosen) {
    clearTimeout(this.later)
    this.later = setTimeout(() => this.attempt(() => this.consider(...chosen)), pause)
  }

  /** The reader wrote code. */
  read(isPasted = false) {
    this.touched = true
    this.isPasted = this.isNew = isPasted
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

  /** Why a layer breaks, in words, and what Keras says. @param {any} issue */
  why(issue) {
    const { words } = this, near = issue.near && rich(words.near, issue), said = reason(issue, this.keras)
    return [
      ...rich(words[issue.code] ?? issue.code, { ...issue, near }), " ", words[`stage_${issue.stage}`],
      ...said ? [element("span", { class: "st-keras" }, "Keras: ", element("q", { lang: "en" }, said))] : [],
    ]
  }

  render() {
    this.steadily(() => this.lay())
    this.after(this.isPasted ? 0 : this.cost > FRAME / 2 ? REST : 30)
  }

  /** Does something to what stands above the code on a phone; who writes in it sees it stay where it is. */
  steadily(action) {
    const isWritten = document.activeElement === this.area, place = () => this.area.getBoundingClientRect().top
    const before = isWritten && place()
    action()
    if (!isWritten) return
    scrollBy({ top: place() - before, behavior: "instant" })
    this.ownTop = scrollY
  }

  lay() {
    const text = this.area.value, traced = trace(text, this.apart), { stopped, input } = traced
    this.traced = traced
    this.isWhole = text === this.doubted || text !== this.barren && isWhole(text, traced)
    this.whole.ariaBusy = "true" // until the whole of this text stands
    this.whole.expect?.()
    this.arrange()
    const rows = this.isWhole && !this.byLine ? [] : traced.rows
    if (document.activeElement !== this.input) this.input.value = input ? listed(input.slice(1)) : this.apart
    this.paint(text)
    while (this.views.length > rows.length) this.views.pop().element.remove()
    const drawn = drawing(rows)
    let before = drawn[0]?.[0] ?? 0
    for (const [i, row] of rows.entries()) {
      const view = this.views[i] ??= blank(), size = drawn[i] ?? [before, 0], { issue, item: { node } } = row
      const kind = i === stopped ? "broken" : kindOf(row), said = issue ? this.why(issue) : []
      const key = [i, text.slice(node.at, node.end), row.y, before, size, kind, said.map((part) => part.textContent ?? part)].join("|")
      if (view.key !== key) {
        view.key = key
        if (!view.element.parentNode) this.body.append(view.element)
        show(view, i, row, text)
        draw(view, before, size, kind)
        view.said.replaceChildren(...said)
        view.said.className = `st-said st-${issue?.stage}`
      }
      before = size[0]
    }
    this.conclude(text)
  }

  /** Shows the rows, the whole, or of a whole only its verdict above the rows: the two never say different things. */
  arrange() {
    const { isWhole } = this, rows = !isWhole || this.byLine
    if (rows) this.markRefused()
    this.whole.hidden = !isWhole
    this.switcher.hidden = !isWhole || !this.byLine && !this.traced.rows.length // which the rows cannot show
    this.toggleAttribute("data-whole", !rows)
    this.whole.className = rows ? "sm-brief" : ""
    this.byLines.textContent = this.words[rows ? "as_whole" : "by_line"]
    this.outcome.hidden = isWhole
    for (const part of [this.chain, this.fault, this.adding, this.inputLine]) part.hidden = !rows
    for (const part of [this.way, this.stack, this.totals]) part.hidden = !rows || !this.traced.rows.length
    this.area.setAttribute("aria-describedby", isWhole ? "sm-verdict" : "st-outcome st-fault")
  }

  switch() {
    if (this.saving) this.push() // what was written just now is a step of its own, to which Back leads
    this.byLine = !this.byLine
    this.render()
    this.save(true)
  }

  /** Reads the paste as a whole, or, where the rows say that a chain fits, asks whether it does. */
  async readWhole() {
    const text = this.area.value, isChain = !this.isWhole
    if (isChain && (!this.touched || this.traced.fault || this.broken() >= 0 || !this.traced.rows.length)) return
    try {
      await load(this.wholeScript, this.isHosted)
    } catch {
      if (!isChain) {
        this.whole.textContent = this.fill("unloaded")
        this.whole.ariaBusy = "false"
      }
      return
    }
    if (text !== this.area.value) return
    if (!isChain) {
      this.whole.begin(this.models, this.reasons ?? {}, {
        select: (line) => this.select(line), fill: (filled) => this.fillIn(filled), replace: (code, line) => this.mendWhole(code, line),
        steadily: (change) => this.steadily(change),
      })
      let found = null
      const start = performance.now()
      this.steadily(() => { found = this.whole.show(text, this.filled, this.isNew) })
      this.cost = performance.now() - start
      this.markRefused(found)
      if (found?.kind !== "nothing" || !this.traced.rows.length) return
      this.barren = text
      this.render()
    } else {
      const start = performance.now(), doubts = this.whole.doubts(text)
      this.cost = performance.now() - start
      if (!doubts) return
      this.doubted = text
      this.render()
    }
  }

  /** The reader filled in what the paste lacks. */
  fillIn(filled) {
    this.filled = filled
    this.markRefused(this.whole.show(this.area.value, filled, false))
    this.save()
  }

  /** The line that the whole is refused at is seen in the code; what is pasted is scrolled to it. */
  markRefused(verdict = null) {
    this.back.querySelector(".st-refused")?.classList.remove("st-refused")
    const row = verdict?.kind === "fault" && !this.byLine && this.back.children[verdict.line - 1]
    if (!row) return
    row.classList.add("st-refused")
    const editor = this.pages.parentElement
    if (this.isPasted) editor.scrollTop = row.offsetTop - editor.clientHeight / 3
  }

  /** The line of the code that the reader is in shows its layers. */
  point() {
    const line = this.area.value.slice(0, this.area.selectionStart).split("\n").length
    if (!this.isWhole || this.byLine || line === this.pointed) return
    this.pointed = line
    this.whole.point?.(line, BESIDE.matches)
    this.ownTop = scrollY
  }

  /** Layers that the reader scrolls to show their line, where the code stands beside them. */
  follow() {
    const { pages } = this, editor = pages.parentElement, { right } = this.whole.getBoundingClientRect()
    if (!this.isWhole || this.byLine || scrollY === this.ownTop || !BESIDE.matches || editor.scrollHeight <= editor.clientHeight) return
    const row = document.elementFromPoint(right - 40, HEADER)?.closest("[data-line]")
    const line = row && this.back.children[row.dataset.line - 1]
    if (line) editor.scrollTop = line.offsetTop - editor.clientHeight / 3
  }

  /** The reader chose a repair of the whole. */
  mendWhole(code, line) {
    this.write({ text: code })
    this.isNew = true
    this.select(line)
  }

  /** Selects a line of the code, and brings it into sight. */
  select(line) {
    const lines = this.area.value.split("\n"), from = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0)
    this.area.focus({ preventScroll: true })
    this.area.setSelectionRange(from, from + (lines[line - 1] ?? "").length)
    this.back.children[line - 1]?.scrollIntoView({ block: "nearest" })
    this.pointed = line // what was chosen stays where it is; its layers are marked, not scrolled to
    this.whole.point?.(line, false)
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
    const where = fault && position(text, fault.at)
    const said = this.fill(`told_${this.verdict(at)}`, { ...where, n: at + 1, name: rows[at]?.name, shape: shown(rows.at(-1)?.y), count })
    if (this.outcome.textContent !== said) this.outcome.textContent = said // else it would be read out again
    const reasons = [at < 0 || fault && stopped < 0 ? [] : this.why(rows[at].issue), fault ? this.blame(fault, where) : []]
    this.fault.replaceChildren(...reasons.filter((one) => one.length && !this.fault.hidden).map((one) => element("p", {}, one)))
    const bytes = rows.reduce((all, row) => all + (row.bytes ?? 0), 0)
    this.totals.textContent = this.fill(fault || stopped >= 0 ? "totals_stop" : "totals", {
      trained: number(trained), frozen: number(frozen), count, memory: memory(bytes),
    })
  }

  /** The sentence of `told_…` that holds; what comes first in the text comes first. @param {number} at the row that breaks */
  verdict(at) {
    const { rows, fault, stopped } = this.traced
    if (stopped >= 0) return rows[stopped].issue.stage === "text" ? "text" : "stop"
    if (fault) return TOO_LONG.test(fault.code) ? "long" : UNREAD.test(fault.code) ? "fault" : "halt"
    return !rows.length ? "empty" : at >= 0 ? "call" : "fine"
  }

  /** Where the text cannot be read or followed, and why. */
  blame(fault, where) {
    const { words } = this, as = (text) => element("code", {}, text)
    const want = words[`want_${fault.want}`] ?? as(fault.want), got = fault.got?.trim() ? as(fault.got) : words.nothing
    return [...rich(words.place, where), " ", ...rich(words[`fault_${fault.code}`] ?? fault.code, { ...fault, want, got })]
  }

  /** What takes longer than a frame may: repairs, and the way back from a wanted size. */
  consider(chosen = this.at.selectedIndex, want = this.wanted.value) {
    clearTimeout(this.later)
    this.views.forEach(offer)
    this.reading = this.readWhole().finally(() => {
      if (!this.isWhole) this.whole.ariaBusy = "false"
      this.face()
    })
    if (this.isWhole && !this.byLine) return void this.reading.finally(() => this.reveal())
    const { rows } = this.traced, at = this.broken()
    this.at.replaceChildren(...choices(rows.map(({ name }, i) => `${i + 1}. ${name}`)))
    this.at.selectedIndex = this.pinned && rows[chosen] ? chosen : at < 0 ? rows.length - 1 : at
    if (this.pinned) this.wanted.value = want
    else this.propose()
    clearTimeout(this.working.mending)
    if (at < 0) this.offer(straightened(this.area.value, this.traced))
    else this.work("mending", mended(this.area.value, this.apart, this.traced, at), (found) => this.offer(found))
    this.solve()
  }

  /** Brings the verdict of what was pasted into sight. */
  face() {
    const verdict = this.isWhole ? this.whole.querySelector("#sm-verdict") : this.outcome
    if (this.isPasted) verdict?.scrollIntoView({ block: "nearest", behavior: "instant" })
    this.isPasted = false
  }

  /** Shows the tracer, once all of it is there; what is read meanwhile stays in its place. */
  reveal() {
    if (!this.className) return
    const read = document.querySelector(":target"), top = read?.getBoundingClientRect().top ?? 0
    this.className = ""
    if (read) scrollBy(0, read.getBoundingClientRect().top - top)
  }

  /** Does in slices what would hold the page up; what is begun anew under a name replaces what was not done yet. */
  work(name, steps, then) {
    clearTimeout(this.working[name])
    sliced(steps, then, (later) => { this.working[name] = setTimeout(() => this.attempt(later)) })
  }

  /** @param {import("./repairs.js").Repair[]} proposals */
  offer(proposals) {
    this.mends.replaceChildren(
      ...proposals.length ? [element("span", {}, this.words.mend)] : [],
      ...proposals.map((one) => mend(this.fill(`mend_${one.words}`, one), one.code, () => this.attempt(() => this.write(one)))),
    )
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
    clearTimeout(this.working.answer)
    clearTimeout(this.working.trying)
    const unasked = row && input && wish ? row.issue?.stage === "text" && w.gone : w.want_help
    if (unasked) {
      this.answer.replaceChildren(paragraph(unasked))
      return this.reveal()
    }
    const { y, rule } = row
    const spatial = wish.length === (y ?? input).length - 2 // without the channels, which may be any
    const goal = !wish.length ? null : !spatial ? wish : rule?.axis === 1 ? [null, ...wish] : [...wish, null]
    this.working.trying = setTimeout(() => {
      this.answer.replaceChildren(paragraph(w.trying))
      this.reveal()
    }, PATIENCE)
    this.work("answer", reckoned(this.traced, at, goal), (found) => {
      clearTimeout(this.working.trying)
      this.tell(found, y, goal ? "" : "_any")
      this.reveal()
    })
  }

  /** What leads to the wanted size. @param {import("./backwards.js").Answer} answer */
  tell({ inputs, alone, changes, hit }, y, any) {
    const { rows } = this.traced, w = this.words, paragraph = (text) => element("p", {}, rich(text))
    const title = (code, more) => element("h3", {}, this.fill(code, more))
    const mends = (list) => element("div", { class: "st-mends" }, list.map(({ row: i, key, value }) =>
      mend(`${i + 1}. ${core(rows[i].item.node).name}`, `${key}=${written(value)}`,
        () => this.attempt(() => this.set(i, key, written(value))))))
    const first = hit ? 0 : 8, rest = changes.slice(first, 400) // changes that are shown at once, and at all
    const summary = element("summary", {}, this.fill(first ? "rest" : "all", { n: changes.length - first }))
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
    const { tokens, ...traced } = this.traced, isRead = !this.isWhole || this.byLine
    const fault = isRead && traced.fault, rows = isRead ? traced.rows : [], marks = fault ? [fault] : []
    if (TOO_LONG.test(traced.fault?.code)) return void this.back.replaceChildren(element("span", { class: "st-row" }, text, "\u200b"))
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

  /** The address of what is seen; "" where it would be too long. */
  link() {
    const query = this.query()
    return query || !this.area.value ? location.href.split(/[?#]/)[0] + query : ""
  }

  query() {
    return encode(this.state())
  }

  state() {
    const wish = this.pinned && { at: String(this.at.selectedIndex), want: this.wanted.value }
    const view = this.isWhole && this.byLine ? "lines" : ""
    return { code: this.area.value, input: this.traced.declared ? "" : this.apart, set: this.filled, view, ...wish }
  }

  /** Keeps the state in the address; what is written in one go is one step back. */
  save(now = false) {
    clearTimeout(this.saving)
    this.saving = setTimeout(() => this.push(), now ? 0 : 500)
  }

  push() {
    clearTimeout(this.saving)
    this.saving = 0
    const query = this.query(), tracer = query ? null : this.state()
    if (query !== location.search || tracer) history.pushState({ tracer }, "", query || location.pathname)
  }
}

const BESIDE = matchMedia("(min-width: 60em)") // as in shapes.css
const HEADER = 130 // pixels from the top of the window to where the reader reads
const FRAME = 1000 / 60 // milliseconds
const REST = 250 // milliseconds that a writer rests before what takes longer than a frame may is done
const PATIENCE = 400 // milliseconds until the reader is told that an answer takes longer

/** Faults of a text that is no Python, or too much of it; at any other the tracer only stops. */
const UNREAD = /^(?:string|quotes|unclosed|closing|expected|big|deep)$/
const TOO_LONG = /^(?:long|lines)$/

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
