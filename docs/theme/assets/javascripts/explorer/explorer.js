// @ts-check
// <conv-explorer>: a Keras layer whose arguments are its attributes and its controls. `address`: the state is in the address too.
import { ARGUMENTS, axes, formula, hasKernel, isPooling, isScattering, isTransposed, kerasCall, output, program, refusal, torch } from "./arithmetic.js"
import { format, goes, made, moment, scene } from "./scene.js"
import { element, Stage } from "./stage.js"
import { initial, INPUTS, KERNELS, key, LIMITS, query, read, setting, takesNone, VIEWS } from "./state.js"
import { words } from "./words.js"

/** @typedef {import("./state.js").State} State @typedef {import("./state.js").Cell} Cell */

const { plain, say } = words(document.documentElement.lang)
const CHOICES = { padding: ["valid", "same"], interpolation: ["nearest", "bilinear"] }
let count = 0

const index = (/** @type {[number, number] | number[]} */ at) => at.join(", ")
const shapeOf = (/** @type {number} */ h, /** @type {number} */ w) => `(1, ${h}, ${w}, 1)`

class ConvExplorer extends HTMLElement {
  connectedCallback() {
    if (this.stage) return
    this.id ||= `explorer-${++count}`
    const inAddress = this.hasAttribute("address") && location.search.length > 1
    const own = [...this.attributes].map(({ name, value }) => /** @type {[string, string]} */ ([name, value]))
      .filter(([name]) => !["address", "id", "class", "markdown"].includes(name))
    this.take(read(inAddress ? new URLSearchParams(location.search) : own))
    this.build()
    this.stage = new Stage(this.box, {
      title: ([name, ...parts]) => (name ? say[name](...parts) : ""),
      label: (grid, y, x, look) => look?.text ? look.text + (look.hatch && grid.id !== "input" ? `, ${say.notKept()}` : "") : "–",
    })
    this.listen()
    this.rebuild()
    new ResizeObserver(() => this.draw()).observe(this.box)
  }

  /** @param {{ state: State, faults: import("./state.js").Fault[] }} found */
  take({ state, faults }) {
    this.state = state
    this.notices = faults.map(({ name, value, allowed }) => say.fault(name, value, allowed))
    this.apart = [state.kernel_size, state.strides, state.output_padding, state.dilation_rate].some(pair => pair && pair[0] !== pair[1])
  }

