// @ts-check
/** @import { Cell, Refusal, Setting, State } from "./types" */
// What <conv-explorer> opens: a Keras layer whose arguments are the element's attributes, and its controls.
import { copies, element, furnish } from "../element.js"
import {
  ARGUMENTS, axes, formula, hasKernel, isPooling, isScattering, isTransposed, kerasCall, output, program, refusal, torch,
} from "./arithmetic.js"
import { format, goes, made, moment, scene } from "./scene.js"
import { Stage } from "./stage.js"
import { CHOICES, initial, key, LIMITS, query, read, setting, takesNone } from "./state.js"
import { page, say, words } from "./words.js"

const OTHER = ["address", "id", "class"]
const MOVES = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -99],
  End: [0, 99],
  PageUp: [-99, 0],
  PageDown: [99, 0],
}
let count = 0

/** @param {any} ends */
const span = ([first, last]) => (first === last ? first : `${first}–${last}`)

const code = (...children) => element("code", {}, ...children)
const select = (label, names, text, onchange) =>
  element("select", { ariaLabel: label, onchange }, ...names.map(value => element("option", { value }, text(value))))
const same = (one, other) => one?.of === other?.of && one?.y === other?.y && one?.x === other?.x
const isRandom = values => String(values).startsWith("random")

export class Panel {
  // the parts of docs/theme/partials/explorer.html
  notice; cells; operation; lines; input; kernelChoice; kernel; fresh; split; views; box; message; says; steps;
  position; size; shapes; line; copyLine; torchName; torch; besideChoice; beside; source; copySource; link;
  share; live; playing; back; forward

  /** @type {State} */
  state = initial("Conv2D")
  /** @type {Cell | null} */
  pointed = null
  /** @type {string[]} */
  notices = []

  /** @param {HTMLElement} host whose `address` says that the state is in the address too */
  constructor(host) {
    this.host = host
    this.addressed = host.hasAttribute("address")
    this.take()
    this.build()
    this.stage = new Stage(this.box, ([name, ...parts]) => (name ? say(`title_${name}`, ...parts) : ""),
      (grid, look) => (look?.text || "–") + (look?.hatch && grid.id !== "input" ? `, ${words.notKept}` : ""))
    this.listen()
    this.rebuild()
    new ResizeObserver(() => this.draw()).observe(this.box)
  }

  /** The state that the address gives, or else the element. */
  take() {
    const { state, faults } = read(this.addressed && location.search.length > 1 ? new URLSearchParams(location.search)
      : [...this.host.attributes].filter(({ name }) => !OTHER.includes(name)).map(({ name, value }) => [name, value]))
    this.state = state
    this.notices = faults.map(({ name, value, allowed }) => say(allowed ? "fault" : "fault_unknown", name, value, allowed))
    this.apart = Object.values(state).some(pair => pair?.length === 2 && pair[0] !== pair[1] && typeof pair[0] === "number")
  }

  get setting() { return setting(this.state) }
  get moment() { return moment(this.setting, this.state) }

  /** The parts of docs/theme/partials/explorer.html, and what they do. */
  build() {
    furnish(this.host, "explorer-template", this)
    this.operation.append(...Object.keys(ARGUMENTS).map(name => element("option", {}, name)))
    this.operation.onchange = () => this.change({ ...this.switched(this.operation.value), cell: null })
    for (const [of, numbers] of [["input", "image"], ["kernel", "kernel"]])
      this[of].onchange = ({ target: { value } }) =>
        value === "random" ? this.roll([of]) : this.change({ [of]: value === "own" ? this.setting[numbers] : value })
    this.fresh.onclick = () => this.roll(["input", "kernel"].filter(of => isRandom(this.state[of])))
    this.split.onchange = () => this.separate(this.split.checked)
    this.beside.onchange = () => this.draw()
    const name = `view-${++count}`
    for (const radio of this.views.querySelectorAll("input"))
      Object.assign(radio, { name, onchange: () => this.change({ view: radio.value }) })
    this.playing.onclick = () => this.play()
    this.back.onclick = () => this.go(this.moment.step - 1, true)
    this.forward.onclick = () => this.go(this.moment.step + 1, true)
    this.steps.oninput = () => this.go(Number(this.steps.value))
    this.steps.onchange = () => this.keep(false)
    copies(this.copyLine, () => this.line.textContent, words.copied)
    copies(this.copySource, () => this.source.textContent, words.copied)
    copies(this.share, () => new URL(query(this.state), location.href).href, words.copied)
    this[this.addressed ? "link" : "share"].remove()
  }

