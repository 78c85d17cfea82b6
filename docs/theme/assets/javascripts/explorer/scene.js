// @ts-check
// What is to be seen: number grids with their colours, for every view and step, and what a cell is made of. No DOM.
import { axes, canvas, combine, counts, hasKernel, isPooling, isScattering, isTransposed, matrix, spread, terms, torch } from "./arithmetic.js"

/**
 * @typedef {import("./arithmetic.js").Setting} Setting
 * @typedef {import("./arithmetic.js").Axis} Axis
 * @typedef {import("./arithmetic.js").Term} Term
 * @typedef {import("./state.js").Cell} Cell
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Look how a cell is drawn
 * @property {string} text
 * @property {string[]} [fills] colours, mixed
 * @property {number} [share] of the usual strength
 * @property {boolean} [quiet]
 * @property {boolean} [shade] a zero that was put there
 * @property {boolean} [hatch] not in the result
 * @property {boolean} [mark] looked at
 *
 * @typedef {object} Frame
 * @property {number} y
 * @property {number} x
 * @property {number} rows
 * @property {number} columns
 * @property {string} colour
 *
 * @typedef {object} Grid
 * @property {string} id
 * @property {[string, ...(string | number)[]]} title a key of the words, and its arguments
 * @property {number} rows
 * @property {number} columns
 * @property {(y: number, x: number) => Look | null} look nothing where null
 * @property {(y: number, x: number) => Cell | null} cell what the place stands for
 * @property {Frame[]} frames
 */

const COLOURS = ["blue", "orange", "yellow", "green"]
const LARGEST_MATRIX = 1600

export const format = (/** @type {number} */ value, digits = 2) => String(+value.toFixed(digits)).replace("-", "−")

const tone = (/** @type {number} */ y, /** @type {number} */ x, /** @type {number} */ rows, /** @type {number} */ columns) =>
  COLOURS[rows * columns <= 4 ? y * columns + x : (y % 2) * 2 + x % 2]

/**
 * What happens one after the other: `first`, then a stamp or a window at a time, then the result.
 * @param {Setting} it @param {string} view
 */
export const plot = (it, view) => {
  const [rows, columns] = axes(it), zeros = isTransposed(it) && view === "zeros"
  const stamps = isScattering(it) && !zeros
  const first = zeros ? ["insert", "border"] : [rows, columns].some(({ before, after }) => before + after) ? ["pad"] : []
  const count = stamps ? it.height * it.width : zeros ? rows.full * columns.full : rows.size * columns.size
  return { stamps, zeros, first, count, last: first.length + count + 1, across: stamps ? it.width : columns.full }
}

/** @param {Setting} it @param {State} state */
export const moment = (it, state) => {
  const its = plot(it, state.view), step = Math.min(state.step ?? its.last, its.last)
  const active = step - its.first.length - 1, done = step === its.last
  const of = its.stamps ? "input" : "canvas"
  /** @type {Cell | null} */
  const cell = !done && active >= 0 ? { of, y: Math.floor(active / its.across), x: active % its.across } : null
  return { ...its, step, active: done ? its.count - 1 : active, done, cell }
}

/**
 * The colour of each input cell where it is stamped, else of each output cell; without one where windows overlap too much.
 * @param {Setting} it @param {[Axis, Axis]} both @returns {(y: number, x: number) => string | null}
 */
const tones = (it, [rows, columns]) => {
  if (isScattering(it)) return (y, x) => tone(y, x, it.height, it.width)
  const few = rows.size * columns.size <= 4 || [rows, columns].every(({ s, reach }) => s >= reach)
  return (y, x) => (few && hasNumbers(it) ? tone(y, x, rows.size, columns.size) : null)
}
const hasNumbers = (/** @type {Setting} */ it) => it.op !== "UpSampling2D"

const within = (/** @type {Axis} */ axis, /** @type {number} */ at) => at >= axis.start && at < axis.start + axis.size

/** What one cell of the canvas is made of, at this step. @param {Setting} it @param {State} state @param {Cell} cell */
export const made = (it, state, { y, x }) => {
  const both = axes(it), now = moment(it, state), colour = tones(it, both)
  const all = terms(it, both, y, x).filter(({ i }) => !now.stamps || i[0] * it.width + i[1] <= now.active)
  const padding = isScattering(it) ? 0 : both[0].k * both[1].k - both[0].links[y].length * both[1].links[x].length
  return {
    terms: all.map(term => ({ ...term, colour: isScattering(it) ? colour(...term.i) : null })),
    value: all.length || !isPooling(it) ? combine(it, all) : 0,
    padding: it.op === "UpSampling2D" ? 0 : padding,
    kept: within(both[0], y) && within(both[1], x),
    added: y >= both[0].full || x >= both[1].full,
    output: [y - both[0].start, x - both[1].start],
    partial: now.stamps && !now.done && all.length < terms(it, both, y, x).length,
  }
}