  build() {
    /** @type {(label: string, text: string, act: () => void) => HTMLButtonElement} */
    const button = (label, text, act) => /** @type {HTMLButtonElement} */ (element("button", { type: "button", "aria-label": label, title: label, onclick: act }, text))
    const select = (/** @type {string} */ label, /** @type {string[]} */ names, /** @type {(name: string) => string} */ text) =>
      /** @type {HTMLSelectElement} */ (element("select", { "aria-label": label }, ...names.map(name => element("option", { value: name }, text(name)))))
    this.operation = select("keras.layers", Object.keys(ARGUMENTS), name => name)
    this.operation.onchange = () => this.change({ ...this.switched(this.operation.value), cell: null, step: null })
    this.lines = element("div", { className: "lines" })
    this.presets = {
      input: select(plain.input, [...INPUTS, "own"], name => plain[name]),
      kernel: select(plain.kernel, [...KERNELS, "own"], name => plain[name]),
    }
    this.fresh = button(plain.fresh, plain.fresh, () => this.roll())
    for (const [name, control] of Object.entries(this.presets)) control.onchange = () => {
      if (control.value === "random") this.roll(name)
      else if (control.value !== "own") this.change({ [name]: control.value })
      else this.change({ [name]: setting(this.state)[name === "input" ? "image" : "kernel"] })
    }
    this.split = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", onchange: () => this.separate() }))
    this.cells = element("div", { className: "cells" })
    this.kernelChoice = element("label", {}, `${plain.kernel} `, this.presets.kernel)
    this.views = element("fieldset", { className: "views" }, element("legend", { className: "hidden" }, plain.view), ...VIEWS.map(name =>
      element("label", {}, element("input", { type: "radio", name: `${this.id}-view`, value: name, onchange: () => this.change({ view: name, step: null }) }), element("span", {}, plain[name]))))
    this.box = element("div", { className: "box", role: "group", "aria-label": plain.picture })
    this.message = element("div", { className: "message", hidden: true })
    this.says = element("p", { className: "says" })
    this.playing = button(plain.play, "▶", () => this.play())
    this.steps = /** @type {HTMLInputElement} */ (element("input", { type: "range", min: 0, "aria-label": plain.step }))
    this.steps.oninput = () => this.go(Number(this.steps.value))
    this.steps.onchange = () => this.keep()
    this.position = element("output")
    this.size = element("dd")
    this.shapes = element("dd")
    this.line = element("code")
    this.torchLine = element("dd")
    this.beside = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", onchange: () => this.draw() }))
    this.besideChoice = element("label", { className: "choice" }, this.beside, plain.beside)
    this.torchName = element("dt", {}, plain.torch)
    this.source = element("pre")
    this.live = element("p", { className: "hidden", role: "status" })
    this.notice = element("ul", { className: "notice", role: "alert" })
    const copy = (/** @type {() => string} */ text, /** @type {string} */ label) => {
      const it = button(label, label, async () => {
        await navigator.clipboard?.writeText(text())
        it.textContent = plain.copied
        setTimeout(() => { it.textContent = label }, 1500)
      })
      return it
    }
    this.link = this.hasAttribute("address")
      ? copy(() => new URL(query(this.state), location.href).href, plain.share)
      : element("a", {}, plain.open)
    this.panel = element("fieldset", { className: "call" }, element("legend", { className: "hidden" }, plain.controls),
      this.cells,
      element("div", { className: "opening" }, element("code", {}, "keras.layers."), this.operation, element("code", {}, "(")), this.lines,
      element("div", { className: "presets" }, element("label", {}, `${plain.input} `, this.presets.input), this.kernelChoice, this.fresh),
      element("label", { className: "choice" }, this.split, plain.apart))
    const view = element("div", { className: "view" }, this.views,
      element("div", { className: "around" }, this.box, this.message), this.says,
      element("div", { className: "steps" }, this.playing, button(plain.back, "‹", () => this.go(moment(setting(this.state), this.state).step - 1, true)),
        button(plain.forward, "›", () => this.go(moment(setting(this.state), this.state).step + 1, true)), this.steps, this.position),
      element("p", { className: "hint" }, plain.hint))
    this.facts = element("dl", {}, element("dt", {}, plain.size), this.size, element("dt", {}, plain.shapes), this.shapes,
      element("dt", {}, "Keras"), element("dd", {}, this.line, " ", copy(() => this.line.textContent ?? "", plain.copy)),
      this.torchName, this.torchLine)
    this.replaceChildren(this.notice, element("div", { className: "frame" }, this.panel, view, element("div", { className: "facts" }, this.facts,
      element("details", {}, element("summary", {}, plain.program), this.source, copy(() => this.source.textContent ?? "", plain.copy)),
      element("p", { className: "share" }, this.link))), this.live)
  }