  /** The controls of this operation's arguments, each in its place in the call. */
  rebuild() {
    const { state } = this, convolution = hasKernel(state)
    /** @type {(() => void)[]} */
    this.followers = []
    const slider = (name, a) => {
      const at = key(name), none = takesNone(state, name), low = LIMITS[at][0] - Number(none), one = typeof state[at] === "number"
      const label = words[name] ?? name + (a === undefined ? "" : `, ${words[a ? "width" : "height"]}`)
      const control = element("input", {
        type: "range",
        min: low,
        max: LIMITS[at][1],
        ariaLabel: label,
        onchange: () => this.keep(true),
      })
      control.oninput = () => {
        const value = Number(control.value),
          pair = [...(this.state[at] ?? this.setting.kernel_size)].fill(value, a, a === undefined ? a : a + 1)
        this.change({ [at]: one ? value : none && value === low ? null : pair }, false)
      }
      if (one) control.oninput = () => this.change({ [at]: Number(control.value) }, false)
      this.followers.push(() => {
        const value = this.state[at]
        control.value = one ? value : value ? value[a ?? 0] : low
        control.ariaValueText = value ? control.value : "None"
      })
      return control
    }
    const line = name => {
      const at = key(name), cells = name === "height" || name === "width", written = code()
      if (CHOICES[name]) {
        const control = select(name, CHOICES[name], value => `"${value}"`, () => this.change({ [name]: control.value }))
        this.followers.push(() => { control.value = this.state[name] })
        return element("label", { className: "line choosing" }, code(`${name}=`), control, code(","))
      }
      this.followers.push(() => {
        const value = this.state[at]
        written.replaceChildren(
          `${name}=`,
          element("b", {}, value === null ? "None" : cells ? value : this.apart ? `(${value.join(", ")})` : value[0]),
          cells ? "" : ",",
        )
      })
      return element(
        "label",
        { className: "line" },
        written,
        ...(this.apart && !cells ? [slider(name, 0), slider(name, 1)] : [slider(name)]),
      )
    }
    const fixed = text => element("div", { className: "line fixed" }, code(text))
    this.cells.replaceChildren(line("height"), line("width"))
    this.lines.replaceChildren(
      ...(convolution ? [fixed("filters=1,")] : []),
      ...ARGUMENTS[state.op].map(line),
      fixed(convolution ? "use_bias=False)" : ")"),
    )
    this.operation.value = state.op
    this.kernelChoice.hidden = !convolution
    this.views.classList.toggle("absent", !isTransposed(state))
    this.split.checked = this.apart
    this.draw()
  }

  /** Another operation with the same numbers, or with its own example where Keras refuses those. @returns {State} */
  switched(op) {
    const own = initial(op), { strides, output_padding, dilation_rate } = this.state
    const state = {
      ...own,
      ...this.state,
      op,
      strides: strides ?? own.strides,
      output_padding: isTransposed(own) ? output_padding : null,
      dilation_rate: hasKernel(own) ? dilation_rate : own.dilation_rate,
    }
    if (!refusal(setting(state))) return state
    this.notices = [say("fallback", op)]
    return own
  }

  separate(apart) {
    this.apart = apart
    const { kernel_size, strides, output_padding, dilation_rate } = this.state
    if (!apart)
      for (const [name, pair] of Object.entries({ kernel_size, strides, output_padding, dilation_rate }))
        this.state[name] = pair && [pair[0], pair[0]]
    this.rebuild()
    this.keep(true)
  }

  roll(names) {
    this.change(Object.fromEntries(names.map(of => [of, `random${Math.floor(Math.random() * 1000)}`])))
  }

