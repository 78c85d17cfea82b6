// @ts-check
/** @import { Frame, Grid, Hit, Placed } from "./types" */
// Draws the scene on one canvas, and lays a grid of focusable, labelled cells over each of its grids.
import { element } from "../element.js"
import { ceil, floor, max, min, range } from "./arithmetic.js"
import { say, words } from "./words.js"

/** How much of the paper so many stamps in one cell cover, as in the figures. */
const COVER = [0, 0.5, 0.66, 0.74, 0.78]
const TITLE = 22,
  GAP = 26,
  BELOW = 10,
  EDGE = 8, // at the left and the right
  LEAST = 20,
  MOST = 48,
  HEADER = 60, // of the page, which covers what is below it
  SCROLL_BAR = 16,
  COMFORTABLE = 540, // as high as a picture may be only for the sake of larger cells
  FADE = 14
const SIGNS = { input: "×", kernel: "×", canvas: "→" } // before what follows from the grid before it

/** @param {Grid} grid */
const titled = ({ title: [name, ...parts], rows, columns }) =>
  say(`title_${name}`, ...(parts.length ? parts : [rows, columns]))

/** The title, and before it the sign that has no place at the left of the grid where that begins a line. */
const signed = grid => `${grid.sign && grid.begins ? `${grid.sign} ` : ""}${titled(grid)}`

/** Blocks in lines, none wider than `width`, each in the middle of its line; `apart` begins one. */
const flow = (blocks, width, apart = "") => {
  const lines = []
  let free = -1
  for (const block of blocks) {
    if (block.wide > free || block.id === apart) {
      lines.push([])
      free = width
    }
    lines.at(-1).push(block)
    free -= block.wide + GAP
  }
  const tallest = line => max(...line.map(({ tall }) => tall))
  return {
    lines,
    wide: max(...lines.map(line => line.reduce((sum, { wide }) => sum + wide + GAP, -GAP))),
    tall: lines.reduce((sum, line) => sum + tallest(line), 0),
    middle: lines.length ? tallest(lines[0]) / 2 : 0,
    /** @param {boolean} begins whether nothing stands at its left */
    put(left, top, begins = true) {
      for (const line of lines) {
        let x = left
        for (const [at, { wide, tall, put }] of line.entries()) {
          put(x, top + (tallest(line) - tall) / 2, begins && !at)
          x += wide + GAP
        }
        top += tallest(line)
      }
    },
  }
}

/** One beside the other, the middles of their first lines at one height: the signs between the grids stand in a row. */
const abreast = (one, other) => {
  const middle = max(one.middle, other.middle),
    down = middle - one.middle,
    otherDown = middle - other.middle
  return {
    wide: one.wide + GAP + other.wide,
    tall: max(down + one.tall, otherDown + other.tall),
    put(left, top) {
      one.put(left, top + down)
      other.put(left + one.wide + GAP, top + otherDown, false)
    },
  }
}

const widest = blocks => max(...blocks.map(({ wide }) => wide))
const lowest = all => all.reduce((one, other) => (other.tall < one.tall ? other : one))

/** The ways to lay out the blocks, the clearest first: in a line, the results beside the others, or below them. */
const arranged = (blocks, width) => {
  const isResult = ({ id }) => id === "canvas" || id === "torch",
    results = blocks.filter(isResult),
    others = blocks.filter(block => !isResult(block))
  if (blocks.some(({ id }) => id === "matrix")) return [flow(blocks, Infinity), flow(blocks, width, "matrix")]
  const column = flow(results, 0),
    beside = flow(others, max(width - column.wide - GAP, widest(others)), "products"),
    isRow = beside.lines.length === 1 + +others.some(({ id }) => id === "products")
  return [
    flow(blocks, Infinity),
    ...(isRow ? [abreast(beside, column)] : []),
    lowest([flow(blocks, width), flow([...others, ...results], width, "canvas")]),
  ]
}