  /** The controls of this operation's arguments, each in its place in the call. */
  rebuild() {
    const fixed = (/** @type {string} */ text) => element("div", { className: "line fixed" }, element("code", {}, text))
    const slider = (/** @type {string} */ name, /** @type {0 | 1 | null} */ a) => {
      const at = key(name), [low, high] = LIMITS[at], none = takesNone(this.state, name)
      const one = name === "height" || name === "width"
      const control = /** @type {HTMLInputElement} */ (element("input", {
        type: "range", min: none ? low - 1 : low, max: high,
        "aria-label": one ? plain[name] : name + (a === null ? "" : `, ${plain[a ? "width" : "height"]}`),
      }))
      control.oninput = () => {
        const value = Number(control.value), old = /** @type {any} */ (this.state)[at]
        const base = old ?? (at === "strides" ? this.state.kernel_size : [0, 0])
        this.change({ [at]: one ? value : value < low ? null : a === null ? [value, value] : a ? [base[0], value] : [value, base[1]] }, false)
      }
      control.onchange = () => this.keep(true)
      this.followers.push(() => {
        const value = /** @type {any} */ (this.state)[at], number = one ? value : value ? value[a ?? 0] : low - 1
        control.value = number
        control.setAttribute("aria-valuetext", value === null ? "None" : String(number))
      })
      return control
    }
    /** @type {(() => void)[]} */
    this.followers = []
    const shown = (/** @type {HTMLElement} */ code, /** @type {string} */ name) => this.followers.push(() => {
      const value = /** @type {any} */ (this.state)[key(name)]
      code.replaceChildren(`${name}=`, element("b", {}, value === null ? "None" : Array.isArray(value) ? this.apart ? `(${index(value)})` : String(value[0]) : String(value)),
        name === "height" || name === "width" ? "" : ",")
    })
    const line = (/** @type {string} */ name) => {
      const code = element("code"), row = element("label", { className: "line" }, code), at = key(name)
      const names = /** @type {Record<string, string[]>} */ (CHOICES)[name]
      if (names) {
        const control = /** @type {HTMLSelectElement} */ (element("select", { "aria-label": name }, ...names.map(value => element("option", { value }, `"${value}"`))))
        control.onchange = () => this.change({ [name]: control.value })
        this.followers.push(() => { control.value = /** @type {any} */ (this.state)[at] })
        code.append(`${name}=`)
        row.append(control, element("code", {}, ","))
        row.classList.add("choosing")
        return row
      }
      shown(code, name)
      row.append(...(this.apart && at in LIMITS && name !== "height" && name !== "width" ? [slider(name, 0), slider(name, 1)] : [slider(name, null)]))
      return row
    }
    this.cells.replaceChildren(line("height"), line("width"))
    const convolution = hasKernel(setting(this.state))
    this.lines.replaceChildren(
      ...(convolution ? [fixed("filters=1,")] : []),
      .../** @type {Record<string, string[]>} */ (ARGUMENTS)[this.state.op].map(line),
      fixed(convolution ? "use_bias=False)" : ")"))
    this.operation.value = this.state.op
    this.kernelChoice.hidden = !convolution
    this.views.hidden = !isTransposed(setting(this.state))
    this.split.checked = this.apart
    this.draw()
  }

  /** Another operation with the same numbers, or with its own example where Keras refuses those. @param {string} op @returns {State} */
  switched(op) {
    const own = initial(op), now = this.state
    const state = { ...own, ...now, op, strides: now.strides ?? own.strides, output_padding: op === "Conv2DTranspose" ? now.output_padding : null }
    if (!op.startsWith("Conv2D")) state.dilation_rate = [1, 1]
    if (!refusal(setting(state))) return state
    this.notices = [say.fallback(op)]
    return own
  }

  separate() {
    this.apart = this.split.checked
    const one = (/** @type {any} */ pair) => pair && [pair[0], pair[0]]
    const { kernel_size, strides, output_padding, dilation_rate } = this.state
    if (!this.apart) Object.assign(this.state, { kernel_size: one(kernel_size), strides: one(strides), output_padding: one(output_padding), dilation_rate: one(dilation_rate) })
    this.rebuild()
    this.keep(true)
  }

  /** Random numbers for what is named, or for what is random already. @param {string} [name] */
  roll(name) {
    const fresh = `random${Math.floor(Math.random() * 1000)}`
    const random = (/** @type {"input" | "kernel"} */ of) => name === of || (!name && String(this.state[of]).startsWith("random"))
    this.change({ ...(random("input") && { input: fresh }), ...(random("kernel") && { kernel: fresh }) })
  }

  /** @param {Partial<State>} changes @param {boolean} [committed] */
  change(changes, committed = true) {
    const operation = changes.op && changes.op !== this.state.op
    if (!operation) this.notices = []
    if (!("step" in changes)) this.state.step = null
    this.stop()
    Object.assign(this.state, changes)
    const { cell, height, width, kernel_size } = this.state
    if (cell && (cell.of === "input" ? cell.y >= height || cell.x >= width : cell.of === "kernel" && (cell.y >= kernel_size[0] || cell.x >= kernel_size[1]))) this.state.cell = null
    this.pointed = null
    if (operation) this.rebuild()
    else this.draw()
    if (committed) this.keep(true)
  }

  /** Puts the state into the address, as a place to come back to or in place of the last. */
  keep(asNew = false) {
    if (!this.hasAttribute("address")) return
    const next = query(this.state)
    if (next === location.search) return
    history[asNew ? "pushState" : "replaceState"]({}, "", next + location.hash)
  }

  /** @param {number} step @param {boolean} [committed] */
  go(step, committed = false) {
    const it = setting(this.state), { last } = moment(it, this.state)
    this.state.step = step >= last ? null : Math.max(step, 0)
    this.state.cell = null
    this.pointed = null
    this.draw()
    const now = moment(it, this.state)
    if (now.cell) this.stage?.reveal(now.stamps ? "input" : "canvas", now.cell.y, now.cell.x)
    if (committed) {
      this.tell()
      this.keep()
    }
  }

