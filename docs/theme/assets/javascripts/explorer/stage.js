// @ts-check
/** @import { Cell, Grid, Hit, Look, Placed } from "./types" */
// Draws the scene on one canvas, and lays a grid of focusable, labelled cells over each of its grids.
import { element } from "../element.js"
import { ceil, floor, max, min, range } from "./arithmetic.js"

/** How much of the paper so many stamps in one cell cover, as in the figures. */
const COVER = [0, .5, .66, .74, .78]
const TITLE = 22, GAP = 26, LEAST = 20, MOST = 48
const SIGNS = { kernel: "×", canvas: "→" }
const NAMES = ["ink", "quiet", "line", "blue", "orange", "yellow", "green", "count", "focus"]

export class Stage {
  size = 0
  faint = 1
  /** @type {any} */
  colours = null

  /**
   * @param {HTMLElement} box
   * @param {(title: Grid["title"]) => string} title @param {(grid: Grid, look: Look | null) => string} label
   */
  constructor(box, title, label) {
    this.box = box
    this.title = title
    this.label = label
    this.picture = element("canvas", { ariaHidden: "true" })
    this.probe = element("span", { className: "drawn", hidden: true })
    this.sheet = element("div", { className: "sheet" }, this.picture, this.probe)
    box.append(this.sheet)
    this.pen = this.picture.getContext("2d")
    this.font = getComputedStyle(box).fontFamily
    /** @type {Placed[]} */
    this.grids = []
    this.overlays = new Map()
    this.widths = new Map()
  }

  /** The colours of figures.css and site.css, in the scheme that applies. */
  palette() {
    if (this.colours) return
    const ask = (className, property) => {
      this.probe.replaceChildren(element("i", { className }))
      return getComputedStyle(this.probe.firstChild)[property]
    }
    this.colours = { paper: ask("paper", "backgroundColor"), shade: ask("shade", "backgroundColor") }
    for (const name of NAMES)
      Object.assign(this.colours, {
        [name]: ask(`fill-${name}`, "fill"),
        [`${name}-stroke`]: ask(`stroke-${name}`, "stroke"),
      })
    this.faint = matchMedia("(forced-colors: active)").matches ? 0.25 : 1
  }

  /** @param {Grid[]} grids */
  show(grids) {
    this.grids = grids.map(grid => {
      const { columns } = grid, looks = []
      return { ...grid, look: (y, x) => looks[y * columns + x] ??= grid.look(y, x), left: 0, top: 0 }
    })
    /** @param {Placed} grid */
    const long = ({ longest, rows, columns, look }) =>
      longest ?? max(...range(rows * columns).map(i => look(floor(i / columns), i % columns)?.text.length ?? 0))
    const longest = max(1, ...this.grids.map(long))
    const [width, height] = this.place(longest)
    Object.assign(this.sheet.style, { width: `${width}px`, height: `${height}px` })
    this.text = min(max(this.size * .4, 11), 17, (this.size - 3) / (longest * .58))
    this.draw()
    clearTimeout(this.resting)
    this.resting = setTimeout(() => this.overlay(), 150)
  }

  /** Finds the largest cells with which everything fits, and puts each grid in its place. @returns {any} */
  place(longest) {
    const {
        grids,
        box: { clientWidth: width, clientHeight: height },
      } = this,
      least = max(LEAST, ceil(longest * 6.4 + 4))
    const results = grids.filter(({ id }) => id === "canvas" || id === "torch"),
      rest = grids.filter(grid => !results.includes(grid))
    const move = (some, x, y) =>
      some.forEach(grid => {
        grid.left += x
        grid.top += y
      })
    const fits = ([wide, tall]) => wide <= width && tall <= height
    /** @type {any} */
    let found = null
    // the products come and go: where all stand below one another, their place is the last
    const all = [...grids].sort((one, other) => Number(one.id === "products") - Number(other.id === "products"))
    for (this.size = max(MOST, least); this.size >= least; this.size -= 2) {
      const column = this.widest(results)
      const left = this.flow(rest, max(width - column - GAP, this.widest(rest)), "products"), right = this.flow(results, column)
      found = [left[0] + GAP + right[0], max(left[1], right[1])]
      if (fits(found)) {
        move(rest, 0, (found[1] - left[1]) / 2)
        move(results, left[0] + GAP, (found[1] - right[1]) / 2)
        break
      }
      found = this.flow(all, width)
      if (fits(found)) break
      found = null
    }
    this.size = max(this.size, least)
    found ??= this.flow(all, max(width, this.widest(grids)))
    move(grids, max(width - found[0], 0) / 2, max(height - found[1], 0) / 2)
    return found.map((long, a) => max(long, a ? height : width))
  }