/** Whether the cell of the canvas has to do with an input or a kernel cell. @param {[Axis, Axis]} both @param {Cell} cell */
const touched = ([rows, columns], { of, y, x }) => {
  const part = of === "input" ? 0 : 1
  const hit = (/** @type {Axis} */ axis, /** @type {number} */ at) => axis.links.map(link => link.some(pair => pair[part] === at))
  const [down, across] = [hit(rows, y), hit(columns, x)]
  return (/** @type {number} */ r, /** @type {number} */ c) => down[r] && across[c]
}

/** The cells of the canvas that an input cell goes to: first and last row and column, or null. @param {Setting} it @param {Cell} cell */
export const goes = (it, { y, x }) => {
  const span = (/** @type {Axis} */ axis, /** @type {number} */ at) => {
    const all = [...axis.links.keys()].filter(o => axis.links[o].some(([i]) => i === at))
    return all.length ? [all[0], /** @type {number} */ (all.at(-1))] : null
  }
  const both = axes(it), [down, across] = [span(both[0], y), span(both[1], x)]
  return down && across && { down, across }
}

/**
 * @param {Setting} it one that Keras takes
 * @param {State} state
 * @param {Cell | null} pointed where the pointer or the keyboard is
 * @param {boolean} beside PyTorch's result too
 * @returns {{ grids: Grid[], tooLarge: [number, number] | null }}
 */