  play() {
    if (this.timer) return this.stop()
    const { last, done } = moment(setting(this.state), this.state)
    if (done) this.go(0)
    // motion is asked for here, by pressing Play
    this.timer = setInterval(() => {
      const now = moment(setting(this.state), this.state)
      if (now.step + 1 >= last) this.stop()
      this.go(now.step + 1, now.step + 1 >= last)
    }, Math.min(Math.max(20000 / last, 60), 1000))
    this.mark()
  }

  stop() {
    clearInterval(this.timer)
    this.timer = 0
    this.mark()
  }

  mark() {
    const label = this.timer ? plain.pause : plain.play
    Object.assign(this.playing, { textContent: this.timer ? "❚❚" : "▶", title: label, ariaLabel: label })
  }

  tell() {
    clearTimeout(this.telling)
    this.telling = setTimeout(() => { this.live.textContent = this.says.textContent }, 250)
  }

  draw() {
    const it = setting(this.state), { state } = this, refused = refusal(it)
    for (const follow of this.followers) follow()
    for (const name of /** @type {const} */ (["input", "kernel"])) {
      const values = state[name]
      this.presets[name].value = typeof values === "string" ? values.replace(/\d+$/, "") : "own"
    }
    this.fresh.hidden = ![state.input, hasKernel(it) && state.kernel].some(values => String(values).startsWith("random"))
    for (const radio of this.views.querySelectorAll("input")) radio.checked = radio.value === state.view
    this.notice.replaceChildren(...this.notices.map(text => element("li", {}, text)))
    this.message.hidden = !refused
    this.box.hidden = !!refused
    this.classList.toggle("refused", !!refused)
    this.line.textContent = kerasCall(it)
    this.source.textContent = program(it)
    if (this.link instanceof HTMLAnchorElement) this.link.href = new URL(`../../../explorer/${query(state)}`, import.meta.url).href
    this.sizes(it, refused)
    if (refused) {
      this.message.replaceChildren(element("strong", {}, plain.refused), element("p", {}, say.refusal(refused.why, refused.when)),
        ...(refused.keras ? [element("p", {}, say.saysKeras(), " ", element("q", { lang: "en" }, refused.keras))] : []))
      this.says.replaceChildren()
      this.tellRefusal()
      return
    }
    this.refusal = ""
    const beside = this.beside.checked && !this.besideChoice.hidden
    const { grids, tooLarge } = scene(it, state, this.pointed ?? null, beside)
    this.stage?.show(grids)
    const now = moment(it, state)
    this.steps.max = String(now.last)
    this.steps.value = String(now.step)
    this.position.textContent = `${now.step} / ${now.last}`
    const focus = this.pointed ?? state.cell
    this.steps.setAttribute("aria-valuetext", `${now.step} / ${now.last}. ${this.happened(it)}`)
    this.says.replaceChildren(...(tooLarge ? [`${say.tooLarge(...tooLarge)} `] : []), ...(focus ? this.explain(it, focus) : [this.happened(it), " ", ...(now.cell ? this.explain(it, now.cell) : [])]))
  }

  tellRefusal() {
    const text = this.message.textContent ?? ""
    if (text !== this.refusal) this.live.textContent = this.refusal = text
  }

  /** What this step did. @param {import("./arithmetic.js").Setting} it @returns {string} */
  happened(it) {
    const now = moment(it, this.state), [rows, columns] = axes(it)
    if (now.done) {
      const cropped = [rows.start, rows.full - rows.start - rows.size, columns.start, columns.full - columns.start - columns.size].map(n => Math.max(n, 0))
      const added = [rows, columns].map(({ size, start, full }) => Math.max(start + size - full, 0))
      return [say.result(rows.size, columns.size), cropped.some(Boolean) && say.cropped(...cropped), added.some(Boolean) && say.added(...added)].filter(Boolean).join(" ")
    }
    if (!now.step) return say.start()
    const first = now.first[now.step - 1]
    if (first === "pad") return say.pad(say.padCells(rows.before, rows.after, columns.before, columns.after))
    if (first) return say[first]()
    const at = now.active + 1
    if (!now.stamps || !now.cell) return say.windowStep(at, now.count)
    const { y, x } = now.cell
    return say[hasKernel(it) ? "stampStep" : "copyStep"](at, now.count, index([y, x]), format(it.image[y][x], 4))
  }