  /** @param {Partial<State>} changes @param {boolean} [committed] */
  change(changes, committed = true) {
    const operation = changes.op && changes.op !== this.state.op
    if (!operation) this.notices = []
    this.stop()
    Object.assign(this.state, { step: null }, changes)
    const {
        cell,
        height,
        width,
        kernel_size: [rows, columns],
      } = this.state,
      [most, wide] = cell?.of === "kernel" ? [rows, columns] : [height, width]
    if (cell && cell.of !== "canvas" && (cell.y >= most || cell.x >= wide)) this.state.cell = null
    this.pointed = null
    if (operation) this.rebuild()
    else this.draw()
    if (committed) this.keep(true)
  }

  /** Puts the state into the address, as a place to come back to or in place of the last. */
  keep(asNew) {
    const next = query(this.state)
    if (this.addressed && next !== location.search) history[asNew ? "pushState" : "replaceState"]({}, "", next + location.hash)
  }

  go(step, committed = false) {
    const { last } = this.moment
    Object.assign(this.state, { step: step >= last ? null : Math.max(step, 0), cell: null })
    this.pointed = null
    this.draw()
    const { cell } = this.moment
    if (cell) this.stage.reveal(cell.of, cell.y, cell.x)
    if (committed) {
      this.tell()
      this.keep(false)
    }
  }

  play() {
    if (this.timer) return this.stop()
    const { last, done } = this.moment
    if (done) this.go(0)
    this.timer = setInterval(() => {
      const next = this.moment.step + 1
      if (next >= last) this.stop()
      this.go(next, next >= last)
    }, Math.min(Math.max(20000 / last, 60), 1000))
    this.mark()
  }

  stop() {
    clearInterval(this.timer)
    this.timer = undefined
    this.mark()
  }

  mark() {
    const label = this.timer ? words.pause : words.play
    Object.assign(this.playing, { textContent: this.timer ? "❚❚" : "▶", title: label, ariaLabel: label })
  }

  /** To whoever listens, once it has come to rest. */
  tell(text = () => this.says.textContent) {
    clearTimeout(this.telling)
    this.telling = setTimeout(() => { this.live.textContent = text() }, 250)
  }

  draw() {
    const { state, setting: it } = this, refused = refusal(it)
    for (const follow of this.followers) follow()
    for (const of of ["input", "kernel"]) this[of].value = typeof state[of] === "string" ? state[of].replace(/\d+$/, "") : "own"
    this.fresh.hidden = !isRandom(state.input) && !(hasKernel(it) && isRandom(state.kernel))
    for (const radio of this.views.querySelectorAll("input")) radio.checked = radio.value === state.view
    this.notice.replaceChildren(...this.notices.map(text => element("p", {}, text)))
    this.message.hidden = !refused
    this.box.hidden = !!refused
    if (!this.addressed) this.link.href = page + query(state)
    const source = program(it)
    if (this.source.textContent !== source) {
      this.source.textContent = source
      this.line.textContent = kerasCall(it)
      this.facts(it, refused)
    }
    if (refused) {
      const { why, when, keras } = refused
      this.message.replaceChildren(
        element("strong", {}, words.refused),
        element("p", {}, words[`refused_${why}`], when === "model" && ` ${words.refused_model}`),
        ...(keras ? [element("p", {}, words.saysKeras, " ", element("q", { lang: "en" }, keras))] : []),
      )
      this.says.replaceChildren()
      this.tell(() => this.message.textContent)
      return
    }
    const { grids, tooLarge } = scene(it, state, this.pointed, this.beside.checked && !this.besideChoice.hidden)
    this.stage.show(grids)
    const { step, last, cell } = this.moment, focus = this.pointed ?? state.cell, happened = this.happened(it)
    Object.assign(this.steps, { max: last, value: step, ariaValueText: `${step} / ${last}. ${happened}` })
    this.position.textContent = `${step} / ${last}`
    this.says.replaceChildren(
      ...(tooLarge ? [`${say("tooLarge", ...tooLarge)} `] : []),
      ...(focus ? this.explain(it, focus) : [happened, " ", ...(cell ? this.explain(it, cell) : [])]),
    )
  }

