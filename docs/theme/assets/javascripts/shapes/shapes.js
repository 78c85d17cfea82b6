// @ts-check
// The shape tracer: a stack of Keras layers as code and as rows, both in step, and what becomes of a shape in it.

import { copies, element, fill, furnish, given } from "../element.js"
import { backwards, written } from "./backwards.js"
import { insert, put, remove, swap } from "./edit.js"
import KERAS from "./keras.json" with { type: "json" }
import { LAYERS, core, definition } from "./layers.js"
import { LIMIT, position } from "./parse.js"
import { repairs, withInput } from "./repairs.js"
import { View, drawing, memory, number, shown } from "./rows.js"
import { decode, encode } from "./state.js"
import { reason, sizes, trace } from "./trace.js"

class ShapeTracer extends HTMLElement {
  // the parts of docs/theme/partials/shapes.html
  nav; back; area; fault; menu; adder; copyCode; copyLink; input; outcome; mends; body; totals; at; wanted;
  answer

  traced = trace("")
  /** @type {{ at: number | null, want: string }} */
  asked = { at: null, want: "" }

  connectedCallback() {
    if (this.area) return
    const { words, keras, examples } = given("shapes-data")
    this.words = words
    this.keras = keras
    /** @type {View[]} */
    this.views = []
    furnish(this, "shapes-template")
    this.area.maxLength = LIMIT + 1
    this.area.oninput = () => this.read()
    this.input.oninput = () => this.enter()
    this.menu.append(...LAYERS.filter((name) => name !== "InputLayer").map((name) => element("option", {}, name)))
    this.menu.value = "Conv2D"
    this.adder.onclick = () => this.add()
    this.at.onchange = () => this.want(true)
    this.wanted.oninput = () => this.want()
    copies(this.copyCode, () => this.area.value, words.copied)
    copies(this.copyLink, () => location.href.split(/[?#]/)[0] + this.query(), words.copied)
    this.nav.append(...examples.map((example) => element("a", { href: encode(example), "data-example": true, onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      this.load(example)
      this.save(true)
    } }, example.name)))
    addEventListener("popstate", () => this.load(decode(location.search) ?? examples[0]))
    this.load(decode(location.search) ?? examples[0])
    clearTimeout(this.later)
    this.consider() // at once, before the page is first seen: nothing moves
  }

  load({ code = "", input = "", at = "", want = "" }) {
    this.area.value = code.slice(0, LIMIT + 1)
    this.apart = input
    this.asked = { at: at === "" ? null : Number(at), want }
    this.pinned = false
    this.render()
  }

  /** The reader wrote code. */
  read() {
    this.render()
    this.save()
  }

  /** Something else changed the code. */
  write(text, input) {
    if (input !== undefined) this.apart = input
    this.area.value = text
    this.read()
  }

  /** The reader wrote another input shape. */
  enter() {
    const shape = sizes(this.input.value)
    this.input.setAttribute("aria-invalid", String(!shape))
    if (!shape) return
    const { text, input } = withInput(this.area.value, this.traced, shape)
    this.write(text, input)
  }

  add() {
    const name = this.menu.value,
      def = definition(name),
      { rows } = this.traced
    this.write(
      insert(
        this.area.value,
        rows.map(({ item }) => item),
        rows.length,
        `${name}(${KERAS.first[def?.family ?? ""] ?? ""})`,
      ),
    )
  }

  set(i, key, value) {
    const inner = core(this.traced.rows[i].item.node), names = definition(inner.name)?.args.map((one) => one.key) ?? []
    this.write(put(this.area.value, inner, key, names, value))
  }

  act(i, act) {
    const items = this.traced.rows.map(({ item }) => item),
      text = this.area.value,
      to = act === "up" ? i - 1 : act === "down" ? i + 1 : Math.min(i, items.length - 2)
    this.write(act === "remove" ? remove(text, items, i) : swap(text, items, Math.min(i, to)))
    const keys = [`${to}.${act}`, `${to}.remove`]
    for (const key of keys) {
      const button = this.querySelector(`[data-key="${key}"]:not(:disabled)`)
      if (button) return /** @type {HTMLElement} */ (button).focus()
    }
    this.area.focus()
  }

  fill(code, more = {}) {
    return fill(this.words[code] ?? code, more)
  }

  /** Why a layer breaks, in words. @param {any} issue */
  explain(issue) {
    const axis = issue.axis === undefined ? "" : issue.axis
    const more = { ...issue, axis, words: issue.words?.join(", "), near: issue.near ? this.fill("near", issue) : "" }
    return [
      this.fill(issue.code, more),
      this.fill(`stage_${issue.stage}`),
      issue.code === "window" && /Pool/.test(issue.layer) ? this.words.window_pool : "",
    ]
      .filter(Boolean)
      .join(" ")
  }

  render() {
    const text = this.area.value, traced = trace(text, this.apart), { rows, fault, stopped } = traced, w = this.words
    this.traced = traced
    if (document.activeElement !== this.input)
      this.input.value = traced.input
        ? traced.input
            .slice(1)
            .map((size) => size ?? "None")
            .join(", ")
        : this.apart
    this.paint(text, fault)
    while (this.views.length > rows.length) this.views.pop()?.element.remove()
    const drawn = drawing(rows)
    let before = drawn[0]?.[0] ?? 0
    for (const [i, row] of rows.entries()) {
      if (!this.views[i])
        this.body.append(
          (this.views[i] = new View(w, { set: (...all) => this.set(...all), act: (...all) => this.act(...all) })).element,
        )
      const view = this.views[i],
        broken = i === stopped,
        size = drawn[i]
      const kind = broken ? "broken" : !row.y ? "none" : row.name.startsWith("Input") ? "input" : kindOf(row),
        said = row.issue ? this.explain(row.issue) : ""
      const { node } = row.item,
        key = [i, rows.length, text.slice(node.at, node.end), row.y, before, size, kind, said].join("|")
      if (view.key !== key) {
        view.key = key
        view.show(i, row, text, rows.length - 1)
        view.draw(before, size ?? [before, 0], kind)
        const why = row.issue && reason(row.issue, this.keras)
        view.said.replaceChildren(
          ...rich(said),
          ...(why ? [element("span", { class: "st-keras" }, "Keras: ", element("q", { lang: "en" }, why))] : []),
        )
        view.said.className = `st-said ${row.issue ? `st-${row.issue.stage}` : ""}`
      }
      before = size?.[0] ?? before
    }
    this.conclude(traced)
    clearTimeout(this.later)
    this.later = setTimeout(() => this.consider(), 30)
  }

  /** The outcome in a sentence. */
  conclude({ rows, fault, stopped, trained, frozen }) {
    const w = this.words, last = rows[rows.length - 1], called = rows.findIndex(({ issue }) => issue?.stage === "call")
    const at = stopped >= 0 ? stopped : called, bad = fault || at >= 0
    this.outcome.classList.toggle("st-bad", Boolean(bad))
    const said = fault
      ? this.fill("told_fault", position(this.area.value, fault.at))
      : !rows.length
        ? w.told_empty
        : stopped >= 0
          ? this.fill("told_stop", { n: stopped + 1, name: rows[stopped].name })
          : called >= 0
            ? this.fill("told_call", { n: called + 1, name: rows[called].name })
            : this.fill("told_fine", { shape: shown(last.y), count: number(trained + frozen) })
    if (this.outcome.textContent !== said) this.outcome.textContent = said
    const want = w[`want_${fault?.want}`] ?? `\`${fault?.want}\``
    const got = fault?.got?.trim() ? `\`${fault.got}\`` : w.nothing
    const where = fault && this.fill("place", position(this.area.value, fault.at))
    this.fault.replaceChildren(
      ...rich(fault ? `${where} ${this.fill(`fault_${fault.code}`, { ...fault, want, got })}` : ""),
    )
    const total = rows.reduce((all, { bytes }) => all + (bytes ?? 0), 0)
    this.totals.textContent = this.fill(stopped >= 0 ? "totals_stop" : "totals", {
      trained: number(trained),
      frozen: number(frozen),
      count: number(trained + frozen),
      memory: memory(total),
    })
  }

  /** What takes longer than a frame may: repairs, and the way back from a wanted size. */
  consider() {
    const { rows, stopped } = this.traced, at = stopped >= 0 ? stopped : rows.findIndex(({ issue }) => issue?.stage === "call")
    const proposals = at < 0 ? [] : repairs(this.area.value, this.apart, this.traced, at)
    this.mends.replaceChildren(
      ...(proposals.length ? [element("span", {}, this.words.mend)] : []),
      ...proposals.map((proposal) =>
        element(
          "button",
          { type: "button", class: "st-mend", onclick: () => this.write(proposal.text, proposal.input) },
          this.fill(`mend_${proposal.words}`, proposal),
          " ",
          element("code", {}, proposal.code),
        ),
      ),
    )
    const chosen = this.asked.at ?? this.at.selectedIndex,
      names = rows.map(({ name }, i) => `${i + 1}. ${name}`)
    if ([...this.at.options].map((option) => option.text).join() !== names.join())
      this.at.replaceChildren(...names.map((name, i) => element("option", { value: i }, name)))
    this.at.selectedIndex =
      chosen >= 0 && chosen < rows.length && (this.asked.at !== null || this.pinned) ? chosen : at < 0 ? rows.length - 1 : at
    this.pinned ||= this.asked.at !== null
    if (this.asked.at !== null) this.wanted.value = this.asked.want
    else if (!this.pinned) this.propose()
    this.asked = { at: null, want: "" }
    this.solve()
  }

  /** Without a wish, the size of the input, where the layer has as many axes. */
  propose() {
    const { rows, input } = this.traced,
      y = rows[this.at.selectedIndex]?.y,
      from = y && input && y.length === input.length ? input : y
    this.wanted.value = from
      ? from
          .slice(1, Math.max(2, from.length - 1))
          .map((size) => size ?? "None")
          .join(", ")
      : ""
  }

  want(other = false) {
    this.pinned = true
    if (other) this.propose()
    this.solve()
    this.save()
  }

  solve() {
    const { rows, input } = this.traced,
      at = this.at.selectedIndex,
      row = rows[at],
      w = this.words,
      wish = sizes(this.wanted.value)
    if (!row || !input || !wish) return void this.answer.replaceChildren(element("p", {}, rich(w.want_help)))
    if (row.issue?.stage === "text") return void this.answer.replaceChildren(element("p", {}, w.gone))
    const first = row.rule?.first,
      goal = !wish.length
        ? null
        : row.y && wish.length === row.y.length - 2
          ? first
            ? [null, ...wish]
            : [...wish, null]
          : !row.y && wish.length === input.length - 2
            ? [...wish, null]
            : wish
    const found = backwards(this.traced, at, goal, definition)
    const hit = row.y && (goal ?? []).every((size, i) => size === null || size === row.y?.[i + 1])
    const parts = found.inputs.map(({ axis, sizes: list }) =>
      element(
        "li",
        {},
        this.fill(found.inputs.length > 1 ? "axis_sizes" : "one_size", { axis }),
        " ",
        element("b", {}, list.length ? ranges(list) : w.none),
      ),
    )
    const mend = ({ row: i, key, value }) =>
      element(
        "button",
        { type: "button", class: "st-mend", onclick: () => this.set(i, key, written(value)) },
        `${i + 1}. ${core(rows[i].item.node).name} `,
        element("code", {}, `${key}=${written(value)}`),
      )
    const split = hit ? 0 : 8,
      few = found.changes.slice(0, split),
      rest = found.changes.slice(split, 400)
    this.answer.replaceChildren(
      element("p", {}, hit ? w.hit : row.y ? this.fill("miss", { shape: shown(row.y) }) : w.gone),
      element("h3", {}, goal ? w.inputs : w.inputs_any),
      parts.length ? element("ul", {}, parts) : element("p", {}, w.no_input),
      found.alone && parts.length ? element("p", {}, w.alone) : "",
      element("h3", {}, this.fill(goal ? "changes" : "changes_any", { n: found.changes.length })),
      few.length
        ? element("div", { class: "st-mends" }, few.map(mend))
        : found.changes.length
          ? ""
          : element("p", {}, w.no_change),
      rest.length
        ? element(
            "details",
            {
              ontoggle: ({ target }) => {
                if (target.open && target.childElementCount < 2)
                  target.append(element("div", { class: "st-mends" }, rest.map(mend)))
              },
            },
            element("summary", {}, this.fill("rest", { n: found.changes.length - split })),
          )
        : "",
    )
  }

  /** The coloured copy behind the text, with the place of each fault; lines that stay are kept. */
  paint(text, fault) {
    const issues = this.traced.rows.flatMap(({ issue }) =>
      issue?.node && issue.stage !== "maybe" ? { at: issue.at ?? issue.node.at, end: issue.node.end } : [],
    )
    const marks = fault ? [fault, ...issues] : issues,
      tokens = text.length > 6000 ? [] : this.traced.tokens.toSorted((p, q) => p.at - q.at)
    let at = 0,
      t = 0
    const lines = text.length > 6000 ? [text] : text.split("\n")
    for (const [i, line] of lines.entries()) {
      const stop = at + line.length, parts = []
      for (let from = at; from < stop;) {
        while (tokens[t]?.end <= from) t++
        const token = tokens[t]?.at <= from ? tokens[t] : null,
          marked = marks.some((mark) => mark.at <= from && from < mark.end)
        const edges = [token?.end ?? tokens[t]?.at ?? stop, stop, ...marks.flatMap((mark) => [mark.at, mark.end])],
          to = Math.min(...edges.filter((edge) => edge > from))
        const kind =
          !token || /op|line|end/.test(token.k) || (token.k === "name" && text[token.end] !== "(") ? "" : `st-${token.k}`
        parts.push([marked ? `${kind} st-mark` : kind, text.slice(from, to)])
        from = to
      }
      const key = parts.join(), old = this.back.children[i]
      if (old?.key !== key) {
        const row = element(
          "span",
          { class: "st-row" },
          parts.map(([name, part]) => (name ? element("span", { class: name }, part) : part)),
          "\u200b",
        )
        row.key = key
        if (old) old.replaceWith(row)
        else this.back.append(row)
      }
      at = stop + 1
    }
    while (this.back.children.length > lines.length) this.back.lastChild.remove()
  }

  query() {
    const { at, want } = this.pinned ? { at: String(this.at.selectedIndex), want: this.wanted.value } : { at: "", want: "" }
    return encode({ code: this.area.value, input: this.traced.declared ? "" : this.apart, at, want })
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

/** Whether a layer made its activation smaller, larger, flat or of other channels only. */
function kindOf({ x, y, rule }) {
  if (rule?.kind === "dense" || rule?.kind === "mix") return rule.kind
  const size = (shape) => shape.slice(1, -1).reduce((all, one) => all * (one ?? 1), 1)
  return x.length !== y.length ? "mix" : size(y) < size(x) ? "shrink" : size(y) > size(x) ? "grow" : "same"
}

/** 25, 26, 27, 30 as 25–27, 30. */
function ranges(list) {
  const parts = []
  for (const n of list) {
    const last = parts[parts.length - 1]
    if (last && last[1] === n - 1) last[1] = n
    else parts.push([n, n])
  }
  return parts.map(([a, b]) => a === b ? a : `${a}–${b}`).join(", ")
}

customElements.define("shape-tracer", ShapeTracer)