  /** What a cell is made of, or where it goes. @param {import("./arithmetic.js").Setting} it @param {Cell} cell @returns {(Node | string)[]} */
  explain(it, cell) {
    const { of, y, x } = cell, both = axes(it)
    if (of !== "canvas") {
      const value = (of === "input" ? it.image : it.kernel)[y]?.[x]
      if (value === undefined) return []
      const start = element("code", {}, `${of}[${index([y, x])}] = ${format(value, 4)}`)
      if (of === "kernel") return [start]
      const there = goes(it, cell)
      return [start, " ", there ? say[isTransposed(it) ? "goesTo" : "reaches"](there.down, there.across) : say.nowhere()]
    }
    if (!both[0].links[y] || !both[1].links[x]) return []
    const cellMade = made(it, this.state, cell), { terms } = cellMade, weighted = it.op.startsWith("Conv2D") || (it.op === "UpSampling2D" && it.interpolation === "bilinear")
    const name = element("code", {}, cellMade.kept ? `output[${index(cellMade.output)}]` : `canvas[${index([y, x])}]`)
    const value = element("strong", {}, format(cellMade.value, 4))
    const paren = (/** @type {number} */ number) => (number < 0 ? `(${format(number, 4)})` : format(number, 4))
    const products = terms.map(({ x: input, w, colour }) => element("span", { className: colour ? `term term-${colour}` : "term" }, weighted ? `${paren(input)}·${paren(w)}` : paren(input)))
    const joined = products.flatMap((node, i) => (i ? [it.op === "MaxPooling2D" ? ", " : " + ", node] : [node]))
    const sum = !terms.length ? [cellMade.added ? say.appended() : say.noStamp()]
      : it.op === "MaxPooling2D" ? ["max(", ...joined, ")"]
      : it.op === "AveragePooling2D" ? ["(", ...joined, `) / ${terms.length}`] : joined
    const after = [
      cellMade.partial && say.partial(),
      cellMade.padding > 0 && (isPooling(it) ? say.skipped : say.zeroPads)(cellMade.padding),
      !cellMade.kept && say.notKept(),
    ].filter(Boolean).join(" ")
    return terms.length ? [name, " = ", ...sum, " = ", value, after ? ` ${after}` : ""] : [name, " = ", value, " ", ...sum, ". ", after]
  }

  /** @param {import("./arithmetic.js").Setting} it @param {import("./arithmetic.js").Refusal | null} refused */
  sizes(it, refused) {
    const down = formula(it, 0), across = formula(it, 1), alike = down.numbers === across.numbers
    const row = (/** @type {string} */ name, /** @type {typeof down} */ { numbers, size }) => element("span", {}, name, element("code", {}, `${numbers} = `, element("b", {}, String(size))))
    this.size.replaceChildren(element("span", {}, element("code", {}, down.letters)), ...(alike
      ? [row("= ", down)] : [row(`${plain.height} `, down), row(`${plain.width} `, across)]))
    this.shapes.replaceChildren(element("code", {}, `${shapeOf(it.height, it.width)} → ${refused ? "–" : shapeOf(down.size, across.size)}`))
    const other = refused ? null : torch(it)
    this.torchName.hidden = this.torchLine.hidden = !other
    this.besideChoice.hidden = true
    if (!other) return
    const ours = output(it), there = other.output
    const fits = there.length === ours.length && there[0].length === ours[0].length
    const same = fits && ours.every((row, y) => row.every((value, x) => Math.abs(value - there[y][x]) < 1e-6))
    this.besideChoice.hidden = same
    this.torchLine.replaceChildren(element("code", {}, other.call), " ",
      same ? plain.same : fits ? say.unlike(other.hint) : say.unlikeSize(there.length, there[0].length, other.hint), this.besideChoice)
  }

