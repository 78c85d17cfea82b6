// @ts-check
/** @import { Cell, Grid, Pair, Setting, State } from "./types" */
// What is to be seen: number grids with their colours, for every view and step; and what is said of them: HTML, of numbers
// alone, and names of sentences with what fills their gaps.
import {
  axes,
  combine,
  floor,
  hasKernel,
  isPooling,
  isScattering,
  isTransposed,
  kept,
  max,
  min,
  range,
  spread,
  terms,
  UPSAMPLING,
} from "./arithmetic.js"

const COLOURS = ["blue", "orange", "yellow", "green"]
const LARGEST_MATRIX = 1600

export const format = (value, digits = 2) => String(+value.toFixed(digits)).replace("-", "−")

/**
 * @param {Setting} it one that Keras takes @param {State} state
 * @param {Cell} pointed where the pointer or the keyboard is
 * @param {number[][] | null | undefined} theirs PyTorch's result, where it may be another
 * @param {boolean} beside whether that is drawn too
 */
export const scene = (it, state, pointed, theirs, beside) => {
  const both = axes(it),
    [rows, columns] = both,
    up = it.op === UPSAMPLING,
    out = isScattering(it),
    pooling = isPooling(it)
  const view = isTransposed(it) ? state.view : "",
    zeros = view === "zeros",
    stamps = out && !zeros,
    counting = view === "counts"
  const framed = !out && !up && both.every(({ d }) => d === 1)
  const window = /** @type {Pair} */ ([rows.k, columns.k])
  /** @type {Record<string, Pair>} */
  const extent = {
    input: [it.height, it.width],
    kernel: hasKernel(it) ? window : [0, 0],
    canvas: [rows.links.length, columns.links.length],
  }

  // what happens one after the other: `first`, then a stamp or a window at a time, then the result; and how far it is
  const first = zeros
    ? ["insert", "border"]
    : !out && both.some(({ before, after }) => before + after)
      ? ["pad"]
      : []
  const across = stamps ? it.width : columns.full,
    count = across * (stamps ? it.height : rows.full)
  const last = first.length + count + 1,
    step = min(state.step ?? last, last),
    done = step === last,
    active = step - first.length - 1
  const now =
    !done && active >= 0 ? `${stamps ? "input" : "canvas"},${floor(active / across)},${active % across}` : ""

  const apart = cell =>
    /** @type {[string, number, number]} */ (cell.split(",").map((part, at) => (at ? +part : part)))
  const [wanted, row, column] = apart(pointed || state.cell || "input,9,9")
  const chosen = row < extent[wanted][0] && column < extent[wanted][1] && (pointed || state.cell),
    focus = chosen || now,
    [of, fy, fx] = apart(focus)

  // the colour of an input cell where it is stamped, else of an output cell; none where windows overlap too much
  const [height, width] = both.map(({ n, size }) => (out ? n : size))
  const clear = out || (!up && (height * width <= 4 || both.every(({ s, reach }) => s >= reach)))
  const colour = (y, x) => clear && COLOURS[height * width <= 4 ? y * width + x : (y % 2) * 2 + (x % 2)]

  const inside = (y, x) =>
    both.every(({ start, size }, a) => (a ? x : y) >= start && (a ? x : y) < start + size)
  /** The rows and the columns of the canvas where an input cell (part 0) or a kernel cell (part 1) has a part. */
  const goes = (part, ...cell) =>
    both.map(({ links }, a) => range(links.length).filter(c => links[c].some(link => link[part] === cell[a])))
  const made = terms(it, both),
    values = made.map(row => row.map(all => combine(it, all)))
  /** What has come to a cell of the canvas by now. */
  const come = (y, x) => made[y][x].filter(({ i }) => !stamps || i[0] * it.width + i[1] <= active)

  const parts = of === "canvas" ? come(fy, fx) : [],
    whole = both.every(({ size, full }) => size === full),
    size = [rows.size, columns.size]
  const tint = ({ i }) => (out ? colour(...i) : colour(fy, fx)) || "blue"
  const lit = new Map(
    parts.flatMap(part => [
      [`input,${part.i}`, tint(part)],
      [`kernel,${part.k}`, out && tint(part)],
    ]),
  )
  const [downTo, overTo] = of === "input" ? goes(0, fy, fx) : of === "kernel" ? goes(1, fy, fx) : [[], []]

  /** `at` is which cell of what stands at a place. @returns {Grid} */
  const grid = (
    id,
    title,
    [rows, columns],
    look,
    { at = (y, x) => [y, x], of = id, frames = [] } = /** @type {any} */ ({}),
  ) => {
    const cell = (y, x) => (extent[of] && at(y, x) ? `${of},${at(y, x)}` : "")
    return { id, title, rows, columns, frames, cell, look: (y, x) => look(at(y, x), y, x) }
  }
  const nothing = { text: pooling ? "" : "0", quiet: true, shade: true }

  // the input, with what is put around it and between its cells
  const inputLook = ([y, x]) => {
    const [ys, xs] = goes(0, y, x),
      cell = `input,${y},${x}`,
      used = lit.get(cell),
      quiet = !ys.length || !xs.length
    return {
      text: format(it.image[y][x]),
      quiet,
      hatch: quiet,
      mark: cell === focus || (used && !framed),
      fills: used ? [used] : out ? [colour(y, x)] : ys.flatMap(v => xs.map(u => colour(v, u))),
      share: chosen && of !== "kernel" && !used && cell !== focus ? 0.35 : 1,
    }
  }
  const [down, over] = both.map(({ n, s, reach, before, after }) =>
    zeros ? spread(n, s, reach - 1, reach - 1) : out ? range(n) : spread(n, 1, before, after),
  )
  const edge = (places, at) => at < places.indexOf(0) || at > places.indexOf(max(...places))
  const input = grid(
    "input",
    zeros ? ["inserted"] : ["input", ...extent.input],
    [down.length, over.length],
    (cell, y, x) => {
      const border = edge(down, y) || edge(over, x)
      return cell ? inputLook(cell) : step >= (border ? first.length : 1) && { ...nothing, shade: border }
    },
    {
      at: (y, x) => down[y] >= 0 && over[x] >= 0 && [down[y], over[x]],
      frames: [
        parts.length &&
          (zeros || framed) && [
            fy * (zeros ? 1 : rows.s),
            fx * (zeros ? 1 : columns.s),
            rows.reach,
            columns.reach,
            "focus",
          ],
      ],
    },
  )

  const turned = (y, x) => (zeros ? [rows.k - 1 - y, columns.k - 1 - x] : [y, x])
  const kernel = grid(
    "kernel",
    [zeros ? "flipped" : "kernel"],
    window,
    ([k, l]) => {
      const cell = `kernel,${k},${l}`,
        used = lit.get(cell)
      return { text: format(it.kernel[k][l]), fills: [used], mark: used || cell === focus }
    },
    { at: turned },
  )

  // the stamp of the input cell, or the products of the window that is looked at
  const stamping = out && of === "input",
    stamp = stamping ? it.image[fy][fx] : 1,
    seen = parts.length && !stamps
  const products = grid(
    "products",
    stamps ? ["stamp", stamping ? format(stamp) : "□"] : [pooling ? "window" : "products"],
    window,
    ([k, l]) => {
      const term = parts.find(part => part.k[0] === k && part.k[1] === l)
      if (stamping) return { text: format(stamp * it.kernel[k][l]), fills: [colour(fy, fx)] }
      if (!seen) return { text: "" }
      if (!term) return nothing
      const mark = it.op === "MaxPooling2D" && term.x === combine(it, parts)
      return { text: format(term.w * term.x), fills: [tint(term)], mark }
    },
    { at: turned },
  )

  const most = counting ? max(...made.flat().map(all => all.length)) : 1
  const canvasLook = ([y, x]) => {
    const added = y >= rows.full || x >= columns.full,
      lost = done && !inside(y, x),
      hit = downTo.includes(y) && overTo.includes(x)
    if (!done && (added || (!stamps && y * across + x > active))) return !added && { text: "" }
    const have = come(y, x),
      value = counting ? have.length : combine(it, have)
    return {
      text: format(value),
      hatch: lost,
      quiet: !have.length || lost,
      shade: added,
      mark: hit && (!out || of === "kernel"),
      fills: counting ? [value && "count"] : out ? have.map(({ i }) => colour(...i)) : [colour(y, x)],
      share:
        (counting ? (1.4 * value) / most : 1) *
        (lost ? 0.4 : 1) *
        (chosen && of !== "canvas" && !hit ? 0.35 : 1),
    }
  }
  const result = grid(
    "canvas",
    !isTransposed(it)
      ? ["output"]
      : !done
        ? ["canvas", rows.full, columns.full]
        : [(counting ? "counts_" : "") + (whole ? "whole" : "kept"), rows.full, columns.full, ...size],
    extent.canvas,
    canvasLook,
    {
      frames: [
        (done || !out) && [rows.start, columns.start, ...size, "ink"],
        stamping && [fy * rows.s, fx * columns.s, rows.reach, columns.reach, colour(fy, fx)],
        of === "canvas" && [fy, fx, 1, 1, "focus"],
      ],
    },
  )

  const cells = it.height * it.width,
    long = result.rows * result.columns,
    tooLarge = view === "matrix" && long * cells > LARGEST_MATRIX
  const spot = r => [floor(r / result.columns), r % result.columns],
    source = c => [floor(c / it.width), c % it.width]
  const matrix = grid(
    "matrix",
    ["matrix"],
    [long, cells],
    ([y, x], r, c) => {
      const term = made[y][x].find(({ i }) => i[0] * it.width + i[1] === c),
        lost = done && !inside(y, x)
      if (c > active) return { text: "" }
      return {
        text: format(term?.w ?? 0),
        quiet: !term || lost,
        hatch: lost,
        fills: [term && colour(...term.i)],
        share: lost ? 0.4 : 1,
      }
    },
    {
      at: spot,
      of: "canvas",
      frames: [
        of === "input" && [0, fy * it.width + fx, long, 1, colour(fy, fx)],
        of === "canvas" && [fy * result.columns + fx, 0, 1, cells, "focus"],
      ],
    },
  )

  const ours = kept(both, values),
    theirSize = /** @type {any} */ (theirs && [theirs.length, theirs[0].length])
  const fits = `${theirSize}` === `${size}`,
    same = !theirs || (fits && `${theirs}` === `${ours}`)
  const grids = /** @type {Grid[]} */ (
    [
      ...(view === "matrix" && !tooLarge
        ? [
            kernel,
            matrix,
            grid("input", ["x"], [cells, 1], inputLook, { at: source }),
            grid("canvas", ["y"], [long, 1], canvasLook, { at: spot }),
          ]
        : [input, hasKernel(it) && kernel, result, !up && products]), // the last is filled as a cell is looked at
      beside &&
        !same &&
        grid(
          "torch",
          ["torch"],
          theirSize,
          ([y, x]) => ({ text: format(theirs[y][x]), mark: theirs[y][x] !== ours[y]?.[x] }),
          { frames: [[0, 0, ...theirSize, "ink"]] },
        ),
    ].filter(Boolean)
  )
  const multiplied = seen && !up ? parts.map(({ w, x }) => w * x) : it.kernel.flat().map(w => w * stamp)
  const shown = [it.image, multiplied, counting ? [] : values, (beside && theirs) || []].flat(2)
  const longest = max(
    ...(shown.every(Number.isInteger) ? [min(...shown), max(...shown)] : shown).map(
      value => format(value).length,
    ),
  )

  // what this step did, and what the cell that is looked at is made of, or where it goes
  const edges = both.flatMap(({ before, after }) => [before, after]),
    added = both.map(({ size, start, full }) => max(start + size - full, 0))
  const happened = done
    ? [
        ["result", ...size],
        out && edges.some(Boolean) && ["cropped", ...edges],
        added.some(Boolean) && ["added", ...added],
      ]
    : [
        !step
          ? ["start"]
          : active < 0
            ? [first[step - 1], ...edges]
            : [
                stamps ? (hasKernel(it) ? "stampStep" : "copyStep") : "windowStep",
                active + 1,
                count,
                format(stamp),
              ],
      ]

  const number = value => format(value, 4),
    signed = value => (value < 0 ? `(${number(value)})` : number(value))
  const span = all => (all.length > 1 ? `${all[0]}–${all.at(-1)}` : all[0])
  // as the title of the grid has it: a canvas until it is cropped, and as a vector
  const isCanvas = isTransposed(it) && (!done || view === "matrix")
  const goesOn =
    downTo.length && overTo.length
      ? [
          isCanvas || !whole ? "goes_canvas" : out ? "goes_output" : "reaches",
          span(downTo),
          span(overTo),
        ]
      : ["nowhere"]
  const every = of === "canvas" ? made[fy][fx] : [],
    padding = out || up ? 0 : rows.k * columns.k - every.length,
    among = inside(fy, fx)
  const [open, between, close] =
    it.op === "MaxPooling2D"
      ? ["max(", ", ", ")"]
      : pooling
        ? ["(", " + ", `) / ${parts.length}`]
        : ["", " + ", ""]
  const product = term =>
    `<span class="term term-${out && tint(term)}">${signed(
      term.x,
    )}${hasKernel(it) || (up && !out) ? `·${signed(term.w)}` : ""}</span>`
  const explained = !of
    ? []
    : of !== "canvas"
      ? [
          `<code>${of}[${fy}, ${fx}] = ${number((of === "input" ? it.image : it.kernel)[fy][fx])}</code>`,
          of === "input" && goesOn,
        ]
      : [
          `<code>${among && !isCanvas ? `output[${fy - rows.start}, ${fx - columns.start}]` : `canvas[${fy}, ${fx}]`}</code> =`,
          parts.length && `${open}${parts.map(product).join(between)}${close} =`,
          `<strong>${number(combine(it, parts))}</strong>`,
          parts.length < every.length
            ? ["partial"]
            : !every.length && [fy >= rows.full || fx >= columns.full ? "appended" : "noStamp"],
          padding && [pooling ? "skipped" : "zeroPads", padding],
          !among && ["notKept"],
        ]
  const says = [tooLarge && ["tooLarge", long, cells], ...(chosen ? [] : happened), ...explained].filter(
    Boolean,
  )
  return { grids, longest, says, step, last, done, now, fits, same }
}
