// @ts-check
/** @import { Axis, Cell, Frame, Grid, Look, Setting, State } from "./types" */
// What is to be seen: number grids with their colours, for every view and step, and what a cell is made of.
import {
  axes, canvas, combine, counts, hasKernel, inserted, isPooling, isScattering, isTransposed, matrix, range, terms, torch,
} from "./arithmetic.js"

const COLOURS = ["blue", "orange", "yellow", "green"]
const LARGEST_MATRIX = 1600

export const format = (value, digits = 2) => String(+value.toFixed(digits)).replace("-", "−")
const tone = (y, x, rows, columns) => COLOURS[rows * columns <= 4 ? y * columns + x : (y % 2) * 2 + x % 2]
const within = ({ start, size }, at) => at >= start && at < start + size

/**
 * What happens one after the other: `first`, then a stamp or a window at a time, then the result; and how far it is.
 * @param {Setting} it @param {State} state
 */
export const moment = (it, state) => {
  const [rows, columns] = axes(it), zeros = isTransposed(it) && state.view === "zeros", stamps = isScattering(it) && !zeros
  const first = zeros ? ["insert", "border"] : [rows, columns].some(({ before, after }) => before + after) ? ["pad"] : []
  const across = stamps ? it.width : columns.full, count = across * (stamps ? it.height : rows.full)
  const last = first.length + count + 1, step = Math.min(state.step ?? last, last), done = step === last
  const active = step - first.length - 1, of = stamps ? "input" : "canvas"
  const cell = !done && active >= 0 ? { of, y: Math.floor(active / across), x: active % across } : null
  return { zeros, stamps, first, count, last, across, step, done, active: done ? count : active, cell }
}

/**
 * The colour of an input cell where it is stamped, else of an output cell; none where windows overlap too much.
 * @returns {(...cell: number[]) => any}
 */
const tones = (it, [rows, columns]) => {
  if (isScattering(it)) return (y, x) => tone(y, x, it.height, it.width)
  const clear = it.op !== "UpSampling2D" && (rows.size * columns.size <= 4 || [rows, columns].every(({ s, reach }) => s >= reach))
  return (y, x) => clear && tone(y, x, rows.size, columns.size)
}

/** What a cell of the canvas is made of, at this step. @param {Setting} it @param {State} state @param {Cell} cell */
export const made = (it, state, { y, x }) => {
  const both = axes(it), [rows, columns] = both, now = moment(it, state), colour = tones(it, both), out = isScattering(it)
  const every = terms(it, both, y, x), all = every.filter(({ i }) => !now.stamps || i[0] * it.width + i[1] <= now.active)
  return {
    terms: all.map(term => ({ ...term, colour: out && colour(...term.i) })),
    value: combine(it, all),
    padding: out || it.op === "UpSampling2D" ? 0 : rows.k * columns.k - every.length,
    kept: within(rows, y) && within(columns, x),
    added: y >= rows.full || x >= columns.full,
    output: [y - rows.start, x - columns.start],
    partial: all.length < every.length,
  }
}

/** First and last of the canvas rows and of its columns that an input cell goes to. @param {Setting} it @param {Cell} cell */
export const goes = (it, { y, x }) => axes(it).map(({ links }, a) => {
  const all = range(links.length).filter(o => links[o].some(([i]) => i === (a ? x : y)))
  return all.length ? [all[0], all.at(-1)] : null
})

/**
 * @param {Setting} it one that Keras takes @param {State} state
 * @param {Cell | null} pointed where the pointer or the keyboard is
 * @param {boolean} beside PyTorch's result too
 * @returns {{ grids: Grid[], tooLarge?: number[] }}
 */