  listen() {
    const { box, stage } = this, sheet = /** @type {Stage} */ (stage).sheet
    const point = (/** @type {Cell | null} */ cell) => {
      const now = this.pointed
      if (cell?.of === now?.of && cell?.y === now?.y && cell?.x === now?.x) return
      this.pointed = cell
      this.draw()
    }
    sheet.addEventListener("pointermove", event => event.pointerType !== "touch" && !this.timer && point(stage?.at(event)?.cell ?? null))
    sheet.addEventListener("pointerleave", () => point(null))
    sheet.addEventListener("focusin", event => {
      const hit = stage?.under(event.target)
      if (!hit) return
      point(hit.cell)
      this.tell()
    })
    sheet.addEventListener("focusout", () => point(null))
    sheet.addEventListener("click", event => {
      const hit = stage?.at(event)
      if (!hit?.cell || event.target instanceof HTMLInputElement) return
      const { cell } = hit, old = this.state.cell, again = old && old.of === cell.of && old.y === cell.y && old.x === cell.x
      if (again && cell.of !== "canvas") return this.edit(hit)
      this.stop()
      this.state.cell = again ? null : { ...cell }
      this.pointed = null
      this.draw()
      this.tell()
      this.keep()
    })
    sheet.addEventListener("keydown", event => {
      const hit = stage?.under(event.target)
      if (!hit || event.ctrlKey || event.metaKey || event.altKey) return
      const { grid, y, x, cell } = hit
      const to = /** @type {Record<string, [number, number]>} */ ({
        ArrowUp: [y - 1, x], ArrowDown: [y + 1, x], ArrowLeft: [y, x - 1], ArrowRight: [y, x + 1], Home: [y, 0], End: [y, grid.columns - 1],
        PageUp: [0, x], PageDown: [grid.rows - 1, x],
      })[event.key]
      if (to) {
        const next = stage?.overlaid(grid.id, ...to)
        if (next) {
          /** @type {HTMLElement} */ (event.target).tabIndex = -1
          next.tabIndex = 0
          next.focus({ preventScroll: true })
          stage?.reveal(grid.id, ...to)
        }
      } else if (cell && cell.of !== "canvas" && /^([-\d]|Enter|F2)$/.test(event.key)) this.edit(hit, event.key.length === 1 ? event.key : "")
      else if (cell && (event.key === "Enter" || event.key === " ")) {
        this.state.cell = { ...cell }
        this.draw()
        this.keep()
      } else return
      event.preventDefault()
    })
    const forget = () => {
      if (stage) stage.colours = null
      this.draw()
    }
    for (const asked of ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"]) matchMedia(asked).addEventListener("change", forget)
    new MutationObserver(forget).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] })
    if (this.hasAttribute("address")) addEventListener("popstate", () => {
      this.stop()
      this.pointed = null
      this.take(read(new URLSearchParams(location.search)))
      this.rebuild()
    })
    box.addEventListener("scroll", () => this.field?.blur())
  }

  /** A field over an input or kernel cell. @param {import("./stage.js").Hit} hit @param {string} [typed] */
  edit({ grid, y, x, cell }, typed = "") {
    const { stage } = this
    if (!cell || !stage) return
    const it = setting(this.state), of = /** @type {"input" | "kernel"} */ (cell.of), numbers = of === "input" ? it.image : it.kernel
    const field = /** @type {HTMLInputElement} */ (element("input", { type: "text", inputMode: "decimal", className: "field", "aria-label": say.change(of, cell.y, cell.x), value: typed || String(+numbers[cell.y][cell.x].toFixed(4)) }))
    field.style.left = `${grid.left + x * stage.size}px`
    field.style.top = `${grid.top + y * stage.size}px`
    field.style.setProperty("--cell", `${stage.size}px`)
    let open = true
    const close = (/** @type {boolean} */ taken, /** @type {boolean} */ back) => {
      if (!open) return
      open = false
      this.field = undefined
      const value = Number(field.value.replace("−", "-").replace(",", "."))
      field.remove()
      if (taken && field.value.trim() && Math.abs(value) < 1000) {
        numbers[cell.y][cell.x] = +value.toFixed(4)
        this.change({ [of]: numbers, step: this.state.step })
      }
      if (back) stage.overlaid(grid.id, y, x)?.focus()
    }
    field.onkeydown = event => {
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault()
        close(event.key === "Enter", true)
      }
      event.stopPropagation()
    }
    field.onblur = () => close(true, false)
    this.field = field
    stage.sheet.append(field)
    field.focus({ preventScroll: true })
    if (!typed) field.select()
  }
}

customElements.define("conv-explorer", ConvExplorer)
