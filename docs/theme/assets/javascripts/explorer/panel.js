// @ts-check
/** @import { Cell, State } from "./types" */
// What <conv-explorer> opens: a Keras layer whose arguments are the element's attributes, and its controls.
import { copies, fill, furnish } from "../element.js"
import {
  abs,
  ARGUMENTS,
  caution,
  floor,
  formula,
  hasKernel,
  kerasCall,
  max,
  min,
  refusal,
  torch,
} from "./arithmetic.js"
import { scene } from "./scene.js"
import { stage } from "./stage.js"
import { CHOICES, initial, key, LIMITS, query, read, setting, takesNone } from "./state.js"
import { page, say, words } from "./words.js"

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
const NUMBERS = { input: "image", kernel: "kernel" }
const isEditable = cell => /^[ik]/.test(cell) // of the input or the kernel
const isRandom = values => String(values).startsWith("random")
const rolled = () => `random${floor(Math.random() * 1000)}`
const code = text => `<code>${text}</code>`
const array = rows => JSON.stringify(rows).replaceAll(",", ", ")
const shortened = text => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
const batched = (height, width) => `(1, ${height}, ${width}, 1)`

/** @param {HTMLElement} host whose `address` says that the state is in the address too */
export const panel = host => {
  /** @type {Record<string, any>} */
  const parts = {}
  furnish(host, "explorer-template", parts)
  const { form, sheet, notice, message, box, says, live } = parts,
    { elements } = form,
    { apart, beside, step: steps } = elements
  const addressed = host.hasAttribute("address"),
    { show, draw, cover, reveal, heighten } = stage(parts)
  /** @type {State} */
  let state
  /** @type {ReturnType<typeof setting>} */
  let it
  /** @type {ReturnType<typeof scene>} */
  let seen
  /** @type {ReturnType<typeof refusal>} */
  let refused
  /** @type {ReturnType<typeof torch>} */
  let theirs
  /** @type {Cell} where the pointer or the keyboard is */
  let pointed = ""
  /** @type {any} */
  let playing
  /** @type {any} */
  let resting

  /** The same action; where it fails, the reader is told, and what was set stays. */
  const guarded = action => (...values) => {
    try {
      action(...values)
    } catch (error) {
      console.error(error)
      notice.textContent = fill(words.trouble, { message: String(error) })
    }
  }

  /** The state that the address gives, or else the element. */
  const take = () => {
    const found = read(
      addressed && location.search.length > 1
        ? new URLSearchParams(location.search)
        : [...host.attributes].map(({ name, value }) => [name, value]),
    )
    state = found.state
    apart.checked = Object.values(state).some(pair => typeof pair?.[0] === "number" && pair[0] !== pair[1])
    change({ step: state.step })
    if (found.faults.length) notice.textContent = found.faults.map(({ name, value }) => fill(words.fault, { name, value: shortened(value) })).join("\n")
  }

  /** @param {Partial<State>} changes @param {boolean} [arguing] whether the layer or its numbers are other ones then */
  const change = (changes, arguing = true) => {
    Object.assign(state, arguing && { step: null }, changes)
    pointed = ""
    if (!arguing) return look()
    stop()
    notice.textContent = ""
    follow()
  }

  /** Picture, controls and what there is to read. The picture first: it measures, and nothing is to be laid out yet. */
  const follow = guarded(() => {
    it = setting(state)
    refused = refusal(it)
    theirs = refused ? null : torch(it)
    look(true)
    form.dataset.op = state.op
    for (const name in CHOICES)
      elements[name].value = typeof state[name] === "string" ? state[name].replace(/\d+$/, "") : "own"
    for (const line of form.querySelectorAll("[data-name]")) {
      const { name } = line.dataset,
        [low, high, most] = LIMITS[key(name)] ?? [],
        value = state[key(name)],
        all = [value].flat()
      line.hidden = most !== 1 && !ARGUMENTS[state.op].includes(name)
      if (line.hidden || !most) continue
      const both = apart.checked && most > 1
      line.querySelector("b").textContent = value === null ? "None" : both ? `(${value.join(", ")})` : all[0]
      line.querySelectorAll("input").forEach((slider, a) =>
        Object.assign(slider, {
          hidden: a && !both,
          min: low - +takesNone(state, name),
          max: high,
          value: all[a] ?? low - 1,
          ariaValueText: all[a] ?? "None",
          ariaLabel: a ? slider.ariaLabel : name + (both ? `, ${words.height}` : ""),
        }),
      )
    }
    parts.fresh.hidden = !isRandom(state.input) && !(hasKernel(it) && isRandom(state.kernel))
    facts()
  })

  /** The picture and what is said of it. @param {boolean} [anew] whether the picture may take another height */
  const look = guarded((anew = false) => {
    parts.link.href = page + query(state)
    if (!refused) {
      seen = scene(it, state, pointed, theirs?.output, beside.checked)
      show(seen.grids, seen.longest, anew)
      const { step, last } = seen
      Object.assign(steps, {
        max: last,
        value: step,
        ariaValueText: (parts.position.textContent = `${step} / ${last}`),
      })
    }
    says.innerHTML = refused ? "" : seen.says.map(it => (typeof it === "string" ? it : say(...it))).join(" ")
    message.hidden = !refused
    box.hidden = parts.walk.disabled = !!refused
    box.ariaBusy = "true"
    clearTimeout(resting)
    resting = setTimeout(rest, 150)
  })

  /** The cells for keyboard and screen reader follow when the picture has come to rest. */
  const rest = guarded(() => {
    if (!refused) cover()
    if (!playing) live.textContent = (refused ? message : says).innerText
    box.ariaBusy = "false"
  })

  const facts = () => {
    const [down, across] = [0, 1].map(a => formula(it, a)),
      given = batched(it.height, it.width)
    const row = (name, { numbers, size }) => `<span>${name} ${code(`${numbers} = <b>${size}</b>`)}</span>`
    parts.size.innerHTML = `<span>${code(down.letters)}</span>${
      down.numbers === across.numbers ? row("=", down) : row(words.height, down) + row(words.width, across)
    }`
    parts.shapes.textContent = `${given} → ${refused ? "–" : batched(down.size, across.size)}`
    parts.line.textContent = parts.layer.textContent = kerasCall(it)
    parts.image.textContent = array(it.image)
    parts.weights.textContent = array(it.kernel)
    parts.built.textContent = given
    parts.caution.textContent = refused ? "" : say(caution(it))
    if (refused) {
      parts.why.textContent = words[`refused_${refused.why}`]
      parts.keras.textContent = say(`keras_${refused.why}`, ...refused.values)
      parts.quoted.hidden = !parts.keras.textContent
      heighten(message.offsetHeight)
    }
    parts.torch.hidden = !theirs
    if (!theirs) return
    const { call, hint, output } = theirs,
      { fits, same } = seen
    parts.besideChoice.hidden = same
    parts.call.textContent = call
    parts.unlike.textContent = same
      ? words.same
      : say(`unlike${fits ? "" : "_size"}${hint && "_hint"}`, hint, output?.length, output?.[0].length)
  }

  /** Puts the state into the address, as a place to come back to or in place of the last. */
  const keep = asNew => {
    const next = query(state)
    if (addressed && next !== location.search)
      history[asNew ? "pushState" : "replaceState"]({}, "", next + location.hash)
  }

  const go = step => {
    change({ step: step < seen.last ? max(step, 0) : null, cell: null }, false)
    const [of, y, x] = seen.now.split(",")
    if (of) reveal(of, +y, +x)
  }

  const stop = () => {
    clearInterval(playing)
    playing = undefined
    parts.play.ariaPressed = "false"
  }

  const pin = cell => {
    stop()
    change({ cell }, false)
    keep(false)
  }

  const point = (cell = "") => {
    if (cell === pointed) return
    pointed = cell
    look()
  }

  form.oninput = ({ target }) => {
    const { name, value } = target,
      [low, , most] = LIMITS[key(name)] ?? []
    if (name === "step") go(+value)
    else if (name === "beside") look(true)
    else if (name === "apart") {
      for (const name in LIMITS)
        if (LIMITS[name][2] > 1 && state[name] && !apart.checked)
          state[name] = [state[name][0], state[name][0]]
      follow()
    } else if (name === "op") {
      // with the same numbers, or with its own example where Keras refuses those
      const own = initial(value),
        next = { ...state, op: value, strides: state.strides ?? own.strides, cell: null },
        refused = refusal(setting(next))
      change(refused ? own : next)
      if (refused) notice.textContent = say("fallback", value)
    } else if (most)
      change({
        [key(name)]:
          +value < low
            ? null
            : most < 2
              ? +value
              : [...elements[name]].map(slider => max(+(apart.checked ? slider : target).value, low)),
      })
    else if (name)
      change({ [name]: value === "random" ? rolled() : value === "own" ? it[NUMBERS[name]] : value })
  }
  form.onchange = ({ target }) => keep(target !== steps)
  parts.fresh.onclick = () => {
    for (const of in NUMBERS) if (isRandom(state[of])) state[of] = rolled()
    change({})
    keep(true)
  }
  parts.play.onclick = () => {
    if (playing) return stop()
    if (seen.done) go(0)
    playing = setInterval(
      () => {
        go(seen.step + 1)
        if (!seen.done) return
        stop()
        keep(false)
      },
      min(max(20000 / seen.last, 60), 1000),
    )
    parts.play.ariaPressed = "true"
  }
  for (const [name, by] of Object.entries({ back: -1, forward: 1 }))
    parts[name].onclick = () => {
      go(seen.step + by)
      keep(false)
    }
  for (const button of form.querySelectorAll("[data-copies]")) {
    const from = parts[button.dataset.copies]
    copies(button, () => from.href ?? from.innerText, words)
  }

  const over = ({ target, pointerType }) => {
    if (pointerType !== "touch" && !playing) point(target.hit?.cell)
  }
  sheet.onpointermove = over
  sheet.onpointerleave = () => point()
  sheet.addEventListener("focusin", over)
  sheet.addEventListener("focusout", () => point())
  sheet.onclick = ({ target }) => {
    const cell = target.hit?.cell,
      again = cell === state.cell
    if (!cell || target.isContentEditable) return
    if (again && isEditable(cell)) edit(target)
    else pin(again ? null : cell)
  }
  sheet.onkeydown = event => {
    const { key, target } = event,
      { hit } = target,
      move = MOVES[key]
    if (!hit || event.ctrlKey || event.metaKey || event.altKey) return
    if (move) {
      const step = (all, at, by) => all.children[min(max(at + by, 0), all.children.length - 1)]
      const next = step(step(hit.table, hit.y, move[0]), hit.x, move[1])
      target.tabIndex = -1
      next.tabIndex = 0
      next.focus()
    } else if (isEditable(hit.cell) && /^([-\d]|Enter|F2)$/.test(key)) {
      edit(target)
      if (key.length === 1) return // it is typed over what is selected
    } else if (hit.cell && (key === "Enter" || key === " ")) pin(hit.cell)
    else return
    event.preventDefault()
  }

  /** The reader types into an input or kernel cell. */
  const edit = cell => {
    const [of, y, x] = cell.hit.cell.split(","),
      numbers = it[NUMBERS[of]]
    Object.assign(cell, {
      contentEditable: "true",
      inputMode: "decimal",
      ariaLabel: say("change", of, y, x),
      textContent: +numbers[y][x].toFixed(4),
      onkeydown: event => {
        event.stopPropagation()
        if (event.key === "Escape") cell.textContent = ""
        else if (event.key !== "Enter") return
        event.preventDefault()
        cell.blur()
        cell.focus()
      },
      onblur: () => {
        const text = cell.textContent.trim(),
          value = +text.replace("−", "-").replace(",", ".")
        Object.assign(cell, { contentEditable: "false", textContent: "", onblur: null, onkeydown: null })
        if (!text || !(abs(value) < 1e4)) return look()
        numbers[y][x] = +value.toFixed(4)
        change({ [of]: numbers, step: state.step })
        keep(true)
      },
    })
    cell.focus()
    getSelection()?.selectAllChildren(cell)
  }

  box.onscroll = draw
  for (const asked of ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"])
    matchMedia(asked).addEventListener("change", draw)
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-scheme"] })
  let wide = 0
  new ResizeObserver(() => {
    look(wide !== parts.around.clientWidth)
    wide = parts.around.clientWidth
  }).observe(parts.around)
  if (addressed) addEventListener("popstate", take)
  take()
}