export const scene = (it, state, pointed, beside) => {
  const both = axes(it), [rows, columns] = both, now = moment(it, state)
  const colour = tones(it, both), chosen = pointed ?? state.cell, focus = chosen ?? now.cell
  const values = canvas(it, both), scattering = isScattering(it), hasWeights = hasKernel(it)
  const transposed = isTransposed(it), meeting = transposed && state.view === "counts" ? counts(it) : null
  const wholly = now.done || !scattering
  /** @type {Term[]} */
  const parts = focus?.of === "canvas" && rows.links[focus.y] && columns.links[focus.x] ? terms(it, both, focus.y, focus.x) : []
  const tint = (/** @type {Term} */ { i }) => (scattering ? colour(...i) : focus && colour(focus.y, focus.x)) ?? "blue"
  const inputs = new Map(parts.map(term => [term.i.join(), tint(term)]))
  const weights = new Map(parts.map(term => [term.k.join(), tint(term)]))
  const hits = focus && focus.of !== "canvas" ? touched(both, focus) : () => false
  const is = (/** @type {string} */ of, /** @type {number} */ y, /** @type {number} */ x) => focus?.of === of && focus.y === y && focus.x === x
  /** @type {(of: string) => (y: number, x: number) => Cell} */
  const place = of => (y, x) => ({ of, y, x })

  /** @type {(y: number, x: number) => Look} */
  const inputLook = (i, j) => {
    const unused = !rows.links.some(link => link.some(([at]) => at === i)) || !columns.links.some(link => link.some(([at]) => at === j))
    const own = scattering ? [colour(i, j)] : mixed(i, j)
    const used = inputs.get(`${i},${j}`)
    return {
      text: format(it.image[i][j]), hatch: unused, quiet: unused,
      fills: /** @type {string[]} */ (used ? [used] : own.filter(Boolean)),
      share: chosen && !used && !is("input", i, j) && (parts.length || chosen.of === "input") ? .35 : 1,
      mark: is("input", i, j) || (parts.length > 0 && !!used && (scattering || rows.d > 1 || columns.d > 1 || !hasNumbers(it))),
    }
  }
  /** The colours of the windows that an input cell is in. @type {(i: number, j: number) => string[]} */
  const mixed = (i, j) => {
    const found = new Set()
    if (colour(0, 0) && rows.size * columns.size)
      rows.links.forEach((link, y) => link.some(([at]) => at === i)
        && columns.links.forEach((other, x) => other.some(([at]) => at === j) && found.add(colour(y, x))))
    return [...found]
  }

  const focused = (/** @type {Grid} */ grid) => {
    if (parts.length && focus && !scattering && grid.id === "input" && rows.d === 1 && columns.d === 1 && hasNumbers(it))
      grid.frames.push({ y: focus.y * rows.s, x: focus.x * columns.s, rows: rows.reach, columns: columns.reach, colour: "focus" })
    return grid
  }

  /** @type {Grid} */
  const input = focused({
    id: "input", title: ["input", it.height, it.width], frames: [],
    rows: rows.before + rows.n + rows.after, columns: columns.before + columns.n + columns.after,
    look: (y, x) => {
      const i = y - rows.before, j = x - columns.before
      if (i >= 0 && i < rows.n && j >= 0 && j < columns.n) return inputLook(i, j)
      return now.step ? { text: isPooling(it) ? "" : "0", quiet: true, shade: true } : null
    },
    cell: (y, x) => {
      const i = y - rows.before, j = x - columns.before
      return i >= 0 && i < rows.n && j >= 0 && j < columns.n ? { of: "input", y: i, x: j } : null
    },
  })

  /** @type {(flipped: boolean) => Grid} */
  const kernel = flipped => {
    const at = (/** @type {number} */ y, /** @type {number} */ x) => (flipped ? [rows.k - 1 - y, columns.k - 1 - x] : [y, x])
    return {
      id: "kernel", title: [flipped ? "flipped" : "kernel", rows.k, columns.k], frames: [], rows: rows.k, columns: columns.k,
      look: (y, x) => {
        const [k, l] = at(y, x), used = weights.get(`${k},${l}`)
        return {
          text: format(it.kernel[k][l]), fills: scattering && used ? [used] : [],
          mark: is("kernel", k, l) || (scattering && !!used),
        }
      },
      cell: (y, x) => place("kernel")(at(y, x)[0], at(y, x)[1]),
    }
  }

  /** The stamp of one input cell, or the products of one window. @type {() => Grid} */
  const products = () => {
    const stamp = focus?.of === "input" && scattering, flipped = now.zeros
    const found = new Map(parts.map(term => [term.k.join(), term])), winner = combine(it, parts)
    const name = stamp && focus ? "stamp" : isPooling(it) ? "window" : "products"
    return {
      id: "products", rows: rows.k, columns: columns.k, frames: [],
      title: stamp && focus ? [name, format(it.image[focus.y]?.[focus.x] ?? 0)] : [parts.length && (!scattering || flipped) ? name : ""],
      look: (y, x) => {
        const [k, l] = flipped ? [rows.k - 1 - y, columns.k - 1 - x] : [y, x]
        if (stamp && focus) return { text: format((it.image[focus.y]?.[focus.x] ?? 0) * it.kernel[k][l]), fills: [colour(focus.y, focus.x) ?? "blue"] }
        if (!parts.length || (scattering && !flipped)) return null
        const term = found.get(`${k},${l}`)
        if (!term) return { text: isPooling(it) ? "" : "0", quiet: true, shade: true }
        return { text: format(term.w * term.x), fills: [tint(term)], mark: it.op === "MaxPooling2D" && term.x === winner }
      },
      cell: () => null,
    }
  }

  /** @type {(y: number, x: number) => Look | null} */
  const canvasLook = (y, x) => {
    const inside = within(rows, y) && within(columns, x), added = y >= rows.full || x >= columns.full
    if (added && !now.done) return null
    const all = terms(it, both, y, x)
    const seen = now.stamps ? all.filter(({ i }) => i[0] * it.width + i[1] <= now.active) : all
    const reached = now.stamps || y * now.across + x <= now.active || added
    const mark = hits(y, x)
    if (!reached && !now.done) return { text: "", mark: is("canvas", y, x) }
    const value = meeting ? seen.length : now.stamps && !now.done ? combine(it, seen) : values[y][x]
    const most = meeting ? Math.max(...meeting.flat()) : 1
    const tinted = scattering ? [...new Set(seen.map(({ i }) => colour(...i)))] : [colour(y, x)]
    const dim = chosen && chosen.of !== "canvas" && !mark
    return {
      text: format(value), hatch: now.done && !inside, quiet: !seen.length || (now.done && !inside),
      fills: meeting ? (value ? ["count"] : []) : /** @type {string[]} */ (tinted.filter(Boolean)),
      share: (meeting ? 1.4 * value / most : 1) * (now.done && !inside ? .4 : 1) * (dim ? .35 : 1),
      shade: added, mark: mark && focus?.of === "kernel",
    }
  }
  /** @type {Grid} */
  const result = {
    id: "canvas", frames: [], rows: rows.links.length, columns: columns.links.length, look: canvasLook, cell: place("canvas"),
    title: transposed ? ["canvas", rows.full, columns.full] : ["output", rows.size, columns.size],
  }
  if (wholly) result.frames.push({ y: rows.start, x: columns.start, rows: rows.size, columns: columns.size, colour: "ink" })
  if (wholly && transposed) result.title = ["kept", rows.full, columns.full, rows.size, columns.size, meeting ? "counts" : ""]
  if (focus?.of === "input" && scattering) result.frames.push({
    y: focus.y * rows.s, x: focus.x * columns.s, rows: rows.reach, columns: columns.reach, colour: /** @type {string} */ (colour(focus.y, focus.x)),
  })
  if (focus?.of === "input" && !scattering) result.look = (y, x) => ({ ...canvasLook(y, x), text: canvasLook(y, x)?.text ?? "", mark: hits(y, x) })
  if (focus?.of === "canvas") result.frames.push({ y: focus.y, x: focus.x, rows: 1, columns: 1, colour: "focus" })

  /** @type {Grid[]} */
  const grids = []
  /** @type {[number, number] | null} */
  let tooLarge = null
  if (now.zeros) {
    const wide = spread(it)
    const at = (/** @type {Axis} */ axis, /** @type {number} */ c) => {
      const i = (c - axis.reach + 1) / axis.s
      return Number.isInteger(i) && i >= 0 && i < axis.n ? i : -1
    }
    const edge = (/** @type {Axis} */ axis, /** @type {number} */ c) => c < axis.reach - 1 || c > axis.reach - 1 + (axis.n - 1) * axis.s
    /** @type {Grid} */
    const inserted = {
      id: "input", title: ["inserted", wide.length, wide[0].length], rows: wide.length, columns: wide[0].length, frames: [],
      look: (y, x) => {
        const i = at(rows, y), j = at(columns, x), border = edge(rows, y) || edge(columns, x)
        if (i >= 0 && j >= 0) return inputLook(i, j)
        return now.step < (border ? 2 : 1) ? null : { text: "0", quiet: true, shade: border }
      },
      cell: (y, x) => (at(rows, y) >= 0 && at(columns, x) >= 0 ? { of: "input", y: at(rows, y), x: at(columns, x) } : null),
    }
    if (focus?.of === "canvas" && focus.y < rows.full && focus.x < columns.full)
      inserted.frames.push({ y: focus.y, x: focus.x, rows: rows.reach, columns: columns.reach, colour: "focus" })
    grids.push(inserted, kernel(true), products(), result)
  } else if (transposed && state.view === "matrix") {
    const height = rows.links.length * columns.links.length, cells = it.height * it.width, across = columns.links.length
    const split = (/** @type {number} */ n, /** @type {number} */ by) => /** @type {[number, number]} */ ([Math.floor(n / by), n % by])
    if (height * cells > LARGEST_MATRIX) {
      tooLarge = [height, cells]
      grids.push(input, kernel(false), products(), result)
    } else {
      const table = matrix(it)
      /** @type {Frame[]} */
      const frames = []
      if (focus?.of === "input") frames.push({ y: 0, x: focus.y * it.width + focus.x, rows: height, columns: 1, colour: /** @type {string} */ (colour(focus.y, focus.x)) })
      if (focus?.of === "canvas") frames.push({ y: focus.y * across + focus.x, x: 0, rows: 1, columns: cells, colour: "focus" })
      grids.push(kernel(false), {
        id: "matrix", title: ["matrix", height, cells], rows: height, columns: cells, frames,
        look: (r, c) => {
          const [y, x] = split(r, across), [i, j] = split(c, it.width)
          if (c > now.active) return { text: "" }
          const lost = now.done && !(within(rows, y) && within(columns, x))
          const link = rows.links[y].some(([at]) => at === i) && columns.links[x].some(([at]) => at === j)
          return { text: format(table[r][c]), quiet: !link || lost, hatch: lost, fills: link ? [/** @type {string} */ (colour(i, j))] : [], share: lost ? .4 : 1 }
        },
        cell: (r, c) => (c < 0 ? null : place("canvas")(...split(r, across))),
      }, {
        id: "input", title: ["x", cells], rows: cells, columns: 1, frames: [],
        look: y => inputLook(...split(y, it.width)), cell: y => place("input")(...split(y, it.width)),
      }, {
        id: "canvas", title: ["y", height], rows: height, columns: 1,
        frames: focus?.of === "canvas" ? [{ y: focus.y * across + focus.x, x: 0, rows: 1, columns: 1, colour: "focus" }] : [],
        look: y => canvasLook(...split(y, across)), cell: y => place("canvas")(...split(y, across)),
      })
    }
  } else {
    grids.push(input)
    if (hasWeights) grids.push(kernel(false))
    if (hasNumbers(it)) grids.push(products())
    grids.push(result)
  }
  const other = beside ? torch(it)?.output : null
  if (other) {
    const ours = (/** @type {number} */ y, /** @type {number} */ x) => (y < rows.size && x < columns.size ? values[y + rows.start][x + columns.start] : NaN)
    grids.push({
      id: "torch", title: ["torch", other.length, other[0].length], rows: other.length, columns: other[0].length, cell: () => null,
      look: (y, x) => ({ text: format(other[y][x]), mark: !(Math.abs(other[y][x] - ours(y, x)) < 1e-6) }),
      frames: [{ y: 0, x: 0, rows: other.length, columns: other[0].length, colour: "ink" }],
    })
  }
  return { grids, tooLarge }
}