  wide({ title, columns }) {
    const text = this.title(title)
    if (!this.widths.has(text)) {
      this.pen.font = `12px ${this.font}`
      this.widths.set(text, this.pen.measureText(text).width)
    }
    return max(columns * this.size, this.widths.get(text)) + 2
  }

  widest(grids) { return max(0, ...grids.map(grid => this.wide(grid))) }

  /** Lines of grids, none wider than `width`; `apart` begins a line. @returns {[number, number]} width and height */
  flow(grids, width, apart = "") {
    const lines = []
    let x = Infinity, top = 0, right = 0
    for (const grid of grids) {
      const wide = this.wide(grid)
      if (x + wide > width + .5 || grid.id === apart) {
        lines.push([])
        x = 0
      }
      lines.at(-1).push(grid)
      grid.left = x + 1
      right = max(right, x + wide)
      x += wide + GAP
    }
    for (const line of lines) {
      const tall = max(...line.map(({ rows }) => rows)) * this.size
      for (const grid of line) grid.top = top + TITLE + (tall - grid.rows * this.size) / 2
      top += TITLE + tall + 10
    }
    return [right, top]
  }

  /** Only what is in sight; the canvas stays where it is while the sheet scrolls. */
  draw() {
    this.palette()
    const {
        pen,
        picture,
        size,
        text,
        colours,
        box: { clientWidth: width, clientHeight: height, scrollLeft, scrollTop },
      } = this,
      scale = devicePixelRatio
    const pixels = [ceil(width * scale), ceil(height * scale)]
    if (picture.width !== pixels[0] || picture.height !== pixels[1]) {
      [picture.width, picture.height] = pixels
      Object.assign(picture.style, { width: `${width}px`, height: `${height}px` })
    }
    pen.setTransform(scale, 0, 0, scale, -scrollLeft * scale, -scrollTop * scale)
    pen.clearRect(scrollLeft, scrollTop, width, height)
    pen.textBaseline = "middle"
    const write = (text, x, y, pixels, colour, align = "center") => {
      pen.font = `${pixels}px ${this.font}`
      pen.textAlign = align
      pen.fillStyle = colours[colour]
      pen.fillText(text, x, y)
    }
    const frame = (left, top, wide, tall, colour, thick, inset = 0) => {
      pen.lineWidth = thick
      pen.strokeStyle = colours[`${colour}-stroke`]
      pen.strokeRect(left + inset, top + inset, wide - 2 * inset, tall - 2 * inset)
    }
    this.grids.forEach((grid, at) => {
      const { left, top, look, frames, rows, columns } = grid, before = this.grids[at - 1]
      write(this.title(grid.title), left, top - 11, 12, "quiet", "left")
      if (before && SIGNS[grid.id] && before.left + this.wide(before) < left + 1)
        write(SIGNS[grid.id], left - GAP / 2, top + (rows * size) / 2, 16, "quiet")
      const seen = (from, shift, span, most) => [
        max(floor((shift - from) / size), 0),
        min(ceil((shift + span - from) / size), most),
      ]
      const [above, below] = seen(top, scrollTop, height, rows),
        [first, last] = seen(left, scrollLeft, width, columns)
      const each = act => {
        for (let y = above; y < below; y++) for (let x = first; x < last; x++) {
          const seen = look(y, x)
          if (seen) act(seen, left + x * size, top + y * size)
        }
      }
      each((look, x, y) => this.cell(look, x, y))
      pen.font = `${text}px ${this.font}`
      pen.textAlign = "center"
      each(({ text, quiet }, x, y) => {
        pen.fillStyle = quiet ? colours.quiet : colours.ink
        pen.fillText(text, x + size / 2, y + size / 2 + 1)
      })
      each(({ mark }, x, y) => mark && frame(x, y, size, size, "focus", 1.5, 1.5))
      for (const { y, x, rows, columns, colour } of frames)
        frame(left + x * size, top + y * size, columns * size, rows * size, colour, colour === "ink" ? 2 : 2.6)
    })
  }