/** @param {Record<string, any>} parts of docs/theme/partials/explorer.html */
export const stage = ({ view, around, box, sheet, picture, palette, overlay }) => {
  // kept in ordinary memory: from the graphics card's, WebKit prints a black rectangle
  const pen = picture.getContext("2d", { willReadFrequently: true }),
    font = getComputedStyle(box).fontFamily
  /** @type {Placed[]} */
  let grids = []
  let size = 0,
    letters = 0

  /**
   * Finds the largest cells with which everything fits, and puts each grid in its place.
   * @returns {{ wide: number, tall: number }} the picture's size
   */
  const place = (longest, room) => {
    const { height } = room,
      width = max(room.width - 2 * EDGE, 0) // it has none while the page is left
    const least = max(LEAST, ceil(longest * 6.4 + 4))
    pen.font = `12px ${font}`
    const titles = grids.map(grid => pen.measureText(signed({ ...grid, begins: true })).width)
    const cells = grids.reduce((sum, { rows, columns }) => sum + rows * columns, 0)
    let found
    size = 2 + max(min(MOST, 2 * floor(Math.sqrt((width * height) / cells) / 2)), least)
    while (!found) {
      size -= 2
      const blocks = grids.map((grid, at) => ({
        id: grid.id,
        wide: (grid.wide = max(grid.columns * size, titles[at]) + 2),
        tall: TITLE + grid.rows * size + BELOW,
        put(x, y, begins) {
          grid.left = x + 1
          grid.top = y + TITLE
          grid.begins = begins
        },
      }))
      found = arranged(blocks, width).find(({ wide, tall }) => wide <= width && tall <= height)
      if (!found && size < least + 2) found = arranged(blocks, max(width, widest(blocks))).at(-1)
    }
    found.put(EDGE + max(width - found.wide, 0) / 2, max(height - found.tall, 0) / 2)
    sheet.style.cssText = `width: ${max(found.wide, width) + 2 * EDGE}px; height: ${max(found.tall, height)}px`
    letters = min(max(size * 0.4, 11), 17, (size - 3) / (longest * 0.58))
    return { wide: found.wide + 2 * EDGE, tall: found.tall }
  }

  const heighten = pixels => view.style.setProperty("--picture", `${ceil(pixels) + 2}px`) // with its frame

  /**
   * The box is as high as the picture of these numbers: with what is said of it below, it fits the window, or, where the
   * cells would be too small to read, without. While the reader walks through it the box keeps its height.
   */
  const resize = longest => {
    const window = document.documentElement.clientHeight - HEADER,
      beside = view.offsetHeight - around.offsetHeight,
      width = around.clientWidth
    const { wide, tall } = place(longest, { width, height: max(min(window - beside, COMFORTABLE, 1.2 * width), 0) })
    heighten(min(tall + (wide > width ? SCROLL_BAR : 0), window))
  }

  /** The room that there is, and the colours of figures.css and site.css in the scheme that applies. */
  const measured = () => {
    const { clientWidth: width, clientHeight: height, scrollLeft, scrollTop } = box
    const colours = Object.fromEntries(
      [...palette.children].map(it => {
        const { fill, stroke } = getComputedStyle(it)
        return [it.dataset.name, { fill, stroke }]
      }),
    )
    return { width, height, scrollLeft, scrollTop, colours }
  }

  /** A shade at each edge beyond which there is more to scroll to: a phone shows no scroll bar. */
  const fade = ({ width, height, scrollLeft, scrollTop, colours }) => {
    const right = sheet.offsetWidth - width - scrollLeft,
      below = sheet.offsetHeight - height - scrollTop
    pen.globalAlpha = 0.35
    for (const [more, x, y, across, down] of [
      [scrollLeft, FADE, 0, -FADE, 0],
      [right, width - FADE, 0, FADE, 0],
      [scrollTop, 0, FADE, 0, -FADE],
      [below, 0, height - FADE, 0, FADE],
    ]) {
      if (more < 2) continue
      const shade = pen.createLinearGradient(x, y, x + across, y + down)
      shade.addColorStop(0, "transparent")
      shade.addColorStop(1, colours.quiet.fill)
      pen.fillStyle = shade
      pen.fillRect(min(x, x + across), min(y, y + down), across ? FADE : width, down ? FADE : height)
    }
    pen.globalAlpha = 1
  }

  /** Only what is in sight; the canvas stays where it is while the sheet scrolls. */
  const draw = ({ width, height, scrollLeft, scrollTop, colours } = measured()) => {
    const scale = devicePixelRatio,
      pixels = [ceil(width * scale), ceil(height * scale)]
    if (picture.width !== pixels[0] || picture.height !== pixels[1]) {
      picture.width = pixels[0]
      picture.height = pixels[1]
      picture.style.cssText = `width: ${width}px; height: ${height}px`
    }
    pen.setTransform(scale, 0, 0, scale, -scrollLeft * scale, -scrollTop * scale)
    pen.fillStyle = colours.paper.fill
    pen.fillRect(scrollLeft, scrollTop, width, height)
    pen.textBaseline = "middle"
    grids.forEach(grid => {
      const { left, top, look, frames, rows, columns, begins, sign } = grid,
        seen = /** @type {any[]} */ ([])
      const stroke = (colour, thick) => {
        pen.strokeStyle = colours[colour].stroke
        pen.lineWidth = thick
        pen.stroke()
        pen.beginPath()
      }
      const within = (count, from, shift, span) =>
        range(count).filter(at => from + (at + 1) * size > shift && from + at * size < shift + span)
      for (const y of within(rows, top, scrollTop, height))
        for (const x of within(columns, left, scrollLeft, width)) {
          const it = look(y, x)
          if (it) seen.push([it, left + x * size, top + y * size])
        }
      pen.font = `12px ${font}`
      pen.textAlign = "left"
      pen.fillStyle = colours.quiet.fill
      pen.fillText(signed(grid), left, top - 11)
      if (sign && !begins) {
        pen.font = `16px ${font}`
        pen.textAlign = "center"
        pen.fillText(sign, left - GAP / 2 - 1, top + (rows * size) / 2)
      }
      pen.beginPath()
      const paint = (colour, alpha, x, y) => {
        pen.globalAlpha = alpha
        pen.fillStyle = colours[colour].fill
        pen.fillRect(x, y, size, size)
      }
      for (const [{ fills = [], share = 1, shade, hatch }, x, y] of seen) {
        const mixed = fills.filter((colour, at) => colour && fills.indexOf(colour) === at)
        mixed.forEach((colour, before) => paint(colour, 1 / (before + 1), x, y)) // equal parts of each, under thin paper
        if (mixed.length || shade) paint(shade ? "shade" : "paper", 1 - COVER[mixed.length] * share, x, y)
        pen.rect(x, y, size, size)
        for (let shift = size / 4; hatch && shift < size * 2; shift += size / 4) {
          const near = max(shift - size, 0),
            far = min(shift, size)
          pen.moveTo(x + near, y + shift - near)
          pen.lineTo(x + far, y + shift - far)
        }
      }
      pen.globalAlpha = 1
      stroke("line", 1)
      pen.font = `${letters}px ${font}`
      pen.textAlign = "center"
      for (const [{ text, quiet, mark }, x, y] of seen) {
        pen.fillStyle = colours[quiet ? "quiet" : "ink"].fill
        pen.fillText(text, x + size / 2, y + size / 2 + 1)
        if (mark) pen.rect(x + 1.5, y + 1.5, size - 3, size - 3)
      }
      stroke("focus", 1.5)
      for (const [y, x, rows, columns, colour] of /** @type {Frame[]} */ (frames.filter(Boolean))) {
        pen.rect(left + x * size, top + y * size, columns * size, rows * size)
        stroke(colour, colour === "ink" ? 2 : 2.6)
      }
    })
    pen.setTransform(scale, 0, 0, scale, 0, 0)
    fade({ width, height, scrollLeft, scrollTop, colours })
  }

  const fit = (parent, count, properties) => {
    while (parent.children.length > count) parent.lastChild.remove()
    while (parent.children.length < count) parent.append(element("div", properties))
    return [...parent.children]
  }

  return {
    draw: () => draw(),
    heighten,
    /** @param {Grid[]} given @param {number} longest characters in a cell @param {boolean} anew whether the box takes their height */
    show(given, longest, anew) {
      grids = given.map((grid, at) => {
        const { columns } = grid,
          looks = []
        return {
          ...grid,
          look: (y, x) => (looks[y * columns + x] ??= grid.look(y, x)),
          left: 0,
          top: 0,
          wide: 0,
          begins: false,
          sign: at ? SIGNS[grid.id] : undefined,
        }
      })
      if (anew) resize(longest)
      const room = measured()
      place(longest, room)
      draw(room)
    },
    /** Lays over what keyboard and screen reader need; each cell has its `hit`. */
    cover() {
      fit(overlay, grids.length, { role: "grid" }).forEach((table, at) => {
        const grid = grids[at],
          { id, left, top, rows, columns, look } = grid
        table.ariaLabel = titled(grid)
        table.style.cssText = `left: ${left}px; top: ${top}px; width: ${columns * size}px; height: ${rows * size}px`
        fit(table, rows, { role: "row" }).forEach((row, y) =>
          fit(row, columns, { role: "gridcell", tabIndex: -1 }).forEach((cell, x) => {
            const { text, hatch } = look(y, x) || {}
            cell.ariaLabel = (text || "–") + (hatch && id !== "input" ? `, ${words.notKept}` : "")
            cell.hit = /** @type {Hit} */ ({ table, y, x, cell: grid.cell(y, x) })
          }),
        )
        if (!table.querySelector("[tabindex='0']")) table.firstChild.firstChild.tabIndex = 0
      })
    },
    /** Scrolls so that a cell is seen. @param {string} of @param {number} y @param {number} x */
    reveal(of, y, x) {
      const { left, top } = /** @type {Placed} */ (grids.find(({ id }) => id === of))
      const near = (now, most, at) => min(at, max(now, at + size - most))
      box.scrollTo(
        near(box.scrollLeft, box.clientWidth, left + x * size),
        near(box.scrollTop, box.clientHeight, top + y * size),
      )
    },
  }
}