  /** What this step did. @param {Setting} it @returns {string} */
  happened(it) {
    const { step, done, first, stamps, active, count, cell } = this.moment, both = axes(it), [rows, columns] = both
    if (done) {
      const cropped = both.flatMap(({ start, full, size }) => [start, Math.max(full - start - size, 0)])
      const added = both.map(({ size, start, full }) => Math.max(start + size - full, 0))
      return [
        say("result", rows.size, columns.size),
        cropped.some(Boolean) && say("cropped", ...cropped),
        added.some(Boolean) && say("added", ...added),
      ]
        .filter(Boolean)
        .join(" ")
    }
    if (!step) return words.start
    if (!cell) return say(first[step - 1], rows.before, rows.after, columns.before, columns.after)
    return stamps ? say(hasKernel(it) ? "stampStep" : "copyStep", active + 1, count, format(it.image[cell.y][cell.x]))
      : say("windowStep", active + 1, count)
  }

  /** What a cell is made of, or where it goes. @param {Setting} it @param {Cell} cell @returns {(Node | string)[]} */
  explain(it, { of, y, x }) {
    if (of !== "canvas") {
      const value = it[of === "input" ? "image" : "kernel"][y]?.[x], [down, across] = of === "input" ? goes(it, { of, y, x }) : []
      if (value === undefined) return []
      const where =
        of === "kernel"
          ? ""
          : down && across
            ? say(isTransposed(it) ? "goes_canvas" : isScattering(it) ? "goes_output" : "reaches", span(down), span(across))
            : words.nowhere
      return [code(`${of}[${y}, ${x}] = ${format(value, 4)}`), ` ${where}`]
    }
    const [rows, columns] = axes(it)
    if (!rows.links[y] || !columns.links[x]) return []
    const { terms, value, kept, output, added, partial, padding } = made(it, this.state, { of, y, x })
    const name = code(kept ? `output[${output.join(", ")}]` : `canvas[${y}, ${x}]`),
      total = element("strong", {}, format(value, 4))
    if (!terms.length)
      return [name, " = ", total, ` ${added ? words.appended : words.noStamp}. ${kept ? "" : words.notKept}`]
    const number = value => (value < 0 ? `(${format(value, 4)})` : format(value, 4)),
      weighted = !isPooling(it) && (hasKernel(it) || !isScattering(it))
    const [open, between, close] =
      it.op === "MaxPooling2D" ? ["max(", ", ", ")"] : isPooling(it) ? ["(", " + ", `) / ${terms.length}`] : ["", " + ", ""]
    const joined = terms.flatMap(({ x, w, colour }, i) => [
      i ? between : open,
      element("span", { className: `term term-${colour}` }, number(x) + (weighted ? `·${number(w)}` : "")),
    ])
    const after = [
      partial && words.partial,
      padding && say(isPooling(it) ? "skipped" : "zeroPads", padding),
      !kept && words.notKept,
    ]
    return [name, " = ", ...joined, `${close} = `, total, ` ${after.filter(Boolean).join(" ")}`]
  }

  /** @param {Setting} it @param {Refusal | null} refused */
  facts(it, refused) {
    const [down, across] = [0, 1].map(a => formula(it, a)),
      alike = down.numbers === across.numbers,
      shape = (h, w) => `(1, ${h}, ${w}, 1)`
    const row = (name, { numbers, size }) => element("span", {}, name, code(`${numbers} = `, element("b", {}, size)))
    this.size.replaceChildren(
      element("span", {}, code(down.letters)),
      ...(alike ? [row("= ", down)] : [row(`${words.height} `, down), row(`${words.width} `, across)]),
    )
    this.shapes.replaceChildren(code(`${shape(it.height, it.width)} → ${refused ? "–" : shape(down.size, across.size)}`))
    const other = refused ? null : torch(it)
    this.torch.hidden = this.torchName.hidden = !other
    if (!other) return
    const ours = output(it), there = other.output, fits = there.length === ours.length && there[0].length === ours[0].length
    this.besideChoice.hidden = fits && ours.every((row, y) => row.every((value, x) => Math.abs(value - there[y][x]) < 1e-6))
    this.torch.replaceChildren(code(other.call), " ", this.besideChoice.hidden ? words.same
      : say(`unlike${fits ? "" : "_size"}${other.hint && "_hint"}`, other.hint, there.length, there[0].length), this.besideChoice)
  }