export const scene = (it, state, pointed, beside) => {
  const both = axes(it), [rows, columns] = both, now = moment(it, state), values = canvas(it, both), colour = tones(it, both)
  const out = isScattering(it), transposed = isTransposed(it), pooling = isPooling(it), dense = rows.d === 1 && columns.d === 1
  const chosen = pointed ?? state.cell
  /** @type {any} */
  const focus = chosen ?? now.cell
  const met = transposed && state.view === "counts" ? counts(it, both) : null
  const is = (of, y, x) => focus?.of === of && focus.y === y && focus.x === x
  const place = of => (y, x) => ({ of, y, x })

  // what the cell of the canvas that is looked at is made of
  const parts = focus?.of === "canvas" && rows.links[focus.y] && columns.links[focus.x] ? terms(it, both, focus.y, focus.x) : []
  const tint = ({ i }) => (out ? colour(...i) : colour(focus.y, focus.x)) || "blue"
  const inputs = new Map(parts.map(term => [`${term.i}`, tint(term)])), weights = new Map(parts.map(term => [`${term.k}`, term]))
  // where the input or kernel cell that is looked at has a part
  const has = (axis, at) => axis.links.map(link => link.some(part => part[focus?.of === "input" ? 0 : 1] === at))
  const [down, over] = focus && focus.of !== "canvas" ? [has(rows, focus.y), has(columns, focus.x)] : [[], []]

  /** @type {Grid["look"]} */
  const inputLook = (i, j) => {
    const windows = both.map(({ links }, a) => range(links.length).filter(o => links[o].some(([at]) => at === (a ? j : i))))
    const used = inputs.get(`${i},${j}`),
      unused = !windows[0].length || !windows[1].length
    const own = out
      ? [colour(i, j)]
      : colour(0, 0)
        ? [...new Set(windows[0].flatMap(y => windows[1].map(x => colour(y, x))))]
        : []
    return {
      text: format(it.image[i][j]), hatch: unused, quiet: unused, fills: used ? [used] : own,
      share: chosen && !used && !is("input", i, j) && (parts.length || chosen.of === "input") ? .35 : 1,
      mark: is("input", i, j) || (!!used && (out || !dense || !windows[0].some(y => y === focus.y) || it.op === "UpSampling2D")),
    }
  }

  /** @param {Axis} axis */
  const padded = ({ n, before, after }) => range(before + n + after).map(c => (c >= before && c < before + n ? c - before : -1))
  const [across, along] = now.zeros ? both.map(inserted) : both.map(padded)
  const edge = ({ n, s, reach }, c) => now.zeros && (c < reach - 1 || c > reach - 1 + (n - 1) * s)
  /** The input, with what is put around it and between its cells. @type {Grid} */
  const input = {
    id: "input", rows: across.length, columns: along.length, frames: [],
    title: now.zeros ? ["inserted", across.length, along.length] : ["input", it.height, it.width],
    look: (y, x) => {
      const border = edge(rows, y) || edge(columns, x)
      if (across[y] >= 0 && along[x] >= 0) return inputLook(across[y], along[x])
      return now.step > Number(border) ? { text: pooling ? "" : "0", quiet: true, shade: border || !now.zeros } : null
    },
    cell: (y, x) => (across[y] >= 0 && along[x] >= 0 ? { of: "input", y: across[y], x: along[x] } : null),
  }
  if (parts.length && (now.zeros || (!out && dense && it.op !== "UpSampling2D"))) {
    const [s, t] = now.zeros ? [1, 1] : [rows.s, columns.s]
    input.frames.push({ y: focus.y * s, x: focus.x * t, rows: rows.reach, columns: columns.reach, colour: "focus" })
  }

  const turned = (y, x) => (now.zeros ? [rows.k - 1 - y, columns.k - 1 - x] : [y, x])
  /** @type {Grid} */
  const kernel = {
    id: "kernel", title: [now.zeros ? "flipped" : "kernel", rows.k, columns.k], rows: rows.k, columns: columns.k, frames: [],
    look: (y, x) => {
      const [k, l] = turned(y, x), used = out && weights.get(`${k},${l}`)
      return { text: format(it.kernel[k][l]), fills: used ? [tint(used)] : [], mark: is("kernel", k, l) || !!used }
    },
    cell: (y, x) => place("kernel")(...turned(y, x)),
  }

  const stamp = out && focus?.of === "input" ? (it.image[focus.y]?.[focus.x] ?? 0) : null,
    seen = parts.length && (!out || now.zeros)
  /** The stamp of the input cell, or the products of the window that is looked at. @type {Grid} */
  const products = {
    id: "products", rows: rows.k, columns: columns.k, frames: [], cell: () => null,
    title: stamp !== null ? ["stamp", format(stamp)] : [seen ? pooling ? "window" : "products" : ""],
    look: (y, x) => {
      const [k, l] = turned(y, x), term = weights.get(`${k},${l}`)
      if (stamp !== null) return { text: format(stamp * it.kernel[k][l]), fills: [colour(focus.y, focus.x)] }
      if (!seen) return null
      return term
        ? {
            text: format(term.w * term.x),
            fills: [tint(term)],
            mark: it.op === "MaxPooling2D" && term.x === combine(it, parts),
          }
        : { text: pooling ? "" : "0", quiet: true, shade: true }
    },
  }

  const shown = (met ?? values).flat(),
    most = Math.max(...shown)
  const longest = Math.max(
    ...(shown.every(Number.isInteger) ? [most, Math.min(...shown)] : shown).map(value => format(value).length),
  )
  /** @type {Grid["look"]} */
  const canvasLook = (y, x) => {
    const added = y >= rows.full || x >= columns.full, lost = now.done && !(within(rows, y) && within(columns, x))
    if (added && !now.done) return null
    if (!now.stamps && !now.done && y * now.across + x > now.active) return { text: "", mark: is("canvas", y, x) }
    // the input cells that have come to it
    const all = rows.links[y].flatMap(([i]) => columns.links[x].map(([j]) => /** @type {[number, number]} */ ([i, j])))
      .filter(([i, j]) => !now.stamps || i * it.width + j <= now.active)
    const value = met ? all.length : now.stamps && !now.done
      ? combine(it, terms(it, both, y, x).filter(({ i }) => i[0] * it.width + i[1] <= now.active)) : values[y][x]
    const hit = down[y] && over[x]
    return {
      text: format(value), hatch: lost, quiet: !all.length || lost, shade: added, mark: hit && (!out || focus.of === "kernel"),
      fills: met ? value ? ["count"] : [] : [...new Set(out ? all.map(cell => colour(...cell)) : [colour(y, x)])].filter(Boolean),
      share: (met ? 1.4 * value / most : 1) * (lost ? .4 : 1) * (chosen && chosen.of !== "canvas" && !hit ? .35 : 1),
    }
  }
  /** @type {Grid} */
  const result = {
    id: "canvas",
    frames: [],
    longest,
    rows: rows.links.length,
    columns: columns.links.length,
    look: canvasLook,
    cell: place("canvas"),
    title: !transposed
      ? ["output", rows.size, columns.size]
      : now.done
        ? [
            `${met ? "counts_" : ""}${both.every(({ size, full }) => size === full) ? "whole" : "kept"}`,
            rows.full,
            columns.full,
            rows.size,
            columns.size,
          ]
        : ["canvas", rows.full, columns.full],
  }
  if (now.done || !out)
    result.frames.push({ y: rows.start, x: columns.start, rows: rows.size, columns: columns.size, colour: "ink" })
  if (stamp !== null)
    result.frames.push({
      y: focus.y * rows.s,
      x: focus.x * columns.s,
      rows: rows.reach,
      columns: columns.reach,
      colour: colour(focus.y, focus.x),
    })
  if (focus?.of === "canvas") result.frames.push({ y: focus.y, x: focus.x, rows: 1, columns: 1, colour: "focus" })

  const grids = [input, ...(hasKernel(it) ? [kernel] : []), ...(it.op === "UpSampling2D" ? [] : [products]), result]
  const cells = it.height * it.width, height = result.rows * result.columns, wanted = transposed && state.view === "matrix"
  const tooLarge = wanted && height * cells > LARGEST_MATRIX ? [height, cells] : undefined
  if (wanted && !tooLarge) {
    const table = matrix(it, both),
      split = (n, by) => /** @type {[number, number]} */ ([Math.floor(n / by), n % by])
    const spot = r => split(r, result.columns),
      source = c => split(c, it.width),
      line = focus && focus.y * result.columns + focus.x
    /** @type {Frame[]} */
    const frames = focus?.of === "input"
      ? [{ y: 0, x: focus.y * it.width + focus.x, rows: height, columns: 1, colour: colour(focus.y, focus.x) }]
      : focus?.of === "canvas" ? [{ y: line, x: 0, rows: 1, columns: cells, colour: "focus" }] : []
    grids.splice(0, 4, kernel, {
      id: "matrix", title: ["matrix", height, cells], rows: height, columns: cells, frames,
      cell: r => place("canvas")(...spot(r)),
      look: (r, c) => {
        const [y, x] = spot(r), [i, j] = source(c), lost = now.done && !(within(rows, y) && within(columns, x))
        const linked = rows.links[y].some(([at]) => at === i) && columns.links[x].some(([at]) => at === j)
        if (c > now.active) return { text: "" }
        const text = format(table[r][c])
        return { text, quiet: !linked || lost, hatch: lost, fills: linked ? [colour(i, j)] : [], share: lost ? .4 : 1 }
      },
    }, {
      id: "input", title: ["x", cells], rows: cells, columns: 1, frames: [],
      look: c => inputLook(...source(c)), cell: c => place("input")(...source(c)),
    }, {
      id: "canvas", title: ["y", height], rows: height, columns: 1,
      look: r => canvasLook(...spot(r)), cell: r => place("canvas")(...spot(r)),
      frames: focus?.of === "canvas" ? [{ y: line, x: 0, rows: 1, columns: 1, colour: "focus" }] : [],
    })
  }

  const other = beside && torch(it)?.output
  if (other) grids.push({
    id: "torch", title: ["torch", other.length, other[0].length], rows: other.length, columns: other[0].length, cell: () => null,
    look: (y, x) => {
      const ours = y < rows.size && x < columns.size ? values[y + rows.start][x + columns.start] : NaN
      return { text: format(other[y][x]), mark: !(Math.abs(other[y][x] - ours) < 1e-6) }
    },
    frames: [{ y: 0, x: 0, rows: other.length, columns: other[0].length, colour: "ink" }],
  })
  return { grids, tooLarge }
}