  /** @param {Look} look */
  cell({ fills = [], share = 1, shade, hatch }, left, top) {
    const { pen, size, colours } = this, part = COVER[fills.length] / fills.length * share * this.faint
    pen.fillStyle = shade ? colours.shade : colours.paper
    pen.fillRect(left, top, size, size)
    for (let hidden = fills.length - 1; hidden >= 0; hidden--) { // each is stronger by what those after it will hide
      pen.globalAlpha = part / (1 - hidden * part)
      pen.fillStyle = colours[fills[hidden]]
      pen.fillRect(left, top, size, size)
    }
    pen.globalAlpha = 1
    pen.lineWidth = .8
    pen.strokeStyle = colours["line-stroke"]
    pen.beginPath()
    pen.rect(left, top, size, size)
    for (let shift = size / 4; hatch && shift < size * 2; shift += size / 4) {
      const near = max(shift - size, 0), far = min(shift, size)
      pen.moveTo(left + near, top + shift - near)
      pen.lineTo(left + far, top + shift - far)
    }
    pen.stroke()
  }

  /** What is at a place of the page. @returns {Hit | undefined} */
  at({ clientX, clientY }) {
    const { left, top } = this.sheet.getBoundingClientRect()
    for (const grid of this.grids) {
      const x = floor((clientX - left - grid.left) / this.size), y = floor((clientY - top - grid.top) / this.size)
      if (x >= 0 && y >= 0 && x < grid.columns && y < grid.rows) return { grid, y, x, cell: grid.cell(y, x) }
    }
  }

  /** What an overlaid cell stands for. @returns {Hit | undefined} */
  under(target) {
    const row = target.parentElement, grid = this.grids.find(({ id }) => this.overlays.get(id) === row?.parentElement)
    /** @type {any} */
    const [y, x] = grid ? [[...row.parentElement.children].indexOf(row), [...row.children].indexOf(target)] : []
    return grid && { grid, y, x, cell: grid.cell(y, x) }
  }

  overlaid(id, y, x) { return this.overlays.get(id)?.children[y]?.children[x] }

  /** The cells for keyboard and screen reader follow when the picture has come to rest. */
  overlay() {
    const fit = (parent, count, make) => {
      while (parent.children.length > count) parent.lastChild.remove()
      while (parent.children.length < count) parent.append(make())
    }
    for (const [id, over] of this.overlays) if (!this.grids.some(grid => grid.id === id)) {
      over.remove()
      this.overlays.delete(id)
    }
    this.grids.forEach((grid, at) => {
      const over = this.overlays.get(grid.id) ?? element("div", { role: "grid" })
      this.overlays.set(grid.id, over)
      over.ariaLabel = this.title(grid.title)
      over.style.setProperty("--cell", `${this.size}px`)
      Object.assign(over.style, { left: `${grid.left}px`, top: `${grid.top}px` })
      fit(over, grid.rows, () => element("div", { role: "row" }))
      for (const y of range(grid.rows)) {
        fit(over.children[y], grid.columns, () => element("div", { role: "gridcell", tabIndex: -1 }))
        for (const x of range(grid.columns)) over.children[y].children[x].ariaLabel = this.label(grid, grid.look(y, x))
      }
      if (!over.querySelector("[tabindex='0']")) over.children[0].children[0].tabIndex = 0
      const next = this.sheet.children[2 + at] ?? null
      if (next !== over) this.sheet.insertBefore(over, next) // in the order of the picture; what has the focus stays
    })
    this.resting = undefined
  }

  /** Scrolls so that a place of a grid is seen. */
  reveal(id, y, x) {
    const grid = /** @type {Placed} */ (this.grids.find(it => it.id === id)),
      { box, size } = this,
      left = grid.left + x * size,
      top = grid.top + y * size
    if (left < box.scrollLeft || left + size > box.scrollLeft + box.clientWidth) box.scrollLeft = left - box.clientWidth / 2
    if (top < box.scrollTop || top + size > box.scrollTop + box.clientHeight) box.scrollTop = top - box.clientHeight / 2
  }
}