  listen() {
    const { box, stage, stage: { sheet } } = this
    const point = (/** @type {Cell | null} */ cell = null) => {
      if (same(cell, this.pointed)) return
      this.pointed = cell
      this.draw()
    }
    const pin = cell => {
      this.stop()
      this.state.cell = cell && { ...cell }
      this.pointed = null
      this.draw()
      this.tell()
      this.keep(false)
    }
    sheet.onpointermove = event => event.pointerType !== "touch" && !this.timer && point(stage.at(event)?.cell)
    sheet.onpointerleave = () => point()
    sheet.addEventListener("focusout", () => point())
    sheet.addEventListener("focusin", ({ target }) => {
      const hit = stage.under(target)
      if (!hit) return
      point(hit.cell)
      this.tell()
    })
    sheet.onclick = event => {
      const hit = stage.at(event), again = same(hit?.cell, this.state.cell)
      if (!hit?.cell || event.target === this.field) return
      if (again && hit.cell.of !== "canvas") this.edit(hit)
      else pin(again ? null : hit.cell)
    }
    sheet.onkeydown = event => {
      const { key, target } = event, hit = stage.under(target)
      if (!hit || event.ctrlKey || event.metaKey || event.altKey) return
      const { grid, y, x, cell } = hit, editable = cell && cell.of !== "canvas"
      if (MOVES[key]) {
        const within = (at, by, most) => Math.min(Math.max(at + by, 0), most - 1)
        const to = [within(y, MOVES[key][0], grid.rows), within(x, MOVES[key][1], grid.columns)],
          next = stage.overlaid(grid.id, ...to)
        target.tabIndex = -1
        next.tabIndex = 0
        next.focus({ preventScroll: true })
        stage.reveal(grid.id, ...to)
      } else if (editable && /^([-\d]|Enter|F2)$/.test(key)) this.edit(hit, key.length === 1 ? key : "")
      else if (cell && (key === "Enter" || key === " ")) pin(cell)
      else return
      event.preventDefault()
    }
    box.onscroll = () => {
      this.field?.blur()
      stage.draw()
    }
    const recolour = () => {
      stage.colours = null
      this.draw()
    }
    for (const asked of ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"])
      matchMedia(asked).addEventListener("change", recolour)
    new MutationObserver(recolour).observe(document.body, { attributeFilter: ["data-md-color-scheme"] })
    if (this.addressed) addEventListener("popstate", () => {
      this.stop()
      this.pointed = null
      this.take()
      this.rebuild()
    })
  }

  /** A field over an input or kernel cell. @param {any} hit */
  edit({ grid, y, x, cell: { of, ...at } }, typed = "") {
    const {
        stage,
        stage: { size },
      } = this,
      numbers = this.setting[of === "input" ? "image" : "kernel"]
    const field = element("input", {
      inputMode: "decimal",
      className: "field",
      ariaLabel: say("change", of, at.y, at.x),
      value: typed || +numbers[at.y][at.x].toFixed(4),
    })
    Object.assign(field.style, { left: `${grid.left + x * size}px`, top: `${grid.top + y * size}px` })
    field.style.setProperty("--cell", `${size}px`)
    const close = (taken, back) => {
      if (this.field !== field) return
      this.field = null
      const value = Number(field.value.replace("−", "-").replace(",", "."))
      field.remove()
      if (taken && field.value.trim() && Math.abs(value) < 1000) {
        numbers[at.y][at.x] = +value.toFixed(4)
        this.change({ [of]: numbers, step: this.state.step })
      }
      if (back) stage.overlaid(grid.id, y, x)?.focus()
    }
    field.onkeydown = event => {
      event.stopPropagation()
      if (event.key !== "Enter" && event.key !== "Escape") return
      event.preventDefault()
      close(event.key === "Enter", true)
    }
    field.onblur = () => close(true, false)
    this.field = field
    stage.sheet.append(field)
    field.focus({ preventScroll: true })
    if (!typed) field.select()
  }
}
